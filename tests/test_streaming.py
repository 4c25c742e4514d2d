"""Streaming: windows of one job are runs, each file in one of them, one after the other."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from threading import Event

import apache_beam as beam
import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.io.restriction_trackers import OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.sdf_utils import RestrictionTrackerView, ThreadsafeRestrictionTracker
from apache_beam.transforms.periodicsequence import ImpulseSeqGenRestrictionProvider
from apache_beam.utils.timestamp import MAX_TIMESTAMP, Duration, Timestamp

from cluster.flink import JAR, FlinkCluster
from pipelines.cli import main
from pipelines.config import Arrivals, Config, Dump, UsageError, find_arrived
from pipelines.hold import RunFailed
from pipelines.ingest import build
from pipelines.stream import LookDoFn, Stream, _begin, _FindSettled, stream
from tests.conftest import ROOT
from transforms.runs import list_runs, read_manifest
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
PRISM = ROOT / ".engines" / "prism"
STORY = """Ferry {number} Stops for the Winter

The ferry will not run before April, the harbour office in Port Ellery said on Monday.

Nobody had asked the {number} islanders, who heard of it from the baker's boat the next morning.
"""
FIRST, SECOND = "20260301T120005.000Z", "20260301T120010.000Z"


@pytest.fixture
def arrivals(tmp_path: Path) -> Path:
    """The folder that dumps arrive in; it is in the working directory of those who watch it."""
    folder = tmp_path / "arrivals"
    folder.mkdir()
    return folder


def arrive(arrivals: Path, name: int | str, number: int) -> None:
    """A dump that is complete, and long has been, when it gets its name."""
    partial = arrivals / f".{name}.partial"
    partial.write_text(STORY.format(number=number))
    os.utime(partial, (1e9, 1e9))
    partial.rename(arrivals / f"{name}.txt")


def prism() -> list[str]:
    """The options that bring a pipeline to Prism."""
    if not PRISM.exists():
        pytest.skip("no Prism: `make engines` builds it where Go is")
    engine = ["--runner", "PrismRunner", "--prism_location", str(PRISM)]
    return [*engine, "--environment_type", "LOOPBACK"]


def command(*options: str) -> list[str]:
    """`presscut watch --streaming` of the folder, by its relative path."""
    watch = [sys.executable, "-m", "pipelines.cli", "watch", "arrivals", "--output", "out"]
    return [*watch, "--streaming", "--settle", "1s", *options]


@contextmanager
def watching(folder: Path, engine: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """A watch with windows of two seconds, which has gone when the block ends."""
    with subprocess.Popen(
        command("--every", "2s", *engine),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as watch:
        try:
            yield watch
        finally:
            kill(watch)


def kill(watch: "subprocess.Popen[str]") -> None:
    """Kills a watch and its Prism, which would outlive it."""
    with suppress(ProcessLookupError):
        os.killpg(watch.pid, signal.SIGKILL)
    watch.wait()


def await_that(watch: "subprocess.Popen[str]", what: Callable[[], bool]) -> None:
    """Waits for something that a watch does while it goes on."""
    until = time.monotonic() + 90
    while not what():
        assert watch.poll() is None, watch.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)


def read_in(output: Path) -> list[str]:
    """The dumps that runs have read, by their runs."""
    return [
        os.path.basename(entry.path)
        for run in list_runs(str(output))
        for entry in read_manifest(str(output), run).inputs
    ]


def test_windows_are_runs_over_a_kill_and_an_end(arrivals: Path) -> None:
    output = arrivals.parent / "out"
    with watching(arrivals.parent, prism()) as watch:
        arrive(arrivals, 0, 0)
        await_that(watch, lambda: len(read_in(output)) == 1)
        for number in range(1, 6):
            arrive(arrivals, number, number)
            time.sleep(0.7)
        arrive(arrivals, "copy", 0)
        await_that(watch, lambda: len(read_in(output)) == 7)
        arrive(arrivals, 6, 6)
        time.sleep(1.0)  # a window has it, or is about to
        kill(watch)
    before = list_runs(str(output))
    assert len(before) > 1
    with watching(arrivals.parent, prism()) as watch:
        arrive(arrivals, 7, 7)
        await_that(watch, lambda: len(read_in(output)) == 9)
        watch.send_signal(signal.SIGTERM)
        said, _ = watch.communicate(timeout=30)
    assert watch.returncode == 0, said
    manifests = [read_manifest(str(output), run) for run in list_runs(str(output))]
    assert all(f"run {manifest.run}: " in said for manifest in manifests[len(before) :])
    assert sorted(read_in(output)) == sorted(
        [*(f"{number}.txt" for number in range(8)), "copy.txt"]
    )
    assert sum(manifest.books.articles for manifest in manifests) == 8
    assert [
        manifest.books.duplicates_by_reason for manifest in manifests if manifest.books.duplicates
    ] == [{"SEEN_BEFORE": 1}]
    assert verify_output(str(output)) == []
    assert not (output / "_staging").exists()
    # What is read has the names that a watch without --streaming gives it.
    assert main_in(arrivals.parent, ["watch", "arrivals", "--output", "out", "--once"]) == 0
    assert len(list_runs(str(output))) == len(manifests)


@pytest.mark.cluster
@pytest.mark.parametrize("is_under_way", [False, True])
def test_a_worker_of_flink_dies_and_a_watch(
    arrivals: Path, tmp_path_factory: pytest.TempPathFactory, is_under_way: bool
) -> None:
    if not (JAR.exists() and shutil.which("java")):
        pytest.skip("no Flink: `make engines` builds it where Java and Maven are")
    output = arrivals.parent / "out"
    arrive(arrivals, 0, 0)
    with FlinkCluster(tmp_path_factory.mktemp("flink")) as flink:
        with watching(arrivals.parent, flink.options) as watch:
            await_that(watch, lambda: len(read_in(output)) == 1)
            arrive(arrivals, 1, 1)
            arrive(arrivals, "copy", 0)
            if is_under_way:
                await_that(watch, lambda: any(output.glob("_staging/**/turn.json")))
            for worker in flink.hosts[0].workers():
                os.kill(worker, signal.SIGKILL)
            said, _ = watch.communicate(timeout=90)
        assert watch.returncode == 1, said
        assert "presscut: the engine has begun the job again" in said
        with watching(arrivals.parent, flink.options) as watch:
            await_that(watch, lambda: len(read_in(output)) == 3)
            kill(watch)
        arrive(arrivals, 2, 2)
        with watching(arrivals.parent, flink.options) as watch:
            await_that(watch, lambda: len(read_in(output)) == 4)
            watch.send_signal(signal.SIGTERM)
            said, _ = watch.communicate(timeout=30)
        assert watch.returncode == 0, said
        until = time.monotonic() + 60
        while [job["state"] for job in flink.ask("/jobs/overview")["jobs"]] != ["FINISHED"] * 3:
            assert time.monotonic() < until
            time.sleep(0.5)
    assert sorted(read_in(output)) == ["0.txt", "1.txt", "2.txt", "copy.txt"]
    manifests = [read_manifest(str(output), run) for run in list_runs(str(output))]
    assert sum(manifest.books.articles for manifest in manifests) == 3
    assert sum(manifest.books.duplicates for manifest in manifests) == 1
    assert verify_output(str(output)) == []
    assert not (output / "_staging").exists()


def test_looks_end_when_the_sign_is_gone(tmp_path: Path) -> None:
    sign = tmp_path / "goes-on"
    sign.touch()
    look = LookDoFn(str(sign), "in/*")
    begin = Timestamp.of(time.time() - 2.5)
    looks = (begin, MAX_TIMESTAMP, 1.0)
    whole = ImpulseSeqGenRestrictionProvider().initial_restriction(looks)
    tracker = ThreadsafeRestrictionTracker(OffsetRestrictionTracker(whole))
    estimator = ManualWatermarkEstimator(None)
    found = list(look.process(looks, RestrictionTrackerView(tracker), estimator))
    assert [(one.value, one.timestamp) for one in found] == [
        ("in/*", begin + Duration.of(seconds)) for seconds in range(3)
    ]
    rest, _ = tracker.deferred_status()
    sign.unlink()
    tracker = ThreadsafeRestrictionTracker(OffsetRestrictionTracker(rest))
    assert list(look.process(looks, RestrictionTrackerView(tracker), estimator)) == []
    tracker.check_done()  # raises where it is not
    assert tracker.deferred_status() is None


def main_in(folder: Path, argv: list[str]) -> int:
    """The exit code of a command in a working directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return main(argv)


