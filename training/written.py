"""Dumps that were written to be learnt from, in languages and forms of which gold has no pages.

In each of their files a line begins with a tag and a space:

    @   where a page with an article begins; JSON with the article's language
    T   a headline, each time that it is printed
    S   a standfirst
    Y   a byline
    D   a date
    C   a caption
    B   a paragraph, a subheading or a point of a list
    F   furniture

Blank lines are the dump's own. A file without an @ holds no article.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from training.glue import TextDump
from training.gold import FOLDS
from training.text_pages import TextLine, TextPage
from transforms.decode import clean_text, squeeze
from transforms.roles import Role

WRITTEN = Path(__file__).parent / "written"
_PAGE = "@"
_HEADLINE, _BODY = "T", "B"
_ABOVE = {"S": Role.STANDFIRST, "Y": Role.BYLINE, "C": Role.CAPTION}
_TAGS = frozenset({_PAGE, _HEADLINE, _BODY, *_ABOVE, "D", "F"})


@dataclass(frozen=True, slots=True, eq=False)
class WrittenDump:
    """A dump that was written.

    Attributes:
        dump: as it was, its pages one below the other.
        fold: in which it is left out.
    """

    dump: TextDump
    fold: int


def read_written(folder: Path = WRITTEN) -> list[WrittenDump]:
    """All dumps of a folder, by name.

    Raises:
        ValueError: for a line that has no tag, and a page that has no paragraph.
    """
    return [
        WrittenDump(
            _parse(path.read_text(encoding="utf-8"), path.name),
            crc32(path.name.encode()) % FOLDS,
        )
        for path in sorted(folder.glob("*.txt"))
    ]


def written_pages(written: WrittenDump) -> list[TextPage]:
    """The pages with articles, as they are, and as an extractor would leave them."""
    pages = []
    for page in written.dump.pages:
        roles = [line.role is not Role.OUTSIDE for line in page.lines]
        first, end = roles.index(True), len(roles) - roles[::-1].index(True)
        for extractor, lines in (("whole", page.lines), ("main", page.lines[first:end])):
            pages.append(
                TextPage(
                    lines=lines,
                    gold=page.gold,
                    extractor=extractor,
                    site=page.site,
                    language=page.language,
                    fold=written.fold,
                    recall=1.0,
                    goes_on=0.0,
                )
            )
    return pages


def _parse(text: str, name: str) -> TextDump:
    pages: list[tuple[str, list[tuple[str, str, int]]]] = []
    above: list[tuple[str, str, int]] = []
    gap = 0
    for number, line in enumerate(text.split("\n"), 1):
        tag, _, rest = line.partition(" ")
        own = squeeze(clean_text(rest))
        if tag == _PAGE:
            pages.append((json.loads(rest)["language"], []))
        elif not line.strip() or (tag in _TAGS and not own):
            gap += 1
        elif tag in _TAGS:
            (pages[-1][1] if pages else above).append((tag, own, gap))
            gap = 0
        else:
            raise ValueError(f"{name}, line {number}: no tag")
    if pages:
        pages[0][1][:0] = above
    made = tuple(_page(lines, language, name) for language, lines in pages)
    lines = [line for page in made for line in page.lines] or [
        TextLine(text, gap, Role.OUTSIDE) for _, text, gap in above
    ]
    return TextDump(tuple(lines), made)


def _page(tagged: list[tuple[str, str, int]], language: str, name: str) -> TextPage:
    tags = [tag for tag, _, _ in tagged]
    if _BODY not in tags:
        raise ValueError(f"{name}: a page without a paragraph")
    opening, end = tags.index(_BODY), len(tags) - tags[::-1].index(_BODY)
    first = tags.index(_HEADLINE) if _HEADLINE in tags[:opening] else opening
    lines = []
    for i, (tag, text, gap) in enumerate(tagged):
        role = Role.OUTSIDE
        if first <= i < opening:
            role = Role.HEADLINE if tag == _HEADLINE else _ABOVE.get(tag, Role.MASTHEAD)
        elif opening <= i < end:
            role = Role.CAPTION if tag == "C" else Role.INSIDE
            if tag == _BODY:
                role = Role.OPENING if i == first else Role.BODY
        lines.append(TextLine(text, gap, role))
    titles = [text for tag, text, _ in tagged[:opening] if tag == _HEADLINE]
    return TextPage(
        lines=tuple(lines),
        gold={
            "title": titles[0] if titles else "",
            "body": [text for tag, text, _ in tagged if tag == _BODY],
        },
        extractor="whole",
        site=name,
        language=language,
        fold=crc32(name.encode()) % FOLDS,
        recall=1.0,
        goes_on=0.0,
    )
