"""Stories: which texts are printings of one, decided on their sketches alone.

Candidates are found by buckets: two texts come into one bucket where they share one of the
few smallest hashes of their sketches, and what a bucket brings together is compared before
it counts. A story is a star: every printing is like the one that is kept, never only like
another printing, so no third text chains two stories.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.signatures import Likeness, Sketch, compare_sketches

# Buckets of a text. At the lowest Jaccard that counts, .15, two texts miss each other in all of
# them once in fourteen times; at .3 once in three hundred.
STORY_BUCKETS = 16
# A text of fewer shingles is a picture's caption or a notice: only the whole of it tells.
MIN_SHINGLES = 20
# In a bucket every text is compared with so many, the same for all: a phrase that a thousand
# articles share costs a thousand times that. It hides no printing: what shares 71 % and not
# all of it with a phrase meets in another bucket, but for four times in a thousand (.71 ** 16).
BUCKET_HEADS = 4
# A text is compared with so many stories of each of its buckets, the best ranked first.
MAX_STORIES_TRIED = 64
# A text that joins a story is held against so many of its printings, the best ranked first.
MAX_WITNESSES = 8

Numbers = npt.NDArray[np.uint64]


class Thresholds(NamedTuple):
    """From where on two texts are printings of one story; all three must hold.

    Chosen by cross-validation over clusters: python -m benchmarks.stories.

    Attributes:
        contained: the share of the shorter one's shingles that the longer one has.
        jaccard: the share of both ones' shingles that both have: a notice in a long article
            is no printing of it.
        witness: the share that a text and each other printing of the story must have, of the
            shorter one's: two stories that a round-up prints one after the other share nothing.
    """

    contained: float = 0.71
    jaccard: float = 0.15
    witness: float = 0.4


THRESHOLDS = Thresholds()


def is_like(likeness: Likeness, thresholds: Thresholds = THRESHOLDS) -> bool:
    """Whether two texts share enough to be printings of one story."""
    return likeness.contained >= thresholds.contained and likeness.jaccard >= thresholds.jaccard


def story_buckets(sketch: Sketch) -> Numbers:
    """The buckets that a text comes into: at most STORY_BUCKETS; none where it is too short."""
    if sketch.shingles < MIN_SHINGLES:
        return np.empty(0, dtype=np.uint64)
    return sketch.array()[:STORY_BUCKETS].astype(np.uint64)


def pair_bucket(members: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a bucket that are compared, the smaller number first.

    At most BUCKET_HEADS times its members, and the same ones whatever order these come in.

    >>> list(pair_bucket([3, 1, 2]))
    [(1, 2), (1, 3), (2, 3)]
    """
    ordered = sorted(members)
    for at, head in enumerate(ordered[:BUCKET_HEADS]):
        for member in ordered[at + 1 :]:
            yield head, member


def join_stories(
    sketches: Sequence[Sketch | None], settled: int = 0, thresholds: Thresholds = THRESHOLDS
) -> list[int]:
    """For each text the one whose story it is a printing of: itself where it founds one.

    Goes by rank: a text joins the story that it shares most with, of those that better ranked
    ones have founded, or founds one.

    Args:
        sketches: in order of rank, the text to keep first; None for what is in no story.
        settled: so many of the first found a story each, whatever they share: earlier runs
            have kept them.
        thresholds: from where on two texts are printings of one story.

    Returns:
        A place in `sketches` for each place in it, never a later one.
    """
    founders: list[int] = []
    printings: dict[int, list[Sketch]] = {}
    by_bucket: dict[int, list[int]] = {}
    for place, sketch in enumerate(sketches):
        if sketch is None:
            founders.append(place)
            continue
        buckets = story_buckets(sketch).tolist()
        found = None
        if place >= settled:
            tried = {
                founder
                for bucket in buckets
                for founder in by_bucket.get(bucket, ())[:MAX_STORIES_TRIED]
            }
            found = _choose_story(sketch, tried, printings, thresholds)
        if found is None:
            found = place
            for bucket in buckets:
                by_bucket.setdefault(bucket, []).append(place)
        founders.append(found)
        printings.setdefault(found, []).append(sketch)
    return founders


def _choose_story(
    sketch: Sketch,
    tried: set[int],
    printings: dict[int, list[Sketch]],
    thresholds: Thresholds,
) -> int | None:
    alike = (
        (likeness, -founder)
        for founder in tried
        if is_like(likeness := compare_sketches(sketch, printings[founder][0]), thresholds)
    )
    for _, founder in sorted(alike, reverse=True):
        witnesses = printings[-founder][1:MAX_WITNESSES]
        if all(
            compare_sketches(sketch, witness).contained >= thresholds.witness
            for witness in witnesses
        ):
            return -founder
    return None
