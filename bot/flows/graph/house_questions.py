"""What a flow may leave out of the questions that book a visit.

Each question of the front desk (CHAIN) needs the answers to those before it. One that is not
there is passed on to its place and back to the beginning, until a person is called; only what
the desk can answer itself (add-ons, with whom) may lack.
"""

from collections.abc import Iterator

from bot.flows.graph.house_kinds import CHAIN
from bot.flows.graph.kinds import Port
from bot.flows.graph.model import Graph
from bot.flows.graph.problems import Problem, Severity

NEEDED = ("service", "time", "confirm")
SOMETIMES = ("whom", "name")  # asked of some customers alone


def missing_questions(graph: Graph, reached: set[str]) -> Iterator[Problem]:
    """Told of the step before which, or after which, the question has to be asked; the name
    of the question is in the values."""
    asked = _asked_in(graph, reached)
    if not asked:
        return
    first_of = {CHAIN.index(asks): node_id for node_id, asks in reversed(asked.items())}
    for asks in (*NEEDED, *SOMETIMES):
        if asks in asked.values():
            continue
        place = CHAIN.index(asks)
        later = [first_of[at] for at in sorted(first_of) if at > place]
        if later:
            severity = Severity.ERROR if asks in NEEDED else Severity.WARNING
            code = "missing_question" if asks in NEEDED else "missing_some_question"
            yield Problem(code, later[0], severity=severity, values={"name": asks})
        elif asks in NEEDED and not _ends_with_person(graph, first_of[max(first_of)]):
            yield Problem("missing_question", first_of[max(first_of)], values={"name": asks})


def _asked_in(graph: Graph, reached: set[str]) -> dict[str, str]:
    """The questions of a booking that a customer may meet, by their steps."""
    nodes = [one for one in graph.nodes.values() if one.id in reached]
    return {
        one.id: one.data["asks"]
        for one in nodes
        if one.kind == "front_desk" and one.data["asks"] in CHAIN
    }


def _ends_with_person(graph: Graph, last: str) -> bool:
    """Whether what was asked so far is for the team, who goes on from there."""
    seen: set[str] = set()
    waiting = [graph.nodes[last].next.get(Port.DONE, "")]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in graph.nodes:
            continue
        seen.add(name)
        node = graph.nodes[name]
        if node.kind in ("hand_over", "go_to"):
            return True
        waiting += [node.next[port] for port in node.ports if port in node.next]
    return False
