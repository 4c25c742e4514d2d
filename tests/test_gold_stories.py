"""Floors of how stories are told apart, on gold data; skipped where it is not at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.arrivals import ORDERS, ingest_parts, split_dumps, stories_of
from benchmarks.quality import ingest
from benchmarks.stories import RANKS, Pairs, compare, count_pairs, read_texts
from transforms.runs import read_manifest, read_records


@pytest.mark.parametrize("rank", RANKS)
def test_printings_are_found_whichever_is_kept(gold: Path, rank: str) -> None:
    data = gold / "data"
    texts = read_texts(data / "neardup" / "dump.jsonl", data / "neardup.gold.json")
    figures = count_pairs(sorted(texts, key=RANKS[rank])).figures()
    assert figures["precision"] >= 0.999
    assert figures["F1"] >= 0.998


def written_stories(output: Path) -> dict[str, str]:
    """The id of the story that each address has ended in."""
    manifest = read_manifest(str(output), "q")
    articles: list[Any] = list(read_records(str(output), manifest, "articles"))
    copies: list[Any] = list(read_records(str(output), manifest, "duplicates"))
    return {
        record.url: story
        for record, story in (
            *((article, article.story) for article in articles),
            *((copy, copy.kept_id) for copy in copies),
        )
    }


def test_stories_are_told_apart_from_dump_to_file(gold: Path, tmp_path: Path) -> None:
    ingest(gold / "data" / "neardup", tmp_path, "--key", "story")
    stories = written_stories(tmp_path)
    rows = json.loads((gold / "data" / "neardup.gold.json").read_text("utf-8"))
    ids = {story: number for number, story in enumerate(dict.fromkeys(stories.values()))}
    found: Pairs = compare(
        [ids.get(stories.get(url, ""), -number - 1) for number, url in enumerate(rows)],
        [row["cluster"] for row in rows.values()],
    )
    figures = found.figures()
    assert figures["precision"] >= 0.995
    assert figures["F1"] >= 0.99


def test_the_users_own_dumps_hold_nineteen_stories(gold: Path, tmp_path: Path) -> None:
    ingest(gold / "data" / "seeds", tmp_path, "--key", "story")
    manifest = read_manifest(str(tmp_path), "q")
    copies: list[Any] = list(read_records(str(tmp_path), manifest, "duplicates"))
    assert len(list(read_records(str(tmp_path), manifest, "articles"))) == 19
    assert len({copy.kept_id for copy in copies}) == 1
    assert sorted(copy.similarity >= 0.75 for copy in copies) == [True, True]


def test_the_same_stories_are_kept_whatever_arrives_first(gold: Path, tmp_path: Path) -> None:
    """The users' dumps and a few pages; benchmarks/arrivals.py takes all, in every order."""
    parts = split_dumps(gold, every=20)
    found = set()
    for order in (ORDERS[0], ORDERS[-1]):
        output = str(tmp_path / "-".join(map(str, order)))
        ingest_parts([parts[part] for part in order], output)
        found.add(stories_of(output))
    ((stories, kept),) = found
    assert len(stories) == kept
    assert sum(map(len, stories)) == kept + 2
