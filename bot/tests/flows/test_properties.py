"""Whatever a customer does: no exception, valid messages, no booking without a yes."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows import Incoming
from bot.flows.desk import Along, DependantOption
from bot.flows.ids import parse
from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import Visit, at
from bot.tests.flows.pet_shop import MEL, THOR, pet_shop
from bot.understanding import Intent, normalize, read_intent

YES = ["sim", "confirmo", "pode marcar", "ok", "yes", "isso", "Sim, cancelar", "confirmar"]
PHRASES = [
    *YES,
    *["oi", "menu", "voltar", "deixa pra lá", "não", "2", "9", "15", "0", "-1", "1000000", "👍"],
    *["agendar", "corte amanhã 15h", "com a bia", "barba", "tanto faz", "de manhã", "depois das 3"],
    *["remarcar", "cancelar", "meus horários", "preços", "onde fica", "obrigado", "parar"],
    *["na verdade segunda", "31/02", "25h", "ontem", "domingo", "english", "maria", "atendente"],
    *[
        "sim mas às 16h",
        "a última",
        "não vou poder",
        "a primeira",
        "xpto",
        "não confirmo",
        "*_~`",
        ":::",
        "dia 99",
    ],
]
YES_TAPS = {"yes", "myes", "cancelyes"}
VERBS = ["svc", "staff", "day", "slot", "mday", "mslot", "myes", "more", "yes", "appt", "cancel"]
words = st.one_of(st.sampled_from(PHRASES), st.text(max_size=30))
arguments = st.one_of(
    st.sampled_from(["s-corte", "p-ana", "any", "2026-11-21", "a-1", "1795284000", "9", "VIEW"]),
    st.text(max_size=8),
)
acts = st.one_of(
    st.tuples(st.just("write"), words),
    st.tuples(st.just("write"), words),
    st.tuples(st.just("tap"), st.integers(0, 9)),
    st.tuples(st.just("tap"), st.integers(0, 9)),
    st.tuples(st.just("tap"), st.integers(0, 9)),
    st.tuples(st.just("both"), st.tuples(st.integers(0, 9), words)),
    st.tuples(st.just("old"), st.integers(0, 200)),
    st.tuples(
        st.just("raw"),
        st.builds(
            lambda verb, rest: ":".join([verb, *rest]),
            st.sampled_from(VERBS),
            st.lists(arguments, max_size=4),
        ),
    ),
    st.tuples(st.just("kind"), st.sampled_from(["IMAGE", "AUDIO", "REACTION", "UNSUPPORTED"])),
    st.tuples(st.just("wait"), st.sampled_from([1, 15, 120, 600])),
    st.tuples(st.just("rival"), st.integers(9, 17)),
    st.tuples(st.just("remind"), st.just(0)),
)


class Wanderer:
    """A customer who does anything, and what must hold after each act."""

    def __init__(self, chat: Chat | None = None) -> None:
        self.chat = chat or Chat()
        self.seen: list[str] = []

    def act(self, kind: str, value: object) -> None:
        chat = self.chat
        incoming = self._incoming(kind, value)
        if incoming is None:
            return
        confirming = chat.state.step in (Step.CONFIRM, Step.CANCELLING)
        before, visits = chat.state, list(chat.visits)
        chat.send(incoming)
        self.seen += [one for _, one in chat.shown]
        may_change = parse(incoming.reply_id).verb in YES_TAPS or (
            confirming and bool(incoming.text or incoming.reply_title)
        )
        if parse(incoming.reply_id).verb not in YES_TAPS and incoming.texts and before.offered:
            may_change = may_change or any(parse(o.id).verb in YES_TAPS for o in before.offered)
        assert may_change or chat.visits == visits
        assert set(chat.holds) <= {chat.state.hold_id}
        assert len(chat.state.offered) <= 10

    def _incoming(self, kind: str, value: object) -> Incoming | None:
        chat = self.chat
        if kind == "write":
            return Incoming(texts=(str(value),))
        if kind == "kind":
            return Incoming(kind=str(value))
        if kind == "raw":
            return Incoming(reply_id=str(value), kind="LIST_REPLY")
        if kind == "tap" and chat.state.offered:
            return self._tap(chat.state.offered[int(str(value)) % len(chat.state.offered)].id)
        if kind == "both" and chat.state.offered:
            place, text = value  # type: ignore[misc]
            tapped = chat.state.offered[place % len(chat.state.offered)].id
            return Incoming(texts=(text,), reply_id=tapped, reply_title="x", kind="LIST_REPLY")
        if kind == "old" and self.seen:
            return self._tap(self.seen[int(str(value)) % len(self.seen)])
        self._world(kind, value)
        return None

    def _tap(self, reply_id: str) -> Incoming:
        return Incoming(reply_id=reply_id, reply_title="x", kind="LIST_REPLY")

    def _world(self, kind: str, value: object) -> None:
        chat = self.chat
        if kind == "wait":
            chat.wait(minutes=int(str(value)))
        if kind == "rival":
            start = at(date(2026, 11, 21), int(str(value)))
            if chat.business.is_free("p-ana", start, start + timedelta(hours=1)):
                chat.business.add("rival", "s-corte", "p-ana", start)
        if kind == "remind" and chat.desk.my_appointments():
            chat.remind(chat.desk.my_appointments()[0].id)


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=25))
def test_any_sequence_of_acts_keeps_the_promises(sequence: list[tuple[str, object]]) -> None:
    wanderer = Wanderer()
    for kind, value in sequence:
        wanderer.act(kind, value)


PET_PHRASES = [
    *["banho", "banho para o Thor", "Thor", "mel", "outro animal", "rex", "é grande", "não sei"],
    *["hidratação", "nada", "só isso", "corte feminino", "não, é para a Mel", "2 banhos"],
]
PET_TAPS = [
    *["whom:s-banho:d-thor", "whom:s-banho:d-mel", "whom:s-corte:d-mel", "new:s-banho"],
    *["size:d-thor:L", "size:d-rex:none", "size:d-rex:S", "addon:s-banho:x-hid"],
    *["addon:s-banho:x-unha", "added:s-banho", "more:whom:s-banho:9", "svc:s-banho"],
]
pet_acts = st.one_of(
    acts,
    st.tuples(st.just("write"), st.sampled_from(PET_PHRASES)),
    st.tuples(st.just("raw"), st.sampled_from(PET_TAPS)),
)
brought = st.lists(
    st.sampled_from([THOR, MEL, DependantOption("d-rex", "Rex")]), unique=True, max_size=3
)


@settings(max_examples=200, deadline=None)
@given(brought, st.lists(pet_acts, max_size=25))
def test_with_animals_and_add_ons_the_promises_hold(
    animals: list[DependantOption], sequence: list[tuple[str, object]]
) -> None:
    wanderer = Wanderer(pet_shop(*animals))
    for kind, value in sequence:
        wanderer.act(kind, value)
    chat = wanderer.chat
    for visit in chat.business.visits.values():
        if visit.customer == "maria" and visit.held_until is None:
            asked = chat.desk.as_asked(
                visit.service_id, Along(visit.dependant_id, visit.add_on_ids)
            )
            assert asked is not None
            sizes = {visit.ends_at - visit.starts_at, timedelta(minutes=asked.minutes)}
            assert len(sizes) == 1 or chat.state.is_size_unsure or has_grown(chat, visit)


def has_grown(chat: Chat, visit: Visit) -> bool:
    """The size was told after this visit was booked without it."""
    known = chat.desk.dependants("PET")
    return any(one.id == visit.dependant_id and one.size == "L" for one in known)


@settings(max_examples=200, deadline=None)
@given(words)
def test_only_a_yes_books_at_the_summary(text: str) -> None:
    chat = Chat().named()
    chat.tap_id(f"slot:s-corte:p-ana:{int(at(date(2026, 11, 21), 15).timestamp())}")

    chat.write(text)

    if chat.visits:
        said = normalize(text)
        assert said == "1" or read_intent(said) in {Intent.YES, Intent.CONFIRM}
        assert len(said.split()) <= 6
        assert "?" not in text
        assert "nao" not in said.split()
