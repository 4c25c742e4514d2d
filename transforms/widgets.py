"""What the frames of pictures, players and embedded posts say of themselves: no captions.

As in transforms.furniture, the phrases are common vocabulary of many languages. They are asked of
few lines: of those that the markup says are captions or standfirsts, and of a text's paragraphs.
"""

import re

MAX_WIDGET_CHARS = 100
MAX_CONSENT_CHARS = 500

_PICTURES = (
    r"(?:(?:the|this|das|die|la|le|les|las|los|el|il|lo|gli|o|a|as|os|de|l['’])\s?)?"
    r"(?:(?:full|large|larger|original|all|more|alle|alla|toutes\sles|todas\sl?as|tutte\sle)\s)?"
    r"(?:images?|imágenes|imagen|imagens|imagem|immagin[ei]|pictures?|photos?|figures?|slides?"
    r"|slideshow|gallery|galleries|lightbox|captions?|bild(?:er|strecke|ergalerie|erstrecke|serie)?"
    r"|fotos?|foto['’]s|fotostrecken?|fotogalerie|galerien?|galería|galeria|galleria|afbeelding"
    r"|zdjęci[ae]|zdjęć|galerię|bilde[tn]?|obrázek|фото|изображение|галерею|الصورة|الصور)"
)
_OF = r"(?:/|of|von|de|di|sur|van|av|af|z|из|の)"
# To open one, and to close it; how many there are, and which it is.
_FRAMES = rf"""
    (?:(?:press\s)?enter\sor\s)?(?:click|tap|swipe|klicken|cliquez|haga\sclic|clique|clicca)\b
        .{{0,30}}\b(?:enlarge|zoom|expand|(?:to|for)\s(?:an?\s|the\s)?(?:\w+\s)?(?:view|open|see)
        |vergrößern|agrandir|ampliar|ingrandire)\b.{{0,40}}
    |(?:open|view|see|show|hide|toggle|enlarge|expand|close|zoom|next|previous|read|voir|ouvrir
        |agrandir|ver|abrir|ampliar|guarda|apri|ingrandisci|bekijk|vergroot|vis|visa|se|förstora
        |forstørr|zobacz|powiększ|zvětšit|zobrazit|смотреть|увеличить|открыть|تكبير|عرض)
        \s(?:\d+\s)?{_PICTURES}(?:\s(?:credit|source|size|in\s(?:gallery|full(?:\s?screen)?)))?
    |{_PICTURES}\s(?:ansehen|anzeigen|öffnen|vergrößern|starten|zeigen|bekijken|vergroten)
    |(?:{_PICTURES}\s)?\d+\s?{_OF}\s?\d+|\d+\s{_PICTURES}
    |(?:previous|next)\s(?:photo|image|slide)\b.{{0,30}}
    |close|enlarge|full\s?screen|previous|next|zoom(?:\s(?:in|out))?|gallery|slideshow|lightbox
    |schließen|vergrößern|vollbild|(?:zur\s)?(?:bilder)?galerie|fermer|agrandir|plein\sécran|diaporama
    |cerrar|ampliar|pantalla\scompleta|fechar|tela\scheia|chiudi|ingrandisci|schermo\sintero
    |foto\s?gallery|sluiten|volledig\sscherm|stäng|lukk|luk|zamknij|powiększ|zavřít|fotogalerie
    |kapat|büyüt|tam\sekran|galeriyi\s(?:gör|aç)|bezárás|nagyítás|sulje|suurenna(?:\skuva)?|închide
    |закрыть|увеличить|фотогалерея|закрити|збільшити|κλείσιμο|μεγέθυνση|إغلاق|بستن|סגור|הגדל
    |phóng\sto|đóng|perbesar(?:\sgambar)?|tutup
    |[点點][击擊](?:查看|放大|看).{{0,8}}|查看[大原][图圖]|关闭|關閉|全屏|全螢幕
    |(?:画像|写真)を?(?:拡大(?:する|表示)?|見る)|(?:クリックで)?拡大(?:する|画像)?|閉じる
    |全画面(?:表示)?|(?:사진|이미지)?\s?(?:크게\s?보기|원본\s?보기|확대)|닫기|전체\s?화면
    """
