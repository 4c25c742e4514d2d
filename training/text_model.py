"""The models that cut text: examples from dumps made of gold pages, and the training."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.boost import train_trees
from training.disguise import disguise
from training.glue import TextDump, extract_dumps, page_dumps, usable
from training.gold import FOLDS
from training.hashed import Tokens, count_hashes, train_hashed
from training.labels import count_tokens
from training.parts import part_dumps
from training.recurrent import Sequences, train_recurrent
from training.text_pages import TextLine, TextPage
from training.written import WrittenDump, written_pages
from transforms.headline import NAMES as HEADLINE_NAMES
from transforms.headline import (
    Masthead,
    compare_odds,
    describe_mastheads,
    find_mastheads,
    lines_of,
)
from transforms.recurrent import MAX_VALUE
from transforms.roles import Role
from transforms.segment_text import TextModels
from transforms.text_features import NAMES, Lines, describe_lines
from transforms.text_words import ASKED, HEADLINE_COLUMN, WordModels, describe_words
from transforms.text_words import NAMES as WORD_NAMES
from transforms.trees import Trees
from transforms.wording import hash_words

HEADING_PARAMETERS = {
    "iterations": 1600,
    "depth": 6,
    "learning_rate": 0.1,
    "rsm": 0.15,
    "subsample": 0.6,
    "border_count": 32,
    "threshold": 0.3,
}
# How many of the draws headlines are learnt from.
HEADING_DRAWS = 2
# How often dumps are made of the same pages. The more, the better: 4 are worth .015 of the
# articles' F1 on unseen sites beside one.
DRAWS = 6
# What starts chance in each network, by which articles F1 differs by about .015.
SEEDS = (2, 0)
# How often a draw has each written dump as it is.
WRITTEN_ROUNDS = 3
# So many of the dumps are in letters that say nothing.
DISGUISED = 0.15
# A paragraph weighs more than a label, and where an article begins most.
TYPICAL_WEIGHT = 80.0
START_WEIGHT = 2.0
# How far the weights of words may go from 0, and what the lines of a page count together.
WORD_STRENGTH = 0.1
PAGE_WEIGHT = 50.0


EXTRACTORS = ("main", "trafilatura", "whole", "blocks")


@dataclass(frozen=True, slots=True, eq=False)
class TextExamples:
    """A dump to learn from.

    Attributes:
        fold: of its pages' sites.
        texts: its lines.
        matrix: what is around each of them.
        roles: of its lines.
        mastheads: of its articles.
        above: what the lines that may be headlines have in common with the articles below them.
    """

    fold: int
    texts: tuple[str, ...]
    matrix: NDArray[np.float16]
    roles: NDArray[np.int8]
    mastheads: tuple[Masthead, ...]
    above: NDArray[np.float32]


def make_text_dumps(pages: Sequence[TextPage], draw: random.Random) -> list[TextDump]:
    """Dumps of all kinds: what extractors leave, with a part of the page, and of whole pages."""
    return [dump for make in (extract_dumps, part_dumps, page_dumps) for dump in make(pages, draw)]


def make_text_examples(
    pages: Sequence[TextPage], written: Sequence[WrittenDump], number: int
) -> list[TextExamples]:
    """Examples of the pages of each fold apart; the same for the same number.

    Of written dumps as they are, and of their pages with others.
    """
    pages = [*pages, *(page for dump in written for page in written_pages(dump))]
    examples = []
    for fold in sorted({page.fold for page in pages}):
        own = [page for page in pages if page.fold == fold]
        draw = random.Random(fold + FOLDS * number)
        as_they_are = [one.dump for one in written if one.fold == fold]
        for dump in (*make_text_dumps(own, draw), *as_they_are * WRITTEN_ROUNDS):
            if draw.random() < DISGUISED:
                dump = disguise(dump, draw)
            lines = Lines(dump.blocks)
            matrix = describe_lines(lines)
            roles = np.array([line.role for line in dump.lines])
            mastheads = find_mastheads(roles)
            examples.append(
                TextExamples(
                    fold=fold,
                    texts=tuple(line.text for line in dump.lines),
                    matrix=_halved(matrix),
                    roles=roles.astype(np.int8),
                    mastheads=tuple(mastheads),
                    above=describe_mastheads(lines, mastheads),
                )
            )
    return examples


def _halved(matrix: NDArray[np.float32]) -> NDArray[np.float16]:
    """Columns at half the precision, which is half the memory."""
    return np.clip(matrix, -MAX_VALUE, MAX_VALUE).astype(np.float16)


class TextTrainer:
    """Trains the models of text, each from the pages of some folds.

    What words say is learnt from models that have not seen the line's site, as it will be found.
    """

    def __init__(self, pages: Sequence[TextPage], written: Sequence[WrittenDump]) -> None:
        self._draws = [make_text_examples(pages, written, number) for number in range(DRAWS)]
        # A word counts once a page: in dumps a page stands several times.
        self._pages = [
            (page.fold, _count_words(page.lines))
            for extractor in EXTRACTORS
            for page in usable(pages, extractor)
        ]
        self._pages.extend((one.fold, _count_words(one.dump.lines)) for one in written)
        self._words: dict[frozenset[int], WordModels] = {}

    def train(self, folds: Iterable[int]) -> TextModels:
        """Trains models on these folds, two at least; the same pages give the same models."""
        chosen = frozenset(folds)
        sequences = []
        heading: list[tuple[NDArray[np.float32], NDArray[np.bool_]]] = []
        for number, draw in enumerate(self._draws):
            own = [one for one in draw if one.fold in chosen]
            matrices = [self._describe(one, chosen) for one in own]
            sequences.append(_sequences(own, matrices))
            if number < HEADING_DRAWS:
                heading.extend(map(_heading_rows, own, matrices))
        names = (*NAMES, *WORD_NAMES)
        return TextModels(
            words=self._train_words(chosen),
            lines=tuple(train_recurrent(sequences, names, len(Role), seed) for seed in SEEDS),
            heading=_train_heading(heading, (*names, *HEADLINE_NAMES)),
        )

    def _describe(self, one: TextExamples, folds: frozenset[int]) -> NDArray[np.float16]:
        """The columns of a dump's lines, their words judged by models that do not know them."""
        words = describe_words(one.texts, self._train_words(folds - {one.fold}))
        return np.hstack([one.matrix, _halved(words)])

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


