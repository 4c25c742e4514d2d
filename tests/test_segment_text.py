"""Cutting text with models: what roles make of blocks, and what every dump is held to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_roles import LETTERS, likely
from transforms.blocks import Block
from transforms.decode import fold
from transforms.furniture import MIN_COPY_CHARS
from transforms.labels import Label
from transforms.roles import Role, article_starts
from transforms.segment_text import MIN_MENU_LINES, likeliest_roles, segment_text, spans_of
from transforms.text import text_blocks

FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
VOTE = "Council members voted nine to two for the new sea wall after a long debate on Tuesday."
QUAY = "The quay at Port Ellery is empty on Sunday because the boat has stopped."


REFERENCES = [
    "B 1. Lobo M. On fog. J Sea. 2019;4(2):12-19.",
    "B 2. Adeyemi K, et al. Harbours in winter, 2021.",
    "B 3. https://ferry.example/ice",
]


def cut(*lines: str) -> list[str]:
    """Spans of lines, each a role's letter and a text; a letter a label."""
    roles = "".join(line[0] for line in lines)
    blocks = text_blocks("\n".join(line[2:] for line in lines))
    rows = np.exp(likely(roles))
    own = np.array([LETTERS[letter] for letter in roles])
    spans = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert [block for span in spans for block in span.blocks] == list(blocks)
    names = {
        Label.HEADLINE: "H", Label.STANDFIRST: "S", Label.BYLINE: "Y", Label.DATE: "D",
        Label.CAPTION: "C", Label.BODY: "B", Label.CREDIT: "R", Label.FURNITURE: "-",
    }  # fmt: skip
    return ["".join(names[label] for label in span.labels) for span in spans]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["- Home", "H Ferry Stops", f"C {QUAY}", "M Follow", "H Ferry Stops", "S • Ice",
             "Y Ada Fenwick", f"B {FERRY}", "I ALSO READ: Fog", f"B {BAKER}", "- Share",
             "H Sea Wall", f"B {VOTE}"],
            ["-HC-HSYB-B-", "HB"],
            id="each by its role",
        ),
        pytest.param(
            ["H Ferry Stops", "M By Ada Fenwick", "M 14 March 2024", "M Updated 31 sec ago",
             f"B {FERRY}", "- (Reporting by Ada Fenwick)", "- Share"],
            ["HYDDBR-"],
            id="bylines, dates and credits by rules",
        ),
        pytest.param(
            ["H Ferry Stops", "M Share", "M Published 14 March 2024 at 1:49 p.m. | Last updated 15 "
             "March 2024 at 2:01 p.m.", "M Ice at the quay", f"B {FERRY}"],
            ["H-D-B"],
            id="a line of dates that says more",
        ),
        pytest.param(
            ["- Home", "- • 14 March 2024", "- Harbour", "H Ferry Stops", f"B {FERRY}"],
            ["-D-HB"],
            id="a date above the headline",
        ),
        pytest.param(
            ["- 13 March 2024", "- 14 March 2024 | Harbour", "H Ferry Stops", f"B {FERRY}"],
            ["-DHB"],
            id="the nearest date above the headline",
        ),
        pytest.param(
            ["- 14 March 2024", "H Ferry Stops", "M 15 March 2024", f"B {FERRY}"],
            ["-HDB"],
            id="a date below the headline counts",
        ),
        pytest.param(
            ["- Thursday, 14 March 2024", "H Ferry Stops", f"B {FERRY}"], ["-HB"],
            id="the day of a page",
        ),
        pytest.param(
            ["- 14 March 2024", "- Home", "- Harbour", "H Ferry Stops", f"B {FERRY}"], ["---HB"],
            id="a date far above the headline",
        ),
        pytest.param(["- 14 March 2024", f"O {FERRY}"], ["DB"], id="a date above no headline"),
        pytest.param(
            ["H Sea Wall", f"B {VOTE}", "- 14 March 2024", "H Ferry Stops", f"B {FERRY}"],
            ["HBD", "HB"],
            id="a date above a later headline is of the article before",
        ),
        pytest.param(
            ["H Ferry Stops", "M Updated 15 March 2024", f"B {FERRY}", "- Share",
             "- This story was first published 14 March 2024."],
            ["HDB-D"],
            id="a date of publication below the body",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "- It opened 14 March 2024.", "- a", "- b",
             "- Published 14 March 2024"],
            ["HB----"],
            id="other dates below the body",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "- a", "- b", "- c", "- (Reporting by Ada Fenwick)"],
            ["HB----"],
            id="a credit that is far below is nobody's",
        ),
        pytest.param(
            ["H Ferry Stops", "B • Ice on the Sound", "B • No boats", f"B {FERRY}", "B • Fog",
             f"B {BAKER}"],
            ["HSSBBB"],
            id="points above the first paragraph are a standfirst",
        ),
        pytest.param(
            ["H Ferry Stops", f"B • {FERRY}", f"B • {BAKER}"], ["HBB"], id="nothing but points"
        ),
        pytest.param(
            ["H Ferry Stops", "S Ice Is Expected on the Sound", "S Ada Fenwick", f"B {FERRY}"],
            ["HSYB"],
            id="a name is no standfirst",
        ),
        pytest.param(
            ["H Ferry Stops", "M ByAda Fenwick", f"B {FERRY}"], ["HYB"], id="a glued byline"
        ),
        pytest.param(
            ["H Ferry Stops", "H By Ada Fenwick - The Harbour Post - 14 March 2024", f"B {FERRY}"],
            ["HYB"],
            id="a byline is no headline",
        ),
        pytest.param(
            ["H © 2024 The Post. All rights reserved.", f"B {FERRY}", f"B {BAKER}"],
            ["-BB"],
            id="a notice of rights is no headline",
        ),
        pytest.param(
            ["H Ferry Stops", "M Tekst: Ada Fenwick", f"B {FERRY}"], ["HYB"],
            id="a byline with a label",
        ),
        pytest.param(
            ["H Ferry Stops", "M Text: the ferry, in full", f"B {FERRY}"], ["H-B"],
            id="a label of no byline",
        ),
        pytest.param(
            ["H Ferry Stops", "M Von", "M • Ada Fenwick", f"B {FERRY}"], ["H-YB"],
            id="a byline on two lines",
        ),
        pytest.param(
            ["H Ferry Stops", "Y Save and read aloud", "M By", "M Ada Fenwick", f"B {FERRY}"],
            ["H--YB"],
            id="a byline beside one that names nobody",
        ),
        pytest.param(
            ["H Ferry Stops", "Y By Ada Fenwick", "M By", "M Jonas Wirth", f"B {FERRY}"],
            ["HY--B"],
            id="a byline beside one that names somebody",
        ),
        pytest.param(
            ["H Ferry Stops", "M Harbour, Ferries | 5 hours ago | Written by Ada Fenwick",
             f"B {FERRY}"],
            ["HYB"],
            id="a byline behind sections",
        ),
        pytest.param(
            ["H Ferry Stops", "Y Ada Fenwick and Jonas Wirth | Photo: Lou Ferris", f"B {FERRY}"],
            ["HCB"],
            id="who is pictured wrote nothing",
        ),
        pytest.param(
            ["H Ferry Stops", "Y By Ada Fenwick | Photo: Lou Ferris", f"B {FERRY}"],
            ["HYB"],
            id="who wrote is named beside whose the picture is",
        ),
        pytest.param(
            ["H Ferry Stops", f"M {FERRY} {FERRY} • By Ada Fenwick", f"B {BAKER}"],
            ["H-B"],
            id="a long line is no byline",
        ),
        pytest.param(["- Home", f"O {FERRY}", f"B {BAKER}"], ["-BB"], id="no headline"),
        pytest.param(["- Home", "- Menu"], ["--"], id="no article"),
        pytest.param(["H Ferry Stops", "B Soon."], ["--"], id="a headline and a word"),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "H Sea Wall", "B Soon."],
            ["HB--"],
            id="what is no article trails the one before",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B “Yes.”", f"B {FERRY}", "B “Yes.”"],
            ["HBB-B"],
            id="a paragraph that is printed again",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f"B {BAKER}", f"B {FERRY}"],
            ["HBB-"],
            id="a paragraph that is printed again right at the end",
        ),
        pytest.param(["H News", "H Ferry Stops", f"B {FERRY}"], ["H-B"], id="one headline of two"),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f'B <a href="https://ferry.example/3">{VOTE}</a>',
             f"B {BAKER}"],
            ["HB-B"],
            id="the source of an embedded post",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B $$ARTICLE_AD$$", f"B {BAKER}"],
            ["HB-B"],
            id="what a template left unfilled",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f"B {BAKER}", f"B {VOTE}", "I 8 COMMENTS", f"B {QUAY}",
             "Y Ada Fenwick", "B It never sailed on Sundays."],
            ["HBBB----"],
            id="what readers say",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f"B {BAKER}",
             "B © 2024 The Post. All rights reserved.", "B Alle Rechte vorbehalten."],
            ["HBB--"],
            id="whose the text is",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "I 8 Comments", f"B {BAKER}", f"B {VOTE}",
             "I Comments (8)", f"B {QUAY}"],
            ["HB-BB--"],
            id="comments counted twice",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f"B {BAKER}", f"B {VOTE}", "I Comments (8)",
             f"B {QUAY}", "- 8 Comments"],
            ["HBBB-B-"],
            id="comments counted again below the body",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", f"B {BAKER}", "I Kommentare (12)", f"B {VOTE}"],
            ["HBB-B"],
            id="comments counted at the top",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B The Sound", *REFERENCES, "- Share"],
            ["HBB----"],
            id="references that tell their sources",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B Footnotes", "B [1] Lobo, On Fog, 2019",
             "I [2] Lobo, On Ice, 2020", "B [3] Adeyemi, Harbours"],
            ["HB----"],
            id="notes that are announced",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B The Ferries", "B 1. Tern, built in 1931",
             "B 2. Auk, built in 1950", "B 3. Gull, built in 1977"],
            ["HBBBBB"],
            id="points of a story",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B References", "B 1. Tern, the oldest",
             "B 2. Auk, built in 1950", "B 3. Gull, the newest"],
            ["HBBBBB"],
            id="points that are not dated",
        ),
        pytest.param(
            ["H Ferry Stops", "S • Ice", "B References", *REFERENCES],
            ["HSBBBB"],
            id="nothing but references",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", *REFERENCES[:2]], ["HBBB"], id="two are no notes"
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", *REFERENCES[1:]], ["HBBB"], id="no first note"
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", *REFERENCES, f"B {BAKER}"],
            ["HBBBBB"],
            id="notes above a paragraph",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "- Share", f"O • {BAKER}", f"B • {VOTE}"],
            ["HB---"],
            id="points without a headline below an article",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "H Sea Wall", f"B • {VOTE}"],
            ["HB", "HB"],
            id="points with a headline below an article",
        ),
        pytest.param(["- Home", f"O • {FERRY}", f"B {BAKER}"], ["-BB"], id="points alone"),
        pytest.param(
            ["H Ferry Stops", f"B • {FERRY}", f"B {BAKER}"], ["HSB"], id="a point alone"
        ),
        pytest.param(
            ["H Ferry Stops", "- Sandhaven", f"B - {FERRY}", f"B {BAKER}"],
            ["H-BB"],
            id="the dash of a dateline",
        ),
        pytest.param(
            ["H Ferry Stops", f"B - {FERRY}", f"B - {VOTE}", f"B {BAKER}"],
            ["HSSB"],
            id="points with dashes",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B Stay dry. Follow us on WhatsApp.", f"B {BAKER}"],
            ["HB-B"],
            id="an invitation among paragraphs",
        ),
        pytest.param(
            ["H Ferry Stops", f"B {FERRY}", "B Stay dry. Follow us on WhatsApp."],
            ["HB-"],
            id="an invitation below paragraphs",
        ),
        pytest.param(
            ["H Ferry Stops | The Post", "H Ferry Stops", f"B {FERRY}"], ["-HB"],
            id="a headline by itself, not with the site's name",
        ),
        pytest.param(
            ["O Ferry Stops for Ice", f"B {FERRY}"], ["HB"],
            id="no first paragraph, but a short text's headline",
        ),
        pytest.param(
            ["H By Ada Fenwick", "M Most Popular", f"B {FERRY}"], ["Y-B"],
            id="a list's head above a text without a headline",
        ),
        pytest.param(
            ["H Ferry Stops", "B By Staff Writer", f"B {FERRY}", "B Image: the quay", f"B {BAKER}"],
            ["HYBCB"],
            id="a byline and a caption taken for paragraphs",
        ),
    ],
)  # fmt: skip
def test_spans_of_roles(lines: list[str], expected: list[str]) -> None:
    assert cut(*lines) == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("Ferries", ["HEADLINE", "FURNITURE", "BYLINE", "BODY"]),
        ("Most Popular", ["HEADLINE", "FURNITURE", "BYLINE", "BODY"]),
        ("By AFP", ["HEADLINE", "BYLINE", "FURNITURE", "BODY"]),
        ("• By AFP", ["HEADLINE", "BYLINE", "FURNITURE", "BODY"]),
        ("• By Land and Sea", ["HEADLINE", "FURNITURE", "BYLINE", "BODY"]),
    ],
)
def test_a_likely_name_is_the_byline_where_there_is_none(above: str, expected: list[str]) -> None:
    blocks = text_blocks(f"Ferry Stops\n{above}\nPort Ellery\n{FERRY}")
    roles = "HYMB" if above == "By AFP" else "HMMB"
    rows = np.exp(likely(roles))
    rows[1, LETTERS["Y"]], rows[2, LETTERS["Y"]] = 0.3, 0.2
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert [label.value for label in span.labels] == expected


