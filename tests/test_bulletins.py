"""Bulletins, whose items are articles, and articles with subheadings, which are one."""

from collections.abc import Sequence

import numpy as np
import pytest

from schemas.records import Article, Source
from tests.test_roles import likely
from transforms.bulletins import MIN_ITEMS, NEVER, Item, find_bulletins, find_signers, set_apart
from transforms.cut_page import cut_page
from transforms.pages import MediaType, Page
from transforms.roles import Role, best_roles
from transforms.text import text_blocks

ITEMS = (
    ("Baker wins prize for rye loaf",
     "Jonas Wirth of Port Ellery took the gold medal at a fair in the capital on Saturday."),
    ("Ferry timetable changes in May",
     "Boats to Skell Island will leave at the half hour, the harbour office has announced."),
    ("Owl found asleep in choir stalls",
     "A verger at Saint Osric's thought it a cushion until it opened one eye and hissed."),
    ("Quarry lorries face night ban",
     "Drivers who pass through Nether Wold after ten will be fined forty crowns from June."),
    ("Swimmer, 71, crosses the sound",
     "Ragna Tveit needed nine hours and was met on the shingle by a brass band and a dog."),
)  # fmt: skip


def found(
    items: tuple[tuple[str, ...], ...] = ITEMS,
    *,
    above: tuple[str, ...] = (),
    headline: float = 0.1,
    body: float = 0.9,
    starts: str = "",
) -> list[int]:
    """The numbers of lines that are headlines of a bulletin's items.

    Args:
        items: each a headline, and the lines below it.
        above: lines above the first.
        headline: how likely each headline but the first is one.
        body: how likely each other line is a paragraph.
        starts: the roles of all lines as the network has them; else those of one article.
    """
    lines = [*above, *(line for item in items for line in item)]
    heads = {item[0] for item in items}
    rows = np.zeros((len(lines), len(Role)))
    for row, line in zip(rows, lines, strict=True):
        row[Role.HEADLINE if line in heads else Role.BODY] = headline if line in heads else body
        row[Role.OUTSIDE] = 1.0 - row.sum()
    letters = starts or "-" * len(above) + "H" + "B" * (len(lines) - len(above) - 1)
    roles = best_roles(likely(letters), 0.0)
    bulletins = find_bulletins(text_blocks("\n".join(lines)), roles, rows)
    return [item.headline for items in bulletins for item in items]


def test_items_are_a_bulletins() -> None:
    assert found() == [0, 2, 4, 6, 8]
    assert found(above=("NEWS IN BRIEF", "Monday, 4 May 2026")) == [2, 4, 6, 8, 10]


def test_a_short_sentence_is_a_paragraph_and_a_question_a_heading() -> None:
    feet = ("Share", "Print", "Save")
    assert found(tuple((*item, "Nobody was hurt there.", *feet) for item in ITEMS))
    assert found(tuple((*item, "Nobody hurt there", *feet) for item in ITEMS)) == []
    asking = (
        "Where are the hedgehogs of Wold?",
        "Ten years ago each garden had seven, says the verger.",
    )
    assert found((*ITEMS[:3], asking)) == [0, 2, 4, 6]


def test_few_items_are_none() -> None:
    assert found(ITEMS[:MIN_ITEMS]) == [0, 2, 4, 6]
    assert found(ITEMS[: MIN_ITEMS - 1]) == []


@pytest.mark.parametrize("label", ["IN BRIEF", "In breve", "• Kurz gemeldet", "Village briefs"])
def test_few_items_are_briefs_below_what_says_so(label: str) -> None:
    assert found(ITEMS[:2], above=(label,)) == [1, 3]
    assert found(ITEMS[:1], above=(label,)) == []
    lead = (ITEMS[4][1], label)
    assert found(ITEMS[:2], above=lead, starts="OB" + "B" * 4) == [2, 4]


