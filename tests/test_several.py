"""Whether a page holds one article or several."""

import time

import pytest

from transforms.blocks import Block, BlockKind
from transforms.html import html_page
from transforms.several import MIN_POST_WORDS, body_of_post, split_articles

HEADLINE = "Ferry to Port Ellery Stops for the Winter"
STAMP = '<div class="meta"><time>14:05</time></div>'
DATE = '<div class="date">14 March 2024</div>'


def prose(subject: str) -> str:
    """A paragraph of 30 words about something."""
    return (
        f"<p>The {subject} was the talk of the harbour on Monday, when the council of Port Ellery "
        "met behind closed doors for the third time and would not say what it had to do next.</p>"
    )


def page(*parts: str) -> tuple[Block, ...]:
    """The blocks of a page with a headline in its head."""
    head = f"<head><title>{HEADLINE}</title></head>"
    return html_page(f"<html>{head}<body>{''.join(parts)}</body></html>").blocks


def is_body(block: Block) -> bool:
    """What a model may keep of these pages."""
    return block.kind is not BlockKind.HEADING and len(block.text) > 40


def cut(*parts: str) -> list[list[str]]:
    """The articles of a page: the texts of their blocks, prose by its subject."""
    blocks = page(*parts)
    told = [block.text.split()[1] if is_body(block) else block.text for block in blocks]
    articles = split_articles(blocks, [is_body(block) for block in blocks])
    return [[told[i] for i in article] for article in articles]


TITLE = f'<h1 class="title">{HEADLINE}</h1>'


def post(subject: str, stamp: str = STAMP, heading: str = "") -> str:
    """A post of a live blog, its text two elements below the one that it has of its own."""
    return f'<div class="post">{heading}<div><div>{prose(subject)}</div></div>{stamp}</div>'


def live(*posts: str) -> list[list[str]]:
    """The articles of a live blog with an opening of one paragraph."""
    return cut(TITLE, prose("opening"), "<div>", *posts, "</div>")


def test_posts_of_a_live_blog_are_articles() -> None:
    quay = post("quay", heading="<h3>Quay closed</h3>")
    assert live(quay, post("ice"), post("mayor")) == [
        [HEADLINE, "opening"],
        ["Quay closed", "quay", "14:05"],
        ["ice", "14:05"],
        ["mayor", "14:05"],
    ]


def test_an_opening_may_stand_on_both_sides_of_the_posts_and_look_like_them() -> None:
    intro = "".join(f'<div class="post">{prose(subject)}</div>' for subject in ("first", "next"))
    posts = [post(subject) for subject in ("quay", "ice", "mayor", "bell")]
    assert cut("<div>", TITLE, intro, *posts, "</div>", prose("end")) == [
        [HEADLINE, "first", "next", "end"],
        *([subject, "14:05"] for subject in ("quay", "ice", "mayor", "bell")),
    ]


@pytest.mark.parametrize(
    ("stamp", "heading"),
    [
        ("<time>14:05</time>", ""),
        ('<p class="posted">2.05pm</p>', ""),
        ("<div>Ana Rask14 March 2024 14:05</div>", ""),
        ("<div>14.03.2024, 14.05 Uhr</div>", ""),
        ("<div>31 minutes ago</div>", ""),
        ("<div>1709415900</div>", ""),
        ("<div>9:43 p.m. ET</div>", "<h2>Quay closed</h2>"),
        ("<div>14h05</div>", "<h2>Quay closed</h2>"),
    ],
)
def test_what_stamps_a_post(stamp: str, heading: str) -> None:
    assert len(live(*(post(subject, stamp, heading) for subject in ("quay", "ice", "sea")))) == 4


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "<div>00:14:05</div>",  # a place in a recording
        "<div>Rated 4.92 by readers</div>",
        "<div>$15.92</div>",
        "<div>14 March 2024</div>",
        "<div>The ice broke at 14:05.</div>",
        f"<div>{'On the quay at the end of the road ' * 3} at 14:05</div>",
        "<blockquote>Ana Rask, 14 March 2024 14:05</blockquote>",
        "<table><tr><td>14 March 2024 14:05</td></tr></table>",
        "<h3>At 14:05 on 14 March 2024</h3>",
    ],
)
def test_what_stamps_no_post(stamp: str) -> None:
    posts = [post(subject, stamp, "<h2>Of ice</h2>") for subject in ("quay", "ice", "sea", "bell")]
    assert len(live(*posts)) == 1


