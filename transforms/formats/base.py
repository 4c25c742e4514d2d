"""What the formats have in common."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, TypeAlias

from schemas.records import MAX_SAMPLE_BYTES, Reject, RejectReason, Source, Stage
from transforms.compression import Codec
from transforms.limits import ReadOptions
from transforms.pages import Page, Skip

Item: TypeAlias = Page | Reject | Skip

# So much of a file or a payload tells what it is.
HEAD_BYTES = 1024
# A document of HTML, without the NULs of UTF-16: a text that speaks of tags has words behind one.
_DOCUMENT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    rb"<(?:!doctype\s+html|html)\b[^>]*>\s*<[a-z!/?]",
    re.IGNORECASE | re.DOTALL,
)


class Begin(NamedTuple):
    """A place where a part of a file may begin.

    Attributes:
        offset: of its first byte.
        records_before: how many records or lines, and what else is read as one, begin before it.
    """

    offset: int
    records_before: int


class Part(NamedTuple):
    """The part of a file that one worker reads: the records that begin in it.

    Attributes:
        begin: its first byte, where a record or, in a compressed file, a member begins.
        end: the byte behind its last, None for the end of the file.
        records_before: as of its Begin.
    """

    begin: int = 0
    end: int | None = None
    records_before: int = 0

    def ends_before(self, offset: int) -> bool:
        """Whether a record that begins at an offset is another part's."""
        return self.end is not None and offset >= self.end


WHOLE = Part()


class Dump(NamedTuple):
    """An open dump.

    Attributes:
        name: what its records are said to come from.
        stream: the file as stored, seekable, at its beginning.
        codec: its compression, None for none.
        options: how it is read.
        part: how much of it is read.
    """

    name: str
    stream: BinaryIO
    codec: Codec | None
    options: ReadOptions
    part: Part = WHOLE

    def reject(
        self, reason: RejectReason, detail: str, *, offset: int = 0, page: int | None = None,
        sample: bytes = b"",
    ) -> Reject:  # fmt: skip
        """A Reject of something in this dump."""
        return Reject(
            source=Source(dump=self.name, offset=offset, page=page),
            stage=Stage.READ,
            reason=reason,
            detail=detail,
            sample=sample[:MAX_SAMPLE_BYTES],
        )

    def stored_sample(self, offset: int) -> bytes:
        """The file's bytes at an offset, as they are stored; the stream stays where it is."""
        position = self.stream.tell()
        self.stream.seek(offset)
        sample = self.stream.read(MAX_SAMPLE_BYTES)
        self.stream.seek(position)
        return sample


def is_document(data: bytes) -> bool:
    """Whether bytes begin as a page of HTML does, and no text, not even one that speaks of it."""
    return _DOCUMENT.match(data[:HEAD_BYTES].replace(b"\0", b"")) is not None


def raise_of_storage(error: BaseException) -> None:
    """Raises what the storage raised: libraries raise OSErrors for bad bytes too, without a number.

    Raises:
        OSError: the error itself, where it is the system's.
    """
    if isinstance(error, OSError) and error.errno is not None:
        raise error


Reader: TypeAlias = Callable[[Dump], Iterator[Item]]