def test_the_likeliest_headline_is_it() -> None:
    blocks = text_blocks(f"Harbour\nFerry Stops\n{FERRY}")
    rows = np.exp(likely("HHB"))
    rows[0, LETTERS["H"]] = 0.5
    own = np.array([LETTERS[letter] for letter in "HHB"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert [label.value for label in span.labels] == ["FURNITURE", "HEADLINE", "BODY"]
    assert span.probabilities == pytest.approx((0.5 + 0.1 / 8 * 6, 0.9, 0.9125), abs=0.05)


@pytest.mark.parametrize(
    ("gap", "below", "sure", "expected"),
    [
        pytest.param(0, f"{VOTE}\n\nHarbour Radio", 0.2, "B-", id="a blank line is below"),
        pytest.param(0, VOTE, 0.2, "B", id="the end is below"),
        pytest.param(0, f"{VOTE}\n\nHarbour Radio", 0.1, "--", id="too unlikely"),
        pytest.param(0, f"\n{VOTE}\n\nHarbour Radio", 0.2, "--", id="a blank line above"),
        pytest.param(0, f"{VOTE}\nHarbour Radio", 0.2, "--", id="no blank line"),
        pytest.param(0, "A vote\n\nHarbour Radio", 0.2, "--", id="no sentence"),
        pytest.param(0, "Read more: the council votes on the wall.", 0.2, "-", id="furniture"),
        pytest.param(1, VOTE, 0.4, "B", id="paragraphs apart"),
        pytest.param(1, VOTE, 0.2, "-", id="too unlikely, apart"),
        pytest.param(1, f"{VOTE}\n\n----", 0.4, "B-", id="a rule is below"),
        pytest.param(1, f"{VOTE}\n\nHarbour", 0.4, "--", id="the same gap below"),
        pytest.param(1, f"\n{VOTE}", 0.4, "-", id="a wider gap above"),
    ],
)
def test_a_sentence_as_far_below_as_paragraphs_are_apart_is_the_bodys(
    gap: int, below: str, sure: float, expected: str
) -> None:
    apart = "\n" * (1 + gap)
    blocks = text_blocks(apart.join(["Ferry Stops", "Share", FERRY, BAKER, below]))
    roles = "H-BB" + "-" * len(expected)
    rows = np.exp(likely(roles))
    rows[4, LETTERS["B"]], rows[4, LETTERS["O"]] = sure, 0.0
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    names = {Label.HEADLINE: "H", Label.BODY: "B", Label.FURNITURE: "-"}
    assert "".join(names[label] for label in span.labels) == f"H-BB{expected}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([FERRY, BAKER, "He declined."], "HBBB", id="short"),
        pytest.param([FERRY, "He declined."], "HBB", id="below one paragraph"),
        pytest.param([FERRY, "He declined.", "So did she."], "HBBB", id="two"),
        pytest.param([FERRY, *["He declined."] * 3], "HB---", id="three"),
        pytest.param([FERRY, "He declined.", "Harbour Radio"], "HB--", id="no sentence"),
        pytest.param([FERRY, "Loading..."], "HB-", id="more is to come"),
        pytest.param([FERRY, "All rights reserved."], "HB-", id="a notice"),
        pytest.param([FERRY, "Share", BAKER, "He declined."], "HB-B-", id="furniture"),
    ],
)
def test_short_sentences_end_a_text_without_furniture(lines: list[str], expected: str) -> None:
    blocks = text_blocks("\n\n".join(["Ferry Stops", *lines]))
    roles = "H" + "".join("B" if line in (FERRY, BAKER) else "-" for line in lines)
    own = np.array([LETTERS[letter] for letter in roles])
    rows = np.exp(likely(roles))
    names = {Label.HEADLINE: "H", Label.BODY: "B", Label.FURNITURE: "-"}
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(names[label] for label in span.labels) == expected
    blocks, own = text_blocks("\n\n".join(["News", "Ferry Stops", *lines])), np.append(0, own)
    rows = np.exp(likely(f"-{roles}"))
    own[0] = LETTERS["-"]
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(names[label] for label in span.labels) == f"-{roles}"


