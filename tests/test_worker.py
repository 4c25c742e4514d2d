"""Worker processes: none outlives the process that has started it, which notices its end."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from kills import python

from pipelines.workers import worker_command


def test_a_worker_has_no_shell_between_and_heeds_only_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell that stays would be the parent that a worker looks at, and outlives presscut."""
    shell = tmp_path / "a python"
    shell.write_text('#!/bin/sh\nkill -INT $$\nkill -TERM $$\necho $PPID "$@"\n')
    shell.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(shell))
    done = subprocess.run(worker_command(), shell=True, stdout=subprocess.PIPE, text=True)  # noqa: S602
    assert done.stdout == f"{os.getpid()} -m pipelines.worker {os.getpid()}\n"


PARENT = """
import os, signal, subprocess, time
from pipelines.workers import worker_command

subprocess.Popen(worker_command(), shell=True)
time.sleep({seconds})
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("seconds", [0, 1])
def test_no_worker_outlives_a_presscut_that_was_killed(seconds: float) -> None:
    """Neither where that has gone before the worker looks for it: whoever reads pipes is let go."""
    nobody = 'url: "localhost:1"'  # it waits for a minute until somebody answers there
    done = python(
        "-c", PARENT.format(seconds=seconds), environment={"CONTROL_API_SERVICE_DESCRIPTOR": nobody}
    )
    assert done.returncode == -signal.SIGKILL


def kill_a_worker(parent: int) -> None:
    """Kills the first worker that a process has."""
    while True:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            for child in listed.read_text().split():
                if b"pipelines.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(int(child), signal.SIGKILL)
                    return
        time.sleep(0.01)


def test_a_run_whose_worker_is_killed_ends(tmp_path: Path, dumps: Path) -> None:
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dumps), "--quiet"]
    with subprocess.Popen(
        [*command, "--output", str(tmp_path), "--workers", "2"], stderr=subprocess.PIPE, text=True
    ) as run:
        threading.Thread(target=kill_a_worker, args=(run.pid,), daemon=True).start()
        try:
            _, said = run.communicate(timeout=120)
        finally:
            run.kill()
    assert said == (
        "presscut: the pipeline failed: a worker process ended too early, as where memory is "
        "short: give fewer --workers; nothing was committed\n"
    )
    assert run.returncode == 1
