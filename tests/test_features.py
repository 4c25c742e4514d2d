"""What a model sees of a page's blocks."""

from collections.abc import Sequence

import numpy as np
import pytest

from transforms.blocks import Block, BlockKind, Element
from transforms.features import NAMES, Matrix, block_features
from transforms.html import html_page
from transforms.page_tree import PageTree

LONG = (
    "The ferry to Ellery did not sail on Friday, and those who had waited since the morning "
    "went home without a word. “It may sail on Monday,” the captain said."
)
OTHER = (
    "Nobody had asked the lighthouse keeper, who had seen the storm come up two hours before "
    "the harbour office closed its doors and took the flag down."
)
PAGE = f"""<html><head><title>Ferry stays in Ellery</title></head><body>
<nav><p><a href="/">Home</a></p></nav>
<div class="ad-box"><p><a href="/x">Buy boats</a></p></div>
<main><article class="story">
<h1>Ferry stays in Ellery</h1>
<p class="byline">By Ada Quill</p>
<p class="date">Updated 3 May 2020</p>
<div class="text"><p>{LONG}</p><p>{OTHER}</p><p><b>Read:</b> more</p></div>
</article></main>
<ul class="teasers">
<li class="teaser"><h3><a href="/a">Gulls return</a></h3><p>Home</p></li>
<li class="teaser"><h3><a href="/b">Tide turns…</a></h3><p>Home</p></li>
</ul></body></html>"""


def features_of(blocks: Sequence[Block]) -> Matrix:
    """The features of blocks, by their tree."""
    return block_features(blocks, PageTree(blocks))


class Features:
    """A page's matrix, by name of the feature and text of the block."""

    def __init__(self, html: str) -> None:
        blocks = html_page(html).blocks
        self.matrix = features_of(blocks)
        self.texts = [block.text for block in blocks]

    def of(self, name: str, begin: str) -> float:
        """A feature of the first block that begins so."""
        row = next(i for i, text in enumerate(self.texts) if text.startswith(begin))
        return float(self.matrix[row, NAMES.index(name)])


@pytest.fixture(scope="module")
def page() -> Features:
    return Features(PAGE)


def test_the_matrix_has_a_row_a_block_and_a_column_a_name(page: Features) -> None:
    assert page.matrix.shape == (len(page.texts), len(NAMES))
    assert page.matrix.dtype == np.float32
    assert page.matrix.T.flags.c_contiguous
    assert np.isfinite(page.matrix).all()
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("name", "begin", "expected"),
    [
        # Of the block's own text.
        ("chars", "By Ada", 12),
        ("words", "By Ada", 3),
        ("link_share", "Buy", 1),
        ("link_share", "By Ada", 0),
        ("emphasis_share", "Read", 5 / 10),
        ("commas", "The ferry", 2),
        ("sentences", "The ferry", 2),
        ("sentences", "Tide", 1),
        ("ends_sentence", "The ferry", 1),
        ("ends_sentence", "Ferry", 0),
        ("ends_ellipsis", "Tide", 1),
        ("upper_share", "By Ada", 3 / 12),
        ("digit_share", "Updated", 5 / 18),
        ("quote", "The ferry", 1),
        ("quote", "Nobody", 0),
        ("date", "Updated", 1),
        ("date", "By Ada", 0),
        ("date_line", "Updated", 1),
        ("byline", "By Ada", 1),
        ("furniture", "Home", 1),
        ("furniture", "Ferry", 0),
        ("prose", "Nobody", 1),
        ("copies", "Home", 3),
        ("copies_before", "Home", 0),
        ("starts_upper", "Ferry", 1),
        # Of the elements around it.
        ("depth", "By Ada", 5),
        ("tag_h1", "Ferry", 1),
        ("tag_p", "Ferry", 0),
        ("parent_div", "The ferry", 1),
        ("parent_article", "Ferry", 1),
        ("in_article", "The ferry", 1),
        ("in_article", "Gulls", 0),
        ("hint_title", "Ferry", 1),
        ("hint_title", "Gulls", 0),
        ("hint_date", "Updated", 1),
        ("kind_heading", "Gulls", 1),
        ("name_byline", "By Ada", 1),
        ("names_advert", "Buy", 1),
        ("name_advert", "Buy", 0),
        ("above_article", "The ferry", 1),
        ("above_article", "Gulls", 0),
        ("parent_blocks", "The ferry", 3),
        ("grandparent_blocks", "The ferry", 6),
        ("parent_long_share", "The ferry", 1),
        ("parent_long_share", "Gulls", 0),
        ("grandparent_headings", "The ferry", 1 / 6),
        # Of what looks alike.
        ("signature1_blocks", "Gulls", 2),
        ("signature2_blocks", "The ferry", 3),
        ("signature3_linked_headings", "Gulls", 1),
        ("instances_own_parents", "Gulls", 2),
        ("instances_own_parents", "The ferry", 1),
        ("instance_parent", "Gulls", 0),
        ("instance_parent", "Tide", 1),
        ("like_parent", "Tide", 2),
        ("like_parent", "The ferry", 1),
        # Of the title, and the first long text behind it.
        ("title_seen", "Buy", 0),
        ("title_seen", "By Ada", 1),
        ("since_title", "The ferry", 3),
        ("h1_since", "By Ada", 1),
        ("linked_since", "Tide", 1),
        ("dates_since", "The ferry", 1),
        ("bylines_since", "The ferry", 1),
        ("shared_title", "The ferry", 4),
        ("shared_title", "Gulls", 2),
        ("from_lead", "By Ada", 1),
        ("lead_from", "By Ada", 2),
        ("region80_inside", "Nobody", 1),
        ("region80_inside", "By Ada", 0),
        ("region80_below", "Nobody", 1),
        # Of its neighbours and the page.
        ("near-1_weight", "Home", -1),
        ("near-1_p", "By Ada", 0),
        ("near+1_p", "By Ada", 1),
        ("near+1_same_parent", "By Ada", 1),
        ("near+1_same_parent", "Updated", 0),
        ("near+1_same_signature", "The ferry", 1),
        ("window3_same_parent", "The ferry", 3),
        ("window3_same_parent", "Home", 4),  # before the page stands its first block again
        ("long_since_title", "The ferry", 0),
        ("since_long", "Buy", 99),
        ("since_long", "Read", 1),
        ("page_blocks", "Buy", 12),
        ("page_articles", "Buy", 1),
        ("article_first", "The ferry", 0),
        ("article_first", "Buy", -1),
        ("article_long_share", "The ferry", 1),
    ],
)
def test_features_mean_what_their_names_say(
    page: Features, name: str, begin: str, expected: float
) -> None:
    assert page.of(name, begin) == pytest.approx(expected)


