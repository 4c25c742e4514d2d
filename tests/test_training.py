"""How pages are labelled, varied and left out before a model learns from them."""

import random
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from schemas.records import Source
from training.augment import Sketch, add_articles, add_teasers, forget_names
from training.gold import GoldPage, fold_sites
from training.labels import Labels, label_blocks
from transforms.html import html_page
from transforms.metadata import Metadata
from transforms.naming import name_odds
from transforms.page_tree import PageTree
from transforms.pages import MediaType, Page
from transforms.wording import hash_words, word_odds

OPENING = "The old ferry was taken out of the water on Monday after forty years on the river."
SECOND = "Its captain said that he would miss the sound of the engine more than anything else."
THIRD = "A new one is to come in spring, when the ice has gone and the landing is repaired."
GOLD = "\n".join([OPENING, SECOND, THIRD])


def test_a_block_is_the_bodys_where_its_words_are() -> None:
    labels = label_blocks(["Menu", OPENING, "Share this page", SECOND, THIRD, "Imprint"], GOLD)
    assert [share >= 0.5 for share in labels.shares] == [False, True, False, True, True, False]
    assert labels.recall == pytest.approx(1.0)


def test_what_is_printed_twice_is_labelled_where_the_rest_follows() -> None:
    labels = label_blocks([SECOND, "Most read", OPENING, SECOND, THIRD], GOLD)
    assert [share >= 0.5 for share in labels.shares] == [False, False, True, True, True]


def test_a_page_without_its_gold_text_says_so() -> None:
    assert label_blocks(["Subscribe to read on", OPENING], GOLD).recall < 0.5
    assert label_blocks([], GOLD).recall == 0


def test_a_word_of_the_body_that_stands_elsewhere_is_not_the_body() -> None:
    labels = label_blocks(["spring", OPENING, SECOND, THIRD], GOLD)
    assert labels.shares[0] == 0


def sketch(topic: str, paragraphs: int = 6) -> Sketch:
    """An article about a topic, in a page with a menu and a footer."""
    texts = [f"{OPENING} It is about {topic}, part {n} of it." for n in range(paragraphs)]
    page = html_page(
        f"<html><head><title>All about {topic}</title></head><body><div class='menu'>Home</div>"
        f"<div class='article-body'><h1>All about {topic}</h1>"
        + "".join(f"<p>{text}</p>" for text in texts)
        + "</div><div>Imprint</div></body></html>"
    )
    shares = tuple(float(block.text in texts) for block in page.blocks)
    assert sum(shares) == paragraphs
    return Sketch(page.blocks, shares)


@pytest.mark.parametrize("seed", range(8))
def test_pages_that_are_made_have_other_texts_below_their_article(seed: int) -> None:
    others = [sketch("boats"), sketch("bridges")]
    page = sketch("ferries")
    made = [
        add_teasers(page, others, random.Random(seed)),
        add_articles(page, others, random.Random(seed)),
    ]
    for one in made:
        assert one is not None
        body = [block.text for block, share in zip(one.blocks, one.shares, strict=True) if share]
        own = [block.text for block, share in zip(page.blocks, page.shares, strict=True) if share]
        assert body == own
        added = [block.text for block in one.blocks if "boats" in block.text]
        assert added
        assert not any("boats" in text for text in body)
        # Elements are numbered as the front end does it: once each, in the order of the page.
        first_seen = [element.number for block in one.blocks for element in block.path]
        assert list(dict.fromkeys(first_seen)) == list(range(1, max(first_seen) + 1))
        assert [block.line for block in one.blocks] == list(range(1, len(one.blocks) + 1))


def test_the_same_seed_makes_the_same_page() -> None:
    others = [sketch("boats"), sketch("bridges")]
    one, two = (add_teasers(sketch("ferries"), others, random.Random(3)) for _ in range(2))
    assert one is not None
    assert two is not None
    assert [block.text for block in one.blocks] == [block.text for block in two.blocks]


def test_names_are_forgotten_and_nothing_else() -> None:
    page = sketch("ferries")
    assert any(element.names for block in page.blocks for element in block.path)
    bare = forget_names(page)
    assert not any(e.names | e.names_above for block in bare.blocks for e in block.path)
    assert not any("article" in e.signature for block in bare.blocks for e in block.path)
    assert [block.text for block in bare.blocks] == [block.text for block in page.blocks]
    assert bare.shares == page.shares


def test_a_site_is_in_one_fold_and_each_fold_has_its_share() -> None:
    sites = [f"site{n % 50}.example" for n in range(200)]
    pages = [
        GoldPage(
            page=Page(payload=b"", media_type=MediaType.HTML, source=Source(dump="x")),
            name="pages",
            part="one" if n % 2 else "two",
            is_article=True,
            site=site,
            language="en",
            blocks=(),
            metadata=Metadata(),
            labels=Labels(shares=(), words=(), recall=0.0),
            gold={},
        )
        for n, site in enumerate(sites)
    ]
    folds = fold_sites(pages)
    by_site: dict[str, set[int]] = {}
    for site, fold in zip(sites, folds, strict=True):
        by_site.setdefault(site, set()).add(fold)
    assert all(len(own) == 1 for own in by_site.values())
    for part in ("one", "two"):
        of_part = [fold for page, fold in zip(pages, folds, strict=True) if page.part == part]
        assert sorted(of_part.count(fold) for fold in range(5)) == [20] * 5


