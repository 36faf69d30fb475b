"""What becomes of a message that the business sent: sent, delivered, read, or failed."""

import asyncio
from typing import Any

from bot.simulator.emitter import Emitter, metadata, now_text
from bot.simulator.errors import status_error
from bot.simulator.phones import contact
from bot.simulator.state import ChatMessage, Customer, Number, State

UNDELIVERABLE, WINDOW_CLOSED, OPTED_OUT = 131026, 131047, 131050
STEPS = ("accepted", "sent", "delivered", "read")


async def report(
    state: State, emitter: Emitter, number: Number, customer: Customer, message: ChatMessage
) -> None:
    """Walk on from the status that the message has; each pause is read when it begins, so a
    switch that is turned meanwhile counts."""
    is_new = message.status == STEPS[0]
    error = _failure(state, number, customer, message) if is_new else None
    for status in ("failed",) if error else _steps(message):
        name = "sent_delay" if status == "failed" else f"{status}_delay"
        await asyncio.sleep(state.settings.pause(getattr(state.settings, name)))
        if state.by_id.get(message.id) is not message:
            return
        message.status, message.error = status, str(error or "")
        state.touch("message", message.id)
        if state.settings.sends_statuses:
            is_hidden = state.is_hidden(customer)
            value = _status_value(number, customer, message, error, is_hidden=is_hidden)
            emitter.emit(number, value, lane=customer.id, field="messages")


def _steps(message: ChatMessage) -> tuple[str, ...]:
    """What is still to come; of a reaction Meta tells only that it was sent."""
    last = 2 if message.type == "reaction" else len(STEPS)
    return STEPS[STEPS.index(message.status) + 1 : last] if message.status in STEPS else ()


def _failure(state: State, number: Number, customer: Customer, message: ChatMessage) -> int | None:
    if not customer.on_whatsapp or number.number_id in customer.blocked_by:
        return UNDELIVERABLE
    if message.type != "template":
        is_open = state.is_window_open(customer, number.number_id)
        return None if is_open else WINDOW_CLOSED
    is_marketing = message.content["rendered"]["category"] == "MARKETING"
    return OPTED_OUT if customer.opted_out and is_marketing else None


def _status_value(
    number: Number,
    customer: Customer,
    message: ChatMessage,
    error: int | None,
    *,
    is_hidden: bool,
) -> dict[str, Any]:
    status: dict[str, Any] = {
        "id": message.id,
        "status": message.status,
        "timestamp": now_text(),
        "recipient_user_id": customer.user_id,
    }
    if not is_hidden:
        status["recipient_id"] = customer.wa_id
    if message.opaque:
        status["biz_opaque_callback_data"] = message.opaque
    if error:
        status["errors"] = [status_error(error)]
        return {**metadata(number), "statuses": [status]}
    if message.status in {"sent", "delivered"} and message.type != "reaction":
        status["pricing"] = _pricing(message)
    people = [contact(customer, is_hidden=is_hidden)]
    return {**metadata(number), "contacts": people, "statuses": [status]}


def _pricing(message: ChatMessage) -> dict[str, Any]:
    """Only templates cost; everything else is service."""
    if message.type != "template":
        free = {"billable": False, "type": "free_customer_service", "category": "service"}
        return {"pricing_model": "PMP", **free}
    category = message.content["rendered"]["category"].lower()
    return {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}
