"""Datelines: place, agency and reporters before an article's first sentence."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.datelines import Dateline, read_dateline


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("PORT ELLERY: The ferry stopped.", Dateline("PORT ELLERY", None)),
        ("PORT ELLERY (AP) — The ferry stopped.", Dateline("PORT ELLERY", "AP")),
        ("PORT ELLERY (Reuters) - The ferry", Dateline("PORT ELLERY", "Reuters")),
        ("PORT ELLERY (AFP) : Le ferry", Dateline("PORT ELLERY", "AFP")),
        ("Port Ellery, May 5 (Reuters) - The ferry", Dateline("Port Ellery", "Reuters")),
        ("PORT ELLERY, 5. Mai (dpa) - Die Fähre", Dateline("PORT ELLERY", "dpa")),
        ("Sandhaven – The ferry", Dateline("Sandhaven", None)),
        ("Sandhaven (Harbour Post) - The ferry", Dateline("Sandhaven", None)),
        ("St. Ellery (AP) -- The ferry", Dateline("St. Ellery", "AP")),
        ("Santa María de la Quay: El barco", Dateline("Santa María de la Quay", None)),
        ("Port Ellery: The ferry", Dateline("Port Ellery", None)),
        ("Santa María (EFE): El barco", Dateline("Santa María", "EFE")),
        ("Port Ellery, 5 May: The ferry", Dateline("Port Ellery", None)),
        ("Key Takeaways: The ferry", None),
        ("Editor’s Note: The ferry", None),
        ("LIVE OAK, Fla. (AP) — The ferry", Dateline("LIVE OAK, Fla.", "AP")),
        ("BREAKING NEWS (AP) — The ferry", None),
        ("Watch, Read: The ferry", None),
        ("PORT ELLERY/SANDHAVEN (AFP) - The", Dateline("PORT ELLERY/SANDHAVEN", "AFP")),
        ("THE SOUND: The ferry", Dateline("THE SOUND", None)),
        ("Puerto Ellery, 5 may (EFE).- El barco", Dateline("Puerto Ellery", "EFE")),
        ("Port Ellery, 5 mai 2024 (AFP) - Le bac", Dateline("Port Ellery", "AFP")),
        ("(Reuters) - The ferry", Dateline(None, "Reuters")),
        ("May 5 (Reuters) - The ferry", Dateline(None, "Reuters")),
        ("(Harbour Post) - The ferry", None),
        ("(ANSA) - PORTO ELLERI, 05 MAG - Il traghetto", Dateline("PORTO ELLERI", "ANSA")),
        ("ЭЛЛЕРИ, 5 мая — РИА Новости. Паром", Dateline("ЭЛЛЕРИ", "РИА Новости")),
        ("ЭЛЛЕРИ, 5 мая. /ТАСС/. Паром", Dateline("ЭЛЛЕРИ", "ТАСС")),
        ("ЭЛЛЕРИ, 5 мая. /Порт/. Паром", None),
        (
            "新华社兰州3月21日电（记者李明泽、王晓燕）清晨",
            Dateline("兰州", "新华社", ("李明泽", "王晓燕")),
        ),
        ("新华社北京4月24日电 题：清晨", Dateline("北京", "新华社")),
        (
            "中新网北京4月24日电(记者 李明泽 王晓燕)清晨",
            Dateline("北京", "中新网", ("李明泽", "王晓燕")),
        ),
        ("本报北京4月24日电 清晨", Dateline("北京")),
        ("清晨6时，北京4月24日电影节", None),
        ("（中央社記者林怡君台南27日電）渡輪", Dateline("台南", "中央社", ("林怡君",))),
        ("（中央社記者陳柏叡東京28日專電）渡輪", Dateline("東京", "中央社", ("陳柏叡",))),
        ("（中央社台北27日電）渡輪", Dateline("台北", "中央社")),
        ("(부산=연합뉴스) 김도현 기자 = 여객선", Dateline("부산", "연합뉴스", ("김도현",))),
        (
            "[서울=뉴시스] 김도현·박준석 특파원 = 여객선",
            Dateline("서울", "뉴시스", ("김도현", "박준석")),
        ),
        ("(서울=항구일보) 여객선", Dateline("서울")),
        ("【ロンドン共同】フェリー", Dateline("ロンドン", "共同通信")),
        ("【ワシントン＝時事】フェリー", Dateline("ワシントン", "時事通信")),
        ("【ソウル＝小池和樹】フェリー", Dateline("ソウル", None, ("小池和樹",))),
        ("【ソウル＝特派員】フェリー", Dateline("ソウル")),
        ("【北京＝新華社】フェリー", Dateline("北京", "新華社")),
        ("【ニューヨーク＝共同通信】フェリー", Dateline("ニューヨーク", "共同通信")),
        (
            "人民网北京4月24日电（记者李明泽、本报 通讯员 王晓燕）",
            Dateline("北京", None, ("李明泽", "王晓燕")),
        ),
        ("［東京　５日　ロイター］ - フェリー", Dateline("東京", "ロイター")),
        ("【速報】フェリー", None),
        ("दिल्ली, 5 मई (भाषा) नौका", Dateline("दिल्ली", "PTI")),
        ("दिल्ली, 5 मई (नौका) नौका", None),
        ("دبي (رويترز) - العبارة", Dateline("دبي", "رويترز")),
        (
            "الشونة الجنوبية (الأردن) - رويترز - العبارة",
            Dateline("الشونة الجنوبية (الأردن)", "رويترز"),
        ),
        ("العبارة (الجديدة) - توقفت", None),
        ("The army - at war since April - advanced", None),
        ("SANDHAVEN, POST.com - The ferry", Dateline("SANDHAVEN")),
        ("POST.CO.ID, Port Ellery -- The ferry", Dateline("Port Ellery")),
        ("SANDHAVEN, D.C. - The ferry", Dateline("SANDHAVEN, D.C.")),
        ("Post.com – The ferry", None),
        ("The Sound: a history", None),
        ("Update: The ferry stopped.", None),
        ("He said: no.", None),
        # What agencies have between the place and the text.
        ("Port Ellery, 5 May (PTI) The ferry", Dateline("Port Ellery", "PTI")),
        ("PORT ELLERY, May 5, 2024 (PTI) The ferry", Dateline("PORT ELLERY", "PTI")),
        ("Port Ellery (sda) Die Fähre", Dateline("Port Ellery", "SDA")),
        ("PORT ELLERY, May 5 (BSS)-The ferry", Dateline("PORT ELLERY", "BSS")),
        ("Port Ellery 5. května (ČTK) - Přívoz", Dateline("Port Ellery", "ČTK")),
        ("Port Ellery, 5. svibnja 2024. (Hina) - Trajekt", Dateline("Port Ellery", "HINA")),
        ("Port Ellery, 2024. május 5., vasárnap (MTI) - A komp", Dateline("Port Ellery", "MTI")),
        ("Port Ellery, 5.5.2024: Die Fähre", Dateline("Port Ellery")),
        ("Port Ellery /ritzau/ - Færgen", Dateline("Port Ellery", "Ritzau")),
        ("Port Ellery, May 5, GNA – The ferry", Dateline("Port Ellery", "GNA")),
        ("Port Ellery (dpa/lno) - Die Fähre", Dateline("Port Ellery", "dpa")),
        ("PORT ELLERY—The ferry", Dateline("PORT ELLERY")),
        ("New York CNN — The ferry", Dateline("New York")),
        ("Port Ellery, CNN Harbour -- Kapal", Dateline("Port Ellery")),
        ("KRK (AP) — The ferry", Dateline("KRK", "AP")),
        ("CNN — The ferry", None),
        ("CNN—The ferry", None),
        ("PORT ELLERY, Fla.—The ferry", Dateline("PORT ELLERY, Fla.")),
        # What is none for all that.
        ("Update, 5 May (AP) - The ferry", None),
        ("Breaking, May 5 (PTI) The ferry", None),
        ("Agence France-Presse (AFP) - The ferry", None),
        ("Harbour Pilots (PTI) said", None),
        ("Port Ellery—The ferry", None),
        ("May 5, 2024 (SANDHAVEN) – The ferry", None),
        ("Port of call: the ferry", None),
        ("sandhaven (AP) - The ferry", None),
        ("NEW PORT ELLERY ON THE SEA: The ferry", None),
        ("The ferry stopped.", None),
        ("SANDHAVEN The ferry", None),
        ("SANDHAVEN:", None),
        ("3: The ferry", None),
        ("", None),
    ],
)
def test_read_dateline(paragraph: str, expected: Dateline | None) -> None:
    assert read_dateline(paragraph) == expected


@given(
    st.lists(
        st.sampled_from(
            ["(", ")", "AP", "CNN", "PORT", " - ", "—", "/", ":", ", ", "5 May", "新华社", "日电",
             "記者", "【", "=", "】", "서울", "기자", "رويترز", "ロイター", " "]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_a_place_stands_in_the_paragraph(text: str) -> None:
    dateline = read_dateline(text)
    assert dateline is None or dateline.place is None or dateline.place in text


@pytest.mark.parametrize(
    "text", ["A" * 9, "Ab ", "(Ab) - ", "国", "国社", "서울, ", "د ", "ロ＝", "5 May "]
)
def test_a_hostile_paragraph_takes_no_time(text: str) -> None:
    started = time.process_time()
    read_dateline(text * (100_000 // len(text)))
    assert time.process_time() - started < 0.5
