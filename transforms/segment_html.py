"""Cutting an HTML page: a learned model says what is body, rules name what is around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

import numpy as np
from numpy.typing import NDArray

from transforms import furniture
from transforms.blocks import Block, BlockKind
from transforms.byline import find_biography, is_names, names_author, split_authors
from transforms.convolution import Convolution, load_convolution
from transforms.dates import holds_date, is_clock
from transforms.decode import fold
from transforms.features import NAMES, block_features
from transforms.hashed import HashModel, load_hashed, spread
from transforms.labels import Label, Span, find_all
from transforms.metadata import Metadata
from transforms.names import group_bits
from transforms.naming import NAMES as NAMING_NAMES
from transforms.naming import name_odds
from transforms.page_features import page_features
from transforms.page_kind import PageKind
from transforms.page_labels import is_of_page
from transforms.page_tree import PageTree
from transforms.several import body_of_post, split_articles
from transforms.standins import stands_in
from transforms.tail import take_tail
from transforms.trees import Trees, load_trees
from transforms.widgets import is_widget
from transforms.wording import NAMES as WORDING_NAMES
from transforms.wording import word_odds

# No page keeps what is less likely body than this, and none drops what is more likely than that.
LEAST_PROBABILITY = 0.2
MOST_PROBABILITY = 0.7
# How many blocks above its first paragraph an article's headline may stand, and how many of those
# right above it are looked at where it has none.
MAX_MASTHEAD_BLOCKS = 40
MAX_UNTITLED_MASTHEAD_BLOCKS = 6
# A line that the markup calls a date is one, and no paragraph, up to this length.
MAX_STAMP_CHARS = 40
# Its own element is called so, or one of so few around it.
STAMP_LEVELS = 4
# A page that by its title stands in for an article is one where its body is longer than this.
MAX_STANDIN_CHARS = 1500
# How many blocks above its headline and below its last paragraph a caption, byline or credit is
# still the article's.
MAX_TRAIL_BLOCKS = 3
# schema.org's types of pages that are no article's, where they have no type of an article besides.
_OTHER_TYPES = frozenset(
    """CheckoutPage CollectionPage ContactPage DiscussionForumPosting Product ProductGroup
    ProfilePage QAPage SearchResultsPage""".split()
)
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
# What the elements of a caption are called, and those of teasers, menus and the like never.
_PICTURE = group_bits("picture")
_NO_CAPTION = group_bits(
    "advert", "appeal", "comment", "content", "embed", "form", "headline", "listing", "navigation",
    "newsletter", "overlay", "quote", "related", "share", "shop", "sidebar", "standfirst", "tags",
)  # fmt: skip
# What stands in a picture's frame in elements that are called so is there to be pressed.
_PRESSED = group_bits("advert", "comment", "navigation", "newsletter", "overlay", "share", "shop")
# What is called a caption outside of figures is none where its element, or the one around it, is
# called one of these too.
_NO_PICTURE = _PRESSED | group_bits("appeal")
# What is called a subtitle or intro in elements that are called so is theirs, and so are links.
_NO_STANDFIRST = group_bits(
    "advert", "appeal", "byline", "comment", "newsletter", "overlay", "share", "shop"
)
# An article's element is called by what it is about, too.
_WHOLE = frozenset({"article", "main", "body"})
MAX_STANDFIRST_LINK_SHARE = 0.9
# What begins as a page's own lines do is one among paragraphs if so much of it is a link.
MIN_LEADING_LINK_SHARE = 0.5
# What is called nothing is one only among so few blocks below the headline, in no form, and if
# anything stands between in no box either.
MAX_BELOW_HEADLINE = 12
_NO_SUBTITLE = _NO_STANDFIRST | group_bits("form")
_BESIDE = group_bits("box", "tags")
# What the markup says of an element it says of all in it, and so of a page's own tells nothing; by
# which group of names an element that is called so itself is known.
_INHERITED = {
    "byline": group_bits("byline"),
    "caption": group_bits("picture"),
    "date": group_bits("date"),
    "figure": 0,
    "standfirst": group_bits("standfirst"),
}
# What is shorter, in Latin characters' worth, and is said to be a standfirst, is a topic or label.
MIN_STANDFIRST_CHARS = 40
# What is set off as a quote is in an element, or in one of so few around it, that is called so. A
# page has no more that are out of its own text.
_QUOTE = group_bits("quote")
QUOTE_LEVELS = 3
MIN_QUOTE_CHARS = 40
MAX_PULL_QUOTES = 20
# What is hidden and says so many paragraphs, which make up so much of it, is a copy of a text:
# behind a paywall the rest of it may be hidden. A page that hides more does so until it is loaded.
MIN_COPIED = 2
MIN_COPIED_SHARE = 0.5
MAX_HIDDEN_COPIES = 20
# By so much of what they begin with, folded, most paragraphs differ; it takes so much of them.
_FOLDED_START_CHARS = 8
_START_CHARS = 24


# What is known of a block, by features and by models of words and names.
COLUMNS: tuple[str, ...] = (*NAMES, *WORDING_NAMES, *NAMING_NAMES)
_WEIGHT, _LINK_SHARE, _QUOTED = map(NAMES.index, ("weight", "link_share", "hint_description"))
# How much of the odds is the network's. Sure of itself as it is, it decides as much as the trees;
# measured on sites left out, where .5 loses a page or two more of some sets.
NETWORK_SHARE = 0.3
# Both are surer than they are right, by so much; on sites left out the log loss is least near it.
SURENESS = 0.9
# How much of the odds of a block that may as well be body as not are those of all in elements that
# are called as those around it; of a surer one less. Of a list's items or a section's paragraphs
# a few are doubted, as they say little. What the head quotes is no paragraph like others.
ALIKE_SHARE = 0.5
# Of what stands in elements that are called alike, so many of the innermost, this share is kept of
# several articles where all of it is theirs.
ALIKE_LEVELS = 3
MIN_ALIKE_SHARE = 0.3
# What is links in more than so much of it is like no text, whatever the elements around it.
MOSTLY_LINKS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyModel:
    """What decides which blocks are body: trees, and a network that sees blocks side by side.

    Both ask models of words and names too.
    """

    wording: HashModel
    naming: HashModel
    trees: Trees
    network: Convolution

    def probabilities(
        self, blocks: Sequence[Block], tree: PageTree, matrix: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """How likely each block is body, to three decimals.

        Takes their tree, and transforms.features of them.
        """
        said = word_odds([block.text for block in blocks], self.wording)
        called = name_odds(tree, self.naming)
        # A column in one piece, as both ask by column.
        rows = np.vstack([matrix.T, spread(said).T, spread(called).T])
        odds = (1 - NETWORK_SHARE) * self.trees.log_odds(rows.T)
        odds += NETWORK_SHARE * self.network.log_odds(rows.take(_seen(self.network), axis=0).T)
        # Menus and teasers may stand in elements that are called as an article's are.
        group = 2 * tree.signatures[2][tree.leaves] + (matrix[:, _LINK_SHARE] > MOSTLY_LINKS)
        odds = _even_out(SURENESS * odds, group, matrix[:, _WEIGHT], matrix[:, _QUOTED] > 0)
        return np.round(1.0 / (1.0 + np.exp(-odds)), 3)


def _even_out(
    odds: NDArray[np.float64],
    group: NDArray[np.int64],
    weights: NDArray[np.float32],
    is_own: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """The odds of blocks, moved towards the mean of their group's as far as they are in doubt.

    Those of blocks that are their own are not moved.
    """
    sums = np.bincount(group, weights * odds), np.bincount(group, weights)
    means = np.divide(*sums, out=np.zeros_like(sums[0]), where=sums[1] > 0)
    likely = 1.0 / (1.0 + np.exp(-odds))
    moved: NDArray[np.float64] = ALIKE_SHARE * 4 * likely * (1 - likely) * (means[group] - odds)
    return np.where(is_own, odds, odds + moved)


@lru_cache(maxsize=16)
def _seen(network: Convolution) -> NDArray[np.intp]:
    """The columns that a network asks for."""
    return np.array([COLUMNS.index(name) for name in network.names])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Models:
    """What decides about a page: which blocks are body, and whether it is an article's."""

    body: BodyModel
    page_kind: PageKind


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The models that presscut ships."""
    body = BodyModel(
        wording=load_hashed("wording"),
        naming=load_hashed("naming"),
        trees=load_trees("body"),
        network=load_convolution("body_near"),
    )
    kind = PageKind(trees=load_trees("page_kind"), words=load_hashed("page_words"))
    return Models(body=body, page_kind=kind)


def segment_html(
    blocks: Sequence[Block], metadata: Metadata, models: Models | None = None
) -> tuple[Span, ...]:
    """Cuts an HTML page's blocks into spans of one article each.

    Every block is in exactly one span; the first is the page's own article's, or of FURNITURE where
    there is none. Takes at least one block, and the shipped models if none are given.
    """
    models = models or load_models()
    tree = PageTree(blocks)
    matrix = block_features(blocks, tree)
    probabilities = models.body.probabilities(blocks, tree, matrix)
    kept = keep_body(blocks, probabilities)
    row = page_features(blocks, tree, matrix, probabilities, metadata)
    likely = models.page_kind.probability(row, tree.kinds, metadata.canonical)
    chars = count_chars([blocks[i] for i in np.flatnonzero(kept).tolist()])
    if (
        chars < furniture.MIN_BODY_CHARS
        or likely < models.page_kind.trees.threshold
        or says_other_kind(metadata)
        or (chars <= MAX_STANDIN_CHARS and stands_in(metadata.titles, metadata.headings))
    ):
        return _no_article(blocks)
    articles = split_articles(blocks, kept.tolist())
    if len(articles) > 1:
        _keep_alike(blocks, kept)
        articles = split_articles(blocks, kept.tolist())
    if not articles:
        return _no_article(blocks)
    # What is dealt to none, as posts of a line or two, trails the page's own article.
    dealt = {i for article in articles for i in article}
    rest = [i for i in range(len(blocks)) if i not in dealt]
    spans = []
    for number, article in enumerate(articles):
        own = sorted([*article, *rest]) if number == 0 else article
        part = [blocks[i] for i in own]
        body = [at for at, i in enumerate(own) if kept[i] and i in dealt]
        if len(articles) > 1:
            body = body_of_post(part, body)
        spans.append(Span(blocks=tuple(part), labels=tuple(_label(part, body, metadata.authors))))
    return tuple(spans)


def _no_article(blocks: Sequence[Block]) -> tuple[Span]:
    return (Span(blocks=tuple(blocks), labels=(Label.FURNITURE,) * len(blocks)),)


def says_other_kind(metadata: Metadata) -> bool:
    """Whether a page's head says that it is something else than an article, and not that too.

    Articles have products in their data too: what they review, and subscriptions.
    """
    if (metadata.og_type or "").startswith("product"):
        return True
    if any(map(_ARTICLE_TYPE.search, metadata.types)):
        return False
    # What is outside comes first: a review of a product, or a product with its reviews.
    kinds = (kind for kind in metadata.types if kind in _OTHER_TYPES or kind == "Review")
    return next(kinds, None) in _OTHER_TYPES


def says_article(metadata: Metadata) -> bool:
    """Whether a page's head says that it is an article."""
    return metadata.og_type == "article" or any(map(_ARTICLE_TYPE.search, metadata.types))


