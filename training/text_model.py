"""The models that cut text: examples from dumps made of gold pages, and the training.

Two kinds of text are cut by a pair of models each: what an extractor took for articles, and whole
pages with menus and all. Of each pair the second model learns from what the first one makes of
dumps whose sites it has not seen, as it will have to.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.boost import train_classes, train_trees
from training.glue import TextDump, extract_dumps, page_dumps
from training.text_pages import TextPage
from transforms.blocks import Block
from transforms.roles import Role, best_roles
from transforms.segment_text import RoleModels, TextModels
from transforms.text import text_blocks
from transforms.text_context import NAMES as CONTEXT_NAMES
from transforms.text_context import context_features
from transforms.text_features import KIND_NAMES, NAMES, Lines, describe_lines, kind_row
from transforms.trees import ClassTrees, Trees

PARAMETERS = {
    "iterations": 180,
    "depth": 6,
    "learning_rate": 0.17,
    "rsm": 0.15,
    "subsample": 0.6,
    "border_count": 32,
}
KIND_PARAMETERS = {
    "iterations": 100,
    "depth": 3,
    "learning_rate": 0.1,
    "rsm": 0.5,
    "subsample": 0.7,
    "border_count": 32,
}
# Lines far from any edge, which are most, teach as much if one in so many is taken.
EASY_KEPT = 5
EASY_LINES = 2
_EASY = (Role.OUTSIDE, Role.BODY, Role.INSIDE)
# A paragraph weighs more than a label, and where an article begins most.
START_WEIGHT = 2.0


KINDS: Mapping[str, Callable[[Sequence[TextPage], random.Random], list[TextDump]]] = {
    "extract": extract_dumps,
    "page": page_dumps,
}


@dataclass(frozen=True, slots=True, eq=False)
class TextExamples:
    """A dump to learn from: its blocks, what the first model sees of them, and their roles."""

    fold: int
    blocks: tuple[Block, ...]
    matrix: NDArray[np.float32]
    roles: NDArray[np.int8]


def make_text_examples(pages: Sequence[TextPage], kind: str) -> list[TextExamples]:
    """Examples of a kind of text, of pages of each fold apart; the same for the same pages."""
    examples = []
    for fold in sorted({page.fold for page in pages}):
        own = [page for page in pages if page.fold == fold]
        for dump in KINDS[kind](own, random.Random(fold)):
            blocks = text_blocks(dump.text)
            roles = np.array([line.role for line in dump.lines], dtype=np.int8)
            examples.append(TextExamples(fold, blocks, describe_lines(Lines(blocks)), roles))
    return examples


def train_lines(examples: Iterable[TextExamples]) -> ClassTrees:
    """The model that sees lines alone; the same examples give the same model."""
    chosen = list(examples)
    return _train([one.matrix for one in chosen], chosen, NAMES)


def train_context(examples: Iterable[TextExamples], unseen: Mapping[int, ClassTrees]) -> ClassTrees:
    """The model that sees a first cut, by for each fold a model that has not seen its sites."""
    chosen = list(examples)
    rows = []
    for one in chosen:
        first_cut = unseen[one.fold].log_probabilities(one.matrix)
        rows.append(
            context_features(Lines(one.blocks), one.matrix, first_cut, best_roles(first_cut))
        )
    return _train(rows, chosen, CONTEXT_NAMES)


def train_roles(examples: Sequence[TextExamples]) -> RoleModels:
    """Both models of a kind of text.

    The second learns from what models of half the folds make of the other half.
    """
    folds = sorted({one.fold for one in examples})
    halves = (folds[: len(folds) // 2], folds[len(folds) // 2 :])
    unseen = {}
    for own, other in (halves, halves[::-1]):
        lines = train_lines(one for one in examples if one.fold in other)
        unseen.update(dict.fromkeys(own, lines))
    return RoleModels(lines=train_lines(examples), context=train_context(examples, unseen))


def train_text_models(pages: Sequence[TextPage]) -> TextModels:
    """The models to ship: trained on all pages."""
    extracts, whole = (make_text_examples(pages, kind) for kind in KINDS)
    return TextModels(
        kind=train_text_kind(extracts, whole),
        extract=train_roles(extracts),
        page=train_roles(whole),
    )


def train_text_kind(extracts: Iterable[TextExamples], pages: Iterable[TextExamples]) -> Trees:
    """The model that tells whole pages from what an extractor took for articles."""
    kinds = [(kind_row(one.matrix), i) for i, kind in enumerate((extracts, pages)) for one in kind]
    rows = np.stack([row for row, _ in kinds])
    is_page = np.array([bool(kind) for _, kind in kinds])
    weights = np.where(is_page, 1 / is_page.sum(), 1 / (~is_page).sum()) * len(rows) / 2
    return train_trees(rows, is_page, weights, KIND_NAMES, **KIND_PARAMETERS)


def _train(
    matrices: Sequence[NDArray[np.float32]],
    examples: Sequence[TextExamples],
    names: tuple[str, ...],
) -> ClassTrees:
    """A model of the roles of examples, given what it is to see of each."""
    chance = np.random.default_rng(1)
    chosen = [_choose(one.roles, chance) for one in examples]
    kept = [own for own, _ in chosen]
    matrix = np.concatenate([rows[own] for rows, own in zip(matrices, kept, strict=True)])
    weight = np.sqrt(matrix[:, NAMES.index("weight")] / 80.0).clip(0.4, 3.0)
    answers = np.concatenate([one.roles[own] for one, own in zip(examples, kept, strict=True)])
    weight[(answers == Role.HEADLINE) | (answers == Role.OPENING)] = START_WEIGHT
    weight *= np.concatenate([factor[own] for own, factor in chosen])
    return train_classes(
        matrix,
        answers,
        weight.astype(np.float64),
        names,
        len(Role),
        **PARAMETERS,
    )


def _choose(
    roles: NDArray[np.int8], chance: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Which lines of a dump are learnt from, and what each then counts."""
    easy = np.isin(roles, _EASY)
    for step in range(1, EASY_LINES + 1):
        same = roles[step:] == roles[:-step]
        easy[step:] &= same
        easy[:-step] &= same
    kept = ~easy | (chance.integers(0, EASY_KEPT, len(easy)) == 0)
    return kept, np.where(easy, float(EASY_KEPT), 1.0)