_PLAYERS = r"""
    (?:auto)?play(?:\s(?:video|audio|clip|episode|all|now))?|pause|replay|(?:un)?mute|live|loading
    |(?:watch|listen)(?:\s(?:now|live|(?:the|this)\s(?:video|audio)))?
    |(?:current\stime|duration|remaining\stime|playback\s(?:rate|speed)|chapters|subtitles|up\snext
        |now\splaying)\W*[\d:.]*x?
    |skip\sad|(?:video\s)?player\sis\sloading
    |(?:video\s)?abspielen|ton\s(?:an|aus)|wiedergabe|lire\sla\svidéo
    |(?:ver|reproducir|assistir)\s(?:el\s|ao\s)?v[íi]deo|silenciar|(?:riproduci|guarda)\s(?:il\s)?video
    |afspelen|bekijk\s(?:de\s)?video|spela(?:\supp)?|spill\sav|afspil|odtwórz|přehrát|oynat
    |воспроизвести|смотреть\sвидео|تشغيل|播放|再生(?:する)?|動画を見る|재생|(?:동)?영상\s?보기
    |(?:more|other|weitere|mehr|plus\sde|autres|más|otr[oa]s|altri|mais|outros|meer|flere|fler
        |więcej|další)\s(?:videos?|vidéos?|vídeos?|video['’]s|filmy|podcasts?)
    |powered\sby(?:\s[\w.&-]+){0,2}
    |(?:this|the)\s(?:video|audio|clip|content)\s(?:can(?:\s?not|['’]t)|could\snot)\sbe\s(?:played|loaded|shown)
    |unable\sto\s(?:play|load)\s(?:the\s|this\s)?(?:video|audio|media)
    |to\s(?:play|watch|view|listen\sto)\sthis\s(?:video|audio|content|clip)\b.{0,40}\bjavascript\b.{0,40}
    |(?:sorry,?\s)?your\sbrowser\s(?:does\snot|doesn['’]t)\ssupport\b.{0,60}
    |(?:(?:ihr|dein)\sbrowser\sunterstützt|votre\snavigateur\sne|(?:su|tu)\snavegador\sno
        |(?:o\s)?seu\snavegador\snão|il\s(?:tuo|suo)\sbrowser\snon)\b.{0,40}\b(?:video|vidéos?|vídeos?|audio|áudio)\b.{0,40}
    |(?:please\s)?(?:enable|activate|turn\son)\sjavascript\b.{0,60}
    """
_POSTS = r"""
    (?:watch|view|open|listen)\s(?:this\s)?(?:(?:video|post|profile|tweet|more)\s)?on\s[\w.]{1,20}
    |a\s(?:post|photo|video)\sshared\sby\b.{0,60}@.{0,60}
    """
_READERS = r"""
    (?:reading\stime|lesezeit|lesedauer|temps\sde\slecture|tiempo\sde\slectura|tempo\sdi\slettura
        |tempo\sde\sleitura|leestijd|lästid|lesetid|læsetid|czas\sczytania|doba\sčtení
        |okuma\ssüresi|время\sчтения|час\sчитання|χρόνος\sανάγνωσης|阅读时间|読了時間|읽는\s시간)
        \W*\d+.{0,20}
    |(?:click|tap)\sto\s(?:share|e-?mail|print|tweet|copy|subscribe|listen|play|watch)\b.{0,80}
    |(?:listen(?:\sto\s(?:this|the)\s(?:article|story|news))?|anhören|écouter(?:\sl['’]article)?
        |escuchar(?:\s(?:noticia|artículo))?|ouvir(?:\s(?:notícia|artigo|matéria))?
        |ascolta(?:\sl['’]articolo)?)\s\W*\d+\s?min\w*
    |this\sis\sa\smodal\swindow|(?:original|source|url|link)?\W*https?://\S+
    |search\sfor|leave\sa\sreply\b.{0,30}|(?:link\s)?copied
    |(?:(?:share|print|e-?mail|(?:copy\s)?(?:link|url)|facebook|twitter|x|linked\s?in|whats\s?app
        |telegram|reddit|pinterest|bluesky|threads|messenger|mastodon|tumblr|flipboard|viber|line
        |kakaotalk|xing|pocket)(?:[\W_]+|$))+
    """
# Of a picture's source, which is missing.
_LABELS = r"""
    (?:(?:photo|image|picture|foto|bild)\s?)?(?:credits?|source|caption|copyright|quelle|crédits?
        |fuente|fonte|fotograf|bron|kilde|källa|źródło|zdroj|kaynak|источник|джерело|πηγή|המקור
        |来源|來源|出典|출처)
    """
# What readers who see no picture are told to be its caption, and its source, with a comma behind,
# as the BBC's pages in all languages have it.
_CAPTION_LABEL = r"""(?:
    (?:image|media|video)\scaption(?=[\s,:])|pie\sde\sfoto(?=,)|legenda\sda\sfoto(?=[,:])|légende\simage(?=,)
    |подпись\sк\sфото(?=[,:])|підпис\sдо\sфото(?=[,:])|fotoğraf\saltı\syazısı(?=,)|keterangan\sgambar(?=[,:])
    |maelezo\sya\spicha(?=,)|bayanan\shoto(?=,)|àkọlé\sàwòrán(?=,)|nkọwa\sfoto(?=,)
    |qoraalka\ssawirka(?=,)|wetin\swe\scall\sdis\sfoto(?=,)|potpis\sispod\sfotografije(?=,)
    |इमेज\sकैप्शन(?=,)|ছবির\sক্যাপশান(?=,)|फोटो\sकॅप्शन(?=,)|ઇમેજ\sકૅપ્શન(?=,)|படக்குறிப்பு(?=,)|ఫొటో\sక్యాప్షన్(?=,)
    |ਤਸਵੀਰ\sਕੈਪਸ਼ਨ(?=,)|तस्बिर\sक्याप्सन(?=,)|التعليق\sعلى\sالصورة(?=،)|توضیح\sتصویر(?=،)|تصویر\sکا\sکیپشن(?=[\s،])
    |chụp\slại\shình\sảnh(?=,)|คำบรรยายภาพ(?=,)|[图圖]像加[注註]文字(?=，)|画像説明(?=[,、])|사진\s설명(?=[,:])
    )[\s,:،，、]\s*"""
