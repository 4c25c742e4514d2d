"""Dropping copies: of articles that are one, one, and it is the same one in every run."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import AsDict, AsIter, AsSingleton, TaggedOutput
from apache_beam.transforms.window import GlobalWindow
from apache_beam.typehints.decorators import no_annotations
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import Article, Duplicate, Keys
from transforms.batches import (
    copies_by_root,
    gists_by_partition,
    read_dropped,
    read_rows,
    read_table,
    rows_by_partition,
    unpack_copy,
    unpack_gists,
    write_batch,
    write_dropped,
    write_table,
)
from transforms.books import duplicate_tallies
from transforms.buckets import (
    buckets_of,
    merge_buckets,
    merge_pairs,
    pack_pairs,
    pair_rows,
    pairs_of_partition,
    partitions_of_pairs,
    unpack_pairs,
)
from transforms.copies import (
    Copy,
    Dropped,
    Gist,
    connect,
    copy_of,
    drop_copies,
    find_roots,
    keys_of,
    may_be_copies,
    with_key,
)
from transforms.keys import Key
from transforms.memory import Memory, list_memories, recall_copies
from transforms.work import COMPARE, Clock, Work
from transforms.worked import tag_work

# A batch is written when so many articles have come together: 20 MB, half of it on disk.
BATCH_ARTICLES = 10_000

_Place = tuple[str, int, int, int]


class Deduplicated(NamedTuple):
    """What DropDuplicates gives."""

    articles: beam.PCollection[Article]
    duplicates: beam.PCollection[Duplicate]
    keys: beam.PCollection[Keys]
    tallies: beam.PCollection[tuple[str, int]]
    work: beam.PCollection[Work]


@beam.typehints.with_input_types(Article)
@dataclass
class DropDuplicates(beam.PTransform):
    """PCollection[Article] -> Deduplicated: of articles that are copies of each other, one.

    Articles come together in buckets, by their keys and by hashes of their texts; what a bucket
    pairs is compared; what is found alike makes groups, and of each group it is decided which
    are kept. Slim records are filed in batches (transforms.batches), of which each of these three
    steps reads what it needs: only that crosses a shuffle, packed, and of articles in no pair
    nothing but numbers. The articles themselves pass by a side input that names the dropped ones.
    The places of what was paired, grouped and dropped must fit in a worker's memory, some 0.5 KB
    for an article that has a copy, and so must the slim records of one group. Does not preserve
    order.

    Attributes:
        folder: where batches are filed; every worker must reach it. Whoever names it removes it.
        keys: what makes articles copies, any of them; Key.NONE alone for nothing.
        memories: a JSON file that lists what earlier runs remember (transforms.memory); None
            where there is nothing.
        rounds: how many times each step goes through the batches, for a part of the articles each
            time: an engine that keeps a step's records in memory keeps so much less of them.
    """

    folder: str
    keys: Sequence[Key] = (Key.CONTENT,)
    memories: str | None = None
    rounds: int = 1

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, articles: beam.PCollection[Article]) -> Deduplicated:
        if Key.NONE in self.keys:
            nothing = articles.pipeline | "Nothing" >> beam.Create([])
            return Deduplicated(
                articles,
                nothing | "NoDuplicates" >> beam.Map(_same).with_output_types(Duplicate),
                nothing | "NoKeys" >> beam.Map(_same).with_output_types(Keys),
                nothing | "NoTallies" >> beam.Map(_same).with_output_types(tuple[str, int]),
                nothing | "NoWork" >> beam.Map(_same).with_output_types(Work),
            )
        slim = articles | "SlimCopy" >> beam.ParDo(_SlimCopy(tuple(self.keys))).with_outputs(
            "work", main="both"
        )
        both = slim.both
        copies = both | "Copies" >> beam.Map(_copy).with_output_types(Copy)
        found = copies | "FindDropped" >> FindDropped(self.folder, self.memories, self.rounds)
        duplicates = found | "Duplicates" >> beam.Map(_duplicate).with_output_types(Duplicate)
        dropped = found | "DroppedPlaces" >> beam.Map(_dropped_place)
        # One step for both outputs: of two that wait for the same side input and read what has
        # other consumers, the in-process engine runs neither (Beam 2.77).
        kept = both | "DropCopies" >> beam.ParDo(
            _DropCopies(tuple(self.keys)), AsDict(dropped)
        ).with_outputs("keys", main="articles")
        tallies = duplicates | "TallyDuplicate" >> beam.FlatMap(_tallies)
        return Deduplicated(kept.articles, duplicates, kept.keys, tallies, slim.work)


@beam.typehints.with_input_types(Copy)
@beam.typehints.with_output_types(Dropped)
@dataclass
class FindDropped(beam.PTransform):
    """PCollection[Copy] -> PCollection[Dropped]: one for each article that is not kept.

    Attributes:
        folder: as DropDuplicates has it.
        memories: as DropDuplicates has it.
        rounds: as DropDuplicates has it.
    """

    folder: str
    memories: str | None = None
    rounds: int = 1

    def expand(self, copies: beam.PCollection[Copy]) -> beam.PCollection[Dropped]:
        batches = copies | "WriteCopies" >> beam.ParDo(_WriteBatches(write_batch, self.folder))
        if self.memories is not None:
            recalled = (
                batches
                | "Recall" >> _Recall(self.memories)
                | "WriteRecalled" >> beam.ParDo(_WriteBatches(write_batch, self.folder))
            )
            batches = (batches, recalled) | "WithRecalled" >> beam.Flatten()
        pairs = self._go_round(batches, _PairRows) | "AllPairs" >> beam.CombineGlobally(
            _Collect(merge_pairs)
        )
        tables = pairs | "WritePairs" >> beam.Map(_write_pairs, self.folder)
        alike = self._go_round(batches, partial(_ComparePairs, AsSingleton(tables)))
        roots = alike | "Connect" >> beam.CombineGlobally(_Connect())
        table = roots | "WriteRoots" >> beam.Map(write_table, self.folder)
        dropped = self._go_round(batches, partial(_DropGroups, self.folder, AsSingleton(table)))
        return dropped | "ReadDropped" >> beam.FlatMap(read_dropped).with_output_types(Dropped)

    def _go_round(
        self,
        batches: beam.PCollection[str],
        make: "Callable[[int, int], _PairRows | _ComparePairs | _DropGroups]",
    ) -> beam.PCollection[Any]:
        """What all rounds of a step give, each begun when the one before is done.

        Else the in-process engine would read for all rounds before it goes on with one.
        """
        found: list[beam.PCollection[Any]] = []
        for part in range(self.rounds):
            step = make(part, self.rounds)
            name = f"{type(step).__name__[1:]}{part}"
            if found:
                done = found[-1] | f"{name}Waits" >> beam.FlatMap(_nothing)
                batches = batches | f"{name}Begins" >> beam.Map(_after, AsIter(done))
            found.append(batches | name >> step)
        return found | f"All{name}" >> beam.Flatten()


@beam.typehints.with_output_types(Copy)
@dataclass
class _Recall(beam.PTransform):
    """PCollection of batches -> PCollection[Copy]: what earlier runs have kept in their buckets.

    The buckets of this run, 8 bytes for each of its rows, must fit in a worker's memory.
    What earlier runs remember is read where it stands, and does not have to.
    """

    memories: str

    def expand(self, batches: beam.PCollection[str]) -> beam.PCollection[Copy]:
        buckets = (
            batches
            | "Buckets" >> beam.Map(_buckets).with_output_types(bytes)
            | "AllBuckets" >> beam.CombineGlobally(_Collect(merge_buckets))
        )
        return (
            batches.pipeline
            | "MemoryList" >> beam.Create([self.memories])
            | "ListMemories" >> beam.FlatMap(list_memories).with_output_types(Memory)
            | "SpreadMemories" >> beam.Reshuffle()
            | "RecallCopies"
            >> beam.FlatMap(recall_copies, AsSingleton(buckets)).with_output_types(Copy)
        )


@beam.typehints.with_output_types(str)
class _WriteBatches(beam.DoFn):
    """The elements of a bundle, on disk; gives the paths of their batches."""

    def __init__(self, write: Callable[[str, Sequence[Any]], str], folder: str) -> None:
        self._write = write
        self._folder = folder

    def start_bundle(self) -> None:
        self._elements: list[Any] = []

    def process(self, element: Any) -> Iterator[str]:
        self._elements.append(element)
        if len(self._elements) == BATCH_ARTICLES:
            yield self._write_batch()

    def finish_bundle(self) -> Iterator[WindowedValue]:
        if self._elements:
            window = GlobalWindow()
            yield WindowedValue(self._write_batch(), window.max_timestamp(), [window])

    def _write_batch(self) -> str:
        elements, self._elements = self._elements, []
        return self._write(self._folder, elements)


@beam.typehints.with_output_types(bytes)
@dataclass
class _PairRows(beam.PTransform):
    """PCollection of batches -> PCollection of packed pairs: what buckets bring together."""

    part: int
    parts: int

    def expand(self, batches: beam.PCollection[str]) -> beam.PCollection[bytes]:
        return (
            batches
            | "ReadRows"
            >> beam.FlatMap(rows_by_partition, self.part, self.parts).with_output_types(
                tuple[int, bytes]
            )
            | "GroupRows" >> beam.GroupByKey()
            | "PairRows" >> beam.Map(_pair_group)
        )


@beam.typehints.with_output_types(bytes)
@dataclass
class _ComparePairs(beam.PTransform):
    """PCollection of batches -> PCollection of packed pairs: those that may be copies."""

    tables: AsSingleton
    part: int
    parts: int

    def expand(self, batches: beam.PCollection[str]) -> beam.PCollection[bytes]:
        return (
            batches
            | "ReadGists"
            >> beam.FlatMap(_gists, self.tables, self.part, self.parts).with_output_types(
                tuple[int, bytes]
            )
            | "GroupGists" >> beam.GroupByKey()
            | "CompareGists" >> beam.Map(_compare, self.tables)
        )


@beam.typehints.with_output_types(str)
@dataclass
class _DropGroups(beam.PTransform):
    """PCollection of batches -> PCollection of batches: Dropped of each group's."""

    folder: str
    table: AsSingleton
    part: int
    parts: int

    def expand(self, batches: beam.PCollection[str]) -> beam.PCollection[str]:
        return (
            batches
            | "ReadCopies"
            >> beam.FlatMap(_copies, self.table, self.part, self.parts).with_output_types(
                tuple[int, bytes]
            )
            | "GroupCopies" >> beam.GroupByKey()
            | "DropCopies" >> beam.FlatMap(_drop_group)
            | "WriteDropped" >> beam.ParDo(_WriteBatches(write_dropped, self.folder))
        )