@pytest.mark.parametrize("salutation", ["SIR – ", "Dear Editor, ", "Gentile direttore, "])
def test_letters_are_headed_and_salute(salutation: str) -> None:
    letters = tuple((head, salutation + text, "Ada Fenwick", "Port Ellery") for head, text in ITEMS)
    above = (ITEMS[4][1], "YOUR LETTERS")
    starts = "OB" + "B" * 8
    assert found(letters[:2], above=above, starts=starts) == [2, 6]
    assert found(letters[:1], above=above, starts=starts[:6]) == []
    unsaluted = (letters[0], (ITEMS[1][0], f"Sir Jonas said: {ITEMS[1][1]}"))
    assert found(unsaluted, above=above, starts=starts[:8]) == []


def test_letters_that_other_articles_stand_between_are_runs_of_their_own() -> None:
    letters = tuple((head, f"SIR – {text}") for head, text in ITEMS[:4])
    lead = ("Sea wall to rise", *(f"{text} So the council said." for _, text in ITEMS))
    items = (*letters[:2], lead, *letters[2:])
    lines = [line for item in items for line in item]
    rows = np.full((len(lines), len(Role)), 0.01)
    bulletins = find_bulletins(
        text_blocks("\n".join(lines)), best_roles(likely("H" + "B" * (len(lines) - 1)), 0.0), rows
    )
    assert [[item.headline for item in items] for items in bulletins] == [[0, 2], [10, 12]]


def test_headings_that_are_hardly_headlines_are_subheadings() -> None:
    assert found(headline=0.01)
    assert found(headline=0.003) == []


def test_lines_that_are_hardly_paragraphs_are_teasers() -> None:
    assert found(body=0.4)
    assert found(body=0.2) == []


def test_an_article_goes_on_below_its_first_paragraphs() -> None:
    lead = (ITEMS[0][1],)
    assert found(ITEMS[1:], above=lead, starts="-H" + "B" * 7) == [1, 3, 5, 7]
    assert found(ITEMS[1:], above=lead, starts="O" + "B" * 8) == []


def test_names_below_a_headline_head_no_item() -> None:
    items = (("Hilde Andersson", ITEMS[0][1]), *ITEMS[1:])
    for role, expected in (("Y", []), ("O", [1, 3, 5, 7, 9])):
        lines = ("H" if role == "Y" else "-") + role + "B" * 9
        assert found(items, above=("A week in Port Ellery",), starts=lines) == expected
    assert found(above=("A week in Port Ellery",), starts="HY" + "B" * 9) == [1, 3, 5, 7, 9]


@pytest.mark.parametrize(
    "sign", ["— World Wire", "dpa", "AFP/kb", "KB", "(mk)", "[Reuters]", "/ab/", "- Allied News"]
)
def test_items_may_be_signed(sign: str) -> None:
    assert found(tuple((head, f"{text} {sign}") for head, text in ITEMS)) == [0, 2, 4, 6, 8]
    last = f"Nobody was hurt there. {sign}"
    feet = ("Share", "Print", "Save")
    assert found(tuple((*item, last, *feet) for item in ITEMS)) == [0, 6, 12, 18, 24]


def test_datelines_of_one_agency_are_nothing_in_common() -> None:
    places = ("PORT ELLERY", "SKELL ISLAND", "SAINT OSRIC", "NETHER WOLD", "LISSMAR")
    wire = tuple(
        (head, f"{place}, Sept 9 (TCP) - {text}")
        for place, (head, text) in zip(places, ITEMS, strict=True)
    )
    assert found(wire) == [0, 2, 4, 6, 8]


def test_what_is_cut_is_left_as_it_is() -> None:
    assert found(starts="HBHBBBBBBB") == [0, 2, 4, 6, 8]
    assert found(starts="HBHBHBHBBB") == []
    assert found(starts="HBBOBBBBBB") == []


WRITERS = ("Beryl Stannard", "Colin Dray, Wold", "Edna Oakes. Skell", "Joan Cobb", "Piers Lomax")
LETTERS = tuple((*item, name) for item, name in zip(ITEMS, WRITERS, strict=True))


