"""What a model sees of a text dump: a row of numbers for each line.

A line says little by itself: what tells a headline from a subheading, and an article's end from a
pause in it, is what stands around it, how many blank lines the dump has elsewhere, which lines
come back, and whether the words of what is above go on below. Nothing depends on a language:
words are compared with those of the same dump alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from transforms import decode, furniture
from transforms.blocks import Block
from transforms.decode import fold, has_vowel_marks
from transforms.labels import Label
from transforms.line_features import (
    CJK,
    CLOSING,
    CLOSING_CJK,
    COMMAS,
    DIGITS,
    LATIN_CAPITALS,
    MAX_SHORT_CHARS,
    MIN_LONG_CHARS,
    ODD,
    OTHER_CAPITALS,
    QUOTES,
    Chars,
    Flags,
    Numbers,
    are_prose,
    told_by,
)
from transforms.text_rules import segment_by_rules

Matrix = NDArray[np.float32]
_Column = NDArray[Any]

_CAPITALS = LATIN_CAPITALS | OTHER_CAPITALS
# No space follows a full stop of the scripts that have none between words.
_AFTER_STOP = CLOSING | CLOSING_CJK | CJK
_OPENING_CHARS = 8
# Words are taken from so much of a line, or one of five million characters would cost as much.
MAX_WORD_CHARS = 1500
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_CLAUSE = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{4,}")
_MARKED_WORD = regex.compile(r"[\p{L}\p{M}]{4,}|\d{2,}")
_CJK_RUN = re.compile(f"{decode.CJK}{{2,}}")
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
_DIGIT = re.compile(r"\d+")
# Two lines share a topic only where they stand so close.
_LINK_LINES = 15
# Gaps and distances beyond this all say "far".
_FAR = 60
_MIN_START_CHARS = 12

_OWN = (
    "chars weight words word_chars commas sentences ends_sentence ends_colon ends_ellipsis "
    "ends_comma starts_upper starts_lower starts_quote upper_share digit_share odd_share quotes "
    "cjk_share title_case date furniture byline credit caption date_line list_head prose headline "
    "bullet numbered ends_question ends_bracket address copies copies_before copy_above copy_below "
    "forms form_above form_below openings opening_above opening_below gap gap_after gap_rank "
    "gap_over"
).split()
_WORDS = (
    "seen3 seen10 seen_ever again3 again10 again_ever again10_count cross cross_share dip "
    "head_gap head_shared head_ahead starts_as_above starts_as_below"
).split()
_BESIDE_STEPS = (-2, -1, 1, 2)
_NEAR = (
    "weight ends_sentence title_case prose headline furniture date_line byline gap copies forms "
    "bullet digit_share again10 starts_lower caption"
).split()
_NEAR_STEPS = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (4, 10, 25)
_IN_WINDOW = "weight long prose short furniture gap copies".split()
_RULES = "start headline body standfirst furniture article articles".split()
_RULE_STEPS = (-2, -1, 1, 2)
_PLACE = (
    "place long_before long_after since_prose until_prose long_since_gap long_until_gap "
    "since_gap until_gap text_since_short lines_since_long lines_until_long"
).split()
_WHOLE = (
    "lines text long_share prose_share short_share bullet_share gap0 gap1 gap2 gap3 copies_share "
    "cjk upper mean_prose gap_median"
).split()

NAMES: tuple[str, ...] = (
    *_OWN,
    *_WORDS,
    *(f"beside{step:+d}_{what}" for step in _BESIDE_STEPS for what in ("in", "of")),
    *(f"near{step:+d}_{what}" for step in _NEAR_STEPS for what in _NEAR),
    *(f"{side}{size}_{what}" for size in _WINDOWS for side in ("above", "below")
      for what in _IN_WINDOW),
    *(f"rule_{what}" for what in _RULES),
    *(f"rule{step:+d}_{what}" for step in _RULE_STEPS for what in ("start", "body")),
    *_PLACE,
    *(f"dump_{what}" for what in _WHOLE),
)  # fmt: skip


class Lines:
    """What is asked of a dump's lines more than once, an array by line each."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        texts = [block.text for block in blocks]
        self.number = len(texts)
        self.rules = segment_by_rules(blocks)
        self.index = np.arange(self.number)
        self.gap = np.array([block.blank_lines for block in blocks])
        self.folded = [fold(furniture.strip_bullet(text[:MAX_WORD_CHARS])) for text in texts]
        self.copies = _Repeats(self.folded)
        # "12 May 2020" and "3 May 2020" are one form.
        self.forms = _Repeats([_DIGIT.sub("0", text) for text in self.folded])
        # "ALSO READ: this" and "ALSO READ: that" open alike; how paragraphs do says nothing.
        self.openings = _Repeats(
            [
                text[:_OPENING_CHARS] if len(text) <= MAX_SHORT_CHARS else f"\n{line}"
                for line, text in enumerate(self.folded)
            ]
        )
        self.own = _own(texts, self)
        self.columns = dict(zip(_OWN, self.own, strict=True))
        self.weight = self.columns["weight"]
        self.prose = self.columns["prose"] > 0
        self.long = self.weight * ((self.weight >= MIN_LONG_CHARS) & ~self.boring())
        self.words = _Words(texts)

    def boring(self) -> Flags:
        """Which lines' own text says that they are no running text."""
        flags: Flags = (self.columns["furniture"] > 0) | (self.columns["date_line"] > 0)
        return flags


