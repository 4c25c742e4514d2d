"""Which language a text is in."""

from langdetect import DetectorFactory, LangDetectException, detect_langs

from transforms.blocks import count_words

# langdetect draws at random; a fixed seed makes it give the same answer every time.
DetectorFactory.seed = 0

UNDETERMINED = "und"
MIN_WORDS = 20
# More text does not change the answer, and takes longer.
MAX_DETECT_CHARS = 1000
# Over this probability the detector is believed, whatever the page declares.
CERTAIN = 0.95


def detect_language(text: str, declared: str | None = None) -> tuple[str, float]:
    """The language of a text (ISO 639-1) and its probability, 0 to 1.

    What the page declares decides between the languages that the detector holds
    possible, where it is not certain. `und` and 0 below 20 words, or where nothing is
    recognised.

    >>> detect_language("too short")
    ('und', 0.0)
    """
    sample = text[:MAX_DETECT_CHARS]
    if count_words(sample) < MIN_WORDS:
        return UNDETERMINED, 0.0
    try:
        candidates = [(primary_subtag(found.lang), found.prob) for found in detect_langs(sample)]
    except LangDetectException:  # no letters at all
        return UNDETERMINED, 0.0
    best, score = candidates[0]
    if score < CERTAIN and declared:
        declared = primary_subtag(declared)
        best, score = next((c for c in candidates if c[0] == declared), (best, score))
    return best, round(min(score, 1.0), 4)


def primary_subtag(tag: str) -> str:
    """The language of a tag (RFC 5646 §2.1), whatever separates its parts.

    >>> primary_subtag("en_GB"), primary_subtag("zh-cn")
    ('en', 'zh')
    """
    return tag.strip().replace("_", "-").partition("-")[0].lower()
