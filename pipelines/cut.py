"""`presscut cut`: how a dump is cut, line by line. The tool to debug with."""

from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from pipelines.config import UsageError
from schemas.records import Reject, RejectReason
from transforms.cut_page import cut_page, read_blocks
from transforms.decode import decode_page
from transforms.labels import Label, Span
from transforms.pages import Page
from transforms.read import read_input
from transforms.segment import segment_blocks

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


def cut_file(path: str, console: Console) -> None:
    """Prints every block of a dump's pages with its article's number and its label.

    Raises:
        UsageError: where the file cannot be read at all.
    """
    for item in read_input(path):
        if isinstance(item, Reject):
            if item.reason is RejectReason.UNREADABLE:
                raise UsageError(f"{path!r}: {item.detail}")
            _print_reject(item, console)
        elif isinstance(item, Page):
            _print_page(item, console)


def _print_page(page: Page, console: Console) -> None:
    console.rule(Text(page.url or f"page {page.source.page}"), style="dim", align="left")
    cut = cut_page(page)
    if isinstance(cut, Reject) and cut.reason is not RejectReason.NOT_AN_ARTICLE:
        _print_reject(cut, console)
        return
    blocks, metadata = read_blocks(decode_page(page) or "", page.media_type)
    articles = 0
    for span in segment_blocks(blocks, metadata):
        articles += span.is_article
        _print_span(span, articles if span.is_article else None, console)
    console.print(
        Text(
            f"{articles} article{'s' if articles != 1 else ''} in {len(blocks)} lines", style="dim"
        )
    )


def _print_reject(reject: Reject, console: Console) -> None:
    console.print(Text(f"reject {reject.reason.value}: {reject.detail}", style="red"))


def _print_span(span: Span, number: int | None, console: Console) -> None:
    margin = f"{number:>3}" if number else "  -"
    for block, label in zip(span.blocks, span.labels, strict=True):
        place = f"{block.line:>5} {margin if label is not Label.FURNITURE else '  ·'} "
        console.print(
            Text(place, style="dim")
            + Text(f"{label.value:<10} ", style=_STYLES[label] or "green")
            + Text(block.text, style=_STYLES[label]),
            soft_wrap=True,
        )
