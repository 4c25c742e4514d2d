"""Training pages made of the ones there are: second articles and teasers added, names taken away.

Such pages are a fifth of what is lost on unseen sites, and too few of them are in any gold to be
learnt from. A page's own elements are cloned around the texts of other pages, as a site's
template would set them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.labels import MIN_SHARE
from transforms.blocks import Block, BlockKind, Element
from transforms.names import GROUPS

MAX_PARAGRAPHS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A page's blocks, and for each the share of its words that are its article's body."""

    blocks: tuple[Block, ...]
    shares: tuple[float, ...]


class _Cloner:
    """Gives copies of elements that share nothing below a depth with the originals."""

    def __init__(self, next_number: int) -> None:
        self.next_number = next_number
        self.known: dict[int, Element] = {}

    def path(self, path: tuple[Element, ...], keep: int) -> tuple[Element, ...]:
        cloned = list(path[:keep])
        for element in path[keep:]:
            if element.number not in self.known:
                self.known[element.number] = replace(element, number=self.next_number)
                self.next_number += 1
            cloned.append(self.known[element.number])
        return tuple(cloned)

    def again(self) -> None:
        """The next copies are of another instance."""
        self.known.clear()


def _renumber(blocks: list[Block]) -> tuple[Block, ...]:
    """Elements numbered in the order of the page again, as the front end numbers them."""
    numbers: dict[int, Element] = {}
    out = []
    for line, block in enumerate(blocks, start=1):
        path = []
        for element in block.path:
            if element.number not in numbers:
                numbers[element.number] = replace(element, number=len(numbers) + 1)
            path.append(numbers[element.number])
        out.append(replace(block, path=tuple(path), line=line))
    return tuple(out)


def _body(blocks: Sequence[Block], shares: Sequence[float]) -> list[int]:
    return [i for i, share in enumerate(shares) if share >= MIN_SHARE]


def _text(block: Block, text: str, path: tuple[Element, ...]) -> Block:
    return replace(
        block,
        text=text,
        path=path,
        links=0,
        link_chars=0,
        emphasis_chars=0,
        hints=block.hints - {"title", "description", "json-ld", "no-json-ld"} | _page_hint(block),
    )


def _page_hint(block: Block) -> frozenset[str]:
    known = block.hints & {"json-ld", "no-json-ld"}
    return frozenset({"no-json-ld"}) if known else frozenset()


def add_articles(page: Sketch, others: Sequence[Sketch], draw: random.Random) -> Sketch | None:
    """The page with other articles below its own, in copies of the elements around that."""
    blocks, shares = page.blocks, page.shares
    body = _body(blocks, shares)
    if len(body) < 3:
        return None
    first, last = body[0], body[-1]
    title = next((i for i, b in enumerate(blocks) if "title" in b.hints and i < first), None)
    start = first if title is None or first - title > 12 else title
    stretch = blocks[start : last + 1]
    # The innermost element around the stretch, or one of the elements around that.
    shared = min(
        sum(1 for a, b in zip(stretch[0].path, block.path, strict=False) if a is b)
        for block in stretch
    )
    keep = max(1, shared - draw.choice((0, 1, 1, 2)))
    cloner = _Cloner(1_000_000)
    added: list[Block] = []
    head = [b for i, b in enumerate(stretch) if start + i < first]
    paragraphs = [blocks[i] for i in body]
    for other in others:
        cloner.again()
        theirs = [other.blocks[i] for i in _body(other.blocks, other.shares)][:MAX_PARAGRAPHS]
        headline = next((b.text for b in other.blocks if "title" in b.hints), None)
        if not theirs or headline is None:
            continue
        for block in head:
            if "title" in block.hints:
                linked = draw.random() < 0.5
                added.append(
                    replace(
                        _text(block, headline, cloner.path(block.path, keep)),
                        link_chars=len(headline) * linked,
                        links=int(linked),
                    )
                )
            else:
                added.append(replace(block, path=cloner.path(block.path, keep)))
        for i, theirs_block in enumerate(theirs):
            like = paragraphs[min(i, len(paragraphs) - 1)]
            added.append(_text(like, theirs_block.text, cloner.path(like.path, keep)))
    if not added:
        return None
    joined = [*blocks[: last + 1], *added, *blocks[last + 1 :]]
    labels = (*shares[: last + 1], *([0.0] * len(added)), *shares[last + 1 :])
    return Sketch(_renumber(joined), labels)


