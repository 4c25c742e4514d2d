"""Memory: what runs know of each other, end to end and by the piece."""

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import main
from schemas.avro import to_avro
from schemas.records import Article, Duplicate, DuplicateReason, Source
from transforms.buckets import bucket_rows, buckets_of, find_shared
from transforms.copies import Copy, copy_of_keys, keys_of
from transforms.memory import find_memories
from transforms.runs import list_runs, read_manifest, read_records
from transforms.signatures import sketch_text
from transforms.verify import verify_output

pytestmark = pytest.mark.usefixtures("warm_cutter")
VERBS = "opened closed painted sold mended counted moved found hired lent".split()
THINGS = "boats lamps benches trams bells gates nets carts doors pumps clocks flags".split()
WHENS = "on Monday;before noon;last week;in the rain;for the fair;at dawn;by night".split(";")


def sentences(name: str) -> list[str]:
    """Sentences that no other name's have much in common with."""
    draw = random.Random(name)
    return [
        f"{name} {draw.choice(VERBS)} {draw.choice(THINGS)} {draw.choice(WHENS)}, and then "
        f"{draw.choice(VERBS)} {draw.randrange(10, 99)} {draw.choice(THINGS)} {draw.choice(WHENS)}."
        for _ in range(18)
    ]


PROSE = {name: sentences(name) for name in ("Sandhaven", "Ellery", "Portsea")}


def text(name: str, *, headline: str = "", sentences: int = 18, more: str = "") -> str:
    """The text of a page with one article."""
    paragraphs = PROSE[name][:sentences]
    body = [" ".join(paragraphs[at : at + 3]) for at in range(0, len(paragraphs), 3)]
    return "\n\n".join([headline or f"{name} Council Opens Doors", *body, *filter(None, [more])])


def ingest(
    output: Path, run: str, *pages: dict[str, Any], key: str, options: Sequence[str] = ()
) -> int:
    """Runs `presscut ingest` on a dump of its own; gives its exit code."""
    dump = output.parent / f"{run}.jsonl"
    dump.write_text("".join(json.dumps(page) + "\n" for page in pages))
    given = ["ingest", str(dump), "--output", str(output), "--run-id", run, "--key", key]
    return main([*given, "--quiet", *options])


def written(output: Path, run: str, kind: str) -> list[Any]:
    """A run's records of one kind."""
    return list(read_records(str(output), read_manifest(str(output), run), kind))


def page(name: str, url: str, **edit: Any) -> dict[str, Any]:
    """A page, as a line of a dump."""
    return {"url": url, "text": text(name, **edit)}


def test_a_copy_of_yesterdays_article_is_seen_before(tmp_path: Path) -> None:
    output = tmp_path / "out"
    sandhaven, ellery = (
        page("Sandhaven", "https://a.example/1"),
        page("Ellery", "https://a.example/2"),
    )
    printing = page(
        "Sandhaven",
        "https://b.example/9",
        headline="Sandhaven Open to Visitors Again",
        sentences=15,
    )
    assert ingest(output, "mon", sandhaven, key="url,story") == 0
    assert ingest(output, "tue", printing, ellery, key="url,story") == 0
    (kept,) = written(output, "mon", "articles")
    (new,) = written(output, "tue", "articles")
    assert kept.story == kept.id
    assert new.title == "Ellery Council Opens Doors"
    (seen,) = written(output, "tue", "duplicates")
    assert seen == Duplicate(
        id=seen.id,
        key=f"story:{kept.id}",
        kept_id=kept.id,
        reason=DuplicateReason.SEEN_BEFORE,
        similarity=1.0,
        kept_run="mon",
        title="Sandhaven Open to Visitors Again",
        url="https://b.example/9",
        source=seen.source,
        kept_title="Sandhaven Council Opens Doors",
    )
    assert seen.id != kept.id
    assert verify_output(str(output)) == []


def test_what_led_to_a_copy_is_remembered_with_it(tmp_path: Path) -> None:
    """The third day's page has another text under an address that only a dropped copy had."""
    output = tmp_path / "out"
    assert ingest(output, "mon", page("Sandhaven", "https://a.example/1"), key="url,story") == 0
    assert ingest(output, "tue", page("Sandhaven", "https://b.example/1"), key="url,story") == 0
    assert ingest(output, "wed", page("Ellery", "https://b.example/1"), key="url,story") == 0
    (kept,) = written(output, "mon", "articles")
    (seen,) = written(output, "wed", "duplicates")
    assert (seen.kept_id, seen.kept_run, seen.key) == (kept.id, "mon", "url:b.example/1")


