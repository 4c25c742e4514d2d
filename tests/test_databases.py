"""What databases of newspapers and wires export as text: fields are none of the articles' text."""

import pytest

from schemas.records import Article, Source
from transforms.cut_page import cut_page
from transforms.pages import MediaType, Page

BRIDGES = (
    "Two of the oldest bridges of the isles will close for nine months from June after councillors"
    " approved an emergency repair programme on Wednesday night.",
    "Engineers had warned in January that the iron deck of Tanner's Bridge had lost almost a third"
    " of its strength, and that the crossing at the mill was in no better state.",
    '"You cannot ask people to drive eleven miles to buy a loaf," said councillor Ned Farrow.',
)
PROFIT = (
    "The ferry company of Port Ellery reported a record annual profit on Thursday after passenger"
    " numbers on its northern routes returned to what they were in 2019.",
    "The board raised the dividend to 11 pence from 9 pence and said that bookings for the summer"
    " were up 7 percent on a year earlier, which nobody had expected.",
    '"We carried more people in August than in any month before," said Helen Marsh, who heads it.',
)

FACTIVA = """
HD \tFerry Company Posts Record Profit
BY \tBy Tomas Ellery
WC \t612 words
PD \t14 March 2024
ET \t07:15
SN \tThe Ferry Post
SC \tFRRPST
LA \tEnglish
CY \t(c) 2024, Ferry Post Media Ltd. All rights reserved.
LP \t{profit[0]}

TD \t{profit[1]}

{profit[2]}

CO \tferpel : Port Ellery Ferries
IN \ti74 : Water Transport/Shipping
PUB \tFerry Post Media Ltd.
AN \tDocument FRRPST0020240314ek3e0001v

HD \tCouncil Backs Plan to Close Two Bridges
BY \tPriya Nandakumar; Sam Whitlow
WC \t418 words
PD \t13 March 2024
SN \tThe Ferry Post
PG \t7
LA \tEnglish
LP \t{bridges[0]}

{bridges[1]}

TD \t{bridges[2]}

NS \tgcns : Councils
AN \tDocument FRRPST0020240313ek3d0000p
"""

PROQUEST = """
____________________________________________________________

Document 1 of 2

Ferry Company Posts Record Profit

Author: Ellery, Tomas

Publication info: The Ferry Post; Port Ellery [Port Ellery]14 Mar 2024: B.1.

ProQuest document link

Abstract: None available.

Links: Check full text availability

Full text: {profit[0]}

{profit[1]}

{profit[2]}

Subject: Ferries; Dividends

Publication title: The Ferry Post; Port Ellery

First page: B.1

Document type: News

Database: Newsstream
____________________________________________________________

Document 2 of 2

Council Backs Plan to Close Two Bridges

Author: Nandakumar, Priya; Whitlow, Sam

Publication info: The Ferry Post; Port Ellery [Port Ellery]13 Mar 2024: A.7.

ProQuest document link

Full text: {bridges[0]}

{bridges[1]}

{bridges[2]}

Subject: Bridges

Document type: News
____________________________________________________________
"""

NEXIS = """
1 of 2 DOCUMENTS

The Ferry Post (Isles)

March 14, 2024 Thursday

Ferry Company Posts Record Profit

BYLINE: Tomas Ellery

SECTION: BUSINESS; Pg. 31

LENGTH: 612 words

{profit[0]}

{profit[1]}

{profit[2]}

LOAD-DATE: March 14, 2024

LANGUAGE: ENGLISH

GRAPHIC: The quay at Port Ellery in August

Copyright 2024 Ferry Post Media Ltd.
All Rights Reserved

2 of 2 DOCUMENTS

The Ferry Post (Isles)

March 13, 2024 Wednesday

Council Backs Plan to Close Two Bridges

BYLINE: Priya Nandakumar and Sam Whitlow

SECTION: NEWS; Pg. 7

LENGTH: 418 words

{bridges[0]}

{bridges[1]}

{bridges[2]}

LOAD-DATE: March 13, 2024

LANGUAGE: ENGLISH
"""

EUROPRESSE = """
The Ferry Post, no. 24871
Isles, Thursday 14 March 2024, p. 31

Business

Ferry Company Posts Record Profit

Tomas Ellery

{profit[0]}

{profit[1]}

{profit[2]}

(c) 2024 The Ferry Post. All rights reserved.
Le présent document est protégé par les lois et conventions internationales sur le droit d'auteur.

news·20240314·FP·24871·031

The Ferry Post, no. 24870
Isles, Wednesday 13 March 2024, p. 7

News

Council Backs Plan to Close Two Bridges

Priya Nandakumar and Sam Whitlow

{bridges[0]}

{bridges[1]}

{bridges[2]}

(c) 2024 The Ferry Post. All rights reserved.
Le présent document est protégé par les lois et conventions internationales sur le droit d'auteur.

news·20240313·FP·24870·007
"""

