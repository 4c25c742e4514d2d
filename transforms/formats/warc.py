"""WARC files (ISO 28500, WARC 1.1) and the WET files made of them, through FastWARC."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from fastwarc import ArchiveIterator, WarcRecord

from schemas.records import RejectReason, Source
from transforms.compression import DamagedError
from transforms.dates import parse_instant
from transforms.formats.base import Begin, Dump, Item, is_document, raise_of_storage
from transforms.formats.records import Borrowed, Library, Place, Record, read_records, record_begins
from transforms.pages import MediaType, Page, Skip, SkipReason
from transforms.payload import decode_payload

MEDIA_TYPES = MappingProxyType(
    {
        "text/html": MediaType.HTML,
        "application/xhtml+xml": MediaType.HTML,
        "text/plain": MediaType.TEXT,
    }
)
_SKIPPED_TYPES = MappingProxyType(
    {
        "warcinfo": SkipReason.WARCINFO,
        "request": SkipReason.REQUEST,
        "metadata": SkipReason.METADATA,
        "revisit": SkipReason.REVISIT,
    }
)
# A record's version and one of its own fields: a text that speaks of WARC files goes on in words.
_RECORD = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?:[\w-]+:.*\n)*?WARC-[\w-]+:", re.IGNORECASE)


def read_warc(dump: Dump) -> Iterator[Item]:
    """Reads a WARC or WET file.

    A page is a `response` or `resource` record that holds HTML or text, or a `conversion`
    record; other records, error pages and pictures are skipped by reason.
    """
    return read_records(dump, _LIBRARY)


def is_warc(head: bytes) -> bool:
    """Whether a file's first bytes, decompressed, are a WARC record's."""
    return _RECORD.match(head) is not None


def warc_begins(dump: Dump) -> Iterator[Begin]:
    """Where a part of a WARC or WET file may begin."""
    return record_begins(dump, _LIBRARY)


def _read(stream: Any, dump: Dump, place: Place) -> Iterator[Record]:
    records = iter(ArchiveIterator(Borrowed(stream), parse_http=False))
    number = 0
    while True:
        try:
            record = next(records, None)
            if record is not None:
                # Some servers end their headers' lines with LF alone (RFC 9112 §2.2); else the page
                # up to its first empty line with CRLF would be taken for headers. As an option of
                # the iterator it would also skip what is no record, and say nothing.
                record.parse_http(quirks_mode=True)
        except BaseException as error:
            # FastWARC is Rust, whose panics are no Exception.
            if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
                raise
            raise_of_storage(error)
            raise ValueError(str(error)) from error
        if record is None:
            return
        offset = record.stream_pos
        item = parse_record(record, dump, place.source(dump.name, offset, number))
        length = record.headers.get("Content-Length")
        yield Record(offset, item, int(length) if length and length.isdigit() else None)
        number += 1


_LIBRARY = Library(_read, re.compile(rb"WARC/[01]\.\d{1,2}\r?\n"), re.compile(rb"\r?\n\r?\n"))


def parse_record(record: WarcRecord, dump: Dump, source: Source) -> Item:
    """The page that one record holds, or why it holds none."""
    limit = dump.options.limits.page_bytes
    record_type = (record.headers.get("WARC-Type") or "").lower()
    length = record.headers.get("Content-Length")
    expected = record.content_length
    # Not more than there can be: the reader makes room for all that it is asked for.
    payload = record.reader.read(min(expected, limit) + 1)

    def reject(reason: RejectReason, detail: str) -> Item:
        return dump.reject(reason, detail, offset=source.offset, page=source.page, sample=payload)

    if not record_type or length is None:
        missing = "WARC-Type" if not record_type else "Content-Length"
        return reject(
            RejectReason.TRUNCATED, f"the record's headers have no {missing}, or end before it"
        )
    if not length.isdigit():
        return reject(RejectReason.BAD_RECORD, f"its Content-Length is {length[:40]!r}")
    if len(payload) < min(expected, limit):
        return reject(
            RejectReason.TRUNCATED, f"{len(payload)} of {expected} bytes of payload are there"
        )
    if record_type not in ("response", "resource", "conversion"):
        return Skip(reason=_SKIPPED_TYPES.get(record_type, SkipReason.OTHER_RECORD))

    headers = record.http_headers if record.is_http_parsed else None
    if headers is not None and (headers.status_code or 200) != 200:
        return Skip(reason=SkipReason.HTTP_STATUS)
    content_type = (
        record.headers.get("Content-Type") if headers is None else headers.get("Content-Type")
    )
    # A server that names no type is taken for one of HTML (RFC 9110 §8.3 lets us look).
    declared = (content_type or "text/html").partition(";")[0].strip().lower()
    media_type = MEDIA_TYPES.get(declared)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    if media_type is None:
        return Skip(reason=SkipReason.NOT_TEXT)
    if url is not None and url.endswith("/robots.txt"):
        return Skip(reason=SkipReason.ROBOTS)
    if len(payload) > limit:
        return reject(RejectReason.TOO_LARGE, f"the payload has more than {limit} bytes")
    transfer, content = "", ""
    if headers is not None:
        transfer = headers.get("Transfer-Encoding") or ""
        content = headers.get("Content-Encoding") or ""
    if transfer or content:
        try:
            payload = decode_payload(payload, transfer, content, dump.options.limits)
        except DamagedError as error:
            return reject(error.reason, f"the payload's coding: {error.detail}")
    return Page(
        payload=payload,
        media_type=MediaType.HTML if is_document(payload) else media_type,
        # WARC 0.x and some writers put the address in angle brackets.
        url=url,
        fetched_at=parse_instant(record.headers.get("WARC-Date")),
        charset=record.http_charset if headers is not None else None,
        language=_first(record.headers.get("WARC-Identified-Content-Language")),
        source=source,
    )


def _first(languages: str | None) -> str | None:
    return languages.partition(",")[0] if languages else None
