"""Keys: what articles have in common that makes them copies, but for their stories."""

import contextlib
import enum
from collections.abc import Sequence

from w3lib.url import canonicalize_url

from schemas.records import Article
from transforms.decode import fold


class Key(enum.Enum):
    """What makes two articles copies of each other."""

    CONTENT = "content"
    URL = "url"
    TITLE = "title"
    STORY = "story"
    NONE = "none"


def key_article(article: Article, kinds: Sequence[Key]) -> tuple[str, ...]:
    """The keys of an article, each with its kind in front, in the order of the kinds.

    An article without an address or title has its content for a key: nothing is a copy
    of another for what both lack. A story is told by no key, but the same content is the same
    story.
    """
    keys = (_key(article, kind) for kind in kinds if kind is not Key.NONE)
    return tuple(dict.fromkeys(keys))


def _key(article: Article, kind: Key) -> str:
    """The address of a page with several articles is told apart by which of them it is.

    A title counts together with its day.
    """
    if kind is Key.URL and article.url:
        nth = f" {article.source.article}" if article.source.article else ""
        with contextlib.suppress(ValueError):  # an address that is none
            return f"url:{canonicalize_url(article.url)}{nth}"
    if kind is Key.TITLE and (title := fold(article.title)):
        day = article.published or article.fetched_at
        return f"title:{title} {day.date().isoformat() if day else ''}".rstrip()
    return f"content:{article.id}"
