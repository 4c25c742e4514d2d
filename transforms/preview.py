"""Articles of which a page shows the beginning alone, and holds all: behind a paywall, mostly."""

import json
import re
from collections.abc import Iterable, Sequence

from transforms import furniture
from transforms.blocks import Block
from transforms.decode import fold
from transforms.json_ld import string
from transforms.metadata import Metadata
from transforms.scripts import MAX_TEXT_CHARS, rich_texts
from transforms.text import text_blocks

# What is shown of an article is at most so long, in Latin characters' worth, and so much of it
# stands in the whole, which is so many times as long and no library.
MAX_PREVIEW_CHARS = 1500
MIN_HELD = 0.9
MIN_GROWTH = 1.5

_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def whole_in_json_ld(shown: Sequence[str], metadata: Metadata) -> tuple[Block, ...]:
    """The paragraphs of the articleBody, where those that are shown are its beginning; else none.

    Args:
        shown: the paragraphs of an article, at least one.
        metadata: of its page.
    """
    if not metadata.body or not _may_be_preview(shown):
        return ()
    return _find_whole(shown, [metadata.body.split("\n")])


def _may_be_preview(shown: Sequence[str]) -> bool:
    return sum(map(furniture.weigh, shown)) <= MAX_PREVIEW_CHARS


def whole_in_scripts(shown: Sequence[str], page: str) -> tuple[Block, ...]:
    """The same, of the texts in the data of a page's scripts."""
    if not _may_be_preview(shown):
        return ()
    words = max(_WORDS.findall("\n".join(shown)), key=len, default="")
    escaped = json.dumps(words)[1:-1]
    # Nearly all pages that show little hold no more, and to parse scripts takes long.
    is_told_again = page.count(words) > 1 or (escaped != words and escaped in page)
    return _find_whole(shown, rich_texts(page, (words, escaped)) if is_told_again else ())


def _find_whole(shown: Sequence[str], wholes: Iterable[Sequence[str]]) -> tuple[Block, ...]:
    """The shortest of some texts that what is shown is the beginning of: others hold several."""
    folded = list(map(fold, shown))
    chars = sum(map(len, folded))
    found: dict[str, Sequence[str]] = {}
    for paragraphs in wholes:
        if MIN_GROWTH * chars <= sum(map(len, paragraphs)) <= MAX_TEXT_CHARS:
            whole = fold(" ".join(paragraphs))
            held = sum(len(text) for text in folded if text in whole)
            if held >= MIN_HELD * chars and len(whole) >= MIN_GROWTH * chars:
                found[whole] = paragraphs
    if not found:
        return ()
    return text_blocks("\n".join(filter(None, map(string, found[min(found, key=len)]))))
