"""Titles without what is not of the headline: a section's label, a site's name."""

import re
from collections.abc import Iterable, Sequence

from transforms.decode import CJK, fold

MAX_LABEL_WORDS = 2
# A headline is the title in a page's head where it makes up at least this share of it; the rest is
# the site's name.
MIN_TITLE_SHARE = 0.5
# A site's name may be its host's with more to it, or less, where the shorter has so many letters
# and makes up at least this share of the longer.
MIN_NAME_CHARS = 4
MIN_NAME_SHARE = 0.5
# In what is longer no site's name is looked for: it is a text, or made to take long.
MAX_TITLE_CHARS = 1000
# What stands between a headline and its site in <title>: "Headline - Site", "Site: Headline".
_SITE_MARK = re.compile(r"\s+(?:[–—·•»«›‹*~/<>_-]{1,2}|::?)\s+|:\s+|_")
# What is set off in East Asia, without spaces: "标题_新闻_海港网", "제목-정치ㅣ항구신문".
_EAST_ASIAN_TAIL = re.compile(r"\s?(?:[-_－＿—–]{1,2}|[：:])\s?([^-_－＿—–：:|]{2,16})$")
# How a section is called, and what papers there are called.
_EAST_ASIAN_SECTION = re.compile(rf"{CJK}{{2,6}}")
_EAST_ASIAN_SITE = re.compile(
    r"\S{1,12}(?:[网網報报]|新[闻聞]|ニュース|デジタル|オンライン|뉴스|신문|일보)"
)
_IS_EAST_ASIAN = re.compile(CJK)
_BARS = re.compile(r"[|｜ㅣ丨]")


def is_titled(headline: str, titles: Iterable[str]) -> bool:
    """Whether a headline is one of some titles, or all of one but the site's name; all folded.

    >>> is_titled("ferrystops", ["ferrystopsharbour"]), is_titled("ferry", ["ferrystopsharbour"])
    (True, False)
    """
    return headline != "" and any(
        headline in title and len(headline) >= MIN_TITLE_SHARE * len(title) for title in titles
    )


def strip_label(title: str) -> str:
    """A headline without the section, of one or two words, that is set off behind it.

    >>> strip_label("Let the ferry run | Opinion")
    'Let the ferry run'
    """
    headline, _, label = title.rpartition(" | ")
    return headline if _is_label(label, headline) else title


def _is_label(label: str, headline: str) -> bool:
    is_short = len(label.split()) <= MAX_LABEL_WORDS < len(headline.split())
    return is_short and label.replace(" ", "").isalpha()


def unglue(title: str, heading: str) -> str:
    """A headline with spaces between the pieces that its elements set off, where they read as one.

    Args:
        title: a headline, its elements' texts joined as they stand.
        heading: the same, with a space between any two elements.

    >>> unglue("On the QuayFerry Stops", "On the Quay Ferry Stops")
    'On the Quay Ferry Stops'
    >>> unglue("iPhone", "i Phone")
    'iPhone'
    """
    pieces, at = [], 0
    for word in heading.split():
        start = title.find(word, at)
        if start < 0:
            return title
        # "Mc" and "e" begin names.
        before = title[max(0, at - 2) : at]
        is_glued = start == at > 1 and word[0].isupper() and before.isalpha() and before.islower()
        pieces.append(" " if is_glued else title[at:start])
        pieces.append(word)
        at = start + len(word)
    return "".join(pieces) + title[at:]


def strip_site_name(title: str, site_name: str | None, site: str | None = None) -> str:
    """A page's title without the name of its site before or behind it.

    Args:
        title: as the page's head has it.
        site_name: what the site calls itself.
        site: its host, which often is its name too.

    >>> strip_site_name("Rain expected - Rhine Courier", "Rhine Courier")
    'Rain expected'
    >>> strip_site_name("Rain expected | Weather | The Courier", None)
    'Rain expected'
    >>> strip_site_name("Rain expected - Rhine Courier", None, "rhinecourier.example")
    'Rain expected'
    >>> strip_site_name("Rain expected today - Weather - Courier - 14 March", "Courier")
    'Rain expected today'
    >>> strip_site_name("暴雨来袭 渡轮停驶_社会_海港网", None)
    '暴雨来袭 渡轮停驶'
    """
    if len(title) > MAX_TITLE_CHARS:
        return title
    own = _own_names(site_name, site)
    whole = title
    is_east_asian = not title.isascii() and _IS_EAST_ASIAN.search(title) is not None
    parts = [part.strip() for part in _BARS.split(title)]
    title = _headline_of([part for part in parts if fold(part) not in own] or parts)
    marks = list(_SITE_MARK.finditer(title))
    for number, mark in enumerate(marks):
        if _is_site(title[: mark.start()], own):
            return title[mark.end() :]
        if _is_site_behind(title, marks[number:], own):
            title = _strip_sections(title, marks[: number + 1])
            break
    return _strip_east_asian(title, own, is_cut=title != whole) if is_east_asian else title


