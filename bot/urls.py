"""Addresses of this app."""

from django.urls import path

from bot.api.webhooks import meta_webhook

urlpatterns = [
    # Both spellings: Meta does not follow the redirect that a missing slash would cause.
    path("webhooks/meta/", meta_webhook, name="meta_webhook"),
    path("webhooks/meta", meta_webhook),
]
