"""What a page says of itself by the line: its buttons, menus, lists, counters and notes.

Where a page was copied as text these stand between paragraphs as subheadings do, and no model
tells them from those. The vocabulary is that of the web in some forty languages: what the systems
that news sites are made with print, and newsrooms below pictures that show something else. What
heads the parts of stories as well ("Antworten", "Highlights") is not in it.
"""

import re
from importlib.resources import files
from typing import Final

from transforms.furniture import is_label, lower
from transforms.interruptions import is_interruption
from transforms.invitations import is_invitation
from transforms.paywalls import is_paywall_note

MAX_PAGE_LABEL_CHARS = 160


def _read_labels() -> frozenset[str]:
    """The labels of `page_labels.txt`: in lower case, without marks at their ends."""
    text = (files("transforms") / "page_labels.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(label for line in lines for label in line.split(" | "))


_LABELS: Final = _read_labels()
# No \W, to which the vowels of India's scripts belong.
_MARKS_AT_ENDS = " \t.,:;!?…*•·|/\\()[]{}<>«»“”„\"'‘’–—-_=+~#@&©®■□▪▲▼►▶→←↓↑»›※。！？：、，।"
_HOME = r"""(?:
    home(?:page)?|news|start(?:seite)?|accueil|inicio|portada|início|página\ inicial|voorpagina|hem
    |hjem|forside|etusivu|strona\ główna|domů|úvod|domov|főoldal|címlap|acasă|prima\ pagină
    |naslovnica|početna|начало|главная|головна|αρχική|ana\ ?sayfa|الرئيسية|خانه|صفحه\ اصلی|דף\ הבית
    |होम|প্রচ্ছদ|হোম|முகப்பு|beranda|laman\ utama|trang\ chủ|หน้าแรก|ホーム|トップ|首页|首頁|홈
    |mwanzo)"""
_SEEN = r"""(?:
    views?|shares?|likes?|reads?|retweets|aufrufe|vues?|partages|vistas?|visitas|lecturas
    |visualizações|visualizzazioni|condivisioni|weergaven|visningar|visninger|katselukertaa
    |wyświetle(?:ń|nia)|odsłon|zobrazení|přečtení|megtekintés|vizualizări|afișări|pregleda|прегледа
    |преглеждания|видяна|просмотр(?:ов|а)?|перегляд(?:ів|и)?|προβολές|görüntülen?me|okunma
    |مشاهدة|مشاهدات|بازدید|צפיות|बार\ देखा\ गया|বার\ পঠিত|kali\ dibaca|kali\ dilihat|tayangan
    |lượt\ xem|ครั้ง|回視聴|次阅读|閱讀|조회)"""
_TAGS = r"""(?:
    tag(?:ged|i|y)?|etichet[et]e?|címkék?|oznake|ključne\ riječi|štítky|тагове|етикети|ετικέτες
    |tunnisteet|asiasanat|aiheet|ämnen|emner|stikord|onderwerpen|topik)"""
_DESK = r"""(?:
    (?:published|edited|curated|uploaded|updated|fact-?checked|proofread|copy-?edited|produced)\ by
    |editor|editör|editora?|redaktor|redaktör|redaktør|redakcja|redacteur|editado\ por|edição
    |redaktur|penyunting|mhariri|biên\ tập|редактор|επιμέλεια|تحرير|संपादन|সম্পাদনা|責任編集|责任编辑
    |責任編輯|责编|编辑|編輯)"""
_NUMBER = r"\d[\d.,\s]{0,12}[km]?"
# What a text was called where it stood first, as portals print it.
_FIRST_TITLE = r"原[标標]?[题題]\s?[:：].+"
_OF_PAGE = re.compile(
    rf"""[\W_]*(?:
    {_HOME}\s?[/>»›|→·]\s?[^\s.!?][^.!?]*
    |{_NUMBER}\s?{_SEEN}|{_SEEN}\W{{1,3}}{_NUMBER}
    |{_TAGS}\s?[:：].+
    |{_DESK}\s?[:：|–—-]\s?[^.!?。:：]{{2,60}}
    |{_FIRST_TITLE}
    |(?:\#\w+[\s,;·|]*){{2,}}
    |.{{3,120}}?(?:\.{{4,}}|(?:\ \.){{4,}}|…{{2,}})\s?\d{{1,4}}
    |(?:twitter|x|instagram|facebook|threads|bluesky|follow|e-?mail)\s?[:：]\s?@?[\w.+@-]+
    |[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    )[\W_]*""",
    re.VERBOSE,
)
# A post that a page shows says so, in whatever language, with the account that it is of.
_OF_ACCOUNT = re.compile(r"[^.!?]{1,80}\(@[\w.]{1,30}\)[^.!?]{0,60}")


def is_page_label(text: str) -> bool:
    """Whether a line is what a page says of itself, and no paragraph of a story.

    >>> [is_page_label(text) for text in ("Zdroj: ČTK", "Archivbild", "1.2K views", "#ferry #fog")]
    [False, True, True, True]
    >>> is_page_label("Ada Fenwick (@ada_f) on X"), is_page_label("Ada (@ada_f) left. He stayed.")
    (True, False)
    >>> is_page_label("2. Fenwick to Leave ........ 3"), is_page_label("He left ... in 1996")
    (True, False)
    >>> is_page_label("Home / News / Isles"), is_page_label("Home advantage did not help them.")
    (True, False)
    """
    if len(text) > MAX_PAGE_LABEL_CHARS:
        return False
    line = lower(text).replace("’", "'")
    return (
        line.strip(_MARKS_AT_ENDS) in _LABELS
        or _OF_PAGE.fullmatch(line) is not None
        or _OF_ACCOUNT.fullmatch(line) is not None
    )


def is_of_page(text: str) -> bool:
    """Whether what may be a paragraph is what a page says to its readers, or of itself.

    >>> is_of_page("Also read: Ferry Stops"), is_of_page("Thanks for reading!")
    (True, True)
    """
    return (
        is_page_label(text)
        or is_label(text)
        or is_interruption(text)
        or is_paywall_note(text)
        or is_invitation(text)
    )
