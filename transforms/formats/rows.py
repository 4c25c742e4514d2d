"""Rows: what a mapping of fields says, of JSON lines and Parquet alike."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Any

from schemas.records import Source
from transforms.dates import MAX_DATE_CHARS, parse_instant
from transforms.limits import MAX_AUTHORS, ReadOptions
from transforms.pages import MediaType, Page, Stated
from transforms.residue import is_markup, plain_text, unescape_markup
from transforms.scripts import rich_text

# The names that a field of ours has in dumps which were not made for us, as plain_name has them:
# by what they mean, whoever writes them so. The first that is there counts.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "fulltext", "maintext", "articletext", "articlebody", "text", "body", "content",
        "article", "bodytext", "storytext", "plaintext", "contenttext", "textcontent",
        "rawcontent", "document", "markdown",
    ),
    "html": (
        "html", "rawhtml", "pagehtml", "fullhtml", "contenthtml", "htmlcontent", "bodyhtml",
        "articlehtml", "articlebodyhtml",
    ),
    "url": (
        "url", "link", "pageurl", "weburl", "articleurl", "sourceurl", "permalink",
        "warctargeturi", "source",
    ),
    "language": ("language", "lang", "langcode", "languagecode", "inlanguage", "humanlanguage"),
    "fetched_at": (
        "fetchedat", "fetched", "timestamp", "crawled", "crawledat", "crawldate", "crawltime",
        "scrapedat", "scrapedate", "downloadedat", "downloaddate", "datedownload",
        "datedownloaded", "retrievedat", "collectdate", "warcdate", "filedate",
    ),
    "title": ("title", "headline", "articletitle", "webtitle"),
    "authors": ("authors", "author", "byline", "creator"),
    "published": (
        "published", "publishedat", "publishedon", "publisheddate", "publishedtime",
        "datepublished", "datepublish", "publishdate", "publishtime", "publishingdate",
        "publicationdate", "webpublicationdate", "dateofpublication", "pubdate",
    ),
    "modified": (
        "modified", "modifiedat", "modifieddate", "modifiedtime", "datemodified", "datemodify",
        "lastmodified", "updated", "updatedat", "dateupdated", "lastupdated", "changed",
    ),
    "section": ("section", "sectionname", "sectiontitle", "articlesection", "category"),
    "tags": ("tags", "keywords", "topics", "categories"),
}  # fmt: skip
# Beside these, a day that is the article's or that of a fetch.
NAMES = MappingProxyType({**FIELD_NAMES, "date": ("date",)})
# Names that are those of a page's publisher as well: an address is meant, and not that of a site.
_MAYBE_ADDRESS = frozenset({"source", "sourceurl"})
_ADDRESS = re.compile(r"https?://[^/?#]+(?:/[^/\s]|\?)")
# Objects that tell of the row that they stand in.
_ABOUT = ("meta", "metadata", "warcheaders")
_KNOWN = frozenset({*_ABOUT, *(name for names in NAMES.values() for name in names)})
# What objects call their value, beside which they say what it is.
VALUE_NAMES = ("value", "rendered", "main", "name", "term", "label")
# So deep a value or a row may stand in objects, and in so many of them a row is looked for.
MAX_WRAPPED = 3
MAX_OBJECTS = 100
_CUT_SHORT = re.compile(r"\[\+[0-9]{1,9} (?:chars|characters)\]\s*$")
MAX_CUT_SHORT_CHARS = 40
_WHOLE_PAGE = re.compile(rb"\s*<(?:!doctype|html|head)[\s>]", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
# What is longer is no headline, no line of authors, no section and no tag.
MAX_TITLE_CHARS = 1000
MAX_AUTHORS_CHARS = 300
MAX_TAG_CHARS = 300
MAX_TAGS = 100
# So many of a row's fields are told of, by so much of their names.
MAX_TOLD = 30
MAX_TOLD_CHARS = 40
# Kinds of what holds no text itself.
_KINDS: Mapping[type, str] = {dict: "an object", list: "a list not of texts alone"}


def page_of(data: Mapping[str, Any], source: Source, options: ReadOptions) -> Page | None:
    """The page that a mapping of fields describes; None where it has no text.

    Where it has none itself, the one object in it that has some is meant, and the fields around it
    are those of its page too. Bytes are text in an encoding that is not known.
    """
    rows = [_Row(data, options.fields)]
    for _ in range(1 + MAX_WRAPPED):
        found = [(row, *content) for row in rows if (content := row.content())]
        if len(found) == 1:
            row, text, kind = found[0]
            payload, media_type, charset = _payload(text, kind)
            fetched_at, stated = _dated(row, is_fetched=_WHOLE_PAGE.match(payload) is not None)
            return Page(
                payload=payload,
                media_type=media_type,
                url=row.text("url"),
                fetched_at=fetched_at,
                charset=charset,
                language=row.text("language"),
                stated=stated,
                source=source,
            )
        if found:
            return None
        rows = list(islice((inner for row in rows for inner in row.inner()), MAX_OBJECTS))
    return None


def _dated(row: "_Row", *, is_fetched: bool) -> tuple[datetime | None, Stated | None]:
    """When a row's page was fetched, and what it says of its article.

    A date is the article's where the row says when it was fetched beside it, where it is as
    printed, and where the row tells of an article and not of a page as it was fetched. Tags and
    sections alone may be what somebody sorted pages by.
    """
    stated = row.stated()
    fetched_at = row.first_instant("fetched_at")
    date = row.first_stamp("date")
    if date is None or (stated and stated.published):
        return fetched_at or row.first_instant("date"), stated
    instant = row.first_instant("date")
    is_told = stated is not None and (stated.title or stated.authors or stated.modified)
    if fetched_at or instant is None or (is_told and not is_fetched):
        return fetched_at, replace(stated or Stated(), published=date)
    return instant, stated


def _payload(content: str | bytes, media_type: MediaType) -> tuple[bytes, MediaType, str | None]:
    """What is to be cut as a page's payload, what that is, and its charset where it is known."""
    if isinstance(content, bytes):
        return content, media_type, None
    content = unescape_markup(content)
    if is_markup(content):
        media_type = MediaType.HTML
    elif media_type is MediaType.TEXT:
        content = plain_text(content)
    return content.encode("utf-8", "replace"), media_type, "utf-8"


