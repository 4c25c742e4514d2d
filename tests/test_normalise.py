"""From a labelled span to an Article: every field, and where it comes from."""

import time
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Article, Method, Source
from transforms.blocks import Block, BlockKind
from transforms.cut_page import cut_page
from transforms.dates import parse_stamp
from transforms.labels import Label, Span
from transforms.metadata import Metadata
from transforms.normalise import (
    MAX_DATE_TEXTS,
    article_id,
    choose_title,
    normalise_span,
    printed_headlines,
    site_of,
    strip_label,
    strip_site_name,
    writes_month_first,
)
from transforms.pages import MediaType, Page

FERRY = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."
BAKER = "Nobody had asked the islanders, who heard of it from the baker's boat the next morning."
FETCHED = datetime(2026, 5, 8, 4, tzinfo=timezone.utc)
MARCH_14 = datetime(2024, 3, 14, tzinfo=timezone.utc)
MARCH_15 = datetime(2024, 3, 15, tzinfo=timezone.utc)


def span(*labelled: tuple[Label, str]) -> Span:
    """A span of text blocks, one a line, from line 3."""
    return Span(
        blocks=tuple(
            Block(kind=BlockKind.TEXT, text=text, line=line)
            for line, (_, text) in enumerate(labelled, start=3)
        ),
        labels=tuple(label for label, _ in labelled),
    )


def page(**fields: Any) -> Page:
    """A page of text."""
    defaults: dict[str, Any] = {
        "payload": b"",
        "media_type": MediaType.TEXT,
        "source": Source(dump="d.txt", offset=7, page=2),
    }
    return Page(**defaults | fields)


