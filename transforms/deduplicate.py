"""Dropping copies: of articles that are one, one, and it is the same one in every run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import apache_beam as beam
import numpy as np
from apache_beam.pvalue import AsDict, AsSingleton, TaggedOutput
from apache_beam.transforms.window import GlobalWindow
from apache_beam.typehints.decorators import no_annotations
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import Article, Duplicate, Keys
from transforms.books import duplicate_tallies
from transforms.buckets import PARTITIONS, bucket_rows, buckets_of, merge_buckets, pair_rows
from transforms.copies import (
    Copy,
    Dropped,
    Gist,
    connect,
    copy_of,
    drop_copies,
    find_roots,
    gist_of,
    keys_of,
    may_be_copies,
    with_key,
)
from transforms.keys import Key
from transforms.memory import Memory, list_memories, recall_copies

# Rows are packed when so many articles' have come together, some 17 rows of 16 bytes each.
PACKED_ARTICLES = 10_000

_Place = tuple[str, int, int, int]


class Deduplicated(NamedTuple):
    """What DropDuplicates gives."""

    articles: beam.PCollection[Article]
    duplicates: beam.PCollection[Duplicate]
    keys: beam.PCollection[Keys]
    tallies: beam.PCollection[tuple[str, int]]


@beam.typehints.with_input_types(Article)
@dataclass
class DropDuplicates(beam.PTransform):
    """PCollection[Article] -> Deduplicated: of articles that are copies of each other, one.

    Articles come together in buckets, by their keys and by hashes of their texts; what a bucket
    pairs is compared; what is found alike makes groups, and of each group it is decided which
    are kept. Only slim records cross the shuffles, and of articles in no pair nothing but
    numbers. The articles themselves pass by a side input that names the dropped ones.
    The places of what was paired, grouped and dropped must fit in a worker's memory, some 0.5 KB
    for an article that has a copy, and so must the slim records of one group. Does not preserve
    order.

    Attributes:
        keys: what makes articles copies, any of them; Key.NONE alone for nothing.
        memories: a JSON file that lists what earlier runs remember (transforms.memory); None
            where there is nothing.
    """

    keys: Sequence[Key] = (Key.CONTENT,)
    memories: str | None = None

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, articles: beam.PCollection[Article]) -> Deduplicated:
        if Key.NONE in self.keys:
            nothing = articles.pipeline | "Nothing" >> beam.Create([])
            return Deduplicated(
                articles,
                nothing | "NoDuplicates" >> beam.Map(_same).with_output_types(Duplicate),
                nothing | "NoKeys" >> beam.Map(_same).with_output_types(Keys),
                nothing | "NoTallies" >> beam.Map(_same).with_output_types(tuple[str, int]),
            )
        both = articles | "SlimCopy" >> beam.Map(_with_copy, tuple(self.keys)).with_output_types(
            tuple[Article, Copy]
        )
        copies = both | "Copies" >> beam.Map(_copy).with_output_types(Copy)
        found = copies | "FindDropped" >> FindDropped(memories=self.memories)
        duplicates = found | "Duplicates" >> beam.Map(_duplicate).with_output_types(Duplicate)
        dropped = found | "DroppedPlaces" >> beam.Map(_dropped_place)
        # One step for both outputs: of two that wait for the same side input and read what has
        # other consumers, the in-process engine runs neither (Beam 2.77).
        kept = both | "DropCopies" >> beam.ParDo(
            _DropCopies(tuple(self.keys)), AsDict(dropped)
        ).with_outputs("keys", main="articles")
        tallies = duplicates | "TallyDuplicate" >> beam.FlatMap(_tallies)
        return Deduplicated(kept.articles, duplicates, kept.keys, tallies)


@beam.typehints.with_input_types(Copy)
@beam.typehints.with_output_types(Dropped)
@dataclass
class FindDropped(beam.PTransform):
    """PCollection[Copy] -> PCollection[Dropped]: one for each article that is not kept.

    Attributes:
        memories: as DropDuplicates has it.
    """

    memories: str | None = None

    def expand(self, copies: beam.PCollection[Copy]) -> beam.PCollection[Dropped]:
        rows = copies | "PackRows" >> beam.ParDo(_PackRows()).with_output_types(tuple[int, bytes])
        if self.memories is not None:
            recalled = rows | "Recall" >> _Recall(self.memories)
            copies = (copies, recalled) | "WithRecalled" >> beam.Flatten()
            recalled_rows = recalled | "PackRecalled" >> beam.ParDo(_PackRows()).with_output_types(
                tuple[int, bytes]
            )
            rows = (rows, recalled_rows) | "WithRecalledRows" >> beam.Flatten()
        pairs = (
            rows
            | "GroupRows" >> beam.GroupByKey()
            | "PairRows" >> beam.FlatMap(_pair_group).with_output_types(tuple[int, int])
        )
        paired = (
            pairs
            | "PairedPlaces" >> beam.FlatMap(_both).with_output_types(int)
            | "AllPaired" >> beam.CombineGlobally(_SetOf())
        )
        placed = copies | "KeepPaired" >> beam.FlatMap(
            _placed, AsSingleton(paired)
        ).with_output_types(tuple[int, Copy])
        gists = placed | "Gist" >> beam.Map(_gist).with_output_types(tuple[int, Gist])
        firsts = (
            {"gists": gists, "partners": pairs}
            | "MeetFirst" >> beam.CoGroupByKey()
            | "SendFirst" >> beam.FlatMap(_send_first).with_output_types(tuple[int, Gist])
        )
        roots = (
            {"gists": gists, "firsts": firsts}
            | "MeetSecond" >> beam.CoGroupByKey()
            | "ComparePairs" >> beam.FlatMap(_compare).with_output_types(tuple[int, int])
            | "Connect" >> beam.CombineGlobally(_Connect())
        )
        return (
            placed
            | "Grouped"
            >> beam.FlatMap(_in_group, AsSingleton(roots)).with_output_types(tuple[int, Copy])
            | "GroupCopies" >> beam.GroupByKey()
            | "DropCopies" >> beam.FlatMap(_drop_group)
        )


@beam.typehints.with_output_types(Copy)
@dataclass
class _Recall(beam.PTransform):
    """PCollection of rows -> PCollection[Copy]: what earlier runs have kept that shares a bucket.

    The buckets of this run, 8 bytes for each of its rows, must fit in a worker's memory.
    What earlier runs remember is read where it stands, and does not have to.
    """

    memories: str

    def expand(self, rows: beam.PCollection[tuple[int, bytes]]) -> beam.PCollection[Copy]:
        buckets = (
            rows
            | "Buckets" >> beam.Map(_buckets).with_output_types(bytes)
            | "AllBuckets" >> beam.CombineGlobally(_Buckets())
        )
        return (
            rows.pipeline
            | "MemoryList" >> beam.Create([self.memories])
            | "ListMemories" >> beam.FlatMap(list_memories).with_output_types(Memory)
            | "SpreadMemories" >> beam.Reshuffle()
            | "RecallCopies"
            >> beam.FlatMap(recall_copies, AsSingleton(buckets)).with_output_types(Copy)
        )


class _PackRows(beam.DoFn):
    """The rows of a bundle's articles, packed by partition: a row alone costs ten times as much."""

    def start_bundle(self) -> None:
        self._rows: list[np.ndarray[Any, Any]] = []

    def process(self, copy: Copy) -> Iterator[tuple[int, bytes]]:
        self._rows.append(bucket_rows(copy))
        if len(self._rows) == PACKED_ARTICLES:
            yield from self._pack()

    def finish_bundle(self) -> Iterator[WindowedValue]:
        window = GlobalWindow()
        for packed in self._pack():
            yield WindowedValue(packed, window.max_timestamp(), [window])

    def _pack(self) -> Iterator[tuple[int, bytes]]:
        if self._rows:
            rows = np.concatenate(self._rows)
            partitions = rows["bucket"] % np.uint64(PARTITIONS)
            for partition in np.unique(partitions).tolist():
                yield partition, rows[partitions == partition].tobytes()
        self._rows = []


