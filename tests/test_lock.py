"""The lock: one run at a time on an output, and none that outlives its holder."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.config import UsageError
from pipelines.hold import hold
from transforms.lock import hold_output
from transforms.runs import list_runs, read_manifest, stage_run
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
NO_WAIT = timedelta()


@contextmanager
def held_by_another(output: Path) -> Iterator[int]:
    """Another process that holds an output and stages a run `mon`; gives its id."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            with hold_output(str(output), NO_WAIT):
                stage_run(str(output), "mon")
                os.write(tell, b".")
                signal.pause()
        finally:
            os._exit(0)
    os.close(tell)
    try:
        assert os.read(told, 1) == b"."
        yield child
    finally:
        end(child)
        os.close(told)


def end(process: int) -> None:
    """Kills a process, unless it is dead."""
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except ProcessLookupError:
        pass


def ingest(output: Path, run: str, *options: str) -> int:
    """Runs `presscut ingest` on a dump of its own; gives its exit code."""
    dump = output.parent / "a.txt"
    dump.write_text("Ferry Stops\n\nThe ferry will not run before April, the office said.\n")
    given = ["ingest", str(dump), "--output", str(output), "--run-id", run]
    return main([*given, *options, "--quiet"])


def test_a_second_run_ends_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    with held_by_another(output) as holder:
        staged = sorted(output.rglob("*"))
        assert ingest(output, "tue") == 2
        said = capsys.readouterr().err
        assert "run 'mon' is not done" in said
        assert "--wait 10m" in said
        assert said.count("\n") == 1
        assert ingest(output, "tue", "--wait", "1s") == 2
        said = capsys.readouterr().err
        assert "wait longer" in said
        assert said.count("\n") == 1
        assert sorted(output.rglob("*")) == staged, "nothing of the holder's is touched"
        end(holder)
        assert ingest(output, "tue") == 0
    assert list_runs(str(output)) == ["tue"]
    assert not (output / "_staging").exists()


def test_who_waits_gets_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with held_by_another(tmp_path) as holder, caplog.at_level(logging.INFO, "presscut"):
        threading.Timer(0.3, end, [holder]).start()
        with hold(str(tmp_path), timedelta(minutes=1), "tue", quiet=False):
            assert caplog.messages == [f"waiting for run 'mon' to be done with '{tmp_path}'"]
            assert not (tmp_path / "_staging").exists()
            with pytest.raises(AssertionError), held_by_another(tmp_path):
                pass
    with hold(str(tmp_path), NO_WAIT, "tue", quiet=True):
        pass


def test_what_cannot_be_held_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(UsageError, match=r"cannot be written: [^']*: '/"),
        hold(str(tmp_path / "file" / "out"), NO_WAIT, "mon", quiet=True),
    ):
        pass


def test_two_runs_at_once_keep_every_article_once(tmp_path: Path, dumps: Path) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dumps), "--quiet"]
    command += ["--output", str(output), "--wait", "5m"]
    runs = [subprocess.Popen([*command, "--run-id", run]) for run in ("one", "two")]
    assert [run.wait() for run in runs] == [0, 0]
    books = [read_manifest(str(output), run).books for run in ("one", "two")]
    assert sorted((one.dumps, one.already_read, one.articles) for one in books) == [
        (0, 5, 0),
        (5, 0, 8),
    ]
    assert verify_output(str(output)) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--output", "gs://bucket/out", "--wait", "1m"], "has no lock"),
        (["--output", "out[1]"], "reads as a pattern"),
        (["--output", "out", "--wait", "soon"], "'soon' is no time to wait"),
        (["--output", "out", "--wait", "0m"], "'0m' is no time to wait"),
    ],
)
def test_options_that_cannot_be(
    options: list[str], said: str, dumps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["ingest", str(dumps), *options])
    except SystemExit as error:
        code = int(str(error.code))
    assert code == 2
    assert said in json.dumps(capsys.readouterr().err)
