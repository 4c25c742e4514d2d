"""One module a dump format: bytes in, pages out, without Beam.

A format's reader takes an open Dump and yields Page | Reject | Skip in its order. It never
raises for what the bytes hold. FORMATS says which reader a file belongs to.
"""

import io
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from schemas.records import RejectReason
from transforms.compression import Codec, DamagedError, DecompressedStream, Members, detect_codec
from transforms.formats.arc import arc_begins, is_arc, read_arc
from transforms.formats.base import (
    HEAD_BYTES,
    WHOLE,
    Begin,
    Dump,
    Item,
    Part,
    Reader,
    is_document,
)
from transforms.formats.jsonl import (
    LINES,
    Line,
    is_utf16,
    line_begins,
    parse_line,
    read_jsonl,
    read_utf16_jsonl,
)
from transforms.formats.parquet import read_parquet
from transforms.formats.warc import is_warc, read_warc, warc_begins
from transforms.formats.whole import read_html, read_text
from transforms.limits import MIB, ReadOptions
from transforms.pages import Page

# Of about this size are the parts that a large dump is cut into.
PART_BYTES = 16 * MIB


class Format(NamedTuple):
    """A dump format.

    Attributes:
        name: as the books call it.
        read: its reader.
        begins: says in order where a part of a dump may begin; None for a format that is
            read whole.
    """

    name: str
    read: Reader
    begins: Callable[[Dump], Iterator[Begin]] | None = None


def _jsonl_begins(dump: Dump) -> Iterator[Begin]:
    return line_begins(dump, PART_BYTES)


_TEXT = Format("TEXT", read_text)
_HTML = Format("HTML", read_html)
_JSONL = Format("JSONL", read_jsonl, _jsonl_begins)
_UTF16_JSONL = Format("JSONL", read_utf16_jsonl)
_WARC = Format("WARC", read_warc, warc_begins)
_ARC = Format("ARC", read_arc, arc_begins)
_PARQUET = Format("PARQUET", read_parquet)

FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        ".txt": _TEXT,
        ".md": _TEXT,
        ".html": _HTML,
        ".htm": _HTML,
        ".jsonl": _JSONL,
        ".ndjson": _JSONL,
        ".warc": _WARC,
        ".wet": Format("WET", read_warc, warc_begins),
        ".arc": _ARC,
        ".parquet": _PARQUET,
    }
)
# What pages are called for which any content fits.
_WHOLE_FORMATS = (_TEXT, _HTML)
# The magic, and the first field of the Thrift structure behind it: no text has that byte.
_PARQUET_BEGINS = b"PAR1\x15"
# What holds files.
_ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".tbz2", ".txz", ".7z", ".rar"})
_CODECS = tuple(codec.value for codec in Codec)
_BLANK = b"\xef\xbb\xbf \t\r\n"


