"""Where the steps of a flow stand on the board: in columns, by how far from the beginning."""

from typing import Any

COLUMN, ROW, PORT = 340, 150, 38


def laid_out(nodes: list[dict[str, Any]], start: str) -> list[dict[str, Any]]:
    """The nodes with `at`; what nothing leads to comes in a column of its own."""
    by_id = {node["id"]: node for node in nodes}
    level = {start: 0} if start in by_id else {}
    waiting = list(level)
    for key in waiting:
        for goal in by_id[key]["next"].values():
            if goal in by_id and goal not in level:
                level[goal] = level[key] + 1
                waiting.append(goal)
    last = max(level.values(), default=-1) + 1
    tops: dict[int, int] = {}
    for node in nodes:
        column = level.get(node["id"], last)
        top = tops.get(column, 0)
        node["at"] = [COLUMN + column * COLUMN, top]
        tops[column] = top + ROW + PORT * len(node["next"])
    return nodes
