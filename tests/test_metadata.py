"""What a page's head and JSON-LD say of its article."""

import html
import time
from typing import Any

import lxml.html
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.json_ld import MAX_JSON_LD_BYTES
from transforms.limits import MAX_AUTHORS
from transforms.metadata import MAX_DESCRIPTIONS, Metadata, add_stated, read_metadata
from transforms.pages import Stated


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


def test_what_a_template_left_unfilled_says_nothing() -> None:
    head = """<title>{{ page.title }}</title><meta name="author" content="%%author%%">
        <meta property="og:description" content="$$DESCRIPTION$$">"""
    fields = {"headline": "${title}", "author": {"@type": "Person", "name": "{{author}}"}}
    assert read(head, body="<h1>{{ title }}</h1>") == Metadata()
    nothing = Metadata(types=("NewsArticle", "Person"))
    assert read(article(**fields, articleBody="%%body%%")) == nothing


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
        published=("2024-03-14T10:00:00+01:00",),
        modified=("2024-03-15T10:00:00Z",),
        language="en-GB",
        section="Harbour",
        tags=("ferry", "ice", "winter"),
        body="The ferry\n\nstops.",
        types=("NewsArticle", "Person"),
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
        published=("2024-03-14T10:00:00Z",),
        modified=("2024-03-15T10:00:00Z",),
        language="en_GB",
        canonical="https://post.example/ferry",
        section="Harbour",
        tags=("ferry", "ice"),
    )


def test_json_ld_comes_before_meta_elements() -> None:
    meta = """
        <meta property="og:title" content="Meta">
        <meta name="author" content="Tomas Brandreth">
        <meta name="date" content="2020-01-01">
        <meta name="keywords" content="meta">"""
    found = read(
        meta
        + article(headline="Ld", author="Ada Fenwick", datePublished="2024-03-14", keywords="ld")
    )  # fmt: skip
    assert found.titles == ("Ld", "Meta")
    assert found.authors == ("Ada Fenwick",)
    assert found.published == ("2024-03-14", "2020-01-01")
    assert found.tags == ("ld",)


@pytest.mark.parametrize(
    ("kind", "is_read"),
    [
        ("NewsArticle", True),
        ("Article", True),
        ("BlogPosting", True),
        ("Report", True),
        (["WebPage", "ReportageNewsArticle"], True),
        ("https://schema.org/NewsArticle", True),
        ("WebPage", True),
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
    for kind in ("application/ld+json", "application/LD+JSON; charset=utf-8"):
        assert read(f'<script type="{kind}">{script}</script>').titles == ("Ferry Stops",)


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
        ("Ada Fenwick and Tomas Brandreth", ("Ada Fenwick", "Tomas Brandreth")),
        ({"@type": "Person", "name": "adaf"}, ("adaf",)),
        ({"@type": ["Thing", "Person"], "name": "ada fenwick"}, ("ada fenwick",)),
        ({"name": "adaf"}, ()),
        ({"@type": "Organization", "name": "Ada Fenwick"}, ()),
        ({"@type": "NewsMediaOrganization", "name": "Ada Fenwick"}, ()),
        ({"@type": "Person", "name": "Harbour Staff"}, ()),
        ("ADA FENWICK, Ada Fenwick", ("ADA FENWICK",)),
        ("Ada O&#39;Neill", ("Ada O'Neill",)),
        ({"url": "https://post.example/ada"}, ()),
        ([None, 7, {"name": None}, " "], ()),
        (None, ()),
    ],
)
def test_authors_of_json_ld(author: Any, expected: tuple[str, ...]) -> None:
    assert read(article(author=author)).authors == expected
    assert read(article(creator=author)).authors == expected


