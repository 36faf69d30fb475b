"""Nodes that choose a service, a person and a time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.flows.engine.desk import (
    MORE,
    Item,
    ask_desk,
    at_phase,
    choose,
    following,
    forget,
    items_in,
    offer,
    picked,
)
from bot.flows.engine.events import Answered
from bot.flows.engine.walk import Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.gateways.content import Text
from bot.gateways.limits import TEXT_LIMIT
from bot.understanding.dates import read_date
from bot.understanding.times import read_time

MOST_PAGES = 3
ANYBODY = "any"
OTHER_DAY = "other_day"


class ServicesNode(Silent):
    """Says what can be booked, with prices."""

    def enter(self, walk: Walk) -> Step:
        return ask_desk(walk, "services")

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        items = items_in(result)
        if not items:
            return Leave(Port.NONE)
        lines = [f"*{one.name}*: {one.detail}" if one.detail else f"*{one.name}*" for one in items]
        head = [walk.fill(walk.data["text"])] if walk.data["text"] else []
        walk.say(Text(walk.fill("\n".join([*head, *lines]))))
        return Leave(Port.DONE)


class PricesNode(Silent):
    """The price list in as many messages as it needs, or the price of what was chosen."""

    def enter(self, walk: Walk) -> Step:
        chosen = walk.state.booking.get("service_id", "") if walk.data["only_chosen"] else ""
        return ask_desk(walk, "prices", category=walk.data["category"], service_id=chosen)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        lines = str(result.get("text", "")).splitlines()
        if not any(lines):
            return Leave(Port.NONE)
        head = [walk.fill(walk.data["text"]), ""] if walk.data["text"] else []
        for page in in_pages([*head, *lines]):
            walk.say(Text(page))
        return Leave(Port.DONE)


def in_pages(lines: Sequence[str], limit: int = TEXT_LIMIT, most: int = MOST_PAGES) -> list[str]:
    """Lines joined to at most `most` texts that WhatsApp takes; no line is broken unless it
    alone is too long."""
    pages: list[str] = []
    for line in lines:
        cut = line[:limit]
        if pages and len(pages[-1]) + 1 + len(cut) <= limit:
            pages[-1] = f"{pages[-1]}\n{cut}"
        else:
            pages.append(cut)
    return pages[:most]


class PickServiceNode(Silent):
    def enter(self, walk: Walk) -> Step:
        forget(walk, "service_id", "staff_id", "starts_at", "hold_id")
        return ask_desk(walk, "services", category=walk.data["category"])

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        items = items_in(result)
        return offer(walk, walk.data["text"], items) if items else Leave(Port.NONE)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        key = picked(walk, answer)
        if key is None:
            return None
        if key == MORE:
            return following(walk, walk.data["text"])
        choose(walk, service_id=key)
        return Leave(Port.DONE)

    def again(self, walk: Walk) -> Step:
        return ask_desk(walk, "services", category=walk.data["category"])


class PickStaffNode(Silent):
    def enter(self, walk: Walk) -> Step:
        forget(walk, "staff_id", "starts_at", "hold_id")
        return ask_desk(walk, "staff", service_id=walk.state.booking.get("service_id", ""))

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        items = items_in(result)
        if not items:
            return Leave(Port.NONE)
        if len(items) == 1:  # nothing to choose
            choose(walk, staff_id=items[0].id)
            return Leave(Port.DONE)
        anybody = [Item(ANYBODY, walk.t("Sem preferência"))] if walk.data["allow_any"] else []
        return offer(walk, walk.data["text"], [*anybody, *items])

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        key = picked(walk, answer)
        if key is None:
            return None
        if key == MORE:
            return following(walk, walk.data["text"])
        choose(walk, staff_id=key)
        return Leave(Port.DONE)

    def again(self, walk: Walk) -> Step:
        return ask_desk(walk, "staff", service_id=walk.state.booking.get("service_id", ""))


class PickSlotNode(Silent):
    """First the day, then the time; "sábado depois das 3" answers both."""

    def enter(self, walk: Walk) -> Step:
        forget(walk, "starts_at", "hold_id", "on", "moving")
        return ask_days(walk)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        step = offer_times(walk, result, walk.data["text"])
        return step or Leave(Port.NONE)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        step = read_times(walk, answer)
        if step is not None:
            return step
        if "starts_at" in walk.state.booking:
            return Leave(Port.DONE)
        return None

    def again(self, walk: Walk) -> Step:
        return again_times(walk)


def ask_days(walk: Walk, moving: str = "") -> Step:
    at_phase(walk, "days")
    return ask_desk(walk, "days", moving=moving, **_subject(walk))


def ask_slots(walk: Walk, on: str, *, first: int = -1, last: int = -1) -> Step:
    """The free starts of a day, between two minutes of it (-1: no bound)."""
    choose(walk, on=on, day=_day_said(walk, on))
    at_phase(walk, "slots")
    moving = walk.state.booking.get("moving", "")
    return ask_desk(walk, "slots", on=on, first=first, last=last, moving=moving, **_subject(walk))


def _subject(walk: Walk) -> dict[str, str]:
    booking = walk.state.booking
    return {"service_id": booking.get("service_id", ""), "staff_id": booking.get("staff_id", "")}


def offer_times(walk: Walk, result: Mapping[str, Any], text: str) -> Step | None:
    """Days or starts to choose from; None when there is no day left at all."""
    items = items_in(result)
    if walk.state.phase == "days":
        return offer(walk, text, items, button=walk.t("Ver dias")) if items else None
    other = Item(OTHER_DAY, walk.t("Outro dia"))
    if items:
        return offer(walk, text, items, extras=[other], button=walk.t("Ver horários"))
    walk.say(Text(walk.t("Nesse dia não há horário livre que sirva. Veja estes dias:")))
    return ask_days(walk, walk.state.booking.get("moving", ""))


def read_times(walk: Walk, answer: Answered) -> Step | None:
    """What an answer does to the choice of day and time. None: nothing; a start may have been
    chosen, then it is in the booking."""
    key = picked(walk, answer)
    if key == MORE:
        return following(walk, walk.data["text"])
    if key == OTHER_DAY:
        return ask_days(walk, walk.state.booking.get("moving", ""))
    is_day = walk.state.phase == "days"
    if key is not None and (answer.reply_id or not is_day):
        if is_day:
            return ask_slots(walk, key)
        choose(walk, starts_at=key)
        return None
    return _written_time(walk, answer.text or answer.reply_title, key)


def _written_time(walk: Walk, said: str, key: str | None) -> Step | None:
    day = read_date(said, walk.local.date(), walk.facts.locale)
    time = read_time(said, walk.facts.locale)
    on = day.on.isoformat() if day and day.on else walk.state.booking.get("on", "")
    if day and day.on is None and day.first is not None:
        on = day.first.isoformat()
    if time is not None and time.impossible is None and on:
        first = -1 if time.from_ is None else time.from_
        last = -1 if time.to is None else time.to
        return ask_slots(walk, on, first=first, last=last)
    if day and day.impossible is None and on:
        return ask_slots(walk, on)
    return ask_slots(walk, key) if key is not None else None


def again_times(walk: Walk) -> Step:
    on = walk.state.booking.get("on", "")
    if walk.state.phase == "slots" and on:
        return ask_slots(walk, on)
    return ask_days(walk, walk.state.booking.get("moving", ""))


def _day_said(walk: Walk, on: str) -> str:
    """The day as the customer reads it; empty for what is no day."""
    try:
        return walk.t.day(date.fromisoformat(on))
    except ValueError:
        return ""
