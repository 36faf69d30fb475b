"""Finding the texts of the house for one turn of the assistant: by meaning and words where a
model reads meanings, by words alone where there is none or it does not answer soon."""

from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction

from accounts.models import Organization
from bot.gateways.language_model import ModelFailed
from bot.models import KnowledgeEntry
from bot.selectors.knowledge import LONGEST_QUESTION, texts_about
from bot.selectors.meanings import Meaning, has_vectors, texts_like
from bot.services.assistant_budget import BudgetSpent
from bot.services.embedding import embedding_in_use, vectors_of
from config.lib.logging import get_logger

log = get_logger(__name__)

TIMEOUT_S = 3.0  # the customer waits
MOST_QUESTIONS = 4  # of one turn: a model may search again and again


class KnowledgeSearch:
    """`search(question)`: title and text of what fits, best first. Call it outside a
    transaction. After one failure the model is not asked again in this turn.

    `by_meaning`: the last search was not by words alone.
    """

    def __init__(self, organization: Organization, now: datetime) -> None:
        self._organization, self._now = organization, now
        self.by_meaning = False
        self._left = MOST_QUESTIONS
        self._meanings: dict[str, Meaning] = {}

    def __call__(self, question: str) -> list[str]:
        return [f"{entry.title}\n{entry.text}" for entry in self._entries(question)]

    def _entries(self, question: str) -> Sequence[KnowledgeEntry]:
        asked = " ".join(question.split())[:LONGEST_QUESTION]
        meaning = self._meanings.get(asked) or (self._meaning(asked) if asked else None)
        self.by_meaning = meaning is not None
        if meaning is None:
            return texts_about(question)
        self._meanings[asked] = meaning
        try:
            with transaction.atomic():
                return texts_like(question, meaning)
        except DatabaseError:  # the extension was dropped under our feet, say
            log.exception("search_by_meaning_broken")
            has_vectors.cache_clear()
            self.by_meaning = False
            return texts_about(question)

    def _meaning(self, question: str) -> Meaning | None:
        embedding = embedding_in_use() if self._left > 0 else None
        if embedding is None or embedding.rests(self._now):
            return None
        self._left -= 1
        try:
            (vector,) = vectors_of(
                [question],
                embedding=embedding,
                organization=self._organization,
                timeout_s=TIMEOUT_S,
                now=self._now,
            )
        except (BudgetSpent, ModelFailed) as error:
            log.warning("search_by_words_alone", reason=getattr(error, "reason", "budget"))
            self._left = 0
            return None
        return Meaning(vector, embedding.made_with)
