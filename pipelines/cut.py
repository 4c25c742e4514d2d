"""`presscut cut`: how a dump is cut, line by line. The tool to debug with."""

import os
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from rich.console import Console
from rich.text import Text

from pipelines.config import UsageError, match_pattern
from schemas.records import Reject, RejectReason
from transforms.blocks import Block
from transforms.cut_page import segment_page
from transforms.labels import Label, Span
from transforms.limits import ReadOptions
from transforms.pages import Page
from transforms.read import read_input
from transforms.storage import is_local

_STYLES = MappingProxyType(
    {
        Label.HEADLINE: "bold cyan",
        Label.STANDFIRST: "cyan",
        Label.BYLINE: "magenta",
        Label.DATE: "magenta",
        Label.CAPTION: "yellow",
        Label.BODY: "",
        Label.CREDIT: "magenta",
        Label.FURNITURE: "bright_black",
    }
)


def cut_file(path: str, options: ReadOptions, console: Console) -> None:
    """Prints every block of a dump's pages: its article's number, its label, how likely that is.

    Raises:
        UsageError: where the file cannot be read at all.
    """
    for item in _read_file(path, options):
        cut = item if isinstance(item, Reject) else _cut_page(item)
        if isinstance(item, Page):
            console.rule(Text(item.url or f"page {item.source.page}"), style="dim", align="left")
        if isinstance(cut, Reject):
            console.print(Text(f"reject {cut.reason.value}: {cut.detail}", style="red"))
        else:
            _print_spans(cut, console)


def cut_file_to_json(path: str, options: ReadOptions) -> Iterator[str]:
    """Every block of a dump's pages as a line of JSON, and every reject.

    A block has `page`, `url`, `article` (from 1; null for what no article has), `line`, `label`,
    `probability` (null where no model was asked) and `text`; a reject `page`, `reject` and
    `detail`.

    Raises:
        UsageError: where the file cannot be read at all.
    """
    for item in _read_file(path, options):
        cut = item if isinstance(item, Reject) else _cut_page(item)
        place = {"page": item.source.page, "url": item.url if isinstance(item, Page) else None}
        if isinstance(cut, Reject):
            yield _to_json({**place, "reject": cut.reason.value, "detail": cut.detail})
            continue
        for number, block, label, probability in _numbered(cut):
            yield _to_json(
                {
                    **place,
                    "article": number,
                    "line": block.line,
                    "label": label.value,
                    "probability": probability,
                    "text": block.text,
                }
            )


def _to_json(values: dict[str, Any]) -> str:
    return orjson.dumps(values).decode()


def _read_file(path: str, options: ReadOptions) -> Iterator[Page | Reject]:
    if not is_local(path):
        match_pattern(path)  # which says it where the filesystem's library is not installed
    elif os.path.isdir(path):
        raise UsageError(f"{path!r} is a folder: give one of its files")
    for item in read_input(path, options):
        if isinstance(item, Reject) and item.reason is RejectReason.UNREADABLE:
            raise UsageError(f"{path!r}: {item.detail}")
        if isinstance(item, Page | Reject):
            yield item


def _cut_page(page: Page) -> tuple[Span, ...] | Reject:
    """The spans of a page, or why it cannot be read."""
    segmented = segment_page(page)
    return segmented if isinstance(segmented, Reject) else segmented.spans


def _numbered(
    spans: Sequence[Span],
) -> Iterator[tuple[int | None, Block, Label, float | None]]:
    """Each block with its article's number, its label, and how likely that is."""
    articles = 0
    for span in spans:
        articles += span.is_article
        likely = span.probabilities or [None] * len(span.blocks)
        for block, label, probability in zip(span.blocks, span.labels, likely, strict=True):
            own = span.is_article and label is not Label.FURNITURE
            yield articles if own else None, block, label, probability


def _print_spans(spans: Sequence[Span], console: Console) -> None:
    lines = 0
    for number, block, label, probability in _numbered(spans):
        lines += 1
        likely = "" if probability is None else f"{probability:.0%}"
        console.print(
            Text(f"{block.line:>5} {number or '·':>3} ", style="dim")
            + Text(f"{label.value:<10} ", style=_STYLES[label] or "green")
            + Text(f"{likely:>4} ", style="dim")
            + Text(block.text.replace("\n", " · "), style=_STYLES[label]),
            soft_wrap=True,
        )
    articles = sum(span.is_article for span in spans)
    console.print(
        Text(f"{articles} article{'s' if articles != 1 else ''} in {lines} lines", style="dim")
    )
