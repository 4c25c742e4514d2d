"""What a model sees of an HTML page: a row of numbers for each block.

Rows are about one block each, but most of what tells an article's paragraph from a teaser is
around it: what else stands in blocks of the same signature (tag and classes), in the elements
around it, and right before and after it. Everything is relative to the page.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.blocks import Block, BlockKind
from transforms.line_features import (
    CLOSING,
    COMMAS,
    DIGITS,
    LATIN_CAPITALS,
    MIN_LONG_CHARS,
    ODD,
    QUOTES,
    Chars,
    are_prose,
    told_by,
)
from transforms.names import GROUPS, group_bits
from transforms.page_tree import Flags, Numbers, PageTree, Sums, add_groups

# A block of MIN_LONG_CHARS with more of them in links is no long text.
MAX_LONG_LINK_SHARE = 0.3
# An element that holds so much of a page's long text may be the one around the article.
REGION_SHARES = (0.4, 0.6, 0.8)

_TAGS = (
    ("p",),
    ("h1",),
    ("h2",),
    ("h3",),
    ("h4", "h5", "h6"),
    ("li",),
    ("ul", "ol", "dl"),
    ("td", "th", "tr"),
    ("div",),
    ("section",),
    ("article",),
    ("header",),
    ("blockquote",),
    ("figcaption", "figure"),
    ("time",),
    ("main", "body"),
    ("pre",),
)
_ABOVE = (
    ("p",),
    ("li",),
    ("ul", "ol", "dl"),
    ("td", "th", "tr"),
    ("article",),
    ("main",),
    ("header",),
    ("footer",),
    ("aside",),
    ("form",),
    ("figure",),
    ("blockquote",),
    ("section",),
)
# The bits of _ABOVE follow those of _TAGS.
_TAG_BITS: dict[str, int] = {}
for _bit, _tags in enumerate((*_TAGS, *_ABOVE)):
    for _tag in _tags:
        _TAG_BITS[_tag] = _TAG_BITS.get(_tag, 0) | 1 << _bit
_IS_ARTICLE = 1 << len(_TAGS) + _ABOVE.index(("article",))
_IS_QUOTE = 1 << len(_TAGS) + _ABOVE.index(("blockquote",))
_HEADS = [_TAGS.index((tag,)) for tag in ("h1", "h2", "h3")]
_HINTS = (
    "title",
    "description",
    "json-ld",
    "no-json-ld",
    "body",
    "hidden",
    "caption",
    "byline",
    "date",
    "standfirst",
)
_KINDS = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTE,
    BlockKind.CAPTION,
    BlockKind.TABLE_ROW,
)
_KIND_BITS = {id(kind): 1 << bit for bit, kind in enumerate(_KINDS)}  # an Enum's hash is slow
_HINT_BITS = {hint: 1 << bit for bit, hint in enumerate(_HINTS)}
_MAX_LABEL_CHARS = 40

_OWN = (
    "chars weight words word_chars link_share links emphasis_share commas sentences ends_sentence "
    "ends_colon ends_ellipsis starts_upper starts_lower upper_share digit_share odd quote date "
    "furniture byline credit caption date_line list_head prose copies copies_before depth"
).split()
_AROUND = (
    "blocks text_share long_share mean_long link_share p_share long_blocks_share "
    "headings linked_headings dates"
).split()
_PLACES = ("own", "parent", "grandparent", "third", "signature1", "signature2", "signature3")
# Groups of names that say chrome, if little of the page's long text stands under them.
_CHROME = "related comment newsletter appeal overlay sidebar".split()
_EMBED = group_bits("embed")
_REPEATED = (
    "own_parents parent_parents own_in_parent own_in_grandparent parent_in_grandparent "
    "parent_in_third"
).split()
_TOLD = (
    "instance_parent instance_grandparent instance_third like_parent like_grandparent like_third "
    "h1_since h2_since h3_since linked_since dates_since bylines_since title_like_since "
    "shared_title shared_lead from_lead lead_from"
).split()
_NEAR = "weight link_share p heading ends_sentence long emphasis_share".split()
_NEAR_STEPS = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8)

NAMES: tuple[str, ...] = (
    *_OWN,
    *(f"tag_{'_'.join(tags)}" for tags in _TAGS),
    *(f"parent_{'_'.join(tags)}" for tags in _TAGS),
    *(f"in_{'_'.join(tags)}" for tags in _ABOVE),
    *(f"hint_{hint}" for hint in _HINTS),
    *(f"kind_{kind.value.lower()}" for kind in _KINDS),
    *(f"name_{group}" for group in GROUPS),
    *(f"names_{group}" for group in GROUPS),
    *(f"above_{group}" for group in GROUPS),
    *(f"{place}_{what}" for place in _PLACES for what in _AROUND),
    *(f"instances_{what}" for what in _REPEATED),
    *_TOLD,
    *(f"region{round(share * 100)}_{what}" for share in REGION_SHARES
      for what in ("inside", "below", "before", "after")),
    *"place text_before text_after long_before long_after since_title title_seen "
     "long_since_title to_last_long since_long".split(),
    *(f"near{step:+d}_{what}" for step in _NEAR_STEPS for what in (*_NEAR, "same_parent",
                                                                  "same_signature")),
    *(f"window{size}_{what}" for size in _WINDOWS
      for what in ("long", "link_share", "same_parent")),
    *"page_blocks page_text page_long page_link_share page_json_ld page_articles "
     "article_long_share article_first body_long_share".split(),
    *(f"under_{what}" for what in _CHROME), "under_any", "in_embed_quote",
)  # fmt: skip

Matrix = NDArray[np.float32]


def block_features(blocks: Sequence[Block], tree: PageTree) -> Matrix:
    """The features of a page's blocks: a row a block, a column in one piece each of NAMES.

    Takes blocks of one HTML page, in order, at least one, and their tree. In time and memory it
    grows with the number of characters and of elements around them, not with how deep they are.
    """
    page = _Blocks(blocks, tree)
    rows: list[NDArray[Any]] = [
        page.own,
        _unpack(page.tags[page.leaf], len(_TAGS)),
        _unpack(page.tags[page.parent], len(_TAGS)),
        _unpack(tree.any_around(page.tags)[page.leaf] >> len(_TAGS), len(_ABOVE)),
        page.hints,
        page.kinds,
        *(_unpack(names[page.leaf], len(GROUPS)) for names in page.names),
        *_surroundings(page),
        *_repetition(page),
        *_told(page),
        *_regions(page),
        *_position(page),
        *_near(page),
        *_whole(page),
        *_chrome(page),
    ]
    table = np.empty((len(NAMES), len(blocks)), dtype=np.float32)
    at = 0
    for row in rows:
        size = len(row) if row.ndim == 2 else 1
        table[at : at + size] = row
        at += size
    assert at == len(NAMES)
    return table.T


def _unpack(bits: Numbers, number: int) -> NDArray[np.uint8]:
    """The lowest bits of numbers, a row a bit."""
    in_bytes = bits.astype("<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(in_bytes, axis=1, count=number, bitorder="little").T


class _Blocks:
    """What is asked of a page's blocks more than once, an array by block each."""

    def __init__(self, blocks: Sequence[Block], tree: PageTree) -> None:
        self.blocks = blocks
        self.tree = tree
        self.index = np.arange(len(blocks))
        self.leaf = tree.leaves
        self.parent = tree.outer[self.leaf]
        self.own = _own(blocks, tree.depths[self.leaf])
        self.columns = columns = dict(zip(_OWN, self.own, strict=True))
        self.weight, self.link_share = columns["weight"], columns["link_share"]
        known: dict[frozenset[str], int] = {}
        hints = []
        for block in blocks:
            bits = known.get(block.hints)
            if bits is None:
                bits = sum(_HINT_BITS.get(hint, 0) for hint in block.hints)
                known[block.hints] = bits
            hints.append(bits)
        self.hints = _unpack(np.array(hints), len(_HINTS)) > 0
        kinds = np.array([_KIND_BITS.get(id(block.kind), 0) for block in blocks])
        self.kinds = _unpack(kinds, len(_KINDS)) > 0
        self.heading = self.kinds[0]
        self.long = self.weight * (
            (self.weight >= MIN_LONG_CHARS) & (self.link_share <= MAX_LONG_LINK_SHARE)
        )
        self.is_long = self.long > 0
        self.tags = np.array([_TAG_BITS.get(element.tag, 0) for element in tree.elements])
        own_tags = self.tags[self.leaf]
        self.is_p = (own_tags & 1) > 0
        self.is_head = [own_tags >> bit & 1 > 0 for bit in _HEADS]
        names = np.array([element.names for element in tree.elements], dtype=np.int64)
        around = names | names[tree.outer]
        above = np.array([element.names_above for element in tree.elements], dtype=np.int64)
        self.names = names, names | around[tree.outer], above
        self.date = (self.hint("date") | (columns["date"] > 0)) & (self.weight < 80)
        self.byline = self.hint("byline") | (columns["byline"] > 0)
        titles = np.flatnonzero(self.hint("title"))
        heads = titles if len(titles) else np.flatnonzero(self.is_head[0])
        self.has_title = len(heads) > 0
        self.title = int(heads[0]) if self.has_title else 0

    def hint(self, name: str) -> Flags:
        """Which blocks are hinted so."""
        flags: Flags = self.hints[_HINTS.index(name)]
        return flags


