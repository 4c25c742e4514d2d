"""Watching: dumps that arrive become runs, each dump in one of them."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from test_lock import held_by_another

from pipelines.cli import main
from pipelines.config import Config, Dump, Sighting, UsageError
from pipelines.hold import OutputBusy
from pipelines.watch import Watcher, describe_round, watch
from transforms.runs import Manifest, list_runs, read_manifest
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
STORY = """Ferry {number} Stops for the Winter

The ferry will not run before April, the harbour office in Port Ellery said on Monday.

Nobody had asked the {number} islanders, who heard of it from the baker's boat the next morning.
"""
LONG_AGO = 1_000_000_000.0


@pytest.fixture
def arrivals(tmp_path: Path) -> Path:
    """The folder that dumps arrive in."""
    folder = tmp_path / "arrivals"
    folder.mkdir()
    return folder


def arrive(arrivals: Path, number: int, *, changed: float = LONG_AGO) -> Path:
    """A dump that was complete when it got its name."""
    partial = arrivals / f".{number}.partial"
    partial.write_text(STORY.format(number=number))
    os.utime(partial, (changed, changed))
    return partial.rename(arrivals / f"{number}.txt")


def watcher(arrivals: Path, settle: float = 60.0) -> Watcher:
    """A watcher of the folder, with the output beside it."""
    config = Config(inputs=(str(arrivals),), output=str(arrivals.parent / "out"), run="none")
    return Watcher(config=config, settle=timedelta(seconds=settle))


def names(manifest: Manifest | None) -> list[str]:
    """The dumps that a round has read."""
    return [os.path.basename(entry.path) for entry in manifest.inputs] if manifest else []


def test_every_dump_is_read_in_one_round(arrivals: Path) -> None:
    watching = watcher(arrivals)
    assert watching.round() is None
    dump = arrive(arrivals, 1)
    assert names(watching.round()) == ["1.txt"]
    assert watching.round() is None
    # Another process finds what is read in the manifests, and makes no run of nothing.
    again = watcher(arrivals)
    assert again.round() is None
    arrive(arrivals, 2)
    (arrivals / ".3.txt").write_text(STORY)
    dump.write_text(STORY.format(number=4) * 2)
    os.utime(dump, (LONG_AGO, LONG_AGO))
    assert names(again.round()) == ["1.txt", "2.txt"]
    output = str(arrivals.parent / "out")
    assert len(list_runs(output)) == 2
    assert verify_output(output) == []


def test_what_is_written_to_waits_and_what_is_bad_is_a_reject(arrivals: Path) -> None:
    watching = watcher(arrivals)
    arrive(arrivals, 1, changed=time.time() - 61)
    arrive(arrivals, 2, changed=time.time())
    arrive(arrivals, 3).rename(arrivals / "3.warc.gz")
    watching.metrics = str(arrivals.parent / "presscut.prom")
    manifest = watching.round()
    assert manifest is not None
    assert names(manifest) == ["1.txt", "3.warc.gz"]
    assert "presscut_articles 1.0\n" in Path(watching.metrics).read_text()
    assert (manifest.books.articles, manifest.books.all_rejected) == (1, 1)
    line = describe_round(manifest, 2.04)
    assert line == f"run {manifest.run}: 2 dumps, 1 article, 0 duplicates, 1 reject, 2.0 s"


def test_a_dump_from_the_future_is_read_when_it_has_stayed_the_same(arrivals: Path) -> None:
    watching = watcher(arrivals, settle=0.5)
    arrive(arrivals, 1, changed=time.time() + 3600)
    assert watching.round() is None
    time.sleep(0.6)
    assert names(watching.round()) == ["1.txt"]


@pytest.mark.parametrize(
    ("changed", "looks", "expected"),
    [
        pytest.param([0], [100], [True], id="long unchanged"),
        pytest.param([97] * 3, [100, 101, 102], [False, False, True], id="changed lately"),
        pytest.param([900] * 3, [100, 104, 105], [False, False, True], id="in the future"),
        pytest.param([900, 901, 901], [100, 105, 110], [False, False, True], id="and again"),
    ],
)
def test_a_dump_is_settled_when_it_has_not_changed_for_so_long(
    changed: list[float], looks: list[float], expected: list[bool]
) -> None:
    seen: Sighting | None = None
    settled = []
    for at, now in zip(changed, looks, strict=True):
        seen = Sighting.of(Dump(path="a.txt", bytes=9, changed=at), seen, now)
        settled.append(seen.is_settled(now, settle=5))
    assert settled == expected


def test_an_output_that_another_run_holds_is_left_to_it(arrivals: Path) -> None:
    arrive(arrivals, 1)
    with held_by_another(arrivals.parent / "out"), pytest.raises(OutputBusy, match="'mon'"):
        watcher(arrivals).round()


def test_an_input_that_is_not_there(arrivals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, output = str(arrivals / "none"), str(arrivals.parent / "out")
    with pytest.raises(UsageError, match="is not there"):
        watcher(arrivals / "none").round()
    assert main(["watch", missing, "--output", output]) == 2
    assert main(["watch", f"{missing}/*.txt", "--output", output, "--once"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.out.endswith("nothing new\n")


def test_a_round_that_fails_is_tried_again(arrivals: Path) -> None:
    told: list[str] = []
    before = signal.getsignal(signal.SIGTERM)

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 1:
            arrivals.rmdir()
        elif len(told) == 2:
            arrivals.mkdir()
            arrive(arrivals, 1)
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    watch(watcher(arrivals), timedelta(seconds=0.01), tell)
    assert told[0] == "nothing new"
    assert told[1].startswith("failed, nothing was committed: the input")
    assert ": 1 dump, 1 article," in told[2]
    assert len(told) == 3
    assert signal.getsignal(signal.SIGTERM) is before
    arrivals.rename(arrivals.parent / "moved")
    with pytest.raises(UsageError):  # in the first round it is the options that are wrong
        watch(watcher(arrivals), timedelta(seconds=0.01), tell)


def test_a_watch_is_killed_and_another_ends_when_it_is_asked_to(arrivals: Path) -> None:
    output = arrivals.parent / "out"
    command = [sys.executable, "-m", "pipelines.cli", "watch", str(arrivals), "--output"]
    command += [str(output), "--every", "1s", "--settle", "1s"]

    def runs_after(number: int) -> list[str]:
        until = time.monotonic() + 60
        while len(list_runs(str(output))) < number and time.monotonic() < until:
            time.sleep(0.05)
        return list_runs(str(output))

    arrive(arrivals, 1)
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        assert len(runs_after(1)) == 1
        arrive(arrivals, 2)
        time.sleep(1.1)  # a round is under way
    finally:
        first.kill()
        first.wait()
    second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        arrive(arrivals, 3)
        # The first may have been done before it was killed: only the second's word tells of it.
        assert second.stdout is not None
        said = next(line for line in second.stdout if " run " in line)
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=60)
    finally:
        second.kill()
    assert second.returncode == 0
    assert "1 dump" in said or "2 dumps" in said
    read = [
        name for run in list_runs(str(output)) for name in names(read_manifest(str(output), run))
    ]
    assert sorted(read)[:2] == ["1.txt", "2.txt"]
    assert len(read) == len(set(read))
    assert verify_output(str(output)) == []
