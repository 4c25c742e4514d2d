"""The models of what blocks say and are called: logistic regressions over hashed tokens."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from transforms.hashed import HASH_BITS, WEIGHT_UNIT, Hashes, HashModel
from transforms.naming import ROLES, hash_signatures, near_signatures
from transforms.page_tree import PageTree

PARAMETERS = {"solver": "lbfgs", "max_iter": 300}


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """A page's blocks as counts of hashes, a row a block; the answers, and what each counts."""

    counts: csr_matrix
    answers: NDArray[np.bool_]
    weights: NDArray[np.float64]


def count_hashes(hashes: Hashes, blocks: int) -> csr_matrix:
    """How often each hash is in each block."""
    ones = np.ones(len(hashes.values), dtype=np.float32)
    shape = (blocks, 1 << HASH_BITS)
    return csr_matrix((ones, (hashes.block, hashes.values)), shape=shape)


def count_names(tree: PageTree) -> csr_matrix:
    """How often each hash is in what the elements around each of a page's blocks are called."""
    near, number = near_signatures(tree), len(tree.kinds)
    # Every signature around a block is one, its own and the one above it another each.
    asked = np.concatenate([ROLES * near, ROLES * near[:1] + 1, ROLES * near[1:2] + 2])
    there = asked < ROLES * number
    block = np.broadcast_to(np.arange(near.shape[1]), asked.shape)
    rows = csr_matrix(
        (np.ones(int(there.sum()), dtype=np.float32), (block[there], asked[there])),
        shape=(near.shape[1], ROLES * number),
    )
    counts = rows @ count_hashes(hash_signatures(tree.kinds), ROLES * number)
    counts.sort_indices()
    return counts


def train_hashed(pages: Iterable[Tokens], *, strength: float) -> HashModel:
    """Trains a model; the same pages give the same model.

    Args:
        pages: to learn from.
        strength: how far weights may go from 0, the inverse of the regularisation.
    """
    chosen = list(pages)
    model = LogisticRegression(C=strength, **PARAMETERS).fit(
        vstack([page.counts for page in chosen]),
        np.concatenate([page.answers for page in chosen]),
        sample_weight=np.concatenate([page.weights for page in chosen]),
    )
    return HashModel(
        weights=np.round(model.coef_[0] / WEIGHT_UNIT).astype(np.int32),
        bias=round(float(model.intercept_[0]) / WEIGHT_UNIT),
    )


def count_odds(counts: csr_matrix, model: HashModel) -> NDArray[np.float64]:
    """What word_odds and name_odds make of the same blocks."""
    odds: NDArray[np.float64] = WEIGHT_UNIT * (
        counts @ model.weights.astype(np.float64) + model.bias
    )
    return odds


def to_json(model: HashModel) -> bytes:
    """A model file: of the same model the same bytes."""
    return orjson.dumps(
        {"bias": model.bias, "weights": model.weights.tolist()}, option=orjson.OPT_APPEND_NEWLINE
    )
