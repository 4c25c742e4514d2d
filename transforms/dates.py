"""Instants: from machine-written stamps and from dates as printed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

import dateparser
import regex
from dateparser.data.languages_info import language_order
from dateparser.languages.loader import default_loader
from dateparser.timezones import timezone_info_list
from dateutil import parser as dateutil_parser
from persiantools.jdatetime import JalaliDate

# A news page is not older than the web, a crawl's clock not further ahead than a day.
EARLIEST = datetime(1990, 1, 1, tzinfo=timezone.utc)
LATEST = datetime(2100, 1, 1, tzinfo=timezone.utc)
MAX_LEAD = timedelta(days=1)
MAX_DATE_CHARS = 60
# No place's clock is further behind UTC, or ahead of it.
MAX_WEST = timedelta(hours=12)
MAX_EAST = timedelta(hours=14)
# The clocks of all places differ from UTC by so many of these.
ZONE_STEP = timedelta(minutes=15)
# Those that are printed, without seconds, by so many of these, and none so far west: what looks
# further behind is an afternoon on a clock of twelve hours that has no "p.m.".
PRINTED_STEP = timedelta(minutes=30)
PRINTED_WEST = timedelta(hours=9)

# What names one zone only, in capitals: "est" is a word. RFC 5322 §4.3 says which these are of
# America; IST, BST and GST are several places' and ET is two, so dates with these have none.
_ONE_ZONE = (
    r"(?-i:[ECMP][SD]T|MES?Z|CES?T|EES?T|A[CE][SD]T|AWST|NZ[SD]T|[JK]ST"
    r"|PHT|MYT|SGT|HKT|WIB|WITA?|PKT|NPT|SAST|[CEW]AT)"
)
_ZONE = rf"(?:(?:GMT|UTC)(?:[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?)?|{_ONE_ZONE})\b"
_YEAR = r"(?:19|20)\d\d"
# A month's name, with the marks that many scripts write its vowels by; May has two in India's.
_NAME = r"(?:[\p{L}\p{M}]{3,14}|[\u0900-\u0dff]{2})"
# A day of Bulgaria whose year has two digits, which is one beside a time: "15:20, 14 фев 17".
_SHORT_DAY = r"\d{1,2}\s(?:яну|фев|мар|апр|май|юни|юли|авг|сеп|окт|ное|дек)\s\d\d(?![\d.:]|\s\p{L})"
# And one in numbers alone, with its time right behind: "19-04-24, 06:30".
_SHORT_NUMBERS = (
    r"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])(?P<stroke>[/-])(?:0?[1-9]|[12]\d|3[01])(?P=stroke)\d\d"
    r"(?=,?\s\d{1,2}[:.h][0-5]\d(?!\d))"
)
# What stands between a day and its time, in many languages, and the time where it stands first.
_AT = (
    r"(?:(?:at|um|à|às|a\s+las|(?:alle\s+)?ore|alle|ora|om|kl|klo|ob|godz|saat|pukul|lúc|ساعت|[ouvвоу])\b"
    r"\.?\s*)?"
)
_AHEAD = (
    r"(?:(?<![\d.:])(?P<ahead>\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?"
    rf"(?:\s+{_ZONE})?),?\s+(?:on\s+)?)?"
)
_TIME = (
    rf"(?P<time>(?:[.\s]?,|\.(?=\s)|\s*[|–—-])?\s*(?:[гdр]\.,?\s*)?{_AT}"
    r"(?P<hour>\d{1,2})(?:[:.h]|\s?[時时點点시]\s?)(?P<minute>\d{2})(?:\s?[分분])?(?P<rest>(?::\d{2})?"
    rf"(?!\.?\d)(?:\s*[ap]\.?m\.?)?(?:\s+\(?{_ZONE}\)?)?)(?:\sน\.)?)?"
)
# Something with a day and a year in it, as the Unicode CLDR has it for many languages; what stands
# around it ("Updated", a name) is cut off first.
_PRINTED = regex.compile(
    r"(?P<day>"
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th|\.|º|er)?(?:\s+(?:(?:of|de)\s+|d['’])?|-)"
    rf"{_NAME}[.׳॰]?(?:\s?[,،])?(?:\s+(?:del?\s+)?|-){_YEAR}"
    rf"|{_NAME}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s?,?\s+{_YEAR}"
    rf"|{_NAME}\s-\s\d{{1,2}}\s-\s{_YEAR}"
    rf"|(?<!\d)\d{{1,2}}(?P<mark>\u200f?[./-])\d{{1,2}}(?P=mark){_YEAR}(?!\d(?!\d?\.\s))"
    rf"|(?<!\d)\d{{1,2}}\.\s?\d{{1,2}}\.\s{_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?P<between>[./])\p{{L}}{{3,9}}\.?(?P=between)(?:{_YEAR}|\d\d)(?!\d)"
    rf"|{_YEAR}\.\s\d{{1,2}}\.\s\d{{1,2}}\."
    r"|(?<![\d.])(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d(?![\d.])"
    rf"|{_YEAR}\s*[年년]\s*\d{{1,2}}\s*[月월]\s*\d{{1,2}}\s*[日일]"
    rf"|{_YEAR}\.\sgada\s\d{{1,2}}\.\s{_NAME}"
    rf"|{_YEAR}\.\s+{_NAME}\.?\s+\d{{1,2}}\."
    rf"|{_YEAR}(?:\sm\.\s+{_NAME}|\s{_NAME}\smėn\.)\s+\d{{1,2}}(?!\d)"
    rf"|{_SHORT_NUMBERS}"
    rf"|(?:(?<=\d:\d\d,\s){_SHORT_DAY}|(?<!\d){_SHORT_DAY}(?=\s[|]\s\d\d:\d\d))"
    rf"|(?<!\d)\d{{1,2}}\s(?:tháng|thg)\s\d{{1,2}}(?:,|\snăm)?\s{_YEAR}"
    r"|(?<!\d)\d{1,2}\s[\p{Thai}.]{3,14}\s(?:[คพ]\.ศ\.\s)?(?:20|25)\d\d"
    r")" + _TIME,
    regex.IGNORECASE,
)
# The day or month that every one of these has: where there is only a year, this is found out in a
# tenth of the time.
_DAY_OR_MONTH = regex.compile(r"(?<!\d)\d{1,2}(?!\d)")
# What _PRINTED finds behind a time, which takes twice as long to look for.
_TIMED = regex.compile(_AHEAD + _PRINTED.pattern, regex.IGNORECASE)
# What months are called in the Levant and in the Maghreb (CLDR), by what dateparser knows them as.
_ARAB_MONTHS = {
    name: known
    for known, names in {
        "يناير": ("كانون الثاني", "كانون ثاني", "جانفي"),
        "فبراير": ("شباط", "فيفري"),
        "مارس": ("آذار", "اذار"),
        "أبريل": ("نيسان", "أفريل", "افريل"),
        "مايو": ("أيار", "ايار", "ماي"),
        "يونيو": ("حزيران", "جوان"),
        "يوليو": ("تموز", "جويلية", "يوليوز"),
        "أغسطس": ("آب", "أوت", "اوت", "غشت"),
        "سبتمبر": ("أيلول", "ايلول", "شتنبر"),
        "أكتوبر": ("تشرين الأول", "تشرين الاول", "تشرين أول"),
        "نوفمبر": ("تشرين الثاني", "تشرين ثاني", "نونبر"),
        "ديسمبر": ("كانون الأول", "كانون الاول", "كانون أول", "دجنبر"),
    }.items()
    for name in (known, *names)
}
# One of these behind its day, and perhaps the same by another name: "5 أيار/مايو".
_ARAB_MONTH = re.compile(
    rf"(?<=\d[\s-])({'|'.join(_ARAB_MONTHS)})(?:\s?/\s?(?:{'|'.join(_ARAB_MONTHS)}))?(?!\w)"
)
_ARABIC = re.compile("[\u0621-\u064a]")
# Bosnian has the months of Serbian in Latin letters, which is also taken for Croatian or Slovene.
_MONTHS_ALIKE = {"hr": "bs", "sl": "bs", "sr": "bs"}
# What dateparser does not know in these, as it does: of East Asia and Vietnam, of Lithuania, of
# Swahili as it is spelt too, of Bulgaria, and of Latvia; "7.abr.2025" and "8/oct/24"; years of two
# digits; "Aug - 30 - 2024"; and the years of Thailand, of another calendar.
_REWRITTEN = (
    (re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]"), r"\1-\2-\3"),
    (re.compile(r"(\d{1,2})\s(?i:tháng|thg)\s(\d{1,2})(?:,|\s(?i:năm))?\s(\d{4})"), r"\3-\2-\1"),
    (re.compile(r"(\d{4})\s[mM]\.\s"), r"\1 "),
    (re.compile(r"\s(?i:mėn)\."), ""),
    (re.compile(r"(?i:disemba)"), "Desemba"),
    (re.compile(r"(?<=[а-я]\s)(\d\d)$"), r"20\1"),
    (re.compile(r"^(\d\d?)([/-])(\d\d?)\2(\d\d)$"), r"\1\2\3\g<2>20\4"),
    (re.compile(r"^(\d\d\.\d\d\.)([0-6]\d)$"), r"\g<1>20\2"),
    (re.compile(r"^(\d\d\.\d\d\.)([7-9]\d)$"), r"\g<1>19\2"),
    (re.compile(r"^(\d\d?)\.\s?(\d\d?)\.\s(\d{4})$"), r"\1.\2.\3"),
    (re.compile(r"^(\d{4})([./])\s?(\d\d?)\2\s?(\d\d?)\.?$"), r"\1-\3-\4"),
    (re.compile(r"\s-\s"), " "),
    (re.compile(r"\sмар\s"), " март "),
    (re.compile(r"[./]([^\W\d_]{3,9})\.?[./]"), r" \1 "),
    (re.compile(r"(\d{4})\.\s(?i:gada)\s(.*)"), r"\2 \1"),
    (re.compile(r"[׳\u200f]|[คพ]\.ศ\.\s"), ""),
)
_WEEKDAY = (
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|pazartesi|salı|çarşamba|perşembe|cuma"
    r"|cumartesi|pazar|senin|selasa|rabu|kamis|jumat|sabtu|minggu|poniedziałek|wtorek|środa|czwartek|piątek"
    r"|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок"
    r"|середа|четвер|пʼятниця|субота|неділя|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
    r"|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|星期[一二三四五六日天]|周[一二三四五六日]"
)
# Times as they stand beside days where they are not looked for, and as they are: in French of
# Canada; behind a mark; before a weekday, and a zone that is two; behind a weekday of East Asia;
# before "hours" and a zone.
_SET_OUT = (
    (re.compile(r"(?<=\d)\sh\s(?=[0-5]\d\b)"), "h"),
    (re.compile(r"\s[@•·/]\s(?=\d{1,2}(?:[:h][0-5]\d|\.[0-5]\d\s?[ap]\.?m))"), ", "),
    (
        re.compile(
            r"(?<=[\d.MmT])(?:\s+(?-i:[ECMP]T))?(?:,\s*|\s+)"
            r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?=\w)",
            re.IGNORECASE,
        ),
        ", ",
    ),
    (
        re.compile(
            rf"(?:(?<={_YEAR})|(?<=\d日)),?\s+(?:{_WEEKDAY})\.?,?\s+(?=\d{{1,2}}[:.]\d\d)",
            re.IGNORECASE,
        ),
        ", ",
    ),
    (re.compile(r"\s?[(（][月火水木金土日월화수목금토일](?:曜日?|요일)?[)）]"), ""),
    (re.compile(rf"(?<=\d)\s?(?:hrs?|hs|uhr)\b\.?(?=\s\(?{_ZONE})", re.IGNORECASE), ""),
)
# Halves of a day in East Asia, where the other half of the world has them behind the hour.
_HALF = re.compile(
    r"(?:(?P<morning>午前|上午|오전)|午後|下午|오후)\s?(1[0-2]|0?\d)(?=[:時时點点시])"
)
_BUDDHIST_YEAR = re.compile(r"25\d\d$")
BUDDHIST_ERA = 543
# Years and days of Iran's calendar.
_PERSIAN_YEAR = re.compile(r"1[34]\d\d")
_PERSIAN_MONTHS = tuple(
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
)
_PERSIAN_DAY = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s({'|'.join(_PERSIAN_MONTHS)})(?:\sماه)?،?\s(1[34]\d\d)(?!\d)"
    r"|(?<![\d/])(1[34]\d\d)/(\d{1,2})/(\d{1,2})(?![\d/])"
)
# Years of Japan's eras and of Taiwan's, by the year before their first, where a month stands
# behind; Japan has its own beside ours too: "2023（令和5）年".
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA_YEAR = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年(?=\s?\d{{1,2}}\s?月)")
_ERA_BESIDE = re.compile(r"(?<=\d)[（(](?:令和|平成|昭和)(?:\d{1,2}|元)年?[)）]")
_DOT = re.compile(r"(?<=\d)\.(?=\d)")
# Two days, as Americans read it and as others do.
_EITHER_DAY = re.compile(
    rf"(?<!\d)(0?[1-9]|1[0-2])([./-])(?!\1\2)(?:0?[1-9]|1[0-2])\2(?:{_YEAR}|\d\d)(?!\d)"
)
# Digits of other scripts.
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
# What dateutil reads as dateparser does, in a tenth of the time: days as numbers, and those whose
# month has a name in dateparser's tables, with their times and zones.
_CLOCK = (
    r"(?:\s+(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?)"
    rf"(?:\s+\(?(?:(?:GMT|UTC)(?P<ahead>[+-][\d:]+)|(?P<zone>(?-i:GMT|UTC)|{_ONE_ZONE}))\)?)?)?"
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>{_YEAR})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_CLOCK}", re.IGNORECASE
)
_YEAR_LAST = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>{_YEAR}){_CLOCK}",
    re.IGNORECASE,
)
_ISO = re.compile(rf"{_YEAR}-\d\d-\d\d(?:\s\d\d:\d\d(?::\d\d)?)?")
_MONTH = r"(?P<month>[^\s\d.,/-]+)\.?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OF_MONTH = re.compile(
    rf"{_NTH}\.?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?(?P<year>{_YEAR}){_CLOCK}", re.IGNORECASE
)
_MONTH_AHEAD = re.compile(rf"{_MONTH}\s+{_NTH},?\s+(?P<year>{_YEAR}){_CLOCK}", re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ZONES: dict[str, int] = {
    name: seconds for zones in timezone_info_list for name, seconds in zones["timezones"]
}
# Where a date's month is glued to the word before it, and its year to the time behind it, which
# stood in elements of their own.
_BEFORE_MONTH = re.compile(
    r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][^\W\d_]{2,8}\.?\s+\d{1,2}\b)"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b)"
)
_BEFORE_TIME = re.compile(r"(?<=\s(?:19|20)\d\d)(?=\d{1,2}:\d\d)")
# The year of every date that _PRINTED finds, and how much of it may stand before.
_PRINTED_YEAR = re.compile(
    r"19\d\d|2[05]\d\d|(?:\.\d\d\.|[^\W\d_][./]|[а-я]\s)\d\d|\d([/-])\d\d?\1\d\d(?=,?\s\d)"
)
MAX_BEFORE_YEAR = 40
# Of a text that says when, and more, so much is looked at.
MAX_LOOKED_AT_CHARS = 400

# What every Python's fromisoformat reads in the same way, and dateutil too.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?")
# The zone at a stamp's end, set off, or named once more as Go and Java do; "Z EST" is neither.
_ZONE_AT_END = re.compile(r"\s*(Z(?!\s)|[+-]\d\d:?\d\d)(?:\s[A-Z]{3,4}|\[[\w/+-]+\])?$")
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d(?!\d)")
_MINUTE = re.compile(r"\d[:.h時时點点시]\s?([0-5]\d)")
_NUMBER = re.compile(r"\d{1,4}")
# 14:05, 2.05pm, 14h05, 14.05 Uhr; a bare 4.92 is a mark and 0:15:30 a place in a recording.
CLOCK = re.compile(
    r"(?<![\d.:,])(?:[01]?\d|2[0-3])(?:[:h][0-5]\d(?![\d:])|(?:[.:][0-5]\d)?\s*(?:[ap]\.?m\b|uhr\b))",
    re.IGNORECASE,
)
TIME_OF_DAY = re.compile(r"(?<!\d)\d{1,2}[:.hH][0-5]\d(?!\d)")
# Seconds or milliseconds since 1970, of this century.
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
# Day and time to the second, as archives' indexes have it.
_DIGITS = re.compile(r"(?:19|20)\d{12}")
# As numbers, of this century and the thirty years before it.
_EPOCH_DIGITS = (9, 10, 12, 13)
_DIGITS_OF_SECONDS = 10
# RFC 5322 §3.3, which HTTP and RSS use.
_MAIL_STAMP = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
# Year, month and day as parts of an address, or as eight digits of one; an hour and a minute may
# stand right behind these.
_IN_URL = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0[1-9]|1[0-2]|[1-9](?=[/_-]))"
    r"(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))"
    r"(?:(?!\d)|(?<=\d{8})(?=(?:[01]\d|2[0-3])[0-5]\d))"
)


class Stamp(NamedTuple):
    """What a date says.

    Attributes:
        instant: in UTC; where no zone is stated, the clock's time taken for UTC.
        offset: minutes east of UTC of the zone that is stated; None where none is.
    """

    instant: datetime
    offset: int | None


def parse_instant(value: Any) -> datetime | None:
    """The instant of a stamp as machines write it, in UTC; None where it is none.

    >>> parse_instant("2024-03-14T10:00:00+02:00").isoformat()
    '2024-03-14T08:00:00+00:00'
    >>> parse_instant("soon") is None
    True
    """
    stamp = parse_stamp(value)
    return stamp.instant if stamp is not None else None


def parse_stamp(value: Any) -> Stamp | None:
    """What a stamp says as machines write it; None where it is none.

    ISO 8601, RFC 5322, or seconds or milliseconds since 1970, which state no zone. A number of
    eight digits is a day, and one of fourteen a day and a time.

    >>> parse_stamp("2024-03-14T10:00:00+02:00").offset
    120
    >>> parse_stamp("2024-03-14T10:00:00").offset is None
    True
    """
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            digits = len(str(int(value)))
            if digits in _EPOCH_DIGITS:
                seconds = value / 1000 if digits > _DIGITS_OF_SECONDS else value
                return Stamp(datetime.fromtimestamp(seconds, timezone.utc), None)
            value = str(value)
        if isinstance(value, str) and len(value) <= MAX_DATE_CHARS:
            if _STAMP.fullmatch(value):  # in a tenth of dateutil's time, what nearly all are
                return _stamp(datetime.fromisoformat(value.replace("Z", "+00:00")))
            text = value.strip()
            if EPOCH.fullmatch(text):
                return Stamp(datetime.fromtimestamp(int(text[:10]), timezone.utc), None)
            if _MAIL_STAMP.match(text):  # "-0000" is no zone, and parsed as none
                return _stamp(parsedate_to_datetime(text))
            if _DIGITS.fullmatch(text):
                text = f"{text[:8]}T{text[8:]}"
            if not _DAY.match(text):  # a year or month alone is no day
                return None
            return _stamp(dateutil_parser.isoparse(_ZONE_AT_END.sub(r"\1", text)))
    except (ValueError, OverflowError, OSError, TypeError):
        pass
    return None


def parse_printed(
    text: str, language: str | None = None, *, month_first: bool = False
) -> Stamp | None:
    """What a date says as printed, in any of many languages; None where it is none.

    Only dates that name day, month and year count: nothing is taken from today's date,
    so that a run next year gives the same.

    Args:
        text: what is printed; the first date in it counts.
        language: of the text, ISO 639-1.
        month_first: whether 3/4 is the fourth of March, as Americans write it.

    >>> parse_printed("Updated 23 July 2024").instant.isoformat()
    '2024-07-23T00:00:00+00:00'
    >>> parse_printed("Updated 31 sec ago") is None
    True
    >>> parse_printed("Ada FenwickMarch 14, 20245:00 pm").instant.isoformat()
    '2024-03-14T17:00:00+00:00'
    >>> [f"{parse_printed(text).instant:%F %R}" for text in ("19-04-24, 06:30", "令和5年7月11日")]
    ['2024-04-19 06:30', '2023-07-11 00:00']
    """
    found = _TIMED.search(_set_times_out(_in_our_days(set_dates_apart(text[:MAX_LOOKED_AT_CHARS]))))
    if found is None:
        return None
    printed = _as_read(found)
    languages = ["en"]
    language = "nb" if language in ("no", "nn") else language
    if language is not None and language in language_order and language != "en":
        languages[:0] = filter(None, (language, _MONTHS_ALIKE.get(language)))
    with suppress(ValueError, OverflowError):  # such as the 31st of June
        if day := _in_numbers(printed, languages, month_first=month_first):
            if _ISO.fullmatch(day):
                return _stamp(dateutil_parser.isoparse(day.replace(" ", "T")))
            return _stamp(dateutil_parser.parse(day, tzinfos=_ZONES))
    try:
        read = dateparser.parse(
            printed,
            languages=languages,
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "DATE_ORDER": "MDY" if month_first else "DMY",
                # It takes marks off letters, and March for January in Thai.
                "NORMALIZE": language != "th",
            },
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    return _stamp(read) if read is not None else None


def _set_times_out(text: str) -> str:
    """The text with times of day where they are looked for beside days, on a clock of 24 hours."""
    for pattern, instead in _SET_OUT:
        text = pattern.sub(instead, text)
    return _HALF.sub(_hour_of_day, text)


def _hour_of_day(found: re.Match[str]) -> str:
    return f"{int(found[2]) % 12 + (0 if found['morning'] else 12)}"


def _as_read(found: regex.Match[str]) -> str:
    """A printed date as dateparser and dateutil read it."""
    day = found["day"]
    for pattern, instead in _REWRITTEN:
        day = pattern.sub(instead, day)
    day = _BUDDHIST_YEAR.sub(lambda year: str(int(year[0]) - BUDDHIST_ERA), day)
    if found["time"]:
        return f"{day} {found['hour']}:{found['minute']}{found['rest']}"
    return f"{day} {_DOT.sub(':', found['ahead'])}" if found["ahead"] else day


def _in_numbers(printed: str, languages: Sequence[str], *, month_first: bool) -> str | None:
    """A printed date with its month as a number and its year first, which is all that it may be."""
    if found := _YEAR_FIRST.fullmatch(printed):
        month, day = found["month"], found["day"]
    elif found := _YEAR_LAST.fullmatch(printed):
        month, day = found["one"], found["two"]
        if (not month_first and int(day) <= len(_MONTHS)) or int(month) > len(_MONTHS):
            month, day = day, month
    elif found := _OF_MONTH.fullmatch(printed) or _MONTH_AHEAD.fullmatch(printed):
        named = (_months_of(language).get(found["month"].lower()) for language in languages)
        month, day = str(next(filter(None, named), 0)), found["day"]
    else:
        return None
    parts = f"{found['year']}-{month:0>2}-{day:0>2}", found["clock"], found["ahead"], found["zone"]
    return " ".join(filter(None, parts))


@cache
def _months_of(language: str) -> Mapping[str, int]:
    """The numbers of a language's months by their names, where these mean nothing else."""
    known = default_loader.get_locale(language).info
    named = {month: set(map(str.lower, known.get(month, ()))) for month in _MONTHS + _WEEKDAYS}
    meant = Counter(name for names in named.values() for name in names)
    return {
        name: number
        for number, month in enumerate(_MONTHS, 1)
        for name in named[month]
        if meant[name] == 1
    }


