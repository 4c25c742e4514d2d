"""What a second worker gives: `presscut ingest` of made WARC files, 1 worker against 2.

    python -m benchmarks.scale PAGES [--megabytes 500] [--files 1]

PAGES is a folder of dumps; the WARC files are made of its HTML pages, again and again with
changed text. The figure is the ratio of wall times.
"""

import tempfile
from pathlib import Path

from benchmarks.measure import (
    html_pages,
    ingest_command,
    make_parser,
    wall_of_command,
    write_warcs,
)


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--files", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dumps = Path(folder, "dumps")
        pages = [page.payload for page in html_pages(arguments.pages)]
        count = write_warcs(pages, dumps, arguments.megabytes * 10**6, files=arguments.files)
        took = {}
        for workers in (1, 2):
            output = str(Path(folder, f"out{workers}"))
            command = ingest_command([str(dumps)], output, "--workers", str(workers))
            took[workers] = wall_of_command(command)
            rate = count / took[workers]
            print(
                f"{workers} worker{'s' * (workers > 1)}: {took[workers]:.1f} s, {rate:.1f} pages/s"
            )
        print(f"ratio {took[1] / took[2]:.2f}")


if __name__ == "__main__":
    main()
