"""What a block's markup is called: tags and class names around it, hashed.

Sites that a system makes have its class names; which of them stand around an article's body is
learnt (transforms.hashed).
"""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from transforms.blocks import Block
from transforms.hashed import MIX, Hashes, join_hashes

# So many elements around a block count, its own and its parent's apart once more.
NEAR_ELEMENTS = 8
MAX_NAMES = 6
MAX_NAME_WORDS = 12
MAX_SIGNATURE_CHARS = 300
NAMES = ("naming", "naming_before", "naming_after", "naming_around")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_APART = re.compile(r"[.\s]+")
_NAMED = re.compile(r"[^\W\d_]")


def hash_names(blocks: Sequence[Block]) -> Hashes:
    """The hashes of what the elements around blocks are called."""
    tokens: list[int] = []
    starts: list[int] = []
    counts: list[int] = []
    known: dict[int, int] = {}
    near: list[int] = []
    depths: list[int] = []
    for block in blocks:
        path = block.path[: -NEAR_ELEMENTS - 1 : -1]
        depths.append(len(path))
        for element in path:
            at = known.get(element.number)
            if at is None:
                own = _tokens(element.signature[:MAX_SIGNATURE_CHARS])
                at = known[element.number] = len(starts)
                starts.append(len(tokens))
                counts.append(len(own))
                tokens += own
            near.append(at)
    token = np.array(tokens, dtype=np.uint64)
    element_of = np.array(near, dtype=np.intp)
    lengths = np.array(counts, dtype=np.intp)[element_of]
    depth = np.array(depths, dtype=np.intp)
    block_of = np.repeat(np.arange(len(blocks)), depth)
    above = np.arange(len(near)) - np.repeat(np.cumsum(depth) - depth, depth)
    # For each element around a block all its tokens, which stand in one piece.
    first = np.repeat(np.array(starts, dtype=np.intp)[element_of], lengths)
    place = np.arange(len(first)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found = token[first + place]
    blocks_of = np.repeat(block_of, lengths)
    levels = np.repeat(above, lengths)
    return join_hashes(
        (found * MIX[0], blocks_of),
        (found[levels == 0] * MIX[1], blocks_of[levels == 0]),
        (found[levels == 1] * MIX[2], blocks_of[levels == 1]),
    )


@lru_cache(maxsize=1 << 14)
def _tokens(signature: str) -> tuple[int, ...]:
    """The hashes of a tag, of the names behind it, and of the words in these."""
    tag, _, classes = signature.partition(".")
    words = [word.lower() for word in _HUMP.split(classes) if len(word) > 1]
    names = [name for name in _APART.split(classes.lower()) if _NAMED.search(name)]
    said = dict.fromkeys(
        (
            f"tag {tag}",
            *(f"word {word}" for word in words[:MAX_NAME_WORDS]),
            *(f"name {name}" for name in names[:MAX_NAMES]),
            *(f"{tag} {word}" for word in words[:MAX_NAMES]),
        )
    )
    return tuple(zlib.crc32(token.encode("utf-8", "surrogatepass")) for token in said)
