"""The models that tell a page with an article from lists, shops, forums and forms."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from training.boost import train_random_trees
from training.gold import GoldPage, fold_sites
from training.hashed import Tokens, count_hashes, train_hashed
from transforms.page_features import NAMES
from transforms.page_kind import ROWS, PageKind, hash_page, word_shares

PARAMETERS = {
    "n_estimators": 300,
    "num_leaves": 6,
    "min_child_samples": 20,
    "learning_rate": 0.1,
    "reg_lambda": 1,
    "colsample_bytree": 0.5,
    "subsample": 0.7,
    "subsample_freq": 1,
}
# Of three, trees alone reject .73 of the pages of other kinds on unseen sites, of six .75.
SEEDS = (1, 2, 3, 4, 5, 6)
# How far the weights of words may go from 0.
STRENGTH = 10.0
# The threshold is the mean, in log-odds, of those articles on sites the model has not seen that
# stand so far from the least likely one: that one is hardly an article, and any single one a matter
# of chance. An article that is rejected costs the word F1 .0015.
LEAST_LIKELY = (0.002, 0.015)
# Sites are left out in so many turns, and again in others. Of 800 articles that is a matter of a
# dozen, and of how sites fall together; a model that has learnt from few pages is less sure of
# articles than the one that is shipped.
TURNS = (9, 10, 11)
# There are seven articles to each page of another kind.
OTHER_WEIGHT = 2


def train_page_kind(rows: NDArray[np.float32], pages: Sequence[GoldPage]) -> PageKind:
    """Trains on rows of page_features, one a page; the threshold is from sites left out in turn."""
    words = [_count_words(page) for page in pages]
    is_article = np.array([page.is_article for page in pages])
    scores = np.zeros(len(rows))
    for turns in TURNS:
        folds = np.array(fold_sites(pages, turns))
        for fold in np.unique(folds):
            model = _train(rows, words, folds != fold, 0.5)
            for i in np.flatnonzero(folds == fold).tolist():
                page = pages[i]
                likely = model.probability(rows[i], _signatures(page), page.metadata.canonical)
                scores[i] += likely / len(TURNS)
    threshold = _choose_threshold(scores, is_article, [page.name for page in pages])
    return _train(rows, words, np.full(len(rows), True), threshold)


def _train(
    rows: NDArray[np.float32], words: Sequence[Tokens], chosen: NDArray[np.bool_], threshold: float
) -> PageKind:
    """Trains on the pages that are chosen."""
    own = [words[i] for i in np.flatnonzero(chosen).tolist()]
    trees = train_random_trees(
        rows[chosen],
        np.concatenate([page.answers for page in own]),
        np.concatenate([page.weights for page in own]),
        NAMES,
        threshold=threshold,
        seeds=SEEDS,
        **PARAMETERS,
    )
    return PageKind(trees=trees, words=train_hashed(own, strength=STRENGTH))


def _count_words(page: GoldPage) -> Tokens:
    """The words of a page, a row."""
    hashes = hash_page(_signatures(page), page.metadata.canonical)
    counts = csr_matrix(word_shares(hashes)) @ count_hashes(hashes, ROWS)
    return Tokens(
        counts=counts,
        answers=np.array([page.is_article]),
        weights=np.array([1.0 if page.is_article else OTHER_WEIGHT]),
    )


def _signatures(page: GoldPage) -> list[str]:
    return [element.signature for block in page.blocks for element in block.path]


def _choose_threshold(
    scores: NDArray[np.float64], is_article: NDArray[np.bool_], names: Sequence[str]
) -> float:
    """The probability that nearly all articles reach, in each set of gold pages."""
    marks = []
    for name in sorted(set(names)):
        of_set = np.sort(scores[is_article & np.array([other == name for other in names])])
        first, last = (round(share * len(of_set)) for share in LEAST_LIKELY)
        marks.append(np.log(of_set[first:last] / (1 - of_set[first:last])).mean())
    return float(1 / (1 + np.exp(-min(marks))))
