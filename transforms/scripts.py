"""Articles that a page holds only in its scripts, for a browser to set: as markup, or as data."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import regex

MAX_SCRIPT_CHARS = 4 * 1024 * 1024
# JSON in a string of JSON in a script: what is deeper nobody wrote by hand or by framework.
MAX_NESTING = 3
MIN_PARAGRAPHS = 3
# What editors' formats call a node's text, and what is in it: ProseMirror, Contentful, Slate,
# Draft.js, Portable Text, Editor.js, Arc XP.
_TEXTS = frozenset({"text", "value", "content"})
_INSIDE = frozenset({"content", "children", "nodes", "leaves", "data"})
MAX_LEVELS = 64
# Of nodes alone, each of which takes two. What they say is copied at each level.
MAX_NODE_LEVELS = 32
# Lists of shorter texts are menus.
MIN_PARAGRAPH_CHARS = 60

# A longer text is a library, and so many of them are.
MAX_TEXT_CHARS = 300_000
MAX_TEXTS = 40

_SCRIPT = regex.compile(r"<script\b[^>]*+>(.*?)</script", regex.DOTALL | regex.IGNORECASE)
# A paragraph's start as it stands in a string, its angle bracket escaped or not. Without a flag for
# letters of either case re looks for its first characters alone, in a third of the time. It is
# tried once for a run of backslashes, however long. The last three were letters to the flag.
_PARAGRAPH = re.compile(
    r"(?:[<]|[\\](?<!\\\\)\\*[uU]003[cC]|[&][lL][tT];)(?:[pP]|[bB][rR])(?![a-zA-Z\u0130\u017f\u212a])"
)
_STRING = regex.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', regex.DOTALL)


def markup_in_scripts(page: str) -> str | None:
    r"""The longest string of markup with paragraphs in a page's scripts; None where there is none.

    Takes time linear in the page, of which at most MAX_SCRIPT_CHARS are looked at.

    >>> markup_in_scripts('<script>push("\\u003cp>One\\u003c/p><p>Two</p><p>3</p>")</script>')
    '<p>One</p><p>Two</p><p>3</p>'
    """
    found = (
        markup
        for script in _SCRIPT.finditer(page, endpos=MAX_SCRIPT_CHARS)
        for markup in _markup_strings(script[1], MAX_NESTING)
    )
    return max(found, key=len, default=None)


def rich_texts(page: str, words: Sequence[str] = ("",)) -> Iterator[list[str]]:
    """The texts in the data of a page's scripts that have paragraphs: a list of them each.

    A text is a list of nodes, and its paragraphs are what these say. Takes time linear in the
    page, of which at most MAX_SCRIPT_CHARS are looked at.

    Args:
        page: its HTML.
        words: scripts that hold none of these, as they stand here, are passed over.

    >>> node = {"type": "p", "content": [{"text": "The ferry "}, {"text": "stops. " * 9}]}
    >>> page = f"<script>state = {orjson.dumps({'body': [node] * 3}).decode()};</script>"
    >>> [len(paragraphs) for paragraphs in rich_texts(page)]
    [3]
    """
    for script in _SCRIPT.finditer(page, endpos=MAX_SCRIPT_CHARS):
        text = script[1]
        begin, end = text.find("{"), text.rfind("}")
        if begin < end and any(word in text for word in words):
            try:
                data = orjson.loads(text[begin : end + 1])
            except orjson.JSONDecodeError:
                continue
            found: list[list[str]] = []
            _gather(data, MAX_LEVELS, found)
            yield from found


def longest_rich_text(page: str) -> list[str]:
    """The longest of the texts in the data of a page's scripts that is not made of others.

    Empty where there is none, and where there are more than a page has teasers.
    """
    texts: list[tuple[str, list[str]]] = []
    for paragraphs in rich_texts(page):
        text = "".join(paragraphs)
        # What is in a text comes before it.
        if len(text) <= MAX_TEXT_CHARS and not any(inner in text for inner, _ in texts):
            texts.append((text, paragraphs))
        if len(texts) > MAX_TEXTS:
            return []
    return max(texts, key=lambda told: len(told[0]), default=("", []))[1]


def rich_text(data: list[Any] | dict[str, Any]) -> list[str]:
    """The paragraphs of the longest text in an editor's nodes; empty where there is none.

    >>> blocks = [{"data": {"text": f"{number} ferries. " * 9}} for number in range(3)]
    >>> [text[:10] for text in rich_text({"blocks": blocks})]
    ['0 ferries.', '1 ferries.', '2 ferries.']
    """
    found: list[list[str]] = []
    _gather(data, MAX_NODE_LEVELS, found)
    return max(found, key=lambda paragraphs: sum(map(len, paragraphs)), default=[])


def _gather(data: list[Any] | dict[str, Any], levels: int, found: list[list[str]]) -> str:
    """What a node, or several, say; finds the texts in them."""
    if levels == 0:
        return ""
    if isinstance(data, list):
        nodes = [node for node in data if isinstance(node, (list, dict))]
        told = [_gather(node, levels - 1, found) for node in nodes]
        paragraphs = list(filter(str.strip, told))
        if sum(len(text) >= MIN_PARAGRAPH_CHARS for text in paragraphs) >= MIN_PARAGRAPHS:
            found.append(paragraphs)
        return "".join(told)
    says = ""
    for name, value in data.items():
        if isinstance(value, str):
            says = says or (value if name in _TEXTS else "")
        elif isinstance(value, (list, dict)):
            text = _gather(value, levels - 1, found)
            says = says or (text if name in _INSIDE else "")
    return says


def _markup_strings(text: str, nesting: int) -> Iterator[str]:
    """The strings quoted in a text that are markup, or hold such strings themselves."""
    at = 0
    while (mark := _PARAGRAPH.search(text, at)) is not None:
        start = _quote_before(text, mark.start(), at)
        literal = _STRING.match(text, start) if start >= 0 else None
        at = mark.end()
        if literal is None or literal.end() < mark.end():
            continue
        at = literal.end()
        try:
            value = orjson.loads(literal[0])
        except orjson.JSONDecodeError:
            continue
        if value.lstrip().startswith("&lt;"):
            value = html.unescape(value)
        if value.lstrip().startswith("<"):
            if len(_PARAGRAPH.findall(value)) >= MIN_PARAGRAPHS:
                yield value
        elif nesting > 1:
            yield from _markup_strings(value, nesting - 1)


def _quote_before(text: str, end: int, start: int) -> int:
    """Where the last quote that is not escaped stands in a stretch of text; -1 without one."""
    while (at := text.rfind('"', start, end)) > start and text[at - 1] == "\\":
        end = at
    return at
