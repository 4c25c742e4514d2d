"""Which language a text is in."""

import re
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import langcodes
import numpy as np
import orjson
from langdetect import LangDetectException
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

from transforms.blocks import count_words

UNDETERMINED = "und"
MIN_WORDS = 20
# More text does not change the answer, and takes longer: half of it from the opening, half from
# the middle, so that a quotation at the top does not decide.
SAMPLE_CHARS = 300
# langdetect draws n-grams at random, so often, and takes the mean. Few draws agree on nearly all
# texts, and one that is as sure as one can be where it says what the page declares; those that do
# not agree are drawn for as often as langdetect does by itself.
FEW_TRIALS = 3
ONE_SURE = Detector.CONV_THRESHOLD  # where it ends a draw
ALL_TRIALS = 7
# Over this probability the detector is believed, whatever the page declares.
CERTAIN = 0.95

# Scripts that a single language is written in. langdetect lacks some of these, and one letter in
# two of them leaves nothing to ask it.
_SCRIPTS = (
    ("el", "\u0370-\u03ff"), ("hy", "\u0530-\u058f"), ("he", "\u0590-\u05ff"),
    ("pa", "\u0a00-\u0a7f"), ("gu", "\u0a80-\u0aff"), ("or", "\u0b00-\u0b7f"),
    ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"), ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"), ("si", "\u0d80-\u0dff"), ("th", "\u0e00-\u0e7f"),
    ("lo", "\u0e80-\u0eff"), ("my", "\u1000-\u109f"), ("ka", "\u10a0-\u10ff"),
    ("am", "\u1200-\u137f"), ("km", "\u1780-\u17ff"), ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7a3"),
)  # fmt: skip
_OF_SCRIPT = tuple((language, re.compile(f"[{chars}]")) for language, chars in _SCRIPTS)
# Japanese is kana and Han in turn.
_MIN_SCRIPT_SHARE = {"ja": 0.2}
MIN_SCRIPT_SHARE = 0.5

# langdetect lacks these, and takes them, quite certain, for what it has. The letters are those
# that no other language is written in that it may be, the first that is found counts: Mongolian
# has some of Kyrgyz's, which has some of Kazakh's.
_LETTERS = (
    ("is", "þ"), ("az", "ə"), ("mt", "ħ"), ("ha", "ƙɗɓ"), ("be", "ў"), ("sr", "ђћ"), ("tg", "ҷӣӯ"),
    ("kk", "ұқ"), ("ky", "ң"), ("mn", "өү"), ("ps", "ښځ"), ("ku", "ێۆڵ"), ("ti", "ኣ"),
)  # fmt: skip
# Capitals too, each once. To count them takes a fiftieth of the time of a pattern without case.
_OF_LETTER = tuple((language, {*letters, *letters.upper()}) for language, letters in _LETTERS)
# Q and x are letters of Nguni languages, not of Swahili, and "that" and "and" tell Zulu from Xhosa.
_NGUNI = re.compile(r"[qx]", re.IGNORECASE)
_ZULU = re.compile(r"\b(?:ukuthi|futhi|kanye|uma)\b", re.IGNORECASE)
_XHOSA = re.compile(r"\b(?:ukuba|kwaye|kunye|xa)\b", re.IGNORECASE)
MIN_LETTER_SHARE = 0.003
# A page that declares a language that langdetect lacks is written in it, unless it turns out to
# be in one of those that the same sites publish in too.
_WIDESPREAD = frozenset({"ar", "de", "en", "es", "fr", "it", "pt", "ru", "zh"})
_TAG = re.compile(r"[a-z]{2,3}")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_THREE_LETTERS = re.compile(r"[a-z]{3}")
# Undetermined, several, no words, not coded (ISO 639-2).
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})
_LANGDETECT_NAMES = MappingProxyType({"fil": "tl"})


