"""A customer at the bot: taps by title, writes, and sees what WhatsApp would show."""

from datetime import timedelta

from bot.flows import Incoming, State
from bot.flows.engine import Spoken, converse
from bot.flows.graph import Graph
from bot.flows.talk import Talk
from bot.gateways.content import Buttons, Content, ListMenu
from bot.services.talking import graph_in
from bot.services.words import CatalogWords
from bot.tests.flows.memory_desk import PROFILE, ZONE, Business, MemoryDesk


def words_in(locale: str) -> CatalogWords:
    return CatalogWords(locale, PROFILE.time_zone, "BRL")


def choices(content: Content) -> list[tuple[str, str]]:
    """Titles and ids, as they can be tapped."""
    if isinstance(content, Buttons):
        return [(button.title, button.id) for button in content.buttons]
    if isinstance(content, ListMenu):
        return [(row.title, row.id) for row in content.rows]
    return []


class Chat:
    """One customer's conversation, with `graph` or the built-in one in the customer's
    language; the state goes through JSON between turns."""

    def __init__(
        self,
        business: Business | None = None,
        customer: str = "maria",
        graph: Graph | None = None,
    ) -> None:
        self.business, self.graph = business or Business(), graph
        self.desk = MemoryDesk(self.business, customer)
        self.state = State()
        self.turn = Spoken(self.state)
        self.people: list[str] = []

    def send(self, incoming: Incoming) -> str:
        words = words_in(self.desk.locale)
        before = self.desk.writes
        talk = Talk(self.desk, words, self.business.now, PROFILE)
        self.turn = converse(self.graph or graph_in(words), talk, self.state, incoming)
        for content in self.turn.replies:
            content.check()
        assert len(self.turn.replies) <= 3
        if self.turn.wants_more_time:
            assert self.desk.writes == before
        self.state = State.from_dict(self.turn.state.to_dict())
        assert self.turn.state == self.state
        self.people += [self.turn.person] if self.turn.person else []
        return self.seen

    def speaking(self, locale: str) -> "Chat":
        self.desk.locale = locale
        return self

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
