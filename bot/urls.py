"""Addresses of this app."""

from django.urls import include, path

from bot.api.number_webhooks import evolution_webhook, gupshup_webhook
from bot.api.twilio import twilio_webhook
from bot.api.webhooks import meta_webhook
from bot.onboarding_urls import onboarding_urls
from bot.views.attachments import attachment_fetch, attachment_file
from bot.views.canned_replies import (
    canned_reply_archive,
    canned_reply_create,
    canned_reply_list,
    canned_reply_restore,
    canned_reply_update,
    conversation_canned,
)
from bot.views.care import (
    conversation_bot,
    conversation_owner,
    conversation_resolution,
    conversation_snooze,
    waiting_badge,
)
from bot.views.inbox import (
    conversation_detail,
    conversation_list,
    conversation_messages,
    conversation_rows,
)
from bot.views.live import live
from bot.views.notes import conversation_notes
from bot.views.presence import conversation_presence
from bot.views.public_files import public_file
from bot.views.reminders import settings_reminders
from bot.views.retries import conversation_retry
from bot.views.talks import customer_talk
from bot.views.timeline import customer_timeline

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
CONVERSATION = f"{O}conversations/<uuid:conversation_id>/"
CANNED = f"{O}canned-replies/<uuid:canned_id>/"

urlpatterns = [
    *onboarding_urls,
    # Both spellings: Meta does not follow the redirect that a missing slash would cause.
    path("webhooks/meta/", meta_webhook, name="meta_webhook"),
    path("webhooks/meta", meta_webhook),
    path("webhooks/twilio/<uuid:channel_id>/", twilio_webhook, name="twilio_webhook"),
    path(
        "webhooks/gupshup/<uuid:channel_id>/<str:secret>/", gupshup_webhook, name="gupshup_webhook"
    ),
    path("webhooks/evolution/<uuid:channel_id>/", evolution_webhook, name="evolution_webhook"),
    path("files/<str:token>/", public_file, name="public_file"),
    path(f"{O}live/", live, name="live"),
    path(f"{O}settings/reminders/", settings_reminders, name="settings_reminders"),
    path("", include("bot.urls_settings")),
    path("", include("bot.urls_templates")),
    path("", include("bot.urls_scheduled")),
    path("", include("bot.urls_flows")),
    path("", include("bot.urls_flow_settings")),
    path("", include("bot.urls_kinds")),
    path("", include("bot.urls_assistant")),
    path(f"{O}conversations/", conversation_list, name="conversation_list"),
    path(f"{O}conversations/rows/", conversation_rows, name="conversation_rows"),
    path(f"{O}conversations/waiting/", waiting_badge, name="waiting_badge"),
    path(CONVERSATION, conversation_detail, name="conversation_detail"),
    path(f"{CONVERSATION}messages/", conversation_messages, name="conversation_messages"),
    path(f"{CONVERSATION}files/<uuid:message_id>/", attachment_file, name="attachment_file"),
    path(
        f"{CONVERSATION}files/<uuid:message_id>/fetch/", attachment_fetch, name="attachment_fetch"
    ),
    path(f"{CONVERSATION}presence/", conversation_presence, name="conversation_presence"),
    path(f"{O}canned-replies/", canned_reply_list, name="canned_reply_list"),
    path(f"{O}canned-replies/new/", canned_reply_create, name="canned_reply_create"),
    path(f"{CANNED}", canned_reply_update, name="canned_reply_update"),
    path(f"{CANNED}archive/", canned_reply_archive, name="canned_reply_archive"),
    path(f"{CANNED}restore/", canned_reply_restore, name="canned_reply_restore"),
    path(f"{CONVERSATION}canned/", conversation_canned, name="conversation_canned"),
    path(f"{CONVERSATION}notes/", conversation_notes, name="conversation_notes"),
    path(f"{CONVERSATION}bot/", conversation_bot, name="conversation_bot"),
    path(f"{CONVERSATION}owner/", conversation_owner, name="conversation_owner"),
    path(f"{CONVERSATION}resolution/", conversation_resolution, name="conversation_resolution"),
    path(f"{CONVERSATION}retry/", conversation_retry, name="conversation_retry"),
    path(f"{O}customers/<uuid:customer_id>/timeline/", customer_timeline, name="customer_timeline"),
    path(f"{O}customers/<uuid:customer_id>/talk/", customer_talk, name="customer_talk"),
    path(f"{CONVERSATION}snooze/", conversation_snooze, name="conversation_snooze"),
]
