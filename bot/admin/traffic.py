"""What goes to providers and comes from them."""

from abc import abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bot.models import Delivery, DeliveryUpdate, QuarantinedUpdate, WebhookReceipt
from bot.services.replay import replay_quarantined, replay_receipts
from config.lib.admin import ReadOnlyAdmin

MAX_SHOWN = 20_000  # characters of a body; Meta posts up to 3 MB


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "status",
        "customer",
        "channel",
        "attempts",
        "error_code",
        "sent_at",
        "read_at",
        "organization",
    )
    list_filter = ("status", "error_code", "channel", "organization")
    list_select_related = ("organization", "channel", "conversation__customer")
    search_fields = ("message__external_id", "conversation__customer__name", "error_detail")
    date_hierarchy = "created_at"
    ordering = ("-id",)

    @admin.display(description=_("cliente"))
    def customer(self, row: Delivery) -> str:
        return row.conversation.customer.display_name


@admin.register(DeliveryUpdate)
class DeliveryUpdateAdmin(ReadOnlyAdmin):
    list_display = ("occurred_at", "status", "external_id", "channel", "applied_at")
    list_filter = ("status", "channel", "organization")
    list_select_related = ("organization", "channel")
    search_fields = ("external_id", "opaque", "participant")
    date_hierarchy = "created_at"
    ordering = ("-id",)


class RawAdmin(ReadOnlyAdmin):
    """What came in before anybody knew whose it is: rows of no organization."""

    list_select_related = ()
    actions = ("replay",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields

    @admin.action(description=_("Processar de novo"))
    def replay(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        count = self.replay_rows(rows)
        text = ngettext("%d webhook voltou à fila.", "%d webhooks voltaram à fila.", count)
        self.message_user(request, text % count, messages.SUCCESS)

    @abstractmethod
    def replay_rows(self, rows: QuerySet[Any]) -> int:
        """Put them back in the queue; how many webhooks that were."""


@admin.register(WebhookReceipt)
class WebhookReceiptAdmin(RawAdmin):
    list_display = ("received_at", "provider", "status", "attempts", "processed_at", "error")
    list_filter = ("status", "provider")
    search_fields = ("id", "error")
    exclude = ("digest",)
    readonly_fields = ("body_text",)
    date_hierarchy = "received_at"
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body")

    @admin.display(description=_("conteúdo"))
    def body_text(self, row: WebhookReceipt) -> str:
        return bytes(row.body).decode("utf-8", "replace")[:MAX_SHOWN]

    def replay_rows(self, rows: QuerySet[Any]) -> int:
        return replay_receipts(ids=list(rows.values_list("pk", flat=True)))


@admin.register(QuarantinedUpdate)
class QuarantinedUpdateAdmin(RawAdmin):
    list_display = ("created_at", "reason", "number_id", "account_id", "field", "detail")
    list_filter = ("reason", "field")
    search_fields = ("number_id", "account_id", "field", "detail")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")

    def replay_rows(self, rows: QuerySet[Any]) -> int:
        return replay_quarantined(ids=list(rows.values_list("pk", flat=True)))
