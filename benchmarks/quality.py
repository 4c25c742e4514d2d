"""How well presscut cuts, beside trafilatura: its figures on gold data.

    python -m benchmarks.quality GOLD

GOLD, which the project does not ship, is a folder with `data/` (dumps, and a .gold.json beside
each set) and `score/` (the scorers). `make quality` runs this with all that it needs, and
tests/test_quality.py holds the same figures against floors.

A prediction is an object as the scorers read it: `dump` is the name of the page's file, and
`title`, `body`, `captions`, `summary`, `authors` and `language` are as in the Avro files; all but
`dump` and `body` may be missing, but of `captions` and `summary` both or none. The figures are
those of any list of predictions, wherever from: a trainer that leaves out sites has page_figures
and wcxb_figures score what it predicted.

"published, same day" compares days as the page states them, in its own zone, which is what gold
has: `published` of a prediction is in that zone, or in UTC where the page states none.
"published, same day, UTC" compares the day of the same instant in UTC, `published_utc`, with
gold's as well, and falls short wherever it was another day there; only presscut's have it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

# As training has it, and the process that cuts; to be said before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from benchmarks.measure import Figures, make_parser, print_head, print_rows
from pipelines.cli import main as presscut
from schemas.records import Article
from transforms.decode import fold
from transforms.runs import read_manifest, read_records

Predictions = Sequence[Mapping[str, Any]]

PAGE_SETS = ("fundus", "naeb", "feval")
# What article_figures calls a figure: what the tables call it, and the field it is of.
FIELD_FIGURES = {
    "title": ("title equal", "title"),
    "date": ("published, same day", "published"),
    "date_utc": ("published, same day, UTC", "published_utc"),
    "authors": ("authors equal", "authors"),
    "language": ("language", "language"),
}


def ingest(dumps: Path, output: Path, *options: str) -> None:
    """Ingests into an output, as run `q`.

    Raises:
        RuntimeError: where the run does not end well.
    """
    arguments = ["ingest", str(dumps), "--output", str(output), "--run-id", "q", "--quiet"]
    if code := presscut([*arguments, *options]):
        raise RuntimeError(f"ingest ended with {code}")


def predicted_articles(output: Path) -> Predictions:
    """The articles of an output's run `q` as predictions."""
    records = read_records(str(output), read_manifest(str(output), "q"), "articles")
    return [as_prediction(record) for record in records if isinstance(record, Article)]


def ingest_set(gold: Path, name: str) -> Predictions:
    """What presscut makes of one of the gold data's sets, copies and all."""
    with tempfile.TemporaryDirectory() as folder:
        ingest(gold / "data" / name, Path(folder), "--key", "none")
        return predicted_articles(Path(folder))


def as_prediction(article: Article) -> Mapping[str, Any]:
    """An article as the scorers read it, as far as the figures need."""
    zone = timezone(timedelta(minutes=article.published_offset or 0))
    published = article.published
    return {
        "dump": Path(article.source.dump).name,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "captions": article.captions,
        "authors": article.authors,
        "published": published.astimezone(zone).isoformat() if published else None,
        "published_utc": published.isoformat() if published else None,
        "language": article.language,
    }


