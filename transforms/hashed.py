"""Linear models over hashed tokens: what a block says, and what its markup is called.

Which words tell body from furniture is learnt, and what is shipped is a table of weights by hash
(Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

HASH_BITS = 16
# A weight of 1 adds so much to the logarithm of the odds.
WEIGHT_UNIT = 1 / 64
# Odd, and as good as drawn at random: multiplied by one of them, a hash becomes another.
MIX = tuple(
    np.uint64(factor)
    for factor in (
        0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93,
        0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xFF51AFD7ED558CCD,
    )
)  # fmt: skip
_SHIFT = np.uint64(64 - HASH_BITS)
# So many words and names are known from page to page; then they are forgotten, all at once.
MAX_KEPT = 1 << 16


class Hashes(NamedTuple):
    """Tokens as hashes below 2**HASH_BITS, and for each the number of the block it is of.

    Or of the row, where something else than blocks is hashed.
    """

    values: NDArray[np.intp]
    block: NDArray[np.intp]


def join_hashes(*parts: tuple[NDArray[np.uint64], NDArray[np.intp]]) -> Hashes:
    """Hashes of 64 bits cut to HASH_BITS, in one piece."""
    values = np.concatenate([hashed for hashed, _ in parts]) * MIX[0] >> _SHIFT
    return Hashes(values.astype(np.intp), np.concatenate([block for _, block in parts]))


@dataclass(frozen=True, slots=True, eq=False)
class HashModel:
    """A linear model.

    Attributes:
        weights: of each hash, in units of WEIGHT_UNIT.
        bias: what every block starts from, in the same.
    """

    weights: NDArray[np.int32]
    bias: int
    _kept: dict[str, tuple[float, ...]] = field(default_factory=dict, init=False, repr=False)

    def add_up(self, hashes: Hashes, rows: int) -> NDArray[np.float64]:
        """The sum of the weights of each row's hashes, a whole number of WEIGHT_UNIT."""
        sums = np.bincount(hashes.block, self.weights[hashes.values], minlength=rows)
        return np.asarray(sums, dtype=np.float64)

    def odds(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """The logarithm of the odds that each block is body, given the sum of its weights."""
        return (sums + self.bias) * WEIGHT_UNIT

    def recall(
        self,
        names: Iterable[str],
        add_up: Callable[[Sequence[str]], Sequence[tuple[float, ...]]],
        longest: int,
    ) -> dict[str, tuple[float, ...]]:
        """Sums for each of some names, kept from page to page, as sites repeat themselves.

        Args:
            names: what pages have in common, a text or a signature.
            add_up: the sums for those that are not kept.
            longest: a name of more characters is not kept.
        """
        kept = self._kept
        found: dict[str, tuple[float, ...]] = {name: kept.get(name, ()) for name in names}
        new = [name for name, sums in found.items() if not sums]
        if new:
            if len(kept) > MAX_KEPT:
                kept.clear()
            added = dict(zip(new, add_up(new), strict=True))
            found.update(added)
            kept.update((name, sums) for name, sums in added.items() if len(name) <= longest)
        return found


def spread(own: NDArray[np.float64]) -> Matrix:
    """Columns for trees: a block's odds, those before and after it, the mean of five around it.

    Takes at least one block's.
    """
    padded = np.concatenate([np.zeros(2), own, np.zeros(2)])
    around = np.convolve(padded, np.full(5, 0.2), mode="valid")
    return np.column_stack([own, padded[1:-3], padded[3:-1], around]).astype(np.float32)


def load_hashed(name: str) -> HashModel:
    """The model `transforms/models/<name>.json`."""
    data = orjson.loads((files("transforms") / "models" / f"{name}.json").read_bytes())
    return HashModel(weights=np.array(data["weights"], dtype=np.int32), bias=data["bias"])
