"""Parquet in a process of its own: nothing that a file does gets out, and costs what it must."""

import gzip
import io
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone

import pyarrow
import pyarrow.parquet
import pytest

from schemas.records import Reject, RejectReason
from tests.dumps import parquet, payloads, read
from tests.test_sandbox import children
from transforms.decode import decode_bytes
from transforms.formats import open_dump, read_dump
from transforms.formats import parquet as reader
from transforms.formats.base import Item
from transforms.limits import MIB, Limits, ReadOptions
from transforms.pages import MediaType, Page, Stated

PAGES = [f"<h1>Page {number}</h1>".encode() for number in range(200)]
ABORTED = "cannot be read from its row 0 on: the parsing process was ended by SIGABRT"


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


def written(table: pyarrow.Table, **options: object) -> bytes:
    """A table as a Parquet file."""
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, compression="ZSTD", **options)
    return file.getvalue()


def repeated(text: str, rows: int, column: str = "text") -> pyarrow.Table:
    """A table that holds one text once, and has it in every row."""
    places = pyarrow.array([0] * rows, pyarrow.int32())
    return pyarrow.table(
        {column: pyarrow.DictionaryArray.from_arrays(places, pyarrow.array([text]))}
    )


def abort(data: bytes, *groups: int) -> bytes:
    """A file of PAGES, of which some row groups abort pyarrow 25.

    Their first columns count one level and not two; what that throws nothing catches.
    """
    counts = b"\x19\x26\x00\x64"  # a list of two numbers, 0 and 50, as Thrift packs it
    first, *pieces = data.split(counts)
    if not pieces:
        pytest.skip("this pyarrow writes no counts of levels")  # as those before 20 do not
    assert len(pieces) == 4 * 3
    for number, piece in enumerate(pieces):
        is_bad = number in [3 * group for group in groups]
        first += (b"\x19\x16\x80\x64" if is_bad else counts) + piece  # of one number, 6400
    return first


def lie(data: bytes) -> bytes:
    """A file of one column whose metadata say that it unpacks to one MiB alone."""
    column = pyarrow.parquet.read_metadata(io.BytesIO(data)).row_group(0).column(0)
    number, digits = 2 * column.total_uncompressed_size, bytearray()
    while number:
        digits.append(number & 127 | 128)
        number >>= 7
    digits[-1] &= 127
    lied = data.replace(digits, b"\x80" * (len(digits) - 1) + b"\x01")
    column = pyarrow.parquet.read_metadata(io.BytesIO(lied)).row_group(0).column(0)
    assert column.total_uncompressed_size == MIB
    return lied


def rejects(items: list[Item]) -> list[tuple[int | None, RejectReason, str]]:
    """Row, reason and detail of each reject."""
    return [
        (item.source.page, item.reason, item.detail) for item in items if isinstance(item, Reject)
    ]


def test_a_row_group_that_aborts_the_parser_costs_no_other() -> None:
    items = read(abort(parquet(PAGES, ""), 1), "a.parquet")
    assert payloads(items) == PAGES[:50] + PAGES[100:]
    assert isinstance(items[50], Reject)
    assert rejects(items) == [(0, RejectReason.PARSER_ERROR, f"row group 1 {ABORTED}")]


def test_a_process_that_dies_costs_the_rest_of_its_row_group() -> None:
    data = parquet(PAGES, "")
    whole = read(data, "a.parquet")
    assert payloads(whole) == PAGES
    before = children()
    items = []
    for item in read_dump(*open_dump("a.parquet", io.BytesIO(data), ReadOptions())):
        items.append(item)
        if len(items) in (1, 100):  # 32 rows are handed on at a time
            (child,) = children() - before
            os.kill(child, signal.SIGKILL)
    assert items[:32] + items[33:115] + items[116:] == whole[:32] + whole[50:132] + whole[150:]
    detail = "cannot be read from its row 32 on: the parsing process was ended by SIGKILL"
    assert rejects(items) == [
        (32, RejectReason.PARSER_ERROR, f"row group 0 {detail}"),
        (32, RejectReason.PARSER_ERROR, f"row group 2 {detail}"),
    ]
    offsets = [item.source.offset for item in (items[32], items[115]) if isinstance(item, Reject)]
    assert offsets == [item.source.offset for item in (whole[0], whole[100]) if is_page(item)]