def _nothing(_: Any) -> tuple[()]:
    return ()


def _after(path: str, done: Iterable[Any]) -> str:
    return path


def _buckets(path: str) -> bytes:
    return buckets_of([read_rows(path)])


class _Collect(beam.CombineFn):
    """Bytes -> what a function makes of all of them."""

    def __init__(self, merge: Callable[[Iterable[bytes]], Any]) -> None:
        self._merge = merge

    def create_accumulator(self) -> list[bytes]:
        return []

    def add_input(self, accumulator: list[bytes], packed: bytes) -> list[bytes]:
        accumulator.append(packed)
        return accumulator

    def merge_accumulators(self, accumulators: Iterable[list[bytes]]) -> list[bytes]:
        return [packed for accumulator in accumulators for packed in accumulator]

    def extract_output(self, accumulator: list[bytes]) -> Any:
        return self._merge(accumulator)


def _pair_group(group: tuple[int, Iterable[bytes]]) -> bytes:
    return pack_pairs(pair_rows(group[1]))


def _write_pairs(pairs: bytes, folder: str) -> tuple[str, str]:
    """The tables of pairs, and of the partitions that their numbers are compared in."""
    return write_table(pairs, folder), write_table(partitions_of_pairs(pairs), folder)


class _Connect(beam.CombineFn):
    """Packed pairs of numbers -> the smallest number that each is together with, packed."""

    def create_accumulator(self) -> dict[int, int]:
        return {}

    def add_input(self, accumulator: dict[int, int], pairs: bytes) -> dict[int, int]:
        return connect(unpack_pairs(pairs), accumulator)

    def merge_accumulators(self, accumulators: Iterable[dict[int, int]]) -> dict[int, int]:
        merged: dict[int, int] = {}
        for accumulator in accumulators:
            connect(accumulator.items(), merged)
        return merged

    def extract_output(self, accumulator: dict[int, int]) -> bytes:
        return merge_pairs([pack_pairs(find_roots(accumulator).items())])


