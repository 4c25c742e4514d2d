"""The streams of a process, where whoever started it has closed some, or cannot take more.

Loads nothing that opens files: it is asked first of all.
"""

import os
import sys


def open_closed() -> None:
    """Has stdin, stdout and stderr be there, closed ones as the null device.

    Else the first files that are opened get their numbers, and what a library prints stands in
    these; and Python has no stream of that name to print on.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            # The lowest number that is free (open(2)), which is this one.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))


def say(sentence: str) -> None:
    """Says on stderr how it ended; the exit code tells it too, where nobody can be told so."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:  # Python tries once more as it ends, and has an exit code for that
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
