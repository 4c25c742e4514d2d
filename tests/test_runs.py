"""Runs: what a kill at any moment leaves, and how the next run finds it."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from kills import is_killed_at

from pipelines.config import UsageError, find_dumps
from schemas.avro import KINDS, schema_fingerprint
from schemas.records import Article, Keys, Method, Record, Source
from transforms.books import Books
from transforms.compact import compact_output
from transforms.read import Input
from transforms.runs import (
    COMPACTED,
    Manifest,
    clear_dead,
    commit_run,
    discard_staging,
    list_runs,
    read_entries,
    read_manifest,
    read_records,
    stage_run,
)
from transforms.storage import list_files
from transforms.verify import verify_output
from transforms.write import ShardWriter


def records(titles: str) -> dict[str, list[Record]]:
    """What a run of articles with these titles writes."""
    sources = [Source(dump="a.txt", offset=at, page=0, article=0) for at in range(len(titles))]
    articles = [
        Article(
            id=title,
            title=title,
            body="Body.",
            language="en",
            language_score=1.0,
            words=1,
            method=Method.TEXT,
            source=source,
        )
        for title, source in zip(titles, sources, strict=True)
    ]
    keys = [
        Keys(
            id=one.id, body_chars=5, title=one.title, source=one.source, keys=(f"content:{one.id}",)
        )
        for one in articles
    ]
    return {"articles": [*articles], "duplicates": [], "rejects": [], "keys": [*keys]}


def write_run(output: Path, run: str, titles: str, shards: int = 1) -> None:
    """Writes a run as ingest does, but for what it reads: the same bytes each time."""
    clear_dead(str(output), run)
    staging = stage_run(str(output), run)
    written = []
    for kind, some in records(titles).items():
        for at in range(shards):
            writer = ShardWriter(kind, staging, at, shards)
            for record in some[at::shards]:
                writer.write(record)
            written.append(writer.close())
    manifest = Manifest(
        run=run,
        version="0",
        started="2026-11-21T04:00:00+00:00",
        finished="2026-11-21T04:01:00+00:00",
        options={},
        inputs=(Input(f"{run}.txt", 9, "00"),),
        books=Books(
            dumps=1,
            bytes=9,
            pages=len(titles),
            pages_with_articles=len(titles),
            articles_cut=len(titles),
            articles=len(titles),
        ),
        schemas={kind: schema_fingerprint(kind) for kind in KINDS},
        shards=tuple(written),
    )
    commit_run(str(output), staging, manifest)
    discard_staging(staging)


def tree(output: Path) -> dict[str, bytes]:
    """All files of an output."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def titles(output: Path) -> dict[str, str]:
    """The titles of each run, as whoever goes by manifests finds them."""
    return {
        run: "".join(sorted(one.title for one in articles(output, run)))
        for run in list_runs(str(output))
    }


def articles(output: Path, run: str) -> Iterator[Article]:
    for record in read_records(str(output), read_manifest(str(output), run), "articles"):
        assert isinstance(record, Article)
        yield record


Work = Callable[[Path], None]


def kill_everywhere(before: Path, work: Work) -> Iterator[tuple[int, Path]]:
    """The output as it is after a kill before each of the work's changes of files."""
    for at in count():
        output = before.with_name(f"killed-{at}")
        if before.exists():
            shutil.copytree(before, output)
        if not is_killed_at(at, lambda output=output: work(output)):
            assert at > 10, "so few changes are not what it does"
            return
        yield at, output


@pytest.mark.parametrize("old", ["", "ac", "abcde"])
def test_a_kill_at_any_moment_leaves_the_old_run_or_the_new(tmp_path: Path, old: str) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for output in (before, after):
        write_run(output, "mon", "xyz")
        if old:
            write_run(output, "tue", old)

    def work(output: Path) -> None:
        write_run(output, "tue", "abcde")

    work(after)
    seen = set()
    for at, output in kill_everywhere(before, work):
        found = titles(output)
        assert found.pop("mon") == "xyz"
        seen.add(found.get("tue", ""))
        assert verify_output(str(output)) == []
        again = output.with_name("again")
        shutil.copytree(output, again)
        # The next run may be killed as well, in the middle of clearing away.
        is_killed_at(at % 7, lambda again=again: work(again))
        work(again)
        assert tree(again) == tree(after)
        shutil.rmtree(again)
        # A run of another id comes next.
        write_run(output, "wed", "q")
        assert titles(output) == {"mon": "xyz", "wed": "q"} | (
            {"tue": found["tue"]} if found else {}
        )
        assert verify_output(str(output)) == []
        assert "".join(sorted(all_titles(output))) == "".join(
            sorted("".join(titles(output).values()))
        )
        assert sorted(path.name for path in output.iterdir()) == sorted([*KINDS, "runs"])
    assert seen == {old, "abcde"}


