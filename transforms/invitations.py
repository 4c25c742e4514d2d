"""What a paper asks of its readers between and below the paragraphs of an article.

To follow it, to have letters sent to them, to comment, to tell it news, to log in. As in
transforms.furniture, the words are common vocabulary of several languages.
"""

import re

from transforms.furniture import MAX_NOTICE_CHARS, lower

# All of these are of texts in lower case.
_FOLLOW = r"""(?:
    follow|join|subscribe\ to|folgen\ sie|folge|abonnieren\ sie|suivez|rejoignez|abonnez-vous
    |síguenos|sigue|suscríbete|únete|siga|acompanhe|inscreva-se|assine|seguici|segui|iscriviti
    |volg|følg|följ|ikuti|simak|dapatkan|gabung|pilih|seuraa|sledujte|obserwuj|śledź|dołącz
    |pratite|pridružite\ se|urmărește|urmărește-ne|abonează-te|iratkozz|kövess|kövessen
    |подписывайтесь|подпишитесь|читайте\ нас|следите|підписуйтесь|підпишіться|стежте|слідкуйте
    |последвайте|следвайте|ακολουθήστε|theo\ dõi|tham\ gia|tufuate|jiunge|تابعوا|تابعونا|اشترك|انضم
    )"""
_CHANNELS = r"""(?:
    google[\s-](?:news|nieuws|nyheter|notizie|actualités|noticias|notícias|zprávy|správy|wiadomości
        |hírek|vijesti|vesti|новости|новини|ειδήσεις|haberler(?:'de)?|berita)|أخبار\ جوجل|جوجل\ نيوز
    |whats\s?app|واتساب|telegram|телеграм\w*|تلغرام|تليجرام|viber|вайбер\w*|newsletters?)"""
# Where verbs stand last.
_LAST_FOLLOW = r"""(?:
    (?:bizi|kanal[ıi]m[ıi]z\w+|grubumuza|hesab[ıi]m[ıi]z[ıi])\b[^.!?]{0,60}
        \b(?:takip\ edin|kat[ıi]l[ıi]n|abone\ olun)
    |(?:हमें|हमारे)\s[^।.!?]{0,60}(?:फॉलो\ करें|जुड़ें|सब्सक्राइब\ करें)
    |(?:google|line|youtube|whatsapp).{0,30}
        (?:フォロー(?:する|してください)?|友だち追加|팔로우(?:하기)?|구독(?:하기)?)
    )"""
_THANKS = r"""(?:
    (?:thank\ you|thanks)\ for\ reading|(?:vielen\ dank|danke)\ (?:fürs|für\ das)\ lesen
    |merci\ (?:de\ nous\ lire|de\ nous\ avoir\ lus?|d.avoir\ lu)|gracias\ por\ leer(?:nos)?
    |obrigad[oa]\ por\ (?:ler|nos\ ler)|grazie\ per\ (?:aver(?:ci)?\ letto|la\ lettura)
    |bedankt\ voor\ het\ lezen|tack\ för\ att\ du\ (?:läser|läste)|takk\ for\ at\ du\ leser
    |tak\ fordi\ du\ læser|kiitos,?\ että\ luit|dziękujemy,\ że\ (?:przeczyta|czyta|jeste)\w+
    |děkujeme,?\ že\ (?:nás\ )?čtete|köszönjük,?\ hogy\ (?:elolvas|minket)\w*
    |mulțumim\ că\ (?:ne\ )?citi|hvala\ što\ (?:nas\ )?čita
    |спасибо,?\ (?:что\ (?:про)?чита|за\ прочтение)
    |дякуємо,?\ що\ (?:про)?чита|благодарим\ ви,?\ че\ чет|okuduğunuz\ için\ teşekkür
    |terima\ kasih\ (?:telah|sudah)\ membaca|cảm\ ơn\ (?:bạn|quý).{0,20}\ đọc
    )"""
