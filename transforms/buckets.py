"""Buckets: what brings articles together that may be copies, as rows of numbers.

A row is a bucket, a stand and a place: 24 bytes of an article for each of its keys, and for
each of the buckets of its text. Rows with the same bucket are in the same partition.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from transforms.copies import Copy, hash_number
from transforms.stories import pair_bucket, story_buckets

PARTITIONS = 64
ROW = np.dtype([("bucket", "<u8"), ("stand", "<u8"), ("place", "<u8")])
# The buckets of keys have the highest bit set, those of texts have not.
_OF_KEY = 1 << 63

Rows = npt.NDArray[np.void]


def bucket_rows(copy: Copy) -> Rows:
    """An article's rows: one for each of its keys, one for each bucket of its text."""
    keys = [hash_number(key) | _OF_KEY for key in copy.keys]
    if copy.sketch is None:
        buckets, stands = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint64)
    else:
        buckets, stands = story_buckets(copy.sketch)
    rows = np.zeros(len(keys) + len(buckets), dtype=ROW)
    rows["bucket"][: len(keys)] = keys
    rows["bucket"][len(keys) :] = buckets
    rows["stand"][len(keys) :] = stands
    rows["place"] = copy.place
    return rows


def pair_rows(packed: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs of places that a partition's rows bring together, each once, in order.

    In a bucket of a key each is paired with the next, in one of texts as pair_bucket says.

    Args:
        packed: all rows of one or more partitions, as bytes, in any order and cut anywhere
            between rows.
    """
    rows = np.frombuffer(b"".join(packed), dtype=ROW)
    rows = rows[np.lexsort((rows["place"], rows["stand"], rows["bucket"]))]
    if not len(rows):
        return
    changes = np.flatnonzero(rows["bucket"][1:] != rows["bucket"][:-1]) + 1
    borders = np.concatenate(([0], changes, [len(rows)]))
    shared = np.flatnonzero(np.diff(borders) > 1)
    pairs: set[tuple[int, int]] = set()
    for start, end in zip(borders[shared].tolist(), borders[shared + 1].tolist(), strict=True):
        places = list(dict.fromkeys(rows["place"][start:end].tolist()))
        if int(rows["bucket"][start]) & _OF_KEY:
            pairs.update(pairwise(sorted(places)))
        else:
            pairs.update(pair_bucket(places))
    yield from sorted(pairs)