def normalise(
    *labelled: tuple[Label, str], metadata: Metadata | None = None, **fields: Any
) -> Article:
    """The article of these blocks, with a paragraph if they have none."""
    if Label.BODY not in dict(labelled):
        labelled = (*labelled, (Label.BODY, FERRY))
    return normalise_span(span(*labelled), page(**fields), metadata or Metadata(), 1, Method.TEXT)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ice under the landing", f"PORT ELLERY (AP) - {FERRY}"], ("PORT ELLERY", "AP", ())),
        (["One", "Two", f"PORT ELLERY (AP) - {FERRY}"], ("PORT ELLERY", "AP", ())),
        (["One", "Two", "Three", f"PORT ELLERY (AP) - {FERRY}"], (None, None, ())),
        ([FERRY, f"Port Ellery - {FERRY}"], (None, None, ())),
        (["（中央社記者林怡君台南27日電）渡輪停駛。"], ("台南", "中央社", ("林怡君",))),
    ],
)
def test_what_a_dateline_says(
    lines: list[str], expected: tuple[str | None, str | None, tuple[str, ...]]
) -> None:
    article = normalise(*((Label.BODY, line) for line in lines))
    assert (article.dateline, article.agency, article.authors) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [((), ("李明泽",)), (("네이버",), ("李明泽",)), (("李明泽", "赵一凡"), ("李明泽", "赵一凡"))],
)
def test_a_datelines_reporter_goes_before_editor_and_portal(
    stated: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    line = "新华社兰州3月21日电（记者李明泽）渡轮停驶。"
    article = normalise(
        (Label.BODY, line),
        (Label.BYLINE, "责任编辑：王晓燕"),
        metadata=Metadata(authors=stated),
    )
    assert article.authors == expected


@pytest.mark.parametrize(
    ("standfirst", "found"),
    [
        ("Ferry stops for the winter!", False),
        ("SHARE Ferry Stops for the Winter", False),
        ("Home » Ferry Stops for the Winter", False),
        ("Ferry Stops for the Winter, and what bakers say of bread", True),
        ("Ferry Stops", True),
        (FERRY, False),
        (FERRY[:40], False),
        (FERRY[:10], True),
        (f"{FERRY} {BAKER}", True),
    ],
)
def test_a_standfirst_says_neither_the_title_nor_the_beginning_again(
    standfirst: str, found: bool
) -> None:
    article = normalise(
        (Label.HEADLINE, "Ferry Stops for the Winter"),
        (Label.STANDFIRST, standfirst),
        (Label.BODY, BAKER),
        (Label.BODY, FERRY),
    )
    assert article.summary == ((standfirst,) if found else ())


def test_a_standfirst_stands_without_the_name_of_its_field() -> None:
    article = normalise((Label.STANDFIRST, "DECK: Bread runs out on Friday"), (Label.BODY, FERRY))
    assert article.summary == ("Bread runs out on Friday",)


def test_a_standfirst_may_be_a_line_from_far_below() -> None:
    said = "The bridge is to be closed as well until the spring"
    blocks = [(Label.BODY, text) for text in (FERRY, BAKER, BAKER[:20], f"{said}, they say.")]
    article = normalise((Label.HEADLINE, "Ferry Stops"), (Label.STANDFIRST, said), *blocks)
    assert article.summary == (said,)


def test_one_of_several_standfirsts_may_begin_a_paragraph() -> None:
    points = (BAKER.removesuffix("."), "Two more boats are on the way to the islands")
    labelled = [(Label.STANDFIRST, point) for point in points]
    article = normalise((Label.HEADLINE, "Ferry Stops"), *labelled, (Label.BODY, BAKER))
    assert article.summary == points


@pytest.mark.parametrize(
    ("lines", "byline", "authors"),
    [
        (["By", "Ada Fenwick"], "By Ada Fenwick", ("Ada Fenwick",)),
        (["By", "Ada Fenwick", "Jonas Wirth"], "By Ada Fenwick, Jonas Wirth",
         ("Ada Fenwick", "Jonas Wirth")),
        (["By", "Ada Fenwick", "Ada Fenwick"], "By Ada Fenwick", ("Ada Fenwick",)),
        (["By", "Ada Fenwick", "Reporter at the harbour"], "By Ada Fenwick", ("Ada Fenwick",)),
        (["Author", "The Harbour Desk"], "Author The Harbour Desk", ()),
        (["By", "14 March 2024", "Ada Fenwick"], "By Ada Fenwick", ("Ada Fenwick",)),
        (["14 March 2024", "Newsdesk"], "Newsdesk", ()),
        (["About the Author", "Full Bio"], None, ()),
        (["/ Ada Fenwick,"], "Ada Fenwick", ("Ada Fenwick",)),
    ],
)  # fmt: skip
def test_a_byline_tells_of_somebody(
    lines: list[str], byline: str | None, authors: tuple[str, ...]
) -> None:
    article = normalise((Label.HEADLINE, "Ferry Stops"), *((Label.BYLINE, line) for line in lines))
    assert (article.byline, article.authors) == (byline, authors)


def test_a_name_that_stands_apart_is_not_of_the_byline_above_it() -> None:
    between = (Label.FURNITURE, "Share"), (Label.FURNITURE, "Print")
    bylines = [(Label.BYLINE, name) for name in ("By", "Ada Fenwick", "Jonas Wirth")]
    article = normalise(*bylines[:2], *between, bylines[2])
    assert (article.byline, article.authors) == ("By Ada Fenwick", ("Ada Fenwick",))


def test_a_caption_that_is_printed_twice_is_one() -> None:
    captions = ("The quay(Image: Cleo Marsh)", "The quay (Image: Cleo Marsh)", "Cleo Marsh)", "Fog")
    article = normalise((Label.BODY, FERRY), *((Label.CAPTION, text) for text in captions))
    assert article.captions == ("The quay(Image: Cleo Marsh)", "Fog")


def test_whose_a_picture_is_is_no_caption_of_its_own() -> None:
    captions = ("The quay on Monday. Photo: Cleo Marsh", "Photo: Cleo Marsh", "© Cleo Marsh/dpa")
    article = normalise((Label.BODY, FERRY), *((Label.CAPTION, text) for text in captions))
    assert article.captions == captions[:1]


def test_every_field_of_a_text_article() -> None:
    dateline = f"PORT ELLERY (Reuters) - {FERRY}"
    article = normalise(
        (Label.FURNITURE, "Home"),
        (Label.HEADLINE, "Ferry Stops for the Winter"),
        (Label.HEADLINE, "Ferry Stops for the Winter!"),
        (Label.CAPTION, "The quay"),
        (Label.CAPTION, "The quay hide caption"),
        (Label.DATE, "Updated 15 March 2024"),
        (Label.DATE, "14 March 2024"),
        (Label.STANDFIRST, "• Ice is expected"),
        (Label.STANDFIRST, "• Bread is not"),
        (Label.BYLINE, "By Ada Fenwick and Tomas Brandreth"),
        (Label.BODY, dateline),
        (Label.FURNITURE, "Share"),
        (Label.BODY, BAKER),
        (Label.CREDIT, "(Reporting by Ada Fenwick)"),
        (Label.FURNITURE, "Home"),
        url="https://www.post.example/ferry",
        fetched_at=FETCHED,
    )
    assert article == Article(
        id=article_id("Ferry Stops for the Winter", f"{dateline}\n\n{BAKER}"),
        title="Ferry Stops for the Winter",
        summary=("Ice is expected", "Bread is not"),
        body=f"{dateline}\n\n{BAKER}",
        captions=("The quay",),
        authors=("Ada Fenwick", "Tomas Brandreth"),
        byline="By Ada Fenwick and Tomas Brandreth",
        dateline="PORT ELLERY",
        agency="Reuters",
        credit="(Reporting by Ada Fenwick)",
        published=MARCH_14,
        modified=MARCH_15,
        fetched_at=FETCHED,
        published_text="14 March 2024",
        modified_text="Updated 15 March 2024",
        language="en",
        language_score=article.language_score,
        url="https://www.post.example/ferry",
        site="post.example",
        words=35,
        method=Method.TEXT,
        source=Source(
            dump="d.txt", offset=7, page=2, article=1, first_line=4, last_line=16
        ),
    )  # fmt: skip
    assert 0.95 < article.language_score <= 1


def test_an_article_that_is_nothing_but_a_body() -> None:
    article = normalise((Label.BODY, BAKER))
    assert article == Article(
        id=article_id("", BAKER),
        title="",
        body=BAKER,
        language="und",
        language_score=0.0,
        words=16,
        method=Method.TEXT,
        source=Source(dump="d.txt", offset=7, page=2, article=1, first_line=3, last_line=3),
    )


def test_the_items_of_a_menu_among_paragraphs_are_one_each() -> None:
    article = normalise(
        (Label.BYLINE, "Ada Fenwick\nJonas Wirth"),
        (Label.BODY, FERRY),
        (Label.BODY, "Gull Point\nThe quay"),
    )
    assert article.body == f"{FERRY}\n\nGull Point\n\nThe quay"
    assert article.authors == ("Ada Fenwick", "Jonas Wirth")
    assert article.byline == "Ada Fenwick, Jonas Wirth"


def test_a_date_in_a_menu_is_read() -> None:
    article = normalise((Label.DATE, "Harbour office\n14 March 2024"))
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-14"
    assert article.published_text == "Harbour office, 14 March 2024"


def test_fields_from_metadata() -> None:
    metadata = Metadata(
        titles=("Ferry Stops | Harbour Post",),
        site_name="Harbour Post",
        authors=("Ada Fenwick",),
        published=("2024-03-14",),
        modified=("2024-03-15",),
        canonical="https://post.example/ferry",
        section="Harbour",
        tags=("ferry", "ice"),
    )
    article = normalise(
        (Label.BYLINE, "By Tomas Brandreth"),
        (Label.DATE, "14 March 2024"),
        metadata=metadata,
        media_type=MediaType.HTML,
    )
    assert article.title == "Ferry Stops"
    assert (article.authors, article.byline) == (("Ada Fenwick",), "By Tomas Brandreth")
    assert (article.published, article.published_text) == (MARCH_14, "2024-03-14")
    assert (article.modified, article.modified_text) == (MARCH_15, "2024-03-15")
    assert (article.url, article.site) == ("https://post.example/ferry", "post.example")
    assert (article.section, article.tags) == ("Harbour", ("ferry", "ice"))
    # Lines are counted in text only.
    assert article.source == Source(dump="d.txt", offset=7, page=2, article=1)


@pytest.mark.parametrize(
    ("url", "canonical", "expected"),
    [
        ("http://a.example/1", "http://b.example/2", "http://a.example/1"),
        (None, "http://b.example/2", "http://b.example/2"),
        (None, "/2", None),
        (None, "javascript:void(0)", None),
        (None, None, None),
    ],
)
def test_addresses(url: str | None, canonical: str | None, expected: str | None) -> None:
    assert normalise(metadata=Metadata(canonical=canonical), url=url).url == expected


@pytest.mark.parametrize(
    ("bylines", "authors", "byline"),
    [
        ([], (), None),
        (["By Staff Reporter"], (), "By Staff Reporter"),
        (["By Harbour Post", "By Ada Fenwick"], ("Ada Fenwick",), "By Ada Fenwick"),
        # An agency is the author where nobody else is.
        (["By Associated Press"], ("Associated Press",), "By Associated Press"),
        (["By Ada Fenwick", "By Reuters"], ("Ada Fenwick",), "By Ada Fenwick"),
        (["By Ada Fenwick The Canadian Press"], ("Ada Fenwick",), None),
        (["By Ada Fenwick, AP"], ("Ada Fenwick",), None),
        (["• By Ada Fenwick"], ("Ada Fenwick",), "By Ada Fenwick"),
        # One that says "By" is surer than one that does not.
        (["Rocky Planet", "By Ada Fenwick"], ("Ada Fenwick",), "By Ada Fenwick"),
    ],
)
def test_bylines(bylines: list[str], authors: tuple[str, ...], byline: str | None) -> None:
    article = normalise(*((Label.BYLINE, line) for line in bylines))
    assert article.authors == authors
    assert article.byline == (byline or next(iter(bylines), None))


def test_the_author_is_whoever_is_described_below_the_body_if_no_byline_names_any() -> None:
    paragraph = (Label.BODY, "Tomas Brandreth is a writer who was on board that day, he said.")
    below = (Label.FURNITURE, "Ada Fenwick is a reporter at the Harbour Post.")
    assert normalise(paragraph).authors == ()
    assert normalise(paragraph, below).authors == ("Ada Fenwick",)
    assert normalise(paragraph, *[(Label.FURNITURE, "Share")] * 3, below).authors == ()
    assert normalise((Label.BYLINE, "By Rosa Vik"), paragraph, below).authors == ("Rosa Vik",)
    name = (Label.FURNITURE, "Ada Fenwick")
    assert normalise(paragraph, name, (Label.FURNITURE, "Harbour Reporter")).authors == (name[1],)
    assert normalise(paragraph, name, (Label.FURNITURE, "Rosa Vik")).authors == ()


def test_an_agency_in_the_line_of_the_date_is_the_author() -> None:
    article = normalise((Label.DATE, "Von dpa 14.03.2024, 18:58"))
    assert (article.authors, article.agency) == (("dpa",), "dpa")


@pytest.mark.parametrize(
    ("between", "authors"),
    [
        (["Correspondent", "Harbour Post"], ("Ada Fenwick", "Jonas Wirth")),
        (["Correspondent", "Harbour Post", "Share"], ("Ada Fenwick",)),
    ],
)
def test_bylines_that_stand_together_are_one(between: list[str], authors: tuple[str, ...]) -> None:
    article = normalise(
        (Label.BYLINE, "By Ada Fenwick"),
        *((Label.FURNITURE, line) for line in between),
        (Label.BYLINE, "By Jonas Wirth"),
    )
    assert article.authors == authors
    assert article.byline == ", ".join(f"By {name}" for name in authors)


def test_a_date_in_the_byline_comes_before_one_below_the_body() -> None:
    byline, below = (Label.BYLINE, "Ada Fenwick, 14 March 2024"), (Label.DATE, "15 March 2024")
    assert normalise(byline, (Label.BODY, FERRY), below).published == MARCH_14
    assert normalise(byline, below, (Label.BODY, FERRY)).published == MARCH_15
    assert normalise((Label.BODY, FERRY), below).published == MARCH_15


@pytest.mark.parametrize("label", [Label.BYLINE, Label.DATE])
def test_a_posts_date_counts_where_there_is_no_other_and_its_writer_never(label: Label) -> None:
    post = (label, "— Ada Fenwick (@ada_f) 14 March 2024")
    article = normalise((Label.BODY, FERRY), post)
    assert (article.published, article.authors, article.byline) == (MARCH_14, (), None)
    head = Metadata(dates=("15 March 2024",))
    assert normalise((Label.BODY, FERRY), post, metadata=head).published == MARCH_15
    updated = (Label.DATE, "Updated: 15 March 2024")
    article = normalise((Label.BODY, FERRY), post, updated)
    assert (article.published, article.modified) == (None, MARCH_15)


def test_a_date_behind_who_edited_it_comes_last() -> None:
    credit = (Label.CREDIT, "Edited by Ada Fenwick | Updated: 15 March 2024, 10:30")
    article = normalise(credit, (Label.BODY, FERRY))
    assert article.modified == MARCH_15.replace(hour=10, minute=30)
    assert article.authors == ()
    date = (Label.DATE, "Updated: 14 March 2024")
    assert normalise(credit, date, (Label.BODY, FERRY)).modified == MARCH_14


def test_until_when_something_can_be_had_is_no_date_of_the_article() -> None:
    until, stand = (Label.DATE, "02:57 Min. Verfügbar bis 15.03.2024"), (Label.DATE, "14.03.2024")
    assert normalise(until, stand).published == MARCH_14
    assert normalise(until).published is None


def test_the_last_line_is_that_of_the_last_paragraph() -> None:
    own = span((Label.HEADLINE, "Ferry Stops"), (Label.BODY, FERRY), (Label.FURNITURE, "Share"))
    own.blocks[1].lines = 3
    article = normalise_span(own, page(), Metadata(), 0, Method.TEXT)
    assert (article.source.first_line, article.source.last_line) == (3, 6)


def test_a_byline_below_the_body_is_another_ones() -> None:
    above, below = (Label.BYLINE, "By Ada Fenwick"), (Label.BYLINE, "By Jonas Wirth")
    assert normalise(above, (Label.BODY, FERRY), below).authors == ("Ada Fenwick",)
    assert normalise((Label.BYLINE, "Ada Fenwick"), below).authors == ("Jonas Wirth",)


def test_where_who_signs_a_letter_lives_is_no_author() -> None:
    signed = (Label.BYLINE, "Ada Fenwick, Nether Wold")
    article = normalise((Label.BODY, FERRY), signed)
    assert (article.authors, article.byline) == (("Ada Fenwick",), "Ada Fenwick, Nether Wold")
    assert normalise(signed, (Label.BODY, FERRY)).authors == ("Ada Fenwick", "Nether Wold")
    by = (Label.BYLINE, "By Ada Fenwick, Rosa Vik")
    assert normalise((Label.BODY, FERRY), by).authors == ("Ada Fenwick", "Rosa Vik")


def test_a_place_behind_a_name_is_no_author() -> None:
    for place, authors in (("Port Ellery", ()), ("Rosa Vik", ("Rosa Vik",))):
        article = normalise((Label.BYLINE, f"By Ada Fenwick, {place}"))
        assert article.authors == ("Ada Fenwick", *authors)


def test_what_the_text_has_in_small_letters_is_no_author() -> None:
    said = (Label.BODY, "No winter sailing for the ferry, Ada Fenwick said at the pier.")
    assert normalise((Label.DATE, "Winter Sailing 14 March 2024"), said).authors == ()
    assert normalise((Label.BYLINE, "By Ada Fenwick"), said).authors == ("Ada Fenwick",)
    head = Metadata(authors=("winter sailing",))
    assert normalise(said, metadata=head).authors == ("winter sailing",)


@pytest.mark.parametrize(
    ("bylines", "authors"),
    [
        (["By Ada Fenwick"], ("Ada Fenwick",)),
        (["By Tomas Brandreth and ADA FENWICK"], ("Ada Fenwick", "Tomas Brandreth")),
        (
            ["By Rosa Vik", "By Ada Fenwick", "Jonas WirthDec. 11, 2023"],
            ("Ada Fenwick", "Rosa Vik"),
        ),
        # These tell of somebody else too, or of nobody, or may be one of several.
        (["By Ada Fenwick and Jonas Wirth"], ("Ada Fenwick", "Tomas Brandreth", "Rosa Vik")),
        (["By Harbour Post"], ("Ada Fenwick", "Tomas Brandreth", "Rosa Vik")),
        (["Ada Fenwick"], ("Ada Fenwick", "Tomas Brandreth", "Rosa Vik")),
    ],
)
def test_of_the_persons_in_the_markup_those_that_the_byline_names_are_authors(
    bylines: list[str], authors: tuple[str, ...]
) -> None:
    markup = Metadata(authors=("Ada Fenwick", "Tomas Brandreth", "Rosa Vik"))
    article = normalise(*((Label.BYLINE, line) for line in bylines), metadata=markup)
    assert article.authors == authors


HEADLINE = (Label.HEADLINE, "Ferry Stops for the Winter")
VIK = (Label.BYLINE, "By Rosa Vik, Contributing Writer")


@pytest.mark.parametrize(
    ("above", "below", "author"),
    [
        ([HEADLINE, VIK], [], "Rosa Vik"),
        ([HEADLINE, (Label.DATE, "14 March 2024"), VIK], [], "Rosa Vik"),
        # They are named by another article, nobody signs, or it is the same person.
        ([VIK, HEADLINE], [], "Ada Fenwick"),
        ([VIK], [], "Ada Fenwick"),
        ([HEADLINE], [VIK], "Ada Fenwick"),
        ([HEADLINE, (Label.BYLINE, "Rosa Vik")], [], "Ada Fenwick"),
        ([HEADLINE, (Label.BYLINE, "Written by: Ada Fenwick Head Gardener")], [], "Ada Fenwick"),
    ],
)
def test_who_signs_below_the_headline_goes_before_whom_the_markup_names(
    above: list[tuple[Label, str]], below: list[tuple[Label, str]], author: str
) -> None:
    article = normalise(
        *above,
        (Label.BODY, FERRY),
        *below,
        metadata=Metadata(authors=("Ada Fenwick",)),
        media_type=MediaType.HTML,
    )
    assert article.authors == (author,)


def test_who_signs_with_less_of_a_name_is_whom_the_markup_names() -> None:
    markup = Metadata(authors=("Ada Fenwick Holm",))
    lines = (HEADLINE, (Label.BYLINE, "By Ada Fenwick"), (Label.BODY, FERRY))
    article = normalise(*lines, metadata=markup, media_type=MediaType.HTML)
    assert article.authors == markup.authors


def test_whom_a_row_names_goes_before_who_signs_below_the_headline_of_its_text() -> None:
    article = normalise(HEADLINE, VIK, metadata=Metadata(authors=("Ada Fenwick",)))
    assert article.authors == ("Ada Fenwick",)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([(Label.BODY, FERRY)], None),
        ([(Label.BODY, f"PORT ELLERY (AP) - {FERRY}"), (Label.BODY, f"{BAKER} (dpa)")], "AP"),
        ([(Label.BODY, f"PORT ELLERY: {FERRY}"), (Label.BODY, f"{BAKER} (dpa)")], "dpa"),
        ([(Label.BODY, f"{FERRY} (dpa)"), (Label.BODY, BAKER)], None),
        ([(Label.BODY, f"{FERRY} (Sandhaven)")], None),
        ([(Label.BYLINE, "By Reuters"), (Label.BODY, FERRY)], "Reuters"),
        ([(Label.BYLINE, "By Ada Fenwick"), (Label.BODY, FERRY)], None),
    ],
)
def test_agencies(blocks: list[tuple[Label, str]], expected: str | None) -> None:
    assert normalise(*blocks).agency == expected


