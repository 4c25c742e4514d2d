"""What memory a run takes, all its processes together, over the size of its dumps.

    python -m benchmarks.memory PAGES [--gigabytes 2 4] [--workers 2]

PAGES is a folder of dumps; WARC files are made of its HTML pages, again and again with changed
text. What pages of memory several processes share counts once (Linux's PSS); looked at five
times a second.
"""

import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.measure import (
    Figures,
    html_pages,
    ingest_command,
    make_parser,
    print_head,
    print_rows,
    write_warcs,
)

MEGABYTE = 10**6
BETWEEN_LOOKS = 0.2
FILES_IN_GIGABYTE = 4


def peak_of_command(command: list[str]) -> int:
    """The most memory, in bytes, that a command and its children have taken at once."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        family = psutil.Process(process.pid)
        while process.poll() is None:
            taken = 0
            for member in [family, *family.children(recursive=True)]:
                with suppress(psutil.Error):
                    taken += member.memory_full_info().pss
            peak = max(peak, taken)
            time.sleep(BETWEEN_LOOKS)
        if process.returncode:
            raise SystemExit(f"ingest ended with exit code {process.returncode}")
    return peak


def measure(pages: list[bytes], gigabytes: float, workers: int) -> Figures:
    """Figures of a run over so many bytes of dumps."""
    with tempfile.TemporaryDirectory() as folder:
        dumps = Path(folder, "dumps")
        files = max(1, round(FILES_IN_GIGABYTE * gigabytes))
        count = write_warcs(pages, dumps, round(gigabytes * 10**9), files=files)
        output = str(Path(folder, "out"))
        started = time.perf_counter()
        peak = peak_of_command(ingest_command([str(dumps)], output, "--workers", str(workers)))
        return {
            "pages": count,
            "pages a second": count / (time.perf_counter() - started),
            "peak of memory, MB": peak / MEGABYTE,
        }


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--gigabytes", type=float, nargs="+", default=[2, 4])
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    pages = [page.payload for page in html_pages(arguments.pages)]
    sides = [measure(pages, size, arguments.workers) for size in arguments.gigabytes]
    for side in sides:
        side["times the first"] = side["peak of memory, MB"] / sides[0]["peak of memory, MB"]
    print_head(*(f"{size:g} GB" for size in arguments.gigabytes))
    print_rows(*sides)


if __name__ == "__main__":
    main()
