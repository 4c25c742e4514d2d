"""What is printed at the end of an article's body and is none of it: comments, notices, notes."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from transforms import furniture
from transforms.appeals import asks_for_paper, may_be_of_appeal, tells_of_paper
from transforms.blocks import Block
from transforms.byline import is_address, split_authors, tells_of_author
from transforms.labels import Label, find_all

# So many numbered lines at a body's end are notes where so many of them name a year and a source.
MIN_NOTES = 3
MIN_TOLD_NOTES = 0.5
# Below so many paragraphs, what says how many comments there are is followed by them.
MIN_ABOVE_COMMENTS = 3

# An appeal has no more paragraphs.
MAX_APPEAL_BLOCKS = 10

# What a press office says of its house has no more blocks, and begins with its name.
MAX_BOILERPLATE_BLOCKS = 4
_NAME = r"[A-ZÀ-Þ0-9][\w.&'’-]*"
_ABOUT_HOUSE = re.compile(
    r"(?i:about|über|à propos d[eu]|acerca de|sobre|informazioni su)\s+"
    rf"(?P<name>{_NAME}|(?i:(?:the|die|das|den|la|le|el|il|a|o)\s+)?"
    rf"{_NAME}(?:\s+(?:&|(?i:of|and|für|und|de|du|des|der|di|for|y|e)\b)|\s+{_NAME}){{1,10}}):?"
)
_ARTICLE = re.compile(r"^(?i:the|die|das|den|der|la|le|el|il|a|o)\s+")

# Whom a press office names to be asked, below its text: no more blocks, and an address or number.
MAX_CONTACT_BLOCKS = 6
_CONTACTS = re.compile(
    r"""(?:(?:media|press|news|pr|investors?|editorial|public\srelations)\s(?:relations\s)?
        (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))|contacts?(?:\s(?:presse|médias?|details?))?
    |(?:presse|medien)kontakte?|pressekontakt|presskontakt(?:er)?|perscontact|kontakte?
    |kontakt\s(?:für\s(?:die\s)?(?:medien|presse)|dla\s(?:mediów|prasy)|pro\smédia|for\spressen?)
    |relations\spresse|contactos?(?:\s(?:de|para)\s(?:la\s)?prensa)?|ufficio\sstampa
    |contatt[io](?:\s(?:per\sla\s)?stampa)?|contatos?(?:\s(?:de|para\sa?)\simprensa)?
    |assessoria\sde\simprensa|bas[ıi]n\siletişim|контакты(?:\sдля\s(?:сми|прессы))?
    |контакти(?:\sдля\s(?:змі|преси))?|媒[体體](?:[联聯][系絡络]人?|查[询詢])
    |(?:報道関係者の)?お問い合わせ先?|언론\s?문의)
    \s?(?:[:：]|(?!\S)(?=\s(?-i:[^\Wa-z])|$))""",
    re.IGNORECASE | re.VERBOSE,
)
# Whose release it is, as wires of them print it last.
_HOUSE = re.compile(r"SOURCE:?\s[^.!?]{2,80}(?:\.(?:\s?[A-Z]{1,4}\.?)?)?")
_MAIL = re.compile(r"[^\s@]{1,60}@[^\s@.]{1,60}(?:\.[^\s@.]{1,60}){1,5}")
_NUMBER = re.compile(r"\d(?:[\s().\-/]{0,2}\d){6,}")
# A longer line that ends in a colon says something by itself.
MAX_HEAD_CHARS = 40


def take_tail(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from an article's body whatever is none of it at its end.

    One label at least is BODY, and is so afterwards.
    """
    for take in (
        take_comments,
        take_notices,
        take_appeals,
        take_notes,
        take_boilerplate,
        take_contacts,
        take_addresses,
        take_heads,
    ):
        take(blocks, labels)


