"""The model of what is body: examples from gold pages, and the training."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.augment import Sketch, add_articles, add_teasers, forget_names
from training.boost import train_trees
from training.gold import GoldPage
from training.labels import MIN_SHARE, count_tokens
from transforms.features import NAMES, block_features
from transforms.trees import Trees

PARAMETERS = {
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.1,
    "rsm": 0.3,
    "subsample": 0.7,
    "border_count": 64,
}
# The mean of two models errs less than either: .001 to .002 of F1 on every set.
SEEDS = (1, 2)
# A page whose blocks hold less of the gold text than this is not the page that gold is of.
MIN_RECALL = 0.8
# What a page that was made counts beside one that was found.
MADE_WEIGHT = 0.35
MAX_MADE_BLOCKS = 800
# Of blocks that are nothing but links, which are half of all, one in so many teaches as much.
EASY_LINK_SHARE = 0.8
EASY_WEIGHT = 80
EASY_KEPT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Rows to learn from, of one page."""

    fold: int
    matrix: NDArray[np.float32]
    is_body: NDArray[np.bool_]
    weights: NDArray[np.float64]


def make_examples(pages: Sequence[GoldPage], folds: Sequence[int]) -> list[Examples]:
    """Examples of all articles' pages, and of pages made of those of the same fold."""
    usable = [
        i
        for i, page in enumerate(pages)
        if page.is_article and page.labels.recall >= MIN_RECALL and page.blocks
    ]
    sketches = {i: Sketch(pages[i].blocks, pages[i].labels.shares) for i in usable}
    found = [_examples(sketches[i], folds[i], 1.0, i) for i in usable]
    small = [i for i in usable if len(pages[i].blocks) < MAX_MADE_BLOCKS]
    made = []
    for i in small:
        others = [j for j in small if j != i and folds[j] == folds[i]]
        alike = [j for j in others if pages[j].language == pages[i].language]
        sketch = _vary(
            sketches[i], [sketches[j] for j in (alike if len(alike) >= 5 else others)], i
        )
        if sketch is not None:
            made.append(_examples(sketch, folds[i], MADE_WEIGHT, i))
    return found + made


def _vary(sketch: Sketch, others: Sequence[Sketch], seed: int) -> Sketch | None:
    """A page made of this one and others, or None; the same for the same seed."""
    draw = random.Random(seed)

    def some(low: int, high: int) -> list[Sketch]:
        return draw.sample(others, min(draw.randint(low, high), len(others)))

    kind = draw.random()
    if kind < 0.3:
        varied = add_articles(sketch, some(1, 3), draw)
    elif kind < 0.55:
        varied = add_teasers(sketch, some(3, 15), draw)
    elif kind < 0.75:
        return forget_names(sketch)
    else:
        return None
    if varied is not None and draw.random() < 0.3:
        varied = forget_names(varied)
    return varied


def _examples(sketch: Sketch, fold: int, share: float, seed: int) -> Examples:
    matrix = block_features(sketch.blocks)
    is_body = np.array(sketch.shares) >= MIN_SHARE
    words = np.array([count_tokens(block.text) for block in sketch.blocks])
    # A page counts as much as another, and in it a long block more than a short one.
    weights = np.sqrt(words + 1.0)
    weights *= 50 * share / weights.sum()
    easy = (
        ~is_body
        & (matrix[:, NAMES.index("link_share")] > EASY_LINK_SHARE)
        & (matrix[:, NAMES.index("weight")] < EASY_WEIGHT)
    )
    kept = ~easy | (np.random.default_rng(seed).integers(0, EASY_KEPT, len(easy)) == 0)
    weights = np.where(easy, weights * EASY_KEPT, weights)
    return Examples(fold, matrix[kept], is_body[kept], weights[kept])


def train_body(examples: Iterable[Examples], seeds: Sequence[int] = SEEDS) -> Trees:
    """Trains the model; the same examples give the same model."""
    chosen = list(examples)
    return train_trees(
        np.concatenate([one.matrix for one in chosen]),
        np.concatenate([one.is_body for one in chosen]),
        np.concatenate([one.weights for one in chosen]),
        NAMES,
        seeds=seeds,
        **PARAMETERS,
    )
