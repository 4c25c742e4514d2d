"""Cutting a page: its articles, or why there is none."""

import json
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Article, Method, Reject, RejectReason, Source, Stage
from transforms.cut_page import MIN_JSON_LD_CHARS, cut_page, read_blocks
from transforms.html import TooDeepError
from transforms.limits import MAX_DEPTH, MIB, Limits
from transforms.metadata import Metadata
from transforms.pages import MediaType, Page, Stated

FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
VOTE = "Council members voted nine to two for the new sea wall after a long debate on Tuesday."
HEIGHT = "The wall will be four metres high and hide the sea from all but the tallest houses."
SOURCE = Source(dump="d.jsonl", offset=70, page=3)


def page(payload: bytes | str, media_type: MediaType = MediaType.TEXT, **fields: Any) -> Page:
    """A page of this payload."""
    if isinstance(payload, str):
        payload = payload.encode()
    return Page(payload=payload, media_type=media_type, source=SOURCE, **fields)


def cut(
    payload: bytes | str, media_type: MediaType = MediaType.TEXT, **fields: Any
) -> tuple[Article, ...]:
    """The articles of a page that has some."""
    articles = cut_page(page(payload, media_type, **fields))
    assert not isinstance(articles, Reject)
    return articles


@pytest.mark.parametrize("declared", [None, "pl", "pol", "und"])
def test_a_dump_declared_by_three_letters_is_in_its_language(declared: str | None) -> None:
    text = """Rada miasta przyjęła budżet na przyszły rok

    Opublikowano 14 marca 2024

    Rada miasta przyjęła w czwartek budżet na przyszły rok, a burmistrz powiedział dziennikarzom, że
    wydatki na drogi i szkoły wzrosną o pięć procent, chociaż dochody będą niższe niż w tym roku.
    """
    (article,) = cut(text, language=declared)
    assert (article.language, str(article.published)[:10]) == ("pl", "2024-03-14")


STATED = Stated(
    title="Ferry Stops for the Winter",
    authors=("By Ada Fenwick and Bo Carter", "Newsroom", "Reuters"),
    published="2024-03-14T10:00:00+02:00",
)


def test_what_a_dump_says_of_a_text_that_says_nothing_itself() -> None:
    (article,) = cut(f"{FERRY}\n\n{BAKER}", stated=STATED)
    assert (article.title, article.body) == (STATED.title, f"{FERRY}\n\n{BAKER}")
    assert (article.authors, article.agency) == (("Ada Fenwick", "Bo Carter"), "Reuters")
    assert str(article.published) == "2024-03-14 08:00:00+00:00"


def test_a_line_taken_for_the_headline_is_none_where_the_dump_states_another() -> None:
    text = f"The islanders have seen worse winters.\n\n{FERRY}\n\n{BAKER}"
    lead = "A rare look at how the harbour sleeps"
    assert [article.title for article in cut(f"{lead}\n\n{text}")] == [lead]
    (article,) = cut(f"{lead}\n\n{text}", stated=STATED)
    assert (article.title, article.summary) == (STATED.title, (lead,))


def test_a_paragraph_that_was_taken_for_the_headline_is_one_again() -> None:
    lead = "The harbour office in Port Ellery has said nothing of it yet."
    text = "\n\n".join((lead, FERRY, BAKER, VOTE, HEIGHT))
    assert [article.title for article in cut(text)] == [lead]
    (article,) = cut(text, stated=STATED)
    assert (article.title, article.summary, article.body) == (STATED.title, (), text)


@pytest.mark.parametrize(
    ("printed", "stated"),
    [
        ("Ferry Stops for the Winter", "Ferry Stops for the Winter - The Post"),
        ("Ferry Stops for the Winter, Islanders Say", "Ferry Stops for the Winter"),
        ("Ferry & Bus Stop", "Ferry &amp; Bus Stop"),
    ],
)
def test_a_headline_is_the_stated_one_with_more_or_less_of_it(printed: str, stated: str) -> None:
    (article,) = cut(f"{printed}\n\n{FERRY}\n\n{BAKER}", stated=Stated(title=stated))
    assert (article.title, article.summary) == (printed, ())


