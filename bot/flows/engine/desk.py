"""Asking the front desk from a node: what is asked, what comes back, and choosing from it.

The desk answers `AskDesk` with {"items": [{"id", "name", "detail"}]} for what there is to
choose from, in the customer's language and best first, or with {"ok": bool, "text": str} for
an act; `text` is what to tell the customer. Acts are safe to repeat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.engine.answers import chosen
from bot.flows.engine.effects import AskDesk
from bot.flows.engine.events import Answered
from bot.flows.engine.speaking import tap_id, tapped
from bot.flows.engine.state import Value
from bot.flows.engine.walk import AwaitAnswer, AwaitEffect, Step, Walk
from bot.gateways.content import Button, Buttons, ListMenu, Row, Section, fit
from bot.gateways.limits import (
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    BUTTONS_LIMIT,
    LIST_BUTTON_LIMIT,
    LIST_ROWS_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_TITLE_LIMIT,
)

MORE = "more"  # the option that shows the next page


@dataclass(frozen=True, slots=True)
class Item:
    """One choice as the desk names it."""

    id: str
    name: str
    detail: str = ""


def items_in(result: Mapping[str, Any]) -> list[Item]:
    """What there is to choose from; nothing where the desk said something else."""
    items = result.get("items")
    if not isinstance(items, list):
        return []
    return [
        Item(str(item["id"]), str(item["name"]), str(item.get("detail", "")))
        for item in items
        if isinstance(item, Mapping) and item.get("id") and item.get("name")
    ]


def ask_desk(walk: Walk, act: str, **arguments: Value) -> Step:
    effect = AskDesk(walk.next_effect_id(), act, tuple(arguments.items()))
    return AwaitEffect(effect)


def at_phase(walk: Walk, phase: str) -> None:
    walk.state = replace(walk.state, phase=phase)


def choose(walk: Walk, **chosen_now: str) -> None:
    """Remember what was chosen for the visit."""
    walk.state = replace(walk.state, booking={**walk.state.booking, **chosen_now})


def forget(walk: Walk, *names: str) -> None:
    kept = {name: value for name, value in walk.state.booking.items() if name not in names}
    walk.state = replace(walk.state, booking=kept)


def offer(
    walk: Walk, text: str, items: Sequence[Item], *, extras: Sequence[Item] = (), button: str = ""
) -> Step:
    """Ask with as many items as a message shows; the extras are always among them.

    What was offered is remembered with all items, so that a typed name finds one that did
    not fit, and `MORE` shows the next ones.
    """
    known = [*items, *extras]
    walk.state = replace(walk.state, offered=tuple((one.id, one.name) for one in known))
    return show(walk, text, items, extras=extras, button=button)


def show(
    walk: Walk, text: str, items: Sequence[Item], *, extras: Sequence[Item] = (), button: str = ""
) -> Step:
    shown = [*_first(walk, items, LIST_ROWS_LIMIT - len(extras)), *extras]
    body = walk.fill(text, BUTTONS_BODY_LIMIT)
    titles = [one.name for one in shown]
    is_short = all(len(title) <= BUTTON_TITLE_LIMIT for title in titles)
    has_details = any(one.detail for one in shown)
    if len(shown) <= BUTTONS_LIMIT and is_short and not has_details:
        buttons = tuple(Button(tap_id(walk, one.id), one.name) for one in shown)
        walk.say(Buttons(body, buttons))
    else:
        rows = tuple(
            Row(
                tap_id(walk, one.id),
                fit(one.name, ROW_TITLE_LIMIT),
                fit(one.detail, ROW_DESCRIPTION_LIMIT),
            )
            for one in shown
        )
        label = fit(button or walk.t("Escolher"), LIST_BUTTON_LIMIT)
        walk.say(ListMenu(body, label, (Section("", rows),)))
    return AwaitAnswer(walk.data["idle_minutes"])


def _first(walk: Walk, items: Sequence[Item], room: int) -> list[Item]:
    if len(items) <= room:
        return list(items)
    return [*items[: room - 1], Item(MORE, walk.t("Ver mais"))]


def picked(walk: Walk, answer: Answered) -> str | None:
    """The id of what was tapped or written among what was offered; MORE is one too."""
    if answer.reply_id == tap_id(walk, MORE):
        return MORE
    key = tapped(walk, answer)
    if key is not None:
        return key
    said = answer.text or answer.reply_title
    return chosen(said, walk.state.offered, walk.facts.locale)


def following(walk: Walk, text: str) -> Step:
    """The next page of what was offered; after the last one it begins again."""
    room = LIST_ROWS_LIMIT - 1
    kept = walk.state.offered
    rest = kept[room:] or kept
    walk.state = replace(walk.state, offered=(*rest, *kept[: len(kept) - len(rest)]))
    return show(walk, text, [Item(key, name) for key, name in walk.state.offered])
