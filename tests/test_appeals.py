"""What asks its readers to pay for the paper, in the words of several languages."""

import pytest

from transforms.appeals import asks_for_paper, is_appeal


@pytest.mark.parametrize(
    "text",
    [
        "Support our newsroom by giving as little as $1 a month. It all goes to reporters.",
        "We believe in independent journalism. Become a member and help us to go on, if you can.",
        "Unabhängiger Journalismus kostet Geld. Unterstützen Sie unsere Arbeit mit einer Spende.",
        "Notre rédaction est indépendante. Soutenez-nous, faites un don, même petit, aujourd'hui.",
        "Creemos en el periodismo independiente. Hazte socio y apoya nuestro trabajo con tu cuota.",
        "Il nostro giornalismo è libero. Sostieni il nostro lavoro con una piccola donazione.",
        "Nosso jornalismo é livre. Apoie o nosso trabalho e assine hoje mesmo, se você puder.",
        "Wij maken onafhankelijke journalistiek. Steun ons met een kleine bijdrage, als je kunt.",
    ],
)
def test_appeals(text: str) -> None:
    assert is_appeal(["A heading", text])


@pytest.mark.parametrize(
    "text",
    [
        "“Support our newsroom by giving as little as $1 a month,” the editor asked her readers.",
        "The paper asks its readers to contribute, and says that independent journalism is dear.",
        "We asked the harbour office when the ferries would sail again, and nobody could tell us.",
        "If you can, donate to the lifeboats: your gift keeps the islanders safe in the winter.",
        "We visited a newsroom in the north, whose reporters write about fog, ice, and ferries.",
    ],
)
def test_no_appeals(text: str) -> None:
    assert not is_appeal(["A heading", text])


def test_what_tells_and_what_asks_may_be_two_paragraphs() -> None:
    tells = "At The Harbour Post we believe in quality journalism that all islanders can read."
    asks = "By contributing to The Harbour Post, you help to keep the islands well informed."
    assert not asks_for_paper([tells])
    assert not asks_for_paper([asks])
    assert asks_for_paper([tells, asks])