def test_what_a_page_says_itself_goes_before_what_its_dump_says() -> None:
    html = f"""<html><head><meta property="og:title" content="Baker's Boat Brings the News">
        <meta name="author" content="Cora Dunn">
        <meta property="article:published_time" content="2024-05-01T06:00:00Z"></head>
        <body><article><h1>Baker's Boat Brings the News</h1>
        <p>{FERRY}</p><p>{BAKER}</p><p>{VOTE}</p><p>{HEIGHT}</p></article></body></html>"""
    (article,) = cut(html, MediaType.HTML, stated=STATED)
    assert (article.title, article.authors) == ("Baker's Boat Brings the News", ("Cora Dunn",))
    assert str(article.published)[:10] == "2024-05-01"
    assert (article.summary, article.agency) == ((), "Reuters")


def test_of_several_articles_a_dump_speaks_of_that_of_the_headline() -> None:
    text = "\n".join(
        [
            "Sea Wall to Be Built at Last", "By Cora Dunn", VOTE, HEIGHT, "", "",
            "Ferry Stops for the Winter", "", FERRY, BAKER,
        ]
    )  # fmt: skip
    wall, ferry = cut(text, stated=STATED)
    assert (wall.title, wall.authors, wall.published) == (
        "Sea Wall to Be Built at Last", ("Cora Dunn",), None,
    )  # fmt: skip
    assert (ferry.title, ferry.authors) == (STATED.title, ("Ada Fenwick", "Bo Carter"))
    suffixed = Stated(title=f"{STATED.title} - The Sound Post", authors=("Bo Carter",))
    wall, ferry = cut(text, stated=suffixed)
    assert (wall.title, wall.authors) == ("Sea Wall to Be Built at Last", ("Cora Dunn",))
    assert (ferry.title, ferry.authors) == (STATED.title, ("Bo Carter",))
    # A word of a headline, or a headline of a word, is not the same.
    wall, ferry = cut(text, stated=Stated(title="Sea", authors=("Bo Carter",)))
    assert (wall.authors, ferry.authors) == (("Cora Dunn",), ())
    # A title that is none of theirs is the page's, if anybody's.
    wall, ferry = cut(text, stated=Stated(title="News of the Sound", authors=("Bo Carter",)))
    assert (wall.title, wall.authors) == ("Sea Wall to Be Built at Last", ("Cora Dunn",))
    assert (ferry.title, ferry.authors) == (STATED.title, ())


def test_several_articles_in_a_text_page() -> None:
    text = "\n".join(
        [
            "Home",
            "",
            "Ferry Stops for the Winter",
            "By Ada Fenwick",
            FERRY,
            BAKER,
            "Share",
            "",
            "",
            "Sea Wall to Be Built at Last",
            "Sea Wall to Be Built at Last",
            "14 March 2024",
            VOTE,
            HEIGHT,
            "Most Read",
            "Fog Again on the Sound",
        ]
    )
    first, second = cut(text)
    assert (first.title, first.body) == ("Ferry Stops for the Winter", f"{FERRY}\n\n{BAKER}")
    assert (second.title, second.body) == ("Sea Wall to Be Built at Last", f"{VOTE}\n\n{HEIGHT}")
    assert (first.authors, second.authors) == (("Ada Fenwick",), ())
    assert (first.published_text, second.published_text) == (None, "14 March 2024")
    assert first.method is second.method is Method.TEXT
    assert first.source == Source(
        dump="d.jsonl", offset=70, page=3, article=0, first_line=3, last_line=6
    )
    assert second.source == Source(
        dump="d.jsonl", offset=70, page=3, article=1, first_line=10, last_line=14
    )
    assert first.id != second.id


