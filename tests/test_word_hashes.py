"""The words of texts, hashed at once."""

import re
import zlib

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from transforms.decode import has_vowel_marks
from transforms.word_hashes import hash_all

# What a word is, said once more, as a pattern for one text.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_MARKED_WORD = regex.compile(r"[\w\p{M}]+|[^\w\s]")


def one_by_one(text: str) -> list[int]:
    words = (_MARKED_WORD if has_vowel_marks(text) else _WORD).findall(text)
    return [
        zlib.crc32(b"0" if word.isdigit() else word.encode("utf-8", "surrogatepass"))
        for word in words
    ]


def at_once(texts: list[str]) -> list[list[int]]:
    hashes, numbers = hash_all(texts, list(map(has_vowel_marks, texts)))
    found = iter(hashes.tolist())
    return [[next(found) for _ in range(number)] for number in numbers.tolist()]


# No control characters, which are taken out of texts before: re takes some for spaces, regex none.
CHARS = st.characters(exclude_categories=("Cc",))
TEXTS = st.lists(
    st.text(alphabet=CHARS) | st.text(alphabet="ab 1,é漢\u3000\U00020000०कि"), max_size=5
)


@given(TEXTS)
def test_words_are_hashed_as_one_by_one(texts: list[str]) -> None:
    assert at_once(texts) == list(map(one_by_one, texts))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12 1a a1 ² ٣ ½",
        "x" * 64,
        "x" * 65,
        "é" * 33,
        "漢字 かな abc漢",
        "नौका 漢字कि",
        "\ud800 a\udfff",
        "\U0010ffff a",
        "first\nsecond",
    ],
)
def test_words_of_kinds(text: str) -> None:
    around = ["before it", text, "123"]
    assert at_once(around) == list(map(one_by_one, around))
