"""Dumps made of pages: one to eight articles glued together, as crawls leave them.

Half of the dumps are pages as an extractor gives them, joined by blank lines; some of their
articles stand between what another page has around its own. The other dumps have what a site's
template would add, the same around each of its articles: section headers, share lines, relative
times, headlines and captions printed again, teasers of other articles. The words of these are our
own; what is to be learnt is where they stand and that they come back.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from training.text_pages import TextLine, TextPage
from transforms import furniture
from transforms.blocks import Block, BlockKind
from transforms.decode import squeeze
from transforms.roles import Role
from transforms.text_features import words_of

# Of pages that lost more of their article than this, no dump is made to learn from.
MIN_RECALL = 0.8
# Where one that keeps little else than articles goes on so long behind the end of gold's, as a
# share of it, it is gold that ends too early, and would teach to stop in the middle.
MAX_GOES_ON = 0.4
# So many of the pages that are glued as they are stand in what is around another's article.
SWAPPED = 0.4

FURNITURE = frozenset({Role.OUTSIDE, Role.MASTHEAD, Role.INSIDE})
BODY = frozenset({Role.BODY, Role.OPENING})

# What templates print, by language.
_SHARE = {
    "en": (
        "Share this story",
        "Save",
        "Copy the link",
        "Comments 0",
        "Listen",
        "Email",
        "Follow us",
    ),
    "de": ("Artikel weitergeben", "Kommentieren", "Auf die Merkliste", "Vorlesen"),
    "fr": ("Partager l'article", "Réagir", "Enregistrer", "Écouter"),
    "es": ("Compartir la nota", "Guardar", "Escuchar", "Enviar por correo"),
    "it": ("Condividi la notizia", "Salva", "Ascolta"),
    "tr": ("Haberi paylaş", "Kaydet", "Dinle"),
    "pl": ("Podziel się", "Zapisz", "Posłuchaj"),
    "ja": ("記事を共有", "保存する", "印刷"),
    "ko": ("기사 공유하기", "글자 크기", "인쇄"),
    "ar": ("شارك الخبر", "حفظ", "طباعة"),
    "zh": ("分享本文", "收藏", "字号"),
}
_AGO = {
    "en": ("{n} minutes ago", "Updated {n} hr ago", "{n}h", "Last changed {n} min ago"),
    "de": ("vor {n} Minuten", "Stand: vor {n} Stunden"),
    "fr": ("il y a {n} minutes", "Modifié il y a {n} h"),
    "es": ("hace {n} minutos", "Actualizado hace {n} h"),
    "it": ("{n} minuti fa",),
    "tr": ("{n} dakika önce",),
    "pl": ("{n} minut temu",),
    "ja": ("{n}分前", "{n}時間前"),
    "ko": ("{n}분 전", "{n}시간 전"),
    "ar": ("منذ {n} دقيقة",),
    "zh": ("{n}分钟前",),
}
_ALSO = {
    "en": ("ALSO IN THE NEWS: {t}", "Read on: {t}", "See: {t}", "MORE- {t}"),
    "de": ("Mehr dazu: {t}", "Dazu passend: {t}"),
    "fr": ("À découvrir : {t}", "Pour aller plus loin : {t}"),
    "es": ("Mira además: {t}", "En contexto: {t}"),
    "it": ("Approfondisci: {t}",),
    "tr": ("Şuna da bakın: {t}",),
    "pl": ("Przeczytaj: {t}",),
    "ja": ("あわせて：{t}",),
    "ko": ("함께 볼 기사: {t}",),
    "ar": ("طالع كذلك: {t}",),
    "zh": ("延伸：{t}",),
}
_SECTIONS = {
    "en": ("World", "Business", "Local", "Sport", "Opinion", "Culture", "Science", "Front page"),
    "de": ("Ausland", "Wirtschaft", "Region", "Sport", "Kultur", "Wissen"),
    "fr": ("Monde", "Économie", "Région", "Sports", "Culture"),
    "es": ("Mundo", "Economía", "Ciudad", "Deportes", "Cultura"),
    "it": ("Esteri", "Economia", "Cronaca", "Sport"),
    "tr": ("Dünya", "Ekonomi", "Spor", "Kültür"),
    "pl": ("Świat", "Gospodarka", "Sport", "Kultura"),
    "ja": ("国際", "経済", "社会", "スポーツ"),
    "ko": ("국제", "경제", "사회", "스포츠"),
    "ar": ("العالم", "اقتصاد", "رياضة", "ثقافة"),
    "zh": ("国际", "财经", "社会", "体育"),
}  # fmt: skip
_HEADS = {
    "en": ("Filed in", "Sections", "In this category", "Posted in", "***", "----"),
    "de": ("Ressorts", "Abgelegt unter", "* * *"),
    "fr": ("Rubriques", "Classé dans", "* * *"),
    "es": ("Secciones", "Archivado en", "---"),
    "it": ("Sezioni", "---"),
    "tr": ("Bölümler", "***"),
    "pl": ("Działy", "***"),
    "ja": ("分類", "■"),
    "ko": ("분류", "■"),
    "ar": ("الأقسام", "***"),
    "zh": ("栏目", "■"),
}
_CREDITS = {
    "en": ("(Reporting by {a}; editing by {b})", "{a} and {b} contributed to this report."),
    "de": ("({a}, {b})",),
    "fr": ("({a}, avec {b})",),
    "es": ("Con información de {a} y {b}",),
}
_NAMES = (
    "Ada Fenwick", "Ines Calloway", "Jonas Wirth", "Marta Lobo", "Piotr Zawada", "Selim Aras",
    "Chiara Donati", "Aiko Mori", "Lena Holm", "Omar Haddad", "Paul Reyes", "Noor Aziz",
)  # fmt: skip
_SIGNATURES = ("NPS", "Ada Fenwick", "IWK/dr", "Nordpress")
_PLACES = ("Photo: {a}", "{a} / Archive", "(Photo by {a})", "Picture: {a}", "© {a}")


@dataclass(frozen=True, slots=True, eq=False)
class TextDump:
    """A dump made of pages: its lines, and the pages whose articles stand in it, in order."""

    lines: tuple[TextLine, ...]
    pages: tuple[TextPage, ...]

    @property
    def text(self) -> str:
        """The dump as a file holds it."""
        return "".join("\n" * (line.gap + (i > 0)) + line.text for i, line in enumerate(self.lines))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The dump's lines as they are read, one block each, whatever their lengths."""
        return tuple(
            Block(kind=BlockKind.TEXT, text=line.text, line=i + 1, blank_lines=line.gap * (i > 0))
            for i, line in enumerate(self.lines)
        )


