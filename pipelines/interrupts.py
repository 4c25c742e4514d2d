"""What Ctrl-C does: it ends this process with one sentence, from its first moment to its last.

Loads nothing that takes time: it is in place before Beam is loaded, which takes seconds.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

INTERRUPTED = 130  # an exit code, as shells have it
INTERRUPTED_TEXT = "presscut: ended by Ctrl-C"
# Beam waits for workers that are just starting, and may do so for ever.
SECONDS_TO_END = 5.0
_STDERR = 2
# Clears the line of a bar that is shown, and shows the cursor that it has hidden.
_WITHOUT_BAR = "\r\x1b[K\x1b[?25h"


def at_interrupt(handler: Any) -> Any:
    """Has a handler called at Ctrl-C; gives the one before.

    Changes nothing where whoever started us wants Ctrl-C ignored, nor in other threads than the
    main one.
    """
    before = signal.getsignal(signal.SIGINT)
    if callable(before) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)
    return before


def end_at_once(*_: object) -> None:
    """Ends this process: a handler for where nothing has to be put in order."""
    shows_bars = os.isatty(_STDERR) and os.environ.get("TERM", "dumb") != "dumb"
    text = f"{_WITHOUT_BAR if shows_bars else ''}{INTERRUPTED_TEXT}\n"
    with suppress(OSError):  # nobody reads it; and print must not be entered twice
        os.write(_STDERR, text.encode())
    os._exit(INTERRUPTED)


@contextmanager
def end_on_interrupt() -> Iterator[None]:
    """Raises KeyboardInterrupt at Ctrl-C, and ends this process where that takes too long.

    A second Ctrl-C does not wait. What is left of a run is put in order by the next, as of one
    that was killed.
    """
    timer = threading.Timer(SECONDS_TO_END, end_at_once)
    timer.daemon = True

    def interrupt(*_: object) -> None:
        at_interrupt(end_at_once)
        if timer.ident is not None:  # it is the second, and somebody had put this handler back
            end_at_once()
        threading.excepthook = _say_nothing
        timer.start()
        raise KeyboardInterrupt

    before = at_interrupt(interrupt)
    try:
        yield
    finally:
        timer.cancel()
        at_interrupt(before)


def end_soon(code: int) -> None:
    """Ends this process, which has said why, where its threads keep it.

    Beam's wait for workers, which nobody tells to end if Ctrl-C, or what a run failed of, met who
    was just about to.

    Args:
        code: what it ends with.
    """
    at_interrupt(lambda *_: os._exit(code))
    timer = threading.Timer(SECONDS_TO_END, os._exit, (code,))
    timer.daemon = True
    timer.start()


def _say_nothing(_: threading.ExceptHookArgs, /) -> None:
    """Keeps threads from printing what an interrupt does to what they wait for."""
