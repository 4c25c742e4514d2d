"""Labels for a page's blocks, from the gold text of its article.

Gold says what the body is, not where on the page it stands. A block is the body's where its
words are, in the order of the page: of all ways to lay the blocks along the gold text the one
that explains most of it. A paragraph that is printed again elsewhere is labelled once.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+")
SHINGLE = 3
MAX_PLACES = 4
# A block is the body's where at least this share of its words is.
MIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Labels:
    """For each block the share of its words that are the body's, and how much of it they are.

    Attributes:
        shares: of each block, 0 to 1.
        words: of each block, how many it has.
        recall: share of the gold text that the blocks hold.
    """

    shares: tuple[float, ...]
    words: tuple[int, ...]
    recall: float


def tokens(text: str) -> list[str]:
    """The words of a text, as the scorers count them, without case."""
    return _TOKEN.findall(text.casefold())


def count_tokens(text: str) -> int:
    """How many words a text has, as the scorers count them."""
    return len(_TOKEN.findall(text))


def label_blocks(texts: Sequence[str], gold: str) -> Labels:
    """Labels the blocks of a page, given their texts in order."""
    truth = tokens(gold)
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for size in range(1, SHINGLE + 1):
        for i in range(len(truth) - size + 1):
            index[tuple(truth[i : i + size])].append(i)
    words = [tokens(text) for text in texts]
    # A place is (first gold word, one behind the last, words matched).
    places = [_places(own, truth, index) for own in words]
    shares = [0.0] * len(texts)
    matched = 0
    for block, (_, _, hits) in _best_chain(places).items():
        shares[block] = hits / len(words[block])
        matched += hits
    return Labels(
        shares=tuple(shares),
        words=tuple(map(len, words)),
        recall=matched / max(1, len(truth)),
    )


def _places(
    own: list[str], truth: list[str], index: dict[tuple[str, ...], list[int]]
) -> list[tuple[int, int, int]]:
    """Where in the gold text a block may stand: the places that most of its shingles point to."""
    size = min(SHINGLE, len(own))
    if not size:
        return []
    votes: defaultdict[int, int] = defaultdict(int)
    for i in range(len(own) - size + 1):
        found = index.get(tuple(own[i : i + size]), ())
        if len(found) <= 50:
            for place in found:
                votes[place - i] += 1
    best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:MAX_PLACES]
    # Words that were added or taken away shift the rest: neighbouring shifts are one place.
    places = []
    for shift, _ in best:
        hits = sum(
            count for other, count in votes.items() if abs(other - shift) <= 3 + len(own) // 20
        )
        hits = min(len(own), hits + size - 1)
        if hits >= MIN_SHARE * len(own):
            places.append((max(0, shift), min(len(truth), shift + len(own)), hits))
    return places


def _best_chain(
    places: Sequence[Sequence[tuple[int, int, int]]],
) -> dict[int, tuple[int, int, int]]:
    """The blocks, each at one of its places, that follow one another and match most words."""
    chain: list[tuple[int, int, int, int, int]] = []  # end, score, block, place, previous
    for block, options in enumerate(places):
        added = []
        for number, (start, end, hits) in enumerate(options):
            slack = max(1, hits // 4)
            score, previous = 0, -1
            for i, (other_end, other_score, _, _, _) in enumerate(chain):
                if other_end <= start + slack and other_score > score:
                    score, previous = other_score, i
            added.append((end, score + hits, block, number, previous))
        chain.extend(added)
    found: dict[int, tuple[int, int, int]] = {}
    at = max(range(len(chain)), key=lambda i: (chain[i][1], -i), default=-1)
    while at >= 0:
        _, _, block, number, previous = chain[at]
        found[block] = places[block][number]
        at = previous
    return found
