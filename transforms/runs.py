"""Runs: what an output folder holds, and how a run comes to be in it.

    OUTPUT/articles/run=<id>/part-00000-of-00001.avro      OUTPUT/runs/<id>.json
    OUTPUT/duplicates/run=<id>/…                           OUTPUT/_staging/…    while a run goes on
    OUTPUT/rejects/run=<id>/…
    OUTPUT/keys/run=<id>/…

A run is there when its manifest is. All its files are written below _staging/ and renamed
when they are complete, the manifest last. Paths may be of any filesystem that Beam knows.
"""

import dataclasses
import hashlib
import io
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import IO, Any, cast

import fastavro
import orjson
from apache_beam.io.filesystem import BeamIOError, CompressionTypes
from apache_beam.io.filesystems import FileSystems

from schemas.avro import KINDS, from_avro
from schemas.records import Record, Stage
from transforms.books import Books
from transforms.read import Input, input_name
from transforms.write import Shard, write_file

# A run's id names folders and files, so it may name no others.
RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MANIFEST_FORMAT = 1
_STAGING = "_staging"


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
    """Makes a folder for a run to write in, and removes what dead runs of this id left.

    Returns:
        The folder, with one folder a kind in it.

    Raises:
        OSError: where it cannot be made.
    """
    around = FileSystems.join(output, _STAGING)
    left = {
        FileSystems.join(around, file.removeprefix(around).strip("/\\").split("/")[0])
        for file in _list_files(FileSystems.join(around, f"{run}~*", "**"))
    }
    _delete(sorted(left))
    staging = FileSystems.join(around, f"{run}~{uuid.uuid4().hex}")
    for kind in KINDS:
        FileSystems.mkdirs(FileSystems.join(staging, kind))
    return str(staging)


def discard_staging(staging: str) -> None:
    """Removes a run's staging folder, and the folder around it where no other run is in it."""
    _delete([staging])
    around, _ = FileSystems.split(staging)
    if not _list_files(FileSystems.join(around, "**")):
        _delete([around])


def commit_run(output: str, staging: str, manifest: Manifest) -> None:
    """Gives a run's files their final names, the manifest last; replaces a run of the same id.

    A run that is replaced is gone first and its files after it, so a reader that goes by
    manifests never sees one run's files under another's manifest.

    Raises:
        OSError: where a file cannot be put in its place; no file of the run is left there.
    """
    path = manifest_path(output, manifest.run)
    staged_manifest = FileSystems.join(staging, "manifest.json")
    write_file(staged_manifest, manifest.to_json().encode())
    runs, _ = FileSystems.split(path)
    if not FileSystems.exists(runs):
        FileSystems.mkdirs(runs)
    if FileSystems.exists(path):
        FileSystems.delete([path])
    folders = [run_folder(output, kind, manifest.run) for kind in KINDS]
    _delete(folders)
    try:
        for folder in folders:
            FileSystems.mkdirs(folder)
        FileSystems.rename(
            [FileSystems.join(staging, shard.kind, shard.name) for shard in manifest.shards],
            [shard_path(output, manifest.run, shard) for shard in manifest.shards],
        )
        FileSystems.rename([staged_manifest], [path])
    except OSError:
        _delete(folders)
        raise


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
    files = _list_files(FileSystems.join(output, "runs", "*.json"))
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


def verify_output(output: str) -> list[str]:
    """What is wrong with an output, a sentence each; empty where all is well.

    Every manifest against its files (there, of its size, checksum and number of records),
    the books of each run added up again from its inputs and records, and files that belong
    to no run. Only what left no record cannot be counted again: skipped records, and
    inputs that were read before.
    """
    found: list[str] = []
    known: set[str] = set()
    for run in list_runs(output):
        try:
            manifest = read_manifest(output, run)
        except (OSError, ValueError, KeyError, TypeError) as error:
            found.append(f"runs/{run}.json is no manifest: {error!r}")
            continue
        if manifest.run != run:
            found.append(f"runs/{run}.json is the manifest of another run, {manifest.run}")
            continue
        known |= {f"{shard.kind}/run={run}/{shard.name}" for shard in manifest.shards}
        found += [f"run {run}: {error}" for error in _verify_run(output, manifest)]
    for kind in KINDS:
        for file in _list_files(FileSystems.join(output, kind, "**")):
            folder, name = FileSystems.split(file)
            place = f"{kind}/{FileSystems.split(folder)[1]}/{name}"
            if place not in known:
                found.append(f"{place} belongs to no committed run")
    return found


def _verify_run(output: str, manifest: Manifest) -> Iterator[str]:
    reasons: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    written = dict.fromkeys(KINDS, 0)
    pages = 0
    for shard in manifest.shards:
        place = f"{shard.kind}/run={manifest.run}/{shard.name}"
        try:
            data = read_file(shard_path(output, manifest.run, shard))
        except OSError:
            yield f"{place} is missing"
            continue
        if (len(data), hashlib.sha256(data).hexdigest()) != (shard.bytes, shard.sha256):
            yield f"{place} is not the file that was written: its size or checksum differs"
            continue
        records = 0
        for entry in read_entries(io.BytesIO(data)):
            records += 1
            # The first article of a page is written or dropped, once, so it stands for the page.
            written_or_dropped = shard.kind in {"articles", "duplicates"}
            pages += written_or_dropped and entry["source"]["article"] == 0
            name = ".".join(filter(None, (entry.get("stage"), entry.get("reason"))))
            reasons[shard.kind][name] = reasons[shard.kind].get(name, 0) + 1
        if records != shard.records:
            yield f"{place} holds {records} records, not {shard.records}"
        written[shard.kind] += records
    books = manifest.books
    yield from books.errors(dumps_given=len(manifest.inputs), rejects_written=written["rejects"])
    names = [entry.path for entry in manifest.inputs]
    if len(set(names)) != len(names):
        yield f"it lists {len(names)} inputs, of which only {len(set(names))} differ"
    sides = (
        ("bytes read", books.bytes, "inputs have", sum(entry.bytes for entry in manifest.inputs)),
        ("pages with articles", books.pages_with_articles, "files hold", pages),
    )
    for name, number, others, counted in sides:
        if number != counted:
            yield f"its books tell of {number} {name}, its {others} {counted}"
    told = {
        "articles": {"": books.articles} if books.articles else {},
        "duplicates": dict(books.duplicates_by_reason),
        "rejects": {
            f"{stage.value}.{reason}": number
            for stage in Stage
            for reason, number in books.rejects.get(stage.value, {}).items()
        },
    }
    for kind, by_reason in told.items():
        if by_reason != reasons[kind]:
            yield f"its books tell of {kind} {by_reason}, its files hold {reasons[kind]}"


def read_entries(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The records of an Avro file as it has them: without the fields of later versions."""
    yield from cast(Iterator[dict[str, Any]], fastavro.reader(file))


def read_file(path: str) -> bytes:
    """All bytes of a file of an output.

    Raises:
        OSError: where it cannot be read.
    """
    with FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        return bytes(file.read())


def _delete(folders: Sequence[str]) -> None:
    FileSystems.delete([folder for folder in folders if FileSystems.exists(folder)])


def _list_files(pattern: str) -> list[str]:
    try:
        return [found.path for found in FileSystems.match([pattern])[0].metadata_list]
    except BeamIOError:
        return []
