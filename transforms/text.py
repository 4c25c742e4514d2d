"""The front end for plain text: lines to blocks."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from transforms.blocks import Block, BlockKind
from transforms.byline import names_author
from transforms.decode import squeeze
from transforms.fields import name_fields
from transforms.furniture import ends_sentence, has_bullet, is_byline
from transforms.link_numbers import has_link_numbers, strip_link_numbers
from transforms.markdown import strip_markdown
from transforms.residue import plain_lines

# What is wrapped has lines of so many characters at most, but for one and one of so many more: an
# address does not break.
MIN_WIDTH = 40
MAX_WIDTH = 100
MAX_LONGER_SHARE = 0.02
# What a page's head and foot set between its number, its name and the day: they are no prose.
_GAP = 4 * " "
# Of its lines that take so much of that and have another right below, so many are full, and so many
# at least: the next line's first word would have gone beyond. By chance one of seven is.
LONG_SHARE = 0.6
MIN_FULL_SHARE = 0.4
MIN_FULL_LINES = 6
# Or so many of the lines below long ones begin with a small letter, which no paragraph does: in
# printed columns lines are as wide, and have not as many characters. These may be narrower.
MIN_SMALL_SHARE = 0.5
MIN_COLUMN_WIDTH = 25
# So many of the lines below full ones begin as sentences and lists do, no more: of prose, nouns in
# German and names. Lines of a table may all be of one length.
MAX_BEGIN_SHARE = 0.7
# A longer word tells nothing: many scripts have no spaces.
MAX_WORD_CHARS = 25

# What could have stood on the line before: a compound breaks at its hyphen.
_FIRST_WORD = re.compile(r"\s*([^\s-]+-?|\S)")
# In a line of prose one sentence ends and another begins.
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_a-z]")
_HYPHENATED = re.compile(r"(\w[\w-]{0,40})-$")
_WORD = re.compile(r"\w[\w-]*")
# Who sets type breaks words at so many line ends; who wraps text, at no more than have a compound
# there.
MIN_BROKEN_SHARE = 0.03
MIN_BROKEN_LINES = 3
# There, a paragraph of so many lines goes on below one that takes so much of the width.
MIN_BEGUN_LINES = 2
FULL_SHARE = 0.8
# So many lines right below one another are of a narrower column if so many of them are full there.
MIN_COLUMN_LINES = 4
MIN_FULL_IN_COLUMN = 0.8


# What lines begin with that tells nothing where so many of them do: half of them with the mark of
# what a mail quotes (RFC 3676 §4.5), which may be an answer; or all with a bar or bullet.
_LINE_MARKS = tuple(
    (re.compile(rf"^[ \t]*{mark}[ \t]*", re.MULTILINE), share)
    for mark, share in ((">[> \t]*", 0.5), (r"\|", 1), ("-(?=[ \t])", 1), (r"[*•](?=[ \t])", 1))
)
MIN_MARKED_LINES = 5
# Lines as wires mark them for who sets them (ANPA 1312), which no other text is made of.
_SET_LINE = re.compile(r"^\^(.*?)<?$", re.MULTILINE)
MIN_SET_LINES = 2


def text_blocks(text: str) -> tuple[Block, ...]:
    r"""One block for each line that is not blank, in order; of wrapped text for each paragraph.

    >>> [(b.line, b.blank_lines, b.text) for b in text_blocks("a\n\n b ")]
    [(1, 0, 'a'), (3, 1, 'b')]
    >>> [b.text for b in text_blocks("Rain &amp; fog<br>Ice&nbsp;&#8211; Snow<br>")]
    ['Rain & fog', 'Ice – Snow']
    """
    text = _strip_line_marks(text)
    is_numbered = has_link_numbers(text)
    # A line that has ends of lines as tags is several.
    printed = [
        (number, part)
        for number, line in enumerate(name_fields(plain_lines(strip_markdown(text))), start=1)
        for part in line.split("\n")
    ]
    numbers, lines = [number for number, _ in printed], [part for _, part in printed]
    width = wrap_width(lines)
    joiner = _Joiner(lines, width) if width else None
    blocks = []
    blank_lines = 0
    number = 0
    while number < len(lines):
        first = number
        number += 1
        if not lines[first].strip():
            blank_lines += 1
            continue
        while joiner and number < len(lines) and joiner.goes_on(first, number):
            number += 1
        own = joiner.join(lines[first:number]) if joiner else squeeze(lines[first])
        if is_numbered and not (own := squeeze(strip_link_numbers(own))):
            continue
        blocks.append(
            Block(
                kind=BlockKind.TEXT,
                text=own,
                line=numbers[first],
                lines=1 + numbers[number - 1] - numbers[first],
                blank_lines=blank_lines,
            )
        )
        blank_lines = 0
    return tuple(blocks)


def _strip_line_marks(text: str) -> str:
    """A text without marks that tell nothing: of nearly all lines, or a wire's; else as it is."""
    lines = sum(1 for line in text.split("\n") if line and not line.isspace())
    for mark, share in _LINE_MARKS:
        if len(mark.findall(text)) >= max(MIN_MARKED_LINES, share * lines):
            return mark.sub("", text)
    return _SET_LINE.sub(r"\1", text) if len(_SET_LINE.findall(text)) >= MIN_SET_LINES else text


