"""The front end for HTML: a parsed and pruned page to blocks.

lxml parses and prunes, BeautifulSoup walks what is left, which is a tenth of a page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import lxml.etree
import lxml.html
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from transforms.blocks import Block, BlockKind
from transforms.decode import clean_text, fold, squeeze
from transforms.limits import Limits
from transforms.metadata import Metadata, read_metadata

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "iframe", "svg", "object", "embed", "applet",
    "button", "input", "select", "textarea", "nav", "footer", "aside", "dialog", "canvas",
    "audio", "video", "math", "map", "head", "img", "source", "picture", "link", "meta",
)  # fmt: skip
# Elements that change how text looks and not where it stands: a third of a page's elements.
_LOOKS = (
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
)  # fmt: skip
# Words in class names and ids by which pages name what is not the article. Names are
# cut at -, _ and camelCase humps first, so `ad` does not match `shadow`.
_CHROME_WORDS = frozenset(
    """ad ads advert advertisement advertising banner breadcrumb breadcrumbs comment comments
    consent cookie cookies disqus footer gdpr login masthead menu modal mostread nav navbar
    navigation newsletter outbrain paywall popular popup promo promotion recirc recirculation
    recommend recommended recommendation recommendations recommender related respond share
    sharing sharebar sidebar signup skip social sponsor sponsored subscribe subscription taboola
    tags teaser teasers toolbar topics trending widget""".split()
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A heading is the title in the page's head where it makes up at least this share of it; the rest
# is the site's name.
MIN_TITLE_SHARE = 0.5
# A named piece of chrome that holds more of the page's prose than this is not chrome.
MAX_CHROME_SHARE = 0.3
# libxml2 drops, without an error, what stands deeper than 2,048 elements; a limit has to be
# well below that for a page's depth to be known.
MAX_DEPTH = 2000
_LIMITS = Limits()

_BLOCK_KINDS = {
    **{f"h{n}": BlockKind.HEADING for n in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th", "tr", "table", "tbody", "thead", "caption"), BlockKind.TABLE_ROW),
    **dict.fromkeys(("figcaption", "figure"), BlockKind.CAPTION),
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(
        "html body p div section article main header form fieldset ul ol dl pre center address "
        "details summary hgroup time".split(),
        BlockKind.PARAGRAPH,
    ),
}
_INLINE_TIME = frozenset({"p", "li", "h1", "h2", "h3", "blockquote"})

_HINT_WORDS = (
    ("caption", frozenset("caption figcaption credit copyright legend".split())),
    ("byline", frozenset("byline author authors writer autor auteur".split())),
    ("date", frozenset("date datetime timestamp published updated posted pubdate".split())),
    ("standfirst", frozenset("standfirst subtitle subhead subheadline dek deck lede lead intro "
                             "teasertext sottotitolo chapo excerpt".split())),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """An HTML page as the segmenter wants it: its blocks, and what its head says of it."""

    blocks: tuple[Block, ...]
    metadata: Metadata


class TooDeepError(ValueError):
    """A page whose elements nest deeper than the limit."""


def html_page(html: str, limits: Limits = _LIMITS) -> HtmlPage:
    """Parses a page once, and gives its blocks and metadata.

    Raises:
        TooDeepError: where elements nest deeper than limits.depth.
        lxml.etree.LxmlError, ValueError, RecursionError: where the parsers give up; the
            caller turns them into a Reject.
    """
    # Without huge_tree libxml2 ends the page, without an error, at the 257th nested element and
    # at any text or attribute of 10 MB; a page's size is limited already where it is read.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    _check_depth(root, min(limits.depth, MAX_DEPTH))
    metadata = read_metadata(root)
    prune(root)
    pruned = lxml.html.tostring(root, encoding="unicode")
    blocks = _walk(BeautifulSoup(pruned, "lxml"))
    return HtmlPage(blocks=tuple(_hint_titles(blocks, metadata.titles)), metadata=metadata)


def _check_depth(root: lxml.html.HtmlElement, depth: int) -> None:
    if _descend(depth)(root):
        raise TooDeepError(f"elements nest deeper than {depth}")


@lru_cache(maxsize=8)
def _descend(levels: int) -> lxml.etree.XPath:
    """Whether anything stands so many levels below an element.

    Children of children of children: libxml2 goes through a page level by level and makes no
    Python object, which costs a quarter of a walk of our own.
    """
    return lxml.etree.XPath(f"boolean({'/'.join('*' * levels)})")


def _hint_titles(blocks: list[Block], titles: Sequence[str]) -> Iterator[Block]:
    """The blocks, those headings marked `title` that the page's head gives as its title."""
    folded = [fold(title) for title in titles]
    for block in blocks:
        heading = fold(block.text) if block.kind is BlockKind.HEADING else ""
        if heading and any(
            heading in title and len(heading) >= MIN_TITLE_SHARE * len(title) for title in folded
        ):
            yield replace(block, hints=block.hints | {"title"})
        else:
            yield block


