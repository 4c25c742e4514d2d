"""Compacting: fewer files, and nothing else is different."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from test_memory import ingest, page, written

from pipelines.cli import main
from schemas.avro import KINDS
from transforms.compact import Piece, compact_output, plan_files
from transforms.runs import list_runs, read_manifest
from transforms.verify import verify_output
from transforms.write import SYNC_MARKER, Shard

pytestmark = pytest.mark.usefixtures("warm_cutter")


def piece(name: str, size: int, head: bytes = b"head") -> Piece:
    """A file of one run."""
    return Piece(name, head, (("run", Shard("articles", name, 1, size, "00")),))


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        ([piece("a", 1)], []),
        ([piece("a", 1), piece("b", 2), piece("c", 3)], ["abc"]),
        ([piece("a", 4), piece("b", 4), piece("c", 2), piece("d", 1)], ["abc"]),
        ([piece("a", 4), piece("b", 4), piece("c", 3), piece("d", 1)], ["ab", "cd"]),
        ([piece("a", 1), piece("b", 5), piece("c", 1)], ["ac"]),
        ([piece("a", 5), piece("b", 50)], []),
        ([piece("a", 0), piece("b", 0)], ["ab"]),
        (
            [piece("a", 1), piece("b", 1, b"other"), piece("c", 1), piece("d", 1, b"other")],
            ["ac", "bd"],
        ),
    ],
)
def test_plan_files(pieces: list[Piece], expected: list[str]) -> None:
    planned = plan_files(pieces, target=10)
    assert ["".join(one.path for one in group) for group in planned] == expected


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output of three runs, of which the second has seen what the first has kept."""
    output = tmp_path_factory.mktemp("compact") / "out"
    for run, pages in (
        ("mon", [page("Sandhaven", "https://a.example/1"), {"text": "Home"}]),
        ("tue", [page("Sandhaven", "https://b.example/1"), page("Ellery", "https://b.example/2")]),
        ("wed", []),
    ):
        assert ingest(output, run, *pages, key="url,story") == 0
    return output


