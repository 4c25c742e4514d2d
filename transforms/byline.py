"""Persons and agencies from bylines and closing lines."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import filterfalse

from transforms import furniture
from transforms.dates import holds_date, replace_dates, set_dates_apart
from transforms.decode import CJK, VOWEL_MARKS
from transforms.limits import MAX_AUTHORS
from transforms.page_labels import is_page_label
from transforms.paywalls import is_paywall_note
from transforms.widgets import is_widget

MAX_NAME_WORDS = 5
MAX_PERSON_CHARS = 40
# Of a line that is longer than any byline, only so much is read.
MAX_READ_CHARS = 1000

# News agencies by the names that they sign with.
AGENCIES = frozenset(
    """AA AAP ACN ADN AFP AGI AKI ANA ANGOP ANI ANP ANSA AP APA APP APS ATS Adnkronos
    Agerpres Anadolu Antara Askanews BNS BSS BTA Belga Bernama CMC CNA CTK Cihan DHA EFE ETA
    Europapress FENA GNA HINA IANS INA IRNA ISNA ITAR-TASS Interfax JTA Jiji KCNA KUNA Kyodo
    LETA Lusa MENA MTI MAP NAN NTB NZPA PA PAP PNA PTI Petra QNA RIA RIA-Novosti Reuters Ritzau
    SANA SAPA SDA SPA STT STA SUNA TASS TT Tanjug UNI UPI Ukrinform UNB VNA WAFA WAM Xinhua
    Yonhap dpa dapd epd kna sid""".split()
) | {
    "Associated Press",
    "The Associated Press",
    "Agence France-Presse",
    "Press Association",
    "PA Media",
    "Press Trust of India",
    "United News of India",
    "Asian News International",
    "Europa Press",
    "The Canadian Press",
    "Canadian Press",
    "Anadolu Agency",
    "Anadolu Ajansı",
    "Yonhap News Agency",
    "Kyodo News",
    "Jiji Press",
    "Thomson Reuters",
    "Agência Brasil",
    "Estadão Conteúdo",
} | frozenset(
    """ČTK Folhapress LaPresse Mediafax Notimex SITA TASR Télam TTXVN İHA
    БЕЛТА БТА Интерфакс Інтерфакс Прайм ТАСС Танјуг УНИАН УНІАН Укринформ Укрінформ ΑΠΕ ΑΠΕ-ΜΠΕ
    رويترز رویترز الأناضول سبوتنيك بترا وفا وام واس كونا سانا ایرنا ایسنا רויטרס
    एएनआई आईएएनएस पीटीआई यूएनआई रॉयटर्स 연합뉴스 뉴시스 뉴스1 로이터 共同通信 共同通信社
    時事通信 時事通信社 ロイター 新华社 新華社 新华网 中新社 中新网 中国新闻网 中央社 法新社
    路透社 美联社 美聯社 塔斯社 俄新社 共同社 韩联社 韓聯社 德新社 彭博社""".split()
) | {"РИА Новости", "أ ف ب", "أ.ف.ب", "فرانس برس", "د ب أ", "أ ش أ"}  # fmt: skip
_AGENCY_FOLDED = {name.casefold(): name for name in sorted(AGENCIES)}
# Behind a name; only those of several words, which are nobody's surname.
_AGENCY_BEHIND = re.compile(
    rf"\s+(?:the\s+)?(?:{'|'.join(sorted(name for name in AGENCIES if ' ' in name))})$",
    re.IGNORECASE,
)

# "And" in all languages in which it is no part of names and no "in" or "at" of another.
AND_WORDS = (
    "and|und|et|y|e|og|och|en|i|ve|dan|și|şi|ja|és|və|va|và|na|eta|dhe|ir|agus|и|і|та|й|және|και"
    "|و|اور|और|एवं|तथा|आणि|ও|এবং|અને|ਅਤੇ|மற்றும்|మరియు|ಮತ್ತು|และ|နှင့်|და|և|እና|iyo"
)
WITH_WORDS = "with|mit|con|com|avec"
_SEPARATORS = re.compile(
    rf"\s*(?:[,;|&/•·、，\n\t\u2600-\u27bf\U0001f300-\U0001faff](?:\s*(?:{AND_WORDS})\s)?|\s[–—-]\s"
    rf"|\s(?:{AND_WORDS}|{WITH_WORDS})\s)\s*"
)
# What a name stands behind with a colon: "Author: Ada Fenwick".
_LABEL = (
    rf"(?:{furniture.AUTHOR}|byline|reporter|per|texte?|interview|entretien|entrevista|intervista"
    r"|testo|texto|texts?|tekst|teksti|kirjoittaja|toimittaja|toimetaja|pewarta|laporan|wartawan|haber|szerző|írta"
    r"|piše|píše|pišu|napisa(?:o|la)|napisała?|opracowała?|opr(?:ac)?\.?|protokoll|written|words|skriven\s+av|skrevet\s+a[vf]|geschreven\s+door"
    r"|geschrieben\s+von|écrit\s+par|escrito\s+por|scritto\s+da|scris\s+de|shkruar\s+nga"
    r"|γράφει|текст|تحریر|كتب|كتبت|إعداد|بقلم|כתב|מאת|रिपोर्ट|撰文|文|글)\s?[:\uff1a]\s*"
)
# "Author, Ada Fenwick", as the BBC's pages in all languages have it.
_LABELLED = re.compile(rf"^\W*(?:{_LABEL}|{furniture.AUTHOR},\s+)(?=\S)", re.IGNORECASE)
# What bylines say beside names and dates; one that says nothing else tells of nobody.
_BESIDE_NAMES = re.compile(
    rf"""(?:[\W\d_]|(?:
    by|von|par|por|di|da|av|af|door|przez|oleh|ni|on|at|in|am|um|uhr|le|il|el|em|op|den|dne|de|do|du
    |the|der|die|des|this|la|l|o|os|as
    |{furniture.AUTHOR}|byline|name
    |about|über|à|propos|sur|sobre|acerca|del|circa|sull|om|over
    |writer|reporter|date|datum|fecha|data|time|first|last|full|read|more|bio|biography|profile|follow
    |following|contact|e?mail|view|all|posts?|articles?|comments?|no|shares?
    |{furniture.PUBLISHED}|{furniture.MODIFIED}|mise?|jour|stand|đăng|cập|nhật
    |written|reported|reviewed|edited|created|submitted
    |min(?:ute)?s?|minuten|minuti|minutos|reading|lesezeit|ago|hours?|days?
    |comment(?:ary)?|kommentar|kolumne|column|opinion|analys[ei]s?|meinung|opinión|opinião
    |(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?
    |jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|[ap]m|[ecmp]?[sd]?t|gmt|utc|ist
    )(?![^\W\d_]))*""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands before a name, beyond the byline words of furniture.is_byline. Some of these are the
# beginning of names too, where they have a capital or one word behind them.
_LEAD = re.compile(
    rf"^\^?(?:{_LABEL}"
    r"|(?:von\s+unser(?:em|er|en)\s+[^\W\d_]+|(?:(?:medically|fact)[\s-]+)?(?:(?:interviews?\s+)?conducted"
    r"|written|posted|published|reported|authored|words|story|text)"
    rf"(?:\s+on)?\s*(?:by\b)?|{furniture.AUTHOR}|{furniture.ASKED}|by|von|par|por|di|av|af|door"
    r"|του|της|των|przez|بقلم|texte?|testo|texto|verfasst\s+von|geschrieben\s+von|escrito\s+por|scritto\s+da"
    r"|publié\s+par|publicado\s+por|as\s+told\s+to|from|dal\s+nostro\s+inviato"
    r"|aus(?:\s+[^\W\d_][\w.-]*){1,3}\s+berichte(?:t|n)"
    r"|(?:article|articol|articolo|artículo|artigo|artikel|text|material)"
    r"(?=\s+(?:written|écrit|scris|scritto|escrito|geschrieben|geschreven|skriven|skrevet)\s)"
    r"|interviewed\s+by|scris\s+de|(?:anmeldt|skrevet)\s+a[fv]|skrivet\s+av|yanditswe\s+na|γράφει\s+[οη]|oprac\."
    r"|daga|โดย|كتبت?(?:\s*[–-])?|na(?=\s+\S+\s+[^\W\d_]{2})|(?-i:gan|de(?=\s+[A-ZÀ-ÞĀ-Ž])))\s*:?\s+"
    r"|(?:by|von|par|por)\s*:\s*)+(?=\S)",
    re.IGNORECASE,
)
# The kind of text, before who wrote it: "Review by", "Ein Kommentar von".
_GENRE = re.compile(
    r"^(?:an?\s+|eine?\s+|une?\s+|una?\s+)?(?:(?:special|exclusive)\s+)?"
    r"(?:analy(?:sis|se)|column|comment(?:ary)?|essay|exclusive|feature|interview|news|opinion|perspective"
    r"|report(?:age)?|review|story|bericht|gastbeitrag|gastkommentar|glosse|kolumne|kommentar|leitartikel"
    r"|meinung|porträt|rezension|chronique|critique|enquête|entretien|récit|tribune|análisis|columna"
    r"|crónica|entrevista|opinión|reportaje|análise|coluna|crônica|opinião|reportagem|analisi|commento"
    r"|intervista|opinie)\s+(?:by|von|par|por|di|van|door)\s+(?=\S)",
    re.IGNORECASE,
)
# Who the one is whose name it stands behind, with or without a space: "Ada FenwickStaff Writer".
_ROLE = (
    r"(?i:(?:(?:arts|assistant|associate|breaking|business|chief|city|climate|community|consumer"
    r"|contributing|courts?|crime|culture|data|defen[cs]e|democracy"
    r"|deputy|digital|draft|diplomatic|economics|education|energy|entertainment|environment|executive|featured?"
    r"|fashion|features|film|finance|financial|food|foreign|freelance|gaming|general|guest|health"
    r"|international|investigations|investigative"
    r"|lead|legal|lifestyle|local|managing|money|music|national|news|online|opinion|parliamentary|political"
    r"|politics|principal|property|regional|religion|royal|rural|science|security|senior|showbiz|social"
    r"|special|sports?|staff|state|style|tech"
    r"|technology|trainee|transport|travel|tv|weather|web|weekend|wellness|world)\s*){0,3}"
    r"(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|redakteur(?:in)?"
    r"|korrespondent(?:in)?|volontär(?:in)?|journaliste|rédacteur|rédactrice|giornalista|redattore|redattrice"
    r"|periodista|redactor(?:a)?|jornalista|repórter|redator(?:a)?|muhabir(?:i)?|editör(?:ü)?|dziennikar(?:z|ka)"
    r"|verslaggever|redacteur|journalisten|redaktør))"
)
_ROLE_BEHIND = re.compile(
    rf"(?:\s+|(?<=[^\W\d_])(?=[A-ZÀ-Þ]))(?<![A-ZÀ-Þ]){_ROLE}(?:\b|(?=[A-ZÀ-Þ])).*$"
)
# As databases have it behind their label: "Author: Fenwick, Ada; Wirth, Jonas R."
_INVERTED = re.compile(
    r"(?P<last>[^\W\d_][\w'’-]+),\s(?P<first>[^\W\d_][\w'’-]+(?:\s[^\W\d_]\.?)?)"
)
# Between a name and its town.
_AFTER_NAME = re.compile(r"[,·|–—]\s|(?<=\w{5})\.\s")
# Behind it stands the last of several names.
_AND = re.compile(rf"\s(?:{AND_WORDS})\s")
# What sets a name out, or leads to more of its bearer's: "By Ada Fenwick »".
_MARKS = " :*-–—|=»›■□"
# Where its bearer is, behind a dash at the end of what begins with "By": "Por Ada Vik — São Tomé".
_PLACE_BEHIND = re.compile(r"\s[—–]\s(?P<place>[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3})$")
_EDITORS = re.compile(
    r"(?:redacción|redazione|rédaction|redação|redakcja|redaktion|redacția|redaksi|staff|newsroom)\b",
    re.IGNORECASE,
)
_ROLE_FIRST = re.compile(rf"(?:[^\W\d_]+\s+)?{_ROLE}\b")
# Of mail, or an account's name.
_ADDRESS = re.compile(r"\s[(]?[\w.-]{0,60}@[\w-]")
# Between what readers' programs say of an article.
_DOTS = re.compile(r"\s*[·•|]\s*")
_MAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
# What stood in an element of its own, glued to the name before it: when it was published, whom its
# bearer writes for.
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=(?:Published|Updated|Posted|Modified|The)\b)")
# How long it takes to read, and how long ago it was published, behind a name.
_READ_TIME = re.compile(
    r"\s*\d+\s*(?:(?:min(?:ute)?s?|minuten|minuti|minutos)\b.*|(?:hours?|days?)\s+ago)$",
    re.IGNORECASE,
)
# Where vowels are marks: those who report, desks, and what stands behind the name of a site.
_ROLE_OF_MARKS = (
    r"(?:संवाददाता|ब्यूरो|डेस्क|नेटवर्क|एजेंसी|प्रतिनिधि|प्रतिनिधी|वार्ताहर|डॉट\s?कॉम|\.कॉम"
    r"|প্রতিবেদক|প্রতিনিধি|ডেস্ক|সংবাদদাতা|রিপোর্টার|ডট\s?কম|પ્રતિનિધિ|ડેસ્ક|રિપોર્ટર|ਪੱਤਰ\s?ਪ੍ਰੇਰਕ|ਬਿਊਰੋ"
    r"|ரிப்போர்ட்டர்|செய்திப்\s?பிரிவு|செய்தியாளர்|రిపోర్టర్|డెస్క్|విలేకరి|ప్రతినిధి|ವರದಿಗಾರ|ಡೆಸ್ಕ್"
    r"|ലേഖകൻ|ലേഖിക|ഡെസ്ക്|ผู้สื่อข่าว|กองบรรณาธิการ)"
)
# Those who edit, as one.
_DESK = (
    r"(?:desk|newsroom|\w*redaktion(?:en)?|\w*redactie|\w*redaksjonen|redacci[oó]n?|redazione|rédaction"
    r"|redação|redakcja|redakc[ei]|redaks(?:i|ia)|redacția|erredakzioa|toimitus|toimetus|szerkesztőség"
    r"|haber\s+merkezi|servisi|masası|ban\s+biên\s+tập|tòa\s+soạn|редакци[яи]|редакція"
    r"|هيئة\s+التحرير|غرفة\s+الأخبار|تحریریه|ڈیسک)"
)
_ROLES = re.compile(
    r"\b(?:staff|reporters?|correspondents?|editors?|editorial|writers?|journalists?|columnists?"
    r"|contributors?|contributing|author|team|bureau|agency|agencies|news"
    rf"|{_DESK}|redaktör|redakteur(?:in)?|journaliste"
    r"|giornalista|periodista|muhabir(?:i)?|editör(?:ü)?|korrespondent(?:in)?|corresponsal"
    r"|online|web|blog|media|press|times|post|tv|radio|network|channel|magazine|gazette|herald|tribune"
    r"|chronicle|courier|journal|daily|weekly|report|zeitung|nachrichten|university|institute"
    r"|college|department|association|foundation|council|society|inc|llc|ltd|gmbh|partners?"
    r"|initiative|director|manager|producer|founder|ceo|senior|advisor|attorney|psychologist|specialist|expert"
    r"|analyst|historian|admin|webmaster|user|undefined|anonymous|unknown|sponsored|advertisement|official"
    r"|immediate|release|sofortigen|immédiate|inmediata|imediata|comunicado|communiqué|comunicato"
    r"|pressemitteilung|pressmeddelande|persbericht|bülteni|siaran"
    r"|published|updated|posted|reviewed|reserved|riservata|reservados|minutes?|hours?|ago|photos?"
    r"|images?|edition|sharing|(?:daylight|standard|summer)\s+time|profile|menu|policy|privacy"
    r"|articles?|artículos|columnas|artigos|articoli|beiträge|artykuły|yazıları|stories|comments?"
    r"|contents?|related|newsletter"
    r"|phóng\s+viên|συντακτική|корреспондент|кореспондент"
    r"|مراسل|مراسلة|وكالات|متابعات|كاتبة?|صحا?فية?|إعلامية?|أكاديمية?|باحثة?|محررة?|مدينة|محافظة"
    r"|خبرنگار|نمائندہ)\b"
    r"|^(?:입력|수정|등록|발행|승인|게재|송고|송고시간|업데이트|更新|公開|配信|发布|發布|来源|來源|有料記事|会員記事|無料記事|作者)$"
    # Behind a vowel mark there is no border of a word.
    rf"|{_ROLE_OF_MARKS}"
    r"|^(?:merken|teilen|drucken|vorlesen|speichern|compartir|imprimir|guardar|partager|imprimer"
    r"|enregistrer|condividi|stampa|compartilhar|delen|bewaren|opslaan|udostępnij|drukuj|paylaş|yazdır)\b"
    # These are surnames too.
    r"|^(?:the|how|why|what|when|where|read|more|view|follow|save|share|subscribe|log|sign|search"
    r"|edit|see|about|contact|show|download|listen|watch|play|click|skip|print|loading|guest|chief|head)\b",
    re.IGNORECASE,
)
# What stands above the points in which a story is summed up.
_SUMMARY = re.compile(
    r"(?:the\s+)?(?:key|main)\s+(?:takeaways?|points?|facts?|findings?)|quick\s+(?:read|facts|take|look|summary)"
    r"|at\s+a\s+glance|in\s+(?:brief|short|summary)|summary\s+points|story\s+highlights|fast\s+facts"
    r"|auf\s+einen\s+blick|das\s+wichtigste(?:\s+in\s+kürze)?|(?:kurz\s+(?:und|&)|kurz)\s+(?:bündig|erklärt|gefasst)"
    r"|en\s+(?:bref|résumé|resumen|breve|síntesis|pocas\s+palabras)|points?\s+clés?|à\s+retenir|ce\s+qu'il\s+faut\s+(?:savoir|retenir)"
    r"|lo\s+esencial|puntos\s+(?:clave|principales)|las\s+claves|em\s+(?:resumo|síntese)|pontos[\s-]chave|o\s+essencial"
    r"|in\s+(?:sintesi|breve|pillole)|punti\s+(?:chiave|principali)|in\s+(?:het\s+)?kort|samengevat"
    r"|kort\s+(?:sagt|fortalt|sammanfattat|om)|i\s+korthet|w\s+skrócie|najważniejsze\s+(?:informacje|fakty)"
    r"|ve\s+zkratce|v\s+skratke|röviden\s+összefoglalva|pe\s+scurt|ukratko|u\s+kratkim\s+crtama|lyhyesti\s+sanottuna"
    r"|öne\s+çıkanlar|kısa\s+özet|haber(?:in)?\s+özeti|главное\s+за\s+минуту|самое\s+главное|в\s+двух\s+словах"
    r"|με\s+λίγα\s+λόγια|أبرز\s+(?:النقاط|ما\s+جاء)|النقاط\s+الرئيسية|मुख्य\s+(?:बातें|बिंदु)|poin(?:-|\s+)poin\s+(?:utama|penting)"
    r"|điểm\s+chính|tóm\s+tắt",
    re.IGNORECASE,
)
_OF_DESK = re.compile(rf"\b{_DESK}\b|{_ROLE_OF_MARKS}", re.IGNORECASE)
# "Reporter" behind a name where it takes no space, and before it with a colon.
_EAST_ASIAN_ROLE = re.compile(
    r"^(?:(?:本报|本報|本网|本刊)?(?:记者|記者)|责编|責編|责任编辑|責任編輯|文|기자|글)\s*[:\uff1a]?\s*|"
    # 순천 광양 구현모 기자, where they are
    r"^\[?(?:[\uac00-\ud7a3]+(?:\s?=\s?|\s+))+(?=[\uac00-\ud7a3]{3}\s*(?:선임기자|기자|특파원)\]?$)|"
    # 澎湃新闻记者 沈予安
    r"^[\u3400-\u9fff]{2,8}(?:记者|記者)\s*(?=[\u3400-\u9fff]{2,4}$)"
    # 来源:沙滩日报 记者 何伟
    r"|^\S{2,20}\s(?:记者|記者)[\s:\uff1a]?(?=[\u3400-\u9fff]{2,4}$)"
    r"|\s*(?:선임기자|기자|특파원|記者|记者)\]?$|(?<=[\u3400-\u9fff])\s(?:报道|報道|報導)$"
)
# Degrees and the like behind a name, with or without a comma.
_DEGREE = re.compile(
    r"(?:[\s,]+(?:Ph\.?\s?D|M\.?D|D\.?O|D\.?D\.?S|D\.?V\.?M|V\.?M\.?D|J\.?D|LL\.?M|M\.?B\.?A|M\.?P\.?H"
    r"|M\.?Sc?|B\.?Sc?|B\.?A|M\.?A|R\.?N|R\.?D\.?N?|L\.?D\.?N?|C\.?P\.?A|C\.?F\.?A|C\.?F\.?P|F\.?A\.?N\.?D"
    r"|Esq|M[SE]?P|[OMC]BE|[KQ]C|MSN|BSN|LCSW|PsyD|PharmD|DPT|CPT|CSCS|NSCA-CPT|DACVB|FACP|MRCS|MBBS)\.?(?!\w))+\s*$"
)
_JUNIOR = re.compile(r"\b[JS]r\.$")
# Where the author is, or whom for, with commas: "Ada Fenwick (Port Ellery, special envoy)".
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_])\s*\([^(),]{1,40}(?:,[^(),]{1,40}){1,3}\)")
# Chinese portals say all in one line: "来源：沙滩日报　作者：沈予安 何伟　编辑：李明".
_AMONG_LABELS = re.compile(
    r"(?:^|\s)(?:作者|记者|記者|撰文|文字)\s?[:\uff1a|｜]\s?"
    r"(?P<names>[^:\uff1a|｜]{2,60}?)(?=\s+[\u3400-\u9fff]{2,6}\s?[:\uff1a|｜]|\s*$)"
)
# A name, and right behind it the address that begins with it, which was a link by itself.
_MAIL_BEHIND = re.compile(
    r"(?:^|(?<=,\s))(?P<name>(?P<first>[^\W\d_]{2,30})\s[^@,\n]{1,60}?)"
    r"(?P=first)[\w.+-]{0,60}@[^\s,]+(?=,|$)",
    re.IGNORECASE,
)
# With whom they wrote: "Ada Fenwick (with AP)".
_WITH_BRACKETS = re.compile(rf"(?<=\s)\(((?:{WITH_WORDS})\s[^()]{{2,60}})\)")
# The line of a wire below its text.
_REPORTING = re.compile(
    r"\W*reporting\s+(?:by|from[^:;()]{2,40}:)\s*(?P<names>[^;()]{3,200})", re.IGNORECASE
)
# What begins the rest of a line: when it was published, read or changed, and who took its pictures.
_REST = re.compile(
    rf"\s*\b(?:{furniture.PUBLISHED}|(?:last\s+)?{furniture.MODIFIED}|reviewed|edited|fact[\s-]checked"
    r"|(?:photo(?:graph)?(?:s|y)?|pictures?|illustrations?|video)\s+by)\b.*$"
    r"|\s(?:photos?|fotos?|bild(?:er)?|illustrations?)\s?:.*$"
    r"|\s(?:입력|수정|등록|발행|승인|게재|송고|업데이트)(?=\W|$).*$",
    re.IGNORECASE,
)
# The newspaper behind a name, which has two words or an initial between them, and no article; two
# words may be all of a name of four.
_PAPER = (
    r"(?i:advocate|argus|banner|bee|chronicle|citizen|courier|democrat|dispatch|enquirer|examiner"
    r"|express|gazette|globe|herald|independent|inquirer|journal|leader|ledger|mercury|mirror|monitor"
    r"|network|news|observer|post|press|record|register|reporter|republic|review|sentinel|standard"
    r"|star|sun|telegram|telegraph|times|tribune)"
)
_PAPER_BEHIND = re.compile(
    r"^((?!(?:East|El|Fort|Grand|La|Las|Le|Los|New|North|Salt|San|Santa|South|St|The|West)\b)"
    rf"[^\W\d_]\S*\s+(?:[^\W\d_]\.\s+)?\S+)(?:\s+\S+){{2,4}}\s+{_PAPER}$"
)
# Whom they write for, behind a name in capitals: "By ADA FENWICK Harbour Wire".
_BEHIND_CAPITALS = re.compile(
    r"(\s[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*\s+[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,})"
    r"(?:\s+[A-Z]{2,4})?(?:\s+[A-ZÀ-Þ][a-zß-ÿ]+){2,4}$"
)
# The network or station behind a name: "Ada Fenwick KFPE News".
_NETWORK_BEHIND = re.compile(r"(?<=\w\w)\s+(?:[A-Z]{2,5}|Fox|Global|Sky)\s+News(?:\s+Digital)?$")
# One with two names, behind a person of two words or a comma: "Ada Fenwick Ellery Star & Gazette".
_PAPERS_BEHIND = re.compile(
    rf"(?:^(\S+\s+[^\W\d_]\S+)\s+|,\s*)(?:[\w.-]+\s+){{1,3}}{_PAPER}\s+(?:&|and)\s+{_PAPER}$"
)
_PAPER_NAME = re.compile(rf"(?:[A-ZÀ-Þ][\w.'’-]*\s+){{1,3}}{_PAPER}")
_PAPER_ALONE = re.compile(rf"^(?:\S+\s+){{3,}}{_PAPER}$")
# An address or account behind a name: "Ada Fenwick ada@paper.example", "Ada Fenwick @ferry".
_ACCOUNT = re.compile(r"\s+[^\s@]+@[^\s@]+\.[^\s@]+$|(?<=\S)\s*@[@\w].*$")
# "in Paris", "aus Berlin", "for the Courier": where from and what for, behind a name; and the "on"
# of a date that is taken out.
_FROM = re.compile(
    r"\s+(?:(?:(?:reports|reporting|berichtet|berichten)(?:\s+|$))?"
    r"(?:(?:in|aus|à|from|[Ff]or|FOR|at|til)\s+\S.*)?|on)$"
)
# As it is before one where each word has a capital.
_ON_BEHIND = re.compile(r"\sOn(?=\s*, )")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_NAME_WORD = re.compile(rf"^[^\W\d_](?:[^\W\d]|[.'’‘`{VOWEL_MARKS}\u064b-\u0652-])*$")
# Words that stood in elements of their own; a name has one capital inside, "McDonald".
_GLUED_WORDS = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]\w*[a-zß-ÿ][A-ZÀ-Þ]")
_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}\b")
PARTICLES = frozenset(
    """al bin da de del der den di do dos du el ibn la le los mac of san st ten ter van von y
    zu""".split()
)
# What the lines below an article say of its author: "Ada Fenwick is a reporter at the Post."
_BIOGRAPHY = re.compile(
    r"^(?P<name>[^,;:!?()]{5,40}?),?\s+(?:is|was|ist|est|es|è|é)\s+(?:\S+\s+){1,12}?"
    r"(?:analyst|author|columnist|contributor|correspondent|critic|editor|fellow|historian|intern|journalist"
    r"|lecturer|novelist|professor|reporter|researcher|writer|autor(?:in)?|redakteur(?:in)?|reporterin"
    r"|korrespondent(?:in)?|journaliste|chroniqueur|chroniqueuse|auteure?|essayiste|periodista|redactora?"
    r"|escritora?|giornalista|scrittore|scrittrice|jornalista|colunista)\b",
    re.IGNORECASE,
)
# And what they do there, behind their name.
_DOES = re.compile(
    r"\s+(?:writes|covers|reports|edits|schreibt|leitet|berichtet|couvre|dirige|écrit|escribe|cubre"
    r"|scrive|cobre|escreve|can\s+be\s+(?:reached|contacted))\b",
    re.IGNORECASE,
)
# A footnote's number behind a name.
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
# Korean names have three syllables, the first of them one of these surnames, or four with a surname
# of two; what has two is seldom a name and often a word.
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_KOREAN = re.compile(
    r"(?:[강고공곽구권김나남노도류마맹명문민박반방배백변서석선설성손송신심안양엄여염오옥우원위유육윤이인임장전정조주지진차채천최추탁태하한함허현홍황]"
    r"|남궁|선우|제갈|황보)[\uac00-\ud7a3]{2}"
)
# Whatever the surname, who is called a reporter is one; desks and teams have other ends than names.
_KOREAN_REPORTER = re.compile(
    r"(?:^|[\s=])(?!온라인|디지털|인턴|전문)[\uac00-\ud7a3]{3}(?<![부팀국실단])\s?(?:선임기자|기자|특파원)(?:\]|\s\S+@\S+)?$"
)
# Of several reporters one is called so; towns, districts and desks have other ends than names.
_KOREAN_NAMES = re.compile(
    rf"(?<![\uac00-\ud7a3])(?!서귀포)({_KOREAN.pattern})(?<![시군구도읍면동부팀])\s"
    r"(?=(?:[\uac00-\ud7a3]{3}\s?){1,3}(?:선임기자|기자|특파원)(?![\uac00-\ud7a3]))"
)
# A Korean article ends in who reported it, often with an address; a Chinese one begins so.
_REPORTER = re.compile(
    r"(?<=[\uac00-\ud7a3]{3})\s?(?:선임기자|기자|특파원)(?:\s\S+@\S+)?$"
    r"|^[\u3400-\u9fff]{0,8}(?:记者|記者)\s?[\u3400-\u9fff]{2,4}$"
)
# What papers, agencies and stations are called where names have no spaces, and nobody is.
_UNSPACED_HOUSE = re.compile(
    r"(?:[新日晚時时早周週都市聯合][聞闻報报刊]|報|报|社|[網网]站?|[電电]視台|[電电]视台|通信|放送|テレビ|タイム[スズ]"
    r"|ニュース|[編编][輯辑集]部|[報报][道导]部|[频頻]道|[财財快时時][讯訊經经])$"
)
# Two names, as no surname has three characters and a given name as many.
_HAN_NAMES = re.compile(
    r"(?<=[\u3400-\u9fff]{3})(?<!记者)(?<!記者)\s(?!记者|記者)(?=[\u3400-\u9fff]{3})"
)
# Whose a picture is.
_IS_PHOTOGRAPHER = re.compile(
    r"[/|]\s*(?:photographer|photographe|fotograf(?:in)?|fotógraf[oa])\b", re.IGNORECASE
)
# And in Chinese, behind who wrote the text: "文/记者 何伟 图/受访者提供".
_PICTURES_BEHIND = re.compile(r"(?<=\S)\s+(?:图片?|圖片?|摄影?|攝影?|供图|供圖)\s?[/／:：|].*$")
_PHOTOGRAPHER = re.compile(r"[^\W\d_][\w.'’ -]*" + _IS_PHOTOGRAPHER.pattern, re.IGNORECASE)
_UNSPACED = re.compile(CJK)
# Cities that have two words, and stand before dates: "New Delhi | July 27, 2025".
_CITIES = frozenset(
    """Abu Dhabi,Addis Ababa,Buenos Aires,Cape Town,Cebu City,Davao City,Den Haag,Dar es Salaam
    Greater Noida,Guatemala City,Ho Chi Minh City,Hong Kong,Kuala Lumpur,Kuwait City,Las Vegas
    Los Angeles,Mexico City,Monte Carlo,Navi Mumbai,New Delhi,New Orleans,New York,Panama City
    Phnom Penh,Port Louis,Port Moresby,Quebec City,Quezon City,Rio de Janeiro,Saint Petersburg
    Salt Lake City,San Antonio,San Diego,San Francisco,San José,San Juan,San Salvador
    Santo Domingo,São Paulo,Sao Paulo,Tel Aviv,The Hague,Vatican City""".replace(
        "\n    ", ","
    ).split(",")
)