@pytest.mark.parametrize(
    ("lines", "likely_bylines", "expected"),
    [
        pytest.param(["Ines Calloway", "Ada Fenwick"], [0.2, 0.3], "H-YB", id="the likeliest"),
        pytest.param(["Ines Calloway", "Ada Fenwick"], [0.05, 0.09], "H--B", id="none is likely"),
        pytest.param(["Ice on the Sound", "Share"], [0.4, 0.4], "H--B", id="no names"),
        pytest.param(["By Tomas Brandreth", "Ada Fenwick"], [0.1, 0.4], "HY-B", id="one is there"),
    ],
)
def test_a_line_of_names_may_be_the_byline(
    lines: list[str], likely_bylines: list[float], expected: str
) -> None:
    blocks = text_blocks("\n".join(["Ferry Stops", *lines, FERRY]))
    rows = np.exp(likely("HMMB"))
    rows[1:3, LETTERS["Y"]] = likely_bylines
    own = np.array([LETTERS[letter] for letter in "HMMB"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    names = {Label.HEADLINE: "H", Label.BYLINE: "Y", Label.FURNITURE: "-", Label.BODY: "B"}
    assert "".join(names[label] for label in span.labels) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Share", "Ada Fenwick", "14 March 2024"], "H-YDB", id="above a date"),
        pytest.param(["14 March 2024", "Ada Fenwick", "Share"], "HDY-B", id="below a date"),
        pytest.param(["Ada Fenwick", "Share", "14 March 2024"], "H--DB", id="not at a date"),
        pytest.param(["14 March 2024", "अदिति शर्मा", "Share"], "HD--B", id="without capitals"),
        pytest.param(["Ada Fenwick, Deputy Editor", "Share", "Save"], "HY--B", id="what she is"),
        pytest.param(
            [
                "Share",
                "Ada Fenwick · Bay News · Posted: Oct 03, 2024 6:00 AM PDT | Updated: Oct 4, 2024",
                "Save",
            ],
            "H-Y-B",
            id="with whom for and when",
        ),
        pytest.param(["Share", "• By Associated Press", "Save"], "H-Y-B", id="an agency's"),
        pytest.param(["By AFP", "Ada Fenwick", "14 March 2024"], "HY-DB", id="one is there"),
    ],
)
def test_a_name_at_a_date_is_the_byline_however_likely(lines: list[str], expected: str) -> None:
    blocks = text_blocks("\n".join(["Ferry Stops", *lines, FERRY]))
    roles = "HYMMB" if lines[0] == "By AFP" else "HMMMB"
    rows = np.exp(likely(roles))
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    names = {Label.HEADLINE: "H", Label.BYLINE: "Y", Label.DATE: "D", Label.FURNITURE: "-"}
    assert "".join(names.get(label, "B") for label in span.labels) == expected