def count_chars(blocks: Iterable[Block]) -> float:
    """The characters of text in blocks, in Latin characters' worth."""
    return sum(furniture.weigh(block.text) for block in blocks)


def label_article(blocks: Sequence[Block]) -> tuple[Label, ...]:
    """Names the blocks of markup that is an article and nothing else."""
    beside = {"caption", "figure", "byline", "date"}
    return tuple(_label(blocks, [i for i, b in enumerate(blocks) if b.hints.isdisjoint(beside)]))


def keep_body(blocks: Sequence[Block], probabilities: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which blocks are body, given how likely each is.

    The page's threshold is the one that makes the expected F1 of its words greatest (Lipton et
    al., "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014). So is what stands
    between two that are, and is called as they are, such as a table's cell. A paragraph that
    the page prints again is kept once, and none that is a quote out of another.
    """
    weights = np.array([block.text.count(" ") + 1.5 for block in blocks])
    order = np.argsort(-probabilities, kind="stable")
    hits = (probabilities * weights)[order]
    expected = 2 * np.cumsum(hits) / (np.cumsum(weights[order]) + hits.sum())
    best = probabilities[order][int(np.argmax(expected))]
    kept: NDArray[np.bool_] = probabilities >= min(max(best, LEAST_PROBABILITY), MOST_PROBABILITY)
    for i in np.flatnonzero(~kept[1:-1] & kept[:-2] & kept[2:]).tolist():
        kept[i + 1] = _is_one_of_three(*blocks[i : i + 3])
    alike: dict[str, list[int]] = {}
    for i in np.flatnonzero(kept).tolist():
        alike.setdefault(_folded_start(blocks[i].text), []).append(i)
    for same in alike.values():
        seen: set[str] = set()
        for i in same if len(same) > 1 else ():  # few are folded whole
            folded = fold(blocks[i].text)
            if len(folded) >= furniture.MIN_COPY_CHARS:
                kept[i] = folded not in seen
                seen.add(folded)
    _leave_pull_quotes(blocks, kept)
    _leave_hidden_copies(blocks, kept)
    return kept


def _keep_alike(blocks: Sequence[Block], kept: NDArray[np.bool_]) -> None:
    """Adds to what is kept of several articles the sentences that stand where others of theirs do.

    Each of them is short, so that some are doubted, and one that loses any is soon lost itself.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for i, block in enumerate(blocks):
        if (
            block.kind is not BlockKind.HEADING
            and block.link_share <= MOSTLY_LINKS
            and "hidden" not in block.hints
            and furniture.is_prose(block.text)
        ):
            names = tuple(element.signature for element in block.path[-ALIKE_LEVELS:])
            alike.setdefault(names, []).append(i)
    for same in alike.values():
        if kept[same].sum() >= MIN_ALIKE_SHARE * len(same):
            for i in same:
                kept[i] = kept[i] or not furniture.is_furniture(blocks[i].text)


def _leave_pull_quotes(blocks: Sequence[Block], kept: NDArray[np.bool_]) -> None:
    """Takes from what is kept the words set off as quotes that a paragraph says too.

    And the line right below them in the same element, which says whose they are.
    """
    said = np.flatnonzero(kept).tolist()
    set_off = [(i, number) for i in said if (number := _set_off_in(blocks[i]))]
    quotes = [(i, number) for i, number in set_off if _is_quote(blocks[i].text)][:MAX_PULL_QUOTES]
    apart = {i for i, _ in quotes}
    others = [fold(blocks[i].text) for i in said if i not in apart] if quotes else []
    around = dict(set_off)
    for i, number in quotes:
        folded = fold(blocks[i].text)
        kept[i] = not any(folded in text for text in others)
        is_signed = around.get(i + 1) == number and not furniture.is_prose(blocks[i + 1].text)
        if is_signed and not kept[i]:
            kept[i + 1] = False


def _leave_hidden_copies(blocks: Sequence[Block], kept: NDArray[np.bool_]) -> None:
    """Takes from what is kept the hidden blocks that say several paragraphs which are shown.

    They hold the text once more, for a player or for whoever scrolls on.
    """
    said = np.flatnonzero(kept).tolist()
    hidden = [i for i in said if "hidden" in blocks[i].hints]
    if not 0 < len(hidden) <= MAX_HIDDEN_COPIES:
        return
    shown = [fold(blocks[i].text) for i in said if "hidden" not in blocks[i].hints]
    whole = [text for text in shown if len(text) >= furniture.MIN_COPY_CHARS]
    for i in hidden:
        folded = fold(blocks[i].text)
        copied = [text for text in whole if text in folded]
        least = MIN_COPIED_SHARE * len(folded)
        kept[i] = len(copied) < MIN_COPIED or sum(map(len, copied)) < least


def _is_quote(text: str) -> bool:
    """Whether a text may be words of another: sentences, or something between marks."""
    is_marked = text[0] in "“\"„«»‘'「『" and furniture.weigh(text) >= MIN_QUOTE_CHARS
    return is_marked or furniture.is_prose(text)


def _set_off_in(block: Block) -> int | None:
    """The number of the element that sets a block off: a quote, or one that is called so."""
    if block.kind is BlockKind.HEADING and "blockquote" not in block.hints:
        return None
    near = block.path[-QUOTE_LEVELS:]
    is_quote = (one.number for one in near if one.tag == "blockquote" or one.names & _QUOTE)
    return next(is_quote, None)


def _is_one_of_three(before: Block, block: Block, behind: Block) -> bool:
    """Whether a block is a paragraph, item or cell as those on both sides of it are.

    All in one element, with elements of one name, and it is no link and no line of the page's own.
    """
    places = {(one.path[-1].signature, one.path[-2:][0].number) for one in (before, block, behind)}
    return (
        len(places) == 1
        and block.link_share <= MOSTLY_LINKS
        and "hidden" not in block.hints
        and not furniture.is_furniture(block.text)
    )


def _folded_start(text: str) -> str:
    start = fold(text[:_START_CHARS])[:_FOLDED_START_CHARS]
    return start if len(start) == _FOLDED_START_CHARS else fold(text)[:_FOLDED_START_CHARS]


def _label(
    blocks: Sequence[Block], body: Sequence[int], authors: Sequence[str] = ()
) -> list[Label]:
    """Names the blocks of one article, given those that are its body, and the page's authors."""
    labels = [Label.FURNITURE] * len(blocks)
    idle = _idle_hints([blocks[i] for i in body if len(blocks[i].text) > MAX_STAMP_CHARS])
    body = [i for i in body if not (_is_stamp(blocks[i], idle) or _is_bare_caption(blocks[i]))]
    body = list(dropwhile(lambda i: _is_day_heading(blocks[i]), body))
    if not body:
        return labels
    headline = _find_headline(blocks, body)
    if headline is not None:
        labels[headline] = Label.HEADLINE
    first = max(
        0,
        headline - MAX_TRAIL_BLOCKS if headline is not None and headline < body[0]
        else body[0] - MAX_UNTITLED_MASTHEAD_BLOCKS,
    )  # fmt: skip
    paragraphs = set(body)
    idle = _idle_hints([blocks[i] for i in body])
    lead = _first_of_main(blocks, body)
    told = next((i for i in body if furniture.is_prose(blocks[i].text)), body[0])
    for i in range(first, min(len(blocks), body[-1] + 1 + MAX_TRAIL_BLOCKS)):
        if i != headline:
            is_within = (body[0] if headline is None else headline) < i < body[-1]
            hints = _telling_hints(blocks[i], idle)
            if i > body[0]:  # where a piece of the article has a subtitle of its own
                hints -= {"standfirst"}
            elif headline is not None and i < headline:  # where the site says what it is
                hints -= {"description", "standfirst"}
            labels[i] = _name(blocks[i], hints, i in paragraphs, i < lead, i < told, is_within)
    if Label.BODY not in labels:
        for i in body:
            labels[i] = Label.BODY
    if authors and Label.BYLINE not in labels:
        _find_authors(blocks, labels, authors)
    if Label.STANDFIRST not in labels and headline is not None:
        _find_standfirst(blocks, labels, headline, idle)
    take_tail(blocks, labels)
    _take_pictured(blocks, labels)
    return labels


def _take_pictured(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Makes captions of paragraphs that say who stands where, right above whose the picture is."""
    body = find_all(Label.BODY, labels)
    paragraphs = len(body)
    for i in body:
        if (
            paragraphs > 1
            and i + 1 < len(blocks)
            and labels[i + 1] is not Label.BODY
            and furniture.is_picture_source(blocks[i + 1].text)
            and furniture.places_people(blocks[i].text)
        ):
            labels[i] = Label.CAPTION
            paragraphs -= 1


def _idle_hints(body: Sequence[Block]) -> frozenset[str]:
    """The hints that most of a body has, as those of a page's own element and its names."""
    return frozenset(
        hint for hint in _INHERITED if 2 * sum(hint in block.hints for block in body) > len(body)
    )


def _telling_hints(block: Block, idle: frozenset[str]) -> frozenset[str]:
    """A block's hints without the idle ones, unless it or what is right around it is called so."""
    if idle.isdisjoint(block.hints):
        return block.hints
    names = 0
    for element in block.path[-2:]:
        names |= element.names
    return block.hints - {hint for hint in idle if not _INHERITED[hint] & names}


def _find_authors(blocks: Sequence[Block], labels: list[Label], authors: Sequence[str]) -> None:
    """Makes the line above the first sentences that names one of the page's authors a byline.

    Names that the page's head does not know may be anybody's, or labels.
    """
    body = find_all(Label.BODY, labels)
    told = next((i for i in body if furniture.is_prose(blocks[i].text)), body[0])
    for i in range(told):
        text = blocks[i].text
        if (
            labels[i] in (Label.FURNITURE, Label.BODY)
            and any(name in text for name in authors)  # in a hundredth of the time
            and not set(authors).isdisjoint(split_authors(text))
        ):
            labels[i] = Label.BYLINE
            return


def _find_standfirst(
    blocks: Sequence[Block], labels: list[Label], headline: int, idle: frozenset[str]
) -> None:
    """Makes a standfirst of the paragraph that the text begins with, if the markup calls it so.

    It alone: of several the text goes on in the next. Else of what stands between the headline and
    the text: a sentence that is set otherwise than paragraphs are, or right below the headline any
    text in another place; rather no heading.
    """
    body = find_all(Label.BODY, labels)
    if len(body) == 1 or body[0] < headline:
        return
    first, second = (_is_called_standfirst(blocks[i], idle) for i in body[:2])
    if first and not second:
        labels[body[0]] = Label.STANDFIRST
        return
    title = fold(blocks[headline].text)
    found = [
        i
        for i in range(headline + 1, min(body[0], headline + 1 + MAX_BELOW_HEADLINE))
        if labels[i] is Label.FURNITURE
        and _may_be_standfirst(blocks[i], i == headline + 1)
        and fold(blocks[i].text) not in title
    ]
    if not found:
        return
    set_as = {blocks[i].path[-1].signature for i in body}
    places = {blocks[i].path[-2:][0].number for i in body}
    apart = [
        i
        for i in found
        if blocks[i].path[-1].signature not in set_as
        or (i == headline + 1 and blocks[i].path[-2:][0].number not in places)
    ]
    if apart:
        labels[min(apart, key=lambda i: blocks[i].kind is BlockKind.HEADING)] = Label.STANDFIRST


def _is_called_standfirst(block: Block, idle: frozenset[str]) -> bool:
    """Whether the markup calls a paragraph a standfirst, which the head does not cut short."""
    hints = _telling_hints(block, idle)
    near = block.path[-1].names | block.path[-2:][0].names
    return "excerpt" not in hints and not near & _PICTURE and _is_said_standfirst(block, hints)


def _may_be_standfirst(block: Block, is_next: bool) -> bool:
    """Whether a line that stands below a headline, maybe right below it, may lead in to a text."""
    text = block.text
    if block.links or furniture.weigh(text) < furniture.MIN_PROSE_CHARS:
        return False
    names = 0
    for element in block.path[-3:]:
        if element.tag not in _WHOLE:
            names |= element.names
    return (
        (is_next or (furniture.is_prose(text) and not names & _BESIDE))
        and not names & _NO_SUBTITLE
        and block.hints.isdisjoint(("byline", "hidden", "title"))
        and not holds_date(text)
        and not furniture.is_notice(text)
        and not is_of_page(text)
        and not is_widget(text)
        and find_biography(text) is None
    )


def _is_stamp(block: Block, idle: frozenset[str]) -> bool:
    """Whether the markup calls a short block a date, and not all of what it stands in."""
    named = [element.names & _INHERITED["date"] for element in block.path]
    near = named[-1:] if "date" in idle else named[-STAMP_LEVELS:]
    return (
        "date" in block.hints
        and len(block.text) <= MAX_STAMP_CHARS
        and (any(near) or not (any(named) or "date" in idle))
    )


def _is_bare_caption(block: Block) -> bool:
    """Whether a block is a caption outside of any figure: what figures hold may be quotes."""
    return block.tag == "figcaption" and "figure" not in block.hints


def _name(
    block: Block,
    hints: frozenset[str],
    is_body: bool,
    is_above: bool,
    is_before: bool,
    is_within: bool,
) -> Label:
    """What a block is to its article: one of its body, above its first paragraph, or near it.

    Args:
        block: it.
        hints: its hints, but for those that tell nothing on its page.
        is_body: whether the model takes it for body.
        is_above: whether it stands above the first paragraph of where most of the body is.
        is_before: whether it stands above the first sentences of all that.
        is_within: whether it stands below the headline and above the last paragraph.
    """
    text = block.text
    is_line = not furniture.is_prose(text)
    if furniture.is_credit(text):
        return Label.CREDIT
    if is_body:
        # Of joiners and marks of direction alone nothing is seen.
        if furniture.is_embedded(text) or not any(map(str.isprintable, text)):
            return Label.FURNITURE
        # "ALSO READ: …" leads to another article, among paragraphs too.
        if (
            is_of_page(text)
            or (is_line and _is_of_frame(text))
            or (block.link_share >= MIN_LEADING_LINK_SHARE and furniture.is_furniture(text))
        ):
            return Label.FURNITURE
        if is_line and furniture.is_only_picture_source(text):
            return Label.FURNITURE
        if is_line and furniture.is_picture_line(text):
            return Label.CAPTION
        # What the head cuts short, or quotes more of, is an article's beginning.
        if is_above and "description" in hints and "excerpt" not in hints:
            return Label.STANDFIRST
        if furniture.is_date_line(text) and (
            is_before or furniture.is_modified(text) or furniture.says_published(text)
        ):
            return Label.DATE
        is_byline = is_line and (
            furniture.is_byline(text)
            or names_author(text)
            or ("byline" in hints and (is_above or is_names(text)))
        )
        return Label.BYLINE if is_byline else Label.BODY
    if any(map(furniture.is_furniture, text.split("\n"))):
        return Label.FURNITURE
    if _is_said_caption(block, hints):
        # Who signs and dates an article may stand in the frame of a picture, and in a small type.
        if "date" in hints and furniture.is_date_line(text):
            return Label.DATE
        if _is_said_byline(block, hints) and furniture.is_byline(text):
            return Label.BYLINE
        is_below = not (is_before or is_within)
        is_none = is_widget(text) or is_of_page(text) or (is_below and furniture.is_notice(text))
        return Label.FURNITURE if is_none else Label.CAPTION
    if (
        furniture.is_byline(text)
        or ("byline" in hints and is_line)
        or (is_above and is_line and names_author(text))
    ):
        return Label.BYLINE
    is_date = furniture.is_date_line(text) or ("date" in hints and is_line)
    if is_date or (is_before and (is_clock(text) or furniture.says_published(text))):
        return Label.DATE
    # What leads to a page about photography ends in a picture's source too, but by links.
    if (
        not block.links
        and len(text) <= furniture.MAX_PICTURED_CHARS
        and (furniture.ends_in_picture_source(text) or (is_within and _is_beside_picture(block)))
        and not is_widget(text)
    ):
        return Label.CAPTION
    if is_above and ("description" in hints or _is_said_standfirst(block, hints)):
        return Label.STANDFIRST
    return Label.FURNITURE


def _is_of_frame(text: str) -> bool:
    """Whether a line of several words is a frame's or a player's; one may be a story's."""
    return " " in text and "://" not in text and is_widget(text)


def _is_said_caption(block: Block, hints: frozenset[str]) -> bool:
    """Whether the markup says that a block is a caption: of a figure all that is not in it."""
    if block.kind is BlockKind.CAPTION or {"caption", "figure"} <= hints:
        return True
    if "caption" in hints:
        near = block.path[-1].names | block.path[-2:][0].names
        return not near & _NO_PICTURE
    if "figure" not in hints:
        return False
    names = 0
    for element in reversed(block.path):
        if element.tag in ("figure", "figcaption"):
            return element.tag == "figcaption" or not names & _PRESSED
        if element.tag in ("table", "blockquote"):
            return False
        names |= element.names
    return False


def _is_said_standfirst(block: Block, hints: frozenset[str]) -> bool:
    """Whether the markup says that a block is a standfirst, and of nothing else around it."""
    names = 0
    for element in block.path[-4:]:
        if element.tag not in _WHOLE:
            names |= element.names
    return (
        "standfirst" in hints
        and furniture.weigh(block.text) >= MIN_STANDFIRST_CHARS
        and not names & _NO_STANDFIRST
        and block.link_share < MAX_STANDFIRST_LINK_SHARE
        and not is_widget(block.text)
    )


def _is_said_byline(block: Block, hints: frozenset[str]) -> bool:
    """Whether the markup says of what may be a caption that it is a byline.

    An address is how to reach an article's author (HTML standard, "the address element").
    """
    return block.tag == "address" or ("byline" in hints and "figure" not in hints)


def _is_beside_picture(block: Block) -> bool:
    """Whether a block is words in an element that is called a picture's, or in one right in it."""
    names = 0
    for element in block.path[-2:]:
        names |= element.names
    is_caption = names & _PICTURE > 0 and not names & _NO_CAPTION
    return is_caption and block.kind is not BlockKind.HEADING and any(map(str.isalpha, block.text))


def _first_of_main(blocks: Sequence[Block], body: Sequence[int]) -> int:
    """The first paragraph in the element that holds most of the body; what is above may lead in."""
    chars: dict[int, int] = {}
    for i in body:
        around = blocks[i].path[-2:][0].number
        chars[around] = chars.get(around, 0) + len(blocks[i].text)
    main = max(chars, key=lambda number: (chars[number], -number))
    return next(
        (
            i
            for i in body
            if blocks[i].path[-2:][0].number == main and blocks[i].kind is not BlockKind.HEADING
        ),
        body[0],
    )


def _is_day_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and furniture.is_day(block.text)


def _find_headline(blocks: Sequence[Block], body: Sequence[int]) -> int | None:
    """The article's headline: the heading that its metadata names, else one above its body.

    A day is a headline only where there is no other: blogs have one above all posts of that day.
    """
    for i, block in enumerate(blocks):
        if "title" in block.hints and i <= body[-1]:
            return i
    tags = "h1", "h2", "h3"
    above = range(max(0, body[0] - MAX_MASTHEAD_BLOCKS), body[0])
    headings = [i for i in reversed(above) if blocks[i].tag in tags]
    others = [i for i in headings if not _is_day_heading(blocks[i])]
    # A post's headline looks like a subheading to whoever sees only the page's.
    if not others and blocks[body[0]].kind is BlockKind.HEADING:
        return body[0]
    return min(others or headings, key=lambda i: blocks[i].tag, default=None)
