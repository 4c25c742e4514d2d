"""Cutting a text dump: learned models say what each line is, rules name what is left.

A model of words and a network that reads all lines in both directions say how likely each role
of a line is; the likeliest way through them, of roles that can follow one another, is the cut.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from transforms import furniture
from transforms.appeals import is_appeal
from transforms.blocks import Block
from transforms.bulletins import NEVER, find_bulletins, find_signers, set_apart
from transforms.byline import (
    find_signer,
    is_about_author,
    is_names,
    is_read_in,
    is_signed,
    names_author,
    split_authors,
)
from transforms.datelines import read_dateline
from transforms.dates import TIME_OF_DAY, holds_date, replace_dates
from transforms.decode import fold
from transforms.fields import is_field, names_paper, states_date, states_standfirst
from transforms.hashed import load_hashed
from transforms.headline import (
    compare_odds,
    describe_mastheads,
    find_mastheads,
    lines_of,
    place_headlines,
)
from transforms.labels import Label, Span, find_all
from transforms.page_labels import is_of_page, is_page_label
from transforms.recurrent import RecurrentModel, load_recurrent, mean_log_probabilities
from transforms.roles import BODY_ROLES, Role, article_starts, best_roles
from transforms.separators import find_separators
from transforms.tail import take_biographies, take_tail
from transforms.text_features import NAMES, Lines, Matrix, describe_lines
from transforms.text_words import HEADLINE_COLUMN, WordModels, describe_words
from transforms.trees import Trees, load_trees
from transforms.widgets import is_labelled_caption, is_widget

# How many lines below its last paragraph a credit or byline is still the article's.
MAX_TRAIL_LINES = 3
# A date that stands so many lines above its article's headline, or fewer, is the article's.
MAX_DATE_LINES = 2
# So much of a headline with a kicker or a site's name is the headline by itself.
MIN_PART = 0.5
# A line that begins as furniture does ("ALSO READ: …") is a paragraph from this probability on,
# and an article is sure whose text has it.
SURE = 0.9

# A line of names alone above the first paragraph, which nothing else tells to be a byline, is one
# from this probability on: names are printed there of who is pictured, too.
MIN_BYLINE = 0.1
# And one that is taken for a caption from this on.
MIN_CAPTION_BYLINE = 0.15
# One that names a person and says more is one from this on.
MIN_SURE_BYLINE = 0.4
# A sentence below the last paragraph is the body's from this probability on where no blank line
# stands between them.
MIN_LAST = 0.15
# And from this on where one does, as between the other paragraphs.
MIN_LAST_APART = 0.3
# A short line alone between two paragraphs is a subheading of theirs from this probability on.
MIN_SUBHEADING = 0.2
MAX_SUBHEADING_CHARS = 45
# A list has so many points at least.
MIN_POINTS = 2
# So many short sentences at the end of a text without any furniture are its own, however unlikely.
MAX_LAST_OF_CLEAN = 2
# Text that is taken for a body and is less likely one than not, all of it together, is none. Beside
# an article that is sure it has to be likelier.
MIN_BODY = 0.5
MIN_BODY_BESIDE = 0.7
# A line that is less likely a caption or a paragraph may be about when the article was published.
MIN_LIKELIER = 0.5
FIRST_PARAGRAPHS = 3
# What a dateline ends in, and points begin with too.
DASHES = ("-", "–")
# So many lines of which so many are points of a list are a list of teasers and no article.
MIN_LIST_LINES = 50
MIN_LIST_SHARE = 0.9

# What a new article costs, in logarithms of odds: two that are joined lose as much as one that is
# cut in two, and there are many more lines at which one could be.
START_COST = 1.5
# A dump with so many lines above its first article is a whole page, menu and all, and mostly of
# one article: another costs more.
MIN_MENU_LINES = 20
PAGE_START_COST = 3.0
# What it costs a line of such a page to be a paragraph, in the same: below articles of sites that
# were not learnt from, more is taken for a paragraph than is one.
PAGE_BODY_COST = 0.5
# Of a dump of so few lines rules decide what networks find nothing in.
MAX_RULED_LINES = 4
# Between the steps of a way through a site, and how many there are at least above an article.
_STEP = re.compile(r"\s+[/>»›→|]\s+")
MIN_STEPS = 2
# And so many lines below, or fewer, is its headline.
MAX_STEP_LINES = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_INITIAL = re.compile(r"[^\W\d_]\.")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
# A surname in capitals has so many letters; acronyms have fewer.
MIN_SURNAME_CHARS = 5
# A Vietnamese paragraph has more of these letters, if it is no short one, and another language's
# seldom any.
MIN_VIETNAMESE_LETTERS = 5
LAST_PARAGRAPHS = 3
# Who writes, for whom and from where: no more, and each of no more words.
MAX_TOLD_OF_WRITER = 4
MAX_TOLD_WORDS = 4
# What a wire calls a story: "FERRY-STRIKE", "FERRY-STRIKE/ (UPDATE 2)", "Fähren/Streik/".
_SLUG = re.compile(
    r"[A-Z]{2,}(?:[-/][A-Z0-9]+)+/?(?:\s+(?:\(.*\)|[A-Z0-9 ]+))?|(?:[^\W\d_][\w-]{1,24}/){2,8}"
)
# What browsers print above each page: when it was printed, and what the page is called.
_PRINTED_AT = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s\d{1,2}[:.]\d\d(?:\s?[AP]M)?\s+\S")
# What a wire says of the version that it sends.
_REVISED = re.compile(
    r"\((?:adds|corrects|recasts|refiles|repeats|updates|writes through)\b|\(?eds?: ", re.IGNORECASE
)
# A heading within a text in Markdown.
_MARKDOWN_HEADING = re.compile(r"#{2,6}\s+(?=\S)")
# A dateline on a line by itself: "Port Ellery, 4 May 2024 (AFP) -".
_OPEN_DATELINE = re.compile(r"\([^()]{2,24}\)\s*[—–-]{1,2}$")
# A sentence that is all in quotes. A text has no more that are out of its own paragraphs.
# Sentences in quotes, or words in quotes with whose they are behind a dash.
_QUOTE = re.compile(
    r"[\"“„«»「『‘'‟](?P<said>.*)"
    r"(?:[.!?。…]\s?[\"”“»«」』’']|[\"”“»«」』’'][.!?]|[\"”“»«」』’'](?P<whose>\s?[–—-]\s?[^.!?]{3,80}))"
)
MIN_SIGNED_QUOTE_CHARS = 15
MAX_PULL_QUOTES = 20
# The page of a paper behind its day, in the languages of the West.
_PAGE_BEHIND = re.compile(
    r"\d,?\s(?:pp?|pg|page|p[aá]g|seite|s|str|blz)\.?\s?\w{0,3}\d+$", re.IGNORECASE
)
# What no subheading has in it: a label's colon, ways and addresses, a remark in brackets. Nor does
# it end as a sentence, or a teaser.
_NO_SUBHEADING = re.compile(r"[:：|/]|\w\.\w|^\W*[(（\[]|[)）\].!。।…]$")
# How many networks are asked.
NETWORKS = 2
# The logarithm of the probability below which trees are not asked whether a line is a headline.
MIN_LIKELY = -4.6
# What trees hold for impossible is not.
MIN_PROBABILITY = 0.0005

_LABELS = {
    Role.HEADLINE: Label.HEADLINE,
    Role.STANDFIRST: Label.STANDFIRST,
    Role.CAPTION: Label.CAPTION,
    Role.BYLINE: Label.BYLINE,
    Role.BODY: Label.BODY,
    Role.OPENING: Label.BODY,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextModels:
    """What says the role of a line.

    Attributes:
        words: what it may be by its words.
        lines: what it is, by those, by what is around it, and by all lines of its dump; the mean of
            what several networks say.
        heading: which of the lines above an article's first paragraph is its headline, by those
            but the network, and by what the article says (transforms.headline). At threshold,
            there is one above an article that seems to begin without any.
    """

    words: WordModels
    lines: tuple[RecurrentModel, ...]
    heading: Trees


@lru_cache(maxsize=1)
def load_text_models() -> TextModels:
    """The models that presscut ships."""
    return TextModels(
        words=WordModels(body=load_hashed("text_body"), headline=load_hashed("text_headline")),
        lines=tuple(load_recurrent(f"text_lines_{number}") for number in range(NETWORKS)),
        heading=load_trees("text_heading"),
    )


def segment_text(blocks: Sequence[Block], models: TextModels | None = None) -> tuple[Span, ...]:
    """Cuts a dump's blocks into spans of one article each.

    Spans follow one another. What stands before the first article belongs to its span, as
    FURNITURE; a dump without an article is one span of FURNITURE. Takes at least one block, and
    the shipped models if none are given. Time grows with the number of characters and lines.
    """
    models = models or load_text_models()
    lines = Lines(blocks)
    words = describe_words([block.text for block in blocks], models.words)
    matrix = np.hstack([describe_lines(lines), words])
    likely = mean_log_probabilities(models.lines, matrix)
    separators = find_separators(blocks, np.exp(likely[:, Role.HEADLINE]))
    likely[separators] = np.where(np.arange(len(Role)) == Role.OUTSIDE, 0.0, NEVER)
    roles = likeliest_roles(likely)
    if bulletins := find_bulletins(blocks, roles, np.exp(likely)):
        for items in bulletins:
            set_apart(likely, blocks, items)
        roles = likeliest_roles(likely)
        roles[[i for items in bulletins for i in find_signers(blocks, items)]] = Role.BYLINE
    roles, headline = _with_headlines(blocks, lines, matrix, likely, roles, models.heading)
    spans = spans_of(blocks, roles, np.exp(likely), headline, separators)
    is_decided = spans[0].is_article or len(blocks) > MAX_RULED_LINES
    return spans if is_decided else lines.rules


def likeliest_roles(likely: NDArray[np.float64]) -> NDArray[np.int64]:
    """The likeliest roles of a dump's lines; in a whole page less is a paragraph.

    Args:
        likely: the logarithm of the probability of each role, a row a line, at least one.
    """
    roles = best_roles(likely, START_COST)
    starts = np.flatnonzero(article_starts(roles))
    if not len(starts) or starts[0] < MIN_MENU_LINES:
        return roles
    if len(starts) > 1:
        roles = best_roles(likely, PAGE_START_COST)
        if article_starts(roles).sum() != 1:
            return roles
    costs = np.zeros(len(Role))
    costs[list(BODY_ROLES)] = PAGE_BODY_COST
    return best_roles(likely - costs, PAGE_START_COST)


def _with_headlines(
    blocks: Sequence[Block],
    lines: Lines,
    matrix: Matrix,
    likely: NDArray[np.float64],
    roles: NDArray[np.int64],
    heading: Trees,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Roles with each article's likeliest headline, and how likely each line is one.

    Args:
        blocks: of a dump.
        lines: what is known of them.
        matrix: what they and their words are, as the network takes it.
        likely: of each role, as the network has it.
        roles: of each line, as best_roles gives them.
        heading: what tells a headline from the lines around it.
    """
    mastheads = find_mastheads(roles)
    above = lines_of(mastheads)
    odds = matrix[:, len(NAMES) + HEADLINE_COLUMN]
    rows = np.hstack(
        [matrix[above], describe_mastheads(lines, mastheads), compare_odds(mastheads, odds)]
    )
    asked = (likely[above, Role.HEADLINE] >= MIN_LIKELY) | (roles[above] == Role.HEADLINE)
    asked[asked] = [_may_be_headline(blocks, i) for i in above[asked].tolist()]
    above = above[asked]
    sure = heading.probabilities(rows[asked])
    scores = np.full(len(roles), -np.inf)
    scores[above] = likely[above, Role.HEADLINE] + np.log(sure + MIN_PROBABILITY)
    is_sure = np.zeros(len(roles), dtype=np.bool_)
    is_sure[above] = sure >= heading.threshold
    return place_headlines(roles, mastheads, scores, is_sure), scores


