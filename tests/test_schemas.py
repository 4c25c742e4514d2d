"""The contract: dataclasses and .avsc files say the same, and old files stay readable."""

import copy
import dataclasses
import enum
import io
import typing
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import fastavro
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import records
from schemas.avro import KINDS, SCHEMAS, from_avro, schema_fingerprint, to_avro
from schemas.records import Article, Duplicate, Keys, Reject, Source
from transforms.write import AvroWriter

ENUMS = {
    "Method": records.Method,
    "Stage": records.Stage,
    "RejectReason": records.RejectReason,
    "DuplicateReason": records.DuplicateReason,
}
OLD_FILES = Path(__file__).parent / "data" / "format-1"


def nested(schema: Any, kind: str) -> Iterator[dict[str, Any]]:
    """All named types of one kind in a schema, itself included."""
    if isinstance(schema, list):
        for part in schema:
            yield from nested(part, kind)
    elif isinstance(schema, dict):
        if schema["type"] == kind:
            yield schema
        for field in schema.get("fields", ()):
            yield from nested(field["type"], kind)
        if isinstance(schema["type"], (dict, list)):
            yield from nested(schema["type"], kind)


@pytest.mark.parametrize("kind", KINDS)
def test_dataclass_fields_are_avsc_fields(kind: str) -> None:
    for schema in nested(SCHEMAS[kind], "record"):
        mirror = getattr(records, schema["name"])
        assert [f.name for f in dataclasses.fields(mirror)] == [f["name"] for f in schema["fields"]]


@pytest.mark.parametrize("kind", KINDS)
def test_nullable_fields_are_optional_in_both(kind: str) -> None:
    for schema in nested(SCHEMAS[kind], "record"):
        hints = typing.get_type_hints(getattr(records, schema["name"]))
        for field in schema["fields"]:
            nullable = isinstance(field["type"], list) and "null" in field["type"]
            assert (type(None) in typing.get_args(hints[field["name"]])) == nullable, field["name"]
            assert not nullable or ("default" in field and field["default"] is None), field["name"]


@pytest.mark.parametrize("kind", KINDS)
def test_enum_symbols_are_enum_members(kind: str) -> None:
    found = list(nested(SCHEMAS[kind], "enum"))
    assert found or kind == "keys"
    for schema in found:
        members: type[enum.Enum] = ENUMS[schema["name"]]
        assert schema["symbols"] == [member.value for member in members]
        if schema["name"] != "Method":
            for symbol in schema["symbols"]:
                assert symbol in schema["doc"], f"{symbol} is not explained"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_and_type_has_a_doc(kind: str) -> None:
    for schema in (*nested(SCHEMAS[kind], "record"), *nested(SCHEMAS[kind], "enum")):
        assert schema["doc"]
        for field in schema.get("fields", ()):
            assert len(field["doc"]) > 10, field["name"]


def test_source_is_one_type_in_all_schemas() -> None:
    sources = [
        schema
        for kind in KINDS
        for schema in nested(SCHEMAS[kind], "record")
        if schema["name"] == "Source"
    ]
    assert len(sources) == len(KINDS)
    assert all(source == sources[0] for source in sources)


def test_fingerprints_tell_schemas_apart() -> None:
    assert len({schema_fingerprint(kind) for kind in KINDS}) == len(KINDS)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
