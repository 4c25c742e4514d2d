"""The front end for HTML: a page is parsed once, and walked once to blocks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

import lxml.etree
import lxml.html

from transforms.blocks import Block, BlockKind, Element
from transforms.decode import clean_text, fold, squeeze
from transforms.filing_links import names_tag
from transforms.furniture import is_placeholder
from transforms.limits import MAX_DEPTH, Limits
from transforms.metadata import Metadata, read_metadata
from transforms.names import MAX_NAME_CHARS, group_bits, name_words, word_groups
from transforms.titles import is_titled

# Elements whose text is none of the page's: they are left out with all that stands in them.
_NEVER_TEXT = frozenset(
    """script style noscript template iframe embed applet input select textarea dialog canvas
    audio video math head img source picture link meta rt""".split()
)
# Elements that hold no article where they end as they should; a missing end tag puts it in them.
_SELDOM_TEXT = frozenset("nav button svg object map".split())
_NO_TEXT = _NEVER_TEXT | _SELDOM_TEXT
_CODE = ("code", "kbd", "samp", "tt")
_EMPHASIS = frozenset("b strong em i u mark".split())
_NAMING = frozenset(
    "id itemprop rel role data-testid data-component data-type data-module data-qa".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What stands behind these tags belongs to the body (HTML standard, "after after body"); libxml2
# would put it beside the page, where nobody looks.
_END_OF_PAGE = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
# A block of fewer characters may stand in a description by chance.
MIN_QUOTED_CHARS = 20
# A page with more blocks times characters of articleBody is not looked through to its end.
MAX_SEARCHED_CHARS = 4_000_000_000
_LIMITS = Limits()

_BLOCK_KINDS = {
    **{f"h{n}": BlockKind.HEADING for n in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th", "tr", "table", "tbody", "thead", "caption"), BlockKind.TABLE_ROW),
    **dict.fromkeys(("figcaption", "figure"), BlockKind.CAPTION),
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(
        "html body p div section article main header footer aside nav form fieldset ul ol dl pre "
        "center address details summary hgroup time".split(),
        BlockKind.PARAGRAPH,
    ),
}
# What to enter and leave means something; of all others only the text counts.
_TELLING = frozenset({*_BLOCK_KINDS, *_EMPHASIS, "a", "abbr", "hr", "br"})
# What hNews has as the title of an abbreviation of it: 2024-03-14T14:05:00+01:00.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.+Z-]{0,20}")
# Elements of a line that may be captions, by what they are called.
_INLINE = frozenset("span em i small strong b font cite".split())
_CAPTION_WORDS = frozenset("caption figcaption cutline".split())
_DESCRIBING = frozenset("desc description".split())
_PICTURE = group_bits("picture")
CAPTION_LEVELS = 3
# The table around a picture and its caption has no more cells.
MAX_FRAME_CELLS = 3
# Most elements, which work as what they are called.
_AS_NAMED = frozenset("div p a li ul ol img h1 h2 h3 h4 section article script svg path br".split())
_OF_TABLES = frozenset("table tbody thead tr td th".split())
TABLE_LEVELS = 4
_INLINE_TIME = frozenset({"p", "li", "h1", "h2", "h3", "blockquote"})
_TAG_HINTS = {
    **{tag: frozenset({tag}) for tag in "figure blockquote table".split()},
    "time": frozenset({"date"}),
}
_NO_HINTS: frozenset[str] = frozenset()
_HINT_OF_WORD = {
    word: hint
    for hint, words in {
        "caption": "caption figcaption credit copyright legend",
        "byline": "byline author authors writer autor auteur",
        "date": "date datetime timestamp published updated posted pubdate",
        "standfirst": "standfirst subtitle subhead subheadline dek deck lede lead intro "
        "teasertext sottotitolo chapo excerpt",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """An HTML page as the segmenter wants it: its blocks, and what its head says of it."""

    blocks: tuple[Block, ...]
    metadata: Metadata


class TooDeepError(ValueError):
    """A page whose elements nest deeper than the limit."""


def html_page(html: str, limits: Limits = _LIMITS, encoded: bytes | None = None) -> HtmlPage:
    """Parses a page once, and gives its blocks and metadata.

    Args:
        html: clean text.
        limits: how deep elements may nest.
        encoded: the same in UTF-8, by whoever has it at hand.

    Raises:
        TooDeepError: where elements that are seen nest deeper than limits.depth.
        lxml.etree.LxmlError, ValueError: where the parser gives up; the caller turns them
            into a Reject.
    """
    # Without huge_tree libxml2 ends the page, without an error, at the 257th nested element and
    # at any text or attribute of 10 MB; a page's size is limited already where it is read.
    # The parser of lxml.etree: that of lxml.html looks a class up for every element.
    parser = lxml.etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    whole = _END_OF_PAGE.sub(b"", encoded or html.encode("utf-8", "replace"))
    root = lxml.html.document_fromstring(whole, parser=parser)
    metadata = read_metadata(root)
    blocks = _walk(root, _Head(metadata), min(limits.depth, MAX_DEPTH))
    return HtmlPage(blocks=tuple(blocks), metadata=metadata)


class _Head:
    """What the page's head says of its article, folded, to find it again in blocks."""

    def __init__(self, metadata: Metadata) -> None:
        self._titles = [fold(title) for title in metadata.titles]
        self._descriptions = [text for text in map(fold, metadata.descriptions) if text]
        self._first_chars = {text[0] for text in self._descriptions}
        self._body = fold(metadata.body or "")
        self._searches = MAX_SEARCHED_CHARS // max(1, len(self._body))

    def hints(self, text: str, *, is_heading: bool) -> frozenset[str]:
        """What the head gives the same text as.

        `title`: a heading that is the page's title; `description`: a block that is, begins, or
        begins with a description; `excerpt`: one that is none, so that the description goes on
        below it or ends within it; `json-ld`: a block that the articleBody holds; `no-json-ld`:
        one that it lacks.
        """
        if self._searches == 0:
            self._body = ""
        self._searches -= 1
        if not (self._body or is_heading or self._may_be_description(text)):
            return _NO_HINTS
        folded = fold(text)
        hints = set()
        if is_heading and is_titled(folded, self._titles):
            hints.add("title")
        if len(folded) >= MIN_QUOTED_CHARS and any(
            text.startswith(folded) or (len(text) >= MIN_QUOTED_CHARS and folded.startswith(text))
            for text in self._descriptions
        ):
            hints.add("description")
            if folded not in self._descriptions:
                hints.add("excerpt")
        if self._body and folded:
            hints.add("json-ld" if folded in self._body else "no-json-ld")
        return frozenset(hints)

    def _may_be_description(self, text: str) -> bool:
        """Whether a text may begin as one of the descriptions: folding it all takes long."""
        first = text[0]
        if first.isascii() and first.isalnum() and first.lower() not in self._first_chars:
            return False
        begin = fold(text[:MIN_QUOTED_CHARS])
        return any(text[: len(begin)] == begin[: len(text)] for text in self._descriptions)