def split_authors(byline: str) -> tuple[str, ...]:
    """The persons of a byline, in order, each once.

    Dates, addresses, roles, degrees and organisations are left out: rather none than a wrong
    one.

    >>> split_authors("By Timour Azhari and Ed Osmond, Senior Correspondent")
    ('Timour Azhari', 'Ed Osmond')
    >>> split_authors("by DZRH News14 March 2024")
    ()
    >>> split_authors("Ada Fenwick The Associated Press")
    ('Ada Fenwick',)
    >>> split_authors("By Ada Fenwick, Full Bio")
    ('Ada Fenwick',)
    >>> split_authors("By Ada Fenwick and Jonas Wirth, Harbour Post, Port Ellery")
    ('Ada Fenwick', 'Jonas Wirth')
    >>> split_authors("Ada Fenwick1, Jonas Wirth2")
    ('Ada Fenwick', 'Jonas Wirth')
    >>> split_authors("Na ADA FENWICK na JONAS WIRTH"), split_authors("Ada Fenwick dan Jonas Wirth")
    (('ADA FENWICK', 'JONAS WIRTH'), ('Ada Fenwick', 'Jonas Wirth'))
    >>> split_authors("By ADA FENWICK and JONAS WIRTH HW Harbour Writers")
    ('ADA FENWICK', 'JONAS WIRTH')
    >>> split_authors("표지훈 기자 jh@paper.example"), split_authors("[밀양 = 여운학 기자]")
    (('표지훈',), ('여운학',))
    >>> split_authors("섬 주민들이 부두에 모여 있다. " * 3 + "여운학 기자")
    ()
    >>> split_authors("경제부 기자"), split_authors("온라인 기자")
    ((), ())
    >>> split_authors("By FENWICK Ada Maria")
    ('FENWICK Ada Maria',)
    >>> split_authors("Aus Port Ellery berichtet Ada Vik"), split_authors("Ada Vik berichtet")
    (('Ada Vik',), ('Ada Vik',))
    >>> split_authors("Ada Fenwick reports from sea"), split_authors("Articol scris de Ada Vik")
    (('Ada Fenwick',), ('Ada Vik',))
    """
    return _split_authors(byline[:MAX_READ_CHARS])


