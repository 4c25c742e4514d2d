"""What a page's head and JSON-LD say of its article."""

from datetime import datetime, timezone
from typing import Any

import lxml.html
import orjson
import pytest

from transforms.metadata import MAX_JSON_LD_BYTES, Metadata, read_metadata


def read(head: str, attributes: str = "", body: str = "<p>x</p>") -> Metadata:
    """The metadata of a page with this head."""
    return read_metadata(
        lxml.html.document_fromstring(
            f"<html {attributes}><head>{head}</head><body>{body}</body></html>"
        )
    )


def json_ld(data: Any) -> str:
    """A script element with JSON-LD."""
    return f'<script type="application/ld+json">{orjson.dumps(data).decode()}</script>'


def article(**fields: Any) -> str:
    """A script element with the JSON-LD of one article."""
    return json_ld({"@context": "https://schema.org", "@type": "NewsArticle", **fields})


def test_a_page_that_says_nothing() -> None:
    assert read("") == Metadata()


def test_all_from_json_ld() -> None:
    head = article(
        headline="Ferry Stops",
        datePublished="2024-03-14T10:00:00+01:00",
        dateModified="2024-03-15T10:00:00Z",
        author=[{"@type": "Person", "name": "Ada Fenwick"}, {"name": "Tomas Brandreth"}],
        publisher={"name": "Harbour Post"},
        inLanguage="en-GB",
        articleSection=["Harbour", "News"],
        keywords=["ferry", "ice, winter"],
        articleBody=" The ferry\n\nstops. ",
    )
    assert read(head) == Metadata(
        titles=("Ferry Stops",),
        site_name="Harbour Post",
        authors=("Ada Fenwick", "Tomas Brandreth"),
        published=datetime(2024, 3, 14, 9, tzinfo=timezone.utc),
        published_text="2024-03-14T10:00:00+01:00",
        modified=datetime(2024, 3, 15, 10, tzinfo=timezone.utc),
        modified_text="2024-03-15T10:00:00Z",
        language="en-GB",
        section="Harbour",
        tags=("ferry", "ice", "winter"),
        body="The ferry\n\nstops.",
    )


def test_all_from_meta_elements_and_links() -> None:
    head = """
        <title>Ferry Stops - Harbour Post</title>
        <link rel="canonical" href="https://post.example/ferry">
        <meta property="og:title" content=" Ferry  Stops ">
        <meta property="og:site_name" content="Harbour Post">
        <meta name="author" content="Ada Fenwick">
        <meta property="article:published_time" content="2024-03-14T10:00:00Z">
        <meta property="article:modified_time" content="2024-03-15T10:00:00Z">
        <meta property="article:section" content="Harbour">
        <meta name="keywords" content="ferry, ice,, ferry">
        <meta property="og:locale" content="en_GB">
        <meta property="og:url" content="https://post.example/other">"""
    assert read(head) == Metadata(
        titles=("Ferry Stops", "Ferry Stops - Harbour Post"),
        site_name="Harbour Post",
        authors=("Ada Fenwick",),
        published=datetime(2024, 3, 14, 10, tzinfo=timezone.utc),
        published_text="2024-03-14T10:00:00Z",
        modified=datetime(2024, 3, 15, 10, tzinfo=timezone.utc),
        modified_text="2024-03-15T10:00:00Z",
        language="en_GB",
        canonical="https://post.example/ferry",
        section="Harbour",
        tags=("ferry", "ice"),
    )


def test_json_ld_comes_before_meta_elements() -> None:
    meta = """
        <meta property="og:title" content="Meta">
        <meta name="author" content="Meta">
        <meta name="date" content="2020-01-01">
        <meta name="keywords" content="meta">"""
    found = read(
        meta
        + article(headline="Ld", author="Ld", datePublished="2024-03-14", keywords="ld")
    )  # fmt: skip
    assert found.titles == ("Ld", "Meta")
    assert (found.authors, found.published_text, found.tags) == (("Ld",), "2024-03-14", ("ld",))