def settle_zone(stamp: Stamp, others: Sequence[Stamp]) -> Stamp:
    """A stamp that counts, in its page's own zone where the page's other stamps tell it.

    Many sites state an instant in UTC, and once more as their own clock shows it, with their zone
    or without; which comes first makes no difference. It has to be the same to the second; where
    seconds are 0, as in all that was put in by hand, a clock without a zone may agree by chance.
    Of two stamps that are one clock in two zones nobody can tell which is right, and the one that
    counts stays as it is.

    >>> in_utc, local = parse_stamp("2024-03-14T03:22:07Z"), parse_stamp("2024-03-13T22:22:07")
    >>> settle_zone(in_utc, [local]).offset
    -300
    >>> settle_zone(local, [in_utc]) == settle_zone(in_utc, [local])
    True
    """
    if stamp.offset:
        return stamp
    if stamp.offset == 0:
        stated = [other.offset for other in others if _second(other) == _second(stamp)]
        shown = [_clock_offset(other, stamp) for other in others if other.offset is None]
    else:
        stated = [other.offset for other in others if _clock(other) == _clock(stamp)]
        shown = [_clock_offset(stamp, other) for other in others if other.offset == 0]
    known = [offset for offset in (*stated, *shown) if offset is not None]
    if not known:
        return stamp
    offset = next(filter(None, known), 0)
    ahead = timedelta(minutes=offset if stamp.offset is None else 0)
    return Stamp(stamp.instant - ahead, offset)


