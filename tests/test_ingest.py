"""End to end: sample dumps in, Avro out, through the same commands that a user types."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from datetime import datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from kills import command_killed_at

from pipelines import cli
from pipelines.cli import main
from schemas.records import Article, Duplicate, Reject
from transforms.books import Books, RejectLimit, fill_books, format_tally
from transforms.runs import list_runs, read_manifest, read_records
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
KINDS = ("articles", "duplicates", "rejects", "keys")


def ingest(*arguments: str | Path) -> int:
    """Runs `presscut ingest` quietly in this process; gives its exit code."""
    return main(["ingest", *map(str, arguments), "--quiet"])


def files(output: Path) -> dict[str, bytes]:
    """The Avro files of an output by their path, the run's id left out."""
    return {
        f"{path.parent.parent.name}/{path.name}": path.read_bytes()
        for path in sorted(output.rglob("*.avro"))
    }


def written(output: Path, kind: str) -> list[Any]:
    """All records of one kind in an output."""
    return [
        record
        for run in list_runs(str(output))
        for record in read_records(str(output), read_manifest(str(output), run), kind)
    ]


def test_the_sample_dumps_end_as_expected(tmp_path: Path, dumps: Path) -> None:
    assert ingest(dumps, "--output", tmp_path / "out", "--run-id", "one") == 0
    expected = json.loads((dumps.parent / "expected.json").read_text("utf-8"))
    articles: list[Article] = written(tmp_path / "out", "articles")
    assert [
        {
            "dump": Path(article.source.dump).name,
            "title": article.title,
            "summary": list(article.summary),
            "paragraphs": len(article.body.split("\n\n")),
            "body_begins": article.body[:40],
            "body_ends": article.body[-40:],
            "captions": list(article.captions),
            "authors": list(article.authors),
            "dateline": article.dateline,
            "agency": article.agency,
            "credit": article.credit,
            "published": article.published and article.published.isoformat(),
            "published_offset": article.published_offset,
            "modified": article.modified and article.modified.isoformat(),
            "modified_offset": article.modified_offset,
            "modified_text": article.modified_text,
            "language": article.language,
            "url": article.url,
            "method": article.method.value,
            "lines": [article.source.first_line, article.source.last_line],
        }
        for article in articles
    ] == expected["articles"]
    duplicates: list[Duplicate] = written(tmp_path / "out", "duplicates")
    assert [
        {
            "dump": Path(duplicate.source.dump).name,
            "title": duplicate.title,
            "reason": duplicate.reason.value,
        }
        for duplicate in duplicates
    ] == expected["duplicates"]
    kept = {article.id: article for article in articles}
    assert [kept[duplicate.kept_id].title for duplicate in duplicates] == [
        duplicate.title for duplicate in duplicates
    ]
    rejects: list[Reject] = written(tmp_path / "out", "rejects")
    assert [
        {
            "dump": Path(reject.source.dump).name,
            "offset": reject.source.offset,
            "stage": reject.stage.value,
            "reason": reject.reason.value,
        }
        for reject in rejects
    ] == expected["rejects"]
    assert verify_output(str(tmp_path / "out")) == []


def test_a_manifest_tells_all_of_its_run(tmp_path: Path, dumps: Path) -> None:
    assert ingest(dumps, "--output", tmp_path, "--run-id", "one", "--key", "title") == 0
    manifest = json.loads((tmp_path / "runs" / "one.json").read_text("utf-8"))
    assert manifest["run"] == "one"
    assert manifest["options"]["key"] == "title"
    assert [Path(entry["path"]).name for entry in manifest["inputs"]] == sorted(
        path.name for path in dumps.iterdir()
    )
    for entry in manifest["inputs"]:
        assert entry["bytes"] == Path(entry["path"]).stat().st_size
        assert len(entry["sha256"]) == 64
    assert {shard["kind"] for shard in manifest["shards"]} == set(KINDS)
    assert set(manifest["schemas"]) == set(KINDS)
    books = manifest["books"]
    assert books["dumps"] == 5
    assert books["skipped"] == {"HTTP_STATUS": 1, "NOT_TEXT": 1}
    assert books["articles_cut"] == books["articles"] + books["duplicates"]