def wrap_width(lines: Sequence[str]) -> int | None:
    """How many characters a text's lines are wrapped at, None where they are not."""
    lengths = sorted(
        len(line.rstrip()) for line in lines if " " in (told := line.strip()) and _GAP not in told
    )
    longer = int(MAX_LONGER_SHARE * len(lengths))
    within = [length for length in lengths if length <= MAX_WIDTH]
    if len(within) <= longer or len(lengths) - len(within) > 1 + longer:
        return None
    width = within[-1 - longer]
    if width < MIN_COLUMN_WIDTH:
        return None
    pairs = [
        (line, below.strip())
        for line, below in pairwise(lines)
        if below.strip() and LONG_SHARE * width <= len(line.rstrip()) <= width
    ]
    small = sum(below[0].islower() for _, below in pairs)
    is_set = small >= max(MIN_FULL_LINES, MIN_SMALL_SHARE * len(pairs))
    if is_set and any(map(ends_sentence, lines)):  # which a list of words does not
        return width
    if width < MIN_WIDTH:
        return None
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
    begin, text = below.lstrip(), line.rstrip()
    if not begin or has_bullet(begin):
        return False
    if _indent(below) > _indent(line) and not has_bullet(line.lstrip()):
        return False
    if _is_full(line, below, width):
        return True
    if not LONG_SHARE * width <= len(text) <= MAX_WIDTH:
        return False
    is_unfinished = _SENTENCES.search(text) is not None and not ends_sentence(text)
    return begin[0].islower() or (is_unfinished and text[-1] != ":")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class _Joiner:
    """Makes paragraphs of a text's wrapped lines."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self._lines = lines
        self._widths = _column_widths(lines, width)
        self._words = frozenset(word for line in lines for word in _WORD.findall(line.lower()))
        broken = sum(
            _last_part(line) is not None and below.lstrip()[:1].islower()
            for line, below in pairwise(lines)
        )
        self._is_typeset = broken >= max(MIN_BROKEN_LINES, MIN_BROKEN_SHARE * len(lines))

    def goes_on(self, first: int, last: int) -> bool:
        """Whether a line goes on with the paragraph, or headline, of those from the first on.

        What is set has headlines in larger letters, and names at the ends of long lines.
        """
        line, below, width = self._lines[last - 1], self._lines[last], self._widths[last]
        if names_author(below.strip()):
            return False
        if _goes_on(line, below, width):
            return True
        if not self._is_typeset or not below.strip() or ends_sentence(line):
            return False
        is_headline = below[0].islower() and line[:1].isupper()
        # Without a line between nothing is set in larger letters; below a name stands a place.
        is_apart = first == 0 or not self._lines[first - 1].strip()
        is_capitals = (
            is_apart
            and line.isupper()
            and below.isupper()
            and " " in below
            and _GAP not in line.strip()
        )
        is_long = len(line.rstrip()) >= FULL_SHARE * width
        begins = is_byline(below) or below.isupper() or has_bullet(below)
        return (
            is_headline
            or (is_capitals and not is_byline(below))
            or (last - first >= MIN_BEGUN_LINES and is_long and not begins)
        )

    def join(self, lines: Sequence[str]) -> str:
        """Wrapped lines as one, white space squeezed, and broken words whole."""
        parts = list(map(squeeze, lines))
        pieces: list[str] = []
        for part, below in pairwise(parts):
            begin, end = _last_part(part), _WORD.match(below)
            if begin is None or end is None:
                pieces += part, " "
            else:
                pieces.append(part[:-1] if self._is_broken(begin.lower(), end[0]) else part)
        return "".join((*pieces, parts[-1]))

    def _is_broken(self, begin: str, end: str) -> bool:
        """Whether a word was broken, and is no compound; the same word elsewhere may tell."""
        if not end[0].islower() or f"{begin}-{end}" in self._words:
            return False
        return self._is_typeset or f"{begin}{end}" in self._words


def _column_widths(lines: Sequence[str], width: int) -> list[int]:
    """The width that each line is wrapped at: a text's, or that of its own narrower column."""
    widths = [width] * len(lines)
    first = 0
    for is_blank, group in groupby(lines, lambda line: not line.strip()):
        column = list(group)
        end = first + len(column)
        own = max(len(line.rstrip()) for line in column)
        pairs = list(pairwise(column))
        if not is_blank and MIN_COLUMN_WIDTH <= own < width and len(column) >= MIN_COLUMN_LINES:
            full = sum(_is_full(line, below, own) for line, below in pairs)
            small = sum(below.lstrip()[0].islower() for _, below in pairs)
            if full >= MIN_FULL_IN_COLUMN * len(pairs) or small >= MIN_SMALL_SHARE * len(pairs):
                widths[first:end] = [own] * len(column)
        first = end
    return widths


def _last_part(line: str) -> str | None:
    """What stands before the hyphen that a line ends in."""
    found = _HYPHENATED.search(line.rstrip()[-2 * MAX_WORD_CHARS :])
    return found[1] if found else None
