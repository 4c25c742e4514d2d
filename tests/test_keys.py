"""Keys: what makes two articles one without a look at their texts."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from schemas.records import Article, Method, Source
from transforms.keys import Key, key_article

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
        (Key.URL, {"url": "http://a.example/x"}, "url:http://a.example/x"),
        (Key.URL, {"url": "http://A.example/x?b=2&a=1#top"}, "url:http://a.example/x?a=1&b=2"),
        (Key.URL, {"url": None}, "content:f00d"),
        (Key.URL, {"url": ""}, "content:f00d"),
        (
            Key.URL,
            {"url": "http://a.example/x", "source": Source(dump="a.txt", page=0, article=2)},
            "url:http://a.example/x 2",
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
            ("url:http://a.example/x", "title:ferrystops", "content:f00d"),
        ),
        ([Key.URL, Key.TITLE], {"title": ""}, ("content:f00d",)),
        (
            [Key.TITLE, Key.URL],
            {"url": "http://a.example/x"},
            ("title:ferrystops", "url:http://a.example/x"),
        ),
    ],
)
def test_several_kinds(kinds: list[Key], fields: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert key_article(article(**fields), kinds) == expected