# Several ask it of the same line.
@lru_cache(maxsize=1024)
def _split_authors(byline: str) -> tuple[str, ...]:
    # "Date of creation: 2 May 2024".
    says_when = holds_date(byline) and not furniture.is_byline(byline)
    parts = (part for part in _split_byline(byline) if not (says_when and part.endswith(":")))
    names = list(dict.fromkeys(_printed_name(part) for part in parts if _names_person(part)))
    told = list(filterfalse(tells_nobody, names))
    # Some persons are called as months are, or as labels.
    return tuple(told or (names if furniture.is_byline(byline) else ()))[:MAX_AUTHORS]


def _split_byline(byline: str) -> list[str]:
    """The parts of a byline, without its "By", bullet and dates."""
    if labelled := _AMONG_LABELS.search(byline[:MAX_READ_CHARS]):
        byline = labelled["names"]
    if "@" in byline:
        byline = _MAIL_BEHIND.sub(r"\g<name>", byline)
    line = _IN_BRACKETS.sub("", furniture.strip_bullet(byline[:MAX_READ_CHARS]))
    line = _WITH_BRACKETS.sub(r"\1", line)
    if label := _LABELLED.match(line):
        inverted = [_INVERTED.fullmatch(part.strip()) for part in line[label.end() :].split(";")]
        names = [f"{name['first']} {name['last']}" for name in inverted if name]
        # Where there are no capitals, both may be whole names.
        if len(names) == len(inverted) and all(w[0].isupper() for n in names for w in n.split()):
            return names
    if _IS_PHOTOGRAPHER.search(line):  # in a tenth of the time
        line = _PHOTOGRAPHER.sub("", line)
    line = _HAN_NAMES.sub(", ", _PICTURES_BEHIND.sub("", line))
    line = _KOREAN_NAMES.sub(r"\1 기자, ", line)
    line = furniture.byline_behind(line) or line
    undated = replace_dates(set_dates_apart(_GLUED.sub(", ", line)), ", ")
    undated = _without_paper(_ON_BEHIND.sub("", undated))
    if furniture.is_byline(undated):
        undated = _BEHIND_CAPITALS.sub(r"\1", undated)
    parts = _SEPARATORS.split(_PAPERS_BEHIND.sub(r"\1", furniture.strip_byline(undated)))
    if not furniture.is_byline(undated):
        return parts
    place = _PLACE_BEHIND.search(undated)
    if place and parts[-1] == place["place"] and any(map(_is_somebody, parts[:-1])):
        return parts[:-1]
    return parts


