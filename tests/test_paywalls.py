"""What a page says of an article that is paid for."""

import pytest

from transforms.page_labels import is_of_page
from transforms.paywalls import is_paywall_note


@pytest.mark.parametrize(
    "text",
    [
        "This article is available only for paid subscribers.",
        "This is a premium article. Subscribers can read it for free.",
        "Subscribe now to continue reading",
        "You've read all your free articles this month.",
        "Already a subscriber? Log in",
        "Dieser Artikel ist nur für unsere Abonnenten.",
        "Exklusiv für Hafen-Abonnenten",
        "Sie haben bereits ein Abo?",
        "Cet article est réservé aux abonnés",
        "Il vous reste 62.5 % de cet article à lire.",
        "Contenido exclusivo para suscriptores",
        "Matéria exclusiva para assinantes",
        "Questo articolo è riservato agli abbonati.",
        "Dit artikel is alleen voor abonnees",
        "Detta är en låst artikel. Logga in som prenumerant för att läsa.",
        "Denne saken er kun for abonnenter",
        "Tämä artikkeli on vain tilaajille",
        "Artykuł dostępny tylko dla prenumeratorów",
        "Tento článek je určen pouze pro předplatitele",
        "Ez a cikk csak előfizetőknek szól",
        "Acest articol este disponibil doar pentru abonați",
        "Bu haber yalnızca abonelere açıktır. Zaten abone misiniz?",
        "Материал доступен только по подписке",
        "Матеріал доступний лише передплатникам",
        "Αποκλειστικά για συνδρομητές",
        "この記事は有料会員限定です。残り 1,234 文字",
        "구독자 전용",
        "本文仅限订阅会员",
        "Artikel ini khusus untuk pelanggan",
        "للمشتركين فقط",
        "למנויים בלבד",
    ],
)
def test_notes_of_paywalls(text: str) -> None:
    assert is_paywall_note(text)
    assert is_of_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "The article is a warning to members of the council, who did not read it.",
        "The report is free for anybody who asks.",
        "Subscribers of the ferry line were told on Monday.",
        "You have read of the fog.",
        "Dieser Artikel des Gesetzes gilt nur für Fähren.",
        "Este contenido es falso, dijo el alcalde.",
        "Logga in på sajten kan alla.",
        "Materialet är låst i hamnen.",
        "Материал доставлен по морю.",
        f"This article is for subscribers only. {'The ferry is late. ' * 40}",
    ],
)
def test_what_is_no_note_of_a_paywall(text: str) -> None:
    assert not is_paywall_note(text)
