"""How well stories are told apart, by thresholds chosen on other clusters than the tested.

    python -m benchmarks.stories TEXTS.jsonl GOLD.json

TEXTS.jsonl has an object a line with `url` and `text`, GOLD.json gives each url a `cluster`: texts
of one cluster are printings of one story. The clusters make 10 folds, and the thresholds of a
fold are the middle of the grid's best, by F1 on the pairs of all other folds. Prints the shares
of pairs, found in each order of rank: the longest text is kept, the shortest one, one by chance.

Where datatrove is installed (pip install datatrove tokenizers spacy "xxhash<4"), its MinHash with
its own settings is run on the same texts, and the CPU time of both is printed.
"""

import argparse
import json
import struct
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import make_parser, print_head, print_rows
from transforms.signatures import Sketch, sketch_text
from transforms.stories import THRESHOLDS, Thresholds, join_stories

Row = Mapping[str, str]
Gold = Mapping[str, Mapping[str, str]]

FOLDS = 10
GRID = tuple(
    Thresholds(contained / 100, jaccard / 100)
    for contained in range(60, 84, 2)
    for jaccard in (10, 15, 20, 25)
)
RANKS: Mapping[str, Callable[["Text"], tuple[int, str]]] = {
    "longest": lambda text: (-text.chars, text.url),
    "shortest": lambda text: (text.chars, text.url),
    "by chance": lambda text: (zlib.crc32(text.url.encode()), text.url),
}


class Text(NamedTuple):
    """A text of the gold, without its words."""

    url: str
    chars: int
    cluster: str
    sketch: Sketch


class Pairs(NamedTuple):
    """How many pairs of texts are in one story: right ones, found ones, those of the gold."""

    right: int
    found: int
    gold: int

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.gold if self.gold else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": precision, "recall": recall, "F1": f1}


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    arguments: argparse.Namespace = parser.parse_args()
    texts = read_texts(arguments.texts, arguments.gold)
    print_head(*RANKS)
    print_rows(*(cross_validate(sorted(texts, key=rank)) for rank in RANKS.values()))
    print("with the thresholds that ship, on all texts:", THRESHOLDS)
    print_rows(*(count_pairs(sorted(texts, key=rank)).figures() for rank in RANKS.values()))
    print_head("presscut", "datatrove")
    rows, gold = _read_rows(arguments.texts), _read_gold(arguments.gold)
    print_rows(measure_presscut(rows, gold), measure_datatrove(rows, gold))


def read_texts(texts: Path, gold: Path) -> list[Text]:
    """All texts with the clusters that the gold puts them in."""
    known = _read_gold(gold)
    return [
        Text(row["url"], len(row["text"]), known[row["url"]]["cluster"], sketch_text(row["text"]))
        for row in _read_rows(texts)
    ]


def _read_rows(texts: Path) -> list[Row]:
    return [json.loads(line) for line in texts.read_text("utf-8").splitlines()]


def _read_gold(gold: Path) -> Gold:
    known: Gold = json.loads(gold.read_text("utf-8"))
    return known


def measure_presscut(rows: Sequence[Row], gold: Gold) -> dict[str, float]:
    """Figures and CPU time from the texts on."""
    started = time.process_time()
    ranked = sorted(rows, key=lambda row: (-len(row["text"]), row["url"]))
    founders = join_stories([sketch_text(row["text"]) for row in ranked])
    spent = time.process_time() - started
    clusters = [gold[row["url"]]["cluster"] for row in ranked]
    figures = compare(founders, clusters).figures()
    return figures | {"CPU ms a text": spent * 1000 / len(rows)}


def measure_datatrove(rows: Sequence[Row], gold: Gold) -> dict[str, float]:
    """The same of datatrove's MinHash, as its steps are run by themselves; empty without it."""
    try:
        from datatrove.data import Document
        from datatrove.pipeline import dedup
        from datatrove.pipeline.dedup.minhash import MinhashConfig
        from datatrove.utils.logging import logger
    except ImportError:
        return {}
    logger.remove()
    config = MinhashConfig()
    documents = (Document(text=row["text"], id=row["url"]) for row in rows)
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        signatures, pairs, clusters = (f"{folder}/{name}" for name in ("sigs", "pairs", "clusters"))
        dedup.MinhashDedupSignature(signatures, config).run(documents, 0, 1)
        for bucket in range(config.num_buckets):
            step = dedup.MinhashDedupBuckets(signatures, pairs, config=config)
            step.run(None, bucket, config.num_buckets)
        dedup.MinhashDedupCluster(pairs, clusters, config, save_cluster_id=True).run(None, 0, 1)
        found = Path(clusters, "000000.clusters").read_bytes()
    spent = time.process_time() - started
    groups: list[int] = list(range(len(rows), 2 * len(rows)))
    for at, cluster in struct.iter_unpack("<II", found):
        groups[at] = cluster
    figures = compare(groups, [gold[row["url"]]["cluster"] for row in rows]).figures()
    return figures | {"CPU ms a text": spent * 1000 / len(rows)}


def cross_validate(texts: Sequence[Text]) -> dict[str, float]:
    """The figures of all folds together, each found with the others' thresholds."""
    by_fold = [
        [text for text in texts if zlib.crc32(text.cluster.encode()) % FOLDS == fold]
        for fold in range(FOLDS)
    ]
    on_grid = [[count_pairs(fold, thresholds) for thresholds in GRID] for fold in by_fold]
    tested, chosen = [], []
    for number in range(FOLDS):
        others = [counts for other, counts in enumerate(on_grid) if other != number]
        f1s = [total(column).figures()["F1"] for column in zip(*others, strict=True)]
        best = [at for at, f1 in enumerate(f1s) if f1 == max(f1s)]
        chosen.append(best[len(best) // 2])
        tested.append(on_grid[number][chosen[-1]])
    print(f"chosen: {Counter(GRID[at][:2] for at in chosen).most_common()}")
    return total(tested).figures()


def total(counts: Iterable[Pairs]) -> Pairs:
    """Counts summed up."""
    return Pairs(*map(sum, zip(*counts, strict=True)))


def count_pairs(texts: Sequence[Text], thresholds: Thresholds = THRESHOLDS) -> Pairs:
    """The pairs of texts, in order of rank, that are put in one story, and that should be."""
    founders = join_stories([text.sketch for text in texts], thresholds=thresholds)
    return compare(founders, [text.cluster for text in texts])


def compare(groups: Sequence[int], clusters: Sequence[str]) -> Pairs:
    """How many pairs of texts are in one group, in one cluster, and in one of both."""
    counts = (
        Counter(kind).values() for kind in (zip(groups, clusters, strict=True), groups, clusters)
    )
    return Pairs(*(sum(n * (n - 1) // 2 for n in numbers) for numbers in counts))


if __name__ == "__main__":
    main()
