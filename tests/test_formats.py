"""Dump formats: what is read, what is skipped, and what is rejected and where."""

import errno
import gzip
import io
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timezone

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Reject, RejectReason, Source, Stage
from tests import dumps
from transforms.formats import FORMATS, open_dump, read_dump
from transforms.formats.records import MAX_SWALLOWING
from transforms.formats.rows import MAX_OBJECTS, MAX_TAG_CHARS, MAX_TAGS, MAX_WRAPPED
from transforms.limits import MAX_AUTHORS, Limits, ReadOptions
from transforms.pages import MediaType, Page, Skip, SkipReason, Stated

URL = "http://post.example/ferry"
NO_TEXT = "no text in text, html or the like"
GIVE = "; give --field text=NAME if one is"
AUTHORS = tuple(f"Ada {n}" for n in range(99))


def read(
    payload: bytes,
    dump: str,
    limits: Limits | None = None,
    fields: Mapping[str, str] | None = None,
) -> list[Page | Reject | Skip]:
    """All that one dump gives."""
    options = ReadOptions(limits=limits or Limits(), fields=fields or {})
    return list(read_dump(*open_dump(dump, io.BytesIO(payload), options)))


def brief(items: list[Page | Reject | Skip]) -> list[bytes | RejectReason | SkipReason]:
    """A page as its payload, all else as its reason."""
    return [item.payload if isinstance(item, Page) else item.reason for item in items]


# --- by the ending of the name --------------------------------------------------------


@pytest.mark.parametrize(
    ("dump", "media_type"),
    [
        ("a.txt", MediaType.TEXT),
        ("A.TXT", MediaType.TEXT),
        ("a.b/c.d.txt", MediaType.TEXT),
        ("a.html", MediaType.HTML),
        ("a.htm", MediaType.HTML),
        ("a.md", MediaType.TEXT),
    ],
)
@pytest.mark.parametrize("payload", [b"The ferry\nstops.", b"\x00\xff"])
def test_a_whole_file_is_one_page(payload: bytes, dump: str, media_type: MediaType) -> None:
    expected = Page(
        payload=payload, media_type=media_type, source=Source(dump=dump, offset=0, page=0)
    )
    assert read(payload, dump) == [expected]


@pytest.mark.parametrize("dump", ["a.txt.gz", "a.HTML.GZ"])
def test_a_whole_file_may_be_gzipped(dump: str) -> None:
    (page,) = read(gzip.compress(b"The ferry stops."), dump)
    assert isinstance(page, Page)
    assert (page.payload, page.source) == (b"The ferry stops.", Source(dump=dump, page=0))


@pytest.mark.parametrize(
    ("dump", "ending"),
    [("a.pdf", ".pdf"), ("txt", ""), (".pdf", ""), ("a.", ".")],
)
def test_other_endings_are_not_read(dump: str, ending: str) -> None:
    detail = f"files ending in {ending} are not read" if ending else "not a format that is read"
    assert read(b"%PDF" * 500, dump) == [
        Reject(
            source=Source(dump=dump),
            stage=Stage.READ,
            reason=RejectReason.UNSUPPORTED_TYPE,
            detail=detail,
            sample=b"%PDF" * 256,
        )
    ]


@pytest.mark.parametrize(
    ("dump", "detail"),
    [
        ("a.tgz", "files ending in .tgz are not read: unpack it, and give the folder"),
        ("a.tar.gz", "files ending in .tar are not read: unpack it, and give the folder"),
        ("a.txt.gz.gz", "its name says that it is compressed twice: decompress it once"),
        ("a.txt.gz.bz2", "its name says that it is compressed twice: decompress it once"),
        ("a.txt.bz2.gz", "its name says that it is compressed twice: decompress it once"),
    ],
)
def test_what_can_be_unpacked_says_so(dump: str, detail: str) -> None:
    (reject,) = read(gzip.compress(gzip.compress(b"The ferry stops.")), dump)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.detail) == (RejectReason.UNSUPPORTED_TYPE, detail)


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><title>Fog</title><p>The ferry stops.",
        "<HTML lang=en>\n<HEAD>",
        '\r\n<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">\n<html>',
        "<!-- saved --> <!--> from --><html><!-- <p> --><body>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_page_of_html_may_be_called_text(
    html: str, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    payload = html.encode(encoding)
    (page,) = read(compress(payload), "a.txt")
    assert isinstance(page, Page)
    assert (page.payload, page.media_type) == (payload, MediaType.HTML)
    assert page.source == Source(dump="a.txt", page=0)


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html> is what a page begins with.\n<html> follows.",
        "<html> tags are optional.",
        "<htmlx><p>",
        "<p>The ferry stops.</p>",
        "How a page begins:\n<!doctype html><html><head>",
        "<!-- <html><body>",
        "<!---->" * 140 + "Fog.",
        "WARC/1.0\nis how a record begins.",
        "WARC/1.0\nNote: it does.\n\nWARC-Type: is what follows.",
        "WARC/1.0 WARC-Type: response",
        "PAR1 is what a file begins with.\nPAR1",
        "http://post.example/fog 192.0.2.1 is an address.",
        '{"text": "Fog."}\nis an object.',
        '{"text": "Fog."} is an object.',
        '{"title": "Fog"}\n{"title": "Ice"}',
        '{"text": ""}',
        '{"text": "Fog.',
        '{"wording": "Fog."}',
        "{text}",
        '[{"text": "Fog."}]',
        '{"text": "' + "Fog. " * 400 + '"}\nis an object.',
    ],
)
@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_text_that_speaks_of_formats_is_a_text(
    text: str, compress: Callable[[bytes], bytes]
) -> None:
    (page,) = read(compress(text.encode()), "a.txt")
    assert isinstance(page, Page)
    assert (page.payload, page.media_type) == (text.encode(), MediaType.TEXT)


@pytest.mark.parametrize("dump", ["a.txt", "a.html", "a.txt.gz"])
@pytest.mark.parametrize("words", ["Fog.", "Fog. " * 400, "\ud83d Fog."])
def test_json_lines_may_be_called_text(dump: str, words: str) -> None:
    lines = f'\ufeff {json.dumps({"wording": words})}\r\n\n{{"wording": "Ice."}}'.encode()
    stored = gzip.compress(lines) if dump.endswith(".gz") else lines
    pages = read(stored, dump, fields={"text": "wording"})
    assert brief(pages) == [words.replace("\ud83d", "\ufffd").encode(), b"Ice."]
    assert brief(read(stored, dump)) == [lines]


@pytest.mark.parametrize("dump", ["a.jsonl", "a.warc", "a.parquet", "a.arc"])
def test_other_names_tell_what_a_dump_holds(dump: str) -> None:
    assert not any(isinstance(item, Page) for item in read(b"<!doctype html><p>Fog.", dump))


def test_an_array_of_objects_is_told_how_to_become_lines() -> None:
    (reject,) = read(b'[{"text": "The ferry stops."}]', "a.json")
    assert isinstance(reject, Reject)
    assert (reject.reason, "jq -c '.[]'" in reject.detail) == (RejectReason.UNSUPPORTED_TYPE, True)
    (page,) = read(b'{"text": "The ferry stops."}', "a.json")
    assert isinstance(page, Page)


