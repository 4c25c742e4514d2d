"""How a run is getting on, on stderr: a bar in a terminal, a line now and then elsewhere."""

import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from transforms.progress import TickReader

SECONDS_BETWEEN_LINES = 30.0
SECONDS_BETWEEN_FRAMES = 0.5

_LOG = logging.getLogger("presscut")


@contextmanager
def show_progress(
    *, dumps: int, quiet: bool, folder: str | None = None, cluster: str | None = None
) -> Iterator[str]:
    """Shows pages, articles and rate while the block runs.

    Args:
        dumps: how many are read.
        quiet: whether to show nothing.
        folder: where the file of ticks is put; None for where temporary files go.
        cluster: the runner whose workers are elsewhere: of what they do nothing is known
            here before they are done.

    Yields:
        The path of the file that workers on this machine tick in.
    """
    descriptor, path = tempfile.mkstemp(prefix="presscut-ticks-", dir=folder)
    os.close(descriptor)
    done = threading.Event()
    reader = TickReader(path)
    started = time.monotonic()

    def status() -> str:
        if cluster:
            return f"{dumps} dumps: with {cluster} for {time.monotonic() - started:.0f} s"
        pages, articles = reader.read()
        rate = pages / max(time.monotonic() - started, 0.001)
        return f"{dumps} dumps: {pages} pages, {articles} articles, {rate:.0f} pages/s"

    show = _show_bar if sys.stderr.isatty() else _show_lines
    thread = threading.Thread(target=show, args=(done, status), daemon=True)
    if not quiet:
        thread.start()
    try:
        yield path
    finally:
        done.set()
        if not quiet:
            thread.join()
        os.unlink(path)


def _show_bar(done: threading.Event, status: Callable[[], str]) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(status(), total=None)
        while not done.wait(SECONDS_BETWEEN_FRAMES):
            progress.update(task, description=status())


def _show_lines(done: threading.Event, status: Callable[[], str]) -> None:
    while not done.wait(SECONDS_BETWEEN_LINES):
        _LOG.info(status())
