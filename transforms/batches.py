"""Batches: slim records on disk between the steps that look for copies.

What several steps read, and most of them little of, is written once and read by each: Beam's
in-process engine keeps in memory whatever passes from one step to another that is not its next.
A batch is three files: the rows of its articles' buckets, their gists, and the articles' slim
records, the last two so that the wanted ones can be had without decoding the others. A table is
what all steps' workers look up: the engine would keep a copy of a side input for each of them.
"""

import marshal
import pickle
import uuid
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from apache_beam.io.filesystems import FileSystems

from transforms.buckets import bucket_rows, look_up, split_rows
from transforms.copies import Copy, Dropped, Gist, gist_of
from transforms.storage import read_file, write_file

_NUMBER_BYTES = 8


def write_batch(folder: str, copies: Sequence[Copy]) -> str:
    """Writes a batch under a name of its own; gives its path, to which its files add endings."""
    path = str(FileSystems.join(folder, f"batch-{uuid.uuid4().hex}"))
    places = np.array([copy.place for copy in copies], dtype="<u8").tobytes()
    write_file(f"{path}.rows", np.concatenate([bucket_rows(copy) for copy in copies]).tobytes())
    gists = [marshal.dumps(gist_of(copy)) for copy in copies]
    write_file(f"{path}.gists", _pack_records(places, gists))
    write_file(f"{path}.copies", _pack_records(places, [pickle.dumps(copy) for copy in copies]))
    return path


def _pack_records(places: bytes, records: Sequence[bytes]) -> bytes:
    """Their number, their places, where each ends, and the records."""
    ends = np.cumsum([len(record) for record in records], dtype="<u8").tobytes()
    return b"".join((len(records).to_bytes(_NUMBER_BYTES, "little"), places, ends, *records))


def _look_up_records(path: str, table: bytes, part: int, parts: int) -> Iterator[tuple[int, bytes]]:
    """What a table has for the places of a file's records, with the record; a part of it."""
    data = memoryview(read_file(path))
    count = int.from_bytes(data[:_NUMBER_BYTES], "little")
    numbers = np.frombuffer(data, dtype="<u8", count=2 * count, offset=_NUMBER_BYTES)
    begin = _NUMBER_BYTES * (1 + 2 * count)
    ends = [0, *numbers[count:].tolist()]
    for at, found in look_up(numbers[:count].tobytes(), table):
        if found % parts == part:
            yield found, bytes(data[begin + ends[at] : begin + ends[at + 1]])


def read_rows(path: str) -> bytes:
    """The rows of a batch, packed."""
    return read_file(f"{path}.rows")


def rows_by_partition(path: str, part: int, parts: int) -> Iterator[tuple[int, bytes]]:
    """The rows of a batch by partition, of one part of the partitions."""
    yield from split_rows(read_rows(path), part, parts)


def write_table(packed: bytes, folder: str) -> str:
    """Writes packed pairs under a name of their own; gives their path."""
    path = str(FileSystems.join(folder, f"table-{uuid.uuid4().hex}"))
    write_file(path, packed)
    return path


@lru_cache(maxsize=2)
def read_table(path: str) -> bytes:
    """The packed pairs of a table, which never change."""
    return read_file(path)


def gists_by_partition(
    path: str, partitions: bytes, part: int, parts: int
) -> Iterator[tuple[int, bytes]]:
    """The gists of a batch for the partitions that they are compared in, packed.

    Args:
        path: of the batch.
        partitions: as partitions_of_pairs gives them.
        part: of the partitions, from 0.
        parts: how many there are.
    """
    found: dict[int, list[bytes]] = {}
    for partition, gist in _look_up_records(f"{path}.gists", partitions, part, parts):
        found.setdefault(partition, []).append(gist)
    for partition, some in found.items():
        yield partition, marshal.dumps(some)


def unpack_gists(packed: bytes) -> list[Gist]:
    """The gists that gists_by_partition has packed."""
    return [marshal.loads(gist) for gist in marshal.loads(packed)]  # noqa: S302 - of our own run


def copies_by_root(path: str, roots: bytes, part: int, parts: int) -> Iterator[tuple[int, bytes]]:
    """The slim records of a batch that are in groups, pickled, with the groups' numbers.

    Args:
        path: of the batch.
        roots: the group of each place, as packed pairs in order.
        part: of the groups, from 0.
        parts: how many there are.
    """
    yield from _look_up_records(f"{path}.copies", roots, part, parts)


def unpack_copy(packed: bytes) -> Copy:
    """The slim record that copies_by_root has given."""
    copy: Copy = pickle.loads(packed)  # noqa: S301 - of our own run
    return copy


def write_dropped(folder: str, dropped: Sequence[Dropped]) -> str:
    """Writes what becomes of articles under a name of their own; gives its path."""
    path = str(FileSystems.join(folder, f"dropped-{uuid.uuid4().hex}"))
    write_file(path, pickle.dumps(dropped))
    return path


def read_dropped(path: str) -> list[Dropped]:
    """What write_dropped has written."""
    dropped: list[Dropped] = pickle.loads(read_file(path))  # noqa: S301 - of our own run
    return dropped
