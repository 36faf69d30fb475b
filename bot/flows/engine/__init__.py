"""The flow engine: (graph, state, event, now) -> (state, effects). No Django, no clock."""

from bot.flows.engine.effects import (
    AskDesk,
    AwaitedEffect,
    CallHttp,
    ChangeTags,
    Effect,
    HandOver,
    ReleaseHold,
    Send,
    SetAttribute,
    StartFlow,
)
from bot.flows.engine.events import (
    Answered,
    EffectDone,
    EffectFailed,
    Event,
    Facts,
    Started,
    TimePassed,
)
from bot.flows.engine.run import Outcome, advance_run, start_run
from bot.flows.engine.state import RunState, Status

__all__ = [
    "Answered",
    "AskDesk",
    "AwaitedEffect",
    "CallHttp",
    "ChangeTags",
    "Effect",
    "EffectDone",
    "EffectFailed",
    "Event",
    "Facts",
    "HandOver",
    "Outcome",
    "ReleaseHold",
    "RunState",
    "Send",
    "SetAttribute",
    "StartFlow",
    "Started",
    "Status",
    "TimePassed",
    "advance_run",
    "start_run",
]