def detect_language(text: str, declared: str | None = None) -> tuple[str, float]:
    """The language of a text (ISO 639-1) and its probability, 0 to 1.

    What the page declares decides between the languages that the detector holds
    possible, where it is not certain, and which Norwegian it is: `nb` unless `nn` is
    declared. `und` and 0 below 20 words, or where nothing is recognised. The same text
    gives the same answer, whatever was asked before.

    >>> detect_language("too short")
    ('und', 0.0)
    """
    sample = _sample(text)
    if count_words(sample) < MIN_WORDS:
        return UNDETERMINED, 0.0
    letters = 0 if sample.isascii() else sum(map(str.isalpha, sample))
    for language, chars in _OF_SCRIPT if letters else ():
        share = len(chars.findall(sample)) / letters
        if share >= _MIN_SCRIPT_SHARE.get(language, MIN_SCRIPT_SHARE):
            return _by_letters(sample) or language, 1.0
    declared = primary_subtag(declared or "")
    candidates = _ask_langdetect(sample, 1) if declared else []
    if not any(lang == declared and score >= ONE_SURE for lang, score in candidates[:1]):
        candidates = _ask_langdetect(sample, FEW_TRIALS)
    if candidates and candidates[0][1] < CERTAIN:
        candidates = _ask_langdetect(sample, ALL_TRIALS)
    if candidates and candidates[0][0] == "ko" and _HANGUL.search(sample) is None:
        # It holds Traditional Chinese for Korean, whose own letters are of another script.
        return "zh", round(min(candidates[0][1], 1.0), 4)
    if not candidates:  # no letters at all, or none that it knows
        return UNDETERMINED, 0.0
    best, score = candidates[0]
    if score < CERTAIN:
        known = "no" if declared in ("nb", "nn") else declared
        best, score = next((c for c in candidates if c[0] == known), (best, score))
    return _beyond_langdetect(best, declared, text), round(min(score, 1.0), 4)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE_CHARS:
        return text
    half, middle = SAMPLE_CHARS // 2, len(text) // 2
    return f"{text[:half]} {text[max(middle, half) :][:half]}"


class _Profiles(NamedTuple):
    """What langdetect knows of its languages.

    Attributes:
        factory: its languages, and of each n-gram the row.
        frequencies: how frequent each n-gram is, a row, in each language, a column.
    """

    factory: DetectorFactory
    frequencies: NDArray[np.float64]


@lru_cache(maxsize=1)
def _profiles() -> _Profiles:
    """The profiles of langdetect, read in a quarter of the time that it takes itself.

    And in the order of their names: it reads them in the order that the file system lists them
    in, which the last bits of its sums depend on.
    """
    factory = DetectorFactory()
    rows: dict[str, int] = factory.word_lang_prob_map
    columns = []
    for path in sorted(Path(PROFILES_DIRECTORY).iterdir()):
        profile = orjson.loads(path.read_bytes())
        counts = profile["freq"]
        factory.langlist.append(profile["name"])
        totals = np.array(profile["n_words"])[np.array(list(map(len, counts))) - 1]
        places = np.array([rows.setdefault(gram, len(rows)) for gram in counts])
        columns.append((places, np.array(list(counts.values())) / totals))
    frequencies = np.zeros((len(rows), len(columns)))
    for column, (places, shares) in enumerate(columns):
        frequencies[places, column] = shares
    return _Profiles(factory, frequencies)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(map(primary_subtag, _profiles().factory.get_lang_list())) | {"nb", "nn"}


