"""Pages in Markdown: what they print, line by line."""

import time

import pytest

from schemas.records import Source
from transforms.cut_page import cut_page
from transforms.markdown import is_markdown, strip_markdown
from transforms.pages import MediaType, Page

LINKS = "[Home](/) [Sea](https://post.example/sea) [Fog](#fog)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ferry](/ferry) [stops](/stops)", False),
        ("[Ferry](one) [stops](two) [there](three)", False),
        (LINKS, True),
        ("![](/a.png)\n[![](/b.png)](/b)", True),
        ("he said [sic] (twice), [sic] (again), [sic] (at last)", False),
    ],
)
def test_text_with_addresses_behind_brackets_is_markdown(text: str, expected: bool) -> None:
    assert is_markdown(text) is expected
    assert (strip_markdown(f"{text}\n**Rain**") == f"{text}\n**Rain**") is not expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('[Ferry](https://post.example/a_(b) "Stops") stops', "Ferry stops"),
        ("[Ferry](<../a b.html>) stops", "[Ferry](<../a b.html>) stops"),
        ("![The quay at noon](/quay.jpg)The quay", "The quay"),
        ("[![The quay](/quay.jpg) Ferry](/ferry)", " Ferry"),
        ("**Rain** and __fog__ and *wind* and _ice_", "Rain and fog and wind and ice"),
        ("***Rain*** and **wind, *much* of it**", "Rain and wind, much of it"),
        ("2 * 3 * 4, a_b_c, d**n, *", "2 * 3 * 4, a_b_c, d**n, *"),
        ("* Rain\n* [Sea](/sea)\n- [Fog](/fog) and more", "* Rain\nSea\n- Fog and more"),
        ("3\\. May, 10\\-year\\\nplan", "3. May, 10-year\nplan"),
        ("> > “Stay,” she said", "“Stay,” she said"),
        ("Ferry Stops\n===\n\nWhy\n---\n\n---", "# Ferry Stops\n\n\n## Why\n\n\n---"),
        ("[Ferry\nstops](/ferry\n) now", "Ferry\nstops\n now"),
        ("[Ferry](https://post.example/a-\nb) **stops\nnow**", "Ferry\n stops\nnow"),
        ("# Ferry", "# Ferry"),
    ],
)
def test_what_a_page_in_markdown_prints(line: str, expected: str) -> None:
    text = strip_markdown(f"{LINKS}\n\n{line}\n")
    assert text == f"Home Sea Fog\n\n{expected}\n"
    assert text.count("\n") == line.count("\n") + 3


@pytest.mark.parametrize(
    "mark", '[ [a]( [a](b [a](( **a *a _a > \\ ![](/a [a](/b" *\x20[a](/b)'.split()
)
def test_markdown_is_read_in_linear_time(mark: str) -> None:
    started = time.process_time()
    strip_markdown(f"{LINKS}\n{mark * (500_000 // len(mark))}")
    strip_markdown(f"{LINKS}\n" + f"{mark} " * (500_000 // len(mark)))
    assert time.process_time() - started < 10


def test_an_article_is_cut_out_of_a_page_in_markdown() -> None:
    ferry = (
        "The ferry to [Port Ellery](/tag/port-ellery) will not run before April, the harbour "
        "office said, after ice was found under the landing for the third winter in a row."
    )
    baker = (
        "“We have bread for a week and flour for three,” said Ines Calloway, who runs the *only* "
        "bakery there. “After that somebody will have to walk over the ice.”"
    )
    page = f"""* [News](/news)
* [Sport](/sport)
* [Weather](/weather)

# Ferry Stops for the **Winter**

By [Ada Fenwick](/authors/ada-fenwick) | 14 March 2024

![The quay](https://post.example/quay.jpg)

{ferry}

## Bread for a Week

{baker}

{LINKS}
"""
    found = cut_page(
        Page(payload=page.encode(), media_type=MediaType.TEXT, source=Source(dump="a.txt", page=0))
    )
    assert isinstance(found, tuple)
    (article,) = found
    assert (article.title, article.authors) == ("Ferry Stops for the Winter", ("Ada Fenwick",))
    first, subhead, last = article.body.split("\n\n")
    assert first.startswith("The ferry to Port Ellery will not run before April")
    assert subhead == "Bread for a Week"
    assert "runs the only bakery there" in last
