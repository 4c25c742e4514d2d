"""Dumps of every format and compression, made of the same pages."""

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable, Sequence

import lz4.frame
import pyarrow
import pyarrow.parquet
from backports import zstd

from schemas.records import Reject
from transforms.formats import open_dump, read_dump
from transforms.formats.base import WHOLE, Item, Part
from transforms.limits import Limits, ReadOptions
from transforms.pages import Page

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": lambda data: gzip.compress(data, 1, mtime=0),
    ".bz2": lambda data: bz2.compress(data, 1),
    ".zst": lambda data: zstd.compress(data, 1),
    ".xz": lambda data: lzma.compress(data, preset=0),
    ".lz4": lz4.frame.compress,
}


def url(number: int) -> str:
    return f"http://post.example/{number}"


def warc_record(number: int, html: bytes) -> bytes:
    """A response record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    return (
        (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url(number)}\r\n"
            "WARC-Date: 2026-05-08T04:00:00Z\r\nContent-Type: application/http\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def wet_record(number: int, text: bytes) -> bytes:
    """A conversion record."""
    return (
        (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url(number)}\r\n"
            "WARC-Date: 2026-05-08T04:00:00Z\r\nContent-Type: text/plain\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Length: {len(text)}\r\n\r\n"
        ).encode()
        + text
        + b"\r\n\r\n"
    )


def arc_record(number: int, html: bytes) -> bytes:
    """An ARC record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = f"{url(number)} 192.0.2.1 20260508040000 text/html {len(http)}\n"
    return head.encode() + http + b"\n"


def json_line(number: int, html: bytes) -> bytes:
    """A line with HTML."""
    fields = {
        "url": url(number),
        "fetched_at": "2026-05-08T04:00:00Z",
        "html": html.decode("utf-8"),
    }
    return json.dumps(fields).encode() + b"\n"


RECORDS: dict[str, Callable[[int, bytes], bytes]] = {
    ".warc": warc_record,
    ".wet": wet_record,
    ".arc": arc_record,
    ".jsonl": json_line,
}


def by_record(ending: str, pages: Sequence[bytes], compress: str) -> bytes:
    """A dump with a member a record."""
    return b"".join(
        COMPRESSIONS[compress](RECORDS[ending](number, page)) for number, page in enumerate(pages)
    )


def as_one(ending: str, pages: Sequence[bytes], compress: str) -> bytes:
    """A dump with one member."""
    return COMPRESSIONS[compress](by_record(ending, pages, ""))


def parquet(pages: Sequence[bytes], compress: str, rows: int = 50) -> bytes:
    """A Parquet file with several row groups."""
    table = pyarrow.table(
        {
            "url": [url(number) for number in range(len(pages))],
            "fetched_at": ["2026-05-08T04:00:00Z"] * len(pages),
            "html": [page.decode("utf-8") for page in pages],
        }
    )
    written = io.BytesIO()
    pyarrow.parquet.write_table(table, written, row_group_size=rows)
    return COMPRESSIONS[compress](written.getvalue())


def read(data: bytes, name: str, limits: Limits | None = None, part: Part = WHOLE) -> list[Item]:
    """All that a dump gives."""
    options = ReadOptions(limits=limits or Limits())
    return list(read_dump(*open_dump(name, io.BytesIO(data), options, part)))


def payloads(items: Sequence[Item]) -> list[bytes]:
    """The payloads of the pages among what a dump gives."""
    return [item.payload for item in items if isinstance(item, Page)]


def reasons(items: Sequence[Item]) -> list[str]:
    """The reasons of the rejects among what a dump gives."""
    return [item.reason.value for item in items if isinstance(item, Reject)]
