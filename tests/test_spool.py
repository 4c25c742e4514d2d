"""What is filed between steps: all of it comes back, in order, whatever was filed together."""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Source
from transforms import spool
from transforms.spool import Spool, Spooled, read_pieces, shard_of


def fill(
    folder: Path, numbers: list[int], shards: int = 1, spools: int = 1
) -> dict[int, list[Spooled]]:
    """The pieces of numbers that were filed, by turns, by so many workers; by shard."""
    workers = [Spool("numbers", str(folder), shards) for _ in range(spools)]
    pieces: dict[int, list[Spooled]] = {}
    for at, number in enumerate(numbers):
        source = Source(dump=f"{number // 10}.txt", offset=number)
        for shard, piece in workers[at % spools].add(source.order, source, number):
            pieces.setdefault(shard, []).append(piece)
    for worker in workers:
        for shard, piece in worker.flush():
            pieces.setdefault(shard, []).append(piece)
    return pieces


@given(
    seed=st.integers(0, 99),
    count=st.integers(0, 200),
    shards=st.integers(1, 5),
    spools=st.integers(1, 4),
    written=st.integers(1, 5000),
    read=st.integers(1, 5000),
)
@settings(max_examples=60, deadline=None)
def test_what_is_filed_comes_back_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    count: int,
    shards: int,
    spools: int,
    written: int,
    read: int,
) -> None:
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "SPOOL_BYTES", written)
        patch.setattr(spool, "_READ_BYTES", read)
        pieces = fill(tmp_path_factory.mktemp("spool"), numbers, shards, spools)
        found = {shard: list(read_pieces(of_shard)) for shard, of_shard in pieces.items()}
    assert sorted(itertools.chain(*found.values())) == sorted(numbers)
    for shard, of_shard in found.items():
        sources = [Source(dump=f"{number // 10}.txt", offset=number) for number in of_shard]
        assert [source.order for source in sources] == sorted(s.order for s in sources)
        assert {shard_of(source, shards) for source in sources} <= {shard}


def test_a_spool_holds_no_more_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "SPOOL_BYTES", 1000)
    worker = Spool("texts", str(tmp_path), 1)
    for number in range(20):
        source = Source(dump="a.txt", offset=number)
        pieces = worker.add(source.order, source, "x" * 400)
        # A text with its order is over a third of the limit, and under half of it.
        assert bool(pieces) == (number % 3 == 2)
    assert len(list(tmp_path.iterdir())) == 6


def test_files_are_closed_between_reads(tmp_path: Path) -> None:
    """A shard of more pieces than a process may have files open."""
    pieces = [piece for n in range(1500) for piece in fill(tmp_path, [n])[0]]
    random.Random(1).shuffle(pieces)
    assert list(read_pieces(pieces)) == sorted(
        range(1500), key=lambda number: (f"{number // 10}.txt", number)
    )


def test_nothing_filed_is_no_file(tmp_path: Path) -> None:
    assert Spool("numbers", str(tmp_path), 1).flush() == []
    assert list(tmp_path.iterdir()) == []
    assert list(read_pieces([])) == []
