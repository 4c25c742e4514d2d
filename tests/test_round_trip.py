"""Every format in every compression, whole, in parts, and damaged."""

import io
import random
import re
import time
from collections import Counter

import pytest

from schemas.records import Reject
from tests.dumps import (
    COMPRESSIONS,
    RECORDS,
    arc_record,
    as_one,
    by_record,
    parquet,
    payloads,
    read,
    reasons,
    warc_record,
)
from transforms import formats
from transforms.compression import READ_BYTES
from transforms.formats import open_dump, records, split_dump
from transforms.formats.base import Item
from transforms.limits import Limits, ReadOptions
from transforms.pages import Page, Skip


def make_pages(count: int, seed: int = 7) -> list[bytes]:
    """Small pages of words drawn by chance, which no compression shortens to nothing."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghiklmnoprstuwö", k=7)) for _ in range(500)]
    return [
        f"<h1>Page {number}</h1><p>{' '.join(chance.choices(words, k=chance.randint(20, 300)))}"
        f".</p>".encode()
        for number in range(count)
    ]


PAGES = make_pages(200)


@pytest.mark.parametrize("compress", COMPRESSIONS)
@pytest.mark.parametrize("ending", RECORDS)
@pytest.mark.parametrize("make", [by_record, as_one])
def test_every_format_and_compression_gives_the_same_pages(
    make: object, ending: str, compress: str
) -> None:
    items = read(make(ending, PAGES, compress), f"a{ending}{compress}")  # type: ignore[operator]
    assert payloads(items) == PAGES
    assert len(items) == len(PAGES)
    pages = [item for item in items if isinstance(item, Page)]
    assert [page.url for page in pages] == [f"http://post.example/{n}" for n in range(200)]
    assert len({page.fetched_at for page in pages}) == 1
    assert len({(page.source.offset, page.source.page) for page in pages}) == 200


@pytest.mark.parametrize("compress", COMPRESSIONS)
def test_parquet_in_every_compression(compress: str) -> None:
    items = read(parquet(PAGES, compress), f"a.parquet{compress}")
    assert payloads(items) == PAGES
    assert len({(i.source.offset, i.source.page) for i in items if isinstance(i, Page)}) == 200


@pytest.mark.parametrize("compress", COMPRESSIONS)
@pytest.mark.parametrize("ending", [".html", ".txt"])
def test_whole_files_in_every_compression(ending: str, compress: str) -> None:
    assert payloads(read(COMPRESSIONS[compress](PAGES[0]), f"a{ending}{compress}")) == PAGES[:1]


@pytest.mark.parametrize("compress", COMPRESSIONS)
@pytest.mark.parametrize("ending", [*RECORDS, ".parquet"])
def test_content_tells_what_a_name_does_not(ending: str, compress: str) -> None:
    data = parquet(PAGES, compress) if ending == ".parquet" else as_one(ending, PAGES, compress)
    for name in ("dump", "dump.0001", f"dump.txt{compress}"):
        assert payloads(read(data, name)) == PAGES, name


@pytest.mark.parametrize("compress", ["", ".gz"])
@pytest.mark.parametrize("ending", RECORDS)
def test_what_a_name_does_not_tell_is_read_in_parts(
    ending: str, compress: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "PART_BYTES", 700)
    data = by_record(ending, PAGES, compress)
    whole, together, parts = whole_and_parts(data, f"dump.HTML{compress}")
    assert whole == together
    assert len(whole) == len(PAGES)
    assert parts > 3


def key(item: Item) -> object:
    return item.reason if isinstance(item, Skip) else (item.source, getattr(item, "payload", b""))


def whole_and_parts(data: bytes, name: str) -> tuple[list[object], list[object], int]:
    """What a dump gives read at once, and in parts, and how many these are."""
    parts = split_dump(*open_dump(name, io.BytesIO(data), ReadOptions()))
    together = [item for part in parts for item in read(data, name, part=part)]
    return list(map(key, read(data, name))), list(map(key, together)), len(parts)


@pytest.mark.parametrize("part_bytes", [50, 700, 5_000, 40_000])
@pytest.mark.parametrize("compress", ["", ".gz", ".zst", ".lz4"])
@pytest.mark.parametrize("ending", RECORDS)
@pytest.mark.parametrize("damage", [False, True])
def test_parts_together_are_the_whole(
    damage: bool, ending: str, compress: str, part_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(by_record(ending, PAGES, compress))
    if damage:
        for at in range(3_000, len(data), 11_111):
            data[at] ^= 0x55
    monkeypatch.setattr(formats, "PART_BYTES", part_bytes)
    name = f"a{ending}{compress}"
    whole = read(bytes(data), name)
    parts = split_dump(*open_dump(name, io.BytesIO(data), ReadOptions()))
    assert len(parts) > min(3, len(data) // part_bytes // 4)
    assert parts[0].begin == 0
    assert parts[-1].end is None
    assert [part.end for part in parts[:-1]] == [part.begin for part in parts[1:]]
    together = [item for part in parts for item in read(bytes(data), name, part=part)]
    assert [key(item) for item in together] == [key(item) for item in whole]


@pytest.mark.parametrize("records", [1, 7, len(PAGES) - 1, len(PAGES)])
@pytest.mark.parametrize("compress", ["", ".gz"])
@pytest.mark.parametrize("ending", [*RECORDS, ".parquet"])
def test_a_dump_has_as_many_records_as_may_be_however_it_is_split(
    ending: str, compress: str, records: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = parquet(PAGES, compress) if ending == ".parquet" else by_record(ending, PAGES, compress)
    monkeypatch.setattr(formats, "PART_BYTES", 700)
    name, limits = f"a{ending}{compress}", Limits(records=records)
    parts = split_dump(*open_dump(name, io.BytesIO(made), ReadOptions()))
    assert len(parts) > 3 or ending == ".parquet"
    together = [item for part in parts for item in read(made, name, limits, part)]
    assert payloads(together) == PAGES[:records]
    assert reasons(together) == ["TOO_LARGE"] * (records < len(PAGES))


@pytest.mark.parametrize("compress", COMPRESSIONS)
def test_what_cannot_be_split_is_one_part(compress: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "PART_BYTES", 100)
    for name, data in (
        ("a.html", COMPRESSIONS[compress](PAGES[0])),
        ("a.parquet", parquet(PAGES, compress)),
        *([("a.warc", as_one(".warc", PAGES, compress))] if compress else []),
    ):
        dump = open_dump(name + compress, io.BytesIO(data), ReadOptions())
        assert len(split_dump(*dump)) == 1


def mutate(data: bytes, chance: random.Random) -> tuple[bytes, int, int]:
    """A copy with one fault, and from where to where it is damaged."""
    at = chance.randrange(len(data))
    length = chance.choice([1, 3, 20, 200])
    end = min(len(data), at + length)
    kind = chance.randrange(5)
    if kind == 0:  # a flipped bit
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        return bytes(changed), at, at + 1
    if kind == 1:  # cut out
        return data[:at] + data[end:], at, end
    if kind == 2:  # put in
        return data[:at] + chance.randbytes(length) + data[at:], at, at
    if kind == 3:  # swapped with its neighbour
        after = data[end : end + length]
        return data[:at] + after + data[at:end] + data[end + length :], at, end + length
    return data[:at], at, len(data)  # cut short


FEW = make_pages(12, seed=3)
MUTATED = [
    *((f"a{ending}{compress}", by_record(ending, FEW, compress)) for ending in RECORDS
      for compress in ("", ".gz", ".zst", ".lz4", ".bz2", ".xz")),
    *((f"a{ending}{compress}", as_one(ending, FEW, compress)) for ending in RECORDS
      for compress in (".gz", ".zst")),
    ("a.parquet", parquet(FEW, "", rows=4)),
    ("a.parquet.gz", parquet(FEW, ".gz", rows=4)),
    ("a.html.gz", COMPRESSIONS[".gz"](FEW[0])),
    ("a.txt.xz", COMPRESSIONS[".xz"](FEW[0])),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), MUTATED, ids=[name for name, _ in MUTATED])
def test_mutations_never_raise_and_end_in_time(name: str, data: bytes) -> None:
    chance = random.Random(name)
    for _ in range(12 if name == "a.parquet" else 130):  # each of those starts a process
        damaged, _, _ = mutate(data, chance)
        started = time.monotonic()
        items = read(damaged, name, Limits(page_bytes=1 << 20))
        assert time.monotonic() - started < 5
        assert all(isinstance(item, (Page, Reject, Skip)) for item in items)


@pytest.mark.parametrize("compress", ["", ".gz", ".zst", ".lz4", ".bz2", ".xz"])
@pytest.mark.parametrize("ending", RECORDS)
def test_what_stands_outside_the_damage_is_read(ending: str, compress: str) -> None:
    """Records that the fault does not touch are all there, and no fault goes unseen."""
    stored = [
        COMPRESSIONS[compress](RECORDS[ending](number, page)) for number, page in enumerate(FEW)
    ]
    begins = [sum(map(len, stored[:number])) for number in range(len(stored) + 1)]
    chance = random.Random(f"{ending}{compress}")
    lost: Counter[str] = Counter()
    for _ in range(225):
        damaged, first, last = mutate(b"".join(stored), chance)
        items = read(damaged, f"a{ending}{compress}")
        found = Counter(payloads(items))
        for number, page in enumerate(FEW):
            touched = begins[number] <= last and first <= begins[number + 1]
            if not touched and not found[page]:
                lost[f"{first}-{last} of {len(damaged)}"] += 1
        if compress in (".gz", ".xz", ".bz2") and len(found & Counter(FEW)) < len(FEW):
            # These have checksums, so that nothing is changed unseen.
            assert reasons(items) or len(damaged) in begins
    assert not lost


@pytest.mark.parametrize("ending", [".warc", ".wet", ".arc"])
def test_a_record_is_found_wherever_it_stands_in_what_is_read_at_once(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search for the next record reads a window at a time, over whose end a line may run."""
    monkeypatch.setattr(records, "_WINDOW_BYTES", 20_000)
    first, last = (RECORDS[ending](number, FEW[number]) for number in range(2))
    last = last.replace(b"post.example/1", b"post.example/1?" + b"q" * 300)
    for size in range(19_600, 20_100, 7):
        garbage = b"x" * (size - len(first)) + b"\n"
        items = read(first + garbage + last, f"a{ending}")
        assert payloads(items) == FEW[:2], size
        assert reasons(items) == ["BAD_RECORD"]