@pytest.mark.parametrize("keys", ["content", "url,title,story"])
def test_the_same_input_gives_the_same_bytes_whatever_the_workers(
    tmp_path: Path, dumps: Path, keys: str
) -> None:
    """In processes of their own, because hash seeds and element classes differ between them.

    Workers are reached past the proxy that is set for others, and does not answer.
    """
    environment = os.environ | {"http_proxy": "http://localhost:9"}
    outputs = [tmp_path / "one", tmp_path / "again", tmp_path / "two"]
    for output, workers in zip(outputs, ("1", "1", "2"), strict=True):
        # Quiet, since a run of over half a minute would say how far it is.
        command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dumps), "--quiet"]
        command += ["--key", keys, "--output", str(output), "--run-id", output.name]
        command += ["--workers", workers]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment, timeout=300
        )
        assert done.stderr == ""
    one, again, two = map(files, outputs)
    assert [path.rpartition("-")[0] for path in one] == [
        f"{kind}/part-00000-of-00001" for kind in sorted(KINDS)
    ]
    assert one == again
    assert one == two


def test_the_same_run_id_replaces_the_run(tmp_path: Path, dumps: Path) -> None:
    output = tmp_path / "out"
    assert ingest(dumps, "--output", output, "--run-id", "one") == 0
    assert ingest(dumps / "ferry.html", "--output", output, "--run-id", "two", "--reread") == 0
    assert [len(written(output, kind)) for kind in KINDS] == [8, 2, 2, 8]
    again = ("--run-id", "one", "--reread", "--force")
    assert ingest(dumps / "ferry.html", "--output", output, *again) == 0
    assert list_runs(str(output)) == ["one", "two"]
    assert [len(written(output, kind)) for kind in KINDS] == [1, 1, 0, 1]
    assert verify_output(str(output)) == []


def test_a_run_that_nobody_named_replaces_none_of_the_same_second(
    tmp_path: Path, dumps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return cls(2026, 5, 8, 4, tzinfo=tz)

    monkeypatch.setattr(cli, "datetime", Stopped)
    output = tmp_path / "out"
    for dump in ("ferry.html", "harbour-evening.txt"):
        assert ingest(dumps / dump, "--output", output) == 0
    assert list_runs(str(output)) == ["20260508T040000Z", "20260508T040000Z-2"]
    assert len(written(output, "articles")) == 5
    assert verify_output(str(output)) == []


def test_keys_decide_what_is_dropped(tmp_path: Path) -> None:
    story = "The market will begin an hour earlier from next week, the council said on Monday."
    lines = [
        {"url": "https://a.example/1?b=2&a=1", "text": f"Market Earlier\n\n{story} It rained."},
        {"url": "https://a.example/1?a=1&b=2", "text": f"Market Is Earlier\n\n{story} It is dry."},
        {"url": "https://a.example/2", "text": f"Market Earlier\n\n{story} It snowed."},
        {"url": "https://b.example/3", "text": f"Market Earlier\n\n{story} It rained."},
    ]
    dump = tmp_path / "a.jsonl"
    dump.write_text("\n".join(map(json.dumps, lines)))
    for key, kept in (("none", 4), ("content", 3), ("url", 3), ("title", 2), ("url,title", 1)):
        output = tmp_path / key
        assert ingest(dump, "--output", output, "--key", key) == 0
        assert len(written(output, "articles")) == kept, key
        assert len(written(output, "duplicates")) == 4 - kept, key
        assert verify_output(str(output)) == []


def test_a_folder_is_read_recursively_and_its_own_output_is_not(
    tmp_path: Path, dumps: Path
) -> None:
    folder = tmp_path / "dumps"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / ".hidden").write_text("not read")
    (folder / "deep" / "deeper" / "a.html").write_bytes((dumps / "ferry.html").read_bytes())
    (folder / "notes.docx").write_bytes(b"PK")
    for _ in range(2):
        assert ingest(folder, "--output", folder / "out", "--run-id", "one") == 0
        manifest = read_manifest(str(folder / "out"), "one")
        assert [Path(entry.path).name for entry in manifest.inputs] == ["a.html", "notes.docx"]
        assert manifest.books.rejects == {"READ": {"UNSUPPORTED_TYPE": 1}}


