"""Training of the network that sees a block among its neighbours, and its export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import orjson
from numpy.typing import NDArray

from transforms.convolution import STEPS, WEIGHT_UNIT, Convolution
from transforms.recurrent import squash

UNITS = 48
EPOCHS = 24
RATE = 2e-3
DECAY = 1e-3
# Of a long page a part of so many blocks is learnt from, another each time.
PART = 256
# How often it is the page's begin, and not any part.
BEGINS = 0.3
# Pages are padded to the first of these lengths that holds them; so many blocks are a batch.
LENGTHS = (64, 128, PART)
BATCH = 4096
# What is forgotten at random: whole columns of a page, and numbers further on.
COLUMNS_LOST = 0.2
UNITS_LOST = 0.3
ADDED_LOST = 0.2
# A column that goes further than this is a count or a length.
MAX_PLAIN = 2.0
MIN_PLAIN = -1.0
MAX_DEVIATION = 4.0
MIN_DEVIATION = 0.1

Weights = dict[str, Any]
_Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PageExample:
    """A page's blocks to learn from: a row a block, and of each its answer and what it counts."""

    matrix: _Numbers
    answers: NDArray[np.bool_]
    weights: NDArray[np.float64]


def train_convolution(
    pages: Sequence[PageExample], names: tuple[str, ...], seed: int = 0
) -> Convolution:
    """Trains a model; the same pages give the same model."""
    lowest = np.min([page.matrix.min(axis=0) for page in pages], axis=0)
    highest = np.max([page.matrix.max(axis=0) for page in pages], axis=0)
    wide = np.flatnonzero((highest > MAX_PLAIN) | (lowest < MIN_PLAIN))
    told = np.concatenate([_tell(page.matrix, wide) for page in pages])
    mean, deviation = told.mean(axis=0), np.maximum(told.std(axis=0), MIN_DEVIATION)
    del told
    ready = [_normal(page.matrix, wide, mean, deviation) for page in pages]
    chance = np.random.default_rng(seed)
    steps = EPOCHS * sum(1 for _ in _batches(pages, ready, np.random.default_rng(seed)))
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.cosine_decay_schedule(RATE, steps), weight_decay=DECAY),
    )
    weights = _start(jax.random.PRNGKey(seed), len(names))
    state = optimiser.init(weights)

    @jax.jit
    def update(weights: Weights, state: Any, batch: Any, key: Any) -> tuple[Weights, Any]:
        slope = jax.grad(_loss)(weights, *batch, key)
        changes, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, changes), state

    key = jax.random.PRNGKey(seed + 1)
    for _ in range(EPOCHS):
        for batch in _batches(pages, ready, chance):
            key, own = jax.random.split(key)
            weights, state = update(weights, state, batch, own)
    return _model(weights, names, wide, mean, deviation)


def _tell(matrix: _Numbers, wide: NDArray[np.intp]) -> _Numbers:
    told = matrix.copy()
    told[:, wide] = squash(matrix[:, wide])
    return told


def _normal(
    matrix: _Numbers, wide: NDArray[np.intp], mean: _Numbers, deviation: _Numbers
) -> NDArray[np.float16]:
    """Columns as the network learns from them."""
    normal = (_tell(matrix, wide) - mean) / deviation
    normal[:, wide] = np.clip(normal[:, wide], -MAX_DEVIATION, MAX_DEVIATION)
    return normal.astype(np.float16)


def _batches(
    pages: Sequence[PageExample], ready: Sequence[NDArray[np.float16]], chance: np.random.Generator
) -> Iterator[tuple[_Numbers, ...]]:
    """Pages, or parts of them, in a random order: columns, answers, weights, and where blocks are.

    Of those of a length the last batch is filled up with the first.
    """
    parts = []
    for number, page in enumerate(ready):
        begin = 0
        if len(page) > PART and chance.random() >= BEGINS:
            begin = int(chance.integers(0, len(page) - PART + 1))
        parts.append((number, slice(begin, min(begin + PART, len(page)))))
    sizes = np.array([part.stop - part.start for _, part in parts])
    batches = []
    for shorter, length in zip((0, *LENGTHS), LENGTHS, strict=False):
        chosen = chance.permutation(np.flatnonzero((sizes > shorter) & (sizes <= length)))
        many = BATCH // length
        for first in range(0, len(chosen), many):
            batches.append((length, np.resize(chosen[first : first + many], many)))
    for at in chance.permutation(len(batches)).tolist():
        length, chosen = batches[at]
        matrix = np.zeros((len(chosen), length, ready[0].shape[1]), dtype=np.float32)
        answers, weights, there = np.zeros((3, len(chosen), length), dtype=np.float32)
        for row, (number, part) in enumerate(parts[at] for at in chosen.tolist()):
            size = part.stop - part.start
            matrix[row, :size] = ready[number][part]
            answers[row, :size] = pages[number].answers[part]
            weights[row, :size] = pages[number].weights[part]
            there[row, :size] = 1.0
        yield matrix, answers, weights, there