def glue(pages: Sequence[TextPage], draw: random.Random) -> TextDump:
    """Pages as they are, joined by two to five line ends."""
    lines: list[TextLine] = []
    for page in pages:
        own = list(page.lines)
        if lines:
            own[0] = gapped(own[0], draw.randint(1, 4))
        lines.extend(own)
    return TextDump(tuple(lines), tuple(pages))


def vary(
    pages: Sequence[TextPage],
    others: Sequence[TextPage],
    draw: random.Random,
    *,
    chrome: float = 0.15,
    archive: float = 0.35,
) -> TextDump:
    """Pages joined as a template would print them, with teasers of others."""
    template = _Template(pages[0].language, others, draw, chrome, archive)
    lines: list[TextLine] = []
    if template.keeps_chrome:
        lines.extend(outside(pages[0], before=True))
    for number, page in enumerate(pages):
        for part in template.parts(page):
            own = template.dress(part)
            if lines and (number or part is not page):
                own[0] = gapped(own[0], template.gap)
            lines.extend(own)
    if template.keeps_chrome:
        lines.extend(outside(pages[0], before=False))
    if template.line_gap is not None:
        lines = [
            gapped(line, template.line_gap) if line.gap <= 1 and i else line
            for i, line in enumerate(lines)
        ]
    return TextDump(tuple(lines), tuple(pages))


def swap_chrome(
    pages: Sequence[TextPage], others: Sequence[TextPage], draw: random.Random
) -> list[TextPage]:
    """Some of the pages with what stands around the article of another page of their language.

    What a site prints below its articles comes back below none but its own, so that a model could
    learn by heart where they end.
    """
    givers = [page for page in others if page.language == pages[0].language]
    return [
        _with_chrome(page, draw.choice(givers)) if draw.random() < SWAPPED else page
        for page in pages
    ]


