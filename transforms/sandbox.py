"""Work in a process of its own, so that it can be stopped wherever it is stuck, and cutting in one.

Nothing else stops a C parser: it holds the interpreter, so no thread of its process runs, and
Beam's workers leave no main thread for a signal. The process that cuts is started once and fed page
by page; what it costs is a copy of the page through a pipe. It is started anew, never forked, since
Beam's workers are full of gRPC's threads.

A message is its length in 8 bytes and a pickle, or a page's bytes as they are; the other end is
transforms.server, in transforms.cut_server and transforms.formats.parquet_server. The child says
with an empty message that it is ready.
"""

import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from schemas.records import Article, Reject, RejectReason
from transforms.limits import MIB, Limits
from transforms.pages import Page, reject_page

Cut = tuple[Article, ...] | Reject

# What a child may map. Pages of the size limit take 0.8 GB, and trees of nothing but tags 0.5 GB
# for each MB of them; more than this fails in the child, before the kernel picks a victim.
MAX_MEMORY_BYTES = 4096 * MIB
# Parsers leak, and caches of names grow: a child is replaced after so many pages. At 20 ms a
# page that is every seven minutes, and costs a thousandth of them.
MAX_PAGES = 20_000
# A child is ready within a second; a machine that needs this long has other troubles.
MAX_START_SECONDS = 60.0
# How long a child that has closed its end may take to exit, before it is killed.
_EXIT_SECONDS = 2.0
# A wait that takes longer than it was to was one in which this process was stopped.
_SECONDS_BETWEEN_LOOKS = 0.5
OUT_OF_MEMORY = 77  # an exit code that neither Python nor a shell has a meaning for

LENGTH = struct.Struct("<Q")
_WORK = "cutting"
# Imports what its parent does, from where its parent does, wherever that was started: `-m` would
# prefer a folder `transforms` of the user's.
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from {module} import {serve}; {serve}()"


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception of cut_page, on its way to the parent."""

    error: str
    traceback: str


class PageCutter:
    """Cuts pages in a child process, each within limits.seconds.

    The child is started with the first page, unless one was started ahead, and again after a page
    that it was stopped for. It ends with close(), or when its parent does. Not for several
    threads at once. Pickles without the child.
    """

    def __init__(self, limits: Limits, command: Sequence[str] | None = None) -> None:
        """Starts nothing yet.

        Args:
            limits: what one page may be and take.
            command: what runs serve_cuts(); by default this Python, from this process's paths.
        """
        self._limits = limits
        self._command = command
        self._child: Child | None = None

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
        # The page's bytes go beside the pickle: a copy into it and one out of it is saved.
        request = pickle.dumps((replace(page, payload=b""), self._limits))
        try:
            answer = child.ask(request, self._limits.seconds, page.payload)
        except StoppedError as stopped:
            self._child = None
            return reject_page(page, stopped.reason, stopped.detail)
        cut: Cut | Failure = pickle.loads(answer)  # noqa: S301 - of our own process
        if isinstance(cut, Failure):
            raise RuntimeError(f"{cut.traceback}cutting {page.source} failed: {cut.error}")
        return cut

    def close(self) -> None:
        """Ends the child; the next page starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ready_child(self) -> "Child":
        if self._child is not None and (self._child.asked >= MAX_PAGES or self._child.is_dead):
            self.close()
        if self._child is None:
            child = _take_started() if self._command is None else Child(self._command, _WORK)
            child.await_ready()
            self._child = child
        return self._child


# Children that no PageCutter has yet.
_started: list["Child"] = []


@contextmanager
def child_ahead() -> Iterator[None]:
    """Starts a child now, which the first PageCutter of this process takes; it is ready sooner.

    What a child loads takes as long as to make a graph. One that nobody took is ended.
    """
    _started.append(_cutting_child())
    try:
        yield
    finally:
        with suppress(IndexError):
            _started.pop().end()


def _take_started() -> "Child":
    with suppress(IndexError):  # several threads may ask at once
        child = _started.pop()
        if not child.is_dead:
            return child
        child.end()
    return _cutting_child()


def _cutting_child() -> "Child":
    return Child(command_of("transforms.cut_server", "serve_cuts"), _WORK)


def command_of(module: str, serve: str) -> tuple[str, ...]:
    """What runs a function of a module: this Python, from this process's paths."""
    return sys.executable, "-c", _CHILD.format(module=module, serve=serve), *map(str, sys.path)


