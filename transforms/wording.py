"""What a block says: its first and last words, hashed.

The words of "Sign up for", "Photo:" or "is a reporter who" tell what no form does; which ones do
is learnt (transforms.hashed), in whatever languages there are gold pages of.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.decode import has_vowel_marks
from transforms.hashed import MIX, Hashes, HashModel, join_hashes
from transforms.word_hashes import Words, hash_all

# So many of a block's first words count, alone and in pairs, and so many of its last.
FIRST_WORDS = 24
PAIRED_WORDS = 12
LAST_WORDS = 5
NAMES = ("wording", "wording_before", "wording_after", "wording_around")

_FIRST_CHARS = 200
# A text that is no longer may be a label, which a site prints on all of its pages.
MAX_LABEL_CHARS = 40
_LAST_CHARS = 60
# So many texts are hashed at once: what is worked on is fifty times as large as their characters.
_MAX_TEXTS = 2048


def word_odds(texts: Sequence[str], model: HashModel) -> NDArray[np.float64]:
    """What a model makes of what texts say."""

    def add_up(new: Sequence[str]) -> list[tuple[float]]:
        return [(total,) for total in model.add_up(hash_words(new), len(new)).tolist()]

    known = model.recall(texts, add_up, MAX_LABEL_CHARS)
    return model.odds(np.array([known[text][0] for text in texts], dtype=np.float64))


def hash_words(texts: Sequence[str]) -> Hashes:
    """The hashes of what texts say."""
    parts = [
        _hash_words(texts[first : first + _MAX_TEXTS])
        for first in range(0, max(1, len(texts)), _MAX_TEXTS)
    ]
    return Hashes(
        np.concatenate([part.values for part in parts]),
        np.concatenate([number * _MAX_TEXTS + part.block for number, part in enumerate(parts)]),
    )


def _hash_words(texts: Sequence[str]) -> Hashes:
    lengths = np.array(list(map(len, texts)), dtype=np.intp)
    marked = list(map(has_vowel_marks, texts))
    # Their openings and, behind all of these, the ends of those that may be longer: to hash the
    # ends by themselves takes longer than to hash some of them in vain.
    longer = (lengths > _LAST_CHARS).nonzero()[0]
    ends = longer.tolist()
    words = hash_all(
        [
            *(text[:_FIRST_CHARS].lower() for text in texts),
            *(texts[i][-_LAST_CHARS:].lower() for i in ends),
        ],
        [*marked, *(marked[i] for i in ends)],
    )
    index = np.arange(len(texts))
    opening = Words(words.hashes, words.numbers[: len(texts)])
    is_cut = (lengths > _FIRST_CHARS) | (opening.numbers > FIRST_WORDS)
    kept = np.minimum(opening.numbers, FIRST_WORDS)
    word = _slices(opening, kept, from_end=False).astype(np.uint64)
    block_of = index.repeat(kept)
    place = np.arange(len(word)) - (kept.cumsum() - kept).repeat(kept)
    paired = ((place[1:] > 0) & (place[1:] < PAIRED_WORDS)).nonzero()[0]
    pairs = word[paired] * MIX[1] + word[paired + 1] * MIX[2]
    pair_of = block_of[paired]
    heads, first_pairs = (place == 0).nonzero()[0], (place[paired] == 0).nonzero()[0]
    last = np.minimum(words.numbers, LAST_WORDS)
    is_end_cut = is_cut[longer]
    last[longer[is_end_cut]] = 0
    last[len(texts) :][~is_end_cut] = 0
    last_of = np.concatenate([index, longer]).repeat(last)
    sizes = np.array([length.bit_length() for length in lengths.tolist()], dtype=np.uint64)
    return join_hashes(
        (word * MIX[0], block_of),
        (pairs, pair_of),
        (word[heads] * MIX[3], block_of[heads]),
        (pairs[first_pairs] * MIX[4], pair_of[first_pairs]),
        (_slices(words, last, from_end=True).astype(np.uint64) * MIX[5], last_of),
        ((sizes + np.uint64(1)) * MIX[6], index),
    )


def _slices(words: Words, numbers: NDArray[np.intp], *, from_end: bool) -> NDArray[np.uint32]:
    """The hashes of so many of each text's words, its first or its last."""
    begin = words.numbers.cumsum() - (numbers if from_end else words.numbers)
    steps = numbers.cumsum() - numbers
    places = (begin - steps).repeat(numbers)
    places += np.arange(len(places))
    hashes: NDArray[np.uint32] = words.hashes[places]
    return hashes
