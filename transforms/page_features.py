"""What a model sees of a whole HTML page, to tell an article from pages of other kinds.

A forum, shop, documentation or listing page has paragraphs too, and each of them may look like an
article's. What tells is how much of the page they are and how sure the model of blocks is of them,
what stands between and around them, and what the page's head, address and class names say.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import numpy as np
from numpy.typing import NDArray

from transforms import features
from transforms.blocks import Block
from transforms.line_features import MIN_LONG_CHARS
from transforms.metadata import Metadata
from transforms.names import MAX_NAME_CHARS, name_words
from transforms.page_tree import PageTree

# A block that is rather body than not, and one that is it beyond doubt.
MIN_BODY = 0.5
MIN_SURE = 0.9
# A slug of so many characters is words of a headline, which say nothing of the page's kind.
MIN_SLUG_CHARS = 20
# A headline has its byline and date among so many blocks before and after it.
BLOCKS_BEFORE_TITLE = 3
BLOCKS_AFTER_TITLE = 8
MAX_BLOCKS_AFTER_TITLE = 20

_COLUMN = {name: column for column, name in enumerate(features.NAMES)}
# Columns of the blocks' features, averaged over the expected body, a character a vote.
_OF_BODY = (
    "link_share emphasis_share commas sentences ends_sentence starts_upper odd date prose copies "
    "tag_p tag_div tag_pre in_article in_form in_figure above_article above_shop above_header "
    "instance_parent like_parent like_grandparent like_third parent_long_share "
    "grandparent_long_share h1_since h2_since dates_since bylines_since"
).split()
# The same, averaged over all blocks, a block a vote.
_OF_PAGE = (
    "date tag_pre kind_heading kind_caption in_article above_article above_shop above_related"
).split()
_COUNTED = (
    "weight", "in_form", "hint_title", "hint_date", "date", "hint_byline", "byline", "link_share",
    "tag_h1", "tag_pre", "kind_heading",
)  # fmt: skip

# What the parts of a page, and the steps of its address, are called by what kind of page it is.
_ADDRESSES = {
    "article": "article articles artikel articulo news story stories blog blogs post posts noticia "
    "noticias nachrichten actualite actualites notizie aktuell press magazine opinion",
    "forum": "forum forums foro thread threads viewtopic showthread topic board boards community "
    "discussion discussions discuss questions question comments answers",
    "technical": "doc docs documentation wiki manual api reference guide guides help support "
    "tutorial tutorials learn kb developer developers library faq hc",
    "shop": "product products produkt producto produit shop store item items buy dp cart sku price "
    "pricing",
    "service": "service services solution solutions platform feature features about contact login "
    "company careers plans industries software app apps download quote",
}
_PARTS = {
    "article": "byline author dateline published posted pubdate timestamp readtime reading "
    "standfirst entry single post article story excerpt kicker dek deck lede",
    "forum": "forum forums thread threads topic topics reply replies upvote downvote vote votes "
    "score karma user username users message messages avatar member members signature op answer "
    "answers question moderator badge badges likes",
    "technical": "doc docs docutils documentation toc highlight code codeblock snippet pre sphinx "
    "docusaurus wiki mw parser markdown api method param params sig definition class function "
    "versionadded admonition example examples syntax shell",
    "shop": "product products price prices pricing cart sku variant variants swatch wishlist qty "
    "quantity stock shipping woocommerce buy sale checkout bundle basket rating ratings review "
    "reviews warranty spec specs",
    "service": "hero cta testimonial testimonials pricing features feature faq accordion tab tabs "
    "banner partners clients logos logo slider carousel slick swiper appointment booking plans "
    "benefits stats solution solutions service services contact team counter",
}
# Types of schema.org.
_TYPES = {
    "article": re.compile(
        r"(?:^|News|Opinion|Analysis|Reportage|Satirical)Article$|BlogPosting$|^Report$"
    ),
    "forum": re.compile(
        r"^(?:DiscussionForumPosting|Comment|UserComments|InteractionCounter|ProfilePage)$"
    ),
    "shop": re.compile(r"^(?:Product|ProductGroup|IndividualProduct|Offer|AggregateOffer|Brand)$"),
}
# Words of headlines that promise a text.
_ASKING = frozenset(
    """how what why when who which best top tips ways guide things ideas explained vs review wie was
    warum wann comment pourquoi quand como cómo qué por cuándo come perché cosa quando hoe wat
    waarom hur varför hvordan hvorfor jak dlaczego nasıl neden как почему что""".split()
)
_SEPARATOR = re.compile(r"\s[|–—·»:-]\s")

_MASS = (
    "blocks body body_share sure_blocks body_block_share sure_share mean max undecided entropy "
    "longest_block long_share"
).split()
_COUNTS = (
    "dates short_blocks title_place signature_share title_bylines title_dates title_to_body "
    "title_links body_per_heading pre_share menus menu_items_share longest_menu menu_text_share"
).split()
_HEAD = (
    "published published_chars authors title_chars title_words title_separators title_asks "
    "heading_words og_article"
).split()
_URL = "chars slug_chars slug_words slug_asks".split()

NAMES: tuple[str, ...] = (
    *(f"mass_{what}" for what in _MASS),
    *(f"body_{what}" for what in _OF_BODY),
    *(f"page_{what}" for what in _OF_PAGE),
    *(f"count_{what}" for what in _COUNTS),
    *(f"page_part_{what}" for what in ("all", *_PARTS)),
    *(f"around_part_{what}" for what in ("all", *_PARTS)),
    *(f"head_{what}" for what in _HEAD),
    *(f"type_{what}" for what in _TYPES),
    *(f"url_{what}" for what in _URL),
    *(f"url_word_{what}" for what in _ADDRESSES),
)

Row = NDArray[np.float32]
_Column = NDArray[np.float32]


def page_features(
    blocks: Sequence[Block],
    tree: PageTree,
    matrix: NDArray[np.float32],
    probabilities: NDArray[np.floating],
    metadata: Metadata,
) -> Row:
    """The features of a page, a number for each of NAMES.

    Args:
        blocks: those of one HTML page, in order, at least one.
        tree: theirs.
        matrix: what block_features made of them.
        probabilities: for each block, how likely it is body text.
        metadata: what the page's head says.
    """
    row = [
        *_of_blocks(blocks, tree, matrix, probabilities),
        *_head(metadata),
        *_types(metadata.types),
        *_address(metadata.canonical),
    ]
    return np.array(row, dtype=np.float32)


_BODY_COLUMNS = [_COLUMN[name] for name in _OF_BODY]
_PAGE_COLUMNS = [_COLUMN[name] for name in _OF_PAGE]
_COUNTED_COLUMNS = [_COLUMN[name] for name in _COUNTED]


def _of_blocks(
    blocks: Sequence[Block],
    tree: PageTree,
    matrix: NDArray[np.float32],
    probabilities: NDArray[np.floating],
) -> list[float]:
    body = probabilities.astype(np.float32)
    counted = dict(zip(_COUNTED, np.ascontiguousarray(matrix[:, _COUNTED_COLUMNS].T), strict=True))
    # An item of a menu counts as a block does.
    items = np.array([1 + block.text.count("\n") for block in blocks], dtype=np.float32)
    votes = body * counted["weight"]
    of_body = votes @ matrix[:, _BODY_COLUMNS] / max(1e-6, float(votes.sum()))
    kept = np.flatnonzero(body >= MIN_BODY).tolist()
    groups = {signature: _part_groups(signature) for signature in tree.kinds}
    around = set().union(*(blocks[i].path for i in kept))
    return [
        *_mass(counted["weight"], body, items),
        *of_body.tolist(),
        *(items @ matrix[:, _PAGE_COLUMNS] / items.sum()).tolist(),
        *_counts(tree, counted, kept, items),
        *_parts(groups.values()),
        *_parts([groups[signature] for signature in {element.signature for element in around}]),
    ]


def _mass(weight: _Column, body: _Column, items: _Column) -> list[float]:
    """How much of the page the model of blocks takes for body, and how sure it is of that."""
    text = max(1.0, float(weight.sum()))
    mass = body * weight
    expected = float(mass.sum())
    kept, sure = body >= MIN_BODY, body >= MIN_SURE
    kept_chars = float(weight[kept].sum())
    long_chars = float(weight[weight >= MIN_LONG_CHARS].sum())
    undecided = (body > 1 - MIN_SURE) & ~sure
    doubt = np.clip(body, 1e-6, 1 - 1e-6)
    entropy = -(doubt * np.log2(doubt) + (1 - doubt) * np.log2(1 - doubt))
    return [
        float(items.sum()),
        expected,
        expected / text,
        float(sure.sum()),
        float(items[kept].sum() / items.sum()),
        float(weight[sure].sum()) / max(1.0, kept_chars),
        float(mass @ body) / max(1e-6, expected),
        float(body.max()),
        float(weight[undecided].sum()) / text,
        float(entropy @ weight) / max(1.0, expected),
        float(weight[kept].max()) if kept.any() else 0.0,
        kept_chars / max(1.0, long_chars),
    ]


def _counts(
    tree: PageTree, counted: dict[str, _Column], kept: list[int], items: _Column
) -> list[float]:
    """What the page repeats, what is around its headline, and what is between its paragraphs."""
    every = float(items.sum())
    weight, heading = counted["weight"], counted["kind_heading"] > 0
    short = weight < MIN_LONG_CHARS * items
    is_menu = items > 1
    dates = (counted["hint_date"] + counted["date"] > 0) & short
    title = next(iter(np.flatnonzero(counted["hint_title"]).tolist()), -1)
    place = float(items[:title].sum()) if title >= 0 else -1.0
    start = title if title >= 0 else int(np.argmax(counted["tag_h1"]))
    first = next((i for i in kept if i > start), len(items))
    near = slice(
        max(0, start - BLOCKS_BEFORE_TITLE),
        max(start + BLOCKS_AFTER_TITLE, min(first + 1, start + MAX_BLOCKS_AFTER_TITLE)),
    )
    alike = np.bincount(tree.signatures[0][tree.leaves], weights=items)
    return [
        float(dates.sum()),
        float(items[short].sum()) / every,
        place / every,
        float(alike.max()) / every,
        float((counted["hint_byline"] + counted["byline"] > 0)[near].sum()),
        float(dates[near].sum()),
        first - start,
        float(counted["link_share"][start : first + 1].mean()),
        float(weight[kept].sum()) / (1 + float(heading[kept].sum())),
        float(weight[counted["tag_pre"] > 0].sum()) / max(1.0, float(weight.sum())),
        float(is_menu.sum()),
        float(items[is_menu].sum()) / every,
        float(items.max()),
        float(weight[is_menu].sum()) / max(1.0, float(weight.sum())),
    ]


def _groups(groups: dict[str, str]) -> dict[str, int]:
    """For each word the groups it is in, a bit each."""
    found: dict[str, int] = {}
    for bit, words in enumerate(groups.values()):
        for word in words.split():
            found[word] = found.get(word, 0) | 1 << bit
    return found


_PART_GROUPS = _groups(_PARTS)
_ADDRESS_GROUPS = _groups(_ADDRESSES)


def _part_groups(signature: str) -> int:
    return _groups_of(signature.partition(".")[2][:MAX_NAME_CHARS])


@lru_cache(maxsize=65536)
def _groups_of(names: str) -> int:
    found = 0
    for word in name_words(names):
        found |= _PART_GROUPS.get(word, 0)
    return found


def _parts(kinds: Collection[int]) -> list[float]:
    """How many kinds of element there are, and how many named as each kind of page's.

    Kinds and not elements: what a page repeats is counted once.

    Args:
        kinds: for each kind the groups that its names are in.
    """
    found = Counter(kinds)
    return [
        float(len(kinds)),
        *(
            float(sum(count for groups, count in found.items() if groups >> bit & 1))
            for bit in range(len(_PARTS))
        ),
    ]


def _head(metadata: Metadata) -> list[float]:
    title = metadata.titles[0] if metadata.titles else ""
    words = title.lower().split()
    return [
        len(metadata.published),
        len(metadata.published[0]) if metadata.published else 0.0,
        len(metadata.authors),
        len(title),
        len(words),
        len(_SEPARATOR.findall(title)),
        not _ASKING.isdisjoint(words),
        max((heading.count(" ") + 1 for heading in metadata.headings), default=0),
        "article" in (metadata.og_type or ""),
    ]


def _types(types: Sequence[str]) -> list[float]:
    return [float(sum(1 for kind in types if pattern.search(kind))) for pattern in _TYPES.values()]


def address_words(url: str | None) -> list[str]:
    """The words of what a page is filed under: its site's subdomains and folders.

    Its own name counts where it is too short to be a headline. None where there is no address.

    >>> address_words("https://docs.example.org/guides/v2/how-to-prune-an-apple-tree")
    ['docs', 'guides']
    """
    parts = _split_address(url)
    return [] if parts is None else _filed_under(parts)


def _address(url: str | None) -> list[float]:
    """What an address is made of; -1 each where there is none."""
    parts = _split_address(url)
    if parts is None:
        return [-1.0] * (len(_URL) + len(_ADDRESSES))
    slug = next(reversed(_steps(parts)), "")
    slug_words = [word for word in re.split("[-_]", slug.lower()) if word]
    found = 0
    for word in _filed_under(parts):
        found |= _ADDRESS_GROUPS.get(word, 0)
    return [
        len(parts.path),
        len(slug),
        len(slug_words),
        not _ASKING.isdisjoint(slug_words),
        *(float(found >> bit & 1) for bit in range(len(_ADDRESSES))),
    ]


def _split_address(url: str | None) -> SplitResult | None:
    """The parts of an address that has a host."""
    try:
        parts = urlsplit(url or "")
        return parts if parts.hostname else None
    except ValueError:
        return None


def _steps(parts: SplitResult) -> list[str]:
    return [step for step in parts.path.split("/") if step]


def _filed_under(parts: SplitResult) -> list[str]:
    steps = _steps(parts)
    if len(steps) > 1 and len(steps[-1]) >= MIN_SLUG_CHARS:
        steps.pop()
    domains = (parts.hostname or "").removeprefix("www.").split(".")[:-2]
    return [word for name in (*domains, *steps) for word in name_words(name)]
