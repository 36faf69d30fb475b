"""The house's own texts, and what is remembered of a customer."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Customer
from bot.models import CustomerFact, KnowledgeEntry
from bot.models.knowledge import KNOWLEDGE_WORDS
from bot.understanding.normalize import listed

FOUND_AT_ONCE = 4
LONGEST_QUESTION = 500

# Every word of the question on its own (an answer rarely holds all of them), in the forms of
# each language; a word that says nothing in one of the languages is left out in all.
_LEXEMES = """
SELECT array_agg(DISTINCT lexeme)
  FROM unnest(tsvector_to_array(to_tsvector('inbox_words', %(question)s))) word,
       to_tsvector('knowledge_pt', word) pt, to_tsvector('knowledge_es', word) es,
       to_tsvector('knowledge_en', word) en,
       unnest(tsvector_to_array(pt || es || en)) lexeme
 WHERE word <> ALL (%(empty)s) AND length(pt) > 0 AND length(es) > 0 AND length(en) > 0
"""
# What the lists of PostgreSQL know with accents only, and what every question holds.
_EMPTY = listed(
    "voce voces nao ate sao tambem ja esta estao tem ter tenho queria quero gostaria saber pode "
    "podem posso tienen tiene quiero puedo puede hay want like know please ola oi hola hi hello"
)


def knowledge_entries(*, search: str = "", show_archived: bool = False) -> QuerySet[KnowledgeEntry]:
    """By title; `search` is part of the title or the text."""
    rows: QuerySet[KnowledgeEntry] = KnowledgeEntry.objects.all()
    if not show_archived:
        rows = rows.filter(is_active=True)
    if words := search.strip():
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    return rows.order_by("title", "pk")


def get_knowledge_entry(entry_id: UUID) -> KnowledgeEntry:
    """404 outside the tenant."""
    entry: KnowledgeEntry | None = (
        KnowledgeEntry.objects.select_related("organization").filter(pk=entry_id).first()
    )
    if entry is None:
        raise Http404
    return entry


def texts_about(question: str, *, limit: int = FOUND_AT_ONCE) -> list[KnowledgeEntry]:
    """The active texts whose words fit a question in Portuguese, Spanish or English, best
    first. Two queries."""
    query = _query(question[:LONGEST_QUESTION])
    if query is None:
        return []
    found = (
        KnowledgeEntry.objects.filter(is_active=True)
        .annotate(words=KNOWLEDGE_WORDS)
        .filter(words=query)
        .annotate(rank=SearchRank(KNOWLEDGE_WORDS, query))
        .order_by("-rank", "pk")
    )
    return list(found[:limit])


def _query(question: str) -> SearchQuery | None:
    with connection.cursor() as cursor:
        cursor.execute(_LEXEMES, {"question": question, "empty": _EMPTY})
        lexemes: Sequence[str] = cursor.fetchone()[0] or ()
    if not lexemes:
        return None
    parts = " | ".join(_part(lexeme) for lexeme in lexemes)
    return SearchQuery(parts, config="simple", search_type="raw")


def _part(lexeme: str) -> str:
    """The beginning of a word: what is left of "cartão" is not what is left of "cartões"."""
    cut = lexeme[: max(4, len(lexeme) - 2)]
    quoted = cut.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


def facts_of(customer: Customer) -> QuerySet[CustomerFact]:
    """What is remembered, oldest first."""
    rows: QuerySet[CustomerFact] = CustomerFact.objects.filter(customer=customer)
    return rows.select_related("author").order_by("created_at", "pk")


def get_fact(fact_id: UUID) -> CustomerFact:
    """404 outside the tenant."""
    fact: CustomerFact | None = (
        CustomerFact.objects.select_related("customer__organization", "author")
        .filter(pk=fact_id)
        .first()
    )
    if fact is None:
        raise Http404
    return fact
