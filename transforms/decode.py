"""Bytes to text: which charset, and what is no text at all."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import charset_normalizer
import numpy as np
from w3lib import encoding as w3lib_encoding

from transforms.pages import MediaType, Page

MAX_DETECT_BYTES = 64 * 1024
# So many characters beyond ASCII, all well-formed, make UTF-8 certain: a Latin-1 letter followed
# by what UTF-8 would have there is no word of any language, and three pairs of GBK hardly a page.
MIN_UTF8_CHARS = 8
# Over this share of characters that no decoder could make, or controls, it is no text.
MAX_BROKEN_SHARE = 0.05
# So many different characters are taken out of a text one after another: one search for a single
# character takes a twentieth of one for any of them.
MAX_SEARCHES = 8
# So many characters are normalised one by one; where more are to be, all of the text in less time.
MAX_NORMALISED = 1000

# What pages are in that do not say so, the commonest first: the HTML standard's defaults of many
# languages, the multi-byte ones of East Asia and those of Russia that are older.
_CHARSETS = (
    "cp1252", "cp1251", "gb18030", "cp932", "euc_jp", "iso2022_jp", "cp949", "big5", "cp1250",
    "cp1256", "cp1254", "cp1253", "cp1255", "cp1257", "cp1258", "cp874", "iso8859_2", "iso8859_7",
    "iso8859_9", "iso8859_15", "koi8_r", "koi8_u",
)  # fmt: skip
# Codecs of Python's for text that are no charsets of pages, and one that pages are attacked with.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)

# What has no width and says only where lines may break.
_WIDTHLESS = "\u200b\u2060\ufeff"
# Controls but tab and line ends, lone surrogates, and these. U+FFFD stays: it says that a character
# was lost.
_UNPRINTABLE = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_WIDTHLESS}]")
# Han, kana and Hangul characters.
CJK = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
# Vowels, tones and the like of India's and South East Asia's scripts: a word is not the same
# without them, and re's \w does not know them.
VOWEL_MARKS = "".join(
    chr(code)
    for low, high in ((0x0900, 0x1200), (0x1700, 0x1900), (0x1A00, 0x1D00), (0xA800, 0xAC00))
    for code in range(low, high)
    if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
_VOWEL_MARK = re.compile(f"[{VOWEL_MARKS}]")
# What is no part of a word, but for what _NOT_WORD_BYTES has.
_NOT_LETTERS = re.compile(rf"[^\w{VOWEL_MARKS}]+")
_NOT_WORD_BYTES = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_LOWER_BYTES = bytes(range(256)).lower()
# Those of texts in Latin letters that are common, each taken out in a tenth of a pattern's time.
_COMMON_MARKS = "’“”–—…‘"
# "\r\n" goes first.
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
# What clean_text takes out or puts a line end for: controls but tab and line end, and the like.
_TO_CHANGE = frozenset(
    map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF))
)
# Below it a character is never changed by a neighbour, and never changes one.
_FIRST_COMBINING = 0x300
# What says how the character before is drawn: marks, but joined to none.
_SELECTORS = range(0xFE00, 0xFE10)


class Decoded(NamedTuple):
    """A page's text, and the same in UTF-8 where it is at hand, as most pages are in it already."""

    text: str
    encoded: bytes | None


def decode_page(page: Page) -> str | None:
    """A page's text, or None where the bytes are no text."""
    decoded = decode_bytes(page)
    return None if decoded is None else decoded.text


