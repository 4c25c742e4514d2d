"""What an HTML page says of its article, outside of the article's text.

JSON-LD (schema.org), meta elements (OpenGraph, Dublin Core and their kin), microdata, RDFa, hNews,
`<time>`, links to authors, and what is printed around the headline.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from transforms import furniture
from transforms.byline import clean_person, find_agency, split_authors
from transforms.dates import holds_date, parse_instant, plausible
from transforms.decode import fold
from transforms.filing import choose_section, choose_tags
from transforms.filing_links import FilingLinks, find_trails
from transforms.json_ld import (
    MAX_ARTICLES,
    article_nodes,
    is_article,
    names,
    node_types,
    read_json_ld,
    string,
    strings,
)
from transforms.limits import MAX_AUTHORS
from transforms.near_headline import (
    MAX_LINE_CHARS,
    MAX_NAME_CHARS,
    MAX_WALK,
    Near,
    clean_line,
    printed_around,
    query,
    read_near,
    says_when,
    text_of,
)
from transforms.pages import Stated
from transforms.titles import is_titled

MAX_HEADINGS = 5
# So many of the lines after the headline may be an author who is named without any "By".
STRINGS_BESIDE = 8
# So many elements that name an author are asked; what is further away is of other articles.
MAX_NEAR = 3
# So many of its summaries are compared with each block.
MAX_DESCRIPTIONS = 10
# So many schema.org types are kept; pages that list all there is have no more to tell.
MAX_TYPES = 40


class Post(NamedTuple):
    """An article that JSON-LD names: its headline, folded, and when it was published or changed."""

    headline: str
    published: tuple[str, ...]
    modified: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of its article, each field None or empty where it says nothing.

    Attributes:
        titles: what the head gives as title, the most trustworthy first.
        headings: the page's h1 texts, as printed.
        descriptions: what the head gives as its summary.
        site_name: as the page names it.
        authors: persons.
        bylines: lines around the headline that say who wrote it, as printed.
        agency: the news agency that is named as author.
        published: what may be the instant of publication, the most trustworthy first, as written.
        modified: the same for the last change.
        dates: lines around the headline with a date, as printed.
        language: as declared.
        canonical: the page's own address, absolute.
        section: where the site files the article.
        tags: its keywords.
        body: the article's text, where JSON-LD repeats it.
        types: schema.org types of what the page describes, in JSON-LD and microdata, each once.
        og_type: what OpenGraph says the page is, lower case.
        posts: the articles that JSON-LD names, if several, such as a live blog's posts.
    """

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    site_name: str | None = None
    authors: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    agency: str | None = None
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    language: str | None = None
    canonical: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    body: str | None = None
    types: tuple[str, ...] = ()
    og_type: str | None = None
    posts: tuple[Post, ...] = ()

    def of_post(self, headlines: Collection[str], tags: Iterable[str] = ()) -> "Metadata":
        """What the page says of an article that it is not about: what it says of all of them.

        And when it was published, if JSON-LD has one of its headlines, folded, and its own tags.
        """
        own = next((post for post in self.posts if post.headline in headlines), None)
        return Metadata(
            published=own.published if own else (),
            modified=own.modified if own else (),
            site_name=self.site_name,
            language=self.language,
            canonical=self.canonical,
            section=self.section,
            tags=choose_tags([tags], [self.site_name]),
        )


_PUBLISHED = (
    "article:published", "article.published", "parsely-pub-date", "sailthru.date",
    "citation_online_date", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
    "dc:date", "pubdate", "published", "displaydate", "ptime", "article_date_original", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "article:modified", "lastmod", "last_updated", "utime",
    "og:updated_time", "last-modified", "modified",
)  # fmt: skip
_AUTHORS = (
    "parsely-author", "author", "authors", "dc.creator", "dcterms.creator", "dc:creator",
    "article:author", "article:author_name", "og:article:author", "sailthru.author", "byl",
    "byline", "citation_author", "cxenseparse:author", "citation_authors",
)  # fmt: skip

