"""The Avro edge: records to dicts and back, schemas and their fingerprints.

Dicts exist only here, between a dataclass and fastavro.
"""

import dataclasses
import enum
import json
from importlib import resources
from types import MappingProxyType
from typing import Any

import fastavro

from schemas.records import (
    Article,
    Duplicate,
    DuplicateReason,
    Keys,
    Method,
    Record,
    Reject,
    RejectReason,
    Source,
    Stage,
)

# The folders of an output, and what stands in each.
KINDS: MappingProxyType[str, type[Record]] = MappingProxyType(
    {"articles": Article, "duplicates": Duplicate, "rejects": Reject, "keys": Keys}
)


def _load(kind: str) -> Any:
    name = KINDS[kind].__name__.lower() + ".avsc"
    return json.loads(resources.files("schemas").joinpath(name).read_text("utf-8"))


SCHEMAS = MappingProxyType({kind: _load(kind) for kind in KINDS})


def schema_fingerprint(kind: str) -> str:
    """The CRC-64-AVRO fingerprint (Avro 1.11, "Schema Fingerprints") of a kind's schema.

    >>> len(schema_fingerprint("articles"))
    16
    """
    canonical = fastavro.schema.to_parsing_canonical_form(SCHEMAS[kind])
    return str(fastavro.schema.fingerprint(canonical, "CRC-64-AVRO"))


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value


def to_avro(record: Record) -> dict[str, Any]:
    """A record as the dict that fastavro writes."""
    return {f.name: _plain(getattr(record, f.name)) for f in dataclasses.fields(record)}


def from_avro(kind: str, data: dict[str, Any]) -> Record:
    """The record that fastavro read under the current schema of its kind."""
    data = {**data, "source": Source(**data["source"])}
    if kind == "articles":
        for name in ("summary", "captions", "authors", "tags"):
            data[name] = tuple(data[name])
        return Article(**{**data, "method": Method(data["method"])})
    if kind == "duplicates":
        return Duplicate(**{**data, "reason": DuplicateReason(data["reason"])})
    if kind == "keys":
        return Keys(**{**data, "keys": tuple(data["keys"])})
    return Reject(**{**data, "stage": Stage(data["stage"]), "reason": RejectReason(data["reason"])})