def _without_paper(byline: str) -> str:
    """A byline without for whom and from where its persons write, behind a comma and the last."""
    if not furniture.is_byline(byline):
        return byline
    *before, last = _AND.split(byline)
    name, comma, _ = last.partition(",")
    is_last = bool(before and comma) and is_person(_printed_name(name))
    return byline[: len(byline) - len(last) + len(name)] if is_last else byline


def _names_person(part: str) -> bool:
    """Whether a part of a byline is a person's name, with what stands before and behind it."""
    return is_person(_printed_name(part)) or (
        len(part) <= MAX_PERSON_CHARS and _KOREAN_REPORTER.search(part) is not None
    )


def _is_somebody(part: str) -> bool:
    """Whether a part of a byline names a person, or the editors as a whole."""
    return _names_person(part) or _EDITORS.match(part) is not None


def tells_nobody(byline: str) -> bool:
    """Whether a byline is only a date, a label, or a link to what else its author has written.

    >>> tells_nobody("Published on 11 December 2023"), tells_nobody("About the Author |")
    (True, True)
    >>> tells_nobody("By Ada Fenwick"), tells_nobody("Newsdesk")
    (False, False)
    """
    return (
        len(byline) <= furniture.MAX_BYLINE_CHARS
        and _BESIDE_NAMES.fullmatch(replace_dates(byline, " ")) is not None
        and not names_author(byline)
    )