def test_a_time_of_day_stamps_a_post_with_a_heading_only() -> None:
    assert (
        len(live(*(post(subject, "<div>14:05</div>") for subject in ("quay", "ice", "sea")))) == 1
    )


def test_some_posts_with_a_time_of_day_may_do_without_a_heading() -> None:
    clock = "<div>14:05</div>"
    titled = [post(subject, clock, "<h3>Of ice</h3>") for subject in ("quay", "ice", "mayor")]
    bare = [post(subject, clock) for subject in ("sea", "bell")]
    assert [len(article) for article in live(*titled, *bare)] == [2, 3, 3, 3, 2, 2]
    assert len(live(*titled[:2], *bare)) == 1


def test_a_dotted_time_of_day_is_one_where_the_markup_says_so() -> None:
    dotted = '<div><time datetime="2024-03-14T14:05:00Z">14.05</time></div>'
    assert len(live(*(post(subject, dotted) for subject in ("quay", "ice", "mayor")))) == 4
    mark = '<div class="date">14.05</div>'
    assert len(live(*(post(subject, mark) for subject in ("quay", "ice", "mayor")))) == 1


def test_posts_may_be_elements_of_the_sites_own_making() -> None:
    posts = [post(subject) for subject in ("quay", "ice", "mayor")]
    made = [html.replace("<div", "<live-post", 1)[: -len("</div>")] for html in posts]
    assert len(live(*(f"{html}</live-post>" for html in made))) == 4


def test_boxes_between_posts_are_none() -> None:
    box = f'<div class="box">{prose("box")}</div>'
    elsewhere = f'</div><aside><div class="post">{prose("box")}</div></aside><div>'
    assert live(post("quay"), box, post("ice"), box, post("sea"), elsewhere) == [
        [HEADLINE, "opening", "box", "box", "box"],
        ["quay", "14:05"],
        ["ice", "14:05"],
        ["sea", "14:05"],
    ]


def test_a_post_s_heading_may_stand_outside_the_element_of_its_text_and_stamp() -> None:
    posts = [f"<li><h3>{n}</h3><div>{prose('ice')}{STAMP}</div></li>" for n in "abc"]
    assert live(*posts)[1:] == [[n, "ice", "14:05"] for n in "abc"]


def test_posts_may_be_listed_by_day() -> None:
    days = [post(first) + post(second) for first, second in (("a", "b"), ("c", "d"), ("e", "f"))]
    assert len(live(*(f'<div class="day">{day}</div>' for day in days))) == 7


def test_the_page_s_date_may_stand_in_an_element_like_a_post_s() -> None:
    posts = [f"<div>{prose(subject)}{STAMP}</div>" for subject in ("quay", "ice", "sea")]
    assert cut(TITLE, "<div><p>14 March 2024 13:00</p></div>", *posts)[0] == [
        HEADLINE,
        "14 March 2024 13:00",
    ]


def test_short_posts_belong_to_no_article() -> None:
    short = f'<div class="post"><p>The bell {"rang and " * 7}fell silent.</p>{STAMP}</div>'
    words = len(html_page(short).blocks[0].text.split())
    assert MIN_POST_WORDS - 5 < words < MIN_POST_WORDS
    assert live(post("quay"), short, post("ice")) == [
        [HEADLINE, "opening"],
        ["quay", "14:05"],
        ["ice", "14:05"],
    ]


