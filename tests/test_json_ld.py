"""JSON-LD: which node is the article's, and what its values say."""

from typing import Any

import orjson
import pytest

from transforms.json_ld import (
    MAX_ARTICLES,
    MAX_JSON_LD_NODES,
    MAX_STEPS,
    MAX_VALUES,
    article_nodes,
    breadcrumbs,
    names,
    read_json_ld,
    string,
    strings,
)


def read(*data: Any) -> list[dict[str, Any]]:
    """The nodes of some scripts."""
    return article_nodes(read_json_ld([orjson.dumps(item).decode() for item in data]))


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "NewsArticle"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle"}\n//]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle"}/*]]>*/',
        '{"@type": "NewsArticle",}',
        '{"@type": ["NewsArticle", ],}',
        '{"@type":\n"NewsArticle"};',
    ],
)
def test_json_as_sites_print_it(script: str) -> None:
    (node,) = read_json_ld([script])
    assert strings(node["@type"]) == ["NewsArticle"]


def test_a_comma_in_a_string_is_kept() -> None:
    (node,) = read_json_ld(['{"@type": "NewsArticle", "headline": "a, }"}'])
    assert node["headline"] == "a, }"


def test_the_article_comes_before_its_page() -> None:
    nodes = read(
        {"@type": "WebPage", "name": "page"},
        {"@graph": [{"@type": "NewsArticle", "name": "first"}, {"@type": "Article"}]},
        {"@type": "FAQPage", "headline": "h", "author": "a"},
        {"@type": "BreadcrumbList"},
    )
    assert [node.get("name", node.get("headline")) for node in nodes] == ["first", "page", "h"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Ferry Stops on Sundays - The Post"], "Ferry Stops on Sundays"),
        (["Post", "Ferry Stops, on Sundays"], "Ferry Stops on Sundays"),
        (["Bus Depot Is Built"], "Bus Depot Is Built"),
        # Of none of these, and of one by chance.
        (["Quay Is Mended"], "Bus Depot Is Built"),
        (["Ferry Is Sold to a Company from Elsewhere"], "Bus Depot Is Built"),
        ([""], "Bus Depot Is Built"),
        ([], "Bus Depot Is Built"),
    ],
)
def test_the_article_with_the_pages_title_is_its_own(titles: list[str], expected: str) -> None:
    headlines = ["Bus Depot Is Built", "", "Ferry", "Ferry Stops on Sundays"]
    nodes = [{"@type": "NewsArticle", "headline": headline} for headline in headlines]
    assert [node["headline"] for node in article_nodes(nodes, titles)] == [expected]


def test_of_a_list_of_articles_the_first_is_taken() -> None:
    nodes = [{"@type": "Article", "headline": f"Ferry {i:03}"} for i in range(MAX_ARTICLES + 1)]
    (last,) = article_nodes(nodes, [f"Ferry {MAX_ARTICLES - 1:03}"])
    assert last["headline"] == f"Ferry {MAX_ARTICLES - 1:03}"
    (first,) = article_nodes(nodes, [f"Ferry {MAX_ARTICLES:03}"])
    assert first["headline"] == "Ferry 000"


def test_references_stand_for_what_they_name() -> None:
    (node,) = read(
        {
            "@graph": [
                {
                    "@type": "NewsArticle",
                    "author": [{"@id": "#ada"}, {"@id": "#nobody"}],
                    "publisher": {"@id": "#post", "name": ""},
                    "image": {"@id": 7},
                },
                {"@type": "Person", "@id": "#ada", "name": "Ada Fenwick"},
                {"@type": "Organization", "@id": "#post", "name": "Harbour Post"},
            ]
        }
    )
    assert list(names(node["author"])) == [("Ada Fenwick", True)]
    assert list(names(node["publisher"])) == [("Harbour Post", False)]


def test_a_reference_to_itself_ends() -> None:
    (node,) = read({"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}})
    assert list(names(node["author"])) == []


def test_there_is_an_end_to_nodes() -> None:
    deep: Any = {"@type": "NewsArticle"}
    for _ in range(100):
        deep = {"x": deep}
    assert read(deep)
    assert read([{}] * (MAX_JSON_LD_NODES + 10), {"@type": "NewsArticle"}) == []
    assert read_json_ld(["[" * 100_000]) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a &amp; b", "a & b"),
        ("O&amp;#039;Brien &amp;amp; Co &amp;copy", "O'Brien & Co &copy"),
        (" a\nb ", "a\nb"),
        (["a", "b"], "a"),
        ({"@value": "a"}, "a"),
        (" ", None),
        ([], None),
        ([["a"]], None),
        (7, None),
        (None, None),
    ],
)
def test_string(value: Any, expected: str | None) -> None:
    assert string(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada", [("Ada", None)]),
        ({"name": "Ada"}, [("Ada", None)]),
        ({"@type": "Person", "name": "Ada"}, [("Ada", True)]),
        ({"@type": "Corporation", "name": "Ada"}, [("Ada", False)]),
        ({"@type": ["Person", "Organization"], "name": "Ada"}, [("Ada", False)]),
        ({"name": {"name": "Ada"}}, []),
        ([{"name": ["Ada", "Ben"]}, "Cy", 7], [("Ada", None), ("Ben", None), ("Cy", None)]),
    ],
)
def test_names(value: Any, expected: list[tuple[str, bool | None]]) -> None:
    assert list(names(value)) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"name": "Sea", "item": "/sea"}], [("Sea", "/sea")]),
        ({"name": "Sea", "item": "/sea"}, [("Sea", "/sea")]),
        ([{"item": {"name": "Sea", "url": "/sea"}}], [("Sea", "/sea")]),
        ([{"name": "Sea", "url": "/sea"}], [("Sea", "/sea")]),
        ([{"name": "Sea", "item": {"@id": ["/sea"]}}], [("Sea", None)]),
        ([{"name": {"a": 1}, "item": 5}, {"item": "/sea"}, {}, [], None, "Sea", 1], []),
        (None, []),
        ([{"name": "Sea"}] * (MAX_STEPS + 1), [("Sea", None)] * MAX_STEPS),
    ],
)
def test_steps_of_a_way(steps: Any, expected: list[tuple[str, str | None]]) -> None:
    assert list(breadcrumbs([{"@type": "BreadcrumbList", "itemListElement": steps}])) == [expected]


def test_of_one_property_so_many_values_are_read() -> None:
    values = ["<b>Sea</b>"] * (MAX_VALUES + 1)
    assert strings(values) == ["Sea"] * MAX_VALUES
    assert list(names(values)) == [("Sea", None)] * MAX_VALUES
