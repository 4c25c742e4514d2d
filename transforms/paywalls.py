"""What a page says of an article that its readers have to pay or log in for.

It stands where the text breaks off, or is printed above all of it. As in transforms.furniture, the
words are common vocabulary of several languages.
"""

import re

from transforms.furniture import MAX_NOTICE_CHARS, lower

# All of these are of texts in lower case.
_WALL = re.compile(
    r"""\W{0,5}(?:
    (?:this|the)\ (?:article|story|content|post|report|page)\ is
        \ (?:(?:only|exclusively?|available|accessible|reserved|free|open|locked|just)\ ){0,3}
        (?:for|to)\ (?:our\ |all\ )?(?:(?:paid|paying|premium|registered|digital)\ )?
        (?:subscribers|members|supporters)\b[^.!?]{0,20}(?:[.!?]|$)
    |this\ is\ an?\ (?:premium|(?:subscriber|member)s?(?:[\ -](?:only|exclusive))?|paid|locked)
        \ (?:article|story|content|post)\b
    |(?:subscribe|sign\ up|sign\ in|log\ ?in|register)\ (?:(?:now|today|or\ \w+)\ )?
        to\ (?:continue|keep|read|unlock|access|view)\b
    |you(?:\ have|.ve)\ (?:reached|read|used)\ (?:all\ )?(?:your|the)\b.{0,40}\b(?:articles|limit)\b
    |(?:already|are\ you)\ (?:an?\ )?(?:subscriber|subscribed|member|registered|have\ an\ account)\?
    |(?:dieser|der|dieses|diese)\ (?:artikel|inhalt|beitrag|text)\ ist\ .{0,40}\babonnent\w*
    |(?:nur|exklusiv)\ für\ (?:unsere\ )?(?:\S+[\ -])?(?:abonnent\w*|mitglieder)\W*$
    |(?:jetzt\ )?weiterlesen\ mit\b|lesen\ sie\ (?:jetzt\ )?(?:den\ .{0,30}\ )?weiter\ mit\b
    |(?:sie\ haben\ )?(?:bereits|schon)\ (?:ein\ (?:\S+-)?abo\w*|abonnent\w*|registriert)\?
    |(?:(?:cet|l[’'])\s?)?(?:article|contenu)\ (?:est\ )?réservé\ (?:aux|à\ nos)\ abonné
    |la\ suite\ (?:de\ cet\ article\ )?est\ réservée
    |il\ vous\ reste\ [\d.,]+\s?%\ de\ (?:cet\ article|ce\ contenu)|déjà\ abonné(?:e|\(e\))?\s?\?
    |abonnez-vous\ pour\ (?:lire|continuer|accéder)
    |(?:este\ )?(?:contenido|artículo|noticia)\ (?:es\ )?(?:exclusiv[oa]|s[oó]lo|reservad[oa])
        \ (?:para|a)\ (?:los\ )?(?:suscriptores|socios|abonados)\b
    |¿?ya\ eres\ (?:suscriptor|socio)|suscríbete\ para\ (?:seguir|continuar|leer)
    |(?:este\ )?(?:conteúdo|matéria|artigo|reportagem)\ (?:é\ )?(?:exclusiv[oa]|restrit[oa])
        \ (?:para|a|de)\ assinantes\b
    |já\ é\ assinante\?|assine\ para\ (?:continuar|ler)
    |(?:questo\ )?(?:articolo|contenuto)\ (?:è\ )?(?:riservato|esclusivo|disponibile\ solo)
        \ (?:agli|per\ gli|ai|per\ i)\ (?:abbonati|iscritti|soci)\b
    |sei\ già\ abbonato\b|abbonati\ per\ (?:continuare|leggere)
    |dit\ artikel\ is\ .{0,30}\babonnees\b|(?:alleen|exclusief|enkel)\ voor\ abonnees\W*$
    |(?:ben\ je\ )?al\ abonnee\?|verder\ lezen\?|log\ in\ om\ (?:verder\ te\ lezen|dit\ artikel)
    |(?:detta|den\ här)\ (?:är\ en\ )?(?:låst\ |plus|premium)\s?artikel|artikeln\ är\ låst
    |(?:endast|bara|enbart)\ för\ prenumeranter|redan\ prenumerant\?
    |logga\ in\ .{0,30}för\ att\ läsa
    |(?:denne\ )?(?:saken|artikkelen|artiklen|artikel|sag)\ er\ (?:\w+\ )?for\ (?:\S+-?)?abonnenter
    |(?:kun|bare)\ for\ abonnenter|(?:denne\ )?artik(?:kelen|len)\ er\ låst|allerede\ abonnent\?
    |(?:les|læs)\ (?:videre|hele\ (?:saken|artikkelen|artiklen))\ med\b
    |(?:tämä\ )?(?:artikkeli|juttu|sisältö)\ on\ (?:vain\ )?(?:\S+\ )?tilaajille|vain\ tilaajille
    |oletko\ jo\ tilaaja\?
    |(?:ten\ )?(?:artykuł|tekst|treść)\ (?:jest\ )?(?:w\ całości\ )?
        (?:dostępn[yae]|przeznaczon[yae])
        \ (?:\w+\ )?dla\ (?:\S+\ )?(?:subskrybentów|prenumeratorów|zalogowanych)
    |masz\ już\ (?:subskrypcję|prenumeratę|konto)\?
    |pozostało\ (?:jeszcze\ )?\d+\s?%\ (?:tekstu|artykułu)
    |(?:tento\ )?(?:článek|článok|obsah|text)\ je\ .{0,30}\bpro?e?\ (?:předplatitele|predplatiteľov)
    |(?:jen|pouze|len|iba)\ pre?o?\ (?:předplatitele|predplatiteľov)|už\ máte\ předplatné\?
    |(?:ez\ )?a\ cikk\ .{0,20}előfizető\w*|csak\ előfizetőknek
    |(?:acest\ )?(?:articol|conținut)\ (?:este\ )?(?:exclusiv|disponibil\ doar)\ pentru\ abonați
    |bu\ (?:içerik|haber|yazı|makale)\ (?:sadece|yaln[ıi]zca)\ (?:\w+\ )?abone\w*
    |zaten\ abone\ misin
    |(?:этот\ )?(?:материал|текст|статья)\ доступ(?:ен|на)\ (?:только\ )?
        (?:по\ подписке|подписчикам)
    |уже\ есть\ подписка\?
    |(?:цей\ )?(?:матеріал|текст|стаття)\ доступ(?:ний|на)\ (?:лише|тільки)\b
    |(?:αποκλειστικά|μόνο)\ για\ συνδρομητές
    |この記事は.{0,12}会員限定|.{0,8}会員限定(?:記事|です)|残り\s?[\d,]+\s?文字
    |(?:유료|구독자|회원)\s?전용|(?:本文|此文|本內容|本内容)?(?:仅限|僅限|限)(?:付费|付費)?(?:订阅|訂閱|会员|會員)
    |(?:artikel|konten|berita)\ ini\ (?:khusus|hanya)\ (?:untuk\ )?(?:pelanggan|anggota)
    |(?:هذا\ )?(?:المحتوى|المقال)\ (?:متاح\ |خاص\ |حصري\ )(?:ل|ب)لمشتركين|للمشتركين\ فقط
    |למנויים\ בלבד|התוכן\ (?:זמין|פתוח)\ למנויים
    )""",
    re.VERBOSE,
)


def is_paywall_note(text: str) -> bool:
    """Whether a line says for whom the article is, or asks whoever reads on to pay or log in.

    >>> is_paywall_note("This article is for subscribers only.")
    True
    >>> is_paywall_note("Il vous reste 62 % de cet article à lire.")
    True
    >>> is_paywall_note("The article is a warning to members of the council.")
    False
    """
    return len(text) <= MAX_NOTICE_CHARS and _WALL.match(lower(text)) is not None
