"""The options of a run, checked: what can be wrong with them is found before anything is read."""

import os
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from apache_beam import Pipeline
from apache_beam.io.filesystem import BeamIOError, FileMetadata
from apache_beam.io.filesystems import FileSystems
from apache_beam.io.localfilesystem import LocalFileSystem
from apache_beam.options.pipeline_options import PipelineOptions, PipelineOptionsT
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipelines.workers import WorkerProcesses, worker_command
from transforms.books import RejectLimit
from transforms.buckets import PARTITIONS
from transforms.keys import Key
from transforms.limits import Limits
from transforms.runs import OWN_NAMES, RUN_ID, is_of_runs
from transforms.storage import PATTERN_CHARS, is_local

# Beam's alias DirectRunner first tries to download another runner, and runs on it where it
# can; FnApiRunner is the engine behind the alias. Both names mean that engine here.
EMBEDDED_RUNNERS = frozenset({"DirectRunner", "FnApiRunner"})
_SET_BY_WORKERS = frozenset({"direct_num_workers", "direct_running_mode"})
# Options of Beam's that mean nothing to it.
_OF_CLUSTERS = frozenset(
    "artifact_endpoint environment_config environment_options environment_type flink_master "
    "job_endpoint max_num_workers max_parallelism num_workers parallelism project region "
    "spark_master_url streaming".split()
)
# So many worker processes for each processor are more than can be of use.
WORKERS_PER_PROCESSOR = 8
# Options of Beam's that say where a program is, and where a cluster answers.
_PROGRAMS = ("flink_job_server_jar", "prism_location", "spark_job_server_jar")
_ADDRESSES = ("flink_master", "job_endpoint")
SECONDS_TO_ANSWER = 10.0
# Beam 2.77 holds this limit, 300 s by default, also against the stream that tells how a job
# stands, where its server knows the job before it runs: Prism's ended after five minutes.
_JOB_SERVER_SECONDS = 30 * 24 * 60 * 60
# Agencies' stories are printed for days, and features of a weekend once more within the month.
REMEMBERED = timedelta(days=30)
# Records for one Avro file: small enough to be written again if need be, large enough to be few.
SHARD_INPUT_BYTES = 256 * 1024 * 1024
# Copies are looked for in so many parts for each shard: a worker holds a part's slim records,
# 50 MB of them where articles are short.
PARTS_PER_SHARD = 4


