"""What trails a body, whatever stands there: a body is left, and nothing is added to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.labels import Label
from transforms.tail import (
    take_addresses,
    take_appeals,
    take_biographies,
    take_boilerplate,
    take_comments,
    take_contacts,
    take_heads,
    take_notes,
    take_notices,
    take_tail,
)
from transforms.text import text_blocks

NOTES = (
    "1. Lobo M. On fog. 2019;4(2):12-19.",
    "2. Adeyemi K, et al. Harbours in winter, 2021.",
    "3. Lobo M. On ice, p. 3, 2022.",
    "4. https://ferry.example/2023/ice",
)
OTHERS = st.sampled_from(
    (
        "The ferry is late.",
        "References",
        "8 Comments",
        "Sources:",
        "About the ferry",
        "Media contact:",
        "ferry@post.example",
        "© 2024 The Post. All rights reserved.",
        "We keep our journalism free for everyone, and your donation helps us to go on.",
    )
)


@settings(max_examples=1000)
@given(
    st.lists(OTHERS, min_size=1, max_size=3),
    st.integers(0, len(NOTES)),
    st.lists(OTHERS, max_size=1),
    st.data(),
)
def test_a_body_is_left(
    above: list[str], notes: int, below: list[str], data: st.DataObject
) -> None:
    blocks = text_blocks("\n".join((*above, *NOTES[:notes], *below)))
    first = data.draw(st.integers(0, len(above) - 1))
    end = data.draw(st.integers(first + 1, len(blocks)))
    body = [Label.BODY] * (end - first)
    before = [Label.FURNITURE] * first + body + [Label.BYLINE] * (len(blocks) - end)
    for take in (
        take_comments,
        take_notices,
        take_appeals,
        take_notes,
        take_boilerplate,
        take_contacts,
        take_addresses,
        take_heads,
        take_tail,
    ):
        labels = list(before)
        take(blocks, labels)
        assert Label.BODY in labels
        assert all(new in (old, Label.FURNITURE) for old, new in zip(before, labels, strict=True))


def test_notices_are_taken_from_the_end_alone() -> None:
    notice = "© 2024 The Post. All rights reserved."
    blocks = text_blocks(
        "\n".join((notice, "The ferry is late.", notice, "Reproduction forbidden."))
    )
    labels = [Label.BODY] * 3 + [Label.FURNITURE]
    take_notices(blocks, labels)
    assert labels == [Label.BODY] * 2 + [Label.FURNITURE] * 2


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("Media contact: Ada Fenwick, ada@ferry.example",), 0),
        (("Media contact:", "Ada Fenwick, Harbour Office", "555-0144 20", "Ferry Office"), 1),
        (("Contacts Ada Fenwick ada@ferry.example", "The ferry is early."), 1),
        (("Pressekontakt", "ada@ferry.example", "The ferry is early."), 1),
        (("Media contact:", "Ada Fenwick"), 2),
        (("Contact was lost with the ferry at ada@ferry.example",), 1),
        (("Contacts Ada made by ada@ferry.example helped her.",), 1),
        (("ada@ferry.example",), 0),
        (("(ada@ferry.example)", "bo@ferry.example"), 0),
        (("Write to ada@ferry.example",), 1),
        (("Media contact: ada@ferry.example", "SOURCE Ferry Office Inc."), 0),
        (("Source Street is closed",), 1),
    ],
)
def test_whom_to_ask_is_taken_from_the_end(lines: tuple[str, ...], left: int) -> None:
    blocks = text_blocks("\n".join(("The ferry is late.", *lines)))
    labels = [Label.BODY] * len(blocks)
    take_contacts(blocks, labels)
    assert labels.count(Label.BODY) == 1 + left


def test_an_article_that_is_whom_to_ask_keeps_it() -> None:
    blocks = text_blocks("Media contact: ada@ferry.example\nbo@ferry.example")
    labels = [Label.BODY] * 2
    take_contacts(blocks, labels)
    assert labels == [Label.BODY, Label.FURNITURE]


def test_what_a_feed_says_of_its_articles_is_taken_from_the_end() -> None:
    note = "(This story has not been edited by our staff.)"
    first = "The post Ferry Late appeared first on The Harbour Post."
    blocks = text_blocks("\n".join((note, first, "The ferry is late.", note, first)))
    labels = [Label.BODY] * 5
    take_notices(blocks, labels)
    assert labels == [Label.BODY] * 3 + [Label.FURNITURE] * 2


@pytest.mark.parametrize(
    ("below", "taken"),
    [
        (("About the Harbour Office", "The Harbour Office has four boats.", "It is open."), 3),
        (("Über Hafenamt:", "Hafenamt ist die Zeitung der Inseln."), 2),
        (("About Tern & Sons Ltd.", "Tern & Sons Ltd. builds boats."), 2),
        (("About the ferry", "The ferry was built in 1903."), 0),
        (("Over the Harbour Bridge", "The Harbour Bridge was built in 1903."), 0),
        (("About Time", "It is About Time."), 0),
        (("About the Harbour Office", "Nobody knows it."), 0),
        (("About the Harbour Office is little known.", "The Harbour Office has four boats."), 0),
        (("About the Harbour Office",), 0),
        (("About the Harbour Office", *["The Harbour Office has four boats."] * 4), 0),
    ],
)
def test_what_a_press_office_says_of_its_house_is_taken(below: tuple[str, ...], taken: int) -> None:
    blocks = text_blocks("\n".join(("The ferry is late.", "Nobody knows why.", *below)))
    labels = [Label.BODY] * len(blocks)
    take_boilerplate(blocks, labels)
    kept = len(blocks) - taken
    assert labels == [Label.BODY] * kept + [Label.FURNITURE] * taken


def test_what_announces_more_is_taken_from_the_end_alone() -> None:
    said = "The harbour office gave three reasons for it, and here they are, in its own words:"
    texts = ("Reasons:", "The ferry is late.", said, "Sources:", "See also:")
    blocks = text_blocks("\n".join(texts))
    labels = [Label.BODY] * 5
    take_heads(blocks, labels)
    assert labels == [Label.BODY] * 3 + [Label.FURNITURE] * 2


APPEAL = (
    "The Winter Will Be Long",
    "At The Harbour Post we believe that independent journalism should be free for everyone.",
    "Our reporters go out in every weather, and our editors read what they bring home.",
    "Become a member and help us to write about the islands, from as little as $1 a month.",
)


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (APPEAL, 2),
        (APPEAL[1:], 2),
        (APPEAL[:3], 5),
        # Whoever else speaks at the end, or is quoted, has the last word of the article.
        ((*APPEAL, "The harbour office has not said yet when the ferries will sail again."), 7),
        ((APPEAL[3].replace("Become", "“Become") + "” she said.",), 3),
    ],
)
def test_appeals_are_taken_from_the_end_with_their_heading(
    below: tuple[str, ...], kept: int
) -> None:
    story = "The ferry to the islands will not sail before April, the harbour office said."
    labels = [Label.BODY] * (2 + len(below))
    take_appeals(text_blocks("\n".join((story, story, *below))), labels)
    assert labels == [Label.BODY] * kept + [Label.FURNITURE] * (2 + len(below) - kept)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["The ferry is late.", "Ada Fenwick is a reporter at the Post."], 1),
        (["The ferry is late.", "Ben Vik is a reporter at the Post."], 2),
        (["Ada Fenwick is a reporter at the Post.", "The ferry is late."], 2),
        (["Ada Fenwick is a reporter at the Post."], 1),
        (["The ferry is late.", "* Ada Fenwick has published “Fog” (Post Books, 2022)."], 1),
        (["The ferry is late.", "Ada Fenwick: I am late, too."], 2),
    ],
)
def test_who_the_author_is_is_no_paragraph_at_the_end(lines: list[str], kept: int) -> None:
    blocks = text_blocks("\n".join(("By Ada Fenwick", *lines)))
    labels = [Label.BYLINE, *[Label.BODY] * len(lines)]
    take_biographies(blocks, labels)
    expected = [Label.BYLINE, *[Label.BODY] * kept, *[Label.FURNITURE] * (len(lines) - kept)]
    assert labels == expected


@pytest.mark.parametrize(
    "below",
    [
        ("8 Comments", "Nobody told us."),
        ("© 2024 The Post. All rights reserved.",),
        APPEAL,
        ("References", *NOTES),
        ("About the Harbour Office", "The Harbour Office has four boats."),
        ("Sources:",),
    ],
)
def test_whatever_trails_a_body_is_taken(below: tuple[str, ...]) -> None:
    body = ("The ferry is late.", "Nobody knows why.", "It has been late since 1903.")
    blocks = text_blocks("\n".join((*body, *below)))
    labels = [Label.BODY] * len(blocks)
    take_tail(blocks, labels)
    assert labels == [Label.BODY] * len(body) + [Label.FURNITURE] * len(below)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["The ferry is late.", "Staff writer Ada Fenwick may be reached at ada@post.example."], 1),
        (["The ferry is late.", "Follow Ada Fenwick on X (@adaf)."], 1),
        (["The ferry is late.", "Write to Ben Vik at ben@ferry.example for a seat."], 2),
        (["The ferry is late.", "Ada Fenwick is a reporter at the Post."], 2),
        (["Write to Ada Fenwick at ada@post.example.", "The ferry is late."], 2),
        (["Write to Ada Fenwick at ada@post.example."], 1),
    ],
)
def test_where_the_author_is_written_to_is_taken_from_the_end(lines: list[str], kept: int) -> None:
    blocks = text_blocks("\n".join(("By Ada Fenwick", *lines)))
    labels = [Label.BYLINE, *[Label.BODY] * len(lines)]
    take_tail(blocks, labels)
    expected = [Label.BYLINE, *[Label.BODY] * kept, *[Label.FURNITURE] * (len(lines) - kept)]
    assert labels == expected
