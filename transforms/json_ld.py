"""What a page's JSON-LD says of its article: schema.org's NewsArticle and its kin."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from bs4 import BeautifulSoup

from transforms.decode import clean_text, fold, squeeze
from transforms.furniture import is_placeholder
from transforms.titles import is_titled

MAX_JSON_LD_BYTES = 2 * 1024 * 1024
MAX_JSON_LD_NODES = 2000
# So many articles are looked at for the page's own; more are a list of others.
MAX_ARTICLES = 100
# So many steps of a way to a page are read; a way has fewer.
MAX_STEPS = 20
# So many values of one property are read: markup in each takes a parser.
MAX_VALUES = 200
# schema.org types that are an article of their own; any type that ends so.
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "Review", "LiveBlogPosting")
# Types that say of the page what they do not say of the article.
_PAGE_TYPES = ("WebPage", "ItemPage", "VideoObject", "PodcastEpisode", "CreativeWork")
_ORGANIZATION = re.compile(r"(?:Organi[sz]ation|Corporation|WebSite|Brand)$")
_NAMESPACE = re.compile(r"^.*[/:#]")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_OPENINGS = ("<!--", "//<![CDATA[", "/*<![CDATA[*/")
_ENDINGS = ("//]]>", "/*]]>*/", "-->")
# A tag as an author writes it, and not "a < b".
_MARKUP = re.compile(
    r"<(?:[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]*)?/?|/[a-zA-Z][a-zA-Z0-9]{0,15}\s*)>"
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,30});")
_LINES = ["p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr"]


def read_json_ld(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """All objects in a page's scripts, outermost first.

    Never raises; what is no JSON-LD is passed over.
    """
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        if len(script) <= MAX_JSON_LD_BYTES and len(nodes) < MAX_JSON_LD_NODES:
            nodes.extend(_objects(_parse(script)))
    return nodes


def node_types(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The schema.org types of a page's objects, without their namespace.

    >>> list(node_types([{"@type": ["schema:WebPage", "FAQPage"]}, {"@type": "Person"}]))
    ['WebPage', 'FAQPage', 'Person']
    """
    for node in nodes:
        yield from (_NAMESPACE.sub("", kind) for kind in strings(node.get("@type")))