def names_site(title: str, site_name: str | None, site: str | None = None) -> bool:
    """Whether a title is the name of its site and nothing else; arguments as of strip_site_name.

    >>> names_site("The Rhine Courier", None, "rhinecourier.example")
    True
    """
    return _is_site(title, _own_names(site_name, site))


def _own_names(site_name: str | None, site: str | None) -> set[str]:
    """What a site calls itself and its host is called, folded; with and without an article."""
    host = (site or "").casefold()
    own = {fold(name) for name in (site_name or "", host, *host.split(".")[:-1])}
    own |= {name.removeprefix("the") for name in own}
    own.discard("")
    return own


def _is_site(text: str, own: set[str]) -> bool:
    return fold(text).removeprefix("the") in own


def _is_alike(text: str, own: set[str]) -> bool:
    """Whether a text is a name of the site with more or less to it.

    "Rhine Courier Online" of rhinecourier.example, "Courier" of Courier Media.
    """
    name = fold(text).removeprefix("the")
    pairs = (sorted((name, other), key=len) for other in own)
    return any(
        len(shorter) >= max(MIN_NAME_CHARS, MIN_NAME_SHARE * len(longer))
        and (longer.startswith(shorter) or longer.endswith(shorter))
        for shorter, longer in pairs
    )


def _is_site_behind(title: str, marks: Sequence[re.Match[str]], own: set[str]) -> bool:
    """Whether the site's name stands behind the first of some marks, which go on to the end.

    Or between it and the next: "Headline - Site - 14 March". What a colon sets off may tell of
    the site, or quote it.
    """
    first, *others = marks
    behind = title[first.end() :]
    if ":" in first[0] or _is_site(behind, own):
        return _is_site(behind, own)
    if not others:
        return _is_alike(behind, own)
    return ":" not in others[0][0] and _is_site(title[first.end() : others[0].start()], own)


def _strip_sections(title: str, marks: Sequence[re.Match[str]]) -> str:
    """A title up to the last mark, without sections that marks like it set off before it."""
    *others, last = marks
    end = last.start()
    for mark in reversed(others):
        is_section = _is_label(title[mark.end() : end], title[: mark.start()])
        if mark[0] != last[0] or ":" in mark[0] or not is_section:
            break
        end = mark.start()
    return title[:end]


def _headline_of(parts: Sequence[str]) -> str:
    """The part of a title, of those that bars set off, which is the headline.

    The longest, or the first that is no label, if it is half as long at least: of two that are
    alike the second is a site's name or says more, but a headline outdoes a kicker by far.
    """
    longest = max(parts, key=len)
    first = next((part for part in parts if len(part.split()) > MAX_LABEL_WORDS), longest)
    return first if 2 * len(first) >= len(longest) else longest


def _strip_east_asian(title: str, own: set[str], *, is_cut: bool) -> str:
    """A title without site and section behind it, as East Asian papers set them off.

    Args:
        title: a title.
        own: what the site is called, folded.
        is_cut: whether the site's name stood behind it, so that a section may.
    """
    if (tail := _EAST_ASIAN_TAIL.search(title)) and (
        fold(tail[1]) in own or (tail[0][0] in "-_" and _EAST_ASIAN_SITE.fullmatch(tail[1]))
    ):
        title, is_cut = title[: tail.start()], True
    # Below a headline of a few characters there is none.
    while (
        is_cut
        and (tail := _EAST_ASIAN_TAIL.search(title))
        and tail[0][0] in "-_－＿"
        and _EAST_ASIAN_SECTION.fullmatch(tail[1])
        and tail.start() > 2 * len(tail[1])
    ):
        title = title[: tail.start()]
    return title
