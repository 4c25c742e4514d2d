"""Killing: a piece of work in a process of its own, ended before its n-th change of files."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

_CHANGES = frozenset({"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_SECONDS = 60.0
_SECONDS_OF_PIPES = 20.0
_ROOT = Path(__file__).parent.parent


def arm(at: int, of: str = "") -> None:
    """Lets this process be killed before a change of files.

    Args:
        at: which of them, from 0.
        of: what the changes that count have in their names.
    """
    changes = count()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if not (isinstance(flags, int) and flags & _WRITES):
                return
        elif event not in _CHANGES:
            return
        if of in str(arguments) and next(changes) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def command_killed_at(at: int, of: str) -> list[str]:
    """`presscut` as a command that is killed before a change of files, as arm has it."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pipelines.cli import main; "
        "import kills; kills.arm(int(sys.argv[2]), sys.argv[3]); sys.exit(main(sys.argv[4:]))"
    )
    return [sys.executable, "-c", code, os.path.dirname(__file__), str(at), of]


def is_killed_at(at: int, work: Callable[[], object]) -> bool:
    """Does the work in a fork of this process; whether it was killed before it was done."""
    child = os.fork()
    if not child:
        code = 1
        try:
            arm(at)
            work()
            code = 0
        finally:
            os._exit(code)
    until = time.monotonic() + _SECONDS
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            raise TimeoutError("a forked process hangs")
        time.sleep(0.001)
    if os.WIFSIGNALED(ended[1]):
        return True
    assert os.waitstatus_to_exitcode(ended[1]) == 0, "the work failed"
    return False


def python(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs this Python in a session of its own, as a terminal does.

    Args:
        arguments: what it is told.
        environment: what its environment has besides.

    Raises:
        subprocess.TimeoutExpired: where a process, of its own or left behind, keeps the pipes.
    """
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=os.environ | (environment or {}),
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=_SECONDS_OF_PIPES)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
