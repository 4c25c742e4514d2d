"""Whether it matters what comes first: dumps split over three runs, in every order of arrival.

    python -m benchmarks.arrivals GOLD [--every 1]

GOLD is a folder with gold data, of which `data/seeds` and `data/pages` are read: glued dumps of a
few outlets, and pages of news. Which article of a story is kept depends on which came first, and
nothing else should: prints for each order how many articles the three runs have kept, how many
copies they have dropped, and whether the stories are those of the first order. Ends with exit
code 1 where they are not, or where an article was kept twice.
"""

import itertools
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import make_parser
from pipelines.cli import main as presscut
from schemas.records import Article, Duplicate
from transforms.runs import list_runs, read_manifest, read_records
from transforms.verify import verify_output

PARTS = 3
ORDERS = tuple(itertools.permutations(range(PARTS)))

# Where the articles of a story stand in the dumps.
Stories = frozenset[frozenset[tuple[str, int, int, int]]]


def split_dumps(gold: Path, every: int = 1) -> list[list[str]]:
    """The seeds, and every so-manieth of the pages, dealt out in three parts."""
    seeds = sorted((gold / "data" / "seeds").iterdir())
    dumps = [*seeds, *sorted((gold / "data" / "pages").iterdir())[::every]]
    return [[str(dump) for dump in dumps[part::PARTS]] for part in range(PARTS)]


def ingest_parts(parts: Sequence[Sequence[str]], output: str) -> None:
    """Ingests the parts by story and content, a run each.

    Raises:
        RuntimeError: where a run does not end well, or the output does not verify.
    """
    for number, part in enumerate(parts):
        options = ["--key", "story", "--run-id", f"run{number}", "--output", output, "--quiet"]
        if code := presscut(["ingest", *part, *options]):
            raise RuntimeError(f"ingest ended with {code}")
    if errors := verify_output(output):
        raise RuntimeError(errors[0])


def stories_of(output: str) -> tuple[Stories, int]:
    """The stories of all runs, and how many articles were kept.

    Raises:
        ValueError: where two articles were kept under one id, or a copy of one that was not.
    """
    stories: dict[str, set[tuple[str, int, int, int]]] = {}
    for article in _records(output, "articles"):
        if article.id in stories:
            raise ValueError(f"{article.id} was kept twice")
        stories[article.id] = {article.source.order}
    kept = len(stories)
    for copy in _records(output, "duplicates"):
        assert isinstance(copy, Duplicate)
        if copy.kept_id not in stories:
            raise ValueError(f"{copy.id} is a copy of what was not kept")
        stories[copy.kept_id].add(copy.source.order)
    return frozenset(map(frozenset, stories.values())), kept


def _records(output: str, kind: str) -> Iterator[Article | Duplicate]:
    for run in list_runs(output):
        for record in read_records(output, read_manifest(output, run), kind):
            assert isinstance(record, Article | Duplicate)
            yield record


def main() -> None:
    """Ingests and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    parts = split_dumps(arguments.gold, arguments.every)
    first: Stories | None = None
    for order in ORDERS:
        with tempfile.TemporaryDirectory() as output:
            ingest_parts([parts[part] for part in order], output)
            stories, kept = stories_of(output)
        first = stories if first is None else first
        copies = sum(map(len, stories)) - kept
        is_same = stories == first
        told = "the same stories" if is_same else f"{len(stories - first)} other stories"
        print(f"{order}: {kept} kept, {copies} copies dropped, {told}", flush=True)
        if not is_same:
            sys.exit(1)


if __name__ == "__main__":
    main()
