"""What a page is called that a site shows in an article's stead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.standins import stands_in


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404",
        "404 Not Found",
        "403 Forbidden",
        "404 - File or directory not found.",
        "Page not found",
        "The requested page could not be found.",
        "Oops! That page can’t be found.",
        "This page isn't available",
        "We couldn't find that page",
        "Nothing found",
        "Access denied",
        "Just a moment...",
        "Robot Check",
        "Zugriff verweigert",
        "Accès refusé",
        "Acceso denegado",
        "Доступ запрещен",
        "Fehler 404: Seite nicht gefunden",
        "Die Seite konnte nicht gefunden werden",
        "Diese Seite existiert nicht mehr",
        "Page introuvable",
        "Cette page n’existe pas",
        "Página no encontrada",
        "La página que busca no existe",
        "Ops! La pagina che cerchi non esiste",
        "Pagina non trovata",
        "Página não encontrada",
        "Nie znaleziono strony",
        "Pagina niet gevonden",
        "Sidan kunde inte hittas",
        "Siden ble ikke funnet",
        "Siden blev ikke fundet",
        "Sivua ei löydy",
        "Stránka nebyla nalezena",
        "Az oldal nem található",
        "Pagina nu a fost găsită",
        "Sayfa bulunamadı",
        "Η σελίδα δεν βρέθηκε",
        "Ошибка 404. Страница не найдена",
        "Сторінку не знайдено",
        "Halaman tidak ditemukan",
        "Không tìm thấy trang",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "הדף לא נמצא",
        "पेज नहीं मिला",
        "ไม่พบหน้าที่คุณต้องการ",
        "お探しのページが見つかりません",
        "抱歉，您访问的页面不存在",
        "페이지를 찾을 수 없습니다",
        "Log in",
        "Login",
        "Sign in or register",
        "Sign in to read this story",
        "Subscriber login",
        "Bitte anmelden",
        "Connexion",
        "Iniciar sesión",
        "Accedi per continuare",
        "Zaloguj się",
        "Đăng nhập",
        "تسجيل الدخول",
        "用户登录",
        "로그인",
    ],
)
def test_stand_ins(title: str) -> None:
    assert stands_in([title], [])
    assert stands_in([], [title])
    assert stands_in([f"{title} - The Ferry Post"], ["The Ferry Post"])
    assert stands_in([f"The Ferry Post | {title}"], [])


@pytest.mark.parametrize(
    "title",
    [
        "404 islanders are without a ferry",
        "Error of judgement: why the ferry stopped",
        "Page of history that nobody found until now",
        "Why a page was not found in the captain’s log for forty years, and who tore it out",
        "Missing ferry not found after storm",
        "Just a moment with the harbour master",
        "Access denied to islanders at the quay",
        "Log in the harbour stops the ferry",
        "Sign in the harbour was upside down",
        "Seite an Seite: zwei Fähren",
        "Página de la historia",
        "La pagina bianca",
        "Login for ferry passengers is to be free, council says",
        "500",
        "",
    ],
)
def test_no_stand_ins(title: str) -> None:
    assert not stands_in([title], [title])
    assert not stands_in([f"{title} - The Ferry Post"], [])


def test_a_heading_to_sign_in_at_stands_beside_articles() -> None:
    assert not stands_in(["Ferry sails again"], ["Ferry sails again", "Log in"])
    assert not stands_in(["Ferry sails again"], [])


@pytest.mark.parametrize(
    "title",
    [
        "Access denied – the fight for a ramp at the quay",
        "Connexion : la grève continue",
        "Ferienprogramm - Anmeldung",
        "Police search – nothing found",
    ],
)
def test_a_headline_may_have_a_dash(title: str) -> None:
    assert not stands_in([title], [title])
    assert not stands_in([f"{title} - The Ferry Post"], ["The Ferry Post", title, "Log in"])


def test_a_box_to_sign_in_at_stands_beside_errors_too() -> None:
    assert stands_in(["Page not found - The Ferry Post"], ["The Ferry Post", "Log in"])


@given(st.text())
def test_any_title_is_read(title: str) -> None:
    stands_in([title], [title])
