"""Runs: what an output folder holds, and how a run comes to be in it.

    OUTPUT/articles/run=<id>/part-00000-of-00001-<…>.avro  OUTPUT/runs/<id>.json
    OUTPUT/duplicates/run=<id>/…                           OUTPUT/_staging/…    while a run goes on
    OUTPUT/rejects/run=<id>/…
    OUTPUT/keys/run=<id>/…                                 OUTPUT/_lock         (transforms.lock)
    OUTPUT/<kind>/run=_compacted/…       files of several runs' records (transforms.compact)

A run is there when its manifest is. All its files are written below _staging/ and renamed
when they are complete, the manifest last. Paths may be of any filesystem that Beam knows.
"""

import dataclasses
import io
import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any, cast

import fastavro
import orjson
from apache_beam.io.filesystems import FileSystems

from schemas.avro import KINDS, from_avro
from schemas.records import Record
from transforms.books import Books
from transforms.lock import LOCK_NAME
from transforms.read import Input, input_name
from transforms.storage import (
    delete,
    describe_error,
    is_local,
    list_files,
    make_folders,
    move_files,
    open_file,
    read_file,
    write_file,
)
from transforms.write import SYNC_MARKER, Shard

# A run's id names folders and files, so it may name no others.
RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MANIFEST_FORMAT = 1
_STAGING = "_staging"
# What an output has that is a run's; anything else in it is none of ours.
OWN_NAMES = frozenset({*KINDS, "runs", _STAGING, LOCK_NAME})
# Between a run's id, which cannot have it, and what tells its staging folders apart.
_OF_RUN = "~"
# Files that nobody else calls so, and what a manifest is called, as any dump may be.
_WRITTEN = re.compile(
    rf"(?:.*/)?(?:(?:{'|'.join(KINDS)})/run=[^/]+/part-[^/]+\.avro|{_STAGING}/[^/]+{_OF_RUN}.+)"
)
_MANIFEST = re.compile(r"((?:.*/)?)runs/[^/]+\.json")
# The folder of files that hold several runs' records, and the name that they are staged under.
COMPACTED = "_compacted"
_MANIFESTS = "manifests"
_READY = "ready"
# More than any head of a file has.
_HEAD_BYTES = 16 * 1024


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
        work: what its steps took (transforms.work), by step; of no meaning to later runs.
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
    work: Mapping[str, Any] = dataclasses.field(default_factory=dict)

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


def staging_folder(output: str, run: str, mark: str) -> str:
    """Where a run writes, as long as it goes on; the mark tells it from others of the same id."""
    return str(FileSystems.join(output, _STAGING, f"{run}{_OF_RUN}{mark}"))


def staged_run(staging: str) -> str:
    """The id of the run that a staging folder is of."""
    return str(FileSystems.split(staging)[1].rpartition(_OF_RUN)[0])


def stage_run(output: str, run: str, mark: str = "") -> str:
    """Makes a folder for a run to write in.

    Args:
        output: the folder of the runs.
        run: the run's id.
        mark: as staging_folder takes it; empty for one that no other has.

    Returns:
        The folder, with one folder a kind in it.

    Raises:
        OSError: where it cannot be made.
    """
    staging = staging_folder(output, run, mark or uuid.uuid4().hex)
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
            delete_unlisted(output, [run])


def runs_staged(output: str) -> list[str]:
    """The ids of the runs that are being written, or were killed while they were."""
    around = str(FileSystems.join(output, _STAGING))
    below = (file.removeprefix(around).strip("/\\") for file in list_files(around))
    names = {re.split(r"[/\\]", name)[0] for name in below}
    return sorted({name.rpartition(_OF_RUN)[0] for name in names} - {""})


def clear_dead(output: str, run: str) -> None:
    """Removes what killed runs have left: staged files, and files that no manifest lists.

    A compaction whose files were all in their places is finished instead.
    Where outputs are locked (transforms.lock) every run that is not the holder's is dead;
    elsewhere only one of the same id is known to be.

    Args:
        output: the folder of the runs, held.
        run: the run that is about to be written, or COMPACTED.

    Raises:
        OSError: where something cannot be removed, or put in its place.
    """
    around = str(FileSystems.join(output, _STAGING))
    dead = [name for name in runs_staged(output) if is_local(output) or name == run]
    if COMPACTED in dead:
        for ready in list_files(around, f"{COMPACTED}{_OF_RUN}*/{_READY}"):
            switch_manifests(output, FileSystems.split(ready)[0])
    delete_unlisted(output, dead)
    # Last, because they tell whose files may lie about; the folders of a local one also where
    # they are empty, and so are in no list.
    if is_local(output):
        delete([around])
    else:
        delete(FileSystems.split(file)[0] for file in list_files(around, f"{run}{_OF_RUN}*/run"))


def commit_compacted(output: str, staging: str, manifests: Sequence[Manifest]) -> None:
    """Puts files that hold several runs' records in their places, and these runs' manifests.

    Until all files are in their places nothing lists them, and after that every run is there by
    its old manifest or by its new one, which list the same records. A kill between leaves some
    of each, for clear_dead to finish.

    Raises:
        OSError: where a file cannot be put in its place. All runs are there all the same.
    """
    make_folders([FileSystems.join(staging, _MANIFESTS)])
    for manifest in manifests:
        path = FileSystems.join(staging, _MANIFESTS, f"{manifest.run}.json")
        write_file(path, manifest.to_json().encode())
    staged = {
        FileSystems.join(staging, shard.kind, shard.name): shard_path(output, "", shard)
        for manifest in manifests
        for shard in manifest.shards
        if shard.offset is not None
    }
    make_folders(run_folder(output, kind, COMPACTED) for kind in KINDS)
    move_files({old: new for old, new in staged.items() if FileSystems.exists(old)})
    write_file(FileSystems.join(staging, _READY), b"")
    switch_manifests(output, staging)


