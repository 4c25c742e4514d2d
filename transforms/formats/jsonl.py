"""JSON lines: a page a line, under `text` or `html`."""

import io
import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from schemas.records import Reject, RejectReason, Source
from transforms.compression import READ_BYTES, Codec, DamagedError, DecompressedStream, Members
from transforms.formats.base import Begin, Dump, Item
from transforms.formats.rows import fields_of, page_of, tell_fields
from transforms.pages import Page

# What an array, or objects over several lines, can be made to be read.
LINES = "each line is an object, as jq -c '.[]' makes them of an array and jq -c . of one object"
# Lines that such a file begins with.
_OPENINGS = (b"[", b"{", b"[{")
# How JSON writes half a character of UTF-16, and what may look like one: backslashes, and halves
# that are a whole.
_ESCAPES = re.compile(
    rb"\\(?:(?:\\\\)*\\|u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}"
    rb"|(?P<half>u[Dd][89A-Fa-f][0-9A-Fa-f]{2}))"
)
_UTF16_BEGINS = (BOM_UTF16_LE, BOM_UTF16_BE)
# So many members a line may run over and still be looked at for where it could begin anew.
MAX_LATER_MEMBERS = 8


class Line(NamedTuple):
    """A line of a dump.

    Attributes:
        offset: where it begins, or the member that it begins in.
        number: the how manieth line of that member it is, from 0.
        text: its bytes, or the first of them.
        is_whole: whether that is all of it.
        is_first: whether a part may begin with it, which its member does.
        later: for a line that runs over members' ends, where each of them begins in the file
            and in the text.
    """

    offset: int
    number: int
    text: bytes
    is_whole: bool
    is_first: bool = False
    later: tuple[tuple[int, int], ...] = ()


def read_jsonl(dump: Dump) -> Iterator[Item]:
    """Reads JSON lines (.jsonl, .ndjson).

    A line is an object, a row as transforms.formats.rows reads it. Empty lines are passed over. A
    line that cannot be used is a Reject; the lines after it are read. A line's offset is its own,
    or in a compressed file that of the member it begins in.
    """
    lines = _plain_lines(dump) if dump.codec is None else _member_lines(dump, dump.codec)
    yield from _read_lines(lines, dump)


def is_utf16(head: bytes) -> bool:
    """Whether a text that begins so says that it is UTF-16."""
    return head.startswith(_UTF16_BEGINS)


def read_utf16_jsonl(dump: Dump) -> Iterator[Item]:
    """Reads JSON lines in UTF-16, as PowerShell writes them, in one piece."""
    yield from _read_lines(_utf16_lines(dump), dump)


def _read_lines(lines: Iterator[Line | Reject], dump: Dump) -> Iterator[Item]:
    limit = dump.options.limits.page_bytes
    records = dump.options.limits.records
    for count, line in enumerate(lines, start=1 + dump.part.records_before):
        if count > records:
            if count == records + 1:
                detail = f"the dump has more than {records} lines"
                offset = line.source.offset if isinstance(line, Reject) else line.offset
                yield dump.reject(RejectReason.TOO_LARGE, detail, offset=offset)
            return
        if isinstance(line, Reject):
            yield line
        elif not line.is_whole:
            yield dump.reject(
                RejectReason.TOO_LARGE,
                f"the line has more than {limit} bytes",
                offset=line.offset,
                page=line.number,
                sample=line.text,
            )
        elif line.text.strip():
            yield from _read_line(line, dump)


def _read_line(line: Line, dump: Dump) -> Iterator[Page | Reject]:
    item = parse_line(line, dump)
    if isinstance(item, Reject) and item.reason is RejectReason.BAD_JSON:
        # Damage can take a line's end: a line that begins with a later member is not lost with it.
        for offset, at in line.later:
            rest = parse_line(Line(offset, 0, line.text[at:], is_whole=True), dump)
            if isinstance(rest, Page):
                yield parse_line(line._replace(text=line.text[:at]), dump)
                yield rest
                return
    yield item


