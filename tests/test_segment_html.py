"""Cutting pages of HTML: what is body, what is around it, and whether it is an article at all."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Method, Source
from transforms import features, segment_html
from transforms.convolution import STEPS, Convolution
from transforms.cut_page import cut_page
from transforms.hashed import HASH_BITS, HashModel
from transforms.html import html_page
from transforms.labels import Label, Span
from transforms.page_tree import PageTree
from transforms.pages import MediaType, Page
from transforms.segment_html import (
    COLUMNS,
    BodyModel,
    Models,
    _even_out,
    _keep_alike,
    _label,
    keep_body,
    label_article,
    load_models,
)
from transforms.trees import Trees

PARAGRAPHS = (
    "The ferry to Port Ellery will not run before April, the harbour office said on Monday, after "
    "ice was found under the landing for the third winter in a row.",
    "About four hundred people live on the far side of the sound. Most of them shop, work or go to "
    "school in Sandhaven, and a bus around the water takes two hours.",
    "“We have bread for a week and flour for three,” said Ines Calloway, who runs the only bakery "
    "on the island. “After that somebody will have to walk over the ice.”",
    "The council voted by nine to four in December to pay for a new landing. Work was to begin in "
    "January, but the firm that won the contract has asked for more time.",
    "Until then the mail comes by air twice a week, weather permitting, and the doctor holds her "
    "hours by telephone. The school has sent its pupils home until further notice.",
    "A spokesman for the county said that it would look into a second boat. Nothing was decided, "
    "he said, and nothing would be before the budget is passed in March.",
)
HEAD = """<head><title>Ferry Stops for the Winter - The Sandhaven Post</title>
    <meta property="og:type" content="article"><meta property="og:site_name" content="The Post">
    <meta name="description" content="Islanders wait for April, and for flour, says the baker.">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline":
    "Ferry Stops for the Winter", "datePublished": "2024-03-14T08:00:00Z"}</script></head>"""
MENU = "<ul class='menu'>" + "".join(
    f"<li><a href='/{name}'>{name}</a></li>" for name in "News Sport Harbour Weather".split()
) + "</ul>"  # fmt: skip
RELATED = """<div class="related"><h3>More stories</h3>""" + "".join(
    f"<div class='card'><h4><a href='/{n}'>Sea Wall to Be Built at Last, Part {n}</a></h4>"
    f"<p>The council has found the money, and the stones are on their way, it said.</p></div>"
    for n in range(6)
) + "</div>"  # fmt: skip
FOOTER = "<footer><p>© The Sandhaven Post. All rights reserved.</p></footer>"


def news_page(body: str, head: str = HEAD) -> str:
    """A page of a newspaper around an article."""
    return (
        f"<html lang='en'>{head}<body><header>{MENU}</header>{body}{RELATED}{FOOTER}</body></html>"
    )


def article(paragraphs: str = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)) -> str:
    """An article's element, its headline and more above its paragraphs."""
    return f"""<main><article class="story"><header><h1>Ferry Stops for the Winter</h1>
        <p class="standfirst">Islanders wait for April, and for flour, says the baker.</p>
        <div class="byline">By Ada Fenwick</div><time datetime="2024-03-14">14 March 2024</time>
        </header><figure><img src="quay.jpg"><figcaption>The quay on Monday</figcaption></figure>
        <div class="story-body">{paragraphs}</div></article></main>"""


def spans_of(html: str) -> tuple[Span, ...]:
    """The spans of a page."""
    page = html_page(html)
    return segment_html.segment_html(page.blocks, page.metadata)


def texts(span: Span, label: Label) -> list[str]:
    """The texts of a span's blocks with a label."""
    return [block.text for block in span.labelled(label)]


def test_links_to_share_by_are_no_byline_wherever_they_stand() -> None:
    links = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Gettr", "Share"))
    html = article().replace("<time", f'<ul class="byline">{links}</ul><time')
    (span,) = spans_of(news_page(html))
    assert texts(span, Label.BYLINE) == ["By Ada Fenwick"]
    assert "Gettr\nShare" in texts(span, Label.FURNITURE)


def test_a_line_that_names_its_author_is_the_byline_whatever_its_element_is_called() -> None:
    line = "Authors: Ada Fenwick, Jonas Wirth"
    html = article().replace('<div class="byline">By Ada Fenwick', f'<div class="x1">{line}')
    (span,) = spans_of(news_page(html))
    assert texts(span, Label.BYLINE) == [line]


def test_every_part_of_an_article_is_named() -> None:
    (span,) = spans_of(news_page(article()))
    assert texts(span, Label.HEADLINE) == ["Ferry Stops for the Winter"]
    assert texts(span, Label.STANDFIRST) == [
        "Islanders wait for April, and for flour, says the baker."
    ]
    assert texts(span, Label.BYLINE) == ["By Ada Fenwick"]
    assert texts(span, Label.DATE) == ["14 March 2024"]
    assert texts(span, Label.CAPTION) == ["The quay on Monday"]
    assert texts(span, Label.BODY) == list(PARAGRAPHS)
    furniture = texts(span, Label.FURNITURE)
    assert "News\nSport\nHarbour\nWeather" in furniture
    assert "© The Sandhaven Post. All rights reserved." in furniture


