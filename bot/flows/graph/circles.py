"""Circles in a directed graph."""

from collections.abc import Iterator, Mapping


def circles_in(ways: Mapping[str, list[str]]) -> list[set[str]]:
    """Strongly connected components with a cycle (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []
    for root in ways:
        if root in index:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(ways[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            name, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == index[name]:
                    at = stack.index(name)
                    component = set(stack[at:])
                    del stack[at:]
                    if len(component) > 1 or name in ways[name]:
                        found.append(component)
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                work.append((following, iter(ways[following])))
            elif following in stack:
                low[name] = min(low[name], index[following])
    return found
