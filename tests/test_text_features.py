"""What the models see of a text dump."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text import text_blocks
from transforms.text_features import (
    MAX_WORD_CHARS,
    NAMES,
    Lines,
    describe_lines,
    words_of,
)

FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
DUMP = f"""\
Categories
Ferry Stops for the Winter

{FERRY}
Quay in the winter
Quay in the winter (Photo by Ines Calloway)


{BAKER}
12 May 2026
Categories
3 May 2026
港の記事です。船は春まで動きません。"""


def column(name: str, text: str = DUMP) -> list[float]:
    matrix = describe_lines(Lines(text_blocks(text)))
    return [round(float(value), 3) for value in matrix[:, NAMES.index(name)]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("copies", [2, 1, 1, 1, 1, 1, 1, 2, 1, 1], id="lines that come back"),
        pytest.param("copies_before", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0], id="and have come"),
        pytest.param("copy_below", [7, 60, 60, 60, 60, 60, 60, 60, 60, 60], id="how far below"),
        pytest.param("copy_above", [60, 60, 60, 60, 60, 60, 60, 7, 60, 60], id="how far above"),
        pytest.param("forms", [2, 1, 1, 1, 1, 1, 2, 2, 2, 1], id="numbers make no difference"),
        pytest.param("gap", [0, 0, 1, 0, 0, 2, 0, 0, 0, 0], id="blank lines"),
        pytest.param("gap_after", [0, 1, 0, 0, 2, 0, 0, 0, 0, 9], id="the end is a gap"),
        pytest.param("gap_rank", [1, 1, 0.2, 1, 1, 0.1, 1, 1, 1, 1], id="gaps in this dump"),
        pytest.param("prose", [0, 0, 1, 0, 0, 1, 0, 0, 0, 0], id="running text"),
        pytest.param("ends_sentence", [0, 0, 1, 0, 0, 1, 0, 0, 0, 1], id="full stops"),
        pytest.param("sentences", [0, 0, 1, 0, 0, 1, 0, 0, 0, 2], id="no space needed"),
        pytest.param("date_line", [0, 0, 0, 0, 0, 0, 1, 0, 1, 0], id="dates"),
        pytest.param("caption", [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], id="captions"),
        pytest.param("starts_as_below", [0, 0, 0, 1, 0, 0, 0, 0, 0, 0], id="printed again below"),
        pytest.param("starts_as_above", [0, 0, 0, 0, -1, 0, 0, 0, 0, 0], id="and above"),
        pytest.param("beside+1_in", [0, 0.333, 0, 1, 0, 0, 0, 0, 0, -1], id="said again below"),
        pytest.param("near+1_prose", [0, 1, 0, 0, 1, 0, 0, 0, 0, -1], id="the line below"),
        pytest.param("near-2_prose", [-1, -1, 0, 0, 1, 0, 0, 1, 0, 0], id="two lines above"),
        pytest.param("head_gap", [1, 2, 1, 2, 3, 1, 2, 3, 4, 5], id="since a likely headline"),
        pytest.param("dump_lines", [10] * 10, id="the dump"),
    ],
)  # fmt: skip
def test_columns(name: str, expected: list[float]) -> None:
    assert column(name) == expected


def test_words_that_go_on_below() -> None:
    text = "ferry winter\nharbour ferry winter\nbridge\nwinter"
    again = column("again_ever", text)
    assert again[0] == 1
    assert 0 < again[1] < 1
    assert again[2:] == [0, 0]
    seen = column("seen_ever", text)
    assert seen[0] == 0
    assert seen[3] == 1


def test_words_of_scripts_without_spaces_are_pairs() -> None:
    assert words_of("港の記事") == ["港の", "の記", "記事"]
    assert words_of("Ferry, FERRY and quay 2026") == ["ferry", "quay", "2026"]
    assert words_of("नौका सेवा बंद, अदिति") == ["नौका", "सेवा", "अदिति"]
    assert words_of("เรือข้าม Ferry") == ["ferry", "เรือ", "รือข", "ือข้", "อข้า", "ข้าม"]
    assert len(words_of("word " * MAX_WORD_CHARS)) == 1


def test_what_a_dump_is_stands_with_each_of_its_lines() -> None:
    matrix = describe_lines(Lines(text_blocks(DUMP)))
    for row in matrix:
        assert row[NAMES.index("dump_lines")] == 10
        assert row[NAMES.index("dump_gap2")] == pytest.approx(0.1)


LINE = st.one_of(
    st.sampled_from(["", " ", "By Ada Fenwick", "14 March 2024", FERRY, BAKER, "記事", "- -"]),
    st.text(max_size=40),
)


@given(st.lists(LINE, min_size=1, max_size=25).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_every_dump_has_finite_features(text: str) -> None:
    blocks = text_blocks(text)
    if not blocks:
        return
    matrix = describe_lines(Lines(blocks))
    assert matrix.shape == (len(blocks), len(NAMES))
    assert np.isfinite(matrix).all()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "ferry harbour " * n, id="one line"),
        pytest.param(lambda n: "\n".join(f"word{i % 99}" for i in range(n)), id="lines of a word"),
        pytest.param(lambda n: "\n".join([FERRY] * (n // 6)), id="one line again and again"),
    ],
)
def test_time_grows_with_size(make) -> None:  # type: ignore[no-untyped-def]
    def spent(size: int) -> float:
        blocks = text_blocks(make(size))
        started = time.process_time()
        describe_lines(Lines(blocks))
        return time.process_time() - started

    spent(1_000)
    assert spent(40_000) < 12 * max(spent(10_000), 0.01)
