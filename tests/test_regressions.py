"""Faults that were found once, each with the least input that showed it."""

from datetime import datetime, timezone

import pytest

from schemas.records import Article, Method, Reject, Source
from tests.dumps import read
from transforms import furniture
from transforms.blocks import count_words
from transforms.byline import split_authors
from transforms.cut_page import cut_page
from transforms.datelines import read_dateline
from transforms.dates import parse_instant, plausible
from transforms.decode import decode_page
from transforms.html import html_page
from transforms.keys import Key, key_article
from transforms.labels import Label
from transforms.pages import MediaType, Page
from transforms.segment_text import segment_text
from transforms.text import text_blocks
from transforms.titles import strip_site_name

PROSE = (
    "The harbour was closed on Monday after a crane had fallen across both of its gates.",
    "Nobody was hurt, the harbour master said, but three ships will have to wait for a week.",
    "A second crane has been sent for, and is to arrive by sea, which the master regrets.",
)


def page(payload: bytes, media_type: MediaType = MediaType.TEXT, charset: str = "") -> Page:
    return Page(
        payload=payload,
        media_type=media_type,
        charset=charset or None,
        source=Source(dump="a", page=0),
    )


def labels(text: str) -> list[list[str]]:
    return [[label.value for label in span.labels] for span in segment_text(text_blocks(text))]


@pytest.mark.parametrize(
    "charset", ["base64", "hex", "rot13", "idna", "undefined", "punycode", "unicode_escape"]
)
@pytest.mark.parametrize("media_type", MediaType)
def test_a_codec_that_is_no_charset_is_not_used(charset: str, media_type: MediaType) -> None:
    payload = f'<meta charset="{charset}"><p>Möwen \\u0041</p>'.encode()
    for declared in (charset, ""):
        text = decode_page(page(payload, media_type, declared))
        assert text is not None
        assert "Möwen \\u0041" in text


@pytest.mark.parametrize("media_type", MediaType)
@pytest.mark.parametrize(
    "payload",
    ["Die Möwen über dem Hügel".encode() + b"\xff.", "Drei Möwen im Hafen, vier Mö".encode()[:-1]],
)
def test_utf8_with_a_bad_byte_is_still_utf8(payload: bytes, media_type: MediaType) -> None:
    text = decode_page(page(payload, media_type))
    assert text is not None
    assert "Möwen" in text


def test_a_page_fetched_at_the_end_of_time_has_dates() -> None:
    instant = datetime(2026, 5, 1, tzinfo=timezone.utc)
    assert plausible(instant, datetime.max.replace(tzinfo=timezone.utc)) == instant


@pytest.mark.parametrize("url", ["http://[bad/x", "http://a.example:99999999/a"])
def test_an_address_that_is_none_is_no_key(url: str) -> None:
    article = Article(
        id="1",
        title="",
        body="",
        language="en",
        language_score=1.0,
        url=url,
        words=0,
        method=Method.TEXT,
        source=Source(dump="a"),
    )
    assert key_article(article, [Key.URL])[0] in ("content:1", f"url:{url}")


def test_a_headline_printed_again_below_the_body_takes_nothing_of_it() -> None:
    headline = "Crane Falls Across Harbour Gates"
    text = "\n".join([headline, "12 May 2026", *PROSE, headline])
    assert labels(f"{text}\nShare\n") == [
        ["HEADLINE", "DATE", "BODY", "BODY", "BODY", "FURNITURE", "FURNITURE"]
    ]


def test_a_caption_printed_twice_below_a_headline_printed_twice_is_no_headline() -> None:
    headline, caption = (
        "Crane Falls Across Harbour Gates",
        "Two men look at what is left of the crane",
    )
    text = "\n".join([headline, headline, caption, caption, "Updated 3 min ago", "", *PROSE])
    (span,) = segment_text(text_blocks(text))
    assert [block.text for block in span.labelled(Label.HEADLINE)] == [headline, headline]
    assert Label.BODY in span.labels


def test_a_caption_below_the_last_paragraph_is_kept() -> None:
    text = "\n".join(["Crane Falls Across Gates", *PROSE, "The crane. (Photo by Ines Calloway)"])
    (article,) = cut_page(page(text.encode()))  # type: ignore[misc]
    assert article.captions == ("The crane. (Photo by Ines Calloway)",)


def test_empty_html_beside_text_is_passed_over() -> None:
    found, reject = read(b'{"html": "", "text": "foo bar"}\n{"html": " "}', "a.jsonl")
    assert isinstance(found, Page)
    assert (found.media_type, found.payload) == (MediaType.TEXT, b"foo bar")
    assert isinstance(reject, Reject)


@pytest.mark.parametrize(
    "line",
    ["By midnight the water had reached the pier", "Por qué sube el pan", "Von wegen Ruhe am Kai"],
)
def test_a_line_that_begins_as_a_byline_does(line: str) -> None:
    assert not furniture.is_byline(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Editor's picks", True),
        ("Editors' picks", True),
        ("Promoted to the top league last year, the club has lost nine of ten matches.", False),
        ("Cookie factory burns down in Port Ellery", False),
        ("Register offices in the county will open on Sundays.", False),
        ("Anzeigen gegen Raser haben sich im letzten Jahr verdoppelt.", False),
        ("Anzeige", True),
        ("Cookie policy", True),
    ],
)
def test_words_that_furniture_and_prose_share(line: str, expected: bool) -> None:
    assert furniture.is_furniture(line) is expected


