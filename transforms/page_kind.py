"""Whether a page is about an article, and not a list, a shop, a forum or a form.

Trees ask what the page is made of (transforms.page_features). The words by which sites call the
parts of such pages, and the folders that they file them in, are more than a list holds: a linear
model over hashed words (transforms.hashed) learns them, and both logarithms of the odds are added.
"""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from transforms.hashed import MIX, Hashes, HashModel, join_hashes
from transforms.names import MAX_NAME_CHARS, name_words
from transforms.page_features import address_words
from transforms.trees import Trees

# What the words of an address and those of elements' names are hashed behind: a row each.
_OF_ADDRESS, _OF_PART = map(zlib.crc32, (b"address ", b"part "))
ROWS = 2
# What the words of each row count beside those of the other, and how much of the trees' odds count,
# which are surer than they are right. Measured on sites left out; there is little between these
# and 1 to 2 for an address, 0.6 to 0.9 for trees.
_WORTH = np.array([1.5, 1.0])
TREES_SHARE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageKind:
    """A model of what a page is.

    Attributes:
        trees: over a row of page_features; their threshold is that of the sum.
        words: over what hash_page gives.
    """

    trees: Trees
    words: HashModel

    def probability(
        self, row: NDArray[np.float32], signatures: Iterable[str], url: str | None
    ) -> float:
        """How likely a page is about an article.

        Args:
            row: its page_features.
            signatures: of the elements on it.
            url: its address, as it states it.
        """
        hashes = hash_page(signatures, url)
        sums = self.words.add_up(hashes, ROWS) * word_shares(hashes)
        odds = self.words.odds(sums.sum(keepdims=True))
        odds += TREES_SHARE * self.trees.log_odds(row[None, :])
        return (1 + math.tanh(odds[0] / 2)) / 2  # which no odds are too large for


def hash_page(signatures: Iterable[str], url: str | None) -> Hashes:
    """The words of a page's address and of its elements' names, each once: ROWS rows."""
    names = {signature.partition(".")[2][:MAX_NAME_CHARS] for signature in signatures}
    address = {zlib.crc32(word.encode(), _OF_ADDRESS) for word in address_words(url)}
    parts = set[int]().union(*map(_hash_words, names))
    row = np.repeat(np.arange(ROWS), (len(address), len(parts)))
    return join_hashes((np.array([*address, *parts], dtype=np.uint64) * MIX[1], row))


@lru_cache(maxsize=16384)
def _hash_words(names: str) -> tuple[int, ...]:
    return tuple([zlib.crc32(word.encode(), _OF_PART) for word in name_words(names)])


def word_shares(hashes: Hashes) -> NDArray[np.float64]:
    """What a word of each row counts: less where there are many, as they say the same."""
    shares: NDArray[np.float64] = _WORTH / np.sqrt(
        np.bincount(hashes.block, minlength=ROWS).clip(1)
    )
    return shares
