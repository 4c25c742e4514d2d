"""What single lines say of themselves."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import furniture

SENTENCE = "The ferry will not run before April, the harbour office in Port Ellery said on Monday."


@pytest.mark.parametrize(
    "text",
    [
        "ALSO READ: Fog Again on the Sound",
        "Also Watch: Fog Again on the Sound",
        "Story continues below this ad",
        "Article continues after this advertisement",
        "Continue reading",
        "Comments are closed.",
        "Our Standards: The Harbour Post's principles.",
        "Reading time: 3 minutes",
        "Save",
        "File photo",
        "Le puede interesar: La niebla",
        "Přečtěte si také: Mlha",
        "İlginizi çekebilir",
        "Citiți și: Ceață",
        "Olvasson tovább",
        "Skaitykite taip pat: Rūkas",
        "Lasi arī: Migla",
        "Loe ka: Udu",
        "Read more: Fog Again on the Sound",
        "See also",
        "Related: Fog Again",
        "Related stories",
        "More from the harbour",
        "Most viewed",
        "You may also like",
        "Share",
        "Share this article",
        "Follow us on the usual networks",
        "Facebook",
        "Copy link",
        "Subscribe to our letter",
        "Sign up for the morning mail",
        "Advertisement",
        "Skip to content",
        "3 comments",
        "Leave a comment",
        "Tags: ferry, ice",
        "© All rights reserved",
        "We use cookies to improve your visit.",
        "Privacy policy",
        "Short Url",
        "5 min read",
        "12 shares",
        "▶ Watch: the ferry leaves",
        "Home",
        "– – –",
        "* * *",
        "Lesen Sie auch: Nebel",
        "Baca Juga: Kabut",
        "Xem thêm: Sương mù",
        "Citește și: Ceață",
        "Čtěte také: Mlha",
        "Διαβάστε επίσης: Ομίχλη",
        "Читайте також: Туман",
        "یہ بھی پڑھیں: دھند",
        "यह भी पढ़ें: कोहरा",
        "شیئر کریں",
        "اشتراک گذاری",
        "பகிர்",
        "షేర్ చేయండి",
        "ഷെയർ ചെയ്യുക",
        "আরও পড়ুন: কুয়াশা",
        "ข่าวที่เกี่ยวข้อง",
        "Zur Startseite",
        "Lire aussi : Brouillard",
        "Publicité",
        "Lea también: Niebla",
        "Etiquetas: hielo, barco",
        "Leggi anche: Nebbia",
        "Leia mais",
        "Czytaj też: Mgła",
        "İlgili haberler",
        "Les også: Tåke",
        "Läs mer",
        "Lees ook: Mist",
        "関連記事",
        "相关新闻",
        "관련 기사",
        "اقرأ أيضا",
        "Читайте также: Туман",
        "Mots-clés : brume, port",
        "WATCH | What the ferry sounded like in 1980",
        "✅ Clique aqui para seguir o canal do Porto",
        "Klicken Sie hier für mehr Nebel",
        "Klik di sini untuk berita kabut",
        "Palabras clave: niebla, puerto",
        "Anahtar kelimeler: sis",
        "الكلمات المفتاحية: ضباب، ميناء",
        "कीवर्ड: कोहरा",
        "关键词：雾",
    ],
)
def test_furniture(text: str) -> None:
    assert furniture.is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Also watch out for the tide.",
        "Continue reading his letters, she told her son.",
        "Le puede interesar que el barco no salga, dijo.",
        "Lasi arī avīzi, viņš teica.",
        "Saved by the Tide",
        "Ferry Stops for the Winter",
        "Share prices of the shipyard fell on Monday.",
        "Homes near the quay are cheap.",
        "Followers of the club were late.",
        "Reading the water is an art, she said.",
        "Photos of the wreck were lost.",
        "Print shops will close.",
        "Relatedness is not all, the judge said.",
        "Видео",
        "Les mots-clés de la criée sont la brume et le prix.",
        "关键词搜索在海港居民中越来越常见。",
        "By Ada Fenwick",
        "14 March 2024",
        "Also read: " + "the ferry " * 16,
    ],
)
def test_not_furniture(text: str) -> None:
    assert not furniture.is_furniture(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 COMMENTS", True),
        ("Comments (1,204)", True),
        ("View 3 comments", True),
        ("12 Kommentare", True),
        ("10 commentaires", True),
        ("5 comentarios", True),
        ("7 commenti", True),
        ("3 komentarze", True),
        ("4 yorum", True),
        ("2 kommentarer", True),
        ("评论 25", True),
        ("댓글 3개", True),
        ("コメント(4)", True),
        ("التعليقات (3)", True),
        ("Comments", False),
        ("8 comments were deleted.", False),
        ("0 Comments", False),
        ("Kommentare (0)", False),
        ("10 Comments", True),
        ("2,008 Comments", True),
        ("3 Commandments", False),
    ],
)
def test_heads_of_comments(text: str, expected: bool) -> None:
    assert furniture.heads_comments(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "© 2024 The Ferry Post",
        "(c) 2024 Sound News Agency, LLC. Distributed by wire.",
        "Copyright 2024 The Post. This material may not be published, broadcast or rewritten.",
        "All content © The Post. Reproduction without written permission is prohibited.",
        "The Ferry Post, all rights reserved.",
        "Alle Rechte vorbehalten: (c) Hafenbote Verlag GmbH",
        "Le présent document est protégé par les lois sur le droit d'auteur.",
        "Reproduction without the consent of the publisher.",
        "Nachdruck nur mit Genehmigung des Verlags",
        "Alle Rechte vorbehalten",
        "Tous droits de reproduction et de représentation réservés.",
        "Toute reproduction interdite sans autorisation",
        "Prohibida la reproducción total o parcial",
        "Riproduzione riservata ©",
        "É proibida a reprodução sem autorização.",
        "Wszelkie prawa zastrzeżone",
        "Alle rettigheder forbeholdes",
        "Tüm hakları saklıdır.",
        "TÜM HAKLARI SAKLIDIR",
        "Все права защищены",
        "Με επιφύλαξη παντός δικαιώματος",
        "جميع الحقوق محفوظة",
        "כל הזכויות שמורות",
        "無断転載を禁じます",
        "저작권자 ⓒ 항구신문",
        "<무단 전재-재배포 금지>",
        "版权所有，未经许可不得转载",
        "未经授权，不得转载。",
        "The views expressed in this article are the author's own.",
        "Disclaimer: Views and opinions expressed here are solely those of Ada Fenwick.",
        "The opinions expressed by our columnists do not necessarily reflect those of the Post.",
        "Las opiniones vertidas en este artículo son responsabilidad de su autor.",
        "Les opinions exprimées ici n'engagent que leur auteur.",
    ],
)
def test_notices_of_rights(text: str) -> None:
    assert furniture.is_notice(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(This story has not been edited by our staff and comes from a syndicated feed.)", True),
        ("(Except for the headline, this story is auto-generated from an agency feed.)", True),
        ("Disclaimer: This content is unedited.", True),
        ("Dieser Text wurde automatisch übernommen.", True),
        ("Cette dépêche a été publiée automatiquement.", True),
        ("Esta noticia no ha sido editada por la redacción.", True),
        ("Questo articolo è generato automaticamente.", True),
        ("Este texto não foi editado pela redação.", True),
        ("डिस्क्लेमर: यह खबर सीधे एजेंसी की फीड से ली गई है।", True),
        ("This story of the ferry has been told on the island for years.", False),
        ("The ferry's own story was not edited by the harbour office.", False),
        ("This report was edited by nobody. It had not been edited for years, he said.", False),
        ("Dieser Text hängt seit Jahren am Kai.", False),
        ("This story has not been edited by our staff. " + "The ferry is late. " * 20, False),
        ("“This story has not been edited by our staff,” she said.", False),
        ("This story was not edited by the paper's lawyers, which cost it a ferry.", False),
        ("This article was auto-generated by a program that the ferryman wrote.", False),
        ("This content was unedited until the harbour office printed it.", False),
        ("(This is an unedited story from a news feed.)", True),
        ("(This report is auto-generated from a news service.)", True),
        ("Diese Artikel sind nicht bearbeitet worden, weil das Amt geschlossen war.", False),
        ("Diese Meldung wurde redaktionell nicht bearbeitet.", True),
        ("Este texto no ha sido editado nunca en la isla, dijo.", False),
        ("Questo testo non è stato rivisto prima della sua morte.", False),
        ("Questo articolo non è stato modificato dalla redazione.", True),
        ("Este texto não foi editado na ilha até ao fim da censura.", False),
        ("इस रिपोर्ट के अनुसार पोल्ट्री फीड की कीमत बढ़ी है।", False),
        ("इस खबर को हमारी टीम ने संपादित नहीं किया है।", True),
    ],
)
def test_notes_on_feeds(text: str, expected: bool) -> None:
    assert furniture.is_of_feed(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This article was originally published on Harbour Post.", True),
        ("This story was first published by the Post in 1998, and has sold well.", False),
        ("The post Ferry Stops appeared first on The Harbour Post.", True),
        ("This article originally appeared on Harbour Post: Ferry Stops for the Winter", True),
        ("This story first appeared in The Harbour Post.", True),
        ("Der Beitrag Fähre fällt aus erschien zuerst auf Hafenpost.", True),
        ("L’article Le bac s’arrête est apparu en premier sur Le Port.", True),
        ("La entrada El ferry se detiene se publicó primero en El Puerto.", True),
        ("O post A balsa parou apareceu primeiro em O Porto.", True),
        ("L'articolo Il traghetto si ferma proviene da Il Porto.", True),
        ("Het bericht De pont stopt verscheen eerst op De Haven.", True),
        ("Inlägget Färjan stannar dök först upp på Hamnposten.", True),
        ("Artykuł Prom nie kursuje pochodzi z serwisu Port.", True),
        ("Сообщение Паром встал появились сначала на Гавань.", True),
        ("The post office at the quay is where the stamp appeared first.", False),
        ("This story is older than the ferry, which first sailed in 1911.", False),
        ("Der Artikel des Gesetzes wurde zuerst gestrichen.", False),
        ("Artikel 12 der Verfassung gilt auch auf der Insel.", False),
        ("This story first appeared in Grist and is republished under a licence.", True),
        ("This article originally appeared on Grist. Read the original article.", True),
        ("The post Ferry Stops, Seals Stay appeared first on Quay & Sail, 2024.", True),
        ("“The post Ferry Stops appeared first on The Harbour Post.”", False),
        ("The story first appeared in a collection and has been told ever since.", False),
        ("The piece first appeared in The Post. The ferryman sued.", False),
        ("The post on the ferry, which first appeared on Monday, is gone, police said.", False),
        ("The post office first appeared in the village in 1892.", False),
        ("L’articolo 18 proviene da una legge del 1970.", False),
        ("L'article est paru en premier dans Le Port, et le maire l'a démenti.", False),
    ],
)
def test_where_an_article_stood_first(text: str, expected: bool) -> None:
    assert furniture.says_appeared(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("— Ada Fenwick (@ada_f) May 2, 2024", True),
        ("—Harbour Office (@harbour) 2 mai 2024", True),
        ("- Ada Fenwick (Reuters) May 2, 2024", False),
        ("By Ada Fenwick (@ada_f), May 2, 2024", False),
        ("— " + "Ada Fenwick, " * 20 + "(@ada_f)", False),
        ("– Ada Fenwick (@ada_f).", True),
        ("- The Harbour Post (@harbour) said that the ferry had stopped.", False),
        ("- Ada Fenwick (@ada_f) " + "said on May 2, 2024 that it was late. " * 2, False),
    ],
)
def test_signatures_of_posts(text: str, expected: bool) -> None:
    assert furniture.signs_post(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Copyright law is older than the ferry.",
        "Copyright 2024: the year that the ferry went to court",
        "All rights reserved: how photographers live on the island",
        "Copyright holders have until 2024 to object, the court said.",
        "The rights of the islanders are reserved to them by a charter of 1704.",
        "He bought the story with all rights reserved for the island.",
        "(c) the harbour office, which has the last word.",
        "Reproduction of the seals is slow in winter.",
        "Reproduction in seals stops without ice.",
        "Copying homework without permission is theft, said the headmaster.",
        "Nachdruck des Buches wurde vom Gericht verboten.",
        "他说，未经许可不得进入港口。",
        "© " + "The ferry is late. " * 20,
        "The views expressed by the authority on Monday surprised the islanders.",
        "The opinions expressed at the meeting were many.",
    ],
)
def test_no_notices_of_rights(text: str) -> None:
    assert not furniture.is_notice(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REFERENCES", True),
        ("Notes:", True),
        ("12 Sources", True),
        ("Einzelnachweise", True),
        ("Fuentes", True),
        ("参考文献", True),
        ("المراجع", True),
        ("Source of the fog", False),
        ("Notes from the harbour", False),
    ],
)
def test_heads_of_notes(text: str, expected: bool) -> None:
    assert furniture.heads_notes(text) is expected


@pytest.mark.parametrize(
    ("text", "is_date", "is_modified"),
    [
        ("Обновлено: 03.05.2024, 14:05", True, True),
        ("Updated 31 sec ago", True, True),
        ("Last updated 1 min ago", True, True),
        ("2 hours ago", True, False),
        ("Published 3 h 20 min ago", True, False),
        ("vor 3 Stunden", True, False),
        ("il y a 2 heures", True, False),
        ("hace 5 minutos", True, False),
        ("há 5 minutos", True, False),
        ("5分前", True, False),
        ("3시간 전", True, False),
        ("3 saat önce", True, False),
        ("2 часа назад", True, False),
        ("2 godz. temu", True, False),
        ("för 3 timmar sedan", True, False),
        ("2 jam yang lalu", True, False),
        ("3 घंटे पहले", True, False),
        ("2 ชั่วโมงที่แล้ว", True, False),
        ("منذ 3 ساعات", True, False),
        ("for 3 years", False, False),
        ("Published 14 March 2024, 10:30 p.m.", True, False),
        ("14. 3. 2024.", True, False),
        ("14 มี.ค. 2567 10:30 น.", True, False),
        ("It opened 14 March 2024.", False, False),
        ("14 March 2024", True, False),
        ("14.03.2024", True, False),
        ("Updated: March 14, 2024 10:30", True, True),
        ("Aktualisiert am 14.03.2024", True, True),
        ("업데이트 수정 2024.03.14", True, True),
        ("Aktualizováno: 14. 3. 2024 10:30", True, True),
        ("Ultimo aggiornamento: 14 marzo 2024", True, True),
        ("Оновлено: 14 березня 2024, 10:30", True, True),
        ("Τελευταία ενημέρωση: 14 Μαρτίου 2024", True, True),
        ("Cập nhật: 14/03/2024", True, True),
        ("آخر تحديث: 14 مارس 2024", True, True),
        ("Objavljeno: 14.03.2024", True, False),
        ("On 14 March 2024 the ferry stopped.", False, False),
        ("It sank two years ago", False, False),
        ("Ferry Stops for the Winter", False, False),
        ("14 March 2024, which was the day on which the ferry at last came back", False, False),
        ("March 2024", False, False),
    ],
)
def test_date_lines(text: str, is_date: bool, is_modified: bool) -> None:
    assert furniture.is_date_line(text) is is_date
    assert furniture.is_modified(text) is is_modified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ada Fenwick", "Ada Fenwick"),
        ("BY ADA FENWICK", "ADA FENWICK"),
        ("By: Ada Fenwick", "Ada Fenwick"),
        ("Written by Ada Fenwick", "Ada Fenwick"),
        ("Story by Ada Fenwick", "Ada Fenwick"),
        ("Compiled by Ada Fenwick", "Ada Fenwick"),
        ("Aufgezeichnet von Hanna Brook", "Hanna Brook"),
        ("a cura di Ada Fenwick", "Ada Fenwick"),
        ("By Ada Fenwick Jr.", "Ada Fenwick Jr."),
        ("By Ada Fenwick, Ph.D.", "Ada Fenwick, Ph.D."),
        ("Von Hanna Brook und Pavel Anders", "Hanna Brook und Pavel Anders"),
        ("Par Luc de la Mare", "Luc de la Mare"),
        ("Por Inés Calloway", "Inés Calloway"),
        ("Av Åse Ødegård", "Åse Ødegård"),
    ],
)
def test_bylines(text: str, expected: str) -> None:
    assert furniture.is_byline(text)
    assert furniture.strip_byline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "By then, the army had left the town.",
        "By Monday “all boats were gone.”",
        "By Monday Ada Fenwick had her M.A.",
        "Bystanders Fled the Quay",
        "Ada Fenwick",
        "The bridge was built by Ada Fenwick",
        "By Ada Fenwick, " + "who knows the harbour and all its boats " * 3,
        "By",
    ],
)
def test_not_bylines(text: str) -> None:
    assert not furniture.is_byline(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Reporting by Ada Fenwick; editing by Tomas Brandreth)", True),
        ("Additional reporting by Ada Fenwick", True),
        ("— Edited by Tomas Brandreth", True),
        ("Compiled from agencies", True),
        ("With inputs from agencies", True),
        ("With agencies", True),
        ("Mit Material von dpa", True),
        ("Translated by Ines Calloway", True),
        ("Reporting on the ferry has been thin.", False),
        ("The reporting by Ada Fenwick was praised.", False),
        ("Reporting by " + "Ada Fenwick and " * 20, False),
    ],
)
def test_credits(text: str, expected: bool) -> None:
    assert furniture.is_credit(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A boat in the fog. (Photo by Ines Calloway)", True),
        ("A boat in the fog (AFP/Ines Calloway)", True),
        ("A boat in the fog. REUTERS/Ines Calloway", True),
        ("A boat in the fog (Getty Images)", True),
        ("A boat in the fog / Reuters", True),
        ("File photo: a boat in the fog", True),
        ("FILE – A boat in the fog", True),
        ("Photo: Ines Calloway", True),
        ("Bild: Hanna Brook", True),
        ("Image shows a boat in the fog", True),
        ("写真：霧の船", True),
        ("A boat in the fog.", False),
        ("He showed the photo (to nobody).", False),
        ("Photographs of the fog were lost.", False),
        ("Filed in May, the plea was lost.", False),
        ("A boat in the fog. " * 30 + "(Photo by Ines Calloway)", False),
        ("Ferries at the quay / REUTERS", True),
        ("Ferries at the quay (ſhutterſtocK)", True),
        ("Ferries at the quay (PİCTURE ALLIANCE/dpa)", True),
    ],
)
def test_captions(text: str, expected: bool) -> None:
    assert furniture.is_caption(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Categories", True),
        ("Filed under", True),
        ("MOST READ", True),
        ("Trending now:", True),
        ("Related stories", True),
        ("Editor's Picks", True),
        ("Meistgelesen", True),
        ("Más leídas", True),
        ("Etiquetas", True),
        ("Categories of goods", False),
        ("Most read the notice twice", False),
        ("Ferry Stops for the Winter", False),
    ],
)
def test_list_heads(text: str, expected: bool) -> None:
    assert furniture.heads_list(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was the eighth storm of the year. (ANI)", "ANI"),
        ("“Gone.” (AP)", "AP"),
        ("Niemand kam. ( dpa )", "dpa"),
        ("Nobody came (AP)", None),
        ("Nobody came. (as the harbour office had foreseen)", None),
        ("Nobody came.", None),
    ],
)
def test_signatures(text: str, expected: str | None) -> None:
    assert furniture.find_signature(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ends.", True),
        ("“It ends.”", True),
        ("Does it end?", True),
        ("It ends…", True),
        ("終わった。", True),
        ("انتهى؟", True),
        ("نوکا بند ہے۔", True),
        ("នៅថ្ងៃនេះ។", True),
        ("Նավը կանգնեց։", True),
        ("It ends. (AP)", True),
        ("It ends", False),
        ("It ends:", False),
        ("", False),
    ],
)
def test_ends_of_sentences(text: str, expected: bool) -> None:
    assert furniture.ends_sentence(text) is expected


@pytest.mark.parametrize(
    ("text", "bullet", "rest"),
    [
        ("• Ice is expected", True, "Ice is expected"),
        ("- Ice is expected", True, "Ice is expected"),
        ("– Ice is expected", True, "Ice is expected"),
        ("* Ice is expected", True, "Ice is expected"),
        ("-4 degrees", False, "-4 degrees"),
        ("Ice - is expected", False, "Ice - is expected"),
        ("•", False, "•"),
    ],
)
def test_bullets(text: str, bullet: bool, rest: str) -> None:
    assert furniture.has_bullet(text) is bullet
    assert furniture.strip_bullet(text) == rest


@pytest.mark.parametrize(
    ("text", "prose", "sentence", "headline"),
    [
        (SENTENCE, True, True, False),
        (SENTENCE.rstrip("."), False, False, True),
        (SENTENCE + " (AP)", True, True, True),
        ("The wall " * 21, True, False, True),
        ("The wall " * 23, True, False, False),
        ("A count will now be made.", False, True, False),
        ("and a count will be made.", False, False, False),
        ("We wait.", False, False, False),
        ("Ferry Stops for the Winter", False, False, True),
        ("Why Does the Ferry Stop in Winter?", False, True, True),
        ("ferry stops for the winter", False, False, False),
        ("• Ferry stops for the winter", False, False, False),
        ("Ferry Stops", False, False, False),
        ("The mayor said:", False, False, False),
        ("港の連絡船は四月まで運休する", False, False, True),
        ("港の連絡船は四月まで運休すると事務所が月曜日に発表した。", True, True, False),
    ],
)
def test_prose_sentences_and_headlines(
    text: str, prose: bool, sentence: bool, headline: bool
) -> None:
    text = text.strip()
    assert furniture.is_prose(text) is prose
    assert furniture.is_sentence(text) is sentence
    assert furniture.is_headline(text) is headline


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0), ("quay", 4), ("港の船", 7.5), ("a港", 3.5)]
)
def test_weights(text: str, expected: float) -> None:
    assert furniture.weigh(text) == expected


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_line_without_bullet_or_byline_is_part_of_the_line(text: str) -> None:
    assert text.endswith(furniture.strip_bullet(text))
    assert text.endswith(furniture.strip_byline(text))
    assert furniture.is_furniture(text) or any(c.isalnum() for c in text) or len(text) > 160


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Terms of the deal were not disclosed.", "Terms of use"),
        ("Advertising revenue rose 5 percent in the quarter.", "Advertising"),
        ("Recommended doses of the drug are too high, doctors say.", "Recommended"),
        ("Подписан закон о бюджете на следующий год.", "Подпишитесь"),
        ("更多国家加入了这一协议，外长在会上说。", "更多"),
        ("공유 경제 기업이 늘고 있다고 정부가 밝혔다.", "공유하기"),
        ("Teilen der Bevölkerung fehlt es an sauberem Wasser.", "Teilen"),
        ("Reklama piwa będzie zakazana od przyszłego roku.", "Reklama"),
        ("شارك الرئيس في القمة التي عقدت في العاصمة يوم الاثنين", "شارك"),
    ],
)
def test_a_story_may_begin_with_the_word_of_a_label(sentence: str, label: str) -> None:
    assert not furniture.is_furniture(sentence)
    assert furniture.is_furniture(label)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12일 서울 여의도 국회에서 열린 회의에서 당대표 후보가 자리하고 있다. 뉴시스", True),
        ("12일 서울 여의도 국회에서 열린 회의에서 당대표 후보가 자리하고 있다. 서울시 제공", True),
        ("대표가 사퇴할 것이라고 12일 연합뉴스가 보도했다. 당은 이를 부인했다.", False),
        ("연합뉴스", False),
    ],
)
def test_korean_captions_end_in_whose_the_picture_is(line: str, expected: bool) -> None:
    assert furniture.ends_in_picture_source(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The quay on Monday, before the ice came. dpa/Foto: Lou Ferris", True),
        ("The quay on Monday, before the ice came. Bild/Lou Ferris", True),
        ("Cầu cảng sáng thứ hai, trước khi đóng băng. Ảnh: Lou Ferris", True),
        ("Laituri maanantaina, ennen kuin jää tuli. Kuva: Lou Ferris / Yle", True),
        ("Причал в понедельник, до того как пришёл лёд. Фото: Лу Феррис", True),
        ("सोमवार को घाट, बर्फ़ जमने से पहले। फोटो: लू फेरिस", True),
        ("The quay is to be seen on https://ferry.example/de/fotos/quay-12", False),
        ("The quay is to be seen on https://ferry.example/the-photo/12", False),
    ],
)
def test_captions_end_in_whose_the_picture_is(line: str, expected: bool) -> None:
    assert furniture.ends_in_picture_source(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$ARTICLE_AD$$", True),
        ("%%body%%", True),
        ("%HEADLINE%", True),
        ("@@teaser@@", True),
        ("{{ page.title | upper }}", True),
        ("{{{ text }}}", True),
        ("{% include 'teaser' %}", True),
        ("${article.title} - ${site}", True),
        ("<%= title %>", True),
        ("[[ article.body ]]", True),
        ('[gallery ids="1,2" size=large]', True),
        ("{{ title }} sails again", False),
        ("The ferry costs 10% more than 20% of readers think", False),
        ("$$ x = y $$", False),
        ("[[3]]", False),
        ("[Music]", False),
        ("<b>", False),
        ("", False),
    ],
)
def test_what_a_template_has_in_the_place_of_text(text: str, expected: bool) -> None:
    assert furniture.is_placeholder(text) is expected


def test_placeholders_are_looked_for_in_linear_time() -> None:
    started = time.process_time()
    for text in ("[a" + ' b="c"' * 60, "{{" * 140, "%ab%" * 70 + "!", "$$" + "ab" * 140):
        furniture.is_placeholder(text)
    assert time.process_time() - started < 0.5
