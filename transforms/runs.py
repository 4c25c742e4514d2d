"""Runs: what an output folder holds, and how a run comes to be in it.

    OUTPUT/articles/run=<id>/part-00000-of-00001.avro      OUTPUT/runs/<id>.json
    OUTPUT/duplicates/run=<id>/…                           OUTPUT/_staging/…    while a run goes on
    OUTPUT/rejects/run=<id>/…
    OUTPUT/keys/run=<id>/…                                 OUTPUT/_lock         (transforms.lock)

A run is there when its manifest is. All its files are written below _staging/ and renamed
when they are complete, the manifest last. Paths may be of any filesystem that Beam knows.
"""

import dataclasses
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

import fastavro
import orjson
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from schemas.avro import KINDS, from_avro
from schemas.records import Record
from transforms.books import Books
from transforms.read import Input, input_name
from transforms.storage import (
    delete,
    is_local,
    list_files,
    make_folders,
    move_files,
    read_file,
    write_file,
)
from transforms.write import Shard

# A run's id names folders and files, so it may name no others.
RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MANIFEST_FORMAT = 1
_STAGING = "_staging"
# Between a run's id, which cannot have it, and what tells its staging folders apart.
_OF_RUN = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a committed run says of itself; runs/<id>.json holds it.

    Attributes:
        run: its id.
        version: of presscut.
        started, finished: ISO 8601, UTC.
        options: as they were given.
        inputs: the dumps that were read.
        books: all counts.
        schemas: fingerprint of each kind's schema.
        shards: the files that were written.
    """

    run: str
    version: str
    started: str
    finished: str
    options: Mapping[str, Any]
    inputs: tuple[Input, ...]
    books: Books
    schemas: Mapping[str, str]
    shards: tuple[Shard, ...]

    def to_json(self) -> str:
        """The manifest as it is filed: indented, keys in a fixed order."""
        data = {"format": MANIFEST_FORMAT} | {
            field.name: getattr(self, field.name) for field in dataclasses.fields(self)
        }
        data["inputs"] = [entry._asdict() for entry in self.inputs]
        data["books"] = dataclasses.asdict(self.books)
        data["shards"] = [shard._asdict() for shard in self.shards]
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """The manifest in a file's text.

        Raises:
            ValueError, KeyError, TypeError: where it is none, or of another format.
        """
        data = json.loads(text)
        if data.pop("format") != MANIFEST_FORMAT:
            raise ValueError(f"the manifest is not of format {MANIFEST_FORMAT}")
        return cls(
            **{
                **data,
                "inputs": tuple(Input(**entry) for entry in data["inputs"]),
                "books": Books(**data["books"]),
                "shards": tuple(Shard(**shard) for shard in data["shards"]),
            }
        )


def stage_run(output: str, run: str) -> str:
    """Makes a folder for a run to write in.

    Returns:
        The folder, with one folder a kind in it.

    Raises:
        OSError: where it cannot be made.
    """
    staging = str(FileSystems.join(output, _STAGING, f"{run}{_OF_RUN}{uuid.uuid4().hex}"))
    make_folders(FileSystems.join(staging, kind) for kind in KINDS)
    # Tells of the run for as long as anything is staged, or has been moved from here.
    write_file(FileSystems.join(staging, "run"), run.encode())
    return staging


def discard_staging(staging: str) -> None:
    """Removes a run's staging folder, and the folder around it where no other run is in it.

    What cannot be removed is left to the next run.
    """
    with suppress(OSError):
        delete([staging])
        around, _ = FileSystems.split(staging)
        if not list_files(around):
            delete([around])


def commit_run(output: str, staging: str, manifest: Manifest) -> None:
    """Gives a run's files their final names, the manifest last; replaces a run of the same id.

    No step changes or removes what the manifest that stands there lists, so whoever goes by
    manifests finds either run whole, at any moment. What is left of the other is removed
    after that, by clear_dead where this process does not live to do it.

    Raises:
        OSError: where a file cannot be put in its place; no file of the run is left there.
    """
    run = manifest.run
    path = manifest_path(output, run)
    staged_manifest = str(FileSystems.join(staging, "manifest.json"))
    try:
        write_file(staged_manifest, manifest.to_json().encode())
        make_folders(run_folder(output, kind, run) for kind in KINDS)
        make_folders([FileSystems.split(path)[0]])
        move_files(
            {
                FileSystems.join(staging, shard.kind, shard.name): shard_path(output, run, shard)
                for shard in manifest.shards
            }
        )
        move_files({staged_manifest: path})
    finally:
        with suppress(OSError):  # what is done is done, or failed; verify names what lies about
            _delete_unlisted(output, run)


def runs_staged(output: str) -> list[str]:
    """The ids of the runs that are being written, or were killed while they were."""
    around = str(FileSystems.join(output, _STAGING))
    below = (file.removeprefix(around).strip("/\\") for file in list_files(around))
    names = {re.split(r"[/\\]", name)[0] for name in below}
    return sorted({name.rpartition(_OF_RUN)[0] for name in names} - {""})


def clear_dead(output: str, run: str) -> None:
    """Removes what killed runs have left: staged files, and files that no manifest lists.

    Where outputs are locked (transforms.lock) every run that is not the holder's is dead;
    elsewhere only one of the same id is known to be.

    Args:
        output: the folder of the runs, held.
        run: the run that is about to be written.

    Raises:
        OSError: where something cannot be removed.
    """
    dead = [name for name in runs_staged(output) if is_local(output) or name == run]
    for name in dead:
        _delete_unlisted(output, name)
    around = str(FileSystems.join(output, _STAGING))
    # Last, because they tell whose files may lie about; the folders of a local one also where
    # they are empty, and so are in no list.
    if is_local(output):
        delete([around])
    else:
        delete(FileSystems.split(file)[0] for file in list_files(around, f"{run}{_OF_RUN}*/**"))


def _delete_unlisted(output: str, run: str) -> None:
    """Removes a run's files that its manifest does not list; none where that cannot be read."""
    shards: tuple[Shard, ...] = ()
    if run in list_runs(output):
        try:
            shards = read_manifest(output, run).shards
        except (OSError, ValueError, KeyError, TypeError):
            return
    for kind in KINDS:
        folder = run_folder(output, kind, run)
        listed = {shard.name for shard in shards if shard.kind == kind}
        if listed:
            delete(file for file in list_files(folder) if FileSystems.split(file)[1] not in listed)
        else:
            delete([folder])


