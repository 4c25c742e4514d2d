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
from training.glue import TextDump, extract_dumps, glue, page_dumps, usable
from training.gold import FOLDS
from training.hashed import Tokens, count_hashes, train_hashed
from training.labels import count_tokens
from training.text_pages import TextPage
from transforms.blocks import Block
from transforms.roles import Role, best_roles
from transforms.segment_text import RoleModels, TextModels
from transforms.text import text_blocks
from transforms.text_context import NAMES as CONTEXT_NAMES
from transforms.text_context import context_features
from transforms.text_features import KIND_NAMES, NAMES, Lines, describe_lines, kind_row
from transforms.text_words import ASKED, WordModels, describe_words
from transforms.text_words import NAMES as WORD_NAMES
from transforms.trees import ClassTrees, Trees
from transforms.wording import hash_words

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
# How far the weights of words may go from 0, and what the lines of a page count together.
WORD_STRENGTH = 0.1
PAGE_WEIGHT = 50.0


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text: how its dumps are made, and the pages whose words are learnt from."""

    make_dumps: Callable[[Sequence[TextPage], random.Random], list[TextDump]]
    extractors: tuple[str, ...]

    def choose(self, pages: Sequence[TextPage]) -> list[TextPage]:
        """The pages that are of this kind."""
        return [page for extractor in self.extractors for page in usable(pages, extractor)]


KINDS: Mapping[str, TextKind] = {
    "extract": TextKind(extract_dumps, ("main", "trafilatura")),
    "page": TextKind(page_dumps, ("whole", "blocks")),
}


@dataclass(frozen=True, slots=True, eq=False)
class TextExamples:
    """A dump to learn from: its blocks, what is around each of them, and their roles."""

    fold: int
    blocks: tuple[Block, ...]
    matrix: NDArray[np.float32]
    roles: NDArray[np.int8]


def make_text_examples(pages: Sequence[TextPage], kind: str) -> list[TextExamples]:
    """Examples of a kind of text, of pages of each fold apart; the same for the same pages."""
    examples = []
    for fold in sorted({page.fold for page in pages}):
        own = [page for page in pages if page.fold == fold]
        for dump in KINDS[kind].make_dumps(own, random.Random(fold)):
            blocks = text_blocks(dump.text)
            roles = np.array([line.role for line in dump.lines], dtype=np.int8)
            examples.append(TextExamples(fold, blocks, describe_lines(Lines(blocks)), roles))
    return examples


class RoleTrainer:
    """Trains the models of a kind of text, each from the pages of some folds.

    What words say, and what a first cut is like, is learnt from models that have not seen the
    line's site, as it will be found.

    Attributes:
        examples: the dumps that are learnt from.
    """

    def __init__(self, pages: Sequence[TextPage], kind: str) -> None:
        self.examples = make_text_examples(pages, kind)
        # A word counts once a page: in dumps a page stands several times.
        self._pages = [(page.fold, _count_words(page)) for page in KINDS[kind].choose(pages)]
        self._words: dict[frozenset[int], WordModels] = {}
        self._lines: dict[frozenset[int], ClassTrees] = {}

    def train(self, folds: Iterable[int]) -> RoleModels:
        """Trains models on these folds, three at least; the same pages give the same models.

        The model of a first cut learns from what models of half the folds make of the other half.
        """
        chosen = frozenset(folds)
        ordered = sorted(chosen)
        low = frozenset(ordered[: len(ordered) // 2])
        rows, examples = [], self._of(chosen)
        for one in examples:
            others = chosen - low if one.fold in low else low
            first_cut = self._train_lines(others).log_probabilities(self._matrix(one, others))
            rows.append(
                context_features(
                    Lines(one.blocks),
                    self._matrix(one, chosen - {one.fold}),
                    first_cut,
                    best_roles(first_cut),
                )
            )
        return RoleModels(
            words=self._train_words(chosen),
            lines=self._train_lines(chosen),
            context=_train(rows, examples, CONTEXT_NAMES),
        )

    def _of(self, folds: frozenset[int]) -> list[TextExamples]:
        return [one for one in self.examples if one.fold in folds]

    def _matrix(self, example: TextExamples, folds: frozenset[int]) -> NDArray[np.float32]:
        """What a model sees of an example whose words are judged by models of these folds."""
        return np.hstack([example.matrix, describe_words(example.blocks, self._train_words(folds))])

    def _train_lines(self, folds: frozenset[int]) -> ClassTrees:
        if folds not in self._lines:
            examples = self._of(folds)
            rows = [self._matrix(one, folds - {one.fold}) for one in examples]
            self._lines[folds] = _train(rows, examples, (*NAMES, *WORD_NAMES))
        return self._lines[folds]

    def _train_words(self, folds: frozenset[int]) -> WordModels:
        if folds not in self._words:
            pages = [tokens for fold, tokens in self._pages if fold in folds]
            self._words[folds] = WordModels(
                **{
                    asked: train_hashed((tokens[asked] for tokens in pages), strength=WORD_STRENGTH)
                    for asked in ASKED
                }
            )
        return self._words[folds]


def _count_words(page: TextPage) -> dict[str, Tokens]:
    """What the lines of a page say, with the answers to each question that is asked of words."""
    blocks = text_blocks(glue([page], random.Random(0)).text)
    roles = np.array([line.role for line in page.lines])
    counts = count_hashes(hash_words([block.text for block in blocks]), len(blocks))
    # A page counts as much as another, and in it a long line more than a short one.
    weights = np.sqrt([count_tokens(block.text) + 1.0 for block in blocks])
    weights *= PAGE_WEIGHT / weights.sum()
    answers = {
        "body": np.isin(roles, (Role.BODY, Role.OPENING)),
        "headline": roles == Role.HEADLINE,
    }
    return {asked: Tokens(counts, answers[asked], weights) for asked in ASKED}


def train_text_models(pages: Sequence[TextPage]) -> TextModels:
    """The models to ship: trained on all pages."""
    extract, page = (RoleTrainer(pages, kind) for kind in KINDS)
    return TextModels(
        kind=train_text_kind(extract.examples, page.examples),
        extract=extract.train(range(FOLDS)),
        page=page.train(range(FOLDS)),
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
