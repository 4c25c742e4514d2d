"""What a line tells by itself: its characters, counted by class, and its phrases.

Models of HTML and of text begin with the same: a line of a dump, and a block of a page, whose
text is one line or some.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from transforms import decode, furniture
from transforms.dates import holds_date

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A line of this weight (characters, a Han character counts as 2.5) may be long text.
MIN_LONG_CHARS = 80
# A longer one is no date, byline or list's head.
MAX_SHORT_CHARS = 160
# A date with day, month and year has no fewer digits: "3 May 2020".
_MIN_DATE_DIGITS = 5

# Classes of characters, each a bit. What is apart here, models of HTML do not take together as
# those of text do.
_CLASSES = (
    r"[A-ZÀ-ÖØ-Þ]",
    r"[Α-ΩА-Я]",
    r"\d",
    r"[|©»›→•·@#/]",
    r"[\"“”„«»「『]",
    r"[,、،]",
    rf"[{furniture.STOPS}]",
    r"[\s\"'”’»)]",
    r"[」』]",
    decode.CJK,
    " ",
)
(
    LATIN_CAPITALS,
    OTHER_CAPITALS,
    DIGITS,
    ODD,
    QUOTES,
    COMMAS,
    _STOPS,
    CLOSING,
    CLOSING_CJK,
    CJK,
    _SPACE,
) = (1 << bit for bit in range(len(_CLASSES)))
# Beyond this character is none of the classes.
_LAST_CHAR = 0x1FFFF


@lru_cache(maxsize=1)
def _class_table() -> NDArray[np.uint16]:
    """The classes of each character, bits."""
    chars = "".join(map(chr, range(_LAST_CHAR + 1)))
    table = np.zeros(len(chars), dtype=np.uint16)
    for bit, pattern in enumerate(_CLASSES):
        for found in re.finditer(f"{pattern}+", chars):
            table[found.start() : found.end()] |= 1 << bit
    return table


class Chars:
    """The characters of lines, and of which classes they are, counted at once.

    Attributes:
        lengths: how many characters each line has.
        spaces: how many of them are spaces.
        weights: how many Latin characters they say as much as.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        joined = "\n".join((*texts, ""))
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        self.lengths = np.array([len(text) for text in texts])
        # A line end, which is a space, stands behind each.
        self._line = np.repeat(np.arange(len(texts), dtype=np.int32), self.lengths + 1)
        self._end = np.cumsum(self.lengths + 1) - 1
        self._classes = _class_table().take(codes, mode="clip")
        # Most characters are of no class, and not looked at again.
        self._at = (self._classes != 0).nonzero()[0]
        self._kinds = self._classes[self._at]
        self.spaces = self.count(_SPACE)
        self.cjk = self.count(CJK)
        self.weights = self.lengths + (furniture.CJK_WEIGHT - 1) * self.cjk

    def _places(self, kinds: int) -> Numbers:
        """Where characters of some classes stand."""
        found: Numbers = self._at.compress((self._kinds & kinds) != 0)
        return found

    def _places_before(self, kinds: int, after: int) -> Numbers:
        """Where those stand that characters of other classes follow; none is a line end."""
        at = self._places(kinds)
        found: Numbers = at.compress((self._classes[at + 1] & after) != 0)
        return found

    def _by_line(self, at: Numbers) -> Numbers:
        return np.bincount(self._line[at], minlength=len(self._end))

    def count(self, kinds: int) -> Numbers:
        """How many characters of some classes each line has."""
        return self._by_line(self._places(kinds))

    def starts(self, kinds: int) -> Numbers:
        """How many words of each line, its first left out, begin with one of some classes."""
        return self._by_line(self._places_before(_SPACE, kinds))

    def sentences(self, after: int) -> tuple[Numbers, Flags]:
        """How many sentences end in each line, and whether one does at its own end.

        Args:
            after: the classes of what may follow a stop at which one does.
        """
        at = self._places_before(_STOPS, after)
        line = self._line[at]
        number = np.bincount(line, minlength=len(self._end))
        last = np.zeros(len(self._end), dtype=np.bool_)
        last[line[at >= self._end[line] - 3]] = True
        return number, last


def are_prose(weights: NDArray[np.float64], ends_sentence: Flags) -> Flags:
    """Which lines read as running text, as furniture.is_prose says of one."""
    flags: Flags = (weights >= furniture.MIN_PROSE_CHARS_WITHOUT_END) | (
        (weights >= furniture.MIN_PROSE_CHARS) & ends_sentence
    )
    return flags


def told_by(text: str, digits: int) -> bytes:
    """What the first and last characters of a text tell, and its phrases: a byte each, 0 or 1.

    Colon, ellipsis, capital, small letter; date, furniture, byline, credit, caption, line of a
    date, head of a list.

    Args:
        text: a line, not empty.
        digits: how many of them it has.
    """
    first, last = text[0], text[-1]
    short = len(text) <= MAX_SHORT_CHARS
    dated = short and digits >= _MIN_DATE_DIGITS
    told = (
        last in ":：",
        last in "….]" and text.endswith(("…", "...", "[…]", "[...]")),
        first.isupper(),
        first.islower(),
        dated and holds_date(text),
        furniture.is_furniture(text),
        short and furniture.is_byline(text),
        furniture.is_credit(text),
        furniture.is_caption(text),
        (dated and furniture.is_date_line(text)) or (digits > 0 and furniture.is_ago(text)),
        short and furniture.heads_list(text),
    )
    return bytes(told)