def open_dump(
    name: str, stream: BinaryIO, options: ReadOptions, part: Part = WHOLE
) -> tuple[Dump, Format | None]:
    """Says what a file is: by its content how it is compressed, by its name what it holds.

    Where the name does not tell, the content's first bytes do. So they do where it tells of text
    or a page, and they are surely another format's.

    Args:
        name: the file's name.
        stream: the file as stored, seekable.
        options: how it is read.
        part: how much of it.

    Returns:
        The dump, its stream at its beginning, and its format, None for one that is not read.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    codec = detect_codec(head)
    dump = Dump(name, stream, codec, options, part)
    if not head:
        return dump, Format("EMPTY", _reject_empty)
    named = name.lower().endswith(_CODECS)
    if named and codec is None and not _is_text(head):
        return dump, Format("UNKNOWN", _reject_uncompressed)
    ending = _ending(name)
    told = FORMATS.get(ending)
    if told not in (None, _JSONL, *_WHOLE_FORMATS):
        return dump, told
    content = _content(dump)
    head = content.read(HEAD_BYTES)
    if told is _JSONL:
        stream.seek(0)
        return dump, _UTF16_JSONL if is_utf16(head) else told
    kind = _detect_certain(dump, head, content)
    kind = kind or told or _detect_format(head, has_ending=bool(ending))
    stream.seek(0)
    return dump, kind


def _reject_empty(dump: Dump) -> Iterator[Item]:
    yield dump.reject(RejectReason.NO_TEXT, "the file is empty")


def _reject_uncompressed(dump: Dump) -> Iterator[Item]:
    """For a file that says it is compressed: it is neither that nor, taken off on its way, text."""
    yield dump.reject(
        RejectReason.BAD_COMPRESSION,
        "the file is not compressed as its name says",
        sample=dump.stored_sample(0),
    )


def read_dump(dump: Dump, kind: Format | None) -> Iterator[Item]:
    """Reads an open dump.

    Yields:
        Its pages, what had to be rejected, and what was skipped. Never raises for
        what the bytes hold; an OSError of the storage itself is the caller's.
    """
    if kind is not None:
        yield from kind.read(dump)
    else:
        ending = _ending(dump.name)
        detail = f"files ending in {ending} are not read" if ending else "not a format that is read"
        if ending == ".json":
            detail += f" unless {LINES}"
        elif ending in _CODECS:
            detail = "its name says that it is compressed twice: decompress it once"
        elif ending in _ARCHIVES:
            detail += ": unpack it, and give the folder"
        yield dump.reject(RejectReason.UNSUPPORTED_TYPE, detail, sample=dump.stored_sample(0))


def split_dump(dump: Dump, kind: Format | None) -> list[Part]:
    """The parts of a dump that are read apart, each by one worker.

    A part begins where a record does, so the parts together give what the whole gives,
    each record once. To find such places in an archive it is read through, which takes a
    twentieth of the time that cutting its pages takes.
    """
    size = dump.stream.seek(0, 2)
    dump.stream.seek(0)
    if kind is None or kind.begins is None or size < 2 * PART_BYTES:
        return [WHOLE]
    chosen = [Begin(0, 0)]
    for begin in kind.begins(dump):
        if begin.offset - chosen[-1].offset >= PART_BYTES:
            chosen.append(begin)
    ends = [*(begin.offset for begin in chosen[1:]), None]
    return [
        Part(begin.offset, end, begin.records_before)
        for begin, end in zip(chosen, ends, strict=True)
    ]


def _ending(name: str) -> str:
    """A file name's ending, in lower case, without that of a compression."""
    base = name.lower().replace("\\", "/").rpartition("/")[2]
    for codec in _CODECS:
        if base.endswith(codec):
            base = base.removesuffix(codec)
            break
    stem, dot, ending = base.rpartition(".")
    return dot + ending if stem else ""


def _content(dump: Dump) -> BinaryIO:
    """A dump's content; of one that is compressed the first member's, as far as that is sound."""
    if dump.codec is None:
        return dump.stream
    members = Members(dump.stream, dump.codec, dump.options.limits)
    try:
        begun = members.read(HEAD_BYTES) if members.next() else b""
    except DamagedError:
        begun = b""
    return io.BufferedReader(DecompressedStream(members, begun, only=True))


def _detect_certain(dump: Dump, head: bytes, content: BinaryIO) -> Format | None:
    """The format of a dump that begins as no other does, not even a text that speaks of it.

    Args:
        dump: the dump.
        head: the first bytes of its content.
        content: what follows these.
    """
    if is_warc(head):
        return _WARC
    if is_arc(head):
        return _ARC
    if head.startswith(_PARQUET_BEGINS):
        return _PARQUET
    if is_document(head):
        return _HTML
    line, end, rest = head.lstrip(_BLANK).partition(b"\n")
    if not line.startswith(b"{"):
        return None
    if not end:
        line += content.readline(dump.options.limits.page_bytes)
        rest = content.read(HEAD_BYTES)
    is_row = isinstance(parse_line(Line(0, 0, line, is_whole=True), dump), Page)
    return _JSONL if is_row and rest.lstrip()[:1] in (b"", b"{") else None


def _detect_format(head: bytes, *, has_ending: bool) -> Format | None:
    """A format by the first bytes of its content, decompressed."""
    text = head.lstrip(_BLANK).lower()
    for magic, kind in (
        (b"warc/", _WARC),
        (b"par1", _PARQUET),
        (b"<!doctype html", _HTML),
        (b"<html", _HTML),
    ):
        if text.startswith(magic):
            return kind
    if is_arc(head):
        return _ARC
    line, _, rest = text.partition(b"\n")
    if line.startswith(b'{"') and (not rest or line.rstrip().endswith(b"}")):
        return _JSONL
    # Plain text has no magic: taken for it where the name does not speak of something else.
    return _TEXT if not has_ending and _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """Whether a file's first bytes are text: UTF-8, perhaps cut inside a character."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
    return b"\0" not in head and bool(head.strip()) and not head.startswith((b"%PDF", b"<?xml"))
