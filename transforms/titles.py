"""Titles without what is not of the headline: a section's label, a site's name."""

import re
from collections.abc import Iterable

from transforms.decode import fold

MAX_LABEL_WORDS = 2
# A headline is the title in a page's head where it makes up at least this share of it; the rest is
# the site's name.
MIN_TITLE_SHARE = 0.5
# What stands between a headline and its site in <title>: "Headline - Site", "Site: Headline".
_SITE_MARK = re.compile(r"\s+(?:[–—·•»«›‹*~/<>_-]{1,2}|::?)\s+|:\s+|_")
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
    is_label = len(label.split()) <= MAX_LABEL_WORDS < len(headline.split())
    return headline if is_label and label.replace(" ", "").isalpha() else title


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
    """
    host = (site or "").casefold()
    own = {fold(name) for name in (site_name or "", host, *host.split(".")[:-1])}
    own |= {name.removeprefix("the") for name in own}
    own.discard("")
    parts = [part.strip() for part in _BARS.split(title)]
    title = max([part for part in parts if fold(part) not in own] or parts, key=len)
    for mark in _SITE_MARK.finditer(title):
        before, behind = title[: mark.start()], title[mark.end() :]
        if fold(before).removeprefix("the") in own:
            return behind
        if fold(behind).removeprefix("the") in own:
            return before
    return title