def take_comments(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes readers' comments from the body's end: what stands below the last count of them.

    One label at least is BODY, and is so afterwards.
    """
    body = find_all(Label.BODY, labels)
    if len(body) < MIN_ABOVE_COMMENTS:
        return

    def last_count(first: int, end: int) -> int | None:
        counts = (
            i for i in reversed(range(first, end)) if furniture.heads_comments(blocks[i].text)
        )
        return next(counts, None)

    # Above the article and below its standfirst it is a link to them, and they are counted again.
    end = len(labels)
    while labels[end - 1] is Label.FURNITURE:
        end -= 1
    last = last_count(body[MIN_ABOVE_COMMENTS - 1] + 1, end)
    # Few articles have a count in them: what stands below is looked at in these alone.
    if last is not None and last_count(end, len(labels)) is None:
        for i in range(last, end):
            labels[i] = Label.FURNITURE


def take_notices(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes notices of whose the text is, and where it came from, from the body's end.

    One label at least is BODY, and is so afterwards. Further up, a notice may be a quoted one.
    """
    body = find_all(Label.BODY, labels)
    while len(body) > 1 and (
        furniture.is_notice(blocks[body[-1]].text)
        or furniture.is_of_feed(blocks[body[-1]].text)
        or furniture.says_appeared(blocks[body[-1]].text)
    ):
        labels[body.pop()] = Label.FURNITURE


def take_appeals(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end what asks its readers to pay for the paper, and its heading.

    From where the paper begins to speak of its journalism to the end, all paragraphs are of the
    paper's own, and one at least asks. One label at least is BODY, and is so afterwards.
    """
    body = find_all(Label.BODY, labels)
    texts = [blocks[i].text for i in body]
    first = len(body)
    for at in range(len(body) - 1, max(0, len(body) - 1 - MAX_APPEAL_BLOCKS), -1):
        if not may_be_of_appeal(texts[at]):
            break
        if tells_of_paper(texts[at]):
            first = at
    if not asks_for_paper(texts[first:]):
        return
    heading = texts[first - 1]
    if first > 1 and not furniture.is_prose(heading) and not furniture.ends_sentence(heading):
        first -= 1
    for i in body[first:]:
        labels[i] = Label.FURNITURE


def take_notes(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes notes and references from the body's end, and the line that announces them.

    They are numbered from 1 on, and most name a year and where their source is to be found. The
    points of a story are numbered too, and may be dated. One label at least is BODY, and is so
    afterwards: what is nothing but notes keeps them.
    """
    body = find_all(Label.BODY, labels)
    first = body[-1]
    number = furniture.note_number(blocks[first].text)
    if number is None or number < MIN_NOTES:
        return
    while number > 1:
        first, number = first - 1, number - 1
        if first <= body[0] or furniture.note_number(blocks[first].text) != number:
            return
    notes = [blocks[i].text for i in range(first, body[-1] + 1)]
    least = MIN_TOLD_NOTES * len(notes)
    is_announced = furniture.heads_notes(blocks[first - 1].text)
    first -= is_announced
    dated = sum(map(furniture.names_year, notes))
    sourced = len(notes) if is_announced else sum(map(furniture.names_source, notes))
    if min(dated, sourced) >= least and first > body[0]:
        for i in range(first, body[-1] + 1):
            labels[i] = Label.FURNITURE


def take_boilerplate(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end what a press office says of its house, with its heading.

    One label at least is BODY, and is so afterwards.
    """
    body = find_all(Label.BODY, labels)
    for at in range(max(1, len(body) - MAX_BOILERPLATE_BLOCKS), len(body) - 1):
        house = _ABOUT_HOUSE.fullmatch(blocks[body[at]].text)
        said = _ARTICLE.sub("", blocks[body[at + 1]].text, count=1)
        if house and said.startswith(_ARTICLE.sub("", house["name"], count=1)):
            for i in body[at:]:
                labels[i] = Label.FURNITURE
            return


def take_contacts(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end whom to ask, whose a release is, and an address alone.

    Who is asked is named behind a word for it ("Media contact"), without a sentence, and with an
    address or a number. One label at least is BODY, and is so afterwards.
    """
    body = find_all(Label.BODY, labels)
    for at in range(max(1, len(body) - MAX_CONTACT_BLOCKS), len(body)):
        if _CONTACTS.match(blocks[body[at]].text):
            lines = takewhile(lambda i: not furniture.ends_sentence(blocks[i].text), body[at:])
            reached = [i for i in lines if _says_where(blocks[i].text)]
            for i in body[at:] if reached else ():
                if i <= reached[-1]:
                    labels[i] = Label.FURNITURE
    body = find_all(Label.BODY, labels)
    while len(body) > 1 and (
        _MAIL.fullmatch(blocks[body[-1]].text.strip("()[] "))
        or _HOUSE.fullmatch(blocks[body[-1]].text)
    ):
        labels[body.pop()] = Label.FURNITURE


def _says_where(text: str) -> bool:
    return _MAIL.search(text) is not None or _NUMBER.search(text) is not None


def take_heads(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end what announces more ("Sources:"), which is none of the body.

    One label at least is BODY, and is so afterwards.
    """
    body = find_all(Label.BODY, labels)
    while len(body) > 1:
        text = blocks[body[-1]].text
        if len(text) > MAX_HEAD_CHARS or not text.endswith((":", "\uff1a")):
            break
        labels[body.pop()] = Label.FURNITURE


def take_addresses(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end where those whom the byline names are written to, or followed.

    One label at least is BODY, and is so afterwards.
    """
    _take_about(blocks, labels, is_address)


def take_biographies(blocks: Sequence[Block], labels: list[Label]) -> None:
    """Takes from the body's end what says who those are that the byline names.

    One label at least is BODY, and is so afterwards. What an article on somebody else says of them
    stays.
    """
    _take_about(blocks, labels, tells_of_author)


def _take_about(
    blocks: Sequence[Block],
    labels: list[Label],
    is_about: Callable[[str, frozenset[str]], bool],
) -> None:
    bylines = [blocks[i].text for i in find_all(Label.BYLINE, labels)]
    authors = frozenset(name.lower() for line in bylines for name in split_authors(line))
    body = find_all(Label.BODY, labels)
    while len(body) > 1 and is_about(blocks[body[-1]].text, authors):
        labels[body.pop()] = Label.FURNITURE
