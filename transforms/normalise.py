"""From a labelled span to an Article: each field cleaned, and where it came from kept."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.records import Article, Method, Source
from transforms import furniture
from transforms.blocks import Block, count_words
from transforms.byline import Dateline, find_agency, read_dateline, split_authors
from transforms.dates import parse_printed, plausible
from transforms.decode import fold
from transforms.language import detect_language
from transforms.metadata import Metadata
from transforms.pages import MediaType, Page
from transforms.segment import Label, Span

PARAGRAPH_BREAK = "\n\n"
# What stands between a headline and its site in <title>: "Headline - Site", "Site: Headline".
_SITE_MARK = re.compile(r"\s+[–—·•»-]\s+|:\s+")


def article_id(title: str, body: str) -> str:
    """The id of an article: 32 hex digits made from its title and body.

    Case, punctuation and spaces make no difference.

    >>> article_id("A  Title", "Body.") == article_id("a title", "body")
    True
    """
    folded = "\n".join(fold(unicodedata.normalize("NFKC", text)) for text in (title, body))
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def normalise_span(
    span: Span, page: Page, metadata: Metadata, article: int, method: Method
) -> Article:
    """The article that a span holds.

    Args:
        span: a span with a body.
        page: the page that it was cut out of.
        metadata: what the page says of its article; empty for text.
        article: which article of the page it is, from 0.
        method: where the span's blocks came from.
    """
    paragraphs = [block.text for block in span.labelled(Label.BODY)]
    title = choose_title(span.labelled(Label.HEADLINE), metadata)
    body = PARAGRAPH_BREAK.join(paragraphs)
    language, score = detect_language(body, metadata.language or page.language)
    dates = _read_dates(span, metadata, page, language)
    bylines = [block.text for block in span.labelled(Label.BYLINE)]
    dateline = read_dateline(paragraphs[0])
    url = page.url or _web_address(metadata.canonical)
    return Article(
        id=article_id(title, body),
        title=title,
        summary=_unique(furniture.strip_bullet(b.text) for b in span.labelled(Label.STANDFIRST)),
        body=body,
        captions=_unique(block.text for block in span.labelled(Label.CAPTION)),
        authors=_authors(metadata, bylines),
        byline=_byline(bylines),
        dateline=dateline.place if dateline else None,
        agency=_agency(dateline, paragraphs, bylines),
        credit=" ".join(block.text for block in span.labelled(Label.CREDIT)) or None,
        published=dates.published,
        modified=dates.modified,
        fetched_at=page.fetched_at,
        published_text=dates.published_text,
        modified_text=dates.modified_text,
        language=language,
        language_score=score,
        url=url,
        site=site_of(url),
        section=metadata.section,
        tags=metadata.tags,
        words=count_words(body),
        method=method,
        source=_place(span, page, article),
    )


def choose_title(headlines: Sequence[Block], metadata: Metadata) -> str:
    """The headline as printed on the page, else the one its head gives, without the site's name."""
    if headlines:
        return headlines[0].text
    for title in metadata.titles:
        return strip_site_name(title, metadata.site_name)
    return ""


def strip_site_name(title: str, site_name: str | None) -> str:
    """A page's title without the name of its site before or behind it.

    >>> strip_site_name("Rain expected - Rhine Courier", "Rhine Courier")
    'Rain expected'
    >>> strip_site_name("Rain expected | Weather | The Courier", None)
    'Rain expected'
    """
    site = fold(site_name or "")
    parts = [part.strip() for part in title.split("|")]
    title = max([part for part in parts if fold(part) != site] or parts, key=len)
    for mark in _SITE_MARK.finditer(title) if site else ():
        before, behind = title[: mark.start()], title[mark.end() :]
        if fold(before) == site:
            return behind
        if fold(behind) == site:
            return before
    return title


def site_of(url: str | None) -> str | None:
    """The host name of an address, without a leading `www.`; None where it has none.

    >>> site_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _authors(metadata: Metadata, lines: Sequence[str]) -> tuple[str, ...]:
    """The persons that the page's metadata name, else those of the first byline that names any."""
    named = [name for line in metadata.authors for name in split_authors(line)]
    if named:
        return _unique(named)
    return next((names for line in lines if (names := split_authors(line))), ())


def _byline(lines: Sequence[str]) -> str | None:
    """The byline as printed: of several the first that names a person."""
    return next((line for line in lines if split_authors(line)), lines[0] if lines else None)


def _agency(
    dateline: Dateline | None, paragraphs: Sequence[str], lines: Sequence[str]
) -> str | None:
    """The agency of the dateline, of the signature under the last paragraph, or of a byline."""
    if dateline and dateline.agency:
        return dateline.agency
    signature = furniture.find_signature(paragraphs[-1])
    for text in (signature, *map(furniture.strip_byline, lines)):
        if text and (agency := find_agency(text)):
            return agency
    return None


class _Dates(NamedTuple):
    published: datetime | None
    published_text: str | None
    modified: datetime | None
    modified_text: str | None


def _read_dates(span: Span, metadata: Metadata, page: Page, language: str) -> _Dates:
    """When the article was published and modified: as its metadata say, else as printed."""
    published, published_text = metadata.published, metadata.published_text
    modified, modified_text = metadata.modified, metadata.modified_text
    if published is None and published_text:
        published = parse_printed(published_text, language)
        published_text = published_text if published else None
    for block in (*span.labelled(Label.DATE), *span.labelled(Label.BYLINE)):
        printed = parse_printed(block.text, language)
        if furniture.is_modified(block.text):
            if modified_text is None:
                modified, modified_text = printed, block.text
        elif published_text is None and (printed or furniture.is_date_line(block.text)):
            published, published_text = printed, block.text
    return _Dates(
        plausible(published, page.fetched_at),
        published_text,
        plausible(modified, page.fetched_at),
        modified_text,
    )


def _place(span: Span, page: Page, article: int) -> Source:
    """Where the article's own blocks stand: furniture before and after them is not counted."""
    if page.media_type is not MediaType.TEXT:
        return replace(page.source, article=article)
    own = [
        block.line
        for block, label in zip(span.blocks, span.labels, strict=True)
        if label is not Label.FURNITURE
    ]
    return replace(page.source, article=article, first_line=own[0], last_line=own[-1])
