"""The node that sends an approved template, and may wait for one of its buttons."""

from collections.abc import Mapping
from typing import Any

from bot.flows.engine.effects import SendTemplate
from bot.flows.engine.events import Answered
from bot.flows.engine.speaking import take_choice, tap_id, waiting
from bot.flows.engine.walk import AwaitAnswer, AwaitEffect, Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.gateways.content import Text

LONGEST_VALUE = 1000


class TemplateNode(Silent):
    def enter(self, walk: Walk) -> Step:
        data = walk.data
        effect = SendTemplate(
            walk.next_effect_id(),
            data["template"],
            values=tuple(
                (one["slot"], walk.line(one["value"], LONGEST_VALUE)) for one in data["values"]
            ),
            taps=tuple((one["title"], tap_id(walk, one["id"])) for one in data["buttons"]),
            file_id=data["header_file"],
        )
        return AwaitEffect(effect)

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        if not walk.data["buttons"]:
            return Leave(Port.DONE)
        return waiting(walk, tuple((one["id"], one["title"]) for one in walk.data["buttons"]))

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        return take_choice(walk, answer)

    def again(self, walk: Walk) -> Step:
        """The customer has written, so words of our own may be sent."""
        walk.say(Text(walk.fill(walk.data["retry_text"])))
        return AwaitAnswer(walk.data["idle_minutes"])