class _Repeats:
    """Lines that come back: how often, how often above, how far the nearest ones are."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[str, int] = {}
        ids = np.array([known.setdefault(text, len(known)) for text in texts])
        self.ids = ids
        self.count = np.bincount(ids)[ids]
        order = np.argsort(ids, kind="stable")
        same = ids[order][1:] == ids[order][:-1]
        gaps = np.where(same, order[1:] - order[:-1], _FAR)
        self.above = np.full(len(ids), _FAR)
        self.above[order[1:]] = np.minimum(gaps, _FAR)
        self.below = np.full(len(ids), _FAR)
        self.below[order[:-1]] = np.minimum(gaps, _FAR)
        first = np.flatnonzero(np.concatenate([[True], ~same]))
        sizes = np.diff(np.concatenate([first, [len(ids)]]))
        self.before = np.zeros(len(ids), dtype=np.int64)
        self.before[order] = np.arange(len(ids)) - np.repeat(first, sizes)


class _Words:
    """The words of each line, once each, and where they stand next above and below.

    Attributes:
        line, word: a row an occurrence, in the order of the dump.
        above, below: how many lines away the word's nearest other occurrence is.
        counts: how many words each line has.
        rarity: of each occurrence, less for a word that many lines have.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[str, int] = {}
        line: list[int] = []
        word: list[int] = []
        for i, text in enumerate(texts):
            own = words_of(text)
            line.extend([i] * len(own))
            word.extend([known.setdefault(one, len(known)) for one in own])
        self.line, self.word = np.array(line, dtype=np.int64), np.array(word, dtype=np.int64)
        number = len(texts)
        order = np.lexsort((self.line, self.word))
        lines, words = self.line[order], self.word[order]
        same = words[1:] == words[:-1]
        gaps = np.where(same, lines[1:] - lines[:-1], number + _FAR)
        self.above = np.full(len(order), number + _FAR)
        self.below = np.full(len(order), number + _FAR)
        self.above[order[1:]] = gaps
        self.below[order[:-1]] = gaps
        self.counts = np.bincount(self.line, minlength=number)
        found = np.bincount(self.word, minlength=1)
        self.rarity = 1.0 / np.sqrt(found[self.word])
        self.weights = np.maximum(
            np.bincount(self.line, weights=self.rarity, minlength=number), 1e-9
        )

    def share(self, flags: Flags) -> _Column:
        """Of each line's words, by rarity, the share for which something holds."""
        hits = np.bincount(self.line[flags], weights=self.rarity[flags], minlength=len(self.counts))
        shares: _Column = hits / self.weights
        return shares


def words_of(text: str) -> list[str]:
    """The words of a line that may tell its topic, once each.

    Of Han, kana and Hangul pairs, of Thai and its neighbours, which have no spaces either, fours.
    """
    text = text[:MAX_WORD_CHARS].casefold()
    if text.isascii():
        return list(dict.fromkeys(_WORD.findall(text)))
    pairs = [run[i : i + 2] for run in _CJK_RUN.findall(text) for i in range(len(run) - 1)]
    if pairs:
        text = _CJK_RUN.sub(" ", text)
    if not has_vowel_marks(text):
        return list(dict.fromkeys((*_WORD.findall(text), *pairs)))
    pieces = [run[i : i + 4] for run in _CLAUSE.findall(text) for i in range(len(run) - 3)]
    words = _MARKED_WORD.findall(_CLAUSE.sub(" ", text) if pieces else text)
    return list(dict.fromkeys((*words, *pieces, *pairs)))