@pytest.mark.parametrize(
    ("beside", "captions"),
    [
        ('<div class="article-image"><p>{}</p></div>', 1),
        ('<div class="article-image"><div class="info"><p>{}</p></div></div>', 0),
        ('<div class="photo-text">{}</div>', 1),
        # Teasers, menus, numbers of a slide, and text in the article's element.
        ('<div class="article-image related"><p>{}</p></div>', 0),
        ('<div class="article-image"><h4>{}</h4></div>', 0),
        ('<div class="article-image"><a href="/quay">{}</a></div>', 0),
        ('<div class="article-image"><p>1 / 7</p><p>View gallery</p></div>', 0),
        ('<div class="article-image"><p>Image 1 of 7</p></div>', 0),
        ('<div class="info"><p>{}</p></div>', 0),
    ],
)
def test_what_stands_in_an_element_named_for_a_picture_is_a_caption(
    beside: str, captions: int
) -> None:
    said = "Ada Baker with the last flour"
    html = news_page(article().replace("<figure>", f"{beside.format(said)}<figure>"))
    (span,) = spans_of(html)
    assert texts(span, Label.CAPTION) == [*[said] * captions, "The quay on Monday"]
    # Above the headline and below the last paragraph it may be anybody's.
    outside = article().replace("<header>", f"{beside.format(said)}<header>")
    outside = outside.replace("</article>", f"{beside.format(said)}</article>")
    (span,) = spans_of(news_page(outside))
    assert texts(span, Label.CAPTION) == ["The quay on Monday"]


@pytest.mark.parametrize(
    "inside",
    [
        "<div>Close</div>",
        "<figcaption>1 / 12</figcaption>",
        "<table><tr><th>Ferry</th><td>Monday</td></tr></table>",
        "<blockquote><p>Bread for a week</p><p>— Ada (@baker) March 14, 2024</p></blockquote>",
        "<div class='buy-button'>Flour at the shop</div>",
        "<figcaption>Scroll to continue</figcaption>",
    ],
)
def test_what_a_figure_holds_beside_its_caption_is_none(inside: str) -> None:
    html = article().replace("<figure>", f"<figure>{inside}</figure><figure>")
    (span,) = spans_of(news_page(html))
    assert texts(span, Label.CAPTION) == ["The quay on Monday"]


@pytest.mark.parametrize(
    ("above", "label"),
    [
        ("<figure><figcaption><address>By Ada Baker</address></figcaption></figure>", Label.BYLINE),
        ("<div class='author caption'>By Ada Baker</div>", Label.BYLINE),
        ("<figure><figcaption class='author'>By Ada Baker</figcaption></figure>", Label.CAPTION),
        ("<div class='text-caption'><time>12 March 2024</time></div>", Label.DATE),
        ("<figure><figcaption>12 March 2024</figcaption></figure>", Label.CAPTION),
    ],
)
def test_who_signs_and_dates_an_article_may_stand_in_a_frame(above: str, label: Label) -> None:
    (span,) = spans_of(news_page(article().replace("<figure>", f"{above}<figure>")))
    text = "12 March 2024" if "12 March" in above else "By Ada Baker"
    labels = [
        own for block, own in zip(span.blocks, span.labels, strict=True) if block.text == text
    ]
    assert labels == [label]


@pytest.mark.parametrize("name", ["caption-dark", "author-ada", "post-intro"])
def test_what_a_pages_own_element_is_called_tells_nothing_of_what_is_in_it(name: str) -> None:
    said = "Flour and bread are to be had again"
    html = article("".join(f"<p>{text}</p><h3>{said}</h3>" for text in PARAGRAPHS))
    plain, named = news_page(html), news_page(html).replace("<main>", f"<main class='{name}'>")
    (expected,), (span,) = spans_of(plain), spans_of(named)
    for label in (Label.CAPTION, Label.BYLINE, Label.STANDFIRST):
        assert texts(span, label) == texts(expected, label)


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ("<p class='subtitle'>{}</p>", True),
        ("<div class='field'><h2 class='field-subtitle'>{}</h2></div>", True),
        ("<h2 class='subtitle'><a href='/flour'>{}</a></h2>", False),
        ("<div class='share-bar'><p class='subtitle'>{}</p></div>", False),
        ("<div class='paywall'><div><p class='intro'>{}</p></div></div>", False),
        ("<p class='subtitle'>Click to share on Bluesky (Opens in new window) Bluesky</p>", False),
    ],
)
def test_what_is_called_a_standfirst_is_the_articles_own(beside: str, found: bool) -> None:
    said = "There is bread on the island until the end of the week"
    html = article().replace('<div class="byline">', f'{beside.format(said)}<div class="byline">')
    (span,) = spans_of(news_page(html))
    own = "Islanders wait for April, and for flour, says the baker."
    assert texts(span, Label.STANDFIRST) == [own, *[said] * found]


def test_a_standfirst_is_one_in_a_page_and_an_article_that_are_called_otherwise() -> None:
    said = "There is bread on the island until the end of the week"
    html = article().replace("<time", f'<p class="subtitle">{said}</p><time')
    for name in ('<main class="post-intro">', '<main><article class="story newsletter">'):
        plain = "<main>" if "intro" in name else '<main><article class="story">'
        (span,) = spans_of(news_page(html.replace(plain, name)))
        assert said in texts(span, Label.STANDFIRST)


def test_what_the_site_says_of_itself_above_the_headline_is_no_standfirst() -> None:
    motto = "All that the tide brings in, and who has seen it"
    site = f"<div class='intro'>{motto}</div>"
    quoted = site.replace(" class='intro'", "")
    head = HEAD.replace("Islanders wait for April, and for flour, says the baker.", f"{motto}.")
    for above, page in ((site, HEAD), (quoted, head)):
        (span,) = spans_of(news_page(article().replace("<main>", f"<main>{above}"), page))
        standfirst = "Islanders wait for April, and for flour, says the baker."
        assert texts(span, Label.STANDFIRST) == [standfirst]