def _with_chrome(page: TextPage, giver: TextPage) -> TextPage:
    """A page's article between what stands above and below another's."""
    above, below = outside(giver, before=True), outside(giver, before=False)
    return replace(page, lines=(*above, *own_lines(page), *below))


def own_lines(page: TextPage) -> list[TextLine]:
    """The lines of a page from the first that is its article's to the last."""
    roles = [line.role is not Role.OUTSIDE for line in page.lines]
    return list(page.lines[roles.index(True) : len(roles) - roles[::-1].index(True)])


def outside(page: TextPage, *, before: bool) -> list[TextLine]:
    """What stands above a page's article, or below it."""
    roles = [line.role is not Role.OUTSIDE for line in page.lines]
    if True not in roles:
        return []
    if before:
        return list(page.lines[: roles.index(True)])
    return list(page.lines[len(roles) - roles[::-1].index(True) :])


def gapped(line: TextLine, gap: int) -> TextLine:
    """The line below so many blank ones."""
    return TextLine(line.text, gap, line.role)


class _Template:
    """What is printed around each article of a dump, drawn once a dump."""

    def __init__(
        self,
        language: str,
        others: Sequence[TextPage],
        draw: random.Random,
        chrome: float,
        archive: float,
    ) -> None:
        self.language, self.others, self.draw = language, others, draw

        def sometimes(chance: float) -> bool:
            return draw.random() < chance

        # An archive: one article under another, with no more than a line or two between.
        self.is_archive = sometimes(archive)
        more = 0.35 if self.is_archive else 0.0
        self.keeps_chrome = sometimes(chrome)
        self.keeps_own = sometimes(0.5) and not self.is_archive
        self.gap = draw.choice((0, 1, 1, 1, 2, 2, 3, 4))
        self.line_gap = draw.choice((None, None, None, 0, 0, 1, 2))
        self.head = draw.choice(self.words(_HEADS)) if sometimes(0.3 + more) else None
        self.sections = draw.randint(1, 4) if sometimes(0.3 + more) else 0
        self.printings = draw.choice((1, 1, 1, 1, 2, 2, 3))
        self.caption = draw.choice((0, 0, 0, 1, 2))
        self.mark = draw.choice(("TT", "+", "A A", "Aa", "|", "0")) if sometimes(0.15) else None
        self.shares = draw.sample(self.words(_SHARE), 1) if sometimes(0.3) else []
        self.ago = sometimes(0.2)
        self.date = sometimes(0.2)
        self.byline = sometimes(0.15)
        self.bullets = draw.randint(1, 3) if sometimes(0.2) else 0
        self.bullet = draw.choice(("• ", "• ", "- ", ""))
        self.lead = sometimes(0.12 + more)
        self.lead_end = draw.choice(("", "", "…", f"… {draw.choice(_NAMES)}"))
        self.also = draw.choice(self.words(_ALSO)) if sometimes(0.35 + more) else None
        self.also_inside = sometimes(0.3) and not self.is_archive
        self.sign = f" ({draw.choice(_SIGNATURES)})" if sometimes(0.1) else ""
        self.credit = draw.choice(_CREDITS.get(language, _CREDITS["en"])) if sometimes(0.12) else ""
        self.untitled = sometimes(0.05)
        self.cut = sometimes(0.2)
        self.brief = sometimes(0.12)
        self.shouts = sometimes(0.04)

    def words(self, phrases: Mapping[str, Sequence[str]]) -> Sequence[str]:
        return phrases.get(self.language, phrases["en"])

    def parts(self, page: TextPage) -> list[TextPage]:
        """A page, or two of its halves: articles of one topic, the second with a made headline."""
        body = [i for i, line in enumerate(page.lines) if line.role in BODY]
        is_marked = self.head or self.sections or self.printings > 1 or self.gap > 1
        if not (self.is_archive and is_marked and len(body) >= 12 and self.draw.random() < 0.25):
            return [page]
        middle = body[self.draw.randint(5, len(body) - 5)]
        lead = page.lines[middle].text.split()
        if page.lines[middle].role is not Role.BODY or len(lead) < 15:
            return [page]
        head = TextLine(" ".join(lead[: self.draw.randint(6, 12)]).rstrip(",;:."), 1, Role.HEADLINE)
        return [
            replace(page, lines=page.lines[:middle]),
            replace(page, lines=(head, *page.lines[middle:])),
        ]

    def dress(self, page: TextPage) -> list[TextLine]:
        """A page's article, and the template's lines around it."""
        lines = [
            line
            for line in page.lines
            if line.role is not Role.OUTSIDE and (self.keeps_own or line.role not in FURNITURE)
        ]
        heads = [line for line in lines if line.role is Role.HEADLINE][:1]
        body = [line for line in lines if line.role in BODY]
        rest = [line for line in lines if line.role is not Role.HEADLINE]
        first = next(i for i, line in enumerate(rest) if line.role in BODY)
        masthead, rest = rest[:first], rest[first:]
        keep = self.draw.randint(1, 3) if self.brief else self.draw.randint(4, len(rest) + 4)
        if (self.cut or self.brief) and len(rest) > keep:
            rest = rest[:keep]
            while rest[-1].role not in BODY:
                rest.pop()
        if self.sign:
            rest[-1] = TextLine(rest[-1].text + self.sign, rest[-1].gap, rest[-1].role)
        out = self._above()
        if heads and not self.untitled:
            head = heads[0]
            if self.shouts:
                head = TextLine(head.text.upper(), head.gap, head.role)
            out.extend(self._masthead(head, body))
            rest[0] = TextLine(rest[0].text, max(rest[0].gap, 1), Role.BODY)
            masthead = [] if not self.keeps_own else masthead
            out.extend(masthead)
        else:
            rest[0] = TextLine(rest[0].text, max(rest[0].gap, 1), Role.OPENING)
        out.extend(self._inside(rest))
        out.extend(self._below())
        return out

    def _above(self) -> list[TextLine]:
        out = []
        if self.head:
            out.append(TextLine(self.head, 1, Role.OUTSIDE))
        if self.sections:
            names = self.draw.sample(self.words(_SECTIONS), self.sections)
            out.append(TextLine(" ".join(names), int(not self.head), Role.OUTSIDE))
        return out

    def _masthead(self, head: TextLine, body: Sequence[TextLine]) -> list[TextLine]:
        """Headline, as often as it is printed, and what stands between and below."""
        draw = self.draw
        out = [TextLine(head.text, 1, Role.HEADLINE)]
        between: list[TextLine] = []
        if self.caption:
            sentence = draw.choice(draw.choice(self.others).lines).text[:250].strip()
            place = draw.choice(_PLACES).format(a=draw.choice(_NAMES))
            text = f"{sentence} {place}" if draw.random() < 0.6 else sentence
            if furniture.weigh(text) > 40:
                between.append(TextLine(text, 1, Role.CAPTION))
                if self.caption == 2:
                    between.append(TextLine(text, 0, Role.CAPTION))
        between.extend(TextLine(text, 0, Role.MASTHEAD) for text in self.shares)
        if self.mark:
            between.append(TextLine(self.mark, 0, Role.MASTHEAD))
        if self.ago:
            text = draw.choice(self.words(_AGO)).format(n=draw.randint(1, 59))
            between.append(TextLine(text, 0, Role.MASTHEAD))
        if self.date:
            between.append(TextLine(_date(draw), 0, Role.MASTHEAD))
        if self.byline:
            prefix = {"en": "By ", "de": "Von ", "fr": "Par ", "es": "Por "}.get(self.language, "")
            between.append(TextLine(prefix + draw.choice(_NAMES), 0, Role.BYLINE))
        again = TextLine(head.text, 1, Role.HEADLINE)
        if self.printings == 1:
            out.extend(between)
        elif self.printings == 2:
            out.extend([*between, again, *(between if self.caption == 2 else ())])
        else:
            out.extend([*between, again, again])
        sentences = [line for line in body[1:] if 60 < len(line.text) < 400]
        if self.bullets and sentences:
            for line in draw.sample(sentences, min(self.bullets, len(sentences))):
                out.append(TextLine(self.bullet + line.text, 0, Role.STANDFIRST))
        elif self.lead and sentences:
            text = draw.choice(sentences[:4]).text
            text = text.rstrip(".") + self.lead_end if self.lead_end else text
            out.append(TextLine(text, 1, Role.STANDFIRST))
        return out

    def _inside(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """The body, here and there with a line that is not its own."""
        if not (self.also and self.also_inside) or len(lines) < 4:
            return list(lines)
        at = self.draw.randint(2, len(lines) - 2)
        return [*lines[:at], TextLine(self._teaser(), 1, Role.INSIDE), *lines[at:]]

    def _below(self) -> list[TextLine]:
        out = []
        if self.credit:
            one, two = self.draw.sample(_NAMES, 2)
            text = self.credit.format(a=one, b=two)
            out.append(TextLine(text, 1, Role.OUTSIDE))
        if self.also and not self.also_inside:
            out.append(TextLine(self._teaser(), 1, Role.OUTSIDE))
        return out

    def _teaser(self) -> str:
        assert self.also
        title = squeeze(self.draw.choice(self.others).gold.get("title") or "…")
        return self.also.format(t=title)


def _date(draw: random.Random) -> str:
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2012, 2026)
    pattern = draw.choice(("{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}", "{d}/{m}/{y} 09:{d:02}"))
    return pattern.format(d=day, m=month, y=year)


