"""Stories: what is a printing of what, whatever came first and whoever else shares a phrase."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.signatures import Likeness, Sketch, sketch_text
from transforms.stories import (
    BUCKET_HEADS,
    MIN_SHINGLES,
    STORY_BUCKETS,
    is_like,
    join_stories,
    pair_bucket,
    story_buckets,
)


def words(seed: int, number: int) -> list[str]:
    """Words that no other seed has."""
    draw = random.Random(seed)
    return [f"w{seed}x{draw.randrange(10**6)}" for _ in range(number)]


def sketch(*parts: Sequence[str]) -> Sketch:
    """The sketch of a text put together."""
    return sketch_text(" ".join(word for part in parts for word in part))


def edit(text: Sequence[str], every: int) -> list[str]:
    """A text with a word changed in every so many."""
    return [f"{word}e" if at % every == every - 1 else word for at, word in enumerate(text)]


STORY = words(1, 400)
OTHER = words(2, 400)
NOTICE = words(3, 60)


@pytest.mark.parametrize(
    ("printing", "joined"),
    [
        (STORY, True),
        (STORY[:150], True),  # a cut tail
        ([*STORY, *NOTICE], True),
        ([*STORY[:200], *words(4, 120), *STORY[200:]], True),  # an added paragraph
        (edit(STORY, 15), True),  # house style
        ([*edit(STORY, 25)[:250], *NOTICE[:30]], True),
        ([*words(5, 300), *STORY[:250]], False),  # a follow-up with its background
        ([*STORY[:250], *words(5, 600)], False),
        (edit(STORY, 5), False),
        (STORY[:40], False),  # a notice of it
        (OTHER, False),
    ],
)
def test_what_is_a_printing(printing: list[str], joined: bool) -> None:
    assert join_stories([sketch(STORY), sketch(printing)]) == [0, 0 if joined else 1]


@pytest.mark.parametrize(
    ("contained", "jaccard", "expected"),
    [(0.71, 0.15, True), (0.7, 0.9, False), (1.0, 0.14, False), (1.0, 1.0, True)],
)
def test_is_like(contained: float, jaccard: float, expected: bool) -> None:
    assert is_like(Likeness(contained, jaccard)) is expected


def test_a_text_that_is_too_short_is_in_no_story() -> None:
    notice = sketch(words(6, MIN_SHINGLES + 1))
    assert join_stories([notice, notice]) == [0, 1]
    enough = sketch(words(6, MIN_SHINGLES + 2))
    assert join_stories([enough, enough]) == [0, 0]


def test_a_round_up_that_is_kept_does_not_make_its_stories_one() -> None:
    round_up = sketch(STORY, OTHER)
    founders = join_stories([round_up, sketch(STORY), sketch(OTHER)])
    assert founders == [0, 0, 2]
    assert join_stories([sketch(STORY), sketch(OTHER), round_up])[:2] == [0, 1]


def test_stories_are_not_chained() -> None:
    """Each like the next, the last one with nothing of the first."""
    long = words(7, 2000)
    chain = [sketch(long[at : at + 400]) for at in range(0, 1600, 80)]
    founders = join_stories(chain)
    for place, founder in enumerate(founders):
        assert abs(place - founder) < 3
        assert founders[founder] == founder


def test_what_earlier_runs_have_kept_stays_kept() -> None:
    printings = [sketch(STORY), sketch(edit(STORY, 20)), sketch(STORY)]
    assert join_stories(printings) == [0, 0, 0]
    assert join_stories(printings, settled=2) == [0, 1, 0]


def test_what_is_in_no_story_keeps_its_place() -> None:
    assert join_stories([None, sketch(STORY), None, sketch(STORY)]) == [0, 1, 2, 1]


def test_a_text_joins_the_story_that_it_shares_most_with() -> None:
    near, far = edit(STORY, 40), edit(STORY, 12)
    assert join_stories([sketch(far), sketch(near), sketch(STORY)], settled=2) == [0, 1, 1]


@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=40))
@settings(max_examples=60, deadline=None)
def test_pairs_of_a_bucket(members: list[int]) -> None:
    pairs = list(pair_bucket(members))
    assert len(pairs) == len(set(pairs)) <= BUCKET_HEADS * len(members)
    assert all(one < other and {one, other} <= set(members) for one, other in pairs)
    if len(members) > 1:
        first = min(members)
        assert {other for one, other in pairs if one == first} == set(members) - {first}


def candidates(sketches: Sequence[Sketch]) -> set[tuple[int, int]]:
    """The pairs of all buckets, as the pipeline makes them."""
    buckets: dict[int, list[int]] = {}
    for place, one in enumerate(sketches):
        for bucket in story_buckets(one).tolist():
            buckets.setdefault(bucket, []).append(place)
    return {pair for members in buckets.values() for pair in pair_bucket(members)}


def test_a_phrase_of_a_thousand_neither_explodes_nor_hides_a_pair() -> None:
    """Two thirds of every text are the same for all, and each has one printing."""
    phrase = words(8, 120)
    texts = [sketch(words(100 + number, 60), phrase) for number in range(1000)]
    printings = [sketch(words(100 + number, 60)[:50], phrase) for number in range(1000)]
    found = candidates([*texts, *printings])
    assert len(found) < BUCKET_HEADS * STORY_BUCKETS * 2000
    assert sum((number, 1000 + number) in found for number in range(1000)) >= 980


def test_a_story_of_a_thousand_printings_is_one() -> None:
    printings = [
        sketch(edit(STORY, 40 + number % 7), words(number + 10, 20)) for number in range(1000)
    ]
    found = candidates(printings)
    groups = list(range(1000))
    for one, other in sorted(found):
        low, high = sorted((groups[one], groups[other]))
        groups = [low if group == high else group for group in groups] if low != high else groups
    assert set(groups) == {0}
    assert set(join_stories(printings)) == {0}


def test_texts_that_are_too_short_have_no_buckets() -> None:
    assert len(story_buckets(sketch(words(6, MIN_SHINGLES + 1)))) == 0
    assert len(story_buckets(sketch(words(6, MIN_SHINGLES + 2)))) == STORY_BUCKETS
