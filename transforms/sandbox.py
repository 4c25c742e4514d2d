"""Cutting in a process of its own, so that a page can be stopped wherever it is stuck.

Nothing else stops a C parser: it holds the interpreter, so no thread of its process runs, and
Beam's workers leave no main thread for a signal. The process is started once and fed page by
page; what it costs is a copy of the page through a pipe. It is started anew, never forked, since
Beam's workers are full of gRPC's threads.

A message is its length in 8 bytes and a pickle; both ends are this module. The child says with
an empty message that it is ready.
"""

import gc
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from schemas.records import Article, Reject, RejectReason, Source
from transforms.cut_page import cut_page, reject_page
from transforms.limits import MIB, Limits
from transforms.pages import MediaType, Page

Cut = tuple[Article, ...] | Reject

# What a child may map. Pages of the size limit take 0.8 GB, and trees of nothing but tags 0.5 GB
# for each MB of them; more than this fails in the child, before the kernel picks a victim.
MAX_MEMORY_BYTES = 4096 * MIB
# Parsers leak, and caches of names grow: a child is replaced after so many pages. At 20 ms a
# page that is every seven minutes, and costs a thousandth of them.
MAX_PAGES = 20_000
# A child is ready within half a second; a machine that needs this long has other troubles.
MAX_START_SECONDS = 60.0
# A child outlives its parent by so much more than a page's seconds if it is stuck meanwhile.
_ORPHAN_SECONDS = 10.0
# How long a child that has closed its end may take to exit, before it is killed.
_EXIT_SECONDS = 2.0
_OUT_OF_MEMORY = 77  # an exit code that neither Python nor a shell has a meaning for

_LENGTH = struct.Struct("<Q")
# Imports what its parent does, from where its parent does, wherever that was started: `-m` would
# prefer a folder `transforms` of the user's.
_CHILD = (
    "import sys; sys.path[:] = sys.argv[1:]; from transforms.sandbox import serve_cuts; "
    "serve_cuts()"
)
# Loads what is loaded at first use: the first page's seconds are the page's. Text is cut to the
# end, whatever a model makes of so small a page of HTML.
_WARM_UP = tuple(
    Page(payload=payload, media_type=media_type, source=Source(dump=""))
    for media_type, payload in (
        (MediaType.HTML, b"<h1>Ferry Stops</h1><p>The ferry will not run before April.</p>"),
        (
            MediaType.TEXT,
            b"Ferry Stops for the Winter\nBy Ada Fenwick\n14 March 2024\n"
            b"The ferry will not run before April, the harbour office in Port Ellery said.\n"
            b"Nobody had asked the islanders, who heard of it from the baker's boat.\n",
        ),
    )
)