@pytest.mark.parametrize(
    ("between", "sure", "expected"),
    [
        pytest.param("A winter without bread", 0.25, "B", id="a subheading"),
        pytest.param("A winter without bread", 0.1, "-", id="too unlikely"),
        pytest.param("A winter without bread and without a boat, again", 0.25, "-", id="too long"),
        pytest.param("Islands", 0.25, "-", id="a word"),
        pytest.param("More: a winter without bread", 0.25, "-", id="a label"),
        pytest.param("Bread at ferry.example", 0.25, "-", id="an address"),
        pytest.param("(See the winter, too)", 0.25, "-", id="a remark"),
        pytest.param("They had no bread.", 0.25, "-", id="a sentence"),
        pytest.param("Ines Calloway", 0.25, "-", id="a name"),
        pytest.param("Read more", 0.25, "-", id="furniture"),
        pytest.param("14 March 2024", 0.25, "D", id="a date"),
        pytest.param("Bread again\nNo boat again", 0.25, "--", id="two lines"),
    ],
)
def test_a_short_line_alone_between_paragraphs_is_the_bodys(
    between: str, sure: float, expected: str
) -> None:
    blocks = text_blocks("\n".join(["Ferry Stops", FERRY, between, BAKER]))
    roles = f"HB{'I' * len(expected)}B"
    rows = np.exp(likely(roles))
    rows[2, LETTERS["B"]], rows[2, LETTERS["O"]] = sure, 0.0
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(NAMES[label] for label in span.labels) == f"HB{expected}B"


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        pytest.param("Advertisement\nRead more: the quay", "--B", id="furniture"),
        pytest.param("Advertisement\nThe quay in June", "---", id="what may be"),
        pytest.param("Related\nThe quay in June\nThe old pier\n", "---B", id="a list"),
        pytest.param("Related\n\nThe quay in June\n", "---", id="a list of nothing"),
        pytest.param("The quay in June\nThe old pier\n", "---", id="a list of anything"),
    ],
)
def test_a_subheading_may_stand_below_furniture(between: str, expected: str) -> None:
    lines = ["Ferry Stops", FERRY, between, "A winter without bread", BAKER]
    blocks = text_blocks("\n".join(lines))
    roles = f"HB{'I' * len(expected)}B"
    rows = np.exp(likely(roles))
    rows[-2, LETTERS["B"]] = 0.25
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(NAMES[label] for label in span.labels) == f"HB{expected}B"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("“Nobody had asked any of the islanders.”", "-"),
        ("« Nobody had asked any of the islanders. »", "-"),
        ("“Nobody had asked any of the islanders”", "B"),
        ("“Nobody had asked any of the bakers.”", "B"),
        ("Nobody had asked any of the islanders.", "B"),
        ("“Nobody had asked.”", "B"),
        ("“Nobody had asked any of” – Jonas Wirth, ferryman", "-"),
        ("“Everybody had asked any of” – Jonas Wirth", "B"),
        ("“On Monday” – Jonas Wirth", "B"),
    ],
)
def test_a_sentence_in_quotes_that_a_paragraph_says_is_not_said_twice(
    quote: str, expected: str
) -> None:
    said = "“Nobody had asked any of the islanders. They heard of it,” he said. “On Monday.”"
    assert cut_with(["Ferry Stops", FERRY, quote, said], "HBBB", []) == f"HB{expected}B"


def test_what_is_printed_twice_among_paragraphs_is_no_subheading() -> None:
    lines = ["Ferry Stops", FERRY, "A winter without bread", BAKER, "A winter without bread", VOTE]
    assert cut_with(lines, "HBIBIB", []) == "HB-B-B"


STOPS = "It will not stop at these piers before April:"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([STOPS, "", "Ellery", "Skerry Sound", "", BAKER], "BBBB", id="announced"),
        pytest.param(["No piers.", "", "Ellery", "Skerry Sound", "", BAKER], "B--B", id="not"),
        pytest.param([STOPS, "", "Ellery", "", BAKER], "B-B", id="one line"),
        pytest.param([STOPS, "", "Ellery", "", "Skerry", "", BAKER], "B--B", id="apart"),
        pytest.param([STOPS, "", "Ellery", "Read more", "", BAKER], "B--B", id="furniture"),
        pytest.param([STOPS, "", "Ellery", "Skerry Sound"], "B--", id="nothing is below"),
        pytest.param([STOPS, "1. Ellery", "2. Skerry Sound", "", "More"], "BBB-", id="numbered"),
        pytest.param([STOPS, "1. Ellery", "3. Skerry Sound"], "B--", id="numbers are left out"),
    ],
)
def test_a_list_that_a_paragraph_announces_is_the_bodys(lines: list[str], expected: str) -> None:
    roles = "".join("B" if len(line) > 20 or line == "No piers." else "-" for line in lines if line)
    assert cut_with(["Ferry Stops", FERRY, *lines], f"HB{roles}", []) == f"HB{expected}"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param("Share", "Ada FENWICK", "H-BY", id="surname in capitals"),
        pytest.param("Share", "A. Fenwick", "H-BY", id="initial"),
        pytest.param("Share", "Thu Thuỷ", "H-BY", id="Vietnamese"),
        pytest.param("Share", "An Lâm", "H-B-", id="no letter of Vietnamese alone"),
        pytest.param("Share", "Ada Fenwick", "H-B-", id="as labels are"),
        pytest.param("Share", "Visit NATO", "H-B-", id="acronym"),
        pytest.param("Share", "F HARBOUR", "H-B-", id="letter"),
        pytest.param("Share", "P. Ellery", "H-B-", id="the text has it"),
        pytest.param("By Rosa Vik", "Ada FENWICK", "HYB-", id="somebody is named above"),
    ],
)
def test_a_plain_name_below_the_last_paragraph_is_the_byline(
    above: str, below: str, expected: str
) -> None:
    blocks = text_blocks(f"Ferry Stops\n{above}\nOn the quay of Ellery, {FERRY}\n{below}")
    roles = "HYBM" if above.startswith("By") else "HMBM"
    rows = np.exp(likely(roles))
    own = np.array([LETTERS[letter] for letter in roles])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    names = {Label.HEADLINE: "H", Label.BYLINE: "Y", Label.FURNITURE: "-", Label.BODY: "B"}
    assert "".join(names[label] for label in span.labels) == expected


NAMES = {
    Label.HEADLINE: "H", Label.BYLINE: "Y", Label.DATE: "D", Label.CAPTION: "C",
    Label.BODY: "B", Label.FURNITURE: "-",
}  # fmt: skip