def spans_of(
    blocks: Sequence[Block],
    roles: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    headline: NDArray[np.float64],
    separators: Sequence[int] = (),
) -> tuple[Span, ...]:
    """Spans of blocks whose roles are known.

    Args:
        blocks: of a dump.
        roles: of each block, as best_roles gives them.
        probabilities: of each block a row, of each role a column.
        headline: of each block, the larger the likelier it is its article's headline.
        separators: the numbers of blocks below which the next article begins, headline or not.
    """
    starts = np.flatnonzero(article_starts(roles)).tolist()
    starts[1:] = [_begin(before, start, separators) for before, start in pairwise(starts)]
    parts = [slice(first, last) for first, last in pairwise([*starts, len(blocks)])]
    labelled = [
        _label(blocks[own], roles[own].tolist(), probabilities[own], headline[own]) for own in parts
    ]
    sureties = [
        _body_surety(blocks[own], labels, probabilities[own])
        for own, labels in zip(parts, labelled, strict=True)
    ]
    least = MIN_BODY_BESIDE if max(sureties, default=0.0) >= SURE else MIN_BODY
    spans: list[tuple[int, list[Label]]] = []
    for own, labels, surety in zip(parts, labelled, sureties, strict=True):
        if surety >= least:
            spans.append((own.start, labels))
        elif spans:
            # No article after all: what stands there trails the article before it.
            spans[-1][1].extend([Label.FURNITURE] * len(labels))
    if not spans:
        spans = [(0, [Label.FURNITURE] * len(blocks))]
    above, labels = spans[0]
    spans[0] = (0, [Label.FURNITURE] * above + labels)
    if Label.BODY in labels:
        _name_dates_above(blocks, spans)
    _name_end_of_clean(blocks, spans)
    sure = _certainty(spans, probabilities)
    return tuple(
        Span(
            blocks=tuple(blocks[first : first + len(labels)]),
            labels=tuple(labels),
            probabilities=tuple(sure[first : first + len(labels)]),
        )
        for first, labels in spans
    )


