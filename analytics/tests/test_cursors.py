"""A cursor comes back from the address as it was."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cursors import TimeCursor

KEY = UUID("01a200c9-9382-758c-8027-511e32032f03")


@given(st.integers(min_value=0, max_value=10**14))
def test_cursor_keeps_the_microsecond(micros: int) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    cursor = TimeCursor(at, KEY)
    assert TimeCursor.read(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "x", "1_2", f"x_{KEY}", f"{10**30}_{KEY}"])
def test_what_is_no_cursor_counts_as_none(text: str) -> None:
    assert TimeCursor.read(text) is None