class UsageError(Exception):
    """Wrong options or unusable paths; its text is one sentence that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The options of an ingest run.

    Attributes:
        inputs: files, folders and globs, as given.
        output: the folder that runs are written to; absolute where workers are elsewhere.
        run: the run's id.
        is_named: whether somebody chose it, and means to replace the run that has it.
        keys: what makes articles copies of each other, any of them.
        remember: how far back stories are looked for in earlier runs.
        workers: worker processes of the default runner.
        limits: what is read and worked on at most.
        fields: names that rows of dumps have for fields of ours, ours first.
        reread: whether inputs are read that a committed run has read.
        force: whether a run is replaced that other runs count on.
        wait: how long to wait for another run that is writing to the output.
        max_rejects: more rejects than this are too many; None for any number.
        runner: a runner by its Beam name.
        beam: Beam's own options, by name.
    """

    inputs: tuple[str, ...]
    output: str
    run: str
    is_named: bool = True
    keys: tuple[Key, ...] = (Key.CONTENT,)
    remember: timedelta = REMEMBERED
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    fields: Mapping[str, str] = field(default_factory=dict)
    reread: bool = False
    force: bool = False
    wait: timedelta = timedelta()
    max_rejects: RejectLimit | None = None
    runner: str = "DirectRunner"
    beam: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not RUN_ID.fullmatch(self.run):
            raise UsageError(
                f"the run id {self.run!r} cannot name a folder: use letters, digits, '.', '_' "
                "and '-', a letter or digit first, 100 at most"
            )
        try:
            os.getcwd()  # steps read what is given from there
        except FileNotFoundError:
            raise UsageError(
                "the working directory is not there any more: change to one that is"
            ) from None
        if not self.is_embedded:  # workers on other machines have working directories of their own
            object.__setattr__(self, "output", _absolute(self.output))
        check_output(self.output, self.wait)
        most = WORKERS_PER_PROCESSOR * (os.cpu_count() or 1)
        if not 1 <= self.workers <= most:
            raise UsageError(f"--workers is {self.workers}: give 1 to {most} on this machine")
        taken = _SET_BY_WORKERS & set(self.beam)
        if taken and self.is_embedded:
            raise UsageError(f"--{min(taken)} is decided by --workers: give that instead")
        others = _OF_CLUSTERS & set(self.beam)
        if others and self.is_embedded:
            raise UsageError(
                f"--{min(others)} is for a cluster, and {self.runner} is none: give --runner, such "
                "as --runner PortableRunner"
            )
        if self.workers > 1 and not self.is_embedded:
            raise UsageError(
                f"--workers is for the default runner: tell {self.runner} by its own option, "
                "such as --parallelism"
            )

    @property
    def is_embedded(self) -> bool:
        """Whether the run stays on this machine, in Beam's in-process engine."""
        return self.runner in EMBEDDED_RUNNERS

    @property
    def cuts_here(self) -> bool:
        """Whether it is this process that hands pages on to be cut, and no worker elsewhere."""
        if self.is_embedded:
            return self.workers == 1
        default = "LOOPBACK" if self.runner == "PrismRunner" else ""
        return bool(self.beam.get("environment_type", default) == "LOOPBACK")

    @property
    def splits_dumps(self) -> bool:
        """Whether large dumps are read in pieces: only where others could take a piece."""
        return self.workers > 1 or not self.is_embedded

    def make_pipeline(self) -> Pipeline:
        """An empty pipeline on the runner that the options name.

        Raises:
            UsageError: for a runner that Beam does not know, options that it refuses, or a
                cluster that does not answer.
        """
        if not self.is_embedded:
            self._look_for_cluster()
            given = {"job_server_timeout": _JOB_SERVER_SECONDS, **self.beam}
            try:
                return Pipeline(options=PipelineOptions([], runner=self.runner, **given))
            except (ValueError, ImportError) as error:
                raise UsageError(f"the runner {self.runner!r} cannot be used: {error}") from error
        options = _Options([], direct_num_workers=self.workers, **self.beam)
        if self.workers == 1:
            return Pipeline(runner=FnApiRunner(), options=options)
        environment = WorkerProcesses.from_command_string(worker_command())
        return Pipeline(runner=FnApiRunner(default_environment=environment), options=options)

    def _look_for_cluster(self) -> None:
        """Finds out at once what Beam finds out after minutes, or never."""
        if self.runner == "PortableRunner" and "job_endpoint" not in self.beam:
            raise UsageError("the runner 'PortableRunner' is not told where: give --job_endpoint")
        for name in _PROGRAMS:
            path = self.beam.get(name, "")
            if path and "://" not in path and not os.path.exists(path):
                raise UsageError(f"--{name} {path!r} is not there: check the path")
        for name in _ADDRESSES:
            address = self.beam.get(name, "")
            if ":" in address:  # others are names of engines that Beam starts itself
                connect(name, address)


class _Options(PipelineOptions):
    """Beam's options, each of whose views is made once.

    Views share their values. Beam 2.77 asks for 800 while it makes a graph, and parses a command
    line for each.
    """

    def view_as(self, cls: type[PipelineOptionsT]) -> PipelineOptionsT:
        views = self.__dict__.setdefault("_views", {})
        if cls not in views:
            views[cls] = super().view_as(cls)
        view: PipelineOptionsT = views[cls]
        return view


def connect(option: str, address: str) -> None:
    """Connects to an address once.

    Raises:
        UsageError: where it is none, or nothing answers.
    """
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        socket.create_connection((parts.hostname or "", port), SECONDS_TO_ANSWER).close()
    except (KeyError, ValueError):
        raise UsageError(f"--{option} {address!r} is no address: give HOST:PORT") from None
    except OSError as error:
        raise UsageError(
            f"nothing answers at --{option} {address!r} ({error}): start it, or give its address"
        ) from error


