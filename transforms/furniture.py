"""What single lines say of themselves: furniture, bylines, dates, captions, credits, prose.

The phrases are common newsroom and web vocabulary of many languages, not a list grown
from anybody's pages. All functions take one block's text, white space squeezed.
"""

import re

from transforms.dates import holds_date, replace_dates
from transforms.decode import CJK

# Lines that begin so, in lower case, are furniture when they are short. Without IGNORECASE the
# alternatives that begin with another letter are passed over in a third of the time.
_FURNITURE_STARTS = re.compile(
    r"""^[\W_]*(?:
    (?:also|must)[\s-]read|read[\s-](?:also|more|next|this|the\ full)|see\ also|read\s?[:|]
    |watch\s?[:|]|listen\s?[:|]|don.t\ miss
    |related(?:\s(?:articles?|stories|topics?|news|posts?|content|links?))?\s?(?::|$)
    |more\ (?:from|on|stories|news|about)\b
    |(?:most|you\ (?:may|might))\s(?:read|viewed|popular|shared|also\ like)|recommended\ for\ you
    |editor\W?s?\W?\ picks?|top\ stories|latest\ (?:news|stories)
    |share(?:\s(?:this|on|via|article|story)\b.*)?$|share\s?:|follow(?:\sus\b.*)?$|like\ us\ on
    |tweet$|print$|e-?mail$|copy\ link|whats\s?app$|facebook$|twitter$|linkedin$
    |subscribe\b|sign\ (?:up|in)\b|log\ in\b|register\ (?:now|here|for\ free|to\ read)|newsletter
    |get\ (?:the\ latest|our|breaking)|join\ (?:our|us)|download\ (?:the|our)
    |advertisement\b|sponsored\ (?:by|content|links?)|promoted\ content|promoted$
    |skip\ (?:to|ad)|click\ here|tap\ here
    |hier\ klicken|klicken\ sie\ hier|cliquez\ ici|(?:haz|haga|pincha|pulsa)\ (?:clic\ )?aquí
    |clique\ aqui|clicca\ qui|kli[kc]k?a?\ (?:hier|her|här|di\ sini)|kliknij\ tutaj|buraya\ tıkla
    |load(?:ing)?\ (?:more|comments)|show\ (?:more|comments)|view\ (?:comments|all|more|gallery)
    |(?:leave\ a|post\ a|add\ a)\ comment|\d*\s*comments?$|categor(?:y|ies)\b|filed\ under
    |tags?\s?:|tags$|topics?\s?:|topics$|keywords?\s?:
    |(?:schlagwörter|mots[\s-]clés|palabras\ clave|palavras[\s-]chave|parole\ chiave
        |słowa\ kluczowe|trefwoorden|nyckelord|nøkkelord|emneord|avainsanat|klíčová\ slova
        |kulcsszavak|cuvinte\ cheie|anahtar\ kelimeler|etiketler|kata\ kunci|từ\ khóa
        |λέξεις[\s-]κλειδιά
        |ключевые\ слова|ключові\ слова|теги|(?:ال)?كلمات\ (?:ال)?(?:مفتاحية|دلالية)|(?:ال)?وسوم
        |برچسب[\s\u200c]?ها|کلید\s?واژه[\s\u200c]?ها|ٹیگز|תגיות|टैग्?स?|कीवर्ड्?स?|ট্যাগ
        |关键[词字]|關鍵[詞字]|标签|標籤|キーワード|タグ|키워드|태그)\s?(?:[:：]|$)
    |copyright\ ?(?:©|\(c\)|[\d:])|all\ rights\ reserved|terms\ of\ (?:use|service)|privacy\ policy
    |cookie\ (?:policy|settings|notice|preferences)|cookies$|we\ use\ cookies
    |accept\ (?:all|cookies)|short\ url|report\ (?:this|an?\ (?:error|typo))
    |\d+\s*(?:min(?:ute)?s?)\s*read$|\d+\s*shares?$|listen\s(?:live|to\b.*)$|live\ ?stream
    |(?:story|article)\ continues\ (?:below|after)\b|save$
    |comments\ (?:are|have\ been)\ closed|reading\ time\s?:?\s?\d|also\ watch\b(?!\ (?:out|for)\b)
    |file\ (?:photos?|images?|pictures?|pic)\W*$|our\ standards\s?:
    |next\ (?:article|story)|previous\ (?:article|story)|back\ to\ top|home$|menu$|search$|video$
    |photos?$|gallery$
    |lesen\ sie\ auch|lesen\ sie\ mehr|auch\ interessant|mehr\ (?:zum\ thema|zu|aus|lesen)
    |das\ könnte\ sie|anzeige$|werbung$|artikel\ teilen|folgen\ sie
    |zur\ startseite|merken$|drucken$|schlagworte|startseite$|abonnieren
    |(?:à\ )?lire\ (?:aussi|également|la\ suite)|s.abonner|abonnez
    |suivez|voir\ aussi|sur\ le\ même\ sujet
    |le[ae]\ (?:también|más|además)|le[eé]r?\ (?:también|más)|te\ puede\ interesar
    |suscríb|síguenos|ver\ más|temas$
    |leggi\ (?:anche|tutto)|iscriviti|commenti$|guarda\ anche
    |potrebbe\ interessarti
    |le(?:ia|r)\ (?:também|mais)|veja\ (?:também|mais)|saiba\ mais|assine\b
    |czytaj\ (?:też|także|więcej)|zobacz\ (?:też|także|więcej)|udostępnij
    |ilgili\ haber|ayrica\ oku|paylaş|abone\ ol|yorum(?:lar)?$|bunlar\ da
    |les\ (?:også|mer)|läs\ (?:också|även|mer)|læs\ (?:også|mere)|annonse?r?$|dela$
    |del\ (?:artikkel|på)|følg\ oss|følg\ med
    |lees\ (?:ook|meer|verder)|deel\ (?:dit|op)
    |関連(?:記事|ニュース)|あわせて読みたい|続きを読む|相关(?:阅读|新闻|文章)|相關(?:新聞|閱讀)|延伸閱讀
    |관련\s?(?:기사|뉴스)|무단전재|저작권자
    |اقرأ\ (?:أيضا|أيضًا|المزيد|كذلك)|تابعونا|مواضيع\ ذات|читайте\ также|поделиться
    |подпи(?:шитесь|саться)
    |baca\ (?:juga|selengkapnya)|simak\ juga|lihat\ juga|bagikan|iklan$|berita\ terkait
    |basahin\ (?:din|rin)|soma\ (?:pia|zaidi)
    |(?:đọc|xem)\ thêm|tin\ liên\ quan
    |cit(?:e[sș]te|i[tț]i)\ [sș]i\b|vezi\ [sș]i
    |olvass[ae]?\ el
    # A sentence may begin with these: behind them the line, or a colon.
    |(?:continue\ reading|le\ puede\ interesar|ilginizi\ çekebilir|olvasson\ tovább
        |skaitykite\ (?:taip\ pat|daugiau)|lasi(?:et)?\ (?:arī|vairāk)|loe\ (?:ka|lisaks|edasi)
    )(?=\W*$|\s?[:|])
    |lue\ (?:myös|lisää)|jaa$|mainos$
    |(?:pře)?čtěte\ (?:si\ )?(?:také|dále)|sdílet|prečítajte\ si\ (?:aj|tiež)
    |pročitajte\ (?:i|još|više)|preberite\ (?:tudi|še)|podijeli$|oglas$
    |διαβάστε\ (?:επίσης|ακόμη|περισσότερα)
    |читайте\ (?:також|ще)|поділитися|прочетете\ (?:още|също)
    |קראו\ (?:גם|עוד)|שתפו|بیشتر\ بخوانید|همچنین\ بخوانید|یہ\ بھی\ پڑھیں|مزید\ پڑھیں
    |شیئر\ کریں|اشتراک[\ \u200c]?گذاری(?:\ (?:خبر|مطلب))?$|பகிர(?:வும்|்)?$|షేర్\ చేయండి|शेअर\ करा|શેર\ કરો
    |ഷെയർ\ ചെയ്യ|ಹಂಚಿಕೊಳ್ಳಿ
    |(?:यह|ये)\ भी\ पढ़ें|(?:और|आगे)\ पढ़ें|संबंधित\ (?:खबरें|ख़बरें|समाचार)|शेयर\ करें
    |আরও\ পড়ুন|শেয়ার\ করুন|மேலும்\ படிக்க|இதையும்\ படி|ఇది\ కూడా\ చదవండి|ఇవి\ కూడా\ చదవండి
    |हेही\ वाचा|वाचा\ :|આ\ પણ\ વાંચો|ಇದನ್ನೂ\ ಓದಿ|ഇതും\ വായിക്കുക
    |อ่านเพิ่มเติม|อ่านข่าว|ข่าวที่เกี่ยวข้อง|แชร์$
    # A story may begin with these too; a label is no longer than that.
    |(?=.{0,30}$)(?:
        recommended|trending|advertising|sponsored|copyright|teilen|kommentare|partager|publicité
        |commentaires|compartir|publicidad|comentarios|relacionad|etiquetas|condividi|pubblicità
        |compartilh|partilh|siga\b|comentários|publicidade|reklam|komentarze|polecane|annons
        |kommentarer|advertentie|reacties|شارك|إعلان|реклама|chia\ sẻ|quảng\ cáo|distribuie
        |publicitate|kapcsolódó|megosztás|hirdetés|κοινοποίηση|διαφήμιση|сподели|פרסומת|विज्ञापन
        |বিজ্ঞাপন|விளம்பரம்|โฆษณา
    )
    |(?=.{0,12}$)(?:シェア|広告|分享|广告|更多|공유|구독|댓글|광고)
    )""",
    re.VERBOSE,
)
# What stands behind the words of a link to another story, before its title.
_BEHIND_LABEL = re.compile(r"\W*$|\s?[:：|]|(?<=[:：|])")
MAX_FURNITURE_CHARS = 160

