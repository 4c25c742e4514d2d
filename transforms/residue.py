"""What exports leave in texts: markup, and references."""

import json
import re
from functools import partial
from html import unescape
from html.entities import html5

from transforms.decode import CJK, clean_text
from transforms.markdown import is_markdown

# What an editor's markup is made of; a text that begins with it and ends in a tag too is all HTML.
_MARKUP = re.compile(
    r"<(?:!doctype|html|body|main|article|section|div|p|h[1-6]|figure|blockquote|ul|ol)[\s>]",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\s*&(?:amp;)?lt;")
# In brackets or in code it is what a text speaks of; behind a word and a space perhaps, too.
_ANY_BREAK = re.compile(r"(?<![(`])<br\s{0,9}/?>", re.IGNORECASE)
_BREAK = re.compile(
    r"<br\s{0,9}/?>(?=\s*(?:<br|$))|(?<![\w,] )(?<![(`])<br\s{0,9}/?>", re.IGNORECASE
)
_SPOKEN_OF = re.compile(r"[(`]<br", re.IGNORECASE)
# So many of them end lines, where none is spoken of for sure.
MIN_BREAKS = 3
# What is set in a line, of those that hold no other.
_INLINE = re.compile(
    r"(?<![(`])<(a|b|strong|i|em|u|span|sub|sup)(?:\s[^<>\n]{0,2000})?>([^<>\n]{0,2000})</\1>",
    re.IGNORECASE,
)
_LINK_ALONE = re.compile(r"\s*<a\s[^\n]*</a>\s*", re.IGNORECASE)
MAX_INLINE_LEVELS = 3
# Tags of a text that is HTML throughout: what sets a line of its own, and all others.
_LINE_TAG = re.compile(
    r"</?(?:br|p|div|h[1-6]|li|ul|ol|dl|dt|dd|table|tr|td|th|blockquote|figure|figcaption|article|section"
    r"|main|header|footer|nav|aside|address|pre|hr|body|html|head|title)(?:[\s/][^<>\n]{0,2000})?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,2000}>|<!--[^<>\n]{0,2000}-->", re.IGNORECASE)
# Markdown's links and images, which have an address, and what is bold (CommonMark §6.2 to §6.4); in
# code it is what a text speaks of.
_LINK = re.compile(
    r"(?<!`)(?<!`!)!?\[([^\[\]\n]{0,500})\]"
    r"\((?:https?://|/|mailto:)[^\s()]{0,2000}(?: \"[^\"\n]{0,500}\")?\)"
)
# Behind a letter the marks stand for some that are not printed ("d**n") or are a power, save in
# scripts that set no space between words.
_BOLD = re.compile(
    rf"(?:(?<![\w*`])|(?<={CJK}))\*\*(?![\s*])([^*\n]{{1,2000}})(?<![\s(,`])\*\*(?![*`])"
)
_HASHES = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
# Characters of strings as JSON and programs write them (RFC 8259 §7): text that has so many is one.
_STRING_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\[\"'/nrt\\]")
MIN_STRING_ESCAPES = 5
_ESCAPED_END = "\\n"
_REFERENCE = re.compile(r"&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a text is HTML from its beginning to its end, or behind a first paragraph."""
    if not text.rstrip().endswith(">"):
        return False
    if _MARKUP.match(text.lstrip()):
        return True
    ends = len(_PARAGRAPH_END.findall(text))
    return ends > 1 and ends == len(_PARAGRAPH.findall(text))


def unescape_markup(text: str) -> str:
    """HTML that stands there escaped, once or twice, as it is meant; other text as it is.

    >>> unescape_markup("&lt;p&gt;Rain &amp;amp; fog&lt;/p&gt;"), unescape_markup("&lt;3")
    ('<p>Rain &amp; fog</p>', '&lt;3')
    """
    markup = text
    while _ESCAPED.match(markup):
        markup = unescape(markup)
    return markup if markup is not text and is_markup(markup) else text


def plain_text(text: str) -> str:
    r"""A text without what exports leave in it of HTML and Markdown.

    Of HTML line ends as tags, tags within lines, and references; of Markdown links, images, what is
    bold and, where there is any of these, the marks of headings.

    A page in Markdown is left to who reads dumps of text.

    >>> plain_text("Rain &amp; <b>wind</b>,<br />fog at AT&T;<br>\nno &amp;amp;")
    'Rain & wind,\nfog at AT&T;\nno &amp;'
    >>> plain_text("# Fog\n\n**Rain** on [the sea](https://a.example/sea)")
    'Fog\n\nRain on the sea'
    """
    return "\n".join(plain_lines(_without_marks(text)))


def plain_lines(text: str) -> list[str]:
    r"""A text's lines without what is left in them of HTML, each with the line ends it had as tags.

    Of a text that is HTML throughout, or line by line, nothing else is left.

    >>> plain_lines("Rain &amp; <b>wind</b>,<br />fog<br>\nno &amp;amp;")
    ['Rain & wind,\nfog', 'no &amp;']
    """
    lines = _read_strings(text.split("\n"))
    if "<" in text and is_markup(text):
        lines = [_TAG.sub("", _LINE_TAG.sub("\n", line)) for line in lines]
    elif "<" in text:
        breaks = _BREAK
        if not _SPOKEN_OF.search(text) and len(_ANY_BREAK.findall(text)) >= MIN_BREAKS:
            breaks = _ANY_BREAK
        lines = [_without_tags(line, breaks) for line in lines]
    return [_read_references(line) if "&" in line else line for line in lines]


def _read_strings(lines: list[str]) -> list[str]:
    """Lines with the characters that strings of programs have escapes for, where they are such.

    Whose ends of lines are escaped has hardly any of its own.
    """
    escapes = [_STRING_ESCAPE.findall(line) if "\\" in line else () for line in lines]
    if sum(map(len, escapes)) < MIN_STRING_ESCAPES:
        return lines
    has_ends = sum(found.count(_ESCAPED_END) for found in escapes) > len(lines)
    return [
        _STRING_ESCAPE.sub(partial(_read_escape, has_ends=has_ends), line) if found else line
        for line, found in zip(lines, escapes, strict=True)
    ]


def _read_escape(found: re.Match[str], *, has_ends: bool) -> str:
    escape = found[0]
    if escape == "\\'" or (escape == _ESCAPED_END and not has_ends):
        return escape[1:] if escape[1] == "'" else escape
    return clean_text(json.loads(f'"{escape}"'))


def _without_marks(text: str) -> str:
    if is_markdown(text):  # a whole page, which is read as such files are
        return text
    text, links = _LINK.subn(r"\1", text)
    text, bold = _BOLD.subn(r"\1", text)
    return _HASHES.sub("", text) if links or bold else text


def _without_tags(line: str, breaks: re.Pattern[str]) -> str:
    """A line without tags; the source of a post that it shows, or its last link, stays whole."""
    if "<" not in line or _MARKUP.search(line) or _LINK_ALONE.fullmatch(line):
        return line
    for _ in range(MAX_INLINE_LEVELS):
        line, found = _INLINE.subn(r"\2", line)
        if not found:
            break
    return _break_line(line, breaks)


def _break_line(line: str, breaks: re.Pattern[str]) -> str:
    """A line as those that its tags make of it."""
    *broken, rest = breaks.split(line)
    if not broken:
        return line
    # Where it ends in a tag, that is its own end.
    return "\n".join([*broken, rest] if rest.strip() else broken)


def _read_references(line: str) -> str:
    read, references = _REFERENCE.subn(_resolve, line)
    return clean_text(read) if references else line


def _resolve(reference: re.Match[str]) -> str:
    """The characters of a reference (HTML §13.5); as it is where there is none of its name."""
    name = reference[1]
    return unescape(reference[0]) if name[0] == "#" else html5.get(f"{name};", reference[0])
