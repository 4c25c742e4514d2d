"""A network that sees a block among its neighbours: a model file, applied with numpy alone.

Trees ask about one block at a time. Whether it is body hangs on what is above and below it too,
near and far: so each block is told in some units, and convolutions whose steps grow (Yu and
Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", 2016) add to them what its
neighbours' say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import orjson
from numpy.typing import NDArray

from transforms.hashed import Matrix
from transforms.recurrent import squash

_Numbers = NDArray[np.float64]

# A weight of 1 in a model's file is so much.
WEIGHT_UNIT = 1 / 16384
# How far away the blocks are that each convolution adds, above and below.
STEPS = (1, 2, 4, 8)
# So many blocks are worked on at a time.
MAX_BLOCKS = 1024


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Convolution:
    """A network that says how likely each block of a page is to be of some kind.

    Attributes:
        names: the features' names, in the order of the columns it was trained on.
        wide: which columns are counts and lengths: their logarithms are told, within bounds.
        low, high: these bounds.
        block, block_bias: a row a column, a column a unit; and what each starts from.
        page: what the units' means and maxima over the page add: a row for each of them.
        near, near_bias: of each of STEPS, a row for each unit above, here and below.
        answer, answer_bias: what the units add up to, at last and at first.
    """

    names: tuple[str, ...]
    wide: NDArray[np.intp]
    low: _Numbers
    high: _Numbers
    block: _Numbers
    block_bias: _Numbers
    page: _Numbers
    near: _Numbers
    near_bias: _Numbers
    answer: _Numbers
    answer_bias: float

    def log_odds(self, matrix: Matrix) -> _Numbers:
        """The logarithm of the odds that each block is of the kind, of a page's in their order.

        Takes at least one block.

        Raises:
            ValueError: where the columns are not those of the model.
        """
        if matrix.shape[1] != len(self.names):
            raise ValueError(f"{matrix.shape[1]} columns for a model of {len(self.names)}")
        # A column a block from here on.
        first = np.hstack([self._tell(matrix[part].T) for part in _parts(len(matrix))])
        seen = np.concatenate([first.mean(axis=1), first.max(axis=1)])
        units = first + _rectify(seen @ self.page)[:, None]
        for step, weights, bias in zip(STEPS, self.near, self.near_bias, strict=True):
            units = units + _add_near(units, step, weights.T, bias[:, None])
        odds: _Numbers = self.answer @ np.concatenate([units, first]) + self.answer_bias
        return odds

    def _tell(self, columns: Matrix) -> _Numbers:
        """The units of blocks, each by itself."""
        plain, of_plain, of_wide = _by_kind(self)
        wide = squash(columns.take(self.wide, axis=0))
        np.clip(wide, self.low[:, None], self.high[:, None], out=wide)
        units = of_plain @ columns.take(plain, axis=0).astype(np.float64)
        units += of_wide @ wide
        return _rectify(units + self.block_bias[:, None])


def _parts(number: int) -> Iterator[slice]:
    """So many blocks at a time: not all of a long page is worked on at once."""
    return (slice(first, first + MAX_BLOCKS) for first in range(0, number, MAX_BLOCKS))


def _rectify(units: _Numbers) -> _Numbers:
    return np.maximum(units, 0.0, out=units)


def _add_near(units: _Numbers, step: int, weights: _Numbers, bias: _Numbers) -> _Numbers:
    """What the blocks so far above and below, and the block itself, add to each block's units."""
    size, number = units.shape
    padded = np.zeros((size, number + 2 * step))
    padded[:, step : step + number] = units
    added = np.empty_like(units)
    for part in _parts(number):
        end = min(part.stop, number)
        around = [padded[:, part.start + far : end + far] for far in (0, step, 2 * step)]
        added[:, part] = _rectify(weights @ np.concatenate(around) + bias)
    return added


@lru_cache(maxsize=16)
def _by_kind(model: Convolution) -> tuple[NDArray[np.intp], _Numbers, _Numbers]:
    """The columns that are told as they are, their weights, and those of the wide ones."""
    plain = np.setdiff1d(np.arange(len(model.names)), model.wide)
    return plain, model.block[plain].T.copy(), model.block[model.wide].T.copy()


def load_convolution(name: str) -> Convolution:
    """The model `transforms/models/<name>.json`."""
    data = orjson.loads((files("transforms") / "models" / f"{name}.json").read_bytes())
    names, wide = tuple(data.pop("names")), np.array(data.pop("wide"), dtype=np.intp)
    bias = data.pop("answer_bias") * WEIGHT_UNIT
    return Convolution(
        names=names,
        wide=wide,
        answer_bias=bias,
        **{what: np.array(table) * WEIGHT_UNIT for what, table in data.items()},
    )