def add_teasers(page: Sketch, others: Sequence[Sketch], draw: random.Random) -> Sketch | None:
    """The page with a list of teasers of other articles below its own."""
    blocks, shares = page.blocks, page.shares
    body = _body(blocks, shares)
    if len(body) < 4:
        return None
    last = body[-1]
    like = blocks[body[len(body) // 2]]
    keep = max(1, len(like.path) - draw.choice((1, 1, 2, 3)))
    outer = like.path[:keep]
    cloner = _Cloner(2_000_000)
    named = draw.random() < 0.5
    groups = draw.sample(("related", "listing", "live", "article", "box"), 2) if named else []
    bits = sum(1 << GROUPS.index(group) for group in groups)

    def element(tag: str, above: tuple[Element, ...]) -> tuple[Element, ...]:
        cloner.next_number += 1
        names_above = above[-1].names_above | bits
        return (
            *above,
            Element(
                number=cloner.next_number,
                tag=tag,
                signature=f"{tag}.added",
                names=bits,
                names_above=names_above,
            ),
        )

    listing = element(draw.choice(("ul", "div", "section")), outer)
    item_tag = "li" if listing[-1].tag == "ul" else draw.choice(("div", "article"))
    heading_tag = draw.choice(("h2", "h3", "div", "h4"))
    inner = draw.random() < 0.5
    with_date = draw.random() < 0.4
    added: list[Block] = []
    blank = replace(like, links=0, link_chars=0, emphasis_chars=0, hints=_page_hint(like))
    for other in others:
        theirs = [other.blocks[i] for i in _body(other.blocks, other.shares)]
        headline = next((b.text for b in other.blocks if "title" in b.hints), None)
        theirs = [b for b in theirs if len(b.text) > 40]
        if not theirs or headline is None:
            continue
        item = element(item_tag, listing)
        if inner:
            item = element("div", item)
        if with_date:
            stamp = f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}"
            added.append(
                replace(blank, text=stamp, path=element("time", item), hints=blank.hints | {"date"})
            )
        kind = BlockKind.HEADING if heading_tag[0] == "h" else BlockKind.PARAGRAPH
        added.append(
            replace(
                blank,
                kind=kind,
                text=headline,
                path=element(heading_tag, item),
                links=1,
                link_chars=len(headline),
            )
        )
        text = draw.choice(theirs).text
        added.append(replace(blank, kind=BlockKind.PARAGRAPH, text=text, path=element("p", item)))
    if not added:
        return None
    joined = [*blocks[: last + 1], *added, *blocks[last + 1 :]]
    labels = (*shares[: last + 1], *([0.0] * len(added)), *shares[last + 1 :])
    return Sketch(_renumber(joined), labels)


def forget_names(page: Sketch) -> Sketch:
    """The page with class names that tell nothing, as sites have them that generate theirs."""
    blocks, shares = page.blocks, page.shares
    known: dict[int, Element] = {}
    kinds: dict[str, str] = {}
    out = []
    for block in blocks:
        path = []
        for element in block.path:
            if element.number not in known:
                # Elements of one kind stay so, under a name that nobody reads.
                kind = kinds.setdefault(element.signature, f"{element.tag}.{len(kinds)}")
                known[element.number] = replace(element, signature=kind, names=0, names_above=0)
            path.append(known[element.number])
        hints = block.hints - {"caption", "byline", "date", "standfirst"}
        out.append(replace(block, path=tuple(path), hints=hints))
    return Sketch(tuple(out), shares)
