"""Whether a page holds one article or several: live blogs, and pages that print many in full.

Posts are told by structure alone: sibling elements of one kind of which nearly each that holds
body text says itself when it was posted. Headings and repeated elements are no evidence, for the
sections of an article, the items of a list and the answers of a FAQ have them too; a time of day,
or a date beside a headline and a byline, they have not.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from transforms import furniture
from transforms.blocks import Block, BlockKind, Element, count_words
from transforms.dates import CLOCK, EPOCH, holds_date
from transforms.names import group_bits

# A post of fewer words of body, which a sentence of news has, is a headline or a "more soon": no
# article, but no part of the page's own article either.
MIN_POST_WORDS = 20
# Two stamps may stand on a page by chance: its article's, and that of one to read next. Two
# headlines that look like the page's title do not.
MIN_POSTS = 3
MIN_LONG_POSTS = 2
# Among the siblings that hold body text, from the first post on, so many have to be posts.
MIN_POST_SHARE = 0.8
MAX_STAMP_CHARS = 80
# So many letters say that a post answers another, before a colon: Re, AW, Antw, Odp.
MARK_CHARS = range(1, 5)
# Of more words, what ends in a colon leads in what follows: "Two shelters were open at 4 p.m.:"
MAX_STAMP_WORDS = 4

# 20.31, which is a time of day where the markup says so.
_DOTTED_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_DIGITS = re.compile(r"\d+")
# What stands in a quoted post, a table or a reader's comment is not said of the element around it.
_FOREIGN = frozenset({"blockquote", "table", "figure"})
_COMMENT = group_bits("comment")
# Their classes may say that the page has comments.
_PAGE_TAGS = frozenset({"html", "body"})
# Whether a block gives a time of day, a date, a byline.
_Line = tuple[bool, bool, bool]


@dataclass(slots=True)
class _Told:
    """What an element says in all that it holds.

    Attributes:
        tag: its tag.
        parent: the number of the element around it; 0 for the outermost.
        place: its kind and the kinds of all elements around it; posts of one list share it.
        comment: whether it is, or stands in, a reader's comment.
        words: of body.
        stamp: whether it says day and hour, or how long ago, or an hour that is marked as a date.
        clock: whether it says a time of day.
        date: whether it says a day, or what is marked as a date.
        byline: whether it says who wrote it.
        heading: whether it has one.
        titled: whether it has a heading of the signature of the page's title.
    """

    tag: str
    parent: int
    place: int
    comment: bool
    words: int = 0
    stamp: bool = False
    clock: bool = False
    date: bool = False
    byline: bool = False
    heading: bool = False
    titled: bool = False

    def is_post(self) -> bool:
        """Whether it is a live blog's post, or an article with its own headline and date."""
        if self.stamp or (self.clock and self.heading):
            return True
        return self.date and self.heading and (self.byline or self.tag == "article" or self.titled)


def split_articles(blocks: Sequence[Block], kept: Sequence[bool]) -> tuple[tuple[int, ...], ...]:
    """Deals a page's blocks out to the articles that it holds.

    The first is the page's own article: the one with its title, or what stands outside all posts,
    such as the opening of a live blog. It may hold no body, as on a page that only lists posts.
    Then come the posts, in the order of the page, each with all its blocks: headline, date and
    byline too. Blocks of posts of less than MIN_POST_WORDS of body are dealt to none. A page of
    one article gives one tuple with all its blocks, a thread of a forum none.

    Sees posts only where each has an element of its own, and is no reader's comment. Takes linear
    time.

    Args:
        blocks: of one HTML page.
        kept: for each whether it is body text.
    """
    # Two posts have a stamp between them; the page of one article hardly ever has one in its body.
    body = [i for i, is_body in enumerate(kept) if is_body]
    if not body or not any(any(_read_line(block)[:2]) for block in blocks[body[0] : body[-1]]):
        return (tuple(range(len(blocks))),)
    nothing = False, False, False
    lines = [nothing if b.kind is BlockKind.HEADING else _read_line(b) for b in blocks]
    # Each post has a line of its own that says when.
    if sum(clock or date for clock, date, _ in lines) < MIN_LONG_POSTS:
        return (tuple(range(len(blocks))),)
    title = next((i for i, block in enumerate(blocks) if "title" in block.hints), None)
    signature = blocks[title].path[-1].signature if title is not None else None
    told = _listen(blocks, kept, lines, signature)
    posts = _find_posts(told)
    post_of: dict[int, int | None] = {0: None}
    for number, element in told.items():
        post_of[number] = number if number in posts else post_of[element.parent]
    own_post = post_of[blocks[title].path[-1].number] if title is not None else None
    own: list[int] = []
    others: defaultdict[int, list[int]] = defaultdict(list)
    headings: dict[int | None, str] = {}
    is_led_in = False
    for i, block in enumerate(blocks):
        post = post_of[block.path[-1].number]
        is_led_in |= post is None and kept[i]
        if block.kind is BlockKind.HEADING:
            headings.setdefault(post, block.text)
        if post is None or post == own_post:
            own.append(i)
        elif told[post].words >= MIN_POST_WORDS:
            others[post].append(i)
    headings.pop(None, None)
    if not is_led_in and _is_thread([*headings.values()]):
        return ()
    return (tuple(own), *(tuple(indexes) for indexes in others.values()))