INSTANTS = st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc)
) | st.just(None)
NUMBERS = st.integers(0, 2**31 - 1)
SOURCES = st.builds(
    Source,
    dump=TEXT,
    offset=st.integers(0, 2**62),
    page=NUMBERS | st.none(),
    article=NUMBERS | st.none(),
    first_line=NUMBERS | st.none(),
    last_line=NUMBERS | st.none(),
)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = TEXT | st.none()
RECORDS = {
    "articles": st.builds(
        Article,
        id=TEXT,
        key=TEXT,
        title=TEXT,
        summary=TEXTS,
        body=TEXT,
        captions=TEXTS,
        authors=TEXTS,
        byline=MAYBE,
        dateline=MAYBE,
        agency=MAYBE,
        credit=MAYBE,
        published=INSTANTS,
        modified=INSTANTS,
        fetched_at=INSTANTS,
        published_text=MAYBE,
        modified_text=MAYBE,
        language=TEXT,
        language_score=st.floats(0, 1),
        url=MAYBE,
        site=MAYBE,
        section=MAYBE,
        tags=TEXTS,
        story=MAYBE,
        words=NUMBERS,
        method=st.sampled_from(records.Method),
        source=SOURCES,
        canonical=MAYBE,
        published_offset=st.integers(-12 * 60, 14 * 60) | st.none(),
        modified_offset=st.integers(-12 * 60, 14 * 60) | st.none(),
    ),
    "duplicates": st.builds(
        Duplicate,
        id=TEXT,
        key=TEXT,
        kept_id=TEXT,
        reason=st.sampled_from(records.DuplicateReason),
        similarity=st.floats(0, 1) | st.none(),
        kept_run=MAYBE,
        title=TEXT,
        url=MAYBE,
        source=SOURCES,
        kept_title=MAYBE,
    ),
    "keys": st.builds(
        Keys,
        id=TEXT,
        run=MAYBE,
        keys=TEXTS,
        published=INSTANTS,
        fetched_at=INSTANTS,
        body_chars=NUMBERS,
        title=TEXT,
        url=MAYBE,
        shingles=NUMBERS,
        sketch=st.binary(max_size=64),
        source=SOURCES,
    ),
    "rejects": st.builds(
        Reject,
        source=SOURCES,
        stage=st.sampled_from(records.Stage),
        reason=st.sampled_from(records.RejectReason),
        detail=TEXT,
        sample=st.binary(max_size=1500),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_record_survives_avro(kind: str, data: st.DataObject) -> None:
    record = data.draw(RECORDS[kind])
    file = io.BytesIO()
    writer = AvroWriter(file, kind)
    writer.write(to_avro(record))
    writer.flush()
    written = list(fastavro.reader(io.BytesIO(file.getvalue())))
    assert [from_avro(kind, entry) for entry in written] == [record]  # type: ignore[arg-type]


def test_a_sample_is_cut_to_its_limit() -> None:
    reject = Reject(
        source=Source(dump="a"),
        stage=records.Stage.READ,
        reason=records.RejectReason.BAD_JSON,
        detail="",
        sample=b"x" * 5000,
    )
    assert len(reject.sample) == 1024


def test_a_record_that_is_not_of_the_schema_is_not_written() -> None:
    broken = dataclasses.replace(
        Article(
            id="a",
            title="",
            body="",
            language="en",
            language_score=1.0,
            words=1,
            method=records.Method.TEXT,
            source=Source(dump="d"),
        ),
        words=1.7,  # fastavro by itself would write 1
    )
    with pytest.raises(fastavro.validation.ValidationError):
        AvroWriter(io.BytesIO(), "articles").write(to_avro(broken))


@pytest.mark.parametrize(
    ("kind", "count"), [("articles", 8), ("duplicates", 1), ("rejects", 2), ("keys", 8)]
)
def test_files_of_format_1_are_readable(kind: str, count: int) -> None:
    with (OLD_FILES / f"{kind}.avro").open("rb") as file:
        entries = list(fastavro.reader(file, reader_schema=SCHEMAS[kind]))
    assert len([from_avro(kind, entry) for entry in entries]) == count  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_added_with_a_default_reads_from_old_files(kind: str) -> None:
    newer = copy.deepcopy(SCHEMAS[kind])
    newer["fields"].append({"name": "added", "type": ["null", "string"], "default": None})
    with (OLD_FILES / f"{kind}.avro").open("rb") as file:
        assert all(
            entry["added"] is None  # type: ignore[index,call-overload]
            for entry in fastavro.reader(file, reader_schema=newer)
        )


def test_to_avro_names_every_field() -> None:
    reject = Reject(
        source=Source(dump="a", page=3),
        stage=records.Stage.CUT,
        reason=records.RejectReason.NO_TEXT,
        detail="empty",
        sample=b"\x00",
    )
    assert to_avro(reject) == {
        "source": {
            "dump": "a",
            "offset": 0,
            "page": 3,
            "article": None,
            "first_line": None,
            "last_line": None,
        },
        "stage": "CUT",
        "reason": "NO_TEXT",
        "detail": "empty",
        "sample": b"\x00",
    }