def find_biography(line: str) -> str | None:
    """The person whose biography a line is, of those that stand below articles.

    >>> find_biography("Ada Fenwick is a freelance writer who lives in Port Ellery.")
    'Ada Fenwick'
    >>> find_biography("Port Ellery is a harbour in the north.") is None
    True
    """
    found = _BIOGRAPHY.match(line[:MAX_READ_CHARS])
    return found["name"] if found and is_person(found["name"]) else None


def is_about_author(line: str, authors: Iterable[str]) -> bool:
    """Whether a line at an article's end says what one of its authors does, or where to write to.

    Takes the authors' names in lower case.

    >>> is_about_author("Ada Fenwick covers the harbour.", {"ada fenwick"})
    True
    >>> is_about_author("Ada Fenwick is a reporter at the Post.", {"ada fenwick"})
    True
    >>> is_about_author("Ada Fenwick covers the harbour.", {"jonas wirth"})
    False
    """
    person, lower = find_biography(line), line[:MAX_READ_CHARS].lower()
    return is_address(line, authors) or any(
        (person and person.lower() == name)
        or (lower.startswith(name) and _DOES.match(lower, len(name)))
        for name in authors
    )


def tells_of_author(line: str, authors: Iterable[str]) -> bool:
    """Whether an article's last line tells of one of its authors, or where to write to.

    It begins with the whole name; in what they say themselves a colon stands behind that. Takes
    the authors' names in lower case.

    >>> tells_of_author("* Ada Fenwick, of Port Ellery, published “Fog”.", {"ada fenwick"})
    True
    >>> tells_of_author("Ada Fenwick: He did.", {"ada fenwick"})
    False
    """
    lower = line[:MAX_READ_CHARS].lower().lstrip(_MARKS)
    return is_address(line, authors) or any(
        lower.startswith((f"{name} ", f"{name}, ")) for name in authors
    )