def test_a_page_of_posts_alone_has_no_article_of_its_own() -> None:
    first, *posts = cut("<h1>Notes</h1>", *(post(subject) for subject in ("quay", "ice", "sea")))
    assert first == ["Notes"]
    assert len(posts) == 3


def test_two_stamped_siblings_are_no_live_blog() -> None:
    assert len(live(post("quay"), post("ice"))) == 1


def test_sections_of_which_some_hold_a_stamp_are_none() -> None:
    sections = [post(subject, "" if i % 2 else STAMP) for i, subject in enumerate("abcdefgh")]
    assert len(live(*sections)) == 1


def test_comments_are_no_posts() -> None:
    comments = [
        f"<li><div>{prose(subject)}{STAMP}</div></li>" for subject in ("ice", "sea", "bell")
    ]
    assert len(cut(TITLE, prose("opening"), '<ul class="comments">', *comments, "</ul>")) == 1


def test_what_comments_say_is_not_said_of_the_items_that_they_are_on() -> None:
    comment = f'<div class="comment"><p>By Ana Rask</p>{STAMP}</div>'
    items = [f"<article><h2>Of ice</h2>{prose(subject)}{comment}</article>" for subject in "abc"]
    assert len(cut(TITLE, *items)) == 1


def test_a_page_with_comments_may_be_a_live_blog() -> None:
    posts = [post(subject) for subject in ("ice", "sea", "bell")]
    head = f"<head><title>{HEADLINE}</title></head>"
    blocks = html_page(f'{head}<body class="comments-open">{TITLE}{"".join(posts)}</body>').blocks
    assert len(split_articles(blocks, [is_body(block) for block in blocks])) == 4


@pytest.mark.parametrize(
    ("headings", "opening", "expected"),
    [
        (["Of ice", "Re: Of ice", "AW: Of ice"], "", 0),
        (["Re: Fog: Of ice", "Re: Fog: Of ice", "Re: Fog: Of ice"], "", 0),
        (["Of ice", "Re: Of ice", "Re: Of fog"], "", 4),
        (["Of ice", "Of ice", "Of ice"], "", 4),
        (["Re: Of ice", "Re: Of ice", "Re: Of ice"], prose("opening"), 4),  # what readers say
    ],
)
def test_a_thread_of_a_forum_is_no_article(
    headings: list[str], opening: str, expected: int
) -> None:
    posts = [post("quay", heading=f"<h3>{heading}</h3>") for heading in headings]
    assert len(cut("<h1>Notes</h1>", opening, *posts)) == expected


# --- several articles in full ----------------------------------------------------------


def full(subject: str, headline: str, dated: str = DATE, kind: str = "div.story") -> str:
    """An article as pages print it that go on and on."""
    tag, name = kind.split(".")
    return (
        f'<{tag} class="{name}"><header><h1 class="title">{headline}</h1>{dated}</header>'
        f"<div>{prose(subject)}{prose(subject)}</div></{tag}>"
    )


def test_the_page_s_own_article_is_the_one_with_its_title() -> None:
    assert cut(full("bell", "Bell Rings"), full("ferry", HEADLINE), "<footer>Imprint</footer>") == [
        [HEADLINE, "14 March 2024", "ferry", "ferry", "Imprint"],
        ["Bell Rings", "14 March 2024", "bell", "bell"],
    ]


def test_articles_whose_classes_hold_their_numbers_are_siblings() -> None:
    stories = [full("ferry", HEADLINE, kind="div.post-1"), full("bell", "Bell", kind="div.post-2")]
    assert len(cut(*stories)) == 2


def test_headlines_without_dates_are_no_articles() -> None:
    assert len(cut(full("ferry", HEADLINE, ""), full("ice", "Ice"), full("sea", "Sea", ""))) == 1


