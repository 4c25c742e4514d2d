"""The process that Parquet is parsed in (transforms.formats.parquet): what runs there alone."""

import io
import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import pyarrow
import pyarrow.parquet

from schemas.records import RejectReason, Source
from transforms.formats.base import Dump, Item
from transforms.formats.parquet import Answer, Given, Place, Request, Wanted
from transforms.formats.rows import NAMES, VALUE_NAMES, is_named, page_of, tell_fields
from transforms.limits import MIB
from transforms.sandbox import OUT_OF_MEMORY
from transforms.server import Parent

# Of pages at the limit of their size that is a gigabyte.
BATCH_ROWS = 32
# A batch that is larger is made Python's, and handed on, row by row.
MAX_BATCH_BYTES = 32 * MIB
# What a row counts for beside its text: a Reject of it is as large.
ROW_BYTES = 100
# And an item of a list as one of at least so many, though many equal ones are stored in none.
ITEM_BYTES = 4
# pyarrow holds a page, its values and, while these grow, a copy; and a piece of each column.
_POOL_RATIO = 4
_POOL_BYTES = 64 * MIB
_READ_BYTES = MIB
# What columns of lists have in their paths (Parquet's LogicalTypes, and older writers).
_IN_LISTS = frozenset({"list", "element", "item", "array", "bag", "array_element"})


def serve_parquet() -> None:
    """The child: reads the one file that it is asked for."""
    parent = Parent()
    parent.answer(b"")
    asked = parent.next_request()
    if asked is None:
        return
    request: Request = pickle.loads(asked)  # noqa: S301 - of our own process
    seconds = request.options.limits.seconds

    def ask(answer: Answer) -> bytes:
        parent.answer(pickle.dumps(answer))
        data = parent.next_request()
        if data is None:
            os._exit(0)  # through pyarrow, which may ask, an exception might not get
        parent.allow(seconds)
        return data

    parent.allow(seconds)
    try:
        for given in read_file(_AskedFile(ask, request.size), request):
            ask(given)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of its memory is in shreds
    parent.answer(pickle.dumps(None))


class _AskedFile(io.RawIOBase):
    """A file whose bytes the parent has."""

    def __init__(self, ask: Callable[[Answer], bytes], size: int) -> None:
        self._ask = ask
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if begin + offset < 0:
            raise ValueError("no place in the file")
        self._position = begin + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1) -> bytes:
        end = self._size if size < 0 else min(self._position + size, self._size)
        pieces = []
        while self._position < end:
            piece = self._ask(Wanted(self._position, min(_READ_BYTES, end - self._position)))
            if not piece:
                break
            pieces.append(piece)
            self._position += len(piece)
        return b"".join(pieces)


def read_file(file: Any, request: Request) -> Iterator[Given]:
    """The rows of a file's row groups, from a place on.

    Raises:
        MemoryError: where there is not enough for what the bytes hold.
    """
    dump = Dump(request.name, io.BytesIO(request.head), None, request.options)
    place = request.place
    try:
        # Columns are read piece by piece: of large row groups they would not all have room.
        parquet = pyarrow.parquet.ParquetFile(file, buffer_size=_READ_BYTES, pre_buffer=False)
        columns = _find_columns(parquet, request)
        groups = parquet.metadata.num_row_groups
    except MemoryError:
        raise
    except Exception as error:  # pyarrow raises many kinds for bad bytes
        reject = dump.reject(
            RejectReason.BAD_RECORD, f"not a Parquet file: {error}", sample=request.head
        )
        yield Given(place, [reject])
        return
    for group in range(max(0, place.group), groups):
        place = place._replace(group=group, offset=0, row=0)
        yield Given(place, [])  # should this row group end the process
        try:
            for given in _read_group(parquet, columns, place, dump, request.allowed):
                place = given.place
                yield given
        except MemoryError:
            raise
        except _FullError as full:
            reject = dump.reject(full.reason, full.detail, offset=place.offset, page=place.row)
            yield Given(place, [reject])
            return
        except Exception as error:  # likewise
            reject = dump.reject(
                RejectReason.BAD_RECORD,
                f"row group {group} cannot be read from its row {place.row} on: {error}",
                offset=place.offset,
                page=place.row,
            )
            yield Given(place, [reject])


class _Columns(NamedTuple):
    """The columns that are read: their paths, and which of the file's they are.

    Of all that are present the names, and what they are for tell_fields.
    """

    paths: list[str]
    numbers: list[int]
    present: dict[str, str]


class _FullError(Exception):
    """No more of the file is read, as it goes over a limit."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def _find_columns(parquet: Any, request: Request) -> _Columns:
    given = request.options.fields
    leaves = [parquet.schema.column(number) for number in range(len(parquet.schema))]
    objects = Counter(leaf.path.rpartition(".")[0] for leaf in leaves)
    found = [
        (leaf.path, number)
        for number, leaf in enumerate(leaves)
        if _is_wanted(leaf, objects[leaf.path.rpartition(".")[0]] == 1, given)
    ]
    present = {}
    for field in parquet.schema_arrow:
        present[field.name] = _kind(field.type)
        if pyarrow.types.is_struct(field.type):
            present |= {f"{field.name}.{held.name}": _kind(held.type) for held in field.type}
    return _Columns([path for path, _ in found], [number for _, number in found], present)


def _is_wanted(leaf: Any, is_alone: bool, given: Mapping[str, str]) -> bool:
    """Whether a column is one of values that may be a field's, or of texts in objects and lists."""
    names = [name for name in leaf.path.split(".") if name not in _IN_LISTS] or [leaf.path]
    if leaf.path != leaf.name and leaf.physical_type != "BYTE_ARRAY":
        return False
    if ".".join(names) in given.values():
        return True
    *outer, name = names
    is_value = is_alone or name in VALUE_NAMES
    # What an object has as its text may be a row itself.
    if any(
        is_named(ours, held, given)
        for ours in NAMES.keys() - {"text", "html", "url"}
        for held in outer
    ):
        return is_value
    is_text = any(is_named(ours, held, given) for ours in ("text", "html") for held in outer)
    return (is_text and is_value) or any(is_named(ours, name, given) for ours in NAMES)