@pytest.mark.parametrize(
    ("dates", "published", "modified"),
    [
        ([], (None, None), (None, None)),
        (["14 March 2024"], (MARCH_14, "14 March 2024"), (None, None)),
        (["14 March 2024", "15 March 2024"], (MARCH_14, "14 March 2024"), (None, None)),
        (["Updated 15 March 2024"], (None, None), (MARCH_15, "Updated 15 March 2024")),
        (
            ["Published: 14 March 2024 | Updated: 15 March 2024"],
            (MARCH_14, "Published: 14 March 2024"),
            (MARCH_15, "Updated: 15 March 2024"),
        ),
        (
            ["Updated 15 March 2024 / Published 14 March 2024"],
            (MARCH_14, "Published 14 March 2024"),
            (MARCH_15, "Updated 15 March 2024"),
        ),
        (["2 hours ago"], (None, "2 hours ago"), (None, None)),
        (["Updated 31 sec ago"], (None, None), (None, "Updated 31 sec ago")),
        # What cannot be is not taken, and shown.
        (["14 March 2027"], (None, "14 March 2027"), (None, None)),
        (["Updated 14 March 2027"], (None, None), (None, "Updated 14 March 2027")),
        (["14 March 1950"], (None, "14 March 1950"), (None, None)),
    ],
)
def test_dates_as_printed(
    dates: list[str],
    published: tuple[datetime | None, str | None],
    modified: tuple[datetime | None, str | None],
) -> None:
    article = normalise(*((Label.DATE, text) for text in dates), fetched_at=FETCHED)
    assert (article.published, article.published_text) == published
    assert (article.modified, article.modified_text) == modified


