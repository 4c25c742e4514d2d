"""Which of the lines above an article's first paragraph is its headline.

Sections, kickers, standfirsts and names of people stand where headlines do, and some read like
them. What tells is the article: of a headline's words some come back in the paragraphs below it,
and more than of the lines beside it. So this is asked once the paragraphs are known.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.roles import BODY_ROLES, Role, article_starts
from transforms.text_features import Lines, Matrix

_Numbers = NDArray[Any]

# A headline is looked for in so many lines above the first paragraph.
MAX_LINES = 30
# The first of the paragraphs, whose words are a headline's more often than others'.
_LEAD = 3
_MIN_PART_CHARS = 9
_MAX_BODY_LINES = 50
_SHARED = (
    "head_body_share", "head_lead_share", "head_body_words", "head_body_rank", "head_body_over",
    "head_words_over", "head_ahead_of_body", "head_lines", "head_body_lines", "head_in_others",
)  # fmt: skip
# What a candidate is known by, beyond what every line is: describe_mastheads and compare_odds.
NAMES = (*_SHARED, "head_odds_over", "head_odds_rank")


class Masthead(NamedTuple):
    """Where an article's headline may stand.

    Attributes:
        first: the first of the lines that may be it; the last is the one above body[0].
        start: where the article starts, as its roles have it.
        body: the lines that are its paragraphs, one at least.
    """

    first: int
    start: int
    body: NDArray[np.int64]


def find_mastheads(roles: NDArray[np.int64]) -> list[Masthead]:
    """Those of a dump's articles, none of which reaches into another's paragraphs."""
    starts = np.flatnonzero(article_starts(roles)).tolist()
    is_body = np.isin(roles, BODY_ROLES)
    found: list[Masthead] = []
    above = 0
    for start, end in pairwise([*starts, len(roles)]):
        body = start + np.flatnonzero(is_body[start:end])
        if len(body):
            found.append(Masthead(max(above, int(body[0]) - MAX_LINES), start, body))
            above = int(body[-1]) + 1
    return found


def lines_of(mastheads: Sequence[Masthead]) -> NDArray[np.int64]:
    """The lines that may be headlines, in their order."""
    parts = [np.arange(masthead.first, masthead.body[0]) for masthead in mastheads]
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def describe_mastheads(lines: Lines, mastheads: Sequence[Masthead]) -> Matrix:
    """What a line has in common with the article below it: a row for each of lines_of."""
    parts = [_describe(lines, one) for one in mastheads if one.first < one.body[0]]
    return np.concatenate([np.empty((0, len(_SHARED)), dtype=np.float32), *parts])


def compare_odds(mastheads: Sequence[Masthead], odds: _Numbers) -> Matrix:
    """How the odds of a line stand among those beside it: a row for each of lines_of.

    Args:
        mastheads: of a dump's articles.
        odds: of each of its lines, that its words are a headline's.
    """
    parts = [odds[one.first : one.body[0]] for one in mastheads if one.first < one.body[0]]
    columns = [np.column_stack([_over(own), _rank(own)]) for own in parts]
    return np.concatenate([np.empty((0, 2)), *columns]).astype(np.float32)


def _describe(lines: Lines, masthead: Masthead) -> Matrix:
    first, _, body = masthead
    own = slice(first, int(body[0]))
    number = own.stop - first
    words = lines.words
    at = slice(*np.searchsorted(words.line, (first, int(body[-1]) + 1)))
    line, word, rarity = words.line[at], words.word[at], words.rarity[at]
    is_above = line < body[0]
    above, word_above, rarity_above = line[is_above] - first, word[is_above], rarity[is_above]
    total = np.maximum(np.bincount(above, weights=rarity_above, minlength=number), 1e-9)

    def hits(paragraphs: NDArray[np.int64]) -> NDArray[np.bool_]:
        return np.isin(word_above, word[np.isin(line, paragraphs)])

    def share(is_hit: NDArray[np.bool_]) -> NDArray[np.float64]:
        rare = np.bincount(above[is_hit], weights=rarity_above[is_hit], minlength=number)
        shares: NDArray[np.float64] = rare / total
        return shares

    in_body = hits(body)
    body_share = share(in_body)
    body_words = np.bincount(above[in_body], minlength=number)
    folded = lines.folded[own]
    columns = (
        body_share,
        share(hits(body[:_LEAD])),
        body_words,
        _rank(body_share),
        _over(body_share),
        _over(body_words),
        number - np.arange(number),
        np.full(number, number),
        np.full(number, min(len(body), _MAX_BODY_LINES)),
        [
            sum(text != other and text in other for other in folded)
            if len(text) >= _MIN_PART_CHARS
            else 0
            for text in folded
        ],
    )
    return np.column_stack(columns).astype(np.float32)


def _rank(numbers: _Numbers) -> NDArray[np.int64]:
    """How many are greater than each."""
    return len(numbers) - np.searchsorted(np.sort(numbers), numbers, side="right")


def _over(numbers: _Numbers) -> _Numbers:
    """How much greater each is than the greatest of the others."""
    order = np.sort(numbers)
    most, second = order[-1], order[-2] if len(order) > 1 else order[-1]
    over: _Numbers = np.where(numbers == most, most - second, numbers - most)
    return over


def place_headlines(
    roles: NDArray[np.int64],
    mastheads: Sequence[Masthead],
    scores: NDArray[np.float64],
    is_sure: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Roles with each article's likeliest line as its headline.

    Args:
        roles: of each line of a dump.
        mastheads: of its articles.
        scores: of each line, the larger the likelier it is a headline; -inf where it is none.
        is_sure: of each line, whether it may be one above an article that begins without any.
    """
    roles = roles.copy()
    for first, start, body in mastheads:
        own = scores[first : body[0]]
        if not np.isfinite(own).any():
            continue
        best = first + int(own.argmax())
        if roles[start] == Role.HEADLINE or is_sure[best]:
            if best < start:
                roles[best:start] = Role.MASTHEAD
            if roles[start] == Role.OPENING:
                roles[start] = Role.BODY
            roles[best] = Role.HEADLINE
    return roles
