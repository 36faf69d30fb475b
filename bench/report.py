"""Tables for people."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Rows of equal keys as an aligned table; numbers to the right."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    texts = [[_text(row.get(column, "")) for column in columns] for row in rows]
    widths = [
        max(len(column), *(len(line[index]) for line in texts))
        for index, column in enumerate(columns)
    ]
    print(f"\n{title}")
    print("  ".join(column.ljust(width) for column, width in zip(columns, widths, strict=True)))
    for row, line in zip(rows, texts, strict=True):
        cells = []
        for column, cell, width in zip(columns, line, widths, strict=True):
            is_number = isinstance(row.get(column), int | float)
            cells.append(cell.rjust(width) if is_number else cell.ljust(width))
        print("  ".join(cells))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie (nearest rank); 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
