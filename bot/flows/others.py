"""Other times than those that were shown: later, earlier, another, none of these."""

import re
from dataclasses import replace

from bot.flows import ids, times
from bot.flows.booking import ask_time, continue_booking
from bot.flows.choosing import let_go
from bot.flows.misunderstanding import not_understood
from bot.flows.reading import Reading
from bot.flows.state import Goal, State, Step
from bot.flows.talk import Talk, Turn
from bot.flows.taps import answer_tap

_LEAD = (
    r"(?:(?:e|tem|teria|pode ser|consegue|quero|queria|prefiro|um pouco|pouco|bem|so|algo|algum"
    r"|nada"
    r"|horario|hay|tienes|tienen|un poco|quiero|a bit|little|bit|something|anything|any|do you have"
    r"|have you|got|can we do|mais para|nao tem|no hay) )*"
)
_END = r"(?: (?:por favor|please|tem|nao|que isso|porfa|um pouco|then))*"
_LATER = re.compile(rf"{_LEAD}(?:mais tarde|mas tarde|later){_END}")
_EARLIER = re.compile(rf"{_LEAD}(?:mais cedo|mas temprano|earlier){_END}")
_APART = re.compile(
    r"(?:(?:pode ser|quero|can we do|make it|melhor|mejor) )*(?P<n>meia|uma?|1|duas|dos|2"
    r"|half an|an"
    r"|one|two|media|una) (?:horas?|hours?) (?P<way>depois|mais tarde|despues|mas tarde|later|antes"
    r"|mais cedo|earlier|before)" + _END
)
_NONE = re.compile(
    r"(?:nao gostei de |nao posso em |nao quero )?(?:nenhum[ao]?|ningun[ao]|none|neither"
    r"|nada disso)"
    r"(?: (?:d?ess[ae]s|d?est[ae]s|del[ae]s|de es[ao]s|de ell[ao]s|of (?:these|those|them)"
    r"|horarios?"
    r"|dias?|me|serve|sirve|works?|da|e bom|posso|para mim))*"
)
_ANOTHER_TIME = re.compile(
    rf"{_LEAD}(?:outros? horarios?|outra hora|mais horarios|otros? horarios?|otra hora|mas horarios"
    rf"|(?:an)?other times?|more times){_END}"
)
_ANOTHER_DAY = re.compile(
    rf"{_LEAD}(?:outros? dias?|outra data|mais dias|otros? dias?|otra fecha|(?:an)?other days?|more"
    rf" days){_END}"
)
_WHAT = r"(?:que|quais|qual|what|which|cuales) (?:os |sao os |los |outros )?"
_HAVE = r"(?: (?:livres?|voce|voces|ustedes|tem|teria|hay|tienes|tienen|do you have|are free|ai))*"
_WHAT_TIMES = re.compile(rf"(?:e |mas |y )?{_WHAT}(?:horarios?|horas?|times?){_HAVE}")
_WHAT_DAYS = re.compile(rf"(?:e |mas |y )?{_WHAT}(?:dias?|days?|datas?|fechas?){_HAVE}")
_WHICH = re.compile(
    r"(?:(?:esse|essa|este|ese|esa|this|that)(?: one)? (?:nao|no) )?"
    r"(?:o|a|el|la|the) (?:outr[ao]|otr[ao]|other)(?: one)?"
)
_MINUTES = {
    **dict.fromkeys(("meia", "media", "half an"), 30),
    **dict.fromkeys(("duas", "dos", "2", "two"), 120),
}
_STARTS = (ids.SLOT, ids.MOVE_SLOT)