def test_letters_may_be_less_likely_paragraphs() -> None:
    assert found(LETTERS, body=0.2) == [0, 3, 6, 9, 12]
    assert found(LETTERS, body=0.05) == []
    assert found(LETTERS, body=0.2, headline=0.02) == []
    anonymous = tuple((*item, "Name withheld") for item in ITEMS)
    assert found((*LETTERS[:3], *anonymous[3:]), body=0.2) == []
    assert found((*LETTERS[:4], *anonymous[4:]), body=0.2)


def test_letters_may_stand_below_a_leader() -> None:
    lead, lines = (ITEMS[0][1], "LETTERS"), "HI" + "B" * 12
    assert found(LETTERS[1:], above=lead, starts="O" + lines[1:]) == [2, 5, 8, 11]
    assert found(ITEMS[1:], above=lead, starts="OI" + "B" * 8) == []


def test_headings_that_read_as_names_sign_nothing() -> None:
    heads = ("Career Coaching", "Interview Helper", "Cover Letter", "Ada Fenwick", "Rye Loaf")
    items = tuple((head, text) for head, (_, text) in zip(heads, ITEMS, strict=True))
    assert found(items, body=0.2) == []


def test_the_town_below_the_last_letter_heads_nothing() -> None:
    letters = tuple((*letter, "Nether Wold Bay") for letter in LETTERS)
    notice = "Letters should be short and must carry the writer's full address."
    assert found((*letters, (notice,))) == [0, 4, 8, 12, 16]


def test_who_signs_letters_is_known_with_their_towns_and_elsewhere_alone() -> None:
    def signers(feet: Sequence[str]) -> list[int]:
        lines = [line for item, foot in zip(ITEMS, feet, strict=True) for line in (*item, foot)]
        items = [Item(i, i + 2) for i in range(0, len(lines), 3)]
        return find_signers(text_blocks("\n".join(lines)), items)

    assert signers(WRITERS) == [2, 5, 8, 11, 14]
    assert signers((*WRITERS[:2], "Share", "More news", WRITERS[-1])) == [2, 14]