def is_address(line: str, authors: Iterable[str]) -> bool:
    """Whether a line at an article's end says where one of its authors is written to, or followed.

    Takes the authors' names in lower case.

    >>> is_address("Write to Ada Fenwick at ada@post.example.", {"ada fenwick"})
    True
    >>> is_address("Ada Fenwick is a reporter. Follow her @adaf.", {"ada fenwick"})
    True
    >>> is_address("Jonas Wirth sells tickets: jonas@ferry.example", {"ada fenwick"})
    False
    """
    lower = line[:MAX_READ_CHARS].lower()
    return _ADDRESS.search(lower) is not None and any(name in lower for name in authors)


def find_described(line: str, behind: str) -> str | None:
    """The person whose name a line below an article is, if the next says that they wrote it.

    By what they are at the paper, by their address, or as the next begins with the name too.

    >>> find_described("Ada Fenwick", "Harbour Reporter at the Post")
    'Ada Fenwick'
    >>> find_described("Ada Fenwick", "ada.fenwick@post.example")
    'Ada Fenwick'
    >>> find_described("Ada Fenwick", "Tomas Brandreth") is None
    True
    """
    persons = split_authors(line) if is_names(line) else ()
    if len(persons) != 1:
        return None
    says_who = _ROLE_FIRST.match(behind) or _MAIL.fullmatch(behind) or behind.startswith(persons[0])
    return persons[0] if says_who else None


