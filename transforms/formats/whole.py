"""Dumps of which the whole file is one page: .txt and .html."""

import io
from collections.abc import Iterator

from schemas.records import RejectReason, Source
from transforms.compression import DecompressedStream, Members
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
    damage = None
    if dump.codec is None:
        payload = dump.stream.read(limit + 1)
    else:
        members = Members(dump.stream, dump.codec, dump.options.limits)
        stream = DecompressedStream(members)
        payload = io.BufferedReader(stream).read(limit + 1)
        damage = stream.damage
    if len(payload) > limit:
        detail = f"the page has more than {limit} bytes"
        yield dump.reject(RejectReason.TOO_LARGE, detail, page=0, sample=payload)
    elif damage is not None:
        yield dump.reject(damage.reason, damage.detail, page=0, sample=payload)
    else:
        yield Page(
            payload=payload, media_type=media_type, source=Source(dump=dump.name, offset=0, page=0)
        )