def test_a_subtitle_below_the_first_paragraph_is_a_pieces_own() -> None:
    said = "All the ferries, bakeries and offices of the island"
    above = f'<p>{PARAGRAPHS[0]}</p><div class="box"><h4 class="subtitle">{said}</h4></div>'
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    (span,) = spans_of(news_page(article(body).replace("</header>", f"{above}</header>")))
    assert PARAGRAPHS[0] in texts(span, Label.BODY)
    assert said in texts(span, Label.FURNITURE)


def test_what_ends_in_whose_a_picture_is_is_a_caption_beside_the_body_alone() -> None:
    said = "The quay on Monday, before the ice came. Photo: Lou Ferris"
    above = "<a href='/'>Home</a> / <a href='/how'>How to Improve Your Photography</a> / Begin"
    paid = "The bakery takes cash, and credit/debit cards of the islanders’ own bank as well."
    body = [f"<p>{text}</p>" for text in (*PARAGRAPHS[:2], paid, *PARAGRAPHS[2:])]
    beside = f"<div>{said}</div><p>{above}</p><figure>"
    (span,) = spans_of(news_page(article("".join(body)).replace("<figure>", beside)))
    assert texts(span, Label.CAPTION) == [said, "The quay on Monday"]
    assert paid in texts(span, Label.BODY)


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='newsletter-box'><p class='caption'>One letter a week, and no more.</p></div>",
        "<p class='cta-caption'>One letter a week, and no more.</p>",
    ],
)
def test_what_is_called_a_caption_in_an_appeal_is_none(beside: str) -> None:
    first, *behind = (f"<p>{text}</p>" for text in PARAGRAPHS)
    (span,) = spans_of(news_page(article("".join((first, beside, *behind)))))
    assert texts(span, Label.CAPTION) == ["The quay on Monday"]


def test_a_notice_below_an_article_is_no_caption() -> None:
    notice = "Part of The Sandhaven Post. © 2024 Harbour Papers. All rights reserved."
    html = article().replace("</article>", f"<p class='copyright'>{notice}</p></article>")
    (span,) = spans_of(news_page(html))
    assert texts(span, Label.CAPTION) == ["The quay on Monday"]
    held = html.replace("The quay on Monday", f"The quay. {notice}")
    (span,) = spans_of(news_page(held))
    assert texts(span, Label.CAPTION) == [f"The quay. {notice}"]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("<blockquote><p>{}</p></blockquote>", False),
        ("<blockquote><h4>{}</h4></blockquote>", False),
        ("<div class='pull-quote'><p>{}</p></div>", False),
        ("<p>{}</p>", True),
        ("<blockquote><p>{} And so on.</p></blockquote>", True),
        ("<div class='quote-style'><h3>{}</h3></div>", True),
    ],
)
def test_a_quote_out_of_a_paragraph_is_kept_once(line: str, is_kept: bool) -> None:
    said = "“After that somebody will have to walk over the ice.”"
    page = html_page(article("".join(f"<p>{text}</p>" for text in PARAGRAPHS) + line.format(said)))
    kept = keep_body(page.blocks, np.ones(len(page.blocks)))
    (quote,) = (i for i, block in enumerate(page.blocks) if block.text.startswith(said))
    assert kept[quote] == is_kept
    assert kept.sum() == len(kept) - (not is_kept)


def test_a_hidden_copy_of_the_text_is_no_body() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    rest = [f"{text} So it was told, {n}." for n, text in enumerate(PARAGRAPHS[2:])]
    for copied, is_kept in (
        (PARAGRAPHS, False),
        (PARAGRAPHS[:1], True),
        ([*PARAGRAPHS[:2], *(text.replace("the", "a") for text in rest)], True),
    ):
        copy = f"<div hidden>Listen: {' '.join(copied)}</div>"
        page = html_page(f"<html><body>{copy}{text}</body></html>")
        kept = keep_body(page.blocks, np.ones(len(page.blocks)))
        assert kept.tolist() == [is_kept, *[True] * len(PARAGRAPHS)]
        # Until it is loaded a page may hide all.
        page = html_page(f"<html><body style='display: none'>{copy}{text}</body></html>")
        assert keep_body(page.blocks, np.ones(len(page.blocks))).all()


def test_a_caption_without_a_figure_is_none_of_a_body() -> None:
    caption = "<div><img><span class='caption'>The quay of Port Ellery</span></div>"
    blocks = html_page(f"<p>{PARAGRAPHS[0]}</p>{caption}<p>{PARAGRAPHS[1]}</p>").blocks
    assert _label(blocks, [0, 1, 2]) == [Label.BODY, Label.CAPTION, Label.BODY]


def test_whose_words_are_set_off_goes_with_them() -> None:
    said = "“After that somebody will have to walk over the ice”"
    quote = f"<blockquote><p>{said}</p><cite>Ines Calloway, baker</cite></blockquote>"
    page = html_page(article("".join(f"<p>{text}</p>" for text in PARAGRAPHS) + quote))
    kept = keep_body(page.blocks, np.ones(len(page.blocks)))
    left = [page.blocks[i].text for i in np.flatnonzero(~kept).tolist()]
    assert left == [said, "Ines Calloway, baker"]
    # What nobody else says stays, and so does whose it is.
    page = html_page(article(quote))
    assert keep_body(page.blocks, np.ones(len(page.blocks))).all()
    # A phrase that a paragraph has too is none of another's words.
    label = "<div class='quote-style'>four hundred people live on the far side</div>"
    page = html_page(article(f"<p>{PARAGRAPHS[1]}</p>{label}"))
    assert keep_body(page.blocks, np.ones(len(page.blocks))).all()