def settle_clock(stamp: Stamp, printed: Iterable[Stamp]) -> Stamp:
    """A stamp in UTC, in the zone of the first date that shows the same instant as printed.

    What is printed has no seconds, and often no zone: then its clock has to differ by as many
    half hours as a zone's. On the hour clocks agree by chance, and tell nothing.

    >>> in_utc, printed = parse_stamp("2024-03-14T22:03:07Z"), parse_printed("15 March 2024, 9:03")
    >>> settle_clock(in_utc, [printed]).offset
    660
    """
    if stamp.offset != 0:
        return stamp
    known = (_printed_offset(clock, stamp) for clock in printed)
    return Stamp(stamp.instant, next(filter(None, known), 0))


def tells_time(stamp: Stamp, of: Stamp) -> bool:
    """Whether a stamp tells the time of a day that is all that another one tells.

    >>> day, time = parse_stamp("2024-03-14"), parse_stamp("2024-03-14T06:00:00+02:00")
    >>> tells_time(time, day), tells_time(day, time)
    (True, False)
    """
    return _is_day(of) and not _is_day(stamp) and local_day(stamp) == local_day(of)


def is_clock(text: str) -> bool:
    """Whether a text is a time of day with its minutes, and nothing else.

    >>> [is_clock(text) for text in ("14:05", "2.05 p.m.", "9 pm", "14.05", "At 14:05")]
    [True, True, False, False, False]
    """
    clock = text.removesuffix(".")
    return CLOCK.fullmatch(clock) is not None and TIME_OF_DAY.match(clock) is not None