def prune(root: lxml.html.HtmlElement) -> None:
    """Takes out of a parsed page what can hold no article, in place.

    Scripts, forms, navigation; elements that are hidden; elements whose class or id
    says that they are chrome, unless much of the page's prose stands in them.
    """
    lxml.etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)
    prose = _prose_chars(root)
    limit = MAX_CHROME_SHARE * prose.get(root, 0)
    for element in root.xpath("//*[@class or @id or @hidden or @style]"):
        if element.tag in ("html", "body", "article", "main", "h1"):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            _is_chrome(names)
            or "hidden" in element.attrib
            or _HIDDEN_STYLE.search(element.get("style") or "")
        ) and prose.get(element, 0) <= limit:
            element.drop_tree()
    lxml.etree.strip_tags(root, *_LOOKS)


def _prose_chars(root: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, int]:
    """Characters of paragraphs below each element."""
    prose: dict[lxml.html.HtmlElement, int] = {}
    for paragraph in root.iter("p"):
        chars = len(paragraph.text_content())
        for element in (paragraph, *paragraph.iterancestors()):
            prose[element] = prose.get(element, 0) + chars
    return prose


@lru_cache(maxsize=65536)
def _name_words(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _HUMP.split(names) if word)


@lru_cache(maxsize=65536)
def _is_chrome(names: str) -> bool:
    return not _CHROME_WORDS.isdisjoint(_name_words(names))


@lru_cache(maxsize=65536)
def _name_hints(names: str) -> frozenset[str]:
    words = _name_words(names)
    return frozenset(hint for hint, known in _HINT_WORDS if not known.isdisjoint(words))


class _Walk:
    """The state of one walk over a page: the open elements and the text of the open block."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.path: list[tuple[int, str]] = []
        self.kinds: list[tuple[BlockKind, str]] = [(BlockKind.PARAGRAPH, "body")]
        self.hints: list[frozenset[str]] = [frozenset()]
        self.elements = 0
        self.links = 0
        self.text: list[str] = []
        self.link_chars = 0
        self.after_break = False

    def flush(self) -> None:
        text = squeeze(clean_text("".join(self.text)))
        if text:
            kind, tag = self.kinds[-1]
            self.blocks.append(
                Block(
                    kind=kind,
                    text=text,
                    line=len(self.blocks) + 1,
                    tag=tag,
                    path=tuple(self.path),
                    link_chars=self.link_chars,
                    hints=self.hints[-1],
                )
            )
        self.text.clear()
        self.link_chars = 0
        self.after_break = False

    def string(self, text: str) -> None:
        self.text.append(text)
        self.after_break = self.after_break and not text.strip()
        if self.links:
            self.link_chars += len(text.strip())

    def open(self, tag: Tag) -> bool:
        """Enters an element; says whether it is a block."""
        name = tag.name
        if name == "br":
            if self.after_break:  # two of them set a paragraph off
                self.flush()
            else:
                self.text.append("\n")
                self.after_break = True
            return False
        self.links += name == "a"
        kind = _BLOCK_KINDS.get(name)
        if kind is None or (name == "time" and self.kinds[-1][1] in _INLINE_TIME):
            return False
        self.flush()
        self.elements += 1
        classes = " ".join(map(str, tag.get("class") or ()))
        names = (
            f"{classes} {tag.get('id') or ''} {tag.get('itemprop') or ''} {tag.get('rel') or ''}"
        )
        hints = self.hints[-1] | _name_hints(names)
        if name == "time":
            hints |= {"date"}
        if tag.get("itemprop") == "articleBody":
            hints |= {"body"}
        if name in ("article", "main", "figure", "h1"):
            hints |= {name}
        self.hints.append(hints)
        self.path.append((self.elements, f"{name}.{classes}" if classes else name))
        # A <p> in a list item, quote or caption is still the item, quote or caption.
        outer = self.kinds[-1][0]
        kept = (BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CAPTION)
        self.kinds.append((outer if name == "p" and outer in kept else kind, name))
        return True

    def close(self, tag: Tag, is_block: bool) -> None:
        """Leaves an element."""
        if is_block:
            self.flush()
            self.path.pop()
            self.kinds.pop()
            self.hints.pop()
        self.links -= tag.name == "a"


def _walk(soup: BeautifulSoup) -> list[Block]:
    walk = _Walk()
    # A stack of our own: pages nest deeper than Python recurses.
    stack: list[tuple[PageElement, bool | None]] = [
        (child, None) for child in reversed(soup.contents)
    ]
    while stack:
        node, is_block = stack.pop()
        if is_block is not None:
            assert isinstance(node, Tag)
            walk.close(node, is_block)
        elif isinstance(node, Tag):
            stack.append((node, walk.open(node)))
            stack.extend((child, None) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            walk.string(str(node))
    walk.flush()
    return walk.blocks
