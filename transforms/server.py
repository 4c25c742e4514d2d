"""A child's end of transforms.sandbox: what such a process does besides its work."""

import os
import resource
import signal
import sys
from contextlib import suppress

from transforms.sandbox import LENGTH, MAX_MEMORY_BYTES

# A child outlives its parent by so much more than a request's seconds if it is stuck meanwhile.
_ORPHAN_SECONDS = 10.0


class Parent:
    """The process that asks: requests come from stdin, answers go to stdout.

    Made once and first of all, as this process is another from then on: it is limited, heeds no
    signal of a terminal, and prints nothing.
    """

    def __init__(self) -> None:
        self._requests = sys.stdin.buffer
        # Whatever a library prints must not get between the answers.
        self._answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        # Ctrl-C reaches every process of a terminal, and a service's end all that are its; this
        # one ends when its parent has.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        _limit_process()

    def next_request(self) -> bytes | None:
        """What is asked next; None where nobody is left to ask."""
        header = self._requests.read(LENGTH.size)
        if not header:
            return None
        (length,) = LENGTH.unpack(header)
        return self._requests.read(length)

    def allow(self, seconds: float) -> None:
        """Ends this process if it is stuck when no parent is left to end it, inside C too.

        By the time that it works: while it is stopped, none passes for its parent either.

        Args:
            seconds: what its next answer may take.
        """
        signal.setitimer(signal.ITIMER_PROF, seconds + _ORPHAN_SECONDS)

    def answer(self, data: bytes) -> None:
        """Answers a request; or, with no bytes and before the first, says that it is ready."""
        self._answers.write(LENGTH.pack(len(data)))
        self._answers.write(data)
        self._answers.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_process() -> None:
    """Limits what this process maps, unless it is limited to less already, and its core to none.

    A page that crashes a parser would leave a core of its tree each time.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [limit for limit in (soft, hard, MAX_MEMORY_BYTES) if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
