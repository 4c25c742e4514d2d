"""A network that reads a dump's lines in both directions: a model file, applied with numpy alone.

What a line is hangs on all lines above and below it, near and far: a paragraph may be a story's
or a comment's. So two gated recurrent units (Cho et al., "Learning Phrase Representations using
RNN Encoder-Decoder", 2014) go over the lines, one from the top and one from the bottom, and what
they have made out by then says, with what is told of the line itself, which role it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import orjson
from numpy.typing import NDArray

from transforms.hashed import Matrix

_Numbers = NDArray[np.float64]

# A weight of 1 in a model's file is so much.
WEIGHT_UNIT = 1 / 4096
# Columns are counts, lengths and shares: the logarithm of what is larger than this says no more.
MAX_VALUE = 60_000.0
# How many deviations from its mean a column is taken to be at most.
MAX_DEVIATION = 4.0
# A long dump is read in windows of so many lines, as it was when the network was trained; each
# begins so many below the one before, and what stands nearer to its ends is the next one's.
# Read in one go, 400 teasers in a row are soon an article: it has never seen as many.
WINDOW = 192
STEP = 96
MARGIN = (WINDOW - STEP) // 2
# How many windows are read at a time.
WINDOWS = 32
# From above, and from below.
DIRECTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecurrentModel:
    """A network that tells several classes of lines apart.

    A line is told in so many units, and each direction remembers a number of them, its size.
    Three sizes side by side are how much of the memory is written anew, how much of it what is
    new is made from, and what is new.

    Attributes:
        names: the features' names, in the order of the columns it was trained on.
        mean, deviation: of each column, once squashed.
        line, line_bias: a row a column, a column a unit; and what each starts from.
        told: of each direction, what a line's units do to it: a row a unit, three sizes.
        kept: what its own memory does: a row a number, three sizes.
        gate_bias: of each direction, three sizes.
        role, role_bias: a row for each number of both memories, then for each unit; a column a
            class.
    """

    names: tuple[str, ...]
    mean: _Numbers
    deviation: _Numbers
    line: _Numbers
    line_bias: _Numbers
    told: _Numbers
    kept: _Numbers
    gate_bias: _Numbers
    role: _Numbers
    role_bias: _Numbers

    def log_probabilities(self, matrix: Matrix) -> _Numbers:
        """The logarithm of each class's probability, a row a line, of lines in their order.

        Takes at least one line.

        Raises:
            ValueError: where the columns are not those of the model.
        """
        if matrix.shape[1] != len(self.names):
            raise ValueError(f"{matrix.shape[1]} columns for a model of {len(self.names)}")
        units = np.concatenate([self._tell(matrix[part]) for part in _parts(len(matrix))])
        scores = np.hstack([self._read(units), units]) @ self.role + self.role_bias
        scores -= scores.max(axis=1, keepdims=True)
        # The last bits of a sum are the machine's. Three decimals are enough, and differ only where
        # a number lies within these bits of the middle between two of them.
        total = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        found: _Numbers = np.round(scores - total, 3)
        return found

    def _tell(self, matrix: Matrix) -> _Numbers:
        """The units of lines, each by itself."""
        deviations = (squash(matrix) - self.mean) / self.deviation
        units = np.clip(deviations, -MAX_DEVIATION, MAX_DEVIATION) @ self.line + self.line_bias
        return np.maximum(units, 0.0)

    def _read(self, units: _Numbers) -> _Numbers:
        """What both directions remember at each line, side by side."""
        number = len(units)
        if number <= WINDOW:
            return self._remember(units[None], np.ones((1, number), dtype=np.bool_)).squeeze(0)
        out = np.empty((number, DIRECTIONS * self.kept.shape[1]))
        starts = np.arange(-MARGIN, number - MARGIN, STEP)
        for part in _parts(len(starts), WINDOWS):
            lines = starts[part, None] + np.arange(WINDOW)
            there = (lines >= 0) & (lines < number)
            memories = self._remember(units[lines.clip(0, number - 1)], there)
            # A line counts where it is far from both ends of a window.
            middle = np.zeros(WINDOW, dtype=np.bool_)
            middle[MARGIN : MARGIN + STEP] = True
            out[lines[there & middle]] = memories[there & middle]
        return out

    def _remember(self, units: _Numbers, there: NDArray[np.bool_]) -> _Numbers:
        """What is remembered in windows: of each its lines, of each both directions'.

        Args:
            units: of each window, of each of its lines.
            there: which lines of a window are the dump's.
        """
        windows, length, _ = units.shape
        size = self.kept.shape[1]
        # The logistic function of a number is a tanh of half of it.
        halves = np.repeat((0.5, 0.5, 1.0), size)
        kept = self.kept * halves
        # One step is taken in both directions at once.
        told = np.stack([units, units[:, ::-1]]) @ (self.told * halves)[:, None]
        told += (self.gate_bias * halves)[:, None, None]
        is_line = np.stack([there, there[:, ::-1]])[..., None]
        memory = np.zeros((DIRECTIONS, windows, size))
        out = np.empty((DIRECTIONS, windows, length, size))
        for step in range(length):
            new, own = told[:, :, step], memory @ kept
            gates = np.tanh(new[..., : 2 * size] + own[..., : 2 * size])
            gates *= 0.5
            gates += 0.5
            fresh = np.tanh(new[..., 2 * size :] + gates[..., size:] * own[..., 2 * size :])
            memory = (memory + gates[..., :size] * (fresh - memory)) * is_line[:, :, step]
            out[:, :, step] = memory
        return np.concatenate([out[0], out[1, :, ::-1]], axis=-1)


def mean_log_probabilities(models: Sequence[RecurrentModel], matrix: Matrix) -> _Numbers:
    """The logarithm of the mean of the probabilities that several models give, one at least."""
    probabilities = np.stack([np.exp(model.log_probabilities(matrix)) for model in models])
    mean: _Numbers = np.round(np.log(probabilities.mean(axis=0)), 3)
    return mean


def _parts(number: int, size: int = 1024) -> list[slice]:
    """So many at a time: not all of a long dump is worked on at once."""
    return [slice(first, first + size) for first in range(0, number, size)]


def squash(matrix: Matrix) -> _Numbers:
    """Columns of any size as ones that differ by a few: logarithms, of either sign."""
    bounded = np.clip(matrix.astype(np.float64), -MAX_VALUE, MAX_VALUE)
    squashed: _Numbers = np.sign(bounded) * np.log1p(np.abs(bounded))
    return squashed


def load_recurrent(name: str) -> RecurrentModel:
    """The model `transforms/models/<name>.json`."""
    data = orjson.loads((files("transforms") / "models" / f"{name}.json").read_bytes())
    names = tuple(data.pop("names"))
    return RecurrentModel(
        names=names,
        **{what: np.array(table) * WEIGHT_UNIT for what, table in data.items()},
    )
