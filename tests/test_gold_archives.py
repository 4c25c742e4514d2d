"""Archives made by others, good, odd and broken; skipped where they are not at hand."""

from collections import Counter
from pathlib import Path

import pytest

from schemas.records import Reject
from transforms.pages import Page, Skip
from transforms.read import FormatTally, Input, read_input

FILES = {
    "warcfile.warc.gz": {"PAGE": 16, "REQUEST": 17, "METADATA": 16, "WARCINFO": 1},
    "warcfile.warc.lz4": {"PAGE": 16, "REQUEST": 17, "METADATA": 16, "WARCINFO": 1},
    "clueweb-quirk.warc.gz": {"PAGE": 29, "WARCINFO": 1},
    "clipped.warc.gz": {"TRUNCATED": 1},
    "sample-0000.warc.gz": {"PAGE": 24, "REQUEST": 22, "METADATA": 1, "WARCINFO": 1},
    "whirlwind.warc.gz": {"PAGE": 1, "REQUEST": 1, "METADATA": 1, "WARCINFO": 1},
    "whirlwind.warc.wet.gz": {"PAGE": 1, "WARCINFO": 1},
    "whirlwind.warc.wat.gz": {"METADATA": 1, "WARCINFO": 1},
    "example-bad-non-chunked.warc.gz": {"PAGE": 1, "REQUEST": 2, "REVISIT": 1, "WARCINFO": 2},
    # Its response lacks two bytes, so that its gzip ends early and its length runs over.
    "example-trunc.warc": {"WARCINFO": 2, "REQUEST": 1, "TRUNCATED": 1, "BAD_RECORD": 1},
    # Its records run over the ends of its members.
    "example-wrong-chunks.warc.gz": {"PAGE": 1, "REQUEST": 1},
    "example-iana.org-chunked.warc": {"PAGE": 1, "REQUEST": 1, "WARCINFO": 1},
    "example-resource.warc.gz": {"PAGE": 1, "WARCINFO": 2},
    "example.arc.gz": {"PAGE": 1, "WARCINFO": 1},
    "example.warc": {"PAGE": 1, "REQUEST": 2, "REVISIT": 1, "WARCINFO": 2},
}


@pytest.mark.parametrize("name", FILES)
def test_archives_of_others(name: str, gold: Path) -> None:
    found: Counter[str] = Counter()
    for item in read_input(str(gold / "data" / "warc" / name)):
        if isinstance(item, Page):
            found["PAGE"] += 1
            assert item.payload
        elif isinstance(item, (Reject, Skip)):
            found[item.reason.value] += 1
        else:
            assert isinstance(item, (FormatTally, Input))
    assert found == FILES[name]


def test_no_file_of_others_is_left_out(gold: Path) -> None:
    assert {path.name for path in (gold / "data" / "warc").iterdir()} == set(FILES)
