# ruff: noqa: RUF001 - words of many scripts are meant
"""What chat models say instead of a translation, or around it, in the languages that they answer in."""

from __future__ import annotations

import re

TRANSLATES = re.compile(r"translat|localis|localiz", re.IGNORECASE)
"""A source text that is about translations itself."""
SORRY = re.compile(
    r"sorry|apolog|afraid|regret|unfortunate|pardon|excuse|forgive|language model|\bAI (?:model|assistant)"
    r"|can(?:no|['’])t help",
    re.IGNORECASE,
)
"""A source text that says such words itself."""
_INTRODUCTIONS = r"""
(?:sure|certainly|of course|okay)[,!.]? (?:here|i)\b.{0,60}\btranslat
here(?:['’]s| is| are) (?:the|your|a|my) (?:\w+ ){0,3}(?:translation|translated)
(?:\w+ )?translation:
translated text:
(?:the )?translation (?:of|is|would be)\b.{0,80}:
hier (?:is|volgt) de (?:\w+ )?vertaling
(?:nederlandse )?vertaling:
hier ist die (?:\w+ )?übersetzung
(?:deutsche )?übersetzung:
voici (?:la|une) traduction
traduction(?: \w+)? ?:
(?:aquí|he aquí) (?:está|tienes|tiene) la traducción
traducción(?: \w+)?:
ecco la traduzione
traduzione(?: \w+)?:
(?:aqui está|eis|segue) a tradução
tradução(?: \w+)?:
oto (?:polskie )?tłumaczenie
tłumaczenie:
вот (?:\w+ )?перевод
перевод(?: на \w+)?:
ось переклад
zde je (?:český )?překlad
här (?:är|kommer) (?:\w+ )?översättning
her er (?:\w+ )?(?:oversættelse|oversettelse)
tässä (?:on )?(?:\w+ )?käännös
itt (?:van )?a fordítás
iată traducerea
(?:ορίστε|ακολουθεί) η μετάφραση
işte (?:\w+ )?çeviri
çeviri:
berikut (?:adalah )?terjemahan
đây là bản dịch
นี่คือคำแปล
คำแปล:
यहाँ (?:\w+ )?अनुवाद
अनुवाद:
إليك (?:\w+ )?(?:الترجمة|ترجمة)
الترجمة:
הנה התרגום
(?:以下|这|這)(?:是|为|為).{0,16}(?:翻译|翻譯|译文|譯文)
(?:翻译|翻譯|译文|譯文)(?:如下|结果|結果)?[:：]
(?:以下|こちら)(?:が|は|に).{0,16}(?:翻訳|訳文)
(?:翻訳|訳文)[:：]
다음은 .{0,16}번역
번역[:：]
"""
_COURTESY = r"(?:¡?[^\W\d_]+(?:[ '’][^\W\d_]+){0,3}[ \u00a0\u202f]?[!,.。！，、]+\s*)?"
INTRODUCTION = re.compile(
    rf"\A[\s*_\"“#]*{_COURTESY}(?:{'|'.join(_INTRODUCTIONS.split(chr(10))[1:-1])})", re.IGNORECASE
)
"""The beginning of an answer that announces the translation, perhaps behind a word such as “Sure!”."""
_REFUSALS = r"""
as an ai\b(?: language)?
i(?:['’]m| am) (?:sorry|unable|not able)\b
i (?:can(?:no|['’])t|can not) (?:assist|help|translate|fulfil|comply|provide|continue)
please provide the (?:text|content)
(?:het )?spijt me,? (?:maar )?(?:ik|dat)\b
sorry,? maar ik kan
als (?:een )?ai-?(?:taal)?model
(?:es )?tut mir leid,? (?:aber )?(?:ich|das)\b
als ki-?(?:sprach)?modell
(?:je suis )?désolée?,? (?:mais )?je (?:ne peux|suis)
en tant qu['’]ia\b
lo siento,? (?:pero )?(?:no puedo|como)
como (?:una? )?(?:ia|modelo de lenguaje)\b
mi dispiace,? (?:ma )?non posso
in quanto (?:ia|modello)\b
(?:sinto muito|lamento|desculpe),? (?:mas )?(?:eu )?não posso
przykro mi,? (?:ale )?nie mogę
przepraszam,? (?:ale )?nie mogę
(?:извините|простите|к сожалению),? (?:но )?я не могу
как (?:языковая модель|ии)\b
(?:вибачте|на жаль),? (?:але )?я не можу
omlouvám se,? (?:ale )?nemohu
(?:tyvärr|ursäkta|jag är ledsen),? (?:men )?(?:jag )?kan (?:jag )?inte
beklager,? (?:men )?jeg kan ikke
olen pahoillani,? (?:mutta )?en voi
sajnálom,? (?:de )?nem tudok
îmi pare rău,? (?:dar )?nu pot
λυπάμαι,? (?:αλλά )?δεν μπορώ
üzgünüm,? (?:ama )?
maaf,? (?:tetapi |tapi )?saya tidak (?:dapat|bisa)
(?:rất )?(?:xin lỗi|tiếc),? (?:nhưng )?tôi không thể
ขออภัย.{0,12}ไม่สามารถ
(?:मुझे )?(?:खेद|क्षमा|माफ़).{0,24}नहीं
(?:عذرًا|عذرا|آسف|أعتذر)[،,]? (?:ولكن |لكن )?لا (?:أستطيع|يمكنني)
(?:מצטער|מצטערת|סליחה),? (?:אבל |אך )?(?:אני )?לא יכול
(?:很?抱歉|对不起|對不起)[，,]?(?:但)?我?(?:无法|無法|不能)
作为(?:一个)?(?:人工智能|AI|语言模型)
申し訳(?:ありません|ございません)が
(?:AI|言語モデル)として
죄송(?:하지만|합니다만|합니다)
"""
_APOLOGY = r"(?:(?:sorry|(?:my )?apologies|unfortunately)[,.!:]? (?:but |maar |aber |men )?)?"
REFUSAL = re.compile(rf"\A[\s*_\"“«„]*{_APOLOGY}(?:{'|'.join(_REFUSALS.split(chr(10))[1:-1])})", re.IGNORECASE)
"""The beginning of an answer that is no translation."""
ECHOED = ("translat", "source ", "target ", "##")
"""Parts without which a text in small letters has none of the following."""
ECHO = re.compile(
    r"translate the following|(?:source|target) (?:text|language):|^\s*###? ?(?:response|output|translation)"
    r"|\byou are a (?:professional )?translator\b|\(?(?:translator['’]s )?note:.{0,60}translat|\[?translator['’]s note",
    re.IGNORECASE | re.MULTILINE,
)
"""Words of a request, or a remark about the translation."""
