"""What the front desk answers to `AskDesk`: items to choose from, or an act and its words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from bot.flows.choosing import by_category, price_and_duration
from bot.flows.confirming import booked_text
from bot.flows.desk import (
    AppointmentView,
    Booked,
    Cancelled,
    HoldGone,
    NotFound,
    Taken,
    TooLate,
)
from bot.flows.engine.effects import AskDesk
from bot.flows.engine.house_acts import HOUSE_ACTS
from bot.flows.engine.picking import ANYBODY
from bot.flows.rendering import bold, lines
from bot.flows.talk import Talk

DAYS_SHOWN = 20
T = TypeVar("T")
Result = dict[str, Any]
Arguments = Mapping[str, Any]


def answer_desk(talk: Talk, effect: AskDesk) -> Result:
    """Do what is asked, with the desk and in the language of `talk`.

    {"items": [...]} or {"ok", "text", ...} as bot.flows.engine.desk reads them. Raises
    LookupError for an act that there is not; errors of the desk go through.
    """
    return _ACTS[effect.act](talk, dict(effect.arguments))


def _services(talk: Talk, asked: Arguments) -> Result:
    category = str(asked.get("category", "")).casefold()
    return _items(
        (one.id, one.name, price_and_duration(talk, one))
        for one in by_category(talk)
        if not category or one.category.casefold() == category
    )


def _prices(talk: Talk, asked: Arguments) -> Result:
    """The price list as text, a heading for each category where there are several."""
    category = str(asked.get("category", "")).casefold()
    chosen = str(asked.get("service_id", ""))
    found = [
        one
        for one in by_category(talk)
        if (not category or one.category.casefold() == category)
        and (not chosen or one.id == chosen)
    ]
    has_headings = len({one.category for one in found}) > 1
    said, heading = [], ""
    for one in found:
        if has_headings and one.category != heading:
            heading = one.category
            said += ["", bold(heading or talk.t("Outros serviços"))]
        said.append(f"{one.name}: {price_and_duration(talk, one)}")
    return {"text": "\n".join(said).strip()}


def _staff(talk: Talk, asked: Arguments) -> Result:
    people = talk.desk.staff_for(asked["service_id"])
    return _items((one.id, one.name, "") for one in people)


def _days(talk: Talk, asked: Arguments) -> Result:
    days = talk.desk.days(
        _service(talk, asked),
        _person(asked),
        after=None,
        limit=DAYS_SHOWN,
        moving=asked.get("moving", ""),
    )
    return _items(
        (day.on.isoformat(), talk.t.day(day.on), talk.t.n("{n} horário", "{n} horários", day.free))
        for day in days
    )


def _slots(talk: Talk, asked: Arguments) -> Result:
    on = _read(date.fromisoformat, asked["on"])
    if on is None:
        return {"items": []}
    first, last = asked.get("first", -1), asked.get("last", -1)
    slots = talk.desk.slots(
        _service(talk, asked), _person(asked), on=on, moving=asked.get("moving", "")
    )
    fitting = [slot for slot in slots if _fits(talk.local(slot.starts_at), first=first, last=last)]
    return _items(
        (slot.starts_at.isoformat(), talk.t.time(slot.starts_at), slot.staff_name)
        for slot in sorted(fitting, key=lambda slot: slot.starts_at)
    )


def _hold(talk: Talk, asked: Arguments) -> Result:
    start = _read(datetime.fromisoformat, asked["starts_at"])
    service = next((one for one in talk.desk.services() if one.id == asked["service_id"]), None)
    if start is None or service is None:
        return _gone(talk)
    held = talk.desk.hold(service.id, _person(asked), start)
    if isinstance(held, NotFound):
        return _gone(talk)
    if isinstance(held, Taken):
        return _refused(talk.t("Esse horário acabou de ser ocupado."))
    text = lines(
        bold(service.name),
        talk.t("com {name}", name=held.staff_name) if held.staff_name else "",
        _when(talk, start),
        price_and_duration(talk, service),
    )
    return {"ok": True, "text": text, "hold_id": held.hold_id}


def _book(talk: Talk, asked: Arguments) -> Result:
    booked = talk.desk.book(asked["hold_id"])
    if isinstance(booked, HoldGone):
        return _refused(talk.t("Esse horário não está mais guardado."))
    return {"ok": True, "text": booked_text(talk, booked.appointment)}


def _appointments(talk: Talk, asked: Arguments) -> Result:
    return _items(
        (one.id, one.service_name, _when(talk, one.starts_at))
        for one in talk.desk.my_appointments()
    )


def _cancel(talk: Talk, asked: Arguments) -> Result:
    match talk.desk.cancel(asked["appointment_id"]):
        case Cancelled(appointment=visit):
            return {"ok": True, "text": _cancelled(talk, visit)}
        case TooLate(until=until):
            return _too_late(talk, until)
    return _gone(talk)


def _reschedule(talk: Talk, asked: Arguments) -> Result:
    start = _read(datetime.fromisoformat, asked["starts_at"])
    if start is None:
        return _gone(talk)
    match talk.desk.reschedule(asked["appointment_id"], _person(asked), start):
        case Booked(appointment=visit):
            return {"ok": True, "text": booked_text(talk, visit)}
        case TooLate(until=until):
            return _too_late(talk, until)
        case Taken():
            return _refused(talk.t("Esse horário acabou de ser ocupado."))
    return _gone(talk)


def _service(talk: Talk, asked: Arguments) -> str:
    """The service that was chosen, or that of the visit which is moved."""
    moving = asked.get("moving", "")
    mine = talk.desk.my_appointments() if moving else ()
    found = next((one.service_id for one in mine if one.id == moving), "")
    return found or str(asked["service_id"])


def _person(asked: Arguments) -> str | None:
    staff_id = str(asked.get("staff_id", ""))
    return None if staff_id in ("", ANYBODY) else staff_id


def _fits(start: datetime, *, first: int, last: int) -> bool:
    minute = start.hour * 60 + start.minute
    return minute >= first and (last < 0 or minute <= last)


def _when(talk: Talk, moment: datetime) -> str:
    day = talk.t.day(talk.local(moment).date())
    return talk.t("{day} às {time}", day=day, time=talk.t.time(moment))


def _cancelled(talk: Talk, visit: AppointmentView) -> str:
    return talk.t(
        "Pronto, cancelei: {service}, {moment}.",
        service=visit.service_name,
        moment=_when(talk, visit.starts_at),
    )


def _too_late(talk: Talk, until: datetime) -> Result:
    day = talk.t.day(talk.local(until).date())
    text = talk.t(
        "Por aqui eu só consigo mudar ou cancelar este horário até {day} às {time}, "
        "e esse prazo já passou. A equipe pode ver isso com você.",
        day=day,
        time=talk.t.time(until),
    )
    return _refused(text)


def _gone(talk: Talk) -> Result:
    return _refused(talk.t("Essa opção não está mais disponível."))


def _refused(text: str) -> Result:
    return {"ok": False, "text": text}


def _items(found: Iterable[tuple[str, str, str]]) -> Result:
    return {"items": [{"id": key, "name": name, "detail": detail} for key, name, detail in found]}


def _read(read: Callable[[str], T], text: object) -> T | None:
    try:
        return read(str(text))
    except ValueError:
        return None


_ACTS: dict[str, Callable[[Talk, Arguments], Result]] = {
    "services": _services,
    "prices": _prices,
    "staff": _staff,
    "days": _days,
    "slots": _slots,
    "hold": _hold,
    "book": _book,
    "appointments": _appointments,
    "cancel": _cancel,
    "reschedule": _reschedule,
    **HOUSE_ACTS,
}
