"""Makes the sample dumps that are not written by hand; run it again after changing a text.

    python tests/data/make_dumps.py

All articles are invented, and so are their places, persons and sites.
"""

import gzip
import io
import json
import uuid
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

DUMPS = Path(__file__).with_name("dumps")

LIGHTHOUSE = """\
The lighthouse on Gull Point has a keeper again, the first in thirty years, after the machine \
that took his place was found to be asleep.
For at least eleven nights in April the light did not turn, the coastguard said on Friday. \
Nobody noticed but the oyster farmers, who thought that it was meant for them.
The new keeper, Pavel Anders, is twenty-six and used to mend lifts. He says that he will read."""

OYSTERS = """\
Die Austernbänke vor der Möwenspitze dürfen in diesem Jahr um ein Drittel wachsen. Das hat der \
Hafenausschuss am Donnerstag mit großer Mehrheit beschlossen.
Die Fischer hatten gewarnt, dass die Fähre dann einen Umweg fahren müsse. Zehn Minuten mehr \
seien den Gästen zuzumuten, sagte die Vorsitzende des Ausschusses, Hanna Brook.
Im Herbst soll geprüft werden, ob das Wasser sauber geblieben ist."""

MARKET = """\
The Saturday market on Fish Square will begin an hour earlier from next week, at five, because \
the cooks of the big hotels have asked for it.
Stallholders were asked as well, and said no. The council counted the cooks twice, the \
stallholders' spokeswoman said on Wednesday, and will be told so on Saturday at five."""


def page(title: str, text: str, language: str = "en") -> str:
    """A small news page."""
    paragraphs = "\n".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">'
        f"<head><title>{title} - Island Post</title></head>\n"
        f"<body><nav><a href='/'>Island Post</a></nav><article><h1>{title}</h1>\n{paragraphs}\n"
        "</article><p>Share</p></body></html>\n"
    )


def warc_record(url: str, status: str, content_type: str, payload: bytes) -> bytes:
    """A response record, uncompressed."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + payload
    record = WarcRecord()
    urn = uuid.uuid5(uuid.NAMESPACE_URL, url).urn.encode()
    record.init_headers(WarcRecordType.response, record_urn=urn)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2026-05-08T04:00:00Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(http)
    written = io.BytesIO()
    record.write(written)
    return written.getvalue()


def json_lines() -> bytes:
    """Two pages, one of them an article of the WARC to the letter, and a line that is no JSON."""
    lines = [
        json.dumps(
            {
                "url": "https://post.example/lighthouse",
                "fetched_at": "2026-05-09T04:00:00Z",
                "html": page("Lighthouse Has a Keeper Again", LIGHTHOUSE),
            }
        ),
        '{"url": "https://post.example/cut-o',
        json.dumps(
            {
                "url": "https://post.example/market",
                "fetched_at": "2026-05-09T04:00:07Z",
                "language": "en",
                "text": f"Market to Begin an Hour Earlier\n\n{MARKET}\n",
            }
        ),
    ]
    return "\n".join(lines).encode() + b"\n"


def warc() -> bytes:
    """Four records in members of their own: two articles, a page that is gone, a picture."""
    records = [
        warc_record(
            "https://post.example/lighthouse",
            "200 OK",
            "text/html; charset=utf-8",
            page("Lighthouse Has a Keeper Again", LIGHTHOUSE).encode(),
        ),
        warc_record(
            "https://post.example/austern",
            "200 OK",
            "text/html; charset=iso-8859-1",
            page("Austernbänke dürfen wachsen", OYSTERS, "de").encode("latin-1"),
        ),
        warc_record("https://post.example/gone", "404 Not Found", "text/html", b"<p>Not here</p>"),
        warc_record("https://post.example/gull.gif", "200 OK", "image/gif", b"GIF89a..."),
    ]
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def main() -> None:
    """Writes the files."""
    (DUMPS / "island-post.jsonl").write_bytes(json_lines())
    (DUMPS / "island-post.warc.gz").write_bytes(warc())
    whole = gzip.compress(json_lines(), mtime=0)
    (DUMPS / "broken.jsonl.gz").write_bytes(whole[: len(whole) // 2])


if __name__ == "__main__":
    main()
