"""Blocks: how words and links are counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.blocks import Block, BlockKind, count_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        (" – … !", 0),
        ("ferry", 1),
        ("The ferry's late", 3),
        ("The ferry’s late", 3),
        ("a well-known U.S. harbour", 4),
        ("3.5 km", 2),
        ("quay_side", 2),
        ("wait - what", 2),
        ("Möwen über Łódź", 3),
        ("паром ушёл", 2),
        ("港", 1),
        ("港の船", 3),
        ("항구", 2),
        ("渡轮 ok", 3),
    ],
)
def test_count_words(text: str, expected: int) -> None:
    assert count_words(text) == expected


@given(st.lists(st.text(max_size=30), max_size=5))
@settings(max_examples=50, deadline=None)
def test_words_of_parts_add_up(parts: list[str]) -> None:
    assert count_words(" ".join(parts)) == sum(map(count_words, parts))


@pytest.mark.parametrize(
    ("link_chars", "expected"),
    [(0, 0.0), (1, 0.25), (4, 1.0), (9, 1.0)],
)
def test_link_share_is_between_0_and_1(link_chars: int, expected: float) -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="quay", line=1, link_chars=link_chars)
    assert block.link_share == expected


@given(st.text(st.sampled_from("aB3éß’'.-– _²ª\u02b0"), max_size=20))
def test_words_of_latin_text_are_those_of_any_text(text: str) -> None:
    # A Greek word sends the text the way of other scripts.
    assert count_words(text) == count_words(f"{text} λ") - 1
