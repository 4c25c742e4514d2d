"""The command line: what is wrong is said in one sentence, and nothing is written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import pytest
from apache_beam.options.pipeline_options import PortableOptions

from pipelines import config
from pipelines.arguments import parse_field, parse_max_rejects, parse_size
from pipelines.cli import main
from pipelines.config import Config

pytestmark = pytest.mark.usefixtures("warm_cutter")
STORY = (
    "Council Counts Its Lamps\n\n"
    "The council has counted its street lamps and found eleven more than it had paid for.\n"
    "Nobody knows who put them up, the clerk said on Monday, but all of them are lit.\n"
)
# What a command prints last, it then prints when it is done.
BUFFERED = os.environ | {"PYTHONUNBUFFERED": ""}


def run(*arguments: str | Path) -> int:
    """Runs the command in this process; gives its exit code, also where argparse exits."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, dumps: Path) -> Path:
    """An output with one run of the sample dumps, to be copied."""
    output = tmp_path_factory.mktemp("made") / "out"
    assert run("ingest", dumps, "--output", output, "--run-id", "one", "--quiet") == 0
    return output


@pytest.fixture
def output(tmp_path: Path, made_once: Path) -> Path:
    """The same, for one test alone."""
    return shutil.copytree(made_once, tmp_path / "out")


