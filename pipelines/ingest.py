"""`presscut ingest`: the graph, and what is done before and after it runs."""

import dataclasses
import json
import os
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, timezone
from importlib.metadata import version
from itertools import chain, count

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems

from pipelines.config import Config, Dump, UsageError, count_parts, count_shards, find_dumps
from pipelines.failures import describe_failure, is_interrupt
from pipelines.hold import RunFailed, hold, unwritable
from pipelines.progress import show_progress
from schemas.avro import KINDS, schema_fingerprint
from transforms.books import fill_books
from transforms.cut import CutArticles
from transforms.deduplicate import DropDuplicates
from transforms.keys import Key
from transforms.limits import ReadOptions
from transforms.memory import Memory, find_memories, runs_standing_on
from transforms.read import ReadPages, checksum, input_name
from transforms.runs import (
    Manifest,
    checksums_read,
    commit_run,
    discard_staging,
    list_runs,
    read_manifest,
    stage_run,
    was_read,
)
from transforms.sandbox import child_ahead
from transforms.spool import SpoolRecords
from transforms.storage import is_local, read_file, write_file
from transforms.write import Ledger, WriteLedger, WriteShards, read_ledger


def ingest(config: Config, *, quiet: bool = False) -> Manifest:
    """Reads the dumps, writes the articles, commits the run.

    Inputs that a committed run of this output has read are left alone, unless the options
    say otherwise; where that is all of them, a run that read nothing is committed.

    Raises:
        UsageError: for inputs that are not there, an output that cannot be written, that another
            run holds, or whose manifests cannot be read, for a run that others count on, and for
            one that compact has joined with others; nothing has been written.
        RunFailed: where the pipeline fails or the books do not balance; nothing has been
            committed.
    """
    found = find_dumps(config.inputs, config.output)
    pipeline = config.make_pipeline()
    with hold(config.output, config.wait, config.run, quiet=quiet):
        config = _under_free_id(config)
        _refuse_to_break_up(config)
        if not config.force:
            _refuse_to_undermine(config)
        dumps = found if config.reread else leave_out_read(found, config)
        return _ingest_held(
            pipeline, config, dumps, already_read=len(found) - len(dumps), quiet=quiet
        )


def ingest_new(config: Config, dumps: Sequence[Dump]) -> Manifest | None:
    """Makes a run of those of some dumps that no run has read; None, and no run, where all are.

    Raises:
        UsageError: as ingest does.
        RunFailed: as ingest does.
    """
    pipeline = config.make_pipeline()
    with hold(config.output, config.wait, config.run, quiet=True):
        config = _under_free_id(config)
        new = leave_out_read(dumps, config)
        return _ingest_held(pipeline, config, new, already_read=0, quiet=True) if new else None


def _ingest_held(
    pipeline: beam.Pipeline,
    config: Config,
    dumps: Sequence[Dump],
    *,
    already_read: int,
    quiet: bool,
) -> Manifest:
    """What is done while no other run can commit: what those before have read and kept stays so."""
    memories = recall_runs(config)
    try:
        staging = stage_run(config.output, config.run)
    except OSError as error:
        raise unwritable(config.output, error) from error
    try:
        return _run_staged(
            pipeline,
            config,
            dumps,
            memories,
            staging,
            already_read=already_read,
            quiet=quiet,
        )
    finally:
        discard_staging(staging)


def _under_free_id(config: Config) -> Config:
    """Gives a run that nobody named an id that no run has, such as one begun in the same second."""
    if config.is_named:
        return config
    taken = set(list_runs(config.output))
    ids = chain([config.run], (f"{config.run}-{number}" for number in count(2)))
    return dataclasses.replace(config, run=next(run for run in ids if run not in taken))


def leave_out_read(dumps: Sequence[Dump], config: Config) -> tuple[Dump, ...]:
    """The dumps that no other committed run of the output has read as they are.

    Raises:
        UsageError: where it is not known what they have read.
    """
    wanted = {(input_name(dump.path), dump.bytes) for dump in dumps}
    try:
        read = checksums_read(config.output, wanted, replaced=config.run)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"what {config.output!r} has read before is not known, {error}: mend it, or give "
            "--reread"
        ) from error
    return tuple(dump for dump in dumps if not was_read(dump.path, dump.bytes, read, checksum))


