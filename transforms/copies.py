"""Copies: which articles are one, which of them is kept, and why the others are dropped."""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from types import MappingProxyType
from typing import Any, NamedTuple

from schemas.records import Article, Duplicate, DuplicateReason, Keys, Source
from transforms.keys import Key, key_article
from transforms.signatures import Sketch, compare_sketches, sketch_text
from transforms.stories import THRESHOLDS, Thresholds, is_like, join_stories

_REASONS = MappingProxyType(
    {
        Key.CONTENT.value: DuplicateReason.EXACT,
        Key.URL.value: DuplicateReason.URL,
        Key.TITLE.value: DuplicateReason.TITLE,
        Key.STORY.value: DuplicateReason.STORY,
    }
)
_NEVER = datetime.max.replace(tzinfo=timezone.utc)
# Beyond four digits a similarity tells of the sample and not of the texts.
_SIMILARITY_DIGITS = 4
# The estimate of so small a part is off by 6 % of the shorter text: three times that below.
GIST_BYTES = 4 * 64
LENIENT = Thresholds(contained=THRESHOLDS.contained - 0.18, jaccard=THRESHOLDS.jaccard / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What of an article decides which copy is kept: an Article without its text.

    Attributes:
        keys: what it is a copy by, each with its kind in front.
        sketch: of its body; None where stories are not looked for.
        run: the earlier run that has kept it; None for an article of this run.
    """

    id: str
    keys: tuple[str, ...]
    published: datetime | None
    fetched_at: datetime | None
    body_chars: int
    title: str
    url: str | None
    source: Source
    sketch: Sketch | None = None
    run: str | None = None

    @property
    def rank(self) -> tuple[Any, ...]:
        """Sorts copies, the one to keep first; a total order on content, never on arrival.

        Kept by an earlier run, then earliest published, then earliest fetched, then longest
        body, then smallest source.
        """
        return (
            self.run is None,
            self.published or _NEVER,
            self.fetched_at or _NEVER,
            -self.body_chars,
            self.source.order,
            self.run or "",
        )

    @property
    def place(self) -> int:
        """Where the article stands, as a number of 63 bits.

        Two articles of a run in 10^13 pairs have the same: what goes by places may bring
        strangers together, and must look at what they are before it decides.
        """
        return hash_number(repr((self.run, self.source.order)))


def hash_number(text: str) -> int:
    """A number of 63 bits made from a text, the same in every process; Beam's varints have 64."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def copy_of(article: Article, kinds: Sequence[Key]) -> Copy:
    """The slim record of an article."""
    return Copy(
        id=article.id,
        keys=key_article(article, kinds),
        published=article.published,
        fetched_at=article.fetched_at,
        body_chars=len(article.body),
        title=article.title,
        url=article.url,
        source=article.source,
        sketch=sketch_text(article.body) if Key.STORY in kinds else None,
    )


def with_key(article: Article, copy: Copy, kinds: Sequence[Key]) -> Article:
    """An article with what copies of it are looked for by, and the story that it is if kept."""
    is_story = kinds[0] is Key.STORY
    return replace(
        article,
        key=f"{Key.STORY.value}:{article.id}" if is_story else copy.keys[0],
        story=article.id if Key.STORY in kinds else None,
    )


def keys_of(copy: Copy) -> Keys:
    """What a run remembers of an article that it keeps."""
    return _remember(copy, copy.keys, copy.source, copy.sketch)


def copy_of_keys(keys: Keys, run: str, *, with_story: bool) -> Copy:
    """The article that keys lead to, as earlier runs have kept it.

    Args:
        keys: a record.
        run: the run that the record is of.
        with_story: whether it is looked for by its text as well.
    """
    return Copy(
        id=keys.id,
        keys=keys.keys,
        published=keys.published,
        fetched_at=keys.fetched_at,
        body_chars=keys.body_chars,
        title=keys.title,
        url=keys.url,
        source=keys.source,
        sketch=Sketch(keys.shingles, keys.sketch) if with_story and keys.shingles else None,
        run=keys.run or run,
    )


def _remember(kept: Copy, keys: Sequence[str], source: Source, sketch: Sketch | None) -> Keys:
    return Keys(
        id=kept.id,
        run=kept.run,
        keys=tuple(keys),
        published=kept.published,
        fetched_at=kept.fetched_at,
        body_chars=kept.body_chars,
        title=kept.title,
        url=kept.url,
        shingles=sketch.shingles if sketch else 0,
        sketch=sketch.hashes if sketch else b"",
        source=source,
    )


# What a copy is compared by before its group is settled: its place, its keys as numbers, how
# many shingles its text has, and the smallest of their hashes. A tuple of what Beam's fast
# coders know, because there is one for each pair; 0.3 KB, where a Copy has 1.7.
Gist = tuple[int, bytes, int, bytes]


def gist_of(copy: Copy) -> Gist:
    """What of a copy is compared with others before its group is settled."""
    keys = b"".join(hash_number(key).to_bytes(8, "little") for key in copy.keys)
    if copy.sketch is None:
        return copy.place, keys, 0, b""
    return copy.place, keys, copy.sketch.shingles, copy.sketch.hashes[:GIST_BYTES]


def may_be_copies(one: Gist, other: Gist) -> bool:
    """Whether two articles share a key, or so much text that they may be of one story.

    Looks at a part of their sketches only: who passes is put in one group and looked at again.
    """
    _, keys, shingles, hashes = one
    _, other_keys, other_shingles, other_hashes = other
    if not set(_numbers(keys)).isdisjoint(_numbers(other_keys)):
        return True
    likeness = compare_sketches(Sketch(shingles, hashes), Sketch(other_shingles, other_hashes))
    return is_like(likeness, LENIENT)


def _numbers(packed: bytes) -> Iterator[int]:
    return (number for (number,) in struct.iter_unpack("<Q", packed))


def connect(pairs: Iterable[tuple[int, int]], roots: dict[int, int]) -> dict[int, int]:
    """Brings numbers together that pairs connect, each under the smallest that it is with.

    Args:
        pairs: of numbers.
        roots: a number above each number, or itself; changed in place and returned. Numbers
            under no other are together with those that come to them, step by step.
    """
    for pair in pairs:
        one, other = sorted(_root(number, roots) for number in pair)
        roots[other] = one
    return roots


def _root(number: int, roots: dict[int, int]) -> int:
    above = roots.setdefault(number, number)
    while above != number:
        roots[number] = roots[above]  # halves the way for whoever comes next
        number, above = above, roots[above]
    return number


def find_roots(roots: dict[int, int]) -> dict[int, int]:
    """The smallest number that each is together with."""
    return {number: _root(number, roots) for number in list(roots)}


def choose_kept(copies: Iterable[Copy]) -> list[tuple[Copy, Copy]]:
    """Each article, and the one that is kept for it: itself, or a copy.

    Whatever shares a key with another is one with it, and with what that one shares one with.
    What is left after that joins stories, which are not chained (transforms.stories).

    Args:
        copies: articles in any order, different in their sources; strangers too, which stay
            on their own.
    """
    ranked = sorted(copies, key=lambda copy: copy.rank)
    by_key: dict[str, int] = {}
    roots = {place: place for place in range(len(ranked))}
    for place, copy in enumerate(ranked):
        connect(((by_key.setdefault(key, place), place) for key in copy.keys), roots)
    heads = [place for place, root in find_roots(roots).items() if place == root]
    settled = sum(ranked[head].run is not None for head in heads)
    founders = join_stories([ranked[head].sketch for head in heads], settled)
    kept = {head: heads[founder] for head, founder in zip(heads, founders, strict=True)}
    return [(copy, ranked[kept[_root(place, roots)]]) for place, copy in enumerate(ranked)]


class Dropped(NamedTuple):
    """What becomes of an article that is not kept.

    Attributes:
        duplicate: why.
        keys: those that lead to the kept article and that it does not have itself; None where
            it has them all.
    """

    duplicate: Duplicate
    keys: Keys | None


def settle(
    articles: Iterable[tuple[Article, Keys | None]], dropped: Iterable[Dropped]
) -> Iterator[tuple[str, Article | Duplicate | Keys]]:
    """What is written of articles, each record with its kind.

    Args:
        articles: as they stand in the dumps, each with what is remembered of it if it is kept.
        dropped: those of them that are not, in the same order.
    """
    rest = iter(dropped)
    next_dropped = next(rest, None)
    last = None
    for article, keys in articles:
        if article.source.order == last:  # one of them would be taken for the other
            raise RuntimeError(f"two articles have one place, {article.source}")
        last = article.source.order
        if next_dropped is None or next_dropped.duplicate.source.order != article.source.order:
            yield "articles", article
        else:
            yield "duplicates", next_dropped.duplicate
            keys = next_dropped.keys
            next_dropped = next(rest, None)
        if keys is not None:
            yield "keys", keys


def drop_copies(copies: Iterable[Copy]) -> Iterator[Dropped]:
    """The articles of this run that are not kept, whatever order they come in."""
    chosen = choose_kept(copies)
    shared: dict[str, int] = {}
    for copy, _ in chosen:
        for key in copy.keys:
            shared[key] = shared.get(key, 0) + 1
    for copy, kept in chosen:
        if copy.run is None and copy is not kept:
            added = [key for key in copy.keys if key not in kept.keys]
            yield Dropped(
                _name_duplicate(copy, kept, shared),
                _remember(kept, added, copy.source, None) if added else None,
            )


def _name_duplicate(copy: Copy, kept: Copy, shared: Mapping[str, int]) -> Duplicate:
    key = next((key for key in copy.keys if key in kept.keys), None)
    similarity = None
    if copy.id == kept.id:
        similarity = 1.0
    elif copy.sketch is not None and kept.sketch is not None:
        likeness = compare_sketches(copy.sketch, kept.sketch)
        similarity = round(likeness.contained, _SIMILARITY_DIGITS)
        if key is None and is_like(likeness):
            key = f"{Key.STORY.value}:{kept.id}"
    if key is None:  # a third one has a key of each of the two, or is of the story
        key = next((key for key in copy.keys if shared[key] > 1), f"{Key.STORY.value}:{kept.id}")
    reason = DuplicateReason.EXACT if copy.id == kept.id else _REASONS[key.partition(":")[0]]
    return Duplicate(
        id=copy.id,
        key=key,
        kept_id=kept.id,
        reason=DuplicateReason.SEEN_BEFORE if kept.run is not None else reason,
        similarity=similarity,
        kept_run=kept.run,
        title=copy.title,
        url=copy.url,
        source=copy.source,
        kept_title=kept.title,
    )
