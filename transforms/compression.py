"""Compressed dumps: members one after another, each checked, bounded, and apart from the others.

A compressed file is a row of members (gzip's word; frames or streams elsewhere). WARC
files have a member a record, so a broken one spoils no other: after damage the next
member is looked for. Cut files are found although most readers end them without an error:
a member that ends without its trailer is TRUNCATED.
"""

import bz2
import enum
import io
import lzma
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any, BinaryIO

import lz4.frame
from backports import zstd
from isal import igzip_lib

from schemas.records import RejectReason
from transforms.limits import MIB, Limits

# Of what was tried, 16 to 128 KiB, the fastest.
READ_BYTES = 64 * 1024
# Behind damage bytes are read again, in search of a member and where one begins inside another. For
# each byte of the file so many may be, as stored and decompressed, and for as many bytes ahead.
_AGAIN_RATIO = 64
_AGAIN_AHEAD_BYTES = MIB
# Whether a member begins somewhere mostly shows in its first bytes.
_PROBE_READ_BYTES = 2 * 1024
# A record shows what it is in so many bytes: its first line, an address in it.
PROBE_BYTES = 8 * 1024
# Below this size no ratio is a bomb.
MIN_BOMB_BYTES = 16 * MIB


class Codec(enum.Enum):
    """The compressions that are read, by the ending of their files."""

    GZIP = ".gz"
    BZIP2 = ".bz2"
    ZSTD = ".zst"
    XZ = ".xz"
    LZ4 = ".lz4"


# What a member of each begins with: RFC 1952 §2.3, bzip2's file header, RFC 8878 §3.1.1, the
# .xz file format §2.1.1, the LZ4 frame format.
_MAGIC = MappingProxyType(
    {
        Codec.GZIP: b"\x1f\x8b\x08",
        Codec.BZIP2: b"BZh",
        Codec.ZSTD: b"\x28\xb5\x2f\xfd",
        Codec.XZ: b"\xfd7zXZ\x00",
        Codec.LZ4: b"\x04\x22\x4d\x18",
    }
)
# All of them work as bz2.BZ2Decompressor does: decompress(data, max_length), eof, unused_data.
_DECOMPRESSORS: MappingProxyType[Codec, Callable[[], Any]] = MappingProxyType(
    {
        Codec.GZIP: lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP),
        Codec.BZIP2: bz2.BZ2Decompressor,
        Codec.ZSTD: zstd.ZstdDecompressor,
        Codec.XZ: lzma.LZMADecompressor,
        Codec.LZ4: lz4.frame.LZ4FrameDecompressor,
    }
)
# What it takes to begin with a member, in bytes that are decompressed in that time; bzip2 begins
# with a whole block.
_BEGIN_BYTES = MappingProxyType(
    {codec: 128 * 1024 if codec is Codec.BZIP2 else 1024 for codec in Codec}
)


class DamagedError(Exception):
    """A member that cannot be read to its end."""

    def __init__(self, reason: RejectReason, detail: str, offset: int) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.offset = offset


def detect_codec(head: bytes) -> Codec | None:
    """The compression of a file, by its first bytes; None where it is not compressed."""
    return next((codec for codec, magic in _MAGIC.items() if head.startswith(magic)), None)


