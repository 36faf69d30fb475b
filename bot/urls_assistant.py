"""Addresses of the assistant: its settings, its texts, its turns, what it remembers."""

from django.urls import path

from bot.views.assistant import assistant_check, settings_assistant
from bot.views.assistant_turns import assistant_turn
from bot.views.customer_facts import (
    customer_fact_create,
    customer_fact_removal,
    customer_fact_update,
    customer_facts,
)
from bot.views.knowledge import (
    knowledge_archive,
    knowledge_create,
    knowledge_list,
    knowledge_restore,
    knowledge_update,
)

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
ASSISTANT = f"{O}settings/assistant/"
TEXTS = f"{ASSISTANT}texts/"
TEXT = f"{TEXTS}<uuid:knowledge_id>/"
FACTS = f"{O}customers/<uuid:customer_id>/facts/"
FACT = f"{O}facts/<uuid:fact_id>/"

urlpatterns = [
    path(ASSISTANT, settings_assistant, name="settings_assistant"),
    path(f"{ASSISTANT}check/", assistant_check, name="assistant_check"),
    path(TEXTS, knowledge_list, name="knowledge_list"),
    path(f"{TEXTS}new/", knowledge_create, name="knowledge_create"),
    path(TEXT, knowledge_update, name="knowledge_update"),
    path(f"{TEXT}archive/", knowledge_archive, name="knowledge_archive"),
    path(f"{TEXT}restore/", knowledge_restore, name="knowledge_restore"),
    path(
        f"{O}conversations/<uuid:conversation_id>/assistant/<uuid:assistant_turn_id>/",
        assistant_turn,
        name="assistant_turn",
    ),
    path(FACTS, customer_facts, name="customer_facts"),
    path(f"{FACTS}new/", customer_fact_create, name="customer_fact_create"),
    path(FACT, customer_fact_update, name="customer_fact_update"),
    path(f"{FACT}removal/", customer_fact_removal, name="customer_fact_removal"),
]
