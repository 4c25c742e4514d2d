"""What a second worker gives on one large file: `presscut ingest` of a WARC, 1 worker against 2.

    python benchmarks/scale.py DUMP.warc.gz [--megabytes 500]

The WARC is made of the pages of the one given, again and again with changed text, a record a
gzip member. The figure is the ratio of wall times.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from transforms.formats import open_dump, read_dump
from transforms.limits import ReadOptions
from transforms.pages import MediaType, Page


def read_pages(path: str) -> list[bytes]:
    """The HTML of a WARC's pages."""
    with open(path, "rb") as stream:
        return [
            item.payload
            for item in read_dump(*open_dump(path, stream, ReadOptions()))
            if isinstance(item, Page) and item.media_type is MediaType.HTML
        ]


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


def seconds(path: Path, output: str, workers: int) -> float:
    """Wall time of an ingest run."""
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(path), "--quiet"]
    started = time.perf_counter()
    subprocess.run([*command, "--output", output, "--workers", str(workers)], check=True)
    return time.perf_counter() - started


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dump")
    parser.add_argument("--megabytes", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.warc.gz"
        count = write_warc(read_pages(arguments.dump), path, arguments.megabytes << 20)
        took = {}
        for workers in (1, 2):
            took[workers] = seconds(path, os.path.join(folder, f"out{workers}"), workers)
            rate = count / took[workers]
            print(
                f"{workers} worker{'s' * (workers > 1)}: {took[workers]:.1f} s, {rate:.1f} pages/s"
            )
        print(f"ratio {took[1] / took[2]:.2f}")


if __name__ == "__main__":
    main()