def cut_with(lines: list[str], roles: str, likely_roles: list[float]) -> str:
    """How lines are labelled whose roles are this likely, each; 0.9 where none is said."""
    blocks = text_blocks("\n".join(lines))
    rows = np.exp(likely(roles))
    own = np.array([LETTERS[letter] for letter in roles])
    for line, probability in enumerate(likely_roles):
        rows[line, own[line]] = probability
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    return "".join(NAMES[label] for label in span.labels)


@pytest.mark.parametrize(
    ("above", "articles", "expected"),
    [
        (MIN_MENU_LINES, 1, Role.OUTSIDE),
        (MIN_MENU_LINES - 1, 1, Role.BODY),
        (MIN_MENU_LINES, 2, Role.BODY),
    ],
)
def test_below_the_article_of_a_whole_page_less_is_a_paragraph(
    above: int, articles: int, expected: Role
) -> None:
    rows = likely("-" * above + "HBB" * articles + "B")
    rows[-1, [LETTERS["B"], LETTERS["-"]]] = np.log([0.5, 0.4])
    assert likeliest_roles(rows)[-1] == expected


def test_a_topic_gives_way_to_the_headline_that_begins_with_it() -> None:
    headline = "Ada Fenwick Stops the Ferry to the Island for the Winter"
    assert cut_with(["Ada Fenwick", headline, FERRY], "HHB", [0.9, 0.6]) == "-HB"
    assert cut_with(["Ada Fenwick", headline, FERRY, BAKER], "HBBB", [0.9, 0.6]) == "-HBB"
    assert cut_with(["Ada Fenwick", headline, FERRY, BAKER], "HBBB", [0.9, 0.8]) == "HBBB"
    assert cut_with(["Ferry Stops", headline, FERRY, BAKER], "HBBB", [0.9, 0.6]) == "HBBB"


def test_what_ends_in_whose_a_picture_is_is_no_headline() -> None:
    caption = "The quay at Port Ellery, which is empty on Sundays. Photo by the writer"
    assert cut_with(["Ferry Stops", caption, FERRY], "HHB", [0.5, 0.9]) == "H-B"


def test_what_ends_in_whose_a_picture_is_is_a_caption() -> None:
    caption = "The quay at Port Ellery, which is empty on Sundays. Image credit: Jonas Wirth."
    assert cut_with(["Ferry Stops", FERRY, caption, BAKER], "HBBB", []) == "HBCB"
    assert cut_with(["Ferry Stops", FERRY, f"{BAKER * 4} {caption}", BAKER], "HBBB", []) == "HBBB"
    assert cut_with(["Ferry Stops", FERRY, "Author: Ada Fenwick", BAKER], "HBBB", []) == "HBYB"
    assert cut_with(["Ferry Stops", caption, FERRY], "HSB", []) == "HCB"
    assert cut_with(["Ferry Stops", FERRY, caption, BAKER], "HBIB", []) == "HBCB"
    assert cut_with(["Ferry Stops", FERRY, caption[:45], BAKER], "HBIB", []) == "HB-B"


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Last Updated: March 12, 2024, 10:30 IST", "D"),
        ("(This story has not been edited by our staff.)", "-"),
        ("March 12, 2024", "B"),
    ],
)
def test_what_stands_among_paragraphs_and_is_none(line: str, label: str) -> None:
    assert cut("H Ferry Stops", f"B {FERRY}", f"B {line}", f"B {BAKER}") == [f"HB{label}B"]


def test_a_paragraph_behind_a_dateline_is_no_caption_unless_it_says_whose_the_picture_is() -> None:
    dated = f"PORT ELLERY, N.Y. (AP) — {FERRY}"
    below = ["M 14 March 2024", f"B {BAKER}", f"B {VOTE}"]
    assert cut("H Ferry Stops", f"C {dated}", *below) == ["HBDBB"]
    assert cut("H Ferry Stops", f"C {dated} (Lou Ferris/Reuters)", *below) == ["HCDBB"]


def test_a_paragraph_behind_a_dateline_is_the_bodys_though_taken_for_furniture() -> None:
    dated = f"PORT ELLERY, N.Y. (AP) — {FERRY}"
    published = "PUBLISHED: March 14, 2024 at 1:49 p.m. | UPDATED: March 14, 2024 at 2:01 p.m."
    below = [f"B {BAKER}", f"B {VOTE}"]
    assert cut("H Ferry Stops", f"M {dated}", *below) == ["HBBB"]
    assert cut("H Ferry Stops", f"M {FERRY}", *below) == ["H-BB"]
    assert cut("H Ferry Stops", f"M {published}", *below) == ["HDBB"]


def test_a_short_last_paragraph_that_an_agency_signs_is_no_caption() -> None:
    signed = "The cat was out by then. (AFP)"
    assert cut_with(["Ferry Stops", FERRY, signed], "HBB", []) == "HBB"
    assert cut_with(["Ferry Stops", FERRY, signed, BAKER], "HBBB", []) == "HBCB"


def test_a_name_below_a_vietnamese_text_is_the_byline() -> None:
    text = "Phà ra đảo sẽ không chạy trước tháng Tư, cảng vụ cho biết hôm thứ Hai."
    assert cut_with(["Phà dừng", text, "An Lâm"], "HBM", []) == "HBY"
    assert cut_with(["Phà dừng", text, "Phà đã dừng.", "An Lâm"], "HBBM", []) == "HBBY"
    assert cut_with(["Phà dừng", text, "Trở lại"], "HBM", []) == "HB-"


def test_for_whom_an_article_is_is_no_byline() -> None:
    assert cut_with(["Ferry Stops", "会員限定記事", FERRY], "HYB", []) == "H-B"


def test_who_writes_from_where_is_no_standfirst() -> None:
    named = "Ada Fenwick, Fog News Agency, Port Ellery"
    assert cut_with(["Ferry Stops", named, FERRY], "HSB", []) == "HYB"


def test_the_way_to_a_headline_is_none() -> None:
    headline = "Ferry to the Island Stops for the Winter"
    way = "Ports / Harbour / Ferry to the Island Stops…"
    assert cut_with([way, headline, FERRY], "HHB", [0.9, 0.2]) == "-HB"
    assert cut_with([way.replace("Island", "Quay"), headline, FERRY], "HHB", [0.9, 0.2]) == "H-B"
    assert cut_with(["Home > Ports > Quay", headline, FERRY], "HHB", [0.9, 0.2]) == "-HB"
    note = "This article is for subscribers only."
    assert cut_with([headline, note, note, FERRY], "HCSB", []) == "H--B"
    assert cut_with(["Ferry to the Island Stops", headline, FERRY], "HHB", [0.9, 0.2]) == "H-B"
    one_step = way.removeprefix("Ports / ")
    assert cut_with([one_step, headline, FERRY], "HHB", [0.9, 0.2]) == "H-B"
    apart = [way, "Print", "Share", "Mail", headline, FERRY]
    assert cut_with(apart, "HMMMHB", [0.9, 0.2])[0] == "H"


