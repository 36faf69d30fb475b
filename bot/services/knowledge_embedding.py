"""Texts read for their meaning: claimed from their rows, sent outside any transaction, kept
only where the text is still the same.

A claim moves the row's moment on: a worker that dies leaves the text to the next one, and
whoever changes it meanwhile sets another moment, so that what comes back is not kept. Passages
that were read before are not read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django_scopes import scope

from accounts.models import Organization
from bot.assistant import passages_of
from bot.gateways.language_model import TEXTS_AT_ONCE, ModelFailed
from bot.models import EmbeddingSettings, KnowledgeEntry, KnowledgePassage
from bot.models.embedding import digest_of
from bot.services.assistant_budget import BudgetSpent
from bot.services.embedding import Embedding, embedding_in_use, vectors_of
from config.lib.logging import get_logger

log = get_logger(__name__)

ENTRIES_AT_ONCE = 8
TIMEOUT_S = 30.0
LEASE = timedelta(minutes=5)  # longer than all the questions of one claim may take
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)

# Texts of one organization; one that failed before goes alone: perhaps it is to blame. The array
# is made once; a plan may ask a subquery of IN again, which then locks more than its limit.
_CLAIM = """
WITH first AS (
  SELECT entry.organization_id, entry.embed_attempts
    FROM bot_knowledgeentry entry
    LEFT JOIN bot_embeddingsettings s ON s.organization_id = entry.organization_id
   WHERE entry.embed_due_at <= %(now)s AND (s.quiet_until IS NULL OR s.quiet_until <= %(now)s)
   ORDER BY entry.embed_due_at, entry.id LIMIT 1
)
UPDATE bot_knowledgeentry SET embed_due_at = %(until)s, embed_attempts = embed_attempts + 1
 WHERE id = ANY (ARRAY (
   SELECT id FROM bot_knowledgeentry
    WHERE embed_due_at <= %(now)s AND organization_id = (SELECT organization_id FROM first)
    ORDER BY embed_due_at, id
    LIMIT (SELECT CASE WHEN embed_attempts > 0 THEN 1 ELSE %(most)s END FROM first)
    FOR UPDATE SKIP LOCKED))
RETURNING id, organization_id
"""


@dataclass(frozen=True, slots=True)
class _Claimed:
    entry: KnowledgeEntry
    until: datetime
    passages: tuple[str, ...]

    def is_known(self, known: Mapping[str, object]) -> bool:
        return all(digest_of(passage) in known for passage in self.passages)


def embed_due(*, now: datetime) -> bool:
    """Read a few texts that are due; False when there was none. Never raises for anything a
    model or its server does."""
    until = now + LEASE
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": until, "most": ENTRIES_AT_ONCE})
        rows: list[tuple[UUID, UUID]] = cursor.fetchall()
    if not rows:
        return False
    organization = Organization.objects.get(pk=rows[0][1])
    with scope(organization=organization):
        entries = KnowledgeEntry.objects.filter(pk__in=[pk for pk, _ in rows], is_active=True)
        claimed = [
            _Claimed(entry, until, tuple(passages_of(entry.title, entry.text))) for entry in entries
        ]
        _work(organization, claimed, now)
    return True


def _work(organization: Organization, claimed: Sequence[_Claimed], now: datetime) -> None:
    embedding = embedding_in_use()
    if embedding is None:
        _let_go(claimed)
        return
    known = _known(claimed, embedding)
    reason = _read(organization, claimed, embedding, known, now)
    for one in claimed:
        if one.is_known(known):
            _keep(one, known, embedding.made_with)
        else:
            _put_off(one, now)
    if reason:
        log.warning("embedding_failed", reason=reason)


def _let_go(claimed: Sequence[_Claimed]) -> None:
    """But for what somebody has planned anew meanwhile, for a model that there is now."""
    rows = KnowledgeEntry.objects.filter(pk__in=[one.entry.pk for one in claimed])
    rows.filter(embed_due_at__in={one.until for one in claimed}).update(embed_due_at=None)


def _known(claimed: Sequence[_Claimed], embedding: Embedding) -> dict[str, Sequence[float]]:
    """The vectors of passages that this model has read before, by digest."""
    rows = KnowledgePassage.objects.filter(
        entry__in=[one.entry for one in claimed], made_with=embedding.made_with
    )
    return dict(rows.values_list("digest", "embedding"))


def _read(
    organization: Organization,
    claimed: Sequence[_Claimed],
    embedding: Embedding,
    known: dict[str, Sequence[float]],
    now: datetime,
) -> str:
    """Add what is missing to `known`; why not all of it, "" for all."""
    passages = {digest_of(text): text for one in claimed for text in one.passages}
    missing = [digest for digest in passages if digest not in known]
    try:
        for at in range(0, len(missing), TEXTS_AT_ONCE):
            digests = missing[at : at + TEXTS_AT_ONCE]
            vectors = vectors_of(
                [passages[digest] for digest in digests],
                embedding=embedding,
                organization=organization,
                timeout_s=TIMEOUT_S,
                now=now,
            )
            known.update(zip(digests, vectors, strict=True))
    except BudgetSpent:
        EmbeddingSettings.objects.filter(pk=embedding.settings.pk).update(last_error="budget")
        return "budget"
    except ModelFailed as error:
        return error.reason
    return ""


@transaction.atomic
def _keep(one: _Claimed, known: Mapping[str, Sequence[float]], made_with: str) -> None:
    """Its passages instead of those before, unless somebody changed something meanwhile."""
    is_same = KnowledgeEntry.objects.filter(pk=one.entry.pk, embed_due_at=one.until).update(
        embedded_with=made_with, embed_due_at=None, embed_attempts=0
    )
    if not is_same:
        return
    KnowledgePassage.objects.filter(entry=one.entry).delete()
    KnowledgePassage.objects.bulk_create(
        KnowledgePassage(
            organization_id=one.entry.organization_id,
            entry=one.entry,
            number=number,
            text=text,
            digest=digest_of(text),
            made_with=made_with,
            embedding=list(known[digest_of(text)]),
        )
        for number, text in enumerate(one.passages)
    )


def _put_off(one: _Claimed, now: datetime) -> None:
    """Another time: each time later."""
    pause = min(FIRST_PAUSE * 2 ** min(one.entry.embed_attempts - 1, 10), LONGEST_PAUSE)
    rows = KnowledgeEntry.objects.filter(pk=one.entry.pk, embed_due_at=one.until)
    rows.update(embed_due_at=now + pause)