@lru_cache(maxsize=65536)
def _named_by(names: str) -> tuple[int, frozenset[str]]:
    """What an element's names tell: their groups, and the hints.

    No name is kept at a length that a page decides: the caller cuts them.
    """
    words = name_words(names)
    hints = frozenset([_HINT_OF_WORD[word] for word in words if word in _HINT_OF_WORD])
    return word_groups(words), hints


def _printed(text: str) -> str:
    """A text, cleaned and squeezed.

    Pages are clean already, but character references and elements between a letter and its mark
    may hide what is not.
    """
    printed = text.strip()
    # In most there is nothing to squeeze or clean: a space is the only one that is printable.
    if "  " in printed or not printed.isprintable():
        printed = squeeze(text)
        if not printed.isprintable():
            return squeeze(clean_text(text))
    return printed if printed.isascii() else unicodedata.normalize("NFC", printed)


# Short texts that are links and nothing else, in elements of the same tags, are items of a menu
# where these differ in no more than so many of the innermost; a menu is one block.
MAX_ITEM_CHARS = 36
MIN_ITEM_LINK_SHARE = 0.9
ITEM_LEVELS = 3
# It ends behind so many characters, and the next begins.
MAX_MENU_CHARS = 2000
_HEADINGS = frozenset(tag for tag, kind in _BLOCK_KINDS.items() if kind is BlockKind.HEADING)
_KEPT_KINDS = (BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CAPTION)
# What plain text alone tells of its blocks.
_LINES, _BLANK_LINES = 1, 0


