"""What must hold before a flow may be published; every check is over the whole graph.

What the checks promise the engine: every way out leads somewhere, nothing goes on for ever
without the customer, no value is used before it can have been set.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.flows.graph.bindings import unbound_in
from bot.flows.graph.circles import circles_in
from bot.flows.graph.fields import CLOCK
from bot.flows.graph.house_questions import missing_questions
from bot.flows.graph.kinds import KINDS, Port
from bot.flows.graph.model import Graph, Node
from bot.flows.graph.problems import Problem, Severity
from bot.flows.graph.scheduled import scheduled_problems
from bot.flows.graph.sendable import SENT_AS_IS, unsendable_fields

_WITHOUT_ANSWER = (Port.IDLE, Port.NONE, Port.ERROR)
_BRANCHES: dict[str, str] = {Port.IDLE: "missing_idle", Port.ERROR: "missing_error"}


def check_graph(graph: Graph, *, has_window: bool = True) -> list[Problem]:
    """Everything that `read_graph` could not see; errors first, in the order of the nodes.
    Without a window anything may be sent at any time (`Capabilities.has_window`)."""
    if graph.start not in graph.nodes:
        return [Problem("no_start")]
    reached = reachable(graph)
    problems = [
        *_ways_out(graph),
        *_unreachable(graph, reached),
        *_endless(graph),
        *unbound_in(graph),
        *_choices(graph),
        *missing_questions(graph, reached),
        *scheduled_problems(graph, has_window=has_window),
    ]
    if not any(graph.nodes[name].kind == "hand_over" for name in reached):
        problems.append(Problem("no_way_to_human", severity=Severity.WARNING))
    if not graph.triggers:
        problems.append(Problem("no_trigger", severity=Severity.WARNING))
    return sorted(problems, key=lambda problem: problem.severity != Severity.ERROR)


def reachable(graph: Graph) -> set[str]:
    """Ids of the nodes that some way from the start leads to."""
    seen: set[str] = set()
    waiting = [graph.start]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in graph.nodes:
            continue
        seen.add(name)
        waiting += _targets(graph.nodes[name])
    return seen


def _targets(node: Node) -> list[str]:
    return [node.next[port] for port in node.ports if port in node.next]


def _ways_out(graph: Graph) -> Iterator[Problem]:
    for node in graph.nodes.values():
        for port in node.ports:
            target = node.next.get(port)
            if target is None:
                yield Problem(_BRANCHES.get(port, "dead_end"), node.id, port)
            elif target not in graph.nodes:
                yield Problem("unknown_target", node.id, port, values={"name": target})
        for port in node.next:
            if port not in node.ports:
                yield Problem("unknown_port", node.id, port, values={"name": port})


def _unreachable(graph: Graph, reached: set[str]) -> Iterator[Problem]:
    for name in graph.nodes:
        if name not in reached:
            yield Problem("unreachable", name, severity=Severity.WARNING)


def _endless(graph: Graph) -> Iterator[Problem]:
    """Cycles that can be walked without one word of the customer: round and round at once,
    or a message every hour for ever."""
    ways = {
        node.id: [t for t in _silent(node) if t in graph.nodes] for node in graph.nodes.values()
    }
    for circle in circles_in(ways):
        nodes = [graph.nodes[name] for name in circle]
        waits = any(KINDS[node.kind].rests(node.data) for node in nodes)
        first = next(name for name in graph.nodes if name in circle)
        yield Problem("loop_without_customer" if waits else "loop_without_question", first)


def _silent(node: Node) -> list[str]:
    """Where the node leads without an answer."""
    is_asking = KINDS[node.kind].asks(node.data)
    ports = [port for port in node.ports if not is_asking or port in _WITHOUT_ANSWER]
    return [node.next[port] for port in ports if port in node.next]


def _choices(graph: Graph) -> Iterator[Problem]:
    """Rules that one field can't state alone."""
    for node in graph.nodes.values():
        is_choice = node.kind == "question" and node.data["answer"] == "choice"
        if is_choice and len(node.data["choices"]) < 2:
            yield Problem("too_few", node.id, "choices", values={"limit": 2})
        if node.kind == "list":
            yield from _list_rows(node)
        if node.kind == "tag" and not node.data["add"] and not node.data["remove"]:
            yield Problem("missing", node.id, "add")
        if node.kind == "wait_until":
            yield from _moment(node)
        if node.kind in SENT_AS_IS:
            yield from unsendable_fields(node)
        yield from _reserved(node)


def _moment(node: Node) -> Iterator[Problem]:
    """A date needs its date, a time of day its time."""
    until, at = node.data["until"], node.data["time"]
    if until == "date" and not node.data["date"].strip():
        yield Problem("missing", node.id, "date")
    if until == "time" and not at:
        yield Problem("missing", node.id, "time")
    if at and not CLOCK.fullmatch(at):
        yield Problem("bad_time", node.id, "time", values={"name": at})


def _list_rows(node: Node) -> Iterator[Problem]:
    rows = [row["id"] for section in node.data["sections"] for row in section["rows"]]
    if len(rows) > 10:
        values = {"limit": 10, "actual": len(rows)}
        yield Problem("too_many", node.id, "sections", values=values)
    for double in _doubled(rows):
        yield Problem("not_unique", node.id, "sections", values={"name": double})
    if len(node.data["sections"]) > 1:
        for index, section in enumerate(node.data["sections"]):
            if not section["title"].strip():
                yield Problem("missing", node.id, f"sections.{index}.title")


def _reserved(node: Node) -> Iterator[Problem]:
    """A port named by the owner must not be one that means something already."""
    fixed = KINDS[node.kind].fixed_ports(node.data)
    for port in KINDS[node.kind].ports_of(node.data):
        if port in fixed:
            yield Problem("reserved_port", node.id, port, values={"name": port})


def _doubled(values: Iterable[str]) -> list[str]:
    counted = Counter(values)
    return [value for value, times in counted.items() if times > 1]
