"""Bulletins: short items one below the other, each a headline and a paragraph or a few.

A network takes them for one article with subheadings, of which there are many more, and to look at
they are the same. What they say tells: a subheading needs the title of its article and a headline
does not, so all of a bulletin's read a little more like headlines than subheadings do; and what is
told below one is not told again below the others.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms import furniture
from transforms.blocks import Block
from transforms.byline import is_names, names_author, without_town
from transforms.datelines import read_dateline
from transforms.dates import TIME_OF_DAY
from transforms.decode import fold
from transforms.roles import ABOVE_BODY, BODY_ROLES, Role, article_starts
from transforms.text_features import MAX_WORD_CHARS, words_of

# So many items are a bulletin, or more. An article may have three parts by chance.
MIN_ITEMS = 4
# Below what says so, so many.
MIN_BRIEFS = 2
_BRIEFS = re.compile(
    r"\W*(?:(?:[^\W\d_]+\s)?(?:in\s+)?briefs?|news\s+round-?up|en\s+bref|brèves|(?:en\s+)?breves"
    r"|in\s+breve|notizie\s+in\s+breve|em\s+resumo|notas\s+breves|kurz\s+(?:gemeldet|notiert|und\s+knapp)"
    r"|kurzmeldungen|in\s+kürze|in\s+het\s+kort|kort\s+nieuws|i\s+korthet|kort\s+fortalt|w\s+skrócie"
    r"|krótko|ve\s+zkratce|stručně|v\s+skratke|röviden|pe\s+scurt|kısa\s+kısa|коротко|кратко)\W*",
    re.IGNORECASE,
)
# An item has so many paragraphs at most.
MAX_PARAGRAPHS = 4
# And so many lines below them, before the next begins: who sent it, what to click on.
MAX_FEET = 3
# The logarithms of the probabilities that the headings are headlines, the first apart, which is one
# in an article too, come to so much on average.
MIN_HEADLINE = -5.2
# So much of a heading's words stands in another item, on average over all others, or less.
MAX_SHARED = 0.12
# So much of the first heading's: an article's parts all speak of what its title says.
MAX_SHARED_TITLE = 0.15
# So much of what its paragraphs name is named in another's, or less.
MAX_RETOLD = 0.2
# Each item's paragraphs are so likely paragraphs.
MIN_BODY = 0.3
# Letters to a paper may stand below its leader, and a network takes them for readers' comments:
# this is enough of theirs, whose headings come to so much.
MIN_LETTER_BODY = 0.1
MIN_LETTER_HEADLINE = -3.5
# So many of them have a line below that names who wrote it.
MIN_SIGNED = 0.75
MIN_LETTERS = 2
# To whom they are, in the languages of the West: "SIR – I was …", "Gentile direttore, da due …".
_SALUTATION = re.compile(
    r"(?:(?:dear\s+)?(?:sirs?|madam|editor)(?:\s+or\s+madam)?\s?[,:—–-]|to\s+the\s+editor\b"
    r"|(?:gentile|caro|egregio)\s+direttore|gentile\s+redazione|monsieur\s+le\s+(?:rédacteur|directeur)"
    r"|(?:estimado|señor|sr\.)\s+director|(?:senhor|sr\.|caro)\s+(?:editor|diretor)"
    r"|(?:sehr\s+geehrte|liebe)\s+redaktion|geachte\s+redactie|szanowna\s+redakcjo)",
    re.IGNORECASE,
)
# Questions are an interview's or a reader's, times a live report's, and what begins alike ("READ
# ALSO: …") leads to other pages, from this share of the headings on.
MIN_SHARE = 0.5
# Words are one where their beginnings are: "mill" is found in "mills", "Brücke" in "Brücken".
STEM_CHARS = 5
OPENING_CHARS = 8
QUESTION_MARKS = ("?", "？", "؟")
EXCLAMATION_MARKS = ("!", "！")

# The logarithm of the probability of what is not.
NEVER = -50.0

# A word within a sentence.
_NAME = re.compile(r"(?<=[\w,;:„“\"«(»] )[\"„“«(]?([^\W\d_]\w{2,})")
# Who sent an item, behind its last sentence: "… said. — World Wire", "… sagte er. dpa", "… AFP/kb".
_SIGNATURE = re.compile(
    r"(?<=[.!?…。\"”’»])\s+(?:[-–—/\[][^.!?…。]{2,30}|[A-Z]{2,6}(?:/\w{2,6})?|[a-z]{2,4}(?:/\w{2,6})?)$"
)
# Behind a dateline.
_DASH = re.compile(r"\s?[-–—]+\s")


class Item(NamedTuple):
    """One of a bulletin's: the number of its headline, and of the line below its paragraphs."""

    headline: int
    end: int


