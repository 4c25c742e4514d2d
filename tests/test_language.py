"""Languages: what is recognised, and what a declaration decides."""

import pytest

from transforms.language import MIN_WORDS, detect_language, primary_subtag

ENGLISH = (
    "The ferry to the island will not run before April, the harbour office said on Monday, "
    "because ice has damaged both of its propellers and the spare ones."
)
GERMAN = (
    "Die Fähre zur Insel fährt nicht vor April, teilte das Hafenamt am Montag mit, weil das Eis "
    "beide Schrauben und auch die Ersatzschrauben beschädigt hat."
)
SPANISH = (
    "El barco que lleva a la isla no saldrá antes de abril, dijo el lunes la oficina del puerto, "
    "porque el hielo ha dañado las dos hélices y también las de repuesto."
)
RUSSIAN = (
    "Паром на остров не пойдёт раньше апреля, сообщили в понедельник в управлении порта, потому "
    "что лёд повредил оба винта, а запасных винтов больше нет и не будет."
)
CHINESE = "渡轮将在四月之前停运，港务局周一表示，岛上居民只能等待天气好转。"
# Danish and Norwegian spell these words alike.
DANISH_OR_NORWEGIAN = (
    "Fergen til øen er stoppet for vinteren, og ingen ved hvornår den kommer igen, sagde havnens "
    "leder mandag morgen til avisen i byen."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (SPANISH, "es"),
        (RUSSIAN, "ru"),
        (CHINESE, "zh"),
    ],
)
def test_languages(text: str, expected: str) -> None:
    language, score = detect_language(text)
    assert language == expected
    assert 0.8 < score <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry stops",
        " ".join(["ferry"] * (MIN_WORDS - 1)),
        "14 " * MIN_WORDS,
        "– … " * MIN_WORDS,
    ],
)
@pytest.mark.parametrize("declared", [None, "en"])
def test_undetermined(text: str, declared: str | None) -> None:
    assert detect_language(text, declared) == ("und", 0.0)


@pytest.mark.parametrize("declared", ["de", "de-DE", "xx", ""])
def test_a_certain_detector_is_believed_whatever_is_declared(declared: str) -> None:
    assert detect_language(ENGLISH, declared) == detect_language(ENGLISH)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [(None, "da"), ("no", "no"), ("no_NO", "no"), ("da", "da"), ("de", "da"), ("", "da")],
)
def test_the_declared_language_decides_between_possible_ones(
    declared: str | None, expected: str
) -> None:
    language, score = detect_language(DANISH_OR_NORWEGIAN, declared)
    assert language == expected
    assert 0.0 < score < 0.95


def test_only_the_beginning_of_a_long_text_counts() -> None:
    long = ENGLISH * 10
    assert detect_language(long + GERMAN * 50) == detect_language(long)


def test_the_same_text_gives_the_same_answer_after_others() -> None:
    first = detect_language(DANISH_OR_NORWEGIAN)
    for text in (GERMAN, ENGLISH, CHINESE):
        detect_language(text)
        assert detect_language(DANISH_OR_NORWEGIAN) == first


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN", "en"),
        (" de-AT ", "de"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("", ""),
    ],
)
def test_primary_subtag(tag: str, expected: str) -> None:
    assert primary_subtag(tag) == expected