@pytest.mark.parametrize("value", [None, 7, True, {}, [], [[]], {"@value": 3}, "", " "])
def test_json_ld_of_the_wrong_kind_says_nothing(value: Any) -> None:
    names = (
        "headline datePublished dateModified author publisher inLanguage articleSection keywords "
        "articleBody"
    )
    assert read(article(**dict.fromkeys(names.split(), value))) == Metadata(types=("NewsArticle",))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (json_ld({"@type": "Product", "offers": {"@type": "Offer"}}), ("Product", "Offer")),
        (json_ld({"@graph": [{"@type": ["WebPage", "FAQPage"]}]}), ("WebPage", "FAQPage")),
        (json_ld({"@type": "https://schema.org/Blog"}), ("Blog",)),
        (json_ld([{"@type": "Person"}, {"@type": "Person"}]), ("Person",)),
        (json_ld([{"@type": None}, {"@type": 7}, {"@type": " "}]), ()),
        ('<meta itemscope itemtype="http://schema.org/Product/">', ("Product",)),
        (json_ld([{"@type": f"T{n}"} for n in range(99)]), tuple(f"T{n}" for n in range(40))),
    ],
)
def test_types_of_what_the_page_describes(page: str, expected: tuple[str, ...]) -> None:
    assert read(page).types == expected


@pytest.mark.parametrize(
    ("content", "expected"), [("Article", "article"), ("video.movie", "video.movie"), ("", None)]
)
def test_type_of_opengraph(content: str, expected: str | None) -> None:
    assert read(f'<meta property="og:type" content="{content}">').og_type == expected


@pytest.mark.parametrize(
    ("publisher", "site_name", "expected"),
    [
        ({"@type": "Organization", "name": "Ida Quill"}, "", ()),
        ({"@type": "Organization", "name": "Other"}, "Ida Quill", ()),
        ({"@type": "Organization", "name": "The Ida Quill"}, "", ()),
        # A person's own site is called as the person is.
        ({"@type": "Person", "name": "Ida Quill"}, "", ("Ida Quill",)),
        ({"name": "Other"}, "Ida Quill", ("Ida Quill",)),
        ({"@type": "Organization", "name": "Other"}, "Other", ("Ida Quill",)),
    ],
)
def test_the_site_is_not_its_own_author(
    publisher: Any, site_name: str, expected: tuple[str, ...]
) -> None:
    head = article(author={"@type": "Person", "name": "Ida Quill"}, publisher=publisher)
    assert read(f"<meta property='og:site_name' content='{site_name}'>{head}").authors == expected


