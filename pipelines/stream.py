"""`presscut watch --streaming`: one job that goes on, in which every window is a run.

The job finds the dumps that arrive and cuts, compares and writes those of a window in a folder of
the window's own. What there can only be one of is done here, in the program that started it: it
holds the output, and answers windows one at a time, in order. A window asks for its turn with a
list of what it has found, and is told what of that it is to read, and what earlier runs remember,
when every run before it has been committed. So copies are found in the keys of committed runs, as
in a batch, and a file that two windows have found, or a job before this one, is read once.

The job goes on for as long as a file is there that says so: not every engine ends a job that it is
told to cancel, and none does when this program is killed. The next one removes the file.
"""

import dataclasses
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, TypeAlias

import apache_beam as beam
from apache_beam.io.fileio import MatchAll
from apache_beam.io.filesystem import FileMetadata
from apache_beam.io.filesystems import FileSystems
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.runners.runner import PipelineResult
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.periodicsequence import (
    ImpulseSeqGenDoFn,
    ImpulseSeqGenRestrictionProvider,
)
from apache_beam.transforms.window import FixedWindows
from apache_beam.utils.timestamp import MAX_TIMESTAMP, Duration, Timestamp

from pipelines.config import (
    Arrivals,
    Config,
    Dump,
    Sighting,
    UsageError,
    count_shards,
    find_arrived,
)
from pipelines.failures import describe_failure
from pipelines.hold import RunFailed, hold, unwritable
from pipelines.ingest import build, commit_staged, leave_out_read, recall_runs, write_lists
from pipelines.metrics import try_write_metrics
from transforms.runs import (
    Manifest,
    discard_staging,
    list_runs,
    stage_run,
    staged_run,
    staging_folder,
)
from transforms.sandbox import child_ahead
from transforms.storage import delete, list_files, make_folders, read_file, write_file
from transforms.windows import ANY_WINDOW, Window, end_of, folder_of

# How often is looked for dumps, and how long after its end a window is known to be over.
_LOOK = timedelta(seconds=1)
# The first look is due when the job has started; what it is late is added to its window's run.
_START = timedelta(seconds=2)
# The engine takes a window to be over when the last look in it is done.
_BEFORE_END = 0.01
# How often a window looks whether it is its turn, and this program whether anything is to be done.
_POLL_SECONDS = 0.1
# What a job that is cancelled has to end in.
_CANCEL_SECONDS = 10.0
# Without checkpoints an engine that restarts a job goes back to its start. It forgets what it has
# found, and finds it again: in the first window, with what came since. Windows under way are gone.
_BEGAN_AGAIN = (
    "the engine has begun the job again from its start, as it does when a worker dies: start the "
    "watch again, which reads what is left"
)
# Where Flink 1.16 goes back to a checkpoint, the windows that were under way do not come back, and
# those after them wait for ever.
_NO_CHECKPOINTS = (
    "--checkpointing_interval does not fit --streaming, which finds its place by the runs it has "
    "committed: leave it out, and start the watch again when it ends"
)
# A worker that lives through that does not know: what it has given, it gives again after so long.
_GIVEN_SECONDS = 600.0
_FOUND = "found.json"
_TURN = "turn.json"
_GOES_ON = "goes-on"
_BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class _Open:
    """A run that is under way."""

    run: str
    dumps: tuple[Dump, ...]
    started: datetime