def clean_person(name: str) -> str | None:
    """The name of what the page itself calls a person; None where it is plainly none.

    One word or lower case will do here, which they do not where only the form of the
    name says that it is one.

    >>> clean_person("carolr"), clean_person("Newsroom"), clean_person("a.b@c.org")
    ('carolr', None, None)
    """
    bare = _bare_name(name)
    if (
        not 2 < len(bare) <= MAX_PERSON_CHARS
        or not any(map(str.isalpha, bare))
        or re.search(r"[@/|:]|\.\w{2,3}$", bare)
        or len(bare.split()) > MAX_NAME_WORDS
        or _ROLES.search(bare)
        or find_agency(bare)
    ):
        return None
    return bare


def _bare_name(part: str) -> str:
    """A name without "By" before it, and without agency, degrees, brackets and places behind it."""
    name = _GENRE.sub("", furniture.strip_bullet(part.strip()))
    name = _REST.sub("", re.sub(r"\s*\([^()]*\)", "", _LEAD.sub("", name)))
    name = _READ_TIME.sub("", _ROLE_BEHIND.sub("", name))
    if " " in name.partition("@")[0].strip():  # else it is a mail address
        name = _ACCOUNT.sub("", name)
    name = _NETWORK_BEHIND.sub("", _AGENCY_BEHIND.sub("", name))
    name = _PAPER_BEHIND.sub(r"\1", name)
    name = _FROM.sub("", _DEGREE.sub("", name))
    # A wire ends its byline so: "^By ADA FENWICK=".
    name = _EAST_ASIAN_ROLE.sub("", name).strip(_MARKS)
    return name if _JUNIOR.search(name) else name.strip("." + _MARKS)


def _printed_name(part: str) -> str:
    return _NOTE_MARK.sub("", _bare_name(part))


def is_person(name: str) -> bool:
    """Whether a string reads as one person's name.

    >>> is_person("Jean-Luc de la Tour"), is_person("Staff Writer"), is_person("a.b@c.org")
    (True, False, False)
    >>> is_person("EKONOMİ SERVİSİ"), is_person("Lokalredaktion Ellerhafen"), is_person("হাওর ডট কম")
    (False, False, False)
    >>> is_person("Promoted Links"), is_person("Facebook Twitter"), is_person("Trending Now")
    (False, False, False)
    >>> is_person("ফলো করুন"), is_person("AUF EINEN BLICK"), is_person("Key Takeaways")
    (False, False, False)
    """
    return _reads_as_person(name) and not _is_of_page(name)


