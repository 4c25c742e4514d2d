"""Dumps of which the whole file is one page: .txt and .html."""

from collections.abc import Iterator

from schemas.records import RejectReason, Source
from transforms.compression import DamagedError, Members
from transforms.formats.base import Dump, Item
from transforms.pages import MediaType, Page


def read_text(dump: Dump) -> Iterator[Item]:
    """Reads a .txt file: the text of one page, with one or many articles."""
    return _read_whole(dump, MediaType.TEXT)


def read_html(dump: Dump) -> Iterator[Item]:
    """Reads a .html file."""
    return _read_whole(dump, MediaType.HTML)


def _read_whole(dump: Dump, media_type: MediaType) -> Iterator[Item]:
    limit = dump.options.limits.page_bytes
    damage: DamagedError | None = None
    if dump.codec is None:
        payload = dump.stream.read(limit + 1)
    else:
        payload, damage = _decompress(
            Members(dump.stream, dump.codec, dump.options.limits), limit + 1
        )
    if len(payload) > limit:
        detail = f"the page has more than {limit} bytes"
        yield dump.reject(RejectReason.TOO_LARGE, detail, page=0, sample=payload)
    elif damage is not None:
        yield dump.reject(damage.reason, damage.detail, page=0, sample=payload)
    else:
        yield Page(
            payload=payload, media_type=media_type, source=Source(dump=dump.name, offset=0, page=0)
        )


def _decompress(members: Members, size: int) -> tuple[bytes, DamagedError | None]:
    """At most `size` bytes of all members, and what ended them early."""
    pieces: list[bytes] = []
    try:
        while size and members.next():
            while size and (piece := members.read(size)):
                pieces.append(piece)
                size -= len(piece)
    except DamagedError as error:
        return b"".join(pieces), error
    return b"".join(pieces), None
