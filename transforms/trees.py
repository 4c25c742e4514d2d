"""Boosted decision trees: a model file read and applied, without the library that trained it.

The trees are oblivious: all nodes of a level ask the same question, so that the answers are the
bits of the leaf's number. Leaves are whole numbers: their sum is the same on every machine.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import orjson
from numpy.typing import NDArray

# A leaf of 1 adds so much to the logarithm of the odds.
LEAF_UNIT = 1e-4
# Rows are taken so many at a time: what is worked on stays in the processor's cache.
MAX_ROWS = 128


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """A model of oblivious trees.

    Attributes:
        names: the features' names, in the order of the columns it was trained on.
        features: which column is asked about; a row a level, eight at most, a column a tree.
        thresholds: the answer is 1 where the column is over this.
        leaves: a row a tree, 2**levels leaves, in units of LEAF_UNIT.
        bias: what all trees start from, in units of LEAF_UNIT.
        threshold: the probability from which on its answer is yes.
    """

    names: tuple[str, ...]
    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    leaves: NDArray[np.int32]
    bias: int
    threshold: float

    def probabilities(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of yes for each row, to three decimals.

        Raises:
            ValueError: where the columns are not those of the model.
        """
        return np.round(1.0 / (1.0 + np.exp(-self.log_odds(matrix))), 3)

    def log_odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        """The logarithm of the odds of yes for each row.

        Raises:
            ValueError: where the columns are not those of the model.
        """
        if matrix.shape[1] != len(self.names):
            raise ValueError(f"{matrix.shape[1]} columns for a model of {len(self.names)}")
        margins = [
            self._margins(matrix[first : first + MAX_ROWS])
            for first in range(0, max(1, len(matrix)), MAX_ROWS)
        ]
        odds = np.concatenate(margins).astype(np.float64)
        odds *= LEAF_UNIT
        return odds

    def _margins(self, matrix: NDArray[np.float32]) -> NDArray[np.int64]:
        leaves = self.leaves.take(_find_leaves(self, matrix))
        # Odds of e**200000 to 1 would be too large for 32 bits.
        margins: NDArray[np.int32] = leaves.sum(axis=0, dtype=np.int32)
        return margins.astype(np.int64) + self.bias


def _find_leaves(trees: Trees, matrix: NDArray[np.float32]) -> NDArray[np.int32]:
    """The leaves that rows come to, counted over all trees: a row a tree, a column a row."""
    levels, number = trees.features.shape
    columns, thresholds, asked = _questions(trees)
    # A row a column: each is moved and compared in one piece.
    answers = (matrix.T.take(columns, axis=0) > thresholds).view(np.uint8)
    # Doubled and not shifted: numpy shifts bytes one by one.
    leaf = np.zeros((number, len(matrix)), dtype=np.uint8)
    for level in reversed(range(levels)):
        leaf += leaf
        leaf |= answers.take(asked[level], axis=0)
    numbered: NDArray[np.int32] = leaf + (np.arange(number, dtype=np.int32)[:, None] << levels)
    return numbered


@lru_cache(maxsize=16)
def _questions(
    trees: Trees,
) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
    """What trees ask, each question once, as half of them are asked by several.

    Returns:
        The columns, and the thresholds, of the questions; and which of them each tree asks, as
        Trees.features gives the columns.
    """
    pairs = np.rec.fromarrays([trees.features.ravel(), trees.thresholds.ravel()])
    questions, asked = np.unique(pairs, return_inverse=True)
    return questions["f0"], questions["f1"][:, None], asked.reshape(trees.features.shape)


def load_trees(name: str) -> Trees:
    """The model `transforms/models/<name>.json`."""
    data = orjson.loads((files("transforms") / "models" / f"{name}.json").read_bytes())
    return Trees(
        names=tuple(data["names"]),
        features=np.array(data["features"], dtype=np.intp),
        thresholds=np.array(data["thresholds"], dtype=np.float32),
        leaves=np.array(data["leaves"], dtype=np.int32),
        bias=data["bias"],
        threshold=data["threshold"],
    )
