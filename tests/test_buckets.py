"""Buckets: what brings articles together, whatever partition and bundle their rows came in."""

import itertools
import random

import numpy as np
import pytest

from schemas.records import Source
from transforms.buckets import ROW, bucket_rows, pair_rows
from transforms.copies import Copy
from transforms.signatures import sketch_text
from transforms.stories import STORY_BUCKETS

TEXTS = {name: " ".join(f"{name}{number}" for number in range(200)) for name in "ab"}


def copy(number: int, text: str = "", *keys: str) -> Copy:
    """A copy at a place of its own."""
    return Copy(
        id=str(number),
        keys=keys,
        published=None,
        fetched_at=None,
        body_chars=len(text),
        title="",
        url=None,
        source=Source(dump=f"{number}.txt"),
        sketch=sketch_text(text) if text else None,
    )


def test_an_article_has_a_row_for_each_key_and_bucket() -> None:
    assert len(bucket_rows(copy(0))) == 0
    assert len(bucket_rows(copy(0, "", "url:a", "title:b"))) == 2
    rows = bucket_rows(copy(0, TEXTS["a"], "url:a"))
    assert len(rows) == 1 + STORY_BUCKETS
    assert set(rows["place"].tolist()) == {copy(0).place}


def test_rows_are_paired_whatever_their_order_and_packing() -> None:
    copies = [
        copy(0, TEXTS["a"], "url:a"),
        copy(1, TEXTS["b"], "url:a"),
        copy(2, TEXTS["b"], "url:b"),
        copy(3, "", "url:c"),
    ]
    expected = {
        tuple(sorted((copies[one].place, copies[other].place))) for one, other in [(0, 1), (1, 2)]
    }
    rows = [row.tobytes() for made in copies for row in bucket_rows(made)]
    draw = random.Random(1)
    for _ in range(20):
        draw.shuffle(rows)
        cuts = [0, *sorted(draw.sample(range(len(rows)), 5)), len(rows)]
        packed = [b"".join(rows[one:other]) for one, other in itertools.pairwise(cuts)]
        assert list(pair_rows(packed)) == sorted(expected)


@pytest.mark.parametrize("packed", [[], [b""]])
def test_no_rows_make_no_pairs(packed: list[bytes]) -> None:
    assert list(pair_rows(packed)) == []


def test_the_bucket_of_a_key_makes_a_chain_and_not_all_pairs() -> None:
    copies = [copy(number, "", "url:a") for number in range(5000)]
    pairs = list(pair_rows([np.concatenate([bucket_rows(made) for made in copies]).tobytes()]))
    places = sorted(made.place for made in copies)
    assert pairs == list(itertools.pairwise(places))


def test_places_and_buckets_fit_beams_varints_and_the_row() -> None:
    assert ROW.itemsize == 16
    assert all(0 <= copy(number).place < 2**63 for number in range(100))
