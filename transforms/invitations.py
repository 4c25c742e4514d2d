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
    |volg|følg|följ|ikuti|simak|dapatkan|gabung|seuraa|sledujte|obserwuj|śledź|dołącz
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
    |(?:google|line|youtube|whatsapp).{0,30}(?:フォロー(?:する|してください)?|友だち追加|팔로우(?:하기)?|구독(?:하기)?)
    )"""
# What asks is the last of two sentences at most.
_ONE_BEFORE = r"^(?:[^.!?]{0,80}[.!?,:]\ )?"
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
_INVITATION = re.compile(
    rf"""(?:^|[.!?,:]\s){_FOLLOW}\b[^.!?]{{0,80}}\b{_CHANNELS}(?:\s[^\W\d_]+){{0,3}}\W*$
    |(?:^|[.!?,:।]\s)(?:[^.!?।]{{0,60}}\s)?{_LAST_FOLLOW}\W*$
    |(?:^|[.!?,:]\s)(?:get|receive|choose|have(?!\ you\b))\b[^.!?]{{0,160}}
        \b(?:news\w*|stor(?:y|ies)|headlines?|updates?|alerts?|briefing)\b[^.!?]{{0,80}}
        \b(?:to|in(?:to)?)\ your\ (?:e-?mail\ )?(?:inbox|mailbox)\b[^.!?]{{0,20}}[.!?]?$
    |^[^.!?]{{0,120}}\b(?:news\w*|stor(?:y|ies)|headlines?|updates?|alerts?|briefing)\b
        [^.!?]{{0,60}}\b(?:delivered|sent|straight|directly|every\ \w+)
        \ (?:(?:straight|directly|right)\ )?(?:to|in(?:to)?)\ your\ inbox[.!]?$
    |(?:^|[.!?,:]\s)(?:erhalten\ sie|recevez|recib[ea]|ricevi|receba|ontvang)\b[^.!?]{{0,120}}
        \b(?:news\w*|nachrichten|neuigkeiten|neueste\w*|updates?|infos?|actualités?|nouvelles|noticias?
        |titulares|boletín|notizie|aggiornamenti|notícias|novidades|nieuws\w*)\b[^.!?]{{0,80}}
        \b(?:ihre?[mn]?|votre|vos|tu|tua|seu|sua|je|uw)\ (?:postfach|e-?mails?|boîte|correo|bandeja
        |casella|caixa|inbox|mailbox)\b[^.!?]{{0,30}}[.!?]?$
    |(?:^|[.!?,:]\s)sign\ up\ (?:here|now|today)\b[^.!?]{{0,60}}[.!?]?$
    |(?:^|[.!?,:]\s)sign\ up\ (?:for|to)\b[^.!?]{{0,40}}\b(?:newsletters?|alerts|briefing)\b
    |^by\ (?:signing\ up|subscribing|registering|submitting|providing|entering)\b
        .{{0,60}}\byou\b.{{0,40}}\b(?:agree|consent|accept)
    |{_ONE_BEFORE}(?:{_COMMENT})\b[^.!?]{{0,30}}[.!?]?$
    |{_ONE_BEFORE}(?:stay|keep)\ (?:up[\ -]to[\ -]date|updated|informed|connected|tuned|up)
        \b[^.!?]{{0,100}}\b(?:{_CHANNELS}|channels?|app)\b[^.!?]{{0,30}}[.!?]?$
    |^(?:do\ you\ )?(?:have|got)\ (?:an?|any)\ (?:\w+\ )?(?:tips?|stor(?:y|ies)|information)
        \b[^.!?]{{0,80}}\?\ .{{0,60}}\b(?:contact|e-?mail|send|call|reach|touch|let\ us|tell\ us)\b
    |^to\ (?:read|continue|keep|access|unlock)\b[^.!?]{{0,60}}\b(?:article|story|reading|content)
        \b[^.!?]{{0,40}}\b(?:subscribe|sign\ (?:in|up)|log\ in|register|become\ a)\b
    |^(?:thank\ you|thanks)\ for\ (?:subscribing|signing\ up|registering)\b[^.!?]{{0,40}}[.!]?$
    |^you(?:\ have|.ve)\ (?:successfully\ )?subscribed\b[^.!?]{{0,40}}[.!]?$
    |^(?:was|did\ you\ find)\ this\ (?:article|page|story)\ (?:helpful|useful|interesting)\?$
    |^support\ (?:us|(?:our|independent|quality|local|fearless|free|non-?profit)(?:\ \w+){{0,2}}
        \ (?:journalism|news(?:room)?|reporting|work|mission|media))\b[^.!?]{{0,40}}[.!]?
        (?:\ (?:donate|subscribe|join|become\ a)\b[^.!?]{{0,60}}[.!]?)?$
    |^become\ a\ (?:member|subscriber|supporter|patron)
        \ (?:today|now|and\ support|to\ (?:support|read))\b[^.!?]{{0,60}}[.!]?$
    |^this\ (?:content|video|post)\ (?:is\ not|isn.t|cannot\ be)\ (?:available|shown|displayed)
        \b[^.!?]{{0,80}}\b(?:privacy|cookies?|consent)\b""",
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
    return len(text) <= MAX_NOTICE_CHARS and _INVITATION.search(lower(text)) is not None
