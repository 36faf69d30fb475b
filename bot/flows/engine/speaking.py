"""Nodes that say, ask and read answers."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows.engine.answers import chosen, read_answer
from bot.flows.engine.effects import HandOver
from bot.flows.engine.events import Answered
from bot.flows.engine.walk import AwaitAnswer, Finish, Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.flows.graph.sending import fits_buttons
from bot.gateways.content import Button, Buttons, Content, ListMenu, Row, Section, Text
from bot.gateways.limits import (
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    FOOTER_LIMIT,
    HEADER_LIMIT,
    LIST_BUTTON_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_TITLE_LIMIT,
    SECTION_TITLE_LIMIT,
)

Options = tuple[tuple[str, str], ...]


class MessageNode(Silent):
    def enter(self, walk: Walk) -> Step:
        for block in walk.data["blocks"]:
            walk.say(Text(walk.fill(block["text"])))
        return Leave(Port.DONE)


class EndNode(Silent):
    def enter(self, walk: Walk) -> Step:
        if walk.data["text"]:
            walk.say(Text(walk.fill(walk.data["text"])))
        return Finish()


class HandOverNode(Silent):
    def enter(self, walk: Walk) -> Step:
        if walk.data["text"]:
            walk.say(Text(walk.fill(walk.data["text"])))
        reason = walk.line(walk.data["reason"], 200)
        walk.effects.append(HandOver(reason, walk.data["to"]))
        return Finish(handed_over=True, reason=reason)


class AskingNode(Silent, ABC):
    """Asks, and asks again in other words where there are some; left by what was chosen."""

    @abstractmethod
    def ask(self, walk: Walk, text: str) -> Step:
        """Send the question with this text and wait for its answer."""

    def enter(self, walk: Walk) -> Step:
        return self.ask(walk, walk.data["text"])

    def again(self, walk: Walk) -> Step:
        return self.ask(walk, walk.data["retry_text"] or walk.data["text"])

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        return take_choice(walk, answer)


class QuestionNode(AskingNode):
    """An open question; one with choices is a list or buttons that may be typed too."""

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        said = answer.text or answer.reply_title
        value = tapped(walk, answer) or read_answer(
            said, walk.data, local=walk.local, locale=walk.facts.locale
        )
        if value is None:
            return None
        walk.set(walk.data["variable"], value)
        return Leave(Port.DONE)

    def ask(self, walk: Walk, text: str) -> Step:
        choices = walk.data["choices"] if walk.data["answer"] == "choice" else []
        options = tuple((one["id"], one["title"]) for one in choices)
        walk.say(asking(walk, text, options, button=walk.t("Escolher")))
        return waiting(walk, options)


class ButtonsNode(AskingNode):
    def ask(self, walk: Walk, text: str) -> Step:
        data = walk.data
        options = tuple(
            (one["id"], walk.line(one["title"], BUTTON_TITLE_LIMIT)) for one in data["buttons"]
        )
        buttons = tuple(Button(tap_id(walk, key), title) for key, title in options)
        walk.say(
            Buttons(
                walk.fill(text, BUTTONS_BODY_LIMIT),
                buttons,
                walk.line(data["header"], HEADER_LIMIT),
                walk.line(data["footer"], FOOTER_LIMIT),
            )
        )
        return waiting(walk, options)


class ListNode(AskingNode):
    def ask(self, walk: Walk, text: str) -> Step:
        data = walk.data
        sections = tuple(_section(walk, section) for section in data["sections"])
        walk.say(
            ListMenu(
                walk.fill(text),
                walk.line(data["button"], LIST_BUTTON_LIMIT),
                sections,
                walk.line(data["header"], HEADER_LIMIT),
                walk.line(data["footer"], FOOTER_LIMIT),
            )
        )
        rows = [row for section in data["sections"] for row in section["rows"]]
        return waiting(
            walk, tuple((row["id"], walk.line(row["title"], ROW_TITLE_LIMIT)) for row in rows)
        )


def _section(walk: Walk, section: Mapping[str, Any]) -> Section:
    rows = tuple(
        Row(
            tap_id(walk, row["id"]),
            walk.line(row["title"], ROW_TITLE_LIMIT),
            walk.line(row["description"], ROW_DESCRIPTION_LIMIT),
        )
        for row in section["rows"]
    )
    return Section(walk.line(section["title"], SECTION_TITLE_LIMIT), rows)


def asking(walk: Walk, text: str, options: Options, *, button: str) -> Content:
    """A question with options as WhatsApp shows them best: text, buttons, or a list."""
    if not options:
        return Text(walk.fill(text))
    if fits_buttons([title for _, title in options]):
        buttons = tuple(Button(tap_id(walk, key), title) for key, title in options)
        return Buttons(walk.fill(text, BUTTONS_BODY_LIMIT), buttons)
    rows = tuple(Row(tap_id(walk, key), title) for key, title in options)
    return ListMenu(walk.fill(text), button, (Section("", rows),))


def waiting(walk: Walk, options: Options) -> Step:
    """The customer's turn, with what was shown remembered."""
    walk.state = replace(walk.state, offered=options)
    return AwaitAnswer(walk.data["idle_minutes"])


def tap_id(walk: Walk, key: str) -> str:
    """The id of a button: of this node, so that an old button is never taken for another."""
    return f"flow:{walk.state.node}:{key}"


def tapped(walk: Walk, answer: Answered) -> str | None:
    """Which option of this node was tapped."""
    key = answer.reply_id.removeprefix(f"flow:{walk.state.node}:")
    is_ours = key != answer.reply_id
    return key if is_ours and key in dict(walk.state.offered) else None


def take_choice(walk: Walk, answer: Answered) -> Step | None:
    """Leave by the port of what was tapped or typed; its title is kept where one asks."""
    key = tapped(walk, answer)
    if key is None:
        said = answer.text or answer.reply_title
        key = chosen(said, walk.state.offered, walk.facts.locale)
    if key is None:
        return None
    if walk.data["variable"]:
        walk.set(walk.data["variable"], dict(walk.state.offered)[key])
    return Leave(key)
