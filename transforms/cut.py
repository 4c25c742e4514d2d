"""Cutting on Beam: pages to articles and rejects, with the counts of both."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.records import Article, Reject
from transforms.books import ARTICLES_CUT, PAGES_WITH_ARTICLES, RejectCounter, reject_tally
from transforms.limits import Limits
from transforms.pages import Page
from transforms.progress import Ticker
from transforms.sandbox import PageCutter
from transforms.windows import Window
from transforms.work import CUT, Work
from transforms.worked import Clocks, tag_work


class CutPages(NamedTuple):
    """What CutArticles gives."""

    articles: beam.PCollection[Article]
    rejects: beam.PCollection[Reject]
    tallies: beam.PCollection[tuple[str, int]]
    work: beam.PCollection[Work]


@beam.typehints.with_input_types(Page)
@dataclass
class CutArticles(beam.PTransform):
    """PCollection[Page] -> CutPages: every page's articles, or its Reject.

    Attributes:
        ticks: a file that counts pages while the run goes on (transforms.progress), or None.
        limits: how deep a page may nest, and how long one may take.
    """

    ticks: str | None = None
    limits: Limits = field(default_factory=Limits)

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, pages: beam.PCollection[Page]) -> CutPages:
        cut = pages | "CutPage" >> beam.ParDo(_CutArticlesFn(self.ticks, self.limits)).with_outputs(
            "rejects", "tallies", "work", main="articles"
        )
        return CutPages(cut.articles, cut.rejects, cut.tallies, cut.work)


class _CutArticlesFn(beam.DoFn):
    def __init__(self, ticks: str | None, limits: Limits) -> None:
        self.ticker = Ticker(ticks)
        self.counter = RejectCounter("cut")
        self.cutter = PageCutter(limits)
        self.clocks = Clocks(CUT)

    def process(
        self, page: Page, window: Window = beam.DoFn.WindowParam
    ) -> Iterator[
        Article
        | TaggedOutput[Literal["rejects"], Reject]
        | TaggedOutput[Literal["tallies"], tuple[str, int]]
    ]:
        self.cutter.prepare()
        started = time.perf_counter()
        cut = self.cutter.cut(page)
        self.clocks[window].add(started, len(page.payload), page.source)
        if isinstance(cut, Reject):
            self.ticker.tick(articles=0)
            self.counter.count(cut)
            yield TaggedOutput("rejects", cut)
            yield TaggedOutput("tallies", (reject_tally(cut), 1))
        else:
            self.ticker.tick(articles=len(cut))
            yield from cut
            yield TaggedOutput("tallies", (PAGES_WITH_ARTICLES, 1))
            yield TaggedOutput("tallies", (ARTICLES_CUT, len(cut)))

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        return tag_work(self.clocks)

    def teardown(self) -> None:
        self.cutter.close()
