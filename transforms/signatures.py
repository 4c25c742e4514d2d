"""Signatures: what of a text is compared with other texts in its place.

A text's shingles are every three words in a row; its sketch is the smallest of their hashes
("bottom-k", Cohen 1997), a sample that is drawn alike from every text. So two sketches and
the numbers of shingles tell how much of each other two texts hold, to a few percent, and
exactly where both texts are short. A minhash of permutations tells of the two texts' union
only (Broder 1997), and copies of news are often a part of another: a cut tail, an added
paragraph.
"""

import re
import zlib
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# Measured on copies of news, python -m benchmarks.copies: three words tell copies from
# follow-ups by the widest margin; two join what shares phrases, five lose what was edited.
SHINGLE_WORDS = 3
# As long as about three words, in scripts that put no spaces between words.
SHINGLE_CHARS = 5
# Hashes of a sketch: 1 KiB. The estimate is off by 3 % of the shorter text (one sigma).
SKETCH_HASHES = 256

Hashes = npt.NDArray[np.uint32]

# Thai, Lao, Myanmar, Khmer, kana, Han.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_SPACELESS += "\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_HAS_SPACELESS = re.compile(rf"[{_SPACELESS}]")
# What is in many texts that are otherwise ASCII, and no letter: spaces, dashes, quotes, £, ©, ….
_MARKS = re.compile("[\u00a0-\u00a9\u00ab-\u00b1\u00bb\u2000-\u206f\u20ac]+")
_LOWER_WORDS = bytes(
    byte if byte >= 128 or chr(byte).isalnum() else ord(" ") for byte in bytes(range(256)).lower()
)
# Odd numbers without a pattern, to mix with (the golden ratio's, and MurmurHash3's finaliser).
_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)
_ALL_HASHES = 2**32


class Sketch(NamedTuple):
    """The smallest hashes of a text's shingles.

    Attributes:
        shingles: how many different ones the text has.
        hashes: of at most SKETCH_HASHES of them, little-endian 32-bit numbers, ascending.
    """

    shingles: int
    hashes: bytes

    def array(self) -> Hashes:
        """The hashes as numbers."""
        return np.frombuffer(self.hashes, dtype="<u4")


class Likeness(NamedTuple):
    """How much two texts share.

    Attributes:
        contained: the share of the shorter one's shingles that the longer one has.
        jaccard: the share of both ones' shingles that both have.
    """

    contained: float
    jaccard: float


def sketch_text(text: str) -> Sketch:
    """The sketch of a text; case, punctuation and white space make no difference.

    Takes time linear in the text, about 0.3 ms for an article.

    >>> sketch_text("Rain, again!").hashes == sketch_text("RAIN AGAIN").hashes
    True
    """
    shingles = _shingle_hashes(text)
    return Sketch(len(shingles), shingles[:SKETCH_HASHES].astype("<u4").tobytes())


def _shingle_hashes(text: str) -> Hashes:
    """The hashes of a text's shingles, each once, ascending."""
    tokens, width = _tokens(text)
    if not tokens:
        return np.empty(0, dtype=np.uint32)
    words = np.fromiter(map(zlib.crc32, tokens), dtype=np.uint64, count=len(tokens))
    width = min(width, len(words))
    mixed = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for at in range(width):
        mixed = (mixed ^ words[at : at + len(mixed)]) * _MIX_1
        mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX_2
    hashes = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    is_first = np.ones(len(hashes), dtype=np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=is_first[1:])
    return hashes[is_first]  # in a fifth of the time of np.unique


def _tokens(text: str) -> tuple[list[bytes], int]:
    """The words of a text, and how many of them make a shingle."""
    plain = _MARKS.sub(" ", text)
    if plain.isascii():  # in a tenth of the time
        return plain.encode().translate(_LOWER_WORDS).split(), SHINGLE_WORDS
    spaceless = len(_HAS_SPACELESS.findall(text))
    if not spaceless:  # in a third of the time, where all that is left is letters
        encoded = plain.casefold().encode("utf-8", "surrogatepass").translate(_LOWER_WORDS)
        words = encoded.split()
        if b"".join(words).decode("utf-8", "surrogatepass").isalnum():
            return words, SHINGLE_WORDS
    tokens = _TOKEN.findall(text.casefold())
    width = SHINGLE_CHARS if 2 * spaceless > len(tokens) else SHINGLE_WORDS
    return list(map(str.encode, tokens, repeat("utf-8"), repeat("surrogatepass"))), width


def compare_sketches(one: Sketch, other: Sketch) -> Likeness:
    """How much the texts of two sketches share; nothing where one has no shingles.

    Below the largest hash that both sketches reach to, each holds all of its text's hashes:
    there they are samples of the texts drawn alike, and are compared.

    >>> compare_sketches(sketch_text("a b c d e"), sketch_text("b c d e f g"))
    Likeness(contained=0.6666666666666666, jaccard=0.4)
    """
    if not one.shingles or not other.shingles:
        return Likeness(0.0, 0.0)
    reach = min(_reach(one), _reach(other))
    left, right = (
        hashes[: np.searchsorted(hashes, reach)] for hashes in (one.array(), other.array())
    )
    shared = len(np.intersect1d(left, right, assume_unique=True))
    shorter = left if one.shingles <= other.shingles else right
    both = len(left) + len(right) - shared
    # The shorter text's part of the sample is empty where the other's is hundreds of times as long.
    return Likeness(shared / max(len(shorter), 1), shared / max(both, 1))


def _reach(sketch: Sketch) -> int:
    """Below this number a sketch holds every hash of its text."""
    hashes = sketch.array()
    return _ALL_HASHES if sketch.shingles <= len(hashes) else int(hashes[-1]) + 1
