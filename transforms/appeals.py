"""What a paper says below its articles to those who read them: that they are to pay for it.

As in transforms.furniture, the words are common vocabulary of several languages.
"""

import re
from collections.abc import Sequence

from transforms import furniture

MAX_APPEAL_CHARS = 900

# These are of texts in lower case, as furniture.lower makes it.
_WE = re.compile(
    r"\b(?:we|us|our|ours|wir|uns|unser\w*|nous|notre|nos|nosotr[oa]s|nuestr\w+|noi|nostr\w+|nós"
    r"|noss\w+|wij|ons|onze)\b",
)
_YOU = re.compile(
    r"\b(?:you|yours?|sie|ihr(?:en?|em|er)?|dein\w*|vous|votre|vos|usted(?:es)?|tu|tus|tuo|tua|voi|vostr\w+"
    r"|você|vocês|seu|sua|u|uw|je|jouw"
    r"|soutenez|faites|abonnez|hazte|apoya|dona|sostieni|abbonati|apoie|doe|assine|steun|doneer)\b"
    r"|^\W*(?:support|donate|help|become|contribute|subscribe|join)\b",
)
_PAPER = re.compile(
    r"""\b(?:
    (?:our|unser\w*|notre|nos|nuestr\w+|nostr\w+|noss\w+|onze|ons)\s(?:newsrooms?|journalis\w+|reporters
        |reporting|redaktion|recherchen|berichterstattung|rédaction|enquêtes|periodi\w+|redacción
        |giornalis\w+|redazione|jornalis\w+|redação|redactie)
    |(?:independent|quality|high-quality|non-?profit|investigative|fearless|trusted|free)
        \s(?:journalism|news(?:room)?|reporting|media)
    |readers\slike\syou|paywalls?|free\s(?:for|to)\s(?:all|everyone)
    |(?:unabhängig|kritisch|frei)\w*\s(?:journalismus|medien|berichterstattung)
    |(?:journalisme|presse|médias?|information)\s(?:indépendant\w*|libres?|gratuite?s?|de\squalité)
    |(?:periodismo|medios?|información)\s(?:independientes?|libres?|gratuit[oa]s?|de\scalidad)
    |(?:giornalismo|informazione)\s(?:indipendente|liber[oa]|gratuit[oa]|di\squalità)
    |(?:jornalismo|informação)\s(?:independente|livre|gratuit[oa]|de\squalidade)
    |onafhankelijke?\s(?:journalistiek|nieuws|media)
    )\b""",
    re.VERBOSE,
)
_ASK = re.compile(
    r"""\b(?:
    contribut(?:e|ing|ions?)|donat(?:e|ing|ions?)|as\slittle\sas\s[$£€]?\d|chip\sin
    |(?:support|fund)(?:ing)?\s(?:us|our|this|independent|quality|the\swork)
    |help\s(?:us|keep|fund|sustain)|become\sa\s(?:member|subscriber|supporter|patron)
    |unterstütz\w+|spende[nt]?|mitglied\swerden|abonnier\w+
    |souten(?:ez|ir)|soutien|fai(?:re|tes)\sun\sdon|abonnez|contribuez
    |apóy[ae]\w*|apoy[aeo]\w*|don[ae]|donación|hazte\ssoci[oa]|suscríb\w+
    |sostien\w+|sostenere|donazione|abbonat\w+
    |apoi[ae]\w*|doe|doação|assine|steun|doneer|word\slid
    )(?!\w)""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"[\"“”„«»]")


def is_appeal(texts: Sequence[str]) -> bool:
    """Whether lines are nothing but an appeal, with headings or without.

    >>> appeal = "We keep our journalism free. Your donation helps us."
    >>> is_appeal(["Support us", appeal]), is_appeal([appeal, "The fog came at noon." * 4])
    (True, False)
    """
    return all(may_be_of_appeal(text) for text in texts) and asks_for_paper(texts)


def may_be_of_appeal(text: str) -> bool:
    """Whether a line may stand in an appeal: a heading, or a paragraph of the paper itself.

    The paper speaks of itself, or asks its reader for support, and quotes nobody.
    """
    if not furniture.is_prose(text):
        return True
    is_short = len(text) <= MAX_APPEAL_CHARS and _QUOTED.search(text) is None
    return is_short and (_WE.search(furniture.lower(text)) is not None or _asks(text))


def asks_for_paper(texts: Sequence[str]) -> bool:
    """Whether one of some lines tells of the paper's journalism, and one asks to support it.

    >>> asks_for_paper(["Support our newsroom by contributing as little as $1 a month."])
    True
    >>> asks_for_paper(["The harbour office asked its members to contribute more."])
    False
    """
    return any(map(tells_of_paper, texts)) and any(map(_asks, texts))


def tells_of_paper(text: str) -> bool:
    """Whether a paper tells of its journalism.

    >>> tells_of_paper("We keep our journalism free for everyone.")
    True
    """
    lower = furniture.lower(text)
    return _WE.search(lower) is not None and _PAPER.search(lower) is not None


def _asks(text: str) -> bool:
    lower = furniture.lower(text)
    return _ASK.search(lower) is not None and _YOU.search(lower) is not None