# How deep, the number of an element around several items, and the tags of those within.
_Place: TypeAlias = tuple[int, int, list[str]]


class _Walk:
    """The state of one walk over a page: the open elements and the text of the open block.

    An element is described when the first text in it is; a third of them have none.
    """

    def __init__(self, head: _Head) -> None:
        self.head = head
        self.blocks: list[Block] = []
        # The open block elements, with tag and number; those of them that are described come
        # first, and have an entry each in path, kinds and hints.
        self.open_blocks: list[tuple[lxml.html.HtmlElement, str, int]] = []
        self.path: list[Element] = []
        self.kinds: list[BlockKind] = [BlockKind.PARAGRAPH]
        self.hints: list[frozenset[str]] = [_NO_HINTS]
        self.elements = 0
        self.open_links = 0
        self.open_emphasis = 0
        self.text: list[str] = []
        self.links = 0
        self.link_chars = 0
        self.emphasis_chars = 0
        self.after_break = False
        self.stamp: str | None = None
        self.tags: list[str] = []
        # Where the text of an open link to a tag begins.
        self.tag_at: int | None = None
        # Where the last block's items stand, if it may be a menu.
        self.menu: _Place | None = None

    def flush(self) -> None:
        text = _printed("".join(self.text)) if self.text else ""
        if text and not (is_placeholder(text) and not self._is_code()):
            place = self._place_of_item(text)
            if place is not None and place == self.menu:
                self._add_item(text)
            else:
                self._add_block(text)
                self.menu = place
            self.stamp = None
        self.tags.clear()
        self.text.clear()
        self.links = self.open_links
        self.link_chars = self.emphasis_chars = 0
        self.after_break = False

    def _is_code(self) -> bool:
        """Whether the open block has code, which may be of a template."""
        around = self.open_blocks
        return any(tag == "pre" for _, tag, _ in around) or (
            bool(around) and next(around[-1][0].iter(*_CODE), None) is not None
        )

    def _add_block(self, text: str) -> None:
        for element, tag, number in self.open_blocks[len(self.path) :]:
            self._describe(element, tag, number)
        kind, hints = self.kinds[-1], self.hints[-1]
        found = self.head.hints(text, is_heading=kind is BlockKind.HEADING)
        self.blocks.append(
            Block(
                kind,
                text,
                len(self.blocks) + 1,
                _LINES,
                _BLANK_LINES,
                tuple(self.path),
                self.links,
                self.link_chars,
                self.emphasis_chars,
                hints | found if found else hints,
                self.stamp,
                tuple(self.tags),
            )
        )

    def _place_of_item(self, text: str) -> _Place | None:
        """Where a text stands that may be an item of a menu; None for another."""
        around = self.open_blocks
        if (
            not self.links
            or self.open_links  # around several: a teaser
            or len(text) > MAX_ITEM_CHARS
            or self.link_chars < MIN_ITEM_LINK_SHARE * len(text)
            or not around
            or around[-1][1] in _HEADINGS
        ):
            return None
        outer = around[-ITEM_LEVELS - 1][2] if len(around) > ITEM_LEVELS else 0
        return len(around), outer, [tag for _, tag, _ in around[-ITEM_LEVELS:]]

    def _add_item(self, text: str) -> None:
        """Adds an item to the menu that the last block is, or may be."""
        menu = self.blocks[-1]
        menu.text += f"\n{text}"
        menu.links += self.links
        menu.link_chars += self.link_chars + 1
        menu.emphasis_chars += self.emphasis_chars
        menu.tags += tuple(self.tags)
        if len(menu.text) > MAX_MENU_CHARS:
            self.menu = None

    def string(self, text: str) -> None:
        """Adds a text, which is not only space where it is the first of a block."""
        self.text.append(text)
        if self.open_links or self.open_emphasis or self.after_break:
            chars = len(text.strip())
            self.after_break = self.after_break and not chars
            if self.open_links:
                self.link_chars += chars
            if self.open_emphasis:
                self.emphasis_chars += chars

    def enter(self, element: lxml.html.HtmlElement, tag: str) -> None:
        """Enters an element, which is a block unless it is a `<time>` inside a line."""
        if tag in _BLOCK_KINDS:
            is_inline = (
                tag == "time" and self.open_blocks and self.open_blocks[-1][1] in _INLINE_TIME
            )
            if not is_inline and (self.text or self.links != self.open_links):
                self.flush()
            if tag == "time":
                self.stamp = self.stamp or element.get("datetime")
                if is_inline:
                    return
            self.elements += 1
            self.open_blocks.append((element, tag, self.elements))
        elif tag == "a":
            self.open_links += 1
            self.links += 1
            if (rel := element.get("rel")) and names_tag(rel):
                self.tag_at = len(self.text)
        elif tag in _EMPHASIS:
            self.open_emphasis += 1
        elif tag == "abbr":
            if _STAMP.fullmatch(title := element.get("title", "")):
                self.stamp = self.stamp or title
        elif tag == "hr":
            self.flush()
        elif tag == "br":
            if self.after_break:  # two of them set a paragraph off
                self.flush()
            else:
                self.text.append("\n")
                self.after_break = True

    def is_layout(self, element: lxml.html.HtmlElement, tag: str) -> bool:
        """Whether an element is of a table that holds others, which sets a page out."""
        if tag == "table":
            return next(islice(element.iter("table"), 1, 2), None) is not None
        for around, works_as, _ in self.open_blocks[:-TABLE_LEVELS:-1]:
            if around.tag == "table":
                return works_as == "div"
        return False

    def _describe(self, element: lxml.html.HtmlElement, tag: str, number: int) -> None:
        itemprop = None
        classes, names, unseen = "", "", False
        for name, value in element.items():
            if name == "class":
                classes = " ".join(value.split())
                names = f"{names} {classes}" if names else classes
            elif name in _NAMING:
                names += " " + value
                if name == "itemprop":
                    itemprop = value
            elif name == "hidden" or (name == "style" and _HIDDEN_STYLE.search(value)):
                unseen = True
        groups, hints = 0, self.hints[-1]
        if names:
            groups, hinted = _named_by(names[:MAX_NAME_CHARS])
            if hinted:
                hints |= hinted
        if tag in _TAG_HINTS:
            hints |= _TAG_HINTS[tag]
        if itemprop == "articleBody":
            hints |= {"body"}
        if unseen:
            hints |= {"hidden"}
        above = self.path[-1].names_above if self.path else 0
        self.hints.append(hints)
        signature = f"{tag}.{classes}" if classes else tag
        self.path.append(Element(number, tag, signature, groups, above | groups))
        # A <p> in a list item, quote or caption is still the item, quote or caption.
        outer = self.kinds[-1]
        is_kept = tag == "p" and outer in _KEPT_KINDS
        self.kinds.append(outer if is_kept else _BLOCK_KINDS[tag])

    def leave(self, tag: str) -> None:
        """Leaves the innermost element."""
        if tag in _BLOCK_KINDS:
            # A <time> that was not opened as a block is not closed as one.
            if tag == "time" and not (self.open_blocks and self.open_blocks[-1][1] == "time"):
                return
            if self.text or self.links != self.open_links:
                self.flush()
            self.open_blocks.pop()
            if len(self.path) > len(self.open_blocks):
                self.path.pop()
                self.kinds.pop()
                self.hints.pop()
        elif tag == "a":
            self.open_links -= 1
            if self.tag_at is not None:
                self.tags.append(squeeze("".join(self.text[self.tag_at :])))
                self.tag_at = None
        elif tag in _EMPHASIS:
            self.open_emphasis -= 1


