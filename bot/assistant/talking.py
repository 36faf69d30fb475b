"""Asking a model until it answers, and saying what it answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.assistant.claims import Sources, unsupported
from bot.assistant.speech import (
    Asked,
    FromCustomer,
    FromHouse,
    Question,
    Reply,
    ToolResults,
)
from bot.assistant.toolbox import Toolbox
from bot.flows.misunderstanding import ask_again
from bot.flows.rendering import ask, at, booking, human, menu, say
from bot.flows.state import State, Step
from bot.flows.talk import Talk, Turn

MOST_QUESTIONS, MOST_CALLS, LONGEST = 6, 6, 1000
RESULT_SHOWN = 1500
OVERHEAD = 400  # tokens that a provider adds around what is sent


@dataclass(frozen=True, slots=True)
class Conclusion:
    """`text` to say or `proposal` to act on (an id of a button); with neither, `reason` is
    why there is nothing: "invented", "empty", "rounds". `is_last`: with this text it ends its
    part of a flow."""

    text: str = ""
    is_last: bool = False
    proposal: str = ""
    reason: str = ""


def converse(
    question: Question,
    box: Toolbox,
    *,
    ask_model: Callable[[Question], Reply],
    note: Callable[[Asked], None],
    said: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
) -> Conclusion:
    """Ask, do what the model asks for, ask again; at most MOST_QUESTIONS times.

    An answer may rest on the `texts` of the house in the instructions as on what the tools
    say; `said` are the customer's own words. Errors of `ask_model` go through.
    """

    def checked(text: str) -> Conclusion:
        return _checked(text, _sources(box, texts, said), note)

    for _ in range(MOST_QUESTIONS):
        reply = ask_model(replace(question, tools=box.specs))
        if not reply.calls:
            return checked(reply.text)
        calls = reply.calls[:MOST_CALLS]
        results = []
        for call in calls:
            results.append(box.answer(call))
            details = {"name": call.name, "arguments": dict(call.arguments)}
            note(Asked("tool", {**details, "result": results[-1][:RESULT_SHOWN]}))
            if box.proposal:
                return Conclusion(proposal=box.proposal)
            if box.last_words:
                return replace(checked(box.last_words), is_last=True)
        more = (replace(reply, calls=calls), ToolResults(calls, tuple(results)))
        question = replace(question, entries=(*question.entries, *more))
    return Conclusion(reason="rounds")


def _sources(box: Toolbox, texts: tuple[str, ...], said: tuple[str, ...]) -> Sources:
    return Sources(
        texts=(*box.told, *texts),
        said=said,
        is_about_visits=box.has_seen_visits,
        is_about_times=box.has_seen_times,
    )


def _checked(text: str, sources: Sources, note: Callable[[Asked], None]) -> Conclusion:
    text = text.strip()
    if not text or len(text) > LONGEST:
        return Conclusion(reason="empty")
    note(Asked("said", {"text": text}))
    invented = unsupported(text, sources)
    if invented:
        note(Asked("refused", {"claims": invented}))
        return Conclusion(reason="invented")
    return Conclusion(text=text)


def size_of(question: Question) -> int:
    """No tokenizer makes more tokens of the question than this: bytes, and what the provider
    adds around each part."""
    parts = [question.instructions]
    for entry in question.entries:
        if isinstance(entry, FromCustomer | FromHouse):
            parts.append(entry.text)
        elif isinstance(entry, Reply):
            parts += [entry.text, *(json.dumps(dict(call.arguments)) for call in entry.calls)]
        else:
            parts += entry.results
    parts += [
        f"{tool.name} {tool.description}{json.dumps(tool.parameters)}" for tool in question.tools
    ]
    return sum(len(part.encode()) + 30 for part in parts) + OVERHEAD


def tell(talk: Talk, state: State, text: str) -> Turn:
    """The answer, and then the open question again, or what can be done next: a "sim" always
    agrees to what was shown last, and there is always a way to a person."""
    state = state.fresh() if state.is_idle(talk.now) else state
    # The reminder is no longer our last word: a "sim" now would be to the assistant.
    state = replace(state, awaiting_confirmation="", awaiting_since=None, touched_at=talk.now)
    if state.step in (Step.IDLE, Step.MENU):
        options = [booking(talk), menu(talk), human(talk)]
        return ask(talk, at(state.fresh(), Step.MENU), text, options)
    told = say(talk, state, text)
    again = ask_again(talk, told.state)
    return replace(again, replies=(*told.replies, *again.replies))
