"""What is said of a pipeline that failed: one sentence of what a runner raised."""

import re
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import grpc

from pipelines.workers import WORKER_GONE
from transforms.storage import MAX_SAID_CHARS

# Errors of clusters that tell of their inside and not of what to do.
_ADVICE = (
    (
        "ConnectException",
        "see that the cluster's master is up, and where its tasks run the worker pool that "
        "--environment_config names",
    ),
    (
        "docker run",
        "see that workers can start containers, of an image with presscut in it that "
        "--environment_config names, or give another --environment_type",
    ),
    ("ModuleNotFoundError", "install presscut, of this version, where the workers run"),
    ("NoResourceAvailableException", "give a --parallelism that the cluster has slots for"),
)
# What is raised of a worker process of the default runner that is gone, by who noticed it first.
_GONE = (WORKER_GONE, "Channel closed prematurely")
_ENDED = "a worker process ended too early, as where memory is short: give fewer --workers"
_JOB_FAILED = re.compile(r"Pipeline \S+ failed in state [A-Z]+: ")
# What Beam puts behind the last line of what a step raised.
_WHERE = re.compile(r"\s*\[while running '[^']*'\]$")


def describe_failure(error: BaseException) -> str:
    r"""What an error says, without the workers' tracebacks that Beam puts before it.

    >>> describe_failure(RuntimeError("Traceback …\nValueError: no page"))
    'ValueError: no page'
    >>> describe_failure(RuntimeError("Pipeline job-1 failed in state CANCELLED: by hand"))
    'by hand'
    """
    if isinstance(error, grpc.Call):
        return f"the job server is gone: {error.code().name}, {error.details()}"
    lines = [line for raw in str(error).splitlines() if (line := _WHERE.sub("", raw).strip())]
    said = _JOB_FAILED.sub("", lines[-1]) if lines else repr(error)
    if said.startswith(_GONE):
        return _ENDED
    said = textwrap.shorten(said, MAX_SAID_CHARS, placeholder=" …")
    for sign, advice in _ADVICE:
        if sign in said:
            return f"{said}: {advice}"
    return said


def is_interrupt(error: BaseException | None) -> bool:
    """Whether an error comes of a Ctrl-C that met a step: Beam makes another of what steps raise.

    >>> is_interrupt(RuntimeError("KeyboardInterrupt [while running 'Cut/Page']"))
    True
    """
    while error is not None:
        if isinstance(error, KeyboardInterrupt) or str(error).startswith("KeyboardInterrupt ["):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def quiet_threads() -> Iterator[None]:
    """Keeps Beam's threads from printing the loss of a job server, which the main one raises."""
    others = threading.excepthook

    def hook(arguments: threading.ExceptHookArgs, /) -> None:
        if not issubclass(arguments.exc_type, grpc.RpcError):
            others(arguments)

    threading.excepthook = hook
    try:
        yield
    finally:
        if threading.excepthook is hook:  # after Ctrl-C they say nothing at all
            threading.excepthook = others
