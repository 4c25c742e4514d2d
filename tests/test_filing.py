"""Where a site files an article."""

import time

import pytest

from transforms.filing import (
    MAX_CRUMBS,
    MAX_TAG_CHARS,
    MAX_TAGS,
    Crumb,
    choose_section,
    choose_tags,
)

HERE = "https://post.example/sea/ferries/ferry-stops"
HOME = Crumb("Post", "https://post.example/")
SEA = Crumb("Sea", "https://post.example/sea")
FERRIES = Crumb("Ferries", "/sea/ferries/")
SELF = Crumb("Ferry Stops in Storm", None)


def section(*stated: str, trail: tuple[Crumb, ...] = ()) -> str | None:
    """The section of an article of the Harbour Post."""
    return choose_section(stated, [trail], ["Ferry Stops in Storm"], HERE, ["Harbour Post", None])


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((), None),
        (("Harbour", "News"), "Harbour"),
        (("https://post.example/sea", "Sea"), "Sea"),
        (("The harbour is open again and " * 4, "Sea"), "Sea"),
        (("The harbour is open again and " * 4,), None),
        (("Harbour Post", "Sea"), "Sea"),
        (("Harbour Post",), "Harbour Post"),
        (("news_sea", "Sea"), "Sea"),
        (("news/local/sea",), "news/local/sea"),
        (("Food, Bars, Region",), "Food"),
        (("Opinion,Columns",), "Opinion"),
        (("Waste, Fraud & Abuse",), "Waste, Fraud & Abuse"),
        (("Arts, Books, and Culture",), "Arts, Books, and Culture"),
        (("Helena, MT",), "Helena, MT"),
        (("< Back to all", "Sea"), "Sea"),
        (("\u200fرأي",), "\u200fرأي"),
        (("\u200f", "Sea"), "Sea"),
    ],
)  # fmt: skip
def test_stated_sections(stated: tuple[str, ...], expected: str | None) -> None:
    assert section(*stated) == expected


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        ((HOME, SEA, FERRIES, SELF), "Ferries"),
        ((HOME, SEA, FERRIES), "Ferries"),
        ((HOME, SEA, Crumb("Detail", HERE)), "Sea"),
        ((HOME, SEA, Crumb("Detail", f"/de{HERE.removeprefix('https://post.example')}")), "Sea"),
        ((HOME, SEA, Crumb("Ferry stops in storm!", "/x/1")), "Sea"),
        ((HOME, SELF), None),
        ((Crumb("Start", "https://post.example/en-GB/"), SELF), None),
        ((Crumb("Home", "https://post.example/blog/"), SELF), None),
        ((Crumb("Harbour Post", "/news/"), SELF), None),
        ((Crumb("Post", "/index.html"), SELF), None),
        ((HOME, Crumb("2024", "/2024"), Crumb("March", "/2024/03"), SELF), None),
        ((SEA,) * (MAX_CRUMBS + 1), None),
        ((HOME, Crumb("« Back", "/sea"), SELF), None),
        ((HOME, SEA, Crumb("Broken", "http://[")), "Sea"),
        ((), None),
    ],
)  # fmt: skip
def test_ways_to_the_article(trail: tuple[Crumb, ...], expected: str | None) -> None:
    assert section(trail=trail) == expected


def test_what_is_stated_comes_before_the_way_unless_it_is_written_for_programs() -> None:
    assert section("Harbour", trail=(HOME, SEA, SELF)) == "Harbour"
    assert section("news_sea", trail=(HOME, SEA, SELF)) == "Sea"
    assert section("Harbour Post", trail=(HOME, SEA, SELF)) == "Sea"


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ([], ()),
        ([["ferry", "Ferry", "FERRY ", "sea"]], ("ferry", "sea")),
        ([["#ferry", "# sea"]], ("ferry", "sea")),
        ([["C++", "c++", "C#", "C", "___"]], ("C++", "C#", "C")),
        ([["sea wall", "seawall", "Sea-Wall"]], ("sea wall",)),
        ([["Harbour Post", "Harbour Post+", "ferry"]], ("ferry",)),
        ([["Harbour Post"], ["ferry"]], ("ferry",)),
        ([[".", "105726154", "2024", "5G"], ["ferry"]], ("2024", "5G")),
        ([["x" * MAX_TAG_CHARS, "y" * (MAX_TAG_CHARS + 1)]], ("x" * MAX_TAG_CHARS,)),
        ([[f"tag {number}" for number in range(MAX_TAGS + 1)], ["ferry"]], ("ferry",)),
    ],
)
def test_tags(lists: list[list[str]], expected: tuple[str, ...]) -> None:
    assert choose_tags(lists, ["Harbour Post", None]) == expected


def test_long_texts_take_no_time() -> None:
    start = time.process_time()
    for text in (",&" * 500_000, "a," * 500_000, "_a" * 500_000, "1" * 1_000_000):
        assert section(text) in (None, "a")
        assert choose_tags([[text]], []) == ()
    assert time.process_time() - start < 2