@pytest.mark.parametrize(
    "line",
    [
        "FERRY-STRIKE (2nd lead, adds union)",
        "FERRY-STRIKE/ (UPDATE 2)",
        "12/02/26, 09:41 The Harbour Post - Ferry",
        "2/12/2026, 9:41 AM The Harbour Post - Ferry",
    ],
)
def test_what_a_wire_or_a_printer_calls_a_story_is_no_headline(line: str) -> None:
    assert cut_with(["Ferry Stops", line, FERRY], "HHB", [0.2, 0.9]).startswith("H")
    assert cut_with([line, "COVID-19 Stops the Ferry", FERRY], "HHB", [0.9, 0.2]).endswith("HB")


def test_fields_of_a_database_are_no_headline() -> None:
    lines = ["Source: The Kestrel, p. 8", "Date: 16 November 2024", "Ferry Stops", FERRY]
    assert cut_with(lines, "HHHB", [0.9, 0.8, 0.2]) == "-DHB"
    assert cut_with(["Source: Fenwick to Leave", "Ferry", FERRY], "HHB", [0.9, 0.2]) == "H-B"


def test_a_field_beside_another_is_no_caption() -> None:
    lines = ["Ferry Stops", "Section: News", "Graphic: The quay", FERRY]
    assert cut_with(lines, "HMCB", []) == "H--B"
    assert cut_with(["Ferry Stops", "The quay", "Graphic: The quay", FERRY], "HCCB", []) == "HCCB"


def test_whose_a_picture_is_is_no_caption_by_itself() -> None:
    lines = ["Ferry Stops", "The quay", "Foto: Lou Ferris / Harbour Agency", FERRY]
    assert cut_with(lines, "HCCB", []) == "HC-B"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["H Ferry Stops", "M Deck: Bread runs out", f"B {FERRY}"], "HSB"),
        (["H Ferry Stops", "H Deck: Bread runs out", f"B {FERRY}"], "HSB"),
        (["- Headline: Ferry Stops", "H Deck: Bread runs out", f"B {FERRY}"], "-SB"),
        (["H Ferry Stops", f"B Abstract: {BAKER}", f"B {FERRY}"], "HSB"),
        (["H Ferry Stops", f"B {FERRY}", f"B Summary: {BAKER}"], "HBB"),
        (["H Ferry Stops", f"B Summary: {BAKER}"], "HB"),
    ],
)
def test_the_field_of_a_standfirst_is_one_above_the_text(lines: list[str], expected: str) -> None:
    assert cut(*lines) == [expected]


def test_a_date_between_a_source_and_its_headline_is_the_articles() -> None:
    lines = ["Source: Coast Today", "Date: 17 November 2024", "Ferry Stops", FERRY]
    assert cut_with(lines, "HMHB", [0.9, 0.0, 0.2]) == "-DHB"


def test_how_long_an_article_takes_to_read_is_no_caption() -> None:
    line = "post.example · Ada Fenwick · 3 min"
    assert cut_with(["Ferry Stops", line, FERRY], "HCB", []) == "HYB"
    assert cut_with(["Ferry Stops", "post.example · 3 min", FERRY], "HCB", []) == "H-B"
    assert cut_with(["Ferry Stops", "Original: https://post.example/3", FERRY], "HCB", []) == "H-B"
    assert cut_with(["Ferry Stops", "Ada Fenwick, Quay Correspondent", FERRY], "HCB", []) == "HYB"


def test_a_columnist_told_of_below_is_no_headline() -> None:
    lines = ["Ada Fenwick", "Please Stop the Ferry", FERRY]
    told = [*lines, "Ada Fenwick writes on Mondays."]
    assert cut_with(told, "HHBB", [0.9, 0.2]) == "YHB-"
    assert cut_with(told, "HSBB", [0.9]) == "YHB-"
    assert cut_with([*lines, "Ben Vik writes on Mondays."], "HHBB", [0.9, 0.2]) == "H-BB"


def test_a_byline_where_captions_stand_is_one() -> None:
    assert cut_with(["Ferry Stops", "author: Ada Fenwick", FERRY], "HCB", []) == "HYB"
    revised = "(Adds the mayor's statement in paragraph 3)"
    assert cut_with(["Ferry Stops", revised, FERRY], "HCB", []) == "H-B"


@pytest.mark.parametrize(
    ("line", "probability", "expected"),
    [
        ("Ada Fenwick and Jonas Wirth", 0.2, "HY-B"),
        ("Ada Fenwick and Jonas Wirth", 0.1, "HC-B"),
        ("अदिति शर्मा", 0.2, "HC-B"),
        ("The quay of Port Ellery", 0.2, "HC-B"),
    ],
)
def test_names_alone_for_a_caption_may_be_the_byline(
    line: str, probability: float, expected: str
) -> None:
    blocks = text_blocks("\n".join(["Ferry Stops", line, "Share", FERRY]))
    rows = np.exp(likely("HCMB"))
    rows[1, LETTERS["Y"]] = probability
    own = np.array([LETTERS[letter] for letter in "HCMB"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(NAMES[label] for label in span.labels) == expected


def test_markdown_says_what_is_a_heading() -> None:
    for line, label in (("## The Baker", "B"), ("## Also read", "-"), ("The Baker", "-")):
        assert cut_with(["Ferry Stops", FERRY, line, BAKER], "HBIB", []) == f"HB{label}B"


def test_a_dateline_by_itself_is_a_date() -> None:
    for line, label in (("Port Ellery, 4 May 2024 (AFP) -", "D"), ("The quay (AFP) -", "C")):
        assert cut_with(["Ferry Stops", line, FERRY], "HCB", []) == f"H{label}B"
        assert cut_with(["Ferry Stops", FERRY, line, BAKER], "HBCB", []) == "HBCB"


def test_what_stands_below_a_separator_is_the_later_articles() -> None:
    lines = ["Ferry Stops", FERRY, "###", "Sept. 10, 2024", "By Ada Fenwick", "Boat Wins", BAKER]
    rows = np.exp(likely("HB---HB"))
    own = np.array([LETTERS[letter] for letter in "HB---HB"])
    blocks = text_blocks("\n".join(lines))
    for separators, expected in (((2,), ["HB-", "DYHB"]), ((), ["HB-DY", "HB"])):
        spans = spans_of(blocks, own, rows, rows[:, LETTERS["H"]], separators)
        labels = ["".join(NAMES[label] for label in span.labels) for span in spans]
        assert labels == expected


def test_what_says_that_it_is_a_caption_is_one_and_its_source_is_none() -> None:
    told = f"Image caption, {BAKER}"
    assert cut_with(["Ferry Stops", FERRY, told, BAKER], "HBBB", []) == "HBCB"
    assert cut_with(["Ferry Stops", FERRY, "Image source, AP", BAKER], "HBBB", []) == "HB-B"


def test_the_label_of_a_text_is_no_paragraph() -> None:
    assert cut_with(["Ferry Stops", "Full text:", FERRY], "HBB", []) == "H-B"


@pytest.mark.parametrize("role", "BCYMI")
def test_who_wrote_a_post_that_is_shown_did_not_write_the_article(role: str) -> None:
    post = "— Ada Fenwick (@ada_f)"
    assert cut_with(["Ferry Stops", FERRY, post, BAKER], f"HB{role}B", []) == "HB-B"
    dated = f"{post} March 14, 2024"
    assert cut_with(["Ferry Stops", FERRY, dated, BAKER], f"HB{role}B", []) == "HBDB"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Where the first article has its date above its headline, the second one has.
        (["- 14 March 2024", "H Ferry Stops", f"B {FERRY}", "- 13 March 2024"], ["DHB", "DHB"]),
        (
            ["- Thursday, 14 March 2024, 10:30", "H Ferry Stops", f"B {FERRY}", "- 13 March 2024"],
            ["DHB", "DHB"],
        ),
        (
            ["- 14 March 2024", "H Ferry Stops", f"B {FERRY}", "- 13 March 2024", "- Sport"],
            ["DHB", "D-HB"],
        ),
        # Else it may be the first one's.
        (["H Ferry Stops", f"B {FERRY}", "- 13 March 2024"], ["HBD", "HB"]),
        (["H Ferry Stops", "M 14 March 2024", f"B {FERRY}", "- 13 March 2024"], ["HDBD", "HB"]),
        (["- Updated: 14 March 2024, 10:30", "H Ferry Stops", f"B {FERRY}"], ["-HB", "HB"]),
    ],
)
def test_a_date_above_a_later_headline(lines: list[str], expected: list[str]) -> None:
    assert cut(*lines, "H Bakery Opens", f"B {BAKER}") == expected


