"""What a page prints between the paragraphs that it cuts a text in two by, and is none of it.

"Story continues below this ad", the label of an advertisement, and what stands where one or a video
did not load, as news sites print them in some thirty languages, a line each. Where they stand in
plain paragraphs no model tells them from short ones.
"""

import re

from transforms.furniture import lower

MAX_INTERRUPTION_CHARS = 100
# In lower case, as transforms.furniture has it.
_INTERRUPTION = re.compile(
    r"""[\W_]*(?:
    (?:advertis?ement|anzeige|werbung|publicité|publicidade?|pubblicità|advertentie|annons|annonce
        |annonse|mainos|reklam[ae]?|oglas|hirdetés|publicitate|διαφήμιση|реклама|إعلان|פרסומת|विज्ञापन
        |বিজ্ঞাপন|iklan|quảng\ cáo|โฆษณา|広告|广告|廣告|광고)
    |(?:story|article|text)\ continues(?:\ (?:below|after)(?:\ (?:the\ |this\ )?
        (?:ads?|advert(?:isement)?s?|break|video|photos?|image|picture|gallery|graphic|map|chart))?)?
    |this\ advertisement\ has\ not\ loaded\ yet.*|try\ refreshing\ your\ browser(?:,\ or)?
    |we\ apologi[sz]e,?\ but\ this\ video\ has\ failed\ to\ load
    |(?:scroll|keep\ reading)\ (?:down\ )?
        (?:below|to\ (?:continue(?:\ (?:with|to)\ (?:the\ )?content)?|read\ more)|for\ more)
    |(?:(?:el\ artículo|la\ (?:nota|noticia))\ )?(?:continúa|sigue)(?:\ leyendo)?
        \ (?:después\ de|tras|debajo\ de)\ (?:la\ publicidad|el\ (?:anuncio|video))
    |(?:(?:o\ (?:artigo|texto)|a\ (?:matéria|reportagem))\ )?continua
        \ (?:depois\ d|após\ |abaixo\ d)(?:a\ (?:publicidade|foto)|o\ (?:anúncio|vídeo))
    |(?:la\ suite(?:\ de\ l.article)?|l.article\ (?:continue|se\ poursuit))
        \ (?:après|sous)\ (?:la|cette)\ (?:publicité|photo|vidéo)
    |(?:(?:der\ )?(?:artikel|text|beitrag)\ )?(?:geht|wird)\ (?:nach|unter)\ der
        \ (?:anzeige|werbung)\ (?:weiter|fortgesetzt)
    |nach\ der\ (?:anzeige|werbung)\ geht(?:\ es|.s)\ weiter
    |(?:l.articolo\ )?continua(?:\ a\ leggere)?\ (?:dopo|sotto)
        \ (?:la\ (?:pubblicità|foto)|il\ video)
    |(?:het\ )?(?:artikel|tekst|verhaal)\ gaat\ verder\ (?:onder|na)
        \ de(?:ze)?\ (?:advertentie|foto|video|afbeelding)
    |(?:artikeln|texten)\ fortsätter\ (?:efter|under)\ (?:annonsen|bilden|videon|reklamen)
    |(?:artikkelen|saken|teksten)\ fortsetter\ (?:etter|under)\ (?:annonsen|bildet|videoen)
    |(?:artiklen|teksten)\ fortsætter\ (?:efter|under)\ (?:annoncen|billedet|videoen)
    |(?:juttu|artikkeli|teksti)\ jatkuu\ (?:mainoksen|kuvan|videon)\ (?:jälkeen|alla)
    |(?:dalsza\ część|dalszy\ ciąg|ciąg\ dalszy)(?:\ (?:artykułu|tekstu))?
        \ pod\ (?:(?:materiałem\ )?wideo|reklamą|zdjęciem|galerią)
    |(?:článek|článok|text)\ pokračuje\ pod\ (?:reklamou|vide[eo]m|galeri[eí]|inzercí)
    |a\ cikk\ a\ (?:hirdetés|videó|kép)\ (?:után|alatt)\ folytatódik
    |articolul\ continuă\ după\ (?:publicitate|reclamă|video)
    |(?:članak|tekst)\ se\ nastavlja\ ispod\ (?:oglasa|reklame|videa|fotografije)
    |nastavak\ (?:članka|teksta)\ ispod\ (?:oglasa|reklame|videa|fotografije)
    |το\ άρθρο\ συνεχίζεται\ μετά\ (?:τη\ διαφήμιση|το\ βίντεο)
    |продолжение\ (?:после\ рекламы|под\ видео)|продовження\ після\ реклами
    |статията\ продължава\ (?:след\ рекламата|под\ видеото)
    |(?:haberin|yazinin|içeriğin)\ devami\ (?:reklamdan\ sonra|aşağida)
    |(?:artikel\ )?berlanjut\ (?:setelah|di\ bawah)\ iklan
    |(?:scroll|gulir)\ untuk\ (?:melanjutkan|lanjut)\ membaca
    |(?:この)?記事は広告の(?:後|あと)に続(?:く|きます)
    |기사는\ 광고\ (?:뒤|다음|후)에\ (?:계속(?:됩니다)?|이어집니다)
    |[请請][继繼][续續]往下[阅閱][读讀]
    )[\W_]*""",
    re.VERBOSE,
)


def is_interruption(text: str) -> bool:
    """Whether a line says that the text goes on below it, or labels what stands between.

    >>> is_interruption("Story continues below this ad"), is_interruption("— Advertisement —")
    (True, True)
    >>> is_interruption("The story continues below the waterline.")
    False
    """
    return len(text) <= MAX_INTERRUPTION_CHARS and _INTERRUPTION.fullmatch(lower(text)) is not None