def test_a_kill_of_a_compaction_leaves_every_run_as_it_was(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for output in (before, after):
        for run, some in (("mon", "xyz"), ("tue", ""), ("wed", "ab")):
            write_run(output, run, some)

    def work(output: Path) -> None:
        clear_dead(str(output), COMPACTED)
        compact_output(str(output))

    work(after)
    rows = {"mon": "xyz", "tue": "", "wed": "ab"}
    for at, output in kill_everywhere(before, work):
        assert titles(output) == rows
        assert verify_output(str(output)) == []
        again = output.with_name("again")
        shutil.copytree(output, again)
        is_killed_at(at % 9, lambda again=again: work(again))
        work(again)
        assert tree(again) == tree(after)
        shutil.rmtree(again)
        write_run(output, "thu", "q")
        assert titles(output) == rows | {"thu": "q"}
        assert verify_output(str(output)) == []
        assert sorted(all_titles(output)) == list("abqxyz")


def all_titles(output: Path) -> Iterator[str]:
    """The titles that whoever reads all files finds, whatever the manifests say."""
    for path in output.glob("articles/run=*/*.avro"):
        with path.open("rb") as file:
            yield from (entry["title"] for entry in read_entries(file))


def test_nothing_is_removed_where_a_manifest_cannot_be_read(tmp_path: Path) -> None:
    write_run(tmp_path, "mon", "xyz")
    (tmp_path / "runs" / "mon.json").write_text("{")
    files = tree(tmp_path)
    stage_run(str(tmp_path), "mon")
    clear_dead(str(tmp_path), "tue")
    assert tree(tmp_path) == files


def test_what_cannot_be_put_in_its_place_leaves_the_old_run(tmp_path: Path) -> None:
    write_run(tmp_path, "mon", "xyz")
    files = tree(tmp_path)
    in_the_way = next((tmp_path / "keys").rglob("*.avro")).parent
    shutil.move(in_the_way, tmp_path / "aside")
    in_the_way.write_text("")
    with pytest.raises(OSError, match="run=mon"):
        write_run(tmp_path, "mon", "abcde")
    in_the_way.unlink()
    shutil.move(tmp_path / "aside", in_the_way)
    assert titles(tmp_path) == {"mon": "xyz"}
    clear_dead(str(tmp_path), "tue")
    assert tree(tmp_path) == files


def test_what_runs_have_written_is_no_input_of_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = Path("in/deep/out")
    rows = [Path(name) for name in ("in/runs/rows.json", "in/deep/articles/run=1/a.txt")]
    for path in rows:
        path.parent.mkdir(parents=True)
        path.write_text('{"text": "The ferry stops."}')
    for run in ("one", "two"):
        write_run(output, run, run)
    (output / "_lock").touch()
    looked: list[str] = []

    def look(folder: str, pattern: str = "**") -> list[str]:
        looked.append(folder)
        return list_files(folder, pattern)

    monkeypatch.setattr("transforms.runs.list_files", look)
    expected = sorted(map(str, rows))
    assert [dump.path for dump in find_dumps(["in"], "in/other")] == expected
    assert sorted(looked) == [f"{tmp_path}/{place}/articles" for place in ("in", "in/deep/out")]
    stage_run(str(output), "three")
    assert compact_output(str(output)).runs == 2
    assert [dump.path for dump in find_dumps(["in/**"], "in/other")] == expected
    with pytest.raises(UsageError, match="none but what runs have written"):
        find_dumps([str(output)], "in/other")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("./*.txt", ["a.txt"]),
        ("*/*.txt", ["in/b.txt"]),
        ("**.txt", ["a.txt", "in/b.txt"]),
        ("i[mn]/?.txt", ["in/b.txt"]),
        ("in/*", ["in/b.txt", "in/page.html/c"]),
        ("../*/in/*", ["../here/in/b.txt", "../here/in/page.html/c"]),
        (".*", [".c.txt"]),
        (".d/*", [".d/e.txt"]),
        ("i*/.f.*", ["in/.f.txt"]),
        ("**/*.txt", ["a.txt", "in/b.txt"]),
        ("in/**/*.txt", ["in/b.txt"]),
        ("../**/in/**/?.txt", ["../here/in/b.txt"]),
        ("../he*", ["../here/a.txt", "../here/in/b.txt", "../here/in/page.html/c"]),
        ("i*", ["in/b.txt", "in/page.html/c"]),
        ("**/*.html", ["in/page.html/c"]),
        ("in/[!b]*", ["in/page.html/c"]),
    ],
)
def test_a_pattern_may_begin_where_one_is(
    pattern: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names what it does for a shell, and folders with what is in them.

    Hidden files, as what is still being written is called, are what names them alone.
    """
    for name in ("a.txt", "in/b.txt", ".c.txt", ".d/e.txt", "in/.f.txt", "in/page.html/c"):
        name = f"here/{name}"
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("The ferry stops.")
    monkeypatch.chdir(tmp_path / "here")
    assert [dump.path for dump in find_dumps([pattern], "out")] == expected


def test_what_is_no_pattern_is_said() -> None:
    with pytest.raises(UsageError, match=r"'in/\[z-a\]\*' is no pattern"):
        find_dumps(["in/[z-a]*"], "out")


def test_a_pattern_names_links_to_nothing_too(tmp_path: Path) -> None:
    """They are rejects, as in a folder, and not lost."""
    (tmp_path / "a.txt").symlink_to("nowhere")
    assert [dump.bytes for dump in find_dumps([f"{tmp_path}/*.txt"], "out")] == [0]