def test_each_later_headline_has_its_date_above() -> None:
    first = ["- 14 March 2024", "H Ferry Stops", f"B {FERRY}", "- 13 March 2024", "H Sea Wall"]
    dated = [*first, f"B {VOTE}", "- 12 March 2024", "H Bakery Opens", f"B {BAKER}"]
    assert cut(*dated) == ["DHB", "DHB", "DHB"]


def test_a_later_article_with_a_date_of_its_own_takes_none_from_above() -> None:
    first = ["- 14 March 2024", "H Ferry Stops", f"B {FERRY}", "- 13 March 2024"]
    spans = cut(*first, "H Bakery Opens", "M 12 March 2024", f"B {BAKER}")
    assert spans[1] == "HDB"


def test_a_byline_that_names_nobody_gives_way_to_one_that_does() -> None:
    date = "14 March 2024"
    assert cut_with(["Ferry Stops", "Parents", "Ada Fenwick", date, FERRY], "HYMMB", []) == "H-YDB"
    assert cut_with(["Ferry Stops", "Parents", "Ice", date, FERRY], "HYMMB", []) == "HY-DB"
    assert cut_with(["Ferry Stops", "AFP", "Ada Fenwick", date, FERRY], "HYMMB", []) == "HY-DB"


@pytest.mark.parametrize(
    ("line", "role", "probability", "expected"),
    [
        ("Ada Fenwick December 22, 2023 Comment Now!", "C", 0.45, "HDBB"),
        ("Ada Fenwick December 22, 2023 Comment Now!", "C", 0.55, "HCBB"),
        ("Ada Fenwick December 22, 2023 30 Shares", "B", 0.45, "HDBB"),
        ("Ada Fenwick December 22, 2023 30 Shares", "B", 0.55, "HBBB"),
        ("Ada Fenwick on the quay, which is closed", "C", 0.45, "HCBB"),
    ],
)
def test_a_doubtful_caption_or_paragraph_that_dates_the_article_is_a_date(
    line: str, role: str, probability: float, expected: str
) -> None:
    lines = ["Ferry Stops", line, FERRY, BAKER]
    assert cut_with(lines, f"H{role}BB", [0.9, probability]) == expected


def test_far_down_a_doubtful_paragraph_with_a_date_stays_one() -> None:
    lines = ["Ferry Stops", FERRY, BAKER, VOTE, "14 March 2024", QUAY]
    assert cut_with(lines, "HBBBBB", [0.9, 0.9, 0.9, 0.9, 0.4]) == "HBBBBB"
    assert cut_with([lines[0], *lines[2:]], "HBBBB", [0.9, 0.9, 0.9, 0.4]) == "HBBDB"


def test_an_article_with_nothing_but_a_date_in_doubt_keeps_its_body() -> None:
    line = "The ferry to the island stops on 14 March 2024, and for good"
    assert cut_with(["Ferry Stops", line], "HB", [0.9, 0.4]) != "HD"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["Print", "By Ada Fenwick - The Harbour Post - 14 March 2024"], "-YBB"),
        (["By Ada Fenwick", "14 March 2024"], "-DBB"),
        (["14 March 2024", "By Ada Fenwick"], "DYBB"),
        (["Kolumne von Ada Fenwick - 14.03.2024 um 08:52 Uhr - 2 Kommentare", "Print"], "D-BB"),
        (["Home", "Print"], "--BB"),
    ],
)
def test_what_is_right_above_an_article_without_a_headline(above: list[str], expected: str) -> None:
    assert cut_with([*above, FERRY, BAKER], "--OB", []) == expected


@pytest.mark.parametrize(("probability", "expected"), [(0.45, "HYB"), (0.35, "H-B")])
def test_a_likely_byline_may_say_more_than_names(probability: float, expected: str) -> None:
    blocks = text_blocks(f"Ferry Stops\nAda Fenwick • HarbourOnline\n{FERRY}")
    rows = np.exp(likely("HMB"))
    rows[1, LETTERS["Y"]] = probability
    own = np.array([LETTERS[letter] for letter in "HMB"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert "".join(NAMES[label] for label in span.labels) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(0.95, 0.8, "HBHB"), (0.95, 0.6, "HB--"), (0.8, 0.6, "HBHB"), (0.6, 0.3, "HB--")],
)
def test_what_is_less_likely_an_article_than_not_is_none(
    first: float, second: float, expected: str
) -> None:
    """And beside a sure article, what is no more than a little likelier than not."""
    blocks = text_blocks("\n".join(["Ferry Stops", FERRY, "Sea Wall", VOTE]))
    rows = np.exp(likely("HBHB"))
    rows[[1, 3], LETTERS["B"]], rows[[1, 3], LETTERS["O"]] = (first, second), 0.0
    own = np.array([LETTERS[letter] for letter in "HBHB"])
    spans = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    names = {Label.HEADLINE: "H", Label.BODY: "B", Label.FURNITURE: "-"}
    assert "".join(names[label] for span in spans for label in span.labels) == expected