@pytest.mark.parametrize("dump", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize(
    ("value", "indent"),
    [
        ([{"text": "Fog."}, {"text": "Ice."}], None),
        ([{"text": "Fog."}, {"text": "Ice."}], 2),
        ({"text": "Fog.", "title": "Fog"}, "\t"),
    ],
)
def test_json_that_is_no_lines_is_told_so_once(
    value: object, indent: str | int | None, dump: str
) -> None:
    data = json.dumps(value, indent=indent).encode()
    stored = gzip.compress(data) if dump.endswith(".gz") else data
    first, *rest = rejected = [item for item in read(stored, dump) if isinstance(item, Reject)]
    assert {reject.reason for reject in rejected} == {RejectReason.BAD_JSON}
    assert "jq -c" in first.detail
    assert not any("jq" in reject.detail for reject in rest)
    assert b"".join(reject.sample for reject in rejected) == data


def test_a_line_that_is_cut_is_not_taken_for_other_json() -> None:
    rejected = read(b'{"text": "Fo\n{"text": "Fog."}\n{\n', "a.jsonl")
    assert not any("jq" in item.detail for item in rejected if isinstance(item, Reject))


@pytest.mark.parametrize("dump", ["a.txt", "a.html", "a.txt.gz"])
def test_a_file_over_the_limit(dump: str) -> None:
    limits = Limits(page_bytes=5)

    def stored(payload: bytes) -> bytes:
        return gzip.compress(payload) if dump.endswith(".gz") else payload

    assert brief(read(stored(b"ferry"), dump, limits)) == [b"ferry"]
    (reject,) = read(stored(b"ferries"), dump, limits)
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.TOO_LARGE
    assert reject.source == Source(dump=dump, offset=0, page=0)
    assert reject.sample
    assert b"ferries".startswith(reject.sample)


# --- JSON lines -----------------------------------------------------------------------


def test_json_lines() -> None:
    lines = [
        json.dumps(
            {
                "url": URL,
                "html": "<p>Fähre</p>",
                "fetched_at": "2026-05-08T06:00:00+02:00",
                "language": "de",
                "more": [1],
            }
        ).encode(),
        b'{"text": "The ferry\\nstops."}',
    ]
    assert read(b"\n".join(lines), "a.jsonl") == [
        Page(
            payload="<p>Fähre</p>".encode(),
            media_type=MediaType.HTML,
            url=URL,
            fetched_at=datetime(2026, 5, 8, 4, tzinfo=timezone.utc),
            charset="utf-8",
            language="de",
            source=Source(dump="a.jsonl", offset=0, page=0),
        ),
        Page(
            payload=b"The ferry\nstops.",
            media_type=MediaType.TEXT,
            charset="utf-8",
            source=Source(dump="a.jsonl", offset=len(lines[0]) + 1, page=0),
        ),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"title": "Ferry Stops", "author": "Ada Fenwick"},
            ("Ferry Stops", ("Ada Fenwick",), None),
        ),
        (
            {
                "headline": "Ferry Stops",
                "title": 7,
                "authors": ["Ada Fenwick", {"name": "Bo Carter"}],
            },
            ("Ferry Stops", ("Ada Fenwick", "Bo Carter"), None),
        ),
        (
            {"authors": [None, 7, {}, "a" * 301], "author": "Ada Fenwick", "date_publish": "May 1"},
            (None, ("Ada Fenwick",), "May 1"),
        ),
        ({"published": 1710410400}, (None, (), "2024-03-14T10:00:00")),
        ({"published": 20240314}, (None, (), "2024-03-14T00:00:00")),
        ({"published": {}, "publish_date": "2024-03-14"}, (None, (), "2024-03-14")),
        ({"author": {"name": "Ada Fenwick"}}, (None, ("Ada Fenwick",), None)),
        ({"authors": list(AUTHORS)}, (None, AUTHORS[:MAX_AUTHORS], None)),
        ({"title": "t" * 1001, "authors": [], "published": "9" * 61}, None),
        ({"title": "", "authors": "", "published": ""}, None),
    ],
)
def test_what_a_json_line_says_of_its_article(
    fields: dict[str, object], expected: tuple[object, ...] | None
) -> None:
    (page,) = read(json.dumps({"text": "x", **fields}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    stated = page.stated
    found = (stated.title, stated.authors, stated.published) if stated else None
    assert found == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Fog</p>", (MediaType.HTML, b"<p>Fog</p>")),
        (" \n", (MediaType.TEXT, b"Fog")),
        (7, (MediaType.TEXT, b"Fog")),
    ],
)
def test_of_text_and_html_the_html_counts_where_it_holds_any(
    html: object, expected: tuple[MediaType, bytes]
) -> None:
    (page,) = read(json.dumps({"text": "Fog", "html": html}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.media_type, page.payload) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (["The ferry stops.", "It is cold."], b"The ferry stops.\n\nIt is cold."),
        (["The ferry stops.", 7], None),
        ([], None),
    ],
)
def test_a_text_may_be_a_list_of_paragraphs(text: object, expected: bytes | None) -> None:
    (item,) = read(json.dumps({"text": text}).encode(), "a.jsonl")
    assert (item.payload if isinstance(item, Page) else None) == expected


def test_a_name_given_to_one_field_says_nothing_of_another() -> None:
    line = json.dumps({"text": "x", "date": "2024-03-14", "title": "a", "headline": "b"}).encode()
    (page,) = read(line, "a.jsonl", fields={"published": "date", "title": "headline"})
    assert isinstance(page, Page)
    assert (page.fetched_at, page.stated) == (None, Stated(title="b", published="2024-03-14"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"maintext": "Fog."}, (MediaType.TEXT, b"Fog.")),
        ({"articleBody": "Fog."}, (MediaType.TEXT, b"Fog.")),
        ({"Full-Text": "Fog.", "content": "Ice."}, (MediaType.TEXT, b"Fog.")),
        ({"text": "Fo…", "content": "Ice.", "full_text": "Fog."}, (MediaType.TEXT, b"Fog.")),
        ({"body": "Fog.", "content": " ", "text": None}, (MediaType.TEXT, b"Fog.")),
        ({"content": "<p>Fog.</p>", "textContent": "Fog."}, (MediaType.HTML, b"<p>Fog.</p>")),
        ({"content_html": "Fog.", "content_text": "Ice."}, (MediaType.HTML, b"Fog.")),
    ],
)
def test_text_and_html_have_names_that_say_so(
    row: dict[str, object], expected: tuple[MediaType, bytes]
) -> None:
    (page,) = read(json.dumps(row).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.media_type, page.payload) == expected


def test_what_else_a_row_says_has_names_that_say_so() -> None:
    row = {
        "body": "Fog.", "webTitle": "Fog", "byline": "By Ada Fenwick", "category": "Weather",
        "keywords": "fog, ice", "pubDate": "2024-03-14", "last_modified": "2024-03-15",
        "date_download": "2024-03-20", "link": "https://post.example/fog", "inLanguage": "en",
    }  # fmt: skip
    (page,) = read(json.dumps(row).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.url, page.language) == ("https://post.example/fog", "en")
    assert page.fetched_at == datetime(2024, 3, 20, tzinfo=timezone.utc)
    assert page.stated == Stated(
        title="Fog",
        authors=("By Ada Fenwick",),
        published="2024-03-14",
        modified="2024-03-15",
        section="Weather",
        tags=("fog, ice",),
    )


