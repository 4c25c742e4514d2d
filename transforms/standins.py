"""Pages that a site shows in an article's stead: that there is none, or that one has to sign in.

The phrases are what servers, publishing systems and sites call such pages in many languages, not a
list grown from anybody's pages.
"""

import re
from collections.abc import Iterable, Sequence

# Sites put their names, and what else they say, before and behind a title.
_SEPARATOR = re.compile(r"\s[|–—·•»:-]+\s")
# Others are no such title, and not looked at.
MAX_TITLE_CHARS = 80

_ERROR = (
    r"(?:error|fehler|erreur|errore|erro|błąd|fout|feil|fejl|virhe|chyba|hiba|eroare|hata|greška"
    r"|napaka|kesalahan|lỗi|σφάλμα|ошибка|помилка|грешка|خطأ|خطا|שגיאה|错误|錯誤|エラー|오류)"
)
_STATUS = r"(?:40[0-9]|410|429|50[0-4])"
_MISSING = r"""(?:
    (?:(?:the|this|that|your)\ )?(?:requested\ )?page\b.{0,40}?(?:\bnot|n.t|\bno\ longer)\ (?:be\ )?
        (?:found|exists?|available)
    |we\ (?:can|could)(?:n.t|\ ?not)\ (?:seem\ to\ )?find\ (?:the|that|this)\ page(?:\ .{1,40})?
    |(?:(?:article|post|story|content|file(?:\ or\ directory)?)\ )?not\ found
    |nothing\ (?:was\ )?found(?:\ here)?
    |access\ (?:to\ this\ page\ has\ been\ )?denied|just\ a\ moment(?:\.{3}|…)|attention\ required!
    |zugriff\ verweigert|accès\ (?:refusé|interdit)|acceso\ denegado|acesso\ negado|accesso\ negato
    |toegang\ geweigerd|dostęp\ zabroniony|erişim\ engellendi|доступ\ (?:запрещ[её]н|ограничен)
    |تم\ رفض\ الوصول|访问被拒绝|robot\ check
    |are\ you\ (?:a\ robot|(?:a\ )?human)|service\ (?:temporarily\ )?unavailable|bad\ gateway
    |internal\ server\ error|too\ many\ requests
    |(?:die(?:se)?\ )?seite\b.{0,40}\ nicht\ (?:gefunden|verfügbar)(?:\ werden)?
    |(?:die(?:se)?\ )?seite\ existiert\ (?:leider\ )?nicht(?:\ mehr)?
    |(?:la\ |cette\ )?page\b.{0,40}?\ (?:introuvable|inexistante|non\ trouvée)
    |(?:la\ |cette\ )?page\b.{0,40}?\ n.(?:existe|est)\ (?:pas|plus)(?:\ disponible)?
    |(?:la\ |esta\ )?página\b.{0,40}?\ no\ (?:ha\ sido\ |fue\ |está\ )?
        (?:encontrada|existe|disponible)
    |no\ (?:se\ )?(?:(?:ha|hemos)\ )?enc[ou]\w+\ (?:la|esta)\ página
    |(?:la\ |questa\ )?pagina\b.{0,40}?\ non\ (?:è\ )?(?:stata\ )?
        (?:trovata|esiste(?:\ più)?|disponibile)
    |(?:a\ |esta\ )?página\b.{0,40}?\ não\ (?:foi\ |está\ )?(?:encontrada|existe|disponível)
    |nie\ (?:znaleziono|ma\ takiej)\ strony
    |(?:ta\ )?strona\b.{0,20}\ nie\ (?:została\ znaleziona|istnieje)
    |(?:de(?:ze)?\ )?pagina\b.{0,30}?\ (?:niet\ (?:worden\ )?gevonden|bestaat\ niet(?:\ meer)?)
    |sidan\ (?:hittades\ inte|kunde\ inte\ hittas|finns\ inte|saknas)
    |fant\ ikke\ siden|siden\ (?:ble\ |blev\ )?(?:finnes\ |findes\ )?ikke(?:\ fun[nd]et)?
    |sivua\ ei\ löy\w+|lehte\ ei\ leitud|puslapis\ nerastas|lapa\ nav\ atrasta
    |stránka\ (?:nebyla\ )?(?:nenalezena|nalezena)|stránk[au]\ (?:sa\ )?nenašla
    |az?\ oldal\ nem\ található|pagina\ nu\ (?:a\ fost\ găsită|există)|sayfa\ bulunamadı
    |stranica\ (?:nije\ pronađena|ne\ postoji)|strani\ ni\ mogoče\ najti
    |(?:η\ )?σελίδα\ δεν\ (?:βρέθηκε|υπάρχει)
    |страница\ не\ (?:найдена|существует)|сторінк[ау]\ не\ (?:знайден[оа]|існує)
    |страницата\ не\ (?:е\ намерена|съществува)|страница\ није\ пронађена
    |halaman\ tidak\ (?:ditemukan|tersedia)|không\ tìm\ thấy\ trang(?:\ .{1,30})?
    |(?:هذه\ )?الصفحة\ غير\ (?:موجودة|متوفرة|متاحة)|صفحه\ .{0,30}(?:یافت|پیدا)\ نشد
    |صفحہ\ نہیں\ ملا|ה?(?:דף|עמוד)\ (?:המבוקש\ )?(?:לא\ נמצא|אינו\ קיים)
    |(?:पेज|पृष्ठ)\ नहीं\ मिला|ไม่พบหน้า.{0,30}
    |(?:お探しの|指定された)?ページ[がは].{0,12}(?:見つかりません|存在しません).{0,6}
    |.{0,10}(?:页面|頁面|网页|網頁).{0,6}(?:不存在|未找到|找不到|无法找到).{0,6}
    |(?:요청하신\ )?페이지[를가].{0,12}(?:찾을\ 수\ 없|존재하지).{0,8}
    )"""
