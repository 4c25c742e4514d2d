"""`--metrics FILE`: a committed run's figures as Prometheus text, for scrapers of text files."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from pipelines.config import UsageError
from pipelines.descriptors import say
from transforms.runs import Manifest

_Samples = Iterable[tuple[Mapping[str, str], float]]


def check_metrics_file(path: str) -> None:
    """Raises UsageError where a file cannot be put."""
    folder = os.path.dirname(os.path.abspath(path))
    if not path or os.path.isdir(path) or not os.access(folder, os.W_OK):
        raise UsageError(f"--metrics {path!r} cannot be written: name a file in a folder that can")


def write_metrics(manifest: Manifest, path: str) -> None:
    """Writes the figures of a run to a file, which is replaced in one piece.

    Raises:
        OSError: where the file cannot be written.
    """
    registry = CollectorRegistry()
    registry.register(_Run(manifest))
    write_to_textfile(path, registry)


def try_write_metrics(manifest: Manifest, path: str) -> None:
    """Writes the figures of a run, or says why not: it is committed, whatever comes of them."""
    try:
        write_metrics(manifest, path)
    except OSError as error:
        say(f"presscut: run {manifest.run} is committed, but --metrics is not written: {error}")


class _Run(Collector):
    """The figures of one run. All are gauges: the next run begins at nothing."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for name, text, samples in _figures(self._manifest):
            family = GaugeMetricFamily(f"presscut_{name}", text)
            for labels, value in samples:
                family.add_sample(f"presscut_{name}", dict(labels), value)
            yield family


def _figures(manifest: Manifest) -> Iterable[tuple[str, str, _Samples]]:
    """Name, explanation, and values with their labels."""
    books = manifest.books
    started, finished = map(datetime.fromisoformat, (manifest.started, manifest.finished))
    seconds = (finished - started).total_seconds()
    run = {"run": manifest.run, "version": manifest.version}
    yield "run_info", "The last run that was committed.", [(run, 1)]
    yield "run_finished_timestamp_seconds", "When it was committed.", [({}, finished.timestamp())]
    yield "run_seconds", "How long it took.", [({}, seconds)]
    # Runs are timed by the second; one that took none has had at most one.
    rate = books.pages / max(seconds, 1)
    yield "pages_per_second", "Pages read, over the time that it took.", [({}, rate)]
    for name, text in (
        ("dumps", "Files read."),
        ("bytes", "Their size as stored."),
        ("already_read", "Files not read, because an earlier run has read them."),
        ("pages", "Pages found in them."),
        ("articles", "Articles written."),
    ):
        yield name, text, [({}, getattr(books, name))]
    yield (
        "duplicates",
        "Articles dropped as copies.",
        [({"reason": reason}, number) for reason, number in books.duplicates_by_reason.items()],
    )
    yield (
        "rejects",
        "What was read and became no article.",
        [
            ({"stage": stage, "reason": reason}, number)
            for stage, reasons in books.rejects.items()
            for reason, number in reasons.items()
        ],
    )
    yield (
        "skipped",
        "Records that hold no page.",
        [({"reason": reason}, number) for reason, number in books.skipped.items()],
    )
    for name, key, text in (
        ("step_number", "number", "Things that a step did: parts read, pages cut, files written."),
        ("step_seconds", "seconds", "Time of all of them, in all workers together."),
        ("step_least_seconds", "least_seconds", "Time of the quickest."),
        ("step_most_seconds", "most_seconds", "Time of the slowest."),
        ("step_bytes", "bytes", "Size of all of them."),
        ("step_most_bytes", "most_bytes", "Size of the largest."),
    ):
        yield name, text, [({"step": step}, done[key]) for step, done in manifest.work.items()]
    yield (
        "slowest_page_seconds",
        "The pages that took longest to cut.",
        [
            (
                {"rank": str(rank), "dump": page["dump"]}
                | {place: str(page[place]) for place in ("offset", "page")},
                page["seconds"],
            )
            for rank, page in enumerate(manifest.work.get("cut", {}).get("slowest", ()), 1)
        ],
    )