def test_inputs_that_name_a_file_twice_read_it_once(tmp_path: Path, dumps: Path) -> None:
    inputs = (dumps, dumps / "ferry.html", dumps / "*.html", f"{dumps}/./ferry.html")
    assert ingest(*inputs, "--output", tmp_path, "--run-id", "one") == 0
    assert read_manifest(str(tmp_path), "one").books.dumps == 5


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory, dumps: Path) -> tuple[Path, Path]:
    """An output of two runs, and the same after the second was replaced by all sample dumps."""
    folder = tmp_path_factory.mktemp("killed")
    before, after = folder / "before", folder / "after"
    assert ingest(dumps / "ferry.html", "--output", before, "--run-id", "one") == 0
    assert ingest(dumps / "harbour-evening.txt", "--output", before, "--run-id", "two") == 0
    shutil.copytree(before, after)
    assert ingest(dumps, "--output", after, "--run-id", "two") == 0
    assert files(before) != files(after)
    return before, after


@pytest.mark.parametrize(
    ("at", "of", "is_committed"),
    [
        (0, "ledger.json", False),
        (1, "run=two/part-", False),  # four files are put in their places, and then four go
        (0, "runs/two.json", False),
        (4, "run=two/part-", True),
    ],
)
def test_a_run_that_is_killed_can_be_run_again(
    at: int,
    of: str,
    is_committed: bool,
    before_and_after: tuple[Path, Path],
    tmp_path: Path,
    dumps: Path,
) -> None:
    before, after = before_and_after
    output = tmp_path / "out"
    shutil.copytree(before, output)
    options = ["ingest", str(dumps), "--output", str(output), "--run-id", "two", "--quiet"]
    killed = subprocess.run([*command_killed_at(at, of), *options])
    assert killed.returncode == -signal.SIGKILL
    assert list(output.glob("_staging/two~*/run"))
    found = written(output, "articles"), verify_output(str(output))
    assert found == (written(after if is_committed else before, "articles"), [])
    assert main(options) == 0
    assert files(output) == files(after)
    assert verify_output(str(output)) == []
    assert not (output / "_staging").exists()


