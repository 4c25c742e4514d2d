"""What a second worker gives on one large file: `presscut ingest` of a WARC, 1 worker against 2.

    python -m benchmarks.scale DUMP.warc.gz [--megabytes 500]

The WARC is made of the pages of the one given, again and again with changed text, a record a
gzip member. The figure is the ratio of wall times.
"""

import gzip
import os
import tempfile
from pathlib import Path

from benchmarks.measure import html_pages, ingest_command, make_parser, wall_of_command


def write_warc(pages: list[bytes], path: Path, size: int) -> int:
    """Writes records until the file has `size` bytes; says how many."""
    count = written = 0
    with path.open("wb") as file:
        while written < size:
            html = pages[count % len(pages)].replace(b"<p>", b"<p>%d " % count)
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{count}\r\n"
                f"WARC-Date: 2026-05-08T04:00:00Z\r\nContent-Length: {len(http)}\r\n"
                "Content-Type: application/http; msgtype=response\r\n\r\n"
            )
            record = gzip.compress(head.encode() + http + b"\r\n\r\n", 6)
            written += file.write(record)
            count += 1
    return count


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("dump")
    parser.add_argument("--megabytes", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.warc.gz"
        pages = [page.payload for page in html_pages(Path(arguments.dump))]
        count = write_warc(pages, path, arguments.megabytes << 20)
        took = {}
        for workers in (1, 2):
            output = os.path.join(folder, f"out{workers}")
            command = ingest_command([str(path)], output, "--workers", str(workers))
            took[workers] = wall_of_command(command)
            rate = count / took[workers]
            print(
                f"{workers} worker{'s' * (workers > 1)}: {took[workers]:.1f} s, {rate:.1f} pages/s"
            )
        print(f"ratio {took[1] / took[2]:.2f}")


if __name__ == "__main__":
    main()