def decode_bytes(page: Page) -> Decoded | None:
    """A page's text, or None where the bytes are no text.

    The charset is looked for as browsers do (HTML standard, "encoding sniffing
    algorithm"): byte order mark, what HTTP or the dump declares, for HTML `<meta>`
    or the XML declaration, then detection. Where another charset is declared and the bytes
    are UTF-8 beyond doubt, as crawlers leave them that turn pages into it, they are read as
    that; where a page's `<meta>` says UTF-8 and they are none, what they look like counts. Text is
    cleaned by clean_text.
    """
    charset, bom = w3lib_encoding.read_bom(page.payload)
    declared = None
    if charset is None:
        charset = _usable(page.charset)
    if charset is None and page.media_type is MediaType.HTML:
        # A page that names UTF-16 in bytes that could be read to find the name is not in it.
        declared = _usable(w3lib_encoding.html_body_declared_encoding(page.payload))
        charset = "utf-8" if declared and declared.startswith("utf-16") else declared
    payload = page.payload[len(bom or b"") :]
    if bom is None and charset not in (None, "utf-8") and _is_surely_utf8(payload):
        charset = "utf-8"
    text, encoded = _decode(payload, charset or detect_charset(payload))
    is_other = declared == "utf-8" and encoded is not payload
    if is_other and text.count("\ufffd") >= MIN_UTF8_CHARS:
        text, encoded = _decode(payload, detect_charset(payload))
    looked = _look_at(encoded)
    dirt = _UNPRINTABLE.findall("".join(looked))
    is_changed = bool(dirt) or not looked.isdisjoint(_TO_CHANGE)
    chars, broken = len(text), text.count("\ufffd") if "\ufffd" in looked else 0
    if is_changed:
        text = _end_lines(text, [end for end in _LINE_ENDS if end[0] in looked])
        text, taken = _take_out(text, dirt)
        broken += taken
    if broken > MAX_BROKEN_SHARE * chars:
        return None
    joined = [char for char in looked.difference(_TO_CHANGE, dirt) if not _stays(char)]
    if joined:
        return Decoded(_normalize_at(text, joined), None)
    return Decoded(text, None if is_changed else encoded)


def _decode(payload: bytes, charset: str) -> tuple[str, bytes]:
    """A page's text, and the same in UTF-8, which most pages are in already."""
    if charset == "utf-8":
        with suppress(UnicodeDecodeError):
            return payload.decode("utf-8"), payload
    text = w3lib_encoding.to_unicode(payload, charset)
    return text, text.encode("utf-8", "surrogatepass")