class ArrayDetector(Detector):
    """langdetect's detector with all languages in one array: the same answers in less time.

    Where a method of langdetect's has a loop over the languages, its sums are kept in their order.
    An n-gram is the number of its row.
    """

    def __init__(self) -> None:
        profiles = _profiles()
        super().__init__(profiles.factory)
        self.frequencies = profiles.frequencies

    def _init_probability(self) -> NDArray[np.float64]:
        return np.full(len(self.langlist), 1.0 / len(self.langlist))

    def _update_lang_prob(self, prob: NDArray[np.float64], row: int, alpha: float) -> bool:
        prob *= alpha / self.BASE_FREQ + self.frequencies[row]
        return True

    def _normalize_prob(self, prob: NDArray[np.float64]) -> float:
        prob /= sum(prob.tolist())
        return float(prob.max())

    def append(self, text: str) -> None:
        # _extract_ngrams squeezes it.
        text = self.MAIL_RE.sub(" ", self.URL_RE.sub(" ", text))
        self.text += NGram.normalize_vi(text)[: self.max_text_length]

    def cleaning_text(self) -> None:
        # Only what has less Latin letters than others is cleaned.
        if not self.text.isascii():
            latin = sum(map(len, _LATIN_LETTERS.findall(self.text)))
            if latin * 2 < len(_BEYOND_LATIN.findall(self.text)):
                super().cleaning_text()

    def _extract_ngrams(self) -> list[int]:
        chars = _SPACES.sub(" ", "".join(map(_normal_char, self.text))).lstrip(" ")
        return list(chain.from_iterable(map(_ngrams, f"  {chars}", f" {chars}", chars)))


# As langdetect tells them apart.
_LATIN_LETTERS = re.compile(r"[A-z]+")
_BEYOND_LATIN = re.compile(r"[^\x00-\u02ff]")
_SPACES = re.compile(r"  +")
_normal_char = lru_cache(maxsize=16384)(NGram.normalize)


@lru_cache(maxsize=16384)
def _ngrams(ahead: str, before: str, char: str) -> tuple[int, ...]:
    """The rows of what langdetect draws that ends in a character, given the two before it.

    One to three characters in a row, the space before a word counted. None ends in the second or
    a later capital of a row, as those of abbreviations do.
    """
    if char.isupper() and before.isupper():
        return ()
    found = [before + char]
    if char != " ":
        found.insert(0, char)
    if before != " ":
        found.append(ahead + before + char)
    rows = _profiles().factory.word_lang_prob_map
    return tuple([rows[gram] for gram in found if gram in rows])


def _ask_langdetect(text: str, trials: int) -> list[tuple[str, float]]:
    """The languages that langdetect holds possible, best first; empty where it finds no letters."""
    detector = ArrayDetector()
    detector.seed = 0  # of its own: the same draws for every text
    detector.n_trial = trials
    detector.append(text)
    try:
        return [
            (primary_subtag(found.lang), float(found.prob))
            for found in detector.get_probabilities()
        ]
    except LangDetectException:
        return []


def _beyond_langdetect(language: str, declared: str, text: str) -> str:
    """The language, where langdetect can only have meant a neighbour that it does not know."""
    unknown = _TAG.fullmatch(declared) and declared not in _known()
    if unknown and language not in _WIDESPREAD:
        return declared
    # In English they are those of names.
    if language != "en" and (lacking := _by_letters(text)):
        return lacking
    if language == "no":
        return "nn" if declared == "nn" else "nb"
    if language == "sw" and len(_NGUNI.findall(text)) > MIN_LETTER_SHARE * len(text):
        return "xh" if len(_XHOSA.findall(text)) > len(_ZULU.findall(text)) else "zu"
    return language


def _by_letters(text: str) -> str | None:
    """The language that langdetect lacks and whose letters the text is written in."""
    rare = MIN_LETTER_SHARE * len(text)
    of_letter = () if text.isascii() else _OF_LETTER
    counted = ((language, sum(map(text.count, letters))) for language, letters in of_letter)
    return next((language for language, number in counted if number > rare), None)


@lru_cache(maxsize=1024)
def primary_subtag(tag: str) -> str:
    """The language of a tag (RFC 5646 §2.1), whatever separates its parts; "" where it names none.

    Codes of three letters (ISO 639-3) become those of two that langdetect has.

    >>> primary_subtag("en_GB"), primary_subtag("zh-cn"), primary_subtag("pol")
    ('en', 'zh', 'pl')
    """
    subtag = tag.strip().replace("_", "-").partition("-")[0].lower()
    if not _THREE_LETTERS.fullmatch(subtag):
        return subtag
    if subtag in _NO_LANGUAGE:
        return ""
    language = langcodes.get(subtag)
    if len(language.language or "") > 2:
        language = language.prefer_macrolanguage()
    return _LANGDETECT_NAMES.get(language.language or "", language.language or "")
