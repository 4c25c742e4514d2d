"""Dropping copies: of articles that are one, one, and it is the same one in every run."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import apache_beam as beam
import numpy as np
from apache_beam.pvalue import AsDict, AsSingleton
from apache_beam.transforms.window import GlobalWindow
from apache_beam.typehints.decorators import no_annotations
from apache_beam.utils.windowed_value import WindowedValue

from schemas.records import Article, Duplicate
from transforms.books import duplicate_tally
from transforms.buckets import PARTITIONS, bucket_rows, pair_rows
from transforms.copies import Copy, are_copies, connect, copy_of, find_roots, name_duplicates
from transforms.keys import Key, key_article

# Rows are packed when so many articles' have come together, 17 rows of 24 bytes each.
PACKED_ARTICLES = 10_000


class Deduplicated(NamedTuple):
    """What DropDuplicates gives."""

    articles: beam.PCollection[Article]
    duplicates: beam.PCollection[Duplicate]
    tallies: beam.PCollection[tuple[str, int]]


@beam.typehints.with_input_types(Article)
@dataclass
class DropDuplicates(beam.PTransform):
    """PCollection[Article] -> Deduplicated: of articles that are copies of each other, one.

    Articles come together in buckets, by their keys and by hashes of their texts; what a bucket
    pairs is compared; what is found alike makes groups, and of each group it is decided which
    are kept. Only slim records cross the shuffles, and of articles in no pair nothing but
    numbers. The articles themselves pass by a side input that names the dropped ones.
    The groups of a run, 16 bytes for each article that has a copy, must fit in a worker's
    memory, and so must one group. Does not preserve order.

    Attributes:
        keys: what makes articles copies, any of them; none for Key.NONE alone.
    """

    keys: Sequence[Key] = (Key.CONTENT,)

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, articles: beam.PCollection[Article]) -> Deduplicated:
        if Key.NONE in self.keys:
            pipeline = articles.pipeline
            return Deduplicated(
                articles,
                pipeline | "NoDuplicates" >> beam.Create([]).with_output_types(Duplicate),
                pipeline | "NoTallies" >> beam.Create([]).with_output_types(tuple[str, int]),
            )
        copies = articles | "SlimCopy" >> beam.Map(copy_of, tuple(self.keys))
        duplicates = copies | "FindDuplicates" >> FindDuplicates()
        dropped = duplicates | "DroppedPlaces" >> beam.Map(_dropped_place)
        remaining = (
            articles
            | "DropCopies" >> beam.Filter(_is_kept, AsDict(dropped))
            | "KeyArticle" >> beam.Map(_with_key, tuple(self.keys))
        )
        tallies = duplicates | "TallyDuplicate" >> beam.Map(_tally)
        return Deduplicated(remaining, duplicates, tallies)


@beam.typehints.with_input_types(Copy)
@beam.typehints.with_output_types(Duplicate)
class FindDuplicates(beam.PTransform):
    """PCollection[Copy] -> PCollection[Duplicate]: a Duplicate for each article not kept."""

    def expand(self, copies: beam.PCollection[Copy]) -> beam.PCollection[Duplicate]:
        pairs = (
            copies
            | "PackRows" >> beam.ParDo(_PackRows()).with_output_types(tuple[int, bytes])
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
        firsts = (
            {"copies": placed, "partners": pairs}
            | "MeetFirst" >> beam.CoGroupByKey()
            | "SendFirst" >> beam.FlatMap(_send_first).with_output_types(tuple[int, Copy])
        )
        roots = (
            {"copies": placed, "firsts": firsts}
            | "MeetSecond" >> beam.CoGroupByKey()
            | "ComparePairs" >> beam.FlatMap(_compare).with_output_types(tuple[int, int])
            | "Connect" >> beam.CombineGlobally(_Connect())
        )
        return (
            placed
            | "Grouped"
            >> beam.FlatMap(_in_group, AsSingleton(roots)).with_output_types(tuple[int, Copy])
            | "GroupCopies" >> beam.GroupByKey()
            | "NameDuplicates" >> beam.FlatMap(_name_group)
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


def _send_first(group: tuple[int, dict[str, Any]]) -> Iterator[tuple[int, Copy]]:
    _, sides = group
    partners = set(sides["partners"])
    for copy in sides["copies"]:
        for partner in partners:
            yield partner, copy


def _compare(group: tuple[int, dict[str, Any]]) -> Iterator[tuple[int, int]]:
    place, sides = group
    firsts = list(sides["firsts"])
    for copy in sides["copies"]:
        for first in firsts:
            if are_copies(first, copy):
                yield first.place, place


def _in_group(placed: tuple[int, Copy], roots: dict[int, int]) -> Iterator[tuple[int, Copy]]:
    place, copy = placed
    if place in roots:
        yield roots[place], copy


def _name_group(group: tuple[int, Iterable[Copy]]) -> Iterator[Duplicate]:
    return name_duplicates(group[1])


def _dropped_place(duplicate: Duplicate) -> tuple[tuple[str, int, int, int], str]:
    return duplicate.source.order, duplicate.kept_id


def _tally(duplicate: Duplicate) -> tuple[str, int]:
    return duplicate_tally(duplicate), 1


def _is_kept(article: Article, dropped: dict[Any, str]) -> bool:
    return article.source.order not in dropped


def _with_key(article: Article, keys: tuple[Key, ...]) -> Article:
    if keys[0] is Key.STORY:
        key = f"{Key.STORY.value}:{article.id}"
    else:
        key = key_article(article, keys[:1])[0]
    return replace(article, key=key, story=article.id if Key.STORY in keys else None)