def test_json_ld_says_when_a_live_blogs_posts_were_published() -> None:
    told = {"Ferry Stops": "2024-03-14T16:00:00+02:00", "Fog Again": "2024-03-14T15:00:00+02:00"}
    posts = [
        {"@type": "BlogPosting", "headline": title, "datePublished": at}
        for title, at in told.items()
    ]
    data = {"@type": "LiveBlogPosting", "headline": "A Day on the Sound", "liveBlogUpdate": posts}
    fog = "Nobody at the harbour had seen the far shore since Monday, and the pilots would not go."
    printed = "".join(
        f"<article class='post'><p class='time'>{at}</p><h2>{title}</h2><p>{text}</p></article>"
        for at, title, text in (
            ("16:00", "Ferry Stops", f"{FERRY} {BAKER}"),
            ("15:00", "Fog Again", f"{fog} A bell was rung there all night for those at sea."),
            ("14:00", "Sea Wall", f"{VOTE} {HEIGHT}"),
        )
    )
    html = f"""<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>
        <body><main><h1>A Day on the Sound</h1>{printed}</main></body></html>"""
    found = {article.title: str(article.published) for article in cut(html, MediaType.HTML)}
    assert found["Ferry Stops"] == "2024-03-14 14:00:00+00:00"
    assert found["Fog Again"] == "2024-03-14 13:00:00+00:00"
    assert found["Sea Wall"] == "None"


def test_an_html_page() -> None:
    html = (
        f"<html lang='en'><head><title>Ferry Stops | Post</title></head><body><nav>Home</nav>"
        f"<article><h1>Ferry Stops</h1><p class='byline'>Ada Fenwick</p><p>{FERRY}</p>"
        f"<p>{BAKER}</p></article></body></html>"
    )
    (article,) = cut(html, MediaType.HTML)
    assert (article.title, article.body) == ("Ferry Stops", f"{FERRY}\n\n{BAKER}")
    assert (article.authors, article.method) == (("Ada Fenwick",), Method.HTML)
    assert article.source == Source(dump="d.jsonl", offset=70, page=3, article=0)


def with_json_ld(body: str, text: str = "") -> str:
    """A page whose text is JSON-LD, and little else."""
    data = {"@type": "NewsArticle", "headline": "Ferry Stops", "articleBody": body}
    return (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body>{text}</body></html>"
    )


LONG_BODY = f"{FERRY}\n\n{BAKER}\n{VOTE}"


@pytest.mark.parametrize("text", ["", "<div>Loading</div>", "<h1>Ferry Stops</h1>"])
def test_json_ld_stands_in_for_a_page_without_text(text: str) -> None:
    (article,) = cut(with_json_ld(LONG_BODY, text), MediaType.HTML)
    assert article.method is Method.JSON_LD
    assert article.title == "Ferry Stops"
    assert article.body == f"{FERRY}\n\n{BAKER}\n\n{VOTE}"
    assert article.source == Source(dump="d.jsonl", offset=70, page=3, article=0)


def with_script(markup: str, text: str = "") -> str:
    """A page whose text a script sets, and little else."""
    script = json.dumps({"story": {"html": markup}}).replace("<", "\\u003c")
    return (
        "<html><head><title>Ferry Stops</title></head>"
        f"<body>{text}<script>window.state = {script};</script></body></html>"
    )


def test_a_script_stands_in_for_a_page_without_text() -> None:
    markup = (
        f"<figure><figcaption>{HEIGHT}</figcaption></figure><p>{FERRY}</p><p>{BAKER}</p><p>{VOTE}"
    )
    (article,) = cut(with_script(markup, "<div>Loading</div>"), MediaType.HTML)
    assert (article.title, article.method) == ("Ferry Stops", Method.HTML)
    assert article.body == f"{FERRY}\n\n{BAKER}\n\n{VOTE}"
    assert article.captions == (HEIGHT,)