def test_a_date_in_the_byline_counts() -> None:
    article = normalise((Label.BYLINE, "By Ada Fenwick, 14 March 2024"))
    assert (article.published, article.authors) == (MARCH_14, ("Ada Fenwick",))


def test_a_name_in_a_date_line_counts_where_no_byline_names_any() -> None:
    date = (Label.DATE, "14 March 2024, Ada Fenwick")
    assert normalise(date).authors == ("Ada Fenwick",)
    assert normalise(date).byline == "14 March 2024, Ada Fenwick"
    assert normalise(date, (Label.BYLINE, "By Tomas Brandreth")).authors == ("Tomas Brandreth",)
    assert normalise((Label.DATE, "Thursday, 14 March 2024")).authors == ()


def test_dates_of_metadata_have_to_be_plausible_too() -> None:
    article = normalise(metadata=Metadata(published=("1970-01-01",)))
    assert (article.published, article.published_text) == (None, "1970-01-01")


@pytest.mark.parametrize(
    ("metadata", "blocks", "url", "expected"),
    [
        # The first that can be counts: markup, the article's own lines, lines around, the address.
        (Metadata(published=("soon", "2024-03-14")), [], None, "2024-03-14"),
        (Metadata(published=("2027-01-01", "2024-03-14")), [], None, "2024-03-14"),
        (Metadata(published=("2024-03-14",)), ["13 March 2024"], None, "2024-03-14"),
        (Metadata(dates=("15 March 2024",)), ["14 March 2024"], None, "14 March 2024"),
        (
            Metadata(dates=("14 March 2024",)),
            [],
            "https://post.example/2024/03/15/a",
            "14 March 2024",
        ),
        (Metadata(), [], "https://post.example/2024/03/14/a", "2024-03-14"),
        (Metadata(canonical="https://post.example/2024/03/14/a"), [], None, "2024-03-14"),
        (Metadata(dates=("Updated 15 March 2024", "14 March 2024")), [], None, "14 March 2024"),
        (Metadata(titles=("15 March 2024", "Ferry | Post | 14.03.2024")), [], None, "14.03.2024"),
    ],
)
def test_which_date_counts(
    metadata: Metadata, blocks: list[str], url: str | None, expected: str
) -> None:
    article = normalise(
        *((Label.DATE, text) for text in blocks), metadata=metadata, url=url, fetched_at=FETCHED
    )
    assert (article.published, article.published_text) == (MARCH_14, expected)


@pytest.mark.parametrize(
    ("metadata", "published", "modified"),
    [
        (Metadata(published=("2024-03-13T23:00:00-01:00",), modified=("2024-03-15",)), -60, None),
        (Metadata(published=("2024-03-14",), modified=("2024-03-15T05:30:00+05:30",)), None, 330),
        (Metadata(dates=("14 March 2024 00:00 GMT", "Updated 15 March 2024")), 0, None),
        # Another stamp of the same date tells the zone of one in UTC.
        (
            Metadata(
                published=("2024-03-14T00:00:00Z", "2024-03-13T19:00:00-05:00"),
                modified=("2024-03-15T00:00:00Z",),
            ),
            -300,
            0,
        ),
        (Metadata(dates=("14 March 2024 00:00 GMT", "2024-03-14T01:00:00+01:00")), 60, None),
        (Metadata(published=("2024-03-14 01:00:00", "2024-03-14T01:00:00+01:00")), 60, None),
        # What cannot be tells no zone either.
        (Metadata(published=("2027-01-01T00:00:00+01:00", "2024-03-14")), None, None),
        (Metadata(published=("2027-01-01T00:00:00+01:00",)), None, None),
    ],
)
def test_zones_are_kept_beside_utc(
    metadata: Metadata, published: int | None, modified: int | None
) -> None:
    article = normalise(metadata=metadata, fetched_at=FETCHED)
    assert (article.published_offset, article.modified_offset) == (published, modified)
    assert article.published in (MARCH_14, None)
    assert article.modified in (MARCH_15, None)


