"""How many pages go through: `presscut ingest` of WARC files, beside others, in turn.

    python -m benchmarks.throughput PAGES [--pages 5000] [--datatrove PYTHON] [--prism PROGRAM]

PAGES is a folder of dumps; WARC files are made of its HTML pages, again and again with changed
text, and all sides read the same: a plain loop over presscut's own functions in one process,
ingest with one worker and with two, ingest on Prism where that is, and datatrove (WarcReader,
Trafilatura, JsonlWriter, two tasks) where a Python is named that has it. CPU is user and system
time of all processes, their start with it.
"""

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

# As the process that cuts has it (transforms.sandbox); to be said before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from benchmarks.measure import (
    Figures,
    cpu_of_command,
    html_pages,
    ingest_command,
    make_parser,
    print_head,
    print_rows,
    write_warcs,
)
from pipelines.config import find_dumps
from schemas.avro import to_avro
from schemas.records import Article, Reject
from transforms.copies import copy_of, drop_copies, keys_of
from transforms.cut_page import cut_page
from transforms.keys import Key
from transforms.pages import Page
from transforms.read import read_input
from transforms.spool import record_order
from transforms.write import AvroWriter

FILES = 8
PLAIN, ONE, TWO, PRISM, DATATROVE = SIDES = (
    "plain loop",
    "1 worker",
    "2 workers",
    "Prism",
    "datatrove",
)
MILLION_HOURS = 1e6 / 3600


def plain_loop(folder: str) -> None:
    """Reads, cuts, drops copies and encodes, as ingest does, without Beam's engine."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for dump in find_dumps([folder], "no-output"):
        for item in read_input(dump.path):
            if isinstance(item, Reject):
                rejects.append(item)
            elif isinstance(item, Page):
                cut = cut_page(item)
                if isinstance(cut, Reject):
                    rejects.append(cut)
                else:
                    articles.extend(cut)
    copies = [copy_of(article, [Key.CONTENT]) for article in articles]
    duplicates = [dropped.duplicate for dropped in drop_copies(copies)]
    dropped = {duplicate.source for duplicate in duplicates}
    for kind, records in (
        ("articles", [article for article in articles if article.source not in dropped]),
        ("duplicates", duplicates),
        ("rejects", rejects),
        ("keys", [keys_of(copy) for copy in copies if copy.source not in dropped]),
    ):
        writer = AvroWriter(io.BytesIO(), kind)
        for record in sorted(records, key=record_order):
            writer.write(to_avro(record))
        writer.flush()


def measure(command: Sequence[str], pages: int) -> Figures:
    """Figures of a command that goes through so many pages."""
    started = perf_counter()
    cpu = cpu_of_command(command)
    return {
        "CPU a page, ms": 1000 * cpu / pages,
        "pages a CPU second": pages / cpu,
        "pages a second": pages / (perf_counter() - started),
        "CPU hours a million pages": cpu / pages * MILLION_HOURS,
    }


def commands(arguments: argparse.Namespace, dumps: str, output: str) -> dict[str, Sequence[str]]:
    """What is run, by side."""
    found: dict[str, Sequence[str]] = {
        PLAIN: [sys.executable, "-m", "benchmarks.throughput", dumps, "--plain"],
        ONE: ingest_command([dumps], f"{output}/one"),
        TWO: ingest_command([dumps], f"{output}/two", "--workers", "2"),
    }
    if arguments.prism:
        engine = ("--runner", "PrismRunner", "--prism_location", arguments.prism)
        found[PRISM] = ingest_command([dumps], f"{output}/prism", *engine)
    if arguments.datatrove:
        script = str(Path(__file__).with_name("datatrove_warc.py"))
        # Isolated: beside the script there is a module html, which Python has one of too.
        found[DATATROVE] = [arguments.datatrove, "-I", script, dumps, f"{output}/datatrove"]
    return found


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("folder", type=Path, metavar="PAGES")
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--datatrove", metavar="PYTHON")
    parser.add_argument("--prism", metavar="PROGRAM")
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.plain:
        plain_loop(str(arguments.folder))
        return
    pages = [page.payload for page in html_pages(arguments.folder)]
    size = arguments.pages * sum(map(len, pages)) // len(pages)
    with tempfile.TemporaryDirectory() as folder:
        dumps = Path(folder, "dumps")
        count = write_warcs(pages, dumps, size, files=FILES)
        print(f"{count:,} pages, {size / 1e9:.1f} GB")
        sides = {
            side: measure(command, count)
            for side, command in commands(arguments, str(dumps), folder).items()
        }
    print_head(*sides)
    print_rows(*sides.values())
    wall, cpu = "pages a second", "pages a CPU second"
    print(f"2 workers to 1, pages a second: {sides[TWO][wall] / sides[ONE][wall]:.2f}")
    print(f"plain loop to 1 worker, pages a CPU second: {sides[PLAIN][cpu] / sides[ONE][cpu]:.2f}")
    if DATATROVE in sides:
        ratio = sides[TWO][cpu] / sides[DATATROVE][cpu]
        print(f"2 workers to datatrove, pages a CPU second: {ratio:.2f}")


if __name__ == "__main__":
    main()
