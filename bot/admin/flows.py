"""Flows, their runs, and what these want done."""

from django.contrib import admin

from bot.models import (
    FlowCall,
    FlowDefinition,
    FlowFile,
    FlowMoment,
    FlowRun,
    FlowSecret,
    FlowSending,
    FlowStep,
    FlowVersion,
)
from config.lib.admin import ReadOnlyAdmin


@admin.register(FlowDefinition)
class FlowDefinitionAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug", "status", "published", "organization")
    list_filter = ("status", "organization")
    list_select_related = ("organization", "published__definition")
    search_fields = ("name", "slug")


@admin.register(FlowVersion)
class FlowVersionAdmin(ReadOnlyAdmin):
    list_display = ("definition", "number", "published_at", "published_by", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "definition", "published_by")
    search_fields = ("definition__name", "note")
    ordering = ("-id",)


@admin.register(FlowRun)
class FlowRunAdmin(ReadOnlyAdmin):
    """Without `state`: it holds what customers said."""

    list_display = ("started_at", "version", "status", "ended_at", "organization")
    list_filter = ("status", "organization")
    list_select_related = ("organization", "version__definition")
    search_fields = ("version__definition__name", "conversation__customer__name")
    ordering = ("-id",)
    exclude = ("state",)


@admin.register(FlowCall)
class FlowCallAdmin(ReadOnlyAdmin):
    """Without `request`: it may hold keys of other services."""

    list_display = ("due_at", "run", "status", "outcome", "attempts", "organization")
    list_filter = ("status", "organization")
    list_select_related = ("organization", "run")
    search_fields = ("outcome",)
    ordering = ("-id",)
    exclude = ("request",)


@admin.register(FlowFile)
class FlowFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "mime_type", "size", "removed_at", "organization")
    list_filter = ("mime_type", "organization")
    list_select_related = ("organization",)
    search_fields = ("name",)
    ordering = ("-id",)


@admin.register(FlowMoment)
class FlowMomentAdmin(ReadOnlyAdmin):
    list_display = ("due_at", "flow", "customer", "status", "skip", "organization")
    list_filter = ("status", "skip", "organization")
    list_select_related = ("organization", "flow", "customer")
    search_fields = ("flow__name", "customer__name")
    ordering = ("-id",)


@admin.register(FlowSecret)
class FlowSecretAdmin(ReadOnlyAdmin):
    """Without `value`, which nobody reads again."""

    list_display = ("name", "is_signing", "updated_at", "organization")
    list_filter = ("is_signing", "organization")
    list_select_related = ("organization",)
    search_fields = ("name",)
    ordering = ("-id",)
    exclude = ("value",)


@admin.register(FlowSending)
class FlowSendingAdmin(ReadOnlyAdmin):
    list_display = ("node_id", "run", "is_refused", "due_at", "organization")
    list_filter = ("is_refused", "organization")
    list_select_related = ("organization", "run")
    search_fields = ("node_id",)
    ordering = ("-id",)


@admin.register(FlowStep)
class FlowStepAdmin(ReadOnlyAdmin):
    list_display = ("entered_at", "node_id", "port", "version", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "version__definition")
    search_fields = ("node_id",)
    ordering = ("-id",)