def test_a_run_whose_writing_fails_commits_nothing(
    tmp_path: Path, dumps: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    # A file where a folder has to be: what is in the way when the run is renamed into place.
    output.mkdir()
    (output / "runs").write_text("in the way")
    assert ingest(dumps / "ferry.html", "--output", output, "--run-id", "one") == 1
    said = capfd.readouterr().err
    assert said.startswith("presscut: ")
    assert said.count("\n") == 1
    assert list(output.rglob("*.avro")) == []


@pytest.mark.parametrize("limit", [16, 4096])
def test_where_no_more_can_be_written_nothing_is_committed(
    limit: int, tmp_path: Path, dumps: Path
) -> None:
    """As on a full disk: the kernel lets no file of the run grow beyond some bytes."""
    output = tmp_path / "out"
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dumps), "--quiet"]
    done = subprocess.run(
        [*command, "--output", str(output), "--run-id", "one"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("presscut: ")
    assert "File too large" in done.stderr
    assert done.stderr.endswith("nothing was committed\n")
    assert [path.name for path in output.iterdir()] == ["_lock"]


def test_names_of_fields_reach_the_reader(tmp_path: Path) -> None:
    story = "The market will begin an hour earlier from next week, the council said on Monday."
    dump = tmp_path / "a.jsonl"
    dump.write_text(
        json.dumps({"content": f"Market Earlier\n\n{story}", "link": "https://a.example/"})
    )
    fields = ("--field", "text=content", "--field", "url=link")
    assert ingest(dump, "--output", tmp_path / "out", "--run-id", "one", *fields) == 0
    articles: list[Article] = written(tmp_path / "out", "articles")
    assert [(found.title, found.url) for found in articles] == [
        ("Market Earlier", "https://a.example/")
    ]
    manifest = read_manifest(str(tmp_path / "out"), "one")
    assert manifest.options["fields"] == {"text": "content", "url": "link"}


def test_limits_reach_the_reader(tmp_path: Path) -> None:
    dump = tmp_path / "a.jsonl"
    dump.write_text(json.dumps({"text": "word " * 1000}) + "\n")
    limits = ("--max-page-bytes", "4K", "--max-seconds", "9.5")
    assert ingest(dump, "--output", tmp_path / "out", "--run-id", "one", *limits) == 0
    assert [reject.reason.value for reject in written(tmp_path / "out", "rejects")] == ["TOO_LARGE"]
    told = read_manifest(str(tmp_path / "out"), "one").options["limits"]
    assert (told["page_bytes"], told["seconds"]) == (4096, 9.5)


def test_the_books_tell_the_formats_apart(tmp_path: Path, dumps: Path) -> None:
    assert ingest(dumps, "--output", tmp_path, "--run-id", "one") == 0
    books = read_manifest(str(tmp_path), "one").books
    assert len(books.formats) >= 4
    assert sum(counts["dumps"] for counts in books.formats.values()) == books.dumps == 5
    assert sum(counts["bytes"] for counts in books.formats.values()) == books.bytes
    assert all(counts["records"] for counts in books.formats.values())


def test_books_are_filled_from_tallies() -> None:
    tallies = [
        (format_tally("WARC", "dumps"), 2),
        (format_tally("WARC", "bytes"), 70),
        (format_tally("WARC", "records"), 9),
        (format_tally("TEXT", "dumps"), 1),
        ("dumps", 3),
        ("rejects.CUT.NO_TEXT", 4),
        ("skipped.REVISIT", 5),
        ("duplicates.EXACT", 6),
        ("seen_in.2026-11.1", 2),
    ]
    assert fill_books(tallies, bytes=70, articles=1) == Books(
        dumps=3,
        bytes=70,
        articles=1,
        formats={
            "TEXT": {"dumps": 1, "bytes": 0, "records": 0},
            "WARC": {"dumps": 2, "bytes": 70, "records": 9},
        },
        rejects={"CUT": {"NO_TEXT": 4}},
        skipped={"REVISIT": 5},
        duplicates_by_reason={"EXACT": 6},
        seen_in={"2026-11.1": 2},
    )


BALANCED: dict[str, Any] = {
    "dumps": 2,
    "bytes": 30,
    "formats": {
        "TEXT": {"dumps": 1, "bytes": 10, "records": 1},
        "WARC": {"dumps": 1, "bytes": 20, "records": 9},
    },
    "pages": 5,
    "pages_with_articles": 4,
    "articles_cut": 7,
    "articles": 6,
    "duplicates": 1,
    "duplicates_by_reason": {"EXACT": 1},
    "rejects": {"READ": {"BAD_RECORD": 2}, "CUT": {"NO_TEXT": 1}},
    "skipped": {"REVISIT": 3},
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"already_read": 9}, []),
        ({"formats": {}}, []),
        ({"dumps": 1}, ["2 dumps given, but 1 dumps read", "1 dumps read, but 2 dumps of all"]),
        ({"bytes": 31}, ["31 bytes read, but 30 bytes of all formats"]),
        ({"pages": 6}, ["6 pages, but 5 pages with articles + pages rejected"]),
        ({"articles_cut": 8}, ["8 articles cut, but 7 articles written + duplicates"]),
        ({"duplicates_by_reason": {}}, ["1 duplicates, but 0 duplicates by reason"]),
        ({"rejects": {"CUT": {"NO_TEXT": 1}}}, ["1 rejects, but 3 rejects written"]),
        ({"seen_in": {"one": 1}}, ["0 duplicates seen before, but 1 duplicates by earlier run"]),
    ],
)
def test_books_that_do_not_balance_say_where(changed: dict[str, Any], said: list[str]) -> None:
    errors = Books(**BALANCED | changed).errors(dumps_given=2, rejects_written=3)
    assert len(errors) == len(said)
    for error, words in zip(errors, said, strict=True):
        assert words in error