STAMP = "2024-03-14T08:00:00Z"
FOG = Stated(title="Fog", published=STAMP)
WEATHER = {"nodeType": "p", "content": [{"nodeType": "text", "value": "Fog lies on the sea. " * 4}]}


@pytest.mark.parametrize(
    "row",
    [
        {"title": {"rendered": "Fog"}, "content": {"rendered": "Fog.", "protected": False}},
        {"title": ["Fog"], "text": ["Fog."], "published": [STAMP]},
        {"headline": {"main": "Fog", "kicker": "x"}, "body": {"value": "Fog.", "format": "basic"}},
        {"title": {"en-US": "Fog"}, "body": {"en-US": "Fog."}},
        {"title": {"en": "Fog", "nl": None}, "body": {"en": "Fog.", "auto": True}},
        {"_id": "7", "_source": {"title": "Fog", "text": "Fog."}},
        {"_id": {"$oid": "5f"}, "title": "Fog", "text": "Fog.", "published": {"$date": STAMP}},
        {"published": STAMP, "article": {"headline": "Fog", "articleBody": "Fog.", "images": []}},
        {"success": True, "data": {"markdown": "Fog.", "metadata": {"title": "Fog"}}},
        {"response": {"status": "ok", "content": {"title": "Fog", "fields": {"body": "Fog."}}}},
        {"text": "Fog.", "title": "Fog", "comment": {"text": "Ice.", "title": "Ice"}},
    ],
)
def test_what_stands_in_objects_is_read(row: dict[str, object]) -> None:
    (page,) = read(json.dumps({"published": STAMP, **row}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.payload, page.stated) == (b"Fog.", FOG)


def test_an_editors_nodes_are_a_text() -> None:
    row = {"body": {"en-US": {"nodeType": "document", "content": [WEATHER] * 3}}}
    (page,) = read(json.dumps(row).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.payload.decode() == "\n\n".join(["Fog lies on the sea. " * 4] * 3)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"source": "https://post.example/fog"}, "https://post.example/fog"),
        ({"source_url": "https://post.example?p=7"}, "https://post.example?p=7"),
        ({"source_url": "https://post.example"}, None),
        ({"source": "https://post.example/ "}, None),
        ({"source": "The Post"}, None),
        ({"url": "https://post.example/"}, "https://post.example/"),
    ],
)
def test_the_address_of_a_publisher_is_no_pages(row: dict[str, str], expected: str | None) -> None:
    (page,) = read(json.dumps({"text": "Fog.", **row}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.url == expected


def test_a_row_is_looked_for_in_so_many_objects() -> None:
    row: dict[str, object] = {f"{number}": {} for number in range(MAX_OBJECTS - 1)}
    (page,) = read(json.dumps({**row, "a": {"text": "Fog."}}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    (reject,) = read(json.dumps({**row, "a": {}, "b": {"text": "Fog."}}).encode(), "a.jsonl")
    assert isinstance(reject, Reject)


def test_so_many_tags_are_read_and_none_that_is_a_text() -> None:
    tags = ["x" * (MAX_TAG_CHARS + 1), *("fog" for _ in range(MAX_TAGS))]
    (page,) = read(json.dumps({"text": "x", "tags": tags}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.stated == Stated(tags=("fog",) * (MAX_TAGS - 1))


def test_objects_may_stand_as_deep_in_others_as_they_are_read() -> None:
    row = b'{"a":' * 1000 + b'"Fog."' + b"}" * 1000
    (page,) = read(row, "a.jsonl", fields={"text": ".".join("a" * 1000)})
    assert isinstance(page, Page)
    assert page.payload == b"Fog."


def test_a_name_may_be_that_of_a_field_in_an_object() -> None:
    row = {"a": {"b": {"c": "Fog."}, "text": "Ice."}, "a.d": "Rain"}
    (page,) = read(json.dumps(row).encode(), "a.jsonl", fields={"text": "a.b.c", "title": "a.d"})
    assert isinstance(page, Page)
    assert (page.payload, page.stated) == (b"Fog.", Stated(title="Rain"))


@pytest.mark.parametrize("depth", [MAX_WRAPPED, MAX_WRAPPED + 1])
def test_a_row_is_looked_for_so_deep_and_no_deeper(depth: int) -> None:
    row: dict[str, object] = {"text": "Fog."}
    for _ in range(depth):
        row = {"data": row, "id": 7}
    (item,) = read(json.dumps(row).encode(), "a.jsonl")
    assert isinstance(item, Page if depth == MAX_WRAPPED else Reject)


@pytest.mark.parametrize("source", ["https://post.example/fog", "The Post"])
def test_a_source_may_be_an_address(source: str) -> None:
    (page,) = read(json.dumps({"text": "Fog.", "source": source}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.url == (source if "://" in source else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>The ferry stops.</p>\n<p>Nobody was asked.</p>\n", MediaType.HTML),
        ('\n<DIV class="body"><p>The ferry stops.</p></DIV>', MediaType.HTML),
        ("<!DOCTYPE html><p>The ferry stops.</p>", MediaType.HTML),
        ("<p> begins a paragraph, and </p> ends it.", MediaType.TEXT),
        ("<photo: Lou Ferris> The ferry stops. <end>", MediaType.TEXT),
        ("The ferry stops. <p>Nobody was asked.</p>", MediaType.TEXT),
        ("The ferry stops. <p>Nobody was asked.</p><P>Fog.</P>", MediaType.HTML),
        ("The ferry stops. <p>Nobody was asked.</p></p>", MediaType.TEXT),
    ],
)
def test_text_that_is_marked_up_all_over_is_html(text: str, expected: MediaType) -> None:
    (page,) = read(json.dumps({"text": text}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.media_type, page.payload) == (expected, text.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain &amp; wind&nbsp;&#8211;&#X20;caf&eacute;", "Rain & wind\u00a0\u2013 caf\u00e9"),
        (["Rain &amp; wind", "&quot;Fog&quot;"], 'Rain & wind\n\n"Fog"'),
        ("&amp;lt; &lt;br&gt;", "&lt; <br>"),  # once, and what comes of it is no tag
        ("AT&T; R&notice; a?b&para=1&copy &hellp; &#; &", None),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        ("Rain<br/>Wind<BR />\nFog <br>", "Rain\nWind\nFog "),
        ("Rain.<br><br>\r\nWind. <br> Fog\n<br>\nIce", "Rain.\n\nWind. \n Fog\n\nIce"),
        ("30 Years of <br> Tags, the <br>, (<br>) and `<br>`", None),
        ("Rain <br><br>Wind <br>\nFog <br> Ice", "Rain \n\nWind \nFog \n Ice"),
        ("Fog <br> Ice <br> Rain", None),
        ("Fog <br> Ice <br /> Rain <br> Sun", "Fog \n Ice \n Rain \n Sun"),
        ("Fog <br> Ice <br> Rain <br> Sun (<br>)", None),
        ('<a href="/a">Ada <b>F</b></a>, <EM>so</EM> `<b>x</b>` <b>y', "Ada F, so `<b>x</b>` <b>y"),
        ("<div><b>Rain</b></div> fog", None),
        ("# 1\n\n## Fog", None),
        ("# 1\n\n## Fog\n\n**Rain**, 2**3**4 ** 5", "1\n\nFog\n\nRain, 2**3**4 ** 5"),
        ('[Ada](https://a.example/ "x") [1] [b](c) ![](/d)', "Ada [1] [b](c) "),
        ("`[Ada](https://a.example/)` and `![](/d)`", None),
        ("What the f**k, he said, and **hit** s**t.", "What the f**k, he said, and hit s**t."),
        ("sh**, d**n, х**ня и **д**а, a**b**c", "sh**, d**n, х**ня и да, a**b**c"),
        ("def f(*a, **kw): g(**kw), `**kw` and `**a**`, h(1, **a,**b)", None),
        ("雨が**強く**降る", "雨が強く降る"),
        ("**Rain***, `1 **a**`", None),
        ("CO<sub>2</sub>, 21<sup>st</sup>", "CO2, 21st"),
        ("<ul><li>Rain<br>Wind</ul>\nFog<br>Ice", "<ul><li>Rain<br>Wind</ul>\nFog\nIce"),
    ],
)
def test_of_html_in_the_text_of_a_row_line_ends_and_references_are_read(
    text: str | list[str], expected: str | None
) -> None:
    (page,) = read(json.dumps({"text": text}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.media_type, page.payload.decode()) == (MediaType.TEXT, expected or text)


@pytest.mark.parametrize("name", ["text", "html"])
@pytest.mark.parametrize(
    "text", ["&lt;p&gt;Rain &amp;amp; fog&lt;/p&gt;", "&amp;lt;p&amp;gt;Rain &amp;amp; fog&lt;/p>"]
)
def test_html_may_stand_escaped(name: str, text: str) -> None:
    (page,) = read(json.dumps({name: text}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.media_type is MediaType.HTML
    assert page.payload in (b"<p>Rain &amp; fog</p>", b"<p>Rain & fog</p>")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"content": "Fog lies on the sea\u2026 [+2712 chars]"}, None),
        ({"content": "Fog lies\u2026 [+2712 chars]", "document": "Fog lies on."}, b"Fog lies on."),
        ({"content": "Fog lies [+2712 chars] on."}, b"Fog lies [+2712 chars] on."),
    ],
)
def test_a_text_that_says_how_much_is_cut_off_is_none(
    row: dict[str, str], expected: bytes | None
) -> None:
    (item,) = read(json.dumps(row).encode(), "a.jsonl")
    assert (item.payload if isinstance(item, Page) else None) == expected
    if isinstance(item, Reject):
        assert "as content is cut short" in item.detail


@pytest.mark.parametrize(
    ("dump", "payload"),
    [("a.txt", b"Rain &amp;<br>wind"), ("a.jsonl", b'{"html": "Rain &amp;<br>wind"}')],
)
def test_other_text_keeps_them(dump: str, payload: bytes) -> None:
    (page,) = read(payload, dump)
    assert isinstance(page, Page)
    assert page.payload == b"Rain &amp;<br>wind"


@pytest.mark.parametrize(
    ("row", "given", "expected"),
    [
        ({"wording": "x"}, {}, f"{NO_TEXT}; the fields are 'wording'{GIVE}"),
        (
            {"text": "x"},
            {"text": "body"},
            f"no text in body or html or the like; the fields are 'text'{GIVE}",
        ),
        (
            {"text": " "},
            {"html": "text"},
            "no text in text or the like or text; the fields are 'text'",
        ),
        (
            {"text": {"a": "x", "b": [1]}, "title": "x"},
            {},
            f"{NO_TEXT}, as text is an object; the fields are 'text', 'text.a', 'text.b', 'title'"
            f"{GIVE}",
        ),
        (
            {"first": {"text": "x"}, "second": {"text": "y"}},  # which of them nobody can know
            {},
            f"{NO_TEXT}; the fields are 'first', 'first.text', 'second', 'second.text'{GIVE}",
        ),
        (
            {"text": [{"p": "x"}, 7], "html": {}},
            {},
            f"{NO_TEXT}, as text is a list not of texts alone, as html is an object; "
            "the fields are 'text', 'html'",
        ),
        ({"text": 7, "html": None}, {}, f"{NO_TEXT}; the fields are 'text', 'html'"),
        ({}, {}, f"{NO_TEXT}; the fields are none"),
        ({"\x1b" * 99: 1}, {}, f"{NO_TEXT}; the fields are {chr(27) * 40!r}{GIVE}"),
    ],
)
def test_a_row_without_text_tells_where_it_was_looked_for(
    row: dict[str, object], given: dict[str, str], expected: str
) -> None:
    (reject,) = read(json.dumps(row).encode(), "a.jsonl", fields=given)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.detail) == (RejectReason.NO_TEXT, expected)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"fetched_at": "2026-05-08T04:00:00Z"}, "2026-05-08T04:00:00+00:00"),
        ({"timestamp": 1778212800}, "2026-05-08T04:00:00+00:00"),
        ({"date": "2026-05-08"}, "2026-05-08T00:00:00+00:00"),
        ({"date": "2020-01-01", "fetched_at": "2026-05-08"}, "2026-05-08T00:00:00+00:00"),
        ({"date": "2026-05-08", "fetched_at": "soon"}, "2026-05-08T00:00:00+00:00"),
        ({"fetched_at": [1]}, None),
        ({}, None),
    ],
)
def test_when_a_json_line_was_fetched(fields: dict[str, object], expected: str | None) -> None:
    (page,) = read(json.dumps({"text": "x", **fields}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.fetched_at.isoformat() if page.fetched_at else None) == expected


@pytest.mark.parametrize(
    ("row", "fetched", "published"),
    [
        ({"date": "2024-03-14 08:00:00", "title": "Fog"}, None, "2024-03-14 08:00:00"),
        ({"date": "2024-03-14T08:00:00Z"}, "2024-03-14T08:00:00+00:00", None),
        (
            {"date": "2024-03-14", "timestamp": "2024-03-20"},
            "2024-03-20T00:00:00+00:00",
            "2024-03-14",
        ),
        (
            {"date": "2024-03-20", "title": "Fog", "published": "2024-03-14"},
            "2024-03-20T00:00:00+00:00",
            "2024-03-14",
        ),
        ({"date": "March 14, 2024"}, None, "March 14, 2024"),
        (
            {"date": "2024-03-14", "category": "news", "topics": "sea"},
            "2024-03-14T00:00:00+00:00",
            None,
        ),
        ({"date": "2024-03-14", "author": "Ada Fenwick"}, None, "2024-03-14"),
        ({"date": "2024-03-14", "changed": "2024-03-15"}, None, "2024-03-14"),
        ({"date": "2024-03-14", "title": "Fog", "html": "<p>Fog."}, None, "2024-03-14"),
        (
            {"date": "2024-03-14", "title": "Fog", "html": "\n<!doctype html><p>Fog."},
            "2024-03-14T00:00:00+00:00",
            None,
        ),
    ],
)
def test_whose_a_date_is(row: dict[str, str], fetched: str | None, published: str | None) -> None:
    (page,) = read(json.dumps({"text": "Fog.", **row}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    found = page.stated.published if page.stated else None
    assert (page.fetched_at.isoformat() if page.fetched_at else None, found) == (fetched, published)


@pytest.mark.parametrize("value", [None, 7, "", ["x", "y"], {}])
def test_json_fields_of_the_wrong_kind_are_left_out(value: object) -> None:
    (page,) = read(json.dumps({"text": "x", "url": value, "language": value}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert (page.url, page.language) == (None, None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut o', RejectReason.BAD_JSON),
        (b"The ferry stops.", RejectReason.BAD_JSON),
        (b'{"text": "\xff"}', RejectReason.BAD_JSON),
        (b'["text"]', RejectReason.BAD_JSON),
        (b'"text"', RejectReason.BAD_JSON),
        (b"null", RejectReason.BAD_JSON),
        (b"{}", RejectReason.NO_TEXT),
        (b'{"text": null, "html": 7}', RejectReason.NO_TEXT),
    ],
)
def test_a_bad_line_is_rejected_and_those_around_it_are_read(
    line: bytes, reason: RejectReason
) -> None:
    before, after = b'{"text": "before"}\n', b'\n{"text": "after"}\n'
    first, reject, last = read(before + line + after, "a.ndjson")
    assert brief([first, last]) == [b"before", b"after"]
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage) == (reason, Stage.READ)
    assert reject.source == Source(dump="a.ndjson", offset=len(before), page=0)
    assert reject.sample.rstrip() == line
    assert not isinstance(last, Skip)
    assert last.source == Source(dump="a.ndjson", offset=len(before) + len(line) + 1, page=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rb"Fog \ud800.", "Fog \ufffd."),
        (rb"\uDCA8 Fog \ud83d", "\ufffd Fog \ufffd"),
        (rb"\ud83d\ud83d\ude00\ude00", "\ufffd\U0001f600\ufffd"),
        (rb"C:\\ud800 and \\\ud800", "C:\\ud800 and \\\ufffd"),
        (rb"\ud83d \\\\ud83d \\\ud83d\ude00", "\ufffd \\\\ud83d \\\U0001f600"),
    ],
)
def test_half_of_a_surrogate_pair_costs_its_line_one_character(text: bytes, expected: str) -> None:
    """Python's json.dumps writes it so."""
    (page,) = read(b'{"text": "' + text + b'"}\n', "a.jsonl")
    assert isinstance(page, Page)
    assert page.payload.decode() == expected


@pytest.mark.parametrize("value", [b"NaN", b"-Infinity", b'{"n": [Infinity, 1e3, 99999999999]}'])
def test_a_number_that_json_has_not_costs_its_line_nothing_but_itself(value: bytes) -> None:
    """Python's json.dumps writes it, as of the missing values of pandas."""
    line = b'{"author": ' + value + rb', "title": "In NaN: [NaN, \ud83d]", "text": "Fog, NaN."}'
    (page,) = read(line, "a.jsonl")
    assert isinstance(page, Page)
    assert (page.payload.decode(), page.stated.title) == ("Fog, NaN.", "In NaN: [NaN, \ufffd]")


def test_what_it_was_for_is_missing() -> None:
    bad = brief(read(b'{"text": NaN}\nNaN\n', "a.jsonl"))
    assert bad == [RejectReason.NO_TEXT, RejectReason.BAD_JSON]


@pytest.mark.parametrize(
    "value",
    [
        rb"nan", rb"-NaN", rb"NaN,", rb"NaNs", rb"1e999", rb"[NaN, 1e999]", rb"[" * 10**5,
        rb"[NaN, " + rb"[" * 10**5, rb'NaN, "\ud80', rb'"\ud80', rb'"\ud800', b'NaN, "\xff"',
    ],
)  # fmt: skip
def test_it_makes_no_other_bad_line_a_good_one(value: bytes) -> None:
    line = rb'{"text": "\ud800", "n": ' + value
    assert brief(read(line + b"}", "a.jsonl")) == [RejectReason.BAD_JSON]


def test_empty_lines_are_passed_over() -> None:
    pages = read(b'\n \r\n{"text": "one"}\r\n\n\n{"text": "two"}', "a.jsonl")
    assert brief(pages) == [b"one", b"two"]
    assert [page.source.offset for page in pages if isinstance(page, Page)] == [4, 23]
    assert read(b"\n\n", "a.jsonl") == []


@pytest.mark.parametrize("ending", [b'"}\n', b'"}', b""])
def test_a_line_over_the_limit(ending: bytes) -> None:
    before, long = b'{"text": "before"}\n', b'{"text": "' + b"x" * 95 + ending
    after = b'{"text": "after"}\n' if ending.endswith(b"\n") else b""
    items = read(before + long + after, "a.jsonl", Limits(page_bytes=20))
    assert brief(items) == [b"before", RejectReason.TOO_LARGE, b"after"][: 3 if after else 2]
    places = [i.source.offset for i in items if not isinstance(i, Skip)]
    assert places == [0, 19, 19 + len(long)][: len(items)]
    assert isinstance(items[1], Reject)
    assert items[1].sample == long[:21]


@pytest.mark.parametrize("dump", ["a.jsonl", "a.jsonl.gz"])
def test_a_line_at_the_limit(dump: str) -> None:
    line = b'{"text": "x"}\n'
    stored = gzip.compress(line * 2) if dump.endswith(".gz") else line * 2
    assert brief(read(stored, dump, Limits(page_bytes=len(line)))) == [b"x", b"x"]
    too_large = [RejectReason.TOO_LARGE] * 2
    assert brief(read(stored, dump, Limits(page_bytes=len(line) - 1))) == too_large


# --- gzip -----------------------------------------------------------------------------

MANY_LINES = b"".join(
    json.dumps({"text": f"{number} {number**40:x}"}).encode() + b"\n" for number in range(2000)
)


def test_gzipped_json_lines_read_as_they_would_unzipped() -> None:
    plain, zipped = read(MANY_LINES, "a.jsonl"), read(gzip.compress(MANY_LINES), "a.jsonl.gz")
    assert brief(plain) == brief(zipped)
    places = [(i.source.offset, i.source.page) for i in zipped if isinstance(i, Page)]
    assert places == [(0, number) for number in range(2000)]


def test_several_members_are_one_file() -> None:
    middle = MANY_LINES.index(b"\n", len(MANY_LINES) // 2) + 1
    zipped = gzip.compress(MANY_LINES[:middle]) + gzip.compress(MANY_LINES[middle:])
    assert brief(read(zipped, "a.jsonl.gz")) == brief(read(MANY_LINES, "a.jsonl"))


def test_a_truncated_gzip_keeps_what_is_before_its_end() -> None:
    zipped = gzip.compress(MANY_LINES)
    *pages, reject = read(zipped[: len(zipped) // 2], "a.jsonl.gz")
    assert len(pages) > 500
    assert brief(pages) == brief(read(MANY_LINES, "a.jsonl"))[: len(pages)]
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage) == (RejectReason.TRUNCATED, Stage.READ)
    assert reject.source.dump == "a.jsonl.gz"


@pytest.mark.parametrize("lost", [1, 4, 8, 9, 20])
def test_no_lost_byte_at_the_end_of_a_gzip_goes_unseen(lost: int) -> None:
    zipped = gzip.compress(b"The ferry stops for the winter.")
    assert brief(read(zipped[:-lost], "a.txt.gz")) == [RejectReason.TRUNCATED]


def flip(payload: bytes, at: int) -> bytes:
    """The payload with one byte turned around."""
    changed = bytearray(payload)
    changed[at] ^= 0xFF
    return bytes(changed)


ZIPPED_LINES = gzip.compress(MANY_LINES, mtime=0)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(bytes(range(256)), id="no gzip"),
        pytest.param(ZIPPED_LINES + b"The ferry stops.", id="text behind it"),
        pytest.param(flip(ZIPPED_LINES, len(ZIPPED_LINES) // 2), id="a bad byte"),
        pytest.param(flip(ZIPPED_LINES, -6), id="a bad checksum"),
        pytest.param(flip(ZIPPED_LINES, -2), id="a bad length"),
        pytest.param(flip(ZIPPED_LINES, 2), id="a bad method"),
    ],
)
def test_a_bad_gzip(payload: bytes) -> None:
    *before, reject = read(payload, "a.jsonl.gz")
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage) == (RejectReason.BAD_COMPRESSION, Stage.READ)
    assert all(isinstance(item, (Page, Reject)) for item in before)


def test_the_stream_is_left_open() -> None:
    for payload, dump in (
        (b"x", "a.txt"),
        (gzip.compress(b"x", mtime=0), "a.txt.gz"),
        (response(b"x"), "a.warc"),
    ):
        stream = io.BytesIO(payload)
        list(read_dump(*open_dump(dump, stream, ReadOptions())))
        assert not stream.closed


# --- WARC -----------------------------------------------------------------------------


def record(
    kind: str,
    payload: bytes,
    content_type: str = "application/http; msgtype=response",
    header: str = f"WARC-Target-URI: {URL}",
) -> bytes:
    """A WARC record (WARC 1.1 §4)."""
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date: 2026-05-08T04:00:00Z",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(payload)}",
        header,
    ]
    head = "".join(f"{line}\r\n" for line in lines) + "\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def http(
    payload: bytes, headers: str = "Content-Type: text/html\r\n", status: str = "200"
) -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status} Some words\r\n{headers}\r\n".encode() + payload