_KEYWORDS = (
    "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject", "dcterms.subject",
)  # fmt: skip
_SECTIONS = ("article:section", "parsely-section", "og:article:section", "section")
_OTHERS = (
    "og:title", "twitter:title", "og:description", "description", "og:site_name",
    "og:type", "application-name", "og:url", "og:locale",
    "content-language", "language", "dc.language", *_SECTIONS, "article:tag", *_KEYWORDS,
    "twitter:label1", "twitter:data1",
)  # fmt: skip
_WANTED = frozenset((*_PUBLISHED, *_MODIFIED, *_AUTHORS, *_OTHERS))
# "article:published_time", "DC.date.issued": what names of meta elements have in common, all of
# which are kept as "published".
_OF_PUBLICATION = re.compile(
    r"^(?!.*(?:modified|updated|expir)).*"
    r"(?:publi(?:sh|cation)[a-z]*[\W_]*(?:date|time|on)|(?:date|time)[\W_]*(?:publi|issued|created))"
)
_OF_CHANGE = re.compile(
    r"(?:modif|updat)[a-z]*[\W_]*(?:date|time|on)\b|(?:date|time)[\W_]*(?:modif|updat)"
)
_HEAD = ("meta", "title", "h1", "script", "link", "base")

_ITEM_TYPES = lxml.etree.XPath("//@itemtype")
# Two or three words with a capital and small letters behind it, once or several times.
_NAME = r"[A-ZÀ-ÞĀ-Ž][\w'’-]*[a-zß-ÿā-ž](?:\s[A-ZÀ-Þ]\.)?\s[A-ZÀ-ÞĀ-Ž][\w'’-]*[a-zß-ÿā-ž]"
_NAMES_ONLY = re.compile(rf"{_NAME}(?:\s?[,/&]\s?{_NAME}){{0,5}}\W*")
_AGENCY_MARKS = re.compile(r"[,;/|&]|\s(?:and|und|et|mit|with)\s")
# An author as RSS 2.0 has one, "post@paper.example (Ada Fenwick)", or as mail has.
_MAILBOX = re.compile(
    r"\s*(?:\S+@\S+\s+\((?P<behind>[^()]+)\)|\"?(?P<before>[^<>@\"]+)\"?\s*<[^\s<>]+@[^\s<>]+>)\s*"
)
_BETWEEN_TAGS = re.compile(r"[,;，；、]")


class _Page:
    """What one pass over a page's elements gathers."""

    def __init__(self, root: lxml.html.HtmlElement) -> None:
        self.meta: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.title: str | None = None
        self.base: str | None = None
        self.canonical: str | None = None
        self.headings: list[tuple[lxml.html.HtmlElement, str]] = []
        for element in root.iter(*_HEAD):
            tag = element.tag
            if tag == "meta":
                self._read_meta(element)
            elif tag == "script":
                if "ld+json" in (element.get("type") or "").lower():
                    self.scripts.append(element.text or "")
            elif tag == "title":
                # SVGs have titles too.
                self.title = self.title or _own_text(element)
            elif tag == "link":
                if element.get("rel") == "canonical":
                    self.canonical = self.canonical or element.get("href")
            elif tag == "base":
                self.base = self.base or element.get("href")
            elif len(self.headings) < MAX_HEADINGS and (text := _own_text(element)):
                self.headings.append((element, text[:MAX_LINE_CHARS]))

    def _read_meta(self, element: lxml.html.HtmlElement) -> None:
        content = element.get("content")
        for attribute in ("property", "name", "itemprop") if content else ():
            for name in (element.get(attribute) or "")[:MAX_NAME_CHARS].lower().split():
                wanted = _wanted(name)
                if wanted is not None and (cleaned := _own(clean_line(content))):
                    self.meta.setdefault(wanted, []).append(cleaned)

    def first(self, *wanted: str) -> str | None:
        """The content of the first of these meta elements that there is."""
        return next((self.meta[name][0] for name in wanted if name in self.meta), None)

    def all(self, *wanted: str) -> list[str]:
        """The contents of all of these meta elements, in the order of the names."""
        return [content for name in wanted for content in self.meta.get(name, ())]


