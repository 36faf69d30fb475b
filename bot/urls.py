"""Addresses of this app."""

from django.urls import path

from bot.api.webhooks import meta_webhook
from bot.views.inbox import (
    conversation_bot,
    conversation_detail,
    conversation_list,
    conversation_messages,
    conversation_owner,
)

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
CONVERSATION = f"{O}conversations/<uuid:conversation_id>/"

urlpatterns = [
    # Both spellings: Meta does not follow the redirect that a missing slash would cause.
    path("webhooks/meta/", meta_webhook, name="meta_webhook"),
    path("webhooks/meta", meta_webhook),
    path(f"{O}conversations/", conversation_list, name="conversation_list"),
    path(CONVERSATION, conversation_detail, name="conversation_detail"),
    path(f"{CONVERSATION}messages/", conversation_messages, name="conversation_messages"),
    path(f"{CONVERSATION}bot/", conversation_bot, name="conversation_bot"),
    path(f"{CONVERSATION}owner/", conversation_owner, name="conversation_owner"),
]
