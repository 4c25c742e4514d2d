"""Memory: what earlier runs of an output have kept, read from their keys and not their articles."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import orjson
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from schemas.avro import from_avro
from schemas.records import Keys
from transforms.buckets import find_shared
from transforms.copies import Copy, copy_of_keys
from transforms.runs import list_runs, manifest_path, read_entries, shard_path
from transforms.storage import read_file
from transforms.write import Shard

_RECORDS_AT_ONCE = 20_000


class Memory(NamedTuple):
    """A file of keys.

    Attributes:
        path: where it is.
        run: the run that wrote it.
        with_stories: whether its texts are looked at, or its keys only.
        this_run: the run that looks; what earlier versions of it have kept is not remembered.
    """

    path: str
    run: str
    with_stories: bool
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
    found = []
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
                    found.append(Memory(shard_path(output, other, shard), other, with_stories, run))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no manifest: {error!r}") from error
    return found


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
            raise ValueError(f"{path} is no manifest: {error!r}") from error
    return standing


def list_memories(path: str) -> list[Memory]:
    """The files of keys that a JSON file lists."""
    return [Memory(*entry) for entry in json.loads(read_file(path))]


def recall_copies(memory: Memory, buckets: bytes) -> Iterator[Copy]:
    """What a file of keys remembers that comes into one of some buckets (transforms.buckets)."""
    with FileSystems.open(memory.path, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        entries = read_entries(file)
        while batch := list(islice(entries, _RECORDS_AT_ONCE)):
            others = [entry for entry in batch if entry["run"] != memory.this_run]
            for place in find_shared(others, buckets, memory.with_stories):
                keys = from_avro("keys", others[place])
                assert isinstance(keys, Keys)
                yield copy_of_keys(keys, memory.run, with_story=memory.with_stories)
