"""Free starts of a day: which ones fit the wish, and how they are shown."""

from collections.abc import Sequence
from datetime import datetime

from bot.flows import ids
from bot.flows.choosing import day_subject
from bot.flows.desk import SlotOption
from bot.flows.rendering import Option, ask, at
from bot.flows.state import ANYBODY, Goal, State, Step
from bot.flows.talk import Talk, Turn

NOON = 12 * 60
EVENING = 18 * 60
NEAREST_SHOWN = 6
SLOTS_SHOWN = 8


def minute_of(talk: Talk, moment: datetime) -> int:
    """Minutes since midnight on the wall clock of the business."""
    wall = talk.local(moment)
    return wall.hour * 60 + wall.minute


def exactly(talk: Talk, slots: Sequence[SlotOption], minute: int) -> SlotOption | None:
    return next((slot for slot in slots if minute_of(talk, slot.starts_at) == minute), None)


def between(
    talk: Talk, slots: Sequence[SlotOption], first: int | None, last: int | None
) -> list[SlotOption]:
    """Starts from `first` to `last`, both included, in the desk's order."""
    low = 0 if first is None else first
    high = 24 * 60 if last is None else last
    return [slot for slot in slots if low <= minute_of(talk, slot.starts_at) <= high]


def nearest(talk: Talk, slots: Sequence[SlotOption], minute: int) -> list[SlotOption]:
    ranked = sorted(slots, key=lambda slot: abs(minute_of(talk, slot.starts_at) - minute))
    return ranked[:NEAREST_SHOWN]


def ask_slots(
    talk: Talk, state: State, slots: Sequence[SlotOption], body: str, offset: int = 0
) -> Turn:
    """Ask for one of `slots`: the best of them by the desk's order, shown by the clock."""
    start = offset if offset < len(slots) else 0
    end = start + SLOTS_SHOWN - int(talk.with_help)
    page = sorted(slots[start:end], key=lambda slot: slot.starts_at)
    is_one_day = len({talk.local(slot.starts_at).date() for slot in page}) == 1
    options = [_slot_option(talk, state, slot, is_one_day) for slot in page]
    if end < len(slots) and state.on is not None:
        about = (slot_verb(state), *day_subject(state)[1], state.on.isoformat(), str(end))
        following = ids.make(ids.MORE, *about)
        options.append(Option(following, talk.t("Ver mais horários")))
    other_day = Option(ids.OTHER_DAY, talk.t("Outro dia"))
    return ask(
        talk,
        at(state, Step.TIME),
        body,
        options,
        extras=[other_day],
        button=talk.t("Ver horários"),
    )


def slot_verb(state: State) -> str:
    return ids.MOVE_SLOT if state.goal == Goal.MOVE else ids.SLOT


def slot_id(state: State, slot: SlotOption) -> str:
    """The id that chooses this start, for a booking or for a move."""
    subject = state.appointment_id if state.goal == Goal.MOVE else state.service_id
    staff = state.staff_id or ANYBODY
    if slot.staff_id and staff not in (ANYBODY, slot.staff_id):
        staff = slot.staff_id
    return ids.make(slot_verb(state), subject, staff, ids.moment_text(slot.starts_at))


def _slot_option(talk: Talk, state: State, slot: SlotOption, is_one_day: bool) -> Option:
    title = talk.t.time(slot.starts_at)
    if not is_one_day:
        title = f"{talk.t.day(talk.local(slot.starts_at).date())} {title}"
    group = _part_of_day(talk, slot.starts_at) if is_one_day else talk.t("Horários livres")
    return Option(slot_id(state, slot), title, slot.staff_name, group)


def _part_of_day(talk: Talk, moment: datetime) -> str:
    minute = minute_of(talk, moment)
    if minute < NOON:
        return talk.t("Manhã")
    return talk.t("Tarde") if minute < EVENING else talk.t("Noite")
