"""What a value on the command line must look like, and what is said of one that does not.

Each function is an argparse type: text in, value out, or one sentence of what to give instead.
"""

import math
import re
from argparse import ArgumentTypeError
from datetime import timedelta
from decimal import Decimal

from transforms.books import RejectLimit
from transforms.formats.rows import FIELD_NAMES
from transforms.keys import Key
from transforms.limits import MAX_DEPTH

# The fields of ours that a dump of rows (JSON lines, Parquet) can have under names of its own.
FIELDS = tuple(FIELD_NAMES)
# A page crosses to other workers in one message, and gRPC takes none of 2 GiB.
MAX_PAGE_BYTES = 1024**3
MAX_SECONDS = 24 * 60 * 60.0
# Longer ones mean nothing, and Python refuses to read them from 4,300 digits on.
_COUNT = re.compile(r"[0-9]{1,15}")
_SIZE = re.compile(r"([0-9]{1,15})([KMG]?)", re.IGNORECASE)
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,15})?)%")
_AGE = re.compile(r"([0-9]{1,7})([hdw])")
_WAIT = re.compile(r"([0-9]{1,7})([smh])")
_SPANS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
MAX_AGE = timedelta(days=36525)
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


def parse_count(text: str, least: int = 1) -> int:
    """A whole number of `least` or more.

    >>> parse_count("250")
    250
    """
    if not _COUNT.fullmatch(text) or int(text) < least:
        raise ArgumentTypeError(
            f"{text!r} is no number to go by: give a whole one of {least} or more"
        )
    return int(text)


def parse_depth(text: str) -> int:
    """A number of elements that stand in each other, as many as a parser tells of at most."""
    depth = parse_count(text)
    if depth > MAX_DEPTH:
        raise ArgumentTypeError(f"{text!r} is too deep for the parser: give {MAX_DEPTH} or less")
    return depth


def parse_size(text: str) -> int:
    """A number of bytes, with K, M or G after it for powers of 1,024.

    >>> parse_size("64K")
    65536
    """
    match = _SIZE.fullmatch(text)
    size = int(match[1]) * _UNITS[match[2].upper()] if match else 0
    if not 0 < size <= MAX_PAGE_BYTES:
        raise ArgumentTypeError(f"{text!r} is no size to go by: give 1 to 1G, such as 500K or 32M")
    return size


def parse_seconds(text: str) -> float:
    """A time in seconds, up to a day: longer ones are more than timers take.

    >>> parse_seconds("2.5")
    2.5
    """
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= MAX_SECONDS:  # NaN is neither
        raise ArgumentTypeError(
            f"{text!r} is no time to go by: give seconds, more than 0 and at most {MAX_SECONDS:.0f}"
        )
    return seconds


def parse_field(text: str) -> tuple[str, str]:
    """The name of a field of ours, and the one that dumps have for it.

    >>> parse_field("text=content")
    ('text', 'content')
    """
    ours, equals, theirs = text.partition("=")
    if not equals or not theirs or ours not in FIELDS:
        raise ArgumentTypeError(
            f"{text!r} maps no field: give OURS=THEIRS, OURS one of {', '.join(FIELDS)}"
        )
    return ours, theirs


def parse_keys(text: str) -> tuple[Key, ...]:
    """What makes articles copies: kinds of keys with commas between them, each once.

    >>> parse_keys("url,story")
    (<Key.URL: 'url'>, <Key.STORY: 'story'>)
    """
    given = text.split(",")
    known = [key.value for key in Key]
    if not set(given) <= set(known) or len(set(given)) != len(given):
        raise ArgumentTypeError(
            f"{text!r} is no key to go by: give {', '.join(known[:-1])}, or several of them with "
            "commas between them, or none"
        )
    if Key.NONE.value in given and len(given) > 1:
        raise ArgumentTypeError(f"{text!r} is a contradiction: give none alone, or leave it out")
    return tuple(map(Key, given))


def parse_age(text: str) -> timedelta:
    """A time back from now: hours, days or weeks, up to a hundred years.

    >>> parse_age("30d")
    datetime.timedelta(days=30)
    """
    match = _AGE.fullmatch(text)
    age = int(match[1]) * _SPANS[match[2]] if match else timedelta()
    if not timedelta() < age <= MAX_AGE:
        raise ArgumentTypeError(
            f"{text!r} is no time to look back: give hours, days or weeks, such as 12h, 30d or 6w"
        )
    return age


def parse_wait(text: str) -> timedelta:
    """A time to wait: seconds, minutes or hours.

    >>> parse_wait("10m")
    datetime.timedelta(seconds=600)
    """
    match = _WAIT.fullmatch(text)
    if not match or not int(match[1]):
        raise ArgumentTypeError(
            f"{text!r} is no time to wait: give seconds, minutes or hours, such as 90s, 10m or 2h"
        )
    return int(match[1]) * _SPANS[match[2]]


def parse_max_rejects(text: str) -> RejectLimit:
    """A number of rejects, or a share of what was read in percent; 0 is strict, not nonsense.

    >>> parse_max_rejects("2.5%")
    RejectLimit(number=Decimal('2.5'), is_percent=True)
    """
    if _COUNT.fullmatch(text):
        return RejectLimit(number=Decimal(text))
    match = _SHARE.fullmatch(text)
    if not match or Decimal(match[1]) > 100:
        raise ArgumentTypeError(
            f"{text!r} is no number of rejects: give a whole one, or 0% to 100%"
        )
    return RejectLimit(number=Decimal(match[1]), is_percent=True)