def line_begins(dump: Dump, part_bytes: int) -> Iterator[Begin]:
    """Where a part of a dump may begin.

    Anywhere in a plain one, a line being the part's that it begins in; in a compressed one
    at members that begin with a line.
    """
    if dump.codec is None:
        begin = lines = ended = 0
        while data := dump.stream.read(part_bytes):
            yield Begin(begin, lines)
            begin += len(data)
            ended += data.count(b"\n")
            # One that begins right behind the data is the next part's.
            lines = ended + (not data.endswith(b"\n"))
    else:
        for number, line in enumerate(_member_lines(dump, dump.codec)):
            if isinstance(line, Line) and line.is_first:
                yield Begin(line.offset, number)


def load_json(text: bytes) -> Any:
    r"""What JSON says, and what Python's json.dumps writes beside it, which orjson refuses.

    Half of a pair of surrogates, for what its text has no character for, says U+FFFD; NaN, as
    pandas has it where a value is missing, and an infinity say null.

    >>> load_json(rb'["\ud83d", "\ud83d\ude00", "\\ud83d", NaN]')
    ['\ufffd', '\U0001f600', '\\ud83d', None]

    Raises:
        orjson.JSONDecodeError: where it is none.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        text = _ESCAPES.sub(lambda m: rb"\ufffd" if m["half"] else m[0], text)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if b"NaN" not in text and b"Infinity" not in text:
            raise
        try:
            # Numbers are what they are in other lines.
            return json.loads(
                text.decode(),
                parse_constant=lambda _: None,
                parse_int=orjson.loads,
                parse_float=orjson.loads,
            )
        except (ValueError, RecursionError):
            raise error from None


def parse_line(line: Line, dump: Dump) -> Page | Reject:
    """The page that one line holds, or why it holds none."""
    text = line.text.removeprefix(BOM_UTF8)
    try:
        data = load_json(text)
    except orjson.JSONDecodeError as error:
        reason, detail = RejectReason.BAD_JSON, f"not JSON: {_fault(text, error)}"
        if (line.offset, line.number) == (0, 0) and text.strip() in _OPENINGS:
            detail += f"; files are not read unless {LINES}"
    else:
        if isinstance(data, dict):
            source = Source(dump=dump.name, offset=line.offset, page=line.number)
            page = page_of(data, source, dump.options)
            if page is not None:
                return page
            detail = tell_fields(fields_of(data), dump.options.fields)
            reason = RejectReason.NO_TEXT
        else:
            reason, detail = RejectReason.BAD_JSON, f"not an object but a {type(data).__name__}"
            if isinstance(data, list):
                detail += f"; files are not read unless {LINES}"
    return dump.reject(reason, detail, offset=line.offset, page=line.number, sample=line.text)


def _fault(text: bytes, error: Exception) -> str:
    try:
        text.decode()
    except UnicodeDecodeError as fault:  # which orjson tells of no place, and as of surrogates
        return f"byte {fault.start} is no UTF-8; make a file of other encodings that, as iconv does"
    return str(error)


def _utf16_lines(dump: Dump) -> Iterator[Line | Reject]:
    """The lines in UTF-8, by their numbers alone: of the whole file, as of one member."""
    limit = dump.options.limits.page_bytes
    stream: Any = dump.stream
    unpacked = None
    if dump.codec is not None:
        unpacked = DecompressedStream(Members(dump.stream, dump.codec, dump.options.limits))
        stream = io.BufferedReader(unpacked)
    # Half of a pair of surrogates is U+FFFD in other lines, too.
    lines = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    number = 0
    try:
        while line := lines.readline(limit + 1):
            is_ended = line.endswith("\n")
            if unpacked is not None and unpacked.damage is not None and not is_ended:
                break
            text = line.encode()
            yield Line(0, number, text, is_whole=len(text) <= limit)
            number += 1
            while len(line) > limit and not is_ended and (rest := lines.readline(limit)):
                is_ended = rest.endswith("\n")
    finally:
        lines.detach()  # or it would close what is not its own
    if unpacked is not None and unpacked.damage is not None:
        damage = unpacked.damage
        yield dump.reject(damage.reason, damage.detail, sample=dump.stored_sample(0))


def _plain_lines(dump: Dump) -> Iterator[Line]:
    limit = dump.options.limits.page_bytes
    stream, offset = dump.stream, dump.part.begin
    if offset:
        # The line that the part begins in is another's, unless it begins right there.
        stream.seek(offset - 1)
        offset += _skip_line(stream, limit) - 1
    while not dump.part.ends_before(offset) and (text := stream.readline(limit + 1)):
        is_whole = len(text) <= limit
        yield Line(offset, 0, text, is_whole)
        offset += len(text)
        if not is_whole and not text.endswith(b"\n"):
            offset += _skip_line(stream, limit)


def _skip_line(stream: Any, limit: int) -> int:
    """Reads to the end of a line; says how many bytes it took."""
    skipped = 0
    while text := stream.readline(limit):
        skipped += len(text)
        if text.endswith(b"\n"):
            break
    return skipped


def _member_lines(dump: Dump, codec: Codec) -> Iterator[Line | Reject]:
    dump.stream.seek(dump.part.begin)
    members = Members(dump.stream, codec, dump.options.limits, dump.part.begin)
    lines = _Lines(dump.options.limits.page_bytes)
    while True:
        try:
            while members.next():
                if dump.part.ends_before(members.offset):
                    return
                lines.begin(members.offset, is_apart=members.is_apart)
                while data := members.read(READ_BYTES):
                    yield from lines.split(data)
            yield from lines.end()
            return
        except DamagedError as error:
            lines.drop()
            sample = dump.stored_sample(error.offset)
            yield dump.reject(error.reason, error.detail, offset=error.offset, sample=sample)
            if error.reason is RejectReason.BOMB or not members.skip_damage(_begins_line):
                return


def _begins_line(data: bytes) -> bool:
    return data.lstrip().startswith(b"{")


class _Lines:
    """Cuts the data of members into lines, also where a line runs over a member's end."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._member = self._offset = 0
        self._number = self._next_number = 0
        self._is_first = self._begins_clean = False
        self._pieces: list[bytes] = []
        self._later: list[tuple[int, int]] = []
        self._size = 0

    def begin(self, offset: int, *, is_apart: bool) -> None:
        """A member begins, and perhaps a part may with it."""
        # What a line goes on with here is a line of this member if it turns out to be damaged.
        self._member, self._next_number = offset, int(self._size > 0)
        self._begins_clean = is_apart and self._size == 0
        if self._size and len(self._later) < MAX_LATER_MEMBERS:
            self._later.append((offset, self._size))

    def split(self, data: bytes) -> Iterator[Line]:
        """The lines that end in the data."""
        *ended, rest = data.split(b"\n")
        for text in ended:
            self._add(text + b"\n")
            yield from self.end()
        self._add(rest)

    def end(self) -> Iterator[Line]:
        """The open line, if there is one; it ends here."""
        if self._size:
            text = b"".join(self._pieces)
            is_whole = self._size <= self._limit
            later = tuple(self._later)
            yield Line(self._offset, self._number, text, is_whole, self._is_first, later)
            self.drop()

    def drop(self) -> None:
        """Forgets the open line."""
        self._pieces, self._later, self._size = [], [], 0

    def _add(self, text: bytes) -> None:
        if not text:
            return
        if not self._size:
            self._offset, self._number = self._member, self._next_number
            self._is_first = self._begins_clean and self._number == 0
            self._next_number += 1
        self._size += len(text)
        if self._size <= self._limit or len(self._pieces) == 0:
            self._pieces.append(text)
