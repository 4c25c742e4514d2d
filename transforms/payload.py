"""The body of an HTTP response as the server meant it: transfer and content codings taken off.

RFC 9112 §7.1 (chunked), RFC 9110 §8.4 (gzip, deflate, br), RFC 8878 §7.1 (zstd). Crawlers
often take a coding off and leave its header on, so a payload that does not look coded is
taken as it stands.
"""

import io
import re
import zlib

import brotli

from schemas.records import RejectReason
from transforms.compression import Codec, DamagedError, Members
from transforms.limits import Limits

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_PIECE_BYTES = 16 * 1024
# Servers apply one, proxies perhaps another.
MAX_CODINGS = 4


def decode_payload(
    payload: bytes, transfer_encoding: str, content_encoding: str, limits: Limits
) -> bytes:
    """A payload without its codings.

    Args:
        payload: the body as stored.
        transfer_encoding: the header of that name, empty where there is none.
        content_encoding: likewise.
        limits: bound what comes out.

    Raises:
        DamagedError: where a coded payload is cut short, broken or too large; its offset
            is 0 and means nothing.
    """
    if "chunked" in transfer_encoding.lower():
        payload = _join_chunks(payload)
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    if len(codings) > MAX_CODINGS:
        raise DamagedError(RejectReason.BOMB, f"{len(codings)} codings, one around another", 0)
    for coding in reversed(codings):  # in the order in which they were applied
        payload = _decode(payload, coding, limits)
    return payload


def _join_chunks(payload: bytes) -> bytes:
    if _CHUNK_SIZE.match(payload) is None:
        return payload  # the crawler has joined them already
    chunks: list[bytes] = []
    position = 0
    while found := _CHUNK_SIZE.match(payload, position):
        size = int(found.group(1), 16)
        if size == 0:
            return b"".join(chunks)
        begin, position = found.end(), found.end() + size
        if position > len(payload):
            raise DamagedError(RejectReason.TRUNCATED, "the last chunk is cut short", 0)
        chunks.append(payload[begin:position])
        position += 2 if payload.startswith(b"\r\n", position) else 1
    if position < len(payload):
        # What looked like a chunk's size is the page's own text.
        return payload
    raise DamagedError(RejectReason.TRUNCATED, "the last chunk is missing", 0)


def _decode(payload: bytes, coding: str, limits: Limits) -> bytes:
    if coding in ("gzip", "x-gzip") and payload.startswith(b"\x1f\x8b"):
        return _read_members(payload, Codec.GZIP, limits)
    if coding == "zstd" and payload.startswith(b"\x28\xb5\x2f\xfd"):
        return _read_members(payload, Codec.ZSTD, limits)
    if coding == "deflate":
        return _inflate(payload, limits)
    if coding == "br":
        return _decode_brotli(payload, limits)
    return payload


def _read_members(payload: bytes, codec: Codec, limits: Limits) -> bytes:
    members = Members(io.BytesIO(payload), codec, limits)
    pieces: list[bytes] = []
    size = 0
    while members.next():
        while piece := members.read(limits.page_bytes + 1):
            pieces.append(piece)
            size += len(piece)
            _check_size(size, limits)
    return b"".join(pieces)


def _inflate(payload: bytes, limits: Limits) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # servers send either (RFC 9110 §8.4.1.2)
        decompressor = zlib.decompressobj(window)
        try:
            data = decompressor.decompress(payload, limits.page_bytes + 1)
        except zlib.error:
            continue
        _check_size(len(data), limits)
        if not decompressor.eof:
            raise DamagedError(RejectReason.TRUNCATED, "the deflate stream has no end", 0)
        return data
    return payload


def _decode_brotli(payload: bytes, limits: Limits) -> bytes:
    decompressor = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        for begin in range(0, len(payload), _PIECE_BYTES):
            piece = payload[begin : begin + _PIECE_BYTES]
            while piece or not decompressor.can_accept_more_data():
                pieces.append(decompressor.process(piece, output_buffer_limit=_PIECE_BYTES))
                size += len(pieces[-1])
                _check_size(size, limits)
                piece = b""
    except brotli.error:
        return payload  # it has no magic to know it by, other than that it decodes
    if not decompressor.is_finished():
        raise DamagedError(RejectReason.TRUNCATED, "the brotli stream has no end", 0)
    return b"".join(pieces)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.page_bytes:
        raise DamagedError(
            RejectReason.TOO_LARGE, f"the page has more than {limits.page_bytes} bytes", 0
        )
