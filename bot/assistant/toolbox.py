"""What the model may do: look at the front desk, read the house's texts, remember, propose.

Things are named by short keys ("s1" a service, "p2" a person, "a1" a visit) that hold for
one turn, so that a key the model made up leads nowhere. Nothing here books, moves or
cancels: a proposal is the id of a button of the built-in conversation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from bot.assistant.speech import ToolCall, ToolSpec
from bot.flows import ids
from bot.flows.choosing import price_and_duration
from bot.flows.desk import AppointmentView, ServiceOption, StaffOption
from bot.flows.state import ANYBODY
from bot.flows.talk import Talk

DAYS_SHOWN, TIMES_SHOWN, MOST_FACTS = 8, 24, 3
FACT_LENGTH = 200
_KEY = {"type": "string"}


def _spec(name: str, description: str, required: str = "", **optional: Any) -> ToolSpec:
    names = required.split()
    properties: dict[str, Any] = dict.fromkeys(names, _KEY) | optional
    schema = {
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }
    return ToolSpec(name, description, schema)


SPECS = (
    _spec("services", "All services with key, price, duration and the keys of who does them."),
    _spec("free_days", "Days with free times for a service, from today.", "service", person=_KEY),
    _spec(
        "free_times",
        "Free start times of one day (YYYY-MM-DD) for a service.",
        "service day",
        person=_KEY,
    ),
    _spec("my_visits", "The upcoming visits of this customer, with keys."),
    _spec("house", "Address, opening hours and phone of the business."),
    _spec("search_texts", "The business's own answers about anything else.", "question"),
    _spec(
        "remember",
        "Keep one lasting fact about this customer (a preference, an allergy, a pet). "
        "Never cards, documents, passwords or health diagnoses.",
        "fact",
    ),
    _spec(
        "propose_booking",
        "Show the customer a free time to confirm with a button. Ends your turn.",
        "service day time",
        person=_KEY,
    ),
    _spec(
        "propose_move",
        "Show the customer another time for a visit, to confirm. Ends your turn.",
        "visit day time",
    ),
    _spec("propose_cancellation", "Ask the customer to confirm a cancellation. Ends.", "visit"),
    _spec("hand_over", "Call a person of the team. Ends your turn."),
)
IN_FLOW = (
    *SPECS,
    _spec("finish", "Say your last words to the customer and end your part.", "text"),
)


class Unknown(Exception):
    """A key, a day or a time that is not one; the text is for the model."""


@dataclass(slots=True)
class Toolbox:
    """The tools of one turn. `search` gives the texts of the house that fit a question.

    `is_in_flow`: it may also end its part of a flow.

    Afterwards: `proposal` is the id to act on ("" for none), `last_words` what it has ended
    with, `facts` what to remember, `told` every result, for checking what the answer claims.
    """

    talk: Talk
    search: Callable[[str], Sequence[str]]
    is_in_flow: bool = False
    proposal: str = ""
    last_words: str = ""
    facts: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    has_seen_visits: bool = False
    has_seen_times: bool = False
    _services: dict[str, ServiceOption] = field(default_factory=dict)
    _visits: dict[str, AppointmentView] = field(default_factory=dict)
    _people: dict[str, StaffOption] = field(default_factory=dict)

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """The tools there are this time."""
        return IN_FLOW if self.is_in_flow else SPECS

    def answer(self, call: ToolCall) -> str:
        """The result as text; what can't be done is said, never raised."""
        do = _TOOLS.get(call.name)
        if do is None or all(one.name != call.name for one in self.specs):
            return "error: no such tool"
        try:
            result = do(self, call.arguments)
        except Unknown as error:
            return f"error: {error}"
        self.told.append(result)
        return result

    def services(self) -> dict[str, ServiceOption]:
        if not self._services:  # looked at once: a key means the same all the turn
            self._services = {f"s{n}": one for n, one in enumerate(self.talk.desk.services(), 1)}
        return self._services

    def visits(self) -> dict[str, AppointmentView]:
        if not self._visits:
            mine = self.talk.desk.my_appointments()
            self._visits = {f"a{n}": one for n, one in enumerate(mine, 1)}
        return self._visits

    def people(self) -> dict[str, StaffOption]:
        if not self._people:
            everybody = self.talk.desk.staff_for(None)
            self._people = {f"p{n}": one for n, one in enumerate(everybody, 1)}
        return self._people


Arguments = Mapping[str, Any]


