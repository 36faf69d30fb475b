"""The house's texts by what they mean, and by meaning and words together.

Passages have length 1, so that the cosine of two is the sum of products. Every PostgreSQL can
sum arrays, and one house's few hundred passages are compared in a moment; where the extension
`vector` is, its operator does the same several times faster. Both are exact and find the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL

from bot.models import KnowledgeEntry, KnowledgePassage
from bot.selectors.knowledge import FOUND_AT_ONCE, texts_about

CONSIDERED = 20  # texts of each of the two ways
PASSAGES = 60
FARTHEST = 0.8  # distance by cosine: beyond it two texts have nothing to do with each other
RANKS_ADDED = 60  # the usual k of reciprocal rank fusion (Cormack et al., 2009)

_AS_VECTORS = "bot_knowledgepassage.embedding::vector <=> %s::real[]::vector"
_AS_ARRAYS = (
    "1 - (SELECT sum(a::float8 * b) FROM unnest(bot_knowledgepassage.embedding, %s::real[])"
    " AS pair (a, b))"
)
_VERSION = """
SELECT extversion FROM pg_extension WHERE extname = 'vector' AND to_regtype('vector') IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question as the model named by `made_with` sees it; `vector` has length 1."""

    vector: tuple[float, ...]
    made_with: str


def vectors_version() -> str:
    """The version of the extension `vector` in use here, "" without it."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@cache
def has_vectors() -> bool:
    """Looked up once per process."""
    return bool(vectors_version())


def nearest_entries(meaning: Meaning) -> list[UUID]:
    """Of the open scope: the active texts with the nearest passages, best first. One query."""
    sql = _AS_VECTORS if has_vectors() else _AS_ARRAYS
    passages = (
        KnowledgePassage.objects.filter(
            entry__is_active=True,
            entry__embedded_with=meaning.made_with,
            made_with=meaning.made_with,
            embedding__len=len(meaning.vector),
        )
        .annotate(distance=RawSQL(sql, [list(meaning.vector)], output_field=FloatField()))  # noqa: S611
        .order_by("distance", "pk")
        .values_list("entry_id", "distance")[:PASSAGES]
    )
    near = [entry_id for entry_id, distance in passages if distance <= FARTHEST]
    return list(dict.fromkeys(near))[:CONSIDERED]


def texts_like(question: str, meaning: Meaning) -> list[KnowledgeEntry]:
    """The active texts that fit by meaning, by words, best by both; at most FOUND_AT_ONCE.
    Four queries."""
    by_words = {entry.pk: entry for entry in texts_about(question, limit=CONSIDERED)}
    best = fused(nearest_entries(meaning), list(by_words))[:FOUND_AT_ONCE]
    missing = [key for key in best if key not in by_words]
    found = by_words | KnowledgeEntry.objects.in_bulk(missing)
    return [found[key] for key in best if key in found]


def fused(*rankings: Sequence[UUID]) -> list[UUID]:
    """Reciprocal rank fusion: what stands high in any, higher what stands in several."""
    scores: dict[UUID, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (RANKS_ADDED + rank)
    return sorted(scores, key=lambda key: -scores[key])