def test_subheadings_lists_and_tables_stay_in_order() -> None:
    middle = (
        "<h2>What the council wants</h2><ul><li>A second landing on the island’s western shore, "
        "out of the wind.</li><li>A boat that breaks ice as thick as a hand.</li></ul>"
    )
    body = [f"<p>{text}</p>" for text in PARAGRAPHS]
    (span,) = spans_of(news_page(article("".join([*body[:3], middle, *body[3:]]))))
    assert texts(span, Label.BODY) == [
        *PARAGRAPHS[:3],
        "What the council wants",
        "A second landing on the island’s western shore, out of the wind.",
        "A boat that breaks ice as thick as a hand.",
        *PARAGRAPHS[3:],
    ]


def test_a_paragraph_that_is_printed_again_is_kept_once() -> None:
    body = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, PARAGRAPHS[1]))
    (span,) = spans_of(news_page(article(body)))
    assert texts(span, Label.BODY) == list(PARAGRAPHS)


def test_a_closing_credit_is_no_paragraph() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    (span,) = spans_of(news_page(article(f"{body}<p>(Reporting by Ada Fenwick)</p>")))
    assert texts(span, Label.CREDIT) == ["(Reporting by Ada Fenwick)"]
    assert texts(span, Label.BODY) == list(PARAGRAPHS)


def test_a_date_line_opens_no_body_and_may_stand_in_one() -> None:
    printed = ("Updated on 15 March 2024", *PARAGRAPHS[:2], "14 March 2024", *PARAGRAPHS[2:])
    labels = label_article(html_page("".join(f"<p>{text}</p>" for text in printed)).blocks)
    assert labels == (Label.DATE, *[Label.BODY] * (len(printed) - 1))


def test_an_article_whose_only_line_is_no_paragraph_has_it_for_its_body() -> None:
    assert label_article(html_page("<p>Reporting by Ada Fenwick</p>").blocks) == (Label.BODY,)


def test_what_trails_the_body_is_not_its() -> None:
    """Of an article's own markup: a post as source, notes, a notice, and readers' comments."""
    notes = "[1] Lobo, On Fog, 2019", "[2] Lobo, On Ice, p. 3, 2020", "[3] Adeyemi, p. 12, 2021"
    post = "&lt;a href='https://ferry.example/3'&gt;#Ferries&lt;/a&gt; are late again, we hear"
    said = "8 Comments", "It never sailed on Sundays anyway, so what is all the noise about?"
    notice = "© 2024 The Sandhaven Post. All rights reserved."
    printed = (post, *PARAGRAPHS, "Notes", *notes, notice, *said)
    labels = label_article(html_page("".join(f"<p>{text}</p>" for text in printed)).blocks)
    body = [label is Label.BODY for label in labels]
    assert body == [False, *[True] * len(PARAGRAPHS), *[False] * 7]


def live_blog() -> str:
    """A live blog: an opening of two paragraphs, and four posts of two."""
    posts = "".join(
        f"<div class='post'><time>1{n}:05</time><h2>Of the landing, part {n}</h2>"
        f"<p>{PARAGRAPHS[n]}</p><p>{PARAGRAPHS[(n + 1) % 6]} It is {n} o’clock.</p></div>"
        for n in range(2, 6)
    )
    opening = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    return news_page(article(f"{opening}<div class='posts'>{posts}</div>"))


def test_a_live_blog_is_cut_into_its_posts() -> None:
    spans = spans_of(live_blog())
    assert len(spans) == 5
    assert texts(spans[0], Label.HEADLINE) == ["Ferry Stops for the Winter"]
    assert texts(spans[0], Label.BODY) == list(PARAGRAPHS[:2])
    assert texts(spans[2], Label.HEADLINE) == ["Of the landing, part 3"]
    assert PARAGRAPHS[3] in texts(spans[2], Label.BODY)


def test_a_posts_body_begins_below_its_headline_and_a_list_of_posts_is_no_article() -> None:
    opening = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    html = live_blog().replace("<time>1", "<p>Posted at 1").replace(":05</time>", ":05</p>")
    spans = spans_of(html.replace(opening, "<p>Our reporters write from the quay.</p>"))
    assert [span.is_article for span in spans] == [False, True, True, True, True]
    assert texts(spans[2], Label.HEADLINE) == ["Of the landing, part 3"]
    assert texts(spans[2], Label.BODY)[0] == PARAGRAPHS[3]


def test_a_day_above_a_headline_is_none_and_dates_the_article() -> None:
    day = "<div class='post'><h2>Thursday, 14 March 2024</h2>"
    html = live_blog().replace("<div class='post'>", day).replace("part 3</h2>", "part 3</h3>")
    html = html.replace("<h2>Of the landing, part 3", "<h3>Of the landing, part 3")
    spans = spans_of(html)
    assert texts(spans[2], Label.HEADLINE) == ["Of the landing, part 3"]
    assert texts(spans[2], Label.DATE) == ["Thursday, 14 March 2024", "13:05"]
    (span,) = spans_of(news_page(article().replace("Ferry Stops for the Winter", "14 March 2024")))
    assert texts(span, Label.HEADLINE) == ["14 March 2024"]


def test_what_the_head_says_is_said_of_the_pages_own_article_alone() -> None:
    page = Page(
        payload=live_blog().encode(), media_type=MediaType.HTML, source=Source(dump="d", page=0)
    )
    articles = cut_page(page)
    assert isinstance(articles, tuple)
    assert [one.title for one in articles[:2]] == [
        "Ferry Stops for the Winter",
        "Of the landing, part 2",
    ]
    assert [one.published_text for one in articles[1:]] == ["12:05", "13:05", "14:05", "15:05"]
    assert [one.source.article for one in articles] == [0, 1, 2, 3, 4]