def plain_name(name: str) -> str:
    """A field's name however its words are set apart.

    >>> plain_name("datePublished"), plain_name("date_published"), plain_name("@timestamp")
    ('datepublished', 'datepublished', 'timestamp')
    """
    return (name if name.isalpha() else _NO_LETTER.sub("", name)).lower()


def is_named(ours: str, name: str, given: Mapping[str, str]) -> bool:
    """Whether a name is one of a field of ours, where ReadOptions.fields gives some.

    A name that is given to another field says nothing of this one.

    >>> is_named("text", "Main-Text", {}), is_named("text", "text", {"html": "text"})
    (True, False)
    """
    if ours in given:
        return name == given[ours]
    return name not in given.values() and plain_name(name) in NAMES[ours]


def tell_fields(present: Mapping[str, str], given: Mapping[str, str]) -> str:
    """Where the text of a row without one was looked for, what was there, and what fields it has.

    Args:
        present: the names of its fields, and of each what it is, in words, if that is no value.
        given: as ReadOptions.fields.

    >>> tell_fields({"wording": ""}, {})
    "no text in text, html or the like; the fields are 'wording'; give --field text=NAME if one is"
    >>> tell_fields({"text": "an object"}, {"html": "page"})
    "no text in text or the like or page, as text is an object; the fields are 'text'"
    """
    content = ("text", "html")
    if content[0] in given or content[1] in given:
        looked = " or ".join(given.get(ours, f"{ours} or the like") for ours in content)
    else:
        looked = "text, html or the like"
    known = [name for name in present if any(is_named(ours, name, given) for ours in content)]
    odd = "".join(f", as {name} is {present[name]}" for name in known if present[name])
    found = ", ".join(repr(name[:MAX_TOLD_CHARS]) for name in islice(present, MAX_TOLD))
    advice = "; give --field text=NAME if one is" if len(known) < len(present) else ""
    return f"no text in {looked}{odd}; the fields are {found or 'none'}{advice}"


def fields_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The names of a row's fields, and of those of objects in it, for tell_fields."""
    present = {}
    for name, value in islice(data.items(), MAX_TOLD):
        present[name] = _kind(value)
        if isinstance(value, dict):
            present |= {
                f"{name}.{inner}": _kind(held) for inner, held in islice(value.items(), MAX_TOLD)
            }
    return present


