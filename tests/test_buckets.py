"""Buckets: what brings articles together, whatever partition and bundle their rows came in."""

import itertools
import random

import numpy as np
import pytest

from schemas.records import Source
from transforms.buckets import (
    PARTITIONS,
    ROW,
    ROWS_HEAD_BYTES,
    bucket_rows,
    look_up,
    merge_pairs,
    pack_pairs,
    pack_rows,
    pair_rows,
    pairs_of_part,
    part_of_table,
    partitions_of_pairs,
    ranges_of_part,
    unpack_pairs,
)
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


@pytest.mark.parametrize("parts", [1, 3, PARTITIONS])
def test_every_row_is_of_one_part_and_a_bucket_of_no_other(parts: int) -> None:
    rows = [bucket_rows(copy(at, TEXTS["a"], f"url:{at}")) for at in range(9)]
    packed = pack_rows(rows)
    found: list[tuple[int, int]] = []
    buckets: set[int] = set()
    for part in range(parts):
        ranges = ranges_of_part(packed[:ROWS_HEAD_BYTES], part, parts)
        read = np.frombuffer(b"".join(packed[begin:end] for begin, end in ranges), dtype=ROW)
        assert buckets.isdisjoint(read["bucket"].tolist())
        buckets.update(read["bucket"].tolist())
        found += read.tolist()
    assert sorted(found) == sorted(np.concatenate(rows).tolist())


def test_no_rows_are_packed_too() -> None:
    packed = pack_rows([])
    assert len(packed) == ROWS_HEAD_BYTES
    assert {end - begin for begin, end in ranges_of_part(packed, 0, 1)} == {0}


def test_pairs_are_merged_and_looked_up() -> None:
    draw = random.Random(3)
    pairs = [(draw.randrange(2**63), draw.randrange(2**63)) for _ in range(200)]
    hub = pairs[7][0]
    pairs += [(hub, second) for _, second in pairs[:50]]
    merged = merge_pairs([pack_pairs(pairs[:90]), pack_pairs(pairs[60:]), b""])
    assert unpack_pairs(merged) == sorted(set(pairs))
    assert merge_pairs([]) == b""
    asked = [5, hub, pairs[9][0]]
    found = list(look_up(np.array(asked, dtype="<u8").tobytes(), merged))
    expected = [
        (at, second)
        for at, one in enumerate(asked)
        for first, second in sorted(set(pairs))
        if first == one
    ]
    assert found == expected
    assert list(look_up(b"", merged)) == []
    assert list(look_up(np.array(asked, dtype="<u8").tobytes(), b"")) == []


@pytest.mark.parametrize("parts", [1, 3, PARTITIONS])
def test_both_of_a_pair_come_into_the_part_that_compares_it(parts: int) -> None:
    draw = random.Random(4)
    pairs = merge_pairs([pack_pairs((draw.randrange(99), draw.randrange(99)) for _ in range(300))])
    sent = partitions_of_pairs(pairs)
    compared = []
    for part in range(parts):
        here = {number for number, _ in unpack_pairs(part_of_table(sent, part, parts))}
        for first, second in pairs_of_part(pairs, part, parts):
            compared.append((first, second))
            assert {first, second} <= here
    assert sorted(compared) == unpack_pairs(pairs)
    assert {place for place, _ in unpack_pairs(sent)} == {
        number for pair in compared for number in pair
    }