GENIOS = """
The Ferry Post, 14.03.2024, S. 31 / Business

Ferry Company Posts Record Profit

{profit[0]}

{profit[1]}

{profit[2]}

Tomas Ellery

Quelle:\tThe Ferry Post, 14.03.2024, S. 31
Ressort:\tBusiness
Dokumentnummer:\tFEPO-2024-03-14-0031-bu

Dauerhafte Adresse des Dokuments:
https://wiso.example/document/FEPO__4f2a1

Alle Rechte vorbehalten: (c) Ferry Post Media Ltd.

© GBI Wirtschaftsdatenbank GmbH

The Ferry Post, 13.03.2024, S. 7 / News

Council Backs Plan to Close Two Bridges

{bridges[0]}

{bridges[1]}

{bridges[2]}

Priya Nandakumar and Sam Whitlow

Quelle:\tThe Ferry Post, 13.03.2024, S. 7
Ressort:\tNews
Dokumentnummer:\tFEPO-2024-03-13-0007-ne

Alle Rechte vorbehalten: (c) Ferry Post Media Ltd.

© GBI Wirtschaftsdatenbank GmbH
"""

WIRE_FOR_TYPE = """
BC-Isles--Ferries-Profit,1st Ld-Writethru
^Ferry Company Posts Record Profit<
^Eds: Updates with quotes, details. With photos.<
^By Tomas Ellery<
^Island Wire<
   PORT ELLERY (AP) _ {profit[0]}
   {profit[1]}
   {profit[2]}
   (Copyright 2024 The Island Wire. All rights reserved.)

BC-Isles--Bridges
^Council Backs Plan to Close Two Bridges<
^By Priya Nandakumar and Sam Whitlow<
^Island Wire<
   PORT ELLERY (AP) _ {bridges[0]}
   {bridges[1]}
   {bridges[2]}
   (Copyright 2024 The Island Wire. All rights reserved.)
"""

WIRE_ON_SCREEN = """
14-Mar-2024 14:05:22 - Ferry Company Posts Record Profit

Fähren/Unternehmen/
(Adds quotes, background)

By Tomas Ellery

PORT ELLERY, March 14 (AP) - {profit[0]}

{profit[1]}

{profit[2]}

(Reporting by Tomas Ellery; Editing by Jo Marsh)

Bridges/Councils/
Council Backs Plan to Close Two Bridges =

By Priya Nandakumar and Sam Whitlow

PORT ELLERY, March 13 (AP) - {bridges[0]}

{bridges[1]}

{bridges[2]}
"""


@pytest.mark.parametrize(
    ("dump", "days"),
    [
        pytest.param(WIRE_FOR_TYPE, [None, None], id="marked for who sets it"),
        pytest.param(WIRE_ON_SCREEN, ["2024-03-14 14:05", None], id="with times and slugs"),
    ],
)
def test_articles_of_a_wire(dump: str, days: list[str | None]) -> None:
    cut = cut_text(dump)
    assert [(one.title, one.authors, one.captions) for one in cut] == [
        ("Ferry Company Posts Record Profit", ("Tomas Ellery",), ()),
        ("Council Backs Plan to Close Two Bridges", ("Priya Nandakumar", "Sam Whitlow"), ()),
    ]
    assert [one.dateline for one in cut] == ["PORT ELLERY", "PORT ELLERY"]
    assert [one.body.split("\n\n")[1:] for one in cut] == [list(PROFIT[1:]), list(BRIDGES[1:])]
    assert [one.published and f"{one.published:%F %R}" for one in cut] == days


@pytest.mark.parametrize(
    "dump",
    [
        pytest.param(FACTIVA, id="codes"),
        pytest.param(PROQUEST, id="names of fields"),
        pytest.param(NEXIS, id="counted documents"),
        pytest.param(EUROPRESSE, id="issues and pages"),
        pytest.param(GENIOS, id="names above fields"),
    ],
)
def test_articles_of_a_database(dump: str) -> None:
    assert list(map(tell, cut_text(dump))) == [
        ("Ferry Company Posts Record Profit", ("Tomas Ellery",), "2024-03-14", PROFIT),
        (
            "Council Backs Plan to Close Two Bridges",
            ("Priya Nandakumar", "Sam Whitlow"),
            "2024-03-13",
            BRIDGES,
        ),
    ]


def cut_text(dump: str) -> tuple[Article, ...]:
    text = dump.format(profit=PROFIT, bridges=BRIDGES)
    source = Source(dump="export.txt", page=0)
    cut = cut_page(Page(payload=text.encode(), media_type=MediaType.TEXT, source=source))
    assert isinstance(cut, tuple)
    return cut


def tell(article: Article) -> tuple[str | None, tuple[str, ...], str, tuple[str, ...]]:
    assert article.published is not None
    assert (article.captions, article.summary) == ((), ())
    day = f"{article.published:%F}"
    return article.title, article.authors, day, tuple(article.body.split("\n\n"))
