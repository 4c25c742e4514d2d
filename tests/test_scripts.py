"""Articles that stand in scripts' strings alone."""

import json
import time
from collections.abc import Callable

import pytest

from transforms.scripts import (
    MAX_LEVELS,
    MAX_NESTING,
    MAX_TEXT_CHARS,
    MAX_TEXTS,
    longest_rich_text,
    markup_in_scripts,
    rich_texts,
)

MARKUP = '<p class="lead">The ferry stops.</p><p>Rain &amp; wind.</p><br>"So it goes"'


def escaped(markup: str, times: int = 1) -> str:
    """A string literal as frameworks write it, in so many layers of JSON."""
    for _ in range(times):
        markup = json.dumps({"html": markup})
    return json.dumps(markup).replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "script",
    [
        f"self.push([1,{json.dumps(MARKUP)}])",
        f"self.push([1,{escaped(MARKUP)}])",
        f'var it\'s = "x", state = {{"body": {escaped(MARKUP)}, "n": 1}};',
        f'say("half a \\" quote"); push({escaped(MARKUP, 1)})',
        f"push({escaped(MARKUP, MAX_NESTING - 1)})",
        f"push({json.dumps(MARKUP.replace('&', '&amp;').replace('<', '&lt;'))})",
        f"push({escaped('<p>1</p>' * 3)}); push({escaped(MARKUP)}); push({escaped('<br>' * 4)})",
    ],
)
def test_markup_in_a_string_of_a_script(script: str) -> None:
    page = f"<p>Loading</p><script>var a = 1;</script><SCRIPT async>{script}</SCRIPT>"
    assert markup_in_scripts(page) == MARKUP


@pytest.mark.parametrize(
    "page",
    [
        "",
        f"<div data-html={escaped(MARKUP)}>in an attribute, and no script</div>",
        f"<script>push({escaped('<p>One</p><p>Two</p>')})</script>",
        f"<script>push({escaped('1 < 2; ' + MARKUP)})</script>",
        f"<script>push({escaped(MARKUP, MAX_NESTING)})</script>",
        f"<script>push({escaped(MARKUP)[:-1]})</script>",
        "<script>push('<p>1<p>2<p>3')</script>",
        '<script>push("<p>\\x</p><p><p>")</script>',
    ],
)
def test_no_markup(page: str) -> None:
    assert markup_in_scripts(page) is None


SENTENCES = [
    f"Ferry {n} stops in the harbour of Port Ellery until the ice is gone." for n in range(4)
]
# A paragraph of two texts, the second in a link or in bold, or of both in one.
EDITORS: dict[str, Callable[[str, str], object]] = {
    "ProseMirror": lambda one, two: {
        "type": "paragraph",
        "content": [{"type": "text", "text": one}, {"type": "text", "marks": [{}], "text": two}],
    },
    "Contentful": lambda one, two: {
        "nodeType": "paragraph",
        "content": [
            {"nodeType": "text", "value": one, "data": {}},
            {"data": {"uri": "/a"}, "content": [{"value": two}], "nodeType": "hyperlink"},
        ],
    },
    "Slate": lambda one, two: {
        "children": [{"text": one}, {"type": "a", "url": "/a", "children": [{"text": two}]}]
    },
    "Portable Text": lambda one, two: {
        "_type": "block",
        "children": [{"_type": "span", "text": one}, {"_type": "span", "text": two}],
    },
    "Draft.js": lambda one, two: {"key": "a", "text": one + two, "entityRanges": [], "data": {}},
    "Editor.js": lambda one, two: {"type": "paragraph", "data": {"text": one + two}},
    "Arc XP": lambda one, two: {"type": "text", "content": one + two, "_id": "a"},
}


@pytest.mark.parametrize("editor", EDITORS)
def test_rich_text_of_many_editors(editor: str) -> None:
    nodes = [EDITORS[editor](text[:20], text[20:]) for text in SENTENCES]
    nodes.insert(1, {"type": "ad", "data": {"size": "small"}})
    state = json.dumps({"menu": [{"text": "Home"}] * 9, "story": {"title": "A", "body": nodes}})
    for script in (state, f"window.state = {state};"):
        page = f"<script>var a</script><script type=x>{script}</script>"
        assert list(rich_texts(page)) == [SENTENCES]
        assert list(rich_texts(page, ("fog", SENTENCES[2][:20]))) == [SENTENCES]
        assert list(rich_texts(page, ("fog",))) == []


def test_the_longest_rich_text_is_none_of_several() -> None:
    nodes = [{"text": text} for text in SENTENCES]
    others = [{"content": [{"text": f"{name} {text}"} for text in SENTENCES]} for name in "ABC"]
    page = f"<script>{json.dumps({'own': nodes, 'others': others})}</script>"
    assert longest_rich_text(page) == [f"A {text}" for text in SENTENCES]
    assert longest_rich_text(page.replace("A ", "")) == [f"B {text}" for text in SENTENCES]
    assert longest_rich_text("<p>One</p>") == []
    many = [
        {"content": [{"text": f"{i} {text}"} for text in SENTENCES]} for i in range(MAX_TEXTS + 1)
    ]
    assert longest_rich_text(f"<script>{json.dumps({'a': many})}</script>") == []
    library = {"content": [{"text": text * (MAX_TEXT_CHARS // 100)} for text in SENTENCES]}
    page = f"<script>{json.dumps({'own': nodes, 'library': library})}</script>"
    assert longest_rich_text(page) == SENTENCES


def test_rich_text_is_not_looked_for_in_what_is_too_deep_or_no_json() -> None:
    nodes = [{"text": text} for text in SENTENCES]
    deep: object = nodes
    for _ in range(MAX_LEVELS):
        deep = [deep]
    for data in (deep, {"text": SENTENCES}, SENTENCES, [{"text": "Home"}] * 99):
        assert list(rich_texts(f"<script>{json.dumps({'a': data})}</script>")) == []
    assert list(rich_texts(f"<script>x = {json.dumps({'a': nodes})[:-1]}</script>")) == []
    assert list(rich_texts("<script>}{</script><script></script>")) == []


@pytest.mark.parametrize("piece", ['"<p>', "<p>", '\\"<p>', '"', "<script>", '"<p>" <p '])
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        page = "<script>" + piece * count + "</script>"
        start = time.process_time()
        markup_in_scripts(page)
        return time.process_time() - start

    assert seconds(80_000) < 12 * seconds(20_000) + 0.2


def test_time_of_rich_text_is_linear() -> None:
    def seconds(count: int) -> float:
        data: object = [{"text": "x" * 100}] * count
        for _ in range(MAX_LEVELS // 2):
            data = {"content": data}
        page = f"<script>{json.dumps(data)}</script>"
        start = time.process_time()
        ((first, *_),) = rich_texts(page)
        assert first == "x" * 100
        return time.process_time() - start

    assert seconds(24_000) < 12 * seconds(6_000) + 0.2