def test_a_post_has_the_author_of_the_page_who_is_named_above_it() -> None:
    author = '"author": [{"@type": "Person", "name": "Ada Fenwick"}], "datePublished"'
    html = live_blog().replace('"datePublished"', author)
    for part, name in ((2, "Ada Fenwick"), (3, "Sandhaven Harbour")):
        html = html.replace(
            f"Of the landing, part {part}</h2>",
            f"Of the landing, part {part}</h2><div>{name}</div>",
        )
    page = Page(payload=html.encode(), media_type=MediaType.HTML, source=Source(dump="d", page=0))
    articles = cut_page(page)
    assert isinstance(articles, tuple)
    assert [one.authors for one in articles[:3]] == [("Ada Fenwick",), ("Ada Fenwick",), ()]
    assert [one.byline for one in articles[:3]] == ["By Ada Fenwick", "Ada Fenwick", None]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("<p>Ada Fenwick</p>", "", ["Ada Fenwick"]),
        ("<p>Bo Carter</p>", "", []),
        ("<p>Ada Fenwick</p><p>Ada Fenwick, Bo Carter</p>", "", ["Ada Fenwick"]),
        ("<div class='byline'>By Bo Carter</div><p>Ada Fenwick</p>", "", ["By Bo Carter"]),
        ("<figure><figcaption>Ada Fenwick</figcaption></figure>", "", []),
        ("", "<p>Ada Fenwick</p>", []),
    ],
)
def test_the_first_line_above_the_body_that_names_the_pages_author_is_its_byline(
    above: str, below: str, expected: list[str]
) -> None:
    head = HEAD.replace('"datePublished"', '"author": {"name": "Ada Fenwick"}, "datePublished"')
    html = (
        article()
        .replace('<div class="byline">By Ada Fenwick</div>', "")
        .replace("<time", f"{above}<time")
    )
    (span,) = spans_of(
        news_page(html.replace(PARAGRAPHS[2], f"{PARAGRAPHS[2]}</p>{below}<p>"), head)
    )
    assert texts(span, Label.BYLINE) == expected


def test_of_several_articles_the_pages_own_alone_is_completed() -> None:
    whole = [
        *PARAGRAPHS[:2],
        *(f"{text} So it was told, {n}." for n, text in enumerate(PARAGRAPHS)),
    ]
    body = json.dumps("\n".join(whole))
    page_text = live_blog().replace('"datePublished"', f'"articleBody": {body}, "datePublished"')
    page = Page(
        payload=page_text.encode(), media_type=MediaType.HTML, source=Source(dump="d", page=0)
    )
    articles = cut_page(page)
    assert isinstance(articles, tuple)
    assert articles[0].body == "\n\n".join(whole)
    assert [one.method for one in articles] == [Method.JSON_LD, *[Method.HTML] * 4]
    assert [one.title for one in articles[:2]] == [
        "Ferry Stops for the Winter",
        "Of the landing, part 2",
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(MENU * 3, id="links"),
        pytest.param("<p>Home</p><p>Log in</p>", id="two lines"),
        pytest.param("<form><p>User name</p><p>Password</p><p>Forgot it?</p></form>", id="log-in"),
        pytest.param(
            "<h1>Ropes</h1>"
            + "".join(
                f"<div class='product'><h3><a href='/{n}'>Rope {n} mm</a></h3><p>${n}.99</p>"
                "<p>Add to cart</p></div>"
                for n in range(40)
            ),
            id="shop",
        ),
    ],
)
def test_a_page_without_an_article_is_furniture(body: str) -> None:
    head = "<head><title>The Sandhaven Post</title></head>"
    (span,) = spans_of(f"<html>{head}<body>{MENU}{body}</body></html>")
    assert not span.is_article
    assert set(span.labels) == {Label.FURNITURE}


@pytest.mark.parametrize(
    ("said", "is_article"),
    [
        ({"@type": "Product", "review": {"@type": "Review"}}, False),
        ({"@type": "Review", "itemReviewed": {"@type": "Product"}}, True),
        ([{"@type": "Product"}, {"@type": "NewsArticle"}], True),
        ([{"@type": "Product"}, {"@type": "LiveBlogPosting"}], True),
        ([{"@type": "Product"}, {"@type": "Report"}], True),
        ({"@type": "DiscussionForumPosting"}, False),
        ({"@type": "WebPage"}, True),
    ],
)
def test_a_page_that_says_that_it_is_another_kind_is_believed(
    said: object, is_article: bool
) -> None:
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    head = f"<head><title>Ferry Stops for the Winter</title>{script}</head>"
    (span,) = spans_of(news_page(article(), head))
    assert span.is_article == is_article


def test_a_page_whose_og_type_is_a_product_has_no_article() -> None:
    (span,) = spans_of(news_page(article(), HEAD.replace('"article"', '"product.item"')))
    assert not span.is_article


@pytest.mark.parametrize(
    ("title", "paragraphs", "is_article"),
    [
        ("Page not found", 2, False),
        ("Seite nicht gefunden", 2, False),
        ("Sign in to read this story", 2, False),
        ("Page not found", 18, True),  # an essay
        ("Page of history", 2, True),
    ],
)
def test_a_page_of_little_text_that_is_called_an_error_has_no_article(
    title: str, paragraphs: int, is_article: bool
) -> None:
    body = "".join(f"<p>{n}. {text}</p>" for n in range(3) for text in PARAGRAPHS)
    text = "</p>".join(body.split("</p>")[:paragraphs])
    html = article(text).replace("Ferry Stops for the Winter", title)
    head = f"<head><title>{title} - The Sandhaven Post</title></head>"
    (span,) = spans_of(news_page(html, head))
    assert span.is_article == is_article


