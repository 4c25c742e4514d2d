"""The pages to learn from: gold articles, and the blocks of the pages they stand on."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.records import Source
from training.labels import Labels, label_blocks
from transforms.blocks import Block
from transforms.cut_page import read_blocks
from transforms.decode import decode_page
from transforms.metadata import Metadata
from transforms.pages import MediaType, Page

SETS = ("pages", "wcxb")
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoldPage:
    """A page with its gold article.

    Attributes:
        page: as a run reads it.
        name: of its set.
        part: which part of the gold data it is from; folds are balanced over these.
        is_article: whether it holds a single article, or is a page of another kind.
        site: its registered domain.
        language: of its article, as gold says; English where it does not.
        blocks: may be none.
        metadata: what its head says.
        labels: what its blocks are to the gold article.
        gold: that article, as the gold data has it.
    """

    page: Page
    name: str
    part: str
    is_article: bool
    site: str
    language: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    labels: Labels
    gold: Mapping[str, Any]


def load_pages(gold: Path) -> list[GoldPage]:
    """All pages of HTML of the gold data, in its order.

    Raises:
        ValueError: for a page that is no text in any charset.
    """
    pages = []
    for name in SETS:
        for truth in json.loads((gold / "data" / f"{name}.gold.json").read_bytes()):
            payload = gzip.decompress((gold / "data" / name / truth["dump"]).read_bytes())
            page = Page(
                payload=payload,
                media_type=MediaType.HTML,
                source=Source(dump=truth["dump"], page=0),
            )
            text = decode_page(page)
            if text is None:
                raise ValueError(f"{truth['dump']} is no text")
            blocks, metadata = read_blocks(text, MediaType.HTML)
            pages.append(
                GoldPage(
                    page=page,
                    name=name,
                    part=truth["set"],
                    is_article=truth.get("kind", "article") == "article",
                    site=truth["domain"],
                    language=(truth.get("language") or "en")[:2],
                    blocks=blocks,
                    metadata=metadata,
                    labels=label_blocks([b.text for b in blocks], "\n".join(truth["body"])),
                    gold=truth,
                )
            )
    return pages


def fold_sites(pages: Sequence[GoldPage], folds: int = FOLDS) -> list[int]:
    """For each page its fold: a site is in one, and each fold has as much of every part."""
    parts: dict[str, Counter[str]] = {}
    for page in pages:
        parts.setdefault(page.site, Counter())[page.part] += 1
    loads: list[Counter[str]] = [Counter() for _ in range(folds)]
    fold_of: dict[str, int] = {}
    for site in sorted(parts, key=lambda site: (-parts[site].total(), site)):
        fold = min(
            range(folds),
            key=lambda i: (
                sum(loads[i][part] * n for part, n in parts[site].items()),
                loads[i].total(),
                i,
            ),
        )
        loads[fold].update(parts[site])
        fold_of[site] = fold
    return [fold_of[page.site] for page in pages]