def told(number: int, item: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    head, text = item
    return {
        "what the title says": (head, f"{text} A baker would win."),
        "names": (head, f"{text} So the mayor, Ada Fenwick of Upper Wold, told the Ellery Post."),
        "questions": (f"{head}?", text),
        "times": (f"{10 + number}:30 {head}", text),
        "times below": (head, f"{10 + number}:30 {text}"),
        "hours ago": (head, text, "3 hours ago"),
        "one beginning": (f"Skell Island: {head}", text),
        "length": (head, *([text] * 5)),
        "lines between": (head, text, "Share", "Print", "Save", "Report"),
    }


@pytest.mark.parametrize("what", told(0, ITEMS[0]))
def test_items_that_have_much_in_common_are_no_bulletin(what: str) -> None:
    assert found(tuple(told(number, item)[what] for number, item in enumerate(ITEMS))) == []


def test_headings_of_which_the_other_items_tell_are_subheadings() -> None:
    heads = " ".join(head.lower() for head, _ in ITEMS[1:])
    assert found((ITEMS[0], *((head, f"{text} So {heads}.") for head, text in ITEMS[1:]))) == []


def test_scripts_without_capitals_have_all_their_words_compared() -> None:
    texts = (
        "港の事務所は月曜日に、島へ渡る船の時刻を五月から改めると発表した。住民は歓迎している。",
        "隣町のパン職人が都の品評会で金賞を受けた。焼き上げた黒い丸パンは三日で売り切れたという。",
        "教会の聖歌隊席で眠る梟が見つかった。番人は座布団と思い込み、危うく腰を下ろすところだった。",
        "採石場へ向かう大型車は夜十時以降通行を禁じられる。違反者には罰金四十クローネが科される。",
    )
    heads = (
        "渡し船の時刻表を改定へ",
        "黒パンに最高賞を授与",
        "聖歌隊席に眠る梟を保護",
        "夜間の大型車通行を禁止",
    )
    assert found(tuple(zip(heads, texts, strict=True))) == [0, 2, 4, 6]
    same = (
        "この件について町長は水曜日の定例会見で詳しく説明し、議会にも報告する方針を明らかにした。"
    )
    assert found(tuple((h, t + same) for h, t in zip(heads, texts, strict=True))) == []


def test_items_are_set_apart_from_what_is_around_them() -> None:
    text = ITEMS[0][1]
    lines = ["Baker", text, "The Post", "Ferry", text, "Share", "Owl", text, text, "Share"]
    before = np.log(np.full((len(lines), len(Role)), 1.0 / len(Role)))
    after = before.copy()
    set_apart(after, text_blocks("\n".join(lines)), [Item(3, 5), Item(6, 9)])
    headlines = np.flatnonzero(after[:, Role.HEADLINE] == NEVER).tolist()
    assert headlines == [2, 4, 5, 7, 8]
    assert [int(row.argmax()) for row in after[[3, 4, 6, 7, 8]]] == [1, 6, 1, 6, 6]
    assert after[5, Role.OUTSIDE] == pytest.approx(before[5, 0] + np.log(2))
    assert (after[[0, 1, 9]] == before[[0, 1, 9]]).all()


def articles(text: str) -> tuple[Article, ...]:
    page = Page(payload=text.encode(), media_type=MediaType.TEXT, source=Source(dump="a", page=0))
    found = cut_page(page)
    assert isinstance(found, tuple)
    return found


def test_each_item_is_an_article() -> None:
    bulletin = "\n\n".join(f"{head}\n{text}" for head, text in ITEMS)
    dump = f"The Ellery Post\nNews in brief\nMonday, 4 May 2026\n\n{bulletin}\n\nContact us"
    assert [article.title for article in articles(dump)] == [head for head, _ in ITEMS]


def test_who_wrote_a_letter_is_its_author() -> None:
    letters = (
        ("Bring back the evening bus", "My daughter finishes work at nine and now pays eleven "
         "crowns for a taxi. Has anybody at County Hall ever waited at that stop in February?"),
        ("Thanks to a stranger", "May I thank the young man who handed in my purse last week? "
         "There were forty crowns in it and every one of them was there."),
        ("Panels on the church roof", "Your columnist sneers at our plan. They cannot be seen from "
         "the ground and keep the vestry above freezing, which is more than sneering does."),
        ("Litter at the reservoir", "On Sunday I filled six bags with bottles and one complete "
         "barbecue. The water company owns the car park and employs nobody to sweep it."),
    )  # fmt: skip
    names = ("Beryl Stannard", "Colin Dray", "Edna Oakes", "Joan Cobb")
    signed = zip(letters, names, strict=True)
    parts = ("\n".join((*letter, name, "Wold")) for letter, name in signed)
    found = articles("The Ellery Post\nLetters to the editor\n\n" + "\n\n".join(parts))
    assert [article.title for article in found] == [head for head, _ in letters]
    assert [article.authors for article in found] == [(name,) for name in names]


def test_an_article_with_subheadings_is_one() -> None:
    headline = "The last baker of Skell Island shuts her oven"
    parts = (
        "Ragna Tveit lit the oven on Skell Island for the last time on Saturday, at four in the "
        "morning, and by seven there was a queue from the bakery to the ferry.",
        "A trade handed down",
        "Tveit, who is 71, learned to bake from her aunt, who had no scales and weighed the flour "
        "by hand. The oven was built in 1931 out of bricks that came as ballast.",
        "What the island loses",
        "Skell Island has two hundred people and, since Saturday, no bread. The ferry will bring "
        "loaves from Port Ellery three times a week, said the harbour office.",
        "The price of flour",
        "Each sack comes by ferry as well, and Tveit paid three times what a bakery in Port "
        'Ellery pays. "I have baked at a loss since the boat went to four days," she said.',
        "An oven for sale",
        "Nobody has asked to buy the bakery yet. Tveit says that she can wait, and that whoever "
        "comes must like to get up early and must not mind the wind.",
    )
    dump = "\n\n".join((headline, *parts))
    assert [article.title for article in articles(dump)] == [headline]