@dataclass(slots=True)
class Stream:
    """Answers windows, and commits their runs.

    Attributes:
        config: the options of its runs, whose ids are the ends of their windows.
        mark: tells the staged folders of this stream from others'.
        metrics: a file for the figures of the last run, or None.
    """

    config: Config
    mark: str
    metrics: str | None = None
    _taken: dict[str, Dump] = field(default_factory=dict)
    _open: _Open | None = None
    _begun: int = 1

    @property
    def staging(self) -> str:
        """The folder of a window, as folder_of takes it."""
        return staging_folder(self.config.output, ANY_WINDOW, self.mark)

    @property
    def sign(self) -> str:
        """The file that the job goes on for as long as it is there."""
        return str(FileSystems.join(staging_folder(self.config.output, "", self.mark), _GOES_ON))

    def begin(self) -> None:
        """Lets the job go on.

        Raises:
            UsageError: where the output cannot be written to.
        """
        try:
            make_folders([FileSystems.split(self.sign)[0]])
            write_file(self.sign, b"")
        except OSError as error:
            raise unwritable(self.config.output, error) from error

    def step(self) -> Manifest | None:
        """Does what can be done now: commits the run under way, or gives the next window its turn.

        Returns:
            What was committed, if anything was.

        Raises:
            UsageError, RunFailed: as ingest does; RunFailed too where the job has begun again, and
                windows that were under way are gone.
        """
        if self._open is None:
            self._check_begins()
            self._answer_next()
            return None
        staging = staging_folder(self.config.output, self._open.run, self.mark)
        if not FileSystems.exists(FileSystems.join(staging, "ledger.json")):
            self._check_begins()
            return None
        config = dataclasses.replace(self.config, run=self._open.run)
        manifest = commit_staged(
            config, self._open.dumps, staging, self._open.started, already_read=0
        )
        self._open = None
        # A window that has asked again meanwhile is not done with.
        if not FileSystems.exists(FileSystems.join(staging, _FOUND)):
            delete([staging])
        if self.metrics is not None:
            try_write_metrics(manifest, self.metrics)
        return manifest

    def discard(self) -> None:
        """Removes what is staged, also what has not had its turn; the job ends, if it has not."""
        discard_staging(FileSystems.split(self.sign)[0])  # first, for nothing is staged after it
        around, pattern = FileSystems.split(self.staging)
        staged = {FileSystems.split(file)[0] for file in list_files(around, f"{pattern}/*")}
        for folder in staged | {self.staging}:  # with nothing staged what is around goes, too
            discard_staging(folder)

    def _check_begins(self) -> None:
        begun = len(list_files(*FileSystems.split(f"{self.sign}.{_BEGUN}.*")))
        if begun > self._begun and (self._open is not None or self._asking()):
            raise RunFailed(_BEGAN_AGAIN)
        self._begun = max(begun, self._begun)

    def _asking(self) -> Sequence[str]:
        """What windows that wait for their turn have found, the earliest first."""
        around, pattern = FileSystems.split(self.staging)
        return list_files(around, f"{pattern}/{_FOUND}")

    def _answer_next(self) -> None:
        asking = self._asking()
        if not asking:
            return
        staging, _ = FileSystems.split(asking[0])  # the earliest, since names are times
        run = staged_run(staging)
        found = [Dump(**entry) for entry in json.loads(read_file(asking[0]))]
        config = dataclasses.replace(self.config, run=run)
        dumps = leave_out_read(
            [dump for dump in found if self._taken.get(dump.path) != dump], config
        )
        if dumps and run in list_runs(config.output):
            raise RunFailed(_BEGAN_AGAIN)
        self._taken |= {dump.path: dump for dump in found}
        try:
            turn = None
            if dumps:
                stage_run(config.output, run, self.mark)
                turn, _ = write_lists(staging, dumps, recall_runs(config))
                self._open = _Open(run, dumps, datetime.now(timezone.utc).replace(microsecond=0))
            delete(asking[:1])
            write_file(FileSystems.join(staging, _TURN), json.dumps(turn).encode())
        except OSError as error:
            raise unwritable(self.config.output, error) from error


def stream(
    config: Config,
    *,
    every: timedelta,
    settle: timedelta,
    stop: threading.Event,
    tell: Callable[[Manifest, float], None],
    metrics: str | None = None,
    once: bool = False,
) -> None:
    """Runs a job that makes a run of each window in which dumps arrive, until it is to stop.

    What is under way then is given up: nothing of it is committed, and the next watch reads it.

    Args:
        config: the options of all runs.
        every: the size of windows.
        settle: a dump is read when it has not changed for so long.
        stop: set when it is to end.
        tell: takes what was committed, and how many seconds after its window's end.
        metrics: a file for the figures of the last run, or None.
        once: whether to look for dumps once, and end when these are read.

    Raises:
        UsageError: for options that are wrong, and as ingest does.
        RunFailed: where the job fails, or the books of a run do not balance.
    """
    if config.is_embedded:
        raise UsageError(
            f"the runner {config.runner!r} cannot stream: give --runner PrismRunner or another "
            "that can, or leave --streaming out"
        )
    if "checkpointing_interval" in config.beam:
        raise UsageError(_NO_CHECKPOINTS)
    find_arrived(config.inputs, config.output)  # says which input is not there
    config = dataclasses.replace(config, beam=config.beam | {"streaming": True})
    windows = Stream(config, uuid.uuid4().hex, metrics)
    pipeline = config.make_pipeline()
    with (
        hold(config.output, config.wait, config.run, quiet=True),
        child_ahead() if config.cuts_here else nullcontext(),
    ):
        try:
            windows.begin()
            build_stream(pipeline, windows, every=every, settle=settle, once=once)
            _drive(pipeline, windows, stop, tell)
            if not (once or stop.is_set()):
                raise RunFailed("the pipeline ended though nobody had told it to")
        finally:
            windows.discard()