def describe_lines(lines: Lines) -> Matrix:
    """The features of lines that were read already."""
    table = np.empty((lines.number, len(NAMES)), dtype=np.float32)
    columns = iter(range(len(NAMES)))
    for rows in _groups(lines):
        for row in rows:
            table[:, next(columns)] = row
    return table


def _groups(lines: Lines) -> Iterator[Iterable[Any]]:
    """The columns, group by group: all at once would take twice the memory of the table."""
    words = _word_rows(lines)
    yield lines.own
    yield words.values()
    yield _beside(lines)
    yield _near(lines, words["again10"])
    yield _windows(lines)
    yield _rules(lines)
    yield _place(lines)
    yield _whole(lines)


def _own(texts: Sequence[str], lines: Lines) -> list[_Column]:
    """What a line's text tells by itself, how often it comes back, and the gaps around it."""
    chars = Chars(texts)
    lengths, weights, cjk = chars.lengths, chars.weights, chars.cjk
    digits = chars.count(DIGITS)
    sentences, ends_sentence = chars.sentences(_AFTER_STOP)
    told = [
        told_by(text, number) + _shaped(text)
        for text, number in zip(texts, digits.tolist(), strict=True)
    ]
    flags = np.frombuffer(b"".join(told), dtype=np.bool_).reshape(len(texts), -1)
    (colon, ellipsis, upper, lower, date, is_furniture, byline, credit, caption, date_line,
     list_head, comma, quote, *shape) = flags.T  # fmt: skip
    words = chars.spaces + 1 + cjk // 2
    gap = lines.gap
    gap_after = np.append(gap[1:], 9)
    order = np.sort(gap)
    # The share of lines with no smaller gap: blank lines mean what they do in this dump.
    rank = 1.0 - np.searchsorted(order, gap, side="left") / len(gap)
    return [
        lengths,
        weights,
        words,
        lengths / words,
        chars.count(COMMAS) / words,
        sentences,
        ends_sentence,
        colon,
        ellipsis,
        comma,
        upper,
        lower,
        quote,
        chars.count(_CAPITALS) / lengths,
        digits / lengths,
        chars.count(ODD) / lengths,
        chars.count(QUOTES),
        cjk / lengths,
        (chars.starts(_CAPITALS) + upper) / words,
        date,
        is_furniture,
        byline,
        credit,
        caption,
        date_line,
        list_head,
        are_prose(weights, ends_sentence),
        *shape,
        lines.copies.count,
        lines.copies.before,
        lines.copies.above,
        lines.copies.below,
        lines.forms.count,
        lines.forms.above,
        lines.forms.below,
        lines.openings.count,
        lines.openings.above,
        lines.openings.below,
        gap,
        gap_after,
        rank,
        gap - order[len(order) // 2],
    ]


def _shaped(text: str) -> bytes:
    """What a line's form tells besides, as told_by does."""
    first, last = text[0], text[-1]
    told = (
        last in ",;、،",
        first in "\"“„«»「『'‘–—-",
        len(text) <= furniture.MAX_HEADLINE_CHARS and furniture.is_headline(text),
        furniture.has_bullet(text),
        first.isdigit() and _NUMBERED.match(text) is not None,
        last in "?？؟",
        last in ")]）】",
        "@" in text or "www." in text or "http" in text,
    )
    return bytes(told)


def _word_rows(lines: Lines) -> dict[str, _Column]:
    """Whether a line's words stand above and below, and how much goes on across its upper edge."""
    words, number = lines.words, lines.number
    near = words.below <= _LINK_LINES
    start, end = words.line[near], (words.line + words.below)[near]
    strength = words.rarity[near]
    # Each pair of nearest occurrences bridges the edges between its lines.
    bridges = np.zeros(number + 1)
    np.add.at(bridges, start + 1, strength)
    np.add.at(bridges, end + 1, -strength)
    cross = np.cumsum(bridges)[:number]
    mass = np.minimum(words.weights, 40.0)
    sums = np.concatenate([[0.0], np.cumsum(mass)])
    at = lines.index
    above = sums[at] - sums[np.maximum(at - 5, 0)]
    below = sums[np.minimum(at + 5, number)] - sums[at]
    share = cross / np.maximum(np.sqrt(above * below), 1.0)
    around = np.maximum(_shifted(share, -3, 0.0), _shifted(share, 3, 0.0))
    again10 = words.share(words.below <= 10)
    is_head = (lines.columns["headline"] > 0) & (lines.weight >= 25) & ~lines.boring()
    head = _last(lines, is_head)
    return {
        "seen3": words.share(words.above <= 3),
        "seen10": words.share(words.above <= 10),
        "seen_ever": words.share(words.above < number),
        "again3": words.share(words.below <= 3),
        "again10": again10,
        "again_ever": words.share(words.below < number),
        "again10_count": np.bincount(words.line[words.below <= 10], minlength=number),
        "cross": cross,
        "cross_share": share,
        "dip": around - share,
        "head_gap": np.minimum(at - head, _FAR),
        "head_shared": shared_with(words, head),
        "head_ahead": _ahead(lines, is_head),
        "starts_as_above": _same_start(lines, -1),
        "starts_as_below": _same_start(lines, 1),
    }


def _same_start(lines: Lines, step: int) -> _Column:
    """Whether the one beside a line begins with it (1), or it with that (-1).

    Captions are printed again with who took the picture, headlines with what is below them.
    """
    folded, number = lines.folded, lines.number
    same = np.zeros(number)
    for i in range(max(0, -step), number - max(0, step)):
        own, other = folded[i], folded[i + step]
        if len(own) > _MIN_START_CHARS < len(other):
            same[i] = float(other.startswith(own)) or -float(own.startswith(other))
    return same


def _ahead(lines: Lines, flags: Flags) -> _Column:
    """Lines to the next one for which something holds."""
    far = lines.number + _FAR
    ahead = np.minimum.accumulate(np.where(flags, lines.index, far)[::-1])[::-1]
    return np.minimum(np.append(ahead[1:], far) - lines.index, _FAR)


def overlap(words: _Words, other: Numbers) -> tuple[_Column, _Column]:
    """Of the line that each names (-1: none) the share of own words in it, of its words in own."""
    of_other = shared_with(words, other)
    hits = of_other * np.maximum(words.counts[other], 1)
    return np.where(other >= 0, hits / np.maximum(words.counts, 1), -1.0), of_other


def shared_with(words: _Words, other: Numbers) -> _Column:
    """Of the words of the line that each names (-1: none), the share that stand in it too."""
    number = len(words.counts)
    size = int(words.word.max(initial=0)) + 1
    keys = words.line * size + words.word
    keys.sort()
    wanted = other[words.line]
    asked = wanted * size + words.word
    place = np.minimum(np.searchsorted(keys, asked), max(len(keys) - 1, 0))
    found = (keys[place] == asked) & (wanted >= 0) if len(keys) else np.zeros(0, dtype=np.bool_)
    hits = np.bincount(words.line[found], minlength=number)
    shares: _Column = np.where(other >= 0, hits / np.maximum(words.counts[other], 1), -1.0)
    return shares


def _last(lines: Lines, flags: Flags) -> Numbers:
    """For each line the last one above it for which something holds; -1 where there is none."""
    marked = np.maximum.accumulate(np.where(flags, lines.index, -1))
    return np.concatenate([[-1], marked[:-1]])


def _shifted(row: _Column, step: int, beyond: float) -> _Column:
    """What stands so many lines below, or above where it is negative."""
    out = np.full(len(row), beyond, dtype=np.float32)
    if step > 0:
        out[:-step] = row[step:]
    elif step < 0:
        out[-step:] = row[:step]
    return out


def _beside(lines: Lines) -> list[_Column]:
    """How far a line says the same as the ones beside it."""
    rows: list[_Column] = []
    for step in _BESIDE_STEPS:
        other = lines.index + step
        rows.extend(
            overlap(lines.words, np.where((other >= 0) & (other < lines.number), other, -1))
        )
    return rows


def _near(lines: Lines, again10: _Column) -> list[_Column]:
    columns = {**lines.columns, "again10": again10}
    return [_shifted(columns[what], step, -1.0) for step in _NEAR_STEPS for what in _NEAR]


def _windows(lines: Lines) -> list[_Column]:
    """Sums over so many lines above and below."""
    number, at = lines.number, lines.index
    columns = lines.columns
    counted = np.stack([
        np.minimum(lines.weight, 600),
        np.minimum(lines.long, 600),
        lines.prose,
        lines.weight < 30,
        columns["furniture"] > 0,
        np.minimum(lines.gap, 5),
        lines.copies.count > 1,
    ])  # fmt: skip
    sums = np.zeros((len(counted), number + 1))
    np.cumsum(counted, axis=1, out=sums[:, 1:])
    rows: list[_Column] = []
    for size in _WINDOWS:
        low, high = np.maximum(at - size, 0), np.minimum(at + 1 + size, number)
        rows.extend((sums[:, at] - sums[:, low]) / size)
        rows.extend((sums[:, high] - sums[:, np.minimum(at + 1, number)]) / size)
    return rows


def _rules(lines: Lines) -> list[_Column]:
    """What rules make of a dump."""
    labels = [label for span in lines.rules for label in span.labels]
    named = {
        label: np.array([own is label for own in labels])
        for label in (Label.HEADLINE, Label.BODY, Label.STANDFIRST, Label.FURNITURE)
    }
    sizes = [len(span.blocks) for span in lines.rules]
    in_article = np.repeat([span.is_article for span in lines.rules], sizes)
    start = np.zeros(lines.number)
    first = 0
    for span in lines.rules:
        own = [i for i, label in enumerate(span.labels) if label in (Label.HEADLINE, Label.BODY)]
        if own and span.is_article:
            start[first + own[0]] = 1
        first += len(span.blocks)
    body = named[Label.BODY]
    rows: list[_Column] = [start, named[Label.HEADLINE], body]
    rows.extend([named[Label.STANDFIRST], named[Label.FURNITURE], in_article])
    rows.append(np.full(lines.number, min(float(start.sum()), 99.0)))
    rows.extend(_shifted(row, step, -1.0) for step in _RULE_STEPS for row in (start, body))
    return rows


def _since(flags: Flags, index: Numbers) -> _Column:
    """Lines since the last for which something held, the line itself not counted."""
    marked = np.maximum.accumulate(np.where(flags, index, -_FAR))
    since: _Column = np.minimum(index - np.concatenate([[-_FAR], marked[:-1]]), _FAR)
    return since


def _place(lines: Lines) -> list[_Column]:
    number, at = lines.number, lines.index
    total = np.concatenate([[0.0], np.cumsum(lines.long)])
    before, after = total[at], total[-1] - total[at + 1]
    back = at[::-1]
    median = np.sort(lines.gap)[number // 2]
    is_gap = lines.gap > max(median, 1)
    first = np.maximum.accumulate(np.where(is_gap, at, 0))
    # The next gap below the line; the dump's end where there is none.
    ahead = np.minimum.accumulate(np.where(is_gap, at, number)[::-1])[::-1]
    last = np.append(ahead[1:], number)
    short = np.maximum.accumulate(np.where(lines.weight < 30, at, 0))
    long = lines.long > 0
    return [
        at / number,
        np.minimum(before, 1e5),
        np.minimum(after, 1e5),
        _since(lines.prose, at),
        _since(lines.prose[::-1], at)[::-1],
        np.minimum(total[at] - total[first], 1e5),
        np.minimum(total[last] - total[at], 1e5),
        np.minimum(at - first, _FAR),
        np.minimum(last - at, _FAR),
        np.minimum(total[at] - total[short], 1e5),
        _since(long, at),
        _since(long[back], at)[::-1],
    ]


def _whole(lines: Lines) -> list[float]:
    weight, gap, columns = lines.weight, lines.gap, lines.columns
    text = max(float(weight.sum()), 1.0)
    prose = weight[lines.prose]
    return [
        min(lines.number, 2000),
        min(text, 1e6),
        float(lines.long.sum()) / text,
        float(lines.prose.mean()),
        float((weight < 30).mean()),
        float(columns["bullet"].mean()),
        *(float((gap == size).mean()) for size in (0, 1, 2)),
        float((gap >= 3).mean()),
        float((lines.copies.count > 1).mean()),
        float((columns["cjk_share"] * weight).sum()) / text,
        float((columns["upper_share"] * weight).sum()) / text,
        float(prose.mean()) if len(prose) else 0.0,
        float(np.sort(gap)[lines.number // 2]),
    ]
