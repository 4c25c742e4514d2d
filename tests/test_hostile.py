"""Hostile dumps: each a reject, within the limits of time and memory."""

import gzip
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.cli import main
from transforms.runs import list_runs, read_manifest

MEASURED = """
import re, resource, sys
from pathlib import Path
from pipelines.cli import main
code = main(["ingest", sys.argv[1], "--output", sys.argv[2], "--run-id", "one", "--quiet"])
# Not ru_maxrss, in which a process starts with what its parent had.
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) // 1024
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(code, own, children)
"""


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE html [<!ENTITY e0 "ha">{levels}]><p>&e11;</p>'.encode()


HOSTILE = {
    "large.html": (lambda: b"<p>" + b"x" * (100 << 20), "READ", "TOO_LARGE"),
    "zeros.txt.gz": (lambda: gzip.compress(bytes(200 << 20)), "READ", "BOMB"),
    "zeros.warc.gz": (lambda: gzip.compress(bytes(200 << 20)), "READ", "BOMB"),
    "zeros.jsonl.gz": (lambda: gzip.compress(bytes(200 << 20)), "READ", "BOMB"),
    "line.jsonl": (lambda: b'{"text": "' + b"x" * (50 << 20) + b'"}\n', "READ", "TOO_LARGE"),
    "deep.html": (lambda: b"<div>" * 100_000 + b"<p>x</p>", "CUT", "TOO_LARGE"),
    "entities.html": (entity_bomb, "CUT", "NOT_AN_ARTICLE"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_dumps_are_rejects(name: str, tmp_path: Path) -> None:
    make, stage, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(make())
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / name), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert time.monotonic() - started < 20
    code, *peaks = map(int, done.stdout.split())
    assert code == 0, done.stderr
    assert max(peaks) < 450, "more memory than a page within the limits takes"
    books = read_manifest(str(tmp_path / "out"), "one").books
    assert books.rejects[stage][reason] == 1


def test_good_dumps_beside_hostile_ones_are_read(tmp_path: Path, dumps: Path) -> None:
    folder = tmp_path / "dumps"
    folder.mkdir()
    for name in ("zeros.txt.gz", "deep.html", "entities.html"):
        (folder / name).write_bytes(HOSTILE[name][0]())
    (folder / "ferry.html").write_bytes((dumps / "ferry.html").read_bytes())
    arguments = ["ingest", str(folder), "--output", str(tmp_path / "out"), "--quiet"]
    assert main(arguments) == 0
    (run,) = list_runs(str(tmp_path / "out"))
    books = read_manifest(str(tmp_path / "out"), run).books
    assert (books.dumps, books.articles) == (4, 1)