def is_page(item: Item) -> bool:
    return isinstance(item, Page)


def test_a_file_that_ends_one_process_after_another_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_ENDED", 2)
    items = read(abort(parquet(PAGES, ""), 1, 2, 3), "a.parquet")
    assert payloads(items) == PAGES[:50]
    assert [detail for _, _, detail in rejects(items)] == [
        f"row group 1 {ABORTED}",
        f"row group 2 and all behind it {ABORTED}",
    ]


def test_a_row_group_that_takes_too_long_costs_no_other() -> None:
    data, options = parquet(PAGES, ""), ReadOptions(limits=Limits(seconds=3))
    before = children()
    items = []
    for item in read_dump(*open_dump("a.parquet", io.BytesIO(data), options)):
        if not items:
            (child,) = children() - before
            os.kill(child, signal.SIGSTOP)
        items.append(item)
    assert payloads(items) == PAGES[:32] + PAGES[50:]
    detail = "row group 0 cannot be read from its row 32 on: reading took over 3 s"
    assert rejects(items) == [(32, RejectReason.TIMEOUT, detail)]


def test_whoever_stops_reading_leaves_no_process() -> None:
    items = read_dump(*open_dump("a.parquet", io.BytesIO(parquet(PAGES, "")), ReadOptions()))
    assert is_page(next(items))
    items.close()  # type: ignore[attr-defined]


def row(size: int) -> bytes:
    """A file of one row of so many bytes."""
    return written(
        pyarrow.table({"text": ["x" * size]}), use_dictionary=False, write_statistics=False
    )


def unused(size: int) -> bytes:
    """A file of one short row, in whose dictionary stands a text of so many bytes too."""
    texts = pyarrow.DictionaryArray.from_arrays(
        pyarrow.array([0], pyarrow.int32()), pyarrow.array(["Fog.", "x" * size])
    )
    return written(pyarrow.table({"text": texts}), write_statistics=False)


@pytest.mark.parametrize(
    ("make", "at"),
    [
        pytest.param(lambda: row(100 * MIB), 0, id="says so"),
        pytest.param(lambda: lie(unused(100 * MIB)), 0, id="lies"),
        pytest.param(lambda: written(repeated("x" * MIB, 100_000)), 15, id="repeats"),
        pytest.param(
            lambda: written(repeated("x" * MIB, 100_000), store_schema=False), 15, id="repeats text"
        ),
        pytest.param(lambda: written(repeated("", 200_000, "no")), 167_772, id="holds nothing"),
    ],
)
def test_few_bytes_that_unpack_to_many_are_a_bomb(make: Callable[[], bytes], at: int) -> None:
    data = make()
    assert len(data) < 20_000
    items = read(data, "a.parquet")
    assert len(items) == at + 1
    assert rejects(items[-1:]) == [
        (
            at,
            RejectReason.BOMB,
            "over 250 bytes for each that is stored: the file is read no further",
        )
    ]


def test_rows_that_repeat_within_the_limits_are_read() -> None:
    items = read(written(repeated("x" * MIB, 100)), "a.parquet", Limits(ratio=10**6))
    assert payloads(items) == [b"x" * MIB] * 100


@pytest.mark.parametrize("column", ["url", "language", "html"])
def test_no_value_of_a_row_is_over_the_limit_of_a_page(column: str) -> None:
    table = pyarrow.table({"text": ["Fog."] * 2, column: ["<p>Ice", "x" * 2000]})
    first, second = read(written(table), "a.parquet", Limits(page_bytes=1000))
    assert is_page(first)
    assert rejects([second]) == [(1, RejectReason.TOO_LARGE, "the page has more than 1000 bytes")]


