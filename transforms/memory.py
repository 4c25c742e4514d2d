"""Memory: what earlier runs of an output have kept, read from their keys and not their articles."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from operator import attrgetter
from typing import IO, Any, NamedTuple

import orjson

from schemas.avro import from_avro
from schemas.records import Keys
from transforms.buckets import find_shared
from transforms.copies import Copy, copy_of_keys
from transforms.runs import list_runs, manifest_path, read_entries, shard_path
from transforms.storage import describe_error, open_file, read_file
from transforms.write import Shard

_RECORDS_AT_ONCE = 20_000


class Part(NamedTuple):
    """What one run has written of a file of keys.

    Attributes:
        run: the run.
        with_stories: whether its texts are looked at, or its keys only.
        offset: where the part begins, in bytes; None for the whole file.
        bytes: its size.
    """

    run: str
    with_stories: bool
    offset: int | None = None
    bytes: int = 0


class Memory(NamedTuple):
    """A file of keys.

    Attributes:
        path: where it is.
        parts: whose it is.
        this_run: the run that looks; what earlier versions of it have kept is not remembered.
    """

    path: str
    parts: tuple[Part, ...]
    this_run: str


def find_memories(output: str, run: str, stories_since: datetime | None) -> list[Memory]:
    """The files of keys of all committed runs of an output but one.

    Args:
        output: the folder of the runs.
        run: the run that is about to be written, or replaced.
        stories_since: texts are looked for in runs that were finished at this time or later;
            None for none.

    Raises:
        OSError: where a manifest cannot be read.
        ValueError: where one is none: what its run has kept is not known then.
    """
    found: dict[str, list[Part]] = {}
    for other in list_runs(output):
        if other == run:
            continue
        path = manifest_path(output, other)
        try:
            manifest = orjson.loads(read_file(path))
            finished = datetime.fromisoformat(manifest["finished"])
            with_stories = stories_since is not None and finished >= stories_since
            for shard in (Shard(**entry) for entry in manifest["shards"]):
                if shard.kind == "keys" and shard.records:
                    part = Part(other, with_stories, shard.offset, shard.bytes)
                    found.setdefault(shard_path(output, other, shard), []).append(part)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no manifest: {describe_error(error)}") from error
    return [Memory(path, tuple(parts), run) for path, parts in found.items()]


def runs_standing_on(output: str, run: str) -> list[str]:
    """The committed runs of an output that have dropped copies of what a run has kept.

    Raises:
        OSError: where a manifest cannot be read.
        ValueError: where one is none.
    """
    standing = []
    for other in list_runs(output):
        path = manifest_path(output, other)
        try:
            if run in orjson.loads(read_file(path))["books"].get("seen_in", {}):
                standing.append(other)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path} is no manifest: {describe_error(error)}") from error
    return standing


def list_memories(path: str) -> list[Memory]:
    """The files of keys that a JSON file lists."""
    return [
        Memory(path, tuple(Part(*part) for part in parts), this_run)
        for path, parts, this_run in json.loads(read_file(path))
    ]


def recall_copies(memory: Memory, buckets: bytes) -> Iterator[Copy]:
    """What a file of keys remembers that comes into one of some buckets (transforms.buckets).

    Raises:
        ValueError: where it cannot be read.
    """
    try:
        yield from _recall(memory, buckets)
    except Exception as error:  # fastavro raises many kinds for bad bytes, and tells no file
        raise ValueError(
            f"{memory.path} cannot be read, see presscut verify: {describe_error(error)}"
        ) from error


def _recall(memory: Memory, buckets: bytes) -> Iterator[Copy]:
    with open_file(memory.path) as file:
        for with_story, parts in groupby(memory.parts, key=attrgetter("with_stories")):
            entries = _entries_of_others(file, parts, memory.this_run)
            while batch := list(islice(entries, _RECORDS_AT_ONCE)):
                for place in find_shared(batch, buckets, with_story):
                    keys = from_avro("keys", batch[place])
                    assert isinstance(keys, Keys)
                    assert keys.run is not None
                    yield copy_of_keys(keys, keys.run, with_story=with_story)


def _entries_of_others(
    file: IO[bytes], parts: Iterable[Part], this_run: str
) -> Iterator[dict[str, Any]]:
    """The keys of some runs, each with the run that has kept what it leads to."""
    for part in parts:
        for entry in read_entries(file, part.offset, part.bytes):
            if entry["run"] != this_run:
                yield entry | {"run": entry["run"] or part.run}
