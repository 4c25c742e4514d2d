"""Articles that stand in scripts' strings alone."""

import json
import time

import pytest

from transforms.scripts import MAX_NESTING, markup_in_scripts

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


@pytest.mark.parametrize("piece", ['"<p>', "<p>", '\\"<p>', '"', "<script>", '"<p>" <p '])
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        page = "<script>" + piece * count + "</script>"
        start = time.process_time()
        markup_in_scripts(page)
        return time.process_time() - start

    assert seconds(80_000) < 12 * seconds(20_000) + 0.2
