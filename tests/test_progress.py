"""Progress: counted by workers in any number of processes, shown on stderr."""

import logging
import multiprocessing
import os
import pickle
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines import progress
from pipelines.progress import show_progress
from transforms.progress import Ticker, TickReader


def tick(path: str, times: int) -> None:
    ticker = Ticker(path)
    for _ in range(times):
        ticker.tick(articles=2)


def test_ticks_of_several_processes_add_up(tmp_path: Path) -> None:
    ticks = tmp_path / "ticks"
    ticks.touch()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=tick, args=(str(ticks), 500)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    reader = TickReader(str(ticks))
    assert reader.read() == (1000, 2000)
    Ticker(str(ticks)).tick(articles=300)
    assert reader.read() == (1001, 2255)


def test_a_ticker_without_its_file_does_nothing(tmp_path: Path) -> None:
    for path in (None, str(tmp_path / "missing")):
        ticker = pickle.loads(pickle.dumps(Ticker(path)))  # noqa: S301
        ticker.tick(articles=1)
    assert list(tmp_path.iterdir()) == []


def test_lines_are_logged_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.05)
    with caplog.at_level(logging.INFO, "presscut"), show_progress(dumps=3, quiet=False) as ticks:
        Ticker(ticks).tick(articles=4)
        time.sleep(0.2)
    assert caplog.messages
    assert caplog.messages[-1].startswith("3 dumps: 1 pages, 4 articles")
    assert not Path(ticks).exists()


def test_of_a_cluster_it_says_that_it_runs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.05)
    with (
        caplog.at_level(logging.INFO, "presscut"),
        show_progress(dumps=3, quiet=False, cluster="FlinkRunner"),
    ):
        time.sleep(0.2)
    assert caplog.messages[0] == "3 dumps: with FlinkRunner for 0 s"


def test_quiet_logs_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.05)
    with caplog.at_level(logging.INFO, "presscut"), show_progress(dumps=3, quiet=True):
        time.sleep(0.2)
    assert caplog.messages == []


def test_a_terminal_is_shown_a_bar(tmp_path: Path, dumps: Path) -> None:
    screen, stderr = pty.openpty()
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dumps / "ferry.html")]
    done = subprocess.run(
        [*command, "--output", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        env=os.environ | {"TERM": "xterm"},
        check=True,
    )
    os.close(stderr)
    shown = b""
    try:
        while piece := os.read(screen, 4096):
            shown += piece
    except OSError:  # how Linux ends a terminal that nobody holds any more
        pass
    finally:
        os.close(screen)
    assert done.returncode == 0
    assert b"1 dumps: " in shown
    assert b"pages/s" in shown
