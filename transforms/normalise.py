"""From a labelled span to an Article: each field cleaned, and where it came from kept."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from itertools import filterfalse
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.records import Article, Method, Source
from transforms import furniture
from transforms.blocks import BlockKind, count_words
from transforms.byline import (
    find_agency,
    find_biography,
    find_described,
    find_reporters,
    find_signer,
    is_names,
    names_author,
    split_authors,
    tells_nobody,
    without_town,
)
from transforms.datelines import Dateline, read_dateline
from transforms.dates import (
    Stamp,
    date_in_url,
    days_of,
    has_day,
    has_minute,
    holds_date,
    is_before,
    is_clock,
    is_either_day,
    local_day,
    on_day_of,
    parse_printed,
    parse_stamp,
    plausible,
    settle_clock,
    settle_zone,
    tells_time,
)
from transforms.decode import fold
from transforms.fields import strip_standfirst
from transforms.labels import Label, Span, find_all
from transforms.language import detect_language
from transforms.markdown import strip_hashes
from transforms.metadata import Metadata, unique
from transforms.pages import MediaType, Page
from transforms.titles import names_site, strip_label, strip_site_name, unglue
from transforms.widgets import strip_widget

PARAGRAPH_BREAK = "\n\n"
# So many texts are tried for a date.
MAX_DATE_TEXTS = 12
# English-speaking countries that write the day before the month, as domain and as region.
_DAY_FIRST = frozenset("AU BW GB GH HK IE IN JM KE LK MT MY NG NZ PK SG TT UG UK ZA ZM ZW".split())
# Bylines of one article stand so many lines apart, no more: titles and papers are between them.
MAX_BYLINE_GAP = 3
# So many lines of a body may stand above the paragraph that the dateline opens.
MAX_LEADING_LINES = 2
# So many blocks below an article's last paragraph may tell of its author.
MAX_BIOGRAPHY_BLOCKS = 3
# Of a title and a headline that holds it, or is held by it, the shorter is the headline by itself
# where it makes up at least this share: the rest is a kicker, or the site's name.
MIN_ALIKE_SHARE = 0.4
# A standfirst that is a title to this share says it again. A standfirst of so many letters may
# begin one of so many paragraphs.
MIN_REPEATED_SHARE = 0.8
MIN_REPEATED_CHARS = 20
MAX_REPEATED_PARAGRAPHS = 3
# What sets a byline apart from a date or a share button beside it.
_MARKS_BESIDE = " ,;/|•·&–—-"
_HEADLINE_LABEL = re.compile(
    r"^\[\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?\] [^:]{1,40}: (?=\S)|"
    r"^\[\d{1,3}\]\s+(?=\S)|"
    r"^(?:headline|title|titel|titre|título|titolo|überschrift|schlagzeile)\s?:\s+(?=\S)",
    re.IGNORECASE,
)
# Who wrote it, as papers of Japan have it behind the last sentence.
_SIGNED = re.compile(r"。\s?【(?P<names>[^【】]{2,30})】$")
# When a wire sent it stands before a headline: "14-Mar-2024 09:14:02 - Ferry Stops".
_SENT = re.compile(
    r"(?P<stamp>\d[\w./-]{7,10},?[ T]\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?)\s[|–—-]\s(?=\S)"
)
# What it marks a headline's end with.
_END_OF_HEADLINE = " ="
_NUMBERED = re.compile(r"([0-9]{1,2})\. (?=\S)")


def article_id(title: str, body: str) -> str:
    """The id of an article: 32 hex digits made from its title and body.

    Case, punctuation and spaces make no difference.

    >>> article_id("A  Title", "Body.") == article_id("a title", "body")
    True
    """
    folded = "\n".join(fold(unicodedata.normalize("NFKC", text)) for text in (title, body))
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def normalise_span(
    span: Span, page: Page, metadata: Metadata, article: int, method: Method
) -> Article:
    """The article that a span holds.

    Args:
        span: a span with a body.
        page: the page that it was cut out of.
        metadata: what the page says of its article; empty for text.
        article: which article of the page it is, from 0.
        method: where the span's blocks came from.
    """
    first, *behind = _lines(span, Label.BODY)
    paragraphs = [furniture.strip_text_label(first) or first, *behind]
    canonical = _web_address(metadata.canonical)
    url = page.url if page.url and page.url.isprintable() else canonical
    title = choose_title(printed_headlines(span), metadata, site_of(url))
    body = PARAGRAPH_BREAK.join(paragraphs)
    language, score = detect_language(body, metadata.language or page.language)
    published, modified = _read_dates(span, metadata, page, language, url)
    bylines = _bylines(span, language)
    # What a row states of its text, its dump means.
    signers = _signers(span) if page.media_type is MediaType.HTML else ()
    dateline = _dateline(paragraphs)
    found = _authors(span, metadata, dateline, bylines, signers, body)
    authors = tuple(name for name in found if not _is_phrase(name, body))
    return Article(
        id=article_id(title, body),
        title=title,
        summary=_summary(_lines(span, Label.STANDFIRST), title, paragraphs),
        body=body,
        captions=_captions(span),
        authors=authors,
        byline=_byline([*bylines, *filterfalse(tells_nobody, metadata.bylines)], authors),
        dateline=dateline.place if dateline else None,
        agency=_agency(dateline, paragraphs, bylines) or metadata.agency,
        credit=" ".join(_lines(span, Label.CREDIT)) or None,
        published=published.instant,
        modified=modified.instant,
        fetched_at=page.fetched_at,
        published_text=published.text,
        modified_text=modified.text,
        language=language,
        language_score=score,
        url=url,
        site=site_of(url),
        section=metadata.section,
        tags=metadata.tags,
        words=count_words(body),
        method=method,
        source=_place(span, page, article),
        canonical=canonical,
        published_offset=published.offset,
        modified_offset=modified.offset,
    )


def date_post(post: Article, own: Article) -> Article:
    """A post of a page, which tells a time alone, on the day of the page's own article.

    Where that was begun before, and not changed on another day, which may be the post's.
    """
    if post.published or not own.published or not is_clock(post.published_text or ""):
        return post
    begun = Stamp(own.published, own.published_offset)
    changed = Stamp(own.modified, own.modified_offset) if own.modified else begun
    stamp = on_day_of(post.published_text or "", begun)
    if stamp is None or is_before(stamp, begun) or local_day(changed) != local_day(begun):
        return post
    return replace(post, published=stamp.instant, published_offset=stamp.offset)


def _captions(span: Span) -> tuple[str, ...]:
    """A span's captions, each once: what another says too, or ends in, is no other.

    Whose a picture is, alone, is none.
    """
    found: dict[str, str] = {}
    for text in map(strip_widget, _lines(span, Label.CAPTION)):
        found.setdefault(fold(text), text)
    return tuple(
        text
        for folded, text in found.items()
        if not furniture.is_only_picture_source(text)
        and not any(other.endswith(folded) and other != folded for other in found)
    )


def _dateline(paragraphs: Sequence[str]) -> Dateline | None:
    """The dateline of the first paragraph, or behind lines that lead in one with its agency."""
    first, *behind = map(read_dateline, paragraphs[: 1 + MAX_LEADING_LINES])
    return first or next((found for found in behind if found and found.agency), None)


def printed_headlines(span: Span) -> list[str]:
    """A span's headlines as they would stand by themselves.

    Without bullets, Markdown's marks, labels of databases and chats ("Headline: …"), numbers in
    brackets, and without the number that a way through the site's pages ends in: "1. Home",
    "2. Sport", "3. Ferry wins the cup".
    """
    found = []
    for i in find_all(Label.HEADLINE, span.labels):
        text = strip_hashes(furniture.strip_bullet(unescape(span.blocks[i].text)))
        text = _HEADLINE_LABEL.sub("", text).removesuffix(_END_OF_HEADLINE)
        text = _SENT.sub("", text, count=1) if _SENT.match(text) else text
        above = span.blocks[i - 1].text if i else ""
        number, last = _NUMBERED.match(text), _NUMBERED.match(above)
        if number and last and int(number[1]) == int(last[1]) + 1:
            text = text[number.end() :]
        found.append(text)
    return found


def choose_title(headlines: Sequence[str], metadata: Metadata, site: str | None = None) -> str:
    """The headline as printed, else the one its head gives, without the site's name.

    Where the headline and the page's h1 differ, the h1 counts if the head's title is the same;
    where there is no h1, the head's title counts. A kicker is taken off a headline if the head's
    title does without it. The site's name is no headline where the head has a title.
    """
    titles = [strip_site_name(title, metadata.site_name, site) for title in metadata.titles]
    headings = {fold(text) for text in metadata.headings}
    agreed = next((title for title in titles if fold(title) in headings), None)
    if not headlines or (titles and names_site(headlines[0], metadata.site_name, site)):
        return strip_label(agreed or next(iter((*titles, *metadata.headings)), ""))
    printed = strip_label(headlines[0])
    own = fold(printed)
    same = next((text for text in metadata.headings if fold(text) == own), None)
    if same is not None and (apart := unglue(printed, same)) != printed:
        printed = next((title for title in titles if fold(title) == own), apart)
    if printed.endswith(("…", "...")):  # cut to fit the page
        printed = next((title for title in titles if fold(title).startswith(own)), printed)
        own = fold(printed)
    stated = [fold(title) for title in metadata.titles]
    if own in stated:
        return printed
    if agreed is not None:
        return strip_label(agreed)
    is_other = not any(own in text or text in own for text in stated)
    if titles and not metadata.headings and is_other:
        return strip_label(titles[0])
    for title, text in zip(metadata.titles, stated, strict=True):
        if own.endswith(text) and len(text) >= MIN_ALIKE_SHARE * len(own):
            return strip_label(title)
    return printed


def site_of(url: str | None) -> str | None:
    """The host name of an address, without a leading `www.`; None where it has none.

    >>> site_of("https://www.example.org/a")
    'example.org'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _lines(span: Span, label: Label) -> list[str]:
    """What blocks of a label say; the items of a menu one by one."""
    return [
        strip_hashes(line) if block.kind is BlockKind.TEXT else line
        for block in span.labelled(label)
        for line in block.text.split("\n")
    ]


