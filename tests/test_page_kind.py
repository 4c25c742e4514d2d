"""What a page is, by what it is made of and by words of its address and markup."""

import math
from dataclasses import replace

import numpy as np
import pytest

from transforms import page_features
from transforms.hashed import HASH_BITS, WEIGHT_UNIT, HashModel
from transforms.page_features import address_words
from transforms.page_kind import TREES_SHARE, PageKind, hash_page, word_shares
from transforms.segment_html import load_models
from transforms.trees import LEAF_UNIT

ROW = np.zeros(len(page_features.NAMES), dtype=np.float32)
FORUM = "https://forum.example.org/threads/which-saw-for-an-apple-tree"


def words_model(weight: int = 0, bias: int = 0, *, of: str = FORUM) -> HashModel:
    """One in which each word of an address weighs the same, and no other anything."""
    weights = np.zeros(1 << HASH_BITS, dtype=np.int32)
    weights[hash_page([], of).values] = weight
    return HashModel(weights=weights, bias=bias)


def kind(words: HashModel) -> PageKind:
    return replace(load_models().page_kind, words=words)


def log_odds(likely: float) -> float:
    return math.log(likely / (1 - likely))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (FORUM, ["forum", "threads"]),
        ("https://www.example.org/docs/install", ["docs", "install"]),  # no headline
        ("https://example.org/how-to-prune-an-apple-tree", ["how", "to", "prune", "an"]),
        ("https://example.org/2024/03/14/news/", ["news"]),
        ("https://example.org/", []),
        ("/threads/1", []),
        ("https://[example/threads", []),
        (None, []),
    ],
)
def test_an_address_has_words_of_where_a_page_is_filed(url: str | None, words: list[str]) -> None:
    assert address_words(url)[:4] == words


def test_each_word_counts_once_and_not_by_whose_it_is() -> None:
    signatures = ["div.thread-list", "li.thread", "a.threadList"]
    once = hash_page(["li.thread-list"], None)
    assert sorted(hash_page(signatures, None).values) == sorted(once.values)
    assert set(hash_page(["ul.forum"], None).values).isdisjoint(hash_page([], FORUM).values)


def test_a_tag_is_no_word() -> None:
    assert not len(hash_page(["main", "table.", "p"], None).values)


def test_words_count_less_where_there_are_many() -> None:
    hashes = hash_page(["p.one-two-three-four"], FORUM)
    assert word_shares(hashes).tolist() == pytest.approx([1.5 * 2**-0.5, 4**-0.5])
    assert word_shares(hash_page([], None)).tolist() == [1.5, 1.0]


def test_the_odds_of_both_models_are_added() -> None:
    trees = log_odds(kind(words_model()).probability(ROW, ["p.story"], FORUM))
    biased = kind(words_model(bias=64)).probability(ROW, ["p.story"], FORUM)
    assert log_odds(biased) == pytest.approx(trees + 64 * WEIGHT_UNIT)
    surer = kind(words_model())
    surer = replace(surer, trees=replace(surer.trees, bias=surer.trees.bias + round(1 / LEAF_UNIT)))
    assert log_odds(surer.probability(ROW, [], FORUM)) == pytest.approx(trees + TREES_SHARE)
    against = kind(words_model(-64)).probability(ROW, ["p.story"], FORUM)
    assert log_odds(against) == pytest.approx(trees - 2 * 1.5 * 2**-0.5)


@pytest.mark.parametrize(("weight", "likely"), [(1, 1.0), (-1, 0.0)])
def test_no_odds_are_too_large(weight: int, likely: float) -> None:
    certain = kind(words_model(weight * 1_000_000))
    assert certain.probability(ROW, [], FORUM) == likely


def test_where_a_page_is_filed_tells_its_kind() -> None:
    shipped = load_models().page_kind
    signatures = ["main.main-content", "div.row", "p"]
    told = [
        shipped.probability(ROW, signatures, f"https://example.org/{folder}/prune-the-apple-trees")
        for folder in ("forum/threads", "shop/products", "docs/reference", "news", "blog")
    ]
    assert max(told[:3]) < min(told[3:])
