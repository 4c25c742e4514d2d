"""`presscut show`: runs and their records, for people and for other programs."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.config import UsageError
from schemas.avro import to_avro
from schemas.records import Article, Duplicate, Record, Reject, Source
from transforms.runs import Manifest, read_manifest, read_records

FORMATS = ("table", "jsonl", "text")
# What a run has records of to show, and what of each stands in a table.
KINDS = MappingProxyType(
    {
        "articles": ("title", "published", "lang", "words", "dump"),
        "duplicates": ("title", "reason", "alike", "kept_id", "dump"),
        "rejects": ("detail", "stage", "reason", "dump", "place"),
    }
)
MAX_NAME_CHARS = 20


def show_output(
    output: str, runs: Sequence[str], kind: str, form: str, limit: int | None, console: Console
) -> None:
    """Prints the runs of an output and their records of one of KINDS, at most `limit` a run.

    In one of FORMATS, of which `text` is for articles alone. A reject's bytes are printed in
    JSON as text, with a backslash and two hex digits for each that is none.

    Raises:
        UsageError: where they cannot be read.
    """
    for run in runs:
        manifest = _manifest(output, run)
        records = islice(_records(output, manifest, kind), limit)
        if form == "jsonl":
            for record in records:
                sys.stdout.buffer.write(_json_line(record))
        elif form == "text":
            for record in records:
                assert isinstance(record, Article)
                _print_text(record, console)
        else:
            print_manifest(manifest, console)
            _print_table(kind, records, console)


def show_story(output: str, runs: Sequence[str], story: str, form: str, console: Console) -> bool:
    """Prints an article and all its copies, as a table or as JSON lines, run by run.

    A line is the record and two fields more: its run, and whether it was kept.

    Returns:
        Whether there is any.

    Raises:
        UsageError: where they cannot be read.
    """
    table = Table()
    for column in ("run", "reason", "alike", "title", "url", "dump"):
        table.add_column(column, justify="right" if column == "alike" else "left")
    for run in runs:
        manifest = _manifest(output, run)
        for record in _copies(output, manifest, story):
            if form == "jsonl":
                sys.stdout.buffer.write(
                    _json_line(record, run=run, kept=isinstance(record, Article))
                )
            table.add_row(run, *_copy_row(record))
    if form != "jsonl" and table.rows:
        console.print(table)
    return bool(table.rows)


def _manifest(output: str, run: str) -> Manifest:
    with _reading(output):
        return read_manifest(output, run)


def _records(output: str, manifest: Manifest, kind: str) -> Iterator[Record]:
    with _reading(output):
        yield from read_records(output, manifest, kind)


@contextmanager
def _reading(output: str) -> Iterator[None]:
    """Says of an output that it cannot be read; what is printed fails elsewhere.

    Raises:
        UsageError: where it cannot be read.
    """
    try:
        yield
    except FileNotFoundError as error:  # a reader holds no lock
        raise UsageError(
            f"{error.filename} has gone: show it again if a run was replaced or compacted just "
            "now, and else see presscut verify"
        ) from error
    except OSError as error:
        raise UsageError(f"{output!r} cannot be read: {error}") from error
    except ValueError as error:
        raise UsageError(f"{error}: see presscut verify") from error


def _copies(output: str, manifest: Manifest, story: str) -> Iterator[Article | Duplicate]:
    for record in _records(output, manifest, "articles"):
        if isinstance(record, Article) and story in {record.id, record.story}:
            yield record
    for record in _records(output, manifest, "duplicates"):
        if isinstance(record, Duplicate) and record.kept_id == story:
            yield record


def _copy_row(record: Article | Duplicate) -> tuple[str | Text, ...]:
    reason, alike = "kept", ""
    if isinstance(record, Duplicate):
        reason, alike = record.reason.value, _alike(record)
    return (
        reason,
        alike,
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


def explain_rejects(output: str, manifest: Manifest) -> str | None:
    """A sentence about a run that found nothing but rejects: what the most of them are, and why.

    The first of these tells why. In a file that is not what its name says the others tell less.

    Returns:
        None for a run that found articles, or nothing at all.

    Raises:
        OSError: where the rejects cannot be read.
        ValueError: where they are not as they were written.
    """
    books = manifest.books
    if books.articles_cut or not books.all_rejected:
        return None
    number, stage, reason = max(
        (number, stage, reason)
        for stage, reasons in books.rejects.items()
        for reason, number in reasons.items()
    )
    firsts: list[Reject] = []
    for shard in manifest.shards:
        for record in read_records(output, replace(manifest, shards=(shard,)), "rejects"):
            assert isinstance(record, Reject)
            if (record.stage.value, record.reason.value) == (stage, reason):
                firsts.append(record)
                break
    first = min(firsts, key=lambda reject: reject.source.order)
    return (
        f"no article came of it: {number:,} of {books.all_rejected:,} rejects are {stage} "
        f"{reason}, the first of {first.source.dump}, {_place(first.source)}: {first.detail} "
        f"(presscut show {output} --run {manifest.run} --kind rejects lists them all, and ingest "
        "--reread reads the same files again)"
    )


def _add_breakdown(table: Table, name: str, parts: Mapping[str, int]) -> None:
    table.add_row(name, f"{sum(parts.values()):,}")
    for part, number in parts.items():
        table.add_row(f"  {part}", f"{number:,}")


def _json_line(record: Record, **more: Any) -> bytes:
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
    return orjson.dumps(more | to_avro(record), default=_escape, option=options)


def _escape(value: Any) -> str:
    assert isinstance(value, bytes)
    return value.decode("utf-8", "backslashreplace")


def _print_table(kind: str, records: Iterator[Record], console: Console) -> None:
    table = Table()
    for column in KINDS[kind]:
        numbers = column in {"words", "alike"}
        # These share the room that the others leave, which are of no use cut short.
        gives_way = column in {"title", "detail", "dump", "place"}
        table.add_column(column, justify="right" if numbers else "left", no_wrap=not gives_way)
    for record in records:
        table.add_row(*_row(record))
    console.print(table)


def _row(record: Record) -> tuple[str | Text, ...]:
    """What KINDS has columns for."""
    dump = _cell(_short_name(record.source.dump))
    if isinstance(record, Article):
        published = f"{record.published:%Y-%m-%d}" if record.published else ""
        return _title(record), published, record.language, f"{record.words:,}", dump
    if isinstance(record, Duplicate):
        return _title(record), record.reason.value, _alike(record), record.kept_id, dump
    assert isinstance(record, Reject)
    place = Text(_place(record.source))
    return Text(record.detail), record.stage.value, record.reason.value, dump, place


def _title(record: Article | Duplicate) -> Text:
    return _cell(record.title or "(no headline)")


def _cell(said: str) -> Text:
    # Not the column, which would keep its width at the cost of the others.
    return Text(said, no_wrap=True, overflow="ellipsis")


def _alike(record: Duplicate) -> str:
    return "" if record.similarity is None else f"{record.similarity:.2f}"


def _short_name(path: str) -> str:
    r"""The name of a dump, in which a backslash is a letter, or part of an escape of a byte.

    >>> _short_name(r"in/latin1-\xe9.txt")
    'latin1-\\xe9.txt'
    """
    name = path.rpartition("/")[2]
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
        "from": f"{article.source.dump}, {_place(article.source)}",
    }
    for name, value in facts.items():
        if value:
            yield name, f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else value


def _place(source: Source) -> str:
    lines = ""
    if source.first_line is not None:
        lines = f"lines {source.first_line} to {source.last_line}"
        if not source.offset and not source.page:
            return lines
    page = f", record {source.page}" if source.page else ""
    return f"byte {source.offset}{page}" + (f", its {lines}" if lines else "")
