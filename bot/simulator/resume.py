"""After a restart: what was on its way goes on."""

from bot.simulator.emitter import Emitter
from bot.simulator.phones import announce
from bot.simulator.state import State
from bot.simulator.statuses import report


def resume(state: State, emitter: Emitter) -> None:
    """Deliver again what the product never confirmed, and tell the statuses still to come.

    The product may get a message twice, as it does from Meta.
    """
    for message in state.messages:
        number = state.numbers.get(message.number_id)
        customer = state.customers.get(message.customer_id)
        if number is None or customer is None:
            continue
        if message.direction == "in" and not message.status:
            announce(state, emitter, number, customer, message)
        elif message.direction == "out":
            emitter.start(report(state, emitter, number, customer, message))
