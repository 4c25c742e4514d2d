"""Persons, agencies and places from bylines and datelines."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.byline import (
    AGENCIES,
    clean_person,
    find_agency,
    find_biography,
    find_described,
    find_reporters,
    find_signer,
    is_about_author,
    is_names,
    is_person,
    names_author,
    split_authors,
    tells_nobody,
)
from transforms.limits import MAX_AUTHORS


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ada Fenwick", ("Ada Fenwick",)),
        ("ByAda Fenwick", ("Ada Fenwick",)),
        ("Compiled by Ada Fenwick", ("Ada Fenwick",)),
        ("Aufgezeichnet von Ada Fenwick", ("Ada Fenwick",)),
        ("Propos recueillis par Ada Fenwick", ("Ada Fenwick",)),
        ("Interview: Ada Fenwick", ("Ada Fenwick",)),
        ("Autor: Ada Fenwick👁 1 204", ("Ada Fenwick",)),
        ("Ada Fenwickada.fenwick@post.example", ("Ada Fenwick",)),
        (
            "Ada Fenwickada.f@post.example, Jonas Wirthjonas.w@post.example",
            ("Ada Fenwick", "Jonas Wirth"),
        ),
        ("2023-08-16 09:47　来源：沙滩日报　作者：周启明 何雨桐", ("周启明", "何雨桐")),
        ("作者：周启明 编辑：李明", ("周启明",)),
        ("Recueilli par Ada Fenwick", ("Ada Fenwick",)),
        ("Author: Fenwick, Ada", ("Ada Fenwick",)),
        ("Author: McFenwick, Ada", ("Ada McFenwick",)),
        ("Von unserem Redakteur Ada Fenwick", ("Ada Fenwick",)),
        ("Author: Fenwick, Ada; Wirth, Jonas R.", ("Ada Fenwick", "Jonas R. Wirth")),
        ("Author: Ada Fenwick, Jonas Wirth", ("Ada Fenwick", "Jonas Wirth")),
        ("作者: 张伟, 李娜", ("张伟", "李娜")),
        ("By Ada Fenwick and Jonas Wirth, Harbour Post", ("Ada Fenwick", "Jonas Wirth")),
        ("Por Ada Vik e Luís Reis, Serra Acima — Vale do Turvo, SP", ("Ada Vik", "Luís Reis")),
        ("By Ada Fenwick, Jonas Wirth and Ben Vik", ("Ada Fenwick", "Jonas Wirth", "Ben Vik")),
        ("By Ada Fenwick, Jonas Wirth, and Ben Vik", ("Ada Fenwick", "Jonas Wirth", "Ben Vik")),
        ("By Ada Fenwick and Jonas Wirth, and Ben Vik", ("Ada Fenwick", "Jonas Wirth", "Ben Vik")),
        ("New Delhi | July 27, 2025 18:30 IST", ()),
        ("A cura di Ada Fenwick", ("Ada Fenwick",)),
        ("Skrevet av Ada Fenwick", ("Ada Fenwick",)),
        ("dal nostro inviato Ada Fenwick", ("Ada Fenwick",)),
        ("From Ada Fenwick in Lagos", ("Ada Fenwick",)),
        ("Napisał: Ada Fenwick", ("Ada Fenwick",)),
        ("Protokoll: Ada Fenwick", ("Ada Fenwick",)),
        ("Tekst: Ada Fenwick Foto: Ben Vik", ("Ada Fenwick",)),
        ("By Ada Fenwick MP", ("Ada Fenwick",)),
        ("By Ada J. Fenwick Jr.", ("Ada J. Fenwick Jr.",)),
        ("Της Ελένης Παπαδοπούλου", ("Ελένης Παπαδοπούλου",)),
        ("নিজস্ব প্রতিবেদক", ()),
        ("विशेष संवाददाता", ()),
        ("Редакция Новостей", ()),
        ("Специальный Корреспондент", ()),
        ("Byron Fenwick", ("Byron Fenwick",)),
        ("Ada Fenwick", ("Ada Fenwick",)),
        ("BY ADA FENWICK", ("ADA FENWICK",)),
        (
            "By Ada Fenwick, Tomas Brandreth & Ines Calloway",
            ("Ada Fenwick", "Tomas Brandreth", "Ines Calloway"),
        ),
        ("By Ada Fenwick and Tomas Brandreth", ("Ada Fenwick", "Tomas Brandreth")),
        ("By Ada Fenwick with Tomas Brandreth", ("Ada Fenwick", "Tomas Brandreth")),
        ("Von Hanna Brook und Pavel Anders", ("Hanna Brook", "Pavel Anders")),
        ("Par Luc de la Mare et Zoé Quai", ("Luc de la Mare", "Zoé Quai")),
        ("By Öyvind Ås and Łukasz Żak", ("Öyvind Ås", "Łukasz Żak")),
        ("By Jean-Luc O'Neill-Brook", ("Jean-Luc O'Neill-Brook",)),
        ("By J. R. Fenwick", ("J. R. Fenwick",)),
        ("By Ada Fenwick (Port Ellery)", ("Ada Fenwick",)),
        ("By Ada Fenwick, Senior Correspondent", ("Ada Fenwick",)),
        ("By Ada Fenwick / Reuters", ("Ada Fenwick",)),
        ("Ada Fenwick | Harbour Post", ("Ada Fenwick",)),
        ("By Ada Fenwick, 14 March 2024", ("Ada Fenwick",)),
        ("By Ada Fenwick 14 March 2024", ("Ada Fenwick",)),
        ("By Ada Fenwick, Ada Fenwick", ("Ada Fenwick",)),
        ("By Tomas Brandreth, Ada Fenwick", ("Tomas Brandreth", "Ada Fenwick")),
        ("Written by Ada Fenwick", ("Ada Fenwick",)),
        ("Author: Ada Fenwick", ("Ada Fenwick",)),
        ("Penulis: Budi Santoso", ("Budi Santoso",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("بقلم: سامي حداد", ("سامي حداد",)),
        ("بقلم سامي حداد", ("سامي حداد",)),
        ("本报记者 欧阳咏琳", ("欧阳咏琳",)),
        # Who wrote it, in other languages; some of these words begin names too.
        ("Author of the article: Ada Fenwick", ("Ada Fenwick",)),
        ("Höfundur: Ada Fenwick", ("Ada Fenwick",)),
        ("Аутор: Иван Петров", ("Иван Петров",)),
        ("YAZAR: Ada Vik / İSTANBUL", ("Ada Vik",)),
        ("Per: Ada Vik", ("Ada Vik",)),
        ("gan Ada Fenwick", ("Ada Fenwick",)),
        ("Gan Ada Fenwick", ("Gan Ada Fenwick",)),
        ("Na ADA MWAKYUSA", ("ADA MWAKYUSA",)),
        ("Na Hae-won", ("Na Hae-won",)),
        ("Daga Ada Fenwick, Kano", ("Ada Fenwick",)),
        ("Scris de Ada Fenwick", ("Ada Fenwick",)),
        ("Interviewed by Ada Fenwick", ("Ada Fenwick",)),
        ("Penulis Budi Santoso", ("Budi Santoso",)),
        ("كتبت – ليلى حداد", ("ليلى حداد",)),
        ("Γράφει η Ελένη Παπαδοπούλου", ("Ελένη Παπαδοπούλου",)),
        ("Oprac. RED", ()),
        ("欧阳咏琳 报道", ("欧阳咏琳",)),
        ("□ 欧阳咏琳", ("欧阳咏琳",)),
        ("By Ada Fenwick »", ("Ada Fenwick",)),
        ("By Ada Fenwick, Harbour Journalism Initiative Reporter", ("Ada Fenwick",)),
        ("अदिति शर्मा", ("अदिति शर्मा",)),
        ("Text: Hanna Brook", ("Hanna Brook",)),
        ("By Ada Fenwick, KNRT Harbour", ("Ada Fenwick",)),
        ("By KNRT Harbour", ()),
        ("Data Utworzenia: 3 listopada 2025", ()),
        ("- RIPRODUZIONE RISERVATA", ()),
        ("입력 2025-05-15", ()),
        ("By Ada Fenwick, By Jonas Wirth", ("Ada Fenwick", "Jonas Wirth")),
        ("Written by ሰላማዊት ተካልኝ", ("ሰላማዊት ተካልኝ",)),
        ("Dr. Hanna Brook aus Sandhaven", ("Dr. Hanna Brook",)),
        ("Ada Fenwick, MD, PhD", ("Ada Fenwick",)),
        ("Ada Fenwick M.Sc.", ("Ada Fenwick",)),
        ("Par Zoé Quai Publié le 3 mai", ("Zoé Quai",)),
        ("Ada Fenwick\nTomas Brandreth", ("Ada Fenwick", "Tomas Brandreth")),
        ("By Ada Fenwick in Sandhaven", ("Ada Fenwick",)),
        ("By Ada Fenwick For The Harbour Post", ("Ada Fenwick",)),
        (
            "By Ada Fenwick and Tomas Brandreth on March 14, 2024",
            ("Ada Fenwick", "Tomas Brandreth"),
        ),
        ("• By Ada Fenwick on March 14, 2024", ("Ada Fenwick",)),
        # What is no name, and has no comma before it.
        ("Ada Fenwick Staff Writer", ("Ada Fenwick",)),
        ("Ada Fenwick Parliamentary editor", ("Ada Fenwick",)),
        ("Hanna Brook Redakteurin", ("Hanna Brook",)),
        ("Ada Fenwick 3 minutes read", ("Ada Fenwick",)),
        ("Hanna Brook 3 Minuten", ("Hanna Brook",)),
        ("Ines Calloway Fenwick", ("Ines Calloway Fenwick",)),
        ("Ada Fenwick Wellness Writer", ("Ada Fenwick",)),
        # Whom for, with no mark between: two words may be all of the name of a paper of four.
        ("Ada Fenwick Port Ellery Enquirer", ("Ada Fenwick",)),
        ("Ada J. Fenwick ELLERY TODAY NETWORK", ("Ada J. Fenwick",)),
        ("South Ellery Bay Sun Sentinel", ()),
        ("Port Ellery Sun Sentinel", ()),
        (", The Port Ellery Gazette", ()),
        ("Emily Sentinel", ("Emily Sentinel",)),
        ("Ada Fenwick@@adafRTFeatured Columnist", ("Ada Fenwick",)),
        ("Ada Fenwick @adaf", ("Ada Fenwick",)),
        ("Ada Fenwick ada@post.example", ("Ada Fenwick",)),
        ("Lou Ferris/Photographer", ()),
        ("BYLINE: Ada Fenwick", ("Ada Fenwick",)),
        ("^By ADA FENWICK=", ("ADA FENWICK",)),
        (
            "Interview Conducted by Ada Fenwick and Rosa Vik in Port Ellery",
            ("Ada Fenwick", "Rosa Vik"),
        ),
        ("Social Sharing", ()),
        ("08:00 AM Eastern Daylight Time", ()),
        ("Ada Fenwick Ellery Star & Gazette", ("Ada Fenwick",)),
        ("Ada Fenwick and Jonas Wirth Star & Gazette", ("Ada Fenwick",)),
        ("By Ada Fenwick, Ellery Star and Gazette", ("Ada Fenwick",)),
        ("by Harbour Ellery01747", ()),
        ("Harbour Post Staff Writer", ()),
        ("Pier Harbour Staff Writers", ()),
        # Elements that an extractor glued together.
        ("Ada FenwickStaff Writer", ("Ada Fenwick",)),
        ("Hanna BrookRedakteurin", ("Hanna Brook",)),
        ("By Ada FenwickCity ColumnistTomas Brandreth", ("Ada Fenwick",)),
        ("Ada FenwickMarch 14, 2024", ("Ada Fenwick",)),
        ("Ada FenwickPublished: March 14, 2024", ("Ada Fenwick",)),
        ("Ada FenwickThe Harbour Circle", ("Ada Fenwick",)),
        ("Ada Fenwick5 hours ago", ("Ada Fenwick",)),
        ("Ronan McFenwick", ("Ronan McFenwick",)),
        # The kind of text before its author.
        ("Review by Ada Fenwick", ("Ada Fenwick",)),
        ("posted on by Ada Fenwick", ("Ada Fenwick",)),
        ("Ein Kommentar von Hanna Brook", ("Hanna Brook",)),
        ("Von Ursula von der Brook", ("Ursula von der Brook",)),
        ("Photos by Ada Fenwick", ()),
        ("Edited by Ada Fenwick", ()),
        ("Show More", ()),
        ("The Harbour Circle", ()),
        ("Harbour University", ()),
        ("Related Stories", ()),
        ("x" * 100_000, ()),
        (" by" * 50_000, ()),
        ("山田太郎、鈴木花子", ("山田太郎", "鈴木花子")),
        ("山田太郎記者", ("山田太郎",)),
        ("片山美帆 中田和宏", ("片山美帆", "中田和宏")),
        ("大渡 美咲", ("大渡 美咲",)),
        ("부산 서구 김철수 기자 chul@post.example", ("김철수",)),
        ("김철수 이영희 기자", ("김철수", "이영희")),
        ("부산 김철수 이영희 박수정 기자", ("김철수", "이영희", "박수정")),
        ("서귀포 김철수 기자", ("김철수",)),
        ("인천시 정치부 김철수 기자", ("김철수",)),
        ("作者, 王小明", ("王小明",)),
        ("海港日报 记者李小伟", ("李小伟",)),
        ("남궁민수", ("남궁민수",)),
        ("알림", ()),
        ("알림설정", ()),
        ("记者：王小明", ("王小明",)),
        ("김철수 기자, 이영희 특파원", ("김철수", "이영희")),
        ("김철수 기자 kim@post.example", ("김철수",)),
        ("김철수 기자 입력 2024.03.14. 오후 3:30 수정 2024.03.14. 오후 4:10", ("김철수",)),
        ("박수정 기자", ("박수정",)),
        ("2024年03月14日 10:30 来源:海港日报 记者 何伟", ("何伟",)),
        ("By Ada Fenwick @adafenwick", ("Ada Fenwick",)),
        ("By Ada Fenwick (@ada_f) and Ben Cole (@ben)", ("Ada Fenwick", "Ben Cole")),
        ("NewsByAda Fenwick-HallCourt Reporter15:58, 16 Jan 2026", ("Ada Fenwick-Hall",)),
        ("LiveBy Ada Fenwick, Senior Reporter and Ben Cole", ("Ada Fenwick", "Ben Cole")),
        ("By Ada Fenwick On Jan 3, 2026", ("Ada Fenwick",)),
        ("By Harbour On", ("Harbour On",)),
        ("Tüm Yazıları", ()),
        ("Todos los Artículos", ()),
        ("2024年3月14日 18時30分\u3000佐藤美咲", ("佐藤美咲",)),
        ("2024年3月14日午後6時30分 鈴木花子 記者", ("鈴木花子",)),
        ("2024년 3월 14일 18시 30분 구현모 기자", ("구현모",)),
        ("By Ada Fenwick. Photographs by Ben Cole", ("Ada Fenwick",)),
        ("Words by Ada Fenwick Photography by Ben Cole", ("Ada Fenwick",)),
        ("Photographs by Ben Cole", ()),
        ("By Grace Head and Thomas More", ("Grace Head", "Thomas More")),
        ("Read More", ()),
        ("By Staff Reporter", ()),
        ("By Harbour News Desk", ()),
        ("FOR IMMEDIATE RELEASE", ()),
        ("COMUNICADO DE PRENSA", ()),
        ("By Ada Fenwick Community Reporter", ("Ada Fenwick",)),
        ("By Ada Fenwick Local Democracy Reporter", ("Ada Fenwick",)),
        # Where they are, behind a dash; a paper may stand before it too.
        ("Por Inês Calado, Porto 24 — São Tomé", ("Inês Calado",)),
        ("Por Redação Porto 24 — São Tomé", ()),
        ("By Harbour Post — Ada Fenwick", ("Ada Fenwick",)),
        ("Por Inês Calado e Rui Brito", ("Inês Calado", "Rui Brito")),
        ("By Ada Fenwick KFPE News", ("Ada Fenwick",)),
        ("By Ada Fenwick Global News", ("Ada Fenwick",)),
        ("By Ada KFPE News", ()),
        ("By Ada Harbour News", ()),
        ("हार्बर नेटवर्क, सैंडहेवन", ()),
        ("নিজস্ব সংবাদদাতা, স্যান্ডহেভেন", ()),
        ("By Reuters", ()),
        ("By Ada", ()),
        ("By ada.fenwick@post.example", ()),
        ("by the harbour office", ()),
        ("14 March 2024", ()),
        ("", ()),
        # Who asked the questions.
        ("Беседовала Ольга Тропинина", ("Ольга Тропинина",)),
        ("Rozmawiała Anna Kowalska", ("Anna Kowalska",)),
        ("Das Gespräch führten Petra Lindner und Jan Ott", ("Petra Lindner", "Jan Ott")),
        # Labels, marks on letters, papers and their channels.
        ("লেখা: শাহানা ফেরদৌস", ("শাহানা ফেরদৌস",)),
        ("作者|方可为 编辑|李苑", ("方可为",)),
        ("سلمى الحدّاد - مدينة النخيل", ("سلمى الحدّاد",)),
        ("كاتبة وأكاديمية", ()),
        ("望江网健康频道", ()),
        ("By Priya DhandShowbiz Reporter", ("Priya Dhand",)),
    ],
)
def test_split_authors(byline: str, expected: tuple[str, ...]) -> None:
    assert split_authors(byline) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Fenwick writes the Quay column.", True),
        ("Ada Fenwick ist seit 2021 Redakteurin in Port Ellery.", True),
        ("Ada Fenwick leitet die Redaktion. Schreiben Sie ihr: a.fenwick@post.example", True),
        ("Ada Fenwick can be reached at the office.", True),
        ("Ada Fenwick, the Post, ada@post.example", True),
        ("Ada Fenwick said the ferry was late.", False),
        ("Ben Vik writes the Quay column.", False),
        ("Write to ada@post.example", False),
    ],
)
def test_is_about_author(line: str, expected: bool) -> None:
    assert is_about_author(line, {"ada fenwick", "jonas wirth"}) is expected


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("(Reporting by Ada Fenwick; Editing by Ben Vik)", ("Ada Fenwick",)),
        ("Reporting by Ada Fenwick and Jonas Wirth", ("Ada Fenwick", "Jonas Wirth")),
        ("Reporting from the quay: Ada Fenwick", ("Ada Fenwick",)),
        ("Additional reporting by Ada Fenwick", ()),
        ("(Reporting by our newsroom)", ()),
    ],
)
def test_find_reporters(credit: str, expected: tuple[str, ...]) -> None:
    assert find_reporters(credit) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Fenwick, Tomas Brandreth", True),
        ("• Ada Fenwick", True),
        ("Ada Fenwick and AP", True),
        ("Ada Fenwick1", True),
        ("Ada Fenwick 2024", False),
        ("Ada Fenwick, PhD", True),
        ("Ada Fenwick|Published", True),
        ("Ada Fenwick • post.example.com", True),
        ("Ada Fenwick, 14 March 2024", True),
        ("Ada Fenwick, harbour office", False),
        ("Ada Fenwick, Harbour Correspondent", True),
        ("AP", False),
        ("post.example.com", False),
        ("", False),
    ],
)
def test_is_names(line: str, expected: bool) -> None:
    assert is_names(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Fenwick is a freelance writer.", "Ada Fenwick"),
        ("Ada Fenwick is the Harbour Post’s critic and lives in Port Ellery.", "Ada Fenwick"),
        ("Hanna Brook ist freie Journalistin und Autorin in Sandhaven.", "Hanna Brook"),
        ("Ada Fenwick is the mayor of Port Ellery.", None),
        ("The ferry is a writer's delight.", None),
        ("Ada Fenwick is " + "very " * 20_000 + "much a writer.", None),
        ("Ada " * 20_000, None),
    ],
)
def test_find_biography(line: str, expected: str | None) -> None:
    assert find_biography(line) == expected


@pytest.mark.parametrize(
    ("line", "behind", "expected"),
    [
        ("Ada Fenwick", "Harbour Reporter", "Ada Fenwick"),
        ("Hanna Brook", "Redakteurin seit 2019", "Hanna Brook"),
        ("Ada Fenwick", "ada@post.example", "Ada Fenwick"),
        ("Ada Fenwick", "Ada Fenwick covers the harbour.", "Ada Fenwick"),
        ("Ada Fenwick", "Rosa Vik", None),
        ("Ada Fenwick", "", None),
        ("Ada Fenwick", "ada@post", None),
        ("Ada Fenwick and Rosa Vik", "Harbour Reporter", None),
        ("The ferry", "Reporter", None),
    ],
)
def test_find_described(line: str, behind: str, expected: str | None) -> None:
    assert find_described(line, behind) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Author, Ada Fenwick", True),
        ("Author, harbour master", False),
        ("^By ADA FENWICK=", True),
    ],
)
def test_names_author(line: str, expected: bool) -> None:
    assert names_author(line) is expected


@pytest.mark.parametrize("piece", ["a@.a", "a@", "a.", "@.", "Editor "])
def test_what_is_no_address_takes_no_time(piece: str) -> None:
    assert find_described("Ada Fenwick", "a@" + piece * 250_000 + " x") is None


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ada Fenwick, Reuters", "Reuters"),
        ("• By Associated Press", "Associated Press"),
        ("By — Associated Press", "Associated Press"),
        ("AFP / Updated: Dec 22, 2023, 19:28", "AFP"),
        ("Von dpa 14.03.2024, 18:58", "dpa"),
        ("APP Published March 14, 2024", "APP"),
        ("Par Ada Fenwick (avec AFP)", "AFP"),
        ("By Ada Fenwick (with friends)", None),
        ("By Ada Fenwick", None),
        ("", None),
    ],
)
def test_find_signer(byline: str, expected: str | None) -> None:
    assert find_signer(byline) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Fenwick", "Ada Fenwick"),
        ("ada fenwick", "ada fenwick"),
        ("AdaF", "AdaF"),
        ("Ada Fenwick, PhD", "Ada Fenwick"),
        ("By Ada", "Ada"),
        ("A", None),
        ("1234", None),
        ("ada@post.example", None),
        ("https://post.example/ada", None),
        ("post.example.com", None),
        ("Harbour Newsroom", None),
        ("Reuters", None),
        ("one two three four five six", None),
        ("x" * 41, None),
        ("", None),
    ],
)
def test_clean_person(name: str, expected: str | None) -> None:
    assert clean_person(name) == expected


def test_authors_are_no_crowd() -> None:
    names = [f"Ada {chr(ord('A') + n)}fenwick" for n in range(MAX_AUTHORS + 5)]
    assert split_authors("By " + ", ".join(names)) == tuple(names[:MAX_AUTHORS])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Fenwick", True),
        ("Ada van der Fenwick", True),
        ("Luc de la Mare", True),
        ("Ada M. Fenwick", True),
        ("张伟", True),
        ("김 철수", True),
        ("港", False),
        ("港の事務所が月曜日に", False),
        ("Ada", False),
        ("ada fenwick", False),
        ("Ada of Harbour", True),
        ("Ada from Harbour", False),
        ("One Two Three Four Five Six", False),
        ("Ada Fenwick2@x", False),
        ("4 Fenwick", False),
        ("Staff Writer", False),
        ("Harbour Images", False),
        ("Tern Photos", False),
        ("Agence France-Presse", False),
        ("New Delhi", False),
        ("San Juan", False),
        ("Merken   Teilen   Drucken", False),
        ("Condividi Stampa", False),
        ("海岸新報", False),
        ("沙滩晚报", False),
        ("何伟社区网", False),
        ("佐久間亮", True),
        ("", False),
    ],
)
def test_is_person(name: str, expected: bool) -> None:
    assert is_person(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REUTERS", "Reuters"),
        ("reuters", "Reuters"),
        (" ap ", "AP"),
        ("The Associated Press.", "The Associated Press"),
        ("agence france-presse", "Agence France-Presse"),
        ("Harbour Post", None),
        ("Reuters Harbour", None),
        ("", None),
    ],
)
def test_find_agency(text: str, expected: str | None) -> None:
    assert find_agency(text) == expected


@pytest.mark.parametrize("name", sorted(filter(str.isascii, AGENCIES)))
def test_every_agency_is_found_in_capitals(name: str) -> None:
    found = find_agency(name.upper())
    assert found is not None
    assert found.casefold() == name.casefold()


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                ["By", "Ada", "Fenwick", "and", ",", "de", "Reuters", "14 March 2024", "()", "(AP)",
                 " - ", ":", "山田", "Staff", "a@b.c", "PORT"]
            ),
            max_size=12,
        ).map(" ".join),
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_whatever_is_printed_only_persons_are_authors(text: str) -> None:
    authors = split_authors(text)
    assert len(set(authors)) == len(authors) <= MAX_AUTHORS
    assert all(is_person(name) for name in authors)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Piše: Petra Lončarić", ("Petra Lončarić",)),
        ("Geschreven door: Sander Hoekema", ("Sander Hoekema",)),
        ("deur Elmarie van Zyl", ("Elmarie van Zyl",)),
        ("By ADA FENWICK and BO CARTER FOR THE POST", ("ADA FENWICK", "BO CARTER")),
        ("澎湃新闻记者 沈予安", ("沈予安",)),
        ("新华每日电讯记者白佳琪", ("白佳琪",)),
        ("沈予安记者", ("沈予安",)),
        ("責任編輯：王曉燕", ("王曉燕",)),
        ("有料記事", ()),
        ("撰文：歐陽詠琳", ("歐陽詠琳",)),
        ("文/记者 何伟 图/受访者提供", ("何伟",)),
        ("Haber: Deniz Uçar", ("Deniz Uçar",)),
        ("Laporan: Budi Santoso", ("Budi Santoso",)),
        ("Par Hélène Carmaux (Nogaro, Gers, envoyée spéciale)", ("Hélène Carmaux",)),
        ("Lead Draft Writer", ()),
        ("PortElleryHarbour NewsNewsHarbour", ()),
        ("By Angus McDonald", ("Angus McDonald",)),
    ],
)
def test_names_behind_labels_and_before_brackets(line: str, authors: tuple[str, ...]) -> None:
    assert split_authors(line) == authors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By:", True),
        ("Author", True),
        ("About |", True),
        ("About the Author", True),
        ("Über die Autor:in", True),
        ("À propos de l’auteur", True),
        ("Full Bio", True),
        ("Name *", True),
        ("Kommentar von", True),
        ("Date Last Reviewed:", True),
        ("Published on 11 December 2023", True),
        ("Sat, 20 Dec, 2025 - 06:36", True),
        ("Jun 2", True),
        ("Written By Feb 11, 2019 · 3 min read", True),
        ("By Ada Fenwick", False),
        ("Ada Fenwick, 2 May 2024", False),
        ("By The Harbour Post", False),
        ("Kev", False),
        ("By Associated Press", False),
        ("Von April", False),
        ("By May June", False),
        ("L. Das", False),
        ("발행 구현모 기자", False),
    ],
)
def test_bylines_that_tell_of_nobody(line: str, expected: bool) -> None:
    assert tells_nobody(line) is expected


def test_what_bylines_say_beside_names_is_passed_over_in_linear_time() -> None:
    started = time.process_time()
    for line in ("- " * 59 + "x", "by " * 39 + "x", "a" * 119 + "!", "on" * 59 + "ь"):
        tells_nobody(line)
    assert time.process_time() - started < 0.1
