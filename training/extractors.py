"""Gold pages as the text that extractors give of them."""

from collections.abc import Iterator, Sequence

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from training.gold import GoldPage
from training.text_pages import TextPage, text_page
from transforms.blocks import BlockKind
from transforms.decode import decode_page


def load_text_pages(pages: Sequence[GoldPage], folds: Sequence[int]) -> list[TextPage]:
    """The pages of articles, as each of the extractors gives them."""
    return [
        text_page(text, extractor, page, own)
        for page, own in zip(pages, folds, strict=True)
        if page.is_article
        for extractor, text in extract_texts(page)
    ]


def extract_texts(page: GoldPage) -> Iterator[tuple[str, str]]:
    """The name of each extractor that finds anything, and what."""
    html = decode_page(page.page) or ""
    texts = {
        "main": extract_plain_text(html, main_content=True),
        "whole": extract_plain_text(html),
        "trafilatura": _trafilatura_text(html, page.gold["title"]),
        "blocks": _block_text(page),
    }
    yield from ((name, text) for name, text in texts.items() if text.strip())


def _trafilatura_text(html: str, title: str) -> str:
    """A headline, and what trafilatura takes for the article; empty where that is nothing."""
    text = trafilatura.extract(html, include_comments=False, include_tables=False)
    return f"{title}\n{text}" if text else ""


def _block_text(page: GoldPage) -> str:
    """Our own blocks as lines: one blank line before paragraphs and headings."""
    parts = []
    for block in page.blocks:
        is_tight = block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
        parts.append(("" if is_tight else "\n") + block.text)
    return "\n".join(parts)