def find_bulletins(
    blocks: Sequence[Block], roles: NDArray[np.int64], probabilities: NDArray[np.float64]
) -> list[list[Item]]:
    """The items of each bulletin of a dump.

    Args:
        blocks: a dump's lines.
        roles: of each, as they are best taken where nothing is known of bulletins.
        probabilities: of each a row, of each role a column.
    """
    letters = _letters(blocks)
    salutes = {one.headline for run in letters for one in run}
    starts = article_starts(roles)
    headed = _headed(roles, starts)
    for i in np.flatnonzero(np.isin(roles, ABOVE_BODY)).tolist():
        # Below a headline it is who wrote the paragraph.
        headed[i] = headed[i] or is_names(blocks[i].text)
    return letters + [
        items
        for items in _runs(blocks)
        if salutes.isdisjoint(one.headline for one in items)
        and _is_uncut(items, starts)
        and _is_bulletin(
            blocks,
            items,
            probabilities,
            is_headed=headed[items[0].headline] and not _are_briefs(blocks, items),
        )
    ]


def _letters(blocks: Sequence[Block]) -> list[list[Item]]:
    """Letters to the editor, a run for those below one another: each is headed and salutes.

    Readers' comments salute as little as a story's parts do, so that two of them are enough.
    """
    salutes = [_SALUTATION.match(block.text) is not None for block in blocks]
    runs: list[list[Item]] = [[]]
    for at in np.flatnonzero(salutes).tolist():
        if at == 0 or salutes[at - 1] or not _may_head(blocks[at - 1].text):
            continue
        end = at + 1
        while end < len(blocks) and _is_paragraph(blocks[end].text):
            end += 1
        if runs[-1] and at - 1 - runs[-1][-1].end > MAX_FEET:
            runs.append([])
        runs[-1].append(Item(at - 1, end))
    return [run for run in runs if len(run) >= MIN_LETTERS]


def _is_uncut(items: Sequence[Item], starts: NDArray[np.bool_]) -> bool:
    """Whether few articles begin among items as they are best taken, and none but at theirs."""
    within = int(starts[items[0].headline + 1 : items[-1].end].sum())
    begun = sum(bool(starts[one.headline]) for one in items[1:])
    return within == begun < MIN_SHARE * len(items)


def _headed(roles: NDArray[np.int64], starts: NDArray[np.bool_]) -> list[bool]:
    """Of each line, whether an article that goes on there has paragraphs above it."""
    found: list[bool] = []
    is_headed = False
    for role, is_start in zip(roles.tolist(), starts.tolist(), strict=True):
        is_headed = is_headed and not is_start and role != Role.OUTSIDE
        found.append(is_headed)
        is_headed = is_headed or role in BODY_ROLES
    return found


