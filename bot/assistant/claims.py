"""Nothing invented: every figure of an answer must come from somewhere.

An answer may name only money, times and days that stand in what the tools said this turn or
in the texts of the house, other numbers also as the customer wrote them, and may not say that
something was done. A price that the customer names is no price: "is it R$ 10?", "yes, R$ 10".
What is given away (bot.assistant.promises), a link and an address need a source just so.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.assistant.promises import promised
from bot.understanding.normalize import listed
from bot.understanding.numbers import CARDINALS


def fold(text: str) -> str:
    """Small letters without accents, nor what is not seen between them."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if unicodedata.category(part) not in _UNSEEN)


_UNSEEN = frozenset({"Mn", "Me", "Cf"})


_TIME = re.compile(
    r"(?<![\d/.,:])([01]?\d|2[0-4])\s*(?:(?::|h)\s*([0-5]\d)(?:\s*h(?:rs?)?)?\b"
    r"|h(?:s|rs?|oras?)?\b|\s*(?=[ap]\.?m\b))\s*(?:([ap])\.?\s?m\b)?"
)
_DAY = re.compile(r"(?<![\d/.,:])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])")
_ISO_DAY = re.compile(r"\b\d{4}-(\d{2})-(\d{2})\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONEY = re.compile(
    r"(?:r\$|us\$|\$|€|£|\b(?:usd|brl|eur|ars|clp|cop|mxn|pen|uyu))\s*(\d+(?:[.,]\d+)*)"
    r"|(\d+(?:[.,]\d+)*)\s*(?:reais|real|pesos?|euros?|dolares|dolar|dollars?|usd|brl|€)\b"
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)*)\s*(?:%|por cento|por ciento|percent)")
_LIST_MARK = re.compile(r"(?m)^\s*\d{1,2}[.)]\s")
_UNITS = (
    r"reais|real|pesos?|euros?|dolares|dolar|dollars?|bucks|por cento|porciento|percent"
    r"|horas?|hours?|minutos?|minutes?|da manha|da tarde|da noite|de la manana|de la tarde"
    r"|de la noche|o'?clock|in the morning|in the afternoon|in the evening"
)
_TENS = listed(
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos "
    "trezentos quatrocentos quinhentos mil veinte treinta cuarenta cincuenta sesenta setenta "
    "ochenta noventa cien ciento doscientos trescientos twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand"
)
_WORDS = sorted(
    {*_TENS, *(fold(word) for words in CARDINALS.values() for word in words)} - {"a", "an"},
    key=len,
    reverse=True,
)
_SPELLED_NUMBER = rf"(?:(?:{'|'.join(map(re.escape, _WORDS))})\b(?: e | y | and |[ -])?)+"
_SPELLED = re.compile(rf"\b{_SPELLED_NUMBER}(?: ?e \w+)? ?(?:{_UNITS})\b")
# Without a unit, after what only a price or a time follows.
_SPELLED_AFTER = re.compile(
    r"\b(?:cust[ao]m?|sai|fica|cobramos|cuestan?|costs?|valor (?:e|de)|preco (?:e|de)|price is"
    r"|precio es|(?:por|so|apenas|solo|just|only|em|as|a las|at)(?= (?:"
    rf"{'|'.join(map(re.escape, sorted(_TENS, key=len, reverse=True)))})\b))"
    rf"(?: por| em| a| so| apenas| solo| just| only| de)* {_SPELLED_NUMBER}"
)
_PRICED = re.compile(
    r"\b(?:cust[ao]m?|sai|fica|cobramos|cuestan?|costs?|valor (?:e|de)|preco (?:e|de)|price is"
    r"|precio es)(?: por| em| a| so| apenas| solo| just| only| de)* (\d+(?:[.,]\d+)*)(?![\d/:h])"
)
_YES = re.compile(
    r"\W*(?:sim|isso|exato|exatamente|correto|certo|claro|com certeza|perfeito|pode ser|combinado"
    r"|fechado|si|exacto|correcto|yes|yep|sure|exactly|right|correct|ok|okay)\b"
)
_LINK = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w[\w.-]*|\b(?:[a-z0-9-]+\.)+"
    r"(?:com|net|org|br|io|me|app|ly|co|info|link|site|online|shop|store|xyz|top|click|gg|cc)\b\S*"
)
_NOON = re.compile(r"\b(?:meio[ -]dia|meia[ -]noite|mediodia|medianoche|noon|midnight)\b")
# Said of oneself it is never true; said of a visit it may be, where the visits were looked at.
_DID = re.compile(
    r"\b(?:agendei|marquei|reservei|remarquei|desmarquei|cancelei|confirmei|transferi"
    r"|(?:acabei|acabamos) de (?:agendar|marcar|reservar|remarcar|cancelar|confirmar)"
    r"|(?:i|we)(?: have|'ve)? (?:just )?(?:booked|scheduled|reserved|cancell?ed|rescheduled|moved)"
    r"|you(?:'re| are) all set)\b"
)
_DID_ES = re.compile(r"\b(?:agendé|reservé|cancelé|confirmé|cambié)(?!\w)")
_PARTICIPLE = r"(?:agendad|marcad|reservad|remarcad|desmarcad|cancelad|confirmad|garantid)[oa]s?"
_IS_DONE = re.compile(
    rf"\b(?:esta|estao|ficou|foi|fica|quedo|ha sido) (?:tudo |ya |ja )?{_PARTICIPLE}\b"
    r"|\b(?:is|are|has been|have been) (?:now )?(?:booked|reserved|cancell?ed|rescheduled)\b"
    rf"|(?:^|[.!?,:;]\s*|\b(?:pronto|prontinho|listo|feito|certo|ok) )(?:ja )?{_PARTICIPLE}\b"
    r"|(?:^|[.!?,:;]\s*)(?:booked|cancell?ed|rescheduled)\b"
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer may rest on: `texts` of tools and house, and what the customer `said`.
    `is_about_visits`: the customer's own visits were looked at, so that it may say what is
    booked. `is_about_times`: so were free times or opening hours, so that it may say which
    days there are."""

    texts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    is_about_visits: bool = False
    is_about_times: bool = False


def unsupported(text: str, sources: Sources) -> list[str]:
    """What `text` claims without a source, as it is written there; empty: nothing."""
    plain, known = fold(text), fold("\n".join(sources.texts))
    heard = fold("\n".join(sources.said))
    found = [*_figures(plain, known, heard), *_spelled(plain, known), *_links(plain, known)]
    found += _agreed(plain, known, sources.said)
    found += promised(plain, known, is_about_times=sources.is_about_times)
    done = [match[0] for match in _DID.finditer(plain)]
    done += [match[0] for match in _DID_ES.finditer(text.casefold())]
    if not sources.is_about_visits:
        done += [match[0] for match in _IS_DONE.finditer(plain)]
    told = "\n".join(sources.texts).casefold()
    found += [claim for claim in done if claim not in known and claim not in told]
    return list(dict.fromkeys(found))


def _figures(plain: str, known: str, heard: str) -> list[str]:
    rest = _LIST_MARK.sub(" ", plain)
    found: list[str] = []
    times, days = set(_times(known)), set(_days(known))
    numbers = {*_numbers(known), *_numbers(heard)}
    for match in _TIME.finditer(rest):
        if not _is_known_time(match, times):
            found.append(match[0].strip())
    rest = _TIME.sub(" ", rest)
    for match in _DAY.finditer(rest):
        if (int(match[1]), int(match[2])) not in days:
            found.append(match[0])
    rest = _DAY.sub(" ", rest)
    for pattern in (_MONEY, _PERCENT):
        sums = {_sum(match) for match in pattern.finditer(known)}
        found += [match[0] for match in pattern.finditer(rest) if _sum(match) not in sums]
        rest = pattern.sub(" ", rest)
    found += [match[0] for match in _NUMBER.finditer(rest) if _value(match[0]) not in numbers]
    return found


def _agreed(plain: str, known: str, said: tuple[str, ...]) -> Iterable[str]:
    """A figure that only the customer named, and that the answer says yes to or calls a price:
    "is it R$ 10?", "yes!"."""
    numbers = set(_numbers(known))
    for match in _PRICED.finditer(plain):
        if _value(match[1]) not in numbers:
            yield match[0]
    if not said or not _YES.match(plain):
        return
    asked = fold(said[-1])
    for pattern in (_MONEY, _PERCENT):
        sums = {_sum(match) for match in pattern.finditer(known)}
        yield from (match[0] for match in pattern.finditer(asked) if _sum(match) not in sums)
    sourced = {match[0].strip() for match in _SPELLED.finditer(known)}
    yield from (one[0] for one in _SPELLED.finditer(asked) if one[0].strip() not in sourced)


def _spelled(plain: str, known: str) -> Iterable[str]:
    """Figures in words must stand in a source word for word: "five" is not "twenty five"."""
    for pattern in (_SPELLED, _SPELLED_AFTER, _NOON):
        sourced = {match[0].strip() for match in pattern.finditer(known)}
        for match in pattern.finditer(plain):
            if match[0].strip() not in sourced:
                yield match[0].strip()


def _links(plain: str, known: str) -> Iterable[str]:
    """Where customers are sent to: pages and mail addresses, each as a source has it."""
    sourced = {match[0].rstrip(_END) for match in _LINK.finditer(known)}
    for match in _LINK.finditer(plain):
        if match[0].rstrip(_END) not in sourced:
            yield match[0]


_END = ".,;:!?)/"


def _minutes(match: re.Match[str]) -> int:
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return hour * 60 + int(match[2] or 0)


def _times(text: str) -> Iterable[int]:
    return (_minutes(match) for match in _TIME.finditer(text))


def _is_known_time(match: re.Match[str], times: set[int]) -> bool:
    """ "3h" of an afternoon is 15:00 as people speak; "3h am" is not."""
    minutes = _minutes(match)
    return minutes in times or (
        not match[3] and 0 < minutes < 12 * 60 and minutes + 12 * 60 in times
    )


def _days(text: str) -> Iterable[tuple[int, int]]:
    for match in _DAY.finditer(text):
        yield int(match[1]), int(match[2])
    for match in _ISO_DAY.finditer(text):
        yield int(match[2]), int(match[1])


def _numbers(text: str) -> Iterable[Decimal | None]:
    return (_value(match[0]) for match in _NUMBER.finditer(text))


def _sum(match: re.Match[str]) -> Decimal | None:
    return _value(next(group for group in match.groups() if group))


def _value(written: str) -> Decimal | None:
    """1.234,50 and 1,234.50 and 1234.5 are the same; a group of three after one mark is
    thousands."""
    marks = re.findall(r"[.,]", written)
    whole, tail = written, ""
    if marks and (len(set(marks)) == 2 or not re.search(r"[.,]\d{3}$", written)):
        cut = max(written.rfind("."), written.rfind(","))
        whole, tail = written[:cut], written[cut + 1 :]
    try:
        return Decimal(f"{re.sub('[.,]', '', whole)}.{tail or 0}").normalize()
    except InvalidOperation:
        return None