def test_what_stands_before_the_title_is_not_of_its_article() -> None:
    features = Features(
        f"<div><p>{OTHER}</p></div><h2>Post</h2><h1>Ferry stays</h1><div><p>{LONG}</p></div>"
    )
    assert features.of("h2_since", "Ferry") == 1
    assert features.of("h2_since", "The ferry") == 0
    assert features.of("h1_since", "The ferry") == 1
    # The lead is the first long text behind the title.
    assert features.of("from_lead", "The ferry") == 0
    assert features.of("from_lead", "Nobody") == 2


def test_a_han_character_weighs_more_than_a_latin_one() -> None:
    features = Features("<p>渡船停航</p><p>ship</p>")
    assert features.of("weight", "渡船") == 10
    assert features.of("weight", "ship") == 4


def test_digits_are_counted_in_every_script_and_beyond_the_first_plane() -> None:
    features = Features("<p>٣٤ab</p><p>\U0001d7db\U0001f600</p>")
    assert features.of("digit_share", "٣") == 0.5
    assert features.of("digit_share", "\U0001d7db") == 0.5


def test_a_page_of_one_block_and_one_element_has_features() -> None:
    element = Element(number=1, tag="body", signature="body", names=0, names_above=0)
    block = Block(kind=BlockKind.PARAGRAPH, text="x", line=1, path=(element,))
    matrix = features_of([block])
    assert matrix.shape == (1, len(NAMES))
    assert np.isfinite(matrix).all()
    assert matrix[0, NAMES.index("near-1_same_parent")] == 0


def test_blocks_deep_in_a_page_take_no_more_memory_than_flat_ones() -> None:
    deep = "<div>" * 240 + "<p>a</p><p>b</p>" * 2000 + "</div>" * 240
    matrix = features_of(html_page(deep).blocks)
    assert matrix[:, NAMES.index("depth")].tolist() == [243.0] * 4000
    assert matrix[:, NAMES.index("parent_blocks")].tolist() == [4000.0] * 4000


def test_the_order_of_blocks_in_an_element_does_not_have_to_be_unbroken() -> None:
    def element(number: int, tag: str) -> Element:
        return Element(number=number, tag=tag, signature=tag, names=0, names_above=0)

    body, one, two = element(1, "body"), element(2, "div"), element(3, "section")
    blocks = [
        Block(kind=BlockKind.PARAGRAPH, text=text, line=line, path=(body, around))
        for line, (text, around) in enumerate([("a", one), ("b", two), ("c", one)], start=1)
    ]
    matrix = features_of(blocks)
    assert matrix[:, NAMES.index("own_blocks")].tolist() == [2, 1, 2]
    assert matrix[:, NAMES.index("parent_blocks")].tolist() == [3, 3, 3]