def _text(arguments: Arguments, name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unknown(f"{name} is missing")
    return value.strip()


def _service(box: Toolbox, arguments: Arguments) -> ServiceOption:
    found = box.services().get(_text(arguments, "service"))
    if found is None:
        raise Unknown("no such service: use a key of the tool services")
    return found


def _person(box: Toolbox, arguments: Arguments) -> str | None:
    if not arguments.get("person"):
        return None
    found = box.people().get(_text(arguments, "person"))
    if found is None:
        raise Unknown("no such person: use a key of the tool services")
    return found.id


def _visit(box: Toolbox, arguments: Arguments) -> AppointmentView:
    found = box.visits().get(_text(arguments, "visit"))
    if found is None:
        raise Unknown("no such visit: use a key of the tool my_visits")
    return found


def _day(arguments: Arguments) -> date:
    try:
        return date.fromisoformat(_text(arguments, "day"))
    except ValueError as error:
        raise Unknown("day must be YYYY-MM-DD") from error


def _start(box: Toolbox, arguments: Arguments) -> datetime:
    try:
        at = time.fromisoformat(_text(arguments, "time"))
    except ValueError as error:
        raise Unknown("time must be HH:MM") from error
    return datetime.combine(_day(arguments), at.replace(tzinfo=None), tzinfo=box.talk.zone)


def _shown_day(box: Toolbox, on: date) -> str:
    return f"{on.isoformat()} ({box.talk.t.day(on)})"


def _services(box: Toolbox, arguments: Arguments) -> str:
    keys = {one.id: key for key, one in box.people().items()}
    shown = []
    for key, one in box.services().items():
        doers = [who for who in box.talk.desk.staff_for(one.id) if who.id in keys]
        names = ", ".join(f"{keys[who.id]} {who.name}" for who in doers)
        extra = "; ".join(
            f"+ {added.name} {box.talk.t.money(added.price)}" for added in one.add_ons
        )
        shown.append(
            f"{key} {one.name}: {price_and_duration(box.talk, one)} [{names}] {extra}".strip()
        )
    return "\n".join(shown) or "no services"


def _free_days(box: Toolbox, arguments: Arguments) -> str:
    service = _service(box, arguments)
    box.has_seen_times = True
    days = box.talk.desk.days(service.id, _person(box, arguments), after=None, limit=DAYS_SHOWN)
    shown = [f"{_shown_day(box, day.on)}: {day.free} free times" for day in days]
    return "\n".join(shown) or "no free days"


def _free_times(box: Toolbox, arguments: Arguments) -> str:
    service, day = _service(box, arguments), _day(arguments)
    box.has_seen_times = True
    slots = box.talk.desk.slots(service.id, _person(box, arguments), on=day)
    starts = sorted({slot.starts_at for slot in slots})
    shown = ", ".join(box.talk.t.time(start) for start in starts[:TIMES_SHOWN])
    return f"{_shown_day(box, day)}: {shown or 'nothing free'}"


def _my_visits(box: Toolbox, arguments: Arguments) -> str:
    box.has_seen_visits = True
    shown = [
        f"{key} {one.service_name}, {one.staff_name}, "
        f"{_shown_day(box, box.talk.local(one.starts_at).date())} {box.talk.t.time(one.starts_at)}"
        f"{', waits for the team to accept' if one.is_pending else ''}"
        for key, one in box.visits().items()
    ]
    return "\n".join(shown) or "no upcoming visits"


def _house(box: Toolbox, arguments: Arguments) -> str:
    box.has_seen_times = True
    profile = box.talk.profile
    lines = [profile.name, profile.address, profile.map_url, *profile.hours, profile.phone]
    return "\n".join(line for line in lines if line)


def _search(box: Toolbox, arguments: Arguments) -> str:
    return "\n\n".join(box.search(_text(arguments, "question"))) or "nothing about this"


def _remember(box: Toolbox, arguments: Arguments) -> str:
    fact = " ".join(_text(arguments, "fact").split())[:FACT_LENGTH]
    if sum(letter.isdigit() for letter in fact) > 6:
        raise Unknown("facts hold no long numbers")
    if len(box.facts) < MOST_FACTS and fact not in box.facts:
        box.facts.append(fact)
    return "kept"


def _propose_booking(box: Toolbox, arguments: Arguments) -> str:
    service, start = _service(box, arguments), _start(box, arguments)
    person = _person(box, arguments)
    slots = box.talk.desk.slots(service.id, person, on=box.talk.local(start).date())
    if all(slot.starts_at != start for slot in slots):
        raise Unknown("this time is not free: look at free_times")
    box.proposal = ids.make(ids.SLOT, service.id, person or ANYBODY, ids.moment_text(start))
    return "shown to the customer"


def _propose_move(box: Toolbox, arguments: Arguments) -> str:
    visit, start = _visit(box, arguments), _start(box, arguments)
    doers = [one.id for one in box.talk.desk.staff_for(visit.service_id)]
    person = visit.staff_id if visit.staff_id in doers else None
    slots = box.talk.desk.slots(
        visit.service_id, person, on=box.talk.local(start).date(), moving=visit.id
    )
    if all(slot.starts_at != start for slot in slots):
        raise Unknown("this time is not free: look at free_times")
    box.proposal = ids.make(ids.MOVE_SLOT, visit.id, person or ANYBODY, ids.moment_text(start))
    return "shown to the customer"


def _propose_cancellation(box: Toolbox, arguments: Arguments) -> str:
    box.proposal = ids.make(ids.CANCEL, _visit(box, arguments).id)
    return "shown to the customer"


def _hand_over(box: Toolbox, arguments: Arguments) -> str:
    box.proposal = ids.HUMAN
    return "a person was called"


def _finish(box: Toolbox, arguments: Arguments) -> str:
    box.last_words = _text(arguments, "text")
    return "said"


_TOOLS: dict[str, Callable[[Toolbox, Arguments], str]] = {
    "services": _services,
    "free_days": _free_days,
    "free_times": _free_times,
    "my_visits": _my_visits,
    "house": _house,
    "search_texts": _search,
    "remember": _remember,
    "propose_booking": _propose_booking,
    "propose_move": _propose_move,
    "propose_cancellation": _propose_cancellation,
    "hand_over": _hand_over,
    "finish": _finish,
}
