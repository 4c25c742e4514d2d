"""Archives of records: a member a record, records one after another, or both at once.

WARC and ARC share how they are stored and differ in how a record reads; the latter is
what a Library is for: it takes a stream of whole records and yields what they hold.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from schemas.records import RejectReason, Source
from transforms.compression import PROBE_BYTES, Codec, DamagedError, DecompressedStream, Members
from transforms.formats.base import WHOLE, Begin, Dump, Item, Part, raise_of_storage
from transforms.limits import MIB

# A record's own headers, and HTTP's, on top of a page.
MAX_HEADER_BYTES = MIB
_WINDOW_BYTES = MIB
# Behind where a record begins that says it is longer than it is the rest is looked through again,
# and as much as a page may have of it is read: not without end.
MAX_SWALLOWING = 1000
# A decompressor makes room for all that it is asked for: asked for a page's limit at once, it took
# 160 MB and half as long again.
PIECE_BYTES = 256 * 1024


class Record(NamedTuple):
    """A record as a library found it.

    Attributes:
        offset: where it begins in the stream.
        item: what it holds.
        length: of its block, behind its headers, by its own word; None where it has none.
    """

    offset: int
    item: Item
    length: int | None


class Library(NamedTuple):
    """How the records of one kind of archive are read.

    Attributes:
        read: gives the records of a stream from where it stands. It raises for what it cannot
            parse, and may read ahead.
        begins: matches where a record begins, at a line's beginning.
        headers_end: matches the end of a record's headers.
    """

    read: Callable[[Any, Dump, "Place"], Iterator[Record]]
    begins: re.Pattern[bytes]
    headers_end: re.Pattern[bytes]


class Place(NamedTuple):
    """What the offsets of a stream are in the file.

    Attributes:
        member: the offset of the member that the stream decompresses; None for a plain file,
            where they are the stream's own.
        before: how many records and rejects of that member stand before where it is read from.
    """

    member: int | None
    before: int = 0

    def source(self, name: str, offset: int, number: int) -> Source:
        """Where a record stands: by its own offset, or its member's and its number there."""
        if self.member is None:
            return Source(dump=name, offset=offset, page=0)
        return Source(dump=name, offset=self.member, page=self.before + number)


def read_records(dump: Dump, library: Library) -> Iterator[Item]:
    """Reads an archive, or the part of it that the dump names.

    What stands before and after a broken record is read: the next line, or in a compressed file
    whose data is broken the next member, that begins as a record does.
    """
    limit = dump.options.limits.records
    found = _find_items(dump, library)
    for count, (_, item) in enumerate(found, start=1 + dump.part.records_before):
        if count > limit:
            if count == limit + 1:
                detail = f"the dump has more than {limit} records"
                yield dump.reject(RejectReason.TOO_LARGE, detail)
            return
        yield item


def record_begins(dump: Dump, library: Library) -> Iterator[Begin]:
    """Where a part of an archive may begin, in order: found by reading it."""
    for number, (begin, _) in enumerate(_find_items(dump, library)):
        if begin is not None:
            yield Begin(begin, number)


def _find_items(dump: Dump, library: Library) -> Iterator[tuple[int | None, Item]]:
    """What an archive holds, and where that begins if a part may begin there."""
    if dump.codec is None:
        return _read_stream(dump.stream, dump, library, Place(None), dump.part)
    return _read_members(dump, dump.codec, library)


def _read_members(dump: Dump, codec: Codec, library: Library) -> Iterator[tuple[int | None, Item]]:
    limits = dump.options.limits
    dump.stream.seek(dump.part.begin)
    members = Members(dump.stream, codec, limits, dump.part.begin)
    piece = _Piece(limits.page_bytes + MAX_HEADER_BYTES)
    while True:
        damage = None
        try:
            while members.next() and not dump.part.ends_before(members.offset):
                data = members.read_head()
                if piece.is_open and library.begins.match(data):
                    yield from _read_piece(piece.close(), dump, library, piece)
                if not piece.is_open:
                    piece.begin(members.offset, is_apart=members.is_apart)
                piece.add(data)
                while data and not piece.is_full:
                    data = members.read(PIECE_BYTES)
                    piece.add(data)
                if piece.is_full:
                    # Many records in one member, or one record that is too large.
                    rest = DecompressedStream(members, piece.take(), only=True)
                    stream = _Rereadable(io.BufferedReader(rest), piece.cap + _WINDOW_BYTES)
                    yield from _read_piece(stream, dump, library, piece)
                    while stream.read(_WINDOW_BYTES):
                        pass
                    if rest.damage is not None:
                        raise rest.damage
                else:
                    piece.end_member()
        except DamagedError as error:
            damage = error
        if piece.is_open:
            is_damaged = damage is not None and not piece.drop_member()
            found = list(_read_piece(piece.close(), dump, library, piece))
            # The last record of a damaged member is the one that the damage is in.
            yield from found[:-1] if is_damaged else found
        if damage is None:
            return
        sample = dump.stored_sample(damage.offset)
        yield (
            None,
            dump.reject(damage.reason, damage.detail, offset=damage.offset, sample=sample),
        )
        if not members.skip_damage(lambda data: library.begins.match(data) is not None):
            return


