"""Dropping copies: of articles that are one, one, and it is the same one in every run."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import Article, Keys, Source
from transforms.batches import (
    copies_by_root,
    read_gists,
    read_list,
    read_rows,
    read_table,
    write_batch,
    write_list,
    write_table,
)
from transforms.books import duplicate_tallies
from transforms.buckets import (
    buckets_of,
    merge_buckets,
    merge_pairs,
    pack_pairs,
    pair_rows,
    pairs_of_part,
    part_of_table,
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
from transforms.spool import Order, Spooled, SpoolFn, Spools
from transforms.windows import ByWindow, Window, folder_of, put_in
from transforms.work import COMPARE, Work
from transforms.worked import Clocks, tag_work

# A batch is written when so many articles have come together: 20 MB, half of it on disk.
BATCH_ARTICLES = 10_000


class Deduplicated(NamedTuple):
    """What DropDuplicates gives.

    Attributes:
        pieces: of the kinds "articles", each with what is remembered of it, and "dropped"
            (transforms.copies.Dropped), by shard: what transforms.copies.settle takes.
        tallies: counts of duplicates.
        work: of comparing.
    """

    pieces: beam.PCollection[tuple[int, Spooled]]
    tallies: beam.PCollection[tuple[str, int]]
    work: beam.PCollection[Work]


@beam.typehints.with_input_types(Article)
@dataclass
class DropDuplicates(beam.PTransform):
    """PCollection[Article] -> Deduplicated: which of articles that are copies are kept.

    Articles come together in buckets, by their keys and by hashes of their texts; what a bucket
    pairs is compared; what is found alike makes groups, and of each group it is decided which
    are kept. The articles stay where they are spooled meanwhile (transforms.spool), and slim
    records of them in batches (transforms.batches), of which each of the three steps reads what
    it needs: nothing of them crosses a shuffle but places, packed. Numbers of what was paired
    and grouped must fit in a worker's memory, some 0.1 KB for an article that has a copy, and so
    must the slim records of one part. Does not preserve order.

    Attributes:
        folder: where articles, batches and tables are filed; every worker must reach it. Whoever
            names it removes it. Where windows are runs, as folder_of takes it.
        shards: how many files will be written of each kind.
        keys: what makes articles copies, any of them; Key.NONE alone for nothing.
        memories: a JSON file that lists what earlier runs remember (transforms.memory); None
            where there is nothing. Where windows are runs, as folder_of takes it.
        parts: what each of the three steps is done in: a worker holds the slim records of one
            at a time.
    """

    folder: str
    shards: int = 1
    keys: Sequence[Key] = (Key.CONTENT,)
    memories: str | None = None
    parts: int = 1

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, articles: beam.PCollection[Article]) -> Deduplicated:
        spooled = articles | "SpoolArticle" >> beam.ParDo(
            _SpoolArticleFn(tuple(self.keys), self.folder, self.shards)
        ).with_outputs("pieces", "work", main="copies")
        if Key.NONE in self.keys:
            tallies = spooled.copies | "NoTallies" >> beam.FlatMap(_nothing)
            return Deduplicated(spooled.pieces, tallies, spooled.work)
        dropped = spooled.copies | "FindDropped" >> FindDropped(
            self.folder, self.memories, self.parts
        )
        pieces = dropped | "SpoolDropped" >> beam.ParDo(
            SpoolFn(_place_dropped, "dropped", self.folder, self.shards)
        )
        tallies = dropped | "TallyDuplicate" >> beam.FlatMap(_tallies)
        together = (spooled.pieces, pieces) | "Pieces" >> beam.Flatten()
        return Deduplicated(together, tallies, spooled.work)


@beam.typehints.with_input_types(Copy)
@beam.typehints.with_output_types(Dropped)
@dataclass
class FindDropped(beam.PTransform):
    """PCollection[Copy] -> PCollection[Dropped]: one for each article that is not kept.

    Attributes:
        folder: as DropDuplicates has it.
        memories: as DropDuplicates has it.
        parts: as DropDuplicates has it.
    """

    folder: str
    memories: str | None = None
    parts: int = 1

    def expand(self, copies: beam.PCollection[Copy]) -> beam.PCollection[Dropped]:
        batches = copies | "WriteCopies" >> beam.ParDo(_WriteBatches(self.folder))
        if self.memories is not None:
            recalled = (
                batches
                | "Recall" >> _Recall(self.memories, self.folder)
                | "WriteRecalled" >> beam.ParDo(_WriteBatches(self.folder))
            )
            batches = (batches, recalled) | "WithRecalled" >> beam.Flatten()
        # Tables go by the list of the batches that they are of, one for each window.
        lists = (
            batches
            | "AllBatches" >> beam.GroupBy(_anywhere)
            | "ListBatches" >> beam.Map(_list_batches, self.folder)
        )
        pairs = (
            lists
            | "PartsToPair" >> _EachPart(self.parts)
            | "PairRows" >> beam.Map(_pair_rows, self.parts)
            | "AllPairs" >> beam.CombinePerKey(_Collect(merge_pairs))
            | "WritePairs" >> beam.Map(_write_pairs, self.folder)
        )
        roots = (
            pairs
            | "PartsToCompare" >> _EachPart(self.parts)
            | "CompareGists" >> beam.Map(_compare, self.parts)
            | "Connect" >> beam.CombinePerKey(_Connect())
            | "WriteRoots" >> beam.Map(_write_roots, self.folder)
        )
        return (
            roots
            | "PartsToGroup" >> _EachPart(self.parts)
            | "DropGroups" >> beam.FlatMap(_drop_groups, self.parts).with_output_types(Dropped)
        )


@dataclass
class _EachPart(beam.PTransform):
    """PCollection[T] -> PCollection[tuple[T, int]]: what to work on, with each part of it."""

    parts: int

    def expand(self, given: beam.PCollection[Any]) -> beam.PCollection[tuple[Any, int]]:
        return given | "Part" >> beam.FlatMap(_each_part, self.parts) | "Spread" >> beam.Reshuffle()


def _each_part(given: Any, parts: int) -> list[tuple[Any, int]]:
    return [(given, part) for part in range(parts)]


@beam.typehints.with_output_types(Copy)
@dataclass
class _Recall(beam.PTransform):
    """PCollection of batches -> PCollection[Copy]: what earlier runs have kept in their buckets.

    The buckets of this run, 8 bytes for each of its rows, must fit in a worker's memory.
    What earlier runs remember is read where it stands, and does not have to.
    """

    memories: str
    folder: str

    def expand(self, batches: beam.PCollection[str]) -> beam.PCollection[Copy]:
        return (
            batches
            | "Buckets" >> beam.Map(_buckets).with_output_types(bytes)
            | "AllBuckets" >> beam.CombineGlobally(_Collect(merge_buckets)).without_defaults()
            | "ListMemories" >> beam.FlatMap(_list_memories, self.memories, self.folder)
            | "SpreadMemories" >> beam.Reshuffle()
            | "RecallCopies" >> beam.FlatMap(_recall).with_output_types(Copy)
        )


@beam.typehints.with_output_types(str)
class _WriteBatches(beam.DoFn):
    """The slim records of a bundle, on disk; gives the paths of their batches."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def start_bundle(self) -> None:
        self._copies: ByWindow[list[Copy]] = ByWindow(lambda _: [])

    def process(self, copy: Copy, window: Window = beam.DoFn.WindowParam) -> Iterator[str]:
        copies = self._copies[window]
        copies.append(copy)
        if len(copies) == BATCH_ARTICLES:
            yield write_batch(folder_of(self._folder, window), copies)
            copies.clear()

    def finish_bundle(self) -> Iterator[WindowedValue]:
        for window, copies in self._copies.take():
            if copies:
                yield put_in(window, write_batch(folder_of(self._folder, window), copies))


