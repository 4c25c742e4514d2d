"""What a block says: its first and last words, hashed.

The words of "Sign up for", "Photo:" or "is a reporter who" tell what no form does; which ones do
is learnt (transforms.hashed), in whatever languages there are gold pages of.
"""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from transforms.decode import has_vowel_marks
from transforms.hashed import MIX, Hashes, HashModel, join_hashes

# So many of a block's first words count, alone and in pairs, and so many of its last.
FIRST_WORDS = 24
PAIRED_WORDS = 12
LAST_WORDS = 5
NAMES = ("wording", "wording_before", "wording_after", "wording_around")

# Where a script puts no spaces between words, a character is one; so is a punctuation mark.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_MARKED_WORD = regex.compile(r"[\w\p{M}]+|[^\w\s]")
# The same, where no character is beyond: twice as fast.
_ASCII_WORD = re.compile(r"\w+|[^\w\s]", re.ASCII)
_FIRST_CHARS = 200
# A text that is no longer may be a label, which a site prints on all of its pages.
MAX_LABEL_CHARS = 40
_LAST_CHARS = 60


def word_odds(texts: Sequence[str], model: HashModel) -> NDArray[np.float64]:
    """What a model makes of what texts say."""

    def add_up(new: Sequence[str]) -> list[tuple[float]]:
        return [(total,) for total in model.add_up(hash_words(new), len(new)).tolist()]

    known = model.recall(texts, add_up, MAX_LABEL_CHARS)
    return model.odds(np.array([known[text][0] for text in texts], dtype=np.float64))


def hash_words(texts: Sequence[str]) -> Hashes:
    """The hashes of what texts say."""
    first: list[int] = []
    last: list[int] = []
    lengths: list[int] = []
    ends: list[int] = []
    for text in texts:
        opening, closing = _hash_text(text)
        lengths.append(len(opening))
        ends.append(len(closing))
        first += opening
        last += closing
    word = np.array(first, dtype=np.uint64)
    length = np.array(lengths, dtype=np.intp)
    block_of = np.repeat(np.arange(len(texts)), length)
    starts = np.cumsum(length) - length
    place = np.arange(len(word)) - starts[block_of]
    paired = (place[1:] > 0) & (place[1:] < PAIRED_WORDS)
    pairs = (word[:-1] * MIX[1] + word[1:] * MIX[2])[paired]
    pair_of = block_of[1:][paired]
    is_first = place[1:][paired] == 1
    heads = starts[length > 0]
    sizes = np.array([len(text).bit_length() for text in texts], dtype=np.uint64)
    return join_hashes(
        (word * MIX[0], block_of),
        (pairs, pair_of),
        (word[heads] * MIX[3], block_of[heads]),
        (pairs[is_first] * MIX[4], pair_of[is_first]),
        (
            np.array(last, dtype=np.uint64) * MIX[5],
            np.repeat(np.arange(len(texts)), np.array(ends, dtype=np.intp)),
        ),
        ((sizes + np.uint64(1)) * MIX[6], np.arange(len(texts))),
    )


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return zlib.crc32(b"0" if word.isdigit() else word.encode("utf-8", "surrogatepass"))


def _hash_text(text: str) -> tuple[list[int], list[int]]:
    """The hashes of a text's first words, and of its last."""
    word = _MARKED_WORD if has_vowel_marks(text) else _WORD
    find_words = (_ASCII_WORD if text.isascii() else word).findall
    words = find_words(text[:_FIRST_CHARS].lower())
    first = list(map(_hash, words[:FIRST_WORDS]))
    if len(text) <= _FIRST_CHARS and len(words) <= FIRST_WORDS:
        return first, first[-LAST_WORDS:]
    last = find_words(text[-_LAST_CHARS:].lower())
    return first, list(map(_hash, last[-LAST_WORDS:]))
