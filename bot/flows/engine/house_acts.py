"""What the front desk does for the nodes of the built-in conversation: one turn of it.

The rules are those of `bot.flows`, called with the state that the run carries. A person is
called by the flow, where its way leads to one.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from bot.flows.asking import ask_for, leads_to
from bot.flows.conversation import advance
from bot.flows.desk import FrontDesk
from bot.flows.state import State
from bot.flows.talk import Incoming, Talk, Turn

Result = dict[str, Any]
Arguments = Mapping[str, Any]


class _WithoutPeople:
    """The same desk, at which nobody is called."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def hand_over(self, reason: str) -> None:
        """The flow does it, by its own node."""


def _converse(talk: Talk, asked: Arguments) -> Result:
    incoming = Incoming(
        texts=(str(asked["text"]),) if asked["text"] else (),
        reply_id=str(asked["reply_id"]),
        reply_title=str(asked["reply_title"]),
        kind=str(asked["kind"]),
    )
    return _result(advance(_state(asked), incoming, now=talk.now, desk=_desk(talk), t=talk.t))


def _ask(talk: Talk, asked: Arguments) -> Result:
    turn = ask_for(
        str(asked["asks"]),
        _state(asked),
        skips=str(asked["skips"]),
        now=talk.now,
        desk=_desk(talk),
        t=talk.t,
    )
    return _result(turn)


def _desk(talk: Talk) -> FrontDesk:
    return cast(FrontDesk, _WithoutPeople(talk.desk))


def _state(asked: Arguments) -> State:
    return State.from_dict(json.loads(str(asked["house"])))


def _result(turn: Turn) -> Result:
    return {
        "house": turn.state.to_dict(),
        "to": leads_to(turn),
        "goal": turn.state.goal.value,
        "replies": [content.to_dict() for content in turn.replies],
    }


HOUSE_ACTS: dict[str, Callable[[Talk, Arguments], Result]] = {"converse": _converse, "ask": _ask}
