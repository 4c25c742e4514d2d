"""Work: what steps take, summed up in any order, on the clock of the step alone."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from pipelines.cli import main
from schemas.avro import KINDS
from schemas.records import Source
from transforms.runs import read_manifest
from transforms.work import (
    COMPARE,
    CUT,
    READ,
    SLOWEST_PAGES,
    STEPS,
    Clock,
    SlowPage,
    Work,
    add_work,
)

MICROS = st.integers(0, 10**9)
PAGES = st.lists(st.builds(SlowPage, MICROS, st.just("a"), MICROS, st.just(0)), max_size=12)


@st.composite
def works(draw: st.DrawFn) -> Work:
    least, most = sorted((draw(MICROS), draw(MICROS)))
    pages = tuple(sorted(draw(PAGES), reverse=True)[:SLOWEST_PAGES])
    return Work(draw(st.sampled_from(STEPS)), 2, least + most, least, most, most, most, pages)


@given(st.lists(works()), st.randoms(use_true_random=False), st.integers(0, 9))
def test_work_adds_up_in_any_order_and_grouping(
    given: list[Work], random: object, cut: int
) -> None:
    whole = add_work(given)
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    halves = [*add_work(shuffled[:cut]).values(), *add_work(shuffled[cut:]).values()]
    again = add_work(halves)
    assert list(whole) == [step for step in STEPS if step in {work.step for work in given}]
    for step, work in whole.items():
        assert again[step][:-1] == work[:-1]
        assert [page.micros for page in again[step].slowest] == [
            page.micros for page in work.slowest
        ]
        assert Work.from_list(json.loads(json.dumps(work))) == work


def test_a_clock_keeps_the_slowest_pages_and_begins_anew() -> None:
    clock = Clock(CUT)
    for number in range(2500):
        clock.add(time.perf_counter() - number, 2, Source(dump="a", offset=number, page=0))
    (work,) = clock.take()
    assert (work.number, work.bytes, work.most_bytes) == (2500, 5000, 2)
    assert 0 <= work.least_micros < 1_000_000
    assert 2_499_000_000 <= work.most_micros < 2_500_000_000
    assert [page.offset for page in work.slowest] == list(range(2499, 2489, -1))
    assert clock.take() == []


def test_what_is_done_with_items_is_not_the_time_of_making_them() -> None:
    def make() -> Iterator[bytes]:
        for item in (b"abc", b"de"):
            time.sleep(0.02)
            yield item

    clock = Clock(READ)
    for _ in clock.each(make(), len):
        time.sleep(0.2)
    (work,) = clock.take()
    assert (work.number, work.bytes) == (1, 5)
    assert 40_000 <= work.micros < 200_000


def test_a_run_that_cuts_nothing_has_no_work_of_it() -> None:
    assert add_work(Clock(COMPARE).take()) == {}


def test_metrics_tell_what_the_manifest_tells(tmp_path: Path, dumps: Path) -> None:
    file = tmp_path / "presscut.prom"
    arguments = ("--output", str(tmp_path / "out"), "--run-id", "one", "--metrics", str(file))
    assert main(["ingest", str(dumps), *arguments, "--quiet"]) == 0
    manifest = read_manifest(str(tmp_path / "out"), "one")
    told = {
        (sample.name.removeprefix("presscut_"), *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(file.read_text("utf-8"))
        for sample in family.samples
    }
    assert told["run_info", "0.1.0", "one"] == 1
    assert told["pages",] == manifest.books.pages == 6
    assert told["duplicates", "EXACT"] == manifest.books.duplicates_by_reason["EXACT"]
    assert told["rejects", "BAD_JSON", "READ"] == 1
    assert list(manifest.work) == list(STEPS)
    for step, done in manifest.work.items():
        for key in ("number", "seconds", "least_seconds", "most_seconds", "bytes", "most_bytes"):
            assert told[f"step_{key}", step] == done[key] > 0
    assert manifest.work["cut"]["number"] == manifest.books.pages
    assert manifest.work["compare"]["number"] == manifest.books.articles_cut
    assert manifest.work["write"]["number"] * len(KINDS) == len(manifest.shards)
    slowest = manifest.work["cut"]["slowest"]
    assert [page["seconds"] for page in slowest] == sorted(
        (page["seconds"] for page in slowest), reverse=True
    )
    assert len(slowest) == manifest.books.pages
    assert sum(name == "slowest_page_seconds" for name, *_ in told) == len(slowest)
    # The child that cuts takes half a second to start, which is no page's time.
    assert manifest.work["cut"]["most_seconds"] < 0.3


@pytest.mark.parametrize("file", ["missing/a.prom", "."])
def test_metrics_that_cannot_be_written_are_said_before_anything_is_read(
    tmp_path: Path, dumps: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--output", str(tmp_path / "out"), "--metrics", str(tmp_path / file))
    assert main(["ingest", str(dumps), *arguments]) == 2
    error = capsys.readouterr().err
    assert "--metrics" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()
