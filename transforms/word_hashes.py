"""The words of many texts, hashed at once: their CRC-32, as zlib has it.

A CRC is linear: that of a word is what as many zeros give, changed by what each of its bytes does
where it stands ("A Painless Guide to CRC Error Detection Algorithms", Williams 1993). So all bytes
of all texts are looked up in one table, and numpy adds up what is a word's: in half the time
that a pattern and zlib take, word by word.
"""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

# What a character is: a word by itself, or a part of one; a digit; and, the first two moved by so
# many bits, what it is in a text whose vowels are marks.
_ALONE, _PART, _DIGIT = 1, 2, 4
_MARKED_SHIFT = 3
# Beyond this character is no part of a word.
_LAST_CHAR = 0x3FFFF
# Where a script puts no spaces between words, a character is one; so is a punctuation mark.
_PARTS = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+")
_MARKED_PARTS = regex.compile(r"[\w\p{M}]+")
_SPACES = re.compile(r"\s+")
# A longer word is hashed by itself.
_MAX_WORD_BYTES = 64
# Numbers are all one word.
_NUMBER = zlib.crc32(b"0")


class Words(NamedTuple):
    """Words in their order, each as a hash of 32 bits, and how many of them each text has."""

    hashes: NDArray[np.uint32]
    numbers: NDArray[np.intp]


def hash_all(texts: Sequence[str], marked: Sequence[bool]) -> Words:
    """The words of texts.

    Args:
        texts: in small letters.
        marked: whether a text has vowels or tones that are marks, for each of them.
    """
    joined = "\n".join((*texts, ""))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _kinds().take(codes, mode="clip")
    ends = (np.array(list(map(len, texts)), dtype=np.intp) + 1).cumsum()
    if any(marked):
        is_marked = np.repeat(np.array(marked), np.diff(ends, prepend=0))
        own = kinds[is_marked]
        kinds[is_marked] = own >> _MARKED_SHIFT | own & _DIGIT
    is_part = kinds & _PART > 0
    is_first = kinds & _ALONE > 0
    is_last = is_first.copy()
    # A line end stands behind every text, and is no part of a word.
    is_first[:1] |= is_part[:1]
    is_first[1:] |= is_part[1:] > is_part[:-1]
    is_last[:-1] |= is_part[:-1] > is_part[1:]
    begin, end = is_first.nonzero()[0], is_last.nonzero()[0] + 1
    if not len(begin):
        return Words(np.empty(0, dtype=np.uint32), np.zeros(len(texts), dtype=np.intp))
    hashes = _hash_slices(joined, begin, end)
    # Few words begin with a digit, and fewer are nothing but digits.
    some = (kinds[begin] & _DIGIT > 0).nonzero()[0]
    slices = np.array([begin[some], end[some]]).T.ravel()
    hashes[some[np.bitwise_and.reduceat(kinds, slices)[::2] & _DIGIT > 0]] = _NUMBER
    numbers = begin.searchsorted(ends)
    numbers[1:] -= numbers[:-1]
    return Words(hashes, numbers)


def _hash_slices(text: str, begin: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.uint32]:
    """The CRC-32 of slices of a text, in UTF-8; none is empty, and each begins behind the last."""
    encoded = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        # Bytes that go on with a character are 0x80 to 0xBF, and no other is as low with a sign.
        place = (np.frombuffer(encoded, dtype=np.int8) >= -64).nonzero()[0]
        begin, end = place[begin], place[end]
    lengths = end - begin
    table, of_zeros = _tables()
    # What stands between words changes nothing in the one before: it has fewer than no bytes behind
    # it in that, and what is asked for below the table is its first number, which is 0.
    until = np.full_like(begin, len(encoded))
    until[:-1] = begin[1:]
    index = end.astype(np.int32).repeat(until - begin)
    index -= np.arange(begin[0] + 1, len(encoded) + 1, dtype=np.int32)
    index <<= 8
    index |= np.frombuffer(encoded, dtype=np.uint8)[begin[0] :]
    changes = table.take(index, mode="clip")
    hashes: NDArray[np.uint32] = np.bitwise_xor.reduceat(changes, begin - begin[0])
    hashes ^= of_zeros.take(lengths, mode="clip")
    for i in np.flatnonzero(lengths > _MAX_WORD_BYTES).tolist():
        hashes[i] = zlib.crc32(encoded[begin[i] : end[i]])
    return hashes


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """What each byte does to a word's CRC, and the CRC of so many zeros.

    Of the first, 256 for each number of bytes behind it.
    """
    zeros = np.array([zlib.crc32(bytes(size)) for size in range(_MAX_WORD_BYTES + 1)], np.uint32)
    changes = [
        [zlib.crc32(bytes((byte,)) + bytes(behind)) for byte in range(256)]
        for behind in range(_MAX_WORD_BYTES)
    ]
    return (np.array(changes, dtype=np.uint32) ^ zeros[1:, None]).ravel(), zeros


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """What each character is, bits."""
    chars = "".join(map(chr, range(_LAST_CHAR + 1)))
    table = np.full(len(chars), _ALONE | _ALONE << _MARKED_SHIFT, dtype=np.uint8)
    for pattern, kind in ((_PARTS, _PART), (_MARKED_PARTS, _PART << _MARKED_SHIFT)):
        for found in pattern.finditer(chars):
            within = slice(found.start(), found.end())
            table[within] &= ~np.uint8(kind >> 1)
            table[within] |= kind
    for found in _SPACES.finditer(chars):
        table[found.start() : found.end()] = 0
    for place, char in enumerate(chars):
        if char.isdigit():
            table[place] |= _DIGIT
    return table
