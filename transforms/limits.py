"""How much of anything one dump or page may be: dumps are hostile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MIB = 1024 * 1024
# libxml2 drops, without an error, what stands deeper than 2,048 elements; a limit has to be
# well below that for a page's depth to be known.
MAX_DEPTH = 2000
# Persons who have written one article.
MAX_AUTHORS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is read at most; what goes over it is a Reject, never a crash.

    Attributes:
        page_bytes: of one page's payload, decompressed. News pages have less than 5 MB.
        ratio: decompressed bytes for each stored byte, counted from 16 MiB on; deflate
            makes at most 1,032 of one, text seldom more than 30.
        depth: elements that stand in each other in an HTML page, MAX_DEPTH at most; browsers
            stop at 512.
        records: records or lines of one dump.
        seconds: of work on one page, or on what is read of a Parquet file at once.
    """

    page_bytes: int = 32 * MIB
    ratio: int = 250
    depth: int = 250
    records: int = 50_000_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How dumps are read.

    Attributes:
        limits: what is read at most.
        fields: names that JSON lines and Parquet columns have for ours, ours first:
            {"text": "content"} where the text stands under `content`.
    """

    limits: Limits = Limits()
    fields: Mapping[str, str] = field(default_factory=dict)
