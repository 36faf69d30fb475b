"""Runs of flows that have steps of the built-in conversation.

What the conversation remembers of a customer (`Conversation.flow_state`) outlives every run:
reminders write into it, and the built-in conversation goes on from it when a flow is paused.
So a run is given it before each event, and gives it back.
"""

import json
from dataclasses import replace

from bot.flows.engine import RunState
from bot.flows.engine.assisting import PROPOSED
from bot.flows.graph.house_kinds import HOUSE_NAMES
from bot.models import Conversation, FlowRun, FlowVersion
from bot.selectors.flow_triggers import everything_of

HOUSE = "house"  # in the booking of a run, as bot.flows.engine.house reads it


def is_of_the_house(version: FlowVersion) -> bool:
    """Whether it has a step of the built-in conversation."""
    return any(node["kind"] in HOUSE_NAMES for node in version.graph["nodes"])


def is_at_the_desk(run: FlowRun) -> bool:
    """Whether the run stands at a step that understands whatever may be said."""
    at = run.state.get("node")
    nodes = run.version.graph["nodes"]
    return any(node["id"] == at and node["kind"] in HOUSE_NAMES for node in nodes)


def has_proposed(run: FlowRun) -> bool:
    """Whether the assistant has shown something there that the customer may agree to by a
    button of the built-in conversation."""
    at = run.state.get("node")
    kinds = {node["id"]: node["kind"] for node in run.version.graph["nodes"]}
    return kinds.get(at) == "assistant" and run.state.get("phase") == PROPOSED


def speaks_to(run: FlowRun, conversation: Conversation) -> bool:
    """False for the house's own flow when the customer now wants another language."""
    locale = conversation.customer.locale or conversation.organization.locale
    return not everything_of(run.version) or run.version.graph["locale"] == locale


def with_house(state: RunState, run: FlowRun, conversation: Conversation) -> RunState:
    """The state with what the conversation remembers, for a flow that needs it."""
    kinds = {node["kind"] for node in run.version.graph["nodes"]}
    if not kinds & {*HOUSE_NAMES, "assistant"}:
        return state
    booking = {**state.booking, HOUSE: json.dumps(conversation.flow_state)}
    return replace(state, booking=booking)


def keep_house(state: RunState, conversation: Conversation) -> None:
    """What the run has changed of it; the caller saves the conversation."""
    if HOUSE in state.booking:
        conversation.flow_state = json.loads(state.booking[HOUSE])