@pytest.mark.parametrize(
    ("published", "modified", "blocks", "text"),
    [
        # What the article prints is not the day of its markup, in no place.
        (["2019-11-25T08:00:00-05:00"], [], ["14 March 2024"], "14 March 2024"),
        (["2024-03-16T09:59Z"], [], ["14 March 2024"], "14 March 2024"),
        (["2024-03-13T09:59Z"], [], ["14 March 2024"], "14 March 2024"),
        (["2019-11-25"], ["2024-03-16T11:59Z"], ["14 March 2024"], "14 March 2024"),
        (["25 November 2019"], ["soon"], ["14 March 2024"], "14 March 2024"),
        (["2019-11-25"], [], ["14 March 2024", "13 March 2024"], "14 March 2024"),
        (["2019-11-25"], [], ["2 hours ago", "14 March 2024"], "14 March 2024"),
        (["2019-11-25"], [], ["14 March 2024, updated 16 March 2024"], "14 March 2024"),
        (["2019-11-25"], ["2024-03-16T12:01Z"], ["14 March 2024"], "14 March 2024"),
        # Its markup tells the time of that day too.
        (["2019-11-25", "2024-03-14T00:00Z"], [], ["14 March 2024"], "2024-03-14T00:00Z"),
        # The day of some place at that instant, or one of those that are printed.
        (["2024-03-15T11:59Z"], [], ["14 March 2024"], "2024-03-15T11:59Z"),
        (["2024-03-13T10:01Z"], [], ["14 March 2024"], "2024-03-13T10:01Z"),
        (["2024-03-15"], [], ["14 March 2024", "13 March 2024"], "2024-03-15"),
        (["25.11.19", "2024-03-14"], [], ["14.03.24", "25.11.19"], "25.11.19"),
        # The day of a change.
        (["2019-11-25"], [], ["Updated 14 March 2024"], "2019-11-25"),
        (["2019-11-25"], ["2024-03-14T11:20Z"], ["14 March 2024"], "2019-11-25"),
        (["2019-11-25"], ["2024-03-15T11:59Z"], ["14 March 2024"], "2019-11-25"),
        (["2019-11-25"], ["2023-01-02", "March 14, 2024"], ["14 March 2024"], "2019-11-25"),
        # After the page was fetched.
        (["2019-11-25"], [], ["14 March 2027"], "2019-11-25"),
    ],
)
def test_a_printed_date_counts_that_markup_cannot_mean(
    published: list[str], modified: list[str], blocks: list[str], text: str
) -> None:
    metadata = Metadata(published=tuple(published), modified=tuple(modified))
    dates = [(Label.DATE, line) for line in blocks]
    assert normalise(*dates, metadata=metadata, fetched_at=FETCHED).published_text == text


@pytest.mark.parametrize(
    ("published", "modified", "instant", "text"),
    [
        # Written, and put off; changed after that by another statement; by a clock of no zone.
        ("2024-03-14T09:00Z", ["2024-03-13T20:00Z"], None, "2024-03-13T20:00Z"),
        ("2024-03-14", ["2024-03-13", "2024-03-15T00:00Z"], MARCH_15, "2024-03-15T00:00Z"),
        ("2024-03-14T23:00Z", ["2024-03-14T18:00", "2024-03-15T00:00Z"], MARCH_15,
         "2024-03-15T00:00Z"),
        # In the same minute, and on the same day.
        ("2024-03-14T00:00:30.5Z", ["2024-03-14T00:00:00Z"], MARCH_14, "2024-03-14T00:00:00Z"),
        ("2024-03-14T09:00Z", ["2024-03-14"], MARCH_14, "2024-03-14"),
        ("2024-03-15T09:00Z", ["2024-03-14"], MARCH_14, "2024-03-14"),
        ("2024-03-15T12:30Z", ["2024-03-14"], None, "2024-03-14"),
    ],
)  # fmt: skip
def test_nothing_is_modified_before_it_is_published(
    published: str, modified: list[str], instant: datetime | None, text: str
) -> None:
    metadata = Metadata(published=(published,), modified=tuple(modified))
    article = normalise(metadata=metadata)
    assert (article.modified, article.modified_text) == (instant, text)


def test_a_date_counts_before_markup_only_above_the_body() -> None:
    metadata = Metadata(published=("2019-11-25",))
    body, date, name = (Label.BODY, FERRY), (Label.DATE, "14 March 2024"), (Label.BYLINE, "By Ada")
    above = normalise(name, date, body, metadata=metadata)
    below = normalise(name, body, date, metadata=metadata)
    assert (above.published_text, below.published_text) == ("14 March 2024", "2019-11-25")
    byline = (Label.BYLINE, "By Ada Fenwick, 14 March 2024")
    assert normalise(byline, body, metadata=metadata).published == MARCH_14


@pytest.mark.parametrize(
    ("lines", "published", "modified"),
    [
        ([(Label.DATE, "15 March 2024 - 9:03AM")], 660, 0),
        ([(Label.BYLINE, "By Ada Fenwick, 15 March 2024 - 9:03AM")], 660, 0),
        ([(Label.BODY, FERRY), (Label.DATE, "15 March 2024 - 9:03AM")], 660, 0),
        ([(Label.DATE, "Updated 16 March 2024, 1:07 a.m.")], 0, 120),
        ([(Label.DATE, "15 March 2024, 0:03, updated 16 March 2024, 1:07")], 120, 120),
        # Not what was published, and not what was changed.
        ([(Label.DATE, "Updated 15 March 2024 - 9:03AM")], 0, 0),
        ([(Label.DATE, "16 March 2024, 1:07")], 0, 0),
    ],
)
def test_an_articles_own_clock_tells_the_zone(
    lines: list[tuple[Label, str]], published: int, modified: int
) -> None:
    metadata = Metadata(published=("2024-03-14T22:03:00Z",), modified=("2024-03-15T23:07Z",))
    article = normalise(*lines, metadata=metadata)
    assert (article.published_offset, article.modified_offset) == (published, modified)
    assert article.published == datetime(2024, 3, 14, 22, 3, tzinfo=timezone.utc)
    assert article.modified == datetime(2024, 3, 15, 23, 7, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("published", "dates", "text"),
    [
        (["2024-03-14", "2024-03-14T06:00+02:00"], [], "2024-03-14T06:00+02:00"),
        (["2024-03-14", "2024-03-13", "2024-03-14T06:00+02:00"], [], "2024-03-14T06:00+02:00"),
        (["2024-03-14", "2024-03-14T04:00Z", "2024-03-14T05:00Z"], [], "2024-03-14T04:00Z"),
        ([], ["14 March 2024", "2024-03-14T06:00+02:00"], "2024-03-14T06:00+02:00"),
        # Of another day, or itself with a time.
        (["2024-03-14", "2024-03-15T06:00+02:00"], [], "2024-03-14"),
        (["2024-03-14T00:00:00Z", "2024-03-14T06:00:00+02:00"], [], "2024-03-14T00:00:00Z"),
        # After the page was fetched.
        (["2026-05-09", "2026-05-09T04:01Z"], [], "2026-05-09"),
    ],
)
def test_a_stamp_with_a_time_counts_before_its_day(
    published: list[str], dates: list[str], text: str
) -> None:
    metadata = Metadata(published=tuple(published), dates=tuple(dates))
    article = normalise(metadata=metadata, fetched_at=FETCHED)
    stamp = parse_stamp(text)
    assert (article.published_text, article.published) == (text, stamp and stamp.instant)
    assert article.published_offset == (stamp and stamp.offset)


def test_of_many_dates_only_so_many_are_read() -> None:
    def spent(number: int) -> float:
        lines = [(Label.DATE, f"{1 + n % 28} March 2019 9:{n % 60:02}") for n in range(number)]
        metadata = Metadata(published=("2024-03-14T22:03:07Z",))
        started = time.process_time()
        normalise(*lines, (Label.BODY, "The ferry is late again."), metadata=metadata)
        return time.process_time() - started

    few = spent(MAX_DATE_TEXTS)
    assert spent(2_000) < 10 * max(few, 0.05)