@lru_cache(maxsize=4096)
def _wanted(name: str) -> str | None:
    """By what name a meta element's content is kept; None for one that says nothing to us."""
    name = name.removeprefix("schema:")
    if _OF_PUBLICATION.search(name):
        name = "published"
    elif name not in _WANTED and _OF_CHANGE.search(name):
        name = "modified"
    return name if name in _WANTED else None


def read_metadata(root: lxml.html.HtmlElement) -> Metadata:
    """Reads a parsed page, before anything is taken out of it. Never raises for what it holds."""
    page = _Page(root)
    everything = read_json_ld(page.scripts)
    stated = [*page.all("og:title"), *page.all("twitter:title"), *filter(None, [page.title])]
    nodes = article_nodes(everything, stated)
    article = nodes[0] if nodes else {}
    titles = unique([
        *strings(_value(nodes, "headline"))[:1],
        *page.all("og:title")[:1],
        *page.all("twitter:title")[:1],
        *filter(None, [page.title]),
    ])  # fmt: skip
    heading = _main_heading(root, page, titles)
    publisher, is_person = next(names(_value(nodes, "publisher")), (None, None))
    own_names = (page.first("og:site_name"), publisher, page.first("application-name"))
    site_name = _first(*own_names)
    canonical = _absolute(page.canonical, page.base or page.first("og:url")) or _absolute(
        page.first("og:url"), None
    )
    own = _own_names(canonical, site_name, publisher, is_person is False)
    authors = _head_authors(nodes, page, own)
    named = (name for node in nodes for name, _ in names(node.get("author")))
    agency = next(_agencies((*named, *page.all(*_AUTHORS))), None)
    published = [*_values(nodes[:1], "datePublished"), *page.all(*_PUBLISHED)]
    near, printed = Near([], [], [], []), list[str]()
    if not authors or not any(map(_tells_day, published)):
        near = read_near(root, heading)
        if agency:  # who else the markup names has written another article
            near.authors.clear()
        printed = list(printed_around(heading)) if heading is not None else []
    links = FilingLinks(root, heading)
    return Metadata(
        titles=titles,
        headings=tuple(text for _, text in page.headings),
        descriptions=unique([
            *strings(_value(nodes, "description"))[:1],
            *page.all("og:description", "description")[:MAX_DESCRIPTIONS],
        ]),
        site_name=site_name,
        authors=authors or _near_authors(near, printed, own),
        agency=agency,
        bylines=unique(filter(furniture.is_byline, printed)),
        published=unique([
            *published,
            *near.published,
            *_values(nodes[1:], "datePublished", "uploadDate"),
            *_values(nodes[:1], "dateCreated"),
        ]),
        modified=unique([
            *_values(nodes[:1], "dateModified"), *page.all(*_MODIFIED), *near.modified
        ]),
        dates=unique([*filter(says_when, printed), *near.dates]),
        language=_first(
            string(article.get("inLanguage")),
            root.get("lang") or root.get("xml:lang"),
            page.first("og:locale", "content-language", "language", "dc.language"),
        ),
        canonical=canonical,
        section=choose_section(
            [*strings(_value(nodes, "articleSection")), *page.all(*_SECTIONS)],
            chain(
                find_trails(root, everything), links.categories(), links.kickers(canonical)
            ),
            [*stated, *(text for _, text in page.headings)],
            canonical,
            own_names,
        ),
        tags=choose_tags(
            chain(
                map(_tags, (article.get("keywords"), page.all("article:tag"))),
                map(_tags, [page.first(*_KEYWORDS)]),
                links.tags(),
            ),
            own_names,
        ),
        body=string(_value(nodes, "articleBody")),
        types=unique((*node_types(everything), *_microdata_types(root)))[:MAX_TYPES],
        og_type=(page.first("og:type") or "").lower() or None,
        posts=tuple(_posts(everything)),
    )  # fmt: skip


