"""What a page's markup and its words say around the headline: who wrote the article, and when.

Microdata, RDFa, hNews, `<time>`, links to authors, and what is printed there.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeAlias

import lxml.etree
import lxml.html

from transforms import furniture
from transforms.byline import AND_WORDS, WITH_WORDS, split_authors
from transforms.dates import holds_date, parse_instant
from transforms.decode import clean_text, squeeze
from transforms.limits import MAX_AUTHORS
from transforms.names import name_words

MAX_NAME_CHARS = 60
# Of one element so many strings are read, in so many steps: a heading or a byline has few, and
# what has more is neither.
MAX_STRINGS = 40
MAX_WALK = 400
MAX_LINE_CHARS = 300
# So many strings before and after the headline are read for a byline or date.
STRINGS_BEFORE = 12
STRINGS_AFTER = 40
# So many are right above it, and may be what it is filed under.
STRINGS_ABOVE = 3
MAX_ANCESTORS = 12
MAX_CANDIDATES = 60
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
# What XML takes for spaces, which others are none of.
_XML_SPACES = " \t\r\n"
_AUTHOR_HREF = re.compile(
    r"/(?:authors?|autor(?:en|es)?|autore|autori|auteurs?|staff|writers?|contributors?|reporters?"
    r"|journalists?)/[^/]"
)
# What stands alone between two names of a byline.
_AND = re.compile(rf"[,;&/]|,?\s?(?:{AND_WORDS}|{WITH_WORDS})")
_AUTHOR = "byline|author|autor|auteur|writer|redakteur|yazar"
_AUTHOR_NAMES = re.compile(_AUTHOR, re.IGNORECASE)
# Words in a name that say that the element is about the author and not the name itself.
_BESIDE_AUTHOR = frozenset(
    """about avatar bio biography box card comment comments count date description desc email
    follow image img more photo picture pic related role share social time title twitter thumb
    icon job position linkedin facebook instagram contact""".split()
)
_KINDS_OF_PROPERTY = {
    "author": "author",
    "datepublished": "published",
    "datecreated": "published",
    "uploaddate": "published",
    "datemodified": "modified",
    **dict.fromkeys(("dc:date", "dc:created", "dc:issued", "dcterms:created"), "published"),
    **dict.fromkeys(("dcterms:date", "dcterms:issued"), "published"),
    **dict.fromkeys(("dc:modified", "dcterms:modified"), "modified"),
}
_DATE_WORDS = frozenset(
    "date dateline datetime publish published pubdate posted timestamp updated".split()
)
# One of these is in all names in ASCII that tell who or when, in lower case, and in few others: to
# read a name's words takes long.
_MAY_TELL = re.compile("|".join((_AUTHOR, *sorted(_DATE_WORDS))))
# Words in a name of an element that holds other articles, or what readers say.
_ELSEWHERE = frozenset(
    """aside comment comments disqus latest menu more mostread nav navbar navigation
    newsletter popular promo recirc recommend recommended recommendations related sidebar teaser
    teasers trending widget""".split()
)
# Whose foot it is, where the name says so: others are the page's.
_OF_ARTICLE = frozenset("article entry post story".split())


def query(path: lxml.etree.XPath, element: lxml.html.HtmlElement) -> list[Any]:
    """The nodes of a path, in the order of the page."""
    found = path(element)
    assert isinstance(found, list)
    return found


def text_of(element: lxml.html.HtmlElement) -> str:
    """An element's text, its strings set off from each other; only so much of it."""
    return clean_line(" ".join(islice(_strings(element), MAX_STRINGS)))