def on_day_of(clock: str, stamp: Stamp) -> Stamp | None:
    """What a time of day says where it is told of the day of a stamp, and in its zone.

    >>> on_day_of("14:05", parse_stamp("2024-03-14T09:00:00+02:00")).instant.isoformat()
    '2024-03-14T12:05:00+00:00'
    """
    read = parse_printed(f"{local_day(stamp)} {clock}")
    ahead = timedelta(minutes=stamp.offset or 0)
    return Stamp(read.instant - ahead, stamp.offset) if read is not None else None


def local_day(stamp: Stamp) -> date:
    """The day of a stamp in its own zone.

    >>> local_day(parse_stamp("2024-03-14T23:30:00-05:00")).isoformat()
    '2024-03-14'
    """
    return _clock(stamp).date()


def days_of(stamp: Stamp) -> frozenset[date]:
    """The days that it was anywhere at the instant of a stamp.

    >>> sorted(day.day for day in days_of(parse_stamp("2024-03-14T09:00:00Z")))
    [13, 14]
    """
    spread = (stamp.instant - MAX_WEST, stamp.instant, stamp.instant + MAX_EAST)
    return frozenset(there.date() for there in spread)


def is_before(stamp: Stamp, other: Stamp) -> bool:
    """Whether a stamp says when it was before the minute of another, or before its day.

    A day alone is before a time where it was that day nowhere any more.

    >>> later = parse_stamp("2024-03-14T09:00:30Z")
    >>> is_before(parse_stamp("2024-03-14"), later), is_before(parse_stamp("2024-03-12"), later)
    (False, True)
    >>> is_before(parse_stamp("2024-03-14T09:00:00Z"), later)
    False
    """
    if _is_day(other):
        return local_day(stamp) < local_day(other)
    if _is_day(stamp):
        return local_day(stamp) < min(days_of(other))
    return stamp.instant < other.instant.replace(second=0, microsecond=0)


