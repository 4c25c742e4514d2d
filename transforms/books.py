"""The books: what was read, and what became of it, counted so that it must add up.

Counts travel as data, (name, number) pairs that are summed per name, and not as Beam
metrics: a runner that restarts a bundle counts its metrics twice. The metrics beside
them are for whoever watches the run.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from apache_beam.metrics import Metrics

from schemas.records import Duplicate, DuplicateReason, Reject, RejectReason, Stage

DUMPS = "dumps"
PAGES = "pages"
PAGES_WITH_ARTICLES = "pages_with_articles"
ARTICLES_CUT = "articles_cut"
_SKIPPED = "skipped."
_REJECTS = "rejects."
_DUPLICATES = "duplicates."
_SEEN_IN = "seen_in."
_FORMATS = "formats."
_FORMAT_COUNTS = ("dumps", "bytes", "records")


def skip_tally(reason: str) -> str:
    """The name under which skipped records are counted."""
    return _SKIPPED + reason


def reject_tally(reject: Reject) -> str:
    """The name under which a reject is counted."""
    return f"{_REJECTS}{reject.stage.value}.{reject.reason.value}"


def duplicate_tallies(duplicate: Duplicate) -> list[str]:
    """The names under which a dropped copy is counted: its reason, and the earlier run it is of."""
    names = [_DUPLICATES + duplicate.reason.value]
    if duplicate.kept_run is not None:
        names.append(_SEEN_IN + duplicate.kept_run)
    return names


def format_tally(name: str, what: Literal["dumps", "bytes", "records"]) -> str:
    """The name under which a format's files, their bytes as stored or their records are counted.

    >>> format_tally("WARC", "records")
    'formats.WARC.records'
    """
    return f"{_FORMATS}{name}.{what}"


class RejectCounter:
    """Beam counters for rejects, one a reason, in the namespace `news.<module>`."""

    def __init__(self, module: str) -> None:
        self._counters = {
            reason: Metrics.counter(f"news.{module}", reason.value) for reason in RejectReason
        }

    def count(self, reject: Reject) -> None:
        """Counts one reject under its reason."""
        self._counters[reject.reason].inc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All counts of a run.

    Attributes:
        dumps, bytes: files read, and their size as stored.
        already_read: files not read, because a committed run has read them.
        formats: what was read of each format: dumps, bytes as stored, and records, which are
            whatever the format is made of (lines, rows, WARC records of any type).
        pages: pages found in them.
        pages_with_articles: pages that at least one article was cut out of.
        articles_cut: articles found in pages.
        articles, duplicates: how many of them were written, and dropped.
        duplicates_by_reason: the latter by DuplicateReason.
        seen_in: those that were seen before, by the run that has kept what they are copies of.
        rejects: rejects by stage, then by RejectReason.
        skipped: records that hold no page, by SkipReason.
    """

    dumps: int = 0
    bytes: int = 0
    already_read: int = 0
    formats: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pages: int = 0
    pages_with_articles: int = 0
    articles_cut: int = 0
    articles: int = 0
    duplicates: int = 0
    duplicates_by_reason: Mapping[str, int] = field(default_factory=dict)
    seen_in: Mapping[str, int] = field(default_factory=dict)
    rejects: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)

    def rejected(self, stage: Stage) -> int:
        """How many rejects a stage made."""
        return sum(self.rejects.get(stage.value, {}).values())

    @property
    def all_rejected(self) -> int:
        """How many rejects all stages made."""
        return sum(self.rejected(stage) for stage in Stage)

    def _of_formats(self, what: str) -> int:
        return sum(counts.get(what, 0) for counts in self.formats.values())

    def errors(self, *, dumps_given: int, rejects_written: int) -> list[str]:
        """Where the books do not balance, a sentence each; empty where they do.

        Records are held against nothing: a record ends as a page, as skipped, or as a reject of
        the reader, but the reader also rejects what is no record (a file that cannot be opened,
        a stream's cut end), and no count of the books tells the two apart.

        Args:
            dumps_given: how many files the run was to read.
            rejects_written: how many Reject records were written.
        """
        sides = [
            ("dumps given", dumps_given, "dumps read", self.dumps),
            (
                "pages",
                self.pages,
                "pages with articles + pages rejected",
                self.pages_with_articles + self.rejected(Stage.CUT),
            ),
            (
                "articles cut",
                self.articles_cut,
                "articles written + duplicates",
                self.articles + self.duplicates,
            ),
            (
                "duplicates",
                self.duplicates,
                "duplicates by reason",
                sum(self.duplicates_by_reason.values()),
            ),
            (
                "duplicates seen before",
                self.duplicates_by_reason.get(DuplicateReason.SEEN_BEFORE.value, 0),
                "duplicates by earlier run",
                sum(self.seen_in.values()),
            ),
            (
                "rejects",
                self.all_rejected,
                "rejects written",
                rejects_written,
            ),
        ]
        if self.formats:  # manifests of versions that did not count them have none
            sides += [
                ("dumps read", self.dumps, "dumps of all formats", self._of_formats("dumps")),
                ("bytes read", self.bytes, "bytes of all formats", self._of_formats("bytes")),
            ]
        return [
            f"the books do not balance: {left} {left_name}, but {right} {right_name}"
            for left_name, left, right_name, right in sides
            if left != right
        ]


def fill_books(tallies: Iterable[tuple[str, int]], **known: Any) -> Books:
    """Books from summed tallies, and from the counts that are known from the files written."""
    duplicates: dict[str, int] = {}
    seen_in: dict[str, int] = {}
    rejects: dict[str, dict[str, int]] = {}
    skipped: dict[str, int] = {}
    formats: dict[str, dict[str, int]] = {}
    for name, number in sorted(tallies):
        if name.startswith(_REJECTS):
            stage, reason = name.removeprefix(_REJECTS).split(".")
            rejects.setdefault(stage, {})[reason] = number
        elif name.startswith(_SKIPPED):
            skipped[name.removeprefix(_SKIPPED)] = number
        elif name.startswith(_DUPLICATES):
            duplicates[name.removeprefix(_DUPLICATES)] = number
        elif name.startswith(_SEEN_IN):
            seen_in[name.removeprefix(_SEEN_IN)] = number
        elif name.startswith(_FORMATS):
            format_name, _, what = name.removeprefix(_FORMATS).rpartition(".")
            formats.setdefault(format_name, dict.fromkeys(_FORMAT_COUNTS, 0))[what] = number
        else:
            known[name] = number
    return Books(
        duplicates_by_reason=duplicates,
        seen_in=seen_in,
        rejects=rejects,
        skipped=skipped,
        formats=formats,
        **known,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectLimit:
    """How many rejects a run may end with before they are more than a bad page here and there.

    Attributes:
        number: of rejects, of any stage; or of percent. A Decimal, because 0.1 % of 1,000 is
            one and not a little more.
        is_percent: whether it is a share of what was read: of the pages, and of what the
            reader rejected before it was a page.
    """

    number: Decimal
    is_percent: bool = False

    def __str__(self) -> str:
        return f"{self.number}{'%' if self.is_percent else ''}"

    def is_exceeded(self, books: Books) -> bool:
        """Whether a run's rejects are more than this.

        >>> RejectLimit(number=Decimal(1)).is_exceeded(Books(rejects={"CUT": {"NO_TEXT": 1}}))
        False
        """
        rejects = books.all_rejected
        if not self.is_percent:
            return rejects > self.number
        return rejects * 100 > self.number * (books.pages + books.rejected(Stage.READ))