def _anywhere(path: str) -> str:
    return ""


def _list_batches(
    group: tuple[str, Iterable[str]], folder: str, window: Window = beam.DoFn.WindowParam
) -> str:
    return write_list(sorted(group[1]), folder_of(folder, window))


def _buckets(path: str) -> bytes:
    return buckets_of([read_rows(path)])


def _list_memories(
    buckets: bytes, memories: str, folder: str, window: Window = beam.DoFn.WindowParam
) -> list[tuple[Memory, str]]:
    """What is remembered, file by file, each with the table of the buckets that are asked for."""
    table = write_table(buckets, folder_of(folder, window))
    return [(memory, table) for memory in list_memories(folder_of(memories, window))]


def _recall(asked: tuple[Memory, str]) -> Iterator[Copy]:
    memory, table = asked
    return recall_copies(memory, read_table(table))


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


def _pair_rows(given: tuple[str, int], parts: int) -> tuple[str, bytes]:
    batches, part = given
    rows = (read_rows(path, part, parts) for path in read_list(batches))
    return batches, pack_pairs(pair_rows(rows))


def _write_pairs(
    found: tuple[str, bytes], folder: str, window: Window = beam.DoFn.WindowParam
) -> tuple[str, str, str]:
    """The tables of pairs, and of the partitions that their numbers are compared in."""
    batches, pairs = found
    folder = folder_of(folder, window)
    return batches, write_table(pairs, folder), write_table(partitions_of_pairs(pairs), folder)


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