def article_nodes(
    nodes: Sequence[dict[str, Any]], titles: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The objects that say something of the page's article, those that say most first.

    The article whose headline is the page's title, else the first, outermost first; then what only
    the page itself is. Where a value is only a reference (`@id`) to another node, that node stands
    in its place.

    Args:
        nodes: all objects of the page.
        titles: what else the page's head gives as title, maybe with the site's name.
    """
    named = {
        node["@id"]: node
        for node in reversed(nodes)
        if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = list(filter(is_article, nodes))
    pages = [
        node
        for node in nodes
        if _is_of(node, _PAGE_TYPES) or (node.get("headline") and node.get("author"))
    ]
    if len(articles) > 1:
        folded = list(filter(None, map(fold, titles)))
        own = (
            node
            for node in articles[:MAX_ARTICLES]
            if any(is_titled(fold(line), folded) for line in strings(node.get("headline")))
        )
        articles = [next(own, articles[0])]
    return [_resolve(node, named) for node in (*articles, *pages[:2])]


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether an object is an article of its own.

    >>> is_article({"@type": "BlogPosting"}), is_article({"@type": "WebPage"})
    (True, False)
    """
    return _is_of(node, _ARTICLE_TYPES)


def breadcrumbs(nodes: Iterable[Mapping[str, Any]]) -> Iterator[list[tuple[str, str | None]]]:
    """The ways through the site to its pages (BreadcrumbList): each step's name and address.

    >>> step = {"position": 1, "item": {"@id": "https://a.example/sea", "name": "Sea"}}
    >>> list(breadcrumbs([{"@type": "BreadcrumbList", "itemListElement": [step]}]))
    [[('Sea', 'https://a.example/sea')]]
    """
    for node in nodes:
        if "BreadcrumbList" in node_types([node]):
            steps = node.get("itemListElement")
            steps = steps if isinstance(steps, list) else [steps]
            yield [step for item in steps[:MAX_STEPS] if (step := _step(item))]


def _step(step: Any) -> tuple[str, str | None] | None:
    if not isinstance(step, dict):
        return None
    item = step.get("item")
    page = item if isinstance(item, dict) else {"@id": item}
    name = strings(step.get("name")) or strings(page.get("name"))
    addresses = (page.get("@id"), page.get("url"), step.get("url"))
    url = next((url for url in addresses if isinstance(url, str) and url), None)
    return (name[0], url) if name else None


def _parse(script: str) -> Any:
    text = script.strip()
    text = text.removeprefix(next(filter(text.startswith, _OPENINGS), ""))
    text = text.removesuffix(next(filter(text.endswith, _ENDINGS), ""))
    for mended in _mend(text.strip().removesuffix(";")):
        try:
            return orjson.loads(mended)
        except orjson.JSONDecodeError:
            continue
    return None


def _mend(text: str) -> Iterator[str]:
    """A script, and without what is no JSON and many sites print in it, if it is asked for.

    Line ends inside strings, and commas before an end.
    """
    yield text
    squeezed = squeeze(text)
    yield squeezed
    yield _TRAILING_COMMA.sub("", squeezed)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD document, outermost first, breadth first."""
    level, seen = [data], 0
    while level and seen < MAX_JSON_LD_NODES:
        below: list[Any] = []
        for node in level:
            seen += 1
            if isinstance(node, list):
                below.extend(node)
            elif isinstance(node, dict):
                yield node
                below.extend(value for value in node.values() if isinstance(value, (dict, list)))
        level = below[:MAX_JSON_LD_NODES]


def _is_of(node: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    return any(kind.endswith(types) for kind in strings(node.get("@type")))


def _resolve(node: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        key: [_deref(item, named) for item in value]
        if isinstance(value, list)
        else _deref(value, named)
        for key, value in node.items()
    }


def _deref(value: Any, named: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and not value.get("name"):
        reference = value.get("@id")
        return named.get(reference, value) if isinstance(reference, str) else value
    return value


def string(value: Any) -> str | None:
    """A value's first string, cleaned, its line ends kept; None where it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    text = clean_text(_read_markup(value)).strip() if isinstance(value, str) else ""
    return text if text and not is_placeholder(text) else None


def strings(value: Any) -> list[str]:
    """The strings in a value, squeezed, but for those that a template was to fill in."""
    lines = (_read_line(item) for item in _values(value) if isinstance(item, str))
    return [line for line in lines if line and not is_placeholder(line)]


def _values(value: Any) -> list[Any]:
    return value[:MAX_VALUES] if isinstance(value, list) else [value]


def _read_line(text: str) -> str:
    if text.isascii() and text.isprintable() and "<" not in text and "&" not in text:
        return squeeze(text)  # nearly all, in a tenth
    return squeeze(clean_text(_read_markup(text)))


def _read_markup(text: str) -> str:
    r"""A text without the markup that many sites leave in it, a line for each paragraph.

    >>> _read_markup("<p>Rain &amp; <b>wind</b></p><p>Sun</p>"), _read_markup("1 &lt; 2")
    ('Rain & wind\nSun\n', '1 < 2')

    Some escape what is escaped already.

    >>> _read_markup("O&amp;#039;Brien &amp;region")
    "O'Brien &region"
    """
    if _MARKUP.search(text) is None:
        return _REFERENCE.sub(lambda found: html.unescape(found[0]), html.unescape(text))
    soup = BeautifulSoup(text, "lxml")
    for element in soup.find_all(_LINES):
        element.append("\n")
    return soup.get_text()


def names(value: Any) -> Iterator[tuple[str, bool | None]]:
    """The names in an author or publisher: a string, an object with `name`, or several.

    With each, whether it is a person's: None where the page does not say.
    """
    for item in _values(value):
        if isinstance(item, dict):
            kinds = strings(item.get("@type"))
            person = True if "Person" in kinds else None
            if any(map(_ORGANIZATION.search, kinds)):
                person = False
            yield from ((name, person) for name in strings(item.get("name")))
        else:
            yield from ((name, None) for name in strings(item))
