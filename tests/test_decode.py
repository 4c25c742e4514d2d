"""Bytes to text: charsets, cleaning, and what is no text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Source
from transforms.decode import (
    MAX_DETECT_BYTES,
    MAX_SEARCHES,
    VOWEL_MARKS,
    clean_text,
    decode_bytes,
    decode_page,
    detect_charset,
    fold,
    squeeze,
)
from transforms.pages import MediaType, Page

GERMAN = (
    "Die Möwen über dem Hafen von Ellery schrien früh am Morgen, als die Fähre anlegte "
    "und niemand ausstieg. Später erklärte die Kapitänin, sie sei zu früh gewesen."
)
RUSSIAN = "Паром не вышел в море из-за сильного ветра, сообщили вчера в порту острова."


def page(payload: bytes, media_type: MediaType, charset: str | None = None) -> Page:
    """A page of these bytes."""
    return Page(
        payload=payload, media_type=media_type, charset=charset, source=Source(dump="d.txt")
    )


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "utf-8"),
        ("utf-8", "no-such-charset"),
        ("utf-8-sig", None),
        ("utf-8-sig", "iso-8859-1"),
        ("utf-16", None),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-16-le"),
        ("iso-8859-1", "iso-8859-1"),
        ("iso-8859-1", "ISO-8859-1"),
        ("iso-8859-1", None),
        ("cp1252", "latin1"),
    ],
)
@pytest.mark.parametrize("media_type", MediaType)
def test_charsets(media_type: MediaType, encoding: str, declared: str | None) -> None:
    assert decode_page(page(GERMAN.encode(encoding), media_type, declared)) == GERMAN


@pytest.mark.parametrize(
    ("encoding", "declared"), [("cp1251", "windows-1251"), ("koi8-r", "koi8-r"), ("utf-8", None)]
)
def test_charsets_of_another_script(encoding: str, declared: str | None) -> None:
    payload = RUSSIAN.encode(encoding)
    assert decode_page(page(payload, MediaType.TEXT, declared)) == RUSSIAN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "La compañía cerró el muelle de Ellery; los niños y los dueños, mañana y noche.",
        ),
        ("cp1252", "Färjan slutar gå på söndagar, meddelade hamnstyrelsen på onsdagen i Ellery."),
        ("cp1252", "Tänä talvena lauttaa käytti keskimäärin alle kolmekymmentä matkustajaa."),
        (
            "iso8859-2",
            "Tej zimy z łodzi korzystało średnio mniej niż trzydziestu pasażerów, mówią.",
        ),
        ("cp1250", "Tej zimy z łodzi korzystało średnio mniej niż trzydziestu pasażerów, mówią."),
    ],
)
def test_charsets_that_nobody_declares(encoding: str, text: str) -> None:
    html = f"<html><body><p>{text}</p><p>{text}</p></body></html>"
    assert decode_page(page(html.encode(encoding), MediaType.HTML)) == html


def test_html_says_its_own_charset_where_nothing_else_does() -> None:
    html = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert decode_page(page(html.encode("cp1251"), MediaType.HTML)) == html


@pytest.mark.parametrize("declaration", ['<meta charset="utf-8">', "<?xml encoding='utf-8'?>"])
@pytest.mark.parametrize(("encoding", "text"), [("cp1251", RUSSIAN), ("cp1252", GERMAN * 2)])
def test_html_that_says_utf8_and_is_none(encoding: str, text: str, declaration: str) -> None:
    html = f"{declaration}<p>{text}</p>"
    assert decode_page(page(html.encode(encoding), MediaType.HTML)) == html
    # A few bad bytes make nothing else of it.
    bad = html.encode() * 4 + b"\xff" * 9
    assert decode_page(page(bad, MediaType.HTML)) == html * 4 + "\ufffd" * 9


def test_what_the_server_declares_comes_before_what_the_html_says() -> None:
    html = f'<meta charset="utf-8"><p>{RUSSIAN}</p>'
    assert decode_page(page(html.encode("cp1251"), MediaType.HTML, "windows-1251")) == html


def test_a_meta_element_is_no_declaration_in_text() -> None:
    text = f'<meta charset="windows-1251"> {GERMAN}'
    assert decode_page(page(text.encode(), MediaType.TEXT)) == text


@pytest.mark.parametrize("media_type", MediaType)
@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(bytes(range(256)) * 8, id="all bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), id="picture"),
        pytest.param(b"\x00\x01\x02" * 50, id="controls"),
    ],
)
def test_what_is_no_text(payload: bytes, media_type: MediaType) -> None:
    assert decode_page(page(payload, media_type)) is None


def test_few_broken_characters_are_borne_and_many_are_not() -> None:
    few, many = b"quay " * 20 + b"\xff" * 4, b"quay " * 20 + b"\xff" * 12
    assert decode_page(page(few, MediaType.TEXT, "utf-8")) == "quay " * 20 + "\ufffd" * 4
    assert decode_page(page(many, MediaType.TEXT, "utf-8")) is None


def test_a_character_that_is_broken_in_two_is_lost() -> None:
    payload = b"quay " * 20 + b"\xc3 \xa9"
    assert decode_page(page(payload, MediaType.TEXT, "utf-8")) == "quay " * 20 + "\ufffd \ufffd"


def test_an_empty_page_is_empty_text() -> None:
    assert decode_page(page(b"", MediaType.TEXT)) == ""


def test_decoded_text_is_clean() -> None:
    payload = b"\xef\xbb\xbfone\r\ntwo\x00\rthree Cafe\xcc\x81"
    assert decode_page(page(payload, MediaType.TEXT)) == "one\ntwo\nthree Café"


def test_one_bad_byte_far_down_a_long_page_does_not_change_its_charset() -> None:
    head = (GERMAN + "\n").encode() * (MAX_DETECT_BYTES // len(GERMAN.encode()) + 1)
    assert detect_charset(head + b"\xff\n") == "utf-8"
    text = decode_page(page(head + b"\xff\n", MediaType.TEXT))
    assert text is not None
    assert text.startswith(GERMAN)
    assert text.endswith("\ufffd\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four\u2029five\x0bsix\x0cseven\x85eight", "one two three four "
         "five six seven eight".replace(" ", "\n")),
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("a\tb", "a\tb"),
        ("\ufeffone", "one"),
        ("\u200bo\u2060ne", "one"),
        ("Cafe\u0301 A\u030a", "Café Å"),
        ("a\ud800b\udfff", "ab"),
        ("lost \ufffd", "lost \ufffd"),
        ("a\u00a0b \u200d 👩‍🚒", "a\u00a0b \u200d 👩‍🚒"),
        ("\n\n", "\n\n"),
    ],
)  # fmt: skip
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\n\u3000\u00a0", ""),
        (" a  b\n\nc\u2003d ", "a b c d"),
        ("a\u200bb", "a\u200bb"),
    ],
)
def test_squeeze(text: str, expected: str) -> None:
    assert squeeze(text) == expected


# Lone surrogates come out of JSON and of Python's own decoders.
ANY_TEXT = st.text(st.characters(codec=None))


@given(ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_clean_text_keeps_its_promises_and_is_idempotent(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {"\x00", "\r", "\ufeff"} & set(cleaned)
    cleaned.encode("utf-8")


@given(ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_squeeze_is_idempotent_and_keeps_words(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert squeeze(text).split(" ") == (text.split() or [""])


def letters_of(text: str) -> str:
    """What fold gives, by its definition; ids of articles are made of it."""
    return "".join(char for char in text.casefold() if char.isalnum() or char in VOWEL_MARKS)


def test_every_character_is_folded_as_defined() -> None:
    for code in range(0x3000):
        text = f"Pier {chr(code)} 7"
        assert fold(text) == letters_of(text), hex(code)


@given(ANY_TEXT | st.text(alphabet="aB1 ,\u2019\u2014\u00a0\u00aa\u00b2\u00e9\u0130\u1e9e"))
@settings(max_examples=200, deadline=None)
def test_texts_are_folded_as_defined(text: str) -> None:
    assert fold(text) == letters_of(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("नौका बंद!", "नौका - बंद", True),
        ("कल", "काल", False),
        ("ปลา", "ป่า ลา", False),
        # Vowels that most texts leave out.
        ("كَتَبَ", "كتب", True),
    ],
)
def test_vowels_are_letters_where_they_are_written(one: str, other: str, expected: bool) -> None:
    assert (fold(one) == fold(other)) is expected


@given(st.binary(max_size=300), st.sampled_from(MediaType))
@settings(max_examples=60, deadline=None)
def test_decoded_text_is_clean_whatever_the_bytes(payload: bytes, media_type: MediaType) -> None:
    decoded = decode_bytes(page(payload, media_type))
    assert decoded is None or clean_text(decoded.text) == decoded.text
    assert decoded is None or decoded.encoded in (None, decoded.text.encode())


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_clean_page_is_at_hand_in_utf8(charset: str) -> None:
    payload = GERMAN.encode(charset)
    assert decode_bytes(page(payload, MediaType.HTML, charset)) == (GERMAN, GERMAN.encode())


@pytest.mark.parametrize("kinds", [1, MAX_SEARCHES, MAX_SEARCHES + 1, 20])
def test_what_is_unprintable_goes_whether_it_is_of_few_kinds_or_of_many(kinds: int) -> None:
    dirt = "".join(map(chr, range(0x80, 0x80 + kinds))).replace("\x85", "\ufeff")
    decoded = decode_bytes(page((GERMAN * 20 + dirt).encode(), MediaType.TEXT, "utf-8"))
    assert decoded == (GERMAN * 20, None)
    assert decode_bytes(page((GERMAN + dirt * 20).encode(), MediaType.TEXT, "utf-8")) is None


def test_what_has_no_width_says_nothing_of_a_text() -> None:
    marked = GERMAN.replace(" ", "\u200b \u2060")
    assert decode_bytes(page(marked.encode(), MediaType.TEXT, "utf-8")) == (GERMAN, None)


@pytest.mark.parametrize("dirt", ["\x00", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", "e\u0301"])
def test_bytes_that_are_not_those_of_the_text_are_not_at_hand(dirt: str) -> None:
    decoded = decode_bytes(page(f"Quay {dirt} 7, Port Ellery".encode(), MediaType.HTML, "utf-8"))
    assert decoded is not None
    assert decoded.text == clean_text(f"Quay {dirt} 7, Port Ellery")
    assert decoded.encoded in (None, decoded.text.encode())
