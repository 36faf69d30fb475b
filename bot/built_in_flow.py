"""The built-in conversation as a flow: one graph per language, in the house's own texts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bot.flows.asking import CHAIN, USUAL
from bot.flows.graph.model import FORMAT, VERSION

TRIGGER = {"id": "t1", "kind": "anything"}
# Which of the editable texts its steps say; the others are said by the rules themselves.
TEXT_KEYS = ("menu", "handover", "thanks", "dropped")
ASKED_FOR_PERSON = "O cliente pediu uma pessoa."
RUNNING_LATE = "O cliente avisou que vai se atrasar."
OWN_DATA = "O cliente perguntou pelos dados dele (LGPD)."
NOT_UNDERSTOOD = "O robô não entendeu o cliente várias vezes."
_LATER = {asks: CHAIN[at + 1] for at, asks in enumerate(CHAIN[:-1])}
_COLUMNS = (340, 760, 1180, 1600)
_ROW = 250


def built_in_graph(locale: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The JSON of the flow that talks as the bot does by itself. `texts` are those of
    TEXT_KEYS by key, as the house says them in this language."""
    with override(locale.lower()):
        nodes = [_hub(), *_questions(texts), *_booking(), *_people(texts), *_goodbyes(texts)]
    return {
        "format": FORMAT,
        "version": VERSION,
        "locale": locale,
        "variables": [],
        "triggers": [dict(TRIGGER)],
        "start": "entender",
        "nodes": nodes,
    }


def _hub() -> dict[str, Any]:
    ways = {
        "book": "service",
        "reschedule": "staff",
        "visits": "visits",
        "cancel": "cancel",
        "prices": "prices",
        "place": "place",
        "menu": "menu",
        "human": "pessoa",
        "late": "atraso",
        "my_data": "dados",
        "lost": "perdido",
        "stop": "parar",
        "opt_in": "voltar",
        "thanks": "obrigado",
        "dropped": "desistiu",
        "done": "fim",
    }
    return _node("entender", "understand", _("Entender o cliente"), (0, 3), {}, **ways)


def _questions(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    ends = {"otherwise": "entender", "idle": "fim"}
    return [
        _asking("menu", _("Menu"), (1, 0), _filled(texts["menu"]), **ends),
        _asking("prices", _("Serviços e preços"), (1, 1), "", **ends),
        _asking("place", _("Endereço e horários"), (1, 2), "", **ends),
        _asking("visits", _("Horários do cliente"), (1, 3), _(USUAL["visits"]), done="fim", **ends),
        _asking("cancel", _("Cancelar horário"), (1, 4), _(USUAL["cancel"]), done="fim", **ends),
    ]


def _booking() -> list[dict[str, Any]]:
    titles = {
        "service": _("Qual serviço"),
        "whom": _("Para quem"),
        "add_ons": _("Adicionais"),
        "staff": _("Com quem"),
        "time": _("Dia e hora"),
        "name": _("Nome do cliente"),
        "confirm": _("Confirmar e marcar"),
    }
    return [
        _asking(
            asks,
            titles[asks],
            (2, at),
            _(USUAL[asks]),
            done=_LATER.get(asks, "fim"),
            otherwise="entender",
            idle="fim",
        )
        for at, asks in enumerate(CHAIN)
    ]


def _people(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    called = _filled(texts["handover"])
    return [
        _node(name, "hand_over", title, (3, at), {"text": text, "reason": reason})
        for at, (name, title, text, reason) in enumerate(
            (
                ("pessoa", _("Pediu uma pessoa"), called, ASKED_FOR_PERSON),
                ("perdido", _("Não deu para entender"), called, NOT_UNDERSTOOD),
                (
                    "atraso",
                    _("Vai se atrasar"),
                    _("Obrigado por avisar! Já contei para a equipe que você vai se atrasar."),
                    RUNNING_LATE,
                ),
                (
                    "dados",
                    _("Perguntou pelos dados"),
                    _(
                        "Seus dados são seus: você pode pedir uma cópia, corrigir ou apagar. "
                        "Já chamei a equipe, que responde por aqui."
                    ),
                    OWN_DATA,
                ),
            )
        )
    ]


def _goodbyes(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    stop = _(
        "Pronto, você não vai mais receber nossas novidades. Avisos dos seus horários continuam. "
        "Para voltar a receber, escreva: quero receber."
    )
    again = _("Combinado! Você vai receber nossas novidades. Para parar, escreva: parar.")
    return [
        _node(name, "end", title, (3, 4 + at), {"text": text})
        for at, (name, title, text) in enumerate(
            (
                ("obrigado", _("Agradeceu"), _filled(texts["thanks"])),
                ("desistiu", _("Desistiu"), _filled(texts["dropped"])),
                ("parar", _("Não quer novidades"), stop),
                ("voltar", _("Quer novidades"), again),
                ("fim", _("Fim"), ""),
            )
        )
    ]


def _filled(text: str) -> str:
    """What may stand in a text of the house, as a flow calls it."""
    return text.format(business="{{business.name}}", name="{{customer.first_name}}")


def _asking(
    asks: str, title: str, place: tuple[int, int], text: str, /, **ways: str
) -> dict[str, Any]:
    data = {"asks": asks, "text": text, "greeting": "", "idle_minutes": 360}
    return _node(asks, "front_desk", title, place, data, **ways)


def _node(
    node_id: str,
    kind: str,
    title: str,
    place: tuple[int, int],
    data: dict[str, Any],
    /,
    **ways: str,
) -> dict[str, Any]:
    column, row = place
    at = [_COLUMNS[column], row * _ROW]
    return {"id": node_id, "kind": kind, "title": title, "at": at, "data": data, "next": ways}
