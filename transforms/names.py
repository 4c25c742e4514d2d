"""Words in class names, ids and roles by which pages name what an element is for.

The groups are common usage of web authors in several languages. A name is cut at -, _ and
camelCase humps; a word belongs to a group when it is one of its words, or holds one of its
stems (long enough not to occur by chance: `ad` does not match `shadow`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

# The order of the groups is that of the bits, and of the model's features.
_GROUPS: dict[str, tuple[str, str]] = {
    # group: (whole words, stems)
    "advert": (
        "ad ads adv adbox adslot dfp gpt mpu",
        "advert sponsor promo banner taboola outbrain anzeige werbung publicid commercial",
    ),
    "share": ("fb sns", "share sharing social follow partag teilen compart whatsapp addthis"),
    "related": (
        "more also mlt",
        "related recommend popular trending mostread teaser snippet recirc similar suggest "
        "readmore seealso readnext verwandt relacion connex correlat",
    ),
    "comment": ("reply replies", "comment disqus discuss respond coral kommentar opinions"),
    "newsletter": (
        "signup login account",
        "newsletter subscri register paywall premium member abonn piano regwall",
    ),
    "appeal": ("support cta", "donat contribut fundrais appeal patron calltoaction"),
    "navigation": ("nav pager prev next", "navbar navig menu breadcrumb toolbar masthead pagina"),
    "footer": ("foot legal terms", "footer copyright colophon"),
    "header": ("top hero", "header"),
    "sidebar": ("side rail aside secondary right left complementary", "sidebar"),
    "picture": (
        "img pic media foto bild",
        "caption figure image photo picture gallery slide carousel swiper thumb legend",
    ),
    "byline": (
        "bio by",
        "byline author writer autor auteur redakt journalist contribut profile reporter",
    ),
    "date": ("date time pubdate", "timestamp publish updated datetime datum fecha"),
    "headline": ("title titre titel titulo hed", "headline heading headtitle"),
    "standfirst": (
        "dek deck lead lede intro sapo kicker",
        "standfirst subtitle subhead summary excerpt abstract chapo teasertext descript "
        "bajada sommario vorspann",
    ),
    "body": (
        "body text prose paragraph copy para",
        "articlebody richtext wysiwyg fulltext bodytext paragraph storytext texto texte corpo",
    ),
    "content": ("main inner", "content contenu contenido inhalt"),
    "article": ("post news single", "article story entry artikel articulo noticia blogpost"),
    "tags": ("tag meta label labels", "tags topic categor keyword taxonom section"),
    "embed": (
        "tweet oembed yt audio iframe",
        "video player podcast embed twitter instagram facebook youtube tiktok",
    ),
    "quote": ("cite", "quote zitat citation"),
    "overlay": ("gdpr alert cmp", "modal popup overlay cookie consent notice dialog toast"),
    "unseen": ("sr noprint hide", "hidden visually screenreader sronly printonly invisible"),
    "live": ("live ticker", "liveblog timeline keyevent liveticker"),
    "listing": ("item items card list grid tile row feed loop", "listing collection cards"),
    "box": (
        "box info note toc faq callout aside",
        "infobox factbox correction disclaimer insert inset widget",
    ),
    "shop": ("price buy cart sku", "product review rating affiliate checkout shop"),
    "form": ("btn search input field", "button form submit"),
    "wrapper": ("wp col container", "wrapper layout column"),
}
GROUPS = tuple(_GROUPS)
_WORDS = {
    word: 1 << bit
    for bit, (words, _) in reversed(list(enumerate(_GROUPS.values())))
    for word in words.split()
}
# A stem is looked for by its first letters: what begins with them, and the bit of each.
_STEM_CHARS = 4
_STEMS: dict[str, list[tuple[str, int]]] = {}
for _bit, (_, _stems) in enumerate(_GROUPS.values()):
    for _stem in _stems.split():
        _STEMS.setdefault(_stem[:_STEM_CHARS], []).append((_stem, 1 << _bit))
# Between a small letter and a capital begins another word; one letter is none.
_NAME_WORD = re.compile(r"[a-z][a-z]+|[A-Z](?:[A-Z]+[a-z]*|[a-z]+)")
# Most names have no capitals: their words are found in less time.
_SMALL_WORD = re.compile(r"[a-z][a-z]+")
# A hostile name may be as long as a page.
MAX_NAME_CHARS = 400


def name_words(names: str) -> tuple[str, ...]:
    """The words of an element's names, lower case.

    >>> name_words("ArticleBody__text ad-1")
    ('article', 'body', 'text', 'ad')
    """
    return _words(names[:MAX_NAME_CHARS])


# Several ask for the words of the same names. No name is kept at a length that a page decides.
@lru_cache(maxsize=16384)
def _words(names: str) -> tuple[str, ...]:
    if names.islower():
        return tuple(_SMALL_WORD.findall(names))
    return tuple(map(str.lower, _NAME_WORD.findall(names)))


def word_groups(words: Iterable[str]) -> int:
    """The groups of an element's words, a bit each in the order of GROUPS.

    >>> found = word_groups(name_words("ArticleBody__text ad-1"))
    >>> [group for bit, group in enumerate(GROUPS) if found >> bit & 1]
    ['advert', 'body', 'article']
    """
    found = 0
    for word in words:
        found |= _groups_of(word)
    return found


def group_bits(*groups: str) -> int:
    """The bits that word_groups gives for these groups."""
    return sum(1 << GROUPS.index(group) for group in groups)


@lru_cache(maxsize=65536)
def _groups_of(word: str) -> int:
    found = _WORDS.get(word, 0)
    for start in range(len(word) - _STEM_CHARS + 1):
        for stem, bit in _STEMS.get(word[start : start + _STEM_CHARS], ()):
            if word.startswith(stem, start):
                found |= bit
    return found