# Pictures and news of readers.
_SEND = r"""(?:
    (?:send|submit|e-?mail|upload|whats\s?app)\ (?:us\ )?your\ (?:\w+\ ){0,2}
        (?:photos?|pictures?|videos?|stories|story|news|tips)
    |(?:schicken|senden)\ sie\ uns|schickt?\ uns|envoyez-nous
    |envoyez\ vos\ (?:photos|vidéos|témoignages)
    |envía(?:nos)?\ tus\ (?:fotos|videos|vídeos|historias|denuncias)
    |(?:mande|envie)\ (?:sua|seu|suas|seus)\ (?:fotos?|vídeos?|notícias?|denúncias?|sugest\w+)
    |(?:inviate|mandate|invia|manda)ci|stuur\ ons|skicka\ (?:dina\ (?:bilder|tips)|till\ oss)
    |send\ (?:oss|os|inn)\b|lähetä\ meille|(?:wyślij|prześlij|wyślijcie)\ (?:nam|do\ nas)
    |pošlete?\ nám|küldje\ el\ nekünk|trimite-ne|изпратете\ ни|pošaljite\ nam|στείλτε\ μας
    |присылайте\ (?:нам|свои|ваши|фото|видео|новости)
    |надсилайте\ (?:нам|свої|ваші|фото|відео|новини)
    |bize\ gönderin|kirim(?:kan)?\ (?:foto|cerita|berita|video)\ anda|gửi\ (?:bài|ảnh|tin)\ về
    )"""
# Who knows of something.
_TIP = r"""(?:
    (?:do\ you\ )?(?:have|got)\ (?:an?|any|some)\ (?:\w+\ ){0,2}
        (?:tips?|stor(?:y|ies)|information|news|photos?|complaints?|views?)
    |haben\ sie\ (?:\w+\ ){0,3}(?:hinweise?|tipps?|fragen|informationen|anregungen|fehler)
    |hast\ du\ (?:\w+\ ){0,3}(?:hinweise?|tipps?|fragen)
    |(?:vous\ avez|avez-vous)\ (?:une?|des)\ (?:infos?|informations?|témoignages?|questions?)
    |¿?tienes?\ (?:una?|algun[ao]?|más)\ (?:historia|información|pista|denuncia|noticia)
    |(?:você\ )?tem\ (?:uma|alguma)\ (?:sugestão|denúncia|história|informação|reclamação)
    |hai\ (?:una?|delle)\ (?:segnalazion[ei]|notizi[ae]|storia|foto)
    |heb(?:t)?\ (?:je|jij|u)\ (?:een\ |meer\ |nog\ )?
        (?:nieuwstip|tips?|informatie|vra(?:ag|gen)|opmerking)
    |har\ du\ (?:ett?\ |en\ |et\ |flere\ )?(?:nyhets?)?(?:tips?|nyhet|spørsmål|frågor|synpunkter)
    |onko\ sinulla\ (?:juttu|uutis)?vinkki\w*
    |masz\ (?:\w+\ ){0,2}(?:temat|informacj|zdjęci|newsa)\w*
    |máte\ (?:\w+\ ){0,2}(?:tip|námět|fotk|informac)\w*|van\ (?:egy\ )?(?:hír|sztori)je
    |у\ вас\ есть\ (?:\w+\ ){0,2}(?:новост|тем|фото|видео|информаци|вопрос)\w*
    |(?:маєте|у\ вас\ є)\ (?:\w+\ ){0,2}(?:новин|тем|фото|відео|інформаці)\w*
    |punya\ (?:\w+\ ){0,2}(?:informasi|cerita|berita|foto)
    )"""
# Who knows of a crime is asked by others.
_POLICE = r"(?:polic|poliz|polit|poli[sç]|sheriff|detective|crime\ ?stop|поліці|полиц)"
_REACH = r"""(?:
    contact|e-?mails?|send|call|reach|touch|let\ us|tell\ us|write|drop\ us|whats\s?app|telegram
    |schreib\w+|melde\w*|kontakt\w*|écri\w+|contacte\w+|escríb\w+|escribe\w*|escreva|fale
    |scriv\w+|contatta\w*|stuur|mail|bel|app|tipsa|tips\ oss|hör|lähetä|napisz|pisz|wyślij|napište
    |pište|írj\w+|пиш\w+|напиш\w+|присыла\w+|надсила\w+|hubungi|kirim\w*
    )"""
