"""A pet shop: a bath that takes longer for big dogs, and what may be added to it."""

from dataclasses import replace
from decimal import Decimal

from bot.flows.desk import AddOnOption, DependantOption, ServiceOption
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import Business

MASK = AddOnOption("x-hid", "Hidratação", 30, Decimal("45.00"))
NAILS = AddOnOption("x-unha", "Corte de unhas", 0, Decimal("20.00"))
BATH = ServiceOption(
    "s-banho",
    "Banho",
    60,
    Decimal("60.00"),
    for_kind="PET",
    depends_on_size=True,
    price_from=Decimal("60.00"),
    add_ons=(MASK, NAILS),
)
CUT = ServiceOption("s-corte", "Corte feminino", 60, Decimal("80.00"))


def pet_shop(*brought: DependantOption, **bath: object) -> Chat:
    """Maria, known by name, at a shop where a big dog's bath takes two hours and costs 110."""
    business = Business(
        services=(replace(BATH, **bath), CUT),  # type: ignore[arg-type]
        performs={"s-banho": ["p-ana", "p-bia"], "s-corte": ["p-ana"]},
        sizes={("s-banho", "L"): (120, Decimal("110.00"))},
        brought={"maria": list(brought)},
    )
    return Chat(business).named()


THOR = DependantOption("d-thor", "Thor", "L")
MEL = DependantOption("d-mel", "Mel", "S")