@pytest.mark.parametrize(
    ("language", "declared", "url", "expected"),
    [
        ("en", None, None, True),
        ("en", "en_US", "https://post.example", True),
        ("en", "en_GB", None, False),
        ("en", "en", "https://post.co.uk/a", False),
        ("en", None, "https://post.com.au/a", False),
        ("de", "de-AT", None, False),
    ],
)
def test_who_writes_the_month_first(
    language: str, declared: str | None, url: str | None, expected: bool
) -> None:
    assert writes_month_first(language, declared, url) is expected


def test_a_british_date_is_read_as_one() -> None:
    for declared, month in (("en-GB", 4), ("en-US", 3)):
        metadata = Metadata(language=declared, dates=("03/04/2024",))
        body = f"{FERRY} {BAKER}"
        published = normalise((Label.BODY, body), metadata=metadata).published
        assert published is not None
        assert published.month == month


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        (["Updated 3 April 2024", "Published 03/04/2024"], (4, 4)),
        (["Updated 4 March 2024", "Published 03/04/2024"], (3, 3)),
        # Either way two days, and one.
        (["Updated 5 May 2024", "Published 03/04/2024"], (3, 5)),
        (["Published 03/04/2024"], (3, None)),
    ],
)
def test_an_articles_dates_tell_whether_the_month_is_first(
    lines: list[str], months: tuple[int, int | None]
) -> None:
    article = normalise(*((Label.DATE, line) for line in lines), (Label.BODY, f"{FERRY} {BAKER}"))
    read = (article.published, article.modified)
    assert tuple(date and date.month for date in read) == months


@pytest.mark.parametrize(
    ("lines", "authors", "expected"),
    [
        (["Safer Harbours", "bySauli Giliard"], ["Sauli Giliard"], "bySauli Giliard"),
        (["Ada Fenwick", "By Ada Fenwick"], ["Ada Fenwick"], "By Ada Fenwick"),
        (["By Ada Fenwick", "Ada Fenwick, Ida Quill"], ["Ada Fenwick", "Ida Quill"],
         "Ada Fenwick, Ida Quill"),
        (["Comment by", "Ada Fenwick"], ["Ada Fenwick"], "Ada Fenwick"),
        (["By Ida Quill", "By Sam Reed"], ["Ada Fenwick"], "By Ida Quill"),
        (["| By Ada Fenwick,"], ["Ada Fenwick"], "By Ada Fenwick"),
        (["By", "Harbour Desk"], [], "Harbour Desk"),
        (["Updated 14 March 2024", "Harbour Desk"], [], "Harbour Desk"),
        (["15.10.24 23:35"], [], None),
        (["Desk, updated 14 March 2024"], [], "Desk, updated 14 March 2024"),
    ],
)  # fmt: skip
def test_which_line_is_the_byline(
    lines: list[str], authors: list[str], expected: str | None
) -> None:
    metadata = Metadata(authors=tuple(authors), bylines=tuple(lines))
    assert normalise((Label.BODY, FERRY), metadata=metadata).byline == expected


@pytest.mark.parametrize(("language", "agency"), [("en", None), ("tr", "AA")])
def test_letters_that_set_the_size_of_letters_are_no_agency(
    language: str, agency: str | None
) -> None:
    body = {
        "en": FERRY,
        "tr": "Feribot seferleri fırtına nedeniyle bir gün boyunca durduruldu. " * 5,
    }
    article = normalise((Label.BYLINE, "AA"), (Label.BODY, f"{body[language]} {BAKER}"))
    assert (article.language, article.agency) == (language, agency)


def test_the_agency_of_the_markup_is_the_last_resort() -> None:
    metadata = Metadata(agency="AFP")
    assert normalise((Label.BODY, FERRY), metadata=metadata).agency == "AFP"
    assert normalise((Label.BODY, f"{FERRY} (dpa)"), metadata=metadata).agency == "dpa"


def test_the_byline_of_the_markup_where_no_block_is_one() -> None:
    metadata = Metadata(bylines=("By Ada Fenwick",))
    assert normalise(metadata=metadata).byline == "By Ada Fenwick"
    other = normalise((Label.BYLINE, "By Tomas Brandreth"), metadata=metadata)
    assert other.byline == "By Tomas Brandreth"


def test_the_language_of_the_article_reads_its_dates() -> None:
    german = (
        "Die Fähre zur Insel fährt nicht vor April, teilte das Hafenamt am Montag mit, weil das "
        "Eis beide Schrauben und auch die Ersatzschrauben beschädigt hat."
    )
    article = normalise((Label.DATE, "14. März 2024"), (Label.BODY, german))
    assert (article.language, article.published) == ("de", MARCH_14)


@pytest.mark.parametrize(
    ("declared", "dumped", "expected"),
    [(None, None, "da"), ("no", None, "nb"), (None, "no", "nb"), ("da", "no", "da")],
)
def test_what_the_page_says_of_its_language_comes_before_the_dump(
    declared: str | None, dumped: str | None, expected: str
) -> None:
    # Danish and Norwegian spell these words alike.
    body = (
        "Fergen til øen er stoppet for vinteren, og ingen ved hvornår den kommer igen, sagde "
        "havnens leder mandag morgen til avisen i byen."
    )
    article = normalise((Label.BODY, body), metadata=Metadata(language=declared), language=dumped)
    assert article.language == expected


@pytest.mark.parametrize(
    ("printed", "metadata", "expected"),
    [
        (["Ferry", "Other"], Metadata(titles=("Head",), headings=("Ferry",)), "Ferry"),
        ([], Metadata(titles=("Head", "Other")), "Head"),
        ([], Metadata(titles=("Head - Harbour Post",), site_name="Harbour Post"), "Head"),
        ([], Metadata(), ""),
        ([], Metadata(headings=("Printed",)), "Printed"),
        ([], Metadata(titles=("Search Ferry", "Ferry"), headings=("Ferry",)), "Ferry"),
        # The h1 counts where the head agrees with it and the block is neither.
        (
            ["Tide: Ferry"],
            Metadata(titles=("Ferry stops",), headings=("Ferry stops",)),
            "Ferry stops",
        ),
        (["Ferry"], Metadata(titles=("Ferry", "Stop"), headings=("Stop",)), "Ferry"),
        (["Ferry"], Metadata(titles=("Head",), headings=("Other",)), "Ferry"),
        # No h1: what looks like a headline has to stand in the head's title.
        (["Ferry"], Metadata(titles=("Ice stops ships | Post", "Other")), "Ice stops ships"),
        (["Ferry"], Metadata(titles=("Head", "Ferry stops")), "Ferry"),
        # A site's masthead is no headline.
        (
            ["The Post"],
            Metadata(titles=("Ferry - Post",), headings=("The Post",), site_name="Post"),
            "Ferry",
        ),
        (["The Post"], Metadata(headings=("The Post",), site_name="Post"), "The Post"),
        # Cut to fit the page.
        (
            ["Ferry st…"],
            Metadata(titles=("Harbour", "Ferry stops"), headings=("Ice",)),
            "Ferry stops",
        ),
        (["Ferry st..."], Metadata(titles=("Harbour",), headings=("Ice",)), "Ferry st..."),
        # A kicker that the head does without.
        (["Harbour Ferry stops"], Metadata(titles=("Ferry stops",)), "Ferry stops"),
        (["A very long kicker: Ferry"], Metadata(titles=("Ferry",)), "A very long kicker: Ferry"),
        (
            ["Ferry 2 | Ice stops ferry"],
            Metadata(titles=("Ferry 2 | Ice stops ferry",)),
            "Ferry 2 | Ice stops ferry",
        ),
    ],
)
def test_choose_title(printed: list[str], metadata: Metadata, expected: str) -> None:
    assert choose_title(printed, metadata) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Let the ferry run | Opinion", "Let the ferry run"),
        ("Let the ferry run? | Letters Page", "Let the ferry run?"),
        ("Let the ferry run | A word from us", "Let the ferry run | A word from us"),
        ("Let the ferry run | 2024", "Let the ferry run | 2024"),
        ("Opinion | Let the ferry run", "Opinion | Let the ferry run"),
        ("Ferry | Ice", "Ferry | Ice"),
        (" | Ice", " | Ice"),
        ("Ferry", "Ferry"),
        ("", ""),
    ],
)
def test_a_section_behind_the_headline(title: str, expected: str) -> None:
    assert strip_label(title) == expected
    assert choose_title([title or "x"], Metadata()) == (expected or "x")


