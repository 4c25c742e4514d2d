"""Class names, ids and roles: which groups of telling words they hold."""

import pytest

from transforms.names import GROUPS, MAX_NAME_CHARS, name_words, word_groups


def groups(names: str) -> set[str]:
    """The groups of the words in these names, by name."""
    found = word_groups(name_words(names))
    return {group for bit, group in enumerate(GROUPS) if found >> bit & 1}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("", []),
        ("ArticleBody__text ad-1", ["article", "body", "text", "ad"]),
        ("isHTML5Page", ["is", "html", "page"]),
        ("a b-c_d", []),
        ("möwe", ["we"]),
        ("post-2024-title", ["post", "title"]),
    ],
)
def test_names_are_cut_at_marks_digits_and_humps(names: str, expected: list[str]) -> None:
    assert name_words(names) == tuple(expected)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("harbour gull", set()),
        ("ad", {"advert"}),
        ("shadow", set()),  # "ad" is a word and no stem
        ("read-more", {"related"}),
        ("myadvertising", {"advert"}),  # a stem in the middle of a word
        ("socialshare", {"share"}),  # two stems of a group
        ("articlebody", {"article", "body"}),  # stems that begin in the same place
        ("sharebutton", {"share", "form"}),
        ("tags", {"tags"}),  # the whole word is a stem
        ("menu", {"navigation"}),
        ("Byline__Name", {"byline"}),
        ("role-complementary", {"sidebar"}),
    ],
)
def test_groups_are_those_of_words_and_of_stems(names: str, expected: set[str]) -> None:
    assert groups(names) == expected


def test_each_group_is_found_by_one_of_its_words() -> None:
    named = (
        "advert share related comment newsletter appeal breadcrumb footer header sidebar picture "
        "byline timestamp headline standfirst richtext content article topic video quote modal "
        "hidden ticker listing infobox product button wrapper"
    )
    assert [group for group, name in zip(GROUPS, named.split(), strict=True)
            if group not in groups(name)] == []  # fmt: skip


def test_what_is_behind_a_long_name_s_limit_is_not_read() -> None:
    assert groups("x" * (MAX_NAME_CHARS - 7) + " advert") == {"advert"}
    assert groups("x" * MAX_NAME_CHARS + " advert") == set()


def test_a_name_as_long_as_a_page_is_cut_before_it_is_kept() -> None:
    long = "teaser " * 100_000
    assert name_words(long) == ("teaser",) * (MAX_NAME_CHARS // len("teaser "))
    assert name_words(long) is name_words(long[:MAX_NAME_CHARS])
