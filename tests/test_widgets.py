"""What frames of pictures and players say of themselves."""

import time

import pytest

from transforms.widgets import is_labelled_caption, is_widget, strip_widget


@pytest.mark.parametrize(
    "text",
    [
        "Close",
        "Play Video",
        "autoplay",
        "01:53",
        "1 / 12",
        "Image 1 of 4",
        "View 6 Images",
        "View gallery",
        "Open this photo in gallery:",
        "Press Enter or click to view image in full size",
        "toggle caption",
        "← Previous Photo Next Photo →",
        "View this post on Instagram",
        "A post shared by Ada Fenwick (@ada)",
        "A photo shared by Ada Fenwick (@ada)",
        "Powered by",
        "Powered by Harbour Press",
        "Click here to view the gallery",
        "Tap for a larger view",
        "Photo Credit:",
        "Share Facebook X E-mail Copy link",
        "Click to share on Bluesky (Opens in new window) Bluesky",
        "Duration 6:37",
        "• Lesezeit: 5 Minuten",
        "44 Bilder",
        "Fotostrecke ansehen",
        "Bild vergrößern",
        "Agrandir l’image",
        "Ver galería",
        "Ingrandisci l’immagine",
        "Bekijk foto's",
        "Zobacz galerię",
        "Увеличить фото",
        "تكبير الصورة",
        "点击查看大图",
        "画像を拡大する",
        "사진 크게보기",
        "In order to view the video, please allow Manage Cookies",
        "Image source, Getty Images",
        "Fuente de la imagen, Getty Images",
        "صدر الصورة، Getty Images",
        "图像来源，Getty Images",
        "Um den Inhalt anzuzeigen, ist deine Einwilligung in die Übermittlung von Daten notwendig.",
    ],
)
def test_words_of_frames_and_players(text: str) -> None:
    assert is_widget(text)


@pytest.mark.parametrize(
    "text",
    [
        "Close to the quay on Monday",
        "Ada Fenwick",
        "Presentation (1:24:10)",
        "Play at the harbour",
        "Source: Harbour Post",
        "Foto: Lou Ferris",
        "Image 3: the new quay",
        "View of the harbour",
        "Gallery of the harbour museum",
        "Shared by all",
        "A photo shared by the police shows the ferry at the quay",
        "Powered by the wind, the ferry crosses",
        "Tap dancers open the show",
        "To see the ferry come in, children climb the sea wall.",
        "Facebook's harbour office",
    ],
)
def test_captions_that_begin_as_those_words(text: str) -> None:
    assert not is_widget(text)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("The quay. Lou Ferris/AP hide caption", "The quay. Lou Ferris/AP"),
        ("The quay on Monday. toggle caption", "The quay on Monday."),
        ("The quay as the ferry… more >>", "The quay as the ferry"),
        ("The quay as the ferry... more >", "The quay as the ferry"),
        ("The quay. (AP Photo/Lou Ferris) more >", "The quay. (AP Photo/Lou Ferris)"),
        ("The quay, with one boat more", "The quay, with one boat more"),
        ("The keeper will not hide captions", "The keeper will not hide captions"),
    ],
)
def test_captions_without_the_words_of_their_frame(caption: str, expected: str) -> None:
    assert strip_widget(caption) == expected


def test_widgets_are_looked_for_in_linear_time() -> None:
    started = time.process_time()
    for text in ("x " * 50, "click " * 16 + "a", "... " * 200, "to see " + "cookie " * 60):
        is_widget(text)
        strip_widget(text)
    for text in (". " * 50_000, "." * 100_000, " … more >." * 10_000):
        strip_widget(text)
    assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Image caption, The quay on Monday", "The quay on Monday"),
        ("Media caption The quay on Monday", "The quay on Monday"),
        ("Pie de foto, El muelle", "El muelle"),
        ("Подпись к фото, Причал", "Причал"),
        ("التعليق على الصورة، الميناء", "الميناء"),
        ("،تصویر کا کیپشن بندرگاہ", "بندرگاہ"),
        ("图像加注文字，港口", "港口"),
        ("Image captions are short.", None),
        ("Legenda da foto que ninguém leu", None),
    ],
)
def test_labels_of_captions(text: str, caption: str | None) -> None:
    assert is_labelled_caption(text) == (caption is not None)
    assert strip_widget(text) == (caption or text)
