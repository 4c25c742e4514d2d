"""Languages: what is recognised, and what a declaration decides."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langdetect import DetectorFactory, LangDetectException
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY

from transforms.language import (
    MIN_WORDS,
    ArrayDetector,
    detect_language,
    primary_subtag,
)

ENGLISH = (
    "The ferry to the island will not run before April, the harbour office said on Monday, "
    "because ice has damaged both of its propellers and the spare ones."
)
GERMAN = (
    "Die Fähre zur Insel fährt nicht vor April, teilte das Hafenamt am Montag mit, weil das Eis "
    "beide Schrauben und auch die Ersatzschrauben beschädigt hat."
)
SPANISH = (
    "El barco que lleva a la isla no saldrá antes de abril, dijo el lunes la oficina del puerto, "
    "porque el hielo ha dañado las dos hélices y también las de repuesto."
)
RUSSIAN = (
    "Паром на остров не пойдёт раньше апреля, сообщили в понедельник в управлении порта, потому "
    "что лёд повредил оба винта, а запасных винтов больше нет и не будет."
)
CHINESE = "渡轮将在四月之前停运，港务局周一表示，岛上居民只能等待天气好转。"
THAI = (
    "เรือข้ามฟากไปยังเกาะจะหยุดให้บริการจนถึงเดือนเมษายน สำนักงานท่าเรือกล่าวเมื่อวันจันทร์ เพราะน้ำแข็งทำให้ใบพัดเสียหาย"
)
# Danish and Norwegian spell these words alike.
DANISH_OR_NORWEGIAN = (
    "Fergen til øen er stoppet for vinteren, og ingen ved hvornår den kommer igen, sagde havnens "
    "leder mandag morgen til avisen i byen."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (SPANISH, "es"),
        (RUSSIAN, "ru"),
        (CHINESE, "zh"),
        (THAI, "th"),
    ],
)
def test_languages(text: str, expected: str) -> None:
    language, score = detect_language(text)
    assert language == expected
    assert 0.8 < score <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry stops",
        " ".join(["ferry"] * (MIN_WORDS - 1)),
        "14 " * MIN_WORDS,
        "– … " * MIN_WORDS,
    ],
)
@pytest.mark.parametrize("declared", [None, "en"])
def test_undetermined(text: str, declared: str | None) -> None:
    assert detect_language(text, declared) == ("und", 0.0)


@pytest.mark.parametrize("declared", ["de", "de-DE", "xx", ""])
def test_a_certain_detector_is_believed_whatever_is_declared(declared: str) -> None:
    assert detect_language(ENGLISH, declared) == detect_language(ENGLISH)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (None, "da"),
        ("no", "nb"),
        ("no_NO", "nb"),
        ("nb-NO", "nb"),
        ("nn", "nn"),
        ("da", "da"),
        ("de", "da"),
        ("", "da"),
    ],
)
def test_the_declared_language_decides_between_possible_ones(
    declared: str | None, expected: str
) -> None:
    language, score = detect_language(DANISH_OR_NORWEGIAN, declared)
    assert language == expected
    assert 0.0 < score < 0.95


def test_the_opening_and_the_middle_of_a_long_text_count() -> None:
    assert detect_language(ENGLISH * 20 + GERMAN * 5) == detect_language(ENGLISH * 20)
    # A quotation at the top does not decide: both languages are held possible.
    language, _ = detect_language(GERMAN[:150] + ENGLISH * 20, "en")
    assert language == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Το πλοίο για το νησί δεν θα φύγει πριν από τον Απρίλιο " * 3, "el"),
        ("გემი კუნძულზე აპრილამდე არ წავა განაცხადა ნავსადგურმა " * 4, "ka"),
        ("島へのフェリーは四月まで運航しないと港の事務所が月曜日に発表した。", "ja"),
        ("섬으로 가는 배는 사월 전에는 다니지 않는다고 항만 사무소가 밝혔다.", "ko"),
    ],
)
def test_a_script_of_one_language_says_it_all(text: str, expected: str) -> None:
    assert detect_language(text) == (expected, 1.0)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (
            "Ferjan út í eyjuna siglir ekki fyrr en í apríl, því að ísinn hefur skemmt báðar "
            "skrúfurnar og það þarf að smíða þær aftur, segir höfnin, en þorpið bíður.",
            None,
            "is",
        ),
        (
            "Umkhumbi oya esiqhingini ngeke uhambe ngaphambi kukaMbasa, kusho ihhovisi lechweba, "
            "ngoba iqhwa lilimaze izinsimbi zawo, futhi abantu baxoxa ukuthi kuzoba njani uma "
            "izulu lingaqali ukushisa masinyane kulesi sifunda esincane.",
            None,
            "zu",
        ),
        ("The ferry " + ENGLISH, "zu", "en"),
    ],
)
def test_languages_that_the_detector_lacks(text: str, declared: str | None, expected: str) -> None:
    assert detect_language(text, declared)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Paromun liman rəhbərliyinə görə aprel ayına qədər üzməyəcəyi bildirilir, çünki "
            "buz hələ çox qalındır və adadan gələn sakinlər artıq üç həftədir ki, çörəyi "
            "qayıqla gətirirlər.",
            "az",
        ),
        (
            "Паром не пойдзе да красавіка, паведаміла ў панядзелак адміністрацыя порта, бо "
            "лёд яшчэ занадта тоўсты, і жыхары вострава ўжо тры тыдні возяць хлеб на лодцы "
            "самі.",
            "be",
        ),
        (
            "Паром сәуірге дейін жүрмейді, деп хабарлады дүйсенбі күні порт басшылығы, "
            "өйткені мұз әлі қалың, ал арал тұрғындары үш апта бойы нанды қайықпен өздері "
            "тасып жүр екен.",
            "kk",
        ),
        (
            "Паром апрелге чейин жүрбөйт, деп билдирди дүйшөмбү күнү порт жетекчилиги, "
            "анткени муз дагы эле калың, ал эми аралдын тургундары үч жумадан бери нанды "
            "кайык менен ташып жүрөт.",
            "ky",
        ),
        (
            "Трајект неће пловити до априла, саопштила је у понедељак лучка управа, јер је "
            "лед још предебео, па становници острва већ три недеље чамцем довозе хлеб и "
            "поврће из града.",
            "sr",
        ),
        (
            "Дөрөвдүгээр сар хүртэл усан онгоц явахгүй гэж боомтын захиргаа даваа гарагт "
            "мэдэгдлээ, учир нь мөс одоо ч зузаан байгаа бөгөөд арлын иргэд талхаа завиар "
            "зөөж байна гэв.",
            "mn",
        ),
        (
            "د بندر چارواکو د دوشنبې په ورځ وویل چې بېړۍ به تر اپرېل پورې ونه ځي ځکه کنګل لا "
            "ډېر پنډ دی او د ټاپو اوسېدونکي ډوډۍ په کښتۍ کې راوړي څو ځله.",
            "ps",
        ),
        (
            "بەڕێوەبەرایەتی بەندەر ڕۆژی دووشەممە ڕایگەیاند کە کەشتییەکە تا مانگی نیسان "
            "ناڕوات، چونکە سەهۆڵ هێشتا زۆر ئەستوورە و دانیشتووانی دوورگەکە نان بە بەلەم "
            "دەهێنن بۆ ماڵەکانیان.",
            "ku",
        ),
        (
            "Hukumar tashar jiragen ruwa ta ce jirgin fito ba zai yi aiki ba sai a watan "
            "Afrilu saboda ƙanƙara ta yi kauri sosai, kuma mazauna tsibirin sun ɗauki makonni "
            "suna kawo burodi.",
            "ha",
        ),
        (
            "ጀልባው እስከ ሚያዝያ ድረስ አይንቀሳቀስም ሲል የወደቡ ጽህፈት ቤት ሰኞ ዕለት አስታውቋል ምክንያቱም በረዶው አሁንም ወፍራም "
            "ነው የደሴቱ ነዋሪዎችም ለሦስት ሳምንታት ዳቦ በጀልባ ሲያመጡ ቆይተዋል ብሏል።",
            "am",
        ),
        (
            "እታ መርከብ ክሳብ ሚያዝያ ኣይትንቀሳቐስን እያ ኢሉ ቤት ጽሕፈት ወደብ ሰኑይ ኣፍሊጡ ምኽንያቱ በረድ ክሳብ ሕጂ ረጒድ ኣሎ "
            "ነበርቲ ደሴት ከኣ ንሰለስተ ሰሙን ባኒ ብጃልባ የምጽኡ ኣለዉ ኢሉ።",
            "ti",
        ),
        # What is told of Baku, in English.
        (
            f"{ENGLISH} Əliağa Ələkbər Əhməd came from Bakı with the boat, and Čedo Đorđević did.",
            "en",
        ),
    ],
)
def test_letters_tell_languages_that_the_detector_lacks(text: str, expected: str) -> None:
    assert detect_language(text)[0] == expected


def test_a_declared_language_that_the_detector_lacks_is_believed() -> None:
    # Faroese, which langdetect takes for Danish or Norwegian.
    faroese = (
        "Ferjan til oynna siglir ikki fyrr enn í apríl, segði havnarskrivstovan mánadagin, tí "
        "ísurin hevur skatt báðar skrúvurnar, og bygdin bíðar eftir nýggjum skrúvum."
    )
    assert detect_language(faroese, "fo")[0] == "fo"
    assert detect_language(faroese, "en")[0] != "fo"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("pol", "pl"), ("nno", "nn"), ("nob", "nb"), ("cmn", "zh"), ("arb", "ar"), ("fil", "tl"),
        ("und", ""), ("mul", ""), ("fao", "fo"), ("PT-br", "pt"),
    ],
)  # fmt: skip
def test_a_language_has_one_code(code: str, language: str) -> None:
    assert primary_subtag(code) == language


@lru_cache(maxsize=1)
def langdetects_own() -> DetectorFactory:
    """The profiles as langdetect reads them, in the order of their names."""
    factory = DetectorFactory()
    factory.load_json_profile(
        [path.read_text(encoding="utf-8") for path in sorted(Path(PROFILES_DIRECTORY).iterdir())]
    )
    return factory


@given(
    st.text()
    | st.text(
        st.sampled_from("ABCabc xyzÀéßþ \u0219\u1ea1\u06cc\u0308 žур日本かナ한 .1-"), min_size=20
    )
    | st.lists(st.sampled_from([ENGLISH, GERMAN, RUSSIAN, CHINESE, "NATO", "  "])).map(" ".join)
)
@settings(deadline=None)  # the first loads the profiles
def test_the_array_detector_answers_as_langdetect_does(text: str) -> None:
    def ask(detector: Detector) -> list[tuple[str, float]] | None:
        detector.seed = 0
        detector.append(text)
        try:
            return [(found.lang, found.prob) for found in detector.get_probabilities()]
        except LangDetectException:
            return None

    assert ask(ArrayDetector()) == ask(Detector(langdetects_own()))


def test_nobody_elses_seed_changes_the_answer() -> None:
    first = detect_language(DANISH_OR_NORWEGIAN)
    for seed in range(5):
        DetectorFactory.seed = seed
        assert detect_language(DANISH_OR_NORWEGIAN) == first


def test_the_same_text_gives_the_same_answer_after_others() -> None:
    first = detect_language(DANISH_OR_NORWEGIAN)
    for text in (GERMAN, ENGLISH, CHINESE):
        detect_language(text)
        assert detect_language(DANISH_OR_NORWEGIAN) == first


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("EN", "en"),
        (" de-AT ", "de"),
        ("pt_BR", "pt"),
        ("zh-Hans-CN", "zh"),
        ("", ""),
    ],
)
def test_primary_subtag(tag: str, expected: str) -> None:
    assert primary_subtag(tag) == expected


def test_chinese_is_not_korean() -> None:
    text = (
        "國發會今天公布七月景氣對策信號，綜合判斷分數較上月減少三分，燈號續亮綠燈，顯示國內景氣穩定成長，"
        "製造業受惠人工智慧與高效能運算需求強勁，出口與外銷訂單持續擴張，惟傳統產業復甦力道仍緩。"
    )
    assert detect_language(text * 3)[0] == "zh"