@pytest.mark.parametrize(
    "page_text",
    [
        with_script(f"<p>{FERRY}</p><p>{BAKER}</p><p>{VOTE}", f"<a href='/'>{LONG_BODY * 9}</a>"),
        with_script("<p>One</p><p>Two</p><p>Three</p>"),
        with_script(f"<p>{FERRY}</p><p>{BAKER}</p><p>{VOTE}</p>" + "<div>" * 5000),
    ],
)
def test_a_script_is_no_article(page_text: str) -> None:
    made = cut_page(page(page_text, MediaType.HTML))
    assert isinstance(made, Reject)
    assert made.reason in (RejectReason.NOT_AN_ARTICLE, RejectReason.NO_TEXT)


@pytest.mark.parametrize(("said", "is_article"), [("article", True), ("website", False)])
def test_data_in_a_script_stands_in_for_an_article_without_text(
    said: str, is_article: bool
) -> None:
    story = {"body": [{"type": "p", "text": text} for text in (FERRY, BAKER, VOTE)]}
    teasers = [{"title": "Sea", "text": HEIGHT} for _ in range(3)]
    made = cut_page(
        page(
            f'<html><head><title>Ferry Stops</title><meta property="og:type" content="{said}">'
            "</head><body><div>Loading</div><script type='application/json'>"
            f"{json.dumps({'story': story, 'more': teasers})}</script></body></html>",
            MediaType.HTML,
        )
    )
    assert isinstance(made, tuple) == is_article
    if isinstance(made, tuple):
        (article,) = made
        assert (article.title, article.body) == ("Ferry Stops", f"{FERRY}\n\n{BAKER}\n\n{VOTE}")


@pytest.mark.parametrize(
    ("said", "is_article"),
    [
        ('{"@type": "WebPage"}', True),
        ('{"@type": "Product"}', False),
        ('[{"@type": "Product"}, {"@type": "NewsArticle"}]', True),
    ],
)
def test_what_says_that_it_is_no_article_has_none_in_its_scripts(
    said: str, is_article: bool
) -> None:
    script = f'<script type="application/ld+json">{said}</script></head>'
    html = with_script(f"<p>{FERRY}</p><p>{BAKER}</p><p>{VOTE}").replace("</head>", script)
    made = cut_page(page(html, MediaType.HTML))
    assert isinstance(made, tuple) == is_article


def test_what_says_that_it_is_a_product_has_no_article_in_json_ld() -> None:
    html = with_json_ld(LONG_BODY, "<p>Out of stock</p>")
    assert len(cut(html, MediaType.HTML)) == 1
    said = html.replace("<head>", '<head><meta property="og:type" content="product">')
    assert said != html
    assert isinstance(cut_page(page(said, MediaType.HTML)), Reject)


def test_what_is_printed_comes_before_json_ld() -> None:
    (article,) = cut(with_json_ld(LONG_BODY, f"<p>{VOTE}</p><p>{HEIGHT}</p>"), MediaType.HTML)
    assert (article.method, article.body) == (Method.HTML, f"{VOTE}\n\n{HEIGHT}")


MORE = [f"{BAKER[:-1]}, for the {n}th time since the ice came to Port Ellery." for n in range(4, 9)]
PREVIEW = (
    f"<article><h1>Ferry Stops</h1><p>By Ada Fenwick</p><p>{FERRY}</p><p>{BAKER}</p></article>"
)
WHOLE = (FERRY, BAKER, *MORE)
# Nobody shows so much of what is to be paid for.
ENOUGH = [f"{FERRY[:-1]}, and on {day} again {n} times." for n in range(4) for day in "MTWFS"]


def with_data(*stories: tuple[str, ...], shown: str = PREVIEW) -> str:
    """A page that shows an article's beginning, and whose data has stories."""
    state = {
        "stories": [
            {"content": [{"type": "p", "children": [{"text": text}]} for text in story]}
            for story in stories
        ]
    }
    return f"<html><body>{shown}<script>{json.dumps(state)}</script></body></html>"


