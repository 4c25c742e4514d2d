"""`presscut show`: runs and their articles, for people and for other programs."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.avro import to_avro
from schemas.records import Article, Duplicate
from transforms.runs import Manifest, read_manifest, read_records

FORMATS = ("table", "jsonl", "text")
MAX_NAME_CHARS = 20


def show_output(
    output: str, runs: Sequence[str], form: str, limit: int | None, console: Console
) -> None:
    """Prints the runs of an output in one of FORMATS, at most `limit` articles a run."""
    for run in runs:
        manifest = read_manifest(output, run)
        articles = islice(_articles(output, manifest), limit)
        if form == "jsonl":
            for article in articles:
                sys.stdout.buffer.write(_json_line(article))
        elif form == "text":
            for article in articles:
                _print_text(article, console)
        else:
            print_manifest(manifest, console)
            _print_table(articles, console)


def show_story(output: str, runs: Sequence[str], story: str, form: str, console: Console) -> bool:
    """Prints an article and all its copies, as a table or as JSON lines, run by run.

    A line is the record and two fields more: its run, and whether it was kept.

    Returns:
        Whether there is any.
    """
    table = Table()
    for column in ("run", "reason", "alike", "title", "url", "dump"):
        table.add_column(column, justify="right" if column == "alike" else "left")
    for run in runs:
        manifest = read_manifest(output, run)
        for record in _copies(output, manifest, story):
            if form == "jsonl":
                sys.stdout.buffer.write(
                    _json_line(record, run=run, kept=isinstance(record, Article))
                )
            table.add_row(run, *_copy_row(record))
    if form != "jsonl" and table.rows:
        console.print(table)
    return bool(table.rows)


def _copies(output: str, manifest: Manifest, story: str) -> Iterator[Article | Duplicate]:
    for record in read_records(output, manifest, "articles"):
        if isinstance(record, Article) and story in {record.id, record.story}:
            yield record
    for record in read_records(output, manifest, "duplicates"):
        if isinstance(record, Duplicate) and record.kept_id == story:
            yield record


def _copy_row(record: Article | Duplicate) -> tuple[str | Text, ...]:
    reason, similarity = "kept", None
    if isinstance(record, Duplicate):
        reason, similarity = record.reason.value, record.similarity
    return (
        reason,
        "" if similarity is None else f"{similarity:.2f}",
        Text(record.title or "(no headline)"),
        Text(record.url or ""),
        Text(_short_name(record.source.dump)),
    )


def print_manifest(manifest: Manifest, console: Console) -> None:
    """Prints what a run read and what became of it."""
    books = manifest.books
    table = Table(title=f"run {manifest.run}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("dumps read", f"{books.dumps:,}")
    table.add_row("  bytes", f"{books.bytes:,}")
    for name, counts in books.formats.items():
        table.add_row(f"  {name}", f"{counts['bytes']:,} bytes, records: {counts['records']:,}")
    table.add_row("dumps already read", f"{books.already_read:,}")
    table.add_row("pages read", f"{books.pages:,}")
    _add_breakdown(table, "records skipped", books.skipped)
    table.add_row("articles written", f"{books.articles:,}")
    _add_breakdown(table, "duplicates dropped", books.duplicates_by_reason)
    rejects = {
        f"{stage} {reason}": number
        for stage, reasons in books.rejects.items()
        for reason, number in reasons.items()
    }
    _add_breakdown(table, "rejects", rejects)
    console.print(table)


def _add_breakdown(table: Table, name: str, parts: Mapping[str, int]) -> None:
    table.add_row(name, f"{sum(parts.values()):,}")
    for part, number in parts.items():
        table.add_row(f"  {part}", f"{number:,}")


def _articles(output: str, manifest: Manifest) -> Iterator[Article]:
    for record in read_records(output, manifest, "articles"):
        assert isinstance(record, Article)
        yield record


def _json_line(record: Article | Duplicate, **more: Any) -> bytes:
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
    return orjson.dumps(more | to_avro(record), option=options)


def _print_table(articles: Iterator[Article], console: Console) -> None:
    table = Table()
    table.add_column("title")
    for column in ("published", "lang", "words", "dump"):
        table.add_column(column, justify="right" if column == "words" else "left", no_wrap=True)
    for article in articles:
        published = article.published
        table.add_row(
            # Not the column, which would keep its width at the cost of the others.
            Text(article.title or "(no headline)", no_wrap=True, overflow="ellipsis"),
            f"{published:%Y-%m-%d}" if published else "",
            article.language,
            f"{article.words:,}",
            Text(_short_name(article.source.dump)),
        )
    console.print(table)


def _short_name(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    return name if len(name) <= MAX_NAME_CHARS else f"{name[: MAX_NAME_CHARS - 1]}…"


def _print_text(article: Article, console: Console) -> None:
    console.print(Text(article.title or "(no headline)", style="bold"))
    for name, value in _facts(article):
        # A path or an address that is broken over lines can be neither searched for nor copied.
        whole = name in {"url", "from"}
        console.print(Text(f"{name:>10}  ", style="dim") + Text(value), soft_wrap=whole)
    console.print()
    for paragraph in (*article.summary, *article.body.split("\n\n")):
        console.print(Text(paragraph))
        console.print()
    console.rule(style="dim")


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    facts: dict[str, Any] = {
        "authors": ", ".join(article.authors),
        "dateline": article.dateline,
        "agency": article.agency,
        "published": article.published,
        "modified": article.modified or article.modified_text,
        "language": article.language,
        "url": article.url,
        "captions": " / ".join(article.captions),
        "credit": article.credit,
        "from": f"{article.source.dump}, {_place(article)}",
    }
    for name, value in facts.items():
        if value:
            yield name, f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else value


def _place(article: Article) -> str:
    source = article.source
    lines = ""
    if source.first_line is not None:
        lines = f"lines {source.first_line} to {source.last_line}"
        if not source.offset and not source.page:
            return lines
    page = f", record {source.page}" if source.page else ""
    return f"byte {source.offset}{page}" + (f", its {lines}" if lines else "")
