"""Dumps of pages of which a part was cut off: their articles, and some of what is around them.

So are dumps of whoever leaves a page's menu out, and knows no more of where its article is: above
each article stand some lines of its site, below it others, and share lines, boxes and teasers are
in it. Most such dumps are of one site, which prints the same with each article. There are few
pages of any site here, so what one page has is put around the articles of others.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from training.glue import BODY, FURNITURE, TextDump, deal, gapped, outside, own_lines, usable
from training.text_pages import TextLine, TextPage
from transforms import furniture
from transforms.decode import squeeze
from transforms.roles import Role

# How many lines of a page are left above its article, and below it.
_LEFT_ABOVE = (0, 0, 1, 2, 3, 5, 8, 13, 25)
_LEFT_BELOW = (0, 2, 4, 8, 12, 20, 30, 50, 80)
# So many dumps are of one site, and so many articles cut off after some lines.
ONE_SITE = 0.6
BRIEF = 0.2
# Furniture that weighs as much tells of another article, and is another one's on another page.
MIN_TEASER = 25


def part_dumps(pages: Sequence[TextPage], draw: random.Random) -> list[TextDump]:
    """Dumps of pages with a part of what is around their articles, to learn from."""
    dumps: list[TextDump] = []
    for extractor in ("whole", "blocks"):
        own = usable(pages, extractor)
        dumps.extend(keep_parts(chosen, own, draw) for chosen in deal(own, draw))
    return dumps


def keep_parts(
    pages: Sequence[TextPage],
    others: Sequence[TextPage],
    draw: random.Random,
    *,
    brief: float = BRIEF,
) -> TextDump:
    """Pages joined, each with some lines of what is around its article, or around another's.

    Of so many articles as `brief` says only the first lines are left.
    """
    givers = [page for page in others if page.language == pages[0].language]
    around = _Around(draw.choice(givers), givers, draw)
    is_one_site = draw.random() < ONE_SITE
    gap = draw.choice((0, 0, 1, 1, 2, 4))
    line_gap = draw.choice((None, None, 0, 0, 1))
    lines: list[TextLine] = []
    for page in pages:
        if not is_one_site:
            around = _Around(page, givers, draw)
        first, *rest = around.dress(page, draw.random() < brief)
        if line_gap is not None:
            rest = [gapped(line, line_gap) if line.gap <= 1 else line for line in rest]
        lines.extend([gapped(first, gap), *rest])
    return TextDump(tuple(lines), tuple(pages))


class _Around:
    """What a page prints around its article and in it, in part, to be put around others."""

    def __init__(self, giver: TextPage, others: Sequence[TextPage], draw: random.Random) -> None:
        self.giver, self.others, self.draw = giver, others, draw
        above, below = draw.choice(_LEFT_ABOVE), draw.choice(_LEFT_BELOW)
        lines = outside(giver, before=True)
        self.above = lines[len(lines) - min(above, len(lines)) :]
        self.below = outside(giver, before=False)[:below]
        masthead, body = _halves(own_lines(giver))
        self.masthead = [line for line in masthead if line.role is Role.MASTHEAD]
        runs = groupby(body, key=lambda line: line.role)
        self.inside = [list(run) for role, run in runs if role is Role.INSIDE]
        self.printings = draw.choice((1, 1, 1, 2, 3))
        self.captions = draw.choice((1, 1, 2))

    def dress(self, page: TextPage, is_brief: bool) -> list[TextLine]:
        """A page's article and what stands around it."""
        is_own = page is self.giver
        lines = [line for line in own_lines(page) if is_own or line.role not in FURNITURE]
        masthead, body = _halves(lines)
        if is_brief:
            body = body[: self.draw.randint(1, 4)]
            while body[-1].role not in BODY:
                body.pop()
        if not is_own:
            masthead, body = self._dress_masthead(masthead), self._dress_body(body)
        return [*self._fresh(self.above), *masthead, *body, *self._fresh(self.below)]

    def _dress_masthead(self, masthead: Sequence[TextLine]) -> list[TextLine]:
        heads = [line for line in masthead if line.role is Role.HEADLINE]
        if not heads:
            return list(masthead)
        rest = [
            line
            for line in masthead
            if line.role is not Role.HEADLINE
            for _ in range(self.captions if line.role is Role.CAPTION else 1)
        ]
        at = self.draw.randint(0, len(rest))
        rest[at:at] = self._fresh(self.masthead)
        if self.printings == 3:
            rest.insert(self.draw.randint(0, len(rest)), heads[0])
        return [*heads[:1] * min(self.printings, 2), *rest]

    def _dress_body(self, body: list[TextLine]) -> list[TextLine]:
        for run in self.inside:
            if len(body) > 2 and self.draw.random() < 0.7:
                at = self.draw.randint(1, len(body) - 1)
                body = [*body[:at], *self._fresh(run), *body[at:]]
        return body

    def _fresh(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """Lines of furniture, half of those that tell of other articles telling of others."""
        return [
            self._other(line)
            if furniture.weigh(line.text) >= MIN_TEASER and self.draw.random() < 0.5
            else line
            for line in lines
        ]

    def _other(self, line: TextLine) -> TextLine:
        gold = self.draw.choice(self.others).gold
        text = squeeze(gold.get("title") or "")
        if furniture.is_prose(line.text):
            text = squeeze(gold["body"][0])[: self.draw.randint(80, 250)]
        return replace(line, text=text) if text else line


def _halves(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """The lines above the first paragraph, and those from it on."""
    first = next(i for i, line in enumerate(lines) if line.role in BODY)
    return list(lines[:first]), list(lines[first:])
