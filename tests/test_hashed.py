"""Linear models over hashes."""

from collections.abc import Sequence

import numpy as np
import pytest

from transforms import hashed
from transforms.hashed import HASH_BITS, WEIGHT_UNIT, Hashes, HashModel, join_hashes, spread
from transforms.segment_html import load_models


def model(bias: int, **weights: int) -> HashModel:
    """A model of some weights, named after their hashes."""
    table = np.zeros(1 << HASH_BITS, dtype=np.int32)
    for name, weight in weights.items():
        table[int(name.removeprefix("h"))] = weight
    return HashModel(weights=table, bias=bias)


def test_a_blocks_weights_are_added() -> None:
    hashes = Hashes(np.array([7, 7, 9, 7]), np.array([0, 0, 0, 2]))
    asked = model(-32, h7=64, h9=-16)
    assert asked.odds(asked.add_up(hashes, 3)).tolist() == [
        80 * WEIGHT_UNIT,
        -32 * WEIGHT_UNIT,
        32 * WEIGHT_UNIT,
    ]


def test_neighbours_are_seen() -> None:
    rows = spread(np.array([1.0, 2.0, 4.0, 8.0]))
    assert rows[:, 0].tolist() == [1, 2, 4, 8]
    assert rows[:, 1].tolist() == [0, 1, 2, 4]
    assert rows[:, 2].tolist() == [2, 4, 8, 0]
    assert rows[:, 3].tolist() == pytest.approx([7 / 5, 3, 3, 14 / 5])


def test_one_block_has_no_neighbours() -> None:
    assert spread(np.array([5.0])).tolist() == [[5, 0, 0, 1]]


def test_a_block_without_hashes_has_the_bias() -> None:
    none = np.zeros(0, dtype=np.intp)
    asked = model(64)
    assert asked.odds(asked.add_up(Hashes(none, none), 2)).tolist() == [1.0, 1.0]


def test_what_was_added_up_is_not_added_up_again() -> None:
    asked, model_asked = [], model(0)

    def add_up(names: Sequence[str]) -> list[tuple[float]]:
        asked.append(list(names))
        return [(float(len(name)),) for name in names]

    first = model_asked.recall(["Home", "News", "Home", "A long story"], add_up, 4)
    again = model_asked.recall(["News", "Sport", "A long story"], add_up, 4)
    assert asked == [["Home", "News", "A long story"], ["Sport", "A long story"]]
    assert first == {"Home": (4.0,), "News": (4.0,), "A long story": (12.0,)}
    assert again == {"News": (4.0,), "Sport": (5.0,), "A long story": (12.0,)}
    assert model(0).recall([], add_up, 4) == {}


def test_sums_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashed, "MAX_KEPT", 2)
    model_asked, asked = model(0), []

    def add_up(names: Sequence[str]) -> list[tuple[float]]:
        asked.extend(names)
        return [(1.0,)] * len(names)

    for name in ("a", "b", "c", "d", "a"):
        model_asked.recall([name], add_up, 4)
    assert asked == ["a", "b", "c", "d", "a"]


def test_hashes_are_cut_and_keep_their_block() -> None:
    values = np.arange(5000, dtype=np.uint64)
    hashes = join_hashes((values, np.arange(5000)), (values[:10], np.arange(10)))
    assert len(hashes.values) == len(hashes.block) == 5010
    assert hashes.values.min() >= 0
    assert hashes.values.max() < 1 << HASH_BITS
    assert (hashes.values[:10] == hashes.values[5000:]).all()
    # Few fall on one another.
    assert len(set(hashes.values.tolist())) > 4700


def test_the_shipped_models_have_a_weight_for_each_hash() -> None:
    body = load_models().body
    assert len(body.wording.weights) == len(body.naming.weights) == 1 << HASH_BITS