@pytest.mark.parametrize(
    ("kind", "is_read"),
    [
        ("NewsArticle", True),
        ("Article", True),
        ("BlogPosting", True),
        ("Report", True),
        (["WebPage", "ReportageNewsArticle"], True),
        ("https://schema.org/NewsArticle", True),
        ("WebPage", False),
        ("Organization", False),
        (None, False),
        (7, False),
    ],
)
def test_types_of_json_ld(kind: Any, is_read: bool) -> None:
    assert bool(read(json_ld({"@type": kind, "headline": "Ferry"})).titles) is is_read


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "WebSite", "headline": "Not"}, {"@type": "NewsArticle", "headline": "Ferry"}],
        {"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Ferry"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Ferry"}},
        [
            {"@type": "NewsArticle", "headline": "Ferry"},
            {"@type": "NewsArticle", "headline": "Not"},
        ],
        {
            "@type": "NewsArticle",
            "headline": "Ferry",
            "hasPart": {"@type": "NewsArticle", "headline": "Not"},
        },
    ],
)
def test_the_first_and_outermost_article_is_read(data: Any) -> None:
    assert read(json_ld(data)).titles == ("Ferry",)


@pytest.mark.parametrize(
    "script",
    [
        "not json",
        "",
        '{"@type": "NewsArticle", "headline": "cut o',
        '"NewsArticle"',
        "null",
        "[[[]]]",
    ],
)
def test_bad_json_ld_is_passed_over(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>' + article(headline="Ferry")
    assert read(head).titles == ("Ferry",)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry\nStops"}',
        '\n {"@type": "NewsArticle", "headline": "Ferry Stops"};\n',
    ],
)
def test_json_ld_as_many_sites_print_it(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(head).titles == ("Ferry Stops",)


def test_huge_json_ld_and_other_scripts_are_passed_over() -> None:
    huge = article(headline="Huge", articleBody="x" * MAX_JSON_LD_BYTES)
    other = '<script>{"@type": "NewsArticle", "headline": "Other"}</script>'
    assert read(huge + other).titles == ()


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Fenwick", ("Ada Fenwick",)),
        (["Ada Fenwick", "Ada Fenwick"], ("Ada Fenwick",)),
        ({"name": " Ada  Fenwick "}, ("Ada Fenwick",)),
        ([{"name": ["Ada Fenwick", "Tomas Brandreth"]}], ("Ada Fenwick", "Tomas Brandreth")),
        ({"url": "https://post.example/ada"}, ()),
        ([None, 7, {"name": None}, " "], ()),
        (None, ()),
    ],
)
def test_authors_of_json_ld(author: Any, expected: tuple[str, ...]) -> None:
    assert read(article(author=author)).authors == expected


@pytest.mark.parametrize("value", [None, 7, True, {}, [], [[]], {"@value": 3}, "", " "])
def test_json_ld_of_the_wrong_kind_says_nothing(value: Any) -> None:
    names = (
        "headline datePublished dateModified author publisher inLanguage articleSection keywords "
        "articleBody"
    )
    assert read(article(**dict.fromkeys(names.split(), value))) == Metadata()


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<time datetime='2024-03-14T10:00:00Z'>Thu</time>", "2024-03-14T10:00:00Z"),
        ("", "<time>14 March 2024</time>", None),
        (
            "<meta itemprop='datePublished' content='2024-03-14'>",
            "<time datetime='2020-01-01'></time>",
            "2024-03-14",
        ),
        ("<meta name='DC.date.issued' content='2024-03-14'>", "", "2024-03-14"),
        ("<meta name='pubdate' content='soon'>", "", "soon"),
        ("<meta name='pubdate' content=' '>", "", None),
    ],
)
def test_where_dates_are_looked_for(head: str, body: str, expected: str | None) -> None:
    assert read(head, body=body).published_text == expected


def test_a_date_that_is_none_is_kept_as_text() -> None:
    found = read("<meta name='date' content='soon'>")
    assert (found.published, found.published_text) == (None, "soon")


@pytest.mark.parametrize(
    ("head", "attributes", "expected"),
    [
        ("", "lang='de'", "de"),
        ("<meta property='og:locale' content='fr_FR'>", "lang='de'", "de"),
        ("<meta property='og:locale' content='fr_FR'>", "", "fr_FR"),
        (article(inLanguage="es"), "lang='de'", "es"),
        ("", "", None),
    ],
)
def test_languages(head: str, attributes: str, expected: str | None) -> None:
    assert read(head, attributes).language == expected


def test_the_first_of_two_meta_elements_counts() -> None:
    head = "<meta name='author' content='Ada'><meta name='author' content='Tomas'>"
    assert read(head).authors == ("Ada",)