@pytest.mark.parametrize(
    ("name", "publisher", "expected"),
    [
        ("Ida Quill", "Quill's Log", ("Ida Quill",)),
        ("Ida Quill", "Ida Quill", ()),
        ("idaquill", "Quill's Log", ()),
    ],
)
def test_an_address_is_called_as_the_person_whose_page_it_is(
    name: str, publisher: str, expected: tuple[str, ...]
) -> None:
    head = article(
        author={"@type": "Person", "name": name},
        publisher={"@type": "Organization", "name": publisher},
    )
    assert (
        read(f"<link rel='canonical' href='https://idaquill.example/'>{head}").authors == expected
    )


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<time datetime='2024-03-14T10:00:00Z'>Thu</time>", ("2024-03-14T10:00:00Z",)),
        ("", "<time>14 March 2024</time>", ("14 March 2024",)),
        ("", "<time>Thursday</time>", ()),
        ("", "<time class='updated' datetime='2024-03-14'></time>", ()),
        ("", "<time datetime='2024-03-14'>Updated</time>", ("2024-03-14",)),
        ("", "<span itemprop='datePublished' content='2024-03-14'></span>", ("2024-03-14",)),
        ("", "<abbr class='published' title='2024-03-14'>Thu</abbr>", ()),
        (
            "<meta itemprop='datePublished' content='2024-03-14'>",
            "<time datetime='2020-01-01'></time>",
            ("2024-03-14", "2020-01-01"),
        ),
        ("<meta name='DC.date.issued' content='2024-03-14'>", "", ("2024-03-14",)),
        ("<meta name='x-published-date' content='2024-03-14'>", "", ("2024-03-14",)),
        ("<meta name='last-published-and-modified' content='2024-03-14'>", "", ()),
        ("<meta property='schema:datePublished' content='2024-03-14'>", "", ("2024-03-14",)),
        ("<meta name='pubdate' content='soon'>", "", ("soon",)),
        ("<meta name='pubdate' content=' '>", "", ()),
        (json_ld({"@type": "WebPage", "datePublished": "2024-03-14"}), "", ("2024-03-14",)),
        (json_ld({"@type": "Article", "datePublished": 1710410400}), "", ("1710410400",)),
        # RDFa, as Drupal prints it.
        ("", "<i property='schema:dateCreated' content='2024-03-14'></i>", ("2024-03-14",)),
        ("", "<i property='dc:date datePublished' content='2024-03-14'></i>", ("2024-03-14",)),
        ("", "<i property='dc:date dc:created' content='2024-03-14'></i>", ("2024-03-14",)),
        ("", "<i property='dc:subject' content='2024-03-14'></i>", ()),
        # An empty field of a database, and none of a script, which are no dates.
        (
            article(datePublished="1970-01-01T00:00:00Z", author="Ada Fenwick"),
            "<time datetime='2024-03-14'></time>",
            ("1970-01-01T00:00:00Z", "2024-03-14"),
        ),
        (
            article(datePublished="Invalid date", author="Ada Fenwick"),
            "<time datetime='2024-03-14'></time>",
            ("Invalid date", "2024-03-14"),
        ),
        (
            json_ld(
                {"@type": "Article", "datePublished": "14 March 2024", "author": "Ada Fenwick"}
            ),
            "<time datetime='2024-03-15'></time>",
            ("14 March 2024",),
        ),
        # Other articles' dates, and comments'.
        ("", "<aside><time datetime='2024-03-14'></time></aside>", ()),
        ("", "<div class='related-posts'><time datetime='2024-03-14'></time></div>", ()),
        ("", "<div id='comments'><p><time datetime='2024-03-14'></time></p></div>", ()),
    ],
)
def test_where_dates_are_looked_for(head: str, body: str, expected: tuple[str, ...]) -> None:
    assert read(head, body=f"<h1>Ferry Stops</h1>{body}").published == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name='keywords' content='Ferry, Sea; Quay，港'>", ("Ferry", "Sea", "Quay", "港")),
        ("<meta name='sailthru.tags' content='ferry,sea'>", ("ferry", "sea")),
        ("<meta name='DC.subject' content='ferry'>", ("ferry",)),
        ("<meta name='keywords' content='a'><meta name='news_keywords' content='b'>", ("b",)),
        (article(keywords=["ferry", {"@type": "DefinedTerm", "name": "sea"}]), ("ferry", "sea")),
    ],
)
def test_tags(head: str, expected: tuple[str, ...]) -> None:
    assert read(head).tags == expected


CRUMBS = [
    {"name": "Post", "item": "https://post.example/"},
    {"item": {"@id": "https://post.example/sea", "name": "Sea"}},
    {"name": "Ferry Stops"},
]


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (article(articleSection=["https://a.example/", "Sea"]), "", "Sea"),
        ("<meta property='article:section' content='Sea'>" + article(), "", "Sea"),
        (json_ld({"@type": "BreadcrumbList", "itemListElement": CRUMBS}), "", "Sea"),
        (json_ld({"@type": "BreadcrumbList", "itemListElement": CRUMBS[1]}), "", "Sea"),
        (json_ld({"@type": "BreadcrumbList", "itemListElement": [7, {"name": 7}]}), "", None),
        ("", "<ol class='c-breadcrumb'><li><a href='/'>X</a><li><a href='/s'>Sea</a></ol>", "Sea"),
        ("", "<nav aria-label='Breadcrumbs'><a href='/s'>Sea</a></nav>", "Sea"),
        ("", "<div itemtype='https://schema.org/BreadcrumbList'><a href='/s'>Sea</a></div>", "Sea"),
        ("", "<ul class='breadcrumb'>" + "<li><a href='/s'>Sea</a>" * 7 + "</ul>", None),
        ("", "<p>in <a rel='category tag' href='/c/sea'>Sea</a></p>", "Sea"),
        ("", "<article><a rel='category tag' href='/c/sea'>Sea</a></article>", None),
        ("", "<p><a rel='tag' href='/t/sea'>Sea</a></p>", None),
        ("", "<div id='BreadCrumb'><a href='/'>X</a><a href='/s'>Sea</a></div>", "Sea"),
        # Ways that are called nothing.
        ("", "<p><a href='/'>X</a> &gt; <a href='/s'>Sea</a></p>", "Sea"),
        ("", "<p><a href='https://x.example'>X</a>»<a href='/s'>Sea</a> » Ferry Stops</p>", "Sea"),
        ("", "<p><span><a href='/'>X</a></span> › <span><a href='/s'>Sea</a></span></p>", "Sea"),
        ("", "<p><a href='/'>X</a> | <a href='/s'>Sea</a></p>", None),
        ("", "<p><a href='/'>X</a> and so <a href='/s'>Sea</a></p>", None),
        ("", "<p><a href='/news'>X</a> › <a href='/s'>Sea</a></p>", None),
        ("", f"<p><a href='/'>X</a>{' › <a href=/s>Sea</a>' * 7}</p>", None),
    ],
)
def test_sections(head: str, body: str, expected: str | None) -> None:
    head = f"<title>Ferry Stops</title>{head}"
    assert read(head, body=f"<h1>Ferry Stops</h1>{body}").section == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ArticleHeader_kicker__jK1lZ", "Sea"), ("article__section", "Sea"), ("button", None)],
)
def test_a_link_above_the_headline_that_is_called_a_section(
    name: str, expected: str | None
) -> None:
    body = f"<p>Ice</p><div><a class='{name}' href='/s'>Sea</a></div><h1>Ferry Stops</h1>"
    assert read("<title>Ferry Stops</title>", body=body).section == expected