# What says that a date is the article's own, and that of its last change.
PUBLISHED = (
    r"(?:published|posted|veröffentlicht|erschienen|publiée?|publicad[oa]|pubblicat[oa]|opublikowan\w+"
    r"|publicerad\w*|publisert|udgivet|gepubliceerd|julkaistu|yayın\w+|опубликован\w*|diterbitkan"
    r"|publikováno|vydáno|publikované|zverejnené|közzétéve|megjelent|objavljeno|публикувана?"
    r"|опубліковано|δημοσιεύ\w+|imechapishwa|تاريخ النشر|פורסם|תאריך פרסום|पब्लिश|प्रकाशित|প্রকাশিত?)"
)
MODIFIED = (
    r"(?:updated?|modified|aktualisiert|actualizad[oa]|mis\s+à\s+jour|aggiornat[oa]|atualizad[oa]"
    r"|oppdatert|uppdaterad|opdateret|güncelle\w*|zaktualizowano|aktualizacja|обновл[её]н\w*"
    r"|aktualizov[aá]n[oéý]|ultimo\s+aggiornamento|frissítve|actualizat|ažurirano|обновен[ао]?"
    r"|оновлено|ενημ[εέ]ρω\w+|päivitetty|diperbarui|cập\s+nhật|imesasishwa|تحديث|עודכן|अपडेटेड|अपडेट"
    r"|আপডেট)"
)
_RELATIVE_TIME = re.compile(
    rf"^(?:{PUBLISHED}|(?:last\s)?{MODIFIED})?[\s:]*"
    r"(?:\d+\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?)\s*)+ago$"
    r"|^(?:vor|il\ y\ a|hace|há|acum|před|pred|prije|πριν(?:\ από)?|منذ|قبل|לפני)"
    r"\s\d+\s[^\W\d_]+\.?$"
    r"|^(?:för|for)\s\d+\s[^\W\d_]+\ (?:sedan|siden)$"
    r"|^\d+\s[^\W\d_]+\.?\s(?:fa|önce|назад|тому|temu|geleden|sedan|siden|sitten"
    r"|(?:yang\ )?lalu|trước|پیش|پہلے)$"
    r"|^\d+\s[^\s\d]+\s(?:पहले|आधी|আগে|முன்|క్రితం|മുമ്പ്)$|^\d+\s?(?:นาที|ชั่วโมง|วัน)ที่แล้ว$"
    r"|^\d+\s?(?:分|時間|日|小时|分钟|시간|분|일)\s?(?:前|전)$",
    re.IGNORECASE | re.VERBOSE,
)
_MODIFIED = re.compile(rf"\b{MODIFIED}\b|更新|수정", re.IGNORECASE)
_MARKS_BETWEEN = " ,;|/•·–—-("
_PUBLISHED = re.compile(rf"\b{PUBLISHED}\b", re.IGNORECASE)
_TEXT_LABEL = re.compile(
    r"^(?:content|full\s?text|volltext|texte\s+intégral|texto\s+completo|testo\s+completo)\s?:\s*",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(r"(?:date|datum|fecha|data|tarih|дата)\s?:\s*", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:(?:verfügbar|abrufbar)\s+bis|(?:available|valid|open)\s+(?:until|till)"
    r"|disponibles?\s+(?:jusqu|hasta|até)|disponibil[ei]\s+fino)",
    re.IGNORECASE,
)
# Who asked the questions of an interview.
ASKED = (
    r"(?:беседовал[аи]?|интервью\s+взял[аи]?|розмовля(?:в|ла|ли)|спілкува(?:вся|лася)"
    r"|rozmawia(?:ł|ła|li)|das\s+(?:interview|gespräch)\s+führten?|ptal[ai]?\s+se)"
)
_BY = (
    r"(?:(?:written|posted|reported|compiled|story|words|interview(?:ed)?|aufgezeichnet|geschrieben|verfasst|opgetekend"
    r"|geschreven|écrit|(?:propos\s+)?recueillis?|escrito|scritto|a\s+cura|skriven|skrevet)\s+)?"
    r"(?:by|von|par|por|di|przez|av|af|door|deur|oleh|ni)"
    rf"|{ASKED}"
)
# Behind it stands a capital, or a letter of a script that has none.
_BYLINE = re.compile(rf"^(?i:(?:{_BY})[\s:]\s*)(?=[^\w]*(?:[A-ZÀ-ÞĀ-ŽЀ-Я]|[^\W\d_\u0000-\u052f]))")
# What those who write are called.
AUTHOR = (
    r"(?:authors?(?:\s+of\s+the\s+article)?|autor(?:in|innen|en|es|as?|ka|ky|zy|ul|i|s|ica)?|autor[ei]|auteure?s?"
    r"|autoři|autoare|autorius|avtor(?:ica)?|verfasser(?:in)?|författare|forfatter|höfundur|awdur|údar|egilea"
    r"|müəllif|muallif|penulis|mwandishi|yaza[nr]|tác\s+giả|συντάκτης|συντάκτρια|автор(?:ы|и|ка)?|аутор(?:ка)?"
    r"|ავტორი|հեղինակ|مصنف|نویسنده|लेखक|লেখক|লেখা(?=\s?:)|ผู้เขียน|作者)"
)
_ONLY_BY = re.compile(rf"(?:{_BY}|scritto\s+da|{AUTHOR})\s?:?", re.IGNORECASE)
# Behind what else a line says: "Sport | Written by Timour Azhari".
# A name may end so, and no sentence does.
_ABBREVIATED_END = re.compile(r"\b(?:[JS]r|Ph\.?\s?D|M\.?D|Esq)\.$")
_BYLINE_BEHIND = re.compile(r"[|•·]\s*(?=(?i:(?:(?:written|posted|reported)\s+)?by)\s+[A-ZÀ-Þ])")
# And behind a label that stood in an element of its own: "NewsByAda Fenwick".
_BYLINE_GLUED_BEHIND = re.compile(
    r"^(?:[A-Z][a-z]+\s?){1,3}(?<=[a-z])By\s?(?=[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ])"
)
# Who took a picture, or whose it is, in the line below it.
_PICTURE = (
    r"\b(?:photo(?:s|graph(?:er|y)?)?|picture|image|credit(?!\s?/\s?debit)|foto(?:s|graf)?|bild(?:quelle)?|imagen"
    r"|immagine|imagem|fotoğraf|fotó|zdjęcie|fot\.|фото|снимка|φωτο(?:γραφία)?|kuva|ảnh|đồ họa|写真"
    r"|صورة|عکس|צילום|फोटो|ছবি|ภาพ)"
)
# A slash behind another, or behind a hyphen, is an address's.
_PICTURE_SOURCE = re.compile(
    rf"{_PICTURE}(?:\s?[:：]\s?|\s+(?:by|courtesy\s+of)\s+)\S|(?<![/-]){_PICTURE}\s?/\s?\S",
    re.IGNORECASE,
)
# Whose it is, behind the sentence that says what is in it, as Korean papers print it.
_PICTURE_AGENCY = re.compile(
    r"(?<=[다음임됨함]\.)\s*[\s(/]?"
    r"(?:연합뉴스|뉴시스|뉴스1|게티이미지(?:뱅크|코리아)?|(?:\S+ )?제공|자료사진)\)?$"
)
# What is in a picture is told with numbers, in sentences, and in words without a capital: of a
# source's, one may have none ("University of Ellery").
_SAYS_MORE = re.compile(r"[\d(\[]|[.!?]$")
MAX_SMALL_WORDS = 1
MIN_PICTURED = 25
# What ends in whose a picture is, and is no longer, is a caption.
MAX_PICTURED_CHARS = 300
_PICTURE_LINE = re.compile(
    rf"\W*(?:(?:file|opening|cover)\s)?{_PICTURE}(?:\s?(?:credits?|source|by|courtesy))?\s?[:：=]\s?\S",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©\s?\S")
# What stood in an element of its own, glued to the name beside it.
_GLUED_BYLINE = re.compile(r"^By(?=[A-ZÀ-Þ][\w.'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,3}$)")
MAX_DATE_LINE_CHARS = 80
# What a line of dates may say besides them.
MAX_DATED_CHARS = 60
MAX_BYLINE_CHARS = 120
_CREDIT = re.compile(
    r"^[(\[—–-]*\s*(?:(?:additional\s+|further\s+)?(?:reporting\s+(?:by|from|in)"
    r"|(?:writing|editing|edited|translation|translated)\s+by|compiled\s+(?:by|from)|with\s+inputs?\s+from)\b"
    r"|with\s+(?:agency|agencies)\b|mit\s+material\s+von\b"
    r"|(?:with\s+[\w-]+\s+)?inputs?(?:\s+from\s+[^.]{2,40})?[)\]]?$)",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"^\W*(?:file(?:\s+(?:photo|image|picture))?\s*[:—–-]|(?:photo|image|picture|pic|foto|bild|imagen|immagine)\s*(?:[:/|]|by\b|credit\b|courtesy\b)|"
    r"(?:photo|image|picture|video)\s+(?:shows|taken|illustration)|写真|사진)",
    re.IGNORECASE,
)
# In lower case, as _FURNITURE_STARTS.
_CAPTION_END = re.compile(
    r"(?:\((?:photo|file|image|pic|credit|foto|via|screengrab|courtesy|handout|ap|afp|reuters|epa|getty|xinhua|dpa|anadolu|aa|ani|pti|tass|efe|ansa|upi)\b[^()]{0,60}\)"
    r"|(?:reuters|afp|getty\s+images|associated\s+press|epa|shutterstock|istock|ap\s+photo|anadolu|picture\s+alliance|imago)\s*[/|)].{0,60}"
    r"|[/|(]\s*(?:reuters|afp|getty(?:\s+images)?|ap(?:\s+photo)?|epa(?:-efe)?|dpa|shutterstock|file\s+photo)\)?)\W*$",
)
MAX_CAPTION_CHARS = 500
_LIST_HEAD = re.compile(
    r"^\W*(?:categor(?:y|ies)|filed under|tags?|topics?|keywords?|sections?|schlagworte|themen"
    r"|rubriques?|étiquettes|etiquetas|temas|categorías|categorie|argomenti|kategorie|etiketler"
    r"|konular|most (?:read|popular|viewed|shared|commented)|trending(?: now)?|related(?: \w+)?"
    r"|recommended(?: \w+)?|(?:more|top|latest) (?:stories|news|headlines)|editor\W?s?\W? picks"
    r"|meistgelesen|les plus lus|más leíd[oa]s|più letti|mais lid[oa]s|najczęściej czytane"
    r"|mest lest|mest läst|mest læst)\W*$",
    re.IGNORECASE,
)
# What readers' comments are counted as.
_COMMENTS = (
    r"(?:(?:reader )?comments?|replies|responses|kommentare?|leser(?:kommentare|briefe)"
    r"|commentaires?|réactions?|comentarios?|comentários?|commenti|commento|reacties?"
    r"|komentarz[ey]?|komentář[eů]?|komentár(?:e|ov)?|komentara?|hozzászólás(?:ok)?"
    r"|comentari[iu]|kommenttia?|yorum(?:lar)?|kommentar(?:er)?|mga komento|komento|komentar|maoni"
    r"|коммента(?:рии|риев|рия)|комента(?:р|рі|рів|ри|ра)|σχόλι[αο]|תגובות|(?:ال)?تعليقات|تعليقا?"
    r"|टिप्पणि?या[ँं]|टिप्पणी|মন্তব্য|bình luận|ความคิดเห็น|评论|評論|コメント|댓글)"
)
_COMMENTS_HEAD = re.compile(
    rf"^\W*(?:(?:all|show|view)\s)*(?:[\d.,]+\W*\s?(?:条|條|则)?{_COMMENTS}"
    rf"|{_COMMENTS}\s?\W{{0,3}}[\d.,]+\s?[件개]?)\W*$",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])0(?![\d.,])")
# What a sentence ends in: in Latin, Chinese, Arabic, Urdu, India's scripts, Burmese, Khmer,
# Armenian and Amharic.
STOPS = ".!?…。！？؟۔।॥။។։።"
# A last sentence that the agency signs: "… said. (ANI)".
_SIGNED = re.compile(r"[.!?…。][\"'”’»]*\s*\(([^()]{2,20})\)\W*$")
_SENTENCE_END = re.compile(rf"[{STOPS}][\"'”’»›)\]」』]*$")
_BULLET = re.compile(r"^[•·▪◦‣■●*–-]\s+(?=\S)")
_CJK = re.compile(CJK)
# "1. Lobo M. On fog. 2019", "[1] …", "(1) …".
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\].)]{1,2}\s")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
# Where a note's source is to be found: an address, pages, an issue.
_SOURCE = re.compile(
    r"https?://|\bwww\.|\bdoi\b|\bet al\b|\bibid\b|\b(?:pp?|vol|no|eds?|S|t)\.\s?\d"
    r"|\d\(\d+\)\s?:|\b(?:accessed|retrieved|abgerufen|consulté|consultado|consultato)\b",
    re.IGNORECASE,
)
_NOTES_HEAD = re.compile(
    r"^\W*(?:\d+\s)?(?:(?:foot|end)?notes|references|sources|citations|works cited|bibliography"
    r"|further reading|fußnoten|anmerkungen|einzelnachweise|quellen|literatur|références"
    r"|bibliographie|referencias|notas|fuentes|bibliografía|riferimenti|note|fonti|bibliografia"
    r"|referências|fontes|przypisy|źródła|kaynakça|kaynaklar|dipnotlar|referanser|fotnoter|kilder"
    r"|källor|referenser|fodnoter|noter|bronnen|voetnoten|сноски|источники|примечания|参考文献"
    r"|參考文獻|脚注|注释|出典|각주|참고문헌|المراجع|الهوامش|المصادر)\W*$",
    re.IGNORECASE,
)
# That all rights are reserved, and that nothing may be copied, as papers print it below what they
# own. In lower case, as _FURNITURE_STARTS.
_RESERVED = r"""(?:
    (?:all|some)\ (?:other\ )?rights\ (?:are\ )?reserved|alle\ rechte\ (?:sind\ )?vorbehalten
    |tous\ (?:les\ )?droits\ (?:[^\W\d_]+\ ){0,7}réservés|(?:todos\ los\ )?derechos\ reservados
    |tots\ els\ drets\ reservats|tutti\ i\ diritti\ (?:sono\ )?riservati|riproduzione\ riservata
    |(?:todos\ os\ )?direitos\ (?:são\ )?reservados|wszelkie\ prawa\ zastrzeżone
    |alla\ rättigheter\ (?:är\ )?(?:förbehåll|reserver)\w+
    |alle\ rettigh?eder\ (?:er\ )?forbehold\w+|alle\ rettigheter\ (?:er\ )?(?:forbehold|reserver)\w+
    |alle\ rechten\ (?:zijn\ )?voorbehouden|alle\ regte\ voorbehou|kaikki\ oikeudet\ pidätetään
    |(?:tüm|her)\ hak[kl]\w+\ (?:sakl|mahfuz)\w+|všechna\ práva\ vyhrazena|všetky\ práva\ vyhradené
    |sva\ prava\ (?:su\ )?(?:pridrž|zadrž)ana|vse\ pravice\ pridržane
    |toate\ drepturile\ (?:sunt\ )?rezervate|minden\ jog\ fenntartva|kõik\ õigused\ kaitstud
    |visos\ teisės\ saugomos|visas\ tiesības\ aizsargātas|με\ (?:την\ )?επιφύλαξη\ (?:παντός|κάθε)
    |все\ права\ (?:защищены|сохранены)|(?:усі|всі)\ права\ (?:захищен|застережен)[іо]
    |всички\ права\ запазени|hak\ cipta\ (?:dilindungi|terpelihara)|haki\ zote\ zimehifadhiwa
    |(?:جميع|كل|كافة)\ الحقوق\ محفوظة
    |(?:تمام|تمامی|کلیه|همه|جملہ)\ حقوق\ .{0,60}محفوظ
    |כל\ הזכויות\ שמורות|सर्वाधिकार\ सुरक्षित|সর্বস্বত্ব\ .{0,20}সংরক্ষিত|สงวนลิขสิทธิ์
    )"""