def _own(blocks: Sequence[Block], depths: Numbers) -> Matrix:
    """What a block's text tells by itself, and how often the page prints it."""
    texts = [block.text for block in blocks]
    chars = Chars(texts)
    lengths, weights = chars.lengths, chars.weights
    digits = chars.count(DIGITS)
    sentences, ends_sentence = chars.sentences(CLOSING)
    copies: dict[str, int] = {}
    before = []
    for text in texts:
        seen = copies.get(text, 0)
        before.append(seen)
        copies[text] = seen + 1
    told = [
        (_told_by_label if len(text) <= _MAX_LABEL_CHARS else told_by)(text, number)
        for text, number in zip(texts, digits.tolist(), strict=True)
    ]
    flags = np.frombuffer(b"".join(told), dtype=np.bool_).reshape(len(texts), -1)
    colon, ellipsis, upper, lower, *phrases = flags.T
    date, is_furniture, byline, credit, caption, date_line, list_head = phrases
    words = chars.spaces + 1
    rows: list[NDArray[Any]] = [
        lengths,
        weights,
        words,
        lengths / words,
        np.minimum(1.0, np.array([block.link_chars for block in blocks]) / lengths),
        np.array([block.links for block in blocks]),
        np.minimum(1.0, np.array([block.emphasis_chars for block in blocks]) / lengths),
        chars.count(COMMAS),
        sentences,
        ends_sentence,
        colon,
        ellipsis,
        upper,
        lower,
        chars.count(LATIN_CAPITALS) / lengths,
        digits / lengths,
        chars.count(ODD) / lengths,
        chars.count(QUOTES) > 0,
        date,
        is_furniture,
        byline,
        credit,
        caption,
        date_line,
        list_head,
        are_prose(weights, ends_sentence),
        np.array([copies[text] for text in texts]),
        np.array(before),
        depths,
    ]
    return np.array(rows, dtype=np.float32)


