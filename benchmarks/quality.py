"""How well presscut cuts: its figures on gold data, which the project does not ship.

    python benchmarks/quality.py GOLD

GOLD is a folder with `data/` (dumps, and a .gold.json beside each set) and `score/` (the
scorers). tests/test_quality.py holds the same figures against floors.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipelines.cli import main as presscut

PAGE_SETS = ("naeb", "fundus", "feval")


def ingest(dumps: Path, output: Path, *options: str) -> None:
    """Ingests into an output, as run `q`.

    Raises:
        RuntimeError: where the run does not end well.
    """
    arguments = ["ingest", str(dumps), "--output", str(output), "--run-id", "q", "--quiet"]
    if code := presscut([*arguments, *options]):
        raise RuntimeError(f"ingest ended with {code}")


def score(gold: Path, output: Path, scorer: str, *arguments: str) -> str:
    """What a scorer prints of an output's articles, its gold file the first argument."""
    predicted = output / "predicted.jsonl"
    with predicted.open("wb") as file:
        command = [sys.executable, str(gold / "score" / "predicted.py"), str(output)]
        subprocess.run(command, stdout=file, check=True)
    command = [sys.executable, str(gold / "score" / scorer), arguments[0], str(predicted)]
    return subprocess.run(
        [*command, *arguments[1:]], capture_output=True, text=True, check=True
    ).stdout


def article_figures(gold: Path, output: Path, name: str) -> dict[str, Any]:
    """The figures of score_articles.py for one set: articles, bodies, fields."""
    truth = str(gold / "data" / f"{name}.gold.json")
    figures: dict[str, Any] = json.loads(score(gold, output, "score_articles.py", truth, "--json"))
    return figures


def shingle_f1(gold: Path, output: Path, part: str) -> float:
    """The public article-extraction benchmark's F1 for one set of news pages.

    Raises:
        ValueError: where the scorer prints none.
    """
    truth = str(gold / "data" / "pages.gold.json")
    found = re.search(r"F1 ([\d.]+)", score(gold, output, "shingle_f1.py", truth, part))
    if found is None:
        raise ValueError("the scorer printed no F1")
    return float(found.group(1))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    for name in ("seeds", "glued", "wet", "pages"):
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder)
            ingest(gold / "data" / name, output, "--key", "none")
            figures = article_figures(gold, output, name)
            print(
                f"{name:6} articles {figures['right']} of {figures['gold']} right, "
                f"F1 {figures['F1']:.3f}, body F1 {figures['body_F1']:.3f}, "
                + ", ".join(
                    f"{field} {figures[field]:.3f}"
                    for field in ("title", "date", "authors", "language")
                    if field in figures
                )
            )
            if name == "pages":
                for part in PAGE_SETS:
                    print(f"{'':6} {part}: shingle F1 {shingle_f1(gold, output, part):.3f}")


if __name__ == "__main__":
    main()