def asked_others(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """Where times or days are shown, or one of them is about to be booked."""
    if state.step not in (Step.DAY, Step.TIME, Step.CONFIRM) or not state.service_id:
        return None
    said = reading.said
    if state.step != Step.DAY and state.on is not None:
        if _LATER.fullmatch(said):
            return _beside(talk, state, is_later=True)
        if _EARLIER.fullmatch(said):
            return _beside(talk, state, is_later=False)
        apart = _APART.fullmatch(said)
        if apart and state.starts_at is not None:
            return _shifted(talk, state, apart)
    return _another(talk, state, said) or _unsuited(talk, state, reading)


def _another(talk: Talk, state: State, said: str) -> Turn | None:
    """ "Outro dia", "mais horários", "que dias você tem?"."""
    if _ANOTHER_DAY.fullmatch(said):
        return _tapped(talk, state, ids.MORE if state.step == Step.DAY else ids.OTHER_DAY)
    if state.step != Step.DAY and _ANOTHER_TIME.fullmatch(said):
        return _tapped(talk, state, ids.OTHER_TIME if state.starts_at else ids.MORE)
    if _WHAT_DAYS.fullmatch(said):
        return answer_tap(talk, state, ids.parse(ids.OTHER_DAY))
    if _WHAT_TIMES.fullmatch(said) and state.step != Step.DAY:
        return answer_tap(talk, state, ids.parse(ids.OTHER_TIME))
    return None


def _unsuited(talk: Talk, state: State, reading: Reading) -> Turn | None:
    """None of what was shown, or another one of it."""
    said = reading.said
    if state.step != Step.CONFIRM and _NONE.fullmatch(said):
        return _tapped(talk, state, ids.MORE)
    if reading.is_no and state.starts_at is None:
        hint = talk.t("Sem problema. Escreva outro dia, outro horário ou fale com a equipe:")
        return not_understood(talk, state, hint)
    if _WHICH.fullmatch(said):
        hint = talk.t("Qual deles? Escreva o dia ou o horário, ou o número da lista.")
        return not_understood(talk, state, hint)
    return None


def _tapped(talk: Talk, state: State, verb: str) -> Turn:
    """What the button of this verb does; without more to show, another day or date."""
    shown = next((one.id for one in state.offered if ids.parse(one.id).verb == verb), "")
    if verb == ids.MORE and not shown:
        shown = ids.OTHER_DATE if state.step == Step.DAY else ids.OTHER_DAY
    return answer_tap(talk, state, ids.parse(shown or verb))


def _beside(talk: Talk, state: State, *, is_later: bool) -> Turn:
    """The free times of the day after, or before, those that were shown."""
    minutes = _shown(talk, state)
    state = let_go(talk, state).without_time()
    if not minutes:
        return continue_booking(talk, state)
    wish = (max(minutes) + 1, None) if is_later else (None, max(min(minutes) - 1, 0))
    free = talk.desk.slots(
        state.service_id,
        state.wanted_staff,
        on=state.on or talk.today,
        moving=state.appointment_id if state.goal == Goal.MOVE else "",
        along=state.along,
    )
    if times.between(talk, free, *wish):
        return ask_time(talk, replace(state, time_from=wish[0], time_to=wish[1]))
    lead = talk.t("Mais tarde que isso não tenho neste dia.")
    if not is_later:
        lead = talk.t("Mais cedo que isso não tenho neste dia.")
    return continue_booking(talk.saying(lead), state)


def _shown(talk: Talk, state: State) -> list[int]:
    """The minutes of the start that is chosen, or of those that are listed."""
    if state.starts_at is not None:
        return [times.minute_of(talk, state.starts_at)]
    taps = [ids.parse(one.id) for one in state.offered]
    moments = [ids.read_moment(tap.arguments[-1]) for tap in taps if tap.verb in _STARTS]
    return [times.minute_of(talk, one) for one in moments if one is not None]


def _shifted(talk: Talk, state: State, apart: re.Match[str]) -> Turn:
    """ "Uma hora depois"."""
    assert state.starts_at is not None
    by = _MINUTES.get(apart["n"], 60)
    is_earlier = apart["way"] in ("antes", "mais cedo", "earlier", "before")
    minute = times.minute_of(talk, state.starts_at) + (-by if is_earlier else by)
    if not 0 <= minute < 24 * 60:
        return _beside(talk, state, is_later=not is_earlier)
    chosen = let_go(talk, state).without_time()
    return continue_booking(talk, replace(chosen, time_from=minute, time_to=minute))
