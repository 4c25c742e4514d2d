"""The network that sees a block among its neighbours: what it adds up, and from how far away."""

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from transforms.convolution import MAX_BLOCKS, STEPS, Convolution
from transforms.segment_html import COLUMNS, load_models

SIZE, WIDE = 3, 1


def model(**changed: Any) -> Convolution:
    """A small network whose weights are drawn; its second column is a count."""
    draw = np.random.default_rng(0).normal
    tables: dict[str, Any] = {
        "wide": np.array([WIDE]),
        "low": np.array([-1.0]),
        "high": np.array([2.0]),
        "block": draw(size=(2, SIZE)),
        "block_bias": draw(size=SIZE),
        "page": draw(size=(2 * SIZE, SIZE)),
        "near": draw(size=(len(STEPS), 3 * SIZE, SIZE)),
        "near_bias": draw(size=(len(STEPS), SIZE)),
        "answer": draw(size=2 * SIZE),
        "answer_bias": 0.25,
    }
    return Convolution(names=("share", "count"), **tables | changed)


def rows(number: int) -> NDArray[np.float32]:
    return np.random.default_rng(1).uniform(-9, 9, (number, 2)).astype(np.float32)


def one_by_one(own: Convolution, matrix: NDArray[np.float32]) -> list[float]:
    """The same as it is written down: block by block."""
    first = []
    for share, count in matrix.astype(np.float64).tolist():
        bounded = min(max(np.sign(count) * np.log(1 + abs(count)), own.low[0]), own.high[0])
        first.append(np.maximum(np.array([share, bounded]) @ own.block + own.block_bias, 0))
    seen = np.concatenate([np.mean(first, axis=0), np.max(first, axis=0)])
    units = [block + np.maximum(seen @ own.page, 0) for block in first]
    nothing = np.zeros(SIZE)
    for step, weights, bias in zip(STEPS, own.near, own.near_bias, strict=True):
        added = []
        for i, block in enumerate(units):
            above = units[i - step] if i >= step else nothing
            below = units[i + step] if i + step < len(units) else nothing
            around = np.concatenate([above, block, below])
            added.append(block + np.maximum(around @ weights + bias, 0))
        units = added
    return [
        float(np.concatenate([last, own_first]) @ own.answer + own.answer_bias)
        for last, own_first in zip(units, first, strict=True)
    ]


@pytest.mark.parametrize("number", [1, 2, 9, 60])
def test_the_network_is_as_it_is_written_down(number: int) -> None:
    matrix = rows(number)
    np.testing.assert_allclose(model().log_odds(matrix), one_by_one(model(), matrix), rtol=1e-9)


def test_a_long_page_is_worked_on_in_parts_and_comes_out_the_same() -> None:
    matrix = rows(2 * MAX_BLOCKS + 7)
    np.testing.assert_allclose(model().log_odds(matrix), one_by_one(model(), matrix), rtol=1e-9)


def test_a_block_is_seen_from_as_far_as_all_steps_together_and_no_farther() -> None:
    alone = model(page=np.zeros((2 * SIZE, SIZE)))
    matrix, at, reach = rows(80), 40, sum(STEPS)
    changed = matrix.copy()
    changed[at] += 5
    differ = np.flatnonzero(alone.log_odds(matrix) != alone.log_odds(changed))
    assert at - reach <= differ.min() < at < differ.max() <= at + reach


def test_columns_of_another_model_are_an_error() -> None:
    with pytest.raises(ValueError, match="3 columns for a model of 2"):
        model().log_odds(np.zeros((1, 3), dtype=np.float32))


def test_a_page_of_many_blocks_takes_no_more_than_its_share_of_time() -> None:
    matrix = rows(40_000)

    def seconds(number: int) -> float:
        begin = time.process_time()
        model().log_odds(matrix[:number])
        return time.process_time() - begin

    seconds(40_000)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.001)


def test_the_shipped_network_asks_for_columns_that_there_are() -> None:
    network = load_models().body.network
    assert set(network.names) < set(COLUMNS)
    assert not any(name.startswith("near") for name in network.names)
    assert network.block.shape[0] == len(network.names)