@pytest.mark.parametrize(
    ("limit", "is_percent", "rejects", "pages", "expected"),
    [
        ("3", False, (1, 2), 9, False),
        ("2", False, (1, 2), 9, True),
        ("0", False, (0, 0), 9, False),
        ("0", False, (0, 1), 9, True),
        # Three of ten: nine pages, one of them no page because the reader rejected it before.
        ("30", True, (1, 2), 9, False),
        ("29.999", True, (1, 2), 9, True),
        # Rejects of the cutter are of pages, which are counted already.
        ("50", True, (0, 5), 10, False),
        ("100", True, (4, 0), 0, False),
        ("0", True, (0, 0), 0, False),
        ("0", True, (0, 1), 1, True),
        ("0.1", True, (0, 1), 1000, False),
        ("0.1", True, (0, 1), 999, True),
    ],
)
def test_too_many_rejects(
    limit: str, is_percent: bool, rejects: tuple[int, int], pages: int, expected: bool
) -> None:
    read, cut = rejects
    books = Books(pages=pages, rejects={"READ": {"BAD_JSON": read}, "CUT": {"NO_TEXT": cut}})
    assert RejectLimit(number=Decimal(limit), is_percent=is_percent).is_exceeded(books) is expected


@pytest.mark.parametrize(
    ("limit", "code"),
    [("3", 0), ("2", 3), ("30%", 0), ("29.9%", 3), ("100%", 0), ("0%", 3), ("0", 3)],
)
def test_a_run_with_too_many_rejects_is_committed_and_exits_3(
    limit: str, code: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    story = "The market will begin an hour earlier from next week, the council said on Monday."
    good = json.dumps({"text": f"Market Earlier\n\n{story}"})
    no_article = json.dumps({"text": "Home\nShare\n"})
    dump = tmp_path / "a.jsonl"
    dump.write_text("\n".join([*[good] * 7, no_article, "bad", "{"]))
    output = tmp_path / "out"
    assert ingest(dump, "--output", output, "--run-id", "one", "--max-rejects", limit) == code
    said = capfd.readouterr().err
    assert said.count("\n") == (code == 3)
    assert (f"more rejects than --max-rejects {limit}: 3" in said) == (code == 3)
    assert verify_output(str(output)) == []
    assert len(written(output, "rejects")) == 3


def test_a_name_that_is_no_text_is_read_as_any_other(tmp_path: Path, dumps: Path) -> None:
    folder = os.fsencode(tmp_path / "dumps")
    os.mkdir(folder)
    for name in (b"f\xe4hre.html", "fähre [1].html".encode(), b"a b*.html"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write((dumps / "ferry.html").read_bytes())
    assert ingest(tmp_path / "dumps", "--output", tmp_path / "out", "--key", "none") == 0
    names = [Path(article.source.dump).name for article in written(tmp_path / "out", "articles")]
    assert names == ["a b*.html", "f\\xe4hre.html", "fähre [1].html"]