def _pair_group(group: tuple[int, Iterable[bytes]]) -> Iterator[tuple[int, int]]:
    return pair_rows(group[1])


def _buckets(rows: tuple[int, bytes]) -> bytes:
    return buckets_of([rows[1]])


class _Buckets(beam.CombineFn):
    """Packed buckets -> all of them, each once, in order."""

    def create_accumulator(self) -> list[bytes]:
        return []

    def add_input(self, accumulator: list[bytes], buckets: bytes) -> list[bytes]:
        return [*accumulator, buckets]

    def merge_accumulators(self, accumulators: Iterable[list[bytes]]) -> list[bytes]:
        return [buckets for accumulator in accumulators for buckets in accumulator]

    def extract_output(self, accumulator: list[bytes]) -> bytes:
        return merge_buckets(accumulator)


def _both(pair: tuple[int, int]) -> tuple[int, int]:
    return pair


class _SetOf(beam.CombineFn):
    """Elements -> a frozenset of them."""

    def create_accumulator(self) -> set[int]:
        return set()

    def add_input(self, accumulator: set[int], element: int) -> set[int]:
        accumulator.add(element)
        return accumulator

    def merge_accumulators(self, accumulators: Iterable[set[int]]) -> set[int]:
        return set().union(*accumulators)

    def extract_output(self, accumulator: set[int]) -> frozenset[int]:
        return frozenset(accumulator)


