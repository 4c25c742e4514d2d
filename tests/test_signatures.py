"""Signatures: what a text's sketch keeps of it, and what two of them tell."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.signatures import (
    SKETCH_HASHES,
    Likeness,
    Sketch,
    compare_sketches,
    sketch_text,
)

WORDS = [f"word{number}" for number in range(5000)]


def text_of(*numbers: range) -> str:
    """A text of numbered words, no two of them the same."""
    return " ".join(WORDS[number] for part in numbers for number in part)


def exact(one: str, other: str) -> Likeness:
    """What compare_sketches estimates, from the texts."""
    left, right = (
        {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
        for words in (one.split(), other.split())
    )
    shared = len(left & right)
    return Likeness(shared / min(len(left), len(right)), shared / len(left | right))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rain, again!  In the north.", "rain again in THE north"),
        ("The “US-led” talks – they said", 'The "US-led" talks - they said'),
        ("don’t stop: the ferry", "don't stop the ferry"),
        ("STRASSE und Weg dort", "Straße und Weg dort"),
        ("港の船が、戻った。", "港の船が戻った"),
        ("snake_case is no word", "snake case is no word"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert sketch_text(one) == sketch_text(other)


@pytest.mark.parametrize(
    ("text", "shingles"),
    [
        ("", 0),
        ("– … !", 0),
        ("one", 1),
        ("one two three", 1),
        ("one two three four", 2),
        ("one one one one one", 1),
        ("Größe über alle Maßen hinaus", 3),
        ("港の船が戻った", 3),
        ("รถไฟ", 1),
        ("the ship 港 came back", 3),
    ],
)
def test_what_a_shingle_is(text: str, shingles: int) -> None:
    assert sketch_text(text).shingles == shingles


def test_words_are_the_same_in_a_text_that_has_other_than_ascii_letters() -> None:
    plain, other = sketch_text(text_of(range(60))), sketch_text(text_of(range(60)) + " é")
    assert compare_sketches(plain, other).contained == 1


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert sketch_text("one two three four") == Sketch(2, bytes.fromhex("a22579b4 80e797d4"))


def test_a_sketch_is_bounded() -> None:
    sketch = sketch_text(text_of(range(5000)))
    assert sketch.shingles == 4998
    assert len(sketch.array()) == SKETCH_HASHES
    assert list(sketch.array()) == sorted(set(sketch.array().tolist()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text_of(range(200)), text_of(range(150))),
        (text_of(range(200)), text_of(range(100), range(300, 400))),
        (text_of(range(100)), text_of(range(100, 200))),
        (text_of(range(3)), text_of(range(3))),
    ],
)
def test_short_texts_are_compared_exactly(one: str, other: str) -> None:
    assert compare_sketches(sketch_text(one), sketch_text(other)) == exact(one, other)


@pytest.mark.parametrize("kept", [0.3, 0.7, 1.0])
@pytest.mark.parametrize("added", [0, 300, 2000])
@pytest.mark.parametrize("length", [300, 900, 2500])
def test_long_texts_are_estimated(length: int, kept: float, added: int) -> None:
    one = text_of(range(length))
    other = text_of(range(int(length * kept)), range(length, length + added))
    found, true = compare_sketches(sketch_text(one), sketch_text(other)), exact(one, other)
    assert found.contained == pytest.approx(true.contained, abs=0.12)
    assert found.jaccard == pytest.approx(true.jaccard, abs=0.1)


def test_nothing_is_like_nothing() -> None:
    assert compare_sketches(sketch_text(""), sketch_text("")) == Likeness(0.0, 0.0)
    assert compare_sketches(sketch_text("one two three"), sketch_text("")) == Likeness(0.0, 0.0)


@given(st.integers(0, 2**32), st.integers(1, 900), st.integers(1, 900))
@settings(max_examples=60, deadline=None)
def test_a_comparison_has_no_direction(seed: int, first: int, second: int) -> None:
    draw = random.Random(seed)
    one, other = (
        sketch_text(" ".join(draw.choices(WORDS[:400], k=length))) for length in (first, second)
    )
    likeness = compare_sketches(one, other)
    assert compare_sketches(one, one) == Likeness(1.0, 1.0)
    if one.shingles != other.shingles:  # else the shorter one is either
        assert compare_sketches(other, one) == likeness
    assert 0 <= likeness.jaccard <= likeness.contained <= 1
