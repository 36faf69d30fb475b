"""Flows to begin with: small, whole, and ready to be published as they are."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bot.flows.graph.model import FORMAT, VERSION

STARTERS: tuple[tuple[str, Promise, Promise], ...] = (
    ("empty", gettext_lazy("Em branco"), gettext_lazy("Você monta cada passo.")),
    (
        "survey",
        gettext_lazy("Pesquisa de satisfação"),
        gettext_lazy("Pede uma nota de 0 a 10 e agradece; quem dá nota baixa fala com a equipe."),
    ),
    (
        "welcome",
        gettext_lazy("Boas-vindas com botões"),
        gettext_lazy("Mostra os serviços ou chama uma pessoa da equipe."),
    ),
    (
        "booking",
        gettext_lazy("Marcar um horário"),
        gettext_lazy("Serviço, profissional, horário e confirmação."),
    ),
)


def starter_graph(name: str, locale: str) -> dict[str, Any]:
    """The JSON of the flow; `name` is one of STARTERS."""
    graph = {"format": FORMAT, "version": VERSION, "locale": locale, "variables": []}
    return graph | _MAKERS[name]()


def _empty() -> dict[str, Any]:
    return {"start": "", "triggers": [], "nodes": []}


def _survey() -> dict[str, Any]:
    question = {
        "text": _("De 0 a 10, quanto você recomendaria a gente?"),
        "answer": "number",
        "variable": "nota",
        "minimum": "0",
        "maximum": "10",
    }
    test = {"of": "variable", "name": "nota", "op": "at_most", "value": "6"}
    return {
        "start": "nota",
        "triggers": [_keyword(_("pesquisa"))],
        "nodes": [
            _node(
                "nota", "question", (340, 120), question, done="boa", failed="tchau", idle="tchau"
            ),
            _node(
                "boa",
                "condition",
                (680, 60),
                {"rules": [{"port": "r1", "match": "all", "tests": [test]}]},
                r1="equipe",
                otherwise="obrigado",
            ),
            _node(
                "equipe", "hand_over", (1020, 0), {"text": _("Puxa! Já chamo alguém da equipe.")}
            ),
            _node("obrigado", "end", (1020, 160), {"text": _("Obrigado! Até a próxima.")}),
            _node("tchau", "end", (680, 320), {"text": ""}),
        ],
    }


def _welcome() -> dict[str, Any]:
    buttons = {
        "text": _("Oi, {{customer.first_name}}! Como podemos ajudar?"),
        "buttons": [
            {"id": "b1", "title": _("Ver serviços")},
            {"id": "b2", "title": _("Falar com alguém")},
        ],
    }
    ways = {"b1": "lista", "b2": "equipe", "no_match": "equipe", "idle": "fim"}
    return {
        "start": "menu",
        "triggers": [_keyword(_("ajuda"))],
        "nodes": [
            _node("menu", "buttons", (340, 120), buttons, **ways),
            _node("lista", "services", (680, 0), {"text": ""}, done="fim", none="equipe"),
            _node("equipe", "hand_over", (1020, 200), {"text": _("Já chamo alguém da equipe.")}),
            _node("fim", "end", (1020, 0), {"text": ""}),
        ],
    }


def _booking() -> dict[str, Any]:
    picks = {"none": "equipe", "no_match": "equipe", "idle": "fim"}
    sure = {"booked": "marcado", "changed": "horario", "declined": "fim", "idle": "fim"}
    return {
        "start": "servico",
        "triggers": [_keyword(_("reservar"))],
        "nodes": [
            _node(
                "servico",
                "pick_service",
                (340, 80),
                _text(_("Qual serviço?")),
                done="quem",
                **picks,
            ),
            _node("quem", "pick_staff", (680, 80), _text(_("Com quem?")), done="horario", **picks),
            _node(
                "horario", "pick_slot", (1020, 80), _text(_("Qual horário?")), done="certo", **picks
            ),
            _node("certo", "confirm_booking", (1360, 80), _text(_("Posso marcar?")), **sure),
            _node("marcado", "end", (1700, 40), {"text": _("Até lá!")}),
            _node("equipe", "hand_over", (1360, 420), {"text": _("Já chamo alguém da equipe.")}),
            _node("fim", "end", (1700, 260), {"text": ""}),
        ],
    }


def _text(words: str) -> dict[str, str]:
    return {"text": words}


def _keyword(word: str) -> dict[str, Any]:
    return {"id": "t1", "kind": "keyword", "words": [{"word": word}], "match": "exact"}


def _node(
    node_id: str, kind: str, at: tuple[int, int], data: dict[str, Any], **ways: str
) -> dict[str, Any]:
    return {"id": node_id, "kind": kind, "title": "", "at": list(at), "data": data, "next": ways}


_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "empty": _empty,
    "survey": _survey,
    "welcome": _welcome,
    "booking": _booking,
}