class Members:
    """The members of a compressed file, in order.

    What a damaged member gives before its damage depends on how its bytes are handed to the
    decompressor, so they are read up to multiples of one size in the file, wherever reading began.

    Attributes:
        offset: where the current member begins, in bytes of the file as stored.
        work: bytes that were read for it and those before it, and came of them.
    """

    def __init__(
        self, stream: BinaryIO, codec: Codec, limits: Limits, offset: int = 0,
        read_bytes: int = READ_BYTES,
    ) -> None:  # fmt: skip
        """Begins before the first member.

        Args:
            stream: the file as stored, at `offset`, where a member begins.
            codec: its compression.
            limits: bounds the ratio.
            offset: where the stream stands.
            read_bytes: of the file as stored are read at once.
        """
        self._stream = stream
        self._codec = codec
        self._ratio = limits.ratio
        self._read_bytes = read_bytes
        self._ahead = b""
        self._position = offset
        self._decompressor: Any = None
        self._produced = 0
        self._magic = _MAGIC[codec]
        self._searched = offset
        # How far was read before going back, and up to where bytes stand for what was read again.
        self._reached = self._paid = offset
        self.offset = offset
        self.work = 0

    @property
    def is_apart(self) -> bool:
        """Whether who begins with the current member reads the same from there on."""
        return self.offset >= max(self._reached, self._paid)

    def next(self) -> bool:
        """Goes on to the next member; False at the end of the file.

        Raises:
            DamagedError: where something else than a member follows.
        """
        self._searched = self.offset
        self._fill(len(self._magic))
        while self._ahead.startswith(b"\0"):  # padding, as tapes and disks leave it
            self._drop(len(self._ahead) - len(self._ahead.lstrip(b"\0")))
            self._fill(len(self._magic))
        if self._ahead and not self._ahead.startswith(self._magic):
            self._decompressor = None
            self.offset = self._position
            raise DamagedError(
                RejectReason.BAD_COMPRESSION,
                f"no {self._codec.name} member begins here",
                self.offset,
            )
        self.offset = self._searched = self._position
        self._produced = 0
        self._decompressor = _DECOMPRESSORS[self._codec]() if self._ahead else None
        return bool(self._ahead)

    def read(self, size: int) -> bytes:
        """At most `size` bytes of the current member, decompressed; none at its end.

        Raises:
            DamagedError: where the member is broken, ends early, or grows beyond the ratio.
        """
        decompressor = self._decompressor
        while not decompressor.eof:
            if not self._ahead and getattr(decompressor, "needs_input", True):
                self._fill(1)
                if not self._ahead:
                    raise DamagedError(
                        RejectReason.TRUNCATED,
                        f"the {self._codec.name} member that begins here has no end",
                        self.offset,
                    )
            given = self._ahead
            is_again = self._position < self._reached
            try:
                data: bytes = decompressor.decompress(given, size)
            except Exception as error:  # each library has errors of its own
                raise DamagedError(
                    RejectReason.BAD_COMPRESSION,
                    f"the {self._codec.name} member that begins here is broken: {error}",
                    self.offset,
                ) from error
            self._position += len(given)
            self._ahead = b""
            if decompressor.eof:
                self._ahead = decompressor.unused_data or b""
                self._position -= len(self._ahead)
            self._produced += len(data)
            self.work += len(data)
            if is_again:
                self._pay(self.offset, len(given) + len(data))
            stored = self._position - self.offset
            if self._produced > max(MIN_BOMB_BYTES, self._ratio * stored):
                raise DamagedError(
                    RejectReason.BOMB,
                    f"over {self._ratio} bytes for each of {stored} that are stored",
                    self.offset,
                )
            if data:
                return data
        return b""

    def read_head(self) -> bytes:
        """The current member's first bytes, PROBE_BYTES at least where it has them.

        Raises:
            DamagedError: as read() does.
        """
        size = max(PROBE_BYTES, self._read_bytes)
        data = self.read(size)
        while 0 < len(data) < PROBE_BYTES and (more := self.read(size)):
            data += more
        return data

    def skip_damage(self, accepts: Callable[[bytes], bool]) -> bool:
        """After an error: goes to where the next member begins; False if there is none.

        Args:
            accepts: says of a member's first bytes, decompressed, whether they are what
                members of this file begin with: a member's magic is too short to tell it
                from any other bytes.
        """
        self._reached = max(self._reached, self._position)
        # Where no member follows one, that one may have ended too late, and swallowed the next.
        for begin in self._places(self._searched + 1):
            if self._paid - begin > _AGAIN_AHEAD_BYTES:
                continue  # a hostile dump: too many places before it looked like members
            self._stream.seek(begin)
            probe = Members(self._stream, self._codec, Limits(), begin, _PROBE_READ_BYTES)
            try:
                found = probe.next() and accepts(probe.read_head())
            except DamagedError:
                found = False
            self._pay(begin, _BEGIN_BYTES[self._codec] + probe.work)
            if found:
                self._go(begin)
                return True
        return False

    def _places(self, begin: int) -> Iterator[int]:
        """Where the magic stands from an offset on, in bytes of the file."""
        window = b""
        while True:
            self._stream.seek(begin + len(window))
            data = self._stream.read(READ_BYTES)
            if not data:
                return
            window += data
            found = window.find(self._magic)
            while found >= 0:
                yield begin + found
                found = window.find(self._magic, found + 1)
            kept = window[-len(self._magic) + 1 :]
            begin += len(window) - len(kept)
            window = kept

    def _pay(self, offset: int, work: int) -> None:
        """Has the bytes from an offset on stand for work that was done again there."""
        self._paid = max(self._paid, offset) + work // _AGAIN_RATIO

    def _go(self, offset: int) -> None:
        self._stream.seek(offset)
        self._position = self.offset = self._searched = offset
        self._ahead = b""

    def _fill(self, size: int) -> None:
        while len(self._ahead) < size:
            place = self._position + len(self._ahead)
            data = self._stream.read(self._read_bytes - place % self._read_bytes)
            if not data:
                return
            self._ahead += data
            self.work += len(data)

    def _drop(self, size: int) -> None:
        self._ahead = self._ahead[size:]
        self._position += size


class DecompressedStream(io.RawIOBase):
    """What is left of a compressed file, its members one after another, as one stream.

    Where a member is broken the stream ends, and `damage` says why: libraries that read
    from it do not all let an exception through.

    Attributes:
        damage: what ended the stream early, or None.
    """

    def __init__(self, members: Members, begun: bytes = b"", *, only: bool = False) -> None:
        """Goes on from where the members stand.

        Args:
            members: before its first member; or, with `begun`, inside one.
            begun: what was read of the current member already.
            only: whether the current member's end is the stream's.
        """
        self._members = members
        self._begun = begun
        self._only = only
        self._inside = bool(begun)
        self._read = 0
        self.damage: DamagedError | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: Any) -> int:
        data = self._begun[: len(buffer)]
        self._begun = self._begun[len(data) :]
        try:
            while not data and self.damage is None:
                if self._inside:
                    data = self._members.read(len(buffer))
                    self._inside = bool(data)
                elif self._only or not self._members.next():
                    break
                else:
                    self._inside = True
        except DamagedError as error:
            self.damage = error
        buffer[: len(data)] = data
        self._read += len(data)
        return len(data)
