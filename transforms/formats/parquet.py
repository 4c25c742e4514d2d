"""Parquet files: a page a row, columns as the fields of JSON lines, read by row groups."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timezone
from typing import Any

from schemas.records import RejectReason, Source
from transforms.compression import DecompressedStream, Members
from transforms.formats.base import Dump, Item, raise_of_storage
from transforms.formats.jsonl import FIELD_NAMES, names_of, page_of
from transforms.limits import MIB

# Of pages at the limit of their size that is a gigabyte.
BATCH_ROWS = 32
# A compressed Parquet file has to be decompressed whole, as its index stands at its end.
MAX_SPOOLED_BYTES = 64 * MIB
_COPY_BYTES = MIB


def read_parquet(dump: Dump) -> Iterator[Item]:
    """Reads a Parquet file: a page a row, its offset that of its row group.

    Never has more than a batch of rows in memory. A row group that cannot be read is a
    Reject, and so is a row without text; the others are read.
    """
    if dump.codec is None:
        yield from _read_file(dump.stream, dump)
        return
    with tempfile.SpooledTemporaryFile(MAX_SPOOLED_BYTES) as plain:
        stream = DecompressedStream(Members(dump.stream, dump.codec, dump.options.limits))
        reader = io.BufferedReader(stream)
        while data := reader.read(_COPY_BYTES):
            plain.write(data)
        if stream.damage is not None:
            yield dump.reject(
                stream.damage.reason, stream.damage.detail, sample=dump.stored_sample(0)
            )
            return
        plain.seek(0)
        yield from _read_file(plain, dump)


def _read_file(file: Any, dump: Dump) -> Iterator[Item]:
    import pyarrow.parquet  # 60 MB of memory, for those who have Parquet alone

    try:
        parquet = pyarrow.parquet.ParquetFile(file)
        names = {name for ours in FIELD_NAMES for name in names_of(ours, dump.options.fields)}
        columns = [name for name in parquet.schema_arrow.names if name in names]
        groups = parquet.metadata.num_row_groups
    except Exception as error:  # pyarrow raises many kinds for bad bytes
        raise_of_storage(error)
        yield dump.reject(
            RejectReason.BAD_RECORD,
            f"not a Parquet file: {error}",
            sample=dump.stored_sample(0),
        )
        return
    limit = dump.options.limits.records
    left = limit
    for group in range(groups):
        rows = 0
        offset = 0
        try:
            offset = _offset(parquet, group)
            for batch in parquet.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns):
                for row in _rows(batch):
                    if not left:
                        detail = f"the dump has more than {limit} rows"
                        yield dump.reject(RejectReason.TOO_LARGE, detail, offset=offset, page=rows)
                        return
                    source = Source(dump=dump.name, offset=offset, page=rows)
                    yield _read_row(row, source, dump)
                    rows += 1
                    left -= 1
        except Exception as error:  # likewise
            raise_of_storage(error)
            yield dump.reject(
                RejectReason.BAD_RECORD,
                f"the row group cannot be read from its row {rows} on: {error}",
                offset=offset,
                page=rows,
            )


def _offset(parquet: Any, group: int) -> int:
    """Where a row group begins in the file (Parquet's ColumnMetaData)."""
    column = parquet.metadata.row_group(group).column(0)
    return int(column.dictionary_page_offset or column.data_page_offset)


def _rows(batch: Any) -> Iterator[dict[str, Any] | Exception]:
    """The rows of a batch; in place of one that has no value in Python, such as a year, why."""
    try:
        yield from batch.to_pylist()
    except (ValueError, OverflowError):
        for number in range(batch.num_rows):
            try:
                yield batch.slice(number, 1).to_pylist()[0]
            except (ValueError, OverflowError) as error:
                yield error


def _stamp(value: Any) -> Any:
    """A day or an instant as a stamp, of UTC where it has no zone; anything else as it is."""
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=timezone.utc)
    return value.isoformat() if isinstance(value, date) else value


def _read_row(row: dict[str, Any] | Exception, source: Source, dump: Dump) -> Item:
    if isinstance(row, Exception):
        return dump.reject(
            RejectReason.BAD_RECORD,
            f"the row cannot be read: {row}",
            offset=source.offset,
            page=source.page,
        )
    fields = {name: _stamp(value) for name, value in row.items()}
    page = page_of(fields, source, dump.options)
    limit = dump.options.limits.page_bytes
    if page is None:
        return dump.reject(
            RejectReason.NO_TEXT,
            "neither text nor html holds text",
            offset=source.offset,
            page=source.page,
        )
    if len(page.payload) > limit:
        return dump.reject(
            RejectReason.TOO_LARGE,
            f"the page has more than {limit} bytes",
            offset=source.offset,
            page=source.page,
            sample=page.payload,
        )
    return page
