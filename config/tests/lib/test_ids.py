"""Ids as of a moment."""

from datetime import UTC, datetime, timedelta

from config.lib.ids import first_id_of, id_at

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_ids_of_the_past_stand_where_their_moment_does() -> None:
    made = {id_at(NOON) for _ in range(1000)}
    assert len(made) == 1000
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert first_id_of(NOON) <= min(made)
    assert max(made) < first_id_of(NOON + timedelta(milliseconds=1))
