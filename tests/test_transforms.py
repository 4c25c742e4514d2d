"""The PTransforms: every output, every counter, on the engine that runs them."""

import gzip
import hashlib
import io
import json
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apache_beam as beam
import fastavro
import pytest
from apache_beam.metrics import MetricsFilter
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import FixedWindows, IntervalWindow, TimestampedValue

from schemas.avro import KINDS
from schemas.records import Article, Duplicate, DuplicateReason, Method, Reject, RejectReason, Stage
from schemas.records import Source as Place
from transforms.cut import CutArticles
from transforms.deduplicate import Deduplicated, DropDuplicates
from transforms.formats.base import Part
from transforms.keys import Key
from transforms.pages import MediaType, Page
from transforms.progress import TickReader
from transforms.read import UNREAD, FormatTally, Input, ReadPages, read_input
from transforms.spool import SpoolRecords
from transforms.windows import folder_of
from transforms.write import WriteLedger, WriteShards, merge_records, read_ledger

RUNNER = "FnApiRunner"
STORY = (
    "Council Counts Its Lamps\n\n"
    "The council has counted its street lamps and found eleven more than it had paid for.\n"
    "Nobody knows who put them up, the clerk said on Monday, but all of them are lit.\n"
)


def article(number: int, **fields: Any) -> Article:
    """An article that differs from others by its number."""
    defaults: dict[str, Any] = {
        "id": f"{number:032x}",
        "title": f"Title {number}",
        "body": "Body.",
        "language": "en",
        "language_score": 1.0,
        "words": 1,
        "method": Method.TEXT,
        "source": Place(dump=f"{number}.txt", page=0, article=0),
    }
    return Article(**defaults | fields)


def staged(folder: Path) -> Path:
    """A folder as runs are staged in."""
    for kind in KINDS:
        (folder / kind).mkdir(parents=True)
    return folder


def counters(result: Any, namespace: str) -> dict[str, int]:
    """What a run's counters of one namespace stand at, summed over steps."""
    found: dict[str, int] = {}
    for counter in result.metrics().query(MetricsFilter().with_namespace(namespace))["counters"]:
        name = counter.key.metric.name
        found[name] = found.get(name, 0) + counter.committed
    return found


def holds(*expected: Any) -> Callable[[Any], None]:
    """A matcher that goes by equality, not by order."""
    matcher: Callable[[Any], None] = equal_to(list(expected))
    return matcher


def test_read_pages_gives_pages_rejects_tallies_and_inputs(tmp_path: Path) -> None:
    good, bad, missing = (str(tmp_path / name) for name in ("a.txt", "b.jsonl", "c.txt"))
    Path(good).write_text(STORY)
    Path(bad).write_bytes(b"{}\nnot json\n")
    with TestPipeline(RUNNER) as pipeline:
        read = pipeline | beam.Create(list(map(os.fsencode, (good, bad, missing)))) | ReadPages()
        assert_that(read.pages | "Url" >> beam.Map(lambda page: page.source.dump), holds(good))
        assert_that(
            read.rejects | "Reason" >> beam.Map(lambda r: (r.source.dump, r.reason.value)),
            holds((bad, "NO_TEXT"), (bad, "BAD_JSON"), (missing, "UNREADABLE")),
            label="rejects",
        )
        assert_that(
            read.tallies | beam.CombinePerKey(sum),
            holds(
                ("dumps", 3),
                ("pages", 1),
                ("rejects.READ.NO_TEXT", 1),
                ("rejects.READ.BAD_JSON", 1),
                ("rejects.READ.UNREADABLE", 1),
                ("formats.TEXT.dumps", 1),
                ("formats.TEXT.bytes", len(STORY.encode())),
                ("formats.TEXT.records", 1),
                ("formats.JSONL.dumps", 1),
                ("formats.JSONL.bytes", 12),
                ("formats.JSONL.records", 2),
                ("formats.UNKNOWN.dumps", 1),
                ("formats.UNKNOWN.bytes", 0),
                ("formats.UNKNOWN.records", 0),
            ),
            label="tallies",
        )
        assert_that(
            read.inputs | "Size" >> beam.Map(lambda entry: (entry.path, entry.bytes)),
            holds((good, len(STORY)), (bad, 12), (missing, 0)),
            label="inputs",
        )
    assert counters(pipeline.result, "news.read") == {
        "BAD_JSON": 1,
        "NO_TEXT": 1,
        "UNREADABLE": 1,
    }