# A site prints its labels on all of its pages.
_told_by_label = lru_cache(maxsize=16384)(told_by)


def _surroundings(page: _Blocks) -> list[Sums]:
    """What stands in the elements around a block, and in those that look like its own."""
    weight, tree = page.weight, page.tree
    sums = np.array(
        [
            np.ones_like(weight),
            weight,
            page.long,
            weight * page.link_share,
            weight * page.is_p,
            page.is_long,
            page.heading,
            page.heading & (page.link_share > 0.5),
            page.date,
        ],
        dtype=np.float64,
    )
    total, total_long = max(1.0, float(sums[1].sum())), max(1.0, float(sums[2].sum()))
    groups = [tree.add_up(sums)]
    place = page.leaf
    places = []
    for _ in range(4):
        places.append(place)
        place = tree.outer[place]
    size = len(tree.elements)
    for signature in tree.signatures:
        alike = signature[page.leaf]
        groups.append(add_groups(sums, alike, int(alike.max()) + 1))
        places.append(alike + size)
        size += groups[-1].shape[1]
    shares = _shares(np.hstack(groups), total, total_long)
    return list(shares.take(np.array(places), axis=1).swapaxes(0, 1))


def _shares(sums: Sums, total: float, total_long: float) -> Sums:
    number, weight, long, links, p, long_blocks, headings, linked, dates = sums
    some, some_weight, _, _, _, some_long, some_headings, _, _ = np.maximum(1.0, sums)
    return np.array(
        [
            number,
            weight / total,
            long / total_long,
            long / some_long,
            links / some_weight,
            p / some_weight,
            long_blocks / some,
            headings / some,
            linked / some_headings,
            dates / some,
        ]
    )


