"""Reading: dumps to pages. The only room that opens inputs."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.records import Reject, RejectReason, Source, Stage
from transforms.books import (
    DUMPS,
    PAGES,
    RejectCounter,
    format_tally,
    reject_tally,
    skip_tally,
)
from transforms.formats import open_dump, read_dump, split_dump
from transforms.formats.base import WHOLE, Item, Part
from transforms.limits import ReadOptions
from transforms.pages import Page, Skip
from transforms.storage import is_local, open_file
from transforms.windows import Window
from transforms.work import READ, Work
from transforms.worked import Clocks, tag_work

BUFFER_BYTES = 1024 * 1024
UNKNOWN_FORMAT = "UNKNOWN"


# Of a dump that could not be read to its end, so that a later run does not know it by that.
UNREAD = ""


class Input(NamedTuple):
    """A dump that was read: its path, its size as stored in bytes, the SHA-256 of it in hex."""

    path: str
    bytes: int
    sha256: str


class FormatTally(NamedTuple):
    """What was read of one format: `what` is dumps, bytes or records."""

    format: str
    what: Literal["dumps", "bytes", "records"]
    number: int


class PagesRead(NamedTuple):
    """What ReadPages gives."""

    pages: beam.PCollection[Page]
    rejects: beam.PCollection[Reject]
    tallies: beam.PCollection[tuple[str, int]]
    inputs: beam.PCollection[Input]
    work: beam.PCollection[Work]


@beam.typehints.with_input_types(bytes)
@dataclass
class ReadPages(beam.PTransform):
    """PCollection[bytes] -> PagesRead: the pages of the dumps at these paths.

    A path is given as the filesystem's bytes (os.fsencode): not every one is a text.
    A dump that cannot be opened is a Reject, as is whatever in it cannot be read.

    Attributes:
        options: limits, and the names of fields.
        split: whether large dumps are read in parts by several workers, which costs a look
            through each of them first, and gives the same.
        folder: where relative paths begin. Workers have working directories of their own.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    split: bool = False
    folder: str = ""

    @no_annotations  # Beam knows no hints for several outputs, and would warn
    def expand(self, paths: beam.PCollection[bytes]) -> PagesRead:
        # Names are cheap to shuffle; pages would not be.
        spread = paths | "SpreadDumps" >> beam.Reshuffle()
        if self.split:
            parts = (
                spread
                | "SplitDump" >> beam.FlatMap(_split, self.options, self.folder)
                | "SpreadParts" >> beam.Reshuffle()
            )
        else:
            parts = spread | "WholeDump" >> beam.Map(_whole)
        read = parts | "ReadPart" >> beam.ParDo(
            _ReadPagesFn(self.options, self.folder)
        ).with_outputs("rejects", "tallies", "inputs", "work", main="pages")
        return PagesRead(read.pages, read.rejects, read.tallies, read.inputs, read.work)


def _whole(path: bytes) -> tuple[bytes, Part]:
    return path, WHOLE


def _split(path: bytes, options: ReadOptions, folder: str) -> Iterator[tuple[bytes, Part]]:
    for part in split_input(os.fsdecode(path), options, folder):
        yield path, part


class _ReadPagesFn(beam.DoFn):
    def __init__(self, options: ReadOptions, folder: str) -> None:
        self.options = options
        self.folder = folder
        self.counter = RejectCounter("read")
        self.clocks = Clocks(READ)

    def process(
        self, part: tuple[bytes, Part], window: Window = beam.DoFn.WindowParam
    ) -> Iterator[
        Page
        | TaggedOutput[Literal["rejects"], Reject]
        | TaggedOutput[Literal["tallies"], tuple[str, int]]
        | TaggedOutput[Literal["inputs"], Input]
    ]:
        items = read_input(os.fsdecode(part[0]), self.options, part[1], self.folder)
        for item in self.clocks[window].each(items, _payload_bytes):
            if isinstance(item, Page):
                yield item
                yield TaggedOutput("tallies", (PAGES, 1))
            elif isinstance(item, Skip):
                yield TaggedOutput("tallies", (skip_tally(item.reason.value), 1))
            elif isinstance(item, Reject):
                self.counter.count(item)
                yield TaggedOutput("rejects", item)
                yield TaggedOutput("tallies", (reject_tally(item), 1))
            elif isinstance(item, FormatTally):
                yield TaggedOutput("tallies", (format_tally(item.format, item.what), item.number))
            else:
                yield TaggedOutput("inputs", item)
                if part[1].begin == 0:
                    yield TaggedOutput("tallies", (DUMPS, 1))

    def finish_bundle(self) -> Iterator[TaggedOutput]:
        return tag_work(self.clocks)


