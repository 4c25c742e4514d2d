"""JSON lines: a page a line, under `text` or `html`."""

import math
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from html import unescape
from html.entities import html5
from itertools import islice
from typing import Any, NamedTuple

import orjson

from schemas.records import Reject, RejectReason, Source
from transforms.byline import MAX_AUTHORS
from transforms.compression import READ_BYTES, Codec, DamagedError, Members
from transforms.dates import MAX_DATE_CHARS, parse_instant
from transforms.formats.base import Begin, Dump, Item
from transforms.limits import ReadOptions
from transforms.pages import MediaType, Page, Stated

# What an array, or objects over several lines, can be made to be read.
LINES = "each line is an object, as jq -c '.[]' makes them of an array and jq -c . of one object"
# Lines that such a file begins with.
_OPENINGS = (b"[", b"{", b"[{")
# So many members a line may run over and still be looked at for where it could begin anew.
MAX_LATER_MEMBERS = 8
# The names that a field of ours has in dumps which were not made for us, the first that is there.
FIELD_NAMES = {
    "text": ("text",),
    "html": ("html",),
    "url": ("url",),
    "language": ("language",),
    "fetched_at": ("fetched_at", "timestamp", "date"),
    "title": ("title", "headline"),
    "authors": ("authors", "author"),
    "published": (
        "published", "published_at", "date_published", "datePublished", "publish_date",
        "publishing_date", "date_publish",
    ),
}  # fmt: skip
# What is longer is no headline, no line of authors and no date.
MAX_TITLE_CHARS = 1000
MAX_AUTHORS_CHARS = 300
# So many of a row's fields are told of, by so much of their names.
MAX_TOLD = 30
MAX_TOLD_CHARS = 40
# Kinds of what holds no text itself.
_KINDS: Mapping[type, str] = {dict: "an object", list: "a list not of texts alone"}
# What an editor's markup is made of; a text that begins with it and ends in a tag too is all HTML.
_MARKUP = re.compile(
    r"<(?:!doctype|html|body|main|article|section|div|p|h[1-6]|figure|blockquote|ul|ol)[\s>]",
    re.IGNORECASE,
)
# Behind a word and a space, in brackets or in code it is what a text speaks of.
_BREAK = re.compile(
    r"<br\s{0,9}/?>(?=\s*(?:<br|$))|(?<![\w,] )(?<![(`])<br\s{0,9}/?>", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


class Line(NamedTuple):
    """A line of a dump.

    Attributes:
        offset: where it begins, or the member that it begins in.
        number: the how manieth line of that member it is, from 0.
        text: its bytes, or the first of them.
        is_whole: whether that is all of it.
        is_first: whether a part may begin with it, which its member does.
        later: for a line that runs over members' ends, where each of them begins in the file
            and in the text.
    """

    offset: int
    number: int
    text: bytes
    is_whole: bool
    is_first: bool = False
    later: tuple[tuple[int, int], ...] = ()


def read_jsonl(dump: Dump) -> Iterator[Item]:
    """Reads JSON lines (.jsonl, .ndjson).

    A line is an object with `text` or `html` and, where present, `url`, `language`,
    `fetched_at` (ISO 8601 or seconds since 1970), `title`, `authors` and `published`, by one of
    FIELD_NAMES or by the name that ReadOptions.fields gives. Empty lines are passed over. A line
    that cannot be used is a Reject; the lines after it are read. A line's offset is its own, or
    in a compressed file that of the member it begins in.
    """
    limit = dump.options.limits.page_bytes
    lines = _plain_lines(dump) if dump.codec is None else _member_lines(dump, dump.codec)
    records = dump.options.limits.records
    for count, line in enumerate(lines, start=1 + dump.part.records_before):
        if count > records:
            if count == records + 1:
                detail = f"the dump has more than {records} lines"
                offset = line.source.offset if isinstance(line, Reject) else line.offset
                yield dump.reject(RejectReason.TOO_LARGE, detail, offset=offset)
            return
        if isinstance(line, Reject):
            yield line
        elif not line.is_whole:
            yield dump.reject(
                RejectReason.TOO_LARGE,
                f"the line has more than {limit} bytes",
                offset=line.offset,
                page=line.number,
                sample=line.text,
            )
        elif line.text.strip():
            yield from _read_line(line, dump)


def _read_line(line: Line, dump: Dump) -> Iterator[Page | Reject]:
    item = parse_line(line, dump)
    if isinstance(item, Reject) and item.reason is RejectReason.BAD_JSON:
        # Damage can take a line's end: a line that begins with a later member is not lost with it.
        for offset, at in line.later:
            rest = parse_line(Line(offset, 0, line.text[at:], is_whole=True), dump)
            if isinstance(rest, Page):
                yield parse_line(line._replace(text=line.text[:at]), dump)
                yield rest
                return
    yield item


def line_begins(dump: Dump, part_bytes: int) -> Iterator[Begin]:
    """Where a part of a dump may begin.

    Anywhere in a plain one, a line being the part's that it begins in; in a compressed one
    at members that begin with a line.
    """
    if dump.codec is None:
        begin = lines = ended = 0
        while data := dump.stream.read(part_bytes):
            yield Begin(begin, lines)
            begin += len(data)
            ended += data.count(b"\n")
            # One that begins right behind the data is the next part's.
            lines = ended + (not data.endswith(b"\n"))
    else:
        for number, line in enumerate(_member_lines(dump, dump.codec)):
            if isinstance(line, Line) and line.is_first:
                yield Begin(line.offset, number)


def parse_line(line: Line, dump: Dump) -> Page | Reject:
    """The page that one line holds, or why it holds none."""
    text = line.text.removeprefix(BOM_UTF8)
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason, detail = RejectReason.BAD_JSON, f"not JSON: {error}"
        if (line.offset, line.number) == (0, 0) and text.strip() in _OPENINGS:
            detail += f"; files are not read unless {LINES}"
    else:
        if isinstance(data, dict):
            source = Source(dump=dump.name, offset=line.offset, page=line.number)
            page = page_of(data, source, dump.options)
            if page is not None:
                return page
            kinds = {name: _KINDS.get(type(value), "") for name, value in data.items()}
            reason, detail = RejectReason.NO_TEXT, tell_fields(kinds, dump.options.fields)
        else:
            reason, detail = RejectReason.BAD_JSON, f"not an object but a {type(data).__name__}"
            if isinstance(data, list):
                detail += f"; files are not read unless {LINES}"
    return dump.reject(reason, detail, offset=line.offset, page=line.number, sample=line.text)


def page_of(data: Mapping[str, Any], source: Source, options: ReadOptions) -> Page | None:
    """The page that a mapping of fields describes; None where it has no text.

    Bytes are text in an encoding that is not known.
    """
    row = _Row(data, options.fields)
    for name, media_type in (("html", MediaType.HTML), ("text", MediaType.TEXT)):
        content = row.content(name)
        if content is not None:
            payload, media_type, charset = _payload(content, media_type)
            return Page(
                payload=payload,
                media_type=media_type,
                url=row.text("url"),
                fetched_at=next(filter(None, map(parse_instant, row.values("fetched_at"))), None),
                charset=charset,
                language=row.text("language"),
                stated=row.stated(),
                source=source,
            )
    return None


def _payload(content: str | bytes, media_type: MediaType) -> tuple[bytes, MediaType, str | None]:
    """What is to be cut as a page's payload, what that is, and its charset where it is known."""
    if isinstance(content, bytes):
        return content, media_type, None
    if _is_markup(content):
        media_type = MediaType.HTML
    elif media_type is MediaType.TEXT:
        content = plain_text(content)
    return content.encode("utf-8", "replace"), media_type, "utf-8"


def _is_markup(text: str) -> bool:
    """Whether a text is HTML from its beginning to its end."""
    return _MARKUP.match(text.lstrip()) is not None and text.rstrip().endswith(">")


def plain_text(text: str) -> str:
    r"""A text without what exports leave of HTML in it: line ends as tags, and references.

    Not for dumps of text: whatever made these of pages has left none in them, so that they show
    what the page does, and articles tell which of their lines they are.

    >>> plain_text("Rain &amp; wind,<br />fog at AT&T;<br>\nno &amp;amp;")
    'Rain & wind,\nfog at AT&T;\nno &amp;'
    """
    if "<" in text:
        text = "\n".join(map(_break_line, text.split("\n")))
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def _break_line(line: str) -> str:
    """A line as those that its tags make of it; the source of a post that it shows stays whole."""
    *broken, rest = _BREAK.split(line)
    if not broken or _MARKUP.search(line):
        return line
    # Where it ends in a tag, that is its own end.
    return "\n".join([*broken, rest] if rest.strip() else broken)


def _resolve(reference: re.Match[str]) -> str:
    """The characters of a reference (HTML §13.5); as it is where there is none of its name."""
    name = reference[1]
    return unescape(reference[0]) if name[0] == "#" else html5.get(f"{name};", reference[0])


def names_of(ours: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """The names that a field of ours may have, where ReadOptions.fields gives some.

    A name that is given to another field says nothing of this one.

    >>> names_of("fetched_at", {"published": "date"})
    ('fetched_at', 'timestamp')
    """
    if ours in given:
        return (given[ours],)
    return tuple(name for name in FIELD_NAMES[ours] if name not in given.values())


def tell_fields(present: Mapping[str, str], given: Mapping[str, str]) -> str:
    """Where the text of a row without one was looked for, what was there, and what fields it has.

    Args:
        present: the names of its fields, and of each what it is, in words, if that is no value.
        given: as ReadOptions.fields.

    >>> tell_fields({"maintext": ""}, {})
    "no text in text or html; the fields are 'maintext'; give --field text=NAME if one is"
    >>> tell_fields({"text": "an object"}, {})
    "no text in text or html, as text is an object; the fields are 'text'"
    """
    looked = [name for ours in ("text", "html") for name in names_of(ours, given)]
    odd = "".join(f", as {name} is {present[name]}" for name in looked if present.get(name))
    found = ", ".join(repr(name[:MAX_TOLD_CHARS]) for name in islice(present, MAX_TOLD))
    advice = "; give --field text=NAME if one is" if present.keys() - looked else ""
    return f"no text in {' or '.join(looked)}{odd}; the fields are {found or 'none'}{advice}"


class _Row(NamedTuple):
    """A mapping of fields, and the names that ours have in it as ReadOptions.fields gives them."""

    data: Mapping[str, Any]
    fields: Mapping[str, str]

    def values(self, ours: str) -> Iterator[Any]:
        """What stands under the names of a field of ours."""
        return (self.data[name] for name in names_of(ours, self.fields) if name in self.data)

    def content(self, ours: str) -> str | bytes | None:
        """What is to be cut under the names of a field of ours; bytes where it is no UTF-8."""
        values = map(_joined, self.values(ours)) if ours == "text" else self.values(ours)
        return next((v for v in values if isinstance(v, (str, bytes)) and v.strip()), None)

    def text(self, ours: str, longest: float = math.inf) -> str | None:
        """The first text under the names of a field of ours, of at most so many characters."""
        texts = (value for value in self.values(ours) if isinstance(value, str))
        return next((text for text in texts if 0 < len(text) <= longest), None)

    def stated(self) -> Stated | None:
        """What it says of the article."""
        title = self.text("title", MAX_TITLE_CHARS)
        authors = next(filter(None, map(_authors, self.values("authors"))), ())
        published = next(filter(None, map(_stamp, self.values("published"))), None)
        if title or authors or published:
            return Stated(title=title, authors=authors, published=published)
        return None


def _joined(value: Any) -> Any:
    """A list of nothing but texts as one text, of which each is a paragraph."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return "\n\n".join(value)
    return value


def _authors(value: Any) -> tuple[str, ...]:
    """A text, an object with a `name`, or several."""
    items = value if isinstance(value, list) else [value]
    named = (item.get("name") if isinstance(item, dict) else item for item in items[:MAX_AUTHORS])
    return tuple(
        name for name in named if isinstance(name, str) and 0 < len(name) <= MAX_AUTHORS_CHARS
    )


def _stamp(value: Any) -> str | None:
    """A date as written, a number as the day or instant that it is, of which it states no zone."""
    if isinstance(value, str):
        return value if value and len(value) <= MAX_DATE_CHARS else None
    instant = parse_instant(value)
    return instant.replace(tzinfo=None).isoformat() if instant else None


def _plain_lines(dump: Dump) -> Iterator[Line]:
    limit = dump.options.limits.page_bytes
    stream, offset = dump.stream, dump.part.begin
    if offset:
        # The line that the part begins in is another's, unless it begins right there.
        stream.seek(offset - 1)
        offset += _skip_line(stream, limit) - 1
    while not dump.part.ends_before(offset) and (text := stream.readline(limit + 1)):
        is_whole = len(text) <= limit
        yield Line(offset, 0, text, is_whole)
        offset += len(text)
        if not is_whole and not text.endswith(b"\n"):
            offset += _skip_line(stream, limit)


def _skip_line(stream: Any, limit: int) -> int:
    """Reads to the end of a line; says how many bytes it took."""
    skipped = 0
    while text := stream.readline(limit):
        skipped += len(text)
        if text.endswith(b"\n"):
            break
    return skipped


def _member_lines(dump: Dump, codec: Codec) -> Iterator[Line | Reject]:
    dump.stream.seek(dump.part.begin)
    members = Members(dump.stream, codec, dump.options.limits, dump.part.begin)
    lines = _Lines(dump.options.limits.page_bytes)
    while True:
        try:
            while members.next():
                if dump.part.ends_before(members.offset):
                    return
                lines.begin(members.offset, is_apart=members.is_apart)
                while data := members.read(READ_BYTES):
                    yield from lines.split(data)
            yield from lines.end()
            return
        except DamagedError as error:
            lines.drop()
            sample = dump.stored_sample(error.offset)
            yield dump.reject(error.reason, error.detail, offset=error.offset, sample=sample)
            if error.reason is RejectReason.BOMB or not members.skip_damage(_begins_line):
                return


def _begins_line(data: bytes) -> bool:
    return data.lstrip().startswith(b"{")


class _Lines:
    """Cuts the data of members into lines, also where a line runs over a member's end."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._member = self._offset = 0
        self._number = self._next_number = 0
        self._is_first = self._begins_clean = False
        self._pieces: list[bytes] = []
        self._later: list[tuple[int, int]] = []
        self._size = 0

    def begin(self, offset: int, *, is_apart: bool) -> None:
        """A member begins, and perhaps a part may with it."""
        # What a line goes on with here is a line of this member if it turns out to be damaged.
        self._member, self._next_number = offset, int(self._size > 0)
        self._begins_clean = is_apart and self._size == 0
        if self._size and len(self._later) < MAX_LATER_MEMBERS:
            self._later.append((offset, self._size))

    def split(self, data: bytes) -> Iterator[Line]:
        """The lines that end in the data."""
        *ended, rest = data.split(b"\n")
        for text in ended:
            self._add(text + b"\n")
            yield from self.end()
        self._add(rest)

    def end(self) -> Iterator[Line]:
        """The open line, if there is one; it ends here."""
        if self._size:
            text = b"".join(self._pieces)
            is_whole = self._size <= self._limit
            later = tuple(self._later)
            yield Line(self._offset, self._number, text, is_whole, self._is_first, later)
            self.drop()

    def drop(self) -> None:
        """Forgets the open line."""
        self._pieces, self._later, self._size = [], [], 0

    def _add(self, text: bytes) -> None:
        if not text:
            return
        if not self._size:
            self._offset, self._number = self._member, self._next_number
            self._is_first = self._begins_clean and self._number == 0
            self._next_number += 1
        self._size += len(text)
        if self._size <= self._limit or len(self._pieces) == 0:
            self._pieces.append(text)