class _Row:
    """What a mapping of fields says, by names as ReadOptions.fields gives them or usual ones.

    Args:
        data: its fields.
        given: as ReadOptions.fields.
        outer: the row that it stands in.
    """

    def __init__(
        self, data: Mapping[str, Any], given: Mapping[str, str], outer: "_Row | None" = None
    ) -> None:
        self._data = data
        self._given = given
        self._outer = outer
        self._usual: dict[str, list[Any]] = {}
        for name, value in data.items():
            plain = plain_name(name)
            if plain in _KNOWN and name not in given.values():
                self._usual.setdefault(plain, []).append(value)

    @cached_property
    def _about(self) -> list["_Row"]:
        """The objects in it that tell of it."""
        told = (about for name in _ABOUT for about in self._usual.get(name, ()))
        return [_Row(about, self._given) for about in told if isinstance(about, dict)]

    def inner(self) -> Iterator["_Row"]:
        """The objects in it as rows."""
        for value in self._data.values():
            if isinstance(value, dict):
                yield _Row(value, self._given, self)

    def values(self, ours: str) -> Iterator[Any]:
        """What stands under the names of a field of ours, and what is said of it around it."""
        yield from self._own_values(ours)
        for about in self._about:
            yield from about._own_values(ours)
        if self._outer is not None:
            yield from self._outer.values(ours)

    def _own_values(self, ours: str) -> Iterator[Any]:
        if ours in self._given:
            yield from map(_unwrapped, _at(self._data, self._given[ours]))
            return
        for name in NAMES[ours]:
            for value in map(_unwrapped, self._usual.get(name, ())):
                if name not in _MAYBE_ADDRESS or _is_address(value):
                    yield value

    def content(self) -> tuple[str | bytes, MediaType] | None:
        """What is to be cut, and what that is; bytes where it is no UTF-8."""
        for ours, media_type in (("html", MediaType.HTML), ("text", MediaType.TEXT)):
            for value in self._own_values(ours):
                content = _joined(value) if ours == "text" else value
                is_content = isinstance(content, (str, bytes)) and not _is_cut_short(content)
                if is_content and content.strip():
                    return content, media_type
        return None

    def text(self, ours: str, longest: float = math.inf) -> str | None:
        """The first text under the names of a field of ours, of at most so many characters."""
        texts = (value for value in self.values(ours) if isinstance(value, str))
        return next((text for text in texts if 0 < len(text) <= longest), None)

    def stated(self) -> Stated | None:
        """What it says of the article."""
        stated = Stated(
            title=self.text("title", MAX_TITLE_CHARS),
            authors=self._first_names("authors", MAX_AUTHORS, MAX_AUTHORS_CHARS),
            published=self.first_stamp("published"),
            modified=self.first_stamp("modified"),
            section=self.text("section", MAX_TAG_CHARS),
            tags=self._first_names("tags", MAX_TAGS, MAX_TAG_CHARS),
        )
        return stated if stated != Stated() else None

    def _first_names(self, ours: str, most: int, longest: int) -> tuple[str, ...]:
        found = (_names(value, most, longest) for value in self.values(ours))
        return next(filter(None, found), ())

    def first_instant(self, ours: str) -> datetime | None:
        """The first instant under the names of a field of ours."""
        return next(filter(None, map(parse_instant, self.values(ours))), None)

    def first_stamp(self, ours: str) -> str | None:
        """The first date under the names of a field of ours, as written."""
        return next(filter(None, map(_stamp, self.values(ours))), None)


def _kind(value: Any) -> str:
    return "cut short" if _is_cut_short(value) else _KINDS.get(type(value), "")


def _is_cut_short(value: Any) -> bool:
    """Whether a text says at its end how much is missing: a teaser, and no article."""
    return isinstance(value, str) and _CUT_SHORT.search(value[-MAX_CUT_SHORT_CHARS:]) is not None


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.match(value) is not None


def _at(data: Mapping[str, Any], path: str) -> Iterator[Any]:
    """What a name stands for: a field, or one of an object's, their names with dots between."""
    while path not in data:
        name, _, path = path.partition(".")
        held = data.get(name)
        if not isinstance(held, dict):
            return
        data = held
    yield data[path]


def _unwrapped(value: Any) -> Any:
    """What an object holds that holds one value, and a list of one; else the value itself.

    >>> _unwrapped({"rendered": "Fog", "protected": False}), _unwrapped([{"$date": {"n": "17"}}])
    ('Fog', '17')
    """
    for _ in range(MAX_WRAPPED):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        elif isinstance(value, dict):
            named = [value[name] for name in VALUE_NAMES if value.get(name)]
            held = named or [v for v in value.values() if v and not isinstance(v, bool)]
            if not named and len(held) != 1:
                break
            value = held[0]
    return value


def _joined(value: Any) -> Any:
    """A list of nothing but texts, or an editor's nodes, as one text of paragraphs."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return "\n\n".join(value)
    return "\n\n".join(rich_text(value)) if isinstance(value, (dict, list)) else value


def _names(value: Any, most: int, longest: int) -> tuple[str, ...]:
    """A text, an object that holds one, or several; so many of no more than so many characters."""
    items = value if isinstance(value, list) else [value]
    named = map(_unwrapped, items[:most])
    return tuple(name for name in named if isinstance(name, str) and 0 < len(name) <= longest)


def _stamp(value: Any) -> str | None:
    """A date as written, a number as the day or instant that it is, of which it states no zone."""
    if isinstance(value, str):
        return value if value and len(value) <= MAX_DATE_CHARS else None
    instant = parse_instant(value)
    return instant.replace(tzinfo=None).isoformat() if instant else None
