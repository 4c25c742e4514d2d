"""Which roles may follow which, and the likeliest way through a dump."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.roles import Role, article_starts, best_roles

LETTERS = {
    "-": Role.OUTSIDE, "H": Role.HEADLINE, "S": Role.STANDFIRST, "C": Role.CAPTION,
    "Y": Role.BYLINE, "M": Role.MASTHEAD, "B": Role.BODY, "I": Role.INSIDE, "O": Role.OPENING,
}  # fmt: skip
START_COST = 0.5
ROLES = {role: letter for letter, role in LETTERS.items()}


def likely(roles: str, probability: float = 0.9) -> np.ndarray:
    """Rows in which the role of each letter has this probability, and the others share the rest."""
    rows = np.full((len(roles), len(Role)), (1 - probability) / (len(Role) - 1))
    for line, letter in enumerate(roles):
        rows[line, LETTERS[letter]] = probability
    return np.log(rows)


def best(rows: np.ndarray) -> str:
    return "".join(ROLES[Role(role)] for role in best_roles(rows, START_COST))


@pytest.mark.parametrize(
    "roles",
    ["-", "O", "HB", "--HMHSBBIBB--HBB", "OBBCB-OB", "HYCMBBC", "HBBHBB", "HBCHB", "---"],
)
def test_a_way_that_can_be_is_taken(roles: str) -> None:
    assert best(likely(roles)) == roles


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param("HBBI", "HBB-", id="furniture among paragraphs has paragraphs below"),
        pytest.param("-M-HB", "---HB", id="nothing stands below a headline that is none"),
        pytest.param("HBBIIBB-", "HBBIIBB-", id="a body goes on only after furniture of its own"),
        pytest.param("HBBSBB", "HBBBBB", id="a standfirst is above the body"),
    ],
)
def test_what_cannot_be_is_mended(seen: str, expected: str) -> None:
    assert best(likely(seen, 0.6)) == expected


def test_a_headline_without_a_body_is_none() -> None:
    assert "H" not in best(likely("HBB--H"))[3:]


def test_the_likeliest_way_is_found() -> None:
    """Against all ways there are, of a few lines."""
    rng = np.random.default_rng(5)
    for _ in range(4):
        rows = np.log(rng.dirichlet(np.ones(len(Role)), 4))
        found = best_roles(rows, START_COST)

        def worth(roles: tuple[int, ...], rows: np.ndarray = rows) -> float:
            # What may follow what is asked of the decoder itself: sure rows come out as they are.
            own = np.full(rows.shape, -50.0)
            own[np.arange(4), list(roles)] = 0.0
            if best_roles(own, START_COST).tolist() != list(roles):
                return -np.inf
            starts = int(article_starts(np.array(roles))[1:].sum())
            return float(rows[np.arange(4), list(roles)].sum()) - 0.5 * starts

        ways = itertools.product(range(len(Role)), repeat=4)
        likeliest = max(map(worth, ways))
        assert worth(tuple(found.tolist())) >= likeliest - 0.51


@given(st.lists(st.lists(st.floats(-20, 0), min_size=9, max_size=9), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_every_dump_has_a_way(rows: list[list[float]]) -> None:
    roles = best(np.array(rows))
    assert roles[0] in "-HO"
    assert roles[-1] in "-BOC"
    for above, below in itertools.pairwise(roles):
        assert not (above == "-" and below in "BISCYM")
        assert not (above == "I" and below in "-HO")
        assert not (above == "H" and below in "-IO")


def test_articles_begin_at_headlines_and_openings() -> None:
    roles = np.array([LETTERS[letter] for letter in "-HMHSB-OBHHBB"])
    assert np.flatnonzero(article_starts(roles)).tolist() == [1, 7, 9]


def test_time_grows_with_the_number_of_lines() -> None:
    def spent(lines: int) -> float:
        rows = np.tile(likely("HBBBI-"), (lines // 6, 1))
        started = time.process_time()
        best_roles(rows, START_COST)
        return time.process_time() - started

    spent(600)
    assert spent(24_000) < 12 * max(spent(6_000), 0.01)