def _is_surely_utf8(payload: bytes) -> bool:
    """Whether bytes are UTF-8 that no other charset's text forms by chance."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # What begins with one of these bytes is a character of more than one.
    beyond = np.count_nonzero(np.frombuffer(payload, dtype=np.uint8) >= 0xC0)
    return "\0" not in text and int(beyond) >= MIN_UTF8_CHARS


def _usable(charset: str | None) -> str | None:
    """The Python codec of a declared charset; None where it is none, or none for text."""
    name = w3lib_encoding.resolve_encoding(charset) if charset else None
    if (
        name is None
        or name.replace("_", "-") in _NO_CHARSETS
        or not codecs.lookup(name)._is_text_encoding
    ):
        return None
    return name


def detect_charset(payload: bytes) -> str:
    """The charset that the bytes look like; utf-8 where nothing fits.

    UTF-8 with a few bad bytes, or cut inside a character, is still UTF-8: bytes of other
    charsets hardly ever form its sequences by chance.
    """
    text = payload.decode("utf-8", "replace")
    bad = text.rstrip("\ufffd").count("\ufffd")
    if bad == 0 or bad < sum(char > "\x7f" for char in text) - text.count("\ufffd"):
        return "utf-8"
    found = charset_normalizer.from_bytes(payload[:MAX_DETECT_BYTES], cp_isolation=list(_CHARSETS))
    # Of several that fit as well, as those of Western and Central Europe often do, the commonest.
    best = min(
        found,
        key=lambda match: (match.chaos, -match.coherence, _CHARSETS.index(match.encoding)),
        default=None,
    )
    return best.encoding if best is not None else "utf-8"


def clean_text(text: str) -> str:
    r"""NFC, `\n` for every line end, no controls, no NUL, no lone surrogates.

    >>> clean_text("Cafe\u0301\r\nbar\x00")
    'Café\nbar'
    """
    return _normalize(_UNPRINTABLE.sub("", _end_lines(text)))


def _normalize(text: str) -> str:
    # Nothing is joined to a line end: one line with a mark does not make the others take longer.
    return "\n".join(
        line if line.isascii() else unicodedata.normalize("NFC", line) for line in text.split("\n")
    )


def _normalize_at(text: str, joined: Sequence[str]) -> str:
    """A text in NFC, of which all characters but these stay as they are beside any other.

    Each run of these is joined to the one character before it, and to no more.
    """
    if len(joined) > MAX_SEARCHES:
        return _normalize(text)
    places = sorted(islice(_find_places(text, joined), MAX_NORMALISED + 1))
    if len(places) > MAX_NORMALISED:
        return _normalize(text)
    pieces: list[str] = []
    at = 0
    for place in places:
        if place >= at:
            begin, end = max(at, place - 1), place + 1
            while text[end : end + 1] in joined:
                end += 1
            pieces += text[at:begin], unicodedata.normalize("NFC", text[begin:end])
            at = end
    return "".join((*pieces, text[at:]))


def _find_places(text: str, chars: Sequence[str]) -> Iterator[int]:
    """Where some characters stand in a text: one character's places, then the next one's."""
    for char in chars:
        place = text.find(char)
        while place >= 0:
            yield place
            place = text.find(char, place + 1)


def _end_lines(text: str, ends: Sequence[str] = _LINE_ENDS) -> str:
    for end in ends:
        if end in text:
            text = text.replace(end, "\n")
    return text


def _take_out(text: str, dirt: Sequence[str]) -> tuple[str, int]:
    """A text without the unprintable characters that are in it, and how many no text has."""
    for char in filter(_WIDTHLESS.__contains__, dirt):
        text = text.replace(char, "")
    cleaned = text
    others = [char for char in dirt if char not in _WIDTHLESS]
    if len(others) > MAX_SEARCHES:
        cleaned = _UNPRINTABLE.sub("", text)
    else:
        for char in others:
            cleaned = cleaned.replace(char, "")
    return cleaned, len(text) - len(cleaned)


def _look_at(encoded: bytes) -> frozenset[str]:
    """The characters that are not printed in ASCII of a text in UTF-8, or with surrogates.

    In a tenth of the time that a pattern takes: every byte is looked at once, as a number.
    """
    codes = np.frombuffer(encoded, dtype=np.uint8)
    # Space to tilde are the first so many from the space on, and what is below it the last.
    others = codes[np.flatnonzero(codes - np.uint8(0x20) > 0x7E - 0x20)]
    return frozenset(others.tobytes().decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65536)
def _stays(char: str) -> bool:
    """Whether a character stays as it is beside any other."""
    code = ord(char)
    return (
        code < _FIRST_COMBINING
        or code in _SELECTORS
        or (
            # Marks, and vowels and endings of Hangul syllables, are joined to what is before them.
            unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cn")
            and not 0x1100 <= code <= 0x11FF
            and unicodedata.is_normalized("NFC", char)
        )
    )


def fold(text: str) -> str:
    """A text without case, punctuation and spaces, to compare it with others.

    >>> fold("Rain, again!") == fold("RAIN AGAIN")
    True
    """
    # Most of what goes is ASCII, and cheap to take out of bytes.
    if text.isascii():
        return text.encode().translate(_LOWER_BYTES, _NOT_WORD_BYTES).decode()
    encoded = text.casefold().encode("utf-8", "surrogatepass")
    folded = encoded.translate(None, _NOT_WORD_BYTES).decode("utf-8", "surrogatepass")
    for mark in _COMMON_MARKS:
        if mark in folded:
            folded = folded.replace(mark, "")
    return folded if folded.isascii() or folded.isalnum() else _NOT_LETTERS.sub("", folded)


def has_vowel_marks(text: str) -> bool:
    """Whether a text has vowels or tones that are marks, which take words apart for re.

    >>> has_vowel_marks("नौका"), has_vowel_marks("Fähre")
    (True, False)
    """
    return not text.isascii() and _VOWEL_MARK.search(text) is not None


def squeeze(text: str) -> str:
    r"""White space of every kind, runs of it too, as one space; none at the ends.

    >>> squeeze(" a\u00a0 b\n")
    'a b'
    """
    return " ".join(text.split())
