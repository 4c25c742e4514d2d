"""Copies: which of them is kept, and why the others are dropped, whatever came first."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Duplicate, DuplicateReason, Source
from tests.test_keys import article
from transforms.copies import (
    Copy,
    choose_kept,
    connect,
    copy_of,
    copy_of_keys,
    drop_copies,
    find_roots,
    gist_of,
    keys_of,
    may_be_copies,
    settle,
)
from transforms.keys import Key
from transforms.signatures import sketch_text

MORNING = datetime(2026, 5, 8, 4, tzinfo=timezone.utc)


def copy(**fields: Any) -> Copy:
    """A copy of which little is known."""
    defaults: dict[str, Any] = {
        "id": "f00d",
        "keys": ("content:f00d",),
        "published": None,
        "fetched_at": None,
        "body_chars": 5,
        "title": "Ferry Stops",
        "url": None,
        "source": Source(dump="a.txt", page=0, article=0),
    }
    return Copy(**defaults | fields)


def test_copy_of_takes_over_all_but_the_text() -> None:
    whole = article(
        body="Four.",
        published=MORNING,
        fetched_at=MORNING + timedelta(1),
        url="http://a.example/",
    )
    assert copy_of(whole, [Key.URL, Key.TITLE]) == Copy(
        id="f00d",
        keys=("url:a.example", "title:ferrystops 2026-05-08"),
        published=MORNING,
        fetched_at=MORNING + timedelta(1),
        body_chars=5,
        title="Ferry Stops",
        url="http://a.example/",
        source=whole.source,
    )


def test_copy_of_sketches_the_body_where_stories_are_looked_for() -> None:
    assert copy_of(article(body="Four."), [Key.STORY]).sketch == sketch_text("Four.")
    assert copy_of(article(body="Four."), [Key.CONTENT]).sketch is None


def name_duplicates(copies: Iterable[Copy]) -> list[Duplicate]:
    """Why each article is dropped."""
    return [dropped.duplicate for dropped in drop_copies(copies)]


LATER = MORNING + timedelta(hours=1)
# From the one to keep to the one to drop first: each differs from the next in what decides.
RANKED = [
    copy(run="b", body_chars=1, source=Source(dump="z.txt")),
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
    for copies in ([better, worse], [worse, better]):
        assert {kept for _, kept in choose_kept(copies)} == {better}


WORDS = [f"word{number}" for number in range(4000)]
# Two stories with a round-up of both, a follow-up of the first, and a text of its own.
STORIES = [
    WORDS[:300],
    WORDS[300:600],
    WORDS[:600],
    WORDS[150:300] + WORDS[600:900],
    WORDS[900:1200],
]


def printing(number: int, edit: int) -> str:
    """A story's text, edited."""
    words = STORIES[number]
    edits = [
        words,
        words[: len(words) * 2 // 3],
        [*words, *WORDS[2000:2080]],
        words[: len(words) // 2],
    ]
    return " ".join(edits[edit])


INSTANTS = st.sampled_from([None, MORNING, LATER])
COPIES = st.lists(
    st.builds(
        copy,
        id=st.sampled_from(["f00d", "beef"]),
        keys=st.sets(
            st.sampled_from("content:1 content:2 url:1 url:2 title:1".split()), max_size=2
        ).map(lambda keys: tuple(sorted(keys))),
        published=INSTANTS,
        fetched_at=INSTANTS,
        body_chars=st.integers(1, 3),
        sketch=st.none()
        | st.builds(printing, st.integers(0, 4), st.integers(0, 3)).map(sketch_text),
        run=st.sampled_from([None, None, None, "one", "two"]),
        source=st.builds(
            Source,
            dump=st.sampled_from(["a.txt", "b.txt"]),
            offset=st.integers(0, 2),
            page=st.sampled_from([None, 0, 1]),
            article=st.sampled_from([None, 0, 1]),
        ),
    ),
    max_size=10,
    unique_by=lambda made: made.source.order,
)


@given(COPIES, st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_kept_depends_on_no_order(copies: list[Copy], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(copies))
    assert choose_kept(shuffled) == choose_kept(copies)
    assert list(drop_copies(shuffled)) == list(drop_copies(copies))


@given(COPIES)
@settings(max_examples=100, deadline=None)
def test_groups_that_share_nothing_are_settled_alike_together_and_alone(
    copies: list[Copy],
) -> None:
    """Which groups come to be settled in one place is the pipeline's business."""
    roots: dict[int, int] = {number: number for number in range(len(copies))}
    pairs = itertools.combinations(range(len(copies)), 2)
    connect((pair for pair in pairs if may_be_copies(*(gist_of(copies[at]) for at in pair))), roots)
    groups: dict[int, list[Copy]] = {}
    for number, root in find_roots(roots).items():
        groups.setdefault(root, []).append(copies[number])
    alone = [named for group in groups.values() for named in name_duplicates(group)]
    together = list(name_duplicates(copies))
    assert sorted(alone, key=lambda named: named.source.order) == sorted(
        together, key=lambda named: named.source.order
    )


@given(COPIES)
@settings(max_examples=100, deadline=None)
def test_what_is_true_of_every_choice(copies: list[Copy]) -> None:
    chosen = choose_kept(copies)
    assert {copy.source for copy, _ in chosen} == {copy.source for copy in copies}
    kept_for = {copy.source: kept for copy, kept in chosen}
    for made, kept in chosen:
        assert kept_for[kept.source] == kept, "what is kept for another is kept"
        assert kept.rank <= made.rank
    for one, other in itertools.combinations(copies, 2):
        if not set(one.keys).isdisjoint(other.keys):
            assert kept_for[one.source] == kept_for[other.source]
    dropped = {named.source for named in name_duplicates(copies)}
    assert dropped == {
        made.source for made, kept in chosen if made is not kept and made.run is None
    }


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12), st.data())
@settings(max_examples=100, deadline=None)
def test_connecting_depends_on_neither_order_nor_grouping(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    expected = find_roots(connect(pairs, {}))
    shuffled = data.draw(st.permutations(pairs))
    cut = data.draw(st.integers(0, len(pairs)))
    parts = [connect(shuffled[:cut], {}), connect(shuffled[cut:], {})]
    merged: dict[int, int] = {}
    for part in parts:
        connect(part.items(), merged)
    assert find_roots(merged) == expected
    for one, other in pairs:
        assert expected[one] == expected[other] <= min(one, other)


def place(number: int) -> Source:
    """A place that sorts by its number."""
    return Source(dump="a.txt", page=0, article=number)


@pytest.mark.parametrize(
    ("first", "second", "reason", "key", "similarity"),
    [
        ({}, {}, DuplicateReason.EXACT, "content:f00d", 1.0),
        (
            {"keys": ("url:a",)},
            {"keys": ("url:a",)},
            DuplicateReason.EXACT,
            "url:a",
            1.0,
        ),
        (
            {"keys": ("url:a", "title:t")},
            {"keys": ("url:b", "title:t"), "id": "beef"},
            DuplicateReason.TITLE,
            "title:t",
            None,
        ),
        (
            {"keys": ("url:a",)},
            {"keys": ("url:a",), "id": "beef"},
            DuplicateReason.URL,
            "url:a",
            None,
        ),
        (
            {"sketch": sketch_text(printing(0, 0))},
            {"keys": (), "id": "beef", "sketch": sketch_text(printing(0, 1))},
            DuplicateReason.STORY,
            "story:f00d",
            1.0,
        ),
        (
            {"keys": ("url:a",), "sketch": sketch_text(printing(0, 0))},
            {"keys": ("url:a",), "id": "beef", "sketch": sketch_text(printing(4, 0))},
            DuplicateReason.URL,
            "url:a",
            0.0,
        ),
        (
            {"run": "yesterday"},
            {"keys": ("content:f00d",)},
            DuplicateReason.SEEN_BEFORE,
            "content:f00d",
            1.0,
        ),
        (
            {"run": "yesterday", "sketch": sketch_text(printing(0, 2))},
            {"keys": (), "id": "beef", "sketch": sketch_text(printing(0, 0))},
            DuplicateReason.SEEN_BEFORE,
            "story:f00d",
            1.0,
        ),
    ],
)
def test_every_duplicate_says_why(
    first: dict[str, Any],
    second: dict[str, Any],
    reason: DuplicateReason,
    key: str,
    similarity: float | None,
) -> None:
    kept = copy(**first)
    dropped = copy(**{"title": "No Ferry", "url": "http://a.example/", "source": place(1)} | second)
    assert list(name_duplicates([dropped, kept])) == [
        Duplicate(
            id=dropped.id,
            key=key,
            kept_id="f00d",
            reason=reason,
            similarity=similarity,
            kept_run=kept.run,
            title="No Ferry",
            url="http://a.example/",
            source=dropped.source,
            kept_title="Ferry Stops",
        )
    ]


def test_a_copy_of_a_copy_says_what_it_was_connected_by() -> None:
    copies = [
        copy(keys=("url:a", "title:a")),
        copy(id="2", keys=("url:b", "title:a"), source=place(1)),
        copy(id="3", keys=("url:b", "title:c"), source=place(2)),
    ]
    named = list(name_duplicates(copies))
    assert [(one.id, one.kept_id, one.reason, one.key) for one in named] == [
        ("2", "f00d", DuplicateReason.TITLE, "title:a"),
        ("3", "f00d", DuplicateReason.URL, "url:b"),
    ]


def test_a_copy_of_a_printing_goes_with_it() -> None:
    copies = [
        copy(sketch=sketch_text(printing(0, 0))),
        copy(id="2", keys=("url:b",), sketch=sketch_text(printing(0, 1)), source=place(1)),
        copy(id="3", keys=("url:b",), sketch=sketch_text(printing(4, 1)), source=place(2)),
    ]
    named = list(name_duplicates(copies))
    assert [(one.id, one.kept_id, one.reason, one.key) for one in named] == [
        ("2", "f00d", DuplicateReason.STORY, "story:f00d"),
        ("3", "f00d", DuplicateReason.URL, "url:b"),
    ]


def test_what_earlier_runs_have_kept_is_never_dropped() -> None:
    copies = [
        copy(keys=("url:a",), run="one"),
        copy(id="2", keys=("url:a", "url:b"), source=place(1), published=MORNING),
        copy(id="3", keys=("url:b",), run="two", source=place(2), published=LATER),
    ]
    named = list(name_duplicates(copies))
    assert [(one.id, one.kept_id, one.kept_run) for one in named] == [("2", "3", "two")]


SKETCHED = copy(
    keys=("url:a", "content:f00d"),
    published=MORNING,
    fetched_at=LATER,
    url="https://a/",
    sketch=sketch_text(printing(0, 0)),
)


def test_a_later_run_knows_what_was_kept() -> None:
    recalled = copy_of_keys(keys_of(SKETCHED), "one", with_story=True)
    assert recalled == replace(SKETCHED, run="one")
    without = copy_of_keys(keys_of(SKETCHED), "one", with_story=False)
    assert without == replace(SKETCHED, run="one", sketch=None)


def test_the_keys_of_a_copy_lead_to_what_was_kept_for_it() -> None:
    """Over two runs: the third article knows the second's address, and not the first's."""
    other = copy(id="2", keys=("url:b", "content:f00d"), source=place(1))
    (dropped,) = drop_copies([SKETCHED, other])
    assert dropped.keys is not None
    assert (dropped.keys.id, dropped.keys.run, dropped.keys.keys) == ("f00d", None, ("url:b",))
    recalled = copy_of_keys(dropped.keys, "one", with_story=True)
    third = copy(id="3", keys=("url:b", "url:c"), source=place(2))
    (again,) = drop_copies([third, recalled])
    assert (again.duplicate.kept_id, again.duplicate.kept_run) == ("f00d", "one")
    assert again.duplicate.reason is DuplicateReason.SEEN_BEFORE
    assert again.duplicate.kept_title == "Ferry Stops"
    assert again.keys is not None
    assert (again.keys.id, again.keys.run, again.keys.keys) == ("f00d", "one", ("url:c",))


def test_a_copy_with_no_key_of_its_own_is_not_remembered() -> None:
    (dropped,) = drop_copies([SKETCHED, copy(source=place(1))])
    assert dropped.keys is None


def test_two_articles_of_one_place_are_not_taken_for_each_other() -> None:
    own = article(source=Source(dump="a.jsonl", page=1, article=0))
    with pytest.raises(RuntimeError, match=r"two articles have one place.*a\.jsonl"):
        list(settle([(own, None), (replace(own, id="beef"), None)], ()))
