"""What the markup around blocks is called, hashed."""

import numpy as np
import pytest

from transforms.blocks import Block
from transforms.html import html_page
from transforms.naming import NEAR_ELEMENTS, ROLES, hash_signatures, name_odds, near_signatures
from transforms.page_tree import PageTree
from transforms.segment_html import load_models

TEXT = "The ferry will not run before April, the harbour office in Port Ellery said."


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a page."""
    return html_page(f"<html><body>{body}</body></html>").blocks


def names(body: str, number: int = 0) -> list[int]:
    """The hashes of one block of a page."""
    tree = PageTree(blocks(body))
    near = near_signatures(tree)[:, number].tolist()
    found = hash_signatures(tree.kinds)
    rows = [ROLES * place for place in near if place < len(tree.kinds)]
    rows += [ROLES * place + role for role, place in enumerate(near[:2], 1)]
    return sorted(value for row in rows for value in found.values[found.block == row].tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The text does not count, nor what stands beside, nor the case or numbers of a name.
        (f"<p>{TEXT}</p>", "<p>Ice</p>"),
        (f"<div><p>{TEXT}</p></div>", f"<div><p>{TEXT}</p><ul class='x'><li>a</ul></div>"),
        (f"<div class='p2'><p>{TEXT}</p></div>", f"<div class='p2'><p>{TEXT}</p></div>"),
    ],
)
def test_what_is_called_the_same(one: str, other: str) -> None:
    assert names(one) == names(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"<p>{TEXT}</p>", f"<h2>{TEXT}</h2>"),
        (f"<p class='lead'>{TEXT}</p>", f"<p>{TEXT}</p>"),
        (f"<div class='story'><p>{TEXT}</p></div>", f"<div class='teaser'><p>{TEXT}</p></div>"),
        (f"<div class='a-box'><p>{TEXT}</p></div>", f"<div><p class='a-box'>{TEXT}</p></div>"),
    ],
)
def test_what_is_called_something_else(one: str, other: str) -> None:
    assert names(one) != names(other)


def test_words_of_a_name_are_shared() -> None:
    plain, other = (
        set(names(f"<div class='{name}'><p>{TEXT}</p></div>"))
        for name in ("articleBody-left", "body_article")
    )
    bare = set(names(f"<div><p>{TEXT}</p></div>"))
    assert len((plain & other) - bare) >= 4


def test_only_what_is_near_counts() -> None:
    inner = "<div>" * (NEAR_ELEMENTS - 1) + f"<p>{TEXT}</p>" + "</div>" * (NEAR_ELEMENTS - 1)
    assert names(f"<div class='story'>{inner}</div>") == names(f"<div>{inner}</div>")


def test_every_block_has_its_own() -> None:
    page = f"<div class='story'><p>{TEXT}</p><h2>Ice</h2></div><footer><p>{TEXT}</p></footer>"
    assert names(page, 0) == names(f"<div class='story'><p>{TEXT}</p></div>")
    assert names(page, 2) == names(f"<footer><p>{TEXT}</p></footer>")


def test_the_shipped_model_knows_an_articles_body_by_its_name() -> None:
    page = blocks(
        f"<div class='entry-content'><p>{TEXT}</p></div>"
        f"<div class='related-posts'><p>{TEXT}</p></div>"
    )
    story, box = name_odds(PageTree(page), load_models().body.naming)
    assert story > box


def test_the_weights_of_all_that_a_block_is_called_are_added_up() -> None:
    page = (
        f"<div class='entry-content'><section class='lead'><p class='x'>{TEXT}</p></section></div>"
        f"<footer><p>{TEXT}</p></footer>"
    )
    model = load_models().body.naming
    sums = [int(model.weights[names(page, number)].sum()) for number in range(2)]
    added = model.odds(np.array(sums, dtype=np.float64)).tolist()
    for _ in range(2):  # what is known from the first time changes nothing
        assert name_odds(PageTree(blocks(page)), model).tolist() == added
