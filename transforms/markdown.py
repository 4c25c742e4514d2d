"""Markdown of whole pages, as converters of HTML and crawlers for language models write it.

What it says of a page that the page does not print, addresses and marks, is taken out line by line
(CommonMark §6, and §4.3 for headings that are underlined); the marks of headings stay, as they tell
headlines.
"""

import re

# Text that has so many links with their addresses is Markdown.
MIN_LINKS = 3

_ADDRESS = re.compile(r"\]\(\s?<?(?:https?://|/|#|mailto:)")
# Where a link leads, and what is shown when it is pointed at; lines may end in both.
_TARGET = (
    r"\(\s*<?(?:[^()\s<>]|\n(?=[^\s()])|\([^()\s]{0,200}\)){0,2000}>?"
    r"(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)"
)
_LINK = re.compile(rf"\[((?:[^\[\]\\]|\\.){{0,1000}})\]{_TARGET}")
_IMAGE = re.compile(rf"!{_LINK.pattern}")
# A menu's item: pages seldom print a bullet before a link.
_LINK_ITEM = re.compile(rf"^[ \t]*[*+-][ \t]+(?=(?:!?{_LINK.pattern}[ \t]*)+$)", re.MULTILINE)
# Neither begins behind a space, nor ends before one, or it would be a bullet or a product.
_STRONG = (
    re.compile(r"\*\*(?![\s*])((?:[^*\n]|\n(?!\n)){1,1000})(?<!\s)\*\*"),
    re.compile(r"(?<!\w)__(?![\s_])((?:[^_\n]|\n(?!\n)){1,1000})(?<!\s)__(?!\w)"),
)
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])\*(?![\s*])((?:[^*\n]|\n(?!\n)){1,1000})(?<!\s)\*(?![\w*])"),
    re.compile(r"(?<![\w\\])_(?![\s_])((?:[^_\n]|\n(?!\n)){1,1000})(?<!\s)_(?!\w)"),
)
_QUOTE = re.compile(r"^[ \t]{0,3}>[> \t]*", re.MULTILINE)
_UNDERLINED = re.compile(
    r"^(?=[^\s#>|*+-])(.{1,300})\n[ \t]{0,3}(={3,}|-{3,})[ \t]*$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\(?:([!-/:-@\[-`{-~])|$)", re.MULTILINE)
_HASHES = re.compile(r"^#{1,6}\s+(?=\S)")


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown for sure, by its links.

    >>> is_markdown("[Home](/) [Sea](/sea) [Fog](/fog)"), is_markdown("[sic] (he said)")
    (True, False)
    """
    return len(_ADDRESS.findall(text)) >= MIN_LINKS


def strip_markdown(text: str) -> str:
    r"""A page in Markdown as it is printed, but for the marks of headings; other text as it is.

    As many lines as it had.

    >>> strip_markdown("[![](/a.png)](/) [Sea](/sea) [Fog](/fog)\n\n## **Rain** on\\-shore")
    ' Sea Fog\n\n## Rain on-shore'
    """
    if not is_markdown(text):
        return text
    text = _LINK.sub(_shown, _IMAGE.sub(_line_ends, _LINK_ITEM.sub("", text)))
    for marks in (*_STRONG, *_EMPHASIS, *_STRONG):  # each may stand in the other
        text = marks.sub(r"\1", text)
    text = _UNDERLINED.sub(_with_hashes, _QUOTE.sub("", text))
    return _ESCAPED.sub(lambda escaped: escaped[1] or "", text)


def strip_hashes(line: str) -> str:
    """A line without the marks of a heading.

    >>> strip_hashes("## Rain"), strip_hashes("#rain")
    ('Rain', '#rain')
    """
    return _HASHES.sub("", line)


def _shown(link: re.Match[str]) -> str:
    return link[1] + _line_ends(link)[link[1].count("\n") :]


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _with_hashes(heading: re.Match[str]) -> str:
    marks = "#" if heading[2][0] == "=" else "##"
    return f"{marks} {heading[1]}\n"