@pytest.mark.parametrize(("threshold", "is_article"), [(0.0, True), (1.1, False)])
def test_a_page_of_another_kind_is_furniture_whatever_its_blocks(
    threshold: float, is_article: bool
) -> None:
    page = html_page(news_page(article()))
    shipped = load_models()
    kind = shipped.page_kind
    kind = replace(kind, trees=replace(kind.trees, threshold=threshold))
    models = Models(body=shipped.body, page_kind=kind)
    (span,) = segment_html.segment_html(page.blocks, page.metadata, models)
    assert span.is_article == is_article
    assert is_article or set(span.labels) == {Label.FURNITURE}


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ([0.9, 0.9, 0.1], [True, True, False]),
        ([0.9, 0.5, 0.5, 0.5], [True, True, True, True]),  # doubt about most of a page keeps it
        ([0.9, 0.9, 0.9, 0.9, 0.9, 0.3], [True, True, True, True, True, False]),
        ([0.1, 0.1, 0.1], [False, False, False]),
        ([0.75, 0.71], [True, True]),
    ],
)
def test_the_threshold_is_the_pages_own(probabilities: list[float], expected: list[bool]) -> None:
    page = html_page("".join(f"<p>Line {n} of the page.</p>" for n in range(len(expected))))
    assert keep_body(page.blocks, np.array(probabilities)).tolist() == expected


@pytest.mark.parametrize(
    ("between", "is_kept"),
    [
        ("<p>Ice</p>", True),
        ("<p class='note'>Ice</p>", False),
        ("<div>Ice</div>", False),
        ("<p><a href='/ice'>Ice on the landing</a></p>", False),
        ("<p>Advertisement</p>", False),
        ("<p hidden>Ice</p>", False),
        ("<p>Ice</p><p>Fog</p>", False),
        ("</div><div><p>Ice</p>", False),
    ],
)
def test_what_stands_between_two_of_its_kind_is_kept_as_they_are(
    between: str, is_kept: bool
) -> None:
    first, second = (f"<p>{text}</p>" for text in PARAGRAPHS[:2])
    blocks = html_page(f"<div>{first}{between}{second}</div>").blocks
    likely = [0.9 if block.text in PARAGRAPHS else 0.1 for block in blocks]
    kept = keep_body(blocks, np.array(likely)).tolist()
    assert kept == [True, *[is_kept] * (len(blocks) - 2), True]


@pytest.mark.parametrize(
    ("second", "is_kept"),
    [
        (f"<div class='post'><p>{PARAGRAPHS[1]}</p></div>", True),
        (f"<div class='teaser'><p>{PARAGRAPHS[1]}</p></div>", False),
        (f"<div class='post'><p><a href='/ice'>{PARAGRAPHS[1]}</a></p></div>", False),
        (f"<div class='post' hidden><p>{PARAGRAPHS[1]}</p></div>", False),
        ("<div class='post'><p>Ice</p></div>", False),
    ],
)
def test_of_several_articles_what_stands_where_others_do_is_kept(
    second: str, is_kept: bool
) -> None:
    first = f"<div class='post'><p>{PARAGRAPHS[0]}</p></div>"
    blocks = html_page(f"<body>{first}{second}</body>").blocks
    kept = np.array([True, False])
    _keep_alike(blocks, kept)
    assert kept.tolist() == [True, is_kept]
    # Where hardly any is kept, it is none of theirs.
    blocks = html_page(f"<body>{first}{second * 4}</body>").blocks
    kept = np.array([True, *[False] * (len(blocks) - 1)])
    _keep_alike(blocks, kept)
    assert kept.sum() == 1


LINES = st.sampled_from(
    ["", "Ferry Stops for the Winter", *PARAGRAPHS, "By Ada Fenwick", "14 March 2024", "Share",
     "12:05", "(Reporting by Ada Fenwick)", "• Ice is expected", "\u3000港の記事。"]
)  # fmt: skip
TAGS = st.sampled_from(["p", "h1", "h2", "li", "div", "time", "figcaption", "a"])


@given(st.lists(st.tuples(TAGS, LINES), max_size=40), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_block_is_lost_and_none_is_in_two_spans(
    elements: list[tuple[str, str]], is_news: bool
) -> None:
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in elements)
    page = html_page(news_page(article(body)) if is_news else f"<body>x{body}</body>")
    spans = segment_html.segment_html(page.blocks, page.metadata)
    lines = sorted(block.line for span in spans for block in span.blocks)
    assert lines == [block.line for block in page.blocks]
    for span in spans:
        assert len(span.labels) == len(span.blocks)
        own = [block.line for block in span.blocks]
        assert own == sorted(own)
        assert span.is_article or set(span.labels) == {Label.FURNITURE}
    assert all(span.is_article for span in spans[1:])


@pytest.mark.parametrize("asked", ["wording", "naming"])
@pytest.mark.parametrize("decides", ["trees", "network"])
def test_trees_and_network_ask_each_model_in_its_own_column(asked: str, decides: str) -> None:
    leaf, weight = (20_000, 0.0) if decides == "trees" else (0, 4.0)
    trees = Trees(
        names=COLUMNS,
        features=np.array([[COLUMNS.index(asked)]]),
        thresholds=np.array([[0.0]], dtype=np.float32),
        leaves=np.array([[-leaf, leaf]], dtype=np.int32),
        bias=0,
        threshold=0.5,
    )
    yes, no = (HashModel(np.zeros(1 << HASH_BITS, dtype=np.int32), bias) for bias in (64, -64))
    model = BodyModel(
        wording=yes if asked == "wording" else no,
        naming=yes if asked == "naming" else no,
        trees=trees,
        network=Convolution(
            names=("link_share", asked),
            wide=np.array([], dtype=np.intp),
            low=np.array([]),
            high=np.array([]),
            block=np.array([[0.0], [1.0]]),
            block_bias=np.array([0.0]),
            page=np.zeros((2, 1)),
            near=np.zeros((len(STEPS), 3, 1)),
            near_bias=np.zeros((len(STEPS), 1)),
            answer=np.array([0.0, weight]),
            answer_bias=-weight / 2,
        ),
    )
    blocks = html_page(f"<p>{PARAGRAPHS[0]}</p>").blocks
    tree = PageTree(blocks)
    matrix = features.block_features(blocks, tree)
    assert (model.probabilities(blocks, tree, matrix) > 0.5).all()