def test_trees_of_lightgbm_are_the_same_as_oblivious_ones() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    from training.boost import train_random_trees

    draw = np.random.default_rng(3)
    matrix = draw.integers(0, 9, (400, 5)).astype(np.float32) / 4
    answers = matrix[:, 0] * matrix[:, 3] > matrix[:, 1] + draw.uniform(-0.3, 0.3, 400)
    weights = np.where(answers, 1.0, 2.0)
    parameters = {"n_estimators": 20, "num_leaves": 6, "min_child_samples": 5}
    names = tuple("abcde")
    trees = train_random_trees(matrix, answers, weights, names, seeds=(1, 2), **parameters)
    margins = [
        lightgbm.LGBMClassifier(
            random_state=seed, extra_trees=True, n_jobs=1, verbose=-1, **parameters
        )
        .fit(matrix, answers, sample_weight=weights)
        .predict(matrix, raw_score=True)
        for seed in (1, 2)
    ]
    expected = 1 / (1 + np.exp(-np.mean(margins, axis=0)))
    assert trees.features.shape == (5, 40)
    assert np.abs(trees.probabilities(matrix) - expected).max() < 0.002


def test_tokens_are_weighed_as_they_will_be() -> None:
    pytest.importorskip("sklearn")
    from training.hashed import Tokens, count_hashes, count_names, count_odds, train_hashed

    page = sketch("ferries")
    is_body = np.array(page.shares) > 0
    texts, tree = [block.text for block in page.blocks], PageTree(page.blocks)
    for counts, weigh in (
        (count_hashes(hash_words(texts), len(texts)), partial(word_odds, texts)),
        (count_names(tree), partial(name_odds, tree)),
    ):
        model = train_hashed([Tokens(counts, is_body, np.ones(len(is_body)))] * 20, strength=0.1)
        odds = count_odds(counts, model)
        assert odds.tolist() == weigh(model).tolist()
        assert ((odds > 0) == is_body).all()


def test_a_network_is_applied_as_it_was_trained_and_trained_alike_twice() -> None:
    pytest.importorskip("jax")
    from training import recurrent

    draw = np.random.default_rng(3)
    lengths = tuple(draw.integers(20, 200, 500).tolist())
    matrix = draw.normal(0, 3, (sum(lengths), 4)).astype(np.float16)
    # What a line is, the one above it says.
    classes = (np.roll(matrix[:, 0], 1) > 0).astype(np.int8)
    dumps = recurrent.Sequences(matrix, classes, np.ones(len(matrix), np.float32), lengths)
    model, again = (recurrent.train_recurrent([dumps], tuple("abcd"), 2) for _ in range(2))
    assert recurrent.to_json(model) == recurrent.to_json(again)
    first = matrix[: lengths[0]].astype(np.float32)
    found = model.log_probabilities(first)
    assert (found.argmax(axis=1) == classes[: lengths[0]])[1:].mean() > 0.9
    weights = {name: getattr(model, name) for name in recurrent.TABLES}
    ready = recurrent.normal(first.astype(np.float16), model.mean, model.deviation)
    units = recurrent.units(weights, ready[None].astype(np.float32))
    memories = recurrent.memories(weights, units, np.ones((1, lengths[0]), dtype=bool))
    scores = np.asarray(recurrent.scores(weights, memories, units))[0]
    expected = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(found, expected, atol=0.02)


def test_a_network_of_neighbours_learns_from_them_and_alike_twice() -> None:
    pytest.importorskip("jax")
    from training import convolution

    draw = np.random.default_rng(3)
    pages = []
    for length in draw.integers(20, 400, 120).tolist():
        matrix = draw.normal(0, 0.5, (length, 2)).clip(-1, 1).astype(np.float32)
        counts = draw.integers(0, 400, (length, 1)).astype(np.float32)
        # What a block is, the one above it says, and how it compares with a count two below.
        answers = np.roll(matrix[:, 0], 1) + (np.roll(counts[:, 0], -2) > 200) > 0.5
        matrix = np.hstack([matrix, counts])
        pages.append(convolution.PageExample(matrix, answers, np.ones(length)))
    model, again = (convolution.train_convolution(pages, tuple("abc")) for _ in range(2))
    assert convolution.to_json(model) == convolution.to_json(again)
    assert model.wide.tolist() == [2]
    right = [(model.log_odds(page.matrix) > 0) == page.answers for page in pages]
    assert np.concatenate([page[1:-2] for page in right]).mean() > 0.9


def test_some_dumps_are_learnt_from_in_letters_that_say_nothing() -> None:
    pytest.importorskip("jax")
    from tests.test_training_text import PAGES
    from training.text_model import make_text_examples

    examples = [one for number in range(40) for one in make_text_examples(PAGES, (), number)]
    known = {line.text for page in PAGES for line in page.lines}
    disguised = [one for one in examples if not known & set(one.texts)]
    assert 0.05 < len(disguised) / len(examples) < 0.3
    again = make_text_examples(PAGES, (), 0)
    assert [one.texts for one in again] == [one.texts for one in examples[: len(again)]]


def test_written_dumps_are_learnt_from_as_they_are_and_among_others(tmp_path: Path) -> None:
    pytest.importorskip("jax")
    from tests.test_training_text import PAGES, WRITTEN_DUMP
    from training.text_model import WRITTEN_ROUNDS, make_text_examples
    from training.written import read_written

    (tmp_path / "en-01.txt").write_text(WRITTEN_DUMP)
    (written,) = read_written(tmp_path)
    texts = tuple(line.text for line in written.dump.lines)
    made = [
        one.texts for number in range(20) for one in make_text_examples(PAGES, [written], number)
    ]
    # But for those in other letters.
    assert 20 * WRITTEN_ROUNDS * 0.6 < made.count(texts) <= 20 * WRITTEN_ROUNDS
    assert any("Nobody had asked the islanders." in one and one != texts for one in made)
