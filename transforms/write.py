"""Writing: records to Avro shards, the same bytes for the same records.

With transforms.runs and transforms.compact the only rooms that write outputs.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, NamedTuple, cast

import apache_beam as beam
import fastavro
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.avro import KINDS, SCHEMAS, to_avro
from schemas.records import Record
from transforms.copies import settle
from transforms.read import UNREAD, Input
from transforms.spool import NO_PIECE, Spooled, read_pieces
from transforms.storage import create_file, move_files, read_file, write_file
from transforms.windows import Window, folder_of
from transforms.work import WRITE, Work, add_work
from transforms.worked import Clocks, tag_work

# deflate is the one codec that every Avro reader has (Avro 1.11, "Required Codecs").
CODEC = "deflate"
# Against the usual 6: half the time, 3 % more bytes.
CODEC_LEVEL = 4
# Avro's marker between blocks is random by default; a fixed one makes equal records equal bytes.
SYNC_MARKER = hashlib.md5(b"presscut", usedforsecurity=False).digest()
BLOCK_BYTES = 256 * 1024
# Of the checksum, in a file's name: two versions of a shard have the same once in 10^14.
NAME_DIGITS = 12


class Shard(NamedTuple):
    """A file that was written, or a run's part of one.

    Attributes:
        kind: of the records.
        name: of the file.
        records: how many.
        bytes: the size of the file, or of the part.
        sha256: of these bytes, in hex.
        offset: where the part begins in a file that holds those of several runs
            (transforms.compact), in bytes; None for a file of the run's own.
    """

    kind: str
    name: str
    records: int
    bytes: int
    sha256: str
    offset: int | None = None


def shard_name(number: int, shards: int, sha256: str) -> str:
    """The file name of a shard.

    It tells what is in the file, so that what replaces a run has other names, unless it is
    the same: until it is committed the old run stays as it is.

    >>> shard_name(0, 3, "f00d" * 16)
    'part-00000-of-00003-f00df00df00d.avro'
    """
    return f"part-{number:05d}-of-{shards:05d}-{sha256[:NAME_DIGITS]}.avro"


class AvroWriter:
    """Writes entries of a kind (schemas.avro.to_avro): equal entries give equal bytes."""

    def __init__(self, file: IO[bytes], kind: str) -> None:
        """Writes the header."""
        self._parsed = fastavro.parse_schema(SCHEMAS[kind])
        self._writer = fastavro.write.Writer(
            file,
            # As filed: fastavro puts a parsed schema's keys in another order each time.
            SCHEMAS[kind],
            codec=CODEC,
            compression_level=CODEC_LEVEL,
            sync_interval=BLOCK_BYTES,
            sync_marker=SYNC_MARKER,
        )

    def write(self, entry: dict[str, Any]) -> None:
        """Adds an entry: nothing is coerced, nothing written by halves.

        Raises:
            fastavro.validation.ValidationError: where it is not of the schema, which is a bug of
                ours.
        """
        # Its own validator explains each of a union's kinds that a field is not, in half of the
        # time that writing takes.
        if not fastavro.validate(entry, self._parsed, raise_errors=False):
            fastavro.validate(entry, self._parsed)
        self._writer.write(entry)

    def flush(self) -> None:
        """Writes what is waiting to."""
        self._writer.flush()


class _Summed:
    """A file that is written, with its size and the checksum of what is in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.bytes = 0
        self.sum = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.sum.update(data)
        self.bytes += len(data)

    def flush(self) -> None:
        """Nothing: the file is closed when it is whole."""

    def seekable(self) -> bool:
        return False


class ShardWriter:
    """Writes one shard of so many, record by record, in one piece or not at all.

    Equal records in equal order give equal bytes.
    """

    def __init__(self, kind: str, staging: str, number: int, shards: int) -> None:
        """Opens a file under a name of its own.

        Args:
            kind: of the records.
            staging: a folder that has one of the kind's name, where the shard will be.
            number: of the shard, from 0.
            shards: how many there are.
        """
        self._kind = kind
        self._staging = staging
        self._place = number, shards
        self._records = 0
        self._partial = str(FileSystems.join(staging, f"partial-{uuid.uuid4().hex}"))
        self._file = create_file(self._partial)
        self._summed = _Summed(self._file)
        self._writer = AvroWriter(cast(IO[bytes], self._summed), kind)

    def write(self, record: Record) -> None:
        """Adds a record, as AvroWriter does."""
        self._writer.write(to_avro(record))
        self._records += 1

    def close(self) -> Shard:
        """Gives the file, which is whole now, its name."""
        self._writer.flush()
        self._file.close()
        sha256 = self._summed.sum.hexdigest()
        name = shard_name(*self._place, sha256)
        move_files({self._partial: FileSystems.join(self._staging, self._kind, name)})
        return Shard(self._kind, name, self._records, self._summed.bytes, sha256)


class Written(NamedTuple):
    """What WriteShards gives."""

    shards: beam.PCollection[Shard]
    work: beam.PCollection[Work]


