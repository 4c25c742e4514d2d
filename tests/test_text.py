"""The front end for plain text: which blocks a text becomes."""

import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.blocks import BlockKind
from transforms.text import text_blocks, wrap_width


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


def test_text_blocks_have_nothing_of_markup() -> None:
    (block,) = text_blocks("Write <p>one</p> there.")
    assert block.kind is BlockKind.TEXT
    assert (block.text, block.tag, block.path, block.hints, block.link_chars) == (
        "Write <p>one</p> there.",
        "",
        (),
        frozenset(),
        0,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Rain.</p>\n\n<p>Wind.<br>Fog</p>", [(1, "Rain."), (3, "Wind."), (3, "Fog")]),
        ("Rain<br>\nWind<br>\n<br>\nFog<br>", [(1, "Rain"), (2, "Wind"), (4, "Fog")]),
        ("Rain &amp;\u200b <b>wind</b>&#8211;\nfog&nbsp;", [(1, "Rain & wind–"), (2, "fog")]),
        (r"Rain\nWind\n\n\"Fog\"\n\u2019s", [(1, t) for t in ("Rain", "Wind", '"Fog"', "’s")]),
        ('\\"Rain\\" \\u2013 \\"wind\\"\n\\n', [(1, '"Rain" – "wind"'), (2, "\\n")]),
        (r"Rain in C:\new\table", [(1, r"Rain in C:\new\table")]),
    ],
)  # fmt: skip
def test_what_exports_leave_in_a_text_is_read(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(block.line, block.text) for block in text_blocks(text)] == expected


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", "| ", "- ", "* ", "\t• "])
def test_a_mark_before_all_lines_tells_nothing(mark: str) -> None:
    lines = ["Ferry Stops", "", *PARAGRAPHS * 2, "", "> Rain"]
    marked = [f"{mark}{line}" for line in lines]
    plain = [(b.line, b.blank_lines, b.text.lstrip("> ")) for b in text_blocks("\n".join(lines))]
    read = text_blocks("\n".join(marked))
    assert [(b.line, b.blank_lines, b.text.lstrip("> ")) for b in read] == plain
    answer = ["Thank you.", "", *(f"> {text}" for text in PARAGRAPHS * 2)]
    assert [block.text for block in text_blocks("\n".join(answer))][1:] == [*PARAGRAPHS * 2]
    rows = ["Ferry Stops", *PARAGRAPHS, *(f"| {text}" for text in PARAGRAPHS * 2)]
    assert [block.text for block in text_blocks("\n".join(rows))] == rows
    few = ["Ferry Stops", *PARAGRAPHS, *(f"- {text}" for text in PARAGRAPHS)]
    assert [block.text for block in text_blocks("\n".join(few))] == few


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


PARAGRAPHS = (
    "The harbour master of Port Ellery said on Monday that the north quay would stay closed until "
    "the ice had gone, and that ferries from the island would come in at the fish market instead.",
    "Dealers, who had been told nothing, moved their long-established stalls to the customs shed "
    "before dawn and sold what they had brought from there, by lamplight.",
    "“We have had worse winters,” said Lena Holm, who has sold herring since 1979.",
    "A tug is to break a channel on Thursday. It will take two days, the harbour office said, if "
    "the wind does not turn, and it costs the town nine thousand crowns a day as long as it lasts.",
)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize(
    ("gap", "first", "rest"), [("\n\n", "", ""), ("\n", "    ", ""), ("\n", "* ", "  ")]
)
def test_wrapped_paragraphs_are_whole_again(width: int, gap: str, first: str, rest: str) -> None:
    text = gap.join(
        textwrap.fill(paragraph, width, initial_indent=first, subsequent_indent=rest)
        for paragraph in PARAGRAPHS
    )
    blocks = text_blocks(text)
    assert [block.text.removeprefix("* ") for block in blocks] == list(PARAGRAPHS)
    ends = [block.line + block.lines - 1 for block in blocks]
    assert ends[-1] == text.count("\n") + 1
    assert [block.line - block.blank_lines for block in blocks[1:]] == [
        end + 1 for end in ends[:-1]
    ]


# A printed column: as wide, and now of more characters, now of fewer; words are broken.
COLUMN = """Council to sell the waterworks to a brewery
By Ada Fenwick
The derelict pumping station is to be sold to a brewing com-
pany after the council voted narrowly to accept the of-
fer, which ends a nine-year campaign to turn the building
into a museum of engineering.
Opponents filled the public gallery and spilled down the stair-
case of the town hall. When the result was read out, Mrs
Oduya, who is the mayor, suspended the sitting and a well-
known brewer left by the back door. He was seen at the inn,
which is well-known in the town."""


