"""Verifying: an output's files held against its manifests, and its books added up again."""

import hashlib
import io
from collections.abc import Container, Iterator, Mapping

from apache_beam.io.filesystems import FileSystems

from schemas.avro import KINDS
from schemas.records import Stage
from transforms.compact import joined_name
from transforms.runs import (
    COMPACTED,
    Manifest,
    list_runs,
    read_entries,
    read_head,
    read_manifest,
    runs_staged,
    shard_path,
)
from transforms.storage import list_files, open_file, read_file
from transforms.write import Shard


def verify_output(output: str) -> list[str]:
    """What is wrong with an output, a sentence each; empty where all is well.

    Every manifest against its files (there, of its size, checksum and number of records),
    the books of each run added up again from its inputs and records, of kinds whose files are
    as they were written, and files that belong to no run, but for those of a run that is being
    written or was killed, which are nobody's yet. Only what left no record cannot be counted
    again: skipped records, and inputs that were read before.
    """
    found: list[str] = []
    runs = list_runs(output)
    unfinished = set(runs_staged(output))
    if COMPACTED in unfinished:  # which moves the files of all
        unfinished.update(runs)
    manifests: list[Manifest] = []
    # Files of a run whose manifest cannot be read may well be its own, and parts of joined ones.
    unknown = set(unfinished)
    for run in runs:
        try:
            manifests.append(_read_manifest(output, run))
        except ValueError as error:
            found.append(str(error))
            unknown.update({run, COMPACTED})
    known: dict[str, list[Shard]] = {}
    for manifest in manifests:
        for shard in manifest.shards:
            known.setdefault(_place(manifest.run, shard), []).append(shard)
    wrong = _verify_joined(output, known)
    found += wrong.values()
    for manifest in manifests:
        found += [f"run {manifest.run}: {error}" for error in _verify_run(output, manifest, wrong)]
    for kind in KINDS:
        folder = FileSystems.join(output, kind)
        for file in list_files(folder):
            place = kind + file.removeprefix(folder)
            run = place.split("/")[1].removeprefix("run=")
            if run in unknown or place in wrong:
                continue
            if place not in known:
                found.append(f"{place} belongs to no committed run")
            elif run == COMPACTED and not _is_covered(file, known[place]):
                found.append(f"{place} holds more than the parts of committed runs")
    return found


def _read_manifest(output: str, run: str) -> Manifest:
    """A run's manifest.

    Raises:
        ValueError: where it cannot be read, is none, or is another's.
    """
    try:
        manifest = read_manifest(output, run)
    except OSError as error:
        raise ValueError(f"runs/{run}.json cannot be read: {error}") from error
    if manifest.run != run:
        raise ValueError(f"runs/{run}.json is the manifest of another run, {manifest.run}")
    return manifest


def _place(run: str, shard: Shard) -> str:
    return f"{shard.kind}/run={run if shard.offset is None else COMPACTED}/{shard.name}"


def _verify_joined(output: str, known: Mapping[str, list[Shard]]) -> dict[str, str]:
    """What is wrong with files of several runs, by place: their heads have no other checksum."""
    wrong: dict[str, str] = {}
    for place, (shard, *_) in known.items():
        if shard.offset is None:
            continue
        try:
            data = read_file(shard_path(output, "", shard))
        except FileNotFoundError:
            wrong[place] = f"{place} is missing"
        except OSError as error:
            wrong[place] = f"{place} cannot be read: {error}"
        else:
            if joined_name(data) != shard.name:
                wrong[place] = (
                    f"{place} is not the file that was written: its checksum is not the one in "
                    "its name"
                )
    return wrong


def _is_covered(path: str, parts: list[Shard]) -> bool:
    """Whether a file is its head and parts that follow each other, and no more."""
    with open_file(path) as file:
        end = len(read_head(file))
        for part in sorted(parts, key=lambda part: (part.offset or 0, part.bytes)):
            if part.offset != end:
                return False
            end += part.bytes
        file.seek(end)
        return not file.read(1)


def _verify_run(output: str, manifest: Manifest, wrong: Container[str]) -> Iterator[str]:
    """What is wrong with a run, but for what is told of files of several runs by their places."""
    reasons: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    unread: set[str] = set()
    pages = 0
    for shard in manifest.shards:
        place = _place(manifest.run, shard)
        if place in wrong:
            unread.add(shard.kind)
            continue
        try:
            data = _read_part(output, manifest.run, shard)
        except ValueError as error:
            yield str(error)
            unread.add(shard.kind)
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
    books = manifest.books
    # What files hold is known only of kinds of which all of them could be read.
    rejects = books.all_rejected if "rejects" in unread else sum(reasons["rejects"].values())
    yield from books.errors(dumps_given=len(manifest.inputs), rejects_written=rejects)
    names = [entry.path for entry in manifest.inputs]
    if len(set(names)) != len(names):
        yield f"it lists {len(names)} inputs, of which only {len(set(names))} differ"
    if unread & {"articles", "duplicates"}:
        pages = books.pages_with_articles
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
        if kind not in unread and by_reason != reasons[kind]:
            told_of, held = (_counts(counts) for counts in (by_reason, reasons[kind]))
            yield f"its books tell of {kind}: {told_of}; its files hold {held}"


def _counts(counts: Mapping[str, int]) -> str:
    """Numbers with their reasons, where they have any."""
    return ", ".join(f"{n} {reason}".rstrip() for reason, n in sorted(counts.items())) or "none"


def _read_part(output: str, run: str, shard: Shard) -> bytes:
    """A run's file, or its part of one behind that one's head.

    Raises:
        ValueError: where it cannot be read, or is not as it was written.
    """
    place = _place(run, shard)
    head = b""
    try:
        with open_file(shard_path(output, run, shard)) as file:
            if shard.offset is not None:
                head = read_head(file)
                file.seek(shard.offset)
            data = file.read() if shard.offset is None else file.read(shard.bytes)
    except FileNotFoundError as error:
        raise ValueError(f"{place} is missing") from error
    except OSError as error:
        raise ValueError(f"{place} cannot be read: {error}") from error
    if (len(data), hashlib.sha256(data).hexdigest()) != (shard.bytes, shard.sha256):
        raise ValueError(f"{place} is not the file that was written: its size or checksum differs")
    return head + data
