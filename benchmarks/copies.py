"""What finding copies costs, on made articles: their keys and sketches from a seeded generator.

    python -m benchmarks.copies [--articles 10000 100000] [--remembered 1000000] [--daily 10000]

Of ten articles three are printings of others, with a seventh of their shingles changed, and one in
twenty has a phrase that all those have. Prints for each number of articles the CPU time of one,
without making it; how much longer one takes than at the first number; the peak of memory; and the
share of the printings that was found. Then how long a daily run takes after runs of so many (0
leaves that out), which have kept seven of ten. Each is measured in a process of its own, on the
in-process engine.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import apache_beam as beam
import numpy as np
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from benchmarks.measure import make_parser, print_head, print_rows
from pipelines.config import PARTS_PER_SHARD, SHARD_INPUT_BYTES
from schemas.records import Source
from transforms.buckets import PARTITIONS
from transforms.copies import Copy, Dropped, keys_of
from transforms.deduplicate import FindDropped
from transforms.memory import Memory, Part
from transforms.signatures import SKETCH_HASHES, Sketch
from transforms.write import ShardWriter

SHINGLES = 700
CHANGED = 100
PHRASE = (np.arange(100, dtype=np.uint64) * np.uint64(42_814_169) % np.uint64(2**32)).astype("<u4")
AT_ONCE = 100
KEYS_IN_FILE = 50_000
# What such articles take at least of a dump: parts go by the size of dumps.
ARTICLE_BYTES = 4096


def make_copies(batch: int, offset: int = 0) -> Iterator[Copy]:
    """AT_ONCE articles by their numbers; with an offset other ones, some of them printings."""
    for number in range(batch * AT_ONCE, (batch + 1) * AT_ONCE):
        is_printing = number % 10 >= 7
        story = number - 7 if is_printing else number
        # What a later day prints again is of the first, the rest is its own.
        story += 0 if is_printing else offset
        own = np.random.default_rng(number + offset + 10**12)
        hashes = np.random.default_rng(story).integers(0, 2**32, SHINGLES, dtype=np.uint32)
        if is_printing:
            hashes[:CHANGED] = own.integers(0, 2**32, CHANGED, dtype=np.uint32)
        if story % 20 == 0:
            hashes[-len(PHRASE) :] = PHRASE
        hashes = np.unique(hashes)
        identity = f"{number + offset:032x}"
        url = f"https://site{number % 100}.example/2026/11/21/what-an-article-is-about-{identity}"
        yield Copy(
            id=identity,
            keys=(f"url:{url}", f"content:{identity}"),
            published=None,
            fetched_at=None,
            body_chars=4000 - number % 10,
            title=f"What an article is about, in a few words: {number}",
            url=url,
            source=Source(
                dump=f"{offset}/{number // 1000}.warc.gz", offset=number, page=0, article=0
            ),
            sketch=Sketch(len(hashes), hashes[:SKETCH_HASHES].astype("<u4").tobytes()),
        )


def find_copies(articles: int, offset: int = 0, memories: str | None = None) -> dict[str, float]:
    """Figures of one run, in this process; times are without the making of the articles."""
    batches = articles // AT_ONCE
    started = time.process_time(), time.perf_counter()
    for batch in range(min(batches, 10)):
        list(make_copies(batch, offset))
    making = [
        (now - then) * batches / min(batches, 10)
        for now, then in zip((time.process_time(), time.perf_counter()), started, strict=True)
    ]
    found: list[int] = []
    started = time.process_time(), time.perf_counter()
    shards = 1 + articles * ARTICLE_BYTES // SHARD_INPUT_BYTES
    parts = min(PARTITIONS, shards * PARTS_PER_SHARD)
    with tempfile.TemporaryDirectory() as folder:
        with beam.Pipeline(runner=FnApiRunner()) as pipeline:
            copies = (
                pipeline
                | beam.Create(range(batches))
                | "Make" >> beam.FlatMap(make_copies, offset).with_output_types(Copy)
            )
            (
                copies
                | FindDropped(folder, memories, parts)
                | "IsPrinting" >> beam.Map(_is_right)
                | beam.combiners.Count.PerElement()
                | "File" >> beam.Map(_to_file, folder)
            )
        found = [int(path.read_text()) for path in Path(folder).glob("True")]
    cpu, wall = (
        now - then - made
        for now, then, made in zip(
            (time.process_time(), time.perf_counter()), started, making, strict=True
        )
    )
    return {
        "CPU ms an article": cpu * 1000 / articles,
        "wall s": wall,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "printings found": sum(found) / (articles * 0.3),
    }


def _is_right(dropped: Dropped) -> bool:
    number, kept = int(dropped.duplicate.id, 16), int(dropped.duplicate.kept_id, 16)
    return number % 10 >= 7 and number % 10 - 7 == kept % 10


def _to_file(count: tuple[bool, int], folder: str) -> None:
    Path(folder, str(count[0])).write_text(str(count[1]))


def write_memories(articles: int, folder: Path) -> str:
    """Files of keys as earlier runs leave them; gives the file that lists them."""
    memories = []
    (folder / "keys").mkdir()
    batches = KEYS_IN_FILE // AT_ONCE
    for number in range(articles // KEYS_IN_FILE):
        copies = (copy for at in range(batches) for copy in make_copies(number * batches + at))
        writer = ShardWriter("keys", str(folder), number, batches)
        for copy in copies:
            if int(copy.id, 16) % 10 < 7:
                writer.write(keys_of(copy))
        path = str(folder / "keys" / writer.close().name)
        memories.append(Memory(path, (Part(f"run{number}", True),), "today"))
    listed = folder / "memories.json"
    listed.write_text(json.dumps(memories))
    return str(listed)


def in_own_process(*arguments: str) -> dict[str, float]:
    """The figures that this module prints in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.copies", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--remembered", type=int, default=1_000_000)
    parser.add_argument("--daily", type=int, default=10_000)
    parser.add_argument("--memories", help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        offset = 10**9 if arguments.memories else 0
        print(json.dumps(find_copies(arguments.articles[0], offset, arguments.memories)))
        return
    sides = [in_own_process("--alone", "--articles", str(n)) for n in arguments.articles]
    for side in sides:
        side["times the first"] = side["CPU ms an article"] / sides[0]["CPU ms an article"]
    print_head(*(f"{n:,}" for n in arguments.articles))
    print_rows(*sides)
    if arguments.remembered and arguments.daily:
        with tempfile.TemporaryDirectory() as folder:
            listed = write_memories(arguments.remembered, Path(folder))
            daily = ["--alone", "--articles", str(arguments.daily), "--memories", listed]
            print_head(f"{arguments.daily:,} after {arguments.remembered:,}")
            print_rows(in_own_process(*daily))


if __name__ == "__main__":
    main()