def long_list(size: int, **others: str) -> bytes:
    """A file of one row, a list of so many texts, all one, after columns of other texts."""
    texts = repeated("x" * 20, size).column(0).chunk(0).cast(pyarrow.string())
    columns = {name: [text] for name, text in others.items()}
    listed = "authors" if others else "text"
    table = pyarrow.table({**columns, listed: pyarrow.ListArray.from_arrays([0, size], texts)})
    return written(table, write_statistics=False)


def test_a_list_of_texts_is_a_text_of_paragraphs() -> None:
    (page,) = read(long_list(2), "a.parquet")
    assert isinstance(page, Page)
    assert page.payload == b"x" * 20 + b"\n\n" + b"x" * 20
    assert rejects(read(long_list(5_000_000), "a.parquet"))[0][:2] == (0, RejectReason.BOMB)


def test_a_row_without_text_tells_the_columns_of_its_file() -> None:
    table = pyarrow.table({"wording": ["The ferry stops."], "html": [{"a": "<p>", "b": "Fog."}]})
    (reject,) = rejects(read(written(table), "a.parquet"))
    assert reject[2] == (
        "no text in text, html or the like, as html is an object; the fields are 'wording', "
        "'html', 'html.a', 'html.b'; give --field text=NAME if one is"
    )


def test_a_list_of_authors_is_read_within_the_limits() -> None:
    (page,) = read(long_list(2, text="The ferry stops."), "a.parquet")
    assert isinstance(page, Page)
    assert page.stated == Stated(authors=("x" * 20, "x" * 20))
    (bomb,) = rejects(read(long_list(5_000_000, text="The ferry stops."), "a.parquet"))
    assert bomb[:2] == (0, RejectReason.BOMB)


def test_a_list_of_numbers_names_no_authors() -> None:
    table = pyarrow.table({"text": ["The ferry stops."], "authors": [[1, 2]]})
    (page,) = read(written(table), "a.parquet")
    assert isinstance(page, Page)
    assert page.stated is None


def test_bytes_that_are_utf8_are_text() -> None:
    columns = {"text": "Fähre".encode(), "title": b"Ferry", "url": b"http://post.example/ferry"}
    table = pyarrow.table({name: [text] for name, text in columns.items()})
    table = table.append_column("authors", pyarrow.array([[b"Ada Fenwick"]]))
    (page,) = read(written(table), "a.parquet")
    assert isinstance(page, Page)
    assert (page.payload, page.charset) == ("Fähre".encode(), "utf-8")
    assert page.url == "http://post.example/ferry"
    assert page.stated == Stated(title="Ferry", authors=("Ada Fenwick",))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta charset="cp1251"><p>Паром'.encode("cp1251"), '<meta charset="cp1251"><p>Паром'),
        (gzip.compress(b"<p>Fog.", mtime=0), None),
    ],
)
def test_other_bytes_are_decoded_as_those_of_any_page(html: bytes, expected: str | None) -> None:
    table = pyarrow.table({"html": [html], "title": [b"\xff"], "url": [b"\xff"]})
    (page,) = read(written(table), "a.parquet")
    assert isinstance(page, Page)
    assert (page.payload, page.media_type) == (html, MediaType.HTML)
    assert (page.charset, page.url, page.stated) == (None, None, None)
    decoded = decode_bytes(page)
    assert (decoded.text if decoded else None) == expected


TEN = datetime(2024, 3, 14, 10)
PERSON = pyarrow.struct([("bio", pyarrow.string()), ("name", pyarrow.string())])
ADA, BO = {"bio": "x" * 99, "name": "Ada Fenwick"}, {"name": "Bo Carter"}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pyarrow.array([[ADA, None, BO]], pyarrow.list_(PERSON)), ("Ada Fenwick", "Bo Carter")),
        (pyarrow.array([[ADA]], pyarrow.large_list(PERSON)), ("Ada Fenwick",)),
        (pyarrow.array([ADA]), ("Ada Fenwick",)),
        (pyarrow.array([{"name": ADA}]), ("Ada Fenwick",)),
        (pyarrow.array([[{"full_name": "Ada Fenwick"}]]), ("Ada Fenwick",)),
        (pyarrow.array([[{"full_name": "Ada Fenwick", "bio": "x"}]]), ()),
    ],
)
def test_authors_may_be_objects_with_a_name(
    column: pyarrow.Array, expected: tuple[str, ...]
) -> None:
    table = pyarrow.table({"text": ["Fog."], "title": ["Fog"], "authors": column})
    (page,) = read(written(table), "a.parquet")
    assert isinstance(page, Page)
    assert page.stated == Stated(title="Fog", authors=expected)


