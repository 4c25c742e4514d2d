"""Datelines: the place, the agency and the reporters that stand before an article's first sentence.

The forms are those of the style books of agencies and papers, as they print them.
"""

import re
from typing import NamedTuple

from transforms.byline import PARTICLES, find_agency, is_person

MAX_PLACE_WORDS = 5


class Dateline(NamedTuple):
    """What stands before the first sentence: where it was filed, for whom, and by whom."""

    place: str | None
    agency: str | None = None
    authors: tuple[str, ...] = ()


class _Form(NamedTuple):
    """A form of datelines; one that is not told by its shape needs an agency that is known."""

    pattern: re.Pattern[str]
    needs_agency: bool = False


_PLACE = r"(?P<place>[^\W\d_][\w.'’/ ,-]{1,48}?)"
_DAY = (
    r"(?:(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?)(?:,?\s+(?:19|20)\d\d\.?)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{2,4})?"
    r"|(?:19|20)\d\d\.\s+[^\W\d_]{3,10}\s+\d{1,2}\.(?:,\s+[^\W\d_]{4,10})?)"
)
_AGENCY = r"\((?P<agency>[^()]{2,24})\)"
_DASH = r"(?:\s[—–-]{1,2}|\s_|[—–]|:|\s?\.-)\s+(?=\S)"
# BAGHDAD (Reuters) - Talks; Port Ellery, May 5 - Talks; PORT SUDAN: Talks; Paris, 5 mai (AFP) -
# Behind a place in capitals a dash may stand between two words: WASHINGTON—Talks. An agency that is
# known is found by the forms below.
_BY_PLACE = re.compile(
    rf"{_PLACE}(?:,\s+{_DAY})?\s*(?:{_AGENCY}\s*)?(?:{_DASH}|(?P<tight>—)(?=[A-ZÀ-Þ“\"]))"
)
_HAN = r"\u3400-\u9fff"
_KANA = r"\u3040-\u30ff"
_HANGUL = r"\uac00-\ud7a3"
_ARABIC = r"\u0600-\u06ff"
_FORMS = (
    # МОСКВА, 5 мая — РИА Новости. Переговоры; МОСКВА, 5 мая. /ТАСС/. Переговоры
    _Form(
        re.compile(rf"{_PLACE},\s+{_DAY}\.?\s+[—–/-]\s?(?P<agency>[^\W\d_][\w -]{{2,24}})[./]+\s"),
        needs_agency=True,
    ),
    # (ANSA) - ROMA, 05 MAG - Le trattative
    _Form(
        re.compile(
            rf"{_AGENCY}\s*[—–-]\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.' -]{{1,30}}?)"
            r"(?:,\s+\d{1,2}\s+[A-Z]{3})?\s+[—–-]\s"
        ),
        needs_agency=True,
    ),
    # (Reuters) - Talks; May 5 (Reuters) - Talks
    _Form(re.compile(rf"(?:{_DAY}\s+)?{_AGENCY}\s*{_DASH}"), needs_agency=True),
    # Praha 5. května (ČTK) - Rozhovory; DHAKA, May 5 (BSS)-Talks; Bern (sda) Die Gespräche;
    # København /ritzau/ - Forhandlinger
    _Form(
        re.compile(
            rf"{_PLACE}(?:,?\s+{_DAY})?\s*(?:{_AGENCY}|/(?P<slashed>[^\W\d_]{{2,15}})/)"
            r"(?:\s*[—–-]{1,2}(?=\s?\S)|\s?\.-\s|\s?:\s|\s(?=[^\W\d_])(?![a-zß-ÿ]))"
        ),
        needs_agency=True,
    ),
    # Accra, May 5, GNA - Talks
    _Form(
        re.compile(rf"{_PLACE},\s+{_DAY},\s+(?P<agency>[^\W\d_][\w-]{{1,14}}){_DASH}"),
        needs_agency=True,
    ),
    # 新华社兰州5月5日电（记者李明泽）清晨
    _Form(
        re.compile(
            rf"(?P<agency>[{_HAN}]{{1,4}}[社网網报報])(?P<place>[{_HAN}]{{2,12}}?)"
            r"(?:\d{1,2}月)?\d{1,2}日[电電]"
            rf"(?:\s?[(（](?:记者|記者)[:：\s]?(?P<authors>[{_HAN}、，,\s]{{2,40}})[)）])?"
        )
    ),
    # （中央社記者林怡君台南5日電）, whose names have three characters
    _Form(
        re.compile(
            rf"[(（](?P<agency>[{_HAN}]{{2,3}}社)(?:記者(?P<authors>[{_HAN}]{{3}}))?"
            rf"(?P<place>[{_HAN}]{{2,6}}?)\d{{1,2}}日(?:专|專|综合|綜合|外)?[电電][)）]"
        )
    ),
    # (부산=연합뉴스) 김도현 기자 = 조선소가
    _Form(
        re.compile(
            rf"[(\[【](?P<place>[{_HANGUL}·, ]{{1,20}})=(?P<agency>[{_HANGUL}\w]{{2,10}})[)\]】]"
            rf"(?:\s?(?P<authors>[{_HANGUL}]{{2,4}}(?:[·, ]{{1,2}}[{_HANGUL}]{{2,4}}){{0,4}})"
            r" ?(?:선임|인턴)?(?:기자|특파원))?"
        )
    ),
    # 【ロンドン共同】; 【ワシントン＝時事】
    _Form(
        re.compile(
            rf"【(?P<place>[{_HAN}{_KANA}]{{1,12}}?)[\s＝=]{{0,2}}(?P<agency>共同|時事|ロイター)】"
        )
    ),
    # 【ソウル＝小池和樹】
    _Form(
        re.compile(
            rf"【(?P<place>[{_HAN}{_KANA}]{{1,12}})[＝=](?P<authors>[{_HAN}{_KANA}、，]{{3,24}})】"
        )
    ),
    # ［東京　５日　ロイター］
    _Form(
        re.compile(
            r"[［\[](?P<place>[^\s\d［］\[\]]{1,20})\s(?:\d{1,2}月)?\d{1,2}日\s"
            r"(?P<agency>[^\W\d_]{2,10})[］\]]"
        ),
        needs_agency=True,
    ),
    # दिल्ली, 5 मई (भाषा) वार्ता
    _Form(
        re.compile(
            rf"(?P<place>[^\W\d_][^()\d,.:]{{1,30}}),\s+\d{{1,2}}\s+[^()\d,.:]{{2,12}}\s{_AGENCY}\s"
        ),
        needs_agency=True,
    ),
    # دبي (رويترز) - المحادثات; القاهرة - رويترز: المحادثات
    _Form(
        re.compile(
            rf"(?P<place>[{_ARABIC}][{_ARABIC} ]{{1,30}}?(?:\s\([{_ARABIC} ]{{2,20}}\))?)\s?"
            rf"[-–—/(]\s?(?P<agency>[{_ARABIC}. ]{{2,14}}?)\s?\)?\s?[-–—:/]"
        ),
        needs_agency=True,
    ),
)
# Agencies by the names that they have in datelines alone.
_ONLY_HERE = {"共同": "共同通信", "時事": "時事通信", "भाषा": "PTI", "वार्ता": "UNI"}
# What stands among reporters' names: "of this paper", "correspondent".
_NOBODY = frozenset("本报 本報 本社 本刊 通讯员 特派员 特派員 記者 记者".split())
# The paper beside the place, by its site's name: "DEMAK, KOMPAS.com - "; "D.C." is none.
_HOST = re.compile(r"(?:^|,\s)\w{3,}(?:\.[^\W\d_]{2,3}){1,2}(?:,\s|$)")
# The station beside the place, by its initials, which have no vowel: "New York CNN — ".
_STATION = re.compile(r"(?:^|,?\s)[B-DF-HJ-NP-TV-XZ]{3,}\b.*")
_BETWEEN_NAMES = re.compile(r"[、，,·\s]+")


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a first paragraph opens with.

    A place in capitals, or one before an agency in brackets, or one of capitalised words
    before a dash or colon; or what agencies print in other scripts.

    >>> read_dateline("BAGHDAD (Reuters) - Talks between the two")
    Dateline(place='BAGHDAD', agency='Reuters', authors=())
    >>> read_dateline("PORT SUDAN: Sudan's military advanced")
    Dateline(place='PORT SUDAN', agency=None, authors=())
    >>> read_dateline("LADANG, HARIAN.com - Warga").place
    'LADANG'
    >>> read_dateline("新华社兰州3月21日电（记者李明泽）清晨6时")
    Dateline(place='兰州', agency='新华社', authors=('李明泽',))
    >>> read_dateline("The army - at war since April - has advanced") is None
    True
    """
    for form in _FORMS:
        if found := form.pattern.match(paragraph):
            parts = found.groupdict()
            by = parts.get("authors") or ""
            named = (parts.get("agency") or parts.get("slashed") or by).strip()
            agency = _find_agency(named) or _ONLY_HERE.get(named)
            place = (parts.get("place") or "").strip(" ,") or None
            # A script without capitals tells no places from labels.
            is_named = (
                place is None
                or place.lower() == place.upper()
                or _is_place(place, has_agency=agency is not None)
            )
            if is_named and (agency or not form.needs_agency):
                names = (name for name in _BETWEEN_NAMES.split(by) if name not in _NOBODY)
                return Dateline(place, agency, tuple(filter(is_person, names)))
    found = _BY_PLACE.match(paragraph)
    if found is None:
        return None
    place = _STATION.sub("", _HOST.sub("", found["place"]).strip(" ,"))
    if not place or not _is_place(place, has_agency=False):
        return None
    if found["tight"] and not place.split()[0].isupper():
        return None
    return Dateline(place)


def _find_agency(named: str) -> str | None:
    """An agency; a desk or second one may follow: "dpa/lno"."""
    return find_agency(named) or find_agency(named.partition("/")[0])


def _is_place(text: str, *, has_agency: bool) -> bool:
    """Whether what stands before a dash or colon is a place: capitalised words, and no label.

    A place with its state may have a label's word in its name: "LIVE OAK, Fla. (AP) —".
    """
    words = text.split()
    is_located = has_agency and "," in text
    opening = words[0].casefold()
    return (
        len(words) <= MAX_PLACE_WORDS
        and not any(map(str.isdigit, text))
        and find_agency(text) is None
        and (is_located or _LABELS.isdisjoint(_LABEL_WORD.findall(text.casefold())))
        and all(
            word[0].isupper() or word.lower().strip(",") in PARTICLES
            for word in words
            if word[0].isalpha()
        )
        and (opening not in _FUNCTION_WORDS or text.isupper())
    )


# Capitalised openings before a colon or dash that are no places.
_FUNCTION_WORDS = frozenset(
    """the a an that this these we i he she it they you in on at as for and but if so""".split()
)
# Words of what stands there as a label: what the line is, and what its reader is to do.
_LABELS = frozenset(
    """achtung actualización actualizado advertisement aggiornamento aggiornato aktualisiert
    aktualisierung analisi analyse analysis anmerkung answer análise análisis atención atenção
    attention attenzione atualizado atualização avis aviso avviso background breaking conclusion
    correction disclaimer editor editorial einleitung exclusive faq fazit foto fotos guarda hinweis
    important interview intro introducción introduction introduzione introdução kommentar lea leggi
    leia lesen lire listen live meinung nota note notes notice obiettivo objective objectives
    objetivo opinion opinione opinião opinión overview photo photos preview q question read recap
    resumen resumo review riassunto résumé spoiler sponsored summary takeaway takeaways tip tips
    trends update updated updates vea veja video vidéo visit vídeo warning watch
    zusammenfassung""".split()
)
_LABEL_WORD = re.compile(r"[^\W\d_]+")
