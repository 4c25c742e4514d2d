"""What a line tells by itself, which models of HTML and of text share."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import furniture
from transforms.line_features import (
    CJK,
    CLOSING,
    CLOSING_CJK,
    COMMAS,
    DIGITS,
    LATIN_CAPITALS,
    ODD,
    OTHER_CAPITALS,
    QUOTES,
    Chars,
    are_prose,
    told_by,
)


@pytest.mark.parametrize(
    ("kinds", "text", "expected"),
    [
        (LATIN_CAPITALS, "Ada Ørsted, Άννα, Юрий", 2),
        (OTHER_CAPITALS, "Ada Ørsted, Αννα, Юрий", 2),
        (LATIN_CAPITALS | OTHER_CAPITALS, "Ada Ørsted, Αννα, Юрий", 4),
        (DIGITS, "10:30, ١٠", 6),
        (ODD, "Sport | 2/3 » @ferry", 4),
        (QUOTES, "“Fog”, „Nebel“, 「霧」", 5),
        (COMMAS, "one, two、three، four", 3),
        (CLOSING_CJK, 'a b"”)」』', 2),
        (CJK, "渡しは 페리 ferry、", 5),
        (DIGITS | CJK | CLOSING_CJK, "\U0001f6a2\U00020031\U0010ffff", 0),
    ],
)
def test_characters_are_counted_by_class(kinds: int, text: str, expected: int) -> None:
    assert Chars(["-", text, "-"]).count(kinds).tolist() == [0, expected, 0]


@pytest.mark.parametrize(
    ("after", "text", "number", "at_end"),
    [
        (CLOSING, 'It sails. "Now." So 2.5 hours', 2, False),
        (CLOSING, "It sails. Now (at last.)", 2, True),
        (CLOSING, "霧だ。船は出ない。", 1, True),
        (CLOSING | CJK, "霧だ。船は出ない。", 2, True),
        (CLOSING, "「霧だ。」と", 0, False),
        (CLOSING | CLOSING_CJK, "「霧だ。」と", 1, True),
    ],
)
def test_sentences_end_before_what_may_follow(
    after: int, text: str, number: int, at_end: bool
) -> None:
    numbers, last = Chars(["Ferry", text]).sentences(after)
    assert (numbers.tolist(), last.tolist()) == ([0, number], [False, at_end])


def test_words_that_begin_with_a_capital_are_counted_behind_spaces() -> None:
    chars = Chars(["The Old Quay", "Ada", "и Юрий"])
    assert chars.starts(LATIN_CAPITALS).tolist() == [2, 0, 0]
    assert chars.starts(LATIN_CAPITALS | OTHER_CAPITALS).tolist() == [2, 0, 1]
    assert chars.spaces.tolist() == [2, 0, 1]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="aÖ霧페.。 \"'", min_size=1), min_size=1))
def test_weights_and_prose_are_those_of_single_lines(texts: list[str]) -> None:
    texts = [*texts, *("霧" * len(text) + "ferry" * 30 for text in texts)]
    weights = Chars(texts).weights
    assert weights.tolist() == pytest.approx([furniture.weigh(text) for text in texts])
    ends = np.array([furniture.ends_sentence(text) for text in texts])
    assert are_prose(weights, ends).tolist() == [furniture.is_prose(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries:", "colon capital"),
        ("and so on ...", "ellipsis small"),
        ("3 May 2020", "date date_line"),
        ("3 min ago", "date_line"),
        ("ALSO READ: the tide", "capital furniture"),
        ("By Ada Fenwick", "capital byline"),
        ("Reporting by Ada Fenwick", "capital credit"),
        ("File photo: the quay", "capital caption"),
        ("Categories", "capital furniture list_head"),
        ("The ferry stopped on 3 May 2020. " * 6, "capital"),
    ],
)
def test_a_text_tells(text: str, expected: str) -> None:
    names = (
        "colon ellipsis capital small date furniture byline credit caption date_line list_head"
    ).split()
    told = told_by(text.strip(), sum(map(str.isdigit, text)))
    assert [name for name, flag in zip(names, told, strict=True) if flag] == expected.split()
