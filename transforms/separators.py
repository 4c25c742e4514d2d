"""Lines that set the articles of a text dump apart: rules, ends, and what databases count by.

Press reviews, newsletters, wires and databases print the same line between all of their articles.
What that line is differs from one to the next, so no model of lines has learnt it, but that it
comes again, each time with an article below it, tells. Chapters of one long article are set apart
in the same way: so what stands below has to begin as articles do.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from transforms import furniture
from transforms.blocks import Block
from transforms.fields import heads_record
from transforms.text_rules import MAX_MASTHEAD_BLOCKS

# A rule: so many of one character, or more, and nothing else.
_RULE = re.compile(r"([-_=*~#–—─━═])(?:\s?\1){2,}|([•·+.])(?:\s?\2){4,}")
# What wires and press offices end a text with (Associated Press, "-30-"; "ENDS"; "# # #").
_END = re.compile(r"\W*(?:ENDS?|ENDE|FIN)\W*|\(ENDS?\).{,30}|-\s?30\s?-|(?:#\s?){3}")
# How many paragraphs an article has at least.
MIN_PARAGRAPHS = 2
# From this probability on a line is held for a headline, which tells an article from a chapter.
MIN_HEADLINE = 0.3
# So many of the lines of a kind have an article below them, so many of which begin as one, or more.
MIN_BEGUN_SHARE = 0.5


def find_separators(blocks: Sequence[Block], headline: NDArray[np.float64]) -> list[int]:
    """The numbers of the lines of a dump that no article goes on below.

    Args:
        blocks: a dump's lines.
        headline: how likely each is a headline.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if rule := _RULE.fullmatch(block.text):
            groups[rule[1] or rule[2]].append(i)
        elif _END.fullmatch(block.text):
            groups["end"].append(i)
        elif heads_record(block.text):
            groups["record"].append(i)
    found: list[int] = []
    for lines in groups.values():
        tops = [_top(blocks, at + 1, end) for at, end in pairwise((*lines, len(blocks)))]
        begun = [top for top in tops if top is not None]
        told = sum(_begins_article(blocks[top], headline[top]) for top in begun)
        is_first = _top(blocks, 0, lines[0]) is not None
        if (
            is_first + len(begun) > 1
            and len(begun) >= MIN_BEGUN_SHARE * len(lines)
            and told >= MIN_BEGUN_SHARE * len(begun)
        ):
            found.extend(lines)
    return sorted(found)


def _top(blocks: Sequence[Block], first: int, end: int) -> slice | None:
    """The lines above the second paragraph, where what stands there may be an article.

    The first may be a standfirst, above the byline.
    """
    prose = [i for i in range(first, end) if furniture.is_prose(blocks[i].text)]
    if len(prose) < MIN_PARAGRAPHS or prose[0] - first > MAX_MASTHEAD_BLOCKS:
        return None
    is_headed = any(furniture.is_headline(block.text) for block in blocks[first : prose[0]])
    return slice(first, prose[1]) if is_headed else None


def _begins_article(top: Sequence[Block], headline: NDArray[np.float64]) -> bool:
    """Whether the lines above a paragraph say more than what a chapter is called."""
    return bool((headline >= MIN_HEADLINE).any()) or any(
        furniture.is_byline(block.text) or furniture.is_date_line(block.text) for block in top
    )
