"""How pages become lines with roles, and lines dumps, before a model of text learns from them."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.disguise import SCRIPTS, Disguise, disguise
from training.glue import TextDump, extract_dumps, glue, page_dumps, swap_chrome, vary
from training.parts import keep_parts
from training.text_pages import TextLine, TextPage, label_lines, split_lines
from training.written import read_written, written_pages
from transforms.roles import Role, article_starts
from transforms.text import text_blocks

LETTERS = dict(zip(Role, "-HSCYMBIO", strict=True))
FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
QUAY = "The quay is empty because the boat has stopped, and no other is to come before spring."
GOLD: dict[str, Any] = {
    "title": "Ferry Stops for the Winter",
    "summary": ["Ice is expected on the Sound"],
    "body": [FERRY, BAKER, QUAY],
    "captions": ["The quay on Sunday"],
    "authors": ["Ada Fenwick"],
}


def roles(*texts: str, **gold: Any) -> str:
    return "".join(LETTERS[role] for role in label_lines(texts, {**GOLD, **gold}))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["Home", "Ferry Stops for the Winter", "• Ice is expected on the Sound",
             "Ada Fenwick, 12 May", "Share", "The quay on Sunday", FERRY, "Read on: Fog", BAKER,
             QUAY, "Most read", "Ferry Stops for the Winter"],
            "-HSYMCBIBB--",
            id="each in its place",
        ),
        pytest.param([FERRY, BAKER, QUAY], "OBB", id="no headline"),
        pytest.param(
            ["Ferry stops for the winter!", "FERRY STOPS FOR THE WINTER", FERRY, BAKER, QUAY],
            "HHBBB",
            id="printed twice",
        ),
        pytest.param(
            ["Harbour: Ferry Stops for the Winter", FERRY, BAKER, QUAY], "HBBB", id="with a kicker"
        ),
        pytest.param(
            ["Ferry Stops for Winter", FERRY, BAKER, QUAY], "HBBB", id="a headline that differs"
        ),
        pytest.param(
            ["monday", *["Menu"] * 8, "Ferry Stops for the Winter", FERRY, BAKER, QUAY],
            "---------HBBB",
            id="a menu entry that is a word of the body",
        ),
        pytest.param(["Menu", "Imprint"], "--", id="no article"),
    ],
)  # fmt: skip
def test_lines_are_labelled_from_gold(texts: list[str], expected: str) -> None:
    assert roles(*texts) == expected


def test_blank_lines_are_counted() -> None:
    assert split_lines("\n a\u00a0 b\n\n\nVerlag\n") == [("a b", 0), ("Verlag", 2)]


def page(topic: str, *, site: str = "a.example", extractor: str = "main") -> TextPage:
    """A page about a topic, with a menu above and a footer below."""
    body = [f"{text} It is about {topic}, part {n}." for n in range(6) for text in (FERRY, BAKER)]
    lines = [
        TextLine("Menu", 0, Role.OUTSIDE),
        TextLine(f"All about {topic}", 1, Role.HEADLINE),
        TextLine("Print", 0, Role.MASTHEAD),
        *(TextLine(text, 1, Role.BODY) for text in body),
        TextLine("Imprint", 2, Role.OUTSIDE),
    ]
    return TextPage(
        lines=tuple(lines),
        gold={"title": f"All about {topic}", "body": body},
        extractor=extractor,
        site=site,
        language="en",
        fold=0,
        recall=1.0,
        goes_on=0.0,
    )


PAGES = [page(topic) for topic in ("boats", "bridges", "fog", "ice", "lamps", "nets", "tides")]


def test_pages_are_glued_as_they_are() -> None:
    dump = glue(PAGES[:2], random.Random(1))
    assert [line.text for line in dump.lines] == [
        line.text for one in PAGES[:2] for line in one.lines
    ]
    second = len(PAGES[0].lines)
    assert 1 <= dump.lines[second].gap <= 4
    assert sum(line.gap > 2 for line in dump.lines) <= 1


@pytest.mark.parametrize("seed", range(12))
def test_a_template_adds_to_articles_and_takes_nothing_from_the_rest(seed: int) -> None:
    chosen = PAGES[: 1 + seed % 4]
    dump = vary(chosen, PAGES, random.Random(seed), chrome=seed % 2)
    blocks = text_blocks(dump.text)
    assert [block.text for block in blocks] == [line.text for line in dump.lines]
    assert [block.blank_lines for block in blocks[1:]] == [line.gap for line in dump.lines[1:]]
    starts = article_starts(dump_roles(dump))
    assert int(starts.sum()) >= len(chosen)
    # What is labelled body is a body's, signed at most.
    bodies = [text for one in chosen for text in one.gold["body"]]
    for line in dump.lines:
        if line.role in (Role.BODY, Role.OPENING):
            assert any(line.text.startswith(text) for text in bodies)


def dump_roles(dump: Any) -> Any:
    return np.array([line.role for line in dump.lines])


def test_the_same_seed_makes_the_same_dumps() -> None:
    one, two = (extract_dumps(PAGES, random.Random(3)) for _ in range(2))
    assert [dump.text for dump in one] == [dump.text for dump in two]
    assert {dump.text for dump in one} != {
        dump.text for dump in extract_dumps(PAGES, random.Random(4))
    }


def test_whole_pages_keep_their_menus() -> None:
    pages = [page(topic, extractor="whole") for topic in ("ice", "fog", "nets")]
    dumps = page_dumps(pages, random.Random(1))
    assert [len(dump.pages) for dump in dumps] == [1, 1, 1]
    assert all(dump.lines[0].text == "Menu" for dump in dumps)
    assert all(dump.lines[-1].text == "Imprint" for dump in dumps)


def test_articles_stand_between_what_is_around_others() -> None:
    topics = ("boats", "fog", "ice")
    chrome = {
        topic: [TextLine(f"{what} of {topic}", 0, Role.OUTSIDE) for what in ("Menu", "Imprint")]
        for topic in (*topics, "nets")
    }
    pages = [
        replace(page(topic), lines=(menu, *page(topic).lines[1:-1], imprint))
        for topic, (menu, imprint) in chrome.items()
    ]
    own, foreign = pages[:-1], replace(pages[-1], language="de")
    others = 0
    for seed in range(20):
        for one, swapped in zip(
            own, swap_chrome(own, [*own, foreign], random.Random(seed)), strict=True
        ):
            assert swapped.lines[1:-1] == one.lines[1:-1]
            assert [swapped.lines[0], swapped.lines[-1]] in [chrome[topic] for topic in topics]
            others += swapped.lines != one.lines
    # 24 of the 60 are swapped, and a third of these are given their own.
    assert 8 <= others <= 24


def whole(topic: str) -> TextPage:
    """A page with eighty lines above its article, eighty below, and a box in it."""
    article = page(topic)
    menu = [TextLine(f"Menu {n} of {topic}", 0, Role.OUTSIDE) for n in range(80)]
    imprint = [TextLine(f"Imprint {n} of {topic}", 0, Role.OUTSIDE) for n in range(80)]
    head, body = article.lines[1:3], article.lines[3:-1]
    box = [TextLine(f"Box of {topic}", 1, Role.INSIDE)] * 2
    return replace(article, lines=(*menu, *head, *body[:6], *box, *body[6:], *imprint))


@pytest.mark.parametrize("seed", range(24))
def test_parts_of_pages_are_left_around_their_articles(seed: int) -> None:
    topics = ("boats", "fog", "ice", "nets")
    pages = [whole(topic) for topic in topics]
    dump = keep_parts(pages[:3], pages, random.Random(seed), brief=0.0)
    assert [line.text for line in dump.lines if line.role in (Role.BODY, Role.OPENING)] == [
        text for one in pages[:3] for text in one.gold["body"]
    ]
    assert int(article_starts(dump_roles(dump)).sum()) == 3
    heads = [line.text for line in dump.lines if line.role is Role.HEADLINE]
    assert list(dict.fromkeys(heads)) == [one.gold["title"] for one in pages[:3]]
    # What is left is the end of what is above and the beginning of what is below, of one page
    # around all articles or of each around its own.
    around = [line.text for line in dump.lines if line.role is Role.OUTSIDE]
    sites = {text.split()[-1] for text in around}
    assert len(sites) <= 1 or sites == set(topics[:3])
    for site in sites:
        above = [text for text in around if text.startswith("Menu") and text.endswith(site)]
        below = [text for text in around if text.startswith("Imprint") and text.endswith(site)]
        times = 3 if len(sites) == 1 else 1
        left = [f"Menu {n} of {site}" for n in range(80 - len(above) // times, 80)]
        assert above == left * times
        assert below == [f"Imprint {n} of {site}" for n in range(len(below) // times)] * times
    assert all(line.gap <= 4 for line in dump.lines)


def test_some_articles_with_a_part_of_their_page_are_brief() -> None:
    pages = [whole(topic) for topic in ("boats", "fog", "ice", "nets")]
    lengths = [
        sum(line.role is Role.BODY for line in keep_parts(pages[:1], pages, random.Random(n)).lines)
        for n in range(200)
    ]
    brief = [length for length in lengths if length < 12]
    assert set(brief) == {1, 2, 3, 4}
    assert 0.1 < len(brief) / len(lengths) < 0.3


def test_a_site_prints_the_same_in_all_of_its_articles() -> None:
    """Its share line and its box, its headlines up to three times and captions up to twice."""
    caption = TextLine("The quay on Sunday", 0, Role.CAPTION)
    pages = [whole(topic) for topic in ("boats", "fog")]
    pages = [replace(one, lines=(*one.lines[:81], caption, *one.lines[81:])) for one in pages]
    share = TextLine("Share on the quay", 0, Role.MASTHEAD)
    giver = whole("ice")
    giver = replace(giver, lines=(*giver.lines[:81], share, *giver.lines[82:]))
    heads, captions = set(), set()
    for seed in range(60):
        dump = keep_parts(pages, [giver], random.Random(seed), brief=0.0)
        counts = Counter(line.text for line in dump.lines)
        is_one_site = any(line.text.endswith(" of ice") for line in dump.lines)
        assert counts["Print"] == (0 if counts[share.text] else 2)
        assert counts[share.text] in (0, 2)
        assert counts["Box of ice"] in ((0, 2, 4) if counts[share.text] else (0,))
        if counts[share.text]:
            heads.add((counts["All about boats"], counts["All about fog"]))
            captions.add(counts[caption.text])
        elif is_one_site:
            raise AssertionError("what is around the articles, without what is in them")
    assert heads == {(1, 1), (2, 2), (3, 3)}
    assert captions == {2, 4}


def test_half_of_the_teasers_around_an_article_are_of_other_pages() -> None:
    teaser = TextLine("Ice stops the ferry to the island", 1, Role.OUTSIDE)
    giver = replace(whole("ice"), lines=(*whole("ice").lines[:-80], *[teaser] * 80))
    pages = [replace(whole("fog"), language="en"), whole("nets")]
    seen = Counter(
        line.text
        for seed in range(60)
        for line in keep_parts(pages, [giver], random.Random(seed)).lines
        if line.role is Role.OUTSIDE and not line.text.startswith(("Menu", "Imprint"))
    )
    assert set(seen) == {teaser.text, "All about ice"}
    assert 0.4 < seen[teaser.text] / seen.total() < 0.6


def test_pages_whose_gold_is_no_good_are_left_out() -> None:
    lost = replace(PAGES[0], recall=0.5)
    cut_short = [replace(one, extractor=name, goes_on=2.0)
                 for one in PAGES[1:2] for name in ("main", "trafilatura")]  # fmt: skip
    dumps = extract_dumps([lost, *cut_short, PAGES[2]], random.Random(1))
    assert {one.gold["title"] for dump in dumps for one in dump.pages} == {"All about fog"}


@pytest.mark.parametrize("seed", range(2 * len(SCRIPTS)))
def test_a_disguise_leaves_lines_their_form(seed: int) -> None:
    lines = (
        TextLine("Ferry Stops, 14 March 2024", 0, Role.HEADLINE),
        TextLine(FERRY, 2, Role.OPENING),
        TextLine("Ferry: ferry 記事", 1, Role.OUTSIDE),
    )
    dump = TextDump(lines=lines, pages=())
    other = disguise(dump, random.Random(seed))
    assert [(line.gap, line.role) for line in other.lines] == [(0, lines[0].role), *(
        (line.gap, line.role) for line in lines[1:]
    )]  # fmt: skip
    headline, body, last = (line.text for line in other.lines)
    assert headline.endswith(" 2024")
    assert "Ferry" not in headline
    assert [len(word) for word in headline.split()] == [5, 6, 2, 5, 4]
    assert len(body) in (len(FERRY), len(FERRY) - 1)
    first, second, ideographs = last.split()
    assert first.removesuffix(":").lower() == second == headline.split()[0].lower()
    assert ideographs == "記事"
    assert disguise(dump, random.Random(seed)).lines == other.lines


def test_a_disguise_ends_sentences_as_its_script_does() -> None:
    seen = set()
    for seed in range(4 * len(SCRIPTS)):
        put_on = Disguise.of("Ferry stops", random.Random(seed)).put_on
        number, word = put_on("In 3.14 days. Ferry"), put_on("Ferry")
        assert number.endswith(f" {word}")
        assert " 3.14 " in number
        seen.add(number.removesuffix(f" {word}")[-1])
    assert {".", "।", "۔"} < seen


WRITTEN_DUMP = """F Home
F World

