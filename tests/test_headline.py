"""Which of the lines above an article is its headline."""

import numpy as np
import pytest

from tests.test_roles import LETTERS
from transforms.headline import (
    MAX_LINES,
    NAMES,
    compare_odds,
    describe_mastheads,
    find_mastheads,
    lines_of,
    place_headlines,
)
from transforms.text import text_blocks
from transforms.text_features import Lines

LINES = [
    "Home", "Harbour closes to ferries", "Ada Fenwick", "Ice on the Sound since Monday",
    "The harbour at Port Ellery closed on Monday, as ferries could not pass the ice.",
    "Nobody knows when ferries will come back to the harbour, said the council.",
    "Share", "Council votes for a wall",
    "Nine councillors voted for the wall and two against it, after a long debate.",
]  # fmt: skip
ROLES = "-HMMBB-HB"


def roles_of(letters: str) -> np.ndarray:
    return np.array([LETTERS[letter] for letter in letters])


def letters_of(roles: np.ndarray) -> str:
    names = {role: letter for letter, role in LETTERS.items()}
    return "".join(names[role] for role in roles.tolist())


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param(ROLES, [(0, 1, [4, 5]), (6, 7, [8])], id="down to the body above"),
        pytest.param("--OB-OB", [(0, 2, [2, 3]), (4, 5, [5, 6])], id="without headlines"),
        pytest.param("HMBIB", [(0, 0, [2, 4])], id="paragraphs only"),
        pytest.param("----", [], id="no article"),
        pytest.param("-" * 40 + "HB", [(41 - MAX_LINES, 40, [41])], id="so many lines"),
    ],
)
def test_where_headlines_may_stand(roles: str, expected: list[tuple[int, int, list[int]]]) -> None:
    found = find_mastheads(roles_of(roles))
    assert [(first, start, body.tolist()) for first, start, body in found] == expected


def test_a_headline_says_what_its_article_says() -> None:
    lines = Lines(text_blocks("\n".join(LINES)))
    mastheads = find_mastheads(roles_of(ROLES))
    at = lines_of(mastheads).tolist()
    assert at == [0, 1, 2, 3, 6, 7]
    odds = np.array([-4.0, 1.0, -1.0, 0.5, -9.0, -9.0, -3.0, 2.0, -9.0])
    told = np.hstack([describe_mastheads(lines, mastheads), compare_odds(mastheads, odds)])
    assert told.shape == (len(at), len(NAMES))
    of = {
        line: dict(zip(NAMES, row.tolist(), strict=True))
        for line, row in zip(at, told, strict=True)
    }
    # Of "harbour", "closes" and "ferries" two come back; of a name none.
    assert of[1]["head_body_words"] == 2
    assert of[1]["head_body_share"] > of[3]["head_body_share"] > of[2]["head_body_share"] == 0
    assert [of[line]["head_body_rank"] for line in at] == [2, 0, 2, 1, 1, 0]
    assert of[1]["head_words_over"] == 1
    assert of[0]["head_words_over"] == -2
    assert [of[line]["head_ahead_of_body"] for line in at] == [4, 3, 2, 1, 2, 1]
    assert [of[line]["head_lines"] for line in at] == [4, 4, 4, 4, 2, 2]
    assert [of[line]["head_odds_over"] for line in at] == [-5, 0.5, -2, -0.5, -5, 5]
    assert [of[line]["head_odds_rank"] for line in at] == [3, 0, 2, 1, 1, 0]


def test_words_of_the_first_paragraphs_are_told_apart() -> None:
    body = [f"The ferries had to wait for number {name}." for name in ("one", "two", "six")]
    lines = Lines(text_blocks("\n".join(["Ferries wait", "Lamps", *body, "The lamps went out."])))
    told = describe_mastheads(lines, find_mastheads(roles_of("HMBBBB")))
    named = [dict(zip(NAMES, row, strict=False)) for row in told.tolist()]
    assert [row["head_body_share"] for row in named] == [1, 1]
    assert [row["head_lead_share"] for row in named] == [1, 0]


def test_a_line_that_is_a_part_of_others() -> None:
    texts = ["Ferries stop for good", "Ferries stop", "Ferries stop - The Port Post"]
    lines = Lines(text_blocks("\n".join([*texts, LINES[4]])))
    told = describe_mastheads(lines, find_mastheads(roles_of("HHHB")))
    assert told[:, NAMES.index("head_in_others")].tolist() == [0, 2, 0]


def test_a_dump_without_an_article() -> None:
    lines = Lines(text_blocks("Home\nShare"))
    assert describe_mastheads(lines, []).shape[0] == compare_odds([], np.zeros(2)).shape[0] == 0
    assert lines_of([]).tolist() == []


@pytest.mark.parametrize(
    ("roles", "best", "sure", "expected"),
    [
        pytest.param("-HMB", 1, False, "-HMB", id="where it was"),
        pytest.param("-HMB", 2, False, "-HHB", id="among what stands above the body"),
        pytest.param("--HMB", 0, False, "HMHMB", id="above where the article began"),
        pytest.param("--OB", 0, True, "HMBB", id="of an article that had none"),
        pytest.param("--OB", 0, False, "--OB", id="not sure enough"),
        pytest.param("--OB", None, True, "--OB", id="none that may be"),
    ],
)
def test_the_likeliest_line_is_made_the_headline(
    roles: str, best: int | None, sure: bool, expected: str
) -> None:
    before = roles_of(roles)
    scores = np.full(len(roles), -np.inf)
    if best is not None:
        scores[before == LETTERS["H"]] = -2.0
        scores[best] = -1.0
    found = place_headlines(before, find_mastheads(before), scores, np.full(len(roles), sure))
    assert letters_of(found) == expected
    assert letters_of(before) == roles
