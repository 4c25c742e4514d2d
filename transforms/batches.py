"""Batches: slim records on disk between the steps that look for copies.

What several steps read, and most of them little of, is written once and read by each: Beam's
in-process engine keeps in memory whatever passes from one step to another that is not its next.
A batch is three files: the rows of its articles' buckets, their gists, and the articles' slim
records, the last two so that the wanted ones can be had without decoding the others. A table is
what all steps' workers look up: the engine would keep a copy of a side input for each of them.
"""

import json
import marshal
import pickle
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

import numpy as np
from apache_beam.io.filesystems import FileSystems

from transforms.buckets import (
    ROWS_HEAD_BYTES,
    bucket_rows,
    look_up,
    pack_rows,
    ranges_of_part,
)
from transforms.copies import Copy, Gist, gist_of
from transforms.storage import open_file, read_file, write_file

_NUMBER_BYTES = 8


def write_batch(folder: str, copies: Sequence[Copy]) -> str:
    """Writes a batch under a name of its own; gives its path, to which its files add endings."""
    path = str(FileSystems.join(folder, f"batch-{uuid.uuid4().hex}"))
    places = np.array([copy.place for copy in copies], dtype="<u8").tobytes()
    write_file(f"{path}.rows", pack_rows([bucket_rows(copy) for copy in copies]))
    gists = [marshal.dumps(gist_of(copy)) for copy in copies]
    write_file(f"{path}.gists", _pack_records(places, gists))
    write_file(f"{path}.copies", _pack_records(places, [pickle.dumps(copy) for copy in copies]))
    return path


def _pack_records(places: bytes, records: Sequence[bytes]) -> bytes:
    """Their number, their places, where each ends, and the records."""
    ends = np.cumsum([len(record) for record in records], dtype="<u8").tobytes()
    return b"".join((len(records).to_bytes(_NUMBER_BYTES, "little"), places, ends, *records))


def _look_up_records(path: str, table: bytes) -> Iterator[tuple[int, bytes]]:
    """What a table has for the places of a file's records, with the record.

    Only what is asked for is read.
    """
    with open_file(path) as file:
        count = int.from_bytes(file.read(_NUMBER_BYTES), "little")
        places = file.read(_NUMBER_BYTES * count)
        ends = np.frombuffer(file.read(_NUMBER_BYTES * count), dtype="<u8")
        head = file.tell()
        for at, found in look_up(places, table):
            begin = int(ends[at - 1]) if at else 0
            file.seek(head + begin)
            yield found, file.read(int(ends[at]) - begin)


def read_rows(path: str, part: int = 0, parts: int = 1) -> bytes:
    """The rows of a batch, packed: those of a part of the buckets."""
    with open_file(f"{path}.rows") as file:
        ranges = ranges_of_part(file.read(ROWS_HEAD_BYTES), part, parts)
        return b"".join(_read_ranges(file, ranges))


def _read_ranges(file: BinaryIO, ranges: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    for begin, end in ranges:
        file.seek(begin)
        yield file.read(end - begin)


def write_table(packed: bytes, folder: str) -> str:
    """Writes packed pairs under a name of their own; gives their path."""
    path = str(FileSystems.join(folder, f"table-{uuid.uuid4().hex}"))
    write_file(path, packed)
    return path


def write_list(paths: Sequence[str], folder: str) -> str:
    """Lists the paths of a folder's batches; gives the list's path, which is always the same.

    Whatever is written again, what goes by the list comes together.
    """
    path = str(FileSystems.join(folder, "batches.json"))
    write_file(path, json.dumps(paths).encode())
    return path


def read_list(path: str) -> list[str]:
    """The paths that a list has."""
    return [str(batch) for batch in json.loads(read_file(path))]


@lru_cache(maxsize=2)
def read_table(path: str) -> bytes:
    """The packed pairs of a table, which never change."""
    return read_file(path)


def read_gists(path: str, table: bytes) -> Iterator[Gist]:
    """The gists of a batch whose places a table of packed pairs has."""
    for _, gist in _look_up_records(f"{path}.gists", table):
        yield marshal.loads(gist)  # noqa: S302 - of our own run


def copies_by_root(path: str, roots: bytes) -> Iterator[tuple[int, Copy]]:
    """The slim records of a batch that are in groups, with the groups' numbers.

    Args:
        path: of the batch.
        roots: the group of each place, as packed pairs in order.
    """
    for root, copy in _look_up_records(f"{path}.copies", roots):
        yield root, pickle.loads(copy)  # noqa: S301 - of our own run
