"""What reading costs: our readers against plain loops over the libraries below them.

    python -m benchmarks.read DUMP.warc.gz [--rounds 5]

On a WARC against FastWARC alone, and, its pages written as JSON lines, against orjson alone.
Nothing is cut. The figures are CPU seconds, of which the smallest of the rounds is taken on each
side, in turn; the peak of memory is that of our side in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson
from fastwarc import ArchiveIterator

from benchmarks.measure import cpu_of, html_pages, make_parser
from transforms.formats import open_dump, read_dump
from transforms.limits import ReadOptions
from transforms.pages import Page


def ours(path: str) -> tuple[int, int]:
    """How many records our reader finds, and the size of the largest page."""
    records = largest = 0
    with open(path, "rb") as stream:
        for item in read_dump(*open_dump(path, stream, ReadOptions())):
            records += 1
            if isinstance(item, Page):
                largest = max(largest, len(item.payload))
    return records, largest


def fastwarc_alone(path: str) -> None:
    """Reads every record's payload."""
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, parse_http=True):
            record.reader.read()


def orjson_alone(path: str) -> None:
    """Parses every line, and has its text as bytes."""
    with open(path, "rb") as stream:
        for line in stream:
            orjson.loads(line)["html"].encode()


def write_lines(warc: str, path: str) -> None:
    """The pages of a WARC as JSON lines."""
    with open(path, "wb") as lines:
        for page in html_pages(Path(warc)):
            html = page.payload.decode("utf-8", "replace")
            lines.write(orjson.dumps({"url": page.url, "html": html}) + b"\n")


def compare(name: str, path: str, alone: Callable[[str], None], rounds: int) -> None:
    """Prints one row."""
    left, right = [], []
    for _ in range(rounds):
        left.append(cpu_of(lambda: alone(path)))
        right.append(cpu_of(lambda: ours(path)))
    print(f"{name:6} library alone {min(left):.3f} s, ours {min(right):.3f} s, ", end="")
    print(f"{min(left) / min(right):.2f} of its records a second; ", end="")
    command = [sys.executable, "-m", "benchmarks.read", "--peak", path]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("dump")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peak", action="store_true", help="only read, and tell the peak")
    arguments = parser.parse_args()
    if arguments.peak:
        _, largest = ours(arguments.dump)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"peak memory {peak} MB, largest page {largest / 2**20:.1f} MB")
        return
    compare("WARC", arguments.dump, fastwarc_alone, arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        lines = str(Path(folder) / "pages.jsonl")
        write_lines(arguments.dump, lines)
        compare("JSONL", lines, orjson_alone, arguments.rounds)


if __name__ == "__main__":
    main()