_FORBIDDEN = r"""(?:
    (?:re(?:production|publication|distribution|printing)|copying)\b.{0,60}\bwithout\b.{0,40}\b
        (?:permission|consent|authori[sz]ation)(?:\ of\ .{1,40})?
        (?:\W*$|.{0,40}\b(?:prohibited|forbidden|not\ (?:permitted|allowed)))
    |this\ (?:material|article|story|content)\ may\ not\ be\ (?:re)?(?:published|produced|printed)
    |nachdruck\b(?!\ de[rs]\b).{0,40}\b(?:verboten|genehmigung)
    |(?:toute\ )?reproduction\b.{0,40}\b(?:interdite|sans\ (?:autorisation|accord))
    |(?:le\ présent|ce)\ document\ est\ protégé\ par\b.{0,80}\bdroit\ d['’]auteur
    |(?:queda\ )?prohibida\ (?:la\ |su\ )?reproducción\ (?:total|parcial|sin)
    |(?:é\ )?proibida\ a\ reprodução\ (?:total|parcial|sem)|(?:è\ )?vietata\ la\ riproduzione
    |при\ (?:цитуванні|використанні|передруку|копіюванні)\b.{0,160}\b(?:гіпер)?посилання\b
    |при\ (?:цитировании|использовании|перепечатке|копировании)\b.{0,160}\b(?:гипер)?ссылк
    |無断(?:転載|複製|使用)|무단\s?(?:전재|복제)|(?:本文)?版[权權](?:所有|[归歸]|声明|聲明)
    |未[经經].{1,10}(?:不得|禁止|严禁|嚴禁|请勿|請勿).{0,4}[转轉][载載]
    )"""
