"""The network that reads a dump's lines: what it remembers, and that it does so in both ways."""

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from transforms.recurrent import (
    MARGIN,
    MAX_VALUE,
    STEP,
    WINDOW,
    RecurrentModel,
    mean_log_probabilities,
    squash,
)

COLUMNS, UNITS, SIZE, CLASSES = 5, 4, 3, 2


def model(seed: int = 0, **changed: Any) -> RecurrentModel:
    """A small network whose weights are drawn."""
    draw = np.random.default_rng(seed).normal
    tables = {
        "mean": draw(size=COLUMNS),
        "deviation": np.abs(draw(size=COLUMNS)) + 0.5,
        "line": draw(size=(COLUMNS, UNITS)),
        "line_bias": draw(size=UNITS),
        "told": draw(size=(2, UNITS, 3 * SIZE)),
        "kept": draw(size=(2, SIZE, 3 * SIZE)),
        "gate_bias": draw(size=(2, 3 * SIZE)),
        "role": draw(size=(2 * SIZE + UNITS, CLASSES)),
        "role_bias": draw(size=CLASSES),
    }
    return RecurrentModel(names=tuple("abcde"), **tables | changed)


def rows(number: int, seed: int = 1) -> NDArray[np.float32]:
    return np.random.default_rng(seed).uniform(-9, 9, (number, COLUMNS)).astype(np.float32)


def logistic(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-value))


def remember(own: RecurrentModel, side: int, units: list[Any]) -> list[Any]:
    """A gated recurrent unit as it is written down: gate by gate, line by line."""
    told, kept, bias = (
        np.split(table[side], 3, axis=-1) for table in (own.told, own.kept, own.gate_bias)
    )
    memory, out = np.zeros(SIZE), []
    for unit in units:
        written = logistic(unit @ told[0] + memory @ kept[0] + bias[0])
        read = logistic(unit @ told[1] + memory @ kept[1] + bias[1])
        fresh = np.tanh(unit @ told[2] + read * (memory @ kept[2]) + bias[2])
        memory = (1 - written) * memory + written * fresh
        out.append(memory)
    return out


@pytest.mark.parametrize("number", [1, 7, WINDOW])
def test_lines_are_read_as_the_network_is_defined(number: int) -> None:
    own, matrix = model(), rows(number)
    deviations = np.clip((squash(matrix) - own.mean) / own.deviation, -4, 4)
    units = list(np.maximum(deviations @ own.line + own.line_bias, 0))
    down = remember(own, 0, units)
    up = remember(own, 1, units[::-1])[::-1]
    scores = [
        np.hstack(line) @ own.role + own.role_bias for line in zip(down, up, units, strict=True)
    ]
    expected = [score - np.log(np.exp(score).sum()) for score in scores]
    np.testing.assert_allclose(own.log_probabilities(matrix), expected, atol=0.0006)


def test_a_long_dump_is_read_in_windows() -> None:
    own, matrix = model(), rows(5 * WINDOW + 7)
    found = own.log_probabilities(matrix)
    for number in (0, 1, 3):
        first = number * STEP - MARGIN
        window = own.log_probabilities(matrix[max(first, 0) : first + WINDOW])
        begin = number * STEP
        of_window = begin - max(first, 0)
        expected = window[of_window : of_window + STEP]
        np.testing.assert_allclose(found[begin : begin + STEP], expected, atol=0.0011)
    last = (len(matrix) - 1) // STEP * STEP
    window = own.log_probabilities(matrix[last - MARGIN :])
    np.testing.assert_allclose(found[last:], window[MARGIN:], atol=0.0011)


def test_a_line_is_read_with_those_above_and_those_below() -> None:
    matrix = rows(9)
    before = model().log_probabilities(matrix)
    for changed in (0, 8):
        other = matrix.copy()
        other[changed] = 5.0
        after = model().log_probabilities(other)
        assert (after[4] != before[4]).any()
    np.testing.assert_allclose(np.exp(before).sum(axis=1), 1, atol=0.002)


def test_no_number_is_too_large() -> None:
    matrix = np.array([[0, MAX_VALUE, 1e30, -1e30, 1]] * 3, dtype=np.float32)
    assert np.isfinite(model().log_probabilities(matrix)).all()
    assert squash(np.array([[-3.0, 0, 3, 1e30]], dtype=np.float32)).tolist() == [
        pytest.approx([-np.log(4), 0, np.log(4), np.log1p(MAX_VALUE)])
    ]


def test_a_matrix_of_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match="3 columns for a model of 5"):
        model().log_probabilities(np.zeros((1, 3), dtype=np.float32))


def test_several_networks_say_what_they_say_in_the_mean() -> None:
    models, matrix = (model(0), model(7)), rows(9)
    one, other = (np.exp(own.log_probabilities(matrix)) for own in models)
    mean = np.exp(mean_log_probabilities(models, matrix))
    np.testing.assert_allclose(mean, (one + other) / 2, atol=1e-3)
    np.testing.assert_allclose(mean.sum(axis=1), 1.0, atol=5e-3)
    assert np.abs(one - other).max() > 0.01
    alone = mean_log_probabilities(models[:1], matrix)
    np.testing.assert_allclose(alone, models[0].log_probabilities(matrix), atol=1e-3)


def test_time_grows_with_the_number_of_lines() -> None:
    def spent(number: int) -> float:
        matrix = rows(number)
        started = time.process_time()
        model().log_probabilities(matrix)
        return time.process_time() - started

    spent(1_000)
    assert spent(40_000) < 12 * max(spent(10_000), 0.01)