def _repetition(page: _Blocks) -> list[NDArray[Any]]:
    """Whether what looks alike stands in one place, as paragraphs do, or in many, as teasers do."""
    tree, parent = page.tree, page.parent
    grandparent = tree.outer[parent]
    two, three = tree.signatures[1][page.leaf], tree.signatures[2][page.leaf]
    # Each row is counted by itself, though all at once.
    size = len(tree.parents)
    alike = np.array([two, two, three, three]) + size * np.arange(4)[:, None]
    places = np.array([parent, grandparent, grandparent, tree.outer[grandparent]])
    pairs, group = np.unique((size * alike + places).ravel(), return_inverse=True)
    number = np.bincount(pairs // size)[alike]
    alike, long = alike.ravel(), np.concatenate([page.long] * 4)
    here = np.bincount(group, weights=long)[group]
    shares = here / np.maximum(1.0, np.bincount(alike, weights=long)[alike])
    return [number[::2], shares.reshape(4, -1)]


def _told(page: _Blocks) -> list[NDArray[Any]]:
    """What tells the page's own article from others on it: whose title and lead it stands under."""
    tree, title, leaf = page.tree, page.title, page.leaf
    longs = np.flatnonzero(page.is_long).tolist()
    behind = [i for i in longs if i > title]
    lead = (behind or longs or [0])[0]
    shared_title = tree.shared(int(leaf[title]))[leaf]
    shared_lead = tree.shared(int(leaf[lead]))[leaf]
    return [
        *_instances(page),
        *_since_title(page),
        shared_title,
        shared_lead,
        tree.depths[leaf] - shared_lead,
        tree.depths[leaf[lead]] - shared_lead,
    ]


def _instances(page: _Blocks) -> list[Numbers]:
    """The how-manieth of the page's elements that look alike stand around a block, of how many."""
    tree = page.tree
    parents, alike = tree.parents.tolist(), tree.signatures[1].tolist()
    order = [0] * (len(parents) + 1)
    number = [0] * (max(alike) + 1)
    seen: set[int] = set()
    around = np.where(tree.depths > 1, tree.outer, -1)
    for parent in dict.fromkeys(around[page.leaf].tolist()):
        place = parent
        for _ in range(3):
            if place < 0:
                break
            if place not in seen:
                seen.add(place)
                order[place] = number[alike[place]]
                number[alike[place]] += 1
            place = parents[place]
    # The last of both stands for an element that is not there.
    orders = np.array(order)
    numbers = np.append(np.array(number)[tree.signatures[1]], 0)
    around = np.append(around, -1)
    places = [around[page.leaf]]
    for _ in range(2):
        places.append(around[places[-1]])
    return [*(orders[place] for place in places), *(numbers[place] for place in places)]


def _since_title(page: _Blocks) -> Numbers:
    """How many headings and the like stand between the title, or the page's begin, and a block."""
    signatures = page.tree.signatures[0][page.leaf]
    is_head = page.is_head[0] | page.is_head[1] | page.is_head[2]
    counted = np.array(
        [
            *page.is_head,
            is_head & (page.link_share > 0.5),
            page.date,
            page.byline,
            is_head & (signatures == signatures[page.title]) & page.has_title,
        ],
        dtype=np.int64,
    )
    since = counted.cumsum(axis=1) - counted
    since[:, page.title + 1 :] -= since[:, page.title, None]
    return since


def _regions(page: _Blocks) -> list[NDArray[Any]]:
    """Whether a block is in the innermost element that holds most of the long text, and where."""
    tree, index = page.tree, page.index
    (mass,) = tree.add_up(page.long[None, :])
    total = float(page.long.sum())
    known: dict[int, list[NDArray[Any]]] = {}
    parts: list[NDArray[Any]] = []
    for share in REGION_SHARES:
        heavy = np.flatnonzero((mass > 0) & (mass >= share * total))
        region = int(heavy[tree.numbers[heavy].argmax()]) if len(heavy) else -1
        if region not in known:
            inside = tree.inside(region)[page.leaf] if region >= 0 else np.zeros_like(page.is_long)
            depth = np.where(inside, tree.depths[page.leaf] - tree.depths[region], -1)
            where = np.flatnonzero(inside)
            first, last = (where[0], where[-1]) if len(where) else (0, len(index) - 1)
            known[region] = [inside, depth, index - first, last - index]
        parts += known[region]
    return parts


def _position(page: _Blocks) -> list[NDArray[Any]]:
    index, weight, long, title = page.index, page.weight, page.long, page.title
    text_before = np.cumsum(weight) - weight
    long_before = np.cumsum(long) - long
    is_long = page.is_long
    last_long = int(np.flatnonzero(is_long)[-1]) if is_long.any() else 0
    last_seen = np.maximum.accumulate(np.where(is_long, index, -1))
    return [
        index / len(index),
        text_before / weight.sum(),
        weight.sum() - text_before - weight,
        long_before,
        long.sum() - long_before - long,
        index - title,
        index >= title,
        long_before - long_before[title],
        last_long - index,
        np.where(last_seen < 0, 99, index - last_seen),
    ]


def _near(page: _Blocks) -> list[NDArray[Any]]:
    """The blocks right before and after each; -1 where there is none."""
    index, number = page.index, len(page.index)
    own = np.array(
        [
            page.weight,
            page.link_share,
            page.is_p,
            page.heading,
            page.columns["ends_sentence"],
            page.long,
            page.columns["emphasis_share"],
            page.parent,
            page.tree.signatures[1][page.leaf],
        ],
        dtype=np.float64,
    )
    reach = max(_NEAR_STEPS)
    padded = np.full((len(own), number + 2 * reach), -1.0)
    padded[:, reach : reach + number] = own
    near = padded.take(index + (reach + np.array(_NEAR_STEPS)[:, None]), axis=1)
    near[len(_NEAR) :] = near[len(_NEAR) :] == own[len(_NEAR) :, None]
    parts: list[NDArray[Any]] = list(near.swapaxes(0, 1))
    sums = np.zeros((2, number + 1))
    np.cumsum(np.array([np.minimum(page.long, 400.0), page.link_share]), axis=1, out=sums[:, 1:])
    reach = max(_WINDOWS)
    # Beyond the page's ends stands the block at its end again.
    around = page.parent.take(index + np.arange(-reach, reach + 1)[:, None], mode="clip")
    is_same = around == page.parent
    for size in _WINDOWS:
        low = np.maximum(0, index - size)
        high = np.minimum(number, index + size + 1)
        parts.append((sums[:, high] - sums[:, low]) / (high - low))
        parts.append(is_same[reach - size : reach + size + 1].sum(axis=0))
    return parts


def _whole(page: _Blocks) -> Sums:
    """What the whole page is like, and the <article> that a block is in."""
    articles = page.tree.nearest_around(page.tags & _IS_ARTICLE > 0)[page.leaf] + 1
    in_article = np.bincount(articles, weights=page.long)
    order = {place: i for i, place in enumerate(dict.fromkeys(articles[articles > 0].tolist()))}
    total = float(page.weight.sum())
    total_long = max(1.0, float(page.long.sum()))
    rows = np.empty((9, len(page.index)))
    rows[0] = len(page.index)
    rows[1] = total
    rows[2] = total_long
    rows[3] = float((page.weight * page.link_share).sum()) / total
    rows[4] = page.hint("json-ld").any()
    rows[5] = len(order)
    rows[6] = in_article[articles] / total_long
    rows[7] = [order.get(place, -1) for place in articles.tolist()]
    rows[8] = float((page.long * page.hint("body")).sum()) / total_long
    return rows


def _chrome(page: _Blocks) -> list[NDArray[Any]]:
    """How much of the page's long text stands under names that say chrome; 2 where a block is not.

    A name that most of the text stands under says nothing: `has-sidebar` on the page's body.
    """
    tree = page.tree
    above = page.names[2][page.leaf]
    total = max(1.0, float(page.long.sum()))
    shares: list[NDArray[Any]] = []
    for group in _CHROME:
        under = (above >> GROUPS.index(group)) & 1 > 0
        shares.append(np.where(under, float(page.long[under].sum()) / total, 2.0))
    is_quote, is_embed = page.tags & _IS_QUOTE > 0, page.names[0] & _EMBED > 0
    quoted = tree.any_around((is_quote & is_embed).astype(np.int64))
    return [*shares, np.minimum.reduce(shares), quoted[page.leaf]]
