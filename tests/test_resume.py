"""Resume: what a committed run of an output has read is not read again."""

import hashlib
import time
from pathlib import Path

import pytest

from pipelines.cli import main
from transforms.books import Books
from transforms.read import Input, checksum, input_name
from transforms.runs import (
    Manifest,
    checksums_read,
    list_runs,
    read_manifest,
    was_read,
)
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
PAGE = """<html><body><article><h1>{title}</h1>
<p>The {title} will be closed from Monday, the harbour master said, and will reopen in May.</p>
<p>Nobody knows why, the clerk said, but all of the boats are to leave by noon on Friday.</p>
</article></body></html>
"""


def ingest(*arguments: str | Path) -> int:
    """Runs `presscut ingest` quietly in this process; gives its exit code."""
    return main(["ingest", *map(str, arguments), "--quiet"])


def inputs(output: Path, run: str) -> list[str]:
    """The names of the files that a run has read."""
    return [Path(entry.path).name for entry in read_manifest(str(output), run).inputs]


def already_read(output: Path, run: str) -> int:
    """How many files a run found that had been read."""
    return read_manifest(str(output), run).books.already_read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two dumps, a and b."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.html").write_text(PAGE.format(title=f"Pier {name}"))
    return folder


READ = {("dumps/a.txt", 5): {"aa", "bb"}, ("dumps/\\xff.txt", 5): {"cc"}}


@pytest.mark.parametrize(
    ("path", "size", "taken", "expected"),
    [
        ("dumps/a.txt", 5, "aa", True),
        ("dumps/a.txt", 5, "bb", True),  # as an older or a younger run has read it
        ("dumps/a.txt", 5, "cc", False),
        ("dumps/a.txt", 6, None, False),
        ("dumps/b.txt", 5, None, False),
        ("a.txt", 5, None, False),
        ("dumps/\udcff.txt", 5, "cc", True),
        ("dumps/\udcfe.txt", 5, None, False),
    ],
)
def test_was_read(path: str, size: int, taken: str | None, expected: bool) -> None:
    asked: list[str] = []

    def take(asked_for: str) -> tuple[int, str]:
        asked.append(asked_for)
        return size, str(taken)

    assert was_read(path, size, READ, take) is expected
    assert asked == ([path] if taken else []), "a checksum only where name and size are known"


def test_a_file_that_cannot_be_read_whole_was_not_read(tmp_path: Path) -> None:
    path = str(tmp_path / "a.txt")
    nothing = hashlib.sha256().hexdigest()  # also what can be read of a file that is not there
    assert not was_read(path, 5, {(path, 5): {nothing}}, checksum)
    Path(path).touch()
    assert was_read(path, 0, {(path, 0): {nothing}}, checksum)


