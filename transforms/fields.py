"""The fields of articles, as databases, wires and the systems of newsrooms name them in text.

What reviews of the press and databases say of an article, and what a newsroom's system exports
with it, stands line by line above it: "Section: News", "DECK: The boat has stopped".
"""

import re

_STANDFIRST = re.compile(
    r"""(?:
    deck|dek|stand-?first|sub-?head(?:ing|line)?|sub-?title|strap-?line|summary|abstract|highlights?
    |teaser|excerpt|vorspann|unterzeile|untertitel|anreißer|zusammenfassung|kurzfassung|chap[ôo]
    |chapeau|sous-titre|accroche|résumé|bajada|copete|entradilla|subtítulo|sumario|resumen
    |linha\ fina|resumo|sommario|occhiello|catenaccio|sottotitolo|samenvatting|inleiding|ingress
    |manchet|zajawka|perex|лид|подзаголовок|аннотация|підзаголовок|spot|özet
    )\s?[:：]\s*(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER = re.compile(
    r"""(?:
    source|date|section|page|edition|length|publication|pub(?:lication\ |lish(?:ed)?\ )?-?date|slug
    |status|keywords?|credits?|date-?line|by-?line|authors?|link|graphic|asset\ id|word\ ?count
    |quelle|datum|ressort|seite|autor(?:in|en)?|fuente|fecha|sección|página|fonte|sezione|pagina
    |rubrique|auteurs?|autore
    )\s?:\s""",
    re.IGNORECASE | re.VERBOSE,
)


def is_field(text: str) -> bool:
    """Whether a line may be a field that tells of an article and is none of its text.

    >>> is_field("Source: The Ferry Post"), is_field("Source of the fog")
    (True, False)
    """
    return _OTHER.match(text) is not None


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