@pytest.mark.parametrize(
    ("above", "printed", "expected"),
    [
        ("2. Sport", "3. Ferry wins the cup", "Ferry wins the cup"),
        ("Sport", "3. Ferry wins the cup", "3. Ferry wins the cup"),
        ("9. Sport", "10. Ferry wins the cup", "Ferry wins the cup"),
        ("1. Sport", "4. Ferry wins the cup", "4. Ferry wins the cup"),
        ("Sport", "• Ferry wins the cup", "Ferry wins the cup"),
        ("Sport", "The Ferry&#8217;s cup &amp; more", "The Ferry’s cup & more"),
        ("Sport", "AT&T wins the cup", "AT&T wins the cup"),
    ],
)
def test_a_headline_by_itself(above: str, printed: str, expected: str) -> None:
    labels = (Label.FURNITURE, Label.HEADLINE, Label.BODY)
    assert normalise(*zip(labels, (above, printed, "Ice."), strict=True)).title == expected


@pytest.mark.parametrize(
    ("printed", "heading", "titles", "expected"),
    [
        ("On the QuayFerry Stops", "On the Quay Ferry Stops", (), "On the Quay Ferry Stops"),
        ("On the QuayFerry Stops", "On the Quay Ferry Stops", ("On the Quay / Ferry Stops",),
         "On the Quay / Ferry Stops"),
        ("The QuayThe Ferry Stops", "The Quay The Ferry Stops", ("The Ferry Stops",),
         "The Ferry Stops"),
        ("The McFenwick Ferry", "The Mc Fenwick Ferry", ("The McFenwick Ferry",),
         "The McFenwick Ferry"),
        ("The eFerry Stops", "The e Ferry Stops", (), "The eFerry Stops"),
        ("The Ferry’s Stop", "The Ferry ’s Stop", (), "The Ferry’s Stop"),
        ("On the Quay: Ferry Stops", "On the Quay : Ferry Stops", (), "On the Quay: Ferry Stops"),
    ],
)  # fmt: skip
def test_a_kicker_is_set_off_from_its_headline(
    printed: str, heading: str, titles: tuple[str, ...], expected: str
) -> None:
    metadata = Metadata(titles=titles, headings=(heading,))
    assert normalise((Label.HEADLINE, printed), metadata=metadata).title == expected


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Rain - Harbour Post", "harbour-post.example", "Rain"),
        ("Rain – harbourpost.example", "harbourpost.example", "Rain"),
        ("The Harbour Post: Rain", "harbourpost.example", "Rain"),
        ("Rain - Harbour Post", "other.example", "Rain - Harbour Post"),
        ("Rain - Harbour Post", None, "Rain - Harbour Post"),
        ("Rain - Harbour Post Online", "harbourpost.example", "Rain"),
        ("Rain - Harbour Post", "theharbourpostblog.example", "Rain"),
        ("Rain - Ellery Harbour Post", "harbourpost.example", "Rain"),
        ("Rain - Harbour closed for a week", "harbour.example", "Rain - Harbour closed for a week"),
        ("Rain - Bay now", "bay.example", "Rain - Bay now"),
        ("Rain: Harbour Post Online", "harbourpost.example", "Rain: Harbour Post Online"),
        ("Rain - Harbour Tips - Post", "harbour.example", "Rain - Harbour Tips - Post"),
    ],
)
def test_a_sites_host_is_its_name_too(title: str, site: str | None, expected: str) -> None:
    assert strip_site_name(title, None, site) == expected