def _payload_bytes(item: Item | Input | FormatTally) -> int:
    return len(item.payload) if isinstance(item, Page) else 0


def read_input(
    path: str, options: ReadOptions | None = None, part: Part = WHOLE, folder: str = ""
) -> Iterator[Item | Input | FormatTally]:
    """Opens and reads one dump, or a part of it; a relative path begins in the folder.

    What it yields last tells what was read: how many records, and with the first part of a
    dump the Input, or with a later one that this could not be read. Never raises: a file that
    cannot be opened, or fails on the way, is a Reject.
    """
    name = input_name(path)
    place = _place(path, folder)
    records = 0
    kind = UNKNOWN_FORMAT
    is_read = True
    before = _version(place)
    try:
        with _open(place) as stream:
            dump, found = open_dump(name, stream, options or ReadOptions(), part)
            kind = found.name if found else kind
            for item in read_dump(dump, found):
                records += 1
                yield item
    except OSError as error:  # BeamIOError is one, too
        is_read = False
        yield _unreadable(name, error)
    yield FormatTally(kind, "records", records)
    if part.begin == 0:
        size, digest = checksum(place)
        yield FormatTally(kind, "dumps", 1)
        yield FormatTally(kind, "bytes", size)
        # What was written to meanwhile is read again by the next run.
        is_read = is_read and _version(place) == before
        yield Input(name, size, digest if is_read else UNREAD)
    elif not is_read:
        yield Input(name, 0, UNREAD)


def split_input(path: str, options: ReadOptions, folder: str = "") -> list[Part]:
    """A dump's parts, which together are read as the whole is; one part where it is small.

    A file that cannot be read is one part, which will be a Reject when it is read.
    """
    try:
        with _open(_place(path, folder)) as stream:
            return split_dump(*open_dump(input_name(path), stream, options))
    except OSError:
        return [WHOLE]


def input_name(path: str) -> str:
    """A path as records can hold it: bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def checksum(path: str) -> tuple[int, str]:
    """Size in bytes and SHA-256 in hex of a file as stored; of what can be read of it."""
    digest = hashlib.sha256()
    size = 0
    try:
        with _open(path) as stream:
            while data := stream.read(BUFFER_BYTES):
                digest.update(data)
                size += len(data)
    except OSError:  # read_input has said so
        pass
    return size, digest.hexdigest()


def _version(path: str) -> tuple[int, int] | None:
    """What tells a file of this machine from an earlier one of its name: its size and time."""
    try:
        status = os.stat(path) if is_local(path) else None
    except OSError:
        return None
    return None if status is None else (status.st_size, status.st_mtime_ns)


def _open(path: str) -> BinaryIO:
    """A file to read; to open a pipe would wait for whoever writes to it.

    Raises:
        OSError: where it cannot be read, or is none.
    """
    if is_local(path):
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode) and not os.path.islink(path):
            os.scandir(path).close()  # which says why it was not read
        if not stat.S_ISREG(mode):
            kind = "a link to a folder: give that as an input" if stat.S_ISDIR(mode) else "no file"
            raise OSError(errno.EINVAL, f"it is {kind}", path)
    return open_file(path)


def _place(path: str, folder: str) -> str:
    return path if "://" in path else os.path.join(folder, path)


def _unreadable(name: str, error: OSError) -> Reject:
    return Reject(
        source=Source(dump=name),
        stage=Stage.READ,
        reason=RejectReason.UNREADABLE,
        detail=f"the file could not be read: {error}",
    )