def _is_thread(headings: Sequence[str]) -> bool:
    """Whether the headings of a page's posts are that of the first, as answers have it.

    In whatever language: behind a few letters and a colon, as in "Re: Of ice".
    """
    asked = headings[0].removeprefix("Re: ") if headings else ""
    return len(headings) > 1 and all(
        len(mark) in MARK_CHARS and text == asked
        for mark, colon, text in (heading.partition(": ") for heading in headings[1:])
    )


def body_of_post(blocks: Sequence[Block], body: Sequence[int]) -> list[int]:
    """The body of one of several articles, without the lines above it that say when it was posted.

    None where that has too few words for an article: what a live blog's posts stand under.
    """
    stamps = takewhile(lambda i: _says_when(blocks[i]), body)
    said = list(body[sum(1 for _ in stamps) :])
    words = sum(count_words(blocks[i].text) for i in said)
    return said if words >= MIN_POST_WORDS else []


def _listen(
    blocks: Sequence[Block], kept: Sequence[bool], lines: Sequence[_Line], title: str | None
) -> dict[int, _Told]:
    """What each element of a page says, by its number, an element before those that it holds.

    Takes what _read_line makes of each block, and the signature of the page's title.
    """
    told: dict[int, _Told] = {}
    places: dict[tuple[int, str], int] = {}
    for block, is_body, (clock, date, byline) in zip(blocks, kept, lines, strict=True):
        _open(block.path, told, places)
        own = told[block.path[-1].number]
        own.words += count_words(block.text) if is_body else 0
        if block.kind is BlockKind.HEADING:
            own.heading = True
            own.titled |= block.path[-1].signature == title
        elif not own.comment:
            own.stamp |= clock and date
            own.clock |= clock
            own.date |= date
            own.byline |= byline
    # What an element says, those around it say too.
    for inner in reversed(told.values()):
        if (outer := told.get(inner.parent)) is not None:
            outer.words += inner.words
            outer.stamp |= inner.stamp
            outer.clock |= inner.clock
            outer.date |= inner.date
            outer.byline |= inner.byline
            outer.heading |= inner.heading
            outer.titled |= inner.titled
    return told


def _open(
    path: Sequence[Element], told: dict[int, _Told], places: dict[tuple[int, str], int]
) -> None:
    """Enters the elements of a path that are new."""
    known = len(path)
    while known and path[known - 1].number not in told:
        known -= 1
    parent = path[known - 1].number if known else 0
    for element in path[known:]:
        outer = told.get(parent)
        # A post's number may stand in its first class; what it is about, in later ones.
        kind = _DIGITS.sub("", element.signature.split()[0])
        place = outer.place if outer is not None else 0
        told[element.number] = _Told(
            tag=element.tag,
            parent=parent,
            place=places.setdefault((place, kind), len(places) + 1),
            comment=(outer is not None and outer.comment)
            or (element.tag not in _PAGE_TAGS and bool(element.names & _COMMENT)),
        )
        parent = element.number


def _says_when(block: Block) -> bool:
    clock, date, _ = _read_line(block)
    leads_in = block.text.endswith(":") and count_words(block.text) > MAX_STAMP_WORDS
    return block.kind is not BlockKind.HEADING and (clock or date) and not leads_in


def _read_line(block: Block) -> _Line:
    """Whether a block gives a time of day, a date, a byline, and little else."""
    text = block.text
    if (
        len(text) > MAX_STAMP_CHARS
        or furniture.ends_sentence(text)
        or not _FOREIGN.isdisjoint(block.hints)
    ):
        return False, False, False
    if EPOCH.fullmatch(text):  # which some pages print for their scripts
        return True, True, False
    date = furniture.is_date_line(text)
    ago = date and not holds_date(text)
    hinted = "date" in block.hints and any(character.isdigit() for character in text)
    byline = furniture.is_byline(text) or "byline" in block.hints
    is_dotted = block.stamp is not None and _DOTTED_CLOCK.fullmatch(text) is not None
    return ago or is_dotted or CLOCK.search(text) is not None, date or hinted, byline


def _find_posts(told: dict[int, _Told]) -> frozenset[int]:
    """The numbers of the elements that are posts: of the list of posts with the most body text.

    Of a list in another the outer has more, or, where it is one of days, fewer posts.
    """
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for number, own in told.items():
        lists[own.place].append(number)
    most, best = (0, 0), frozenset[int]()
    for numbers in lists.values():
        posts = [number for number in numbers if told[number].is_post()]
        if len(posts) < MIN_POSTS and not all(told[n].titled for n in posts):
            continue
        if len(posts) >= MIN_POSTS:  # some posts of a live blog may do without a headline
            posts = [n for n in numbers if told[n].is_post() or told[n].clock]
        # Before the first text there may stand an element for the page's own headline and date.
        posts = list(dropwhile(lambda n: not told[n].words, posts))
        long = [n for n in numbers if posts and n >= posts[0] and told[n].words >= MIN_POST_WORDS]
        long_posts = set(posts).intersection(long)
        if len(long_posts) < max(MIN_LONG_POSTS, MIN_POST_SHARE * len(long)):
            continue
        size = sum(told[n].words for n in posts), len(posts)
        if size > most:
            most, best = size, frozenset(posts)
    return best
