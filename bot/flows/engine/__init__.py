"""The flow engine: (graph, state, event, now) -> (state, effects). No Django, no clock."""

from bot.flows.engine.at_once import Spoken, converse
from bot.flows.engine.effects import (
    AskDesk,
    AwaitedEffect,
    CallFlow,
    CallHttp,
    ChangeTags,
    Effect,
    HandOver,
    Notify,
    ReleaseHold,
    Secret,
    Send,
    SendFile,
    SendTemplate,
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
    "CallFlow",
    "CallHttp",
    "ChangeTags",
    "Effect",
    "EffectDone",
    "EffectFailed",
    "Event",
    "Facts",
    "HandOver",
    "Notify",
    "Outcome",
    "ReleaseHold",
    "RunState",
    "Secret",
    "Send",
    "SendFile",
    "SendTemplate",
    "SetAttribute",
    "Spoken",
    "StartFlow",
    "Started",
    "Status",
    "TimePassed",
    "advance_run",
    "converse",
    "start_run",
]
