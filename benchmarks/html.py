"""What a page of HTML costs: `presscut ingest` beside trafilatura, on the same pages in turn.

    python -m benchmarks.html GOLD [--rounds 3]

GOLD is the folder that benchmarks.quality takes; its news pages are measured.

CPU a page is user and system time. presscut's is that of all its processes, from the files of
the pages to the Avro files: a run over all pages less a run over the first, since what a run
takes to start, which has a row of its own, it takes once and not for each of millions of pages.
trafilatura's is that of bare_extraction alone, warm, on bytes that are unpacked already.
The ratio is the median of the ratios of the rounds, in each of which both have their turn: a
machine that is busy with other things is so for both.

One page is CPU time again, of cut_page alone on presscut's side, the least that a page took in
any round.
"""

import gc
import os
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

# As the process that cuts has it (transforms.sandbox); to be said before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from benchmarks.measure import (
    Figures,
    cpu_of,
    cpu_of_command,
    html_pages,
    ingest_command,
    make_parser,
    print_head,
    print_rows,
)
from benchmarks.yardstick import extract_page
from transforms.cut_page import cut_page
from transforms.pages import Page

SIDES = ("presscut", "trafilatura")


def page_costs(gold: Path, rounds: int) -> tuple[Figures, Figures]:
    """What presscut and trafilatura take for the news pages."""
    folder = gold / "data" / "pages"
    pages = list(html_pages(folder))
    page_seconds(cut_page, pages)  # what they load at first use, and their caches
    page_seconds(extract_page, pages)
    # What this process holds beside their work is none that they should look through.
    gc.collect()
    gc.freeze()
    starts, ours, theirs = [], [], []
    our_pages, their_pages = [], []
    for _ in range(rounds):
        start = ingest_seconds(pages[0].source.dump)
        starts.append(start)
        ours.append((ingest_seconds(str(folder)) - start) / (len(pages) - 1))
        their_pages.append(page_seconds(extract_page, pages))
        theirs.append(sum(their_pages[-1]) / len(pages))
        our_pages.append(page_seconds(cut_page, pages))
    ratios = [left / right for left, right in zip(ours, theirs, strict=True)]
    return (
        {
            "CPU a page, ms": 1000 * statistics.median(ours),
            "CPU a page, ratio": statistics.median(ratios),
            "CPU of a run's start, ms": 1000 * statistics.median(starts),
            **distribution(our_pages),
        },
        {
            "CPU a page, ms": 1000 * statistics.median(theirs),
            "CPU a page, ratio": 1.0,
            **distribution(their_pages),
        },
    )


def ingest_seconds(dumps: str) -> float:
    """CPU time of an ingest run, all processes."""
    with tempfile.TemporaryDirectory() as output:
        return cpu_of_command(ingest_command([dumps], output, "--key", "none"))


def page_seconds(work: Callable[[Page], object], pages: Sequence[Page]) -> list[float]:
    """CPU time of each page."""
    return [cpu_of(partial(work, page)) for page in pages]


def distribution(rounds: Sequence[Sequence[float]]) -> Figures:
    """How the pages' times lie, of the least time of each page."""
    seconds = [min(times) for times in zip(*rounds, strict=True)]
    middle = statistics.median(seconds)
    return {
        "one page, median, ms": 1000 * middle,
        "one page, 99th percentile, ms": 1000 * statistics.quantiles(seconds, n=100)[98],
        "one page, slowest, ms": 1000 * max(seconds),
        "one page, slowest to median": max(seconds) / middle,
    }


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print_head(*SIDES)
    print_rows(*page_costs(arguments.gold, arguments.rounds))


if __name__ == "__main__":
    main()