def test_a_printed_columns_paragraphs_are_whole_again() -> None:
    assert [block.text for block in text_blocks(COLUMN)] == [
        "Council to sell the waterworks to a brewery",
        "By Ada Fenwick",
        "The derelict pumping station is to be sold to a brewing company after the council voted "
        "narrowly to accept the offer, which ends a nine-year campaign to turn the building into "
        "a museum of engineering.",
        "Opponents filled the public gallery and spilled down the staircase of the town hall. When "
        "the result was read out, Mrs Oduya, who is the mayor, suspended the sitting and a "
        "well-known brewer left by the back door. He was seen at the inn, which is well-known in "
        "the town.",
    ]


NARROW = """La protesta dei pendolari
Il cartello luminoso diceva sol-
tanto «ritardo», e per due ore
non ha detto altro. Ieri mattina,
ha detto il sindaco Ettore
Malvisi, circa quattrocento per-
sone sono rimaste sul molo mentre
i tecnici cercavano di riparare la
rampa del traghetto.
La compagnia ha spie-
gato che il pezzo era atteso."""


def test_columns_may_be_narrow_and_names_stand_at_line_ends() -> None:
    assert [block.text for block in text_blocks(NARROW)] == [
        "La protesta dei pendolari",
        "Il cartello luminoso diceva soltanto «ritardo», e per due ore non ha detto altro. Ieri "
        "mattina, ha detto il sindaco Ettore Malvisi, circa quattrocento persone sono rimaste sul "
        "molo mentre i tecnici cercavano di riparare la rampa del traghetto.",
        "La compagnia ha spiegato che il pezzo era atteso.",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ferries stop for", "the whole winter", "By Ada Fenwick"],
         ["Ferries stop for the whole winter", "By Ada Fenwick"]),
        (["FERRIES STOP FOR", "THE WHOLE WINTER", "BY ADA FENWICK"],
         ["FERRIES STOP FOR THE WHOLE WINTER", "BY ADA FENWICK"]),
        (["THE FERRY POST      PAGE 3", "FERRIES STOP FOR WINTER"],
         ["THE FERRY POST PAGE 3", "FERRIES STOP FOR WINTER"]),
        (["ADA FENWICK", "ELLERY"], ["ADA FENWICK", "ELLERY"]),
        (["Ferries stop for the winter,", "di Ada Fenwick"],
         ["Ferries stop for the winter,", "di Ada Fenwick"]),
    ],
)  # fmt: skip
def test_a_headline_in_large_letters_is_one_and_what_is_beside_it_none_of_it(
    lines: list[str], expected: list[str]
) -> None:
    lines = [*lines, *COLUMN.split("\n")[2:]]
    assert [block.text for block in text_blocks("\n".join(lines))][:2] == expected


def test_a_column_is_wrapped_where_its_paragraphs_go_on_in_small_letters() -> None:
    narrow = [
        "Mrs Helen Marsh, who heads",
        'the line, said: "We carried',
        "people in August than in",
        "May.",
    ]
    wide = "Weather: cloudy with rain later, and colder."
    lines = [*COLUMN.split("\n"), "", *narrow, "", wide]
    assert [block.text for block in text_blocks("\n".join(lines))][-2:] == [
        " ".join(narrow),
        wide,
    ]


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        (["Ferries stop for the whole winter, after the council",
          "has voted for it on a very long and loud Monday evening"],
         "By Ada Fenwick"),
        (["Ferries Stop for the Whole Winter After a Long Vote"], "Harbour Office Correspondent"),
    ],
)  # fmt: skip
def test_who_wrote_it_is_no_part_of_a_long_headline(headline: list[str], below: str) -> None:
    lines = [*headline, below, *COLUMN.split("\n")[2:]]
    texts = [block.text for block in text_blocks("\n".join(lines))]
    assert texts[:2] == [" ".join(headline), below]


def test_where_few_words_are_broken_they_are_compounds() -> None:
    lines = textwrap.fill(" ".join(PARAGRAPHS * 5), 72).split("\n")
    broken = "Their dealers had come from all over the islands to sell what the long-\nboats had"
    *_, last = text_blocks("\n".join([*lines, broken]))
    assert "the long-boats had" in last.text
    *_, last, _ = text_blocks("\n".join([*lines, broken, "Longboats came in on Thursday."]))
    assert "the longboats had" in last.text


