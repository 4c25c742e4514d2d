"""Cutting text by rules: where an article begins, and what each block is to it."""

import textwrap

import pytest

from transforms.labels import Label, Span
from transforms.text import text_blocks
from transforms.text_rules import segment_by_rules

FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
VOTE = "Council members voted nine to two for the new sea wall after a long debate on Tuesday."
HEIGHT = "The wall will be four metres high and hide the sea from all but the tallest houses."
QUAY = "The quay at Port Ellery is empty on Sunday because the boat has stopped."


def dump(text: str) -> str:
    """A dump whose lines in capitals stand for the sentences above."""
    sentences = {"FERRY": FERRY, "BAKER": BAKER, "VOTE": VOTE, "HEIGHT": HEIGHT, "QUAY": QUAY}
    return "\n".join(sentences.get(line, line) for line in textwrap.dedent(text).split("\n"))


def cut(text: str) -> list[list[tuple[str, str]]]:
    """The spans of a dump, each block as its label and text."""
    return [pairs(span) for span in segment_by_rules(text_blocks(dump(text)))]


def pairs(span: Span) -> list[tuple[str, str]]:
    """The blocks of a span, as label and text."""
    return [(n.value, b.text) for n, b in zip(span.labels, span.blocks, strict=True)]


def labels(text: str) -> list[str]:
    """The labels of a dump's blocks, a span a string, one letter a block."""
    letters = {
        Label.HEADLINE: "H", Label.STANDFIRST: "S", Label.BYLINE: "Y", Label.DATE: "D",
        Label.CAPTION: "C", Label.BODY: "B", Label.CREDIT: "R", Label.FURNITURE: "-",
    }  # fmt: skip
    spans = segment_by_rules(text_blocks(dump(text)))
    return ["".join(letters[label] for label in span.labels) for span in spans]


def test_a_page_of_a_site_with_two_articles() -> None:
    text = """\
        Home
        Ferry Stops for the Winter

        QUAY
        QUAY
        Updated 31 sec ago
        Follow

        Ferry Stops for the Winter

        Ferry Stops for the Winter
        • Ice is expected on the Sound
        By Ada Fenwick

        FERRY

        ALSO READ: Fog Again on the Sound

        BAKER
        (Reporting by Ada Fenwick)
        Share


        Sea Wall to Be Built at Last
        Sea Wall to Be Built at Last
        14 March 2024
        Sea Wall to Be Built at Last
        VOTE
        HEIGHT
        Most Read
        Fog Again on the Sound
        Lamps Are Counted
        """
    assert cut(text) == [
        [
            ("FURNITURE", "Home"),
            ("HEADLINE", "Ferry Stops for the Winter"),
            ("CAPTION", QUAY),
            ("CAPTION", QUAY),
            ("DATE", "Updated 31 sec ago"),
            ("FURNITURE", "Follow"),
            ("HEADLINE", "Ferry Stops for the Winter"),
            ("HEADLINE", "Ferry Stops for the Winter"),
            ("STANDFIRST", "• Ice is expected on the Sound"),
            ("BYLINE", "By Ada Fenwick"),
            ("BODY", FERRY),
            ("FURNITURE", "ALSO READ: Fog Again on the Sound"),
            ("BODY", BAKER),
            ("CREDIT", "(Reporting by Ada Fenwick)"),
            ("FURNITURE", "Share"),
        ],
        [
            ("HEADLINE", "Sea Wall to Be Built at Last"),
            ("HEADLINE", "Sea Wall to Be Built at Last"),
            ("DATE", "14 March 2024"),
            ("HEADLINE", "Sea Wall to Be Built at Last"),
            ("BODY", VOTE),
            ("BODY", HEIGHT),
            ("FURNITURE", "Most Read"),
            ("FURNITURE", "Fog Again on the Sound"),
            ("FURNITURE", "Lamps Are Counted"),
        ],
    ]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        pytest.param("\n\n", ["HB", "HB"], id="a gap"),
        pytest.param("\nShare\n", ["HB-", "HB"], id="furniture"),
        pytest.param("(Reporting by Ada Fenwick)\n", ["HBR", "HB"], id="a credit"),
        pytest.param("\n", ["HBBB"], id="one blank line is none: a subheading"),
        pytest.param("", ["HBBB"], id="no break: a subheading"),
    ],
)
def test_a_headline_that_is_printed_once_begins_an_article_after_a_break(
    between: str, expected: list[str]
) -> None:
    text = f"Ferry Stops for the Winter\nFERRY\n{between}Sea Wall to Be Built at Last\nVOTE\n"
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nSea Wall Is Built\nSea Wall Is Built\nVOTE",
            ["HB", "HHB"],
            id="a headline printed twice needs no break",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\n\n\nsea wall to be built at last\nVOTE",
            ["HBBB"],
            id="lower case is no headline",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\n\n\nSea Wall to Be Built at Last\n",
            ["HB-"],
            id="no article below the last headline",
        ),
        pytest.param("FERRY\nBAKER", ["BB"], id="no headline"),
        pytest.param("Home\nMenu\nShare", ["---"], id="no article"),
        pytest.param("Ferry Stops for the Winter\nHome", ["--"], id="a headline is no article"),
        pytest.param("Home\nMenu\nFERRY", ["--B"], id="furniture before the first article"),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nFERRY\nBAKER", ["HB-B"], id="a repeated paragraph"
        ),
        pytest.param(
            "Ferry Stops in Winter\nFERRY\n“We wait.”\nA short line\nIt was counted again.\nEnd",
            ["HBBBB-"],
            id="short lines stay between sentences, and go after the last",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nOf the boat no trace was found. (AP)",
            ["HBB"],
            id="a signed paragraph is no caption",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nThe quay on Sunday. (Photo by Ines Calloway)\nFERRY",
            ["HCB"],
            id="a caption",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nIslanders will have to live without bread until it is "
            "spring again\nFERRY",
            ["HSB"],
            id="a standfirst",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nIslanders\nFERRY", ["H-B"], id="a word under the headline"
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nCategories\nHarbour\nWeather",
            ["HB---"],
            id="a list under its head",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nCategories\nHarbour\n\nBAKER",
            ["HB--B"],
            id="a list ends at a paragraph",
        ),
        pytest.param(
            "Ferry Stops for the Winter\nFERRY\nCategories\nHarbour\n\nIce on the Sound\nBAKER",
            ["HB--", "HB"],
            id="a list ends at a blank line",
        ),
    ],
)
def test_labels_of_text(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_labelled_and_is_article() -> None:
    article, nothing = (
        segment_by_rules(text_blocks(dump(text)))[0]
        for text in ("Ferry Stops for the Winter\nFERRY\nBAKER", "Home")
    )
    assert [block.line for block in article.labelled(Label.BODY)] == [2, 3]
    assert article.labelled(Label.CAPTION) == ()
    assert article.is_article
    assert not nothing.is_article