def extract_dumps(pages: Sequence[TextPage], draw: random.Random) -> list[TextDump]:
    """Dumps of what extractors take for articles, to learn from: each page in a few of them."""
    dumps: list[TextDump] = []
    for extractor, rounds in (("main", 4), ("trafilatura", 1)):
        own = usable(pages, extractor)
        for number in range(rounds):
            for chosen in deal(own, draw):
                if number < 2 and extractor == "main":
                    dumps.append(glue(swap_chrome(chosen, own, draw), draw))
                else:
                    dumps.append(vary(chosen, own, draw, archive=float(len(chosen) > 5)))
    return dumps


def page_dumps(pages: Sequence[TextPage], draw: random.Random) -> list[TextDump]:
    """Dumps of a whole page each, menu and all, to learn from."""
    whole = usable(pages, "whole")
    return [glue(swap_chrome([page], whole, draw), draw) for page in whole]


def usable(pages: Sequence[TextPage], extractor: str) -> list[TextPage]:
    """An extractor's pages, but for those whose gold lost the article or ends before it does."""
    cut_short = {
        _key(page)
        for page in pages
        if page.extractor == "trafilatura" and page.goes_on > MAX_GOES_ON
    }
    return [
        page
        for page in pages
        if page.extractor == extractor and page.recall >= MIN_RECALL and _key(page) not in cut_short
    ]


def _key(page: TextPage) -> tuple[str, str]:
    return page.site, page.gold["title"]


def deal(pages: Sequence[TextPage], draw: random.Random) -> list[list[TextPage]]:
    """All pages in groups: of one site, of one language, of like words, or alone."""
    left = list(pages)
    draw.shuffle(left)
    groups = []
    while left:
        first = left.pop()
        kind = draw.choices(("single", "site", "language", "topic"), (20, 30, 30, 20))[0]
        size = 1 if kind == "single" else draw.choice((2, 2, 2, 3, 4, 6, 8, 10, 12))
        if kind == "site":
            chosen = [page for page in left if page.site == first.site]
        else:
            chosen = [page for page in left if page.language == first.language]
        if kind == "topic":
            words = _topic(first)
            chosen.sort(key=lambda page: len(words & _topic(page)))
        group = [first, *chosen[::-1][: size - 1]]
        taken = set(map(id, group))
        left = [page for page in left if id(page) not in taken]
        groups.append(group)
    return groups


@cache
def _topic(page: TextPage) -> frozenset[str]:
    """The words of a page's headline and first paragraphs."""
    return frozenset(
        word for text in (page.gold["title"], *page.gold["body"][:3]) for word in words_of(text)
    )
