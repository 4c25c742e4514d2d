"""Rows: what a mapping of fields says, of JSON lines and Parquet alike."""

import math
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from schemas.records import Source
from transforms.byline import MAX_AUTHORS
from transforms.dates import MAX_DATE_CHARS, parse_instant
from transforms.formats.residue import is_markup, plain_text
from transforms.limits import ReadOptions
from transforms.pages import MediaType, Page, Stated

# The names that a field of ours has in dumps which were not made for us, as plain_name has them:
# by what they mean, whoever writes them so. The first that is there counts.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "fulltext", "maintext", "articletext", "articlebody", "bodytext", "storytext",
        "plaintext", "body", "content", "article", "contenttext", "textcontent", "rawcontent",
        "document", "markdown",
    ),
    "html": (
        "html", "rawhtml", "pagehtml", "fullhtml", "contenthtml", "htmlcontent", "bodyhtml",
        "articlehtml", "articlebodyhtml",
    ),
    "url": ("url", "link", "pageurl", "weburl", "articleurl", "sourceurl", "permalink", "source"),
    "language": ("language", "lang", "langcode", "languagecode", "inlanguage", "humanlanguage"),
    "fetched_at": (
        "fetchedat", "fetched", "timestamp", "crawled", "crawledat", "crawldate", "crawltime",
        "scrapedat", "scrapedate", "downloadedat", "downloaddate", "datedownload",
        "datedownloaded", "retrievedat", "collectdate", "warcdate", "filedate", "date",
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
# Names that are those of a page's publisher as well: an address alone is meant.
_MAYBE_ADDRESS = frozenset({"source"})
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
KINDS: Mapping[type, str] = {dict: "an object", list: "a list not of texts alone"}


def page_of(data: Mapping[str, Any], source: Source, options: ReadOptions) -> Page | None:
    """The page that a mapping of fields describes; None where it has no text.

    Bytes are text in an encoding that is not known.
    """
    row = _Row(data, options.fields)
    for name, media_type in (("html", MediaType.HTML), ("text", MediaType.TEXT)):
        content = row.content(name)
        if content is not None:
            payload, media_type, charset = _payload(content, media_type)
            return Page(
                payload=payload,
                media_type=media_type,
                url=row.text("url"),
                fetched_at=next(filter(None, map(parse_instant, row.values("fetched_at"))), None),
                charset=charset,
                language=row.text("language"),
                stated=row.stated(),
                source=source,
            )
    return None


def _payload(content: str | bytes, media_type: MediaType) -> tuple[bytes, MediaType, str | None]:
    """What is to be cut as a page's payload, what that is, and its charset where it is known."""
    if isinstance(content, bytes):
        return content, media_type, None
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
    return _NO_LETTER.sub("", name).lower()


def is_named(ours: str, name: str, given: Mapping[str, str]) -> bool:
    """Whether a name is one of a field of ours, where ReadOptions.fields gives some.

    A name that is given to another field says nothing of this one.

    >>> is_named("text", "Main-Text", {}), is_named("text", "text", {"html": "text"})
    (True, False)
    """
    if ours in given:
        return name == given[ours]
    return name not in given.values() and plain_name(name) in FIELD_NAMES[ours]


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


class _Row:
    """What a mapping of fields says, by names as ReadOptions.fields gives them or usual ones."""

    def __init__(self, data: Mapping[str, Any], given: Mapping[str, str]) -> None:
        self._data = data
        self._given = given
        self._usual: dict[str, list[Any]] = {}
        for name, value in data.items():
            if name not in given.values():
                self._usual.setdefault(plain_name(name), []).append(value)

    def values(self, ours: str) -> Iterator[Any]:
        """What stands under the names of a field of ours."""
        if ours in self._given:
            yield from (self._data[name] for name in (self._given[ours],) if name in self._data)
            return
        for name in FIELD_NAMES[ours]:
            for value in self._usual.get(name, ()):
                if name not in _MAYBE_ADDRESS or _is_address(value):
                    yield value

    def content(self, ours: str) -> str | bytes | None:
        """What is to be cut under the names of a field of ours; bytes where it is no UTF-8."""
        values = map(_joined, self.values(ours)) if ours == "text" else self.values(ours)
        return next((v for v in values if isinstance(v, (str, bytes)) and v.strip()), None)

    def text(self, ours: str, longest: float = math.inf) -> str | None:
        """The first text under the names of a field of ours, of at most so many characters."""
        texts = (value for value in self.values(ours) if isinstance(value, str))
        return next((text for text in texts if 0 < len(text) <= longest), None)

    def stated(self) -> Stated | None:
        """What it says of the article."""
        stated = Stated(
            title=self.text("title", MAX_TITLE_CHARS),
            authors=self._first_names("authors", MAX_AUTHORS, MAX_AUTHORS_CHARS),
            published=self._first_stamp("published"),
            modified=self._first_stamp("modified"),
            section=self.text("section", MAX_TAG_CHARS),
            tags=self._first_names("tags", MAX_TAGS, MAX_TAG_CHARS),
        )
        return stated if stated != Stated() else None

    def _first_names(self, ours: str, most: int, longest: int) -> tuple[str, ...]:
        found = (_names(value, most, longest) for value in self.values(ours))
        return next(filter(None, found), ())

    def _first_stamp(self, ours: str) -> str | None:
        return next(filter(None, map(_stamp, self.values(ours))), None)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def _joined(value: Any) -> Any:
    """A list of nothing but texts as one text, of which each is a paragraph."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return "\n\n".join(value)
    return value


def _names(value: Any, most: int, longest: int) -> tuple[str, ...]:
    """A text, an object with a `name`, or several; so many of no more than so many characters."""
    items = value if isinstance(value, list) else [value]
    named = (item.get("name") if isinstance(item, dict) else item for item in items[:most])
    return tuple(name for name in named if isinstance(name, str) and 0 < len(name) <= longest)


def _stamp(value: Any) -> str | None:
    """A date as written, a number as the day or instant that it is, of which it states no zone."""
    if isinstance(value, str):
        return value if value and len(value) <= MAX_DATE_CHARS else None
    instant = parse_instant(value)
    return instant.replace(tzinfo=None).isoformat() if instant else None