def response(payload: bytes, headers: str = "Content-Type: text/html\r\n") -> bytes:
    """A record of an HTTP response."""
    return record("response", http(payload, headers))


FERRY = response(b"<p>Ferry</p>")
WALL = response(b"Sea wall", "Content-Type: text/plain; charset=ISO-8859-1\r\n")


def test_warc_responses() -> None:
    fetched_at = datetime(2026, 5, 8, 4, tzinfo=timezone.utc)
    assert read(FERRY + WALL, "a.warc") == [
        Page(
            payload=b"<p>Ferry</p>",
            media_type=MediaType.HTML,
            url=URL,
            fetched_at=fetched_at,
            source=Source(dump="a.warc", offset=0, page=0),
        ),
        Page(
            payload=b"Sea wall",
            media_type=MediaType.TEXT,
            url=URL,
            fetched_at=fetched_at,
            charset="iso-8859-1",
            source=Source(dump="a.warc", offset=len(FERRY), page=0),
        ),
    ]


@pytest.mark.parametrize("ending", [".warc", ".arc"])
@pytest.mark.parametrize(
    ("payload", "media_type"),
    [
        (b"<!DOCTYPE html>\n<html><body>Fog", MediaType.HTML),
        (b"<html> is what a page begins with", MediaType.TEXT),
        (b"Sea wall", MediaType.TEXT),
    ],
)
def test_a_page_that_its_server_calls_text_is_one_where_it_surely_is(
    payload: bytes, media_type: MediaType, ending: str
) -> None:
    made = response(payload, "Content-Type: text/plain\r\n")
    if ending == ".arc":
        made = dumps.arc_record(1, payload).replace(b"text/html; ", b"text/plain;")
    (page,) = read(made, f"a{ending}")
    assert isinstance(page, Page)
    assert page.media_type is media_type


