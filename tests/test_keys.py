"""Keys: what makes two articles one without a look at their texts."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from schemas.records import Article, Method, Source
from transforms.keys import Key, key_article, normalise_address

MORNING = datetime(2026, 5, 8, 4, tzinfo=timezone.utc)


def article(**fields: Any) -> Article:
    """An article of which little is known."""
    defaults: dict[str, Any] = {
        "id": "f00d",
        "title": "Ferry Stops",
        "body": "Body.",
        "language": "en",
        "language_score": 1.0,
        "words": 1,
        "method": Method.TEXT,
        "source": Source(dump="a.txt", page=0, article=0),
    }
    return Article(**defaults | fields)


@pytest.mark.parametrize(
    ("key", "fields", "expected"),
    [
        (Key.NONE, {"url": "http://a.example/"}, ""),
        (Key.CONTENT, {"url": "http://a.example/"}, "content:f00d"),
        (Key.URL, {"url": "http://a.example/x"}, "url:a.example/x"),
        (Key.URL, {"url": "http://A.example/x?b=2&a=1#top"}, "url:a.example/x?a=1&b=2"),
        (Key.URL, {"url": None}, "content:f00d"),
        (Key.URL, {"url": ""}, "content:f00d"),
        (Key.URL, {"url": "http://["}, "content:f00d"),
        (
            Key.TITLE,
            {"title": "Ferry Stops | Rain | a.example", "site": "a.example"},
            "title:ferrystops",
        ),
        (Key.TITLE, {"title": "A-Post: Ferry Stops", "site": "apost.example"}, "title:ferrystops"),
        (Key.TITLE, {"title": "Ｆｅｒｒｙ Stops"}, "title:ferrystops"),
        (
            Key.URL,
            {"url": "http://a.example/x", "source": Source(dump="a.txt", page=0, article=2)},
            "url:a.example/x 2",
        ),
        (Key.TITLE, {}, "title:ferrystops"),
        (Key.TITLE, {"published": MORNING}, "title:ferrystops 2026-05-08"),
        (Key.TITLE, {"fetched_at": MORNING}, "title:ferrystops 2026-05-08"),
        (
            Key.TITLE,
            {"published": MORNING, "fetched_at": MORNING + timedelta(days=2)},
            "title:ferrystops 2026-05-08",
        ),
        (Key.TITLE, {"title": "FERRY – stops!"}, "title:ferrystops"),
        (Key.TITLE, {"title": "港の船"}, "title:港の船"),
        (Key.TITLE, {"title": "", "published": MORNING}, "content:f00d"),
        (Key.TITLE, {"title": "– !", "published": MORNING}, "content:f00d"),
    ],
)
def test_key_article(key: Key, fields: dict[str, Any], expected: str) -> None:
    assert key_article(article(**fields), [key]) == tuple(filter(None, [expected]))


@pytest.mark.parametrize(
    ("kinds", "fields", "expected"),
    [
        ([Key.STORY], {}, ("content:f00d",)),
        (
            [Key.URL, Key.TITLE, Key.STORY],
            {"url": "http://a.example/x"},
            ("url:a.example/x", "title:ferrystops", "content:f00d"),
        ),
        ([Key.URL, Key.TITLE], {"title": ""}, ("content:f00d",)),
        (
            [Key.URL],
            {"url": "http://a.example/x?n=1", "canonical": "https://b.example/x"},
            ("url:a.example/x?n=1", "url:b.example/x"),
        ),
        ([Key.URL], {"canonical": "https://b.example/x"}, ("url:b.example/x",)),
        (
            [Key.URL],
            {"url": "http://a.example/x", "canonical": "https://a.example/"},
            ("url:a.example/x",),
        ),
        ([Key.URL], {"canonical": "https://a.example/"}, ("content:f00d",)),
        (
            [Key.URL],
            {"url": "http://m.a.example/x", "canonical": "https://a.example/x/"},
            ("url:a.example/x",),
        ),
        (
            [Key.TITLE, Key.URL],
            {"url": "http://a.example/x"},
            ("title:ferrystops", "url:a.example/x"),
        ),
    ],
)
def test_several_kinds(kinds: list[Key], fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert key_article(article(**fields), kinds) == expected


SAME = [
    "https://www.a.example/news/story",
    "http://a.example/news/story",
    "https://a.example:443/news/story/",
    "HTTPS://WWW.A.EXAMPLE/news/story#comments",
    "https://m.a.example/news/story",
    "https://mobile.a.example/news/story",
    "https://amp.a.example/news/story",
    "https://www.a.example/amp/news/story",
    "https://www.a.example/news/story/amp/",
    "https://www.a.example/news/story/amp",
    "https://www.a.example/news/story.amp",
    "https://www.a.example/news/story?amp=1",
    "https://www.a.example/news/story?outputType=amp",
    "https://www-a-example.cdn.ampproject.org/c/s/www.a.example/news/story",
    "https://www.google.co.uk/amp/s/www.a.example/news/story/amp/",
    "https://www.a.example/news/story?utm_source=a&utm_medium=b&utm_id=7",
    "https://www.a.example/news/story?fbclid=IwAR0x&gclid=5",
    "https://www.a.example/news/story?CMP=twt_a&cmpid=rss&ocid=x&mc_cid=a1",
    "https://www.a.example/news/story?at_medium=RSS&at_campaign=KARANGA",
    "https://www.a.example/news/story?ref=home&source=rss",
    "https://www.a.example/news/story?smid=tw-share&partner=rss&xtor=RSS-1",
]


@pytest.mark.parametrize("url", SAME)
def test_addresses_of_one_page(url: str) -> None:
    assert normalise_address(url) == "a.example/news/story"


DIFFERENT = [
    "https://www.a.example/news/story?id=1234",
    "https://www.a.example/news/story?id=1235",
    "https://www.a.example/news/story?p=123",
    "https://www.a.example/news/story?story=lamps",
    "https://www.a.example/news/story?cid=8",
    "https://www.a.example/news/story?eid=9",
    "https://www.a.example/news/story?gallery=7",
    "https://www.a.example/news/story?reference=5f3a9b2c-11",
    "https://www.a.example/news/story?keyword=123",
    "https://www.a.example/news/story?page=2",
    "https://www.a.example/news/story?lang=de",
    "https://www.a.example/news/Story",
    "https://www.a.example/news/story.html",
    "https://www.a.example:8080/news/story",
    "https://mail.a.example/news/story",
    "https://www.a.example/amplify",
    "https://www.a.example/news/amp-story",
    "https://www.a.example/amp",
    "https://m.example/news/story",
    "https://film.a.example/news/story",
    "https://fila.example/news/story",
    "https://www.a.example/",
]


def test_addresses_of_different_pages() -> None:
    addresses = {normalise_address(url) for url in [SAME[0], *DIFFERENT]}
    # The AMP form of a front page is a front page.
    assert len(addresses) == len(DIFFERENT)
    assert normalise_address("https://www.a.example/amp") == "a.example"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://[",
        "http://a.example:port/",
        "//",
        "/news/story",
        "http://a.example/" + "amp/" * 9999,
    ],
)
def test_what_is_no_address_has_none(url: str) -> None:
    assert normalise_address(url) == ""


def test_an_address_is_normalised_once() -> None:
    for url in [*SAME, *DIFFERENT]:
        address = normalise_address(url)
        assert normalise_address(f"https://{address}") == address
