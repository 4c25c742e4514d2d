"""What blocks say, hashed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.hashed import HASH_BITS
from transforms.segment_html import load_models
from transforms.wording import MAX_LABEL_CHARS, hash_words, word_odds


def hashes(text: str, *around: str) -> list[int]:
    """The hashes of one text, whatever stands behind it."""
    found, of = hash_words([text, *around])
    return sorted(found[of == 0].tolist())


WORDS = st.text(alphabet="ab1., 漢字", min_size=1, max_size=300)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_blocks_hashes_are_its_own(texts: list[str]) -> None:
    found, of = hash_words(texts)
    assert all(0 <= value < 1 << HASH_BITS for value in found)
    for i, text in enumerate(texts):
        assert sorted(found[of == i].tolist()) == hashes(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sign up now", "SIGN UP NOW"),
        ("In 1999 it rained", "In 7777 it rained"),
        # What stands between the first words and the last does not count.
        ("a b " * 60 + "middle " * 30 + "c d " * 60, "a b " * 60 + "centre " * 30 + "c d " * 60),
    ],
)
def test_texts_that_say_the_same(one: str, other: str) -> None:
    assert hashes(one.strip()) == hashes(other.strip())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sign up now", "now up Sign"),
        ("Sign up now", "Sign up now please"),
        ("a " * 200 + "end", "a " * 200 + "fin"),
        ("漢字", "字漢"),
        ("Stop.", "Stop"),
    ],
)
def test_texts_that_say_something_else(one: str, other: str) -> None:
    assert hashes(one) != hashes(other)


def test_no_blocks_have_no_hashes() -> None:
    assert len(hash_words([]).values) == 0


def test_the_shipped_model_knows_furniture_by_its_words() -> None:
    model = load_models().body.wording
    story, box = word_odds(
        [
            "The minister said on Monday that the ferry would not run before the spring, and that",
            "Sign up for our newsletter to get the latest news in your inbox every single morning.",
        ],
        model,
    )
    assert story > box


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_what_is_known_of_other_pages_changes_nothing(texts: list[str]) -> None:
    model = load_models().body.wording
    added = model.odds(model.add_up(hash_words(texts), len(texts))).tolist()
    assert word_odds(texts, model).tolist() == added
    assert (
        word_odds([*texts, *texts, "x" * (MAX_LABEL_CHARS + 1)], model).tolist()[:-1] == 2 * added
    )


def test_words_of_marked_letters_are_whole() -> None:
    # Words, the first once more, pairs, the first of them once more, the last words, and the size.
    assert len(hashes("नौका सेवा बंद")) == len(hashes("ferry service halted"))
    assert set(hashes("की")) != set(hashes("का"))
