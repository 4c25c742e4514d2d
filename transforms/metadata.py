"""What an HTML page's head says of its article.

JSON-LD (schema.org NewsArticle and its kin) first, then meta elements and links.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import lxml.html
import orjson

from transforms.dates import parse_instant
from transforms.decode import clean_text, squeeze

# schema.org types that are an article of their own; any type that ends so.
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "Review", "LiveBlogPosting")
MAX_JSON_LD_BYTES = 2 * 1024 * 1024
MAX_JSON_LD_NODES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says of its article, each field None or empty where it says nothing."""

    titles: tuple[str, ...] = ()
    site_name: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_text: str | None = None
    modified: datetime | None = None
    modified_text: str | None = None
    language: str | None = None
    canonical: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    body: str | None = None


def read_metadata(root: lxml.html.HtmlElement) -> Metadata:
    """Reads a parsed page's head and JSON-LD. Never raises for what they hold."""
    meta = _meta_elements(root)
    article = _json_ld_article(root)
    published_text = _first(
        _string(article.get("datePublished")),
        meta.get("article:published_time"),
        meta.get("datepublished"),
        meta.get("date"),
        meta.get("dc.date.issued"),
        meta.get("pubdate"),
        _time_element(root),
    )
    modified_text = _first(
        _string(article.get("dateModified")),
        meta.get("article:modified_time"),
        meta.get("og:updated_time"),
        meta.get("last-modified"),
    )
    title_element = root.find(".//title")
    canonical = root.find(".//link[@rel='canonical']")
    titles = (
        *_strings(article.get("headline"))[:1],
        meta.get("og:title"),
        meta.get("twitter:title"),
        _clean(title_element.text_content()) if title_element is not None else None,
    )
    return Metadata(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        site_name=meta.get("og:site_name") or next(iter(_names(article.get("publisher"))), None),
        authors=tuple(dict.fromkeys(_names(article.get("author"))))
        or tuple(dict.fromkeys(filter(None, (meta.get("author"), meta.get("article:author"))))),
        published=parse_instant(published_text),
        published_text=published_text,
        modified=parse_instant(modified_text),
        modified_text=modified_text,
        language=_first(
            _string(article.get("inLanguage")), root.get("lang"), meta.get("og:locale")
        ),
        canonical=_first(
            canonical.get("href") if canonical is not None else None, meta.get("og:url")
        ),
        section=_first(*_strings(article.get("articleSection"))[:1], meta.get("article:section")),
        tags=tuple(dict.fromkeys(_tags(article.get("keywords") or meta.get("keywords")))),
        body=_string(article.get("articleBody")),
    )


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _clean(text: str) -> str:
    return squeeze(clean_text(text))


def _meta_elements(root: lxml.html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and (cleaned := _clean(content)):
            found.setdefault(name.lower(), cleaned)
    return found


def _time_element(root: lxml.html.HtmlElement) -> str | None:
    element = root.find(".//time[@datetime]")
    return element.get("datetime") if element is not None else None


def _json_ld_article(root: lxml.html.HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the page's article: the first of an article type, else empty."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        if len(text) > MAX_JSON_LD_BYTES:
            continue
        try:
            data = orjson.loads(text.strip().removesuffix(";"))
        except orjson.JSONDecodeError:
            try:  # line ends inside strings, which many sites print, are no JSON
                data = orjson.loads(" ".join(text.split()))
            except orjson.JSONDecodeError:
                continue
        for node in _objects(data):
            types = _strings(node.get("@type"))
            if any(kind.endswith(_ARTICLE_TYPES) for kind in types):
                return node
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD document, outermost first, breadth first."""
    queue, seen = [data], 0
    while queue and seen < MAX_JSON_LD_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))


def _string(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return clean_text(value).strip() or None if isinstance(value, str) else None


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    cleaned = (_clean(item) for item in values if isinstance(item, str))
    return [item for item in cleaned if item]


def _names(value: Any) -> Iterator[str]:
    """The names in a JSON-LD author or publisher: a string, an object with `name`, or several."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from _strings(item.get("name"))
        else:
            yield from _strings(item)


def _tags(value: Any) -> Iterator[str]:
    for item in _strings(value):
        yield from (tag for part in item.split(",") if (tag := part.strip()))