@pytest.mark.parametrize("near", [b"", b"\x1f\x8b\x08\xfd7zXZ\0......"])
@pytest.mark.parametrize("compress", [".gz", ".xz"])
def test_a_member_is_found_wherever_it_stands_in_what_is_read_at_once(
    compress: str, near: bytes
) -> None:
    """Over the end of what is read a magic may run, and right behind another it may begin."""
    first, last = (COMPRESSIONS[compress](warc_record(n, FEW[n])) for n in range(2))
    for place in range(READ_BYTES - 8, READ_BYTES + 4):
        garbage = b"x" * (place - len(first) - len(near)) + near
        items = read(first + garbage + last, f"a.warc{compress}")
        assert payloads(items) == FEW[:2], place
        assert reasons(items) == ["BAD_COMPRESSION"]


@pytest.mark.parametrize("every", [4, 9])
@pytest.mark.parametrize("compress", [".gz", ".xz"])
@pytest.mark.parametrize("ending", RECORDS)
def test_damaged_members_of_many_records_give_the_same_in_parts(
    ending: str, compress: str, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much of a member with a wrong checksum is given may not depend on where reading began."""
    pages = make_pages(1200, seed=5)
    data = bytearray()
    for first in range(0, len(pages), 40):
        stored = bytearray(as_one(ending, pages[first : first + 40], compress))
        if first // 40 % every == every - 1:
            stored[-5 if compress == ".gz" else len(stored) * 2 // 3] ^= 0x55
        data += stored
    monkeypatch.setattr(formats, "PART_BYTES", 10_000)
    assert len(data) > 3 * READ_BYTES
    whole, together, _ = whole_and_parts(bytes(data), f"a{ending}{compress}")
    assert together == whole
    found = [item for item in read(bytes(data), f"a{ending}{compress}") if isinstance(item, Page)]
    assert len(found) >= 800


@pytest.mark.parametrize("line_end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_records_of_arc_files_need_no_line_end_between_them(
    last: bytes, line_end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [page + last for page in PAGES]
    stored = [arc_record(number, page)[:-1] + line_end for number, page in enumerate(pages)]
    data = b"".join(stored)
    items = read(data, "a.arc")
    assert payloads(items) == pages
    assert len(items) == len(pages)
    assert payloads(read(COMPRESSIONS[".gz"](data), "a.arc.gz")) == pages
    monkeypatch.setattr(formats, "PART_BYTES", 5_000)
    whole, together, parts = whole_and_parts(data, "a.arc")
    assert together == whole
    assert parts > 10


def test_a_bad_record_right_behind_another_is_one_reject() -> None:
    stored = [warc_record(number, page + b"\n") for number, page in enumerate(FEW)]
    stored[4] = stored[4].removesuffix(b"\r\n\r\n")
    stored[5] = stored[5].replace(b"WARC/1.1", b"WARC/1.99")
    items = read(b"".join(stored), "a.warc")
    assert payloads(items) == [page + b"\n" for page in FEW[:5] + FEW[6:]]
    assert reasons(items) == ["BAD_RECORD"]


@pytest.mark.parametrize("zeros", [3, READ_BYTES + 3])
@pytest.mark.parametrize("ending", RECORDS)
def test_zeros_between_members_are_no_damage(ending: str, zeros: int) -> None:
    stored = [by_record(ending, [page], ".gz") for page in FEW]
    items = read(bytes(zeros).join(stored), f"a{ending}.gz")
    assert payloads(items) == FEW
    assert len(items) == len(FEW)


@pytest.mark.parametrize("compress", [".gz", ".bz2", ".xz"])
@pytest.mark.parametrize("ending", RECORDS)
def test_good_members_among_many_damaged_ones_are_read(ending: str, compress: str) -> None:
    pages = make_pages(1_500, seed=9)
    stored = [
        bytearray(COMPRESSIONS[compress](RECORDS[ending](number, page)))
        for number, page in enumerate(pages)
    ]
    good = [number % 4 == 0 for number in range(len(stored))]
    for number, member in enumerate(stored):
        if not good[number]:
            member[len(member) // 2] ^= 0x55
    items = read(b"".join(stored), f"a{ending}{compress}")
    assert not Counter(page for number, page in enumerate(pages) if good[number]) - Counter(
        payloads(items)
    )


@pytest.mark.parametrize("ending", [".warc", ".wet", ".arc"])
def test_records_that_swallow_are_as_many_in_parts(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAX_SWALLOWING", 5)
    monkeypatch.setattr(formats, "PART_BYTES", 2_000)
    stored = [RECORDS[ending](number, page) for number, page in enumerate(PAGES)]
    for number in range(30, len(stored), 4):
        stored[number] = re.sub(
            rb"(Content-Length: |text/html )\d+(?=\r?\n)",
            rb"\g<1>999999999",
            stored[number],
            count=1,
        )
    whole, together, parts = whole_and_parts(b"".join(stored), f"a{ending}")
    assert together == whole
    assert parts > 3
    assert len(whole) < 80