@ {"language":"en","authors":["Ada Fenwick"],"published":"2024-03-14"}
F Harbour
C The quay on Sunday
T Ferry Stops for the Winter
S Ice is expected on the Sound
Y By Ada Fenwick
D 14 March 2024

B The ferry will not run before April.
F Read on: Fog
B Nobody had asked the islanders.
F Share
@ {"language":"en","authors":[],"published":null}
B The council has counted its lamps.
C Photo: Ada Fenwick
B Nobody knows who put them up.
F Most read
"""


def test_a_written_dump_has_the_roles_that_it_is_written_with(tmp_path: Path) -> None:
    (tmp_path / "en-01.txt").write_text(WRITTEN_DUMP)
    (tmp_path / "en-02.txt").write_text("F Home\nF Log in\n")
    written, front = read_written(tmp_path)
    assert "".join(LETTERS[line.role] for line in written.dump.lines) == "----HSYMBIB-OCB-"
    assert "".join(LETTERS[line.role] for line in front.dump.lines) == "--"
    assert [line.gap for line in written.dump.lines][:3] == [0, 0, 1]
    assert [page.gold["title"] for page in written.dump.pages] == ["Ferry Stops for the Winter", ""]
    assert not front.dump.pages
    pages = written_pages(written)
    assert [page.extractor for page in pages] == ["whole", "main"] * 2
    assert [line.text for line in pages[3].lines][::2] == [
        "The council has counted its lamps.",
        "Nobody knows who put them up.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("The ferry stops.\n", "line 1: no tag"), ('@ {"language":"en"}\nF x\n', "a page")],
)
def test_a_dump_that_is_written_wrongly_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "en-01.txt").write_text(text)
    with pytest.raises(ValueError, match=said):
        read_written(tmp_path)


def test_all_written_dumps_can_be_learnt_from() -> None:
    written = read_written()
    assert len(written) > 250
    assert {one.fold for one in written} == set(range(5))
    assert sum(not one.dump.pages for one in written) > 30
    for one in written:
        assert text_blocks(one.dump.text)[0].text == one.dump.lines[0].text
        assert len(text_blocks(one.dump.text)) == len(one.dump.lines)
