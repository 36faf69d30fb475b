"""What differs between two graphs, by ids of nodes."""

from dataclasses import dataclass, replace

from bot.flows.graph.model import Graph


@dataclass(frozen=True, slots=True)
class GraphDiff:
    """`changed`: another content, title or way out; where a node stands does not count.
    `is_begun_otherwise`: another start, or other triggers or variables."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    is_begun_otherwise: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.is_begun_otherwise)


def diff_graphs(before: Graph, after: Graph) -> GraphDiff:
    """In the order in which the nodes stand in their graphs."""
    both = [name for name in after.nodes if name in before.nodes]
    return GraphDiff(
        added=tuple(name for name in after.nodes if name not in before.nodes),
        removed=tuple(name for name in before.nodes if name not in after.nodes),
        changed=tuple(
            name
            for name in both
            if replace(before.nodes[name], at=(0, 0)) != replace(after.nodes[name], at=(0, 0))
        ),
        is_begun_otherwise=_beginning(before) != _beginning(after),
    )


def _beginning(graph: Graph) -> tuple[object, ...]:
    return graph.start, graph.triggers, graph.variables
