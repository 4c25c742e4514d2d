"""What a page as a whole tells: of how much body, of its parts, its head and its address."""

import numpy as np
import pytest

from transforms.blocks import Block
from transforms.features import block_features
from transforms.html import HtmlPage, html_page
from transforms.page_features import NAMES, page_features
from transforms.page_tree import PageTree

TEXT = (
    "The ferry was late again on Tuesday, and the harbour master said that he had stopped "
    "counting. “It is the tide,” he told the council, which did not laugh."
)
ARTICLE = f"""<html><head><title>Ferry is late again - The Post</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2024-03-14T10:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry is late again"}}
</script>
<link rel="canonical" href="https://post.example/news/2024/03/14/why-the-ferry-is-late-again"></head>
<body class="single-post"><article class="post"><h1>Ferry is late again</h1>
<div class="byline">By Ada Fenwick</div><time>14 March 2024</time>
{"".join(f"<p>{TEXT} {n}</p>" for n in range(8))}</article></body></html>"""
SHOP = f"""<html><head><title>Rope</title><meta property="og:type" content="product">
<script type="application/ld+json">{{"@type": "Product", "offers": {{"@type": "Offer"}}}}</script>
<link rel="canonical" href="https://shop.example/product/rope"></head>
<body><h1>Rope</h1><div class="product-price">€ 12</div><form class="cart">Quantity</form>
<p>{TEXT}</p>
{"".join(f'<div class="product-card"><a href="/{n}">Rope</a> € {n}</div>' for n in range(20))}
</body></html>"""
MANUAL = f"""<html><body class="docs"><h1>Knots</h1>
{"".join(f"<h2>Knot {n}</h2><p>{TEXT}</p><pre>tie --twice rope-{n}</pre>" for n in range(9))}
</body></html>"""


def is_body(block: Block) -> float:
    return 0.95 if len(block.text) > 100 or block.tag == "h2" else 0.05


def features(page: HtmlPage) -> dict[str, float]:
    probabilities = np.array([is_body(block) for block in page.blocks])
    tree = PageTree(page.blocks)
    matrix = block_features(page.blocks, tree)
    row = page_features(page.blocks, tree, matrix, probabilities, page.metadata)
    assert row.shape == (len(NAMES),)
    assert row.dtype == np.float32
    assert np.isfinite(row).all()
    return dict(zip(NAMES, row.tolist(), strict=True))


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("html", [ARTICLE, SHOP, MANUAL])
def test_a_page_gives_the_same_row_twice(html: str) -> None:
    assert features(html_page(html)) == features(html_page(html))


@pytest.mark.parametrize(
    "html",
    ["<p>One</p>", f"<p>{TEXT}</p>", "<h1>One</h1>", "<pre>tie</pre>",
     "<a href='/'>One</a>", "<p>।</p>", "<p>日本語の記事です。</p>"],
)  # fmt: skip
def test_a_page_of_one_block_has_features(html: str) -> None:
    features(html_page(html))


@pytest.mark.parametrize(
    "name",
    "mass_body_share mass_body count_title_dates count_title_bylines head_published type_article "
    "head_og_article url_word_article url_slug_words url_slug_asks body_above_article".split(),
)
def test_an_article_has_more_of_it_than_a_shop(name: str) -> None:
    assert features(html_page(ARTICLE))[name] > features(html_page(SHOP))[name]


@pytest.mark.parametrize(
    "name",
    "type_shop url_word_shop page_part_shop count_short_blocks count_signature_share".split(),
)
def test_a_shop_has_more_of_it_than_an_article(name: str) -> None:
    assert features(html_page(SHOP))[name] > features(html_page(ARTICLE))[name]


def test_an_item_of_a_menu_counts_as_a_block() -> None:
    links = "".join(f"<li><a href='/{n}'>Quay {n}</a></li>" for n in range(7))
    menu = f"<h1>Ferries</h1><ul>{links}</ul><p>{TEXT}</p>"
    row = features(html_page(f"<html><body>{menu}</body></html>"))
    assert len(html_page(menu).blocks) == 3
    assert (row["mass_blocks"], row["count_menus"], row["count_longest_menu"]) == (9, 1, 7)
    shares = row["count_menu_items_share"], row["count_short_blocks"], row["count_signature_share"]
    assert shares == pytest.approx((7 / 9, 8 / 9, 7 / 9))
    assert row["page_kind_heading"] == pytest.approx(1 / 9)
    assert row["count_menu_text_share"] == pytest.approx(48 / (48 + 7 + len(TEXT)))


def test_a_manual_has_its_code_between_its_headings() -> None:
    manual, article = features(html_page(MANUAL)), features(html_page(ARTICLE))
    assert manual["count_pre_share"] > article["count_pre_share"] == 0
    assert manual["count_body_per_heading"] < article["count_body_per_heading"]
    assert manual["around_part_technical"] > article["around_part_technical"]


def test_a_model_that_does_not_know_is_seen() -> None:
    page = html_page(ARTICLE)
    tree, number = PageTree(page.blocks), len(page.blocks)
    matrix = block_features(page.blocks, tree)
    names = ("mass_entropy", "mass_undecided", "mass_max", "mass_sure_blocks")
    sure, unsure = (
        dict(
            zip(
                NAMES,
                page_features(page.blocks, tree, matrix, np.full(number, p), page.metadata),
                strict=True,
            )
        )
        for p in (0.99, 0.55)
    )
    assert [bool(unsure[name] > sure[name]) for name in names] == [True, True, False, False]


def test_a_page_without_body_is_measured_too() -> None:
    page = html_page(ARTICLE)
    tree = PageTree(page.blocks)
    row = page_features(
        page.blocks,
        tree,
        block_features(page.blocks, tree),
        np.zeros(len(page.blocks)),
        page.metadata,
    )
    assert np.isfinite(row).all()
    assert row[NAMES.index("mass_body")] == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        # What a site is called is not asked.
        ("https://forum.example/ropes/12", {"forum": 0.0}),
        ("https://forum.post.example/t/12", {"forum": 1.0}),
        ("https://post.example/docs/knots", {"technical": 1.0, "article": 0.0}),
        # A headline's words say what the article is about.
        ("https://post.example/2024/new-product-in-the-shop-of-the-year", {"shop": 0.0}),
        ("https://post.example/product/a-rope-of-many-colours-and-kinds", {"shop": 1.0}),
        ("https://[::1", {"article": -1.0}),
        ("mailto:desk@post.example", {"article": -1.0}),
        (None, {"article": -1.0, "shop": -1.0}),
    ],
)
def test_an_address_names_a_kind(url: str | None, expected: dict[str, float]) -> None:
    link = f"<link rel='canonical' href='{url}'>" if url else ""
    row = features(html_page(f"<head>{link}</head><p>One</p>"))
    assert {kind: row[f"url_word_{kind}"] for kind in expected} == expected
