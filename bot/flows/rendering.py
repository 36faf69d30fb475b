"""Questions as WhatsApp messages, always within the limits of the Cloud API.

Up to 3 short options are buttons, anything else is a list of at most 10 rows; longer lists
get a row that shows the next page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.flows import ids
from bot.flows.state import Offer, State, Step
from bot.flows.talk import Talk, Turn
from bot.gateways.content import (
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    BUTTONS_LIMIT,
    LIST_BUTTON_LIMIT,
    LIST_ROWS_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_TITLE_LIMIT,
    SECTION_TITLE_LIMIT,
    TEXT_LIMIT,
    Button,
    Buttons,
    Content,
    ListMenu,
    Row,
    Section,
    Text,
    fit,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. Options next to each other with the same `group` share a section."""

    id: str
    title: str
    description: str = ""
    group: str = ""


def clip(text: str, limit: int) -> str:
    """`text` with its lines kept, in 1 to `limit` characters."""
    body = text.strip() or "…"
    return body if len(body) <= limit else body[: limit - 1].rstrip() + "…"


def bold(text: str) -> str:
    """WhatsApp bold; asterisks of the text itself would end it too early."""
    clean = " ".join(text.replace("*", " ").split())
    return f"*{clean}*" if clean else ""


def lines(*parts: str) -> str:
    """The parts that say something, one a line."""
    return "\n".join(part for part in parts if part)


def duration(minutes: int) -> str:
    """45 min, 1 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def text(talk: Talk, body: str) -> Text:
    return Text(body=clip(_led(talk, body), TEXT_LIMIT))


def say(talk: Talk, state: State, body: str) -> Turn:
    """A text that asks nothing."""
    return Turn(state=state, replies=(text(talk, body),))


def ask(
    talk: Talk,
    state: State,
    body: str,
    options: Sequence[Option],
    *,
    button: str = "",
    extras: Sequence[Option] = (),
    more: Callable[[int], str] | None = None,
    offset: int = 0,
) -> Turn:
    """Ask `body` with `options`; `state` remembers what was offered.

    `extras` are shown on every page; `more` gives the id of the row for the page that starts
    at an offset, and may be left out where everything fits anyway.
    """
    kept = [*extras]
    if talk.with_help and not any(option.id == ids.HUMAN for option in [*options, *kept]):
        kept.append(human(talk))
    shown = [*_page(talk, options, LIST_ROWS_LIMIT - len(kept), more, offset), *kept]
    content = _content(talk, _led(talk, body), shown, button or talk.t("Escolher"))
    offered = tuple(Offer(option.id, fit(option.title, 80)) for option in shown)
    return Turn(state=replace(state, offered=offered), replies=(content,))


def human(talk: Talk) -> Option:
    return Option(ids.HUMAN, talk.t("Falar com atendente"))


def menu(talk: Talk) -> Option:
    return Option(ids.MENU, talk.t("Ver o menu"))


def booking(talk: Talk) -> Option:
    return Option(ids.BOOK, talk.t("Agendar"))


def finish(talk: Talk, state: State, body: str) -> Turn:
    """A text that ends the conversation."""
    return Turn(state=state.finished(talk.now), replies=(text(talk, body),), finished=True)


def at(state: State, step: Step) -> State:
    return replace(state, step=step)


def _led(talk: Talk, body: str) -> str:
    return f"{talk.lead}\n\n{body}" if talk.lead else body


def _page(
    talk: Talk,
    options: Sequence[Option],
    room: int,
    more: Callable[[int], str] | None,
    offset: int,
) -> list[Option]:
    start = offset if offset < len(options) else 0
    rest = list(options[start:])
    if len(rest) <= room:
        return rest
    if more is None:
        return rest[:room]
    following = Option(more(start + room - 1), talk.t("Ver mais"))
    return [*rest[: room - 1], following]


def _content(talk: Talk, body: str, options: Sequence[Option], button: str) -> Content:
    if not options:
        return Text(body=clip(body, TEXT_LIMIT))
    if _are_buttons(options) and len(body) <= BUTTONS_BODY_LIMIT:
        shown = tuple(Button(id=option.id, title=option.title) for option in options)
        return Buttons(body=clip(body, BUTTONS_BODY_LIMIT), buttons=shown)
    return ListMenu(
        body=clip(body, TEXT_LIMIT),
        button=fit(button, LIST_BUTTON_LIMIT),
        sections=_sections(talk, options),
    )


def _are_buttons(options: Sequence[Option]) -> bool:
    """Few, short, different titles, and nothing that only a row can show."""
    titles = {option.title for option in options}
    are_short = all(
        0 < len(option.title) <= BUTTON_TITLE_LIMIT and not option.description for option in options
    )
    return len(options) <= BUTTONS_LIMIT and are_short and len(titles) == len(options)


def _sections(talk: Talk, options: Sequence[Option]) -> tuple[Section, ...]:
    """Sections in order; a list with more than one needs a title on each."""
    groups = [
        (group, tuple(_row(option) for option in members))
        for group, members in groupby(options, key=lambda option: option.group)
    ]
    if len(groups) == 1:
        return (Section(title=fit(groups[0][0], SECTION_TITLE_LIMIT), rows=groups[0][1]),)
    return tuple(
        Section(title=fit(group or talk.t("Mais opções"), SECTION_TITLE_LIMIT), rows=rows)
        for group, rows in groups
    )


def _row(option: Option) -> Row:
    title = fit(option.title, ROW_TITLE_LIMIT) or "…"
    description = option.description
    if title != option.title and title.endswith("…"):
        description = " · ".join(part for part in (option.title, description) if part)
    return Row(id=option.id, title=title, description=fit(description, ROW_DESCRIPTION_LIMIT))