WRONG = [
    (["{missing}"], "matches no file"),
    ([""], "an input is empty"),
    (["{dumps}", "--job_endpoint", "localhost:1"], "give --runner"),
    (["{dumps}", "--parallelism", "4"], "--parallelism is for a cluster"),
    (["{dumps}", "--workers", "100000"], "on this machine"),
    (["{dumps}/*.parquet"], "matches no file"),
    (["{empty}"], "matches no file"),
    (["{dumps}", "--run-id", "../up"], "run id"),
    (["{dumps}", "--run-id", ""], "run id"),
    (["{dumps}", "--run-id", ".hidden"], "run id"),
    (["{dumps}", "--run-id", "a/b"], "run id"),
    *(
        (["{dumps}", "--key", value], "--key")
        for value in ("guess", "", "url,", "url,url", "url story", "URL", "none,url")
    ),
    (["{dumps}", "--max-depth", "2001"], "give 2000 or less"),
    (["{dumps}", "--workers", "0"], "--workers"),
    (["{dumps}", "--workers", "many"], "give a whole one"),
    (["{dumps}", "--workers", "2", "--runner", "FlinkRunner"], "--workers"),
    (["{dumps}", "--runner", "NoSuchRunner"], "NoSuchRunner"),
    (["{dumps}", "--runner", "PortableRunner"], "give --job_endpoint"),
    *(
        (["{dumps}", "--runner", "PortableRunner", "--job_endpoint", address], said)
        for address, said in (
            ("localhost:9", "nothing answers at --job_endpoint 'localhost:9'"),
            ("localhost:http", "give HOST:PORT"),
            ("localhost:", "give HOST:PORT"),
        )
    ),
    (
        ["{dumps}", "--runner", "PortableRunner", "--job_endpoint", "here", "--object_reuse"],
        "--job_endpoint 'here' is no address: give HOST:PORT",
    ),
    (["{dumps}", "--runner", "FlinkRunner", "--flink_master", "localhost:9"], "nothing answers"),
    (["{dumps}", "--runner", "PrismRunner", "--prism_location", "{missing}"], "is not there"),
    (["{dumps}", "--runner", "FlinkRunner", "--flink_job_server_jar", "{missing}"], "not there"),
    (["{dumps}", "--direct_num_worker", "2"], "--direct_num_worker"),
    (["{dumps}", "--direct_num_workers", "2"], "--workers"),
    (["{dumps}", "--outptu", "x"], "--outptu x; see presscut ingest --help"),
    *((["{dumps}", "--metrics", name], "--metrics") for name in ("", "{empty}", "{missing}/a")),
    *(
        (["{dumps}", f"--{name}", value], f"--{name}")
        for name in ("max-ratio", "max-depth", "max-records", "max-page-bytes")
        for value in ("0", "-1", "", "nan", "1.5", "1e3", "many", " 5", "٣", "9" * 5000)
    ),
    *(
        (["{dumps}", f"--max-page-bytes={value}"], "such as 500K")
        for value in ("0K", "2G", "K", "32MB", "1T", "1 M", "-1K")
    ),
    *(
        (["{dumps}", "--max-seconds", value], "--max-seconds")
        for value in ("0", "-1", "", "nan", "inf", "-inf", "1e300", "86401", "soon")
    ),
    *(
        (["{dumps}", "--remember", value], "such as 12h, 30d or 6w")
        for value in ("", "30", "0d", "d", "1.5d", "30 d", "36526d", "9999999w", "1y")
    ),
    *(
        (["{dumps}", "--max-rejects", value], "--max-rejects")
        for value in ("-1", "", "nan", "nan%", "1.5", "101%", "100.1%", "-1%", "%", "5 %", "few")
    ),
    *(
        (["{dumps}", "--field", value], "OURS one of text, html")
        for value in ("text", "=content", "text=", "body=content", "TEXT=content", "")
    ),
    (["{dumps}", "--field", "text=a", "--field", "text=b"], "--field text is given twice"),
    (["{dumps}", "--field", "text=a", "--field", "text=a"], "--field text is given twice"),
    ([], "INPUT"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_options_are_said_in_one_sentence(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    dumps: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    places = {"dumps": dumps, "missing": tmp_path / "missing", "empty": empty}
    filled = [argument.format(**places) for argument in arguments]
    assert run("ingest", *filled, "--output", tmp_path / "out") == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("presscut")
    assert error.count("\n") == 1, error
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written(
    tmp_path: Path, dumps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert run("ingest", dumps, "--output", tmp_path / "file" / "out") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run("ingest", dumps) == 2
    assert "--output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "is_here"),
    [
        ({}, True),
        ({"workers": 2}, False),
        ({"runner": "PrismRunner"}, True),
        ({"runner": "PrismRunner", "beam": {"environment_type": "EXTERNAL"}}, False),
        ({"runner": "PortableRunner", "beam": {"environment_type": "LOOPBACK"}}, True),
        ({"runner": "FlinkRunner"}, False),
    ],
)
def test_who_hands_pages_on_to_be_cut(options: dict[str, Any], is_here: bool) -> None:
    assert Config(inputs=(), output="out", run="one", **options).cuts_here is is_here


def test_a_job_may_take_longer_than_a_job_server_to_answer() -> None:
    config = Config(inputs=(), output="out", run="one", runner="PrismRunner")
    options = config.make_pipeline().options
    assert options.view_as(PortableOptions).job_server_timeout > 24 * 60 * 60


def test_the_options_of_beam_are_taken(tmp_path: Path, dumps: Path) -> None:
    options = ("--job_name", "nightly", "--experiments", "a", "--experiments", "b")
    ferry = dumps / "ferry.html"
    assert run("ingest", "--output", tmp_path, *options, ferry, "--run-id", "a", "--quiet") == 0
    manifest = orjson.loads((tmp_path / "runs" / "a.json").read_bytes())
    assert manifest["options"]["beam"] == {"experiments": ["a", "b"], "job_name": "nightly"}


def test_limits_are_read_as_they_are_written() -> None:
    sizes = {"1": 1, "64K": 65536, "64k": 65536, "32M": 32 * 1024**2, "1G": 1024**3}
    assert {text: parse_size(text) for text in sizes} == sizes
    assert parse_field("url=a=b") == ("url", "a=b")
    assert str(parse_max_rejects("0.50%")) == "0.50%"
    assert str(parse_max_rejects("12")) == "12"


def test_ingest_prints_what_became_of_the_dumps(
    tmp_path: Path, dumps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ingest", dumps, "--output", tmp_path, "--run-id", "one") == 0
    printed = capsys.readouterr()
    for word in (
        "dumps read",
        "dumps already read",
        "articles written",
        "EXACT",
        "BAD_JSON",
        "TRUNCATED",
    ):
        assert word in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("shard_bytes", [config.SHARD_INPUT_BYTES, 9])
def test_ingest_says_why_nothing_came_of_a_dump(
    shard_bytes: int,
    tmp_path: Path,
    dumps: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(config, "SHARD_INPUT_BYTES", shard_bytes)
    rows, output = tmp_path / "rows.jsonl", tmp_path / "out"
    lines = ["[", *(json.dumps({f"body{number}": "Fog."}) for number in range(20))]
    rows.write_text("\n".join(lines), encoding="utf-8")
    assert run("ingest", rows, "--output", output, "--run-id", "one") == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"presscut: no article came of it: 20 of 21 rejects are READ NO_TEXT, the first of {rows}, "
        "byte 2: no text in text, html or the like; the fields are 'body0'; "
        f"give --field text=NAME if one is (presscut show {output} --run one --kind rejects lists "
        "them all, and ingest --reread "
        "reads the same files again)"
    )
    for inputs in ([rows], [rows, dumps]):  # nothing that is new, and articles
        assert run("ingest", *inputs, "--output", output, "--run-id", f"{len(inputs)}") == 0
        assert "presscut:" not in capsys.readouterr().out


def test_quiet_prints_nothing(
    tmp_path: Path, dumps: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("ingest", dumps, "--output", tmp_path, "--quiet") == 0
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err == ""


def test_show_as_json_lines(output: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("show", output, "--format", "jsonl") == 0
    lines = capfdbinary.readouterr().out.splitlines()
    articles = [orjson.loads(line) for line in lines]
    assert len(articles) == 8
    assert articles[0]["title"] == "Night Ferry Runs Again From Monday"
    assert articles[0]["published"] == "2026-05-07T04:30:00Z"
    assert articles[0]["source"]["page"] == 0
    assert run("show", output, "--format", "jsonl", "--limit", "2") == 0
    assert capfdbinary.readouterr().out.splitlines() == lines[:2]
    assert run("show", output, "--format", "jsonl", "--limit", "0") == 0
    assert capfdbinary.readouterr().out == b""
    assert run("show", output, "--limit", "-1") == 2
    assert b"--limit" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("table", ["run one", "articles written", "Fishermen Find Bell"]),
        ("text", ["Fishermen Find Bell", "SANDHAVEN (AP) - A trawler crew", "lines 37 to 50"]),
    ],
)
def test_show_for_people(
    form: str, words: list[str], output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", output, "--run", "one", "--format", form) == 0
    printed = capsys.readouterr().out
    for word in words:
        assert word in printed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "duplicates",
            ["Lighthouse Has a Keeper Again", "EXACT", "1.00", "island-post.jsonl"],
        ),
        ("rejects", ["not JSON", "BAD_JSON", "island-post.jsonl", "byte 759"]),
    ],
)
def test_show_of_what_became_no_article(
    kind: str,
    words: list[str],
    output: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run("show", output, "--kind", kind) == 0
    printed = capsys.readouterr().out
    assert any(all(word in line for word in words) for line in printed.splitlines())
    assert "Fishermen Find Bell" not in printed
    assert run("show", output, "--kind", kind, "--format", "text") == 2
    assert "give table or jsonl" in capsys.readouterr().err


def test_a_row_of_a_duplicate_says_which_article_was_kept(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = (
        {"text": f"{STORY}{more}", "url": "https://post.example/lamps"}
        for more in ("", "The clerk has counted them again since, and has found one more.\n")
    )
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    output = tmp_path / "out"
    assert run("ingest", tmp_path / "a.jsonl", "--output", output, "--key", "url", "--quiet") == 0
    assert run("show", output, "--kind", "duplicates", "--format", "jsonl") == 0
    dropped = orjson.loads(capfdbinary.readouterr().out)
    assert dropped["id"] != dropped["kept_id"]
    assert run("show", output, "--kind", "duplicates") == 0
    assert f" {dropped['kept_id']} ".encode() in capfdbinary.readouterr().out


def test_rejects_as_json_lines_have_their_bytes(
    output: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("show", output, "--kind", "rejects", "--format", "jsonl") == 0
    cut_short, no_json = map(orjson.loads, capfdbinary.readouterr().out.splitlines())
    assert (cut_short["reason"], no_json["reason"]) == ("TRUNCATED", "BAD_JSON")
    assert cut_short["sample"].startswith("\x1f\\x8b\b")
    assert no_json["sample"].startswith('{"url": "https://post.example/cut-o')


def test_cut_and_ingest_know_fields_by_other_names(
    tmp_path: Path, dumps: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (dumps / "harbour-evening.txt").read_text("utf-8")
    dump = tmp_path / "a.jsonl"
    dump.write_bytes(orjson.dumps({"content": text, "kop": "Fishermen Find Bell", "text": "x"}))
    names = ("--field", "text=content", "--field", "title=kop")
    assert run("cut", dump, "--json", *names) == 0
    assert b'"text":"SANDHAVEN (AP)' in capfdbinary.readouterr().out
    assert run("ingest", dump, "--output", tmp_path / "out", "--quiet", *names) == 0
    assert run("show", tmp_path / "out", "--format", "jsonl") == 0
    assert b"SANDHAVEN (AP)" in capfdbinary.readouterr().out


def test_text_breaks_no_path_over_lines(
    tmp_path: Path, dumps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / ("folder" * 20)
    deep.mkdir()
    dump = Path(shutil.copy(dumps / "harbour-evening.txt", deep))
    assert run("ingest", dump, "--output", tmp_path / "out") == 0
    capsys.readouterr()
    assert run("show", tmp_path / "out", "--format", "text") == 0
    assert f"{dump}, lines 37 to 50\n" in capsys.readouterr().out


@pytest.mark.parametrize("columns", ["80", "0"])
def test_the_table_keeps_all_its_columns_in_a_narrow_terminal(
    output: Path, columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run("show", output) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "Old Swing" in line)
    cells = [cell.strip() for cell in line.strip("│ ").split("│")]
    assert cells[1:] == ["", "en", "142", "harbour-evening.txt"]
    assert cells[0].endswith("…")


def test_the_table_of_duplicates_has_titles_and_dumps_in_a_narrow_terminal(
    output: Path,
    dumps: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again = output.parent / "old \\ harbour evening.txt"
    shutil.copy(dumps / "harbour-evening.txt", again)
    assert run("ingest", again, "--output", output, "--run-id", "two", "--quiet") == 0
    monkeypatch.setenv("COLUMNS", "80")
    assert run("show", output, "--run", "two", "--kind", "duplicates") == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "Old Sw" in line)
    title, reason, alike, kept_id, dump = (cell.strip() for cell in line.strip("│").split("│"))
    assert (title, reason, alike, dump) == ("Old Swi…", "SEEN_BEFORE", "1.00", "old \\ h…")
    assert len(kept_id) == 32


def test_show_of_a_run_that_is_not_there(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", output, "--run", "two") == 2
    assert "it has one" in capsys.readouterr().err
    assert run("show", tmp_path / "nothing") == 2
    assert "no run" in capsys.readouterr().err


def test_cut_labels_every_line(dumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cut", dumps / "harbour-evening.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    text = (dumps / "harbour-evening.txt").read_text("utf-8").splitlines()
    labelled = [line.split(maxsplit=3) for line in lines[1:-1]]
    assert [int(number) for number, *_ in labelled] == [
        number for number, line in enumerate(text, start=1) if line.strip()
    ]
    assert {label for _, _, label, _ in labelled} == {
        "HEADLINE", "STANDFIRST", "BYLINE", "DATE", "CAPTION", "BODY", "CREDIT", "FURNITURE",
    }  # fmt: skip
    assert lines[-1] == "4 articles in 58 lines"


def test_cut_as_json_says_what_is_printed(dumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cut", dumps / "harbour-evening.txt", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert run("cut", dumps / "harbour-evening.txt") == 0
    printed = capsys.readouterr().out.splitlines()[1:-1]
    assert len(lines) == len(printed)
    for values, line in zip(lines, printed, strict=True):
        assert set(values) == {"page", "url", "article", "line", "label", "probability", "text"}
        number, article, label, likely, _ = line.split(maxsplit=4)
        assert int(number) == values["line"]
        assert article == str(values["article"] or "·")
        assert label == values["label"]
        assert likely == f"{values['probability']:.0%}"
        assert line.endswith(values["text"])
    assert max(values["article"] or 0 for values in lines) == 4


def test_cut_shows_what_ingest_makes_of_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = [
        f"The ferry will not run before April, the office said for the {n}th time." for n in "456"
    ]
    data = {"@type": "NewsArticle", "headline": "Ferry", "articleBody": "\n".join(body)}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (tmp_path / "a.html").write_text(f"<head>{script}</head><body><p>Loading</p></body>")
    assert run("cut", tmp_path / "a.html", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["article"], line["label"], line["text"]) for line in lines] == [
        (1, "BODY", text) for text in body
    ]
    (tmp_path / "b.html").write_text("<script>no()</script>")
    assert run("cut", tmp_path / "b.html", "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["reject"] == "NO_TEXT"


def test_cut_shows_no_headline_that_the_dump_denies(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lead = "A rare look at how the harbour sleeps"
    body = [
        "The ferry will not run before April, the harbour office in Port Ellery said on Monday.",
        "Nobody had asked the islanders, who heard of it from the baker's boat the next morning.",
    ]
    dump = tmp_path / "a.jsonl"
    dump.write_bytes(orjson.dumps({"text": "\n\n".join([lead, *body]), "title": "Ferry Stops"}))
    assert run("cut", dump, "--json") == 0
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(line["label"], line["text"]) for line in lines] == [
        ("STANDFIRST", lead), *(("BODY", text) for text in body),
    ]  # fmt: skip


def test_cut_as_json_of_a_broken_dump(dumps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cut", dumps / "broken.jsonl.gz", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "TRUNCATED" in [values.get("reject") for values in lines]


def test_cut_of_a_broken_and_a_missing_dump(
    dumps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cut", dumps / "broken.jsonl.gz") == 0
    assert "TRUNCATED" in capsys.readouterr().out
    for file, said in (
        (tmp_path / "missing.txt", "could not be read"),
        (dumps, "is a folder: give one of its files"),
        ("nowhere://a/b.txt", "cannot be looked up"),
    ):
        assert run("cut", file) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1, error


def test_verify_says_that_all_is_well(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", output) == 0
    assert "1 run: all files as written" in capsys.readouterr().out


def test_verify_lists_what_is_off(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shard = next((output / "articles").rglob("*.avro"))
    data = bytearray(shard.read_bytes())
    data[-40] ^= 1
    shard.write_bytes(bytes(data))
    missing = next((output / "rejects").rglob("*.avro"))
    missing.unlink()
    stray = output / "duplicates" / "run=dead"
    stray.mkdir()
    (stray / "part-00000-of-00001.avro").write_bytes(b"")
    (output / "articles" / "notes.txt").write_text("mine")
    (output / "runs" / "two.json").write_text("{}")
    assert run("verify", output) == 1
    said = capsys.readouterr().out
    for word in (
        f"articles/run=one/{shard.name} is not the file that was written",
        f"rejects/run=one/{missing.name} is missing",
        "duplicates/run=dead/part-00000-of-00001.avro belongs to no committed run",
        "\narticles/notes.txt belongs to no committed run",
        "runs/two.json is no manifest",
    ):
        assert word in said


def test_verify_adds_the_books_up_again(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = output / "runs" / "one.json"
    manifest = orjson.loads(path.read_bytes())
    manifest["books"]["articles"] += 1
    manifest["books"]["pages"] -= 1
    path.write_bytes(orjson.dumps(manifest))
    assert run("verify", output) == 1
    said = capsys.readouterr().out
    assert "9 articles cut, but 10 articles written + duplicates" in said
    assert "5 pages, but 6 pages with articles + pages rejected" in said
    assert "its books tell of articles" in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("pages_with_articles", 5, "its books tell of 5 pages with articles, its files hold 6"),
        ("bytes", 1, "its books tell of 1 bytes read, its inputs have "),
        ("dumps", 4, "5 dumps given, but 4 dumps read"),
        (
            "duplicates_by_reason",
            {"URL": 1},
            "its books tell of duplicates: 1 URL; its files hold 1 EXACT",
        ),
        ("rejects", {"READ": {"BAD_JSON": 3}}, "its books tell of rejects: 3 READ.BAD_JSON"),
        (
            "formats",
            {"TEXT": {"dumps": 6, "bytes": 1, "records": 1}},
            "5 dumps read, but 6 dumps of all formats",
        ),
    ],
)
def test_verify_finds_what_the_books_got_wrong(
    name: str, value: Any, said: str, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = output / "runs" / "one.json"
    manifest = orjson.loads(path.read_bytes())
    manifest["books"][name] = value
    path.write_bytes(orjson.dumps(manifest))
    assert run("verify", output) == 1
    assert said in capsys.readouterr().out


def test_verify_finds_an_input_that_is_listed_twice(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = output / "runs" / "one.json"
    manifest = orjson.loads(path.read_bytes())
    manifest["inputs"][1] = manifest["inputs"][0]
    path.write_bytes(orjson.dumps(manifest))
    assert run("verify", output) == 1
    assert "it lists 5 inputs, of which only 4 differ" in capsys.readouterr().out


def test_a_manifest_of_before_the_formats_were_counted(output: Path, dumps: Path) -> None:
    path = output / "runs" / "one.json"
    manifest = orjson.loads(path.read_bytes())
    for name in ("formats", "already_read"):
        del manifest["books"][name]
    for name in ("limits", "fields", "reread", "max_rejects"):
        del manifest["options"][name]
    path.write_bytes(orjson.dumps(manifest))
    assert run("verify", output) == 0
    assert run("show", output) == 0
    assert run("ingest", dumps, "--output", output, "--run-id", "two", "--quiet") == 0
    assert orjson.loads((output / "runs" / "two.json").read_bytes())["inputs"] == []


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("presscut 0.")
    assert run("ingest", "--help") == 0
    printed = capsys.readouterr().out
    assert "--run-id" in printed
    assert "direct_num_workers" not in printed
    assert "--max-rejects N|N%" in printed
    assert "3 done" in " ".join(printed.split())
    assert run("--help") == 0
    assert "3 done" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("made", [b"{}", b"[]", b"{", b"\xff" * 1000])
def test_show_says_which_manifest_is_none(
    made: bytes, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (output / "runs" / "two.json").write_bytes(made)
    assert run("show", output, "--run", "two") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("presscut: runs/two.json is no manifest: ")
    assert len(line) < 400
    assert line.endswith(": see presscut verify")


@pytest.mark.parametrize("cutting", [False, True])
def test_ctrl_c_ends_a_run_in_one_sentence(cutting: bool, tmp_path: Path) -> None:
    dump = tmp_path / "a.jsonl"
    dump.write_text(f"{json.dumps({'text': 'The ferry stops. ' * 200})}\n" * 20_000)
    command = [sys.executable, "-m", "pipelines.cli", "ingest", str(dump), "--quiet"]
    started = subprocess.Popen(
        [*command, "--output", str(tmp_path / "out"), "--key", "none"],
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not list((tmp_path / "out").glob("_staging/*/dumps.json")) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(4 if cutting else 0)
    started.send_signal(signal.SIGINT)
    assert started.communicate(timeout=60)[1] == "presscut: ended by Ctrl-C\n"
    assert started.returncode == 130
    assert not list((tmp_path / "out").glob("runs/*.json"))


def test_what_is_in_a_folder_and_no_file_is_a_reject(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = tmp_path / "in", tmp_path / "other"
    for place in (folder, other):
        place.mkdir()
        (place / "a.txt").write_text(STORY)
    (folder / "linked").symlink_to(other)
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(folder / "pipe.txt")
    assert run("ingest", folder, "--output", tmp_path / "out", "--run-id", "one") == 0
    assert "READ UNREADABLE" in capsys.readouterr().out
    manifest = orjson.loads((tmp_path / "out" / "runs" / "one.json").read_bytes())
    assert manifest["books"]["rejects"] == {"READ": {"UNREADABLE": 3}}
    assert manifest["books"]["dumps"] == 4
    assert run("verify", tmp_path / "out") == 0


def test_an_output_may_have_its_inputs_in_it(tmp_path: Path) -> None:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "a.txt").write_text(STORY)
    for number in (1, 2):
        done = run("ingest", tmp_path, "--output", tmp_path, "--run-id", f"n{number}", "--quiet")
        assert done == 0
        manifest = orjson.loads((tmp_path / "runs" / f"n{number}.json").read_bytes())
        assert (manifest["books"]["dumps"], manifest["books"]["already_read"]) == (
            2 - number,
            number - 1,
        )


@pytest.mark.parametrize("command", ["ingest", "watch"])
def test_a_working_directory_that_has_gone_is_said(
    command: str,
    tmp_path: Path,
    dumps: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone, here = tmp_path / "gone", dumps.absolute()
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    once = ["--once"] if command == "watch" else []
    assert run(command, here, "--output", tmp_path / "out", *once) == 2
    assert "the working directory is not there any more" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("show",), ("show", "--format", "jsonl"), ("cut",)])
def test_a_reader_may_end_early(arguments: tuple[str, ...], output: Path, dumps: Path) -> None:
    command, *options = arguments
    place = dumps / "harbour-evening.txt" if command == "cut" else output
    started = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", command, str(place), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout is not None
    started.stdout.close()
    assert (started.communicate()[1], started.returncode) == (b"", 0)


@pytest.mark.parametrize("arguments", [("show",), ("show", "--format", "jsonl"), ("verify",)])
def test_what_cannot_be_printed_is_said(arguments: tuple[str, ...], output: Path) -> None:
    command, *options = arguments
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.cli", command, str(output), *options],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=BUFFERED,
        )
    assert done.stderr.splitlines() == [
        "presscut: what is printed cannot be written: [Errno 28] No space left on device"
    ]
    assert done.returncode == 1


@pytest.mark.parametrize(("command", "code"), [("verify {output}", 0), ("show {output}-2", 2)])
@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", ">&-", ">/dev/null 2>/dev/full"])
def test_nobody_has_to_hear_it(command: str, code: int, streams: str, output: Path) -> None:
    line = f"exec {sys.executable} -m pipelines.cli {command.format(output=output)} {streams}"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.DEVNULL, env=BUFFERED)
    assert done.returncode == code


def test_verify_has_found_what_nobody_reads(output: Path) -> None:
    next((output / "articles").rglob("*.avro")).unlink()
    started = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "verify", str(output)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BUFFERED,
    )
    assert started.stdout is not None
    started.stdout.close()
    assert (started.communicate()[1], started.returncode) == (b"", 1)


def test_a_file_of_an_output_that_is_broken_is_named(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shard = next((output / "articles").rglob("*.avro"))
    whole = shard.read_bytes()
    for data in (whole[:-40], b"", b"Obj", whole.replace(b'"record"', b'"recgrd"', 1)):
        shard.write_bytes(data)
        assert run("show", output, "--format", "jsonl") == 2
        (said,) = capsys.readouterr().err.splitlines()
        assert f"{shard} is not as it was written" in said
        assert len(said) < 400 + len(str(shard))  # some errors quote all that they were given
