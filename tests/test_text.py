"""The front end for plain text: which blocks a text becomes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.blocks import BlockKind
from transforms.text import text_blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("one", [(1, 0, "one")]),
        ("one\ntwo", [(1, 0, "one"), (2, 0, "two")]),
        ("\n\none\n \n\u00a0\n\ntwo\n", [(3, 2, "one"), (7, 3, "two")]),
        ("one\n\ntwo\nthree", [(1, 0, "one"), (3, 1, "two"), (4, 0, "three")]),
        (" \u3000 a \t b\u00a0\u00a0c ", [(1, 0, "a b c")]),
        ("one\none", [(1, 0, "one"), (2, 0, "one")]),
    ],
)
def test_text_blocks(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(b.line, b.blank_lines, b.text) for b in text_blocks(text)] == expected


def test_text_blocks_know_nothing_of_markup() -> None:
    (block,) = text_blocks("<p>one</p>")
    assert block.kind is BlockKind.TEXT
    assert (block.text, block.tag, block.path, block.hints, block.link_chars) == (
        "<p>one</p>",
        "",
        (),
        frozenset(),
        0,
    )


TEXTS = st.lists(
    st.one_of(st.sampled_from(["", " ", "Ferry", "Ferry", "\u2003港 の"]), st.text(max_size=40)),
    max_size=20,
).map("\n".join)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_word_survives_in_order(text: str) -> None:
    assert [word for block in text_blocks(text) for word in block.text.split()] == text.split()


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_lines_and_blank_lines_add_up(text: str) -> None:
    line = 0
    for block in text_blocks(text):
        line += block.blank_lines + 1
        assert block.line == line
        assert block.text == " ".join(text.split("\n")[line - 1].split()) != ""