def has_day(text: str, stamp: Stamp) -> bool:
    """Whether the year, and the day of the month, of a stamp are among the numbers of a text.

    >>> has_day("14 March 2024", parse_stamp("2024-03-14T09:00:00Z"))
    True
    """
    day = local_day(stamp)
    return {day.year, day.day} <= set(map(int, _NUMBER.findall(text)))


def has_minute(text: str, stamp: Stamp) -> bool:
    """Whether a clock may stand in a text that differs from a stamp's by whole half hours.

    >>> stamp = parse_stamp("2024-03-14T22:03:07Z")
    >>> has_minute("15 March 2024 - 9:33AM", stamp), has_minute("15 March 2024", stamp)
    (True, False)
    """
    minute = stamp.instant.minute
    return any((int(found) - minute) % 30 == 0 for found in _MINUTE.findall(text))


def plausible(instant: datetime | None, fetched_at: datetime | None) -> datetime | None:
    """The instant, unless it is before the web, after this century, or after it was fetched."""
    if instant is None or not EARLIEST <= instant < LATEST:
        return None
    if fetched_at is not None and instant - MAX_LEAD > fetched_at:
        return None
    return instant


def date_in_url(url: str | None) -> str | None:
    """The day that stands in an address, as an ISO 8601 date; None where there is none.

    >>> date_in_url("https://post.example/2024/03/14/ferry-stops")
    '2024-03-14'
    """
    found = _IN_URL.search(url or "")
    if found is None:
        return None
    return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"


