"""The one model of a page's text: blocks, whether it came as HTML or as plain text."""

import enum
import re
import unicodedata
from dataclasses import dataclass

import regex

# Where a script puts no spaces between words, a character stands for a word, and in Thai and its
# neighbours, which have letters, four of them. Marks belong to their letters, which re's \w does
# not know.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]"
    r"|(?:[[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&\p{L}]\p{M}*+){1,4}"
    r"|[[\p{L}\p{N}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]]+"
    r"(?:['’.-][[\p{L}\p{N}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]]+)*",
    regex.VERSION1,
)
# Where there is none of these characters, but only Latin letters and punctuation, re finds the
# same words in a third of the time.
_BEYOND_LATIN = re.compile(r"[_\u0300-\u1fff\u2070-\U0010ffff]")
_LATIN_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
# Most texts are in this charset, where a character is a byte, and its words are counted in a third
# of that. What each byte is to them: "a" a part of a word, "-" what joins two.
_CHARSET = "cp1252"
_ROLES = bytes(
    ord("a" if unicodedata.category(char)[0] in "LNM" else "-" if char in "'’.-" else " ")
    for char in bytes(range(256)).decode(_CHARSET, "replace")
)


class BlockKind(enum.Enum):
    """What a block is by its form. TEXT is all that plain text tells."""

    TEXT = "TEXT"
    HEADING = "HEADING"
    PARAGRAPH = "PARAGRAPH"
    LIST_ITEM = "LIST_ITEM"
    QUOTE = "QUOTE"
    CAPTION = "CAPTION"
    TABLE_ROW = "TABLE_ROW"


# Elements and blocks are not frozen, though nobody changes one: a page has hundreds of them, and
# to make a frozen one takes three times as long. Nor have they to be made by keywords, which takes
# twice as long.
@dataclass(slots=True, eq=False)
class Element:
    """An element around a block. It is equal to itself alone.

    Attributes:
        number: its place among the block elements of the page, from 1; what stands in an
            element has higher numbers than it.
        tag: its tag.
        signature: its tag and classes; elements of one kind of a page share it.
        names: which groups of telling words its class, id and role hold, a bit each
            (transforms.names).
        names_above: the same of it and all elements around it.
    """

    number: int
    tag: str
    signature: str
    names: int
    names_above: int


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, menu or line, with all that is known of its place.

    Attributes:
        kind: what it is by its form.
        text: its text, white space squeezed, never empty; the items of a menu, a line each.
        line: its line in a text page, from 1; its number among the blocks in HTML.
        lines: how many lines of a text page it takes.
        blank_lines: blank lines right before it; 0 in HTML.
        path: the block elements around it, outermost first, its own last. Empty for text.
        links: how many links stand in it, or are around it.
        link_chars: how many characters of text stand in links.
        emphasis_chars: how many characters are set in bold or italics.
        hints: words for what the markup says of it, such as `title`, `byline`, `figure`.
        stamp: what the markup gives for the first time in it that it says.
        tags: the texts of its links to where all is filed that has the same tag.
    """

    kind: BlockKind
    text: str
    line: int
    lines: int = 1
    blank_lines: int = 0
    path: tuple[Element, ...] = ()
    links: int = 0
    link_chars: int = 0
    emphasis_chars: int = 0
    hints: frozenset[str] = frozenset()
    stamp: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def link_share(self) -> float:
        """Share of the text that stands in links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text))

    @property
    def tag(self) -> str:
        """The tag of the block's own element; empty for text."""
        return self.path[-1].tag if self.path else ""


def count_words(text: str) -> int:
    """Words in a text; a Han, kana or Hangul character counts as one, so do four Thai letters.

    >>> count_words("US-led forces don't"), count_words("日本語ok")
    (3, 4)
    """
    try:
        encoded = text.encode("ascii" if text.isascii() else _CHARSET)
    except UnicodeEncodeError:
        word = _WORD if _BEYOND_LATIN.search(text) else _LATIN_WORD
        return len(word.findall(text))
    roles = b" " + encoded.translate(_ROLES)
    # Of two marks around a single character, the first pass sees only the one before.
    joined = roles.replace(b"a-a", b"aaa").replace(b"a-a", b"aaa")
    return joined.count(b" a") + joined.count(b"-a")