def _refuse_to_break_up(config: Config) -> None:
    """Lets no run be replaced whose records stand in files with those of others."""
    if config.run not in list_runs(config.output):
        return
    try:
        manifest = read_manifest(config.output, config.run)
    except (OSError, ValueError):
        return  # what else it takes to replace it is asked next
    if any(shard.offset is not None for shard in manifest.shards):
        raise UsageError(
            f"run {config.run!r} is not replaced, because compact has joined its files with those "
            "of other runs: give another --run-id, and --reread to read its inputs again"
        )


def _refuse_to_undermine(config: Config) -> None:
    """Lets no run be replaced that others count on: the copies they dropped would be nowhere."""
    if config.run not in list_runs(config.output):
        return
    try:
        standing = runs_standing_on(config.output, config.run)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"whether other runs count on run {config.run!r} is not known, {error}: mend it, or "
            "give --force"
        ) from error
    if standing:
        raise UsageError(
            f"run {config.run!r} is not replaced, because {', '.join(standing)} dropped copies of "
            "what it kept: give --force, and then run them again"
        )


def recall_runs(config: Config) -> list[Memory]:
    """What other committed runs of the output remember, where copies are looked for at all.

    Raises:
        UsageError: where it is not known what they have kept.
    """
    if Key.NONE in config.keys:
        return []
    since = _now() - config.remember if Key.STORY in config.keys else None
    try:
        return find_memories(config.output, config.run, since)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"what {config.output!r} has kept before is not known, {error}: mend it, or give "
            "--key none"
        ) from error


def _run_staged(
    pipeline: beam.Pipeline,
    config: Config,
    dumps: Sequence[Dump],
    memories: Sequence[Memory],
    staging: str,
    *,
    already_read: int,
    quiet: bool,
) -> Manifest:
    started = _now()
    try:
        list_path, memories_path = write_lists(staging, dumps, memories)
        local = staging if is_local(staging) else None
        cluster = None if config.is_embedded else config.runner
        with (
            child_ahead() if dumps and config.cuts_here else nullcontext(),
            show_progress(dumps=len(dumps), quiet=quiet, folder=local, cluster=cluster) as ticks,
        ):
            build(
                pipeline | "DumpList" >> beam.Create([list_path]),
                config,
                memories=memories_path if memories else None,
                staging=staging,
                shards=count_shards(dumps),
                ticks=None if cluster else ticks,
            )
            state = pipeline.run().wait_until_finish()
        if state not in (None, "DONE"):
            raise RunFailed(f"the pipeline ended as {state}")
    except RunFailed:
        raise
    except Exception as error:  # the runner hands on whatever a step raised
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        raise RunFailed(f"the pipeline failed: {describe_failure(error)}") from error
    return commit_staged(config, dumps, staging, started, already_read=already_read)


def write_lists(staging: str, dumps: Sequence[Dump], memories: Sequence[Memory]) -> tuple[str, str]:
    """Files what a run reads and what it recalls; gives the paths of both lists.

    They travel as files: a graph that holds them outgrows what runners take (10 MB).

    Raises:
        OSError: where they cannot be written.
    """
    list_path = str(FileSystems.join(staging, "dumps.json"))
    memories_path = str(FileSystems.join(staging, "memories.json"))
    write_file(memories_path, json.dumps(memories).encode())
    write_file(list_path, json.dumps([dump.path for dump in dumps]).encode())
    return list_path, memories_path


def commit_staged(
    config: Config, dumps: Sequence[Dump], staging: str, started: datetime, *, already_read: int
) -> Manifest:
    """Commits a run whose files are all staged, where its books balance.

    Args:
        config: the run's options.
        dumps: what it was to read.
        staging: its folder, with the ledger that its last step has written.
        started: when it began.
        already_read: how many dumps it left out.

    Raises:
        RunFailed: where they do not balance, and where a file cannot be read or put in its place.
    """
    try:
        ledger = read_ledger(FileSystems.join(staging, "ledger.json"))
    except (OSError, ValueError) as error:
        raise RunFailed(f"what the run has done is not known: {error}") from error
    manifest = _make_manifest(config, ledger, started, already_read)
    rejects_written = sum(shard.records for shard in ledger.shards if shard.kind == "rejects")
    errors = manifest.books.errors(dumps_given=len(dumps), rejects_written=rejects_written)
    if sorted(input_name(dump.path) for dump in dumps) != [e.path for e in manifest.inputs]:
        errors.append("the inputs that were read are not the ones that were given")
    if errors:
        raise RunFailed("; ".join(errors))
    try:
        commit_run(config.output, staging, manifest)
    except OSError as error:
        raise RunFailed(f"the run could not be put in its place: {error}") from error
    return manifest