def test_a_standfirst_needs_no_full_stop() -> None:
    paragraphs = "".join(
        f"<p>The ferry will not run before April, the harbour office said {n} times, since the "
        "ice has closed the quay and nobody knows when it will open again.</p>"
        for n in range(4, 9)
    )
    told = "Ice closes the quay and nobody knows for how long"
    for described, expected in ((told, [told]), ("Harbour", [])):
        page = html_page(
            f'<head><meta name="description" content="{described}"></head><body><header>'
            f'<h1>Ferry Stops for the Winter</h1><span class="a">{told}</span></header>'
            f"<article>{paragraphs}</article></body>"
        )
        (span,) = segment_html.segment_html(page.blocks, page.metadata)
        assert [block.text for block in span.labelled(Label.STANDFIRST)] == expected


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("<h1>Ferry Stops</h1><div class='a1'>{}</div><i>Share</i>", True),
        ("<h1>Ferry Stops</h1><p>Harbour</p><div class='a1'>{}.</div>", True),
        # Not right below the headline, and no sentence.
        ("<h1>Ferry Stops</h1><p>Harbour</p><div class='a1'>{}</div>", False),
        # A paragraph's form, in a place of its own or where the paragraphs stand.
        ("<h1>Ferry Stops</h1><div class='a1'><p>{}.</p></div>", True),
        ("<h1>Ferry Stops</h1><p>Harbour</p><div class='a1'><p>{}.</p></div>", False),
        ("<h1>Ferry Stops</h1><div class='a1'>{} <a href='/'>tonight</a></div>", False),
        ("<h1>Ferry Stops</h1><div class='search-form'>{}.</div>", False),
        ("<h1>Ferry Stops</h1><p>Harbour</p><div class='tooltip-box'>{}.</div>", False),
        ("<div class='a1'>{}.</div><h1>Ferry Stops</h1>", False),
        ("<h1>Ferry Stops</h1>" + "<p>Harbour</p>" * 12 + "<div class='a1'>{}.</div>", False),
    ],
)
def test_what_is_set_off_below_the_headline_is_the_standfirst(above: str, found: bool) -> None:
    said = "There is bread on the island until the end of the week"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = f"<header>{above.format(said)}</header><div class='b1'>{text}</div>"
    blocks = html_page(f"<html>{html}</html>").blocks
    body = [i for i, block in enumerate(blocks) if block.text in PARAGRAPHS]
    labels = _label(blocks, body)
    standfirsts = [i for i, label in enumerate(labels) if label is Label.STANDFIRST]
    assert [blocks[i].text[: len(said)] for i in standfirsts] == [said] * found
    assert [i for i, label in enumerate(labels) if label is Label.BODY] == body


def test_a_standfirst_is_a_paragraph_rather_than_a_second_headline() -> None:
    above = (
        "<h1>Ferry Stops for the Winter</h1>"
        "<h2 class='a2'>Who will bring the flour, and when, and to whom on the island?</h2>"
        "<div class='a1'>Islanders wait for April, which is many months away.</div>"
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    blocks = html_page(f"<html><header>{above}</header>{text}</html>").blocks
    labels = _label(blocks, range(3, len(blocks)))
    assert labels[:4] == [Label.HEADLINE, Label.FURNITURE, Label.STANDFIRST, Label.BODY]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p class='story-standfirst'>{}</p>", True),
        ("<div class='intro'><p>{}</p></div>", True),
        ("<div class='gallery-lead'><p>{}</p></div>", False),
        # Of several the next goes on.
        (
            "<div class='intro'><p>{}</p><p>Of coal there is none left in Port Ellery.</p></div>",
            False,
        ),
        ("<p class='first'>{}</p>", False),
    ],
)
def test_a_paragraph_that_is_called_a_standfirst_is_no_body(markup: str, found: bool) -> None:
    said = "There is bread on the island until the end of the week, the baker says."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = f"<h1>Ferry Stops for the Winter</h1>{markup.format(said)}<div class='b1'>{text}</div>"
    blocks = html_page(f"<html>{html}</html>").blocks
    labels = _label(blocks, range(1, len(blocks)))
    assert labels[1] is (Label.STANDFIRST if found else Label.BODY)
    assert set(labels[2:]) == {Label.BODY}


@pytest.mark.parametrize(
    ("line", "below", "is_caption"),
    [
        (
            "Pictured from left are Ada Fenwick, who won, and Jonas Wirth, who came second.",
            "Image: L. Ferris",
            True,
        ),
        (
            "Von links: Ada Fenwick, die gewann, und Jonas Wirth, der Zweiter wurde.",
            "Foto: L. Ferris",
            True,
        ),
        (
            "Pictured from left are Ada Fenwick, who won, and Jonas Wirth, who came second.",
            PARAGRAPHS[0],
            False,
        ),
        (
            "Ada Fenwick, who won, and Jonas Wirth, who came second, were both late at the finish.",
            "Image: L. Ferris",
            False,
        ),
    ],
)
def test_who_stands_where_above_whose_the_picture_is_is_a_caption(
    line: str, below: str, is_caption: bool
) -> None:
    blocks = html_page(
        f"<p>{PARAGRAPHS[0]}</p><p>{line}</p><p>{below}</p><p>{PARAGRAPHS[1]}</p>"
    ).blocks
    body = [i for i, block in enumerate(blocks) if not block.text.startswith(("Image", "Foto"))]
    labels = _label(blocks, body)
    assert labels[1] is (Label.CAPTION if is_caption else Label.BODY)