TAGS = "<a href='/tag/ferry'>Ferry</a> <a href='/tag/sea'>Sea</a>"
TEASER = "<p><a rel='tag' href='/t/ice'>Ice</a></p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p><a rel='tag' href='/1'>Ferry</a>, <a rel='tag' href='/2'>Sea</a>", ("Ferry", "Sea")),
        ("<ul><li><a rel='tag' href='/1'>Ferry</a><li><a rel='tag' href='/2'>Sea</a></ul>",
         ("Ferry", "Sea")),
        ("<p><span><a rel='tag' href='/1'>Ferry</a></span> <span><a rel='tag' href='/2'>Sea</a>",
         ("Ferry", "Sea")),
        ("<p><a rel='category tag' href='/1'>Ferry</a>", ()),
        (TEASER * 3, ()),
        (f"<article>{TEASER}</article>", ()),
        (f"<aside>{TEASER}</aside>", ()),
        (f"<div>Tags: {TAGS}</div>", ("Ferry", "Sea")),
        (f"<div>{TAGS.replace('/tag/', '/topics/')}</div>", ("Ferry", "Sea")),
        (f"<div>{TAGS.replace('/tag/', '/keyword/')}</div>", ("Ferry", "Sea")),
        (f"<div>{TAGS.replace('/tag/', '/people/')}</div>", ()),
        (f"<p>The crew of the last boat spoke of {TAGS} and much else.</p>", ()),
        ("<div><a href='/tag/ferry'>Ferry</a></div>", ()),
        ("<div class='post-tags'>On: <a href='/1'>Ferry,</a> <a href='/2'>Sea</a></div>",
         ("Ferry", "Sea")),
        ("<ul id='articleTags'><li><a href='/1'>#Ferry</a></ul>", ("Ferry",)),
        ("<div class='tags'>What the crew of the boat said: <a href='/1'>Ferry</a></div>", ()),
        ("<div class='outskirtstags'><a href='/1'>Ferry</a></div>", ()),
        ("<aside><div class='tags'><a href='/1'>Ferry</a></div></aside>", ()),
        (f"<nav>{TAGS}</nav>", ()),
    ],
)  # fmt: skip
def test_links_to_tags(body: str, expected: tuple[str, ...]) -> None:
    assert read("", body=f"<h1>Ferry Stops</h1>{body}").tags == expected


def test_tags_of_the_head_come_before_links() -> None:
    head = "<meta name='keywords' content='ice'>"
    assert read(head, body=f"<h1>Ferry Stops</h1><div>{TAGS}</div>").tags == ("ice",)