def _reads_as_person(name: str) -> bool:
    """Whether a string has the form of a name."""
    if _ROLES.search(name) or find_agency(name) or name in _CITIES:
        return False
    if _HANGUL.fullmatch(name):
        return _KOREAN.fullmatch(name) is not None
    if _UNSPACED.search(name):
        return (
            2 <= len(name.replace(" ", "")) <= 8
            and name.replace(" ", "").isalpha()
            and _UNSPACED_HOUSE.search(name) is None
        )
    words = name.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS:
        return False
    # Stations and the like have no vowels: "CNN Business".
    return (
        _INITIALS.match(name) is None
        and _PAPER_ALONE.match(name) is None
        and not _GLUED_WORDS.search(name)
        and all(
            _NAME_WORD.match(word) and (not word[0].islower() or word.lower() in PARTICLES)
            for word in words
        )
    )


def _is_of_page(name: str) -> bool:
    """Whether what may be a name is a page's button, list or note, or heads a story's summary.

    These have capitals too.
    """
    return (
        _SUMMARY.fullmatch(name) is not None
        or is_page_label(name)
        or is_paywall_note(name)
        or is_widget(name)
        or furniture.is_furniture(name)
    )


def without_town(signature: str) -> str:
    """The names that a letter is signed with, without where their bearers live.

    >>> without_town("Ada Fenwick, Port Ellery"), without_town("Ada Fenwick. Port Ellery")
    ('Ada Fenwick', 'Ada Fenwick')
    >>> without_town("Ada Vik, Jonas Wirth and Lou Ferris")
    'Ada Vik, Jonas Wirth and Lou Ferris'
    """
    names, *towns = _AFTER_NAME.split(signature[:MAX_READ_CHARS], maxsplit=1)
    return signature if any(map(_AND.search, towns)) else names


def names_author(line: str) -> bool:
    """Whether a line is a byline that says "By" or "Author:" and names a person, or ends in one.

    >>> names_author("• By Ada Fenwick"), names_author("Sport | By Ada Fenwick")
    (True, True)
    >>> names_author("Author: Ada Fenwick"), names_author("구현모 기자 hm@paper.example")
    (True, True)
    >>> names_author("By land and sea"), names_author("Ada Fenwick")
    (False, False)
    """
    line = furniture.strip_bullet(line).removeprefix("^")
    is_byline = (
        furniture.is_byline(line)
        or furniture.byline_behind(line) is not None
        or (
            len(line) <= furniture.MAX_BYLINE_CHARS
            and (
                _LABELLED.match(line) is not None
                or _REPORTER.search(line) is not None
                or ("@" in line and _MAIL_BEHIND.search(line) is not None)
            )
        )
    )
    return is_byline and bool(split_authors(line))


def is_names(line: str) -> bool:
    """Whether a line is the names of persons, and of whom they write for, and nothing else.

    >>> is_names("Ada Fenwick and Jonas Wirth"), is_names("Ada Fenwick, harbour office")
    (True, False)
    >>> is_names("তিথি সরকার, জ্যেষ্ঠ প্রতিবেদক"), is_names("জ্যেষ্ঠ প্রতিবেদক")
    (True, False)
    >>> is_names("ADA FENWICK / SPOR SERVİSİ"), is_names("SPOR SERVİSİ")
    (True, False)
    >>> is_names("Ada Fenwick • Harbour.org"), is_names("Harbour.org")
    (True, False)
    >>> is_names("Ada Fenwick · Harbour News · Posted: Oct 3, 2024")
    True
    """
    parts = _split_byline(line)
    persons = [_names_person(part) for part in parts]
    return any(persons) and all(
        person
        or not part
        or _HOST.fullmatch(part)
        or _ROLE_FIRST.fullmatch(part)
        or (len(part) <= MAX_PERSON_CHARS and _OF_DESK.search(part))
        or find_agency(part)
        or _PAPER_NAME.fullmatch(part)
        or _REST.fullmatch(part)
        or _DEGREE.fullmatch(f" {part}")
        for person, part in zip(persons, parts, strict=True)
    )


def is_signed(line: str) -> bool:
    """Whether a line is the names of persons and what they are at their paper, as only authors'.

    >>> is_signed("Ada Fenwick, Deputy Editor"), is_signed("Ada Fenwick Staff Writer")
    (True, True)
    >>> is_signed("Ada Fenwick, harbour master"), is_signed("Ada Fenwick")
    (False, False)
    """
    return is_names(line) and _ROLE_BEHIND.search(line[:MAX_READ_CHARS]) is not None


def is_read_in(line: str) -> bool:
    """Whether a line is parts set off by dots, and one is how long the article takes to read.

    >>> is_read_in("post.example · Ada Fenwick · 3 min"), is_read_in("Ada Fenwick · 3 min read")
    (True, True)
    >>> is_read_in("3 min"), is_read_in("Ada Fenwick - 3 min")
    (False, False)
    """
    _, *behind = _DOTS.split(line[:MAX_READ_CHARS])
    return any(_READ_TIME.fullmatch(part) for part in behind)


def find_reporters(credit: str) -> tuple[str, ...]:
    """The persons who reported an article, by the line that a wire ends it with.

    >>> find_reporters("(Reporting by Ada Fenwick in Port Ellery; Editing by Jonas Wirth)")
    ('Ada Fenwick',)
    >>> find_reporters("Editing by Jonas Wirth")
    ()
    """
    found = _REPORTING.match(credit)
    return split_authors(found["names"]) if found else ()


def find_agency(text: str) -> str | None:
    """The news agency that a short text names outright, in its usual spelling.

    >>> find_agency("REUTERS"), find_agency("Photo")
    ('Reuters', None)
    """
    return _AGENCY_FOLDED.get(text.strip(" .–—-").casefold())


def find_signer(byline: str) -> str | None:
    """The news agency that a byline names, in its usual spelling.

    >>> find_signer("By Ada Fenwick, AP"), find_signer("Von dpa 14.03.2024, 18:58")
    ('AP', 'dpa')
    """
    parts = (_REST.sub("", _LEAD.sub("", part.strip())) for part in _split_byline(byline))
    return next(filter(None, map(find_agency, parts)), None)