def test_what_the_head_cuts_short_is_the_articles_beginning() -> None:
    first, *rest = PARAGRAPHS
    whole = f"{first} {rest[0]}"
    below = "".join(f"<p>{n}. {text}</p>" for n in range(3) for text in rest)
    for described, label in (
        (first, Label.STANDFIRST),
        (first[: len(first) // 2], Label.BODY),
        (whole, Label.BODY),
    ):
        page = html_page(
            f'<head><meta name="description" content="{described}"></head><body>'
            f"<header><h1>Ferry Stops for the Winter</h1><p>{first}</p></header>"
            f"<article>{below}</article></body>"
        )
        assert _label(page.blocks, list(range(1, len(page.blocks))))[1] is label


@pytest.mark.parametrize(
    ("around", "line", "is_body"),
    [
        ('<p class="date">{}</p>', "14 March 2024", False),
        ('<div class="date"><div><p>{}</p></div></div>', "14 March 2024", False),
        ("<div><time>{}</time></div>", "14 March 2024", False),
        ('<div class="up-to-date"><div><div><div><p>{}</p></div></div></div></div>', "No.", True),
    ],
)
def test_a_date_is_called_so_close_by(around: str, line: str, is_body: bool) -> None:
    text = "".join(f"<p>{n}. {text}</p>" for n in range(2) for text in PARAGRAPHS)
    blocks = html_page(f"{text}{around.format(line)}{text}").blocks
    at = next(i for i, block in enumerate(blocks) if block.text == line)
    assert "date" in blocks[at].hints
    labels = _label(blocks, list(range(len(blocks))))
    assert (labels[at] is Label.BODY) == is_body


def test_a_short_line_is_no_date_where_all_of_the_article_is_called_so() -> None:
    text = "".join(f"<p>{n}. {text}</p>" for n in range(2) for text in PARAGRAPHS)
    blocks = html_page(
        f'<div class="last-updated">{text}<h2>What Comes Next</h2>{text}</div>'
    ).blocks
    assert set(_label(blocks, list(range(len(blocks))))) == {Label.BODY}


def test_blocks_in_doubt_are_judged_as_those_that_look_alike() -> None:
    odds = np.array([6.0, 0.0, 6.0, 0.0, 0.0])
    group = np.array([0, 0, 0, 2, 0])
    weights = np.array([10, 5, 10, 7, 5], dtype=np.float32)
    is_own = np.array([False, False, False, False, True])
    evened = _even_out(odds, group, weights, is_own)
    mean = 120 / 30
    assert evened[[1, 3, 4]].tolist() == pytest.approx([mean / 2, 0, 0])
    assert evened[:3:2].tolist() == pytest.approx([6, 6], abs=0.02)  # nobody doubts them


def test_links_are_not_judged_by_the_text_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"<p>{n}. {text}</p>" for n in range(2) for text in PARAGRAPHS)
    link = "<p><a href='/ice'>Read how the harbour froze six years ago</a></p>"
    blocks = html_page(f"<article>{text}{link}</article>").blocks
    tree = PageTree(blocks)
    matrix = features.block_features(blocks, tree)
    apart = load_models().body.probabilities(blocks, tree, matrix)[-1]
    monkeypatch.setattr(segment_html, "MOSTLY_LINKS", 1.0)
    assert apart < load_models().body.probabilities(blocks, tree, matrix)[-1]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [("\u200d", False), ("\u200e\u200d", False), ("*", True), ("\u200d…", True)],
)
def test_what_is_not_seen_is_no_paragraph(text: str, is_seen: bool) -> None:
    blocks = html_page(f"<p>{PARAGRAPHS[0]}</p><p>{text}</p><p>{PARAGRAPHS[1]}</p>").blocks
    assert _label(blocks, [0, 1, 2]).count(Label.BODY) == 2 + is_seen


@pytest.mark.parametrize(
    ("line", "is_body"),
    [
        ("ALSO READ: <a>Sea Wall to Be Built at Last</a>", False),
        ("Read more: <a>Sea Wall to Be Built</a>", False),
        ("Sea wall: <a>the council decides at last</a>", True),
        ("Share what you have, the <a>baker</a> told her neighbours", True),
        ("ALSO READ: Sea Wall to Be Built at Last", False),
        ("Read more than the council does, the baker said.", True),
    ],
)
def test_what_leads_to_another_article_is_no_paragraph(line: str, is_body: bool) -> None:
    blocks = html_page(f"<p>{PARAGRAPHS[0]}</p><p>{line}</p><p>{PARAGRAPHS[1]}</p>").blocks
    assert _label(blocks, [0, 1, 2]).count(Label.BODY) == 2 + is_body


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Representational image", Label.FURNITURE),
        ("Thanks for reading!", Label.FURNITURE),
        ("Your browser does not support the video tag.", Label.FURNITURE),
        ("Next", Label.BODY),
        ("https://ferry.example/winter", Label.BODY),
        ("Photo: Lou Ferris", Label.FURNITURE),
        ("(AP Photo/Lou Ferris)", Label.FURNITURE),
        ("Photo: The quay at low tide", Label.CAPTION),
        ("The ferry (photo: Lou Ferris)", Label.BODY),
        ("Last updated: 14 March 2024, 10:30", Label.DATE),
        ("14 March 2024", Label.BODY),
    ],
)
def test_lines_among_paragraphs_that_are_the_pages_own(line: str, expected: Label) -> None:
    marked = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS[:2], line, *PARAGRAPHS[:1:-1]))
    blocks = html_page(marked).blocks
    assert _label(blocks, list(range(len(blocks))))[2] is expected