# What readers accept with a click.
_TERMS = r"""(?:
    terms|privacy|nutzungsbedingungen|agb|datenschutz\w*|conditions|confidentialité|términos
    |privacidad
    |termos|privacidade|termini|voorwaarden|regulamin\w*|prywatności
    )"""
_CLICK = r"""(?:
    mit\ (?:der\ anmeldung|(?:dem|ihrem|einem)\ klick|ihrer\ (?:anmeldung|registrierung))
    |en\ (?:cliquant|vous\ (?:inscrivant|abonnant)|validant)
    |al\ (?:hacer\ clic|registrar\w+|suscribir\w+|enviar)
    |ao\ (?:clicar|se\ (?:cadastrar|inscrever)|assinar|enviar)|cliccando|iscrivendo\w+
    |door\ (?:je|u|op|te)\b.{0,30}\b(?:klikken|schrijven|melden)|klikając|zapisując
    )"""
# What a paper does with what they enter in a form.
_USE = r"""(?:
    we(?:.ll|\ will|\ may)?\ (?:only\ )?(?:use|process)\ your
        \ (?:sign-?up|registration|e-?mail|(?:personal\ )?(?:data|details|information))
    |wir\ (?:verwenden|nutzen|verarbeiten)\ (?:ihre|deine)
        \ (?:anmeldung|e-?mail-?adresse|(?:persönlichen\ )?daten)
    |nous\ (?:utilisons|utiliserons|traitons)\ (?:votre\ (?:adresse|inscription)|vos\ données)
    |(?:utilizamos|usamos|utilizaremos)\ (?:(?:tu|su|o?\ ?seu)\ (?:correo|e-?mail|registro|cadastro)
        |(?:tus|sus|(?:os\ )?seus)\ (?:datos|dados))
    |utilizziamo\ (?:(?:la\ tua|il\ tuo)\ (?:e-?mail|indirizzo|iscrizione)|i\ tuoi\ dati)
    |(?:we|wij)\ gebruiken\ (?:je|uw|jouw)\ (?:aanmelding|e-?mailadres|gegevens)
    )"""
_FOR = r"""(?:
    newsletters?|content|adverts?|advertising|ads|offers|marketing|inhalte|werbung|angebote
    |contenus?|publicités?|offres|contenidos?|publicidad|ofertas|boletín|conteúdos?|publicidade
    |contenuti|pubblicità|offerte|nieuwsbrie(?:f|ven)|advertenties|aanbiedingen
    )"""
_COMMENT = r"""
    (?:let\ us\ know|tell\ us|write\ to\ us|share\ your\ (?:thoughts|views|opinions?)
        |have\ your\ say|leave\ (?:a|your)|join\ the\ (?:conversation|discussion|debate))
        \b[^.!?]{0,60}\bcomments?
    |(?:schreib(?:en\ sie|t)\ uns|diskutier(?:en\ sie|t)|was\ meinen\ sie|sagen\ sie\ uns)
        \b[^.!?]{0,60}\bkommentar\w*
    |(?:dites-nous|donnez\ votre|réagissez|partagez\ votre)\b[^.!?]{0,60}\bcommentaires?
    |(?:cuéntanos|déjanos|dinos|comparte\ tu|deja\ tu)\b[^.!?]{0,60}\bcomentarios?
    |(?:conte\ para|deixe\ (?:seu|sua)|compartilhe\ sua)\b[^.!?]{0,60}\bcomentários?
    |(?:scrivi(?:ci)?|lascia\ (?:un|il)|facci\ sapere)\b[^.!?]{0,60}\bcomment[oi]
    """