_SOURCE = r"""(?:
    (?:image|media|video|photo)\ssource(?=[\s,:])|fuente\sde\sla\simagen(?=[,:])|crédit\sphoto(?=,)|crédito(?=,)
    |автор\sфото(?=,)|sumber\sgambar(?=[,:])|chanzo\scha\spicha(?=,)|asalin\shoton(?=,)|oríṣun\sàwòrán(?=,)
    |ebe\sfoto\ssi(?=,)|xigashada\ssawirka(?=,)|wia\sdis\sfoto\scome\sfrom(?=,)|autor\sfotografije(?=,)
    |इमेज\sस्रोत(?=,)|ছবির\sউৎস(?=,)|फोटो\sस्रोत(?=,)|ઇમેજ\sસ્રોત(?=,)|பட\sமூலாதாரம்(?=,)|ఫొటో\sసోర్స్(?=,)
    |ਤਸਵੀਰ\sਸਰੋਤ(?=,)|तस्बिर\sस्रोत(?=,)|صدر\sالصورة(?=،)|منبع\sتصویر(?=،)|تصویر\sکا\sذریعہ(?=[\s،])
    |nguồn\shình\sảnh(?=[,:])|ที่มาของภาพ(?=,)|[图圖]像[来來]源(?=，)|画像提供(?=[,、])|사진\s출처(?=[,:])
    )[\s,:،，、].{1,60}"""
_WIDGET = re.compile(
    rf"[\W_]*(?:{'|'.join((_FRAMES, _PLAYERS, _POSTS, _READERS, _LABELS, _SOURCE))})[\W_]*",
    re.IGNORECASE | re.VERBOSE,
)
# What stands in the place of what readers have not agreed to have shown.
_CONSENT = re.compile(
    r"""(?:(?:in\sorder\s)?to\s(?:see|view|watch|display|play|load|show)\b
        |um\s.{0,80}?(?:anzuzeigen|abzuspielen|anzusehen|zu\s(?:sehen|laden|nutzen|zeigen))\b
        |pour\s(?:voir|afficher|regarder|lire|consulter)\b
        |para\s(?:ver|visualizar|mostrar|assistir|reproducir)\b
        |per\s(?:vedere|visualizzare|guardare)\b|om\s.{0,60}?te\s(?:zien|bekijken|tonen)\b
        |aby\s(?:zobaczyć|obejrzeć|wyświetlić|zobrazit|přehrát)\b
        |for\så\s(?:se|vise)\b|för\satt\s(?:se|visa)\b|for\sat\s(?:se|vise)\b)
    .{0,200}\b(?:cookies?|consent\w*|einwillig\w+|zustimm\w+|consentement|consentimi?ento|consenso
        |toestemming|zgod[ayęą]|souhlas\w*|samtyc?k\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BEHIND_CAPTION = re.compile(
    r"(?:…|\.{3})?\s+(?:(?:hide|toggle|show|expand)\scaption|(?:…\s)?more\s?[>»])\W*$",
    re.IGNORECASE,
)
_BEFORE_CAPTION = re.compile(rf"[\W_]*{_CAPTION_LABEL}(?=\S)", re.IGNORECASE | re.VERBOSE)
# What stands behind a caption is shorter.
MAX_BEHIND_CHARS = 30


def is_widget(text: str) -> bool:
    """Whether a line is the words of a picture's frame, a player or an embedded post.

    >>> is_widget("Image 1 of 4"), is_widget("Click to enlarge"), is_widget("0:00 / 6:37")
    (True, True, True)
    >>> is_widget("Play at the harbour"), is_widget("Source: Reuters")
    (False, False)
    """
    if not any(map(str.isalpha, text)):
        return True
    if len(text) <= MAX_WIDGET_CHARS and _WIDGET.fullmatch(text) is not None:
        return True
    return len(text) <= MAX_CONSENT_CHARS and _CONSENT.match(text) is not None


def is_labelled_caption(text: str) -> bool:
    """Whether a line says of itself that it is a picture's caption.

    >>> is_labelled_caption("Image caption, The quay"), is_labelled_caption("The image's caption")
    (True, False)
    """
    return _BEFORE_CAPTION.match(text) is not None


def strip_widget(text: str) -> str:
    """A caption without the words of its frame before and behind it.

    >>> strip_widget("The quay on Monday. Lou Ferris/AP hide caption")
    'The quay on Monday. Lou Ferris/AP'
    >>> strip_widget("Image caption, The quay on Monday")
    'The quay on Monday'
    """
    label = _BEFORE_CAPTION.match(text)
    text = text[label.end() :] if label else text
    found = _BEHIND_CAPTION.search(text, max(0, len(text) - MAX_BEHIND_CHARS))
    return text[: found.start()] if found else text