def test_links_in_the_headlines_own_article() -> None:
    body = f"<p>{TAGS}</p><article><h1>Ferry</h1><p><a rel='tag' href='/1'>Ice</a></p></article>"
    assert read("", body=body).tags == ("Ice",)


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("og:article:modified_time", True),
        ("date.updated", True),
        ("x-last-modified-date", True),
        ("modified_timeline", False),
        ("updated-by", False),
    ],
)
def test_names_of_the_last_change(name: str, is_read: bool) -> None:
    found = read(f"<meta name='{name}' content='2024-03-14'>").modified
    assert found == (("2024-03-14",) if is_read else ())


def test_the_surest_name_of_the_last_change_comes_first() -> None:
    names = "x-last-modified-date", "og:updated_time", "article:modified_time"
    head = "".join(f"<meta name='{name}' content='{name}'>" for name in names)
    assert read(head).modified == names[::-1]


def test_what_follows_the_headline_comes_first() -> None:
    body = (
        "<time datetime='2024-03-01'></time><h1>Ferry</h1>"
        "<time datetime='2024-03-14'></time><time datetime='2024-03-15'></time>"
    )
    assert read("", body=body).published == ("2024-03-14", "2024-03-15", "2024-03-01")


def test_another_articles_date_is_not_this_ones() -> None:
    body = (
        "<article><h1>Ferry</h1><time datetime='2024-03-14'></time></article>"
        "<article><h2>Baker</h2><time datetime='2024-03-15'></time></article>"
    )
    assert read("", body=body).published == ("2024-03-14",)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("<p><a href='/harbour/'>Harbour</a></p>", "Harbour"),
        ("<a href='/category/ice/'><span>Ice</span></a><p>Analysis</p>", "Ice"),
        ("<p><a href='/donate/'>Donate</a></p>", None),
        ("<p><a href='/harbour/?by=ada'>Ada</a></p>", None),
        ("<p><a href='/'>Home</a></p>", None),
        ("<nav><a href='/harbour/'>Harbour</a></nav>", None),
        ("<p><a href='/harbour/'>Harbour</a></p><p>1</p><p>2</p><p>3</p>", None),
    ],
)
def test_what_the_headline_stands_under_is_its_section(above: str, expected: str | None) -> None:
    head = "<link rel='canonical' href='https://post.example/harbour/2024/ferry-stops'>"
    assert read(head, body=f"{above}<h1>Ferry Stops</h1>").section == expected


def test_a_stated_section_comes_before_what_the_headline_stands_under() -> None:
    head = "<link rel='canonical' href='https://post.example/harbour/ferry-stops'>"
    head += "<meta property='article:section' content='Ferries'>"
    body = "<a href='/harbour/'>Harbour</a><h1>Ferry Stops</h1>"
    assert read(head, body=body).section == "Ferries"


@pytest.mark.parametrize(
    ("foot", "is_own"),
    [
        ("<div class='post-footer'>{}</div>", True),
        ("<footer class='entry-footer'>{}</footer>", True),
        ("<div class='footer'>{}</div>", False),
        ("<footer>{}</footer>", False),
        ("<footer><div class='story'>{}</div></footer>", False),
        ("<article class='post'><footer>{}</footer></article>", False),
        ("<div class='post-footer'><div class='related'>{}</div></div>", False),
    ],
)
def test_an_articles_foot_says_who_wrote_it_and_a_pages_does_not(foot: str, is_own: bool) -> None:
    signed = "<a rel='author' href='/a'>Ada Fenwick</a><a rel='tag' href='/t'>Ice</a>"
    found = read("", body="<h1>Ferry</h1>" + "<p>x</p>" * 60 + foot.format(signed))
    assert (found.authors, found.tags) == ((("Ada Fenwick",), ("Ice",)) if is_own else ((), ()))


def test_a_foot_in_the_articles_own_element_is_its() -> None:
    signed = "<footer><a rel='author' href='/a'>Ada Fenwick</a></footer>"
    found = read("", body=f"<article><h1>Ferry</h1>{'<p>x</p>' * 60}{signed}</article>")
    assert found.authors == ("Ada Fenwick",)


