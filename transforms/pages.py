"""What the reader hands on: a Page, or word of a record that holds none."""

import enum
from dataclasses import dataclass
from datetime import datetime

from schemas.records import MAX_SAMPLE_BYTES, Reject, RejectReason, Source, Stage


class MediaType(enum.Enum):
    """What a page's payload is."""

    HTML = "text/html"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a dump says of a page's article beside the page: each None or empty where nothing.

    Attributes:
        title: its headline.
        authors: as written, one name or several in each.
        published: when it was published, as written.
        modified: when it was last changed, as written.
        section: where its site files it.
        tags: as written, one keyword or several in each.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a dump, as it was stored.

    Attributes:
        payload: the page's bytes, decompressed, still in their own encoding.
        media_type: what the payload is.
        url: its address, where the dump gives one.
        fetched_at: when the crawl fetched it, UTC.
        charset: what the dump or its HTTP headers declare, not what the page says itself.
        language: what the dump declares.
        stated: what the dump says of its article; None where it says nothing.
        source: where it stands.
    """

    payload: bytes
    media_type: MediaType
    url: str | None = None
    fetched_at: datetime | None = None
    charset: str | None = None
    language: str | None = None
    stated: Stated | None = None
    source: Source


def reject_page(page: Page, reason: RejectReason, detail: str) -> Reject:
    """A page that was given up while it was cut, with the first of its bytes."""
    return Reject(
        source=page.source,
        stage=Stage.CUT,
        reason=reason,
        detail=detail,
        sample=page.payload[:MAX_SAMPLE_BYTES],
    )


class SkipReason(enum.Enum):
    """Why a record that is in good order holds no page."""

    WARCINFO = "WARCINFO"
    REQUEST = "REQUEST"
    METADATA = "METADATA"
    REVISIT = "REVISIT"
    OTHER_RECORD = "OTHER_RECORD"
    HTTP_STATUS = "HTTP_STATUS"
    ROBOTS = "ROBOTS"
    NOT_TEXT = "NOT_TEXT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A record in good order that holds no page: counted, not rejected."""

    reason: SkipReason
