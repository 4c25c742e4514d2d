"""The front end for plain text: lines to blocks."""

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.blocks import Block, BlockKind
from transforms.decode import squeeze
from transforms.furniture import has_bullet

# What is wrapped has lines of so many characters at most, but for one and one of so many more: an
# address does not break.
MIN_WIDTH = 40
MAX_WIDTH = 100
MAX_LONGER_SHARE = 0.02
# Of its lines that take so much of that and have another right below, so many are full, and so many
# at least: the next line's first word would have gone beyond. By chance one of seven is.
LONG_SHARE = 0.6
MIN_FULL_SHARE = 0.4
MIN_FULL_LINES = 6
# So many of the lines below full ones begin as sentences and lists do, no more: of prose, nouns in
# German and names. Lines of a table may all be of one length.
MAX_BEGIN_SHARE = 0.7
# A longer word tells nothing: many scripts have no spaces.
MAX_WORD_CHARS = 25

# What could have stood on the line before: a compound breaks at its hyphen.
_FIRST_WORD = re.compile(r"\s*([^\s-]+-?|\S)")
_HYPHENATED = re.compile(r"\w-$")


def text_blocks(text: str) -> tuple[Block, ...]:
    r"""One block for each line that is not blank, in order; of wrapped text for each paragraph.

    >>> [(b.line, b.blank_lines, b.text) for b in text_blocks("a\n\n b ")]
    [(1, 0, 'a'), (3, 1, 'b')]
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    blocks = []
    blank_lines = 0
    number = 0
    while number < len(lines):
        first = number
        number += 1
        if not lines[first].strip():
            blank_lines += 1
            continue
        while width and number < len(lines) and _goes_on(lines[number - 1], lines[number], width):
            number += 1
        blocks.append(
            Block(
                kind=BlockKind.TEXT,
                text=_join(lines[first:number]),
                line=first + 1,
                lines=number - first,
                blank_lines=blank_lines,
            )
        )
        blank_lines = 0
    return tuple(blocks)


def wrap_width(lines: Sequence[str]) -> int | None:
    """How many characters a text's lines are wrapped at, None where they are not."""
    lengths = sorted(len(line.rstrip()) for line in lines if " " in line.strip())
    longer = int(MAX_LONGER_SHARE * len(lengths))
    within = [length for length in lengths if length <= MAX_WIDTH]
    if len(within) <= longer or len(lengths) - len(within) > 1 + longer:
        return None
    width = within[-1 - longer]
    if width < MIN_WIDTH:
        return None
    pairs = [
        (line, below.strip())
        for line, below in pairwise(lines)
        if below.strip() and LONG_SHARE * width <= len(line.rstrip()) <= width
    ]
    full = [below for line, below in pairs if _is_full(line, below, width)]
    begin = sum(below[0].isupper() or not below[0].isalpha() for below in full)
    is_wrapped = len(full) >= max(MIN_FULL_LINES, MIN_FULL_SHARE * len(pairs))
    return width if is_wrapped and begin <= MAX_BEGIN_SHARE * len(full) else None


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether the first word of the line below would not have stood on the line."""
    word = _FIRST_WORD.match(below)
    if word is None or len(word[1]) > MAX_WORD_CHARS:
        return False
    return len(line.rstrip()) <= width < len(line.rstrip()) + 1 + len(word[1])


def _goes_on(line: str, below: str, width: int) -> bool:
    """Whether the line below goes on with a line's paragraph, and begins none of its own."""
    return (
        _is_full(line, below, width)
        and not has_bullet(below.lstrip())
        and (_indent(below) <= _indent(line) or has_bullet(line.lstrip()))
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(lines: Sequence[str]) -> str:
    """Wrapped lines as one, white space squeezed."""
    parts = [squeeze(line) for line in lines]
    ends = ["" if _HYPHENATED.search(part) else " " for part in parts[:-1]]
    return "".join(piece for pair in zip(parts, [*ends, ""], strict=True) for piece in pair)
