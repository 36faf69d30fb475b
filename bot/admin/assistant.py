"""The assistant: settings, turns, texts and memory."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    CustomerFact,
    EmbeddingSettings,
    KnowledgeEntry,
    KnowledgePassage,
)
from config.lib.admin import ReadOnlyAdmin


@admin.register(AssistantSettings)
class AssistantSettingsAdmin(ReadOnlyAdmin):
    """The key is never shown."""

    list_display = ("organization", "is_on", "kind", "model_name", "quiet_until", "last_error")
    list_filter = ("is_on", "kind")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug", "model_name")
    exclude = ("api_key",)


@admin.register(AssistantMonth)
class AssistantMonthAdmin(ReadOnlyAdmin):
    list_display = ("organization", "month", "used_tokens", "held_tokens", "used_usd", "held_usd")
    list_filter = ("month",)
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug")


@admin.register(AssistantTurn)
class AssistantTurnAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "organization", "outcome", "reason", "model_name", "usd")
    list_filter = ("outcome", "organization")
    list_select_related = ("organization",)
    search_fields = ("reason", "model_name", "organization__name")
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(KnowledgeEntry)
class KnowledgeEntryAdmin(ReadOnlyAdmin):
    list_display = ("title", "organization", "is_active", "updated_at")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization",)
    search_fields = ("title", "text")


@admin.register(EmbeddingSettings)
class EmbeddingSettingsAdmin(ReadOnlyAdmin):
    """The key is never shown."""

    list_display = ("organization", "model_name", "base_url", "quiet_until", "last_error")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug", "model_name")
    exclude = ("api_key",)


@admin.register(KnowledgePassage)
class KnowledgePassageAdmin(ReadOnlyAdmin):
    list_display = ("text", "entry", "number", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "entry")
    search_fields = ("text", "entry__title")
    exclude = ("embedding",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("embedding")


@admin.register(CustomerFact)
class CustomerFactAdmin(ReadOnlyAdmin):
    list_display = ("text", "customer", "author", "organization", "created_at")
    list_filter = ("organization",)
    list_select_related = ("organization", "customer", "author")
    search_fields = ("text", "customer__name")
