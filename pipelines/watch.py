"""`presscut watch`: dumps that arrive become runs, a round at a time."""

import dataclasses
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from pipelines.config import Config, Dump, Sighting, UsageError, find_arrived
from pipelines.hold import OutputBusy, RunFailed
from pipelines.ingest import ingest_new
from pipelines.metrics import try_write_metrics
from transforms.runs import Manifest
from transforms.windows import name_time

# Dumps come by the hour or by the minute; readers of news do not count seconds.
EVERY = timedelta(seconds=60)
# A program that writes a dump writes something of it more often than this.
SETTLED = timedelta(seconds=5)

_LOG = logging.getLogger("presscut")


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Looks for dumps that have arrived, and makes a run of them.

    Attributes:
        config: the options of its runs, each of which has an id of its own.
        settle: a dump is read when it has not changed for so long.
        metrics: a file for the figures of the last run, or None.
    """

    config: Config
    settle: timedelta
    metrics: str | None = None
    _read: dict[str, Dump] = field(default_factory=dict)
    _seen: dict[str, Sighting] = field(default_factory=dict)

    def round(self) -> Manifest | None:
        """Makes a run of what has arrived; None where nothing has that no run has read.

        Raises:
            UsageError: as ingest does.
            RunFailed: as ingest does; what has arrived is looked at again in the next round.
        """
        arrived = [
            dump
            for dump in self._settled(find_arrived(self.config.inputs, self.config.output))
            if self._read.get(dump.path) != dump
        ]
        if not arrived:
            return None
        config = dataclasses.replace(self.config, run=_run_id(), is_named=False)
        manifest = ingest_new(config, arrived)
        self._read |= {dump.path: dump for dump in arrived}
        if manifest is not None and self.metrics is not None:
            try_write_metrics(manifest, self.metrics)
        return manifest

    def _settled(self, dumps: Sequence[Dump]) -> list[Dump]:
        """The dumps that nobody is writing any more."""
        now, settle = time.time(), self.settle.total_seconds()
        self._seen = {
            dump.path: Sighting.of(dump, self._seen.get(dump.path), now) for dump in dumps
        }
        return [seen.dump for seen in self._seen.values() if seen.is_settled(now, settle)]


def watch(watcher: Watcher, every: timedelta, tell: Callable[[str], None]) -> None:
    """Makes rounds until SIGTERM or SIGINT; the round that is under way then is the last one.

    A round that fails is told of, and the next one tries again.

    Args:
        watcher: makes the rounds.
        every: the time from one round's beginning to the next.
        tell: takes a line about each round.

    Raises:
        UsageError: where the first round finds that an option is wrong.
    """
    is_first = True
    with asked_to_stop() as stop:
        while not stop.is_set():
            started = time.monotonic()
            try:
                tell(describe_round(watcher.round(), time.monotonic() - started))
            except OutputBusy as error:
                tell(f"not yet: {error}")
            except (RunFailed, UsageError) as error:
                if is_first and isinstance(error, UsageError):
                    raise
                tell(f"failed, nothing was committed: {error}")
            is_first = False
            stop.wait(max(0.0, every.total_seconds() - (time.monotonic() - started)))


def describe_round(manifest: Manifest | None, seconds: float) -> str:
    """A line about a round that went well."""
    if manifest is None:
        return "nothing new"
    books = manifest.books
    counts = (
        (books.dumps, "dump"),
        (books.articles, "article"),
        (books.duplicates, "duplicate"),
        (books.all_rejected, "reject"),
    )
    parts = [f"{number:,} {what}{'' if number == 1 else 's'}" for number, what in counts]
    return f"run {manifest.run}: {', '.join(parts)}, {seconds:.1f} s"


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """An event that the first SIGTERM or SIGINT sets; a second one does what it always does."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def ask(number: int, _: object) -> None:
        _LOG.debug("asked to stop by %s", signal.Signals(number).name)
        restore()
        stop.set()

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        restore()


def _run_id() -> str:
    """The time, UTC, to the millisecond: rounds may be short, and a run replaces its namesake."""
    return name_time(datetime.now(timezone.utc))
