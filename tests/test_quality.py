"""Quality floors on gold data, which the project does not ship: skipped where it is missing.

A floor is what was measured, less .002 for libraries that change. It is raised when it is
beaten, and never lowered.
"""

from pathlib import Path

import pytest

from benchmarks.quality import article_figures, ingest, shingle_f1
from schemas.records import Article, Duplicate
from transforms.runs import read_manifest, read_records

FIELD_FLOORS = {"title": 0.910, "date": 0.880, "authors": 0.794, "language": 0.995}
SHINGLE_F1_FLOORS = {"naeb": 0.906, "fundus": 0.953, "feval": 0.896}


def test_the_users_own_dumps_are_cut_without_a_fault(gold: Path, tmp_path: Path) -> None:
    ingest(gold / "data" / "seeds", tmp_path, "--key", "none")
    figures = article_figures(gold, tmp_path, "seeds")
    assert (figures["dumps"], figures["right"], figures["predicted"]) == (5, 21, 21)
    assert figures["body_F1"] >= 0.999
    for field in ("title", "date", "authors", "language"):
        assert figures[field] == 1.0, field
    books = read_manifest(str(tmp_path), "q").books
    assert (books.dumps, books.rejects) == (5, {})


def test_the_one_exact_copy_is_dropped(gold: Path, tmp_path: Path) -> None:
    ingest(gold / "data" / "seeds", tmp_path)
    manifest = read_manifest(str(tmp_path), "q")
    (copy,) = read_records(str(tmp_path), manifest, "duplicates")
    assert isinstance(copy, Duplicate)
    kept = [record.id for record in read_records(str(tmp_path), manifest, "articles")]  # type: ignore[union-attr]
    assert (copy.reason.value, kept.count(copy.kept_id), len(kept)) == ("EXACT", 1, 20)


@pytest.fixture(scope="module")
def pages(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output with the news pages."""
    output = tmp_path_factory.mktemp("pages")
    ingest(gold / "data" / "pages", output, "--key", "none")
    return output


def test_every_page_ends_as_article_or_reject(pages: Path) -> None:
    books = read_manifest(str(pages), "q").books
    assert books.pages == books.dumps == 395
    assert books.articles + sum(books.rejects["CUT"].values()) == 395


@pytest.mark.parametrize("part", SHINGLE_F1_FLOORS)
def test_bodies_of_news_pages(part: str, gold: Path, pages: Path) -> None:
    assert shingle_f1(gold, pages, part) >= SHINGLE_F1_FLOORS[part]


def test_fields_of_news_pages(gold: Path, pages: Path) -> None:
    figures = article_figures(gold, pages, "pages")
    for field, floor in FIELD_FLOORS.items():
        assert figures[field] >= floor, field


def test_the_pages_as_one_archive_give_the_same_articles(
    gold: Path, pages: Path, tmp_path: Path
) -> None:
    """All but what the archive alone knows: addresses, and when a page was fetched."""
    ingest(gold / "data" / "pages.warc.gz", tmp_path, "--key", "none")

    def articles(output: Path) -> set[tuple[object, ...]]:
        manifest = read_manifest(str(output), "q")
        return {
            (r.id, r.title, r.summary, r.body, r.captions, r.authors, r.byline, r.language, r.words)
            for r in read_records(str(output), manifest, "articles")
            if isinstance(r, Article)
        }

    assert articles(tmp_path) == articles(pages)