class _Connect(beam.CombineFn):
    """Pairs of numbers -> the smallest number that each is together with."""

    def create_accumulator(self) -> dict[int, int]:
        return {}

    def add_input(self, accumulator: dict[int, int], pair: tuple[int, int]) -> dict[int, int]:
        return connect([pair], accumulator)

    def merge_accumulators(self, accumulators: Iterable[dict[int, int]]) -> dict[int, int]:
        merged: dict[int, int] = {}
        for accumulator in accumulators:
            connect(accumulator.items(), merged)
        return merged

    def extract_output(self, accumulator: dict[int, int]) -> dict[int, int]:
        return find_roots(accumulator)


def _placed(copy: Copy, paired: frozenset[int]) -> Iterator[tuple[int, Copy]]:
    if (place := copy.place) in paired:
        yield place, copy


def _gist(placed: tuple[int, Copy]) -> tuple[int, Gist]:
    return placed[0], gist_of(placed[1])


def _send_first(group: tuple[int, dict[str, Any]]) -> Iterator[tuple[int, Gist]]:
    _, sides = group
    partners = set(sides["partners"])
    for gist in sides["gists"]:
        for partner in partners:
            yield partner, gist


def _compare(group: tuple[int, dict[str, Any]]) -> Iterator[tuple[int, int]]:
    place, sides = group
    firsts = list(sides["firsts"])
    for gist in sides["gists"]:
        for first in firsts:
            if may_be_copies(first, gist):
                yield first[0], place


def _in_group(placed: tuple[int, Copy], roots: dict[int, int]) -> Iterator[tuple[int, Copy]]:
    place, copy = placed
    if place in roots:
        yield roots[place], copy


def _drop_group(group: tuple[int, Iterable[Copy]]) -> Iterator[Dropped]:
    return drop_copies(group[1])


def _same(element: Any) -> Any:
    return element


def _duplicate(dropped: Dropped) -> Duplicate:
    return dropped.duplicate


def _with_copy(article: Article, keys: tuple[Key, ...]) -> tuple[Article, Copy]:
    return article, copy_of(article, keys)


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