def _sequences(draw: Sequence[TextExamples], matrices: Sequence[NDArray[np.float16]]) -> Sequences:
    matrix = np.concatenate(matrices)
    roles = np.concatenate([one.roles for one in draw])
    weights = np.sqrt(matrix[:, NAMES.index("weight")] / TYPICAL_WEIGHT).clip(0.4, 3.0)
    weights[(roles == Role.HEADLINE) | (roles == Role.OPENING)] = START_WEIGHT
    return Sequences(
        matrix=matrix,
        classes=roles,
        weights=weights.astype(np.float32),
        lengths=tuple(len(one.roles) for one in draw),
    )


def _count_words(lines: Sequence[TextLine]) -> dict[str, Tokens]:
    """What the lines of a page say, with the answers to each question that is asked of words."""
    texts = [line.text for line in lines]
    roles = np.array([line.role for line in lines])
    counts = count_hashes(hash_words(texts), len(texts))
    # A page counts as much as another, and in it a long line more than a short one.
    weights = np.sqrt([count_tokens(text) + 1.0 for text in texts])
    weights *= PAGE_WEIGHT / weights.sum()
    answers = {
        "body": np.isin(roles, (Role.BODY, Role.OPENING)),
        "headline": roles == Role.HEADLINE,
    }
    return {asked: Tokens(counts, answers[asked], weights) for asked in ASKED}


def train_text_models(pages: Sequence[TextPage], written: Sequence[WrittenDump]) -> TextModels:
    """The models to ship: trained on all pages."""
    return TextTrainer(pages, written).train(range(FOLDS))


def _heading_rows(
    one: TextExamples, matrix: NDArray[np.float16]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What may be a headline in a dump, and whether it is."""
    above = lines_of(one.mastheads)
    odds = matrix[:, len(NAMES) + HEADLINE_COLUMN].astype(np.float64)
    rows = np.hstack(
        [matrix[above].astype(np.float32), one.above, compare_odds(one.mastheads, odds)]
    )
    return rows, one.roles[above] == Role.HEADLINE


def _train_heading(
    dumps: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], names: tuple[str, ...]
) -> Trees:
    """The model of which line is a headline, by what is around it and in the article below it."""
    rows = np.concatenate([rows for rows, _ in dumps])
    answers = np.concatenate([answers for _, answers in dumps])
    return train_trees(rows, answers, np.ones(len(rows)), names, **HEADING_PARAMETERS)
