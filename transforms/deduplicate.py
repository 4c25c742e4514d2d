"""Dropping copies: articles that share a key are one, and it is the same one in every run."""

import contextlib
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from types import MappingProxyType
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import AsDict
from apache_beam.typehints.decorators import no_annotations
from w3lib.url import canonicalize_url

from schemas.records import Article, Duplicate, DuplicateReason, Source
from transforms.books import duplicate_tally
from transforms.decode import fold


class Key(enum.Enum):
    """What makes two articles copies of each other."""

    CONTENT = "content"
    URL = "url"
    TITLE = "title"
    NONE = "none"


_REASONS = MappingProxyType(
    {
        Key.CONTENT.value: DuplicateReason.EXACT,
        Key.URL.value: DuplicateReason.URL,
        Key.TITLE.value: DuplicateReason.TITLE,
    }
)
_NEVER = datetime.max.replace(tzinfo=timezone.utc)


def key_article(article: Article, key: Key) -> str:
    """The key of an article, with its kind in front; empty for Key.NONE.

    An article without an address or title has its content for a key: nothing is a copy
    of another for what both lack. The address of a page with several articles is told
    apart by which of them it is; a title counts together with its day.
    """
    if key is Key.NONE:
        return ""
    if key is Key.URL and article.url:
        nth = f" {article.source.article}" if article.source.article else ""
        with contextlib.suppress(ValueError):  # an address that is none
            return f"url:{canonicalize_url(article.url)}{nth}"
    if key is Key.TITLE and (title := fold(article.title)):
        day = article.published or article.fetched_at
        return f"title:{title} {day.date().isoformat() if day else ''}".rstrip()
    return f"content:{article.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What of an article decides which copy is kept: an Article without its text."""

    id: str
    key: str
    published: datetime | None
    fetched_at: datetime | None
    body_chars: int
    title: str
    url: str | None
    source: Source

    @property
    def rank(self) -> tuple[Any, ...]:
        """Sorts copies, the one to keep first; a total order on content, never on arrival.

        Earliest published, then earliest fetched, then longest body, then smallest source.
        """
        return (
            self.published or _NEVER,
            self.fetched_at or _NEVER,
            -self.body_chars,
            self.source.order,
        )


def copy_of(article: Article) -> Copy:
    """The slim record of an article."""
    return Copy(
        id=article.id,
        key=article.key,
        published=article.published,
        fetched_at=article.fetched_at,
        body_chars=len(article.body),
        title=article.title,
        url=article.url,
        source=article.source,
    )


def prefer_copy(copies: Iterable[Copy]) -> Copy:
    """Of several copies the one to keep, whatever their order and grouping."""
    return min(copies, key=lambda copy: copy.rank)


def name_duplicates(copies: Iterable[Copy], kept: Copy) -> Iterator[Duplicate]:
    """A Duplicate for each copy but the kept one."""
    for copy in copies:
        if copy.source.order != kept.source.order:
            same = copy.id == kept.id
            yield Duplicate(
                id=copy.id,
                key=copy.key,
                kept_id=kept.id,
                reason=DuplicateReason.EXACT if same else _REASONS[copy.key.partition(":")[0]],
                similarity=1.0 if same else None,
                title=copy.title,
                url=copy.url,
                source=copy.source,
            )


class Deduplicated(NamedTuple):
    """What DropDuplicates gives."""

    articles: beam.PCollection[Article]
    duplicates: beam.PCollection[Duplicate]
    tallies: beam.PCollection[tuple[str, int]]


@beam.typehints.with_input_types(Article)
@dataclass
class DropDuplicates(beam.PTransform):
    """PCollection[Article] -> Deduplicated: of articles that share a key, one.

    Only slim records cross the shuffles; the articles themselves pass by a side input
    that names the dropped ones. Does not preserve order.
    """

    key: Key = Key.CONTENT

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, articles: beam.PCollection[Article]) -> Deduplicated:
        if self.key is Key.NONE:
            pipeline = articles.pipeline
            return Deduplicated(
                articles,
                pipeline | "NoDuplicates" >> beam.Create([]).with_output_types(Duplicate),
                pipeline | "NoTallies" >> beam.Create([]).with_output_types(tuple[str, int]),
            )
        keyed = articles | "KeyArticle" >> beam.Map(_with_key, self.key)
        copies = keyed | "SlimCopy" >> beam.Map(_keyed_copy)
        kept = copies | "PreferCopy" >> beam.CombinePerKey(prefer_copy)
        duplicates = (
            {"copies": copies, "kept": kept}
            | "JoinCopies" >> beam.CoGroupByKey()
            | "NameDuplicates" >> beam.FlatMap(_name_group).with_output_types(Duplicate)
        )
        dropped = duplicates | "DroppedPlaces" >> beam.Map(_dropped_place)
        remaining = keyed | "DropCopies" >> beam.Filter(_is_kept, AsDict(dropped))
        tallies = duplicates | "TallyDuplicate" >> beam.Map(_tally)
        return Deduplicated(remaining, duplicates, tallies)


def _with_key(article: Article, key: Key) -> Article:
    return replace(article, key=key_article(article, key))


def _keyed_copy(article: Article) -> tuple[str, Copy]:
    return article.key, copy_of(article)


def _name_group(group: tuple[str, dict[str, Any]]) -> Iterator[Duplicate]:
    _, sides = group
    return name_duplicates(sides["copies"], sides["kept"][0])


def _dropped_place(duplicate: Duplicate) -> tuple[tuple[str, int, int, int], str]:
    return duplicate.source.order, duplicate.kept_id


def _tally(duplicate: Duplicate) -> tuple[str, int]:
    return duplicate_tally(duplicate), 1


def _is_kept(article: Article, dropped: dict[Any, str]) -> bool:
    return article.source.order not in dropped