# That what an article says is its author's alone.
_DISCLAIMED = r"""(?:
    (?:(?:the|any|all)\ )?(?:(?:views?|opinions?|thoughts)(?:,?\ (?:and|or)\ )?){1,3}\ expressed\b
        [^.]{0,80}\b(?:(?:are|is|belong)\b[^.]{0,40}\b(?:own|alone|those\ of|(?:author|writer).?s?)
            |not\ (?:necessarily\ )?re(?:flect|present))\b
    |las\ opiniones\ (?:aquí\ )?(?:expresadas|vertidas)\b.{0,120}
        \b(?:autor|no\ re(?:flejan|presentan))
    |les\ opinions\ exprimées\b.{0,120}\b(?:auteur|n.engagent)
    |as\ opiniões\ (?:expressas|emitidas)\b.{0,120}\b(?:autor|não\ re(?:fletem|presentam))
    |le\ opinioni\ espresse\b.{0,120}\b(?:autor|non\ r(?:iflettono|appresentano))
    )"""
# The mark, a year or the like; "copyright law" is what stories are about.
_MARKED = r"(?:©|\(c\)\ ?(?:copyright|(?:19|20)\d\d)|copyrights?\ ?(?:©|\(c\)|(?:19|20)\d\d))"
# A story about rights has a colon there, and no mark behind it.
_NOTICE = re.compile(
    rf"""^[\W_]*(?:(?:{_MARKED}|{_RESERVED}|{_FORBIDDEN})(?!:(?!\s?(?:©|\(c\))))|저작권자)|©.*(?:{_RESERVED}|{_FORBIDDEN})
    |[.,;:|·–—-]\ ?{_RESERVED}\W*$|^\W*(?:disclaimer\W+)?{_DISCLAIMED}""",
    re.VERBOSE,
)
MAX_NOTICE_CHARS = 300
# What a feed's articles say of themselves below: that nobody at the paper has edited them, or that
# a machine has put them there. Not what somebody says of a text, in quotes, or what was done to one
# by others. In lower case, as _FURNITURE_STARTS.
_OF_FEED = re.compile(
    r"""^[^\w"“„«]*(?:[^.!?]{0,80}[,:]\s)?(?:
    this\ (?:story|article|report|text|copy|content)\b[^.!?]{0,60}\b
        (?:not\ (?:been\ )?edited\ by\ [^.!?,;:]{0,60}\b(?:staff|team|desk|editors?|newsroom|crew)
        |auto-?\s?generated\ from|(?:syndicated|agency|wire)\ feed)
    |this\ (?:is\ an\ unedited|content\ is\ unedited\b\W*$)
    |diese[rs]?\ (?:text|artikel|beitrag|meldung|inhalt)\ (?:wurde|wird|ist)\b[^.!?]{0,80}\b
        (?:automatisch\ (?:erstellt|übernommen|generiert)|nicht\ redaktionell\ bearbeitet
        |redaktion(?:ell)?\ nicht\ bearbeitet)
    |cet(?:te)?\ (?:article|texte|dépêche|contenu)\b[^.!?]{0,80}\b
        (?:(?:générée?|publiée?)\ automatiquement|automatiquement\ (?:générée?|publiée?))
    |est[ea]\ (?:artículo|texto|contenido|noticia|nota)\b[^.!?]{0,80}\b
        (?:generad[oa]\ automáticamente|no\ ha\ sido\ editad[oa]\ por)
    |quest[oa]\ (?:articolo|testo|notizia|contenuto)\b[^.!?]{0,80}\b
        (?:generat[oa]\ automaticamente
        |non\ è\ stat[oa]\ (?:modificat|rivist)[oa]\ dalla\ redazione)
    |est[ea]\ (?:texto|notícia|conteúdo|matéria)\b[^.!?]{0,80}\b
        (?:gerad[oa]\ automaticamente|não\ foi\ editad[oa]\ p(?:or|el[oa]))
    |(?:यह|इस)\ (?:खबर|ख़बर|समाचार|रिपोर्ट|लेख)\b[^.!?]{0,80}
        (?:(?:एजेंसी|न्यूज़?|सिंड[िी]केट\S*)\s(?:\S+\s){0,2}(?:फीड|फ़ीड)|संपादित\ नहीं)
    )""",
    re.VERBOSE,
)
# Where an article stood first, as feeds and partners print below it: with no more behind that than
# whose paper that is. A story's own story goes on, or tells the year. In lower case, as
# _FURNITURE_STARTS.
_APPEARED = re.compile(
    r"""^[^\w"“„«]*(?:the\ post\b.{0,200}\bappeared\ first\ on\b
    |this\ (?:article|story|essay|column|piece)\ (?:appears|appeared|(?:is|was)\ published)\ in
        \ [^.]{0,80}\b(?:print|edition|issue)\b|(?:
    (?:the|this)\ (?:post|article|story|column|piece)\b.{0,200}
        \b(?:(?:originally|first)\ (?:appeared|published)
        |(?:appeared|published)\ (?:first|originally))\ (?:on|in|at)\b
        (?!.*\.\s(?!read|see|sign|visit|this|it\b|you\b|©|copyright|re(?:published|printed)))
        (?!.*\b(?:and|has|had|was|were|which|who|when|that)\b
            (?!\ (?:(?:is|was|has|been)\ )*re(?:published|printed)))
    |(?:der|dieser)\ (?:beitrag|artikel|text)\b.{0,200}
        \b(?:erschien\ zuerst|ist\ zuerst\b.{0,60}\berschienen)\b
    |(?:l['’]article|cet\ article)\b.{0,200}
        \b(?:apparu|paru|publié)\ en\ premier\ (?:sur|dans)\b
    |(?:la\ entrada|(?:el|este)\ artículo)\b.{0,200}
        \b(?:(?:se\ publicó|apareció)\ (?:primero|originalmente)|aparece\ primero)\ en\b
    |(?:o\ post|(?:o|este)\ artigo)\b.{0,200}
        \b(?:apareceu|foi\ publicado)\ primeiro\ (?:em|n[oa])\b
    |(?:l['’]articolo|questo\ articolo)\b.{0,200}
        \b(?:proviene\ da|sembra\ essere\ il\ primo\ su)\b
    |(?:het\ bericht|dit\ artikel)\b.{0,200}\bverscheen\ (?:als\ )?eerste?\ op\b
    |(?:inlägget|artikeln)\b.{0,200}\bdök\ först\ upp\ på\b
    |(?:artykuł|wpis)\b.{0,200}\bpochodzi\ z\ serwisu\b
    |(?:сообщение|запись)\b.{0,200}\bпояви(?:лись|лась)\ сначала\ на\b
    |(?:postingan|artikel)\b.{0,200}
        \b(?:muncul\ pertama\ kali|pertama\ kali\ (?:tampil|muncul))\ (?:di|pada)\b
    )(?!.*(?:(?<!\d)(?:1[5-9]|20)\d\d(?!\d)))[^,;!?]*$)""",
    re.VERBOSE,
)
# Who wrote a post that a page shows, with their account: "— Ada Fenwick (@ada_f) May 2, 2024".
_POST_SIGNATURE = re.compile(r"[—–-]\s?[^()@]{1,60}\(@\w{1,30}\)(?P<date>.{0,40})", re.DOTALL)
# What a template has in the place of a text and was not filled in: by the marks of the common
# languages of templates, and shortcodes with attributes.
_PLACEHOLDERS = re.compile(
    r"""(?:(?:
    (?:\$\$|%%?|@@)[a-z_][\w.:-]{2,60}(?:\$\$|%%?|@@)
    |\{\{\{?[^{}]{1,200}\}\}\}?|\{%[^{}%]{1,200}%\}|[$\#]\{[a-z_][^{}]{0,100}\}
    |<%[^<>%]{1,200}%>|\[\[\s?[a-z_][\w.:|-]{0,60}\s?\]\]
    |\[/?[a-z][\w-]{1,40}(?:\s+[\w-]{1,40}=(?:"[^"]*"|'[^']*'|[^\s\]"']+))+\s*/?\]
    )[\s|·,;:/–—-]*)+""",
    re.IGNORECASE | re.VERBOSE,
)
MAX_PLACEHOLDERS_CHARS = 300
_EMBEDDED = re.compile(r"<(?:a|iframe|img|script)\s[^<>]*(?:href|src)=", re.IGNORECASE)
MIN_PROSE_CHARS = 50
# Less than this below a headline, in Latin characters' worth, is a headline and no article.
MIN_BODY_CHARS = MIN_PROSE_CHARS
# A paragraph of fewer letters may be printed twice on purpose: "Yes", "Read more".
MIN_COPY_CHARS = 30
MIN_PROSE_CHARS_WITHOUT_END = 180
MIN_SENTENCE_CHARS = 20
# A Han, kana or Hangul character says about as much as this many Latin ones.
CJK_WEIGHT = 2.5
MAX_HEADLINE_CHARS = 200
MIN_HEADLINE_CHARS = 12