def _posts(everything: list[dict[str, Any]]) -> Iterator[Post]:
    articles = list(islice(filter(is_article, everything), MAX_ARTICLES))
    for node in articles if len(articles) > 1 else ():
        if headline := fold(string(node.get("headline")) or ""):
            dates = tuple(_values([node], "datePublished")), tuple(_values([node], "dateModified"))
            yield Post(headline, *dates)


def add_stated(metadata: Metadata, stated: Stated) -> Metadata:
    """What a page says of its article, and where it says nothing what its dump says."""
    lines = [_without_address(line) for line in strings(list(stated.authors))]
    persons = unique(name for line in lines for name in split_authors(line))
    return replace(
        metadata,
        titles=(*metadata.titles, *strings(stated.title)),
        authors=metadata.authors or persons[:MAX_AUTHORS],
        agency=metadata.agency or next(_agencies(lines), None),
        published=(*metadata.published, *strings(stated.published)),
        modified=(*metadata.modified, *strings(stated.modified)),
        section=metadata.section or next(iter(strings(stated.section)), None),
        tags=metadata.tags or unique(_tags(list(stated.tags))),
    )


def _without_address(line: str) -> str:
    """The name of a line that is a mail address and a name, else the line."""
    found = _MAILBOX.fullmatch(line)
    return line if found is None else found["behind"] or found["before"]


def _microdata_types(root: lxml.html.HtmlElement) -> Iterator[str]:
    for value in query(_ITEM_TYPES, root)[:MAX_WALK]:
        yield from (kind.rstrip("/#").rpartition("/")[2] for kind in value.split())


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))


def _own_text(element: lxml.html.HtmlElement) -> str:
    return _own(text_of(element))


def _own(text: str) -> str:
    """A text, and none where a template was to be filled in."""
    return "" if furniture.is_placeholder(text) else text


def _value(nodes: list[dict[str, Any]], key: str) -> Any:
    """A property of the first node that has it."""
    return next((node[key] for node in nodes if node.get(key)), None)


def _values(nodes: list[dict[str, Any]], *keys: str) -> Iterator[str]:
    for node in nodes:
        for key in keys:
            value = node.get(key)
            is_stamp = isinstance(value, int) and parse_instant(value) is not None
            if text := str(value) if is_stamp else string(value):
                yield text