@pytest.mark.parametrize(
    ("title", "site_name", "expected"),
    [
        ("Rain - Post", "Post", "Rain"),
        ("Post | Rain", "Post", "Rain"),
        ("Rain – POST", "post", "Rain"),
        ("Rain » Harbour-Post", "Harbour Post", "Rain"),
        ("Rain :: Post", "Post", "Rain"),
        ("Post // Rain", "Post", "Rain"),
        ("Rain < Post", "Post", "Rain"),
        ("Rain « Post", "Post", "Rain"),
        ("Rain / Wind", "Post", "Rain / Wind"),
        ("暴雨 来袭_海港报", "海港报", "暴雨 来袭"),
        ("大雨の予報｜海港新聞", "海港新聞", "大雨の予報"),
        ("비 예보ㅣ항구신문", "항구신문", "비 예보"),
        ("내일부터 전국에 비 예보-사회ㅣ항구신문", "항구신문", "내일부터 전국에 비 예보"),
        ("暴雨来袭 渡轮停驶--社会--海港网", None, "暴雨来袭 渡轮停驶"),
        ("暴雨来袭 渡轮停驶_新闻_海港", "海港", "暴雨来袭 渡轮停驶"),
        ("暴雨来袭 渡轮停驶-海港日报", None, "暴雨来袭 渡轮停驶"),
        ("渡船は四月まで運休：海港新聞Web", "海港新聞Web", "渡船は四月まで運休"),
        ("渡船は四月まで運休：島民の声", "海港新聞", "渡船は四月まで運休：島民の声"),
        ("暴雨来袭-渡轮停驶", None, "暴雨来袭-渡轮停驶"),
        ("渡轮停驶：市长致信海港网", None, "渡轮停驶：市长致信海港网"),
        ("渡轮停驶 海港关闭：市长发言_海港网", None, "渡轮停驶 海港关闭：市长发言"),
        ("暴雨-渡轮ㅣ海港报", "海港报", "暴雨-渡轮"),
        ("코로나-19", "항구신문", "코로나-19"),
        ("Rain in May - Post", None, "Rain in May - Post"),
        ("Rain in May | Post", None, "Rain in May"),
        ("Rain in May|Post", None, "Rain in May"),
        ("Rain in May | Harbour Post of Ellery", None, "Rain in May"),
        ("Harbour | Rain in May | News for all of Ellery", None, "Rain in May"),
        ("Rain on Ellery | No ferry before Monday, harbour says", None,
         "No ferry before Monday, harbour says"),
        ("Rain expected in May – Post – 14.03.2024", "Post", "Rain expected in May"),
        ("Rain expected in May - The Post › Weather", "Post", "Rain expected in May"),
        ("Rain expected - Post: no ferry", "Post", "Rain expected - Post: no ferry"),
        ("Rain expected: Post - no ferry", "Post", "Rain expected: Post - no ferry"),
        ("Rain expected in May - Bay Area - News - Post", "Post", "Rain expected in May"),
        ("Rain expected in May - Part 2 - Post", "Post", "Rain expected in May - Part 2"),
        ("Rain expected in May – Again - Post", "Post", "Rain expected in May – Again"),
        ("Rain in: May: Post", "Post", "Rain in: May"),
        ("In May - Rain - Post", "Post", "In May - Rain"),
        ("Rain expected in May: Gales: Post", "Post", "Rain expected in May: Gales"),
        ("Sea-wall row", "Post", "Sea-wall row"),
        ("Post", "Post", "Post"),
        ("Post Rain", "Post", "Post Rain"),
        ("Rain", None, "Rain"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_strip_site_name(title: str, site_name: str | None, expected: str) -> None:
    assert strip_site_name(title, site_name) == expected


@pytest.mark.parametrize("text", [" _", ": ", " - a", "_社会", "社会网_"])
def test_a_sites_name_is_looked_for_in_linear_time(text: str) -> None:
    started = time.process_time()
    for title in ("Rain" + text * 100_000, ("Rain" + text * 500)[:1000]):
        strip_site_name(f"{title}_Post", "Post")
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Post.example:8080/a?b", "post.example"),
        ("http://post.example", "post.example"),
        ("https://wwwpost.example/", "wwwpost.example"),
        ("post.example/a", None),
        ("http://[bad/a", None),
        ("urn:uuid:1", None),
        ("", None),
        (None, None),
    ],
)
def test_site_of(url: str | None, expected: str | None) -> None:
    assert site_of(url) == expected


WORDS = st.text("abcxyzABCXYZ0189äöéÄÖÉσςΣжЖßﬁ港", min_size=1, max_size=8)
TITLES = st.lists(WORDS, max_size=6)


@given(TITLES, TITLES, st.sampled_from([" ", "  ", "\n\n", "\u00a0", ", ", " – ", "_", "!"]))
@settings(max_examples=60, deadline=None)
def test_case_space_and_punctuation_make_no_other_article(
    title: list[str], body: list[str], between: str
) -> None:
    plain = article_id(" ".join(title), " ".join(body))
    loud = article_id(between.join(title).upper(), between + between.join(body).upper() + between)
    assert loud == plain
    assert len(plain) == 32
    assert int(plain, 16) >= 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ferry", "stops"), ("Ferry", "stopped")),
        (("Ferry", "stops"), ("Fairy", "stops")),
        (("Ferry", "stops"), ("", "Ferry stops")),
        (("Ferry stops", ""), ("", "Ferry stops")),
        (("Ferry", "3 boats"), ("Ferry", "4 boats")),
        (("Ferry", "Mowe"), ("Ferry", "Möwe")),
    ],
)
def test_other_words_make_another_article(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert article_id(*one) != article_id(*other)


def test_an_id_is_the_same_in_every_run_and_release() -> None:
    # SHA-256 of "ferry\nstops"; ids that change would make every old article new.
    assert article_id("Ferry!", "Stops.") == "5dc3aab3f677918befc7613b0ad7ef5f"


def test_a_post_has_the_time_that_its_markup_gives() -> None:
    posts = "".join(
        f'<article class="post"><a href="#{n}"><time datetime="2024-03-14T1{n}:05:00Z">1{n}.05'
        f"</time></a><h2>Hour {n}</h2><p>{n} {FERRY} {FERRY} {FERRY}</p><p>Ice {n}: {FERRY}</p>"
        f'<div><time datetime="2024-03-14T1{n}:55:00Z">Updated at 1{n}.55</time></div></article>'
        for n in range(5)
    )
    html = f"<title>Ferry live</title><body><main><h1>Ferry live</h1><div>{posts}</div></main>"
    cut = cut_page(
        Page(payload=html.encode(), media_type=MediaType.HTML, source=Source(dump="a.html", page=0))
    )
    assert isinstance(cut, tuple)
    found = [(one.title, str(one.published)[11:16], str(one.modified)[11:16]) for one in cut]
    assert found == [(f"Hour {n}", f"1{n}:05", f"1{n}:55") for n in range(5)]


def test_a_title_has_no_marks_of_markdown() -> None:
    assert normalise((Label.HEADLINE, "## Ferry Stops"), (Label.BODY, FERRY)).title == "Ferry Stops"
    assert normalise((Label.HEADLINE, "#FerryStops"), (Label.BODY, FERRY)).title == "#FerryStops"


def test_a_second_author_may_be_named_in_the_article() -> None:
    body = f"{FERRY} Jonas Wirth reported from Port Ellery."
    for byline, authors in (
        ("By Ada Fenwick and Jonas Wirth", ("Ada Fenwick", "Jonas Wirth")),
        ("By Ada Fenwick, Port Ellery", ("Ada Fenwick",)),
    ):
        assert normalise((Label.BYLINE, byline), (Label.BODY, body)).authors == authors


def test_a_labelled_byline_of_a_page_is_no_paragraph() -> None:
    text = f"<article><h1>Ferry Stops</h1><p>Author: Ada Fenwick</p><p>{FERRY}</p><p>{BAKER}</p>"
    cut = cut_page(
        Page(payload=text.encode(), media_type=MediaType.HTML, source=Source(dump="a.html", page=0))
    )
    assert isinstance(cut, tuple)
    assert [(one.authors, one.body) for one in cut] == [(("Ada Fenwick",), f"{FERRY}\n\n{BAKER}")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Headline: Ferry Stops", "Ferry Stops"),
        ("TITLE : Ferry Stops", "Ferry Stops"),
        ("[12/03/2024, 09:14] Ada Fenwick: Ferry Stops", "Ferry Stops"),
        ("[12] Ferry Stops", "Ferry Stops"),
        ("Title IX and the ferry", "Title IX and the ferry"),
        ("Big headline: Ferry Stops", "Big headline: Ferry Stops"),
        ("[Video] Ada Fenwick: Ferry Stops", "[Video] Ada Fenwick: Ferry Stops"),
    ],
)
def test_a_headline_is_printed_behind_a_label(line: str, expected: str) -> None:
    block = Block(kind=BlockKind.TEXT, text=line, line=1)
    assert printed_headlines(Span(blocks=(block,), labels=(Label.HEADLINE,))) == [expected]


def test_the_label_of_a_text_is_taken_off_it() -> None:
    text = "The harbour office has told the islanders that the ferry will not run before April."
    blocks = tuple(
        Block(kind=BlockKind.TEXT, text=line, line=1) for line in ("Full text: " + text,)
    )
    page = Page(payload=b"", media_type=MediaType.TEXT, source=Source(dump="a"))
    span = Span(blocks=blocks, labels=(Label.BODY,))
    assert normalise_span(span, page, Metadata(), 0, Method.TEXT).body == text
    label = Span(
        blocks=(Block(kind=BlockKind.TEXT, text="Full text:", line=1),), labels=span.labels
    )
    assert normalise_span(label, page, Metadata(), 0, Method.TEXT).body == "Full text:"


def test_who_signs_in_brackets_behind_the_last_sentence_wrote_it() -> None:
    said = "渡し船は四月まで運航しないと、港の事務所が発表した。"
    assert normalise((Label.BODY, f"{said}【遠野 朔】")).authors == ("遠野 朔",)
    assert normalise((Label.BODY, f"{said}【遠野 朔】"), (Label.BODY, said)).authors == ()
    assert normalise((Label.BYLINE, "細川 瑞樹"), (Label.BODY, f"{said}【遠野 朔】")).authors == (
        "細川 瑞樹",
    )