def _compare(given: tuple[tuple[str, str, str], int], parts: int) -> tuple[str, bytes]:
    """The packed pairs of a part that may be copies."""
    (batches, pairs_table, partitions_table), part = given
    pairs = read_table(pairs_table)
    compared = part_of_table(read_table(partitions_table), part, parts)
    gists: dict[int, list[Gist]] = {}
    for path in read_list(batches):
        for gist in read_gists(path, compared):
            gists.setdefault(gist[0], []).append(gist)
    return batches, pack_pairs(
        (first, second)
        for first, second in pairs_of_part(pairs, part, parts)
        if any(may_be_copies(*pair) for pair in product(gists[first], gists[second]))
    )


def _write_roots(
    found: tuple[str, bytes], folder: str, window: Window = beam.DoFn.WindowParam
) -> tuple[str, str]:
    batches, roots = found
    return batches, write_table(roots, folder_of(folder, window))


def _drop_groups(given: tuple[tuple[str, str], int], parts: int) -> Iterator[Dropped]:
    (batches, roots), part = given
    wanted = part_of_table(read_table(roots), part, parts)
    groups: dict[int, list[Copy]] = {}
    for path in read_list(batches):
        for root, copy in copies_by_root(path, wanted):
            groups.setdefault(root, []).append(copy)
    for copies in groups.values():
        yield from drop_copies(copies)


def _nothing(_: Copy) -> list[tuple[str, int]]:
    return []


class _SpoolArticleFn(beam.DoFn):
    """Files articles, each with what is remembered of it; gives what is compared of them."""

    def __init__(self, keys: tuple[Key, ...], folder: str, shards: int) -> None:
        self._keys = keys
        self._where = folder, shards
        self._clocks = Clocks(COMPARE)

    def start_bundle(self) -> None:
        self._spools = Spools("articles", *self._where)

    def process(
        self, article: Article, window: Window = beam.DoFn.WindowParam
    ) -> Iterator[Copy | TaggedOutput[Literal["pieces"], tuple[int, Spooled]]]:
        filed: tuple[Article, Keys | None] = article, None
        if Key.NONE not in self._keys:
            started = time.perf_counter()
            copy = copy_of(article, self._keys)
            self._clocks[window].add(started, len(article.body.encode()))
            yield copy
            filed = with_key(article, copy, self._keys), keys_of(copy)
        for piece in self._spools[window].add(article.source.order, article.source, filed):
            yield TaggedOutput("pieces", piece)

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        for piece in self._spools.flush():
            yield TaggedOutput("pieces", piece)
        yield from tag_work(self._clocks)


def _place_dropped(dropped: Dropped) -> tuple[Order, Source]:
    return dropped.duplicate.source.order, dropped.duplicate.source


def _tallies(dropped: Dropped) -> list[tuple[str, int]]:
    return [(name, 1) for name in duplicate_tallies(dropped.duplicate)]