@pytest.mark.parametrize(
    ("heading", "first"),
    [
        ("Ferry Stops at Noon", "2024-03-14"),
        ("Ferry Stops", "2024-03-13"),  # says less than the title
    ],
)
def test_the_title_is_the_headline_where_the_sites_name_is_the_h1(heading: str, first: str) -> None:
    head = (
        "<meta property='og:title' content='Ferry Stops at Noon'>"
        "<title>The Quay: Ferry Stops at Noon</title>"
    )
    body = (
        "<h1>The Quay</h1><time datetime='2024-03-13'></time><h2>Most read</h2>"
        f"<h3>{heading}</h3><time datetime='2024-03-14'></time>"
    )
    assert read(head, body=body).published[0] == first


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>14 March 2024</p>", ("14 March 2024",)),
        ("<p>By Ada Fenwick, 14 March 2024</p>", ("By Ada Fenwick, 14 March 2024",)),
        ("<p>The ferry has not run since the ice of 14 March 2024, they said.</p>", ()),
        ("<script>14 March 2024</script>", ()),
        ("<p>x</p>" * 60 + "<p>14 March 2024</p>", ()),
        ("<p>x</p>" * 60 + "<p class='post-date'>14 March 2024</p>", ("14 March 2024",)),
        ("<p class='post-date'>Updated 14 March 2024</p>", ("Updated 14 March 2024",)),
    ],
)
def test_dates_printed_around_the_headline(body: str, expected: tuple[str, ...]) -> None:
    assert read("", body=f"<h1>Ferry Stops</h1>{body}").dates == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<a rel='author' href='/x'>Ada Fenwick</a>", ("Ada Fenwick",)),
        ("<a class='css-1' href='/author/ada'>Ada Fenwick</a>", ("Ada Fenwick",)),
        ("<a href='/autoren/ada'>Ada Fenwick</a>", ("Ada Fenwick",)),
        ("<a href='/authors'>All Writers</a>", ()),
        ("<p itemprop='author'><i itemprop='name'>Ada Fenwick</i></p>", ("Ada Fenwick",)),
        (
            "<p itemprop='author'><meta itemprop='url' content='/ada'>"
            "<meta itemprop='name' content='Ada Fenwick'></p>",
            ("Ada Fenwick",),
        ),
        ("<b property='schema:author'>Ada Fenwick</b>", ("Ada Fenwick",)),
        ("<p class='byline'>By <b>Ada Fenwick</b>, 14 March 2024</p>", ("Ada Fenwick",)),
        (
            "<p class='byline'>By <a>Ada Fenwick</a> and <a>Tomas Brandreth</a> <i>Editor</i></p>",
            ("Ada Fenwick", "Tomas Brandreth"),
        ),
        ("<span class='articleAuthor'>Ada Fenwick</span>", ("Ada Fenwick",)),
        ("<span class='author'><style>.a{}</style>Ada Fenwick</span>", ("Ada Fenwick",)),
        ("<p class='author-bio'>Ada Fenwick</p>", ()),
        ("<nav><a href='/author/ada'>Ada Fenwick</a></nav>", ()),
        ("<div class='sidebar'><a rel='author'>Ada Fenwick</a></div>", ()),
        ("<p>By Ada Fenwick</p>", ("Ada Fenwick",)),
        ("<p><i>By</i> <b>Ada Fenwick</b></p>", ("Ada Fenwick",)),
        (
            "<p>By <b>Ada Fenwick</b> and <b>Tomas Brandreth</b></p>",
            ("Ada Fenwick", "Tomas Brandreth"),
        ),
        ("<p>Ada Fenwick</p><p>14 March 2024</p>", ("Ada Fenwick",)),
        ("<p>14 March 2024</p><p>Ada Fenwick / Ben Cole</p>", ("Ada Fenwick", "Ben Cole")),
        ("<p>2024-03-14</p><i>·</i><p>Ada Fenwick</p>", ("Ada Fenwick",)),
        ("<p>Ada Fenwick</p><p>said so</p><p>14 March 2024</p>", ()),
        ("<p>Related Stories</p><p>14 March 2024</p>", ()),
    ],
)  # fmt: skip
def test_authors_around_the_headline(body: str, expected: tuple[str, ...]) -> None:
    assert read("", body=f"<h1>Ferry Stops</h1>{body}").authors == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name='author' content='Ada Fenwick'>", ("Ada Fenwick",)),
        ("<meta name='author' content='admin'>", ()),
        ("<meta property='article:author' content='https://social.example/ada'>", ()),
        (
            "<meta name='author' content='admin'><meta name='DC.creator' content='Ada Fenwick'>",
            ("Ada Fenwick",),
        ),
        (
            "<meta name='author' content='Ada Fenwick'><meta name='author' content='Ben Cole'>",
            ("Ada Fenwick", "Ben Cole"),
        ),
        (
            "<meta name='twitter:label1' content='Written by'>"
            "<meta name='twitter:data1' content='Ada Fenwick'>",
            ("Ada Fenwick",),
        ),
        ("<meta name='twitter:data1' content='4 minutes'>", ()),
    ],
)
def test_authors_of_meta_elements(head: str, expected: tuple[str, ...]) -> None:
    assert read(head).authors == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (article(author={"@type": "Organization", "name": "AFP"}), "AFP"),
        (article(author="Ada Fenwick, dpa"), "dpa"),
        ("<meta name='author' content='Reuters'>", "Reuters"),
        (article(author="Ada Fenwick"), None),
    ],
)
def test_the_agency_that_is_named_as_author(head: str, expected: str | None) -> None:
    assert read(head).agency == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel='canonical' href='https://a.example/1'>", "https://a.example/1"),
        ("<base href='https://a.example/b/'><link rel='canonical' href='1'>", "https://a.example/b/1"),
        (
            "<link rel='canonical' href='/1'><meta property='og:url' content='https://a.example/x'>",
            "https://a.example/1",
        ),
        ("<meta property='og:url' content='https://a.example/x'>", "https://a.example/x"),
        ("<link rel='canonical' href='/1'>", None),
        ("<link rel='canonical' href='javascript:1'>", None),
        ("<link rel='canonical' href='http://[bad'>", None),
    ],
)  # fmt: skip
def test_the_pages_own_address(head: str, expected: str | None) -> None:
    assert read(head).canonical == expected