def test_a_preview_is_completed_from_the_data_of_the_page() -> None:
    other = (VOTE, HEIGHT, *MORE)
    (article,) = cut(with_data(other, WHOLE, other), MediaType.HTML)
    assert article.body == "\n\n".join(WHOLE)
    assert (article.title, article.method) == ("Ferry Stops", Method.HTML)
    assert article.authors == ("Ada Fenwick",)


def test_a_preview_without_a_latin_letter_is_completed_too() -> None:
    day, sea = (
        "周一港口办公室表示四月之前渡轮不会开航岛上居民是从面包师的船上听说的",
        "经过长时间的辩论市议会以九票对二票通过了新海堤的决议海堤高四米",
    )
    shown = f"<article><h1>渡轮停航</h1><p>{day * 3}。</p><p>{sea * 3}。</p></article>"
    whole = (f"{day * 3}。", f"{sea * 3}。", *(f"{day}{n}{sea}。" * 2 for n in "一二三四五"))
    escaped = with_data(whole, shown=shown)
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), escaped)
    assert len(plain) < len(escaped)
    for page_text in (escaped, plain):
        (article,) = cut(page_text, MediaType.HTML)
        assert article.body == "\n\n".join(whole)


def test_a_preview_with_accents_is_completed_from_escaped_data() -> None:
    sea = "été où la mer était déjà très élevée près du café et des élus à Besançon réunis là"
    whole = tuple(f"{n} {sea}, a dit l'élu. {n} {sea}." for n in range(6))
    shown = f"<article><h1>Été sans ferry</h1><p>{whole[0]}</p><p>{whole[1]}</p></article>"
    (article,) = cut(with_data(whole, shown=shown), MediaType.HTML)
    assert article.body == "\n\n".join(whole)


@pytest.mark.parametrize("data", ["", with_json_ld("\n".join(WHOLE)), with_data(WHOLE)])
def test_a_page_of_posts_alone_is_cut_into_them_whatever_its_data_holds(data: str) -> None:
    posts = "".join(
        f'<div class="post"><h3>Hour {n}</h3><time datetime="2024-03-14T1{n}:05:00Z">1{n}:05</time>'
        f"<p>{FERRY} {BAKER} {n}.</p><p>Number {n}: {VOTE} {HEIGHT}</p></div>"
        for n in range(6)
    )
    scripts = "".join(re.findall(r"<script.*?</script>", data, re.DOTALL))
    body = f'<main><article><h1>Notes</h1><div class="posts">{posts}</div></article></main>'
    text = f"<html><head><title>Notes</title>{scripts}</head><body>{body}</body></html>"
    assert [one.title for one in cut(text, MediaType.HTML)] == [f"Hour {n}" for n in range(6)]
    # What a dump says of none of them it says of the first.
    told = cut(text, MediaType.HTML, stated=Stated(title="The Sound", authors=("Bo Carter",)))
    assert [one.authors for one in told] == [("Bo Carter",), *[()] * 5]


