"""Linear models over hashes."""

import numpy as np
import pytest

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
    odds = model(-32, h7=64, h9=-16).odds(hashes, 3)
    assert odds.tolist() == [80 * WEIGHT_UNIT, -32 * WEIGHT_UNIT, 32 * WEIGHT_UNIT]


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
    assert model(64).odds(Hashes(none, none), 2).tolist() == [1.0, 1.0]


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
