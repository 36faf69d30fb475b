"""Graphs to test with: small ones by hand, any by hypothesis."""

from typing import Any

from hypothesis import strategies as st

from bot.flows.graph import Graph, Severity, check_graph, read_graph
from bot.flows.graph.house_kinds import ASKS

WORDS = st.sampled_from(
    ["Oi {{customer.first_name}}", "Qual o seu nome?", "{{nome}}, tudo bem?", "*", "ok" * 600, "x"]
)
TITLES = st.sampled_from(["Sim", "Não", "{{nome}}", "Outro horário, pode ser", "1", "😀" * 20])
ASKING = ("question", "buttons", "list", "template")
BOOKING = (
    *("pick_service", "pick_staff", "pick_slot"),
    *("confirm_booking", "cancel", "reschedule"),
)
_LEFT_TO_RIGHT = st.sampled_from(["a", "b", "c"])


def flow(*nodes: dict[str, Any], start: str = "a", **more: Any) -> dict[str, Any]:
    """The JSON of a flow around these nodes."""
    return {
        "format": "zapenda-flow",
        "version": 1,
        "start": start,
        "triggers": [{"id": "t", "kind": "keyword", "words": [{"word": "oi"}]}],
        "nodes": list(nodes),
        **more,
    }


def node(
    node_id: str, kind: str, data: dict[str, Any] | None = None, **ways: str
) -> dict[str, Any]:
    return {"id": node_id, "kind": kind, "data": data or {}, "next": ways}


END = node("e", "end")


def text(body: str = "Oi") -> dict[str, Any]:
    """The data of a message."""
    return {"blocks": [{"text": body}]}


def graph(*nodes: dict[str, Any], **more: Any) -> Graph:
    """A graph that was read without a problem."""
    read, problems = read_graph(flow(*nodes, **more))
    assert not problems
    return read


def errors(read: Graph) -> list[str]:
    """Codes of what would stop publishing."""
    return [one.code for one in check_graph(read) if one.severity == Severity.ERROR]


def _ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(_LEFT_TO_RIGHT, min_size=least, max_size=most, unique=True)