def test_prose_that_begins_as_a_credit_does() -> None:
    assert not furniture.is_credit("Writing in his diary, the captain called it a mistake.")
    assert furniture.is_credit("(Writing by Ada Fenwick)")


def test_a_date_sets_names_apart() -> None:
    assert split_authors("By Ada Fenwick 14 March 2024 Sandhaven") == ("Ada Fenwick",)


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Old town - what remains of it | The Post", None, "Old town - what remains of it"),
        ("Post: Rain", "Post", "Rain"),
        ("Rain - in the west - Post", "Post", "Rain - in the west"),
        ("Rain: a warning", "Post", "Rain: a warning"),
    ],
)
def test_a_site_is_taken_off_and_nothing_else(title: str, site: str, expected: str) -> None:
    assert strip_site_name(title, site) == expected


def test_the_heading_that_the_head_names_is_the_headline() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    html = (
        "<head><title>Crane Falls Across Gates | Harbour Post</title></head>"
        f"<body><h1>Harbour Post</h1><h2>Crane Falls Across Gates</h2>{body}</body>"
    )
    (article,) = cut_page(page(html.encode(), MediaType.HTML))  # type: ignore[misc]
    assert article.title == "Crane Falls Across Gates"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok日本", 3),
        ("2024年3月", 4),
        ("हिन्दी भाषा", 2),
        ("اقرأ أيضًا المزيد", 3),
        ("don't", 1),
        ("เรือข้ามฟาก 12", 4),
    ],
)
def test_words_of_many_scripts(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>a &#xfeff; b</p>", ["a b"]),
        ("<p>&#xfeff; &#xfeff;</p>", []),
        ("<p>one<br> <br>two</p>", ["one", "two"]),
        ("<p><a>Anna</a>\n<br>went home</p>", ["Anna went home"]),
    ],
)
def test_white_space_and_breaks_in_html(html: str, texts: list[str]) -> None:
    assert [block.text for block in html_page(html).blocks] == texts


def test_metadata_of_nothing_but_controls_is_none() -> None:
    html = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A\\nB", '
        '"author": "\\u0000", "publisher": {"name": "\\u0000"}}</script>'
        '<meta property="og:title" content="&#xfeff;">'
    )
    metadata = html_page(html).metadata
    assert (metadata.authors, metadata.site_name) == ((), None)
    assert metadata.titles == ("A B",)


def test_a_printed_date_in_the_head_is_read() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    html = f'<meta name="date" content="14 March 2024"><h1>Crane Falls</h1>{body}'
    (article,) = cut_page(page(html.encode(), MediaType.HTML))  # type: ignore[misc]
    assert article.published == datetime(2024, 3, 14, tzinfo=timezone.utc)


def test_an_update_is_no_place() -> None:
    assert read_dateline("UPDATE: The gates are open again") is None


def test_a_stamp_with_a_space_before_its_zone() -> None:
    expected = datetime(2026, 4, 30, 14, 17, 29, tzinfo=timezone.utc)
    for stamp in ("2026-04-30 16:17:29 +02:00", "2026-04-30T16:17:29+0200"):
        assert parse_instant(stamp) == expected


@pytest.mark.parametrize("charset", ["iso-8859-15", "gb2312", "shift_jis", "windows-1251"])
@pytest.mark.parametrize("media_type", MediaType)
def test_utf8_under_another_charset_is_utf8(charset: str, media_type: MediaType) -> None:
    words = "Möwen über Dächern, Türmen, Häfen, Öfen, Äckern und Brücken"
    payload = f'<meta charset="{charset}"><p>{words}</p>'.encode()
    for declared in (charset, ""):
        text = decode_page(page(payload, media_type, declared))
        assert text is not None
        assert words in text


def test_text_in_its_declared_charset_stays() -> None:
    for words, charset in (
        ("Möwen über Dächern, Türmen, Häfen", "iso-8859-1"),
        ("促进航天技术更好惠及人民", "gb18030"),
        ("海の上をカモメが飛んでいる", "shift_jis"),
        ("Чайки над крышами и гаванью", "windows-1251"),
    ):
        text = decode_page(page(words.encode(charset), MediaType.HTML, charset))
        assert text == words


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The crane on Sunday, before it fell across the gates. (Photo: Cleo Marsh/AP)", "CAPTION"),
        ("This video can not be played.", "FURNITURE"),
        ("To watch this video you need to enable JavaScript in your browser.", "FURNITURE"),
        ("The stories of the harbour, every morning in your inbox.", "FURNITURE"),
        ("A crane of that size is seen once in a lifetime, the master told Reuters. (AP)", "BODY"),
    ],
)
def test_what_stands_between_the_paragraphs_of_a_text(at: int, line: str, expected: str) -> None:
    headline = "Harbour Closed After Crane Falls Across Gates"
    lines = [headline, "By Ada Fenwick", "14 March 2024", *PROSE[:at], line, *PROSE[at:]]
    (found,) = labels("\n\n".join(lines))
    assert found == ["HEADLINE", "BYLINE", "DATE", *["BODY"] * at, expected, *["BODY"] * (3 - at)]


def test_who_its_author_is_is_none_of_a_texts_paragraphs() -> None:
    headline = "Harbour Closed After Crane Falls Across Gates"
    biography = "Ada Fenwick is a reporter at the Harbour Post."
    lines = [headline, "By Ada Fenwick", "14 March 2024", *PROSE, biography]
    (found,) = labels("\n\n".join(lines))
    assert found == ["HEADLINE", "BYLINE", "DATE", *["BODY"] * len(PROSE), "FURNITURE"]