def test_a_run_that_is_replaced_does_not_see_its_own_keys(tmp_path: Path) -> None:
    output = tmp_path / "out"
    first, second = page("Sandhaven", "https://a.example/1"), page("Ellery", "https://a.example/2")
    assert ingest(output, "mon", first, key="story") == 0
    assert ingest(output, "tue", first, second, key="story") == 0
    before = [path.read_bytes() for path in sorted(output.rglob("run=mon/*.avro"))]
    assert len(before) == 4
    assert ingest(output, "mon", first, key="story", options=["--force"]) == 0
    assert [path.read_bytes() for path in sorted(output.rglob("run=mon/*.avro"))] == before
    assert ingest(output, "tue", first, second, key="story") == 0
    assert [article.title for article in written(output, "tue", "articles")] == [
        "Ellery Council Opens Doors"
    ]


def test_a_run_that_others_count_on_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    first, second = page("Sandhaven", "https://a.example/1"), page("Ellery", "https://a.example/2")
    assert ingest(output, "mon", first, key="story") == 0
    assert ingest(output, "tue", first, second, key="story") == 0
    assert ingest(output, "mon", second, key="story") == 2
    said = capsys.readouterr().err
    assert "run 'mon' is not replaced, because tue dropped copies" in said
    assert said.count("\n") == 1
    assert len(written(output, "mon", "articles")) == 1
    assert read_manifest(str(output), "tue").books.seen_in == {"mon": 1}
    assert verify_output(str(output)) == []


def test_keys_that_cannot_be_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert ingest(output, "one", page("Ellery", "https://a.example/1"), key="url") == 0
    (keys,) = (output / "keys/run=one").iterdir()
    keys.write_bytes(keys.read_bytes()[:-10])
    assert ingest(output, "two", page("Portsea", "https://a.example/2"), key="url") == 1
    said = capsys.readouterr().err
    assert f"{keys} cannot be read, see presscut verify: " in said


def test_nothing_is_remembered_by_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = page("Sandhaven", "https://a.example/1")
    for run in ("mon", "tue"):
        assert ingest(output, run, first, key="none", options=["--reread"]) == 0
        assert len(written(output, run, "articles")) == 1
        assert written(output, run, "keys") == []


def test_stories_are_forgotten_and_keys_are_not(tmp_path: Path) -> None:
    output = tmp_path / "out"
    pages = page("Sandhaven", "https://a.example/1"), page("Ellery", "https://a.example/2")
    assert ingest(output, "old", *pages, key="url,story") == 0
    manifest = output / "runs" / "old.json"
    told = json.loads(manifest.read_text())
    told["finished"] = (datetime.now(timezone.utc) - timedelta(days=8)).isoformat()
    manifest.write_text(json.dumps(told))
    later = (
        page("Sandhaven", "https://b.example/1", sentences=15),
        page("Portsea", "https://a.example/2"),
    )
    week, month = ["--remember", "7d"], ["--remember", "2w"]
    assert ingest(output, "new", *later, key="url,story", options=week) == 0
    assert [one.key for one in written(output, "new", "duplicates")] == ["url:a.example/2"]
    assert ingest(output, "new", *later, key="url,story", options=month) == 0
    assert {one.key.partition(":")[0] for one in written(output, "new", "duplicates")} == {
        "url",
        "story",
    }