def _named(keys: list[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.tuples(
        *[st.fixed_dictionaries({"id": st.just(k), "title": TITLES}) for k in keys]
    ).map(list)


def _plain(keys: list[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.just([{"id": key, "title": f"Botão {key}"} for key in keys])


_VALUES = st.sampled_from(["", "5", "nome", "{{nome}}", "12:00", "abc"])
_TEST = st.fixed_dictionaries(
    {
        "of": st.sampled_from(["variable", "attribute", "tag", "time", "weekday", "hours", "name"]),
        "name": st.sampled_from(["nome", "idade", "vip"]),
        "op": st.sampled_from(["is", "is_not", "contains", "above", "at_most", "filled", "empty"]),
        "value": _VALUES,
    }
)
_ASKING = {
    "retry_text": st.sampled_from(["", "Como?"]),
    "retries": st.integers(0, 3),
    "idle_minutes": st.sampled_from([1, 60, 10080]),
}
_NAMES = st.sampled_from(["nome", "idade"])

DATA: dict[str, st.SearchStrategy[Any]] = {
    "message": WORDS.map(text),
    "question": st.fixed_dictionaries(
        {
            "text": WORDS,
            "answer": st.sampled_from(
                ["text", "number", "email", "date", "time", "phone", "choice"]
            ),
            "variable": _NAMES,
            "choices": _ids(2, 3).flatmap(_named),
            "minimum": st.sampled_from(["", "2"]),
            "maximum": st.sampled_from(["", "50", "abc"]),
            **_ASKING,
        }
    ),
    "buttons": st.fixed_dictionaries(
        {"text": WORDS, "buttons": _ids(1, 3).flatmap(_named), "variable": st.just(""), **_ASKING}
    ),
    "list": st.fixed_dictionaries(
        {
            "text": WORDS,
            "button": st.just("Escolher"),
            "sections": _ids(1, 3).flatmap(_named).map(lambda rows: [{"title": "", "rows": rows}]),
            "variable": _NAMES,
            **_ASKING,
        }
    ),
    "condition": _ids(1, 3).flatmap(
        lambda ports: st.tuples(
            *[
                st.fixed_dictionaries(
                    {
                        "port": st.just(port),
                        "match": st.sampled_from(["all", "any"]),
                        "tests": st.lists(_TEST, min_size=1, max_size=2),
                    }
                )
                for port in ports
            ]
        ).map(lambda rules: {"rules": list(rules)})
    ),
    "split": _ids(2, 3).map(
        lambda ports: {"branches": [{"port": port, "weight": 3} for port in ports]}
    ),
    "set": st.fixed_dictionaries(
        {
            "assignments": st.lists(
                st.fixed_dictionaries(
                    {
                        "target": st.sampled_from(["variable", "attribute"]),
                        "name": _NAMES,
                        "value": _VALUES,
                    }
                ),
                min_size=1,
                max_size=2,
            )
        }
    ),
    "tag": st.just({"add": [{"name": "vip"}]}),
    "wait": st.fixed_dictionaries({"minutes": st.sampled_from([1, 1440])}),
    "http": st.just(
        {"url": "https://example.com/{{nome}}", "save": [{"path": "a", "variable": "nome"}]}
    ),
    "file": st.sampled_from([{"file": "f", "text": ""}, {"file": "f", "text": "{{nome}}"}]),
    "location": st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Loja", "{{nome}}"]),
            "latitude": st.sampled_from(["-23,5", "91", "nan", "aqui"]),
            "longitude": st.sampled_from(["-46.6", "1e9"]),
        }
    ),
    "contact": st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Recepção", "{{nome}}"]),
            "phone": st.sampled_from(["+55 11 3333-4444", "abc"]),
        }
    ),
    "webhook": st.just(
        {"url": "https://example.com/{{nome}}", "send": [{"name": "nome", "value": "{{nome}}"}]}
    ),
    "template": st.fixed_dictionaries(
        {
            "template": st.just("lembrete"),
            "values": st.sampled_from([[], [{"slot": "1", "value": "{{nome}}"}]]),
            "buttons": _ids(0, 3).flatmap(_plain),
            "variable": st.just(""),
            **_ASKING,
        }
    ),
    "wait_until": st.fixed_dictionaries(
        {
            "until": st.sampled_from(["opening", "time", "date"]),
            "date": st.sampled_from(["{{nome}}", "2026-12-01", "9999-12-31", "0001-01-01T00:00Z"]),
            "days": st.sampled_from([-365, 0, 365]),
            "time": st.sampled_from(["09:00", "23:59"]),
        }
    ),
    "prices": st.just({"text": "Preços:"}),
    "services": st.just({}),
    "my_appointments": st.just({"text": "Os seus:"}),
    **{kind: st.fixed_dictionaries({"text": WORDS, **_ASKING}) for kind in BOOKING},
    "assistant": st.fixed_dictionaries(
        {
            "text": st.sampled_from(["", "Oi, {{nome}}"]),
            "instruction": st.sampled_from(["", "Venda mais."]),
            "turns": st.sampled_from([1, 2]),
        }
    ),
    "hand_over": st.just({"reason": "{{nome}}"}),
    "go_to": st.sampled_from(
        [
            {"flow": "outro"},
            {"flow": "outro", "returns": True, "gets": [{"variable": "idade"}]},
        ]
    ),
    "end": st.just({"text": ""}),
    "understand": st.just({}),
    "front_desk": st.fixed_dictionaries(
        {
            "asks": st.sampled_from(ASKS),
            "text": st.sampled_from(["", "Diga, {{nome}}"]),
            "greeting": st.sampled_from(["", "Oi!"]),
        }
    ),
}


VARIABLES = [{"name": "nome", "initial": "Ana"}, {"name": "idade", "type": "number", "initial": 9}]


@st.composite
def drawn_graphs(draw: st.DrawFn, most: int = 8, *, onward: bool = False) -> Graph:
    """Any graph whose nodes can be read; its ways lead anywhere inside, or, `onward`, only to
    later nodes and to an end, but for the ways that an answer opens."""
    count = draw(st.integers(1, most))
    names = [f"n{index}" for index in range(count)]
    nodes = [node("last", "end")]
    for index, name in enumerate(names):
        kind = draw(st.sampled_from(sorted(DATA)))
        data = draw(DATA[kind])
        ports = _ports(name, kind, data)
        later = [*names[index + 1 :], "last"]
        ways = {}
        for port in ports:
            silent = ("idle", "none", "error", "done" if kind == "template" else "")
            opens = kind in (*ASKING, *BOOKING) and port not in silent
            targets = later if onward and not opens else [*names, "last"]
            ways[port] = draw(st.sampled_from(targets))
        nodes.append(node(name, kind, data, **ways))
    read, _ = read_graph(flow(*nodes, start=names[0], variables=VARIABLES))
    return read


def _ports(name: str, kind: str, data: dict[str, Any]) -> tuple[str, ...]:
    read, _ = read_graph(flow(node(name, kind, data), start=name))
    return read.nodes[name].ports if name in read.nodes else ()