@pytest.mark.parametrize(
    ("title", "is_stamp"), [("2024-03-14T1{}:05:00+02:00", True), ("on 2024-03-14T1{}:05", False)]
)
def test_the_stamp_of_an_abbreviation_says_when_a_post_was_signed(
    title: str, is_stamp: bool
) -> None:
    posts = "".join(
        f'<div class="post"><h3>Hour {n}</h3><p>{FERRY} {BAKER} {n}.</p><p>{VOTE} {HEIGHT}</p>'
        f"<p>Posted by Ada Fenwick at <abbr title='{title.format(n)}'>1{n}:05</abbr></p></div>"
        for n in range(6)
    )
    text = f"<html><head><title>Notes</title></head><body><h1>Notes</h1>{posts}</body></html>"
    dates = [one.published for one in cut(text, MediaType.HTML)]
    assert [date and date.hour for date in dates] == [n + 8 if is_stamp else None for n in range(6)]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("<p>Labels: <a href=/a rel=tag>sea  ice</a>, <a href=/b rel='tag'>pilots</a></p>",
         ("sea ice", "pilots")),
        ("<ul><li><a href=/ rel=tag><b>ice</b></a><li><a href=/b rel=tag>Pilots</a></ul>",
         ("ice", "Pilots")),
        ("<p><a href=/a rel='category tag'>News</a> <a href=/b rel=author>Ada</a></p>", ()),
        ("<p><a href=/a rel=tag>The Sound Post</a> <a href=/b rel=tag></a></p>", ()),
    ],
)  # fmt: skip
def test_a_post_has_the_tags_that_it_links_to(links: str, expected: tuple[str, ...]) -> None:
    posts = "".join(
        f'<div class="post"><h3>Hour {n}</h3><time datetime="2024-03-14T1{n}:05:00Z">1{n}:05</time>'
        f"<p>{FERRY} {BAKER} {n}.</p><p>{VOTE} {HEIGHT}</p>{links if n else ''}</div>"
        for n in range(4)
    )
    head = '<title>Notes</title><meta property="og:site_name" content="The Sound Post">'
    text = f"<html><head>{head}</head><body><h1>Notes</h1>{posts}</body></html>"
    assert [one.tags for one in cut(text, MediaType.HTML)] == [(), *[expected] * 3]


BEGUN = "14 March 2024, 09:30"


@pytest.mark.parametrize(
    ("dates", "hours"),
    [
        (f"Published {BEGUN} GMT+0200. Last updated at 14:20, local time", [7, *range(8, 14)]),
        (BEGUN, [9, *range(10, 16)]),
        # Not the day on which it was begun, or one of several.
        ("14 March 2024, 14:30", [14, *[None] * 5, 15]),
        (f"{BEGUN}, updated 15 March 2024", [9, *[None] * 6]),
        ("", [None] * 7),
    ],
)
def test_the_time_that_a_post_tells_alone_is_of_the_day_of_its_page(
    dates: str, hours: list[int | None]
) -> None:
    posts = "".join(
        f"<li><div>1{n}:05</div><h3>Hour {n}</h3><p>{FERRY} {BAKER} {n}.</p>"
        f"<p>{VOTE} {HEIGHT}</p></li>"
        for n in range(6)
    )
    title = "A Day on the Sound, as It Happened"
    body = f"<main><h1>{title}</h1><p>{dates}</p><p>{HEIGHT} {VOTE}</p><ol>{posts}</ol></main>"
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    published = [one.published for one in cut(text, MediaType.HTML)]
    assert [date and date.hour for date in published] == hours


def test_a_preview_is_completed_from_json_ld_without_its_notice() -> None:
    notice = "Copyright 2024 The Post. All rights reserved."
    (article,) = cut(with_json_ld("\n".join((*WHOLE, notice)), PREVIEW), MediaType.HTML)
    assert (article.body, article.method) == ("\n\n".join(WHOLE), Method.JSON_LD)
    (article,) = cut(with_json_ld("\n".join((*WHOLE, notice))), MediaType.HTML)
    assert (article.body, article.method) == ("\n\n".join(WHOLE), Method.JSON_LD)


def test_a_preview_is_completed_from_json_ld() -> None:
    (article,) = cut(with_json_ld("\n".join(WHOLE), PREVIEW), MediaType.HTML)
    assert (article.body, article.method) == ("\n\n".join(WHOLE), Method.JSON_LD)


@pytest.mark.parametrize(
    "page_text",
    [
        with_data((FERRY, BAKER, VOTE[:70])),  # not much longer
        with_data((FERRY, VOTE, HEIGHT, VOTE + HEIGHT)),  # not the same beginning
        with_data(tuple(ENOUGH * 2), shown=f"<h1>Ferry Stops</h1><p>{'</p><p>'.join(ENOUGH)}"),
        with_data(tuple(text[:50] for text in WHOLE)),
    ],
)
def test_what_is_printed_is_no_preview(page_text: str) -> None:
    printed = cut(page_text.partition("<script>")[0], MediaType.HTML)
    assert [one.body for one in cut(page_text, MediaType.HTML)] == [one.body for one in printed]


