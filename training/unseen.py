"""What the models make of sites that they have not seen: cross-validation that leaves sites out.

Sites are left out in five folds by registered domain. No site of a fold is in what its models have
learnt from, not even by way of the probabilities that the model of the page's kind learns from.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from schemas.records import Article
from training.body import BodyTrainer, make_examples
from training.gold import FOLDS, GoldPage, fold_sites, load_pages
from training.page_kind import train_page_kind
from transforms.cut_page import cut_page
from transforms.features import block_features
from transforms.page_features import page_features
from transforms.page_kind import PageKind
from transforms.page_tree import PageTree
from transforms.segment_html import BodyModel, Models


def cut_unseen(gold: Path) -> Mapping[str, list[Article]]:
    """The articles of each set of pages, cut by models that have not seen their sites."""
    pages = load_pages(gold)
    folds = fold_sites(pages)
    models = unseen_models(pages, folds, BodyTrainer(make_examples(pages, folds)))
    articles: dict[str, list[Article]] = {}
    for page, fold in zip(pages, folds, strict=True):
        cut = cut_page(page.page, models=models[fold])
        articles.setdefault(page.name, []).extend(cut if isinstance(cut, tuple) else ())
    return articles


def train_kind(pages: Sequence[GoldPage], bodies: Mapping[int, BodyModel]) -> PageKind:
    """The model of the page's kind, from pages and for each a body model that has not seen it."""
    rows, chosen = [], []
    for i, model in bodies.items():
        page = pages[i]
        if page.blocks:
            tree = PageTree(page.blocks)
            matrix = block_features(page.blocks, tree)
            likely = model.probabilities(page.blocks, tree, matrix)
            rows.append(page_features(page.blocks, tree, matrix, likely, page.metadata))
            chosen.append(page)
    return train_page_kind(np.stack(rows), chosen)


def unseen_models(
    pages: Sequence[GoldPage], folds: Sequence[int], trainer: BodyTrainer
) -> list[Models]:
    """For each fold, models that have learnt nothing from its sites."""
    every = frozenset(range(FOLDS))
    pairs = {
        frozenset(pair): trainer.train(every.difference(pair))
        for pair in combinations(range(FOLDS), 2)
    }
    models = []
    for fold in range(FOLDS):
        others = {i: pairs[frozenset({fold, own})] for i, own in enumerate(folds) if own != fold}
        models.append(
            Models(body=trainer.train(every - {fold}), page_kind=train_kind(pages, others))
        )
    return models
