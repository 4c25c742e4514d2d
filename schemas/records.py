"""The records that presscut writes, as frozen dataclasses that mirror the .avsc files.

A field here is a field there, in the same order; tests/test_schemas.py holds the
two against each other. The .avsc files say what each field means.
"""

import enum
from dataclasses import dataclass
from datetime import datetime

MAX_SAMPLE_BYTES = 1024


class Method(enum.Enum):
    """Where an article's body was read from."""

    TEXT = "TEXT"
    HTML = "HTML"
    JSON_LD = "JSON_LD"


class Stage(enum.Enum):
    """The step that rejected something."""

    READ = "READ"
    CUT = "CUT"


class RejectReason(enum.Enum):
    """Why input did not become an article; schemas/reject.avsc explains each."""

    UNREADABLE = "UNREADABLE"
    BAD_COMPRESSION = "BAD_COMPRESSION"
    TRUNCATED = "TRUNCATED"
    BAD_RECORD = "BAD_RECORD"
    BAD_JSON = "BAD_JSON"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    TOO_LARGE = "TOO_LARGE"
    BOMB = "BOMB"
    TIMEOUT = "TIMEOUT"
    BAD_ENCODING = "BAD_ENCODING"
    NO_TEXT = "NO_TEXT"
    NOT_AN_ARTICLE = "NOT_AN_ARTICLE"
    PARSER_ERROR = "PARSER_ERROR"


class DuplicateReason(enum.Enum):
    """What made an article a copy of another; schemas/duplicate.avsc explains each."""

    EXACT = "EXACT"
    URL = "URL"
    TITLE = "TITLE"
    STORY = "STORY"
    SEEN_BEFORE = "SEEN_BEFORE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a dump. Offsets are bytes, lines count from 1, the rest from 0."""

    dump: str
    offset: int = 0
    page: int | None = None
    article: int | None = None
    first_line: int | None = None
    last_line: int | None = None

    @property
    def order(self) -> tuple[str, int, int, int]:
        """Sorts sources as they stand in the dumps; unique to an article within a run."""
        return (
            self.dump,
            self.offset,
            -1 if self.page is None else self.page,
            -1 if self.article is None else self.article,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article. Instants are UTC; text is NFC without control characters."""

    id: str
    key: str = ""
    title: str
    summary: tuple[str, ...] = ()
    body: str
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    credit: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    fetched_at: datetime | None = None
    published_text: str | None = None
    modified_text: str | None = None
    language: str
    language_score: float
    url: str | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    story: str | None = None
    words: int
    method: Method
    source: Source
    canonical: str | None = None
    published_offset: int | None = None
    modified_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An article that was dropped, and the one that was kept for it."""

    id: str
    key: str
    kept_id: str
    reason: DuplicateReason
    similarity: float | None = None
    kept_run: str | None = None
    title: str
    url: str | None = None
    source: Source
    kept_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a run remembers of an article that it has kept, or of a copy that led to one."""

    id: str
    run: str | None = None
    keys: tuple[str, ...] = ()
    published: datetime | None = None
    fetched_at: datetime | None = None
    body_chars: int
    title: str
    url: str | None = None
    shingles: int = 0
    sketch: bytes = b""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Input that did not become an article, and why."""

    source: Source
    stage: Stage
    reason: RejectReason
    detail: str
    sample: bytes = b""

    def __post_init__(self) -> None:
        if len(self.sample) > MAX_SAMPLE_BYTES:
            object.__setattr__(self, "sample", self.sample[:MAX_SAMPLE_BYTES])


Record = Article | Duplicate | Reject | Keys
