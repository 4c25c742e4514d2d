"""Training of the network that reads lines in both directions, and its export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import orjson
from numpy.typing import NDArray

from transforms.recurrent import (
    DIRECTIONS,
    MAX_DEVIATION,
    WEIGHT_UNIT,
    WINDOW,
    RecurrentModel,
    squash,
)

UNITS = 96
SIZE = 64
EPOCHS = 36
RATE = 2e-3
DECAY = 1e-4
# Dumps are read in pieces of WINDOW lines, so many pieces at a time.
PIECES = 32
# What is forgotten at random: whole columns of a piece, and single numbers further on.
COLUMNS_LOST = 0.2
NUMBERS_LOST = 0.3
MIN_DEVIATION = 0.01

Weights = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """Dumps to learn from, one below the other.

    Attributes:
        matrix: a row a line, a column a feature.
        classes: of each line.
        weights: of each line.
        lengths: how many lines each dump has.
    """

    matrix: NDArray[np.float16]
    classes: NDArray[np.int8]
    weights: NDArray[np.float32]
    lengths: tuple[int, ...]


def train_recurrent(
    draws: Sequence[Sequences], names: tuple[str, ...], classes: int, seed: int = 0
) -> RecurrentModel:
    """Trains a model; the same dumps give the same model.

    Args:
        draws: the dumps, drawn anew in each; one after another is learnt from.
        names: of the columns.
        classes: how many there are.
        seed: what starts chance.
    """
    first = squash(draws[0].matrix)
    mean, deviation = first.mean(axis=0), np.maximum(first.std(axis=0), MIN_DEVIATION)
    del first
    ready = [normal(draw.matrix, mean, deviation) for draw in draws]
    steps = EPOCHS * max(1 + sum(1 for _ in _pieces(draw)) // PIECES for draw in draws)
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.cosine_decay_schedule(RATE, steps), weight_decay=DECAY),
    )
    weights = _start(jax.random.PRNGKey(seed), len(names), classes)
    state = optimiser.init(weights)

    @jax.jit
    def update(weights: Weights, state: Any, batch: Any, key: Any) -> tuple[Weights, Any]:
        slope = jax.grad(_loss)(weights, *batch, key)
        changes, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, changes), state

    chance, key = np.random.default_rng(seed), jax.random.PRNGKey(seed + 1)
    for epoch in range(EPOCHS):
        number = epoch % len(draws)
        for batch in _batches(draws[number], ready[number], chance):
            key, own = jax.random.split(key)
            weights, state = update(weights, state, batch, own)
    return _model(weights, names, mean, deviation)


def normal(
    matrix: NDArray[np.float16], mean: NDArray[np.float64], deviation: NDArray[np.float64]
) -> NDArray[np.float16]:
    """Columns as the network takes them, in parts: all of them at once would fill the memory."""
    parts = np.array_split(matrix, 1 + len(matrix) // 50_000)
    return np.concatenate(
        [
            np.clip((squash(part) - mean) / deviation, -MAX_DEVIATION, MAX_DEVIATION).astype(
                np.float16
            )
            for part in parts
        ]
    )


def _pieces(draw: Sequences) -> Iterator[slice]:
    """The lines of each piece of a dump."""
    begin = 0
    for length in draw.lengths:
        for low in range(begin, begin + length, WINDOW):
            yield slice(low, min(low + WINDOW, begin + length))
        begin += length


def _batches(
    draw: Sequences, ready: NDArray[np.float16], chance: np.random.Generator
) -> Iterator[tuple[NDArray[Any], ...]]:
    """Pieces in a random order, so many at a time: their columns, classes and weights.

    A line behind a piece's end has no weight. The last of them are filled up with the first.
    """
    pieces = list(_pieces(draw))
    order = chance.permutation(len(pieces))
    for begin in range(0, len(order), PIECES):
        chosen = np.resize(order[begin : begin + PIECES], PIECES)
        matrix = np.zeros((PIECES, WINDOW, ready.shape[1]), dtype=np.float32)
        classes = np.zeros((PIECES, WINDOW), dtype=np.int32)
        weights = np.zeros((PIECES, WINDOW), dtype=np.float32)
        for row, piece in enumerate(pieces[number] for number in chosen):
            end = piece.stop - piece.start
            matrix[row, :end] = ready[piece]
            classes[row, :end] = draw.classes[piece]
            weights[row, :end] = draw.weights[piece]
        yield matrix, classes, weights


def _start(key: Any, columns: int, classes: int) -> Weights:
    keys = iter(jax.random.split(key, 4))

    def draw(*shape: int) -> Any:
        return jax.random.normal(next(keys), shape) * shape[-2] ** -0.5

    return {
        "line": draw(columns, UNITS),
        "line_bias": jnp.zeros(UNITS),
        "told": draw(DIRECTIONS, UNITS, 3 * SIZE),
        "kept": draw(DIRECTIONS, SIZE, 3 * SIZE),
        "gate_bias": jnp.zeros((DIRECTIONS, 3 * SIZE)),
        "role": draw(DIRECTIONS * SIZE + UNITS, classes) / 2,
        "role_bias": jnp.zeros(classes),
    }


def _loss(
    weights: Weights,
    matrix: NDArray[np.float32],
    classes: NDArray[np.int32],
    line_weights: NDArray[np.float32],
    key: Any,
) -> Any:
    """The mean of the lines' log losses, while a part of what is known is forgotten."""
    keys = iter(jax.random.split(key, 3))

    def lose(numbers: Any, share: float, shape: tuple[int, ...] | None = None) -> Any:
        known = jax.random.bernoulli(next(keys), 1 - share, shape or numbers.shape)
        return numbers * known / (1 - share)

    told = units(weights, lose(matrix, COLUMNS_LOST, (matrix.shape[0], 1, matrix.shape[2])))
    told = lose(told, NUMBERS_LOST)
    kept = lose(memories(weights, told, line_weights > 0), NUMBERS_LOST)
    losses = optax.softmax_cross_entropy_with_integer_labels(scores(weights, kept, told), classes)
    return (losses * line_weights).sum() / line_weights.sum()


