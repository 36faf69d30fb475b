"""Values of strangers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.gateways.json_values import moment_of


@pytest.mark.parametrize(
    "stamp",
    [0, -62135596800, "-1", 253402300799, "9" * 5000, 10**400, None, True, "", "x", [1], 1.5],
)
def test_moment_that_is_none(stamp: Any) -> None:
    assert moment_of(stamp) is None


def test_moment_in_seconds_and_in_thousandths() -> None:
    moment = datetime(2025, 9, 22, 0, 13, 20, tzinfo=UTC)
    assert moment_of("1758500000") == moment_of(1758500000000, per_second=1000) == moment