@pytest.mark.parametrize("split", [False, True])
def test_a_relative_path_begins_in_the_folder_and_is_named_as_given(
    tmp_path: Path, split: bool
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    whole = str(tmp_path / "b.txt")
    with TestPipeline(RUNNER) as pipeline:
        paths = pipeline | beam.Create([b"a.txt", os.fsencode(whole)])
        read = paths | ReadPages(folder=str(tmp_path), split=split)
        assert_that(
            read.inputs | "Size" >> beam.Map(lambda entry: (entry.path, entry.bytes)),
            holds(("a.txt", len(STORY)), (whole, len(STORY))),
        )
        dumps = read.pages | "Dump" >> beam.Map(lambda page: page.source.dump)
        assert_that(dumps, holds("a.txt", whole), label="pages")


def test_a_dump_that_is_written_to_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    read = read_input(str(path))
    assert isinstance(next(read), Page)
    path.write_text(STORY * 2)
    *_, told = read
    assert told == Input(str(path), 2 * len(STORY), UNREAD)


def test_a_dump_is_unread_whose_later_part_cannot_be_read(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.warc")
    *rest, told = read_input(path, part=Part(begin=10))
    assert [type(item) for item in rest] == [Reject, FormatTally]
    assert told == Input(path, 0, UNREAD)
    ledger = tmp_path / "ledger.json"
    entries = [["inputs", [path, 90, "5f"]], ["inputs", list(told)], ["inputs", ["b", 7, "3a"]]]
    for order in (entries, entries[::-1]):
        ledger.write_text(json.dumps(order))
        assert sorted(read_ledger(str(ledger)).inputs) == sorted(
            [Input(path, 90, UNREAD), Input("b", 7, "3a")]
        )


def test_the_checksum_covers_what_no_reader_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "x"}\n', mtime=0)[:-4])
    with TestPipeline(RUNNER) as pipeline:
        read = pipeline | beam.Create([os.fsencode(path)]) | ReadPages()
        assert_that(
            read.inputs | "Size" >> beam.Map(lambda entry: entry.bytes),
            holds(path.stat().st_size),
        )


def test_cut_articles_gives_articles_rejects_and_ticks(tmp_path: Path) -> None:
    ticks = tmp_path / "ticks"
    ticks.touch()
    pages = [
        Page(
            payload=payload,
            media_type=MediaType.TEXT,
            source=Place(dump=f"{number}.txt", page=0),
        )
        for number, payload in enumerate([STORY.encode(), b"  \n", b"Home\nShare\n"])
    ]
    with TestPipeline(RUNNER) as pipeline:
        cut = pipeline | beam.Create(pages) | CutArticles(ticks=str(ticks))
        assert_that(
            cut.articles | "Title" >> beam.Map(lambda found: found.title),
            holds("Council Counts Its Lamps"),
        )
        assert_that(
            cut.rejects | "Reason" >> beam.Map(lambda r: (r.source.dump, r.reason)),
            holds(("1.txt", RejectReason.NO_TEXT), ("2.txt", RejectReason.NOT_AN_ARTICLE)),
            label="rejects",
        )
        assert_that(
            cut.tallies | beam.CombinePerKey(sum),
            holds(
                ("pages_with_articles", 1),
                ("articles_cut", 1),
                ("rejects.CUT.NO_TEXT", 1),
                ("rejects.CUT.NOT_AN_ARTICLE", 1),
            ),
            label="tallies",
        )
    assert counters(pipeline.result, "news.cut") == {"NO_TEXT": 1, "NOT_AN_ARTICLE": 1}
    assert TickReader(str(ticks)).read() == (3, 1)


def records(dropped: Deduplicated, kind: str) -> beam.PCollection[Any]:
    """The records of a kind that are written of what was spooled."""
    return (
        dropped.pieces
        | f"Group {kind}" >> beam.GroupByKey()
        | f"Merge {kind}" >> beam.FlatMap(lambda group: merge_records(group[1]))
        | f"Of {kind}" >> beam.FlatMap(lambda found: [found[1]] if found[0] == kind else [])
    )


def test_drop_duplicates_keeps_the_smallest_source_and_names_the_rest(tmp_path: Path) -> None:
    copies = [article(n, id="same", title="T") for n in (2, 0, 1)]
    other = article(9)
    with TestPipeline(RUNNER) as pipeline:
        dropped = (
            pipeline
            | beam.Create([*copies, other])
            | DropDuplicates(str(tmp_path), keys=[Key.CONTENT])
        )
        assert_that(
            records(dropped, "articles")
            | "Kept" >> beam.Map(lambda kept: (kept.source.dump, kept.key)),
            holds(("0.txt", "content:same"), ("9.txt", f"content:{other.id}")),
        )
        assert_that(
            records(dropped, "duplicates"),
            holds(
                *(
                    Duplicate(
                        id="same",
                        key="content:same",
                        kept_id="same",
                        reason=DuplicateReason.EXACT,
                        similarity=1.0,
                        title="T",
                        source=Place(dump=f"{n}.txt", page=0, article=0),
                        kept_title="T",
                    )
                    for n in (1, 2)
                )
            ),
            label="duplicates",
        )
        assert_that(
            dropped.tallies | beam.CombinePerKey(sum), holds(("duplicates.EXACT", 2)), label="t"
        )
        assert_that(
            records(dropped, "keys")
            | "Keys" >> beam.Map(lambda keys: (keys.id, keys.keys, keys.source.dump)),
            holds(
                ("same", ("content:same",), "0.txt"),
                (other.id, (f"content:{other.id}",), "9.txt"),
            ),
            label="keys",
        )


@pytest.mark.parametrize("seed", range(3))
def test_drop_duplicates_by_several_keys_whatever_the_order(tmp_path: Path, seed: int) -> None:
    """Printings of a story, and what has an address or a phrase in common with one of them."""
    words, others, phrase = (
        [f"{name}{number}" for number in range(number)]
        for name, number in (("w", 300), ("o", 300), ("p", 120))
    )
    bodies = [words, words[:200], [*words, *phrase], others, [*phrase, *others[:100]], ["short"]]
    articles = [
        article(number, body=" ".join(body), url=f"https://a.example/{number % 5}")
        for number, body in enumerate([*bodies, others])
    ]
    random.Random(seed).shuffle(articles)
    with TestPipeline(RUNNER) as pipeline:
        dropped = (
            pipeline
            | beam.Create(articles)
            | DropDuplicates(str(tmp_path), keys=[Key.URL, Key.STORY])
        )
        assert_that(
            records(dropped, "articles")
            | "Kept" >> beam.Map(lambda kept: (kept.words, kept.id, kept.story)),
            holds(*((1, f"{number:032x}", f"{number:032x}") for number in (2, 3, 4))),
        )
        assert_that(
            records(dropped, "duplicates")
            | "Why" >> beam.Map(lambda d: (int(d.id, 16), int(d.kept_id, 16), d.reason, d.key)),
            holds(
                (0, 2, DuplicateReason.STORY, f"story:{2:032x}"),
                (1, 3, DuplicateReason.URL, "url:a.example/1"),
                (5, 2, DuplicateReason.URL, "url:a.example/0"),
                (6, 3, DuplicateReason.STORY, f"story:{3:032x}"),
            ),
            label="duplicates",
        )


def test_drop_duplicates_compares_what_a_phrase_of_hundreds_brings_together(
    tmp_path: Path,
) -> None:
    """Two of each text, in all of which half is the same."""
    phrase = [f"p{number}" for number in range(100)]
    articles = [
        article(number, body=" ".join([*phrase, *(f"{number % 300}w{at}" for at in range(100))]))
        for number in range(600)
    ]
    with TestPipeline(RUNNER) as pipeline:
        dropped = pipeline | beam.Create(articles) | DropDuplicates(str(tmp_path), keys=[Key.STORY])
        assert_that(
            records(dropped, "duplicates")
            | "Pair" >> beam.Map(lambda d: int(d.id, 16) % 300 == int(d.kept_id, 16) % 300),
            holds(*[True] * 300),
        )


def test_equal_bytes_whatever_the_order_the_workers_and_the_sizes_of_what_is_filed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies by address, printings, and a phrase in all: the sums of all files are the same."""
    phrase = [f"p{number}" for number in range(60)]
    articles = [
        article(
            number,
            body=" ".join([*phrase, *(f"{number % 40}w{at}" for at in range(90 + number))]),
            url=f"https://a.example/{number % 50}",
        )
        for number in range(120)
    ]
    found = set()
    for seed, workers, batch, parts, spool in (
        (0, 1, 10_000, 1, 10**9),
        (1, 1, 7, 1, 1),
        (2, 2, 50, 3, 5_000),
        (3, 3, 9, 64, 50_000),
    ):
        monkeypatch.setattr("transforms.deduplicate.BATCH_ARTICLES", batch)
        monkeypatch.setattr("transforms.spool.SPOOL_BYTES", spool)
        monkeypatch.setattr("transforms.spool._READ_BYTES", spool)
        random.Random(seed).shuffle(articles)
        mode = "multi_threading" if workers > 1 else "in_memory"
        options = PipelineOptions(direct_num_workers=workers, direct_running_mode=mode)
        folder = staged(tmp_path / str(seed))
        with TestPipeline(RUNNER, options=options) as pipeline:
            spread = pipeline | beam.Create(articles) | beam.Reshuffle()
            dropped = spread | DropDuplicates(
                str(folder), shards=2, keys=[Key.URL, Key.STORY], parts=parts
            )
            run = pipeline | "Run" >> beam.Create([""])
            written = (dropped.pieces, run) | WriteShards(str(folder), 2)
            inputs, tallies = (pipeline | name >> beam.Create([]) for name in ("In", "Tallies"))
            (inputs, tallies, written.shards, written.work) | WriteLedger(
                str(folder / "ledger.json")
            )
        ledger = read_ledger(str(folder / "ledger.json"))
        assert sum(shard.records for shard in ledger.shards if shard.kind == "duplicates") > 60
        found.add(ledger.shards)
    assert len(found) == 1


def test_drop_duplicates_by_nothing_lets_all_pass(tmp_path: Path) -> None:
    copies = [article(n, id="same") for n in range(3)]
    with TestPipeline(RUNNER) as pipeline:
        dropped = pipeline | beam.Create(copies) | DropDuplicates(str(tmp_path), keys=[Key.NONE])
        assert_that(records(dropped, "articles"), holds(*copies))
        assert_that(records(dropped, "duplicates"), holds(), label="duplicates")


@pytest.mark.parametrize("shards", [1, 3])
def test_every_shard_is_written_and_told_of(tmp_path: Path, shards: int) -> None:
    articles = [article(n) for n in range(5)]
    folder = staged(tmp_path)
    ledger = tmp_path / "ledger.json"
    with TestPipeline(RUNNER) as pipeline:
        filed = pipeline | beam.Create(articles) | DropDuplicates(str(folder), shards, [Key.NONE])
        run = pipeline | "Run" >> beam.Create([""])
        written = (filed.pieces, run) | WriteShards(str(folder), shards)
        inputs = pipeline | "Inputs" >> beam.Create([Input("a.txt", 3, "00")])
        tallies = pipeline | "Tallies" >> beam.Create([("pages", 2), ("pages", 3)])
        (inputs, tallies, written.shards, written.work) | WriteLedger(str(ledger))
    told = read_ledger(str(ledger))
    assert told.inputs == (Input("a.txt", 3, "00"),)
    assert told.tallies == (("pages", 5),)
    assert Counter(shard.kind for shard in told.shards) == dict.fromkeys(KINDS, shards)
    found = []
    for kind in KINDS:
        of_kind = [shard for shard in told.shards if shard.kind == kind]
        assert [shard.name for shard in of_kind] == [
            f"part-{n:05d}-of-{shards:05d}-{shard.sha256[:12]}.avro"
            for n, shard in enumerate(of_kind)
        ]
        # Nothing else is left lying about.
        assert {path.name for path in (tmp_path / kind).iterdir()} == {s.name for s in of_kind}
        for shard in of_kind:
            data = (tmp_path / kind / shard.name).read_bytes()
            assert len(data) == shard.bytes
            assert hashlib.sha256(data).hexdigest() == shard.sha256
            entries = [entry["id"] for entry in fastavro.reader(io.BytesIO(data))]  # type: ignore[index,call-overload]
            assert len(entries) == shard.records
            found += entries
    assert sorted(found) == sorted(one.id for one in articles)
    assert not list(tmp_path.glob("partial-*"))


def test_an_empty_run_still_has_its_files(tmp_path: Path) -> None:
    folder = staged(tmp_path)
    with TestPipeline(RUNNER) as pipeline:
        none = pipeline | beam.Create([]).with_output_types(Reject)
        pieces = none | SpoolRecords("rejects", str(folder), 2)
        written = (pieces, pipeline | "Run" >> beam.Create([""])) | WriteShards(str(folder), 2)
        assert_that(
            written.shards
            | "Records" >> beam.Map(lambda shard: (shard.kind, shard.name[:19], shard.records)),
            holds(*((kind, f"part-0000{n}-of-00002", 0) for kind in KINDS for n in range(2))),
        )


def test_windows_are_runs_that_know_nothing_of_each_other(tmp_path: Path) -> None:
    """What makes one bundle of both windows must leave it in two folders."""
    windows = [IntervalWindow(at, at + 5) for at in (0, 5)]
    folder = str(tmp_path / "*")
    for window in windows:
        staged(Path(folder_of(folder, window)))
    copies = [article(n, id=f"{n % 2}", body=f"b{n % 2}") for n in range(4)]
    timed = [TimestampedValue(copy, at) for at in (1, 6) for copy in copies]
    with TestPipeline(RUNNER) as pipeline:
        spread = pipeline | beam.Create(timed) | beam.Map(lambda given: given)
        articles = spread | beam.WindowInto(FixedWindows(5))
        runs = (
            pipeline
            | "Ends" >> beam.Create([TimestampedValue("", at) for at in (1, 6)])
            | "Stamp" >> beam.Map(lambda given: given)
            | "Windows" >> beam.WindowInto(FixedWindows(5))
        )
        dropped = articles | DropDuplicates(folder, keys=[Key.CONTENT])
        written = (dropped.pieces, runs) | WriteShards(folder, 1)
        inputs = runs | "Inputs" >> beam.Map(lambda _: Input("a.txt", 3, "00"))
        (inputs, dropped.tallies, written.shards, dropped.work) | WriteLedger(
            f"{folder}/ledger.json"
        )
    ledgers = [read_ledger(folder_of(f"{folder}/ledger.json", window)) for window in windows]
    for ledger in ledgers:
        assert ledger.tallies == (("duplicates.EXACT", 2),)
        assert {shard.kind: shard.records for shard in ledger.shards} == {
            "articles": 2,
            "duplicates": 2,
            "rejects": 0,
            "keys": 2,
        }
        assert ledger.work["compare"].number == 4
    assert ledgers[0].shards == ledgers[1].shards


def test_rejects_are_written_in_order_whatever_order_they_come_in(tmp_path: Path) -> None:
    rejects = [
        Reject(
            source=Place(dump="a.txt", offset=n % 3),
            stage=Stage.READ,
            reason=RejectReason.NO_TEXT,
            detail=f"{n}",
        )
        for n in range(20)
    ]
    found = set()
    for seed in range(3):
        folder = staged(tmp_path / str(seed))
        random.Random(seed).shuffle(rejects)
        with TestPipeline(RUNNER) as pipeline:
            spread = pipeline | beam.Create(rejects) | beam.Reshuffle()
            pieces = spread | SpoolRecords("rejects", str(folder), 1)
            _ = (pieces, pipeline | "Run" >> beam.Create([""])) | WriteShards(str(folder), 1)
        (path,) = (folder / "rejects").iterdir()
        found.add(path.read_bytes())
    assert len(found) == 1
    read = fastavro.reader(io.BytesIO(found.pop()))
    assert [entry["detail"] for entry in read] == sorted(  # type: ignore[index,call-overload]
        map(str, range(20)), key=lambda detail: (int(detail) % 3, detail)
    )
