"""ARC files (Internet Archive, 1996), the form before WARC, through warcio."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from schemas.records import RejectReason, Source
from transforms.compression import DamagedError
from transforms.dates import parse_instant
from transforms.formats.base import Begin, Dump, Item, is_document
from transforms.formats.records import Library, Place, Record, read_records, record_begins
from transforms.formats.warc import MEDIA_TYPES
from transforms.pages import MediaType, Page, Skip, SkipReason
from transforms.payload import decode_payload

# A record's first line: address, IP, date, media type, length.
# What may stand between two records: their ends of line.
MAX_BLANK_BYTES = 4
_BEGINS = re.compile(
    rb"(?:https?://|filedesc://|ftp://|dns:)\S{1,4000} \S{1,64} \d{14} \S{1,200} \d+\r?\n"
)


def read_arc(dump: Dump) -> Iterator[Item]:
    """Reads an ARC file: a page a record that holds HTML or text."""
    return read_records(dump, _library())


def arc_begins(dump: Dump) -> Iterator[Begin]:
    """Where a part of an ARC file may begin."""
    return record_begins(dump, _library())


def is_arc(head: bytes) -> bool:
    """Whether a file's first bytes, decompressed, are an ARC record's."""
    return _BEGINS.match(head) is not None


def _library() -> Library:
    return Library(_read, _BEGINS, re.compile(rb"\n"))


def _read(stream: Any, dump: Dump, place: Place) -> Iterator[Record]:
    records = _Iterator(stream)
    end = None
    for number, record in enumerate(records):
        payload = record.raw_stream.read(dump.options.limits.page_bytes + 1)
        missing = record.raw_stream.limit
        # Only now: warcio reads to a record's end to tell where it began.
        offset = records.get_record_offset()
        if end is not None and offset - end > MAX_BLANK_BYTES:
            raise ValueError("no record follows the one before")  # warcio looks for the next line
        source = place.source(dump.name, offset, number)
        length = int(record.rec_headers.get_header("length"))
        head = " ".join(value for _, value in record.rec_headers.headers)
        end = offset + len(head.encode("utf-8", "surrogateescape")) + 1 + length
        yield Record(offset, _parse_record(record, payload, missing, dump, source), length)
    if end is not None and stream.tell() - end > MAX_BLANK_BYTES:
        raise ValueError("no record follows the last one")


class _Iterator(ArchiveIterator):
    """warcio's iterator, but that a record may begin right where another ends.

    warcio takes a line end for granted between the two, and the line behind it for that: the
    record's first. What it finds there otherwise it prints on stderr.
    """

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        line = self.reader.readline()
        if _BEGINS.match(line):
            return line, 0
        skipped = 0
        while line:
            skipped += len(line)
            line = self.reader.readline()
            if line.strip():
                return line, skipped
        return None, skipped


def _parse_record(record: Any, payload: bytes, missing: int, dump: Dump, source: Source) -> Item:
    limit = dump.options.limits.page_bytes
    if record.rec_type != "response":
        return Skip(reason=SkipReason.WARCINFO)

    def reject(reason: RejectReason, detail: str) -> Item:
        return dump.reject(reason, detail, offset=source.offset, page=source.page, sample=payload)

    if len(payload) > limit:
        return reject(RejectReason.TOO_LARGE, f"the payload has more than {limit} bytes")
    if missing:
        return reject(RejectReason.TRUNCATED, f"{missing} bytes of the record are missing")
    http = record.http_headers
    if http is not None and http.get_statuscode() not in ("", "200"):
        return Skip(reason=SkipReason.HTTP_STATUS)
    content_type = (http and http.get_header("Content-Type")) or record.rec_headers.get_header(
        "content-type"
    )
    declared, _, parameters = (content_type or "text/html").partition(";")
    media_type = MEDIA_TYPES.get(declared.strip().lower())
    url = record.rec_headers.get_header("uri")
    if media_type is None:
        return Skip(reason=SkipReason.NOT_TEXT)
    if url is not None and url.endswith("/robots.txt"):
        return Skip(reason=SkipReason.ROBOTS)
    if http is not None:
        try:
            payload = decode_payload(
                payload,
                http.get_header("Transfer-Encoding") or "",
                http.get_header("Content-Encoding") or "",
                dump.options.limits,
            )
        except DamagedError as error:
            return reject(error.reason, f"the payload's coding: {error.detail}")
    charset = re.search(r"charset=[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return Page(
        payload=payload,
        media_type=MediaType.HTML if is_document(payload) else media_type,
        url=url,
        fetched_at=_instant(record.rec_headers.get_header("archive-date")),
        charset=charset.group(1) if charset else None,
        source=source,
    )


def _instant(stamp: str | None) -> datetime | None:
    """The instant of a stamp as ARC writes it, 20140216050221."""
    if stamp is None or not re.fullmatch(r"\d{14}", stamp):
        return None
    return parse_instant(f"{stamp[:8]}T{stamp[8:]}")