def test_lists_of_words_in_small_letters_are_not_wrapped() -> None:
    words = ["herring from the north quay", "ropes and nets", "salt by the barrel", "old sails"]
    assert [block.text for block in text_blocks("\n".join(words * 5))] == words * 5


def test_an_indent_begins_a_paragraph_below_a_full_line() -> None:
    first = textwrap.fill(" ".join(PARAGRAPHS), 72).split("\n")[:-1]
    second = textwrap.fill(PARAGRAPHS[1], 72, initial_indent="   ")
    blocks = text_blocks("\n".join([*first, second]))
    assert [block.text for block in blocks] == [" ".join(first), PARAGRAPHS[1]]


def test_an_address_that_does_not_break_is_no_width() -> None:
    wrapped = textwrap.fill(" ".join(PARAGRAPHS * 5), 72).split("\n")
    address = f"https://harbour.example/{'ice' * 40} (in Danish)"
    assert wrap_width([*wrapped, "", address]) == 72
    assert wrap_width([*wrapped, "", *[address] * 5]) is None


def test_a_narrower_column_has_a_width_of_its_own() -> None:
    wide = textwrap.fill(" ".join(PARAGRAPHS), 72)
    narrow = textwrap.fill(PARAGRAPHS[0], 40)
    lines = "By Ada Fenwick of the Harbour\nFerry Post\nPort Ellery\nMarch"
    blocks = text_blocks("\n\n".join([wide, narrow, lines, wide]))
    assert [b.text for b in blocks] == [
        " ".join(PARAGRAPHS), PARAGRAPHS[0], *lines.split("\n"), " ".join(PARAGRAPHS)
    ]  # fmt: skip


def test_what_a_page_sets_apart_in_its_head_and_foot_is_no_width() -> None:
    wrapped = textwrap.fill(" ".join(PARAGRAPHS * 5), 54).split("\n")
    head = f"THE HARBOUR POST{' ' * 40}14 March 2024"
    assert wrap_width([head, "", *wrapped, "", head, "", head]) == 54


@pytest.mark.parametrize(
    "lines",
    [
        # Teasers of about one length.
        [f"{place} opens its harbour to ferries as the {n} ice goes" for n, place in
         enumerate("Ellery Sandhaven Corrigan Lund Oxley Marrow Tern Vik Holm Noor".split() * 3)],
        # No spaces, so that no line could have taken a word of the next.
        ["港の氷が解けて船が入った。 氷砕船が水路を開くと事務所が月曜日に発表した"] * 20,
        ["เรือข้ามฟากไปเกาะหยุดให้บริการเพราะน้ำแข็ง สำนักงานท่าเรือกล่าวเมื่อวันจันทร์"] * 20,
        PARAGRAPHS * 5,
    ],
)  # fmt: skip
def test_what_is_not_wrapped_stays_as_it_is(lines: Sequence[str]) -> None:
    assert wrap_width(lines) is None
    assert [block.text for block in text_blocks("\n".join(lines))] == list(lines)


def test_many_wrapped_lines_take_no_longer_each() -> None:
    text = textwrap.fill(" ".join(PARAGRAPHS * 2000), 72)
    (block,) = text_blocks(text)
    assert block.lines == text.count("\n") + 1
    assert block.text == " ".join(PARAGRAPHS * 2000)


def test_what_a_browser_of_text_prints_into_a_page_is_none_of_it() -> None:
    page = [
        "[1]Home [2]Sea",
        "",
        "(BUTTON)",
        "",
        "By [3]Ada Fenwick",
        "* [4]Fog",
        "Ice (BUTTON) [5]Rain",
    ]
    assert [(b.line, b.blank_lines, b.text) for b in text_blocks("\n".join(page))] == [
        (1, 0, "Home Sea"),
        (5, 2, "By Ada Fenwick"),
        (6, 0, "* Fog"),
        (7, 0, "Ice Rain"),
    ]
    few = "\n".join(page[:-1])
    assert text_blocks(few)[0].text == page[0]


def test_notes_are_no_link_numbers() -> None:
    notes = " ".join(f"Fog[{number}] lifts." for number in range(1, 9))
    assert text_blocks(notes)[0].text == notes
