"""The spool: records on disk between the steps that make them and the one that writes them.

Beam's in-process engine keeps in memory whatever passes from one step to another that is not its
next, and every engine moves it about. So a record is filed where it is made, below the run's
staged folder, and nothing but the places of pieces crosses a shuffle. A piece is what a bundle
has of one shard, in the order of the dumps; whoever writes the shard merges its pieces, and holds
a little of each at a time.
"""

import heapq
import pickle
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import Record, Reject, Source
from transforms.storage import create_file, open_file
from transforms.windows import ByWindow, Window, folder_of, put_in

# A worker files what it has when it is so much, packed.
SPOOL_BYTES = 32 * 1024 * 1024
# What is read of a piece at a time, at least.
_READ_BYTES = 256 * 1024

Order = tuple[Any, ...]


class Spooled(NamedTuple):
    """Records of one kind and shard, in order: a part of a file.

    Attributes:
        kind: what is filed, as its Spool names it.
        path: of the file.
        begin, end: where in it, in bytes.
    """

    kind: str
    path: str
    begin: int
    end: int


# With nothing in it, and so in no file.
NO_PIECE = Spooled("articles", "", 0, 0)


def record_order(record: Record) -> Order:
    """Sorts the records of a kind as they stand in the dumps; total for records that differ."""
    if isinstance(record, Reject):
        return (
            *record.source.order,
            record.stage.value,
            record.reason.value,
            record.detail,
            record.sample,
        )
    return record.source.order


def shard_of(source: Source, shards: int) -> int:
    """Which shard a record belongs to, from 0; decided by its place in the dumps alone."""
    return zlib.crc32(repr(source.order).encode("utf-8", "surrogatepass")) % shards


class Spool:
    """Files records of one kind. Not for several threads at once."""

    def __init__(self, kind: str, folder: str, shards: int) -> None:
        """Files nothing yet.

        Args:
            kind: the name of what is filed.
            folder: where; every worker must reach it. Whoever names it removes it.
            shards: how many files will be written of it in the end.
        """
        self._kind = kind
        self._folder = folder
        self._shards = shards
        self._waiting: list[tuple[int, Order, bytes]] = []
        self._bytes = 0

    def add(self, order: Order, source: Source, filed: Any) -> list[tuple[int, Spooled]]:
        """Files one thing; the pieces that were written for it and those before, mostly none.

        Args:
            order: sorts what is filed, totally for things that differ.
            source: its place in the dumps, which decides its shard.
            filed: what read_pieces will give.
        """
        packed = pickle.dumps((order, filed))
        self._waiting.append((shard_of(source, self._shards), order, packed))
        self._bytes += len(packed)
        return self.flush() if self._bytes >= SPOOL_BYTES else []

    def flush(self) -> list[tuple[int, Spooled]]:
        """Writes what was added since the last time; its pieces, with the shards they are of."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if not waiting:
            return []
        waiting.sort(key=itemgetter(0, 1))
        path = str(FileSystems.join(self._folder, f"spool-{uuid.uuid4().hex}"))
        ends: dict[int, int] = {}
        at = 0
        with create_file(path) as file:
            for shard, _, packed in waiting:
                file.write(packed)
                at += len(packed)
                ends[shard] = at
        begins = [0, *ends.values()]
        return [
            (shard, Spooled(self._kind, path, begin, end))
            for begin, (shard, end) in zip(begins, ends.items(), strict=False)
        ]


class Spools(ByWindow[Spool]):
    """A spool for each window, which files in the window's folder."""

    def __init__(self, kind: str, folder: str, shards: int) -> None:
        """Files nothing yet; with what Spool takes, and the folder as folder_of takes it."""
        super().__init__(lambda window: Spool(kind, folder_of(folder, window), shards))

    def flush(self) -> Iterator[WindowedValue]:
        """What Spool.flush gives, of each window."""
        for window, spool in self.take():
            for piece in spool.flush():
                yield put_in(window, piece)


def read_pieces(pieces: Iterable[Spooled]) -> Iterator[Any]:
    """What is filed in pieces, merged, in order."""
    for _, filed in heapq.merge(*map(_read_piece, pieces), key=itemgetter(0)):
        yield filed


def _read_piece(piece: Spooled) -> Iterator[tuple[Order, Any]]:
    """What is in one piece; the file is closed in between, since a shard may have thousands."""
    at = piece.begin
    while at < piece.end:
        entries = []
        with open_file(piece.path) as file:
            file.seek(at)
            stop = min(at + _READ_BYTES, piece.end)
            while at < stop:
                entries.append(pickle.load(file))  # noqa: S301 - of our own run
                at = file.tell()
        yield from entries


@beam.typehints.with_output_types(tuple[int, Spooled])
@dataclass
class SpoolRecords(beam.PTransform):
    """PCollection[Record] -> PCollection[tuple[int, Spooled]]: what was filed, by shard.

    Attributes:
        kind: of the records.
        folder: as Spool has it.
        shards: as Spool has it.
    """

    kind: str
    folder: str
    shards: int

    def expand(self, records: beam.PCollection[Record]) -> beam.PCollection[tuple[int, Spooled]]:
        return records | "Spool" >> beam.ParDo(
            SpoolFn(_by_order, self.kind, self.folder, self.shards)
        )


def _by_order(record: Record) -> tuple[Order, Source]:
    return record_order(record), record.source


@beam.typehints.with_output_types(tuple[int, Spooled])
class SpoolFn(beam.DoFn):
    """Files what comes, in the order and under the source that a function gives."""

    def __init__(
        self, place: Callable[[Any], tuple[Order, Source]], kind: str, folder: str, shards: int
    ) -> None:
        self._place = place
        self._where = kind, folder, shards

    def start_bundle(self) -> None:
        self._spools = Spools(*self._where)

    def process(
        self, element: Any, window: Window = beam.DoFn.WindowParam
    ) -> list[tuple[int, Spooled]]:
        return self._spools[window].add(*self._place(element), element)

    def finish_bundle(self) -> Iterator[WindowedValue]:
        return self._spools.flush()
