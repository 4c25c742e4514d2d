"""Pages as lines of text, each with what it is to the article: what dumps are glued of.

An extractor leaves of a page what it leaves; what each line is was never marked. So gold's
title, body, summary, captions and authors are laid along the lines of each page by itself, before
pages are glued: in a dump of many articles the same words stand in many places.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from training.gold import GoldPage
from training.labels import MIN_SHARE, label_blocks, tokens
from transforms import furniture
from transforms.decode import clean_text, fold, squeeze
from transforms.roles import BODY_ROLES, Role

# A headline may stand so many lines above the first paragraph.
MAX_MASTHEAD_LINES = 30
# So much of a printed headline's words has to be gold's, and the other way round.
MIN_TITLE_F1 = 0.8
# A headline with a kicker before it or a site's name behind it is a headline at this share.
MIN_TITLE_SHARE = 0.5
# A line of the body that is shorter than this stands near one that is not.
MIN_LONG_CHARS = 40
MAX_STRAY_LINES = 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a dump.

    Attributes:
        text: white space squeezed, never empty.
        gap: blank lines before it.
        role: what it is to its article.
    """

    text: str
    gap: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextPage:
    """A page as an extractor gives it.

    Attributes:
        lines: of the page.
        gold: its article, as gold has it.
        extractor: which one.
        site, language: of the page.
        fold: which its site is in.
        recall: token F1 of the lines labelled body with gold's body.
        goes_on: prose below the last line labelled body, as a share of the body's length.
    """

    lines: tuple[TextLine, ...]
    gold: Mapping[str, Any]
    extractor: str
    site: str
    language: str
    fold: int
    recall: float
    goes_on: float


def text_page(text: str, extractor: str, page: GoldPage, fold_number: int) -> TextPage:
    """A page as an extractor gives it."""
    lines = split_lines(text)
    roles = label_lines([line for line, _ in lines], page.gold)
    told = zip(lines, roles, strict=True)
    body = " ".join(text for (text, _), role in told if role in BODY_ROLES)
    return TextPage(
        lines=tuple(
            TextLine(text, gap, role) for (text, gap), role in zip(lines, roles, strict=True)
        ),
        gold=page.gold,
        extractor=extractor,
        site=page.site,
        language=page.language,
        fold=fold_number,
        recall=_token_f1(tokens(body), tokens("\n".join(page.gold["body"]))),
        goes_on=_goes_on(lines, roles),
    )


def _goes_on(lines: Sequence[tuple[str, int]], roles: Sequence[Role]) -> float:
    body = [i for i, role in enumerate(roles) if role in BODY_ROLES]
    if not body:
        return 0.0
    below = [text for text, _ in lines[body[-1] + 1 :] if furniture.is_prose(text)]
    own = sum(furniture.weigh(lines[i][0]) for i in body)
    return sum(map(furniture.weigh, below)) / own


def split_lines(text: str) -> list[tuple[str, int]]:
    """A text's lines that are not blank, each with the number of blank ones before it."""
    lines = []
    gap = 0
    for line in clean_text(text).strip().split("\n"):
        if squeezed := squeeze(line):
            lines.append((squeezed, gap))
            gap = 0
        else:
            gap += 1
    return lines


def label_lines(texts: Sequence[str], gold: Mapping[str, Any]) -> list[Role]:
    """What each line of a page is to its gold article."""
    shares = label_blocks(texts, "\n".join(gold["body"])).shares
    body = _without_strays([i for i, share in enumerate(shares) if share >= MIN_SHARE], texts)
    roles = [Role.OUTSIDE] * len(texts)
    if not body:
        return roles
    folded = [fold(furniture.strip_bullet(unescape(text))) for text in texts]
    heads = _find_headlines(texts, folded, gold.get("title") or "", body[0])
    first = heads[0] if heads else body[0]
    summary = {fold(text) for text in gold.get("summary") or ()}
    captions = {fold(text) for text in gold.get("captions") or ()}
    authors = [fold(name) for name in gold.get("authors") or () if fold(name)]
    for i in range(first, body[-1] + 1):
        is_above = i < body[0]
        if folded[i] in captions or furniture.is_caption(texts[i]):
            roles[i] = Role.CAPTION
        elif is_above and folded[i] in summary:
            roles[i] = Role.STANDFIRST
        elif is_above and _is_byline(texts[i], folded[i], authors):
            roles[i] = Role.BYLINE
        else:
            roles[i] = Role.MASTHEAD if is_above else Role.INSIDE
    for i in body:
        roles[i] = Role.BODY
    for i in heads:
        roles[i] = Role.HEADLINE
    if not heads:
        roles[body[0]] = Role.OPENING
    return roles


def _without_strays(body: list[int], texts: Sequence[str]) -> list[int]:
    """The body without menu entries that are a word of it: short lines far from the long ones."""
    long = [i for i in body if furniture.weigh(texts[i]) >= MIN_LONG_CHARS]
    return [i for i in body if any(abs(i - other) <= MAX_STRAY_LINES for other in long)] or body


def _is_byline(text: str, folded: str, authors: Sequence[str]) -> bool:
    return len(text) <= furniture.MAX_BYLINE_CHARS and any(name in folded for name in authors)


def _find_headlines(texts: Sequence[str], folded: Sequence[str], title: str, end: int) -> list[int]:
    """The printings of a title above the first paragraph; of one that differs the likest."""
    own = fold(title)
    if not own:
        return []
    near = range(max(0, end - MAX_MASTHEAD_LINES), end)
    heads = [i for i in near if own in folded[i] and len(own) >= MIN_TITLE_SHARE * len(folded[i])]
    if heads:
        return heads
    words = tokens(title)
    likest = max(near, key=lambda i: _token_f1(tokens(texts[i]), words), default=None)
    if likest is None or _token_f1(tokens(texts[likest]), words) < MIN_TITLE_F1:
        return []
    return [i for i in near if folded[i] == folded[likest]]


def _token_f1(left: Sequence[str], right: Sequence[str]) -> float:
    if not left or not right:
        return 0.0
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right))