class PageCutter:
    """Cuts pages in a child process, each within limits.seconds.

    The child is started with the first page, and again after one that it was stopped for. It ends
    with close(), or when its parent does. Not for several threads at once. Pickles without the
    child.
    """

    def __init__(self, limits: Limits, command: Sequence[str] | None = None) -> None:
        """Starts nothing yet.

        Args:
            limits: what one page may be and take.
            command: what runs serve_cuts(); by default this Python, from this process's paths.
        """
        self._limits = limits
        self._command = command
        self._child: _Child | None = None

    def __reduce__(self) -> tuple[type["PageCutter"], tuple[Limits, Sequence[str] | None]]:
        return PageCutter, (self._limits, self._command)

    def prepare(self) -> None:
        """Starts a child where none is ready: what that takes is not the next page's.

        Raises:
            RuntimeError: where no child starts.
        """
        self._ready_child()

    def cut(self, page: Page) -> Cut:
        """What cut_page gives, or a Reject where it took too long or its process died.

        Raises:
            RuntimeError: where cut_page raised, which is a bug of ours, or no child starts.
        """
        child = self._ready_child()
        try:
            answer = child.ask(pickle.dumps((page, self._limits)), self._limits.seconds)
        except TimeoutError:
            self.close()
            return reject_page(
                page, RejectReason.TIMEOUT, f"cutting took over {self._limits.seconds:g} s"
            )
        except (EOFError, BrokenPipeError):
            self._child = None
            return reject_page(page, RejectReason.PARSER_ERROR, _explain(child.end(_EXIT_SECONDS)))
        cut: Cut | _Failure = pickle.loads(answer)  # noqa: S301 - of our own process
        if isinstance(cut, _Failure):
            raise RuntimeError(f"cutting {page.source} failed:\n{cut.traceback}")
        return cut

    def close(self) -> None:
        """Ends the child; the next page starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ready_child(self) -> "_Child":
        if self._child is not None and (self._child.pages >= MAX_PAGES or self._child.is_dead):
            self.close()
        if self._child is None:
            self._child = _Child(
                self._command or (sys.executable, "-c", _CHILD, *map(str, sys.path))
            )
        return self._child


class _Child:
    """A process that runs serve_cuts, and the pipes to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self.pages = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Threads that numpy would keep for matrices far larger than a page's.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipes = (self._process.stdin, self._process.stdout)
        self._stdin, self._stdout = (pipe.fileno() for pipe in self._pipes)
        # Writing must not wait for a child that does not read.
        os.set_blocking(self._stdin, False)
        try:
            self._read_message(time.monotonic() + MAX_START_SECONDS)
        except (TimeoutError, EOFError) as error:
            how = _explain(self.end(_EXIT_SECONDS if isinstance(error, EOFError) else 0))
            raise RuntimeError(f"no process to cut pages in: {how}; it is {command}") from error

    @property
    def is_dead(self) -> bool:
        """Whether it has ended between two pages, which is neither page's fault."""
        return self._process.poll() is not None

    def ask(self, request: bytes, seconds: float) -> bytearray:
        """The answer to a request.

        Raises:
            TimeoutError: where it is not here in time.
            EOFError, BrokenPipeError: where the child died.
        """
        self.pages += 1
        deadline = time.monotonic() + seconds
        self._write(_LENGTH.pack(len(request)), deadline)
        self._write(request, deadline)
        return self._read_message(deadline)

    def end(self, seconds: float = 0) -> int:
        """Ends the process, by force after so many seconds; its exit code, or minus its signal."""
        for pipe in self._pipes:
            pipe.close()
        with suppress(subprocess.TimeoutExpired):
            if seconds:
                return self._process.wait(seconds)
        self._process.kill()
        return self._process.wait()

    def _write(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._stdin, rest) :]
            except BlockingIOError:
                _await(self._stdin, select.POLLOUT, deadline)

    def _read_message(self, deadline: float) -> bytearray:
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        return self._read(length, deadline)

    def _read(self, length: int, deadline: float) -> bytearray:
        data = bytearray(length)
        rest = memoryview(data)
        while rest:
            _await(self._stdout, select.POLLIN, deadline)
            read = os.readv(self._stdout, [rest])
            if not read:
                raise EOFError
            rest = rest[read:]
        return data


def _await(pipe: int, event: int, deadline: float) -> None:
    """Waits for a pipe. What is there already is taken even after the deadline.

    Raises:
        TimeoutError: where the deadline passes first.
    """
    waiter = select.poll()
    waiter.register(pipe, event)
    if not waiter.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


def _explain(code: int) -> str:
    """How a process ended, from its exit code."""
    if code == _OUT_OF_MEMORY:
        return f"cutting took over {MAX_MEMORY_BYTES // MIB} MiB of memory"
    if code >= 0:
        return f"the parsing process ended with exit code {code}"
    try:
        return f"the parsing process was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"the parsing process was ended by signal {-code}"


@dataclass(frozen=True, slots=True)
class _Failure:
    """An exception of cut_page, on its way to the parent."""

    traceback: str


def serve_cuts(cut: Callable[[Page, Limits], Cut] = cut_page) -> None:
    """The child: answers pages from stdin on stdout until there are no more.

    Args:
        cut: what is done with a page.
    """
    requests = sys.stdin.buffer
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Ctrl-C reaches every process of a terminal, and a service's end all that are its; this one
    # ends when its parent has.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _limit_process()
    for page in _WARM_UP:
        cut(page, Limits())
    # Models, profiles and modules stay to the end: no page's garbage is looked for among them.
    gc.collect()
    gc.freeze()
    _write_message(answers, b"")
    while header := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(header)
        page, limits = pickle.loads(requests.read(length))  # noqa: S301 - of our own process
        # Ends a page that is stuck when no parent is left to end it, inside C too.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _ORPHAN_SECONDS)
        _write_message(answers, pickle.dumps(_answer(cut, page, limits)))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(cut: Callable[[Page, Limits], Cut], page: Page, limits: Limits) -> Cut | _Failure:
    try:
        return cut(page, limits)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of its memory is in shreds
    except Exception:
        return _Failure(traceback.format_exc())


def _write_message(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _limit_process() -> None:
    """Limits what this process maps, unless it is limited to less already, and its core to none.

    A page that crashes a parser would leave a core of its tree each time.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [limit for limit in (soft, hard, MAX_MEMORY_BYTES) if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
