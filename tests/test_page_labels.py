"""Lines that are a page's own where it was copied as text."""

import pytest

from transforms.labels import Label
from transforms.page_labels import is_page_label
from transforms.segment_text import segment_text
from transforms.text import text_blocks

PARAGRAPHS = (
    "The ferry to Sandhaven will stop for the winter, the harbour office in Port Ellery said.",
    "Islanders heard of it from the baker, whose flour comes over on the first boat of the day.",
    "The council meets on Friday, and the mayor has asked for a smaller boat until the spring.",
    "Nobody in the village expects one, since the last smaller boat was sold eleven years ago.",
)
SENTENCE = (
    "She said that whoever wants to cross before then should come on Thursday, with warm clothes."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Representational image)", True),
        ("Your email address will not be published. Required fields are marked *", True),
        ("Symbolbild", True),
        ("Photo d’illustration", True),
        ("Lo más leído", True),
        ("O seu endereço de e-mail não será publicado.", True),
        ("Il tuo indirizzo email non sarà pubblicato.", True),
        ("Vorig artikel", True),
        ("Zdjęcie ilustracyjne", True),
        ("Mohlo by vás zajímat…", True),
        ("İLGİLİ HABERLER", True),
        ("Самое читаемое", True),
        ("الأكثر قراءة", True),
        ("प्रतीकात्मक तस्वीर", True),
        ("(প্রতীকী ছবি)", True),
        ("ছবি", False),
        ("写真はイメージです。", True),
        ("原标题：渡轮停航", True),
        ("原题是什么？", False),
        ("많이 본 뉴스", True),
        ("1.2K Shares", True),
        ("Views: 1,204", True),
        ("1 204 vues", True),
        ("Home > News > Isles", True),
        ("Tagi: prom, mgła", True),
        ("Published By: Ada Fenwick", True),
        ("#ferry #fog", True),
        ("Une publication partagée par Ada Fenwick (@ada.f)", True),
        ("Antworten", False),
        ("Highlights", False),
        ("Views of the harbour", False),
        ("Home/away form has been poor. It will not last.", False),
        ("The minister (@minister) said so. Nobody believed it.", False),
        ("#1 on the list", False),
        ("Editor: what would you ask? Ferryman: nothing.", False),
    ],
)
def test_what_is_a_page_label(text: str, expected: bool) -> None:
    assert is_page_label(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Representational image",
        "1.2K Shares",
        "© 2024 The Ferry Post. All rights reserved.",
        "Bizi Google Haberler'de takip edin",
        "Подписывайтесь на наш канал в Telegram",
    ],
)
def test_what_is_of_the_page_is_no_paragraph(line: str) -> None:
    for lines in ([*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]], [*PARAGRAPHS, line]):
        blocks = text_blocks("\n\n".join(["Ferry Stops for the Winter", *lines]))
        (span,) = segment_text(blocks)
        assert [block.text for block in span.labelled(Label.BODY)] == list(PARAGRAPHS)


def test_a_date_between_paragraphs_is_none_of_them() -> None:
    lines = [*PARAGRAPHS, "Last Updated: March 12, 2024, 10:30 IST", SENTENCE]
    (span,) = segment_text(text_blocks("\n\n".join(["Ferry Stops for the Winter", *lines])))
    assert [block.text for block in span.labelled(Label.BODY)] == [*PARAGRAPHS, SENTENCE]


def test_whose_a_picture_is_between_paragraphs_is_none_of_them() -> None:
    lines = [*PARAGRAPHS[:2], "Fotoğraf: Lou Ferris", *PARAGRAPHS[2:]]
    (span,) = segment_text(text_blocks("\n\n".join(["Ferry Stops for the Winter", *lines])))
    assert [block.text for block in span.labelled(Label.BODY)] == list(PARAGRAPHS)
    assert not span.labelled(Label.CAPTION)