@pytest.mark.parametrize(("points", "prose", "expected"), [(49, 0, 1), (50, 0, 0), (50, 6, 1)])
def test_a_long_list_is_no_article(points: int, prose: int, expected: int) -> None:
    lines = [f"• {FERRY} It is boat number {i}." for i in range(points)]
    lines += [f"{VOTE} It was vote number {i}." for i in range(prose)]
    roles = "H" + "B" * len(lines)
    blocks = text_blocks("\n".join(["Ferry Stops", *lines]))
    rows = np.exp(likely(roles))
    own = np.array([LETTERS[letter] for letter in roles])
    spans = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert sum(span.is_article for span in spans) == expected


def test_an_appeal_is_no_article() -> None:
    appeal = "At The Harbour Post we keep our journalism free, and your donation helps us to go on."
    blocks = text_blocks(
        "\n".join(["Ferry Stops", FERRY, "Support Us", appeal, appeal + " Thanks."])
    )
    rows = np.exp(likely("HBHBB"))
    own = np.array([LETTERS[letter] for letter in "HBHBB"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert [block.text for block in span.labelled(Label.BODY)] == [FERRY]


def test_a_dump_of_two_lines_is_cut_by_rules() -> None:
    (span,) = segment_text(text_blocks(f"Ferry Stops for the Winter\n{FERRY}"))
    assert [label.value for label in span.labels] == ["HEADLINE", "BODY"]


LINES = st.one_of(
    st.sampled_from(
        ["", "", " ", "Ferry Stops for the Winter", "Sea Wall to Be Built at Last", FERRY, BAKER,
         VOTE, QUAY, "By Ada Fenwick", "14 March 2024", "Updated 31 sec ago", "Share", "Categories",
         "Harbour", "• Ice is expected", "(Reporting by Ada Fenwick)", "\u3000港の記事。",
         "The quay. (Photo by Ines Calloway)", "ALSO READ: Fog Again"]
    ),
    st.text(max_size=60),
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=30).map("\n".join).filter(text_blocks)


def assert_nothing_is_lost(blocks: tuple[Block, ...]) -> None:
    """Holds the spans of blocks against the blocks."""
    spans = segment_text(blocks)
    assert [block for span in spans for block in span.blocks] == list(blocks)
    assert [len(span.labels) for span in spans] == [len(span.blocks) for span in spans]
    assert all(span.blocks for span in spans)
    assert len(spans) < 2 or all(span.is_article for span in spans)
    assert all(span.is_article or set(span.labels) == {Label.FURNITURE} for span in spans)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_cutting_text_loses_no_block_and_no_word(text: str) -> None:
    blocks = text_blocks(text)
    assert_nothing_is_lost(blocks)
    spans = segment_text(blocks)
    words = [word for span in spans for block in span.blocks for word in block.text.split()]
    assert words == text.split()


def test_a_sentence_that_ends_a_clean_text_twice_ends_it_once() -> None:
    vote = "Council members voted nine to two for the new sea wall after a long debate on Tuesday."
    end = "The quay at Port Ellery is empty on Sunday because the boat has stopped."
    (span,) = segment_text(text_blocks("\n".join([vote, "", end, end])))
    assert [block.text for block in span.labelled(Label.BODY)] == [vote, end]


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_paragraphs_of_a_body_are_told_apart(text: str) -> None:
    for span in segment_text(text_blocks(text)):
        long = [fold(block.text) for block in span.labelled(Label.BODY)]
        long = [text for text in long if len(text) >= MIN_COPY_CHARS]
        assert len(set(long)) == len(long)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_every_label_of_a_model_has_a_probability(text: str) -> None:
    for span in segment_text(text_blocks(text)):
        assert len(span.probabilities) in (0, len(span.blocks))
        assert all(0 <= probability <= 1 for probability in span.probabilities)


PLAIN = (
    ("Council approves new bridge over the Marl", (
        "The town council voted on Tuesday to build a new bridge over the river Marl, replacing "
        "the wooden crossing that was closed after the floods of last spring.",
        "The bridge will cost four million and is to be open by the autumn of next year, the mayor "
        "told reporters after the meeting.",
        "Work begins in May.",
    )),
    ("Bakery strike ends after eleven days", (
        "Bakers at the Holm works went back to their ovens on Monday after accepting a pay rise of "
        "six per cent, ending a strike that had emptied shelves across the county.",
        "The union said the offer was not what its members deserved but was the most that could be "
        "had this year.",
        "Deliveries to schools resume on Wednesday.",
    )),
    ("Storm leaves thousands without power", (
        "More than nine thousand homes were without electricity on Friday morning after a storm "
        "brought down lines in the north of the county.",
        "Engineers said the last of them would be connected again by Saturday night, although snow "
        "was hampering the work.",
        "Schools stayed closed.",
    )),
)  # fmt: skip


def test_articles_without_bylines_and_dates_are_told_apart_and_whole() -> None:
    text = "\n\n\n".join("\n\n".join((head, *body)) for head, body in PLAIN)
    spans = segment_text(text_blocks(text))
    found = [
        (
            [block.text for block in span.labelled(Label.HEADLINE)],
            tuple(block.text for block in span.labelled(Label.BODY)),
        )
        for span in spans
    ]
    assert found == [([head], body) for head, body in PLAIN]


@pytest.mark.parametrize(("above", "starts"), [(MIN_MENU_LINES, 1), (0, 2)])
def test_a_whole_page_begins_a_second_article_less_readily(above: int, starts: int) -> None:
    rows = likely("-" * above + "HBBBHBBB")
    # By so much likelier than to go on with the first.
    rows[above + 4, LETTERS["H"]] = rows[above + 4, LETTERS["B"]] + 2.0
    assert article_starts(likeliest_roles(rows)).sum() == starts


def test_where_networks_find_nothing_in_many_lines_there_is_nothing() -> None:
    text = "\n".join(f"• {FERRY} It is boat number {i}." for i in range(80))
    spans = segment_text(text_blocks(text))
    assert not any(span.is_article for span in spans)


def test_a_labelled_byline_below_the_body_is_one() -> None:
    blocks = text_blocks(f"Ferry Stops\n{FERRY}\n{BAKER}\nAutor: Ada Fenwick")
    rows = np.exp(likely("HBB-"))
    own = np.array([LETTERS[letter] for letter in "HBB-"])
    (span,) = spans_of(blocks, own, rows, rows[:, LETTERS["H"]])
    assert span.labels[-1] is Label.BYLINE
