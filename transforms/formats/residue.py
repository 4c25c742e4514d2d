"""What exports leave in the texts of rows: markup, and references."""

import re
from html import unescape
from html.entities import html5

# What an editor's markup is made of; a text that begins with it and ends in a tag too is all HTML.
_MARKUP = re.compile(
    r"<(?:!doctype|html|body|main|article|section|div|p|h[1-6]|figure|blockquote|ul|ol)[\s>]",
    re.IGNORECASE,
)
# Behind a word and a space, in brackets or in code it is what a text speaks of.
_BREAK = re.compile(
    r"<br\s{0,9}/?>(?=\s*(?:<br|$))|(?<![\w,] )(?<![(`])<br\s{0,9}/?>", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is HTML from its beginning to its end."""
    return _MARKUP.match(text.lstrip()) is not None and text.rstrip().endswith(">")


def plain_text(text: str) -> str:
    r"""A text without what exports leave of HTML in it: line ends as tags, and references.

    Not for dumps of text: whatever made these of pages has left none in them, so that they show
    what the page does, and articles tell which of their lines they are.

    >>> plain_text("Rain &amp; wind,<br />fog at AT&T;<br>\nno &amp;amp;")
    'Rain & wind,\nfog at AT&T;\nno &amp;'
    """
    if "<" in text:
        text = "\n".join(map(_break_line, text.split("\n")))
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def _break_line(line: str) -> str:
    """A line as those that its tags make of it; the source of a post that it shows stays whole."""
    *broken, rest = _BREAK.split(line)
    if not broken or _MARKUP.search(line):
        return line
    # Where it ends in a tag, that is its own end.
    return "\n".join([*broken, rest] if rest.strip() else broken)


def _resolve(reference: re.Match[str]) -> str:
    """The characters of a reference (HTML §13.5); as it is where there is none of its name."""
    name = reference[1]
    return unescape(reference[0]) if name[0] == "#" else html5.get(f"{name};", reference[0])
