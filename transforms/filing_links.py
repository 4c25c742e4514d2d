"""The breadcrumbs and links of a page that tell where its site files it (transforms.filing)."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

import lxml.html

from transforms.filing import MAX_CRUMBS, MAX_TAGS, Crumb, is_folder_of
from transforms.json_ld import breadcrumbs
from transforms.names import name_words
from transforms.near_headline import (
    MAX_CANDIDATES,
    is_elsewhere,
    links_above,
    nearest_article,
    text_of,
)

# So many ways to the article that a page prints, and as many that its JSON-LD gives, are read.
MAX_TRAILS = 3
# A list of links, with what it is called, has at least this share of its text in them.
MIN_LINKS_SHARE = 0.5
# An article has so many lists of its tags, above and below it; more are of teasers.
MAX_FILING_LISTS = 2
_TRAIL_TAGS = ("nav", "ol", "ul", "div", "section", "p")
_TRAIL_NAMES = ("class", "id", "itemtype", "aria-label")
_TRAIL = "readcrumb"
# Where a site's first page is, and what stands between the steps of a way from it that is called
# nothing: "Home » News › Sea".
_HOME_HREF = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:index\.\w{2,5})?")
_ARROW = re.compile(r"\s*(?:>{1,2}|»|›|→|▸|▶|::)\s*")
_TAG_HOLDERS = ("div", "ul", "section", "p", "span", "dl", "footer")
# What a link above a headline to where it is filed is called.
_KICKERS = frozenset("kicker section category rubric rubrik rubrique eyebrow overline".split())
_CATEGORY_HREF = re.compile(
    r"/(?:categor(?:y|ies?|ias?)|kategorien?|sections?|seccion(?:es)?|rubri[ck]s?|rubriques?|ressorts?"
    r"|topics?)/[^/]"
)
_TAG_HREF = re.compile(r"/(?:tags?|topics?|keywords?)/[^/]")


def find_trails(
    root: lxml.html.HtmlElement, everything: list[dict[str, Any]]
) -> Iterator[list[Crumb]]:
    """The ways to the article: those of JSON-LD, then those that are printed."""
    for trail in islice(breadcrumbs(everything), MAX_TRAILS):
        yield [Crumb(name, url) for name, url in trail]
    for element in islice(_trails(root), MAX_TRAILS):
        links = islice(element.iter("a"), MAX_CRUMBS + 1)
        yield [Crumb(text, link.get("href")) for link in links if (text := text_of(link))]
    for steps in islice(_unnamed_trails(root), MAX_TRAILS):
        yield [Crumb(text_of(link), link.get("href")) for link in steps]


def _trails(root: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Elements that are called breadcrumbs. In a quarter of XPath's time."""
    for element in root.iter(*_TRAIL_TAGS):
        # All values at once, as hardly any element has it in one.
        if _TRAIL in " ".join(element.values()).lower() and any(
            _TRAIL in element.get(name, "").lower() for name in _TRAIL_NAMES
        ):
            yield element


def _unnamed_trails(root: lxml.html.HtmlElement) -> Iterator[list[lxml.html.HtmlElement]]:
    """Links from the site's first page on, each with an arrow between it and the last."""
    for link in root.iter("a"):
        if _HOME_HREF.fullmatch(link.get("href") or " "):
            steps = [link]
            while len(steps) <= MAX_CRUMBS and (step := _next_step(steps[-1])) is not None:
                steps.append(step)
            if len(steps) > 1:
                yield steps


