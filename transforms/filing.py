"""Where a site files an article: the section that it stands in, and its tags."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from transforms.decode import fold
from transforms.titles import is_titled

MAX_SECTION_CHARS = 60
# A trail leads through fewer pages; a menu has more.
MAX_CRUMBS = 6
# More are all that the site has, and what is longer is a sentence.
MAX_TAGS = 100
MAX_TAG_CHARS = 100
# Numbers over a year's four digits are of a database.
_NUMBER = re.compile(r"\d{5,}|\W*")
# Marks of the direction of writing, which may stand before words of Hebrew and Arabic.
_DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u2067\u2068"
# What tells "C", "C++" and "C#" apart.
_SIGNS = str.maketrans({"+": "plus", "#": "sharp"})
# "news_news", "news/local/crime": as programs file it, and not as it is printed.
_SLUG = re.compile(r"[a-z0-9-]+(?:[_|/][a-z0-9-]+)+")
# What the last word of a name of several stands behind: "Arts, Books and Culture".
_CONJUNCTION = re.compile(r"&|\b(?:and|und|et|y|e)\b")
_HOME = re.compile(r"(?:(?:home|index)(?:\.\w{3,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?", re.IGNORECASE)


class Crumb(NamedTuple):
    """A step of the way through a site's pages to the article: what it is called and leads to."""

    name: str
    url: str | None


def choose_section(
    stated: Iterable[str],
    trails: Iterable[Sequence[Crumb]],
    titles: Iterable[str],
    canonical: str | None,
    own_names: Iterable[str | None],
) -> str | None:
    """The section of an article; None where the page tells none.

    What the page states, unless it is an address or a sentence, else the last page on the way to
    the article. The site's own name, and what is written for programs, where there is nothing else.

    Args:
        stated: what markup gives as section, the most trustworthy first.
        trails: ways to the article, from the site's first page.
        titles: of the article.
        canonical: the article's address.
        own_names: what the site calls itself.
    """
    own = {fold(name) for name in own_names if name}
    names = [name for name in map(_first_of, stated) if _is_name(name)]
    printed = (name for name in names if fold(name) not in own and not _SLUG.fullmatch(name))
    folded = list(filter(None, map(fold, titles)))
    found = (_last_crumb(trail, folded, canonical, own) for trail in trails)
    return next(printed, None) or next(filter(None, found), None) or next(iter(names), None)


def _first_of(text: str) -> str:
    """The first section of a list of several, which has three at least, or no spaces between.

    >>> _first_of("Food, Bars, Region"), _first_of("Opinion,Columns"), _first_of("Helena, MT")
    ('Food', 'Opinion', 'Helena, MT')
    """
    first, *others = text.split(",")
    is_list = len(others) > 1 and not _CONJUNCTION.search(others[-1])
    return first.strip() if is_list or any(other[:1].isalpha() for other in others) else text


def _is_name(text: str) -> bool:
    is_short = len(text) <= MAX_SECTION_CHARS
    return is_short and text.lstrip(_DIRECTIONS)[:1].isalnum() and "://" not in text


def _last_crumb(
    trail: Sequence[Crumb], titles: Sequence[str], canonical: str | None, own: set[str]
) -> str | None:
    """The last step that is neither the site's first page nor the article.

    A trail through years and days is one of dates. What leads nowhere is the article, or a label.
    """
    if len(trail) > MAX_CRUMBS or any(crumb.name.isdigit() for crumb in trail):
        return None
    here = _path(canonical)
    for crumb in reversed(trail):
        path = _path(crumb.url)
        is_self = _page(path) == _page(here) or is_titled(fold(crumb.name), titles)
        is_home = path is None or any(map(_HOME.fullmatch, (path, crumb.name)))
        if not (is_self or is_home or fold(crumb.name) in own) and _is_name(crumb.name):
            return crumb.name
    return None


def is_folder_of(url: str, canonical: str | None) -> bool:
    """Whether an article's own address lies in the folder that another is, below the site's first.

    >>> is_folder_of("/sea/", "https://a.example/sea/ferry"), is_folder_of("/", "https://a.example/")
    (True, False)
    """
    folder, path = _path(url), _path(canonical)
    return bool(folder) and path is not None and "?" not in url and path.startswith(f"{folder}/")


def _path(url: str | None) -> str | None:
    try:
        return urlsplit(url).path.strip("/") if url else None
    except ValueError:
        return None


def _page(path: str | None) -> str | None:
    """The last part of a path: the same page, whatever languages or folders are before it."""
    return path.rpartition("/")[2] if path else None


def choose_tags(lists: Iterable[Iterable[str]], own_names: Iterable[str | None]) -> tuple[str, ...]:
    """The tags of the first list that has any, each once whatever its case.

    Without the site's own name, numbers of its database, and what is no word.
    """
    own = {fold(name) for name in own_names if name} | {""}
    for tags in lists:
        found: dict[str, str] = {}
        for tag in _clean(tags):
            folded = fold(tag)
            is_signed = "+" in tag or "#" in tag
            name = fold(tag.translate(_SIGNS)) if is_signed else folded
            found.setdefault(name, "" if folded in own else tag)
        named = tuple(filter(None, found.values()))
        if 0 < len(named) <= MAX_TAGS:
            return named
    return ()


def _clean(tags: Iterable[str]) -> Iterator[str]:
    for tag in tags:
        text = tag.strip().removeprefix("#").strip()
        if len(text) <= MAX_TAG_CHARS and _NUMBER.fullmatch(text) is None:
            yield text
