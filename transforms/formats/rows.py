"""Rows: what a mapping of fields says, of JSON lines and Parquet alike."""

import math
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from schemas.records import Source
from transforms.byline import MAX_AUTHORS
from transforms.dates import MAX_DATE_CHARS, parse_instant
from transforms.formats.residue import is_markup, plain_text
from transforms.limits import ReadOptions
from transforms.pages import MediaType, Page, Stated

# The names that a field of ours has in dumps which were not made for us, the first that is there.
FIELD_NAMES = {
    "text": ("text",),
    "html": ("html",),
    "url": ("url",),
    "language": ("language",),
    "fetched_at": ("fetched_at", "timestamp", "date"),
    "title": ("title", "headline"),
    "authors": ("authors", "author"),
    "published": (
        "published", "published_at", "date_published", "datePublished", "publish_date",
        "publishing_date", "date_publish",
    ),
}  # fmt: skip
# What is longer is no headline, no line of authors and no date.
MAX_TITLE_CHARS = 1000
MAX_AUTHORS_CHARS = 300
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


def names_of(ours: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """The names that a field of ours may have, where ReadOptions.fields gives some.

    A name that is given to another field says nothing of this one.

    >>> names_of("fetched_at", {"published": "date"})
    ('fetched_at', 'timestamp')
    """
    if ours in given:
        return (given[ours],)
    return tuple(name for name in FIELD_NAMES[ours] if name not in given.values())


def tell_fields(present: Mapping[str, str], given: Mapping[str, str]) -> str:
    """Where the text of a row without one was looked for, what was there, and what fields it has.

    Args:
        present: the names of its fields, and of each what it is, in words, if that is no value.
        given: as ReadOptions.fields.

    >>> tell_fields({"maintext": ""}, {})
    "no text in text or html; the fields are 'maintext'; give --field text=NAME if one is"
    >>> tell_fields({"text": "an object"}, {})
    "no text in text or html, as text is an object; the fields are 'text'"
    """
    looked = [name for ours in ("text", "html") for name in names_of(ours, given)]
    odd = "".join(f", as {name} is {present[name]}" for name in looked if present.get(name))
    found = ", ".join(repr(name[:MAX_TOLD_CHARS]) for name in islice(present, MAX_TOLD))
    advice = "; give --field text=NAME if one is" if present.keys() - looked else ""
    return f"no text in {' or '.join(looked)}{odd}; the fields are {found or 'none'}{advice}"


class _Row(NamedTuple):
    """A mapping of fields, and the names that ours have in it as ReadOptions.fields gives them."""

    data: Mapping[str, Any]
    fields: Mapping[str, str]

    def values(self, ours: str) -> Iterator[Any]:
        """What stands under the names of a field of ours."""
        return (self.data[name] for name in names_of(ours, self.fields) if name in self.data)

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
        title = self.text("title", MAX_TITLE_CHARS)
        authors = next(filter(None, map(_authors, self.values("authors"))), ())
        published = next(filter(None, map(_stamp, self.values("published"))), None)
        if title or authors or published:
            return Stated(title=title, authors=authors, published=published)
        return None


def _joined(value: Any) -> Any:
    """A list of nothing but texts as one text, of which each is a paragraph."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return "\n\n".join(value)
    return value


def _authors(value: Any) -> tuple[str, ...]:
    """A text, an object with a `name`, or several."""
    items = value if isinstance(value, list) else [value]
    named = (item.get("name") if isinstance(item, dict) else item for item in items[:MAX_AUTHORS])
    return tuple(
        name for name in named if isinstance(name, str) and 0 < len(name) <= MAX_AUTHORS_CHARS
    )


def _stamp(value: Any) -> str | None:
    """A date as written, a number as the day or instant that it is, of which it states no zone."""
    if isinstance(value, str):
        return value if value and len(value) <= MAX_DATE_CHARS else None
    instant = parse_instant(value)
    return instant.replace(tzinfo=None).isoformat() if instant else None
