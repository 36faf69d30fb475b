"""Numbers and what is known of them."""

from django.contrib import admin

from bot.models import (
    Channel,
    ChannelEvent,
    ChannelPermission,
    Pairing,
    PhoneBookEntry,
    RetentionPolicy,
)
from config.lib.admin import ReadOnlyAdmin, RowPermissionAdmin, TenantAdmin

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


@admin.register(RetentionPolicy)
class RetentionPolicyAdmin(ReadOnlyAdmin):
    list_display = ("organization", "message_days", "log_days", "due_at")
    list_select_related = ("organization",)
    search_fields = ("organization__name", "organization__slug")


@admin.register(PhoneBookEntry)
class PhoneBookEntryAdmin(ReadOnlyAdmin):
    list_display = ("name", "match_key", "channel", "changed_at", "organization")
    list_filter = ("organization",)
    list_select_related = ("organization", "channel")
    search_fields = ("name", "match_key")
    ordering = ("-id",)