def test_an_agencys_article_is_not_by_the_author_of_a_teaser() -> None:
    head = article(author={"@type": "Organization", "name": "dpa"})
    teaser = "<h1>Ferry Stops</h1><div><p class='author'>Ada Fenwick</p></div>"
    assert read(head, body=teaser).authors == ()
    byline = "<h1>Ferry Stops</h1><p>By Ada Fenwick, dpa</p>"
    assert read(head, body=byline).authors == ("Ada Fenwick",)


def test_an_author_far_below_is_of_another_article() -> None:
    body = "<h1>Ferry Stops</h1>" + "<p class='author'>Redaktion</p>" * 3
    assert read("", body=f"{body}<p class='author'>Ada Fenwick</p>").authors == ()


def test_headings_as_printed() -> None:
    body = "<h1></h1><h1>Post</h1><h1>Ferry<script>x</script> <b>Stops</b></h1>" + "<h1>x</h1>" * 9
    assert read("", body=body).headings == ("Post", "Ferry Stops", "x", "x", "x")


def test_the_heading_that_the_head_speaks_of_is_the_headline() -> None:
    body = (
        "<h1>Post</h1><time datetime='2020-01-01'></time>"
        "<h1>Ferry Stops</h1><time datetime='2024-03-14'></time>"
    )
    assert read("<title>Ferry Stops - Post</title>", body=body).published[0] == "2024-03-14"


def test_entities_in_what_has_been_escaped_twice() -> None:
    head = "<meta property='og:title' content='Ferry &amp;amp; ice'>" + article(
        headline="A &quot;b&quot;"
    )
    assert read(head).titles == ('A "b"', "Ferry & ice")