def run_scorer(gold: Path, scorer: str, *arguments: str | Path) -> str:
    """What a scorer prints."""
    command = [sys.executable, gold / "score" / scorer, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def score(
    gold: Path, truth: list[dict[str, Any]], predicted: Predictions, scorer: str, *options: str
) -> str:
    """What a scorer prints of predictions, held against some of the gold articles."""
    with tempfile.TemporaryDirectory() as folder:
        truth_file, predicted_file = Path(folder, "gold.json"), Path(folder, "predicted.jsonl")
        truth_file.write_text(json.dumps(truth), encoding="utf-8")
        predicted_file.write_text("".join(json.dumps(one) + "\n" for one in predicted))
        return run_scorer(gold, scorer, truth_file, predicted_file, *options)


def read_gold(gold: Path, name: str) -> list[dict[str, Any]]:
    """The gold articles of a set."""
    truth: list[dict[str, Any]] = json.loads((gold / "data" / f"{name}.gold.json").read_bytes())
    return truth


def article_figures(
    gold: Path, truth: list[dict[str, Any]], predicted: Predictions
) -> dict[str, Any]:
    """All that score_articles.py says: articles, bodies, fields. `date_utc` is its date in UTC."""
    scorer = ("score_articles.py", "--json")
    figures: dict[str, Any] = json.loads(score(gold, truth, predicted, *scorer))
    if "date" in figures:
        in_utc = [{**one, "published": one.get("published_utc")} for one in predicted]
        figures["date_utc"] = json.loads(score(gold, truth, in_utc, *scorer))["date"]
    return figures


def field_figures(figures: Mapping[str, Any], prefix: str, predicted: Predictions) -> Figures:
    """The figures of the fields, but for those that no prediction has a word of, not even None."""
    return {
        prefix + what: figures[name]
        for name, (what, field) in FIELD_FIGURES.items()
        if name in figures and any(field in article for article in predicted)
    }


def page_figures(gold: Path, predicted: Predictions) -> Figures:
    """Of the news pages: 4-word shingle F1 of the bodies of each set, and fields of all sets.

    A field's figure is the share of the pages whose gold has it and whose body was found at all;
    that of captions is their share that stands in a caption of the page, or holds one, and that of
    standfirsts the share of those that gold has that are the same, white space and marks aside.
    """
    truth = read_gold(gold, "pages")
    bodies = {
        f"pages, {part}: shingle F1": found_figure(
            r"F1 ([\d.]+)", score(gold, truth, predicted, "shingle_f1.py", part)
        )
        for part in PAGE_SETS
    }
    fields = field_figures(article_figures(gold, truth, predicted), "pages: ", predicted)
    beside = {
        "pages: captions found": captions_found(truth, predicted),
        "pages: standfirst equal": standfirsts_equal(truth, predicted),
    }
    return {**bodies, **fields, **(beside if any("captions" in one for one in predicted) else {})}


def captions_found(truth: Sequence[Mapping[str, Any]], predicted: Predictions) -> float:
    """The share of gold's captions that stand in one predicted for their dump, or hold one."""
    printed: dict[str, list[str]] = {}
    for article in predicted:
        printed.setdefault(article["dump"], []).extend(map(fold, article["captions"]))
    found = [
        any(own in text or text in own for text in printed.get(page["dump"], ()))
        for page in truth
        for own in map(fold, page["captions"])
    ]
    return sum(found) / len(found)


def standfirsts_equal(truth: Sequence[Mapping[str, Any]], predicted: Predictions) -> float:
    """The share of gold's standfirsts that an article predicted for their dump has."""
    printed = {(article["dump"], fold(" ".join(article["summary"]))) for article in predicted}
    wanted = [(page["dump"], fold(" ".join(page["summary"]))) for page in truth if page["summary"]]
    return sum(own in printed for own in wanted) / len(wanted)


def wcxb_figures(gold: Path, predicted: Predictions) -> Figures:
    """Of the pages of the present-day web: articles' word F1, what is kept and what is rejected.

    Kept is the share of articles' pages that any article was cut from, rejected the share of
    other pages that none was; the fields are those of articles.
    """
    truth = read_gold(gold, "wcxb")
    articles = [page for page in truth if page["kind"] == "article"]
    words = score(gold, truth, predicted, "word_f1.py")
    figures = article_figures(gold, articles, predicted)
    cut = {article["dump"] for article in predicted}
    others = [page for page in truth if page["kind"] != "article"]
    return {
        "wcxb, article: word F1": found_figure(r"(?m)^article .* F1 ([\d.]+)", words),
        **field_figures(figures, "wcxb, article: ", predicted),
        "wcxb, article: kept": 1 - rejected_share(articles, cut),
        "wcxb, other kinds: rejected": rejected_share(others, cut),
        **{
            f"wcxb, {kind}: rejected": rejected_share(
                [page for page in others if page["kind"] == kind], cut
            )
            for kind in sorted({page["kind"] for page in others})
        },
    }


def rejected_share(pages: Sequence[Mapping[str, Any]], cut: Collection[str]) -> float:
    """The share of gold's pages that are not among those that an article was cut from."""
    return sum(page["dump"] not in cut for page in pages) / len(pages)


def text_figures(
    gold: Path, name: str, truth: list[dict[str, Any]], predicted: Predictions
) -> Figures:
    """Of a set of dumps of text: articles, bodies, fields.

    And of dumps that hold a single article, the share that was cut into more than one.
    """
    figures = article_figures(gold, truth, predicted)
    articles = Counter(article["dump"] for article in truth)
    single = {dump for dump, number in articles.items() if number == 1}
    cut = Counter(article["dump"] for article in predicted if article["dump"] in single)
    several = sum(number > 1 for number in cut.values())
    return {
        f"{name}: articles F1": figures["F1"],
        f"{name}: body F1": figures["body_F1"],
        **field_figures(figures, f"{name}: ", predicted),
        **({f"{name}, one article: cut in more": several / len(single)} if single else {}),
    }


def found_figure(pattern: str, printed: str) -> float:
    """A figure that a scorer printed.

    Raises:
        ValueError: where it printed none.
    """
    found = re.search(pattern, printed)
    if found is None:
        raise ValueError(f"the scorer printed no {pattern}: {printed}")
    return float(found.group(1))


def main() -> None:
    """Measures and prints."""
    # The tests take their figures from here, and do without trafilatura and trainers.
    from benchmarks import html
    from benchmarks.yardstick import extract_articles
    from training.text_unseen import cut_unseen_text
    from training.unseen import cut_unseen

    parser = make_parser(__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="of the measure of CPU time")
    arguments = parser.parse_args()
    gold = arguments.gold
    if not (gold / "data").is_dir():
        parser.error(f"there is no gold data in {gold}")
    unseen = cut_unseen(gold)
    print_head(*html.SIDES)
    for name, figures in (("pages", page_figures), ("wcxb", wcxb_figures)):
        theirs = list(extract_articles(gold / "data" / name))
        ours = [as_prediction(article) for article in unseen[name]]
        print_rows(figures(gold, ours), figures(gold, theirs))
    print_rows(*html.page_costs(gold, arguments.rounds))
    seeds = ingest_set(gold, "seeds")
    print_rows(text_figures(gold, "seeds", read_gold(gold, "seeds"), seeds), {})
    for name, (truth, cut) in cut_unseen_text(gold).items():
        print_rows(text_figures(gold, name, truth, [as_prediction(one) for one in cut]), {})


if __name__ == "__main__":
    main()
