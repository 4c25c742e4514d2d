"""Dumps of our own in languages that no model has learnt from: short ones, without a blank line."""

from pathlib import Path

import pytest

from schemas.records import Article, Source
from transforms import furniture
from transforms.cut_page import cut_page
from transforms.normalise import PARAGRAPH_BREAK
from transforms.pages import MediaType, Page

DUMPS = Path(__file__).parent / "data" / "languages"
# Of 38. Raised when it is beaten, and never lowered.
PARAGRAPHS = 38


def cut(language: str) -> tuple[Article, ...]:
    """The articles of one of the dumps."""
    payload = (DUMPS / f"{language}.txt").read_bytes()
    page = Page(payload=payload, media_type=MediaType.TEXT, source=Source(dump=language))
    articles = cut_page(page)
    assert isinstance(articles, tuple)
    return articles


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", [("توقف العبارات بسبب الجليد في المرفأ", "2024-03-14T00:00")]),
        ("bn", [("বরফের কারণে বন্দরে ফেরি চলাচল বন্ধ", "2024-03-14T10:30")]),
        ("el", [("Δεμένα τα πλοία λόγω πάγου στο λιμάνι", "2024-03-14T10:30")]),
        ("fa", [("توقف کشتی‌های مسافربری به دلیل یخ‌زدگی بندر", "2024-03-14T00:00")]),
        (
            "hi",
            [
                ("बंदरगाह शहर में बर्फ के कारण नौका सेवा बंद", "2024-03-14T10:30"),
                ("नगर परिषद ने समुद्री दीवार के लिए धन मंजूर किया", "2024-03-15T00:00"),
            ],
        ),
        (
            "id",
            [
                ("Kapal Feri Berhenti Beroperasi karena Badai", "2024-03-14T03:30"),
                ("Dewan Kota Setujui Dana untuk Tembok Laut", "2024-03-15T01:15"),
            ],
        ),
        ("th", [("เรือข้ามฟากหยุดให้บริการเพราะพายุหนัก", "2024-03-14T10:30")]),
        (
            "uk",
            [
                ("Пороми у портовому місті зупинили через шторм", "2024-03-14T10:30"),
                ("Міська рада виділила кошти на морську стіну", "2024-03-15T08:15"),
            ],
        ),
        ("ur", [("برف کے باعث بندرگاہ میں کشتی سروس بند", "2024-03-14T00:00")]),
        (
            "vi",
            [
                ("Phà ngừng chạy vì bão lớn ở thành phố cảng", "2024-03-14T03:30"),
                ("Hội đồng thành phố duyệt kinh phí xây tường biển", "2024-03-15T08:15"),
            ],
        ),
    ],
)
def test_articles_are_found_with_title_time_and_language(
    language: str, expected: list[tuple[str, str]]
) -> None:
    articles = cut(language)
    assert [
        (one.title, one.published.isoformat()[:16] if one.published else None) for one in articles
    ] == expected
    assert {one.language for one in articles} == {language}


def test_paragraphs_are_found() -> None:
    kept = 0
    for path in sorted(DUMPS.glob("*.txt")):
        lines = set(path.read_text(encoding="utf-8").split("\n"))
        for article in cut(path.stem):
            paragraphs = article.body.split(PARAGRAPH_BREAK)
            assert set(paragraphs) <= lines
            assert not any(map(furniture.is_furniture, paragraphs))
            kept += len(paragraphs)
    assert kept >= PARAGRAPHS