# Where any of a paragraph's sentences begins, or what stands behind a comma.
_SENTENCE = re.compile(r"[.!?,:।]\s")
_STOP = re.compile(r"[.!?]")
_ASKS = re.compile(
    rf"""(?:
    {_FOLLOW}\b(?:[^.!?]|\.(?=\w)){{0,80}}\b{_CHANNELS}
        (?:[\s-][^\W\d_]+){{0,10}}(?:\W*https?://\S+.{{0,80}})?\W*$
    |(?:get|receive|choose|have(?!\ you\b))\b[^.!?]{{0,160}}
        \b(?:news\w*|stor(?:y|ies)|headlines?|updates?|alerts?|briefing)\b[^.!?]{{0,80}}
        \b(?:to|in(?:to)?)\ your\ (?:e-?mail\ )?(?:inbox|mailbox)\b[^.!?]{{0,20}}[.!?]?$
    |(?:erhalten\ sie|recevez|recib[ea]|ricevi|receba|ontvang)\b[^.!?]{{0,120}}
        \b(?:news\w*|nachrichten|neuigkeiten|neueste\w*|updates?|infos?|actualités?|nouvelles|noticias?
        |titulares|boletín|notizie|aggiornamenti|notícias|novidades|nieuws\w*)\b[^.!?]{{0,80}}
        \b(?:ihre?[mn]?|votre|vos|tu|tua|seu|sua|je|uw)\ (?:postfach|e-?mails?|boîte|correo|bandeja
        |casella|caixa|inbox|mailbox)\b[^.!?]{{0,30}}[.!?]?$
    |(?:\S+\ ){{0,4}}{_LAST_FOLLOW}\W*$
    |(?:an?|your|the)\ one[\ -]stop\ (?:destination|shop)\ for\b.{{0,80}}
        \b(?:news|scores?|updates|results)\b
    |sign\ up\ (?:here|now|today)\b[^.!?]{{0,60}}[.!?]?$
    |sign\ up\ (?:for|to)\b[^.!?]{{0,40}}\b(?:newsletters?|alerts|briefing)\b
    )""",
    re.VERBOSE,
)
# With no more than a short sentence before it.
MAX_BEFORE_CHARS = 80
_ASKS_SOON = re.compile(
    rf"""(?:
    (?:{_COMMENT})\b[^.!?]{{0,30}}[.!?]?$
    |(?:stay|keep)\ (?:up[\ -]to[\ -]date|updated|informed|connected|tuned|up)
        \b[^.!?]{{0,100}}\b(?:{_CHANNELS}|channels?|app)\b[^.!?]{{0,30}}[.!?]?$
    |{_SEND}\b[^!?]{{0,160}}(?:@|\b(?:\+?\d[\d\s-]{{6,}}|whats\s?app|telegram|viber|e-?mail)\b)
    )""",
    re.VERBOSE,
)
_SENT = re.compile(
    r"""[^.!?]{0,120}\b(?:news\w*|stor(?:y|ies)|headlines?|updates?|alerts?|briefing)\b
        [^.!?]{0,60}\b(?:delivered|sent|straight|directly|every\ \w+)
        \ (?:(?:straight|directly|right)\ )?(?:to|in(?:to)?)\ your\ inbox[.!]?$""",
    re.VERBOSE,
)
_BEGINS = re.compile(
    rf"""(?:
    by\ (?:signing\ up|subscribing|registering|submitting|providing|entering)\b
        .{{0,60}}\b(?:you|i)\b.{{0,40}}\b(?:agree|consent|accept)
    |{_USE}\b.{{0,160}}\b{_FOR}\b
    |{_TIP}\b(?!.*\b{_POLICE})[^.!?]{{0,80}}\?\ .{{0,60}}\b{_REACH}\b
    |{_THANKS}
    |{_CLICK}\b.{{0,160}}\b{_TERMS}\b
    |(?:stay|keep)\ (?:updated|informed|tuned|up[\ -]to[\ -]date)
        \ (?:on|with|about|for|to)\ (?:(?:all|the|our|more|this)\ ){{0,3}}
        (?:\w+\ )?(?:latest|top|breaking|live|local|news|updates?|stor(?:y|ies)|headlines)\b
    |stay\ tuned\ for\ (?:more|further)\ (?:updates|details|news|information)\W*$
    |(?:catch|get|read|find|check\ out|explore|discover|track|follow|see)\ (?:all|every|more|the)
        \ (?:(?:the|of|our)\ )?(?:latest|breaking|live|top)\ (?:\w+\W+){{0,3}}
        (?:news|updates?|stories|headlines|coverage|scores|videos)\b
    |for\ (?:more|(?:all\ )?the\ latest)\ (?:\w+\ )?(?:news|stories|updates|coverage|headlines)
        \b[^.!?]{{0,80}}\b(?:visit|follow|subscribe|go\ to|click|check|head|download|read|tune)\b
    |this\ (?:site|form|page)\ is\ protected\ by\ recaptcha\b
    |(?:we|the\ [^.!?]{{1,40}})\ acknowledges?\ (?:the\ )?(?:aboriginal|first\ nations|traditional)
        \ [^.!?]{{0,80}}\b(?:custodians|owners|australians)\b
    |this\ (?:service|website|site|page)\ (?:may\ )?(?:include|contain)s?\ material\b
    |(?:comments|(?:your\ )?comment)\ (?:are|will\ be|is)\ (?:moderated|published|reviewed)\b
    |to\ (?:read|continue|keep|access|unlock)\b[^.!?]{{0,60}}\b(?:article|story|reading|content)
        \b[^.!?]{{0,40}}\b(?:subscribe|sign\ (?:in|up)|log\ in|register|become\ a)\b
    |(?:thank\ you|thanks)\ for\ (?:subscribing|signing\ up|registering)\b[^.!?]{{0,40}}[.!]?$
    |you(?:\ have|.ve)\ (?:successfully\ )?subscribed\b[^.!?]{{0,40}}[.!]?$
    |(?:was|did\ you\ find)\ this\ (?:article|page|story)\ (?:helpful|useful|interesting)\?$
    |support\ (?:us|(?:our|independent|quality|local|fearless|free|non-?profit)(?:\ \w+){{0,2}}
        \ (?:journalism|news(?:room)?|reporting|work|mission|media))\b[^.!?]{{0,40}}[.!]?
        (?:\ (?:donate|subscribe|join|become\ a)\b[^.!?]{{0,60}}[.!]?)?$
    |become\ a\ (?:member|subscriber|supporter|patron)
        \ (?:today|now|and\ support|to\ (?:support|read))\b[^.!?]{{0,60}}[.!]?$
    |this\ (?:content|video|post)\ (?:is\ not|isn.t|cannot\ be)\ (?:available|shown|displayed)
        \b[^.!?]{{0,80}}\b(?:privacy|cookies?|consent)\b
    )""",
    re.VERBOSE,
)


def is_invitation(text: str) -> bool:
    """Whether a paragraph asks its readers for something that is the paper's, and no story's.

    >>> is_invitation("For all latest news, follow The Ferry Post's Google News channel.")
    True
    >>> is_invitation("What do you think? Let us know in the comments.")
    True
    >>> is_invitation("Thousands follow the ferryman on WhatsApp.")
    False
    """
    if len(text) > MAX_NOTICE_CHARS:
        return False
    small = lower(text)
    begins = (0, *(mark.end() for mark in _SENTENCE.finditer(small)))
    soon = 2 + min(MAX_BEFORE_CHARS, len(_STOP.split(small, maxsplit=1)[0]))
    return (
        any(_ASKS.match(small, at) for at in begins)
        or any(_ASKS_SOON.match(small, at) for at in begins if at <= soon)
        or _BEGINS.match(small) is not None
        or ("inbox" in small and _SENT.match(small) is not None)
    )
