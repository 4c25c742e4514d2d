"""Cutting: a page's bytes to the articles that stand in it."""

from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from schemas.records import Article, Method, Reject, RejectReason
from transforms.blocks import Block
from transforms.decode import decode_bytes, fold
from transforms.furniture import MIN_BODY_CHARS, is_prose
from transforms.html import TooDeepError, html_page
from transforms.json_ld import string
from transforms.labels import Label, Span
from transforms.limits import Limits
from transforms.metadata import Metadata, add_stated
from transforms.normalise import MIN_ALIKE_SHARE, date_post, normalise_span, printed_headlines
from transforms.pages import MediaType, Page, reject_page
from transforms.preview import whole_in_json_ld, whole_in_scripts
from transforms.scripts import longest_rich_text, markup_in_scripts
from transforms.segment_html import (
    Models,
    count_chars,
    label_article,
    says_article,
    says_other_kind,
    segment_html,
)
from transforms.segment_text import TextModels, segment_text
from transforms.tail import take_notices
from transforms.text import text_blocks

# An articleBody shorter than this is a teaser, and no substitute for an article.
MIN_JSON_LD_CHARS = 200
# Under which wget files its arguments and its log, as text, beside the pages.
_OF_CRAWL = "metadata:"
_LIMITS = Limits()


def read_blocks(
    text: str, media_type: MediaType, limits: Limits = _LIMITS, encoded: bytes | None = None
) -> tuple[tuple[Block, ...], Metadata]:
    """A page's text as blocks, and what its head says of its article (nothing, for plain text).

    Args:
        text: clean.
        media_type: HTML, or else plain text.
        limits: how deep elements may nest.
        encoded: the text in UTF-8, by whoever has it at hand.

    Raises:
        TooDeepError: for HTML whose elements nest deeper than the limit.
        Exception: what the HTML parsers raise for pages that they cannot parse.
    """
    if media_type is MediaType.HTML:
        page = html_page(text, limits, encoded)
        return page.blocks, page.metadata
    return text_blocks(text), Metadata()


class Segmented(NamedTuple):
    """A page's blocks dealt out to its articles.

    Attributes:
        spans: of one article each, or of none.
        metadata: what the page's head says.
        methods: where the bodies of its own article, which is the first, and of all others were
            read from.
    """

    spans: tuple[Span, ...]
    metadata: Metadata
    methods: tuple[Method, Method]


def cut_page(
    page: Page,
    limits: Limits = _LIMITS,
    models: Models | None = None,
    text_models: TextModels | None = None,
) -> tuple[Article, ...] | Reject:
    """The articles of a page, in order, or why there is none.

    Models other than the shipped ones are for whoever measures them.
    Takes as long as it takes: transforms.sandbox holds it to limits.seconds. Never raises for
    what a page holds; the tuple is never empty.
    """
    segmented = segment_page(page, limits, models, text_models)
    if isinstance(segmented, Reject):
        return segmented
    spans, metadata, methods = segmented
    # The page's title, authors and dates are those of its own article, which is the first.
    found = [
        (span, metadata.of_post(_headlines(span), _tags(span)) if number else metadata)
        for number, span in enumerate(spans)
        if span.is_article
    ]
    if found:
        if page.stated is not None:
            told = _told_of([span for span, _ in found], page)
            if told is not None:
                span, of_span = found[told]
                found[told] = span, add_stated(of_span, page.stated)
        articles = tuple(
            normalise_span(span, page, of_span, article, methods[min(article, 1)])
            for article, (span, of_span) in enumerate(found)
        )
        own = articles[:1] if spans[0].is_article and page.media_type is MediaType.HTML else ()
        return (*own, *(date_post(one, *own) if own else one for one in articles[len(own) :]))
    blocks = sum(len(span.blocks) for span in spans)
    return reject_page(page, RejectReason.NOT_AN_ARTICLE, f"no article in {blocks} blocks of text")


def _told_of(spans: Sequence[Span], page: Page) -> int | None:
    """Which of a page's articles its dump speaks of: the only one, or that of the headline.

    Where it is of none, of a page of HTML the page's own, and of a text the first if that has no
    headline itself.
    """
    if len(spans) == 1:
        return 0
    title = _stated_title(page)
    headlines = [_headlines(span) for span in spans]
    same = (number for number, printed in enumerate(headlines) if title in printed)
    alike = (number for number, printed in enumerate(headlines) if _is_one_of(title, printed))
    other = None if page.media_type is MediaType.TEXT and headlines[0] else 0
    return next(same, next(alike, other)) if title else other


def _stated_title(page: Page) -> str:
    return fold(unescape(page.stated.title or "")) if page.stated else ""


def _headlines(span: Span) -> list[str]:
    return [fold(headline) for headline in printed_headlines(span)]


def _tags(span: Span) -> list[str]:
    return [tag for block in span.blocks for tag in block.tags]


