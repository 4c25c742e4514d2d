"""What trails a body, whatever stands there: a body is left, and nothing is added to it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.labels import Label
from transforms.tail import take_comments, take_notes, take_notices
from transforms.text import text_blocks

NOTES = (
    "1. Lobo M. On fog. 2019;4(2):12-19.",
    "2. Adeyemi K, et al. Harbours in winter, 2021.",
    "3. Lobo M. On ice, p. 3, 2022.",
    "4. https://ferry.example/2023/ice",
)
OTHERS = st.sampled_from(
    ("The ferry is late.", "References", "8 Comments", "© 2024 The Post. All rights reserved.")
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
    for take in (take_comments, take_notices, take_notes):
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


def test_what_a_feed_says_of_its_articles_is_taken_from_the_end() -> None:
    note = "(This story has not been edited by our staff.)"
    first = "The post Ferry Late appeared first on The Harbour Post."
    blocks = text_blocks("\n".join((note, first, "The ferry is late.", note, first)))
    labels = [Label.BODY] * 5
    take_notices(blocks, labels)
    assert labels == [Label.BODY] * 3 + [Label.FURNITURE] * 2