def set_dates_apart(text: str) -> str:
    """The text with a space before and in dates where what stands there is glued to them.

    >>> set_dates_apart("Ada FenwickMarch 14, 20245:00 pm")
    'Ada Fenwick March 14, 2024 5:00 pm'
    >>> set_dates_apart("RTLMarch 14, 2024")
    'RTL March 14, 2024'
    """
    return _BEFORE_TIME.sub(" ", _BEFORE_MONTH.sub(" ", text))


def is_either_day(text: str) -> bool:
    """Whether a date is printed in a text that is two days, by where the month stands.

    >>> is_either_day("07-03-2024"), is_either_day("17-03-2024"), is_either_day("03/03/2024")
    (True, False, False)
    """
    return _EITHER_DAY.search(text[:MAX_LOOKED_AT_CHARS]) is not None


def replace_dates(text: str, instead: str) -> str:
    """The text with something else in place of each date that is printed in it.

    >>> replace_dates("by DZRH News14 March 2024", ",")
    'by DZRH News,'
    """
    text = _in_our_days(text)
    if _PRINTED_YEAR.search(text) is None:
        return text
    undated: str = _TIMED.sub(instead, _HALF.sub(_hour_of_day, text))
    return undated


def holds_date(text: str) -> bool:
    """Whether a date with day, month and year is printed in the text.

    >>> holds_date("by DZRH News14 March 2024"), holds_date("In March 2024")
    (True, False)
    """
    return _holds_date(text[:MAX_LOOKED_AT_CHARS])