def _is_one_of(title: str, printed: Sequence[str]) -> bool:
    """Whether a title is a headline with more, such as the site's name, or less of it."""
    return any(
        shorter in longer and len(shorter) >= MIN_ALIKE_SHARE * len(longer)
        for shorter, longer in (sorted((own, title), key=len) for own in printed)
    )


def _with_title(spans: tuple[Span, ...], page: Page) -> tuple[Span, ...]:
    """The spans of a text whose headline its dump states, where it holds one article.

    Text without its headline has another line taken for it, which is a paragraph or leads in.
    """
    title = _stated_title(page)
    found = [number for number, span in enumerate(spans) if span.is_article]
    if not title or len(found) != 1 or _is_one_of(title, _headlines(spans[found[0]])):
        return spans
    span = spans[found[0]]
    labels = tuple(
        label if label is not Label.HEADLINE
        else Label.BODY if is_prose(block.text)
        else Label.STANDFIRST
        for block, label in zip(span.blocks, span.labels, strict=True)
    )  # fmt: skip
    return (*spans[: found[0]], replace(span, labels=labels), *spans[found[0] + 1 :])


def segment_page(
    page: Page,
    limits: Limits = _LIMITS,
    models: Models | None = None,
    text_models: TextModels | None = None,
) -> Segmented | Reject:
    """The spans of a page, some of which may be articles, or why it has none; as for cut_page."""
    if (page.url or "").startswith(_OF_CRAWL):
        return reject_page(page, RejectReason.NOT_AN_ARTICLE, "what a crawler tells of its crawl")
    decoded = decode_bytes(page)
    if decoded is None:
        return reject_page(page, RejectReason.BAD_ENCODING, "the bytes are no text in any charset")
    text, encoded = decoded
    if not text or text.isspace():
        return reject_page(page, RejectReason.NO_TEXT, "the page is empty")
    try:
        blocks, metadata = read_blocks(text, page.media_type, limits, encoded)
    except TooDeepError as error:
        return reject_page(page, RejectReason.TOO_LARGE, str(error))
    except Exception as error:  # lxml and BeautifulSoup raise many kinds for hostile pages
        return reject_page(page, RejectReason.PARSER_ERROR, repr(error))
    is_html = page.media_type is MediaType.HTML
    method = own_method = Method.HTML if is_html else Method.TEXT
    spans: tuple[Span, ...] = ()
    if blocks:
        spans = (
            segment_html(blocks, metadata, models)
            if is_html
            else _with_title(segment_text(blocks, text_models), page)
        )
    if any(span.is_article for span in spans):
        if is_html and spans[0].is_article:
            shown = [block.text for block in spans[0].labelled(Label.BODY)]
            if whole := whole_in_json_ld(shown, metadata):
                own_method = Method.JSON_LD
            else:
                whole = whole_in_scripts(shown, text)
            if whole:
                spans = (_with_body(spans[0], whole), *spans[1:])
    elif not says_other_kind(metadata):
        if len(metadata.body or "") >= MIN_JSON_LD_CHARS:
            paragraphs = text_blocks(metadata.body or "")
            spans = (Span(blocks=paragraphs, labels=tuple(_label_written(paragraphs))),)
            own_method = Method.JSON_LD
        elif is_html:
            spans = _segment_scripts(text, blocks, metadata, limits) or spans
    if not spans:
        return reject_page(page, RejectReason.NO_TEXT, "the page's markup holds no text")
    return Segmented(spans, metadata, (own_method, method))


def _with_body(span: Span, body: Sequence[Block]) -> Span:
    """A span of an article with another body, where its own begins."""
    kept: list[tuple[Block, Label]] = [
        (block, label)
        for block, label in zip(span.blocks, span.labels, strict=True)
        if label is not Label.BODY
    ]
    begin = span.labels.index(Label.BODY)
    kept[begin:begin] = zip(body, _label_written(body), strict=True)
    blocks, labels = zip(*kept, strict=True)
    return Span(blocks=blocks, labels=labels)


def _label_written(paragraphs: Sequence[Block]) -> list[Label]:
    """The labels of an article that a page's data holds, as a text without any markup."""
    labels = [Label.BODY] * len(paragraphs)
    take_notices(paragraphs, labels)
    return labels


def _segment_scripts(
    text: str, blocks: Sequence[Block], metadata: Metadata, limits: Limits
) -> tuple[Span, ...]:
    """What a page's scripts hold of its article, where that is more than the page shows itself.

    As markup; else as data, if the page says that it is an article: others have lists there.
    """
    markup = markup_in_scripts(text)
    if markup is not None:
        try:
            written = html_page(markup, limits).blocks
        except Exception:  # as for pages: hostile markup is no article
            return ()
    elif says_article(metadata):
        paragraphs = map(string, longest_rich_text(text))
        written = text_blocks("\n".join(filter(None, paragraphs)))
    else:
        return ()
    if count_chars(written) <= max(count_chars(blocks), MIN_BODY_CHARS):
        return ()
    labels = label_article(written) if markup is not None else (Label.BODY,) * len(written)
    return (Span(blocks=written, labels=labels),)
