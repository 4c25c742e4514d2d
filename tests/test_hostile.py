"""Hostile dumps: each a reject, within the limits of time and memory."""

import gzip
import subprocess
import sys
import time
from pathlib import Path

from schemas.records import Reject
from tests.test_parquet import lie, long_list, row, unused
from transforms.runs import read_manifest, read_records

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
    "row.parquet": (lambda: row(250 << 20), "READ", "BOMB"),
    "lie.parquet": (lambda: lie(unused(60 << 20)), "READ", "BOMB"),
    "list.parquet": (lambda: long_list(20_000_000), "READ", "NO_TEXT"),
}


def test_hostile_dumps_are_rejects_and_good_ones_beside_them_are_read(
    tmp_path: Path, dumps: Path
) -> None:
    folder, output = tmp_path / "dumps", tmp_path / "out"
    folder.mkdir()
    for name, (make, _, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    (folder / "ferry.html").write_bytes((dumps / "ferry.html").read_bytes())
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder), str(output)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert time.monotonic() - started < 40
    code, *peaks = map(int, done.stdout.split())
    assert code == 0, done.stderr
    assert max(peaks) < 450, "more memory than a page within the limits takes"
    manifest = read_manifest(str(output), "one")
    assert (manifest.books.dumps, manifest.books.articles) == (len(HOSTILE) + 1, 1)
    rejects = read_records(str(output), manifest, "rejects")
    assert {
        Path(one.source.dump).name: (one.stage.name, one.reason.name)
        for one in rejects
        if isinstance(one, Reject)
    } == {name: (stage, reason) for name, (_, stage, reason) in HOSTILE.items()}
