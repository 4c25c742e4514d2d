"""Compacting: the small files of many runs joined into few large ones, their records unchanged.

    OUTPUT/articles/run=_compacted/part-<sum>.avro

A joined file is a head and the blocks of its parts, as they stood behind the same head in the
files that it takes the place of; nothing is decoded. Each run keeps its manifest, which accounts
for its inputs and books, and tells where in which file its part is.
"""

import dataclasses
import hashlib
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from apache_beam.io.filesystems import FileSystems

from schemas.avro import KINDS
from transforms.runs import (
    COMPACTED,
    Manifest,
    clear_dead,
    commit_compacted,
    list_runs,
    read_head,
    read_manifest,
    shard_path,
    stage_run,
)
from transforms.storage import open_file, read_file, write_file
from transforms.write import NAME_DIGITS, Shard

# Large enough for any reader to be busy with, small enough to be joined in memory.
TARGET_BYTES = 128 * 1024 * 1024


class Piece(NamedTuple):
    """A file that may be joined with others.

    Attributes:
        path: where it is.
        head: what its blocks are read by; pieces with others are not joined.
        parts: the runs whose records it holds, each with what its manifest says of them.
    """

    path: str
    head: bytes
    parts: tuple[tuple[str, Shard], ...]

    @property
    def bytes(self) -> int:
        """The size of its blocks."""
        return sum(shard.bytes for _, shard in self.parts)


class Compacted(NamedTuple):
    """How many files were joined, of how many runs, into how many."""

    files: int
    runs: int
    joined: int


def plan_files(pieces: Sequence[Piece], target: int = TARGET_BYTES) -> list[list[Piece]]:
    """Which pieces of a kind become one file, in order; of each at least two.

    A piece of half the target or more stays as it is.
    """
    groups: list[list[Piece]] = []
    filling: dict[bytes, list[Piece]] = {}
    for piece in pieces:
        if piece.bytes >= target // 2:
            continue
        group = filling.get(piece.head)
        if group is None or sum(one.bytes for one in group) + piece.bytes > target:
            group = filling[piece.head] = []
            groups.append(group)
        group.append(piece)
    return [group for group in groups if len(group) > 1]


def joined_name(data: bytes) -> str:
    """The name of a joined file, which tells what is in all of it, its head too.

    >>> joined_name(b"Obj")
    'part-266a070638be.avro'
    """
    return f"part-{hashlib.sha256(data).hexdigest()[:NAME_DIGITS]}.avro"


def compact_output(output: str, target: int = TARGET_BYTES) -> Compacted:
    """Joins the small files of all runs of an output, which must be held.

    The same runs, compacted at the same times, give the same bytes.

    Args:
        output: the folder of the runs.
        target: at most so many bytes a joined file, unless one piece has more.

    Raises:
        OSError: where a file cannot be read or written.
        ValueError: where a manifest is none, or a file is not as it was written. In each case the
            runs are as they were, or joined, record by record the same.
    """
    manifests = {run: read_manifest(output, run) for run in list_runs(output)}
    groups = [
        group for kind in KINDS for group in plan_files(_pieces(output, manifests, kind), target)
    ]
    if not groups:
        return Compacted(0, 0, 0)
    staging = stage_run(output, COMPACTED)
    places: dict[tuple[str, Shard], Shard] = {}
    try:
        for group in groups:
            places.update(_join(group, staging))
        changed = [
            dataclasses.replace(
                manifest, shards=tuple(places.get((run, shard), shard) for shard in manifest.shards)
            )
            for run, manifest in manifests.items()
        ]
        changed = [manifest for manifest in changed if manifest != manifests[manifest.run]]
        commit_compacted(output, staging, changed)
    finally:
        with suppress(OSError):  # the next run does what is left to do
            clear_dead(output, COMPACTED)
    return Compacted(sum(map(len, groups)), len(changed), len(groups))


def _pieces(output: str, manifests: Mapping[str, Manifest], kind: str) -> list[Piece]:
    """The files of a kind, by the first run and the place of its records in them."""
    parts: dict[str, list[tuple[str, Shard]]] = defaultdict(list)
    for run, manifest in manifests.items():
        for shard in manifest.shards:
            if shard.kind == kind:
                parts[shard_path(output, run, shard)].append((run, shard))
    pieces = []
    for path, found in parts.items():
        with open_file(path) as file:
            head = read_head(file)
        pieces.append(Piece(path, head, tuple(sorted(found, key=_place))))
    return pieces


def _place(part: tuple[str, Shard]) -> int:
    return part[1].offset or 0


def _join(group: Sequence[Piece], staging: str) -> dict[tuple[str, Shard], Shard]:
    """Writes one file of several; gives what its parts are now for what they were."""
    head = group[0].head
    joined = io.BytesIO()
    joined.write(head)
    now: dict[tuple[str, Shard], Shard] = {}
    for piece in group:
        data = read_file(piece.path)
        for run, shard in piece.parts:
            at = shard.offset or 0
            part = data[at : at + shard.bytes] if shard.offset is not None else data
            if (len(part), hashlib.sha256(part).hexdigest()) != (shard.bytes, shard.sha256):
                raise ValueError(f"{piece.path} is not the file that was written")
            blocks = part if shard.offset is not None else part[len(head) :]
            now[run, shard] = shard._replace(
                bytes=len(blocks),
                sha256=hashlib.sha256(blocks).hexdigest(),
                offset=joined.tell(),
            )
            joined.write(blocks)
    data = joined.getvalue()
    name = joined_name(data)
    kind = group[0].parts[0][1].kind
    write_file(FileSystems.join(staging, kind, name), data)
    return {part: shard._replace(name=name) for part, shard in now.items()}
