"""A customer at the bot: taps by title, writes, and sees what WhatsApp would show."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date

from bot.flows import Incoming, State, Turn, advance
from bot.gateways.content import Buttons, Content, ListMenu
from bot.tests.flows.graph_chat import GraphSide
from bot.tests.flows.memory_desk import ZONE, Business, MemoryDesk

ENGLISH = {
    "Agendar": "Book",
    "Com quem você prefere?": "Who would you like?",
    "Combinado, falamos em português.": "Sure, let's speak English.",
    "O que você quer agendar?": "What would you like to book?",
    "Posso marcar?": "Shall I book it?",
}
SPANISH = {
    "Agendar": "Reservar",
    "O que você quer agendar?": "¿Qué quieres reservar?",
    "Posso marcar?": "¿Lo reservo?",
}


class PlainWords:
    """`Words` with the msgids themselves, a few of them translated."""

    def __init__(self, locale: str = "pt-BR") -> None:
        self.locale = locale
        self._catalog = {"en": ENGLISH, "es": SPANISH}.get(locale, {})
        self._babel = Locale.parse(locale, sep="-")

    def __call__(self, message: str, /, **params: object) -> str:
        return self._catalog.get(message, message).format(**params)

    def n(self, singular: str, plural: str, number: int, /, **params: object) -> str:
        return self(singular if number == 1 else plural, n=number, **params)

    def day(self, on: date) -> str:
        return str(format_date(on, "EEE, dd/MM", locale=self._babel)).replace(".,", ",")

    def time(self, moment: datetime) -> str:
        return moment.astimezone(ZONE).strftime("%H:%M")

    def money(self, amount: Decimal) -> str:
        return f"R$ {amount}".replace(".", ",")

    def speaking(self, locale: str) -> "PlainWords":
        return PlainWords(locale)


def choices(content: Content) -> list[tuple[str, str]]:
    """Titles and ids, as they can be tapped."""
    if isinstance(content, Buttons):
        return [(button.title, button.id) for button in content.buttons]
    if isinstance(content, ListMenu):
        return [(row.title, row.id) for row in content.rows]
    return []


class Chat:
    """One customer's conversation; the state goes through JSON between turns.

    Every turn is also given to the flow that is the built-in conversation: what is done at
    the desk, said, offered and remembered must be the same, word for word.
    """

    def __init__(self, business: Business | None = None, customer: str = "maria") -> None:
        self.business = business or Business()
        self.desk = MemoryDesk(self.business, customer)
        self.state = State()
        self.turn = Turn(state=self.state)
        self.graph = GraphSide()

    def send(self, incoming: Incoming) -> str:
        words = PlainWords(self.desk.locale)
        before = self.desk.writes
        kept = self.graph.hear(incoming, desk=self.desk, state=self.state, t=words)
        self.turn = advance(self.state, incoming, now=self.business.now, desk=self.desk, t=words)
        for content in self.turn.replies:
            content.check()
        assert len(self.turn.replies) <= 3
        if self.turn.wants_more_time:
            assert self.desk.writes == before
        assert State.from_dict(self.turn.state.to_dict()) == self.turn.state
        self.state = self.turn.state
        self.same_as_by_the_graph(kept)
        return self.seen

    def same_as_by_the_graph(self, kept: State) -> None:
        there = self.graph.desk
        assert list(self.graph.replies) == list(self.turn.replies)
        assert kept == self.state
        assert there.business == self.business
        assert there.handed_over == self.desk.handed_over
        assert (there.name, there.locale, there.marketing) == (
            self.desk.name,
            self.desk.locale,
            self.desk.marketing,
        )

    def write(self, *texts: str) -> str:
        return self.send(Incoming(texts=texts))

    def tap(self, title: str) -> str:
        """Tap what the last message offers, by the beginning of its title."""
        for offered in self.offered:
            if offered.startswith(title):
                return self.tap_id(self.offered[offered], offered)
        raise AssertionError(f"{title!r} is not offered: {list(self.offered)}")

    def tap_id(self, reply_id: str, title: str = "") -> str:
        return self.send(Incoming(reply_id=reply_id, reply_title=title, kind="LIST_REPLY"))

    def wait(self, **elapsed: float) -> None:
        self.business.now += timedelta(**elapsed)

    def remind(self, appointment_id: str) -> None:
        self.state = self.state.awaiting(appointment_id, self.business.now)

    @property
    def seen(self) -> str:
        return "\n---\n".join(content.body for content in self.turn.replies)

    @property
    def shown(self) -> list[tuple[str, str]]:
        return choices(self.turn.replies[-1]) if self.turn.replies else []

    @property
    def offered(self) -> dict[str, str]:
        return dict(self.shown)

    @property
    def visits(self) -> list[str]:
        """What stands in the agenda for this customer: "s-corte p-ana 21/11 15:00"."""
        return [
            f"{one.service_id} {one.staff_id} "
            f"{one.starts_at.astimezone(ZONE).strftime('%d/%m %H:%M')}"
            for one in self.desk.my_appointments()
        ]

    @property
    def holds(self) -> list[str]:
        return [
            one.id
            for one in self.business.visits.values()
            if one.customer == self.desk.customer
            and one.held_until is not None
            and one.held_until > self.business.now
        ]

    def named(self, name: str = "Maria Silva") -> "Chat":
        self.desk.name = name
        return self