def _summary(lines: Sequence[str], title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The standfirsts without those that say the title again, or all are what the text begins with.

    A share button's word, or the way through the site, may stand before a title that is said again.
    Of several, some may be points that a paragraph makes in the same words.
    """
    own = fold(title)
    begins = [fold(text) for text in paragraphs[:MAX_REPEATED_PARAGRAPHS]]

    def is_title(line: str) -> bool:
        shorter, longer = sorted((fold(line), own), key=len)
        return shorter in longer and len(shorter) >= MIN_REPEATED_SHARE * len(longer)

    def is_begin(line: str) -> bool:
        said = fold(line)
        return len(said) >= MIN_REPEATED_CHARS and any(text.startswith(said) for text in begins)

    shown = map(furniture.strip_bullet, map(strip_standfirst, lines))
    told = unique(filterfalse(is_title, shown))
    return () if all(map(is_begin, told)) else told


def _web_address(url: str | None) -> str | None:
    return url if url and url.isprintable() and url.startswith(("http://", "https://")) else None


def _bylines(span: Span, language: str) -> list[str]:
    """A span's bylines, then the date lines that name a person: "14 March 2024, Ada Fenwick".

    Those that say "By" come first; of several that stand close together above the body, each with
    its "By", one is made, and so of a "By" and the names in elements of their own behind it. "AA"
    alone is Anadolu in Turkish; elsewhere it sets the size of letters.
    """
    bylines: list[str] = []
    body = span.labels.index(Label.BODY)
    last = 0
    is_labelled = False
    for i in find_all(Label.BYLINE, span.labels):
        text = span.blocks[i].text
        if (text == "AA" and language != "tr") or furniture.signs_post(text):
            continue
        # Links to several authors are a menu.
        line = text.replace("\n", ", ")
        if bylines and i == last + 1 and furniture.is_only_by(bylines[-1]):
            is_labelled = not tells_nobody(line)
            bylines[-1] += f" {line}" if is_labelled else ""
        elif is_labelled and i <= last + 2 and is_names(line) and _names_more(bylines[-1], line):
            bylines[-1] = f"{bylines[-1].rstrip(_MARKS_BESIDE)}, {line}"
        else:
            is_labelled = False
            is_close = bylines and i < body and i - last <= MAX_BYLINE_GAP
            if is_close and names_author(line) and _names_others(bylines[-1], line):
                bylines[-1] += f", {line}"
            else:
                bylines.append(line)
        last = i
    dates = (line for line in _lines(span, Label.DATE) if not furniture.signs_post(line))
    signed = (line for line in dates if split_authors(line) or find_signer(line))
    lines = [*sorted(bylines, key=furniture.is_byline, reverse=True), *signed]
    return list(filterfalse(tells_nobody, lines))


def _names_others(byline: str, line: str) -> bool:
    """Whether both lines are bylines that say "By", and the second is of other persons."""
    return names_author(byline) and _names_more(byline, line)


def _names_more(byline: str, line: str) -> bool:
    """Whether a line tells of somebody, and of nobody whom the byline above it names."""
    return not tells_nobody(line) and set(split_authors(byline)).isdisjoint(split_authors(line))


def _signers(span: Span) -> tuple[str, ...]:
    """The persons whom lines that say "By" name, between a span's headline and its body."""
    above = span.labels[: span.labels.index(Label.BODY)]
    headlines = find_all(Label.HEADLINE, above)
    bylines = find_all(Label.BYLINE, above) if headlines else []
    lines = (span.blocks[i].text for i in bylines if i > headlines[-1])
    return unique(name for line in filter(names_author, lines) for name in split_authors(line))


def _share_a_name(authors: Iterable[str], signers: Iterable[str]) -> bool:
    """Whether one of the authors is one of the signers, with more or less to the name."""
    folded = [fold(name) for name in signers]
    return any(own in name or name in own for own in map(fold, authors) for name in folded)


def _biographies(span: Span) -> tuple[str, ...]:
    """The persons who are told of right below a span's last paragraph, with what they are."""
    last = find_all(Label.BODY, span.labels)[-1]
    below = [block.text for block in span.blocks[last + 1 :][: MAX_BIOGRAPHY_BLOCKS + 1]]
    lines = zip(below[:MAX_BIOGRAPHY_BLOCKS], [*below[1:], ""], strict=False)
    found = (find_biography(line) or find_described(line, behind) for line, behind in lines)
    return unique(filter(None, found))


def _authors(
    span: Span,
    metadata: Metadata,
    dateline: Dateline | None,
    lines: Sequence[str],
    signers: tuple[str, ...],
    body: str,
) -> tuple[str, ...]:
    """The persons that the page's markup names, else the dateline, else the first byline that does.

    Else those whom a wire's closing line names, or who are described below the article. Markup
    that names nobody of the dateline names the portal, or who put the article there.

    Markup lists editors and reviewers too: where what is printed behind a "By" are some of its
    persons and nobody else, these are the authors. It also names photographers, the site, or who
    put the article there: where those who sign below the headline are others, they wrote it. An
    agency is the author where the markup or a byline names it as such, and nobody names a person.
    """
    reporters = dateline.authors if dateline else ()
    if metadata.authors and (not reporters or set(reporters) & set(metadata.authors)):
        if signers and not _share_a_name(metadata.authors, signers):
            return signers
        by = filter(furniture.is_byline, lines)
        signed = {fold(name) for line in by for name in split_authors(line)}
        printed = tuple(name for name in metadata.authors if fold(name) in signed)
        return printed if printed and len(printed) == len(signed) else metadata.authors
    if reporters:
        return reporters
    line = next(filter(split_authors, lines), "")
    persons = split_authors(without_town(line) if _is_signature(span, line) else line)
    # A place behind a name and a comma is told of below it.
    persons = tuple(name for name in persons if f", {name}" not in line or name not in body)
    if not persons and (signature := _SIGNED.search(body)):
        persons = split_authors(signature["names"])
    agencies = filter(None, map(find_signer, (*lines, *metadata.bylines)))
    agency = metadata.agency or next(agencies, None)
    if not persons:
        reported = map(find_reporters, _lines(span, Label.CREDIT))
        persons = next(filter(None, reported), ()) or _biographies(span)
    return persons or ((agency,) if agency else ())


def _is_signature(span: Span, line: str) -> bool:
    """Whether a line stands below a span's last paragraph, without "By", as who signs a letter."""
    last = find_all(Label.BODY, span.labels)[-1]
    below = zip(span.labels[last + 1 :], span.blocks[last + 1 :], strict=True)
    return not names_author(line) and any(
        label is Label.BYLINE and block.text == line for label, block in below
    )


def _is_phrase(name: str, body: str) -> bool:
    """Whether the words of a name are those of a phrase: the text has them without capitals."""
    phrase = name.lower()
    return " " in phrase and phrase != name and phrase in body


def _byline(lines: Sequence[str], authors: Iterable[str]) -> str | None:
    """The byline as printed, without a bullet or what sets it apart from its neighbours.

    The one that names most of the authors, rather one that says "By"; else the first that names a
    person, else the first.
    """
    folded = list(map(fold, authors))
    named = [sum(name in fold(line) for name in folded) for line in lines]
    most = max(named, default=0)
    own = [line for line, count in zip(lines, named, strict=True) if 0 < count == most]
    signed = (line for line in lines if split_authors(line))
    line = next(filter(names_author, own), None) or next(iter((*own, *signed, *lines)), "")
    return furniture.strip_bullet(line).strip(_MARKS_BESIDE) or None


def _agency(
    dateline: Dateline | None, paragraphs: Sequence[str], lines: Sequence[str]
) -> str | None:
    """The agency of the dateline, of the signature under the last paragraph, or of a byline."""
    if dateline and dateline.agency:
        return dateline.agency
    signature = furniture.find_signature(paragraphs[-1])
    signed = find_agency(signature) if signature else None
    return signed or next(filter(None, map(find_signer, lines)), None)


class _Date(NamedTuple):
    """An instant, how far its zone is ahead of UTC, and the words that say so."""

    instant: datetime | None
    offset: int | None
    text: str | None


def _read_dates(
    span: Span, metadata: Metadata, page: Page, language: str, url: str | None
) -> tuple[_Date, _Date]:
    """When the article was published and modified: the first evidence that can be.

    What the markup states, unless the article's own date is another, what is printed in the
    article's own blocks, what is printed around the headline, the address, what is set off in
    the head's titles, the posts that it shows. Where nothing can be, the text of the first evidence
    is kept.
    """
    reader = _Reader(
        language,
        writes_month_first(language, metadata.language or page.language, url),
        page.fetched_at,
    )
    published, modified = list(metadata.published), list(metadata.modified)
    body = span.labels.index(Label.BODY)
    above, clocks, changes = [], [], []
    own, of_posts = _dated_lines(span)
    for at, line in own[:MAX_DATE_TEXTS]:
        before, changed = furniture.split_modified(line)
        if changed:
            modified.append(changed)
            changes.append(changed)
        if is_clock(before):
            published.append(before)
        elif before and (furniture.is_date_line(before) or holds_date(before)):
            published.append(before)
            clocks.append(before)
            if at < body:
                above.append(before)
    if not (metadata.published or metadata.dates):  # as of a post of several
        for block in (*span.labelled(Label.DATE), *span.labelled(Label.BYLINE)):
            is_change = furniture.is_modified(block.text)
            (modified if is_change else published).extend(filter(None, [block.stamp]))
    reader = reader.of_order([*published, *modified])
    published[:0] = _printed_instead(above, metadata, reader)
    for line in metadata.dates:
        (modified if furniture.is_modified(line) else published).append(line)
    if day := date_in_url(url):
        published.append(day)
    for title in metadata.titles:
        published.extend(part.strip() for part in title.split("|")[1:] if holds_date(part))
    published.extend(of_posts[:MAX_DATE_TEXTS])
    first = _first_date(published, clocks, reader)
    since = Stamp(first.instant, first.offset) if first.instant else None
    return first, _first_date(modified, changes, reader, since)


def _dated_lines(span: Span) -> tuple[list[tuple[int, str]], list[str]]:
    """The lines of a span that may say when, and where they stand in it; else those of posts.

    Those above its body first, below it stands when others were published; of both the dates first.
    A post that the article shows is hardly older than it.
    """
    body = span.labels.index(Label.BODY)
    lines = [
        (at, block.text.replace("\n", ", "))
        for wanted in (Label.DATE, Label.BYLINE, Label.CREDIT)
        for at, (block, label) in enumerate(zip(span.blocks, span.labels, strict=True))
        if label is wanted and not furniture.says_until(block.text)
    ]
    for at in find_all(Label.HEADLINE, span.labels):
        if sent := _SENT.match(span.blocks[at].text):
            lines.append((at, sent["stamp"]))
    own = [line for line in lines if not furniture.signs_post(line[1])]
    of_posts = [] if own else [line for _, line in lines]
    return sorted(own, key=lambda line: line[0] > body), of_posts


class _Reader(NamedTuple):
    """How the dates of a page are read: in a language, and not later than it was fetched."""

    language: str
    month_first: bool
    fetched_at: datetime | None

    def read(self, text: str) -> Stamp | None:
        """What a text says, if it can be."""
        stamp = parse_stamp(text) or parse_printed(
            text, self.language, month_first=self.month_first
        )
        return stamp if stamp is not None and plausible(stamp.instant, self.fetched_at) else None

    def of_order(self, texts: Sequence[str]) -> "_Reader":
        """One that reads days before months, where fewer days come of an article's dates so."""
        texts = texts[:MAX_DATE_TEXTS]
        if not (self.month_first and any(map(is_either_day, texts))):
            return self
        day_first = self._replace(month_first=False)
        return min(self, day_first, key=lambda reader: len(reader.days_in(texts)))

    def days_in(self, texts: Sequence[str]) -> set[date]:
        """The days that texts say, each once."""
        return {local_day(stamp) for text in texts if (stamp := self.read(text))}


def _printed_instead(above: Sequence[str], metadata: Metadata, reader: _Reader) -> list[str]:
    """The date above an article's body that counts before what the markup states: one or none.

    What is brought up to date every year keeps its first date in the markup, or has only that of
    its page there, and prints when it was published. A date above the body that no place had
    when the markup says counts, unless it is that of a change. Nearly all pages print the day
    that they state: its numbers are looked for first, as to read a printed date takes long.
    """
    texts = metadata.published[:MAX_DATE_TEXTS] if above else ()
    stated = next(filter(None, map(reader.read, texts)), None)
    if stated is None or any(has_day(line, stated) for line in above):
        return []
    days = [(line, local_day(stamp)) for line in above if (stamp := reader.read(line))]
    if any(day in days_of(stated) for _, day in days):
        return []
    changes = filter(None, map(reader.read, metadata.modified[:MAX_DATE_TEXTS]))
    changed = frozenset[date]().union(*map(days_of, changes))
    return [line for line, day in days[:1] if day not in changed]


def writes_month_first(language: str, declared: str | None, url: str | None) -> bool:
    """Whether a site writes 3/4 for the fourth of March: in English, and American for all we know.

    >>> writes_month_first("en", "en-US", None), writes_month_first("en", "en-GB", None)
    (True, False)
    >>> writes_month_first("en", None, "https://post.example.uk/")
    False
    """
    region = (declared or "").replace("_", "-").partition("-")[2].upper()
    country = (site_of(url) or "").rpartition(".")[2].upper()
    return language == "en" and _DAY_FIRST.isdisjoint((region, country))


def _first_date(
    texts: Sequence[str],
    printed: Sequence[str],
    reader: _Reader,
    since: Stamp | None = None,
) -> _Date:
    """The first of some texts that gives an instant that can be, else the first text alone.

    One before `since` cannot be: what was changed before it was published was not published yet,
    or a clock is taken for one of another zone.

    Where it gives a day alone, the first stamp that tells a time of the same day; where it is in
    UTC, in the zone of those of the article's own printed dates that show the same minute.
    """
    texts = texts[:MAX_DATE_TEXTS]
    stamps = [parse_stamp(text) for text in texts]
    for text in texts:
        if stamp := reader.read(text):
            others = [(said, other) for said, other in zip(texts, stamps, strict=True) if other]
            full = (
                (said, other)
                for said, other in others
                if tells_time(other, stamp) and plausible(other.instant, reader.fetched_at)
            )
            said, stamp = next(full, (text, stamp))
            stamp = settle_zone(stamp, [other for _, other in others])
            shown = (reader.read(line) for line in printed if has_minute(line, stamp))
            settled = settle_clock(stamp, filter(None, shown))
            if since is None or not is_before(settled, since):
                return _Date(settled.instant, settled.offset, said)
    return _Date(None, None, texts[0] if texts else None)


def _place(span: Span, page: Page, article: int) -> Source:
    """Where the article's own blocks stand: furniture before and after them is not counted."""
    if page.media_type is not MediaType.TEXT:
        return replace(page.source, article=article)
    own = [
        block
        for block, label in zip(span.blocks, span.labels, strict=True)
        if label is not Label.FURNITURE
    ]
    last_line = own[-1].line + own[-1].lines - 1
    return replace(page.source, article=article, first_line=own[0].line, last_line=last_line)