def _runs(blocks: Sequence[Block]) -> list[list[Item]]:
    """Items one below the other, in runs that are long enough for a bulletin."""
    prose = [_is_paragraph(block.text) for block in blocks]
    runs: list[list[Item]] = [[]]
    at = 0
    while at < len(blocks) - 1:
        if not prose[at + 1] or prose[at] or not _may_head(blocks[at].text):
            at += 1
            continue
        end = at + 2
        while end < len(blocks) and (prose[end] or _is_last(blocks[end].text)):
            end += 1
        if runs[-1] and at - runs[-1][-1].end > MAX_FEET:
            runs.append([])
        if end - at - 1 > MAX_PARAGRAPHS:
            runs.append([])
        else:
            runs[-1].append(Item(at, end))
        at = end
    runs = [run for run in map(_without_feet, runs) if run]
    return [
        run for run in runs if len(run) >= (MIN_BRIEFS if _are_briefs(blocks, run) else MIN_ITEMS)
    ]


def _are_briefs(blocks: Sequence[Block], items: Sequence[Item]) -> bool:
    """Whether the line right above items says that they are briefs."""
    first = items[0].headline
    return first > 0 and _BRIEFS.fullmatch(blocks[first - 1].text) is not None


def _without_feet(run: list[Item]) -> list[Item]:
    """A run without what stands nearer to its last item than each item does to the one above.

    Below the last letter, the town of who wrote it heads what is said of letters to come.
    """
    gaps = [below.headline - above.end for above, below in pairwise(run)]
    return run[:-1] if len(gaps) > 1 and gaps[-1] < min(gaps[:-1]) else run


def _is_signed(blocks: Sequence[Block], items: Sequence[Item]) -> bool:
    """Whether items are letters: who wrote it stands below each, or nearly, and perhaps where."""
    return sum(_signs(blocks[i].text) for i in _feet(blocks, items)) >= MIN_SIGNED * len(items)


def _signs(line: str) -> bool:
    """Whether a line is names alone, and perhaps where their bearers live."""
    return is_names(without_town(line))


def find_signers(blocks: Sequence[Block], items: Sequence[Item]) -> list[int]:
    """The lines right below items' paragraphs that name who wrote them, and nothing else.

    Below letters, their towns too, which read as names.
    """
    are_letters = _is_signed(blocks, items)
    feet = ((i, blocks[i].text) for i in _feet(blocks, items))
    return [i for i, text in feet if _signs(text) and (are_letters or without_town(text) == text)]


def _feet(blocks: Sequence[Block], items: Sequence[Item]) -> list[int]:
    """The lines right below items' paragraphs, of those that have any above the next."""
    ends = [one.headline for one in items[1:]] + [len(blocks)]
    return [one.end for one, end in zip(items, ends, strict=True) if one.end < end]


def _is_paragraph(text: str) -> bool:
    """Whether a line is running text, signed or not."""
    return furniture.is_prose(text) or furniture.is_prose(_SIGNATURE.sub("", text))


def _is_last(text: str) -> bool:
    """Whether a line is a short paragraph: a sentence, and no question or call, as headings are."""
    text = _SIGNATURE.sub("", text)
    return furniture.is_sentence(text) and not text.endswith(QUESTION_MARKS + EXCLAMATION_MARKS)


def _may_head(text: str) -> bool:
    """Whether a line may be an item's headline."""
    text = furniture.strip_bullet(text)
    return furniture.is_headline(text) and not (
        furniture.is_furniture(text)
        or furniture.is_date_line(text)
        or furniture.is_byline(text)
        or furniture.is_credit(text)
        or furniture.is_caption(text)
        or names_author(text)
    )


