"""What has changed since a moment that a page remembers.

A cursor is a second of the clock and a snapshot of PostgreSQL: "1763721234~912:915:913".
Rows that the snapshot did not see and the present one does are the news, each exactly once,
in whichever order their transactions were committed.
"""

import re
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

KEPT_S = 3600  # how long changes are kept (accounts.services.live)
LONGEST_CURSOR = 2000
MOST_CHANGES = 1000

# First row: the cursor of now. Then the news since the snapshot given; of one tenant or all.
NEWS = """
WITH known AS (SELECT %(snapshot)s::pg_snapshot AS snapshot)
(SELECT extract(epoch FROM statement_timestamp())::bigint AS at,
        pg_current_snapshot()::text AS snapshot,
        NULL::uuid AS organization_id, NULL::text AS kind, NULL::uuid AS subject_id)
UNION ALL
(SELECT NULL, NULL, c.organization_id, c.kind, c.subject_id
   FROM accounts_livechange c, known
  WHERE c.xid >= %(oldest)s
    AND NOT pg_visible_in_snapshot(c.xid::text::xid8, known.snapshot)
    AND (%(organization_id)s::uuid IS NULL OR c.organization_id = %(organization_id)s)
  LIMIT %(limit)s)
"""
NOW = (
    "SELECT extract(epoch FROM statement_timestamp())::bigint AS at, "
    "pg_current_snapshot()::text AS snapshot"
)

_CURSOR = re.compile(r"(\d{1,12})~((\d{1,18}):(\d{1,18}):(?:\d{1,18}(?:,\d{1,18})*)?)")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to where somebody has heard; `at` in seconds of the epoch."""

    at: int
    snapshot: str

    def __str__(self) -> str:
        return f"{self.at}~{self.snapshot}"

    @property
    def oldest(self) -> int:
        """The first transaction that this cursor may not have seen."""
        return int(self.snapshot.partition(":")[0])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """A cursor that came back from a page; None when it is none."""
        found = _CURSOR.fullmatch(text) if len(text) <= LONGEST_CURSOR else None
        if found is None or int(found[3]) > int(found[4]):
            return None
        return cls(int(found[1]), found[2])

    def can_catch_up(self, now: "Cursor") -> bool:
        """Whether all that happened since is still kept; not after a restored backup, either."""
        return 0 <= now.at - self.at < KEPT_S and self.oldest <= now.oldest


@dataclass(frozen=True, slots=True)
class Change:
    """Something of a tenant to look at again: which kind of thing, and its id."""

    organization_id: UUID
    kind: str
    subject_id: UUID


def news_parameters(since: Cursor, *, organization_id: UUID | None, limit: int) -> dict[str, Any]:
    """For `NEWS`; `organization_id` None: of all tenants."""
    return {
        "snapshot": since.snapshot,
        "oldest": since.oldest,
        "organization_id": organization_id,
        "limit": limit,
    }


def read_news(rows: list[tuple[Any, ...]]) -> tuple[Cursor, list[Change]]:
    """What `NEWS` answered: the new cursor, and the changes."""
    head, *rest = rows
    return Cursor(head[0], head[1]), [Change(row[2], row[3], row[4]) for row in rest]