def weigh(text: str) -> float:
    """Length of a text in Latin characters' worth."""
    if text.isascii():
        return float(len(text))
    return len(text) + (CJK_WEIGHT - 1) * len(_CJK.findall(text))


def is_furniture(text: str) -> bool:
    """Whether a line is a page's own: share, follow, also read, advertisement, section labels.

    >>> is_furniture("ALSO READ: Truce Hope Fades"), is_furniture("Share prices fell on Monday.")
    (True, False)
    """
    if len(text) > MAX_FURNITURE_CHARS:
        return False
    if _FURNITURE_STARTS.match(lower(text)) is not None:
        return True
    return not text[:1].isalnum() and not any(c.isalnum() for c in text)


def is_label(text: str) -> bool:
    """Whether a line is what furniture begins with and no more, or with a colon or rule behind.

    >>> is_label("Also Read | Truce Hope Fades"), is_label("Recommended for you")
    (True, True)
    >>> is_label("Read more books, she said."), is_label("Categories that have grown")
    (False, False)
    """
    if len(text) > MAX_FURNITURE_CHARS:
        return False
    found = _FURNITURE_STARTS.match(lower(text))
    return found is not None and _BEHIND_LABEL.match(text, found.end()) is not None


def lower(text: str) -> str:
    """A text in lower case, for patterns in lower case to match what they would with IGNORECASE."""
    # What IGNORECASE takes for the same, and lower() does not.
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def is_date_line(text: str) -> bool:
    """Whether a line says when, and little else.

    >>> is_date_line("Updated 31 sec ago"), is_date_line("Updated 23 July 2024")
    (True, True)
    """
    return is_ago(text) or (
        weigh(text) <= MAX_DATED_CHARS
        and holds_date(text)
        and not (_SENTENCE_END.search(text) and _is_sentence_of_date(text))
    )