# Each comes first, and each last, once; benchmarks/arrivals.py has them in every order.
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)])
def test_the_same_stories_are_kept_whatever_came_first(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    parts = [
        [page("Sandhaven", "https://a.example/1"), page("Ellery", "https://a.example/2")],
        [
            page("Ellery", "https://b.example/2", sentences=14),
            page("Portsea", "https://b.example/3"),
        ],
        [
            page("Sandhaven", "https://c.example/1", more="It rained in Oar all of that day."),
            page("Portsea", "https://c.example/3"),
        ],
    ]
    output = tmp_path / "out"
    for number, part in enumerate(order):
        assert ingest(output, f"run{number}", *parts[part], key="story") == 0
    articles: list[Article] = [
        article for run in list_runs(str(output)) for article in written(output, run, "articles")
    ]
    assert sorted(article.body.split()[0] for article in articles) == [
        "Ellery",
        "Portsea",
        "Sandhaven",
    ]
    copies = [one for run in list_runs(str(output)) for one in written(output, run, "duplicates")]
    assert {one.kept_id for one in copies} <= {article.id for article in articles}
    assert len(copies) == 3
    assert verify_output(str(output)) == []


def test_all_copies_of_a_story_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert ingest(output, "mon", page("Sandhaven", "https://a.example/1"), key="story") == 0
    others = [
        page(
            "Sandhaven",
            "https://b.example/1",
            headline="Opening [of] Doors in Sandhaven",
            sentences=15,
        ),
        page("Ellery", "https://b.example/2"),
    ]
    assert ingest(output, "tue", *others, key="story") == 0
    (kept,) = written(output, "mon", "articles")
    show = ["show", str(output), "--story", kept.id]
    assert main([*show, "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["run"], line["kept"], line["url"]) for line in lines] == [
        ("mon", True, "https://a.example/1"),
        ("tue", False, "https://b.example/1"),
    ]
    assert main(show) == 0
    assert "Opening [of]" in capsys.readouterr().out
    assert main([*show, "--run", "mon", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main([*show, "--format", "text"]) == 2
    assert "--format text" in capsys.readouterr().err
    assert main(["show", str(output), "--story", "beef"]) == 2
    assert "there is no story 'beef'" in capsys.readouterr().err
    assert main([*show, "--kind", "rejects"]) == 2
    assert "leave --kind out" in capsys.readouterr().err


def test_a_run_of_a_version_without_keys_remembers_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = page("Sandhaven", "https://a.example/1")
    assert ingest(output, "mon", first, key="story") == 0
    manifest = output / "runs" / "mon.json"
    told = json.loads(manifest.read_text())
    told["shards"] = [shard for shard in told["shards"] if shard["kind"] != "keys"]
    manifest.write_text(json.dumps(told))
    assert find_memories(str(output), "tue", None) == []
    assert ingest(output, "tue", first, key="story") == 0
    assert len(written(output, "tue", "articles")) == 1


def copy(number: int, *keys: str, words: int = 0) -> Copy:
    """A copy with keys and a text of its own."""
    body = " ".join(f"{number}w{at}" for at in range(words))
    return Copy(
        id=str(number),
        keys=keys,
        published=None,
        fetched_at=None,
        body_chars=len(body),
        title="",
        url=None,
        source=Source(dump=f"{number}.txt"),
        sketch=sketch_text(body) if words else None,
    )


REMEMBERED = [
    copy(0, "url:a", words=100),
    copy(1, "url:b", "title:b"),
    copy(2),
    copy(3, "url:c", words=100),
    copy(4, "url:d", words=10),
]


@pytest.mark.parametrize(
    ("asked", "with_stories", "without"),
    [
        (copy(9, "url:x"), [], []),
        (copy(9, "url:a"), [0], [0]),
        (copy(9, "title:b"), [1], [1]),
        (copy(9, "url:c", "url:b"), [1, 3], [1, 3]),
        (copy(3, words=100), [3], []),
        (copy(3, "url:a", words=100), [0, 3], [0]),
        (copy(4, words=10), [], []),
    ],
)
def test_find_shared(asked: Copy, with_stories: list[int], without: list[int]) -> None:
    entries = [to_avro(keys_of(made)) for made in REMEMBERED]
    buckets = buckets_of([bucket_rows(copy(8, "url:zz")).tobytes(), bucket_rows(asked).tobytes()])
    assert find_shared(entries, buckets, True) == with_stories
    assert find_shared(entries, buckets, False) == without
    assert find_shared(entries, b"", True) == []
    assert find_shared([], buckets, True) == []


def test_what_is_recalled_has_the_buckets_that_it_was_found_by() -> None:
    for made in REMEMBERED:
        recalled = copy_of_keys(keys_of(made), "one", with_story=True)
        assert bucket_rows(recalled)["bucket"].tolist() == bucket_rows(made)["bucket"].tolist()