def _absolute(url: str | None, base: str | None) -> str | None:
    """An address, joined to the page's base where it is relative to that; None where it is none."""
    if not url:
        return None
    try:
        joined = urljoin(base or "", url.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _main_heading(
    root: lxml.html.HtmlElement, page: _Page, titles: tuple[str, ...]
) -> lxml.html.HtmlElement | None:
    """The h1 that makes up most of one of the head's titles, else the first.

    A lower heading that is one of them, where no h1 is: there the site's name is the h1.
    """
    folded = [text for text in map(fold, titles) if text]
    headings = list(page.headings)
    if not any(is_titled(fold(text), folded) for _, text in headings):
        lower = islice(root.iter("h2", "h3"), MAX_HEADINGS)
        below = [(element, text_of(element)) for element in lower]
        headings += [found for found in below if not headings or fold(found[1]) in folded]
    best: tuple[int, lxml.html.HtmlElement] | None = None
    for element, heading in headings:
        text = fold(heading)
        if any(text in title or title in text for title in folded) and (
            best is None or len(text) > best[0]
        ):
            best = len(text), element
    if best is not None and best[0] > 0:
        return best[1]
    return page.headings[0][0] if page.headings else None


def _tells_day(value: str) -> bool:
    """Whether a date of the head is one: empty fields of databases are printed as dates too."""
    instant = parse_instant(value)
    return holds_date(value) if instant is None else plausible(instant, None) is not None


class _Own(NamedTuple):
    """What the site calls itself, and that and its address, folded; whether it is no person."""

    called: frozenset[str]
    names: frozenset[str]
    is_organization: bool


def _own_names(
    canonical: str | None, site_name: str | None, publisher: str | None, is_organization: bool
) -> _Own:
    host = (urlsplit(canonical).hostname or "") if canonical else ""
    labels = host.removeprefix("www.").split(".")
    called = _folded_names(site_name, publisher)
    addresses = _folded_names(host, *labels[:-1], ".".join(labels))
    return _Own(called, called | addresses, is_organization)


def _folded_names(*names: str | None) -> frozenset[str]:
    folded = [fold(name) for name in names if name]
    return frozenset(
        name for text in folded if len(text) > 3 for name in (text, text.removeprefix("the"))
    )


def _others(persons: Iterable[str], own: _Own, *, is_declared: bool = False) -> tuple[str, ...]:
    """The persons without the site itself, each once however its case is.

    Two words that are the site's name too are a person's, who has a site, unless the site says
    that it is an organisation; declared ones even then, if only its address is called so.
    """
    site = own.called if is_declared else own.names
    found: dict[str, str] = {}
    for person in persons:
        name = fold(person).removeprefix("the")
        is_site = own.is_organization and name in site
        if name not in own.names or (" " in person and not is_site):
            found.setdefault(fold(person), person)
    return tuple(found.values())[:MAX_AUTHORS]


def _head_authors(nodes: list[dict[str, Any]], page: _Page, own: _Own) -> tuple[str, ...]:
    """The persons that JSON-LD names, else those of the meta elements."""
    for node in nodes:
        declared = _declared(node.get("author") or node.get("creator"))
        if found := _others(declared, own, is_declared=True):
            return found
    return _others((name for line in _meta_authors(page) for name in split_authors(line)), own)


def _agencies(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for part in _AGENCY_MARKS.split(line[:MAX_LINE_CHARS]):
            if agency := find_agency(part):
                yield agency


def _near_authors(near: Near, printed: list[str], own: _Own) -> tuple[str, ...]:
    """The persons around the headline.

    Those that the markup names, else the first byline, else a line beside a date's that is
    nothing but persons' names.
    """
    bylines = [[line] for line in printed if furniture.is_byline(line)]
    for lines in (*near.authors[:MAX_NEAR], *bylines, *_beside_dates(printed)):
        if found := _others((name for line in lines for name in split_authors(line)), own):
            return found
    return ()


def _beside_dates(printed: list[str]) -> Iterator[list[str]]:
    lines = [line for line in printed[: STRINGS_BESIDE + 1] if any(map(str.isalnum, line))]
    for before, line, behind in zip(
        ["", *lines], lines[:STRINGS_BESIDE], [*lines[1:], ""], strict=False
    ):
        if (says_when(before) or says_when(behind)) and _NAMES_ONLY.fullmatch(line):
            yield [line]


def _declared(value: Any) -> Iterator[str]:
    """The persons in a JSON-LD author."""
    for name, person in names(value):
        if person is False:
            continue
        if found := split_authors(name):
            yield from found
        elif person and (single := clean_person(name)):
            yield single


def _meta_authors(page: _Page) -> Iterator[str]:
    for name in _AUTHORS:
        contents = page.meta.get(name)
        if contents and any(split_authors(content) for content in contents):
            yield from contents
            return
    # "Written by" and "Est. reading time": Slack's labels, which WordPress prints.
    yield from page.meta.get("twitter:data1", ())


def _tags(value: Any) -> Iterator[str]:
    for item, _ in names(value):
        yield from (tag for part in _BETWEEN_TAGS.split(item) if (tag := part.strip()))