def is_day(text: str) -> bool:
    """Whether a line is a date, with a word at most beside it, which may be the weekday.

    >>> is_day("Sunday, 23 June 2024"), is_day("The Storm of 23 June 2024")
    (True, False)
    """
    return is_date_line(text) and holds_date(text) and len(replace_dates(text, "").split()) <= 1


def _is_sentence_of_date(text: str) -> bool:
    """Whether it is a sentence that ends, and not a date: "14. 3. 2024.", "at 10:30 p.m."."""
    rest = replace_dates(text, "")
    return _SENTENCE_END.search(rest) is not None and any(map(str.isalnum, rest))


def is_ago(text: str) -> bool:
    """Whether a line says how long ago, and little else.

    >>> is_ago("Updated 31 sec ago"), is_ago("Updated 23 July 2024")
    (True, False)
    """
    return len(text) <= MAX_DATE_LINE_CHARS and _RELATIVE_TIME.match(text) is not None


def is_modified(text: str) -> bool:
    """Whether a date line says when the article was changed, not when it was published."""
    return _MODIFIED.search(text) is not None


def split_modified(text: str) -> tuple[str, str]:
    """What a date line says of when the article was published, and of when it was changed.

    >>> split_modified("Published 2 May 2024, updated 3 May 2024")
    ('Published 2 May 2024', 'updated 3 May 2024')
    >>> split_modified("2 May 2024"), split_modified("Updated: 2 May 2024")
    (('2 May 2024', ''), ('', 'Updated: 2 May 2024'))
    >>> split_modified("Updated 3 May 2024 / Published 2 May 2024")
    ('Published 2 May 2024', 'Updated 3 May 2024')
    """
    found = _MODIFIED.search(text)
    if found is None:
        return text, ""
    before = text[: found.start()].rstrip(_MARKS_BETWEEN)
    if holds_date(before):
        return before, text[found.start() :]
    behind = _PUBLISHED.search(text, found.end())
    if behind:
        return text[behind.start() :], text[: behind.start()].rstrip(_MARKS_BETWEEN)
    return "", text


def dates_article(text: str) -> bool:
    """Whether a line above an article's body is about when it was published, whatever else it says.

    >>> dates_article("Published 2 May 2024 at 1:49 p.m. | Last updated 3 May 2024 at 2:01 p.m.")
    True
    >>> dates_article("Ferries at the quay of Port Ellery, which is closed for ice, on 2 May 2024")
    False
    """
    return (
        len(text) <= MAX_BYLINE_CHARS
        and holds_date(text)
        and weigh(replace_dates(text, "")) <= MAX_DATED_CHARS
    )