def test_of_authors_that_are_objects_the_names_alone_are_read() -> None:
    people = [{"bio": "x" * MIB, "name": "Ada Fenwick"}] * 20
    data = written(pyarrow.table({"text": ["Fog."], "authors": [people]}))
    (page,) = read(data, "a.parquet")  # all of it would be a bomb
    assert isinstance(page, Page)
    assert page.stated == Stated(authors=("Ada Fenwick",) * 20)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ({"title": [{"rendered": "Fog", "raw": "x"}], "text": ["Fog."]}, {}),
        ({"_source": [{"title": "Fog", "text": "Fog.", "views": 7}], "_id": ["7"]}, {}),
        ({"meta": [{"title": "Fog", "day": TEN}], "text": ["Fog."]}, {}),
        ({"a": [{"b": "Fog.", "c": "x"}], "title": ["Fog"]}, {"text": "a.b"}),
        ({"tags": [[{"id": "a", "title": "b"}]], "title": ["Fog"], "text": ["Fog."]}, {}),
        ({"article": [{"headline": "Fog", "body": "Fog.", "views": 7}]}, {}),
        ({"item": ["x"], "title": ["Fog"], "text": ["Fog."]}, {}),
    ],
)
def test_what_stands_in_structs_is_read(
    columns: dict[str, list[object]], fields: dict[str, str]
) -> None:
    data = io.BytesIO(written(pyarrow.table(columns)))
    options = ReadOptions(fields=fields)
    (page,) = read_dump(*open_dump("a.parquet", data, options))
    assert isinstance(page, Page)
    assert (page.payload, page.stated) == (b"Fog.", Stated(title="Fog"))


def test_names_of_authors_that_repeat_are_a_bomb() -> None:
    names = repeated("x" * MIB, 100_000).column(0).chunk(0)
    authors = pyarrow.StructArray.from_arrays([names], ["name"])
    texts = repeated("Fog.", 100_000).column(0)
    items = read(written(pyarrow.table({"text": texts, "authors": authors})), "a.parquet")
    assert (len(items), rejects(items)[0][:2]) == (16, (15, RejectReason.BOMB))


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pyarrow.array([TEN], pyarrow.timestamp("ms")), "2024-03-14T10:00:00"),
        (
            pyarrow.array([TEN.replace(tzinfo=timezone.utc)], pyarrow.timestamp("us", "UTC")),
            "2024-03-14T10:00:00+00:00",
        ),
        (pyarrow.array([1710410400000], pyarrow.timestamp("ms", "Z")), "2024-03-14T10:00:00"),
        (
            pyarrow.array([1710410400000000001], pyarrow.timestamp("ns", "GMT+2")),
            "2024-03-14T10:00:00",
        ),
        (
            pyarrow.array([1710410400000000001], pyarrow.timestamp("ns", "+02:00")),
            "2024-03-14T12:00:00+02:00",
        ),
        (pyarrow.array([date(2024, 3, 14)]), "2024-03-14"),
        (pyarrow.array([1710410400]), "2024-03-14T10:00:00"),
        (pyarrow.array([None], pyarrow.timestamp("ms")), None),
    ],
)
def test_a_date_states_the_zone_of_its_column(column: pyarrow.Array, expected: str | None) -> None:
    table = pyarrow.table({"text": ["The ferry stops."], "title": ["Ferry"], "published": column})
    (page,) = read(written(table), "a.parquet")
    assert isinstance(page, Page)
    assert page.stated == Stated(title="Ferry", published=expected)