@pytest.mark.parametrize("missing", ["WARC-Type", "Content-Length"])
def test_a_record_without_what_tells_of_it_says_so(missing: str) -> None:
    (reject, *_) = read(re.sub(rf"{missing}: .*\r\n".encode(), b"", FERRY, count=1), "a.warc")
    assert isinstance(reject, Reject)
    assert reject.detail == f"the record's headers have no {missing}, or end before it"


def test_gzipped_warc_offsets_are_those_of_the_members_as_stored() -> None:
    members = [gzip.compress(FERRY), gzip.compress(WALL)]
    pages = read(b"".join(members), "a.warc.gz")
    assert brief(pages) == [b"<p>Ferry</p>", b"Sea wall"]
    offsets = [page.source.offset for page in pages if isinstance(page, Page)]
    assert offsets == [0, len(members[0])]
    assert brief(read(members[1], "a.warc.gz")) == [b"Sea wall"]


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", MediaType.HTML),
        ("Text/HTML ; charset=utf-8", MediaType.HTML),
        ("application/xhtml+xml", MediaType.HTML),
        ("text/plain", MediaType.TEXT),
        ("image/gif", SkipReason.NOT_TEXT),
        ("application/json", SkipReason.NOT_TEXT),
        (None, MediaType.HTML),
    ],
)
def test_media_types(content_type: str | None, expected: MediaType | SkipReason) -> None:
    headers = f"Content-Type: {content_type}\r\n" if content_type else "Server: x\r\n"
    (item,) = read(response(b"x", headers), "a.warc")
    assert not isinstance(item, Reject)
    assert (item.reason if isinstance(item, Skip) else item.media_type) is expected


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (record("warcinfo", b"software: x\r\n", "application/warc-fields"), SkipReason.WARCINFO),
        (record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http"), SkipReason.REQUEST),
        (record("metadata", b"via: x\r\n", "application/warc-fields"), SkipReason.METADATA),
        (record("revisit", http(b"")), SkipReason.REVISIT),
        (record("continuation", b"x"), SkipReason.OTHER_RECORD),
        (record("invented", b"x"), SkipReason.OTHER_RECORD),
        (record("response", http(b"x", status="404")), SkipReason.HTTP_STATUS),
        (record("response", http(b"", status="301")), SkipReason.HTTP_STATUS),
        (response(b"GIF89a", "Content-Type: image/gif\r\n"), SkipReason.NOT_TEXT),
        (record("resource", b"GIF89a", "image/gif"), SkipReason.NOT_TEXT),
    ],
)
def test_warc_records_that_hold_no_page_are_skipped(made: bytes, reason: SkipReason) -> None:
    assert brief(read(FERRY + made + WALL, "a.warc")) == [b"<p>Ferry</p>", reason, b"Sea wall"]
    zipped = b"".join(map(gzip.compress, (FERRY, made, WALL)))
    assert brief(read(zipped, "a.warc.gz")) == [b"<p>Ferry</p>", reason, b"Sea wall"]


