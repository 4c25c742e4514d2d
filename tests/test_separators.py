"""Lines that set articles apart, and those that set apart less."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Reject, Source
from transforms.cut_page import cut_page
from transforms.pages import MediaType, Page
from transforms.separators import find_separators
from transforms.text import text_blocks

PARAGRAPHS = (
    "The harbour office has told the islanders that the ferry will not run before April.",
    "Nobody had asked them, said the baker, whose boat brings the post in the meantime.",
)
RULE = "------------------------------"


def separators(lines: list[str], headlines: tuple[str, ...] = ()) -> list[int]:
    likely = np.array([0.9 if line in headlines else 0.02 for line in lines])
    return find_separators(text_blocks("\n".join(lines)), likely)


@pytest.mark.parametrize(
    "line",
    [RULE, "=====", "* * * * * *", "____________", "(ENDS) af/1052gmt", "ENDS", "-30-", "# # #"],
)
def test_what_stands_between_articles_sets_them_apart(line: str) -> None:
    story = ["Ferry stops for the winter", "By Ada Fenwick", *PARAGRAPHS]
    lines = [*story, line, *story, line, "The office is closed on Mondays."]
    assert separators(lines) == [4, 9]


@pytest.mark.parametrize(
    "line", ["--", ". . .", "The end", "- end -", "ENDS MEET", "-31-", "12345"]
)
def test_what_is_no_such_line_sets_nothing_apart(line: str) -> None:
    story = ["Ferry stops for the winter", "By Ada Fenwick", *PARAGRAPHS]
    assert separators([*story, line, *story]) == []


def test_a_byline_below_the_standfirst_tells_of_an_article() -> None:
    story = ["Ferry stops for the winter", PARAGRAPHS[0], "By Ada Fenwick", *PARAGRAPHS]
    assert separators([*story, RULE, *story]) == [5]


def test_what_is_likely_a_headline_tells_of_an_article() -> None:
    story = ["Ferry stops for the winter", *PARAGRAPHS]
    assert separators([*story, RULE, *story], ("Ferry stops for the winter",)) == [3]


@pytest.mark.parametrize("rule", [RULE, "* * *"])
def test_chapters_are_of_one_article(rule: str) -> None:
    chapters = [
        line
        for chapter in ("The Island and Its Baker", "The Office on the Quay", "What the Post Said")
        for line in (rule, chapter, *PARAGRAPHS)
    ]
    assert separators(["Ferry stops for the winter", *PARAGRAPHS, *chapters]) == []


def test_a_rule_below_a_headline_is_of_its_article() -> None:
    below = ["14 March 2024", "Port Ellery, the North Quay", *PARAGRAPHS]
    assert separators(["Ferry stops for the winter", "By Ada Fenwick", RULE, *below]) == []


def test_rules_that_seldom_have_an_article_below_set_nothing_apart() -> None:
    story = ["Ferry stops for the winter", "By Ada Fenwick", *PARAGRAPHS]
    assert separators([*story, RULE, *story, *[RULE, "Nets and ropes"] * 2]) == []
    assert separators([*story, RULE, *story, RULE, "Nets and ropes"]) == [4, 9]


def test_a_box_is_of_its_article() -> None:
    box = [RULE, "ADVERTISEMENT", "Nets and ropes, mended by hand.", RULE]
    lines = ["Ferry stops for the winter", "By Ada Fenwick", *PARAGRAPHS, *box, *PARAGRAPHS]
    assert separators(lines, ("Ferry stops for the winter",)) == []


def test_teasers_are_no_articles() -> None:
    teaser = [RULE, "Baker's boat wins the cup", "By Ada Fenwick", PARAGRAPHS[0]]
    assert separators(["Ferry stops for the winter", *PARAGRAPHS, *teaser, *teaser]) == []


@given(
    st.lists(
        st.sampled_from(("", RULE, "ENDS", "By Ada Fenwick", "Ferry stops again", *PARAGRAPHS)),
        min_size=1,
    )
)
def test_lines_are_rules_and_ends(lines: list[str]) -> None:
    blocks = text_blocks("\n".join(lines))
    found = find_separators(blocks, np.zeros(len(blocks)))
    assert found == sorted(set(found))
    assert all(blocks[i].text in (RULE, "ENDS") for i in found)


LEDGER = (
    "The harbour office has told the ferry's owners that it may not run before April, as the quay "
    "of Port Ellery would not stand another winter of ice without the piles promised in 2021.",
    "Its director, Jonas Wirth, said that the divers had found a crack as long as the boat itself. "
    '"Nobody will say that we were not told," he said. The owners want to be paid for every week.',
)
COAST = (
    "Two bakers of the outer islands have begun to carry the post in the boat that brings them "
    "their flour, and have taken four hundred letters in a fortnight without asking for a stamp.",
    '"They gave us a bag, and then another," said one of them, who asked to be named only as '
    "Birgit. The post office said it was grateful, and would look for the stamps in the spring.",
)
KESTREL = (
    "Every November the council sits down in a hotel and decides how the islands are to be "
    "reached. That is not what the agenda calls it, but it is what is done there every year.",
    "We do not doubt that they mean well. But hope has been the plan for fifteen winters now, and "
    "what came of it can be seen on the quay. The honest course is to build the bridge.",
)
REVIEW = (
    "DAILY PRESS REVIEW\nPrepared for the Islands' Council by Candle Row\nMonday 18 November 2024",
    "CONTENTS\n1. Ferry told to stop for the winter (The Northern Ledger)\n"
    "2. Bakers open post line (Coast Today)\n3. A boat is not a bridge (The Kestrel)",
    "_" * 30,
    "1\nSource: The Northern Ledger, p. 1\nDate: 18 November 2024\n"
    "Ferry told to stop for the winter\nAda Fenwick, Harbour Correspondent",
    *LEDGER,
    "_" * 30,
    "2\nSource: Coast Today (online)\nDate: 17 November 2024\nBakers open post line",
    *COAST,
    "_" * 30,
    "3\nSource: The Kestrel, p. 8 (Editorial)\nDate: 16 November 2024\nA boat is not a bridge",
    *KESTREL,
    "_" * 30,
    "The articles in this review are reproduced under licence and may not be passed on.",
)


def test_a_press_review_is_cut_at_its_rules() -> None:
    payload = "\n\n".join(REVIEW).encode()
    articles = cut_page(Page(payload=payload, media_type=MediaType.TEXT, source=Source(dump="a")))
    assert not isinstance(articles, Reject)
    found = [(one.title, one.body, str(one.published)[:10]) for one in articles]
    assert found == [
        ("Ferry told to stop for the winter", "\n\n".join(LEDGER), "2024-11-18"),
        ("Bakers open post line", "\n\n".join(COAST), "2024-11-17"),
        ("A boat is not a bridge", "\n\n".join(KESTREL), "2024-11-16"),
    ]
    assert articles[0].authors == ("Ada Fenwick",)