def _is_seen(element: lxml.html.HtmlElement, tag: str) -> bool:
    """Whether an element of a kind that has no text of the page has some: it holds an article.

    A template that is its parent's shadow tree is what browsers show of that. How a word is read
    is set above it, or where that cannot be, in brackets if the page has any.
    """
    if tag == "template":
        return "shadowrootmode" in element.attrib
    if tag == "rt":
        before = element.getprevious()
        return before is not None and before.tag == "rp"
    return tag in _SELDOM_TEXT and next(element.iter("p", "h1", "article"), None) is not None


def _works_as(element: lxml.html.HtmlElement) -> str:
    """The tag that an element works as: its own, or that of a block or caption that it is.

    An element of a site's own making (`<live-post>`) is a block if it holds some.
    """
    tag: str = element.tag
    if "-" in tag and any(child.tag in _BLOCK_KINDS for child in element):
        return "div"
    if tag in _INLINE:
        classes, prop = element.get("class"), element.get("itemprop")
        if (
            (classes or prop)
            and _names_caption(f"{classes or ''} {prop or ''}"[:MAX_NAME_CHARS])
            and not (_is_in_caption(element) or _is_of_heading(element))
        ):
            return "figcaption"
    if tag == "td" and _is_below_picture(element):
        return "figcaption"
    return tag