def _begin(before: int, start: int, separators: Sequence[int]) -> int:
    """Where an article begins whose headline is known, and where the one before it begins."""
    at = bisect_left(separators, start)
    return max(separators[at - 1] + 1, before + 1) if at and separators[at - 1] > before else start


def _body_surety(
    blocks: Sequence[Block], labels: Sequence[Label], probabilities: NDArray[np.float64]
) -> float:
    """How likely the text of a body is one; 0 where there is none, a long list, or an appeal."""
    body = find_all(Label.BODY, labels)
    points = sum(furniture.has_bullet(blocks[i].text) for i in body)
    if not body or (len(body) >= MIN_LIST_LINES and points >= MIN_LIST_SHARE * len(body)):
        return 0.0
    if is_appeal([blocks[i].text for i in body]):
        return 0.0
    weights = np.array([furniture.weigh(blocks[i].text) for i in body], dtype=np.float64)
    likely = weights @ probabilities[body][:, BODY_ROLES].sum(axis=1) / weights.sum()
    # No article begins with a point of a list and has no headline: comments do, and boxes.
    if Label.HEADLINE not in labels and furniture.has_bullet(blocks[body[0]].text):
        likely = min(likely, MIN_BODY)
    return float(likely)


def _certainty(
    spans: Sequence[tuple[int, list[Label]]], probabilities: NDArray[np.float64]
) -> list[float]:
    """How likely each block is what it is labelled; where a rule named it, that it is no body."""
    columns: dict[Label, list[Role]] = {
        label: [role for role, own in _LABELS.items() if own is label] for label in _LABELS.values()
    }
    rest = [role for role in Role if role not in BODY_ROLES]
    sure: list[float] = []
    labels = [label for _, own in spans for label in own]
    for label, row in zip(labels, probabilities, strict=True):
        sure.append(min(1.0, round(float(row[columns.get(label, rest)].sum()), 3)))
    return sure


