"""Who has a phone from the start."""

from bot.simulator.state import Customer, State


def add_people(state: State) -> None:
    """Three who differ in what WhatsApp tells of them."""
    state.add_customer(
        Customer("marina", "Marina Costa", "5511981230137", "BR.13491208655302741918")
    )
    state.add_customer(
        Customer(
            "rafael",
            "Rafael Nunes",
            "5531981230142",
            "BR.13491208655302741920",
            lacks_ninth_digit=True,
        )
    )
    state.add_customer(
        Customer(
            "bia",
            "Beatriz Melo",
            "5511981230151",
            "BR.13491208655302741922",
            username="biamelo",
            hides_number=True,
        )
    )