def _strings(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The strings in an element that are seen, in the order of the page."""
    walk = lxml.etree.iterwalk(element, events=("start", "end"))
    for event, node in islice(walk, MAX_WALK):
        if event == "end":
            text = node.tail if node is not element else None
        elif node.tag in _UNSEEN:
            walk.skip_subtree()
            text = None
        else:
            text = node.text
        if text:
            yield text


def clean_line(text: str) -> str:
    """A text squeezed, its references read."""
    if text.isascii() and text.isprintable() and "&" not in text:  # nearly all, in a tenth
        return squeeze(text)
    return squeeze(clean_text(html.unescape(text) if "&" in text else text))


@dataclass
class Near:
    """Markup that says who and when, of the article and not of others on its page."""

    authors: list[list[str]]
    published: list[str]
    modified: list[str]
    dates: list[str]


def read_near(root: lxml.html.HtmlElement, heading: lxml.html.HtmlElement | None) -> Near:
    """What itemprop, rel, class names and `<time>` say, what follows the headline first."""
    near = Near([], [], [], [])
    own = nearest_article(heading) if heading is not None else None
    before: list[tuple[str, lxml.html.HtmlElement]] = []
    after: list[tuple[str, lxml.html.HtmlElement]] = []
    candidates = after if heading is None else before
    for element in root.iter("*"):
        if element is heading:
            candidates = after
        elif kind := _kind(element):
            candidates.append((kind, element))
    for kind, element in (*after[:MAX_CANDIDATES], *before[: -MAX_CANDIDATES - 1 : -1]):
        if is_elsewhere(element, own):
            continue
        if kind == "author":
            if lines := _author_lines(element):
                near.authors.append(lines)
        elif stamp := _stamp(element):
            is_modified = kind == "modified" or furniture.is_modified(stamp)
            weak = near.dates if kind == "date" else near.published
            (near.modified if is_modified else weak).append(stamp)
    return near


def _kind(element: lxml.html.HtmlElement) -> str | None:
    """What an element says by its name: `author`, `published` or `modified`, or only `date`."""
    tag, classes = element.tag, element.get("class")
    prop = element.get("itemprop") or element.get("property")
    for name in prop[:MAX_NAME_CHARS].lower().split() if prop is not None else ():
        for known in (name, name.rpartition(":")[2]):
            if kind := _KINDS_OF_PROPERTY.get(known):
                return kind
    if tag == "time":
        return "modified" if furniture.is_modified(f"{classes} {prop}") else "published"
    if tag == "a" and (
        "author" in (element.get("rel") or "") or _AUTHOR_HREF.search(element.get("href") or "")
    ):
        return "author"
    return _kind_of_class(classes[:MAX_LINE_CHARS]) if classes else None


@lru_cache(maxsize=65536)
def _kind_of_class(classes: str) -> str | None:
    if classes.isascii() and _MAY_TELL.search(classes.lower()) is None:
        return None
    for name in classes.split():
        words = name_words(name)
        if _AUTHOR_NAMES.search(name) and _BESIDE_AUTHOR.isdisjoint(words):
            return "author"
        if not _DATE_WORDS.isdisjoint(words):
            return "modified" if "modified" in words or "updated" in words else "date"
    return None


@lru_cache(maxsize=65536)
def _names_elsewhere(marks: str) -> bool:
    return not _ELSEWHERE.isdisjoint(name_words(marks))


@lru_cache(maxsize=65536)
def _names_foot(marks: str) -> bool:
    words = name_words(marks)
    return "footer" in words and _OF_ARTICLE.isdisjoint(words)


def nearest_article(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The <article> around an element."""
    return next(element.iterancestors("article"), None)


def is_elsewhere(element: lxml.html.HtmlElement, own: lxml.html.HtmlElement | None) -> bool:
    """Whether an element belongs to another article of the page, to comments, a menu or its foot.

    An article has a foot of its own, which says who wrote it and where it is filed.
    """
    is_foot = False
    for level, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag == "article":
            return ancestor is not own and (own is not None or is_foot)
        if level > MAX_ANCESTORS or ancestor.tag in ("body", "main"):
            return is_foot
        names = f"{ancestor.tag} {ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        marks = names[:MAX_LINE_CHARS]
        if _names_elsewhere(marks):
            return True
        is_foot = is_foot or _names_foot(marks)
    return is_foot


def _named(element: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """What in an author's element states a name without printing it."""
    return (meta for meta in element.iter("meta") if meta.get("itemprop") == "name")


def _author_lines(element: lxml.html.HtmlElement) -> list[str]:
    """The names in an author's element: its links' texts where it has any, else its own."""
    links = [element] if element.tag == "a" else list(islice(element.iter("a"), MAX_AUTHORS))
    lines = [text_of(link) for link in links]
    lines += [
        clean_line(meta.get("content") or "") for meta in islice(_named(element), MAX_AUTHORS)
    ]
    persons = [line for line in lines if split_authors(line)]
    if persons:
        return persons
    texts = [text for text in map(clean_line, islice(_strings(element), MAX_AUTHORS)) if text]
    # A name, and what the author is and has written.
    return texts[:3] if sum(map(len, texts)) > MAX_LINE_CHARS else texts


def _stamp(element: lxml.html.HtmlElement) -> str | None:
    for attribute in ("datetime", "content", "title"):
        value = squeeze(element.get(attribute) or "")
        if parse_instant(value) or holds_date(value):
            return value
    text = text_of(element)
    return text if len(text) <= MAX_LINE_CHARS and says_when(text) else None


# A string, and the element that it stands right in.
_Placed: TypeAlias = tuple[str, lxml.html.HtmlElement]


def _strings_after(element: lxml.html.HtmlElement) -> Iterator[_Placed]:
    """The strings behind an element, in order. XPath would go on to the end of the page."""
    outer = element.getparent()
    while outer is not None:
        yield element.tail or "", outer
        behind = element.getnext()
        if behind is None:
            element, outer = outer, outer.getparent()
            continue
        element = behind
        yield element.text or "", element
        while len(element):
            outer, element = element, element[0]
            yield element.text or "", element


def _strings_before(element: lxml.html.HtmlElement) -> Iterator[_Placed]:
    """The strings ahead of an element, the nearest first."""
    outer = element.getparent()
    while outer is not None:
        ahead = element.getprevious()
        if ahead is None:
            yield outer.text or "", outer
            element, outer = outer, outer.getparent()
            continue
        element = ahead
        yield element.tail or "", outer
        while len(element):
            outer, element = element, element[-1]
            yield element.tail or "", outer
        yield element.text or "", element


def links_above(heading: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The links that the strings right above the headline are of, the nearest first."""
    for _, parent in islice(filter(_is_printed, _strings_before(heading)), STRINGS_ABOVE):
        link = next(parent.iterancestors("a"), None) if parent.tag != "a" else parent
        if link is not None:
            yield link


def _is_printed(placed: _Placed) -> bool:
    text, _ = placed
    return text.strip(_XML_SPACES) != ""


def printed_around(heading: lxml.html.HtmlElement) -> Iterator[str]:
    """The strings after the headline, then those before it, nearest first.

    A lone "By" is joined to what follows it, and the names of one byline to each other.
    """
    line, is_open = "", False
    after = islice(filter(_is_printed, _strings_after(heading)), STRINGS_AFTER)
    before = islice(filter(_is_printed, _strings_before(heading)), STRINGS_BEFORE)
    for text, parent in chain(after, before):
        if parent.tag in _UNSEEN:
            continue
        piece = clean_line(text)
        if is_open:
            line, is_open = f"{line} {piece}", False
        elif line and _AND.fullmatch(piece) and furniture.is_byline(line):
            line, is_open = f"{line} {piece}", True
        else:
            if 0 < len(line) <= MAX_LINE_CHARS:
                yield line
            line = piece
        is_open = is_open or furniture.strip_byline(f"{line} X") == "X"
    if 0 < len(line) <= MAX_LINE_CHARS:
        yield line


def says_when(line: str) -> bool:
    """Whether a line is a date and says little else."""
    return holds_date(line) and furniture.is_date_line(line)