def _start(key: Any, columns: int) -> Weights:
    keys = iter(jax.random.split(key, 4))

    def draw(*shape: int) -> Any:
        return jax.random.normal(next(keys), shape) * shape[-2] ** -0.5

    return {
        "block": draw(columns, UNITS),
        "block_bias": jnp.zeros(UNITS),
        "page": draw(2 * UNITS, UNITS) / 2,
        "near": draw(len(STEPS), 3 * UNITS, UNITS) * 0.7,
        "near_bias": jnp.zeros((len(STEPS), UNITS)),
        "answer": draw(2 * UNITS, 1)[:, 0] / 2,
        "answer_bias": jnp.zeros(()),
    }


def _loss(
    weights: Weights, matrix: Any, answers: Any, block_weights: Any, there: Any, key: Any
) -> Any:
    """The mean of the blocks' log losses, while a part of what is known is forgotten."""
    keys = iter(jax.random.split(key, 2 + len(STEPS)))

    def lose(numbers: Any, share: float, shape: tuple[int, ...] | None = None) -> Any:
        known = jax.random.bernoulli(next(keys), 1 - share, shape or numbers.shape)
        return numbers * known / (1 - share)

    matrix = lose(matrix, COLUMNS_LOST, (matrix.shape[0], 1, matrix.shape[2]))
    is_there = there[..., None]
    first = jax.nn.relu(matrix @ weights["block"] + weights["block_bias"]) * is_there
    first = lose(first, UNITS_LOST)
    mean = first.sum(axis=1, keepdims=True) / is_there.sum(axis=1, keepdims=True)
    seen = jnp.concatenate([mean, first.max(axis=1, keepdims=True)], axis=-1)
    units = (first + jax.nn.relu(seen @ weights["page"])) * is_there
    for number, step in enumerate(STEPS):
        around = jnp.concatenate([_move(units, step), units, _move(units, -step)], axis=-1)
        added = jax.nn.relu(around @ weights["near"][number] + weights["near_bias"][number])
        units = (units + lose(added, ADDED_LOST)) * is_there
    odds = jnp.concatenate([units, first], axis=-1) @ weights["answer"] + weights["answer_bias"]
    losses = optax.sigmoid_binary_cross_entropy(odds, answers)
    return (losses * block_weights).sum() / block_weights.sum()


def _move(units: Any, step: int) -> Any:
    """Every block's units moved so many blocks down."""
    moved = jnp.roll(units, step, axis=1)
    places = jnp.arange(units.shape[1])
    is_inside = places >= step if step > 0 else places < units.shape[1] + step
    return moved * is_inside[None, :, None]


def _model(
    weights: Weights,
    names: tuple[str, ...],
    wide: NDArray[np.intp],
    mean: _Numbers,
    deviation: _Numbers,
) -> Convolution:
    """The model as its file will hold it: whole numbers of WEIGHT_UNIT."""
    own = {what: np.asarray(table, dtype=np.float64) for what, table in weights.items()}
    # What columns are divided by is a part of their weights from here on.
    own["block"] /= deviation[:, None]
    own["block_bias"] -= mean @ own["block"]
    own["low"] = (mean - MAX_DEVIATION * deviation)[wide]
    own["high"] = (mean + MAX_DEVIATION * deviation)[wide]
    rounded = {what: np.round(table / WEIGHT_UNIT) * WEIGHT_UNIT for what, table in own.items()}
    bias = float(rounded.pop("answer_bias"))
    return Convolution(names=names, wide=wide, answer_bias=bias, **rounded)


TABLES = (
    "low", "high", "block", "block_bias", "page", "near", "near_bias", "answer", "answer_bias",
)  # fmt: skip


def to_json(model: Convolution) -> bytes:
    """A model file: of the same model the same bytes."""
    tables = {what: np.asarray(getattr(model, what)) / WEIGHT_UNIT for what in TABLES}
    return orjson.dumps(
        {
            "names": model.names,
            "wide": model.wide.tolist(),
            **{what: np.rint(table).astype(np.int64).tolist() for what, table in tables.items()},
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