def units(weights: Weights, matrix: Any) -> Any:
    return jax.nn.relu(matrix @ weights["line"] + weights["line_bias"])


def memories(weights: Weights, units: Any, there: Any) -> Any:
    """What both directions remember at each line of some pieces, side by side."""
    return jnp.concatenate(
        [
            _remember(units, there, *(weights[what][side] for what in _OF_SIDES), side == 1)
            for side in range(DIRECTIONS)
        ],
        axis=-1,
    )


def scores(weights: Weights, memories: Any, units: Any) -> Any:
    return jnp.concatenate([memories, units], axis=-1) @ weights["role"] + weights["role_bias"]


_OF_SIDES = ("told", "kept", "gate_bias")


def _remember(units: Any, there: Any, told: Any, kept: Any, bias: Any, is_upward: bool) -> Any:
    """What one direction remembers at each line of some pieces."""
    step = partial(_step, kept)
    news = (units @ told + bias).transpose(1, 0, 2)
    start = jnp.zeros((len(units), SIZE))
    _, memories = jax.lax.scan(step, start, (news, there.T), reverse=is_upward)
    return memories.transpose(1, 0, 2)


def _step(kept: Any, memory: Any, line: tuple[Any, Any]) -> tuple[Any, Any]:
    new, there = line
    own = memory @ kept
    gates = jax.nn.sigmoid(new[:, : 2 * SIZE] + own[:, : 2 * SIZE])
    fresh = jnp.tanh(new[:, 2 * SIZE :] + gates[:, SIZE:] * own[:, 2 * SIZE :])
    after = memory + gates[:, :SIZE] * (fresh - memory)
    memory = jnp.where(there[:, None], after, memory)
    return memory, memory


def _model(
    weights: Weights,
    names: tuple[str, ...],
    mean: NDArray[np.float64],
    deviation: NDArray[np.float64],
) -> RecurrentModel:
    """The model as its file will hold it: whole numbers of WEIGHT_UNIT."""
    tables = {**weights, "mean": mean, "deviation": deviation}
    return RecurrentModel(
        names=names,
        **{
            what: np.round(np.asarray(table, dtype=np.float64) / WEIGHT_UNIT) * WEIGHT_UNIT
            for what, table in tables.items()
        },
    )


TABLES = (
    "mean", "deviation", "line", "line_bias", "told", "kept", "gate_bias", "role", "role_bias",
)  # fmt: skip


def to_json(model: RecurrentModel) -> bytes:
    """A model file: of the same model the same bytes."""
    tables = {what: getattr(model, what) / WEIGHT_UNIT for what in TABLES}
    return orjson.dumps(
        {
            "names": model.names,
            **{what: np.rint(table).astype(np.int64).tolist() for what, table in tables.items()},
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