def switch_manifests(output: str, staging: str) -> None:
    """Puts the manifests of joined runs in their places; those that were left, where it stopped."""
    move_files(
        {
            file: manifest_path(output, FileSystems.split(file)[1].removesuffix(".json"))
            for file in list_files(FileSystems.join(staging, _MANIFESTS), "*.json")
        }
    )


def delete_unlisted(output: str, names: Iterable[str]) -> None:
    """Removes files that no manifest lists; none where a manifest that might cannot be read.

    Args:
        output: the folder of the runs, held.
        names: runs, and COMPACTED for the files of several runs and all that went into these.

    Raises:
        OSError: where one cannot be removed.
    """
    wanted = set(names)
    if COMPACTED in wanted:
        wanted.update(list_runs(output))
    joined: set[str] | None = set()
    for run in sorted(wanted - {COMPACTED}):
        shards: tuple[Shard, ...] = ()
        if FileSystems.exists(manifest_path(output, run)):
            try:
                shards = read_manifest(output, run).shards
            except (OSError, ValueError):
                joined = None
                continue
        if joined is not None:
            joined.update(shard.name for shard in shards if shard.offset is not None)
        _delete_others(output, run, {shard.name for shard in shards if shard.offset is None})
    if COMPACTED in wanted and joined is not None:
        _delete_others(output, COMPACTED, joined)


def _delete_others(output: str, run: str, listed: Set[str]) -> None:
    """Removes a run's files but for some, and its folders where nothing is left in them."""
    for kind in KINDS:
        folder = run_folder(output, kind, run)
        files = list_files(folder)
        others = [file for file in files if FileSystems.split(file)[1] not in listed]
        delete(others if listed else [folder])


def run_folder(output: str, kind: str, run: str) -> str:
    """Where a run's files of one kind stand, Hive style."""
    return str(FileSystems.join(output, kind, f"run={run}"))


def shard_path(output: str, run: str, shard: Shard) -> str:
    """Where a file of a committed run stands, or the one that its part is in."""
    folder = run_folder(output, shard.kind, run if shard.offset is None else COMPACTED)
    return str(FileSystems.join(folder, shard.name))


def manifest_path(output: str, run: str) -> str:
    """Where a run's manifest stands."""
    return str(FileSystems.join(output, "runs", f"{run}.json"))


def is_of_runs(path: str, size: int) -> bool:
    """Whether a file is one that runs have written, to whichever output.

    A manifest is known by the articles' files beside its folder, which are looked for once for an
    output, and for nothing that is not called as a manifest is.

    Args:
        path: where it is, from the root of its filesystem on.
        size: in bytes; the lock's file is empty.
    """
    if manifest := _MANIFEST.fullmatch(path):
        with suppress(OSError):  # else it is read, and rejected where it is one
            return _has_articles(manifest[1])
    is_lock = size == 0 and path.rpartition("/")[2] == LOCK_NAME
    return is_lock or _WRITTEN.fullmatch(path) is not None


@lru_cache
def _has_articles(output: str) -> bool:
    return bool(list_files(f"{output}articles", "run=*/part-*.avro"))


def list_runs(output: str) -> list[str]:
    """The ids of the runs that are committed in an output, in order of their names."""
    files = list_files(FileSystems.join(output, "runs"), "*.json")
    return sorted(FileSystems.split(file)[1].removesuffix(".json") for file in files)


def read_manifest(output: str, run: str) -> Manifest:
    """A committed run's manifest.

    Raises:
        OSError: where it is not there.
        ValueError: where it is none.
    """
    text = read_file(manifest_path(output, run))
    try:
        return Manifest.from_json(text.decode("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"runs/{run}.json is no manifest: {describe_error(error)}") from error


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
            raise ValueError(f"{path} is no manifest: {describe_error(error)}") from error
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
    """A run's records of one kind, in the order of its shards.

    Raises:
        OSError: where a file cannot be read.
        ValueError: where one is not as it was written.
    """
    for shard in manifest.shards:
        if shard.kind == kind:
            path = shard_path(output, manifest.run, shard)
            with open_file(path) as file:
                entries = read_entries(file, shard.offset, shard.bytes)
                while True:
                    try:
                        record = from_avro(kind, next(entries))
                    except StopIteration:
                        break
                    except OSError:
                        raise
                    except Exception as error:  # fastavro raises many kinds for bad bytes
                        raise ValueError(
                            f"{path} is not as it was written: {describe_error(error)}"
                        ) from error
                    yield record


def read_entries(
    file: IO[bytes], offset: int | None = None, length: int = 0
) -> Iterator[dict[str, Any]]:
    """The records of an Avro file as it has them: without the fields of later versions.

    Args:
        file: open at its beginning, or, where a part is asked for, anywhere.
        offset: where the part begins; None for the whole file.
        length: of the part, in bytes.
    """
    if offset is not None:
        head = read_head(file)
        file.seek(offset)
        file = io.BytesIO(head + file.read(length))
    yield from cast(Iterator[dict[str, Any]], fastavro.reader(file))


def read_head(file: IO[bytes]) -> bytes:
    """The head of an Avro file that presscut wrote: its schema, its codec and SYNC_MARKER.

    Blocks of records follow, which can be read behind any head that is the same.

    Raises:
        ValueError: where there is none.
    """
    file.seek(0)
    data = b""
    while more := file.read(_HEAD_BYTES):
        data += more
        if (at := data.find(SYNC_MARKER)) >= 0:
            return data[: at + len(SYNC_MARKER)]
    raise ValueError("the file is none that presscut wrote")
