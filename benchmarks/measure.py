"""What the benchmarks share: clocks, commands, the pages of a dump, and a table."""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from transforms.formats import open_dump, read_dump
from transforms.limits import ReadOptions
from transforms.pages import MediaType, Page

Figures = Mapping[str, float]

_WHAT_WIDTH = 40
_FIGURE_WIDTH = 12


def make_parser(doc: str | None) -> argparse.ArgumentParser:
    """A parser that tells what its module measures, in the first line of its docstring."""
    return argparse.ArgumentParser(description=doc.splitlines()[0] if doc else None)


def ingest_command(dumps: Sequence[str], output: str, *options: str) -> list[str]:
    """`presscut ingest` as a process of its own, silent."""
    command = [sys.executable, "-m", "pipelines.cli", "ingest", *dumps, "--output", output]
    return [*command, "--quiet", *options]


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds that this process works on something."""
    started = time.process_time()
    work()
    return time.process_time() - started


def cpu_of_command(command: Sequence[str]) -> float:
    """CPU seconds of a command, user and system, with those of its children that it waited for."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    started = spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return spent() - started


def html_pages(dumps: Path) -> Iterator[Page]:
    """The pages of HTML in a dump, or in the dumps of a folder; without Beam, which weighs."""
    for path in sorted(dumps.iterdir()) if dumps.is_dir() else [dumps]:
        with path.open("rb") as stream:
            for item in read_dump(*open_dump(str(path), stream, ReadOptions())):
                if isinstance(item, Page) and item.media_type is MediaType.HTML:
                    yield item


def write_warcs(pages: Sequence[bytes], folder: Path, size: int, *, files: int = 1) -> int:
    """Writes a folder of WARC files that have so many bytes together; says how many pages.

    Args:
        pages: HTML, which is written again and again, with changed text each time.
        folder: where.
        size: bytes, rounded up to whole pages for each file.
        files: how many.
    """
    folder.mkdir()
    count = 0
    for number in range(files):
        written = 0
        with (folder / f"{number:03d}.warc").open("wb") as file:
            while written < size // files:
                html = pages[count % len(pages)].replace(b"<p>", b"<p>%d " % count)
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
                head = (
                    "WARC/1.1\r\nWARC-Type: response\r\n"
                    f"WARC-Target-URI: http://a.example/{count}\r\n"
                    f"WARC-Date: 2026-05-08T04:00:00Z\r\nContent-Length: {len(http)}\r\n"
                    "Content-Type: application/http; msgtype=response\r\n\r\n"
                )
                written += file.write(head.encode() + http + b"\r\n\r\n")
                count += 1
    return count


def print_head(*sides: str) -> None:
    """Prints the head of a table, whose columns are the sides compared."""
    print("what".ljust(_WHAT_WIDTH) + "".join(side.rjust(_FIGURE_WIDTH) for side in sides))


def print_rows(*sides: Figures) -> None:
    """Prints a row for each figure that the first side has, at once; – where another has none."""
    for what in sides[0]:
        figures = [_format(side.get(what)).rjust(_FIGURE_WIDTH) for side in sides]
        print(what.ljust(_WHAT_WIDTH) + "".join(figures), flush=True)


def _format(figure: float | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.3f}"
