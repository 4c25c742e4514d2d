"""What the second model sees of a text dump: what the first one made of it, a row a line.

Once a dump is cut, if badly, a line can be held against the article that it is in and the ones
beside: whether their words are its own, how far their headlines are, what became of the same
line elsewhere in the dump, and of the line below a copy of the one above it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.roles import Role, article_starts
from transforms.text_features import NAMES as LINE_NAMES
from transforms.text_features import Lines, Matrix, overlap
from transforms.text_words import NAMES as WORD_NAMES

_Column = NDArray[Any]
_Numbers = NDArray[np.int64]
_FAR = 60
_NEAR_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_NEAR_ROLES = (Role.OUTSIDE, Role.HEADLINE, Role.BODY, Role.INSIDE, Role.MASTHEAD)
_ECHOED = (Role.OUTSIDE, Role.HEADLINE, Role.BODY, Role.OPENING)
_SEGMENT = (
    "number articles since_start until_start since_headline body_weight body_lines body_before "
    "body_after since_body until_body likely size_ratio titled next_weight next_lines "
    "previous_weight start_gap gap_over_start body_gap"
).split()
_TOPIC = (
    "in_title of_title in_next_title of_next_title in_previous_title in_body in_next_body "
    "in_previous_body"
).split()
_WINDOWS = (3, 8)

NAMES: tuple[str, ...] = (
    *LINE_NAMES,
    *WORD_NAMES,
    *(f"p_{role.name.lower()}" for role in Role),
    *(f"role_{role.name.lower()}" for role in Role),
    *(f"p{step:+d}_{role.name.lower()}" for step in _NEAR_STEPS for role in _NEAR_ROLES),
    *(f"{side}{size}_p_{role.name.lower()}" for size in _WINDOWS for side in ("above", "below")
      for role in _NEAR_ROLES),
    *_SEGMENT,
    *_TOPIC,
    *(f"{where}_{what}_{role.name.lower()}" for what in ("copies", "openings")
      for where in ("of", "below", "above") for role in _ECHOED),
    "headlines_expected", "doubt",
)  # fmt: skip


def context_features(
    lines: Lines, matrix: Matrix, log_probabilities: NDArray[np.float64], roles: _Numbers
) -> Matrix:
    """The features of a dump's lines: a row a line, a column for each of NAMES.

    Args:
        lines: the dump's.
        matrix: what the first model saw of them: the lines, and then their words.
        log_probabilities: of each role, by the first model.
        roles: the likeliest that can follow one another.
    """
    p = np.exp(log_probabilities)
    rows = [
        *p.T,
        *(roles == role for role in Role),
        *(_shifted(p[:, role], step) for step in _NEAR_STEPS for role in _NEAR_ROLES),
        *_sums_around(p),
        *_segments(lines, p, roles),
        *_echoes(lines.forms.ids, p),
        *_echoes(lines.openings.ids, p),
        np.full(lines.number, p[:, Role.HEADLINE].sum()),
        np.full(lines.number, 1.0 - p.max(axis=1).mean()),
    ]
    table = np.empty((lines.number, len(NAMES)), dtype=np.float32)
    table[:, : matrix.shape[1]] = matrix
    for column, row in enumerate(rows, start=matrix.shape[1]):
        table[:, column] = row
    return table


def _shifted(row: _Column, step: int) -> _Column:
    """What stands so many lines below, or above where it is negative."""
    out = np.full(len(row), -1.0)
    if step > 0:
        out[:-step] = row[step:]
    else:
        out[-step:] = row[:step]
    return out


def _sums_around(p: NDArray[np.float64]) -> list[_Column]:
    number = len(p)
    at = np.arange(number)
    sums = np.zeros((len(_NEAR_ROLES), number + 1))
    np.cumsum(p[:, _NEAR_ROLES].T, axis=1, out=sums[:, 1:])
    rows: list[_Column] = []
    for size in _WINDOWS:
        low, high = np.maximum(at - size, 0), np.minimum(at + 1 + size, number)
        rows.extend(sums[:, at] - sums[:, low])
        rows.extend(sums[:, high] - sums[:, at + 1])
    return rows


def _segments(lines: Lines, p: NDArray[np.float64], roles: _Numbers) -> list[_Column]:
    """Where a line stands in its article, and which of the articles around its words are of."""
    number, at = lines.number, lines.index
    starts = article_starts(roles)
    own = np.cumsum(starts, dtype=np.int64)  # 0 is what stands above the first article
    articles = int(own[-1])
    first = np.concatenate([[0], np.flatnonzero(starts), [number, number]])
    is_body = (roles == Role.BODY) | (roles == Role.OPENING)
    weight = np.minimum(lines.weight, 2000) * is_body
    # One more at each end stands for "none".
    body = np.bincount(own, weights=weight, minlength=articles + 2)
    count = np.bincount(own, weights=is_body, minlength=articles + 2)
    sure = np.bincount(own, weights=p[:, Role.BODY] * is_body, minlength=articles + 2)
    before = np.concatenate([[0.0], np.cumsum(weight)])
    since_body = at - np.maximum.accumulate(np.where(is_body, at, -_FAR))
    until_body = np.minimum.accumulate(np.where(is_body, at, number + _FAR)[::-1])[::-1] - at
    is_head = roles == Role.HEADLINE
    head = np.maximum.accumulate(np.where(is_head, at, -1))
    typical = np.median(body[1 : articles + 1]) if articles else 0.0
    likely_start = p[:, Role.HEADLINE] + p[:, Role.OPENING]
    likely_start = np.where(at > 0, likely_start, 0.0)
    gap = np.minimum(lines.gap, 8)
    # How wide the gaps are at which articles begin, and those between paragraphs.
    start_gap = float((likely_start * gap).sum() / max(likely_start.sum(), 1e-6))
    inner = is_body & np.concatenate([[False], is_body[:-1]])
    body_gap = float(gap[inner].mean()) if inner.any() else 0.0
    title = np.full(articles + 2, -1)
    title[1:-1] = np.where(is_head[first[1 : articles + 1]], first[1 : articles + 1], -1)
    rows = [
        np.minimum(own, 99),
        np.full(number, min(articles, 99)),
        np.minimum(at - first[own], _FAR),
        np.minimum(first[own + 1] - at, _FAR),
        np.where(head >= 0, np.minimum(at - head, _FAR), -1),
        body[own],
        count[own],
        before[at] - before[first[own]],
        before[first[own + 1]] - before[at + 1],
        np.minimum(since_body, _FAR),
        np.minimum(until_body, _FAR),
        sure[own] / np.maximum(count[own], 1),
        body[own] / max(typical, 1.0),
        title[own] >= 0,
        body[own + 1],
        count[own + 1],
        np.where(own > 0, body[own - 1], 0.0),
        np.full(number, start_gap),
        gap - start_gap,
        np.full(number, body_gap),
    ]
    return rows + _topics(lines, own, title, is_body)


def _topics(
    lines: Lines, own: _Numbers, title: _Numbers, is_body: NDArray[np.bool_]
) -> list[_Column]:
    """How many of a line's words stand in the headline and body of its article and the next."""
    words = lines.words
    articles = len(title) - 2
    below = np.minimum(own + 1, articles + 1)
    above = np.maximum(own - 1, 0)
    # How many lines of an article's body have a word.
    size = int(words.word.max(initial=0)) + 1
    in_body = is_body[words.line]
    stand = own[words.line] * size + words.word
    keys, counts = np.unique(stand[in_body], return_counts=True)

    def share(article: _Numbers) -> _Column:
        asked = article[words.line] * size + words.word
        if not len(keys):
            return np.zeros(lines.number)
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        found = np.where(keys[place] == asked, counts[place], 0)
        # A paragraph's own words do not count.
        found = found - (in_body & (article[words.line] == own[words.line]))
        return words.share(found > 0)

    return [
        *overlap(words, title[own]),
        *overlap(words, title[below]),
        overlap(words, title[above])[0],
        share(own),
        share(below),
        share(above),
    ]


def _echoes(ids: _Numbers, p: NDArray[np.float64]) -> list[_Column]:
    """What became of a line's copies, and of the lines below copies of the one above, and above.

    Lines of one id are copies; -1 where there are none.
    """
    number = len(ids)
    count = np.bincount(ids)[ids]
    beside = np.zeros((3, number, len(_ECHOED)))
    beside[0] = p[:, _ECHOED]
    beside[1, :-1] = beside[0, 1:]
    beside[2, 1:] = beside[0, :-1]
    means = np.empty_like(beside)
    for place in range(3):
        for column in range(len(_ECHOED)):
            values = beside[place, :, column]
            others = np.bincount(ids, weights=values)[ids] - values
            means[place, :, column] = np.where(count > 1, others / np.maximum(count - 1, 1), -1.0)
    rows: list[_Column] = list(means[0].T)
    rows.extend(_shifted(means[1, :, column], -1) for column in range(len(_ECHOED)))
    rows.extend(_shifted(means[2, :, column], 1) for column in range(len(_ECHOED)))
    return rows
