"""What becomes of a message that the business sent: sent, delivered, read, or failed."""

import asyncio
from typing import Any

from bot.simulator.emitter import Emitter, metadata, now_text
from bot.simulator.errors import status_error
from bot.simulator.phones import contact
from bot.simulator.state import ChatMessage, Customer, Number, State

UNDELIVERABLE, WINDOW_CLOSED, OPTED_OUT = 131026, 131047, 131050


async def report(
    state: State, emitter: Emitter, number: Number, customer: Customer, message: ChatMessage
) -> None:
    """Walk through the statuses; each pause is read when it begins, so a switch that is
    turned meanwhile counts."""
    error = _failure(state, number, customer, message)
    for status in ("failed",) if error else ("sent", "delivered", "read"):
        name = "sent_delay" if status == "failed" else f"{status}_delay"
        await asyncio.sleep(getattr(state.settings, name) * state.settings.time_scale)
        if state.by_id.get(message.id) is not message:
            return
        message.status, message.error = status, str(error or "")
        state.touch("message", message.id)
        if state.settings.sends_statuses and message.type != "reaction":
            value = _status_value(number, customer, message, error)
            emitter.emit(number, value, lane=customer.id, field="messages")


def _failure(state: State, number: Number, customer: Customer, message: ChatMessage) -> int | None:
    if not customer.on_whatsapp:
        return UNDELIVERABLE
    if message.type != "template":
        is_open = state.is_window_open(customer, number.number_id)
        return None if is_open else WINDOW_CLOSED
    is_marketing = message.content["rendered"]["category"] == "MARKETING"
    return OPTED_OUT if customer.opted_out and is_marketing else None


def _status_value(
    number: Number, customer: Customer, message: ChatMessage, error: int | None
) -> dict[str, Any]:
    status: dict[str, Any] = {
        "id": message.id,
        "status": message.status,
        "timestamp": now_text(),
        "recipient_user_id": customer.user_id,
    }
    if not customer.hides_number:
        status["recipient_id"] = customer.wa_id
    if message.opaque:
        status["biz_opaque_callback_data"] = message.opaque
    if error:
        status["errors"] = [status_error(error)]
        return {**metadata(number), "statuses": [status]}
    return {**metadata(number), "contacts": [contact(customer)], "statuses": [status]}