_SIGN_IN = r"""(?:
    (?:please\ )?(?:sign|log)[\ -]?in(?:\ (?:or|and|&|/)\ (?:sign\ up|register|join|subscribe))?
        (?:\ to\ .{1,40})?
    |(?:member|subscriber|account|user|reader)s?\ (?:log|sign)[\ -]?in
    |(?:bitte\ )?(?:anmelden|einloggen)|anmeldung|se\ connecter|connexion
    |(?:(?:connectez|identifiez)-vous|iniciar?\ sesión|identifícate|accedi)(?:\ .{1,40})?
    |iniciar\ sessão|(?:fazer|faça(?:\ o)?(?:\ seu)?)\ login(?:\ .{1,40})?
    |zaloguj(?:\ .{1,40})?|logowanie|inloggen|logga\ in|logg\ inn|log\ ind
    |kirjaudu(?:\ sisään)?|přihlášení|prihlásenie|bejelentkezés|autentificare
    |(?:üye|kullanıcı)\ girişi|giriş\ yap|σύνδεση|авторизация|авторизація|войти|увійти|đăng\ nhập
    |تسجيل\ الدخول|התחברות|ログイン|(?:用户|用戶|会员|會員)?登[录錄入]|로그인
    )"""
_STANDIN = re.compile(
    rf"""\W*(?:(?:o+ps|u+ps|hoppla|sorry|désolé|lo\ sentimos)\W+)?(?:
    404|{_ERROR}\W{{1,3}}{_STATUS}|{_STATUS}\W{{1,3}}(?:{_ERROR}|forbidden)
    |(?:{_ERROR}\W{{1,3}})?(?:{_STATUS}\W{{1,4}})?{_MISSING}|{_SIGN_IN}
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)


def stands_in(titles: Iterable[str], headings: Sequence[str]) -> bool:
    """Whether a page's titles or its headings are those of one that stands in for an article.

    Args:
        titles: what the head gives as title, maybe with the site's name; one suffices, unless a
            heading says what it does and more: that is a headline with a dash.
        headings: the page's h1 texts; articles are printed beside a box to sign in at, so all of
            them have to be such.

    >>> stands_in(["Page not found - The Ferry Post"], ["The Ferry Post"])
    True
    >>> stands_in(["Ferry sails again"], ["Sign in to read this story"])
    True
    >>> stands_in(["Ferry sails again"], ["Ferry sails again", "Log in"])
    False
    >>> stands_in(["Not found - a poem"], ["Not found - a poem"])
    False
    """
    others = [heading for heading in headings if not _names_standin(heading)]
    if headings and not others:
        return True
    return any(map(_has_standin, titles)) and not any(map(_has_standin, others))


def _has_standin(title: str) -> bool:
    """Whether a title, or what marks set apart in it, names a stand-in."""
    return any(map(_names_standin, (title, *_SEPARATOR.split(title))))


def _names_standin(title: str) -> bool:
    return len(title) <= MAX_TITLE_CHARS and _STANDIN.fullmatch(title) is not None
