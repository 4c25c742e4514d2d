"""Ctrl-C ends presscut with one sentence, whatever that is at."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from kills import python

import pipelines.cli
from pipelines.interrupts import end_at_once

SAID = "presscut: ended by Ctrl-C\n"


def test_ctrl_c_while_it_loads(tmp_path: Path) -> None:
    beam = tmp_path / "apache_beam" / "__init__.py"
    beam.parent.mkdir()
    beam.write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n")
    done = python("-m", "pipelines.cli", environment={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stderr) == (130, SAID)


def test_who_loads_it_as_a_module_keeps_what_ctrl_c_does() -> None:
    assert pipelines.cli.main
    assert signal.getsignal(signal.SIGINT) is not end_at_once


COMMAND = """
import atexit, signal, threading
from pipelines import cli, interrupts

interrupts.SECONDS_TO_END = {seconds}


def fail():
    raise RuntimeError("Worker subprocess exited with return code -2")


def fail_at_exit():
    threading.main_thread().join()
    fail()


def ingest(*_, **__):
    {interrupted}


cli.ingest = ingest
cli.command()
"""


@pytest.mark.parametrize(
    ("interrupted", "seconds"),
    [
        # Beam's threads wait for workers that nobody tells to end, and fail by what comes of it.
        (
            """
    threading.Thread(target=threading.Event().wait).start()
    threading.Thread(target=fail_at_exit).start()
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        failing = threading.Thread(target=fail)
        failing.start()
        failing.join()
""",
            0.5,
        ),
        # What a run waits for when it was interrupted never comes.
        (
            """
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        threading.Event().wait()
""",
            0.1,
        ),
        # Nor does whoever asks twice wait for it.
        (
            """
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.raise_signal(signal.SIGINT)
        threading.Event().wait()
""",
            600,
        ),
        # Also where somebody, such as a watch, has put back what Ctrl-C did at first.
        (
            """
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
        signal.raise_signal(signal.SIGINT)
        threading.Event().wait()
""",
            600,
        ),
        # There is nothing left to do but to exit.
        ("atexit.register(signal.raise_signal, signal.SIGINT); raise SystemExit", 5),
    ],
    ids=["threads", "stuck", "twice", "twice-in-a-watch", "at-exit"],
)
def test_ctrl_c_ends_a_command_whatever_it_is_at(interrupted: str, seconds: float) -> None:
    code = COMMAND.format(interrupted=interrupted.strip(), seconds=seconds)
    done = python("-c", code, "ingest", "a.html", "--output", "out")
    assert (done.returncode, done.stderr) == (130, SAID)


def test_threads_keep_no_command_that_failed() -> None:
    failed = """
    threading.Thread(target=threading.Event().wait).start()
    raise cli.RunFailed("can't start new thread")
"""
    code = COMMAND.format(interrupted=failed.strip(), seconds=0.1)
    done = python("-c", code, "ingest", "a.html", "--output", "out")
    said = "presscut: can't start new thread; nothing was committed\n"
    assert (done.returncode, done.stderr) == (1, said)


LATE = """
import os, signal
from pipelines import cli


class Late:
    def __del__(self, kill=os.kill, process=os.getpid(), number=signal.SIGINT):
        kill(process, number)


late = Late()
cli.command()
"""


def test_ctrl_c_as_python_goes_changes_nothing() -> None:
    done = python("-c", LATE, "--version")
    assert (done.returncode, done.stderr) == (0, "")


BAR = """
import signal, sys, threading, time
from pipelines import interrupts, progress

interrupts.SECONDS_TO_END = 0.1
with interrupts.end_on_interrupt(), progress.show_progress(dumps=1, quiet=False):
    time.sleep(0.3)
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        threading.Event().wait()
"""


@pytest.mark.parametrize("terminal", ["xterm", "dumb"])
def test_a_terminal_has_its_cursor_back(terminal: str) -> None:
    screen, stderr = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", BAR],
        stderr=stderr,
        cwd=Path(__file__).parent.parent,
        env=os.environ | {"TERM": terminal},
    )
    os.close(stderr)
    shown = os.read(screen, 65536).decode()
    os.close(screen)
    assert done.returncode == 130
    assert shown.endswith(SAID.replace("\n", "\r\n"))
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") == (terminal == "xterm")
