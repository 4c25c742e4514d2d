"""Keys: what articles have in common that makes them copies, but for their stories."""

import enum
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from courlan.clean import clean_query
from w3lib.url import canonicalize_url

from schemas.records import Article
from transforms.decode import fold
from transforms.titles import strip_site_name


class Key(enum.Enum):
    """What makes two articles copies of each other."""

    CONTENT = "content"
    URL = "url"
    TITLE = "title"
    STORY = "story"
    NONE = "none"


# Parameters that tell where a reader came from, or in which form a page is wanted, and that
# courlan's rules do not know; names in lower case. Never one that could name an article.
_SAYS_NOTHING = frozenset(
    "amp at_campaign at_medium cmp cmpid guccounter icid ito ncid ns_campaign ns_mchannel ocid "
    "outputtype partner smid smtyp sref taid wt_mc wt_zmc".split()
)
# Always of an advertiser, whatever the value.
_ADVERTISERS = re.compile(r"(?:utm|mc|mkt|mtm|itm|pk|vero)_|.*clid$")
# A value like 1234, or 5f3a9b2c: what courlan takes for a tracker's name is an article's too
# (`cid`, `eid`, `gallery`), and then this is how it is named.
_NAMES_ARTICLE = re.compile(r"(?=.*[0-9])[0-9a-f-]+", re.IGNORECASE)
# Browsers and servers take no longer ones (RFC 9110 §4.1 asks for 8,000).
MAX_ADDRESS_CHARS = 8000
_HOST_VARIANT = re.compile(r"^(?:www[0-9]?|m|mobile|amp)\.(?=[^.]+\.)")
# Google's own copies: the page's address stands behind theirs.
_AMP_CACHE = re.compile(
    r"https?://(?:[^/]+\.cdn\.ampproject\.org/[a-z]|www\.google\.[a-z.]+/amp)/(?:s/)?",
    re.IGNORECASE,
)
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=\.html?$|$)|/+$")


def key_article(article: Article, kinds: Sequence[Key]) -> tuple[str, ...]:
    """The keys of an article, each with its kind in front, in the order of the kinds.

    An article without an address or title has its content for a key: nothing is a copy
    of another for what both lack. A story is told by no key, but the same content is the same
    story.
    """
    keys: dict[str, None] = {}
    for kind in kinds:
        if kind is not Key.NONE:
            found = list(_KEYS[kind](article)) if kind in _KEYS else []
            keys.update(dict.fromkeys(found or [f"content:{article.id}"]))
    return tuple(keys)


def _url_keys(article: Article) -> Iterator[str]:
    """The page's address, and the one that it says is its own.

    The address of a page with several articles is told apart by which of them it is. A page
    that says its own address is the site's front page is not believed.
    """
    nth = f" {article.source.article}" if article.source.article else ""
    stated = normalise_address(article.canonical or "")
    own = normalise_address(article.url or "")
    for address in (own, stated if "/" in stated or "?" in stated else ""):
        if address:
            yield f"url:{address}{nth}"


def _title_keys(article: Article) -> Iterator[str]:
    """The title without the site's name, together with its day."""
    title = unicodedata.normalize("NFKC", article.title)
    if folded := fold(strip_site_name(title, None, article.site)):
        day = article.published or article.fetched_at
        yield f"title:{folded} {day.date().isoformat() if day else ''}".rstrip()


_KEYS = {Key.URL: _url_keys, Key.TITLE: _title_keys}


def normalise_address(url: str) -> str:
    """An address as all variants of it read: RFC 3986 §6, and what sites make of one page.

    Without scheme, fragment, `www.`, forms for phones and AMP, a slash at the end, and
    parameters that tell where the reader came from. What may name the article stays. Empty for
    what is no address, or too long for one.

    >>> normalise_address("http://m.a.example/news/7/?utm_source=x&id=8#top")
    'a.example/news/7?id=8'
    """
    if len(url) > MAX_ADDRESS_CHARS:
        return ""
    try:
        parts = urlsplit(canonicalize_url(_AMP_CACHE.sub("https://", url.strip())))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    host = _HOST_VARIANT.sub("", host)
    port_text = "" if port in (None, 80, 443) else f":{port}"
    path = parts.path
    while (shorter := _AMP_PATH.sub("", path)) != path:
        path = shorter
    named = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_tracker(name, value)
    ]
    query = f"?{urlencode(named)}" if named else ""
    return f"{host}{port_text}{path}{query}"


def _is_tracker(name: str, value: str) -> bool:
    name = name.lower()
    if name in _SAYS_NOTHING or _ADVERTISERS.match(name):
        return True
    return _is_tracker_to_courlan(name) and not _NAMES_ARTICLE.fullmatch(value)


@lru_cache(maxsize=4096)
def _is_tracker_to_courlan(name: str) -> bool:
    return not clean_query(urlencode({name: "x"}))