@pytest.mark.parametrize(
    ("chars", "is_cut"), [(MIN_JSON_LD_CHARS, True), (MIN_JSON_LD_CHARS - 1, False)]
)
def test_a_short_json_ld_body_is_a_teaser(chars: int, is_cut: bool) -> None:
    made = cut_page(page(with_json_ld("x" * chars), MediaType.HTML))
    assert isinstance(made, Reject) is (not is_cut)


NOISE = bytes(range(256)) * 8


@pytest.mark.parametrize(
    ("payload", "media_type", "reason"),
    [
        (NOISE, MediaType.TEXT, RejectReason.BAD_ENCODING),
        (NOISE, MediaType.HTML, RejectReason.BAD_ENCODING),
        (b"", MediaType.TEXT, RejectReason.NO_TEXT),
        (b"", MediaType.HTML, RejectReason.NO_TEXT),
        (b" \r\n\t\xc2\xa0\n", MediaType.TEXT, RejectReason.NO_TEXT),
        (b"<html><body><script>x()</script></body></html>", MediaType.HTML, RejectReason.NO_TEXT),
        (b"<img src='ferry.png'>", MediaType.HTML, RejectReason.NO_TEXT),
        (b"Home\nMenu\nShare", MediaType.TEXT, RejectReason.NOT_AN_ARTICLE),
        (b"Ferry Stops for the Winter", MediaType.TEXT, RejectReason.NOT_AN_ARTICLE),
        (b"<h1>Ferry Stops</h1><p>Home</p>", MediaType.HTML, RejectReason.NOT_AN_ARTICLE),
        (b"<!-- nothing but this -->", MediaType.HTML, RejectReason.PARSER_ERROR),
    ],
)
def test_rejects(payload: bytes, media_type: MediaType, reason: RejectReason) -> None:
    reject = cut_page(page(payload, media_type))
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage, reject.source) == (reason, Stage.CUT, SOURCE)
    assert reject.sample == payload[:1024]
    assert reject.detail


def nested(divs: int) -> str:
    """An article below so many elements, not counting <html>, <body> and its own <p>."""
    return f"{'<div>' * divs}<p>{FERRY}</p><p>{BAKER}</p>{'</div>' * divs}"


@pytest.mark.parametrize(
    ("divs", "limit", "rejected_at"),
    [
        (0, 3, None),
        (0, 2, 2),
        (20, 23, None),
        (21, 23, 23),
        (247, 250, None),
        (248, 250, 250),
        (253, 250, 250),  # from 257 on, libxml2 left text out and said nothing
        (254, 250, 250),
        (1500, 2000, None),
        (MAX_DEPTH - 3, MAX_DEPTH, None),
        (MAX_DEPTH - 2, MAX_DEPTH, MAX_DEPTH),
        (MAX_DEPTH - 2, 100_000, MAX_DEPTH),
        (100_000, 100_000, MAX_DEPTH),
        (100_000, 250, 250),
    ],
)
def test_a_page_that_nests_too_deep_is_rejected_and_no_other_loses_text(
    divs: int, limit: int, rejected_at: int | None
) -> None:
    started = time.perf_counter()
    made = cut_page(page(nested(divs), MediaType.HTML), Limits(depth=limit))
    assert time.perf_counter() - started < 2
    if rejected_at is None:
        assert not isinstance(made, Reject)
        assert made[0].body == f"{FERRY}\n\n{BAKER}"
    else:
        assert isinstance(made, Reject)
        assert made.reason is RejectReason.TOO_LARGE
        assert made.detail == f"elements nest deeper than {rejected_at}"


def test_what_is_left_out_may_nest_as_it_likes() -> None:
    html = f"<p>{FERRY}</p><svg>{'<g>' * 300}{'</g>' * 300}</svg><p>{BAKER}</p>"
    blocks, _ = read_blocks(html, MediaType.HTML)
    assert [block.text for block in blocks] == [FERRY, BAKER]


