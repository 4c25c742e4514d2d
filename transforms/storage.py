"""Storage: the files of an output, of any filesystem that Beam knows."""

import os
import textwrap
import uuid
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

# What Beam's filesystems read as a pattern, and know no way to quote.
PATTERN_CHARS = "*?["
# Of what an error says: some quote all that they were given to read.
MAX_SAID_CHARS = 300


def is_local(path: str) -> bool:
    """Whether a path is of this machine's own files, or of what is mounted among them.

    >>> is_local("/srv/news"), is_local("gs://bucket/news")
    (True, False)
    """
    return "://" not in path


def describe_error(error: Exception) -> str:
    """What an error says of a file that is not as it was written: its kind first, in one line.

    >>> describe_error(ValueError("no sync marker"))
    'ValueError: no sync marker'
    """
    said = f"{type(error).__name__}: {error}"
    return textwrap.shorten(said, MAX_SAID_CHARS, placeholder=" …")


def read_file(path: str) -> bytes:
    """All bytes of a file.

    Raises:
        OSError: where it cannot be read.
    """
    with open_file(path) as file:
        return bytes(file.read())


def open_file(path: str) -> BinaryIO:
    """A file to read, and to seek in.

    Raises:
        OSError: where it cannot be read.
    """
    return FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED)  # type: ignore[no-any-return]


def create_file(path: str) -> BinaryIO:
    """A file to write, in place of what has its name."""
    return FileSystems.create(path, compression_type=CompressionTypes.UNCOMPRESSED)  # type: ignore[no-any-return]


def write_file(path: str, data: bytes) -> None:
    """Writes a file under a name of its own, then renames it: it is there whole or not at all."""
    partial = f"{path}.{uuid.uuid4().hex}"
    with create_file(partial) as file:
        file.write(data)
    FileSystems.rename([partial], [path])


def make_folders(paths: Iterable[str]) -> None:
    """Makes the folders that are not there."""
    for path in paths:
        if is_local(path):
            os.makedirs(path, exist_ok=True)
        elif not FileSystems.exists(path):
            FileSystems.mkdirs(path)


def move_files(places: Mapping[str, str]) -> None:
    """Renames files, each in one step, in order; what has the new name is replaced.

    Args:
        places: the new path of each by its old one.

    Raises:
        OSError: where one cannot be renamed.
    """
    for old, new in places.items():
        if FileSystems.get_scheme(new) == "hdfs" and FileSystems.exists(new):
            FileSystems.delete([new])  # HDFS renames onto nothing
        FileSystems.rename([old], [new])


def delete(paths: Iterable[str]) -> None:
    """Deletes files, and folders with what is in them, where they are there."""
    FileSystems.delete([path for path in paths if FileSystems.exists(path)])


def list_files(folder: str, pattern: str = "**") -> list[str]:
    """The paths of the files below a folder that a pattern of Beam's matches, sorted.

    None where there is no such folder.

    Raises:
        OSError: where they cannot be listed.
    """
    if FileSystems.get_scheme(folder) == "hdfs" and not FileSystems.exists(folder):
        return []  # which is an error there
    (found,) = FileSystems.match([FileSystems.join(folder, pattern)])
    return sorted(file.path for file in found.metadata_list)