def _gists(
    path: str, tables: tuple[str, str], part: int, parts: int
) -> Iterator[tuple[int, bytes]]:
    return gists_by_partition(path, read_table(tables[1]), part, parts)


def _compare(group: tuple[int, Iterable[bytes]], tables: tuple[str, str]) -> bytes:
    partition, packed = group
    gists: dict[int, list[Gist]] = {}
    for batch in packed:
        for gist in unpack_gists(batch):
            gists.setdefault(gist[0], []).append(gist)
    return pack_pairs(
        (first, second)
        for first, second in pairs_of_partition(read_table(tables[0]), partition)
        if any(may_be_copies(*pair) for pair in product(gists[first], gists[second]))
    )


def _copies(path: str, table: str, part: int, parts: int) -> Iterator[tuple[int, bytes]]:
    return copies_by_root(path, read_table(table), part, parts)


def _drop_group(group: tuple[int, Iterable[bytes]]) -> Iterator[Dropped]:
    return drop_copies(map(unpack_copy, group[1]))


def _same(element: Any) -> Any:
    return element


def _duplicate(dropped: Dropped) -> Duplicate:
    return dropped.duplicate


class _SlimCopy(beam.DoFn):
    """Puts beside an article what is compared of it."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys = keys
        self._clock = Clock(COMPARE)

    def process(self, article: Article) -> Iterator[tuple[Article, Copy]]:
        started = time.perf_counter()
        copy = copy_of(article, self._keys)
        self._clock.add(started, len(article.body.encode()))
        yield article, copy

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        return tag_work(self._clock)


def _copy(both: tuple[Article, Copy]) -> Copy:
    return both[1]


class _DropCopies(beam.DoFn):
    """Lets kept articles pass, with key and story; tells what is remembered of all."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self._keys = keys

    def process(
        self, both: tuple[Article, Copy], dropped: dict[_Place, Keys | None]
    ) -> Iterator[Article | TaggedOutput[Literal["keys"], Keys]]:
        article, copy = both
        place = article.source.order
        if place not in dropped:
            yield with_key(article, copy, self._keys)
            yield TaggedOutput("keys", keys_of(copy))
        elif (keys := dropped[place]) is not None:
            yield TaggedOutput("keys", keys)


def _dropped_place(dropped: Dropped) -> tuple[_Place, Keys | None]:
    return dropped.duplicate.source.order, dropped.keys


def _tallies(duplicate: Duplicate) -> list[tuple[str, int]]:
    return [(name, 1) for name in duplicate_tallies(duplicate)]