def _drive(
    pipeline: beam.Pipeline,
    windows: Stream,
    stop: threading.Event,
    tell: Callable[[Manifest, float], None],
) -> None:
    """Runs the job, and answers its windows for as long as it goes on."""
    job = _Job(pipeline)
    try:
        while not stop.is_set():
            has_ended = job.has_ended()  # before the step: what it has written last is seen
            manifest = windows.step()
            if manifest is not None:
                tell(manifest, time.time() - end_of(manifest.run).timestamp())
            elif has_ended:
                return
            else:
                stop.wait(_POLL_SECONDS)
    finally:
        job.cancel()


class _Job:
    """A job that runs beside this thread."""

    def __init__(self, pipeline: beam.Pipeline) -> None:
        self._error: Exception | None = None
        self._state: str | None = None
        try:
            self._result: PipelineResult = pipeline.run()
        except Exception as error:  # the runner hands on whatever a step raised
            raise _failed(error) from error
        self._thread = threading.Thread(target=self._await, daemon=True)
        self._thread.start()

    def _await(self) -> None:
        try:
            self._state = self._result.wait_until_finish()
        except Exception as error:
            self._error = error

    def has_ended(self) -> bool:
        """Whether it has ended well.

        Raises:
            RunFailed: where it has ended otherwise.
        """
        if self._thread.is_alive():
            return False
        if self._error is not None:
            raise _failed(self._error) from self._error
        if self._state not in (None, "DONE"):
            raise RunFailed(f"the pipeline ended as {self._state}")
        return True

    def cancel(self) -> None:
        """Ends it, if it goes on, and does not wait for ever."""
        if self._thread.is_alive():
            canceller = threading.Thread(target=self._result.cancel, daemon=True)
            canceller.start()
            canceller.join(_CANCEL_SECONDS)
            self._thread.join(_CANCEL_SECONDS)


def _failed(error: Exception) -> RunFailed:
    return RunFailed(f"the pipeline failed: {describe_failure(error)}")


def build_stream(
    pipeline: beam.Pipeline,
    windows: Stream,
    *,
    every: timedelta,
    settle: timedelta,
    once: bool = False,
) -> None:
    """The graph: what arrives, by windows, each of which waits for its turn, and then of a run.

    Args:
        pipeline: where the steps go.
        windows: who answers its windows.
        every: the size of windows.
        settle: a dump is read when it has not changed for so long.
        once: whether dumps are looked for once; then they are one window, which ends at once.
    """
    config, staging, sign = windows.config, windows.staging, windows.sign
    now = time.time()
    look = min(_LOOK, every).total_seconds()
    size = timedelta(milliseconds=1) if once else every
    # In step with the windows, so that the last look of one is just before its end.
    start = now + _START.total_seconds()
    begin = Timestamp.of(now if once else start - start % look - _BEFORE_END)
    end = begin + Duration.of(look) if once else MAX_TIMESTAMP
    looks = pipeline | beam.Impulse() | "Begin" >> beam.Map(_begin, (begin, end, look), sign)
    arrived = []
    for number, given in enumerate(config.inputs):
        arrivals = Arrivals.of(given, config.output, os.getcwd())
        arrived.append(
            looks
            | f"Look{number}" >> beam.ParDo(LookDoFn(sign, arrivals.pattern))
            | f"Match{number}" >> MatchAll()
            | f"FindSettled{number}" >> beam.ParDo(_FindSettled(arrivals, settle.total_seconds()))
        )
    lists = (
        arrived
        | "Arrived" >> beam.Flatten()
        | "IntoWindows" >> beam.WindowInto(FixedWindows(size.total_seconds()))
        | "OfWindow" >> beam.GroupBy(_anywhere)
        | "AskForTurn" >> beam.Map(_ask, staging, sign)
        | "AwaitTurn" >> beam.ParDo(_AwaitTurn(sign)).with_output_types(str)
    )
    build(
        lists,
        config,
        memories=str(FileSystems.join(staging, "memories.json")),
        staging=staging,
        shards=count_shards([]),
    )