@lru_cache(maxsize=65536)
def _names_caption(names: str) -> bool:
    words = name_words(names)
    return not _CAPTION_WORDS.isdisjoint(words) or (
        not _DESCRIBING.isdisjoint(words) and bool(word_groups(words) & _PICTURE)
    )


def _is_in_caption(element: lxml.html.HtmlElement) -> bool:
    """Whether what stands around an element is a figure or caption already."""
    around = islice(element.iterancestors(), CAPTION_LEVELS)
    return any(
        one.tag in ("figure", "figcaption", "a", "button") or "caption" in (one.get("class") or "")
        for one in around
    )


def _is_of_heading(element: lxml.html.HtmlElement) -> bool:
    """Whether an element is a line in a heading or right above one, which is called its caption."""
    near = (element.getparent(), element.getnext())
    return any(one is not None and one.tag in _HEADINGS for one in near)


def _is_below_picture(cell: lxml.html.HtmlElement) -> bool:
    """Whether a table's cell is the only one with text, in a row below that of a picture."""
    table = next(cell.iterancestors("table"), None)
    cells = list(islice(table.iter("td"), MAX_FRAME_CELLS + 1)) if table is not None else []
    if not 1 < len(cells) <= MAX_FRAME_CELLS or cells[0].getparent() is cell.getparent():
        return False
    if next(cells[0].iter("img"), None) is None:
        return False
    return [one for one in cells if any(map(str.strip, one.itertext()))] == [cell]


def _walk(root: lxml.html.HtmlElement, head: _Head, depth: int) -> list[Block]:
    walk = _Walk(head)
    # Not by lxml.etree.iterwalk, which makes two events of each element.
    children = iter((root,))
    begun = walk.text  # one list to the end: a block that has begun may go on with a space
    open_elements: list[tuple[lxml.html.HtmlElement, str, Iterator[lxml.html.HtmlElement]]] = []
    while True:
        for element in children:
            tag = element.tag
            if tag not in _AS_NAMED:
                tag = _works_as(element)
                if tag in _OF_TABLES and walk.is_layout(element, tag):
                    tag = "div"
            if tag not in _NO_TEXT or _is_seen(element, tag):
                is_telling = tag in _TELLING
                if is_telling:
                    walk.enter(element, tag)
                if (text := element.text) and (begun or not text.isspace()):
                    walk.string(text)
                if len(element):
                    open_elements.append((element, tag, children))
                    if len(open_elements) >= depth:
                        raise TooDeepError(f"elements nest deeper than {depth}")
                    children = iter(element)
                    break
                if is_telling:
                    walk.leave(tag)
            if (text := element.tail) and (begun or not text.isspace()):
                walk.string(text)
        else:
            if not open_elements:
                break
            element, tag, children = open_elements.pop()
            if tag in _TELLING:
                walk.leave(tag)
            if (text := element.tail) and (begun or not text.isspace()):
                walk.string(text)
    walk.flush()
    return walk.blocks
