"""What the front desk does for the nodes of the built-in conversation: one turn of it.

The rules are those of `bot.flows`, called with the state that the run carries. A person is
called by the flow, where its way leads to one.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.flows.asking import ask_for, leads_to
from bot.flows.conversation import advance
from bot.flows.state import State
from bot.flows.talk import Incoming, Talk, Turn

Result = dict[str, Any]
Arguments = Mapping[str, Any]


def _converse(talk: Talk, asked: Arguments) -> Result:
    incoming = Incoming(
        texts=(str(asked["text"]),) if asked["text"] else (),
        reply_id=str(asked["reply_id"]),
        reply_title=str(asked["reply_title"]),
        kind=str(asked["kind"]),
    )
    return _result(advance(talk, _state(asked), incoming))


def _ask(talk: Talk, asked: Arguments) -> Result:
    return _result(ask_for(talk, _state(asked), str(asked["asks"]), skips=str(asked["skips"])))


def _state(asked: Arguments) -> State:
    return State.from_dict(json.loads(str(asked["house"])))


def _result(turn: Turn) -> Result:
    return {
        "house": turn.state.to_dict(),
        "to": leads_to(turn),
        "goal": turn.state.goal.value,
        "is_unread": turn.is_unread,
        "replies": [content.to_dict() for content in turn.replies],
        "wants_more_time": turn.wants_more_time,
    }


HOUSE_ACTS: dict[str, Callable[[Talk, Arguments], Result]] = {"converse": _converse, "ask": _ask}