@pytest.mark.parametrize(
    ("tag", "masthead", "expected"),
    [
        ("article", f"<h2>Of ice</h2>{DATE}", 4),
        ("article", "<h2>Of ice</h2>", 1),
        ("article", DATE, 1),
        ("article", '<h2>Of ice</h2><p class="date">Date</p>', 1),
        ("div", f"<h2>Of ice</h2><p>By Ana Rask</p>{DATE}", 4),
        ("div", f'<h2>Of ice</h2><p class="author">Ana Rask</p>{DATE}', 4),
        ("div", f"<h2>Of ice</h2>{DATE}", 1),  # a list of events
    ],
)
def test_an_archive_of_articles(tag: str, masthead: str, expected: int) -> None:
    entries = [f"<{tag}>{masthead}{prose(subject)}</{tag}>" for subject in ("quay", "ice", "sea")]
    assert len(cut("<h1>All articles</h1>", *entries)) == expected


def test_of_lists_in_each_other_the_outer_counts() -> None:
    quotes = "".join(post(subject) for subject in ("quay", "ice", "sea"))
    first, second = full("ferry", HEADLINE), full("bell", "Bell Rings")
    second = second.replace("</div></div>", f"{quotes}</div></div>")
    assert [article[0] for article in cut(first, second)] == [HEADLINE, "Bell Rings"]


# --- one article -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "".join(
                f"<section><h2>{n}. The {n}</h2>{prose(n)}{prose(n)}</section>" for n in "abcdef"
            ),
            id="sections",
        ),
        pytest.param(
            "".join(
                f'<div class="product"><h1 class="title">{n}</h1><p>$14.05</p>{prose(n)}'
                "<p>Rating: 4.92</p></div>"
                for n in "abcdef"
            ),
            id="listicle",
        ),
        pytest.param(
            "".join(
                f"<details><summary>What of the {n}?</summary>{prose(n)}</details>" for n in "abcd"
            ),
            id="questions",
        ),
        pytest.param(
            "".join(
                f"<div><p>{who}</p><span>00:{n}4:05</span>{prose(who)}</div>"
                for n, who in enumerate(("ANA", "BEN", "ANA", "BEN"))
            ),
            id="interview",
        ),
        pytest.param(
            "".join(
                f'<div class="card"><a href="/"><h3>Bell {n}</h3></a><p>In short.</p>{STAMP}</div>'
                for n in "abcdef"
            ),
            id="teasers",
        ),
    ],
)
def test_one_article_stays_one(body: str) -> None:
    parts = (TITLE, DATE, prose("opening"), body, prose("end"))
    (article,) = cut(*parts)
    assert [article[0], article[2], article[-1]] == [HEADLINE, "opening", "end"]


def test_a_page_without_posts_keeps_all_its_blocks() -> None:
    blocks = page(TITLE, prose("opening"))
    assert split_articles(blocks, [False, True]) == ((0, 1),)
    assert split_articles((), ()) == ((),)


def test_takes_linear_time() -> None:
    def seconds(posts: int, depth: int) -> float:
        blocks = page("<div>" * depth, *(post(f"{n}") for n in range(posts)))
        kept = [is_body(block) for block in blocks]
        start = time.process_time()
        assert len(split_articles(blocks, kept)) == posts + 1
        return time.process_time() - start

    base = max(seconds(2_000, 1), 0.01)
    assert seconds(20_000, 1) < 40 * base
    assert seconds(2_000, 200) < 10 * base


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["<p>Posted at 14:05</p>", "<h3>Ice at 9pm</h3>", prose("ice")], [1, 2]),
        (["<p>14 March 2024</p>", "<p>14:05</p>", prose("ice")], [2]),
        ([prose("ice"), "<p>Posted at 14:05</p>"], [0, 1]),
        (["<p>Posted at 14:05</p>", "<h3>Live reports</h3>"], []),
        (["<p>Two halls were open as of 4pm:</p>", prose("ice")], [0, 1]),
        ([], []),
    ],
)
def test_a_posts_body_begins_below_what_says_when(lines: list[str], expected: list[int]) -> None:
    blocks = html_page(f"<div>{''.join(lines)}</div>").blocks if lines else ()
    assert body_of_post(blocks, range(len(blocks))) == expected
