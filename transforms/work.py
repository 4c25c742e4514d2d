"""Work: how long the steps of a run took, over how much, and which pages took longest.

A worker sums up a bundle's work and hands it on beside what came of it, so that a bundle that is
run again counts once, on every engine. Times are what passed on a clock, of the step alone; they
are no part of the books, and nothing is decided by them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from schemas.records import Source

READ, CUT, COMPARE, WRITE = STEPS = ("read", "cut", "compare", "write")
SLOWEST_PAGES = 10
_SUMMED_AT_ONCE = 1000

_Item = TypeVar("_Item")


class SlowPage(NamedTuple):
    """A page, by the microseconds that cutting it took and its place in the dumps."""

    micros: int
    dump: str
    offset: int
    page: int | None


class Work(NamedTuple):
    """What a step has done.

    Attributes:
        step: one of STEPS.
        number: how many things it did: parts of dumps read, pages cut, articles compared,
            shards written, each a file of every kind.
        micros, least_micros, most_micros: the time of all of them, of the quickest and of the
            slowest, in microseconds.
        bytes, most_bytes: the size of all of them, and of the largest: what pages and bodies
            hold, unpacked, and files.
        slowest: the pages that took longest to cut, at most SLOWEST_PAGES, the slowest first.
    """

    step: str
    number: int
    micros: int
    least_micros: int
    most_micros: int
    bytes: int
    most_bytes: int
    slowest: tuple[SlowPage, ...] = ()

    @classmethod
    def from_list(cls, told: Sequence[Any]) -> "Work":
        """What JSON has made of one."""
        *numbers, slowest = told
        return cls(*numbers)._replace(slowest=tuple(SlowPage(*page) for page in slowest))

    def to_dict(self) -> dict[str, Any]:
        """As a manifest has it: times in seconds."""
        told: dict[str, Any] = {
            "number": self.number,
            "seconds": self.micros / 1e6,
            "least_seconds": self.least_micros / 1e6,
            "most_seconds": self.most_micros / 1e6,
            "bytes": self.bytes,
            "most_bytes": self.most_bytes,
        }
        if self.slowest:
            told["slowest"] = [
                {"dump": page.dump, "offset": page.offset, "page": page.page}
                | {"seconds": page.micros / 1e6}
                for page in self.slowest
            ]
        return told


def add_work(works: Iterable[Work]) -> dict[str, Work]:
    """The work of all bundles by step, in the order of STEPS; the order of bundles does not matter.

    >>> add_work([Work("cut", 2, 50, 20, 30, 9, 5), Work("cut", 1, 10, 10, 10, 7, 7)])["cut"][1:7]
    (3, 60, 10, 30, 16, 7)
    """
    by_step: dict[str, list[Work]] = {}
    for work in works:
        by_step.setdefault(work.step, []).append(work)
    return {
        step: Work(
            step,
            sum(work.number for work in by_step[step]),
            sum(work.micros for work in by_step[step]),
            min(work.least_micros for work in by_step[step]),
            max(work.most_micros for work in by_step[step]),
            sum(work.bytes for work in by_step[step]),
            max(work.most_bytes for work in by_step[step]),
            tuple(
                nlargest(
                    SLOWEST_PAGES,
                    (page for work in by_step[step] for page in work.slowest),
                    key=attrgetter("micros"),
                )
            ),
        )
        for step in STEPS
        if step in by_step
    }


class Clock:
    """The worker's side: times what a step does, and gives the sum of it bundle by bundle.

    Not for several threads at once.
    """

    def __init__(self, step: str) -> None:
        """Starts a clock of one of STEPS."""
        self._step = step
        self._works: list[Work] = []

    def add(self, started: float, size: int, source: Source | None = None) -> None:
        """Counts one thing of so many bytes that is done now.

        Args:
            started: when it was begun, by time.perf_counter.
            size: its bytes.
            source: where it is from, if it is a page.
        """
        self._add(time.perf_counter() - started, size, source)

    def each(self, items: Iterable[_Item], size: Callable[[_Item], int]) -> Iterator[_Item]:
        """Hands items on, and counts them as one thing: only the time that making them takes."""
        iterator = iter(items)
        seconds, total = 0.0, 0
        while True:
            started = time.perf_counter()
            try:
                item = next(iterator)
            except StopIteration:
                self._add(seconds + time.perf_counter() - started, total)
                return
            seconds += time.perf_counter() - started
            total += size(item)
            yield item

    def take(self) -> list[Work]:
        """What was done since the last time, at most one."""
        done = list(add_work(self._works).values())
        self._works = []
        return done

    def _add(self, seconds: float, size: int, source: Source | None = None) -> None:
        micros = round(seconds * 1e6)
        slow = (SlowPage(micros, source.dump, source.offset, source.page),) if source else ()
        self._works.append(Work(self._step, 1, micros, micros, micros, size, size, slow))
        if len(self._works) == _SUMMED_AT_ONCE:
            self._works = self.take()
