"""Names of customers."""

import random

FIRST = (
    *("Marina", "Rafael", "Júlia", "Igor", "Beatriz", "Lucas", "Sofia", "Otávio", "Helena"),
    *("Théo", "Clara", "João", "Paula", "Bianca", "Nina", "Vinícius", "Larissa", "Gustavo"),
    *("Isabela", "Felipe", "Camila", "Rodrigo", "Amanda", "Thiago", "Letícia", "Caio"),
)
LAST = (
    *("Costa", "Nunes", "Ramos", "Matos", "Melo", "Prado", "Teles", "Reis", "Vaz", "Moura"),
    *("Nery", "Leal", "Farias", "Barros", "Cardoso", "Pires", "Rocha", "Antunes", "Freitas"),
)


def names(dice: random.Random, count: int) -> list[str]:
    """Different full names."""
    everybody = [f"{first} {last}" for first in FIRST for last in LAST]
    return dice.sample(everybody, count)