def _is_bulletin(
    blocks: Sequence[Block],
    items: Sequence[Item],
    probabilities: NDArray[np.float64],
    *,
    is_headed: bool,
) -> bool:
    """Whether items are articles of their own, and not one's parts.

    Args:
        blocks: a dump's lines.
        items: some of them, one below the other.
        probabilities: of each line a row, of each role a column.
        is_headed: whether what stands at the first is an article's that began above.
    """
    heads = probabilities[[one.headline for one in items[1:]], Role.HEADLINE]
    headline = float(np.log(np.maximum(heads, np.exp(NEVER))).mean())
    bodies = (probabilities[one.headline + 1 : one.end, BODY_ROLES] for one in items)
    body = min(float(own.sum(axis=1).mean()) for own in bodies)
    are_letters = headline >= MIN_LETTER_HEADLINE and _is_signed(blocks, items)
    if headline < MIN_HEADLINE or body < (MIN_LETTER_BODY if are_letters else MIN_BODY):
        return False
    if is_headed and not are_letters:
        return False
    asking = sum(blocks[one.headline].text.endswith(QUESTION_MARKS) for one in items)
    timed = sum(_is_timed(blocks, one) for one in items)
    if max(asking, timed) >= MIN_SHARE * len(items):
        return False
    openings = Counter(fold(blocks[one.headline].text)[:OPENING_CHARS] for one in items)
    if max(openings.values()) >= max(2, MIN_SHARE * len(items)):
        return False
    shared = _shared(blocks, items)
    return (
        shared[0] <= MAX_SHARED_TITLE
        and float(np.mean(shared)) <= MAX_SHARED
        and _retold(blocks, items) <= MAX_RETOLD
    )


def _is_timed(blocks: Sequence[Block], item: Item) -> bool:
    """Whether a time of day stands at an item's head."""
    beside = blocks[max(0, item.headline - 1) : item.headline + 2]
    return any(TIME_OF_DAY.match(block.text) or furniture.is_ago(block.text) for block in beside)


def _shared(blocks: Sequence[Block], items: Sequence[Item]) -> list[float]:
    """Of each item's heading, how much of its words another item has, on average over all."""
    told = [{word[:STEM_CHARS] for word in words_of(_told(blocks, one))} for one in items]
    known = Counter(chain.from_iterable(told))
    shares: list[float] = []
    for one, own in zip(items, told, strict=True):
        words = {word[:STEM_CHARS] for word in words_of(blocks[one.headline].text)}
        others = sum(known[word] - (word in own) for word in words)
        shares.append(others / max(1, len(words)) / (len(items) - 1))
    return shares


def _retold(blocks: Sequence[Block], items: Sequence[Item]) -> float:
    """How much of what items name another one names too; of all their words without capitals."""
    told = [_told(blocks, one) for one in items]
    named = [
        {word[:STEM_CHARS] for word in _NAME.findall(text) if word[0].isupper()} for text in told
    ]
    if not any(named):
        named = [set(words_of(text)) for text in told]
    known = Counter(chain.from_iterable(named))
    again = sum(number for number in known.values() if number > 1)
    return again / max(1, known.total())


def _told(blocks: Sequence[Block], item: Item) -> str:
    """An item's paragraphs, as much of each as counts, without who sent them, whence and when."""
    texts = [block.text[:MAX_WORD_CHARS] for block in blocks[item.headline + 1 : item.end]]
    if read_dateline(texts[0]):
        texts[0] = _DASH.split(texts[0], maxsplit=1)[-1]
    return "\n".join(_SIGNATURE.sub("", text) for text in texts)


def set_apart(likely: NDArray[np.float64], blocks: Sequence[Block], items: Sequence[Item]) -> None:
    """Makes articles of a bulletin's items, and no headline of what stands above the first.

    Args:
        likely: the logarithm of the probability of each role, a row a line, which is changed.
        blocks: the lines.
        items: of one bulletin.
    """
    first = top = items[0].headline
    while top and not _is_paragraph(blocks[top - 1].text):
        top -= 1
    for end, start in ((top, first), *((one.end, two.headline) for one, two in pairwise(items))):
        # What stands between two is in neither.
        feet = likely[end:start]
        feet[:, Role.OUTSIDE] = np.logaddexp(feet[:, Role.OUTSIDE], feet[:, Role.INSIDE])
        feet[:, Role.HEADLINE] = NEVER
    for one in items:
        likely[one.headline : one.end] = NEVER
        likely[one.headline, Role.HEADLINE] = 0.0
        likely[one.headline + 1 : one.end, Role.BODY] = 0.0
