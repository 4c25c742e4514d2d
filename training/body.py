"""The models of what is body: examples from gold pages, and the training."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.augment import Sketch, add_articles, add_teasers, forget_names
from training.boost import train_trees
from training.convolution import PageExample, train_convolution
from training.gold import GoldPage
from training.hashed import Tokens, count_hashes, count_names, count_odds, train_hashed
from training.labels import MIN_SHARE, count_tokens
from transforms.features import NAMES, block_features
from transforms.hashed import HashModel, spread
from transforms.naming import NAMES as NAMING_NAMES
from transforms.page_tree import PageTree
from transforms.segment_html import COLUMNS, BodyModel
from transforms.wording import NAMES as WORDING_NAMES
from transforms.wording import hash_words

PARAMETERS = {
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.1,
    "rsm": 0.3,
    "subsample": 0.7,
    "border_count": 64,
}
# How far the weights of words and of names may go from 0: what makes the log loss least on sites
# that are left out.
STRENGTHS = {"wording": 0.1, "naming": 0.03}
# What is told of a block's neighbours the network sees for itself, and errs more if it is told.
SEEN_COLUMNS = [
    column
    for column, name in enumerate(COLUMNS)
    if not name.startswith("near") and name not in (*WORDING_NAMES[1:], *NAMING_NAMES[1:])
]
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
    """Rows to learn from, of one page.

    Attributes:
        fold: of the page's site.
        is_found: whether it is a page as it was found, or one that was made of it.
        matrix: of its blocks.
        is_body: of the same.
        weights: of the same.
        tree_weights: of the same, for trees: 0 where a block would teach them nothing new.
        tokens: of the same, what they say and what they are called.
    """

    fold: int
    is_found: bool
    matrix: NDArray[np.float32]
    is_body: NDArray[np.bool_]
    weights: NDArray[np.float64]
    tree_weights: NDArray[np.float64]
    tokens: dict[str, Tokens]


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
    tree = PageTree(sketch.blocks)
    matrix = block_features(sketch.blocks, tree)
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
    said = hash_words([block.text for block in sketch.blocks])
    called = count_names(tree)
    return Examples(
        fold=fold,
        is_found=share == 1.0,
        matrix=matrix,
        is_body=is_body,
        weights=weights,
        tree_weights=np.where(easy, weights * EASY_KEPT, weights) * kept,
        tokens={
            name: Tokens(counts, is_body, weights)
            for name, counts in (("wording", count_hashes(said, len(words))), ("naming", called))
        },
    )


class BodyTrainer:
    """Trains models of what is body, each from the pages of some folds.

    What the words and names of a page say is learnt by the trees from models that have not seen
    the page's site, as they will find it.
    """

    def __init__(self, examples: Sequence[Examples]) -> None:
        self._examples = examples
        self._hashed: dict[tuple[str, frozenset[int]], HashModel] = {}

    def train(self, folds: Iterable[int]) -> BodyModel:
        """Trains a model on these folds; the same examples give the same model."""
        chosen = frozenset(folds)
        examples = [one for one in self._examples if one.fold in chosen]
        matrices = [self._matrix(one, chosen - {one.fold}) for one in examples]
        kept = [one.tree_weights > 0 for one in examples]
        trees = train_trees(
            np.concatenate([matrix[rows] for matrix, rows in zip(matrices, kept, strict=True)]),
            np.concatenate([one.is_body[rows] for one, rows in zip(examples, kept, strict=True)]),
            np.concatenate(
                [one.tree_weights[rows] for one, rows in zip(examples, kept, strict=True)]
            ),
            COLUMNS,
            **PARAMETERS,
        )
        network = train_convolution(
            [
                PageExample(matrix[:, SEEN_COLUMNS], one.is_body, one.weights)
                for one, matrix in zip(examples, matrices, strict=True)
            ],
            tuple(COLUMNS[column] for column in SEEN_COLUMNS),
        )
        wording, naming = (self._train_hashed(name, chosen) for name in STRENGTHS)
        return BodyModel(wording=wording, naming=naming, trees=trees, network=network)

    def _matrix(self, example: Examples, folds: frozenset[int]) -> NDArray[np.float32]:
        odds = [
            spread(count_odds(tokens.counts, self._train_hashed(name, folds)))
            for name, tokens in example.tokens.items()
        ]
        return np.hstack([example.matrix, *odds])

    def _train_hashed(self, name: str, folds: frozenset[int]) -> HashModel:
        if (name, folds) not in self._hashed:
            self._hashed[name, folds] = train_hashed(
                (one.tokens[name] for one in self._examples if one.is_found and one.fold in folds),
                strength=STRENGTHS[name],
            )
        return self._hashed[name, folds]
