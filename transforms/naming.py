"""What a block's markup is called: tags and class names around it, hashed.

Sites that a system makes have its class names; which of them stand around an article's body is
learnt (transforms.hashed).
"""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from transforms.hashed import MIX, Hashes, HashModel, join_hashes
from transforms.names import name_words
from transforms.page_tree import PageTree

# So many elements around a block count, its own and its parent's apart once more.
NEAR_ELEMENTS = 8
MAX_NAMES = 6
MAX_NAME_WORDS = 12
MAX_SIGNATURE_CHARS = 300
# What a signature is to a block: that of any element around it, of its own, of its parent.
ROLES = 3
NAMES = ("naming", "naming_before", "naming_after", "naming_around")
_NAMED = re.compile(r"[^\W\d_]")
# What a token begins with, hashed: the rest is hashed from there.
_OF_TAGS = zlib.crc32(b"tag ")
_OF_WORDS, _OF_NAMES = repeat(zlib.crc32(b"word ")), repeat(zlib.crc32(b"name "))
# By what it is multiplied, a row a role.
_OF_ROLES = np.array(MIX[:ROLES])[:, None]


def name_odds(tree: PageTree, model: HashModel) -> NDArray[np.float64]:
    """What a model makes of what the elements around a page's blocks are called."""

    def add_up(new: Sequence[str]) -> list[tuple[float, ...]]:
        sums = model.add_up(hash_signatures(new), ROLES * len(new))
        return list(map(tuple, sums.reshape(-1, ROLES).tolist()))

    known = model.recall(tree.kinds, add_up, MAX_SIGNATURE_CHARS)
    # The last is of no element.
    around, own, above = np.array([*map(known.__getitem__, tree.kinds), (0.0,) * ROLES]).T
    near = near_signatures(tree)
    return model.odds(around[near].sum(axis=0) + own[near[0]] + above[near[1]])


def near_signatures(tree: PageTree) -> NDArray[np.int64]:
    """The signatures around each block: a row a step outwards, its own first, a column a block.

    They are places in tree.kinds, or behind it where there is no element.
    """
    signature = np.append(tree.signatures[0], len(tree.kinds))
    parents = np.append(tree.parents, -1)
    place = tree.leaves
    rows = []
    for _ in range(NEAR_ELEMENTS):
        rows.append(signature[place])
        place = parents[place]
    return np.array(rows)


def hash_signatures(signatures: Sequence[str]) -> Hashes:
    """The hashes of what signatures say, ROLES rows each."""
    tokens = [_tokens(signature[:MAX_SIGNATURE_CHARS]) for signature in signatures]
    sizes = list(map(len, tokens))
    token = np.fromiter(chain.from_iterable(tokens), dtype=np.uint64, count=sum(sizes))
    row = ROLES * np.arange(len(tokens)).repeat(sizes)
    return join_hashes(((token * _OF_ROLES).ravel(), (row + np.arange(ROLES)[:, None]).ravel()))


def _tokens(signature: str) -> list[int]:
    """The hashes of a tag, of the names behind it, and of the words in these."""
    tag, _, classes = signature.partition(".")
    of_tag, in_tag = _hash_tag(tag)
    words = list(map(str.encode, name_words(classes)[:MAX_NAME_WORDS]))
    names = [
        name.encode("utf-8", "surrogatepass")
        for name in classes.lower().replace(".", " ").split()
        if name[0].isalpha() or _NAMED.search(name)  # the first is sooner found out
    ]
    return [
        of_tag,
        *map(zlib.crc32, dict.fromkeys(words), _OF_WORDS),
        *map(zlib.crc32, dict.fromkeys(names[:MAX_NAMES]), _OF_NAMES),
        *map(zlib.crc32, dict.fromkeys(words[:MAX_NAMES]), repeat(in_tag)),
    ]


# There are few, unlike what they are called.
@lru_cache(maxsize=256)
def _hash_tag(tag: str) -> tuple[int, int]:
    """The hash of a tag, and what that of a word in it begins with."""
    return zlib.crc32(tag.encode(), _OF_TAGS), zlib.crc32(f"{tag} ".encode())