class StoppedError(Exception):
    """A child that has no answer: it took too long and was stopped, or it died."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Child:
    """A process that answers requests by transforms.server, and the pipes to it."""

    def __init__(self, command: Sequence[str], work: str) -> None:
        """Starts it.

        Args:
            command: what runs it.
            work: what it does, as in "cutting took over 20 s".
        """
        self.asked = 0
        self._work = work
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

    def await_ready(self) -> None:
        """Waits until it takes requests; once.

        Raises:
            RuntimeError: where it does not start.
        """
        try:
            self._read_message(_Patience(MAX_START_SECONDS))
        except (TimeoutError, EOFError) as error:
            how = self._explain(self.end(_EXIT_SECONDS if isinstance(error, EOFError) else 0))
            raise RuntimeError(
                f"no process for {self._work}: {how}; it is {self._process.args!r}"
            ) from error

    @property
    def is_dead(self) -> bool:
        """Whether it has ended between two requests, which is neither one's fault."""
        return self._process.poll() is not None

    def ask(self, request: bytes, seconds: float, payload: bytes | None = None) -> bytearray:
        """The answer to a request.

        Args:
            request: what is asked.
            seconds: how long it may take.
            payload: a second message, if the request speaks of one.

        Raises:
            StoppedError: where it is not here in time, or the child died. The child has ended.
        """
        self.asked += 1
        patience = _Patience(seconds)
        try:
            begin, rest = LENGTH.pack(len(request)), request
            if payload is not None:  # in no more writes: each wakes the child
                begin, rest = begin + request + LENGTH.pack(len(payload)), payload
            self._write(begin, patience)
            self._write(rest, patience)
            return self._read_message(patience)
        except TimeoutError:
            self.end()
            detail = f"{self._work} took over {seconds:g} s"
            raise StoppedError(RejectReason.TIMEOUT, detail) from None
        except (EOFError, BrokenPipeError):
            detail = self._explain(self.end(_EXIT_SECONDS))
            raise StoppedError(RejectReason.PARSER_ERROR, detail) from None

    def end(self, seconds: float = 0) -> int:
        """Ends the process, by force after so many seconds; its exit code, or minus its signal."""
        for pipe in self._pipes:
            pipe.close()
        with suppress(subprocess.TimeoutExpired):
            if seconds:
                return self._process.wait(seconds)
        self._process.kill()
        return self._process.wait()

    def _write(self, data: bytes, patience: "_Patience") -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._stdin, rest) :]
            except BlockingIOError:
                patience.await_pipe(self._stdin, select.POLLOUT)

    def _read_message(self, patience: "_Patience") -> bytearray:
        (length,) = LENGTH.unpack(self._read(LENGTH.size, patience))
        return self._read(length, patience)

    def _read(self, length: int, patience: "_Patience") -> bytearray:
        data = bytearray(length)
        rest = memoryview(data)
        while rest:
            patience.await_pipe(self._stdout, select.POLLIN)
            read = os.readv(self._stdout, [rest])
            if not read:
                raise EOFError
            rest = rest[read:]
        return data

    def _explain(self, code: int) -> str:
        """How a process ended, from its exit code."""
        if code == OUT_OF_MEMORY:
            return f"{self._work} took over {MAX_MEMORY_BYTES // MIB} MiB of memory"
        if code >= 0:
            return f"the parsing process ended with exit code {code}"
        try:
            return f"the parsing process was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"the parsing process was ended by signal {-code}"


class _Patience:
    """How long is still waited for a child: seconds in which this process was stopped do not count.

    Whoever stops it, such as Ctrl-Z and a container's pause, stops the child as well.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def await_pipe(self, pipe: int, event: int) -> None:
        """Waits for a pipe. What is there already is taken even when no time is left.

        Raises:
            TimeoutError: where it is not ready in time.
        """
        waiter = select.poll()
        waiter.register(pipe, event)
        while True:
            asked = max(0.0, min(self._seconds, _SECONDS_BETWEEN_LOOKS))
            started = time.monotonic()
            is_ready = waiter.poll(asked * 1000)
            self._seconds -= min(asked, time.monotonic() - started)
            if is_ready:
                return
            if self._seconds <= 0:
                raise TimeoutError
