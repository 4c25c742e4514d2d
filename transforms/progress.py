"""How far a run is, told by its workers while they work.

A worker adds one byte to a file for each page that it has cut, the byte's value being
the number of articles. Appending one byte is atomic, so workers in any number of
processes on this machine share the file, and its length is the number of pages. Only a
display reads it: the books are kept by tallies (transforms.books), which a restarted
bundle cannot count twice.
"""

import os
from collections import Counter
from typing import NamedTuple


class Progress(NamedTuple):
    """Pages cut and articles found so far."""

    pages: int
    articles: int


class Ticker:
    """The worker's side: counts pages in a file that exists already; does nothing without one."""

    def __init__(self, path: str | None) -> None:
        self.path = path
        self._descriptor: int | None = None

    def __reduce__(self) -> tuple[type["Ticker"], tuple[str | None]]:
        return Ticker, (self.path,)

    def tick(self, articles: int) -> None:
        """Counts one page and its articles (255 at most, which is enough to look at)."""
        if self.path is None:
            return
        if self._descriptor is None:
            try:
                self._descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            except FileNotFoundError:  # a worker on another machine
                self.path = None
                return
        os.write(self._descriptor, bytes([min(articles, 255)]))


class TickReader:
    """The display's side: what all tickers of a file have counted."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._position = self._articles = 0

    def read(self) -> Progress:
        """How far the run is now."""
        with open(self._path, "rb") as ticks:
            ticks.seek(self._position)
            for articles, pages in Counter(ticks.read()).items():
                self._position += pages
                self._articles += articles * pages
        return Progress(self._position, self._articles)
