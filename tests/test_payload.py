"""Transfer and content codings of HTTP payloads."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from backports import zstd

from schemas.records import RejectReason
from transforms.compression import DamagedError
from transforms.limits import Limits
from transforms.payload import decode_payload

PAGE = b"<p>The ferry stops for the winter, and nobody minds.</p>" * 30
RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(PAGE) + RAW.flush()


def chunks(payload: bytes, size: int = 100) -> bytes:
    parts = [payload[at : at + size] for at in range(0, len(payload), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("stored", "transfer", "content"),
    [
        (PAGE, "", ""),
        (chunks(PAGE), "chunked", ""),
        (gzip.compress(PAGE, mtime=0), "", "gzip"),
        (gzip.compress(PAGE, mtime=0), "", "x-gzip"),
        (zlib.compress(PAGE), "", "deflate"),
        (DEFLATED, "", "deflate"),
        (brotli.compress(PAGE), "", "br"),
        (zstd.compress(PAGE), "", "zstd"),
        (chunks(gzip.compress(PAGE, mtime=0)), "Chunked", "GZIP"),
        (gzip.compress(brotli.compress(PAGE), mtime=0), "", "br, gzip"),
        (PAGE, "chunked", "gzip"),  # the crawler took both off and left the headers on
        (PAGE, "", "deflate"),
        (PAGE, "", "br"),
        (PAGE, "", "identity"),
    ],
)
def test_codings_are_taken_off(stored: bytes, transfer: str, content: str) -> None:
    assert decode_payload(stored, transfer, content, Limits()) == PAGE


@pytest.mark.parametrize(
    ("stored", "transfer", "content"),
    [
        (chunks(PAGE)[:-5], "chunked", ""),
        (chunks(PAGE)[:250], "chunked", ""),
        (gzip.compress(PAGE, mtime=0)[:-3], "", "gzip"),
        (zlib.compress(PAGE)[:-8], "", "deflate"),
        (brotli.compress(PAGE)[:-4], "", "br"),
        (zstd.compress(PAGE)[:-4], "", "zstd"),
    ],
)
def test_what_is_cut_short_is_truncated(stored: bytes, transfer: str, content: str) -> None:
    with pytest.raises(DamagedError) as caught:
        decode_payload(stored, transfer, content, Limits())
    assert caught.value.reason is RejectReason.TRUNCATED


@pytest.mark.parametrize(
    ("stored", "content"),
    [
        (gzip.compress(bytes(1 << 24), mtime=0), "gzip"),
        (zlib.compress(bytes(1 << 24)), "deflate"),
        (brotli.compress(bytes(1 << 24)), "br"),
        (zstd.compress(bytes(1 << 24)), "zstd"),
    ],
)
def test_a_payload_that_grows_too_large_is_stopped(stored: bytes, content: str) -> None:
    with pytest.raises(DamagedError) as caught:
        decode_payload(stored, "", content, Limits(page_bytes=1 << 20))
    assert caught.value.reason is RejectReason.TOO_LARGE


def test_a_page_that_begins_as_a_chunk_does_is_read_as_it_is() -> None:
    page = b"2026\r\nA year of ferries\r\n"
    assert decode_payload(page * 400, "chunked", "", Limits()) == page * 400


def test_a_few_bytes_that_brotli_makes_gigabytes_of_are_not_unpacked() -> None:
    bomb = brotli.compress(bytes(300_000_000), quality=1)
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(DamagedError) as raised:
            decode_payload(bomb, "", "br", Limits(page_bytes=1_000_000))
        assert raised.value.reason is RejectReason.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_codings_around_codings_have_an_end() -> None:
    with pytest.raises(DamagedError, match="5 codings"):
        decode_payload(b"x", "", "gzip, " * 4 + "gzip", Limits())
