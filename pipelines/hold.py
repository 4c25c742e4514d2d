"""Holding an output: one command at a time writes to it, and finds it in order."""

import errno
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from pipelines.config import UsageError
from transforms.lock import OutputHeld, hold_output
from transforms.runs import COMPACTED, clear_dead, runs_staged

_LOG = logging.getLogger("presscut")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class RunFailed(Exception):
    """The run did not end well; nothing of it was committed."""


class OutputBusy(UsageError):
    """Another run is writing to the output."""


@contextmanager
def hold(output: str, wait: timedelta, run: str, *, quiet: bool) -> Iterator[None]:
    """Keeps every other run off an output while the block runs, and clears away dead ones' files.

    Args:
        output: the folder of the runs; made where it is not there.
        wait: how long to wait for a run that holds it.
        run: the run that is about to be written, or COMPACTED.
        quiet: whether to wait without a word.

    Raises:
        OutputBusy: where another run holds it.
        UsageError: where it cannot be written.
        RunFailed: where the disk is full.
    """

    def tell() -> None:
        _LOG.info(f"waiting for {_holder(output)} to be done with {output!r}")

    with ExitStack() as stack:
        try:
            stack.enter_context(hold_output(output, wait, None if quiet else tell))
            clear_dead(output, run)
        except OutputHeld:
            raise OutputBusy(
                f"{_holder(output)} is not done with {output!r}: "
                f"{'wait longer' if wait else 'wait for it with --wait 10m'}, or start again later"
            ) from None
        except OSError as error:
            raise unwritable(output, error) from error
        yield


def unwritable(output: str, error: OSError) -> UsageError | RunFailed:
    """What to raise where an output cannot be written: a full disk is nobody's option."""
    kind = RunFailed if error.errno in FULL else UsageError
    return kind(f"the output {output!r} cannot be written: {error}")


def _holder(output: str) -> str:
    runs = runs_staged(output)
    if runs == [COMPACTED]:
        return "compact"
    return f"run {runs[0]!r}" if len(runs) == 1 else "another run"