def run_folder(output: str, kind: str, run: str) -> str:
    """Where a run's files of one kind stand, Hive style."""
    return str(FileSystems.join(output, kind, f"run={run}"))


def shard_path(output: str, run: str, shard: Shard) -> str:
    """Where a file of a committed run stands."""
    return str(FileSystems.join(run_folder(output, shard.kind, run), shard.name))


def manifest_path(output: str, run: str) -> str:
    """Where a run's manifest stands."""
    return str(FileSystems.join(output, "runs", f"{run}.json"))


def list_runs(output: str) -> list[str]:
    """The ids of the runs that are committed in an output, in order of their names."""
    files = list_files(FileSystems.join(output, "runs"), "*.json")
    return sorted(FileSystems.split(file)[1].removesuffix(".json") for file in files)


def read_manifest(output: str, run: str) -> Manifest:
    """A committed run's manifest.

    Raises:
        OSError: where it is not there.
        ValueError, KeyError, TypeError: where it is none.
    """
    return Manifest.from_json(read_file(manifest_path(output, run)).decode("utf-8"))


def checksums_read(
    output: str, wanted: Set[tuple[str, int]], *, replaced: str
) -> dict[tuple[str, int], set[str]]:
    """The checksums that committed runs have read the files under, by name and size in bytes.

    An output may have thousands of runs, so of each manifest only the inputs are looked at,
    and of these only the wanted ones kept.

    Args:
        output: the folder of the runs.
        wanted: names and sizes that are asked for.
        replaced: a run that does not count, because it is about to be replaced.

    Raises:
        OSError: where a manifest cannot be read.
        ValueError: where one is none: what its run has read is not known then.
    """
    found: dict[tuple[str, int], set[str]] = {}
    for run in list_runs(output):
        if run == replaced:
            continue
        path = manifest_path(output, run)
        try:
            for entry in orjson.loads(read_file(path))["inputs"]:
                file = entry["path"], entry["bytes"]
                if file in wanted:
                    found.setdefault(file, set()).add(entry["sha256"])
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no manifest: {error!r}") from error
    return found


def was_read(
    path: str,
    size: int,
    read: Mapping[tuple[str, int], Set[str]],
    checksum: Callable[[str], tuple[int, str]],
) -> bool:
    """Whether a file is one that was read, as it is now.

    A name and size that are new are told apart from the list alone; the checksum is taken
    only of a file that has both, because it may have been changed in place.

    Args:
        path: where the file is.
        size: in bytes.
        read: what checksums_read gives.
        checksum: gives the size and the SHA-256 in hex of the file at a path, of what can be
            read of it: a file that cannot be read whole is not one that was read.
    """
    known = read.get((input_name(path), size))
    if not known:
        return False
    size_now, sha256 = checksum(path)
    return size_now == size and sha256 in known


def read_records(output: str, manifest: Manifest, kind: str) -> Iterator[Record]:
    """A run's records of one kind, in the order of its shards."""
    for shard in manifest.shards:
        if shard.kind == kind:
            path = shard_path(output, manifest.run, shard)
            with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as file:
                for data in read_entries(file):
                    yield from_avro(kind, data)


def read_entries(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The records of an Avro file as it has them: without the fields of later versions."""
    yield from cast(Iterator[dict[str, Any]], fastavro.reader(file))
