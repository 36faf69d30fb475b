"""What an owner reads of the difference between two versions."""

from bot.flow_changes import Change, changes_between
from bot.tests.flows.graph.graphs import graph, node, text

ASK = {"text": "Nome?", "variable": "nome", "retries": 2}


def test_each_change_says_what_it_was_and_what_it_is() -> None:
    before = graph(
        node("a", "message", text("Oi"), done="q"),
        node("q", "question", ASK, done="e", failed="e", idle="e"),
        node("g", "go_to", {"flow": "x"}),
        node("e", "end"),
    )
    after = graph(
        node("a", "message", text("Olá, " * 30), done="q"),
        node("q", "question", ASK | {"answer": "email"}, done="h", failed="e", idle="e")
        | {"title": "O e-mail"},
        node("e", "end"),
        node("h", "hand_over"),
        triggers=[],
    )
    assert changes_between(before, after) == [
        Change("Novo: Chamar uma pessoa", "h"),
        Change("Mudou: Mensagem", "a", ["Textos: “Oi” virou “" + ("Olá, " * 12).strip() + "…”"]),
        Change(
            "Mudou: O e-mail",
            "q",
            [
                "Nome do passo: “” virou “O e-mail”",
                "Tipo da resposta: “Texto livre” virou “E-mail”",
                "Depois: “Fim” virou “Chamar uma pessoa”",
            ],
        ),
        Change("Saiu: Ir para outro fluxo"),
        Change("Mudou: como o fluxo começa"),
    ]


def test_lists_of_parts_are_only_named() -> None:
    button = {"id": "a", "title": "Sim"}
    before = graph(node("a", "buttons", {"text": "Oi", "buttons": [button]}))
    after = graph(node("a", "buttons", {"text": "Oi", "buttons": [button | {"title": "Não"}]}))
    assert changes_between(before, after)[0].details == ["Botões"]


def test_nothing_is_said_of_nothing() -> None:
    same = graph(node("a", "message", text()))
    assert changes_between(same, same) == []
