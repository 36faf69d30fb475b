"""Names of customers, and what they write."""

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

# What was said, by whom: "in" the customer, "bot", "staff".
TALKS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("in", "Oi, bom dia! Tem horário amanhã de manhã?"),
        ("bot", "Oi! Aqui é {business}. Para qual serviço?"),
        ("in", "{service}"),
        ("bot", "Combinado. Qual horário fica melhor: 9:00, 10:30 ou 11:00?"),
        ("in", "10:30"),
        ("bot", "Marcado: {service}, amanhã às 10:30. Até lá!"),
    ),
    (
        ("in", "Quanto custa {service}?"),
        ("bot", "Nossos preços estão na lista. Quer agendar?"),
        ("in", "Vou ver e te falo, obrigada!"),
        ("bot", "Por nada! Quando quiser, é só escrever."),
    ),
    (
        ("in", "Vocês abrem no sábado?"),
        ("bot", "Abrimos, sim. Quer que eu mostre os horários livres?"),
        ("in", "Sim"),
    ),
    (
        ("in", "Chego 10 minutinhos atrasada, tudo bem?"),
        ("staff", "Tudo bem! Estamos te esperando 😊"),
        ("in", "Obrigada!"),
    ),
)
WAITING = (
    (
        ("in", "Oi! Dá para remarcar para quinta?"),
        ("bot", "Dá, sim! Toque em Remarcar para ver os horários."),
        ("in", "Prefiro falar com uma pessoa"),
        ("bot", "Já chamei alguém da equipe. Um instante."),
        ("in", "É que minha filha vem junto, pode?"),
    ),
    (
        ("in", "Tive alergia da última vez, queria conversar antes de marcar"),
        ("bot", "Claro. Já chamei alguém da equipe para te responder."),
    ),
)


def names(dice: random.Random, count: int) -> list[str]:
    """Different full names."""
    everybody = [f"{first} {last}" for first in FIRST for last in LAST]
    return dice.sample(everybody, count)