_Looks: TypeAlias = tuple[Timestamp, Timestamp, float]
_LOOKS = beam.DoFn.RestrictionParam(ImpulseSeqGenRestrictionProvider())
_WATERMARK = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider())


def _begin(_: bytes, looks: _Looks, sign: str) -> _Looks:
    """Leaves word that the job has begun, once more where its engine has restarted it."""
    if FileSystems.exists(sign):
        write_file(f"{sign}.{_BEGUN}.{uuid.uuid4().hex}", b"")
    return looks


@beam.typehints.with_output_types(str)
class LookDoFn(ImpulseSeqGenDoFn):
    """A pattern, again and again, until the file is gone that says that the job goes on."""

    def __init__(self, sign: str, pattern: str) -> None:
        super().__init__([pattern])
        self._sign = sign

    @beam.DoFn.unbounded_per_element()
    def process(
        self,
        element: _Looks,
        restriction_tracker: Any = _LOOKS,
        watermark_estimator: Any = _WATERMARK,
    ) -> Iterator[str]:
        if FileSystems.exists(self._sign):
            yield from super().process(element, restriction_tracker, watermark_estimator)
        else:  # to claim what is behind the last look is to be done
            restriction_tracker.try_claim(restriction_tracker.current_restriction().stop)


@beam.typehints.with_output_types(Dump)
class _FindSettled(beam.DoFn):
    """Dumps that nobody is writing any more; each now and then, and what is read is left out."""

    def __init__(self, arrivals: Arrivals, settle: float) -> None:
        self._arrivals = arrivals
        self._settle = settle
        self._seen: dict[str, Sighting] = {}
        self._given: dict[str, tuple[Dump, float]] = {}

    def process(self, file: FileMetadata) -> Iterator[Dump]:
        dump = self._arrivals.dump_of(file)
        if dump is None:
            return
        now = time.time()
        given, at = self._given.get(dump.path, (None, now))
        if given == dump and now - at < _GIVEN_SECONDS:
            return
        seen = Sighting.of(dump, self._seen.pop(dump.path, None), now)
        if seen.is_settled(now, self._settle):
            self._given[dump.path] = dump, now
            yield dump
        else:
            self._seen[dump.path] = seen


def _anywhere(_: Dump) -> str:
    return ""


def _ask(
    group: tuple[str, Iterable[Dump]],
    staging: str,
    sign: str,
    window: Window = beam.DoFn.WindowParam,
) -> str:
    """Files what a window has found; gives the path of the file that will answer."""
    folder = folder_of(staging, window)
    found = {dump.path: dump for dump in group[1]}
    entries = [dataclasses.asdict(found[path]) for path in sorted(found)]
    if FileSystems.exists(sign):
        write_file(FileSystems.join(folder, _FOUND), json.dumps(entries).encode())
    return str(FileSystems.join(folder, _TURN))


class _Turn(RestrictionProvider):
    """One thing to do, which can be put off."""

    def initial_restriction(self, _: str) -> OffsetRange:
        return OffsetRange(0, 1)

    def create_tracker(self, restriction: OffsetRange) -> OffsetRestrictionTracker:
        return OffsetRestrictionTracker(restriction)

    def restriction_size(self, _: str, restriction: OffsetRange) -> int:
        return int(restriction.size())


_TO_DO = beam.DoFn.RestrictionParam(_Turn())


class _AwaitTurn(beam.DoFn):
    """Hands on the list of what a window is to read when it is there; nothing where it is none.

    It does not wait in its place, which may be in one bundle with windows before: those could
    not go on then. The engine is asked to come back, for as long as somebody answers.
    """

    def __init__(self, sign: str) -> None:
        self._sign = sign

    @beam.DoFn.unbounded_per_element()
    def process(self, path: str, tracker: Any = _TO_DO) -> Iterator[str]:
        if not FileSystems.exists(self._sign):
            tracker.try_claim(0)
        elif not FileSystems.exists(path):
            tracker.defer_remainder(Duration.of(_POLL_SECONDS))
        elif tracker.try_claim(0):
            turn = json.loads(read_file(path))
            if turn is not None:
                yield turn
