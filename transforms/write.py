"""Writing: records to Avro shards, the same bytes for the same records.

The only room that writes outputs.
"""

import hashlib
import io
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import apache_beam as beam
import fastavro
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.avro import SCHEMAS, to_avro
from schemas.records import Record, Reject
from transforms.read import Input
from transforms.storage import write_file
from transforms.work import WRITE, Clock, Work, add_work
from transforms.worked import tag_work

# deflate is the one codec that every Avro reader has (Avro 1.11, "Required Codecs").
CODEC = "deflate"
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


def record_order(record: Record) -> tuple[Any, ...]:
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


def shard_of(record: Record, shards: int) -> int:
    """Which shard a record belongs to, from 0; decided by its place in the dumps alone."""
    return zlib.crc32(repr(record.source.order).encode("utf-8", "surrogatepass")) % shards


def shard_name(number: int, shards: int, sha256: str) -> str:
    """The file name of a shard.

    It tells what is in the file, so that what replaces a run has other names, unless it is
    the same: until it is committed the old run stays as it is.

    >>> shard_name(0, 3, "f00d" * 16)
    'part-00000-of-00003-f00df00df00d.avro'
    """
    return f"part-{number:05d}-of-{shards:05d}-{sha256[:NAME_DIGITS]}.avro"


def encode_shard(kind: str, records: Iterable[Record]) -> bytes:
    """An Avro file of these records, sorted; equal records give equal bytes.

    Raises:
        ValueError, fastavro.validation.ValidationError: for a record that is not of the
            schema, which is a bug of ours: nothing is coerced, nothing written by halves.
    """
    buffer = io.BytesIO()
    writer = fastavro.write.Writer(
        buffer,
        SCHEMAS[kind],  # as filed: fastavro puts a parsed schema's keys in another order each time
        codec=CODEC,
        sync_interval=BLOCK_BYTES,
        sync_marker=SYNC_MARKER,
        validator=True,
    )
    for record in sorted(records, key=record_order):
        writer.write(to_avro(record))
    writer.flush()
    return buffer.getvalue()


class Written(NamedTuple):
    """What WriteAvro gives."""

    shards: beam.PCollection[Shard]
    work: beam.PCollection[Work]


@dataclass
class WriteAvro(beam.PTransform):
    """PCollection[Record] -> Written: the records of one kind as Avro files.

    Every shard is written, an empty one too, so that a reader always finds the schema.
    A shard is written under a name of its own and renamed: a bundle that is run again
    replaces the file with the same bytes.

    Attributes:
        kind: articles, duplicates or rejects.
        folder: where the files go; must exist.
        shards: how many files.
    """

    kind: str
    folder: str
    shards: int

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, records: beam.PCollection[Record]) -> Written:
        numbered = records | "KeyByShard" >> beam.Map(_with_shard, self.shards)
        every = records.pipeline | "EveryShard" >> beam.Create(
            [(number, None) for number in range(self.shards)]
        ).with_output_types(tuple[int, Record | None])
        written = (
            (numbered, every)
            | "WithEmptyShards" >> beam.Flatten()
            | "GroupShards" >> beam.GroupByKey()
            | "WriteShard"
            >> beam.ParDo(_WriteShardFn(self.kind, self.folder, self.shards)).with_outputs(
                "work", main="shards"
            )
        )
        return Written(written.shards, written.work)


def _with_shard(record: Record, shards: int) -> tuple[int, Record | None]:
    return shard_of(record, shards), record


class _WriteShardFn(beam.DoFn):
    def __init__(self, kind: str, folder: str, shards: int) -> None:
        self.where = kind, folder, shards
        self.clock = Clock(WRITE)

    def process(self, group: tuple[int, Iterable[Record | None]]) -> Iterator[Shard]:
        started = time.perf_counter()
        shard = _write_group(group, *self.where)
        self.clock.add(started, shard.bytes)
        yield shard

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        return tag_work(self.clock)


def _write_group(
    group: tuple[int, Iterable[Record | None]], kind: str, folder: str, shards: int
) -> Shard:
    number, members = group
    records = [record for record in members if record is not None]
    return write_shard(kind, folder, number, shards, records)


def write_shard(
    kind: str, folder: str, number: int, shards: int, records: Sequence[Record]
) -> Shard:
    """Writes one shard of so many, in one piece or not at all."""
    data = encode_shard(kind, records)
    sha256 = hashlib.sha256(data).hexdigest()
    name = shard_name(number, shards, sha256)
    write_file(FileSystems.join(folder, name), data)
    return Shard(kind, name, len(records), len(data), sha256)


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
        path: the file to write.
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


def _write_ledger(group: tuple[str, Iterable[tuple[str, list[Any]]]], path: str) -> str:
    entries = sorted(group[1], key=json.dumps)  # lists of one part need not compare
    write_file(path, json.dumps(entries).encode())
    return path


def read_ledger(path: str) -> Ledger:
    """The ledger that WriteLedger wrote."""
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        entries = json.loads(file.read())
    parts: dict[str, list[Any]] = {"inputs": [], "tallies": [], "shards": [], "work": []}
    for part, told in entries:
        parts[part].append(told)
    return Ledger(
        tuple(Input(*told) for told in parts["inputs"]),
        tuple((name, number) for name, number in parts["tallies"]),
        tuple(Shard(*told) for told in parts["shards"]),
        add_work(map(Work.from_list, parts["work"])),
    )