def test_a_folder_that_has_grown(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    (folder / "c.html").write_text(PAGE.format(title="Pier c"))
    assert ingest(folder, "--output", output, "--run-id", "two") == 0
    assert inputs(output, "one") == ["a.html", "b.html"]
    assert inputs(output, "two") == ["c.html"]
    assert (already_read(output, "one"), already_read(output, "two")) == (0, 2)
    assert read_manifest(str(output), "two").books.articles == 1
    assert verify_output(str(output)) == []


def test_a_folder_that_was_read_already_is_a_run_of_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    assert main(["ingest", str(folder), "--output", str(output), "--run-id", "two"]) == 0
    printed = [line.split("│")[1:3] for line in capsys.readouterr().out.splitlines() if "│" in line]
    table = {name.strip(): number.strip() for name, number in printed}
    assert table["dumps read"] == "0"
    assert table["dumps already read"] == "2"
    assert list_runs(str(output)) == ["one", "two"]
    assert inputs(output, "two") == []
    books = read_manifest(str(output), "two").books
    assert (books.dumps, books.bytes, books.articles, books.already_read) == (0, 0, 0, 2)
    assert verify_output(str(output)) == []


def test_a_run_of_nothing_has_read_nothing(folder: Path, tmp_path: Path) -> None:
    """The third run goes by the first, past the second, which lists no inputs."""
    output = tmp_path / "out"
    for run in ("one", "two", "three"):
        assert ingest(folder, "--output", output, "--run-id", run) == 0
    assert already_read(output, "three") == 2


def test_a_file_that_has_changed_but_not_in_size(folder: Path, tmp_path: Path) -> None:
    output, changed = tmp_path / "out", folder / "a.html"
    before = changed.read_bytes()
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    changed.write_text(PAGE.format(title="Quay a"))
    assert changed.stat().st_size == len(before)
    assert ingest(folder, "--output", output, "--run-id", "two") == 0
    assert inputs(output, "two") == ["a.html"]
    # Back as it was, which the first run has read; names of runs do not say which is younger.
    changed.write_bytes(before)
    assert ingest(folder, "--output", output, "--run-id", "three") == 0
    assert inputs(output, "three") == []


def test_a_file_that_has_changed_in_size(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    with (folder / "b.html").open("a") as file:
        file.write("\n")
    assert ingest(folder, "--output", output, "--run-id", "two") == 0
    assert inputs(output, "two") == ["b.html"]


def test_a_file_that_was_moved_is_another(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    (folder / "a.html").rename(folder / "c.html")
    assert ingest(folder, "--output", output, "--run-id", "two") == 0
    assert inputs(output, "two") == ["c.html"]


def test_a_path_that_is_written_in_another_way_is_the_same(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    ways = (f"{folder}/./a.html", f"{folder}/../dumps/", f"{folder}/*.html")
    for number, way in enumerate(ways):
        assert ingest(way, "--output", output, "--run-id", f"way{number}") == 0
        assert inputs(output, f"way{number}") == []


def test_reread(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    assert ingest(folder, "--output", output, "--run-id", "two", "--reread") == 0
    assert inputs(output, "two") == ["a.html", "b.html"]
    assert already_read(output, "two") == 0
    assert read_manifest(str(output), "two").options["reread"] is True


def test_a_run_that_is_replaced_does_not_count(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    (folder / "c.html").write_text(PAGE.format(title="Pier c"))
    assert ingest(folder, "--output", output, "--run-id", "two") == 0
    assert ingest(folder, "--output", output, "--run-id", "one") == 0
    assert inputs(output, "one") == ["a.html", "b.html"], "its own again, but not the other run's"
    assert already_read(output, "one") == 1
    assert verify_output(str(output)) == []


def test_outputs_know_nothing_of_each_other(folder: Path, tmp_path: Path) -> None:
    for output in (tmp_path / "out", tmp_path / "other"):
        assert ingest(folder, "--output", output, "--run-id", "one") == 0
        assert inputs(output, "one") == ["a.html", "b.html"]


@pytest.mark.parametrize("text", ["{}", "not JSON", "[]", '{"inputs": [{"path": 1}]}', ""])
def test_a_manifest_that_is_none_is_said_and_not_passed_over(
    text: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    (output / "runs").mkdir(parents=True)
    (output / "runs" / "one.json").write_text(text)
    assert ingest(folder, "--output", output, "--run-id", "two") == 2
    said = capsys.readouterr().err
    assert "one.json is no manifest" in said
    assert said.count("\n") == 1
    assert sorted(path.name for path in output.iterdir()) == ["_lock", "runs"]
    assert ingest(folder, "--output", output, "--run-id", "two", "--reread") == 2
    assert "one.json is no manifest" in capsys.readouterr().err
    assert ingest(folder, "--output", output, "--run-id", "two", "--reread", "--key", "none") == 0
    assert inputs(output, "two") == ["a.html", "b.html"]


def test_a_thousand_manifests_are_read_in_no_time(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    for number in range(1000):
        run = f"2026-{number:04d}"
        manifest = Manifest(
            run=run,
            version="0.1.0",
            started="",
            finished="",
            options={},
            inputs=tuple(Input(f"{run}/{name}.warc.gz", 9, f"{name:064x}") for name in range(24)),
            books=Books(),
            schemas={},
            shards=(),
        )
        (tmp_path / "runs" / f"{run}.json").write_text(manifest.to_json())
    wanted = {("2026-0007/3.warc.gz", 9), ("2026-0008/3.warc.gz", 8), ("2026-0999/0.warc.gz", 9)}
    started = time.monotonic()
    found = checksums_read(str(tmp_path), wanted, replaced="2026-0999")
    assert time.monotonic() - started < 2
    assert found == {("2026-0007/3.warc.gz", 9): {f"{3:064x}"}}, "only what was asked for is kept"


def test_input_names_are_what_a_manifest_can_hold() -> None:
    for path in ("a.txt", "ä/日.html", "a\udcff.txt", "gs://bucket/a b.warc"):
        input_name(path).encode()
    assert input_name("ä/日.html") == "ä/日.html"