def starts_with_date(text: str) -> bool:
    """Whether a line begins with a date and says little else; "Monday, 3 June" is today's as often.

    >>> starts_with_date("• 12 June 2024 | Sport"), starts_with_date("Sunday, June 23, 2024")
    (True, False)
    >>> starts_with_date("Date: 12 June 2024")
    True
    """
    dated = _DATE_LABEL.sub("", strip_bullet(text))
    return is_date_line(text) and replace_dates(dated, "\n").startswith("\n")


def says_published(text: str) -> bool:
    """Whether a line below an article says when it was published, and little else.

    >>> says_published("This story was originally published December 22, 2023, 12:20 PM.")
    True
    """
    return dates_article(text) and _PUBLISHED.search(text) is not None


def says_until(text: str) -> bool:
    """Whether a date is that until which something can be had, and not when it was published.

    >>> says_until("02:57 Min. Verfügbar bis 06.05.2024"), says_until("Stand: 22.04.2024")
    (True, False)
    """
    return _UNTIL.search(text) is not None


def is_byline(text: str) -> bool:
    """Whether a line says who wrote the article.

    >>> is_byline("By Timour Azhari"), is_byline("By then, the army had left the town.")
    (True, False)
    """
    return (
        len(text) <= MAX_BYLINE_CHARS
        and _BYLINE.match(text) is not None
        and _SENTENCE_END.search(_ABBREVIATED_END.sub("", text)) is None
    )


def is_only_by(text: str) -> bool:
    """Whether a line is a "By" whose names stand on the next.

    >>> is_only_by("Written by:"), is_only_by("By Timour Azhari")
    (True, False)
    """
    return len(text) <= MAX_BYLINE_CHARS and _ONLY_BY.fullmatch(text) is not None


def byline_behind(text: str) -> str | None:
    """The byline behind a mark that sets it off from what else a line says, or glued to that.

    >>> byline_behind("Sport | Written by Timour Azhari")
    'Written by Timour Azhari'
    >>> byline_behind("SportByTimour Azhari")
    'By Timour Azhari'
    """
    if len(text) > MAX_FURNITURE_CHARS or is_byline(text):
        return None
    if glued := _BYLINE_GLUED_BEHIND.match(text):
        return f"By {text[glued.end() :]}"
    found = _BYLINE_BEHIND.search(text)
    return text[found.end() :] if found else None


def names_picture_source(text: str) -> bool:
    """Whether a line says whose a picture is.

    >>> names_picture_source("Ada Fenwick and Jonas Wirth on the quay | Foto: Lou Ferris/dpa")
    True
    >>> names_picture_source("Ada Fenwick, picture editor")
    False
    """
    return _find_picture_source(text) is not None


def _find_picture_source(text: str) -> re.Match[str] | None:
    # Each has one of these in it; to look for pictures at each character takes long.
    small = text.lower()
    has_any = any(mark in small for mark in (":", "/", "：", "by", "courte"))
    return _PICTURE_SOURCE.search(text) if has_any else None


def ends_in_picture_source(text: str) -> bool:
    """Whether a line says whose a picture is behind what it says of the picture.

    >>> ends_in_picture_source("The hull stands in the courtyard. — Photo by the writer")
    True
    >>> ends_in_picture_source("Picture: what the new quay will look like")
    False
    >>> ends_in_picture_source("The kiosk at the ferry takes cash and all credit/debit cards.")
    False
    >>> ends_in_picture_source("The plans of the new quay: https://ferry.example/photo/12")
    False
    """
    found = _find_picture_source(text) or _PICTURE_AGENCY.search(text)
    return found is not None and weigh(text[: found.start()]) >= MIN_PICTURED


def is_only_picture_source(text: str) -> bool:
    """Whether a line says whose a picture is and nothing of what is in it.

    >>> lines = "Foto: Lou Ferris / Harbour Agency", "(Photo: AP)", "Photo: The quay at low tide"
    >>> list(map(is_only_picture_source, lines))
    [True, True, False]
    >>> lines = "(AP Photo/Lou Ferris)", "Image credit: AP", "© Lou Ferris/dpa", "صورة: رويترز"
    >>> list(map(is_only_picture_source, lines))
    [True, True, True, True]
    """
    if text[:1] in "([" and is_picture_source(text):
        return True
    if len(text) > MAX_SOURCE_CHARS:
        return False
    found = _PICTURE_LINE.match(text) or _RIGHTS.match(text)
    if found is None:
        found = _find_picture_source(text)
        if found is None or any(map(str.isalnum, text[: found.start()])):
            return False
    source = text[found.end() - 1 :]
    if _SAYS_MORE.search(source) is not None:
        return False
    if any(map(str.isupper, source)):
        return sum(word[0].islower() for word in source.split()) <= MAX_SMALL_WORDS
    return not any(map(str.islower, source)) and weigh(source) < MIN_PICTURED


def is_glued_byline(text: str) -> bool:
    """Whether a line is "By" and a name without a space between them.

    >>> is_glued_byline("ByTimour Azhari"), is_glued_byline("Byron Bay")
    (True, False)
    """
    return len(text) <= MAX_BYLINE_CHARS and _GLUED_BYLINE.match(text) is not None


def strip_byline(text: str) -> str:
    """A byline without its "By"."""
    return _GLUED_BYLINE.sub("", _BYLINE.sub("", text))


def is_credit(text: str) -> bool:
    """Whether a line is the closing one that says who reported, wrote and edited."""
    return len(text) <= 300 and _CREDIT.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line reads as a picture's caption: it names a picture or ends in its source."""
    if len(text) > MAX_CAPTION_CHARS:
        return False
    if _CAPTION_START.match(text) is not None:
        return True
    # A source is set off by one of these; to look for sources at every character takes long.
    return ("(" in text or ")" in text or "/" in text or "|" in text) and _CAPTION_END.search(
        lower(text)
    ) is not None


# Who stands where in a picture, as newspapers say it: at a caption's begin, or behind a name.
_PLACES = (
    r"(?:from left|from right|left to right|from left to right|top left|v\. ?l\.(?: ?n\. ?r\.)?"
    r"|von links|van links(?: naar rechts)?|de gauche à droite|de izquierda a derecha"
    r"|da sinistra|da esquerda|fra venstre|från vänster|vasemmalta|od lewej|zleva|zľava|balról"
    r"|soldan(?: sağa)?|слева(?: направо)?|зліва(?: направо)?|de la stânga)"
)
_PLACED = re.compile(
    rf"^\W*(?:pictured\b|{_PLACES}\s*[:,(])|\((?:{_PLACES}|left|right|links|rechts)[,:]?\)",
    re.IGNORECASE,
)
MAX_SOURCE_CHARS = 80


def places_people(text: str) -> bool:
    """Whether a line may be a picture's caption by its saying who stands where in it.

    >>> places_people("From left, Ada Fenwick and Jonas Wirth."), places_people("Ada (left) won.")
    (True, True)
    >>> places_people("The boat, pictured above, was found by a diver from left of the quay.")
    False
    """
    return len(text) <= MAX_CAPTION_CHARS and _PLACED.search(text) is not None


