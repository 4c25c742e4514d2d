"""trafilatura, which presscut is held against: the same pages, by its bare_extraction.

Needs the extra `bench`, which the tests do without.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trafilatura

from benchmarks.measure import html_pages
from transforms.pages import Page

# It warns of each page that it finds nothing in.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extract_page(page: Page) -> Any:
    """What trafilatura finds in a page's bytes, whose charset it finds out itself, or None.

    Balanced between precision and recall, as it is by default; its comments and tables, which by
    default stand in the text, are off. Comments are in no gold body. Tables are a matter of taste:
    with them it loses .003 on the set naeb, and wins .009 on the articles of wcxb.
    """
    return trafilatura.bare_extraction(
        page.payload, include_comments=False, include_tables=False, with_metadata=True
    )


def extract_articles(dumps: Path) -> Iterator[dict[str, Any]]:
    """Its articles of the pages of a folder, in the form that the scorers read.

    It names no language unless it is given a model for it, which nothing else here has.
    """
    for page in html_pages(dumps):
        found = extract_page(page)
        if found is not None and found.text:
            authors = (found.author or "").split(";")
            yield {
                "dump": Path(page.source.dump).name,
                "title": found.title,
                "body": found.text,
                "authors": [author.strip() for author in authors if author.strip()],
                "published": found.date,
            }