def test_a_skipped_record_counts_as_a_record() -> None:
    info = record("warcinfo", b"software: x\r\n", "application/warc-fields")
    skip, page = read(info + FERRY, "a.warc")
    assert skip == Skip(reason=SkipReason.WARCINFO)
    assert isinstance(page, Page)
    assert page.source == Source(dump="a.warc", offset=len(info), page=0)


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [("text/html", MediaType.HTML), ("text/plain; charset=utf-8", MediaType.TEXT)],
)
def test_a_resource_record_is_its_payload(content_type: str, media_type: MediaType) -> None:
    (page,) = read(record("resource", b"HTTP/1.1 is old.", content_type), "a.warc")
    assert isinstance(page, Page)
    assert (page.payload, page.media_type, page.url) == (b"HTTP/1.1 is old.", media_type, URL)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("WARC-Target-URI: <http://post.example/a>", "http://post.example/a"),
        ("WARC-Target-URI: http://post.example/a", "http://post.example/a"),
        ("WARC-Filename: x", None),
    ],
)
def test_addresses_of_warc_records(header: str, expected: str | None) -> None:
    (page,) = read(record("response", http(b"x"), header=header), "a.warc")
    assert isinstance(page, Page)
    assert page.url == expected


def test_a_date_that_is_none_is_no_reason_to_reject() -> None:
    (page,) = read(FERRY.replace(b"2026-05-08T04:00:00Z", b"yesterday"), "a.warc")
    assert isinstance(page, Page)
    assert (page.payload, page.fetched_at) == (b"<p>Ferry</p>", None)