def _label(
    blocks: Sequence[Block],
    roles: Sequence[int],
    probabilities: NDArray[np.float64],
    headlines: NDArray[np.float64],
) -> list[Label]:
    """Names the blocks from one article's start to the next.

    Of different lines that all may be its headline, the likeliest is: sections and kickers stand
    where headlines do.
    """
    body = [i for i, role in enumerate(roles) if role in BODY_ROLES]
    labels = [Label.FURNITURE] * len(blocks)
    if sum(furniture.weigh(blocks[i].text) for i in body) < furniture.MIN_BODY_CHARS:
        return labels
    likely = probabilities[:, BODY_ROLES].sum(axis=1)
    heads = [
        i for i, role in enumerate(roles) if role == Role.HEADLINE and _may_be_headline(blocks, i)
    ]
    while len(body) > 1 and (states_standfirst(blocks[body[0]].text) or _is_field(blocks, body[0])):
        del body[0]
    if len(body) > 1 and _is_headline_too(blocks, heads, body[0], float(likely[body[0]])):
        heads.append(body.pop(0))
    # Above a columnist's headline stands who is told of below the text.
    told = [block.text for block in blocks[body[-1] :][: 1 + MAX_TRAIL_LINES]]
    signed = [i for i in heads if i + 1 < body[0] and _is_told_of(blocks[i].text, told)]
    heads = [i for i in heads if i not in signed] or [
        i + 1 for i in signed[-1:] if _may_be_headline(blocks, i + 1)
    ]
    headline = _choose_headline([fold(blocks[i].text) for i in heads], headlines[heads].tolist())
    seen: set[str] = set()
    end = min(len(blocks), body[-1] + 1 + MAX_TRAIL_LINES)
    for i in range(end):
        text, folded = blocks[i].text, fold(blocks[i].text)
        label = _name(text, Role(roles[i]), is_above=i < body[0], is_last=i == body[-1])
        if i < body[0] and folded == headline:
            label = Label.HEADLINE
        elif i < body[0] and states_standfirst(text):
            label = Label.STANDFIRST
        elif i < body[0] and states_date(text) and holds_date(text):
            label = Label.DATE
        elif (
            label is Label.HEADLINE
            or (
                label is Label.CAPTION
                and (furniture.is_only_picture_source(text) or _is_field(blocks, i))
            )
            or (label is Label.BODY and i < body[0] and _is_field(blocks, i))
        ):
            label = Label.FURNITURE
        elif label is Label.BODY:
            is_long = len(folded) >= furniture.MIN_COPY_CHARS
            is_copy = folded == headline or (is_long and folded in seen)
            if is_copy or (likely[i] < SURE and furniture.is_furniture(text)):
                label = Label.FURNITURE
            seen.add(folded)
        labels[i] = label
    for i in signed:
        labels[i] = Label.BYLINE
    if Label.BODY not in labels:
        labels[body[0]] = Label.BODY
    _name_last_sentences(blocks, labels, likely, {headline, *seen})
    _name_lists(blocks, labels)
    take_tail(blocks, labels)
    _name_subheadings(blocks, labels, likely)
    _leave_pull_quotes(blocks, labels)
    if headline:
        _name_points(blocks, labels)
    _name_doubtful_dates(blocks, labels, probabilities)
    _name_byline(blocks, labels, probabilities[:, Role.BYLINE])
    _name_signer(blocks, labels)
    take_biographies(blocks, labels)
    if Label.DATE not in labels:
        _name_date(blocks, labels)
    _name_published(blocks, labels)
    return labels


def _is_told_of(line: str, below: Sequence[str]) -> bool:
    """Whether a line is the names of persons of whom one of some lines says that they wrote it."""
    names = [name.lower() for name in split_authors(line)] if is_names(line) else []
    return any(is_about_author(text, names) for text in below)


def _is_headline_too(
    blocks: Sequence[Block], heads: Sequence[int], first: int, likely: float
) -> bool:
    """Whether what is taken for an article's first paragraph is its headline, or may be one.

    The headline of a short text, where there is no other; else, where it is no likely paragraph,
    one that begins with the topic above it.
    """
    text = blocks[first].text
    if not heads:
        return not furniture.is_prose(text)
    return (
        likely < MIN_BODY_BESIDE
        and furniture.is_headline(text)
        and any(_begins_with(fold(text), fold(blocks[i].text)) for i in heads)
    )


def _name_doubtful_dates(
    blocks: Sequence[Block], labels: list[Label], probabilities: NDArray[np.float64]
) -> None:
    """Labels lines about when the article was published that are hardly captions or paragraphs.

    Down to its first paragraphs.
    """
    columns = {Label.BODY: list(BODY_ROLES), Label.CAPTION: [Role.CAPTION]}
    body = find_all(Label.BODY, labels)
    for i, label in enumerate(labels[: body[:FIRST_PARAGRAPHS][-1] + 1]):
        if (
            label in columns
            and probabilities[i, columns[label]].sum() < MIN_LIKELIER
            and furniture.dates_article(blocks[i].text)
        ):
            labels[i] = Label.DATE
    if Label.BODY not in labels:
        labels[body[-1]] = Label.BODY