# Several ask it of the same line.
@lru_cache(maxsize=4096)
def _holds_date(text: str) -> bool:
    text = _in_our_days(text)
    year = _PRINTED_YEAR.search(text)
    if year is None:
        return False
    begin = max(0, year.start() - MAX_BEFORE_YEAR)
    return bool(_DAY_OR_MONTH.search(text, begin) and _PRINTED.search(text, begin))


def _in_our_days(text: str) -> str:
    """The text with the digits of all scripts as those of ASCII, and other calendars' days as ours.

    And with one name for each month of the Arab countries.
    """
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
        if _ARABIC.search(text):
            text = _ARAB_MONTH.sub(lambda month: _ARAB_MONTHS[month[1]], text)
        if "年" in text:
            text = _ERA_YEAR.sub(_from_era, _ERA_BESIDE.sub("", text))
    # That there is such a year is much sooner found than that there is no such day.
    return _PERSIAN_DAY.sub(_from_persian, text) if _PERSIAN_YEAR.search(text) else text


def _from_era(found: re.Match[str]) -> str:
    """A year of an era as our calendar has it."""
    return f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年"


def _from_persian(found: re.Match[str]) -> str:
    """A day of Iran's calendar as ISO 8601 has it; as it is where there is no such day."""
    day, name, year, *numbers = found.groups()
    if name is not None:
        numbers = [year, _PERSIAN_MONTHS.index(name) + 1, day]
    try:
        ours: date = JalaliDate(*map(int, numbers)).to_gregorian()
    except ValueError:
        return found[0]
    return ours.isoformat()