@dataclass
class WriteShards(beam.PTransform):
    """(pieces, runs) -> Written: spooled records as Avro files, of all kinds.

    Of runs there is one element, of any kind: where windows are runs, one in each.

    Every shard is written, an empty one too, so that a reader always finds the schema. A bundle
    that is run again replaces files with the same bytes.

    Attributes:
        staging: where the files go, each into the folder of its kind, which must exist; where
            windows are runs, as folder_of takes it.
        shards: how many files of each kind.
    """

    staging: str
    shards: int

    @no_annotations  # Beam knows no hints for several inputs, and would warn
    def expand(
        self, given: tuple[beam.PCollection[tuple[int, Spooled]], beam.PCollection[Any]]
    ) -> Written:
        pieces, runs = given
        every = runs | "EveryShard" >> beam.FlatMap(_every_shard, self.shards)
        written = (
            (pieces, every)
            | "WithEmptyShards" >> beam.Flatten()
            | "GroupShards" >> beam.GroupByKey()
            | "WriteShard"
            >> beam.ParDo(_WriteShardsFn(self.staging, self.shards)).with_outputs(
                "work", main="shards"
            )
        )
        return Written(written.shards, written.work)


def _every_shard(_: Any, shards: int) -> list[tuple[int, Spooled]]:
    return [(number, NO_PIECE) for number in range(shards)]


class _WriteShardsFn(beam.DoFn):
    def __init__(self, staging: str, shards: int) -> None:
        self._staging = staging
        self._shards = shards
        self._clocks = Clocks(WRITE)

    def process(
        self,
        group: tuple[int, Iterable[Spooled]],
        window: Window = beam.DoFn.WindowParam,
    ) -> Iterator[Shard]:
        started = time.perf_counter()
        staging = folder_of(self._staging, window)
        written = write_pieces(group[0], group[1], staging, self._shards)
        self._clocks[window].add(started, sum(shard.bytes for shard in written))
        yield from written

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        return tag_work(self._clocks)


def write_pieces(number: int, pieces: Iterable[Spooled], staging: str, shards: int) -> list[Shard]:
    """Writes what was spooled for a shard: one file of each kind."""
    writers = {kind: ShardWriter(kind, staging, number, shards) for kind in KINDS}
    for kind, record in merge_records(pieces):
        writers[kind].write(record)
    return [writer.close() for writer in writers.values()]


def merge_records(pieces: Iterable[Spooled]) -> Iterator[tuple[str, Record]]:
    """The records of a shard from what was spooled for it, each with its kind, those in order."""
    by_kind: dict[str, list[Spooled]] = {}
    for piece in pieces:
        by_kind.setdefault(piece.kind, []).append(piece)
    articles, dropped, rejects = (
        read_pieces(by_kind.get(kind, [])) for kind in ("articles", "dropped", "rejects")
    )
    yield from settle(articles, dropped)
    yield from (("rejects", reject) for reject in rejects)


class Ledger(NamedTuple):
    """What a run tells of itself when its last shard is written."""

    inputs: tuple[Input, ...]
    tallies: tuple[tuple[str, int], ...]
    shards: tuple[Shard, ...]
    work: dict[str, Work]


@dataclass
class WriteLedger(beam.PTransform):
    """(inputs, tallies, shards, work) -> PCollection[str]: the path of the file that holds them.

    It crosses from the workers to the program that started them as a file, because a
    cluster's runner hands nothing else back.

    Attributes:
        path: the file to write; where windows are runs, as folder_of takes it.
    """

    path: str

    @no_annotations  # Beam knows no hints for several inputs, and would warn
    def expand(
        self,
        told: tuple[
            beam.PCollection[Input],
            beam.PCollection[tuple[str, int]],
            beam.PCollection[Shard],
            beam.PCollection[Work],
        ],
    ) -> beam.PCollection[str]:
        inputs, tallies, shards, work = told
        return (
            (
                inputs | "Inputs" >> beam.Map(_entry, "inputs"),
                tallies
                | "SumTallies" >> beam.CombinePerKey(sum)
                | "Tallies" >> beam.Map(_entry, "tallies"),
                shards | "Shards" >> beam.Map(_entry, "shards"),
                work | "Work" >> beam.Map(_entry, "work"),
            )
            | "Together" >> beam.Flatten()
            | "OnePlace" >> beam.GroupBy(_anywhere)
            | "WriteLedger" >> beam.Map(_write_ledger, self.path)
        )


def _entry(told: Any, part: str) -> tuple[str, list[Any]]:
    return part, list(told)


def _anywhere(entry: Any) -> str:
    return ""


def _write_ledger(
    group: tuple[str, Iterable[tuple[str, list[Any]]]],
    path: str,
    window: Window = beam.DoFn.WindowParam,
) -> str:
    path = folder_of(path, window)
    entries = sorted(group[1], key=json.dumps)  # lists of one part need not compare
    write_file(path, json.dumps(entries).encode())
    return path


def _join_parts(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Each dump once; without a checksum where any part of it could not be read."""
    whole: dict[str, Input] = {}
    for part in inputs:
        known = whole.get(part.path, part)
        sha256 = known.sha256 if part.sha256 == known.sha256 else UNREAD
        whole[part.path] = Input(part.path, max(known.bytes, part.bytes), sha256)
    return tuple(whole.values())


def read_ledger(path: str) -> Ledger:
    """The ledger that WriteLedger wrote."""
    entries = json.loads(read_file(path))
    parts: dict[str, list[Any]] = {"inputs": [], "tallies": [], "shards": [], "work": []}
    for part, told in entries:
        parts[part].append(told)
    return Ledger(
        _join_parts(Input(*told) for told in parts["inputs"]),
        tuple((name, number) for name, number in parts["tallies"]),
        tuple(Shard(*told) for told in parts["shards"]),
        add_work(map(Work.from_list, parts["work"])),
    )