def shown(output: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What `presscut show` prints."""
    assert main(["show", str(output), "--format", "jsonl", *options]) == 0
    return capsys.readouterr().out


def told(output: Path) -> dict[str, Any]:
    """All records, by run and kind."""
    return {
        f"{run} {kind}": written(output, run, kind)
        for run in list_runs(str(output))
        for kind in KINDS
    }


def test_compact_changes_nothing_but_files(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = built
    before = told(output), shown(output, capsys)
    (kept,) = written(output, "mon", "articles")
    story = shown(output, capsys, "--story", kept.id)
    assert len(story.splitlines()) == 2
    assert main(["compact", str(output)]) == 0
    assert capsys.readouterr().out == "12 files of 3 runs are now 4\n"
    assert [path.parent.name for path in output.rglob("*.avro")] == ["run=_compacted"] * 4
    assert (told(output), shown(output, capsys)) == before
    assert shown(output, capsys, "--story", kept.id) == story
    assert verify_output(str(output)) == []
    # What is remembered leads to the runs that have kept it, and to what they have read.
    printing = page("Sandhaven", "https://c.example/1", headline="Doors Open", sentences=15)
    again = printing, page("Portsea", "https://b.example/2")
    assert ingest(output, "thu", *again, key="url,story") == 0
    seen = written(output, "thu", "duplicates")
    assert sorted((one.kept_run, one.key.partition(":")[0]) for one in seen) == [
        ("mon", "story"),
        ("tue", "url"),
    ]
    dump = str(output.parent / "mon.jsonl")
    assert main(["ingest", dump, "--output", str(output), "--run-id", "fri", "--quiet"]) == 0
    assert read_manifest(str(output), "fri").books.already_read == 1
    # Joined files are joined with new ones, and then there is nothing left to do.
    rows = told(output)
    assert main(["compact", str(output)]) == 0
    assert capsys.readouterr().out == "12 files of 5 runs are now 4\n"
    assert len(list(output.rglob("*.avro"))) == 4
    assert told(output) == rows
    assert verify_output(str(output)) == []
    assert main(["compact", str(output)]) == 0
    assert capsys.readouterr().out == "there are no small files to join\n"
    assert not (output / "_staging").exists()


def test_a_compacted_run_is_not_replaced(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compact_output(str(built))
    rows = told(built)
    assert (
        ingest(built, "wed", page("Portsea", "https://d.example/1"), key="url", options=["--force"])
        == 2
    )
    said = capsys.readouterr().err
    assert "compact has joined" in said
    assert said.count("\n") == 1
    assert told(built) == rows


def test_what_is_not_as_it_was_written_is_not_joined(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    for run in ("mon", "tue"):
        assert ingest(output, run, page("Sandhaven", f"https://{run}.example/"), key="url") == 0
    shard = next(output.glob("articles/run=tue/*"))
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    files = sorted(output.rglob("*"))
    assert main(["compact", str(output)]) == 1
    said = capsys.readouterr().err
    assert f"{shard.name} is not the file that was written" in said
    assert said.count("\n") == 1
    assert sorted(output.rglob("*")) == files


def test_verify_finds_what_is_off_in_joined_files(built: Path) -> None:
    compact_output(str(built))
    joined = next(built.glob("articles/run=_compacted/*"))
    data = joined.read_bytes()
    try:
        joined.write_bytes(data + data[-100:])
        (found,) = verify_output(str(built))
        assert "is not the file that was written" in found
        manifest = built / "runs" / "mon.json"
        kept = manifest.read_text()
        joined.write_bytes(data)
        manifest.unlink()
        assert "holds more than the parts of committed runs" in " ".join(verify_output(str(built)))
        manifest.write_text(kept)
        lied = json.loads(kept)
        (of_articles,) = (one for one in lied["shards"] if one["kind"] == "articles")
        of_articles["offset"] += 1
        manifest.write_text(json.dumps(lied))
        assert "run mon: articles/run=_compacted" in verify_output(str(built))[0]
        manifest.write_text(kept)
    finally:
        joined.write_bytes(data)
    assert verify_output(str(built)) == []


def head_size(data: bytes) -> int:
    return data.index(SYNC_MARKER) + len(SYNC_MARKER)


def test_verify_finds_each_byte_that_has_changed_once(built: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copytree(built, output)
    compact_output(str(output))
    assert ingest(output, "sat", page("Sandhaven", "https://e.example/"), key="url") == 0
    assert verify_output(str(output)) == []
    for file in output.rglob("*.avro"):
        data = file.read_bytes()
        place = file.relative_to(output)
        for at in (*range(0, len(data), 97), head_size(data) - 1, len(data) - 1):
            changed = bytearray(data)
            changed[at] ^= 1 << at % 8
            file.write_bytes(changed)
            (found,) = verify_output(str(output))
            assert f"{place} is not the file that was written" in found
        file.unlink()
        (found,) = verify_output(str(output))
        assert found.endswith(f"{place} is missing")
        file.write_bytes(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"dateline", b"daXeline"), (b"avro.codec", b"!vro.codec"), (b"record", b"recgrd")],
)
def test_a_head_that_has_changed_is_said_in_one_sentence(
    old: bytes, new: bytes, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compact_output(str(built))
    joined = next(built.glob("articles/run=_compacted/*"))
    data = joined.read_bytes()
    joined.write_bytes(data.replace(old, new, 1))
    try:
        assert main(["verify", str(built)]) == 1
        assert capsys.readouterr().out.splitlines() == [
            f"{joined.relative_to(built)} is not the file that was written: its checksum is not "
            "the one in its name"
        ]
        assert main(["show", str(built)]) == 2
        (said,) = capsys.readouterr().err.splitlines()
        assert f"{joined} is not as it was written" in said
        assert said.endswith(": see presscut verify")
    finally:
        joined.write_bytes(data)


def test_verify_tells_of_a_broken_manifest_and_no_more(built: Path) -> None:
    compact_output(str(built))
    manifest = built / "runs" / "tue.json"
    data = manifest.read_bytes()
    try:
        for broken, said in (
            (b"{}", "runs/tue.json is no manifest"),
            ((built / "runs" / "mon.json").read_bytes(), "the manifest of another run, mon"),
        ):
            manifest.write_bytes(broken)
            (found,) = verify_output(str(built))
            assert said in found
    finally:
        manifest.write_bytes(data)


def test_show_says_that_a_file_has_gone(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    shutil.copytree(built, output)
    gone = next(output.glob("articles/run=*/*"))
    gone.unlink()
    assert main(["show", str(output)]) == 2
    said = capsys.readouterr().err
    assert f"{gone} has gone" in said
    assert said.count("\n") == 1


def test_compact_needs_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", str(tmp_path / "none")]) == 2
    assert "there is no run" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