def test_a_truncated_payload_is_rejected() -> None:
    cut = (FERRY + WALL)[: len(FERRY) + WALL.index(b"wall") + 2]
    page, reject = read(cut, "a.warc")
    assert brief([page]) == [b"<p>Ferry</p>"]
    assert reject == Reject(
        source=Source(dump="a.warc", offset=len(FERRY), page=0),
        stage=Stage.READ,
        reason=RejectReason.TRUNCATED,
        detail="6 of 8 bytes of payload are there",
        sample=b"Sea wa",
    )


def test_a_truncated_payload_in_gzip_is_rejected() -> None:
    # Numbers, which gzip cannot shorten to nothing, so that half of the member is in the payload.
    long = gzip.compress(response(b" ".join(b"%x" % number**9 for number in range(500))))
    first = gzip.compress(FERRY)
    page, reject = read(first + long[: len(long) // 2], "a.warc.gz")
    assert brief([page]) == [b"<p>Ferry</p>"]
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.TRUNCATED
    assert reject.source == Source(dump="a.warc.gz", offset=len(first))
    assert reject.sample == long[: len(long) // 2][:1024]


def test_a_payload_over_the_limit() -> None:
    items = read(FERRY + response(b"<p>Sea wall</p>") + FERRY, "a.warc", Limits(page_bytes=12))
    assert brief(items) == [b"<p>Ferry</p>", RejectReason.TOO_LARGE, b"<p>Ferry</p>"]
    assert isinstance(items[1], Reject)
    assert items[1].source == Source(dump="a.warc", offset=len(FERRY), page=0)
    assert items[1].sample == b"<p>Sea wall</"


def test_http_headers_with_bare_line_feeds_end_at_the_first_empty_line() -> None:
    """FastWARC 2 by itself takes a page for headers as far as its first empty line with CRLF."""
    page = b"<p>Ferry\n\n<p>Sea wall\r\n\r\n<p>Mole"
    for headers in (
        b"HTTP/1.1 200 OK\nContent-Type: text/html; charset=EUC-JP\n\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=EUC-JP\n\r\n",
    ):
        read_page, after = read(record("response", headers + page) + FERRY, "a.warc")
        assert isinstance(read_page, Page)
        assert (read_page.payload, read_page.charset) == (page, "euc-jp")
        assert brief([after]) == [b"<p>Ferry</p>"]


def test_what_is_called_chunked_and_was_stored_whole_is_read_as_it_is() -> None:
    made = response(
        b"The ferry stops.", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n"
    )
    assert brief(read(made + FERRY, "a.warc")) == [b"The ferry stops.", b"<p>Ferry</p>"]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@pytest.mark.parametrize(
    "value",
    [
        datetime(2024, 3, 14, 10),
        datetime(2024, 3, 14, 10, tzinfo=timezone.utc),
        "2024-03-14T10:00:00Z",
    ],
)
def test_an_instant_of_a_row_is_the_same_wherever_it_is_read(
    value: object, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        (page,) = read(parquet_of(text="The ferry stops.", fetched_at=value), "a.parquet")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert isinstance(page, Page)
    assert page.fetched_at == datetime(2024, 3, 14, 10, tzinfo=timezone.utc)


def test_a_row_may_have_a_day() -> None:
    (page,) = read(parquet_of(text="The ferry stops.", date=date(2024, 3, 14)), "a.parquet")
    assert isinstance(page, Page)
    assert page.fetched_at == datetime(2024, 3, 14, tzinfo=timezone.utc)


def test_what_a_row_says_of_its_article() -> None:
    (page,) = read(
        parquet_of(
            text="The ferry stops.",
            title="Ferry Stops",
            authors=["Ada Fenwick", "Bo Carter"],
            published_at=datetime(2024, 3, 14, 10),
        ),
        "a.parquet",
    )
    assert isinstance(page, Page)
    assert page.stated == Stated(
        title="Ferry Stops",
        authors=("Ada Fenwick", "Bo Carter"),
        published="2024-03-14T10:00:00",
    )


def parquet_of(**fields: object) -> bytes:
    """A Parquet file of one row."""
    written = io.BytesIO()
    table = pyarrow.table({name: [value] for name, value in fields.items()})
    pyarrow.parquet.write_table(table, written)
    return written.getvalue()


@pytest.mark.parametrize(
    "days",
    [
        pyarrow.array([0, 10**15, 1], pyarrow.timestamp("s")),
        pyarrow.array([0, 2**31 - 1, 1], pyarrow.int32()).view(pyarrow.date32()),
    ],
)
def test_an_impossible_date_costs_no_row(days: pyarrow.Array) -> None:
    texts = pyarrow.array([b"The ferry stops.", b"Fog.", b"\xff"]).view(pyarrow.string())
    written = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": texts, "published": days}), written)
    first, far, broken = read(written.getvalue(), "a.parquet")
    assert isinstance(first, Page)
    assert isinstance(far, Page)
    assert (first.payload, far.payload) == (b"The ferry stops.", b"Fog.")
    assert first.stated is not None
    assert far.stated is None
    assert isinstance(broken, Reject)
    assert (broken.reason, broken.source.page) == (RejectReason.BAD_RECORD, 2)


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_byte_order_mark_costs_no_line(compress: Callable[[bytes], bytes]) -> None:
    lines = b'\xef\xbb\xbf{"text": "The ferry stops."}\n{"text": "Fog."}\n'
    assert brief(read(compress(lines), "a.jsonl")) == [b"The ferry stops.", b"Fog."]


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_json_lines_in_utf16_are_read(compress: Callable[[bytes], bytes], encoding: str) -> None:
    """Bytes of a line end are in other characters too."""
    long = "o" * 60
    lines = (
        "\ufeff" '{"text": "The ferry stops."}\r\n' '{"text": "\u010a\u0a0a."}\n' "\n" "{\n"
        f'{{"text": "L{long}{long}ng."}}\n' f'{{"text": "L{long}ng."}}\n' '{"text": "Half \ud83d."}'
    )  # fmt: skip
    written = lines.encode(encoding, "surrogatepass")
    items = read(compress(written), "a.jsonl", Limits(page_bytes=80))
    assert brief(items) == [
        b"The ferry stops.",
        "\u010a\u0a0a.".encode(),
        RejectReason.BAD_JSON,
        RejectReason.TOO_LARGE,
        f"L{long}ng.".encode(),
        "Half \ufffd.".encode(),
    ]
    assert [(item.source.offset, item.source.page) for item in items] == [
        (0, number) for number in (0, 1, 3, 4, 5, 6)
    ]


def test_utf16_that_is_cut_short_is_read_up_to_there() -> None:
    lines = "".join(f'{{"text": "Ferry {number} of {number**9}."}}\n' for number in range(2000))
    items = read(gzip.compress(lines.encode("utf-16"))[:-2000], "a.jsonl.gz")
    *pages, last = brief(items)
    assert pages == [f"Ferry {n} of {n**9}.".encode() for n in range(len(pages))]
    assert (len(pages) > 500, last) == (True, RejectReason.TRUNCATED)


def test_a_line_in_another_encoding_says_so() -> None:
    (reject,) = read('{"text": "Größe"}'.encode("cp1252"), "a.jsonl")
    assert isinstance(reject, Reject)
    assert "byte 12 is no UTF-8; make a file of other encodings that" in reject.detail


class _Failing(io.BytesIO):
    """A file that can be read once."""

    is_read = False

    def read(self, size: int | None = -1, /) -> bytes:
        self._fail_again()
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        self._fail_again()
        return super().readline(size)

    def _fail_again(self) -> None:
        if self.is_read:
            raise OSError(errno.EIO, "the disk is gone")
        self.is_read = True


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
@pytest.mark.parametrize("ending", [".warc", ".arc", ".jsonl", ".parquet"])
def test_what_the_storage_raises_is_no_fault_of_the_dump(
    ending: str, compress: Callable[[bytes], bytes]
) -> None:
    pages = [random.Random(n).randbytes(900).hex().encode() for n in range(9)]
    made = dumps.parquet(pages, "") if ending == ".parquet" else dumps.as_one(ending, pages, "")
    name = f"a{ending}"
    with pytest.raises(OSError, match="the disk is gone"):
        list(read_dump(*open_dump(name, _Failing(compress(made)), ReadOptions())))


@pytest.mark.parametrize("dump", ["a.warc", "a.jsonl", "a.arc.gz", "a.parquet", "a"])
def test_an_empty_file_is_said_to_be_empty(dump: str) -> None:
    assert brief(read(b"", dump)) == [RejectReason.NO_TEXT]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"The ferry stops.\n" * 20, id="text"),
        pytest.param(bytes(range(256)) * 20, id="bytes"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\nx", id="HTTP"),
    ],
)
def test_a_file_that_is_no_warc(payload: bytes) -> None:
    (reject,) = read(payload, "a.warc")
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage) == (RejectReason.BAD_RECORD, Stage.READ)
    assert (reject.source.dump, reject.sample) == ("a.warc", payload[:1024])


def test_what_stands_before_and_after_garbage_is_kept() -> None:
    items = read(FERRY + WALL + b"The ferry stops.\n" * 20 + FERRY, "a.warc")
    assert brief(items) == [
        b"<p>Ferry</p>", b"Sea wall", RejectReason.BAD_RECORD, b"<p>Ferry</p>",
    ]  # fmt: skip
    assert isinstance(items[2], Reject)
    assert len(FERRY + WALL) - 4 <= items[2].source.offset <= len(FERRY + WALL)


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("damage", ["garbage", "lie", "longer than all"])
def test_behind_damage_in_a_member_of_many_records_is_read_what_is_in_a_plain_file(
    is_large: bool, damage: str
) -> None:
    records = [response(b"<p>Page %d</p>" % n) for n in range(8)]
    limits = Limits(page_bytes=2000)
    if is_large:  # more than is kept in memory
        picture = response(random.Random(1).randbytes(10**6), "Content-Type: image/png\r\n")
        records[2:2] = [picture] * 4
        records[-2:-2] = [picture]
    if damage == "garbage":
        records.insert(-3, b"The ferry stops.\n" * 20)
    else:
        length = len(records[-2]) * 3 // 2 if damage == "lie" else 10**9
        records[-3] = re.sub(rb"(?<=\r\nContent-Length: )\d+", b"%d" % length, records[-3], count=1)
    made = b"".join(records)
    plain, packed = read(made, "a.warc", limits), read(gzip.compress(made), "a.warc.gz", limits)
    assert brief(packed) == brief(plain)
    assert brief(plain)[-1] == b"<p>Page 7</p>"
    places = [item.source.order for item in packed if not isinstance(item, Skip)]
    assert len(set(places)) == len(places)


# --- all of them ----------------------------------------------------------------------


@given(
    st.one_of(
        st.binary(max_size=200),
        st.builds(
            lambda made, at, by: made[: at % len(made)] + by + made[at % len(made) :],
            st.sampled_from([FERRY, WALL, gzip.compress(FERRY, mtime=0), b'{"text": "x"}\n']),
            st.integers(0, 10**6),
            st.binary(max_size=4),
        ),
    ),
    st.sampled_from([*FORMATS, *(f"{ending}.gz" for ending in FORMATS), ".bin", ""]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_bytes_nothing_is_raised(payload: bytes, ending: str) -> None:
    for item in read(payload, f"a{ending}"):
        assert isinstance(item, (Page, Reject, Skip))
        assert isinstance(item, Skip) or item.source.dump == f"a{ending}"


@pytest.mark.parametrize("length", [10**9, 2**63, 2**64])
def test_a_record_that_says_it_is_longer_than_its_file_swallows_none(length: int) -> None:
    records = [dumps.warc_record(n, f"<p>Page {n}</p>".encode()) for n in range(5)]
    records[1] = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, records[1])
    found = brief(read(b"".join(records), "a.warc"))
    assert [item for item in found if isinstance(item, bytes)] == [
        f"<p>Page {n}</p>".encode() for n in (0, 2, 3, 4)
    ]
    assert [item for item in found if isinstance(item, RejectReason)]


def test_lines_of_damaged_members_have_places_of_their_own() -> None:
    texts = [json.dumps({"text": f"Story {n}."}).encode() + b"\n" for n in range(6)]
    made = b"".join(
        gzip.compress(data, mtime=0)
        for data in (texts[0], texts[1][:-3], texts[2] + texts[3] + texts[4], texts[5])
    )
    items = read(made, "a.jsonl.gz")
    assert [item for item in brief(items) if isinstance(item, bytes)] == [
        f"Story {n}.".encode() for n in (0, 2, 3, 4, 5)
    ]
    places = [item.source.order for item in items if isinstance(item, Page)]
    assert len(set(places)) == 5


def test_records_that_swallow_each_other_have_an_end() -> None:
    one = re.sub(rb"Content-Length: \d+", b"Content-Length: 999999", dumps.warc_record(1, b"<p>x"))
    found = brief(read(one * (MAX_SWALLOWING + 50), "a.warc"))
    assert found[:-1] == [RejectReason.TRUNCATED] * (MAX_SWALLOWING + 1)
    assert found[-1] is RejectReason.BAD_RECORD


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_records_that_all_reach_to_the_same_garbage_have_an_end(
    compress: Callable[[bytes], bytes],
) -> None:
    """Each was read, and all behind it, for each that begins before it."""
    head = dumps.warc_record(1, b"").removesuffix(b"\r\n\r\n")
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %07d", head)
    size, number = len(head % 0), MAX_SWALLOWING + 50
    made = b"".join(head % ((number - n) * size) for n in range(1, number + 1))
    found = brief(read(compress(made + b"\r\n\r\n" + b"garbage\r\n" * 9), "a.warc"))
    assert found == [RejectReason.BAD_RECORD] * (MAX_SWALLOWING + 2)


def test_a_page_in_markdown_is_a_rows_text_as_it_is() -> None:
    text = "[Home](/) [Sea](/sea) [Fog](/fog)\n\n# Ferry **Stops**"
    (page,) = read(json.dumps({"text": text}).encode(), "a.jsonl")
    assert isinstance(page, Page)
    assert page.payload.decode() == text