def check_output(output: str, wait: timedelta) -> None:
    """Says what is wrong with an output's name, or with waiting for it.

    Raises:
        UsageError: for a name that Beam would read as a pattern, and where nothing can be
            waited for.
    """
    if not output:
        raise UsageError("the output is empty: give a folder")
    if set(PATTERN_CHARS) & set(output):
        raise UsageError(
            f"the output {output!r} reads as a pattern: give a name without {PATTERN_CHARS}"
        )
    if wait and not is_local(output):
        raise UsageError(
            f"--wait is for outputs on this machine's filesystems, {output!r} has no lock: leave "
            "it out, and let the scheduler start one run at a time"
        )
    try:
        FileSystems.get_filesystem(output)
    except ValueError as error:
        raise UsageError(f"the output {output!r} cannot be reached: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file that is to be read.

    Attributes:
        path: where it is.
        bytes: its size.
        changed: when it was last written to, in seconds since 1970; 0 where that is not known.
    """

    path: str
    bytes: int
    changed: float = 0.0


class Sighting(NamedTuple):
    """A dump as it was seen last, by whoever waits until nobody is writing it any more.

    Attributes:
        dump: the dump.
        since: when it was first seen so, in seconds since 1970.
    """

    dump: Dump
    since: float

    @classmethod
    def of(cls, dump: Dump, before: "Sighting | None", now: float) -> "Sighting":
        """That of a dump which was seen before, or was not."""
        return before if before is not None and before.dump == dump else cls(dump, now)

    def is_settled(self, now: float, settle: float) -> bool:
        """Whether it has not changed for so many seconds.

        By its time of change, or, where that is in the future, by how long it was seen the same.
        """
        return max(now - self.dump.changed, now - self.since) >= settle


def find_dumps(inputs: Sequence[str], output: str) -> tuple[Dump, ...]:
    """The files that the inputs name, sorted, each once.

    A folder is read recursively, also one that a pattern names, but for hidden files and what runs
    have written, to this output or another. What in it can be no dump, such as a folder that cannot
    be read, is one, and will be a Reject.

    Raises:
        UsageError: for an input that names no file.
    """
    found: dict[str, Dump] = {}
    for given in inputs:
        dumps = _find(given, output)
        if not dumps:
            raise UsageError(
                f"the input {given!r} matches no file, or none but what runs have written: check "
                "the path"
            )
        found.update((dump.path, dump) for dump in dumps)
    return tuple(found[path] for path in sorted(found))


def find_arrived(inputs: Sequence[str], output: str) -> tuple[Dump, ...]:
    """What find_dumps finds, where folders may be empty and patterns match nothing as yet.

    Raises:
        UsageError: for an input that is neither a pattern nor there.
    """
    found: dict[str, Dump] = {}
    for given in inputs:
        is_name = is_local(given) and not _is_pattern(given)
        if is_name and not os.path.exists(given):
            raise UsageError(
                f"the input {given!r} is not there: make the folder, or check the path"
            )
        found.update((dump.path, dump) for dump in _find(given, output))
    return tuple(found[path] for path in sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What of an input arrives, as a worker anywhere finds it: what find_arrived finds.

    Attributes:
        pattern: what Beam matches.
        prefix: what paths have before what they are called.
        folder: the folder that was given, or that a pattern is looked for in, in which hidden files
            are left out, or None.
        names: the expression that paths match which a pattern names; of a file or folder any does.
        output: the folder of the runs, which is left out.
    """

    pattern: str
    prefix: str
    folder: str | None
    names: str
    output: str

    @classmethod
    def of(cls, given: str, output: str, here: str) -> "Arrivals":
        """Those of an input, in the working directory of whoever gave it."""
        if "://" in given:
            return cls(pattern=given, prefix="", folder=None, names="", output=output)
        prefix = "" if os.path.isabs(given) else _escape(os.path.join(here, ""))
        given = os.path.normpath(given)
        folder, names = None, ""
        if os.path.isdir(given):
            folder = given
            pattern = os.path.join(_escape(given), "**")
        elif os.path.isfile(given):
            pattern = _escape(given)
        else:
            folder, names = _folder_of(given), _names_of(given)
            pattern = os.path.join(_escape(_root_of(given)), "**")
        return cls(
            pattern=prefix + pattern,
            prefix="" if not prefix else os.path.join(here, ""),
            folder=folder,
            names=names,
            output=os.path.abspath(output),
        )

    def dump_of(self, file: FileMetadata) -> Dump | None:
        """The dump that a file is; None where it is none."""
        if _is_written(file.path, file.size_in_bytes, self.output):
            return None
        path = file.path.removeprefix(self.prefix)
        if not re.match(self.names, path):
            return None
        if self.folder is not None and _is_hidden(os.path.relpath(path, self.folder)):
            return None
        return _dump_of(file, path)


def _dump_of(file: FileMetadata, path: str) -> Dump:
    return Dump(path=path, bytes=file.size_in_bytes, changed=file.last_updated_in_seconds or 0.0)


def _find(given: str, output: str) -> list[Dump]:
    if not given:
        raise UsageError("an input is empty: give a file, a folder or a glob")
    own = os.path.abspath(output)
    return [dump for dump in _match(given) if not _is_written(dump.path, dump.bytes, own)]


def _match(given: str) -> list[Dump]:
    if "://" in given:
        return match_pattern(given)
    given = os.path.normpath(given)
    if os.path.isfile(given):  # also where its name reads as a glob
        status = os.stat(given)
        return [Dump(path=given, bytes=status.st_size, changed=status.st_mtime)]
    folder: str | None = given
    if os.path.isdir(given):
        found = _walk(given)
    elif _is_pattern(given):
        folder = _folder_of(given)
        found = _walk_matching(given)
    else:
        return match_pattern(given)
    return [
        dump
        for dump in found
        if folder is None or not _is_hidden(os.path.relpath(dump.path, folder))
    ]


def _walk_matching(pattern: str) -> Iterator[Dump]:
    """What a pattern names of this machine's files, and what is in folders that it names.

    Raises:
        UsageError: where it is none.
    """
    try:
        names = re.compile(_names_of(pattern))
    except re.error as error:
        raise UsageError(f"the input {pattern!r} is no pattern: {error}") from error
    for dump in _walk(_root_of(pattern) or os.curdir):
        path = dump.path.removeprefix(os.path.join(os.curdir, ""))
        if names.match(path):
            yield replace(dump, path=path)


def _names_of(pattern: str) -> str:
    r"""The regular expression of a local pattern's files.

    Beam's, but for two things that everybody else's patterns do: `**/` may stand for no folder,
    and a folder that is named is one with all that is in it, unless what is named is hidden.

    >>> [re.fullmatch(_names_of("in/**/*.txt"), f"in/{name}") is not None
    ...     for name in ("a.txt", "b/a.txt", "a.html", "x.txt/a.html")]
    [True, True, False, True]
    """
    pieces = (LocalFileSystem.translate_pattern(piece) for piece in f"/{pattern}".split("/**/"))
    bare = (piece.removeprefix("(?ms)").removesuffix(r"\Z") for piece in pieces)
    below = "" if _folder_of(pattern) is None else "(?:/.*)?"
    return "(?s)" + "/(?:.*/)?".join(bare).removeprefix("/") + below + r"\Z"


def _is_pattern(path: str) -> bool:
    return bool(set(PATTERN_CHARS) & set(path))


def _root_of(pattern: str) -> str:
    """The folder that a pattern is looked for in."""
    return os.path.dirname(re.split(f"[{re.escape(PATTERN_CHARS)}]", pattern, maxsplit=1)[0])


def _folder_of(pattern: str) -> str | None:
    """That folder, in which hidden files are left out; None where the pattern names some itself."""
    folder = _root_of(pattern)
    return None if _is_hidden(os.path.relpath(pattern, folder)) else folder


def _walk(folder: str) -> Iterator[Dump]:
    """The files below a folder, and what is there in place of files."""
    unreadable: list[str] = []

    def note(error: OSError) -> None:
        unreadable.append(str(error.filename))

    for place, folders, files in os.walk(folder, onerror=note):
        links = (name for name in folders if os.path.islink(os.path.join(place, name)))
        for name in (*files, *links):
            path = os.path.join(place, name)
            try:
                status = os.stat(path)
            except OSError:  # a link to nothing, or it has gone
                yield Dump(path=path, bytes=0)
            else:
                yield Dump(path=path, bytes=status.st_size, changed=status.st_mtime)
    yield from (Dump(path=path, bytes=0) for path in unreadable)


def match_pattern(pattern: str) -> list[Dump]:
    """The files that a path or glob of Beam's filesystems names.

    Raises:
        UsageError: where its filesystem cannot be reached.
    """
    try:
        matched = FileSystems.match([pattern])[0].metadata_list
    except (BeamIOError, ValueError, OSError) as error:
        raise UsageError(f"the input {pattern!r} cannot be looked up: {error}") from error
    return [_dump_of(file, file.path) for file in matched]


def _escape(folder: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in folder)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split(os.sep))


def _is_written(path: str, size: int, output: str) -> bool:
    """Whether runs write a file: it is in one of their folders in this output, or of another."""
    place = os.path.abspath(path)
    inside = place.removeprefix(os.path.join(output, ""))
    is_own = inside != place and inside.partition(os.sep)[0] in OWN_NAMES
    return is_own or is_of_runs(_absolute(path), size)


def _absolute(path: str) -> str:
    return path if "://" in path else os.path.abspath(path)


def count_shards(dumps: Sequence[Dump]) -> int:
    """How many Avro files a run writes of each kind: decided by its input alone."""
    return 1 + sum(dump.bytes for dump in dumps) // SHARD_INPUT_BYTES


def count_parts(shards: int, config: Config) -> int:
    """How many parts copies are looked for in: on clusters as many as can be, for all workers."""
    return min(PARTITIONS, shards * PARTS_PER_SHARD) if config.is_embedded else PARTITIONS