@pytest.mark.parametrize(
    "body",
    [
        "<div class='author'>" * 200 + "x" * 100_000 + "</div>" * 200,
        "<h1>" + "<i>x</i>" * 50_000 + "</h1>",
        "<p class='byline'>" + "By " * 50_000 + "</p>",
        "<h1>x</h1>" + "<p>14 March 2024</p>" * 20_000,
        "<a href='/author/x'>" * 150 + "y",
    ],
)
def test_hostile_markup_takes_no_time(body: str) -> None:
    root = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    start = time.process_time()
    read_metadata(root)
    assert time.process_time() - start < 2


def test_so_many_descriptions_are_read() -> None:
    texts = tuple(f"Ice {number}" for number in range(MAX_DESCRIPTIONS + 1))
    head = "".join(f"<meta name='description' content='{text}'>" for text in texts)
    assert read(head).descriptions == texts[:MAX_DESCRIPTIONS]


def test_many_values_with_markup_in_them_take_no_time() -> None:
    values = ["<b>!</b>"] * 20_000
    steps = [{"name": "<b>Sea</b>"}] * 20
    trails = [{"@type": "BreadcrumbList", "itemListElement": steps}] * 1900
    head = article(headline=values, articleSection=values, keywords=values) + json_ld(trails)
    start = time.process_time()
    assert read(head).section is None
    assert time.process_time() - start < 2


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


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["Person", "NewsArticle", "Ada Fenwick", "#a", "2024-03-14", "&#x110000;"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("@id @type @graph @value name author publisher headline".split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON_VALUES, JSON_VALUES, st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_no_page_makes_it_raise(author: Any, other: Any, text: str) -> None:
    text = html.escape(text)
    head = article(author=author, datePublished=other, publisher=other) + json_ld(other)
    head += f"<link rel='canonical' href='{text}'><meta name='author' content='{text}'>"
    body = f"<h1>{text}</h1><p class='byline {text}'>By {text}</p><time datetime='{text}'></time>"
    assert isinstance(read(head, body=body), Metadata)


def test_the_first_of_two_meta_elements_counts() -> None:
    head = "<meta property='og:title' content='A'><meta property='og:title' content='B'>"
    assert read(head).titles == ("A",)


def test_what_a_dump_says_comes_behind_what_the_page_says() -> None:
    page = Metadata(titles=("Ice",), authors=("Ada Fenwick",), agency="dpa", published=("May 1",))
    stated = Stated(title="Fog", authors=("Bo Carter", "Reuters"), published="May 2")
    both = add_stated(page, stated)
    assert (both.titles, both.published) == (("Ice", "Fog"), ("May 1", "May 2"))
    assert (both.authors, both.agency) == (("Ada Fenwick",), "dpa")
    alone = add_stated(Metadata(), stated)
    assert (alone.authors, alone.agency) == (("Bo Carter",), "Reuters")


def test_a_dump_may_state_a_change_a_section_and_tags() -> None:
    page = Metadata(section="Sea", tags=("ice",), modified=("May 1",))
    stated = Stated(modified="May 2", section="Rain &amp; Fog", tags=("fog; rain", "fog"))
    both = add_stated(page, stated)
    assert (both.section, both.tags, both.modified) == ("Sea", ("ice",), ("May 1", "May 2"))
    alone = add_stated(Metadata(), stated)
    assert (alone.section, alone.tags) == ("Rain & Fog", ("fog", "rain"))


def test_a_dump_may_say_so_many_authors_and_no_more() -> None:
    lines = tuple(f"Ada {a}a, Bo {a}b" for a in "BCDFGHJKLMNP")
    assert len(add_stated(Metadata(), Stated(authors=lines)).authors) == MAX_AUTHORS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("post@paper.example (Ada Fenwick)", ("Ada Fenwick",)),
        ('"Ada Fenwick" <ada@paper.example>', ("Ada Fenwick",)),
        ("post@paper.example (Ada Fenwick and Bo Carter)", ("Ada Fenwick", "Bo Carter")),
        ("Ada Fenwick (Port Ellery)", ("Ada Fenwick",)),
        ("post@paper.example", ()),
    ],
)
def test_an_author_whom_a_dump_states_with_an_address(line: str, expected: tuple[str, ...]) -> None:
    assert add_stated(Metadata(), Stated(authors=(line,))).authors == expected