def is_picture_source(text: str) -> bool:
    """Whether a line says whose a picture is, and no more."""
    return len(text) <= MAX_SOURCE_CHARS and is_caption(text)


def is_picture_line(text: str) -> bool:
    """Whether a line says whose a picture is before anything else.

    >>> is_picture_line("Photo: Reuters"), is_picture_line("(AP Photo/Lou Ferris)")
    (True, True)
    >>> is_picture_line("The boat (photo: Lou Ferris)"), is_picture_line("Photo finish")
    (False, False)
    """
    return len(text) <= MAX_SOURCE_CHARS and (
        _PICTURE_LINE.match(text) is not None or (text[:1] in "([" and is_caption(text))
    )


def heads_list(text: str) -> bool:
    """Whether a line announces categories, tags or other articles on the lines below it.

    >>> heads_list("Categories"), heads_list("Most Read"), heads_list("Categories of goods")
    (True, True, False)
    """
    return _LIST_HEAD.match(text) is not None


def heads_comments(text: str) -> bool:
    """Whether a line says how many comments of readers there are: some.

    >>> [heads_comments(text) for text in ("8 Comments", "Kommentare (12)", "Comments welcome.")]
    [True, True, False]
    >>> heads_comments("0 Comments")
    False
    """
    return (
        len(text) <= MAX_DATE_LINE_CHARS
        and _COMMENTS_HEAD.match(text) is not None
        and _NO_NUMBER.search(text) is None
    )


def find_signature(text: str) -> str | None:
    """What stands in brackets after the last sentence of a text.

    >>> find_signature("It was the eighth round of strikes. (ANI)")
    'ANI'
    """
    found = _SIGNED.search(text)
    return found.group(1).strip() if found else None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, signed or not."""
    return _SENTENCE_END.search(text) is not None or _SIGNED.search(text) is not None


def has_bullet(text: str) -> bool:
    """Whether a line begins with a bullet."""
    return _BULLET.match(text) is not None


def strip_bullet(text: str) -> str:
    """A line without its bullet."""
    return _BULLET.sub("", text)


def note_number(text: str) -> int | None:
    """The number a line begins with as notes and references do; None if it does not.

    >>> note_number("[3] Lobo, On Fog, p. 12"), note_number("3 ferries sail on Sunday.")
    (3, None)
    """
    found = _NOTE.match(text)
    return int(found[1]) if found else None


def names_year(text: str) -> bool:
    """Whether a year stands in a text."""
    return _YEAR.search(text) is not None


def names_source(text: str) -> bool:
    """Whether a text says where its source is to be found, as notes do.

    >>> names_source("Lobo M, Adeyemi K. On fog. 2019;4(2):12-19."), names_source("Fog in 2019.")
    (True, False)
    """
    return _SOURCE.search(text) is not None


def heads_notes(text: str) -> bool:
    """Whether a line announces notes or references.

    >>> heads_notes("References"), heads_notes("7 Sources"), heads_notes("Sources say no.")
    (True, True, False)
    """
    return len(text) <= MAX_DATE_LINE_CHARS and _NOTES_HEAD.match(text) is not None


def strip_text_label(text: str) -> str:
    """A paragraph without what databases call the text that it begins.

    >>> strip_text_label("Full text: The ferry is late."), strip_text_label("Text: a novel")
    ('The ferry is late.', 'Text: a novel')
    """
    return _TEXT_LABEL.sub("", text)


def is_notice(text: str) -> bool:
    """Whether a line is nothing but a notice of whose a text is, and that it may not be copied.

    >>> is_notice("© 2024 The Ferry Post. All rights reserved."), is_notice("Copyright law is old.")
    (True, False)
    """
    marked = lower(text).replace("ⓒ", "©")
    return len(text) <= MAX_NOTICE_CHARS and _NOTICE.search(marked) is not None


def is_of_feed(text: str) -> bool:
    """Whether a paragraph says that an article came by a feed and was not edited.

    >>> is_of_feed("(This story has not been edited by our staff.)")
    True
    >>> is_of_feed("This story has been told on the island for years.")
    False
    """
    return len(text) <= MAX_NOTICE_CHARS and _OF_FEED.search(lower(text)) is not None


def says_appeared(text: str) -> bool:
    """Whether a paragraph says where an article stood first, as is printed below it.

    >>> says_appeared("The post Ferry Stops for the Winter appeared first on The Harbour Post.")
    True
    >>> says_appeared("This article appears in the May 2024 print edition as “Ice.”")
    True
    >>> says_appeared("The first of the seals appeared on the quay.")
    False
    """
    return len(text) <= MAX_NOTICE_CHARS and _APPEARED.search(lower(text)) is not None


def signs_post(text: str) -> bool:
    """Whether a line says who wrote the post above it, which a page shows, and with what account.

    >>> signs_post("— Ada Fenwick (@ada_f) May 2, 2024"), signs_post("- Ada Fenwick (Reuters)")
    (True, False)
    """
    signed = _POST_SIGNATURE.fullmatch(text)
    return signed is not None and (not signed["date"].strip(" .") or holds_date(signed["date"]))


def is_placeholder(text: str) -> bool:
    """Whether a text is nothing but what a template has in the place of one.

    >>> is_placeholder("$$ARTICLEAD$$"), is_placeholder("{{ page.title }} | {{ site }}")
    (True, True)
    >>> is_placeholder("$$ A = B $$"), is_placeholder("[sic]"), is_placeholder("10%")
    (False, False, False)
    """
    return (
        text[:1] in ("$", "%", "@", "{", "#", "<", "[")
        and len(text) <= MAX_PLACEHOLDERS_CHARS
        and _PLACEHOLDERS.fullmatch(text) is not None
    )


def is_embedded(text: str) -> bool:
    """Whether a text is the source of a post or player that a page shows: links and frames as HTML.

    >>> is_embedded('<a href="https://ferry.example/3">#Ferries</a> sail again'), is_embedded("<3")
    (True, False)
    """
    return "<" in text and _EMBEDDED.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a block reads as running text rather than as a headline or a label."""
    weight = weigh(text)
    if weight >= MIN_PROSE_CHARS_WITHOUT_END:
        return True
    return weight >= MIN_PROSE_CHARS and ends_sentence(text)


def is_sentence(text: str) -> bool:
    """Whether a block is a sentence, however short.

    >>> is_sentence("A count will now be made."), is_sentence("Old Bridge to Reopen")
    (True, False)
    """
    return weigh(text) >= MIN_SENTENCE_CHARS and ends_sentence(text) and not text[0].islower()


def is_headline(text: str) -> bool:
    """Whether a block could be a headline: short, no sentence, no bullet, not lower case.

    >>> is_headline("Tunisia president fires finance minister"), is_headline("He said so.")
    (True, False)
    """
    return (
        MIN_HEADLINE_CHARS <= weigh(text) <= MAX_HEADLINE_CHARS
        and not text[0].islower()
        and not has_bullet(text)
        and not text.endswith((",", ";", ":", ".", "。", "،"))
    )
