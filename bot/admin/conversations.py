"""Conversations, their messages and files, and the words the house uses in them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bot.models import (
    Attachment,
    BotText,
    CannedReply,
    Conversation,
    LeftoverFile,
    Mention,
    Message,
    MessageTemplate,
    ScheduledMessage,
)
from config.lib.admin import ReadOnlyAdmin


@admin.register(BotText)
class BotTextAdmin(ReadOnlyAdmin):
    list_display = ("key", "locale", "organization")
    list_filter = ("locale", "organization")
    list_select_related = ("organization",)
    search_fields = ("key", "text")


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


@admin.register(LeftoverFile)
class LeftoverFileAdmin(ReadOnlyAdmin):
    """Files of the store whose rows are gone, of whichever organization."""

    list_display = ("due_at", "store_name", "attempts", "error")
    list_select_related = ()
    search_fields = ("store_name", "error")
    ordering = ("-id",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields
