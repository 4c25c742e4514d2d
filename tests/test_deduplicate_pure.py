"""Copies: what makes two articles one, and which of them is kept."""

import itertools
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Article, Duplicate, DuplicateReason, Method, Source
from transforms.deduplicate import (
    Copy,
    Key,
    copy_of,
    key_article,
    name_duplicates,
    prefer_copy,
)

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


def copy(**fields: Any) -> Copy:
    """A copy of which little is known."""
    defaults: dict[str, Any] = {
        "id": "f00d",
        "key": "content:f00d",
        "published": None,
        "fetched_at": None,
        "body_chars": 5,
        "title": "Ferry Stops",
        "url": None,
        "source": Source(dump="a.txt", page=0, article=0),
    }
    return Copy(**defaults | fields)


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
    assert key_article(article(**fields), key) == expected


def test_copy_of_takes_over_all_but_the_text() -> None:
    whole = article(
        key="url:http://a.example/",
        body="Four.",
        published=MORNING,
        fetched_at=MORNING + timedelta(1),
        url="http://a.example/",
    )
    assert copy_of(whole) == Copy(
        id="f00d",
        key="url:http://a.example/",
        published=MORNING,
        fetched_at=MORNING + timedelta(1),
        body_chars=5,
        title="Ferry Stops",
        url="http://a.example/",
        source=whole.source,
    )


LATER = MORNING + timedelta(hours=1)
# From the one to keep to the one to drop first: each differs from the next in what decides.
RANKED = [
    copy(published=MORNING, fetched_at=LATER, body_chars=1, source=Source(dump="z.txt")),
    copy(published=LATER, fetched_at=MORNING, body_chars=1, source=Source(dump="z.txt")),
    copy(published=LATER, fetched_at=LATER, body_chars=1, source=Source(dump="y.txt")),
    copy(published=LATER, body_chars=9, source=Source(dump="z.txt")),
    copy(fetched_at=MORNING, body_chars=1, source=Source(dump="z.txt", offset=1)),
    copy(body_chars=9, source=Source(dump="z.txt", offset=2)),
    copy(body_chars=8, source=Source(dump="a.txt", offset=9)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=2, page=7)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=10)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=10, page=2)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=10, page=2, article=0)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=10, page=10, article=0)),
    copy(body_chars=8, source=Source(dump="b.txt", offset=10, page=10, article=1)),
]


@pytest.mark.parametrize(("better", "worse"), itertools.pairwise(RANKED))
def test_what_decides_which_copy_is_kept(better: Copy, worse: Copy) -> None:
    assert prefer_copy([better, worse]) == prefer_copy([worse, better]) == better


INSTANTS = st.sampled_from([None, MORNING, LATER])
COPIES = st.lists(
    st.builds(
        copy,
        id=st.sampled_from(["f00d", "beef"]),
        published=INSTANTS,
        fetched_at=INSTANTS,
        body_chars=st.integers(1, 3),
        source=st.builds(
            Source,
            dump=st.sampled_from(["a.txt", "b.txt"]),
            offset=st.integers(0, 2),
            page=st.sampled_from([None, 0, 1]),
            article=st.sampled_from([None, 0, 1]),
        ),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda made: made.source.order,
)


@given(COPIES, st.data())
@settings(max_examples=60, deadline=None)
def test_the_kept_copy_depends_on_neither_order_nor_grouping(
    copies: list[Copy], data: st.DataObject
) -> None:
    kept = prefer_copy(copies)
    shuffled = data.draw(st.permutations(copies))
    cut = data.draw(st.integers(0, len(copies)))
    groups = [group for group in (shuffled[:cut], shuffled[cut:]) if group]
    assert prefer_copy(shuffled) == kept
    assert prefer_copy(map(prefer_copy, groups)) == kept
    assert kept in copies


@given(COPIES)
@settings(max_examples=60, deadline=None)
def test_all_copies_but_the_kept_one_are_named_once(copies: list[Copy]) -> None:
    kept = prefer_copy(copies)
    named = list(name_duplicates(copies, kept))
    assert [duplicate.source for duplicate in named] == [
        made.source for made in copies if made != kept
    ]
    assert {duplicate.kept_id for duplicate in named} <= {kept.id}


@pytest.mark.parametrize(
    ("key", "same", "reason", "similarity"),
    [
        ("content:f00d", True, DuplicateReason.EXACT, 1.0),
        ("url:http://a.example/", True, DuplicateReason.EXACT, 1.0),
        ("url:http://a.example/", False, DuplicateReason.URL, None),
        ("title:ferrystops: no boat 2026-05-08", False, DuplicateReason.TITLE, None),
    ],
)
def test_name_duplicates(
    key: str, same: bool, reason: DuplicateReason, similarity: float | None
) -> None:
    kept = copy(key=key)
    other = copy(
        id="f00d" if same else "beef",
        key=key,
        title="No Ferry",
        url="http://a.example/",
        source=Source(dump="a.txt", page=0, article=1),
    )
    assert list(name_duplicates([kept, other], kept)) == [
        Duplicate(
            id=other.id,
            key=key,
            kept_id="f00d",
            reason=reason,
            similarity=similarity,
            title="No Ferry",
            url="http://a.example/",
            source=other.source,
        )
    ]