def _name_last_sentences(
    blocks: Sequence[Block], labels: list[Label], likely: NDArray[np.float64], printed: set[str]
) -> None:
    """Gives the body the sentences right below its last paragraph, above a wider gap or a rule.

    Not what is printed already.
    """
    last = find_all(Label.BODY, labels)[-1]
    gap = blocks[last].blank_lines if Label.BODY in labels[max(0, last - 1) : last] else 0
    end = last + 1
    while (
        end < len(labels)
        and blocks[end].blank_lines <= gap
        and labels[end] is Label.FURNITURE
        and likely[end] >= (MIN_LAST_APART if gap else MIN_LAST)
        and furniture.is_sentence(blocks[end].text)
        and not furniture.is_furniture(blocks[end].text)
        and not _is_no_paragraph(blocks[end].text)
        and fold(blocks[end].text) not in printed
    ):
        end += 1
    if (
        end == len(labels)
        or blocks[end].blank_lines > gap
        or not any(map(str.isalnum, blocks[end].text))
    ):
        labels[last + 1 : end] = [Label.BODY] * (end - last - 1)


def _name_lists(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Gives the body the lists that its paragraphs announce with a colon.

    Lines that stand right below one another, above another paragraph or else numbered from 1 on:
    below an article's last paragraph, a page announces its own lists too.
    """
    end = 0
    for above in find_all(Label.BODY, labels):
        if above < end or not blocks[above].text.endswith((":", "\uff1a")):
            continue
        first = end = above + 1
        while (
            end < len(labels)
            and labels[end] is Label.FURNITURE
            and (end == first or not blocks[end].blank_lines)
        ):
            end += 1
        points = [block.text for block in blocks[first:end]]
        numbers = list(map(furniture.note_number, points))
        is_above = end < len(labels) and labels[end] is Label.BODY
        if (
            len(points) >= MIN_POINTS
            and (is_above or numbers == list(range(1, 1 + len(points))))
            and not any(furniture.is_furniture(text) or _is_no_paragraph(text) for text in points)
        ):
            labels[first:end] = [Label.BODY] * len(points)


def _leave_pull_quotes(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from a body the sentences in quotes by themselves that another paragraph says too."""
    body = find_all(Label.BODY, labels)
    quotes = [(i, quote) for i in body if (quote := _QUOTE.fullmatch(blocks[i].text))]
    said = [fold(blocks[i].text) for i in body] if quotes else []
    for i, quote in quotes[:MAX_PULL_QUOTES]:
        own, line = fold(quote["said"]), fold(blocks[i].text)
        least = MIN_SIGNED_QUOTE_CHARS if quote["whose"] else furniture.MIN_COPY_CHARS
        if len(own) >= least and any(own in text != line for text in said):
            labels[i] = Label.FURNITURE


def _name_subheadings(
    blocks: Sequence[Block], labels: list[Label], likely: NDArray[np.float64]
) -> None:
    """Gives the body the short lines that stand alone between two paragraphs of it.

    Buttons and links to other stories stand there too: they are told by what they say, and are
    less likely paragraphs. What says whose a picture is, or is printed again, is none either.
    """
    printed = Counter(block.text for block in blocks)
    for i in range(1, len(labels) - 1):
        text = blocks[i].text
        if (
            labels[i : i + 2] == [Label.FURNITURE, Label.BODY]
            and likely[i] >= MIN_SUBHEADING
            and len(text) <= MAX_SUBHEADING_CHARS
            and " " in text
            and printed[text] == 1
            and furniture.is_prose(blocks[i + 1].text)
            and not _NO_SUBHEADING.search(text)
            and not furniture.is_date_line(text)
            and not _is_known(text)
            and not is_names(text)
            and not names_author(text)
            and _is_apart(blocks, labels, i)
        ):
            labels[i] = Label.BODY


def _is_apart(blocks: Sequence[Block], labels: Sequence[Label], i: int) -> bool:
    """Whether only a paragraph stands above a line, or between them what is known to be furniture.

    Or a list that begins with what is, and a blank line below it.
    """
    first = i
    while first and labels[first - 1] is Label.FURNITURE:
        first -= 1
    between = blocks[first:i]
    known = [_is_known(block.text) for block in between]
    is_listed = bool(blocks[i].blank_lines) and not any(b.blank_lines for b in between[1:])
    return labels[max(0, first - 1)] is Label.BODY and (all(known) or (known[0] and is_listed))


def _is_known(text: str) -> bool:
    """Whether a line's own text says that it is none of a story's."""
    return furniture.is_furniture(text) or furniture.heads_list(text) or _is_no_paragraph(text)


def _name_end_of_clean(blocks: Sequence[Block], spans: Sequence[tuple[int, list[Label]]]) -> None:
    """Gives the body the short sentences that end a dump where nothing else is furniture.

    Whoever cleaned it has left them: "He declined."
    """
    first, labels = spans[-1]
    kept = len(labels)
    while kept and labels[kept - 1] is Label.FURNITURE:
        kept -= 1
    printed = {fold(block.text) for block in blocks[first : first + kept]}
    ends = [block.text for block in blocks[first + kept :]]
    if (
        kept
        and 0 < len(ends) <= MAX_LAST_OF_CLEAN
        and all(map(_is_short_sentence, ends))
        and printed.isdisjoint(map(fold, ends))
        and Label.FURNITURE not in [*chain(*(own for _, own in spans[:-1])), *labels[:kept]]
    ):
        for i, text in enumerate(map(fold, ends), start=kept):
            if text not in printed:
                labels[i] = Label.BODY
            printed.add(text)
        take_tail(blocks[first:], labels)
        take_biographies(blocks[first:], labels)


def _is_short_sentence(text: str) -> bool:
    """Whether a line is a sentence, of two words perhaps, and tells of no page."""
    return (
        furniture.ends_sentence(text)
        and not text.endswith(("…", "..."))
        and not furniture.is_furniture(text)
        and not _is_no_paragraph(text)
    )


def _name_byline(blocks: Sequence[Block], labels: list[Label], likely: NDArray[np.float64]) -> None:
    """Makes a byline of the likeliest line above the body that is an agency's or of names alone.

    Where there is a byline, but one that names nobody: of one that says "By", or of any where that
    names no agency and says none. Of what is taken for a caption only where there is nothing else.
    """
    bylines = find_all(Label.BYLINE, labels)
    if any(split_authors(blocks[i].text) for i in bylines):
        return
    for i in find_all(Label.STANDFIRST, labels):
        if _tells_of_writer(blocks[i].text):
            labels[i] = Label.BYLINE
            return
    nameless = [
        i
        for i in bylines
        if not furniture.is_byline(blocks[i].text) and find_signer(blocks[i].text) is None
    ]
    lines = [
        i
        for i in _unnamed_above_body(labels)
        if _is_agencys(blocks[i].text)
        or (likely[i] >= MIN_SURE_BYLINE and bool(split_authors(blocks[i].text)))
        or (
            is_names(blocks[i].text)
            and not furniture.is_furniture(blocks[i].text)
            and (
                (
                    len(nameless) == len(bylines)
                    and (
                        likely[i] >= MIN_BYLINE
                        or is_signed(blocks[i].text)
                        or holds_date(blocks[i].text)
                        or _is_at_date(blocks[i].text, labels, i)
                    )
                )
                or (i and furniture.is_only_by(blocks[i - 1].text))
            )
        )
    ]
    if not lines and len(nameless) == len(bylines):
        lines = [
            i
            for i in range(labels.index(Label.BODY))
            if labels[i] is Label.CAPTION
            and likely[i] >= MIN_CAPTION_BYLINE
            and _has_capitals(blocks[i].text)
            and is_names(blocks[i].text)
        ]
    if lines:
        for i in nameless:
            labels[i] = Label.FURNITURE
        labels[max(lines, key=lambda i: likely[i])] = Label.BYLINE


def _tells_of_writer(text: str) -> bool:
    """Whether a line is a name and for whom and from where its bearer writes, between commas.

    >>> _tells_of_writer("Ada Fenwick, Fog News Agency, Port Ellery")
    True
    >>> _tells_of_writer("Ada Fenwick, who left the harbour in the spring, came back")
    False
    """
    told = [part.strip() for part in text.split(",")]
    return (
        1 < len(told) <= MAX_TOLD_OF_WRITER
        and all(0 < len(part.split()) <= MAX_TOLD_WORDS for part in told)
        and not any(map(str.isdigit, text))
        and not furniture.ends_sentence(text)
        and split_authors(text)[:1] == (told[0],)
    )


def _name_signer(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Makes a byline of a name right below the last paragraph, where nobody is named above.

    Only of one that nothing else looks like, and whose words the text has not: most of what pages
    print there are labels, and topics. Not so above the fields of a database.
    """
    said = (
        blocks[i].text for i in (*find_all(Label.BYLINE, labels), *find_all(Label.DATE, labels))
    )
    body = find_all(Label.BODY, labels)
    last = body[-1] + 1
    if last == len(blocks) or labels[last] is not Label.FURNITURE:
        return
    name = blocks[last].text
    if is_names(name) and Label.BYLINE not in labels and _is_field(blocks, last + 1):
        labels[last] = Label.BYLINE
    if any(map(split_authors, said)):
        return
    near = max(len(_VIETNAMESE.findall(blocks[i].text)) for i in body[-LAST_PARAGRAPHS:])
    is_vietnamese = near >= MIN_VIETNAMESE_LETTERS or _VIETNAMESE.search(name) is not None
    if split_authors(name) == (name,) and _is_plain_name(name, is_vietnamese=is_vietnamese):
        own = frozenset(_WORD.findall(name))
        if all(own.isdisjoint(_WORD.findall(blocks[i].text)) for i in body):
            labels[last] = Label.BYLINE


def _is_plain_name(name: str, *, is_vietnamese: bool) -> bool:
    """Whether what may be a name has the form of nothing else.

    A surname in capitals, or initials before it; in Vietnamese, where labels have one capital,
    each word with one.

    >>> names = "Ada FENWICK", "A. Fenwick", "An Vu"
    >>> [_is_plain_name(name, is_vietnamese=False) for name in names]
    [True, True, False]
    >>> _is_plain_name("An Vu", is_vietnamese=True)
    True
    """
    *given, surname = name.split()
    if not all(word.istitle() and len(word) > 1 for word in given):
        return False
    is_in_capitals = surname.isupper() and len(surname) >= MIN_SURNAME_CHARS
    has_initials = all(map(_INITIAL.fullmatch, given))
    return is_in_capitals or (surname.istitle() and (has_initials or is_vietnamese))


def _is_agencys(text: str) -> bool:
    """Whether a line says "By", behind a bullet, and names an agency."""
    return furniture.is_byline(furniture.strip_bullet(text)) and find_signer(text) is not None


def _has_capitals(text: str) -> bool:
    return text != text.lower()


def _is_at_date(text: str, labels: Sequence[Label], i: int) -> bool:
    """Whether a date stands right above a line or right below it, and the line has capitals.

    Where there are none, much else reads as a name.
    """
    return _has_capitals(text) and Label.DATE in (
        *labels[max(0, i - 1) : i],
        *labels[i + 1 : i + 2],
    )


def _name_date(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Labels the first line above the body that is about when it was published, if there is any.

    Else the one next above the headline.
    """
    unnamed = _unnamed_above_body(labels)
    dated = (i for i in unnamed if furniture.dates_article(blocks[i].text))
    above = labels.index(Label.HEADLINE) if Label.HEADLINE in labels else 0
    heads = (i for i in reversed(range(above)) if _heads_with_date(blocks[i].text))
    for i in islice(chain(dated, heads), 1):
        labels[i] = Label.DATE


def _name_published(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Labels the first line right below the body that says when it was published."""
    below = 1 + find_all(Label.BODY, labels)[-1]
    for i in range(below, min(len(labels), below + MAX_TRAIL_LINES)):
        if labels[i] is Label.FURNITURE and furniture.says_published(blocks[i].text):
            labels[i] = Label.DATE
            return


def _name_dates_above(blocks: Sequence[Block], spans: list[tuple[int, list[Label]]]) -> None:
    """Labels the dates right above articles that have none below their headlines.

    What stands above a later article may be what closes the one before it: it is the later one's
    only where the first article has its date there, and moves from the one span to the other.
    """
    closing = _date_above(blocks, spans[1][0], spans[0][1]) if len(spans) > 1 else None
    labels = spans[0][1]
    _name_date_above(blocks, labels[:closing], labels)
    if Label.DATE not in labels[: labels.index(Label.BODY)] or not _is_date_first(labels):
        return
    for number, (start, own) in enumerate(spans[1:], start=1):
        above, before = spans[number - 1]
        at = _date_above(blocks, start, before)
        if at is not None and Label.DATE not in own[: own.index(Label.BODY)]:
            below = [Label.FURNITURE] * (len(before) - at)
            spans[number - 1] = (above, before[:at])
            spans[number] = (above + at, [Label.DATE, *below[1:], *own])


def _date_above(blocks: Sequence[Block], start: int, before: Sequence[Label]) -> int | None:
    """Where among the labels of the span before a date stands that is right above a later one."""
    first = start - len(before)
    for at in range(len(before) - 1, max(-1, len(before) - 1 - MAX_DATE_LINES), -1):
        if before[at] in (Label.FURNITURE, Label.DATE) and _heads_with_date(
            blocks[first + at].text
        ):
            return at
    return None


def _is_date_first(labels: Sequence[Label]) -> bool:
    """Whether an article's date stands above its headline."""
    return Label.HEADLINE in labels and labels.index(Label.DATE) < labels.index(Label.HEADLINE)


def _heads_with_date(text: str) -> bool:
    """Whether a line is a date as above headlines: with a weekday alone it is today's.

    With a time it may be an article's, and with a page it is.
    """
    if furniture.starts_with_date(text):
        return True
    if not furniture.is_date_line(text):
        return False
    return _PAGE_BEHIND.search(text) is not None or (
        TIME_OF_DAY.search(text) is not None
        and ":" not in replace_dates(text, "\n").partition("\n")[0]
    )


def _name_date_above(
    blocks: Sequence[Block], counted: Sequence[Label], labels: list[Label]
) -> None:
    """Labels a date right above an article, which has none below its headline.

    And above one that has no headline what is about when it was published, and who wrote it.
    """
    first = next(i for i, label in enumerate(labels) if label is not Label.FURNITURE)
    is_headless = labels[first] is Label.BODY
    if not is_headless and (labels[first] is not Label.HEADLINE or Label.DATE in counted):
        return
    for i in range(first - 1, max(-1, first - 1 - MAX_DATE_LINES), -1):
        text = blocks[i].text
        if is_headless and names_author(text):
            labels[i] = Label.BYLINE
        elif _heads_with_date(text) or (is_headless and furniture.dates_article(text)):
            labels[i] = Label.DATE
            return


def _unnamed_above_body(labels: Sequence[Label]) -> list[int]:
    """The lines that are nothing so far, below the headline where there is one."""
    body = labels.index(Label.BODY)
    first = labels.index(Label.HEADLINE) if Label.HEADLINE in labels[:body] else 0
    return [i for i in range(first, body) if labels[i] is Label.FURNITURE]


def _name_points(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Makes a standfirst of the points in which a story is summed up above its first paragraph.

    A dash alone is what is left of a dateline whose place stands on a line above.
    """
    body = find_all(Label.BODY, labels)
    first = next((i for i in body if not furniture.has_bullet(blocks[i].text)), body[0])
    points = body[: body.index(first)]
    if len(points) == 1 and blocks[points[0]].text.startswith(DASHES):
        return
    for i in points:
        labels[i] = Label.STANDFIRST


def _choose_headline(printings: Sequence[str], likely: Sequence[float]) -> str:
    """The likeliest of some headlines; a part of it where that is printed by itself too.

    What the article is about, by itself, is not its headline where that begins with it.

    >>> _choose_headline(["harbour", "harbourfogagain", "fogagain"], [0.5, 0.9, 0.8])
    'fogagain'
    >>> _choose_headline(["adafenwick", "adafenwickstopstheferry"], [0.9, 0.8])
    'adafenwickstopstheferry'
    """
    if not printings:
        return ""
    ranked = sorted(zip(likely, printings, strict=True), key=lambda one: one[0], reverse=True)
    best = ranked[0][1]
    best = next((one for _, one in ranked if _begins_with(one, best)), best)
    parts = [one for one in printings if one in best and len(one) >= MIN_PART * len(best)]
    return min(parts, key=len, default=best)


def _may_be_headline(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is nothing else that stands where headlines do."""
    text = blocks[i].text
    return not (
        names_author(text)
        or is_page_label(text)
        or _SLUG.fullmatch(text) is not None
        or _PRINTED_AT.match(text) is not None
        or furniture.ends_in_picture_source(text)
        or furniture.is_notice(text)
        or _leads_to(blocks, i)
        or _is_field(blocks, i)
        or states_standfirst(text)
        or names_paper(text, blocks[i - 1].text if i else "")
    )


def _leads_to(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the way through a site to the headline right below it, or its beginning."""
    *above, last = _STEP.split(blocks[i].text)
    own = fold(last)
    return (
        len(above) >= MIN_STEPS
        and len(own) >= furniture.MIN_HEADLINE_CHARS
        and any(fold(block.text).startswith(own) for block in blocks[i + 1 :][:MAX_STEP_LINES])
    )


def _is_field(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is a field of a database, with another right above or below it.

    By itself "Source: Fenwick to leave" is a headline.
    """
    beside = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    is_one = i < len(blocks) and is_field(blocks[i].text)
    return is_one and any(is_field(block.text) for block in beside)


def _begins_with(headline: str, topic: str) -> bool:
    """Whether a headline begins with what may be the topic that it stands below."""
    return headline.startswith(topic) and len(topic) < MIN_PART * len(headline)


def _is_no_paragraph(text: str) -> bool:
    """Whether what may be a paragraph is the page's own, or what it shows besides the story."""
    return (
        is_of_page(text)
        or furniture.is_embedded(text)
        or furniture.is_placeholder(text)
        or furniture.is_notice(text)
        or furniture.is_of_feed(text)
        or not furniture.strip_text_label(text)
        or (is_widget(text) and any(map(str.isalpha, text)))
    )


def _name(text: str, role: Role, *, is_above: bool, is_last: bool) -> Label:
    """What a block is to its article, given its role and where the body is."""
    if furniture.is_credit(text):
        return Label.CREDIT
    if furniture.signs_post(text):
        return Label.DATE if holds_date(text) else Label.FURNITURE
    is_line = not furniture.is_prose(text)
    if role in BODY_ROLES:
        if _is_no_paragraph(text):
            return Label.FURNITURE
        if is_line and (furniture.is_byline(text) or names_author(text)):
            return Label.BYLINE
        if furniture.is_date_line(text) and (
            furniture.is_modified(text) or furniture.says_published(text)
        ):
            return Label.DATE
        # The agency of a short last paragraph is no picture's: "… he said. (AP)".
        is_agencys = is_last and furniture.find_signature(text) is not None
        is_caption = (
            (is_line and not is_agencys and furniture.is_caption(text))
            or (is_line and furniture.names_picture_source(text))
            or (
                len(text) <= furniture.MAX_PICTURED_CHARS and furniture.ends_in_picture_source(text)
            )
            or is_labelled_caption(text)
        )
        return Label.CAPTION if is_caption else Label.BODY
    if (
        role is Role.CAPTION
        and not is_above
        and not is_line
        and furniture.find_signature(text)
        and not furniture.ends_in_picture_source(text)
    ):
        # Among paragraphs, "… he said. (AP)" is one and no caption; "… (Photo: AP)" is.
        return Label.BODY
    if (
        role in (Role.STANDFIRST, Role.CAPTION, Role.MASTHEAD)
        and not is_line
        and not furniture.is_caption(text)
        and read_dateline(text)
    ):
        return Label.BODY
    if role is Role.CAPTION and (is_widget(text) or _REVISED.match(text)):
        return Label.FURNITURE
    if role in (Role.STANDFIRST, Role.CAPTION, Role.BYLINE) and is_of_page(text):
        return Label.FURNITURE
    if role is Role.INSIDE and (heading := _MARKDOWN_HEADING.match(text)):
        is_own = not furniture.is_furniture(text[heading.end() :])
        return Label.BODY if is_own else Label.FURNITURE
    if role is Role.CAPTION and is_above and _OPEN_DATELINE.search(text) and holds_date(text):
        return Label.DATE
    if role in (Role.CAPTION, Role.STANDFIRST, Role.MASTHEAD) and is_read_in(text):
        return Label.BYLINE if split_authors(text) else Label.FURNITURE
    is_pictured = furniture.names_picture_source(text) and not furniture.is_byline(text)
    if role is Role.BYLINE and is_pictured:
        return Label.CAPTION
    if role is Role.STANDFIRST and furniture.ends_in_picture_source(text):
        return Label.CAPTION
    if role is Role.BYLINE and (furniture.is_notice(text) or _SLUG.fullmatch(text)):
        return Label.FURNITURE
    if (
        (role is Role.STANDFIRST and is_names(text))
        or (role is Role.CAPTION and (is_signed(text) or (is_above and names_author(text))))
        or (role is Role.HEADLINE and names_author(text))
    ):
        return Label.BYLINE
    if role in _LABELS:
        return _LABELS[role]
    if furniture.is_furniture(text):
        return Label.FURNITURE
    if furniture.is_byline(text) or furniture.is_glued_byline(text) or names_author(text):
        return Label.BYLINE
    if furniture.is_date_line(text):
        return Label.DATE
    is_caption = furniture.is_caption(text) or furniture.ends_in_picture_source(text)
    return Label.CAPTION if is_caption else Label.FURNITURE