def test_what_a_crawler_tells_of_its_crawl_is_no_article() -> None:
    log = page(f"{FERRY}\n{BAKER}", MediaType.TEXT)
    assert not isinstance(cut_page(log), Reject)
    made = cut_page(replace(log, url="metadata://crawler.example/crawl.log"))
    assert isinstance(made, Reject)
    assert made.reason is RejectReason.NOT_AN_ARTICLE


def test_depth_is_counted_in_every_branch() -> None:
    html = f"<p>{FERRY}</p><p>{BAKER}</p>{'<b>' * 300}x{'</b>' * 300}<p>{VOTE}</p>"
    made = cut_page(page(html, MediaType.HTML))
    assert isinstance(made, Reject)
    assert made.reason is RejectReason.TOO_LARGE
    with pytest.raises(TooDeepError, match="deeper than 250"):
        read_blocks(html, MediaType.HTML)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'ferry ' * (2 * MIB)}</p>",
        f"<p title='{'ferry ' * (2 * MIB)}'>x</p>",
        f"<script>{'ferry ' * (2 * MIB)}</script>",
    ],
    ids=["text", "attribute", "script"],
)
def test_nothing_is_lost_behind_a_long_text(html: str) -> None:
    blocks, _ = read_blocks(f"{html}<p>{VOTE}</p>", MediaType.HTML)
    assert blocks[-1].text == VOTE
    assert "".join(block.text for block in blocks).count("ferry") in (0, 2 * MIB)


def test_read_blocks_of_text_has_no_metadata() -> None:
    blocks, metadata = read_blocks("<title>x</title>", MediaType.TEXT)
    assert [block.text for block in blocks] == ["<title>x</title>"]
    assert metadata == Metadata()
    blocks, metadata = read_blocks("<title>x</title><p>y", MediaType.HTML)
    assert [block.text for block in blocks] == ["y"]
    assert metadata.titles == ("x",)


def test_the_declared_charset_is_used() -> None:
    (article,) = cut("Möwen über Łódź. ".encode("cp1250") * 5, charset="cp1250")
    assert article.body.startswith("Möwen über Łódź.")


PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        ["\n", "\n\n\n", "<p>", "</p>", "<h1>", "<br>", "<div class='share'>", "<article>", "<!--",
         "<script type='application/ld+json'>", '{"@type": "Article", "articleBody": [1]}',
         "</script>", "<time datetime='9999-12-31'>", "<meta name=date content='0001-01-01'>",
         "Ferry Stops for the Winter\n", f"{FERRY}\n", f"{BAKER}\n", "By Ada Fenwick\n", "Share\n",
         "31 February 2024\n", "Updated 14 March 2024 25:61\n", "14. März 2024\n", "港の記事。\n"]
    ).map(str.encode),
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=20).map(b"".join),
    st.sampled_from(MediaType),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "shift_jis", "no-such-charset", ""]),
)
@settings(max_examples=60, deadline=None)
def test_cut_page_never_raises(payload: bytes, media_type: MediaType, charset: str | None) -> None:
    made = cut_page(page(payload, media_type, charset=charset))
    if isinstance(made, Reject):
        assert made.sample == payload[:1024]
    else:
        assert [article.source.article for article in made] == list(range(len(made)))
        assert all(article.body and article.words >= 0 for article in made)
        assert made


def test_a_date_at_the_end_of_time_is_none() -> None:
    head = '<meta property="article:published_time" content="9999-12-31T20:00:00Z">'
    text = f"<head>{head}</head><body><article><h1>Ferry Stops</h1><p>14 March 2024</p>"
    (article,) = cut(f"{text}<p>{FERRY}</p><p>{BAKER}</p></article>", MediaType.HTML)
    assert str(article.published)[:10] == "2024-03-14"


def test_an_address_has_no_control_characters() -> None:
    (article,) = cut(f"Ferry Stops\n\n{FERRY}\n", url="http://a.example/\x1b[31m\u202e")
    assert article.url is None
