"""Parquet files: a page a row, columns as the fields of JSON lines, read by row groups.

They are parsed in a process of their own, transforms.formats.parquet_server, which asks for the
file's bytes: what pyarrow takes for a file no check of its metadata bounds, as its pages have sizes
of their own, and of files damaged at random one in 10,000 aborts it, in C++.
"""

import io
import pickle
import tempfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from transforms.compression import MIN_BOMB_BYTES, DecompressedStream, Members
from transforms.formats.base import Dump, Item
from transforms.limits import MIB, ReadOptions
from transforms.sandbox import Child, StoppedError, command_of

# A compressed Parquet file has to be decompressed whole, as its index stands at its end.
MAX_SPOOLED_BYTES = 64 * MIB
# So many row groups may end their process before the rest of the file is given up: each may take as
# long as a page to do it.
MAX_ENDED = 8
_COPY_BYTES = MIB


class Place(NamedTuple):
    """How far a file was read.

    Attributes:
        group: the row group that is read, -1 before the file is open.
        offset: where it begins in the file, 0 where that is not known.
        row: the row that comes next in it.
        rows: how many more the file may give.
        bytes: how many bytes these may have.
    """

    group: int
    offset: int
    row: int
    rows: int
    bytes: int


class Request(NamedTuple):
    """A file to read: what is said of it, from where on, and its size in bytes."""

    name: str
    head: bytes
    options: ReadOptions
    allowed: int
    size: int
    place: Place


class Wanted(NamedTuple):
    """An answer that asks for bytes of the file."""

    offset: int
    size: int


class Given(NamedTuple):
    """An answer: what was read, and how far that goes."""

    place: Place
    items: list[Item]


Answer = Wanted | Given | None


def read_parquet(dump: Dump) -> Iterator[Item]:
    """Reads a Parquet file: a page a row, its offset that of its row group.

    Never has more than a batch of rows in memory, and those of the process that parses are
    bounded. A row group that cannot be read is a Reject, also where parsing it took too long or
    ended its process, and so is a row without text; the others are read.
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
        yield from _read_file(plain, dump)


def _read_file(file: Any, dump: Dump) -> Iterator[Item]:
    limits = dump.options.limits
    allowed = max(MIN_BOMB_BYTES, limits.ratio * dump.stream.seek(0, io.SEEK_END))
    size = file.seek(0, io.SEEK_END)
    place = Place(group=-1, offset=0, row=0, rows=limits.records, bytes=allowed)
    for ended in range(1, MAX_ENDED + 1):
        request = Request(dump.name, dump.stored_sample(0), dump.options, allowed, size, place)
        child = Child(command_of("transforms.formats.parquet_server", "serve_parquet"), "reading")
        try:
            child.await_ready()
            answer = _ask(child, pickle.dumps(request), limits.seconds)
            while answer is not None:
                if isinstance(answer, Wanted):
                    file.seek(answer.offset)
                    data = file.read(answer.size)
                else:
                    place, data = answer.place, b""
                    yield from answer.items
                answer = _ask(child, data, limits.seconds)
            return
        except StoppedError as stopped:
            if place.group < 0:
                detail = f"the file cannot be read: {stopped.detail}"
                yield dump.reject(stopped.reason, detail, sample=dump.stored_sample(0))
                return
            what = "and all behind it " if ended == MAX_ENDED else ""
            yield dump.reject(
                stopped.reason,
                f"row group {place.group} {what}cannot be read from its row {place.row} on: "
                f"{stopped.detail}",
                offset=place.offset,
                page=place.row,
            )
            place = place._replace(group=place.group + 1, offset=0, row=0)
        finally:
            child.end()


def _ask(child: Child, data: bytes, seconds: float) -> Answer:
    answer: Answer = pickle.loads(child.ask(data, seconds))  # noqa: S301 - of our own process
    return answer
