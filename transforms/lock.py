"""The lock of an output: one run at a time."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from fasteners import InterProcessLock

from transforms.storage import is_local

LOCK_NAME = "_lock"


class OutputHeld(Exception):
    """Another run holds the output, and has not let go of it in time."""


@contextmanager
def hold_output(
    output: str, wait: timedelta, on_wait: Callable[[], None] | None = None
) -> Iterator[None]:
    """Keeps every other run off an output while the block runs.

    It is the operating system that holds the lock (fcntl(2), "Advisory record locking"), for
    this process alone: it is gone when the process is, however that ended. The file stays, and
    means nothing by itself. Object stores and HDFS have no such thing, and nothing is held there.

    Args:
        output: the folder of the runs; made where it is not there.
        wait: how long to wait for a run that holds it.
        on_wait: called once before waiting.

    Raises:
        OutputHeld: where another run still holds it.
        OSError: where the lock cannot be had for another reason.
    """
    if not is_local(output):
        yield
        return
    lock = InterProcessLock(Path(output, LOCK_NAME))
    lock.path = os.fsdecode(lock.path)  # fasteners has bytes, and its errors would print them so
    try:
        is_held = lock.acquire(blocking=False)
        if not is_held and wait:
            if on_wait:
                on_wait()
            is_held = lock.acquire(timeout=wait.total_seconds(), max_delay=1.0)
    except RuntimeError as error:  # what fasteners makes of an OSError
        raise OSError(str(error)) from error
    if not is_held:
        raise OutputHeld
    try:
        yield
    finally:
        lock.release()