def _next_step(link: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The link behind the arrow behind a link, both maybe in an element of their own."""
    parent = link.getparent()
    for node in (link, parent) if parent.tag in ("span", "li") else (link,):
        if _ARROW.fullmatch(node.tail or "") and (behind := node.getnext()) is not None:
            return next(behind.iter("a"), None)
    return None


class FilingLinks:
    """Links to where a site files the article, in lists as they stand; found once, if at all.

    Those in the headline's <article>, or in none if it stands in none.
    """

    def __init__(self, root: lxml.html.HtmlElement, heading: lxml.html.HtmlElement | None) -> None:
        self._heading = heading
        self._own = nearest_article(heading) if heading is not None else None
        self._within = root if self._own is None else self._own

    @cached_property
    def _lists(self) -> dict[str, list[list[lxml.html.HtmlElement]]]:
        found: dict[tuple[str, lxml.html.HtmlElement], list[lxml.html.HtmlElement]] = {}
        for link in self._within.iter("a"):  # in two thirds of the time that XPath takes
            if kind := _filing(link.get("rel"), link.get("href")):
                found.setdefault((kind, _holder(link)), []).append(link)
        lists: dict[str, list[list[lxml.html.HtmlElement]]] = {}
        for (kind, _), links in found.items():
            lists.setdefault(kind, []).append(links)
        return lists

    def categories(self) -> Iterator[list[Crumb]]:
        """The first of each list of categories (rel="category tag"), as a way of one step."""
        for links in self._said("category"):
            yield [Crumb(text_of(links[0]), links[0].get("href"))]

    def kickers(self, canonical: str | None) -> Iterator[list[Crumb]]:
        """What the headline stands under, as ways of one step.

        Links right above it to a category, or to a folder that the article's own address is in.
        """
        for link in links_above(self._heading) if self._heading is not None else ():
            address = link.get("href") or ""
            is_filing = (
                _CATEGORY_HREF.search(address)
                or is_folder_of(address, canonical)
                or not _KICKERS.isdisjoint(name_words(link.get("class") or ""))
            )
            if is_filing and self._is_own(link):
                yield [Crumb(text_of(link), address)]

    def tags(self) -> Iterator[list[str]]:
        """Lists of tags: of links that say so (rel="tag"), else of what leads to pages of tags.

        A list of these is nothing but links; other such links stand in sentences.
        """
        for links in self._said("tag"):
            yield list(map(text_of, links))
        for links in self._lists.get("linked", [])[:MAX_CANDIDATES]:
            if len(links) > 1 and self._is_own(links[0]):
                texts = list(map(text_of, links))
                if sum(map(len, texts)) >= MIN_LINKS_SHARE * len(text_of(_holder(links[0]))):
                    yield texts
        for element in islice(self._called_tags(), MAX_CANDIDATES):
            found = islice(element.iter("a"), MAX_TAGS + 1)
            texts = [text_of(link).rstrip(",; ") for link in found]
            if sum(map(len, texts)) >= MIN_LINKS_SHARE * len(text_of(element)):
                yield texts

    def _called_tags(self) -> Iterator[lxml.html.HtmlElement]:
        """The article's elements that are called its tags."""
        for element in self._within.iter(*_TAG_HOLDERS):
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            if "tags" in names.lower() and "tags" in name_words(names) and self._is_own(element):
                yield element

    def _said(self, kind: str) -> Iterator[list[lxml.html.HtmlElement]]:
        """What says that it is of a kind; many lists are those of teasers."""
        lists = self._lists.get(kind, [])
        if len(lists) <= MAX_FILING_LISTS:
            yield from (links for links in lists if self._is_own(links[0]))

    def _is_own(self, link: lxml.html.HtmlElement) -> bool:
        return nearest_article(link) is self._own and not is_elsewhere(link, self._own)


def names_tag(rel: str) -> bool:
    """Whether a link's `rel` says that it leads to a tag (HTML standard, "Link type 'tag'").

    >>> names_tag("tag nofollow"), names_tag("category tag")
    (True, False)
    """
    return _filing(rel, None) == "tag"


def _filing(rel: str | None, href: str | None) -> str | None:
    """What a link leads to: the article's `category` or `tag`, or by its address, `linked`, one."""
    if rel and "tag" in (kinds := rel.split()):
        return "category" if "category" in kinds else "tag"
    return "linked" if href and _TAG_HREF.search(href) else None


def _holder(link: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """What holds the list that a link is an item of."""
    parent = link.getparent()
    return parent.getparent() if parent.tag in ("li", "span") else parent