def build(
    lists: beam.PCollection[str],
    config: Config,
    *,
    memories: str | None,
    staging: str,
    shards: int,
    ticks: str | None = None,
) -> None:
    """The graph of a run, or of one in each window.

    Paths of a window's own have its name in them, as transforms.windows.folder_of puts it there.

    Args:
        lists: a JSON file that lists the dumps; where windows are runs, one in each.
        config: the run's options.
        memories: a JSON file that lists what earlier runs remember; None for nothing.
        staging: a folder with one folder a kind, where files are written.
        shards: files to write of each kind.
        ticks: the file that progress is counted in, or None.
    """
    dumps = lists | "ListDumps" >> beam.FlatMap(_read_list).with_output_types(bytes)
    options = ReadOptions(limits=config.limits, fields=config.fields)
    read = dumps | "ReadPages" >> ReadPages(
        options=options, split=config.splits_dumps, folder=os.getcwd()
    )
    cut = read.pages | "CutArticles" >> CutArticles(ticks=ticks, limits=config.limits)
    deduplicated = cut.articles | "DropDuplicates" >> DropDuplicates(
        staging,
        shards=shards,
        keys=config.keys,
        memories=memories,
        parts=count_parts(shards, config),
    )
    rejects = (read.rejects, cut.rejects) | "Rejects" >> beam.Flatten()
    spooled = rejects | "SpoolRejects" >> SpoolRecords("rejects", staging, shards)
    pieces = (deduplicated.pieces, spooled) | "Pieces" >> beam.Flatten()
    written = (pieces, lists) | "WriteShards" >> WriteShards(staging, shards)
    tallies = (read.tallies, cut.tallies, deduplicated.tallies) | "Tallies" >> beam.Flatten()
    work = (read.work, cut.work, deduplicated.work, written.work) | "Work" >> beam.Flatten()
    (read.inputs, tallies, written.shards, work) | "WriteLedger" >> WriteLedger(
        FileSystems.join(staging, "ledger.json")
    )


def _read_list(path: str) -> list[bytes]:
    try:
        return [os.fsencode(dump) for dump in json.loads(read_file(path))]
    except OSError as error:
        raise RuntimeError(
            f"a worker cannot read {path!r}: give an --output on a filesystem that all share"
        ) from error


def _make_manifest(
    config: Config, ledger: Ledger, started: datetime, already_read: int
) -> Manifest:
    records = dict.fromkeys(KINDS, 0)
    for shard in ledger.shards:
        records[shard.kind] += shard.records
    books = fill_books(
        ledger.tallies,
        bytes=sum(entry.bytes for entry in ledger.inputs),
        already_read=already_read,
        articles=records["articles"],
        duplicates=records["duplicates"],
    )
    return Manifest(
        run=config.run,
        version=version("presscut"),
        started=started.isoformat(),
        finished=_now().isoformat(),
        options={
            "inputs": [input_name(given) for given in config.inputs],
            "key": ",".join(key.value for key in config.keys),
            "remember": config.remember.total_seconds(),
            "limits": dataclasses.asdict(config.limits),
            "fields": dict(config.fields),
            "reread": config.reread,
            "force": config.force,
            "max_rejects": None if config.max_rejects is None else str(config.max_rejects),
            "workers": config.workers,
            "runner": config.runner,
            "beam": config.beam,
        },
        inputs=tuple(sorted(ledger.inputs)),
        books=books,
        schemas={kind: schema_fingerprint(kind) for kind in KINDS},
        shards=ledger.shards,
        work={step: done.to_dict() for step, done in ledger.work.items()},
    )


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0)