class _Piece:
    """The data of a member and of those behind it that go on with its record.

    Most writers make a member a record; some cut records over members.

    Attributes:
        cap: bytes of data that are kept in memory.
        offset: of its first member.
        is_apart: whether a part may begin with that.
    """

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.offset = 0
        self.is_apart = True
        self._data: list[bytes] = []
        self._size = 0
        self._ended = 0

    @property
    def is_open(self) -> bool:
        return self._size > 0

    @property
    def is_full(self) -> bool:
        return self._size > self.cap

    def begin(self, offset: int, *, is_apart: bool) -> None:
        """Its first member begins."""
        self.offset, self.is_apart = offset, is_apart

    def add(self, data: bytes) -> None:
        self._data.append(data)
        self._size += len(data)

    def end_member(self) -> None:
        """The current member has ended well."""
        self._ended = len(self._data)

    def drop_member(self) -> bool:
        """Takes the data of a member that did not end away from what went before it, if any."""
        if self._ended:
            del self._data[self._ended :]
        return self._ended > 0

    def take(self) -> bytes:
        data = self._data[0] if len(self._data) == 1 else b"".join(self._data)
        self._data, self._size, self._ended = [], 0, 0
        return data

    def close(self) -> io.BytesIO:
        return io.BytesIO(self.take())


def _read_piece(
    stream: Any, dump: Dump, library: Library, piece: _Piece
) -> Iterator[tuple[int | None, Item]]:
    """The records of one piece, which no other's damage reaches."""
    begin = piece.offset if piece.is_apart else None
    for _, item in _read_stream(stream, dump, library, Place(piece.offset), WHOLE):
        yield begin, item


class _Rereadable:
    """A stream that is read once, of which the last bytes can be read again.

    Attributes:
        cap: how many of them.
    """

    def __init__(self, stream: Any, cap: int) -> None:
        self.cap = cap
        self._stream = stream
        self._kept = bytearray()
        self._begin = self._position = 0

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes there, or to the nearest place that can be read; its end is how far it was read."""
        end = self._begin + len(self._kept)
        self._position = end if whence == io.SEEK_END else min(max(offset, self._begin), end)
        return self._position

    def read(self, size: int) -> bytes:
        at = self._position - self._begin
        data = bytes(self._kept[at : at + size])
        if len(data) < size:
            more = self._stream.read(size - len(data))
            self._kept += more
            data += more
            excess = max(0, len(self._kept) - self.cap)
            del self._kept[:excess]
            self._begin += excess
        self._position += len(data)
        return data


def _read_stream(
    stream: Any, dump: Dump, library: Library, place: Place, part: Part
) -> Iterator[tuple[int | None, Item]]:
    """The records of a stream, or a part of it. One is given only when the next was seen to begin.

    A record whose length is wrong swallows the ones behind it, which shows when what
    follows it is no record. Behind one that is longer than the file no part begins, for
    how many there are is counted from the first.
    """
    begin: int | None = part.begin
    given = lies = 0
    swallowing = False

    def reject(offset: int, detail: str) -> Item:
        source = place.source(dump.name, offset, given)
        return dump.reject(
            RejectReason.BAD_RECORD,
            detail,
            offset=source.offset,
            page=source.page,
            sample=dump.stored_sample(source.offset),
        )

    while begin is not None:
        if lies > MAX_SWALLOWING:
            detail = f"more than {MAX_SWALLOWING} records say that they are longer than they are"
            yield None, reject(begin, detail)
            return
        stream.seek(begin)
        held: Record | None = None
        failure: Exception | None = None
        records = library.read(stream, dump, place._replace(before=given))
        try:
            for record in records:
                if held is not None:
                    yield None if swallowing else held.offset, held.item
                    given += 1
                held = None
                if part.ends_before(record.offset):
                    return
                held = record
        except Exception as error:  # libraries raise what they like for bad bytes
            raise_of_storage(error)
            failure = error
        size = stream.seek(0, io.SEEK_END)
        if failure is None:
            if held is None:
                return
            yield None if swallowing else held.offset, held.item
            given += 1
            if _end_of(stream, library, held) <= size:
                return
            # It says that it is longer than the file is, and may have swallowed all behind it.
            begin = _find_record(stream, library, held.offset + 1)
            if begin is None or part.ends_before(begin):
                return
            swallowing = True
            lies += 1
            continue
        # From here on: what follows `held` is no record.
        bad = begin if held is None else held.offset
        following = _find_record(stream, library, bad + 1)
        if held is not None:
            end = min(_end_of(stream, library, held), size)
            if following is None or following >= end:
                yield None if swallowing else held.offset, held.item
                given += 1
                bad = end
            else:
                lies += 1
        # Where the next one begins right there, nothing is lost.
        if bad != following:
            yield None, reject(bad, f"no record can be read here: {failure}")
            given += 1
        begin = following
        if begin is not None and part.ends_before(begin):
            return


def _end_of(stream: Any, library: Library, record: Record) -> int:
    """Where a record ends by its own word; of one too large to be kept without its headers."""
    found = None
    if stream.seek(record.offset) == record.offset:
        found = library.headers_end.search(stream.read(MAX_HEADER_BYTES))
    return record.offset + (found.end() if found else 0) + (record.length or 0)


def _find_record(stream: Any, library: Library, begin: int) -> int | None:
    """Where the next record begins at or after an offset."""
    window, offset = b"", stream.seek(begin - 1)
    while data := stream.read(_WINDOW_BYTES):
        window += data
        for line_end in re.finditer(rb"\n", window):
            if library.begins.match(window, line_end.end()):
                return int(offset) + line_end.end()
        # A record's first line may run over the window's end: what could be one is looked at again.
        offset += max(0, len(window) - PROBE_BYTES)
        window = window[-PROBE_BYTES:]
    return None


class Borrowed:
    """A stream as archive libraries want one; they may not close it, and it never raises."""

    def __init__(self, stream: Any) -> None:
        self.read = stream.read
        self.tell = stream.tell
        self.seek = stream.seek

    def close(self) -> None:
        """Nothing: the stream is the reader's."""