def _kind(kind: Any) -> str:
    """What a column is, in words, if not of values."""
    if not pyarrow.types.is_nested(kind):
        return ""
    return "an object" if pyarrow.types.is_struct(kind) else "a list"


def _read_group(
    parquet: Any, columns: _Columns, place: Place, dump: Dump, allowed: int
) -> Iterator[Given]:
    limits = dump.options.limits
    metadata = parquet.metadata.row_group(place.group)
    place = place._replace(offset=_offset(metadata))
    yield Given(place, [])
    bomb = _FullError(
        RejectReason.BOMB,
        f"over {limits.ratio} bytes for each that is stored: the file is read no further",
    )
    # It may be a lie, but where it is none the limit takes no memory.
    own = [metadata.column(number) for number in columns.numbers]
    listed = sum(max(0, column.num_values - metadata.num_rows) for column in own)
    if (
        max(sum(column.total_uncompressed_size for column in own), ITEM_BYTES * listed)
        > place.bytes
    ):
        raise bomb
    for batch in parquet.iter_batches(
        BATCH_ROWS, row_groups=[place.group], columns=columns.paths, use_threads=False
    ):
        if pyarrow.default_memory_pool().max_memory() > _POOL_RATIO * allowed + _POOL_BYTES:
            raise bomb
        for rows in _rows(batch):
            items: list[Item] = []
            for row in rows:
                if not place.rows:
                    yield Given(place, items)
                    detail = f"the dump has more than {limits.records} rows"
                    raise _FullError(RejectReason.TOO_LARGE, detail)
                if place.bytes < (size := _size(row)):
                    yield Given(place, items)
                    raise bomb
                source = Source(dump=dump.name, offset=place.offset, page=place.row)
                items.append(_read_row(row, columns.present, source, dump))
                place = Place(
                    place.group, place.offset, place.row + 1, place.rows - 1, place.bytes - size
                )
            yield Given(place, items)


def _offset(metadata: Any) -> int:
    """Where a row group begins in the file (Parquet's ColumnMetaData)."""
    column = metadata.column(0)
    return int(column.dictionary_page_offset or column.data_page_offset)


_Row: TypeAlias = dict[str, Any] | Exception


def _rows(batch: Any) -> Iterator[list[_Row]]:
    """The rows of a batch, together where they are small and all their values are Python's."""
    columns = [_readable(column) for column in batch.columns]
    if columns:  # without any it would forget how many rows it has
        batch = pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names)
    if batch.nbytes <= MAX_BATCH_BYTES:
        try:
            rows = batch.to_pylist()
        except (ValueError, OverflowError):
            pass
        else:
            yield rows
            return
    for number in range(batch.num_rows):
        yield [_row(batch.slice(number, 1))]


def _row(batch: Any) -> _Row:
    """The only row of a batch, or why it has a value that is none of Python's.

    A day or an instant that is none, as of the year 11476, is a date that nobody can say: null.
    """
    row: dict[str, Any] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            (row[name],) = column.to_pylist()
        except (ValueError, OverflowError) as error:
            if not pyarrow.types.is_temporal(column.type):
                return error
            row[name] = None
    return row


def _readable(column: Any) -> Any:
    """A column as one of values that Python has.

    An instant is stored in UTC, and in a zone that Python does not know it is one without a zone.
    What it has below microseconds is cut off: not everybody has pandas, which keeps it.
    """
    if pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if not pyarrow.types.is_timestamp(kind):
        return column
    try:
        pyarrow.scalar(0, kind).as_py()
        zone = kind.tz
    except Exception:  # pyarrow asks several libraries
        zone = None
    unit = "us" if kind.unit == "ns" else kind.unit
    return column.cast(pyarrow.timestamp(unit, zone), safe=False)


def _size(row: _Row) -> int:
    return ROW_BYTES + (0 if isinstance(row, Exception) else sum(map(_text_size, row.values())))


def _text_size(value: Any) -> int:
    """How much text a value holds."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_text_size, value.values()))
    return sum(map(_text_size, value)) if isinstance(value, list) else 0


def _plain(value: Any) -> Any:
    """A value as JSON would have it: a day or an instant as a stamp, without a zone if it has none.

    Bytes are text where they are UTF-8, as many writers put it, and else stay bytes.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        with suppress(UnicodeDecodeError):
            return value.decode("utf-8")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _read_row(row: _Row, present: dict[str, str], source: Source, dump: Dump) -> Item:
    if isinstance(row, Exception):
        return dump.reject(
            RejectReason.BAD_RECORD,
            f"the row cannot be read: {row}",
            offset=source.offset,
            page=source.page,
        )
    fields = {name: _plain(value) for name, value in row.items()}
    page = page_of(fields, source, dump.options)
    limit = dump.options.limits.page_bytes
    if page is None:
        return dump.reject(
            RejectReason.NO_TEXT,
            tell_fields(present, dump.options.fields),
            offset=source.offset,
            page=source.page,
        )
    if any(len(part) > limit for part in (page.payload, page.url or "", page.language or "")):
        return dump.reject(
            RejectReason.TOO_LARGE,
            f"the page has more than {limit} bytes",
            offset=source.offset,
            page=source.page,
            sample=page.payload,
        )
    return page
