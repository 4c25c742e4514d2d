"""Lines that a page cuts a text in two by."""

import pytest

from transforms.html import html_page
from transforms.interruptions import is_interruption
from transforms.labels import Label
from transforms.segment_html import segment_html
from transforms.segment_text import segment_text
from transforms.text import text_blocks

PARAGRAPHS = (
    "The ferry to Sandhaven will stop for the winter, the harbour office in Port Ellery said.",
    "Islanders heard of it from the baker, whose flour comes over on the first boat of the day.",
    "The council meets on Friday, and the mayor has asked for a smaller boat until the spring.",
    "Nobody in the village expects one, since the last smaller boat was sold eleven years ago.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADVERTISEMENT", True),
        ("Story continues", True),
        ("SCROLL TO CONTINUE WITH CONTENT", True),
        ("(Article continues after the video)", True),
        ("This advertisement has not loaded yet, but your article continues below.", True),
        ("Continúa después de la publicidad", True),
        ("Continua após a publicidade", True),
        ("L’article continue après la publicité", True),
        ("Der Artikel wird nach der Anzeige fortgesetzt", True),
        ("Nach der Anzeige geht's weiter", True),
        ("Continua a leggere dopo la pubblicità", True),
        ("Tekst gaat verder onder de foto", True),
        ("Artikeln fortsätter efter annonsen", True),
        ("Saken fortsetter etter annonsen", True),
        ("Artiklen fortsætter efter annoncen", True),
        ("Juttu jatkuu mainoksen jälkeen", True),
        ("Dalsza część artykułu pod materiałem wideo", True),
        ("Článek pokračuje pod reklamou", True),
        ("Haberin devamı reklamdan sonra", True),
        ("Продолжение после рекламы", True),
        ("Artikel berlanjut setelah iklan", True),
        ("記事は広告の後に続きます", True),
        ("기사는 광고 다음에 계속됩니다", True),
        ("請繼續往下閱讀...", True),
        ("The story continues after the war.", False),
        ("Advertisement spending fell", False),
        ("Werbung im Wandel", False),
        ("La suite après la mort du roi", False),
    ],
)
def test_what_interrupts(text: str, expected: bool) -> None:
    assert is_interruption(text) == expected


@pytest.mark.parametrize(
    "line", ["Story continues", "Der Artikel wird nach der Anzeige fortgesetzt"]
)
def test_what_interrupts_is_no_paragraph(line: str) -> None:
    lines = [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]
    marked = "".join(f"<p>{text}</p>" for text in lines)
    page = html_page(f"<body><article><h1>Ferry Stops</h1>{marked}</article></body>")
    for spans in (
        segment_html(page.blocks, page.metadata),
        segment_text(text_blocks("\n\n".join(("Ferry Stops for the Winter", *lines)))),
    ):
        assert [block.text for block in spans[0].labelled(Label.BODY)] == list(PARAGRAPHS)
