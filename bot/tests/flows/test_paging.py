"""Long lists: at most ten rows, and everything can be reached."""

from decimal import Decimal

from bot.flows.desk import ServiceOption, StaffOption
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import Business


def big_business() -> Business:
    services = [
        ServiceOption(f"s{n}", f"Serviço de beleza muito especial {n}", 30, Decimal(n), f"C{n % 3}")
        for n in range(37)
    ]
    people = {f"p{n}": StaffOption(f"p{n}", f"Pessoa {n}") for n in range(25)}
    performs = {one.id: list(people) for one in services}
    return Business(services=services, performs=performs, staff=people)


def all_pages(chat: Chat) -> list[str]:
    """Every id that can be reached with "Ver mais"."""
    seen: list[str] = []
    for _ in range(60):
        seen += [one for title, one in chat.shown if not title.startswith("Ver mais")]
        if not any(title.startswith("Ver mais") for title, _ in chat.shown):
            return seen
        chat.tap("Ver mais")
    raise AssertionError("the pages never end")


def test_every_service_is_on_some_page() -> None:
    chat = Chat(big_business())
    chat.write("oi")
    chat.tap("Agendar")

    found = [one for one in all_pages(chat) if one.startswith("svc:")]

    by_category = sorted(range(37), key=lambda n: n % 3)
    assert found == [f"svc:s{n}" for n in by_category]


def test_a_name_that_was_cut_is_whole_in_the_description() -> None:
    chat = Chat(big_business())
    chat.write("oi")
    chat.tap("Agendar")
    row = chat.turn.replies[-1].sections[0].rows[0]  # type: ignore[union-attr]

    assert row.title.endswith("…")
    assert row.description.startswith("Serviço de beleza muito especial 0 · R$ 0")


def test_every_person_is_on_some_page() -> None:
    chat = Chat(big_business())
    chat.tap_id("svc:s1")

    found = all_pages(chat)

    assert found[0] == "staff:s1:any"
    assert len(set(found)) == 26


def test_every_free_start_of_a_day_is_on_some_page() -> None:
    chat = Chat(big_business())
    chat.tap_id("day:s1:any:2026-11-23")

    slots = [one for one in all_pages(chat) if one.startswith("slot:")]

    assert len(slots) == len(set(slots)) == 18


def test_every_day_is_on_some_page() -> None:
    chat = Chat(big_business())
    chat.tap_id("staff:s1:any")

    days = [one for one in all_pages(chat) if one.startswith("day:")]

    assert len(days) == len(set(days)) == 26  # 31 days without Sundays


def test_every_price_is_on_some_page() -> None:
    chat = Chat(big_business())
    chat.write("oi")
    text = chat.tap("Serviços e preços")
    for _ in range(10):
        if "Ver mais" in chat.offered:
            text += chat.tap("Ver mais")

    assert all(f"especial {n}:" in text for n in range(37))
