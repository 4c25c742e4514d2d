"""Hostile dumps: each a reject, within the limits of time and memory."""

import bz2
import gzip
import io
import random
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.records import Reject
from tests.dumps import COMPRESSIONS, payloads, read, warc_record
from tests.test_parquet import lie, long_list, row, unused
from transforms import formats
from transforms.formats import open_dump, split_dump
from transforms.limits import ReadOptions
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
    "list.parquet": (lambda: long_list(20_000_000), "READ", "BOMB"),
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


GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"


def members_in_each_other(data: bytes) -> bytes:
    """Members that all go on with the same data, which has no end, each a record's beginning.

    They are blocks that are not compressed, each with the next member in its block.
    """
    first = b"WARC/1.0\r\n"
    step = len(GZIP_HEAD) + 5 + len(first)
    made = b""
    for left in range(60_000 - step, 0, -step):
        size = len(first) + left
        made += GZIP_HEAD + b"\0" + struct.pack("<HH", size, size ^ 0xFFFF) + first
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made + bytes(left) + packer.compress(data) + packer.flush()


LOOKING_LIKE_MEMBERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "magic": (".gz", lambda: b"\x1f\x8b\x08" * 700_000),
    "names": (".gz", lambda: b"\x1f\x8b\x08\x08and a name that has no end" * 70_000),
    "empty blocks": (".gz", lambda: (GZIP_HEAD + b"\0\0\0\xff\xff" * 2) * 100_000),
    "members": (".gz", lambda: gzip.compress(b"no record", mtime=0) * 70_000),
    "members in each other": (".gz", lambda: members_in_each_other(b"q" * 3_000_000)),
    "blocks of bzip2": (".bz2", lambda: bz2.compress(b"q" * 40_000_000) * 40_000),
}


def behind_damage(name: str, size: int) -> tuple[bytes, str]:
    """A WARC file with a page, damage, what looks like members, and 20 pages of a size."""
    compress, make = LOOKING_LIKE_MEMBERS[name]
    chance = random.Random(size)
    pages = [b"<p>Page %d</p>" % number + chance.randbytes(size) for number in range(21)]
    stored = [COMPRESSIONS[compress](warc_record(*page)) for page in enumerate(pages)]
    return stored[0] + stored[1][:-8] + make() + b"".join(stored[1:]), f"a.warc{compress}"


@pytest.mark.parametrize("name", LOOKING_LIKE_MEMBERS)
def test_the_search_for_a_member_behind_damage_has_an_end(name: str) -> None:
    data, dump = behind_damage(name, 1_000)
    started = time.monotonic()
    items = read(data, dump)
    assert time.monotonic() - started < 10
    assert len(items) < 1_000
    found = payloads(items)
    assert found[0].startswith(b"<p>Page 0</p>")
    # Of those right behind some may be taken for more of the same.
    assert found[-1].startswith(b"<p>Page 20</p>")
    assert len(found) > 15


def test_parts_begin_where_nothing_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # What was read again in the first is not paid for where the second begins.
    first, dump = behind_damage("members in each other", 1_000)
    data = first + behind_damage("members in each other", 80_000)[0]
    monkeypatch.setattr(formats, "PART_BYTES", 20)
    parts = split_dump(*open_dump(dump, io.BytesIO(data), ReadOptions()))
    assert len(parts) > 3
    assert [item for part in parts for item in read(data, dump, part=part)] == read(data, dump)
