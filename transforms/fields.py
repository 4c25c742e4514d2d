"""The fields of articles, as databases, wires and the systems of newsrooms name them in text.

What reviews of the press and databases say of an article, and what a newsroom's system exports
with it, stands line by line above it: "Section: News", "DECK: The boat has stopped".
"""

import re
from collections.abc import Sequence

_STANDFIRST = re.compile(
    r"""(?:
    deck|dek|stand-?first|sub-?head(?:ing|line)?|sub-?title|strap-?line|summary|abstract|highlights?
    |teaser|excerpt|vorspann|unterzeile|untertitel|anreißer|zusammenfassung|kurzfassung|chap[ôo]
    |chapeau|sous-titre|accroche|résumé|bajada|copete|entradilla|subtítulo|sumario|resumen
    |linha\ fina|resumo|sommario|occhiello|catenaccio|sottotitolo|samenvatting|inleiding|ingress
    |manchet|zajawka|perex|лид|подзаголовок|аннотация|підзаголовок|spot|özet
    )\s?[:：]\s*(?=\S)(?!none\ available\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER = re.compile(
    r"""(?:
    source|date|section|page|edition|length|publication|pub(?:lication\ |lish(?:ed)?\ )?-?date|slug
    |status|keywords?|credits?|date-?line|by-?line|authors?|links?|graphic|asset\ id|word\ ?count
    |publication\ (?:info(?:rmation)?|title|year)|publisher|abstract|copyright|language|time
    |subjects?
    |quelle|datum|ressort|seite|autor(?:in|en)?|fuente|fecha|sección|página|fonte|sezione|pagina
    |rubrique|auteurs?|autore
    )\s?:\s
    |(?:\w+\ )?document\ link$""",
    re.IGNORECASE | re.VERBOSE,
)


_DATED = re.compile(
    r"(?:(?:pub(?:lication |lish(?:ed)? )?-?)?date|publication info(?:rmation)?|datum|fecha|data)"
    r"\s?:",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"""(?:
    full\ ?text|(?:article\ )?text|body|volltext|texte?\ (?:intégral|complet)|texto\ completo|testo
    )\s?:\s*(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
# The codes that Factiva puts before an article's fields, by the fields' names; those of what is
# printed as such have none.
_CODES = {
    "HD": "", "BY": "", "LP": "", "TD": "", "AN": "", "PD": "Date", "SN": "Source",
    "SC": "Source code", "WC": "Length", "SE": "Section", "CLM": "Section", "ED": "Edition",
    "PG": "Page", "VOL": "Volume", "ET": "Time", "CR": "Credit", "DLN": "Dateline",
    "LA": "Language", "CY": "Copyright", "ART": "Caption", "CT": "Contact", "RF": "Reference",
    "CO": "Tags", "IN": "Tags", "NS": "Tags", "RE": "Tags", "IPC": "Tags",
    "IPD": "Tags", "PUB": "Publisher",
}  # fmt: skip
_CODED = re.compile(rf"\s?({'|'.join(_CODES)})(?:\s+|$)")
# Every article has these.
_SURE_CODES = frozenset({"HD", "PD", "SN", "LP"})
# What databases print above each article: how many there are, right above a paper or not, or a
# paper with its issue's number.
_DOCUMENTS = re.compile(r"\d+ of \d+ DOCUMENTS")
_COUNTED = re.compile(r"(?:document|article|record)\s\d+\sof\s\d+", re.IGNORECASE)
_ISSUE = re.compile(
    r"\w.{1,60},?\s(?:no|n[°ºo]|nr|num(?:éro|ber)?|issue)\.?\s?\d{2,}", re.IGNORECASE
)
# So many lines above a text's own name the last of its other fields stands.
MAX_FIELD_LINES = 6


def name_fields(lines: Sequence[str]) -> list[str]:
    """Lines with the names of the fields that have codes in them, and texts without theirs.

    >>> name_fields(["HD  Fog", "PD  4 May 2024", "SN  The Ferry Post", "LP  It came."])
    ['Fog', 'Date: 4 May 2024', 'Source: The Ferry Post', 'It came.']
    >>> name_fields(["Author: Ada Fenwick", "Full text: It came."]), name_fields(["Text: 2"])
    (['Author: Ada Fenwick', 'It came.'], ['Text: 2'])
    """
    coded = [_CODED.match(line) for line in lines]
    if {found[1] for found in coded if found} >= _SURE_CODES:
        lines = [
            _name_field(line, found) if found else line
            for line, found in zip(lines, coded, strict=True)
        ]
    named = list(lines)
    last = -MAX_FIELD_LINES
    for number, line in enumerate(lines):
        if is_field(line):
            last = number
        elif number - last < MAX_FIELD_LINES and (found := _TEXT.match(line)):
            named[number] = line[found.end() :]
    return named


def _name_field(line: str, code: re.Match[str]) -> str:
    name, stated = _CODES[code[1]], line[code.end() :]
    return f"{name}: {stated}" if name and stated else stated


def is_field(text: str) -> bool:
    """Whether a line may be a field that tells of an article and is none of its text.

    >>> is_field("Source: The Ferry Post"), is_field("Source of the fog")
    (True, False)
    """
    return _OTHER.match(text) is not None


def names_paper(text: str, above: str) -> bool:
    """Whether a line, below another, is the paper that an article is out of, as databases print it.

    >>> names_paper("The Ferry Post (Ireland)", "1 of 4 DOCUMENTS"), names_paper("A Ferry Post", "")
    (True, False)
    >>> names_paper("Le Courrier de Valmire, no. 24871", "")
    True
    """
    return _DOCUMENTS.fullmatch(above) is not None or _ISSUE.fullmatch(text) is not None


def heads_record(text: str) -> bool:
    """Whether a line is what databases print above each of their articles.

    >>> [heads_record(text) for text in ("Document 2 of 9", "The Ferry Post, No. 118", "Ferry 118")]
    [True, True, False]
    """
    return any(pattern.fullmatch(text) is not None for pattern in (_DOCUMENTS, _COUNTED, _ISSUE))


def states_date(text: str) -> bool:
    """Whether a line is the field of the day on which an article was published.

    >>> states_date("Publication info: The Ferry Post, 4 May 2024: A.7"), states_date("Update: 4")
    (True, False)
    """
    return _DATED.match(text) is not None


def states_standfirst(text: str) -> bool:
    """Whether a line is the field of an article's standfirst.

    >>> states_standfirst("DECK: The boat has stopped"), states_standfirst("DECK:")
    (True, False)
    """
    return _STANDFIRST.match(text) is not None


def strip_standfirst(text: str) -> str:
    """A standfirst without the name of its field.

    >>> strip_standfirst("Abstract: The boat has stopped."), strip_standfirst("Abstract painting")
    ('The boat has stopped.', 'Abstract painting')
    """
    return _STANDFIRST.sub("", text)