def test_once(arrivals: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arrive(arrivals, 1, 1)
    watch = command("--once", *prism())[3:]
    assert main_in(arrivals.parent, watch) == 0
    assert ": 1 dump, 1 article, 0 duplicates, 0 rejects, " in capfd.readouterr().out
    assert main_in(arrivals.parent, watch) == 0
    assert capfd.readouterr().out.endswith(" nothing new\n")
    assert len(list_runs(str(arrivals.parent / "out"))) == 1


def test_a_runner_that_cannot(arrivals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = arrivals.parent / "out"
    assert main(["watch", str(arrivals), "--output", str(output), "--streaming"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("presscut: the runner 'DirectRunner' cannot stream: ")
    assert said.count("\n") == 1
    assert not output.exists()


def test_a_stream_without_checkpoints_of_its_engine(arrivals: Path) -> None:
    config = Config(
        inputs=(str(arrivals),),
        output=str(arrivals.parent / "out"),
        run="none",
        runner="PortableRunner",
        beam={"checkpointing_interval": 3000},
    )
    often = timedelta(seconds=1)
    with pytest.raises(UsageError, match="--checkpointing_interval does not fit"):
        stream(config, every=often, settle=often, stop=Event(), tell=lambda *_: None)
    assert not Path(config.output).exists()


def ask(stream: Stream, window: str, dumps: list[Dump]) -> Path:
    """What a window does that asks for its turn; gives the file that will answer."""
    folder = Path(stream.staging.replace("*", window))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "found.json").write_text(json.dumps([asdict(dump) for dump in dumps]))
    return folder / "turn.json"


def do_turn(config: Config, turn: Path) -> None:
    """What the job does with a window that has its turn."""
    folder = str(turn.parent)
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        lists = pipeline | "DumpList" >> beam.Create([json.loads(turn.read_text())])
        memories = str(FileSystems.join(folder, "memories.json"))
        build(lists, config, memories=memories, staging=folder, shards=1)


def test_a_window_has_its_turn_when_the_one_before_is_committed(arrivals: Path) -> None:
    config = Config(inputs=(str(arrivals),), output=str(arrivals.parent / "out"), run="none")
    stream = Stream(config, "mark")
    arrive(arrivals, 1, 1)
    (one,) = find_arrived(config.inputs, config.output)
    arrive(arrivals, 2, 1)
    both = find_arrived(config.inputs, config.output)
    second, first = ask(stream, SECOND, list(both)), ask(stream, FIRST, [one])
    assert stream.step() is None
    assert (first.exists(), second.exists()) == (True, False)
    assert stream.step() is None
    do_turn(config, first)
    assert not second.exists()
    committed = stream.step()
    assert committed is not None
    assert (committed.run, committed.books.articles) == (FIRST, 1)
    assert not first.parent.exists()
    assert stream.step() is None
    do_turn(config, second)
    committed = stream.step()
    assert committed is not None
    # The dump that both have found is read by the first, and the copy is seen before.
    assert read_in(Path(config.output)) == ["1.txt", "2.txt"]
    assert committed.books.duplicates_by_reason == {"SEEN_BEFORE": 1}
    # A window that finds nothing else, in this watch or the next, is no run.
    for again in (stream, Stream(config, "mark")):
        turn = ask(again, "20260301T120015.000Z", list(both))
        assert again.step() is None
        assert json.loads(turn.read_text()) is None
        again.discard()
        assert not turn.exists()
    assert len(list_runs(config.output)) == 2


@pytest.mark.parametrize("is_under_way", [True, False])
def test_a_job_that_begins_again_replaces_no_run(arrivals: Path, is_under_way: bool) -> None:
    config = Config(inputs=(str(arrivals),), output=str(arrivals.parent / "out"), run="none")
    stream = Stream(config, "mark")
    arrive(arrivals, 1, 1)
    before = list(find_arrived(config.inputs, config.output))
    arrive(arrivals, 2, 2)
    since = list(find_arrived(config.inputs, config.output))
    stream.begin()
    turn = ask(stream, FIRST, before)
    stream.step()
    do_turn(config, turn)
    if is_under_way:
        ask(stream, FIRST, since)
        assert stream.step() is not None
    else:
        assert stream.step() is not None
        ask(stream, FIRST, since)
    with pytest.raises(RunFailed, match="begun the job again"):
        stream.step()
    assert Path(stream.sign).exists()
    stream.discard()
    assert not Path(stream.sign).exists()
    assert read_in(Path(config.output)) == ["1.txt"]
    assert verify_output(config.output) == []
    # The next watch reads what this one has not.
    following = Stream(config, "next")
    turn = ask(following, SECOND, since)
    assert following.step() is None
    do_turn(config, turn)
    assert following.step() is not None
    assert read_in(Path(config.output)) == ["1.txt", "2.txt"]


def test_what_a_worker_has_given_it_gives_again_after_a_while(
    arrivals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its engine may have gone back to before that."""
    arrive(arrivals, 1, 1)
    found = _FindSettled(Arrivals.of(str(arrivals), "out", "/"), settle=1.0)
    (file,) = FileSystems.match([f"{arrivals}/*.txt"])[0].metadata_list
    now = time.time()
    given = []
    for minutes in (0.0, 0.1, 9.9, 10.1, 20.0, 20.2):
        monkeypatch.setattr("pipelines.stream.time.time", lambda at=minutes: now + 60 * at)
        given.append(len(list(found.process(file))))
    assert given == [1, 0, 0, 1, 0, 1]


@pytest.mark.parametrize("has_turn", [True, False])
def test_a_window_under_way_is_gone_when_the_job_begins_again(
    arrivals: Path, has_turn: bool
) -> None:
    config = Config(inputs=(str(arrivals),), output=str(arrivals.parent / "out"), run="none")
    stream = Stream(config, "mark")
    stream.begin()
    arrive(arrivals, 1, 1)
    dumps = list(find_arrived(config.inputs, config.output))
    begins = [Path(f"{stream.sign}.begun.{number}") for number in range(4)]
    for begin in begins[:2]:  # the second finds nothing under way
        begin.touch()
        assert stream.step() is None
    turn = ask(stream, FIRST, dumps)
    assert stream.step() is None
    do_turn(config, turn)
    begins[2].touch()  # when all is written, and not yet committed
    assert stream.step() is not None
    assert stream.step() is None
    arrive(arrivals, 2, 2)
    ask(stream, SECOND, list(find_arrived(config.inputs, config.output)))
    if has_turn:
        assert stream.step() is None
    begins[3].touch()
    with pytest.raises(RunFailed, match="begun the job again"):
        stream.step()
    stream.discard()
    _begin(b"", (Timestamp.of(0), MAX_TIMESTAMP, 1.0), stream.sign)  # once more, for nobody
    assert not Path(stream.sign).parent.exists()
    assert read_in(Path(config.output)) == ["1.txt"]


@pytest.mark.parametrize(
    "given",
    [
        "in", "./in/../in", "in/*.txt", "in/a[1].txt", "in/**", "{here}/in", "{here}/in/*",
        "i*/*.txt", "*/.hid*", "**/*.txt", "in/s*", "{here}/in/**/*.txt",
    ],
)  # fmt: skip
def test_a_job_finds_what_a_round_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "a[1].txt", "b.txt", "c.html", ".hidden.txt", "sub/d.txt", "runs/x.json", "sub/_lock",
        "out/runs/x.json", "old/runs/x.json", "old/articles/run=x/part-0.avro",
    ):  # fmt: skip
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "in/old/_lock").touch()
    given = given.format(here=tmp_path)
    arrivals = Arrivals.of(given, "in/out", str(tmp_path))
    monkeypatch.chdir("/")  # where a worker may be
    (matched,) = FileSystems.match([arrivals.pattern])
    found = {arrivals.dump_of(file) for file in matched.metadata_list} - {None}
    monkeypatch.chdir(tmp_path)
    assert found == set(find_arrived([given], "in/out"))
    written = {"in/old/runs/x.json", "in/old/articles/run=x/part-0.avro", "in/old/_lock"}
    assert written.isdisjoint(os.path.relpath(dump.path) for dump in found if dump)