def _is_day(stamp: Stamp) -> bool:
    """Whether a stamp is of midnight in no zone, as one without a time is read."""
    return stamp.offset is None and stamp.instant.time() == time.min


def _second(stamp: Stamp) -> datetime:
    return stamp.instant.replace(microsecond=0)


def _clock(stamp: Stamp) -> datetime:
    """What the clock of a stamp's zone shows, as if it were UTC."""
    return _second(stamp) + timedelta(minutes=stamp.offset or 0)


def _clock_offset(clock: Stamp, stamp: Stamp) -> int | None:
    """The offset at which a clock without a zone shows the instant of a stamp with seconds."""
    ahead = _second(clock) - _second(stamp)
    if not stamp.instant.second or ahead % ZONE_STEP or not -MAX_WEST <= ahead <= MAX_EAST:
        return None
    return ahead // timedelta(minutes=1)


def _printed_offset(printed: Stamp, stamp: Stamp) -> int | None:
    """The offset at which a printed date, without its seconds, shows the instant of a stamp."""
    shown = stamp.instant.replace(second=0, microsecond=0)
    ahead = printed.instant.replace(second=0, microsecond=0) - shown
    if printed.offset is not None:
        return None if ahead else printed.offset
    is_on_hour = not stamp.instant.minute and not stamp.instant.second
    if is_on_hour or ahead % PRINTED_STEP or not -PRINTED_WEST <= ahead <= MAX_EAST:
        return None
    return ahead // timedelta(minutes=1)


def _stamp(read: datetime) -> Stamp:
    """What was read; a zone that no place has is none."""
    ahead = read.utcoffset()
    if ahead is None or not -MAX_WEST <= ahead <= MAX_EAST:
        return Stamp(read.replace(tzinfo=timezone.utc), None)
    return Stamp(read.astimezone(timezone.utc), ahead // timedelta(minutes=1))
