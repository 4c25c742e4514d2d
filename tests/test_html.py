"""The front end for HTML: which blocks a page becomes, and what is none of its text."""

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.blocks import Block, BlockKind
from transforms.html import html_page
from transforms.limits import Limits

SENTENCE = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a page with this body."""
    return html_page(f"<html><body>{body}</body></html>").blocks


def texts(body: str) -> list[str]:
    """The texts of the blocks of a page with this body."""
    return [block.text for block in blocks(body)]


def test_a_table_around_others_sets_a_page_out() -> None:
    row = "<tr><td>{}</td></tr>"
    page = f"<table>{row.format('one<table>' + row.format('two') + '</table>three')}</table>"
    one, two, three = blocks(page)
    assert [block.tag for block in (one, two, three)] == ["div", "td", "div"]
    assert [block.kind for block in (one, two)] == [BlockKind.PARAGRAPH, BlockKind.TABLE_ROW]
    assert ["table" in block.hints for block in (one, two, three)] == [False, True, False]
    (alone,) = blocks(f"<table>{row.format('one')}</table>")
    assert (alone.tag, alone.kind) == ("td", BlockKind.TABLE_ROW)


@pytest.mark.parametrize(
    ("body", "is_caption"),
    [
        ("<div><img><span class='img-caption'>The quay</span></div>", True),
        ("<div><img><span class='box' itemprop='caption'>The quay</span></div>", True),
        ("<img><em class='img_desc'>The quay</em><br><br>", True),
        ("<span class='meta-desc'>The quay</span>", False),
        ("<span>The quay</span>", False),
        ("<h1><span class='heading-caption'>The quay</span> Ferry Stops</h1>", False),
        ("<span class='heading-caption'>The quay</span><h1>Ferry Stops</h1>", False),
        (
            "<figure><figcaption>In ice: <b class='caption'>the quay</b></figcaption></figure>",
            False,
        ),
        ("<div class='caption'>In ice: <span class='caption-text'>the quay</span></div>", False),
        ("<table><tr><td><img></td></tr><tr><td>The quay</td></tr></table>", True),
        ("<table><tr><td><img></td><td>The quay</td></tr></table>", False),
        ("<table><tr><td></td></tr><tr><td>The quay</td></tr></table>", False),
        ("<table><tr><td>Ice</td><td><img></td></tr><tr><td>The quay</td></tr></table>", False),
    ],
)
def test_captions_without_an_element_for_them(body: str, is_caption: bool) -> None:
    found = [
        block.text for block in blocks(f"<p>Ice</p>{body}<p>Fog</p>") if block.tag == "figcaption"
    ]
    assert ("The quay" in found) == is_caption
    assert len(found) == (is_caption or "<figcaption>" in body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("ferry", ["ferry"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<p>one\n  two\u00a0 three </p>", ["one two three"]),
        ("<p>o<b>n</b>e <i>two</i><span>s</span></p>", ["one twos"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<p>one<br><br>two</p>", ["one", "two"]),
        ("<p>one <a href='/'>two</a> three</p>", ["one two three"]),
        ("<p>&lt;b&gt; &amp; &eacute; &#x2013;</p>", ["<b> & é –"]),
        ("<p>Cafe\u0301</p>", ["Café"]),
        ("<p>one<!-- two -->three</p>", ["onethree"]),
        ("one<x-post>two<p>three</p></x-post>four", ["one", "two", "three", "four"]),
        ("<p>one <x-word>two</x-word> three</p>", ["one two three"]),
        ("<p> </p><p>\u00a0</p><div></div>", []),
        ("<ul><li>one</li><li>two</li></ul>", ["one", "two"]),
        ("<table><tr><td>one<td>two</table>", ["one", "two"]),
        ("<p>at <time>noon</time> sharp</p>", ["at noon sharp"]),
        ("<p>one</p> two <p>three</p>", ["one", "two", "three"]),
        ("one<hr>two<b>three<hr>four</b>", ["one", "twothree", "four"]),
        ("<p><ruby>港<rt>みなと</rt></ruby>の船</p>", ["港の船"]),
        ("<p><ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>の船</p>", ["港（みなと）の船"]),
        (
            "<x-story><template shadowrootmode='open'>one<p>two</p></template></x-story>three",
            ["one", "two", "three"],
        ),
    ],
)
def test_texts(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one</p><p>{{ ad.slot }}</p><p>two</p>", ["one", "two"]),
        ("<p>one</p>$$ARTICLE_AD$$<p>two</p>", ["one", "two"]),
        ("<p>the {{ title }} of it</p>", ["the {{ title }} of it"]),
        ("<pre>{{ title }}</pre>", ["{{ title }}"]),
        ("<pre><div>{{ title }}</div></pre>", ["{{ title }}"]),
        ("<ul><li><code>{{ title }}</code></li></ul>", ["{{ title }}"]),
    ],
)
def test_what_a_template_left_unfilled_is_no_text_unless_it_is_shown_as_code(
    body: str, expected: list[str]
) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "gone",
    [
        "<script>x = 'two'</script>",
        "<style>p { color: red }</style>",
        "<noscript>two</noscript>",
        "<nav><a href='/'>two</a></nav>",
        "<button>two</button>",
        "<select><option>two</option></select>",
        "<textarea>two</textarea>",
        "<svg><text>two</text></svg>",
        "<iframe>two</iframe>",
        "<template><p>two</p></template>",
    ],
)
def test_what_is_no_text_of_the_page(gone: str) -> None:
    assert texts(f"<p>one</p>{gone}<p>three</p>") == ["one", "three"]
    assert texts(f"<p>one {gone}two</p>") == ["one two"]


@pytest.mark.parametrize("tag", ["nav", "button", "svg"])
def test_an_article_in_an_element_that_does_not_end_is_kept(tag: str) -> None:
    page = f"<p>one</p><{tag}>two<div><h1>three</h1><p>four</p></div>"
    assert texts(page) == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one <svg><g><g>x</g>y</g>z</svg>two</p>three", ["one two", "three"]),
        ("<nav><svg></svg>x<a>y</a>z</nav>one<b>two</b>three", ["onetwothree"]),
        ("one<nav><p>two</p><svg>x</svg>three</nav>four", ["one", "two", "three", "four"]),
        (
            "<b>one</b> two<div>three <i>four</i> five</div>six",
            ["one two", "three four five", "six"],
        ),
        ("<p>one<br><br>two<br>three", ["one", "two three"]),
        ("<div><div></div>one<div><p></p></div></div>two", ["one", "two"]),
    ],
)
def test_the_text_behind_an_element_is_read_where_it_stands(
    markup: str, expected: list[str]
) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize("end", ["</body></html>", "</BODY ></html\n>", "</body>", "</html>"])
def test_what_stands_behind_the_end_of_the_page_is_kept(end: str) -> None:
    page = html_page(f"<html><body><p>one</p>{end}<div><p>two</p></div><p>three</p></body></html>")
    assert [block.text for block in page.blocks] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ("hidden", True),
        ("style='color: red; display : none'", True),
        ("style='VISIBILITY:hidden'", True),
        ("style='display: block'", False),
        ("class='hidden'", False),  # by their names layouts hide on some screens only
    ],
)
def test_hidden_text_is_kept_and_hinted(attributes: str, is_hidden: bool) -> None:
    (block,) = blocks(f"<div {attributes}><p>two</p></div>")
    assert ("hidden" in block.hints) == is_hidden


@pytest.mark.parametrize(
    ("body", "kind", "tag", "hints"),
    [
        ("<p>x</p>", BlockKind.PARAGRAPH, "p", set()),
        ("x", BlockKind.PARAGRAPH, "body", set()),
        ("<h1>x</h1>", BlockKind.HEADING, "h1", set()),
        ("<h3>x</h3>", BlockKind.HEADING, "h3", set()),
        ("<ol><li>x</li></ol>", BlockKind.LIST_ITEM, "li", set()),
        ("<ul><li><p>x</p></li></ul>", BlockKind.LIST_ITEM, "p", set()),
        ("<blockquote><p>x</p></blockquote>", BlockKind.QUOTE, "p", {"blockquote"}),
        ("<figure><figcaption>x</figcaption></figure>", BlockKind.CAPTION, "figcaption",
         {"figure"}),
        ("<table><tr><td>x</td></tr></table>", BlockKind.TABLE_ROW, "td", {"table"}),
        ("<article><p>x</p></article>", BlockKind.PARAGRAPH, "p", set()),
        ("<time>x</time>", BlockKind.PARAGRAPH, "time", {"date"}),
        ("<p class='story-byline'>x</p>", BlockKind.PARAGRAPH, "p", {"byline"}),
        ("<p rel='author'>x</p>", BlockKind.PARAGRAPH, "p", {"byline"}),
        ("<p itemprop='datePublished'>x</p>", BlockKind.PARAGRAPH, "p", {"date"}),
        ("<div class='articleStandfirst'><p>x</p></div>", BlockKind.PARAGRAPH, "p",
         {"standfirst"}),
        ("<p id='imageCaption'>x</p>", BlockKind.PARAGRAPH, "p", {"caption"}),
        ("<div itemprop='articleBody'><p>x</p></div>", BlockKind.PARAGRAPH, "p", {"body"}),
        ("<p class='bylines'>x</p>", BlockKind.PARAGRAPH, "p", set()),
    ],
)  # fmt: skip
def test_kinds_and_hints(body: str, kind: BlockKind, tag: str, hints: set[str]) -> None:
    (block,) = blocks(body)
    assert (block.kind, block.tag, set(block.hints)) == (kind, tag, hints)


def test_paths_tell_elements_apart() -> None:
    first, second, third = blocks(
        "<div class='a b'><p>one</p><p>two</p></div><div class='a b'><p>three</p></div>"
    )
    assert [element.signature for element in first.path] == ["html", "body", "div.a b", "p"]
    assert first.path[:3] == second.path[:3] != third.path[:3]
    assert first.path[3] != second.path[3]
    numbers = [element.number for element in (*first.path, second.path[3], *third.path[2:])]
    assert numbers == list(range(1, 8))
    assert (first.line, second.line, third.line) == (1, 2, 3)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>none</p>", 0),
        ("<p><a href='/'>all</a></p>", 3),
        ("<p>a <a href='/'>bc</a> d <a href='/'><b>ef</b></a></p>", 4),
        ("<p>a</p><a href='/'><p>bcd</p></a>", 3),
    ],
)
def test_characters_in_links(body: str, expected: int) -> None:
    assert blocks(body)[-1].link_chars == expected


@pytest.mark.parametrize(
    ("body", "links", "emphasis"),
    [
        ("<p>none</p>", 0, 0),
        ("<p>a <b>bc</b> <i>d</i> <a href='/'>e <em>fg</em></a></p>", 1, 5),
        ("<p><a href='/'>a</a> <a href='/'>b</a></p>", 2, 0),
        ("<a href='/'><p>a</p><p>b</p></a>", 1, 0),
    ],
)
def test_links_and_emphasis(body: str, links: int, emphasis: int) -> None:
    last = blocks(body)[-1]
    assert (last.links, last.emphasis_chars) == (links, emphasis)


def link(text: str) -> str:
    return f"<a href='/{text}'>{text}</a>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"<ul><li>{link('a')}</li><li>{link('b')}</li></ul>", ["a\nb"], id="items of a list"
        ),
        pytest.param(
            f"<div><p>{link('a')}</p></div><div><p>{link('b')}</p></div><p>{link('c')}</p>",
            ["a\nb", "c"],
            id="each in an element of its own",
        ),
        pytest.param(
            f"<p>{link('a')}</p><ul><li>{link('b')}</li></ul>", ["a", "b"], id="of other tags"
        ),
        pytest.param(
            f"{'<div>' * 4}{link('a')}{'</div>' * 4}{'<div>' * 4}{link('b')}{'</div>' * 4}",
            ["a", "b"],
            id="far apart",
        ),
        pytest.param(
            f"<ul><li>{link('a')}</li><li>b</li><li>{link('c')}</li></ul>",
            ["a", "b", "c"],
            id="one is no link",
        ),
        pytest.param(
            f"<ul><li>{link('a')}</li><li>{link('b')} by land and sea</li></ul>",
            ["a", "b by land and sea"],
            id="one is more than a link",
        ),
        pytest.param(
            f"<ul><li>{link('a')}</li><li>{link('b' * 37)}</li></ul>", ["a", "b" * 37], id="long"
        ),
        pytest.param(f"<h2>{link('a')}</h2><h2>{link('b')}</h2>", ["a", "b"], id="headings"),
        pytest.param(
            "<a href='/'><p>a</p><p>b</p></a>", ["a", "b"], id="one link around both: a teaser"
        ),
    ],
)
def test_links_by_themselves_are_a_menu(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_a_menu_is_one_block_with_all_its_links() -> None:
    body = f"<ul><li>{link('one')}</li><li><b>{link('two')}</b></li></ul><p>three</p>"
    menu, paragraph = blocks(body)
    assert (menu.kind, menu.tag, menu.line) == (BlockKind.LIST_ITEM, "li", 1)
    assert (menu.links, menu.link_chars, menu.link_share, menu.emphasis_chars) == (2, 7, 1.0, 3)
    assert (paragraph.text, paragraph.line, paragraph.links) == ("three", 2, 0)


def test_a_long_menu_is_several() -> None:
    items = [f"{number:020}" for number in range(300)]
    found = texts(f"<ul>{''.join(f'<li>{link(item)}</li>' for item in items)}</ul>")
    assert "\n".join(found).split("\n") == items
    assert {len(text) for text in found[:-1]} == {96 * 21 - 1}


@pytest.mark.parametrize(
    ("body", "hints"),
    [
        (f"<h1>Ferry Stops</h1><p>{SENTENCE}</p>", [{"title"}, {"description"}]),
        (
            f"<h2>Ferry Stops - The Post</h2><p>{SENTENCE} And so on.</p>",
            [{"title"}, {"description", "excerpt"}],
        ),
        (f"<p>{SENTENCE[:30]}</p><p>The ferry</p>", [{"description", "excerpt"}, set()]),
        ("<h2>Post</h2><p>The ferry</p>", [set(), set()]),
    ],
)
def test_what_the_head_says_too_is_hinted(body: str, hints: list[set[str]]) -> None:
    head = f"<title>Ferry Stops - The Post</title><meta name='description' content='{SENTENCE}'>"
    page = html_page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert [set(block.hints) for block in page.blocks] == hints


def test_what_json_ld_holds_is_hinted() -> None:
    data = '{"@type": "NewsArticle", "articleBody": "<p>The ferry stops.</p><p>For good.</p>"}'
    page = html_page(
        f"<script type='application/ld+json'>{data}</script><p>The ferry stops.</p><p>Menu</p>"
    )
    assert [set(block.hints) for block in page.blocks] == [{"json-ld"}, {"no-json-ld"}]


def test_the_head_is_no_text_but_metadata() -> None:
    page = html_page(
        "<html lang='en'><head><title>Ferry Stops</title></head><body><p>x</p></body></html>"
    )
    assert [block.text for block in page.blocks] == ["x"]
    assert (page.metadata.titles, page.metadata.language) == (("Ferry Stops",), "en")


def test_many_elements_in_each_other_are_no_problem() -> None:
    assert texts("<div>" * 200 + "deep" + "</div>" * 200 + "<p>after</p>") == ["deep", "after"]


def test_depth_is_no_matter_of_the_interpreter() -> None:
    html = f"{'<div>' * 1500}deep{'</div>' * 1500}<p>after</p>"
    page = html_page(html, Limits(depth=2000))
    assert [block.text for block in page.blocks] == ["deep", "after"]


def test_the_bytes_at_hand_are_what_is_parsed() -> None:
    assert html_page("<p>one", encoded=b"<p>two").blocks[0].text == "two"


@pytest.mark.parametrize("html", ["", "<!-- nothing -->"])
def test_a_page_without_a_document_is_an_error(html: str) -> None:
    with pytest.raises(lxml.etree.ParserError):
        html_page(html)


TAGS = (
    "p div article h1 figure figcaption a b br span ul li table tr td time script style title meta "
    "section blockquote svg template noscript html body head form pre frameset"
).split()
ATTRIBUTES = (
    "", " class=byline", " class='share x'", " id=nav", " hidden", " style='display:none'",
    " itemprop=articleBody", " href='#'", " datetime=2024", " type='application/ld+json'",
    " name=author content=x", " rel=canonical href=/x", " lang=de", " class='",
)  # fmt: skip
SCRAPS = (
    SENTENCE, "Ferry Stops", "<!-- c -->", "<!--", "-->", "<?x?>", "<![CDATA[", "]]>", "&amp;",
    "&#0;", "&#xD800;", "&nbsp;", "&bogus;", "<!DOCTYPE html>", "<", "\ud800", "\x00",
    '{"@type": "NewsArticle"}',
    '{"@type": "Article", "author": [{"name": null}, 1], "keywords": 3}',
)  # fmt: skip
SOUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        st.sampled_from(SCRAPS),
        st.text(max_size=12),
    ),
    max_size=30,
).map("".join)


@given(SOUP)
@settings(max_examples=60, deadline=None)
def test_whatever_the_markup_only_documented_errors_are_raised(html: str) -> None:
    try:
        found = html_page(html).blocks
    except (lxml.etree.LxmlError, ValueError, RecursionError):
        return
    assert [block.line for block in found] == list(range(1, len(found) + 1))
    assert all(block.path and 0 <= block.link_share <= 1 for block in found)
