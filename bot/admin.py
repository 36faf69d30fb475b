"""Channels, conversations and what came in or went out, in the back office."""

from abc import abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    Attachment,
    BotText,
    CannedReply,
    Channel,
    ChannelEvent,
    ChannelPermission,
    Conversation,
    CustomerFact,
    Delivery,
    DeliveryUpdate,
    EmbeddingSettings,
    FlowCall,
    FlowDefinition,
    FlowFile,
    FlowMoment,
    FlowRun,
    FlowSecret,
    FlowSending,
    FlowStep,
    FlowVersion,
    KnowledgeEntry,
    KnowledgePassage,
    LeftoverFile,
    Mention,
    Message,
    MessageTemplate,
    Pairing,
    PhoneBookEntry,
    QuarantinedUpdate,
    RetentionPolicy,
    ScheduledMessage,
    WebhookReceipt,
)
from bot.services.replay import replay_quarantined, replay_receipts
from config.lib.admin import ReadOnlyAdmin, RowPermissionAdmin, TenantAdmin

MAX_SHOWN = 20_000  # characters of a body; Meta posts up to 3 MB

admin.site.register(ChannelPermission, RowPermissionAdmin)


@admin.register(Channel)
class ChannelAdmin(TenantAdmin):
    """Made and given new secrets by `manage.py create_channel`; no secret is shown."""

    list_display = (
        "name",
        "organization",
        "display_phone_number",
        "number_id",
        "status",
        "quiet_until",
        "quality",
    )
    list_filter = ("status", "provider", "is_bot_enabled", "organization")
    search_fields = ("name", "number_id", "account_id", "display_phone_number")
    exclude = ("access_token", "app_secret", "previous_app_secret", "verify_token")
    readonly_fields = (
        "provider",
        "number_id",
        "account_id",
        "quiet_until",
        "failures",
        "quality",
        "created_at",
    )


@admin.register(Pairing)
class PairingAdmin(ReadOnlyAdmin):
    list_display = ("channel", "state", "ignored_count", "updated_at", "organization")
    list_select_related = ("organization", "channel")
    search_fields = ("channel__name", "channel__display_phone_number", "state")
    exclude = ("code",)


@admin.register(ChannelEvent)
class ChannelEventAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "field", "channel", "occurred_at", "organization")
    list_filter = ("field", "organization")
    list_select_related = ("organization", "channel")
    search_fields = ("field", "channel__name", "channel__number_id")
    exclude = ("digest",)
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(BotText)
class BotTextAdmin(ReadOnlyAdmin):
    list_display = ("key", "locale", "organization")
    list_filter = ("locale", "organization")
    list_select_related = ("organization",)
    search_fields = ("key", "text")


@admin.register(RetentionPolicy)
class RetentionPolicyAdmin(ReadOnlyAdmin):
    list_display = ("organization", "message_days", "log_days", "due_at")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug")


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ReadOnlyAdmin):
    list_display = ("name", "language", "channel", "category", "status", "quality", "synced_at")
    list_filter = ("status", "language", "category", "organization")
    list_select_related = ("organization", "channel")
    search_fields = ("name", "channel__name", "reason")


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = (
        "customer",
        "channel",
        "owner",
        "waits_for_person",
        "unread_count",
        "last_message_text",
        "last_message_at",
        "organization",
    )
    list_filter = ("owner", "waits_for_person", "organization")
    list_select_related = ("organization", "customer", "channel")
    search_fields = ("customer__name", "customer__profile_name", "customer__phone")
    date_hierarchy = "last_message_at"
    ordering = ("-last_message_at", "-id")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = (
        "occurred_at",
        "direction",
        "author",
        "kind",
        "customer",
        "text_start",
        "organization",
    )
    list_filter = ("direction", "author", "kind", "organization")
    list_select_related = ("organization", "conversation__customer")
    search_fields = ("text", "external_id", "conversation__customer__name")
    date_hierarchy = "created_at"
    ordering = ("-id",)

    @admin.display(description=_("cliente"))
    def customer(self, row: Message) -> str:
        return row.conversation.customer.display_name

    @admin.display(description=_("texto"))
    def text_start(self, row: Message) -> str:
        return row.text[:80]


@admin.register(CannedReply)
class CannedReplyAdmin(ReadOnlyAdmin):
    list_display = ("shortcut", "title", "owner", "is_active", "organization")
    list_filter = ("is_active", "organization")
    list_select_related = ("organization", "owner")
    search_fields = ("shortcut", "title", "text")
    ordering = ("-id",)


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


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "user", "seen_at", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "user")
    search_fields = ("user__name", "user__email", "message__text")
    date_hierarchy = "created_at"
    ordering = ("-id",)


@admin.register(ScheduledMessage)
class ScheduledMessageAdmin(ReadOnlyAdmin):
    list_display = ("due_at", "status", "hindrance", "author", "settled_at", "organization")
    list_filter = ("status", "hindrance", "organization")
    list_select_related = ("organization", "author")
    search_fields = ("text", "author__name", "conversation__customer__name")
    date_hierarchy = "due_at"
    ordering = ("-id",)


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


@admin.register(Attachment)
class AttachmentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "status", "mime_type", "file_name", "size", "error")
    list_filter = ("status", "is_ours", "organization")
    list_select_related = ("organization",)
    search_fields = ("file_name", "remote_id", "mime_type")
    date_hierarchy = "created_at"
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body")


@admin.register(PhoneBookEntry)
class PhoneBookEntryAdmin(ReadOnlyAdmin):
    list_display = ("name", "match_key", "channel", "changed_at", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "channel")
    search_fields = ("name", "match_key")
    ordering = ("-id",)


@admin.register(LeftoverFile)
class LeftoverFileAdmin(ReadOnlyAdmin):
    """Files of the store whose rows are gone, of whichever organization."""

    list_display = ("due_at", "store_name", "attempts", "error")
    list_select_related = ()
    search_fields = ("store_name", "error")
    ordering = ("-id",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields


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
