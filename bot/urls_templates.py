"""Addresses of beginning a conversation, and of templates: there, and in the settings."""

from django.urls import path

from bot.views.channel_templates import channel_templates, channel_templates_refresh
from bot.views.conversation_start import conversation_new, customer_conversation
from bot.views.template_editor import (
    settings_templates,
    template_edit,
    template_new,
    template_preview,
    template_removal,
    template_samples,
    template_seen,
)
from bot.views.template_picker import (
    conversation_template,
    conversation_template_preview,
    conversation_templates,
)

O = "o/<slug:slug>/"  # noqa: E741 - every address of an organization begins so
TEMPLATES = f"{O}conversations/<uuid:conversation_id>/templates/"
TEMPLATE = f"{TEMPLATES}<uuid:template_id>/"
CHANNEL_TEMPLATES = f"{O}settings/templates/<uuid:channel_id>/"

urlpatterns = [
    path(f"{O}conversations/new/", conversation_new, name="conversation_new"),
    path(
        f"{O}customers/<uuid:customer_id>/conversation/",
        customer_conversation,
        name="customer_conversation",
    ),
    path(TEMPLATES, conversation_templates, name="conversation_templates"),
    path(TEMPLATE, conversation_template, name="conversation_template"),
    path(
        f"{TEMPLATE}preview/", conversation_template_preview, name="conversation_template_preview"
    ),
    path(CHANNEL_TEMPLATES, channel_templates, name="channel_templates"),
    path(
        f"{CHANNEL_TEMPLATES}refresh/", channel_templates_refresh, name="channel_templates_refresh"
    ),
    path(f"{O}settings/templates/", settings_templates, name="settings_templates"),
    path(f"{CHANNEL_TEMPLATES}new/", template_new, name="template_new"),
    path(f"{CHANNEL_TEMPLATES}preview/", template_preview, name="template_preview"),
    path(f"{CHANNEL_TEMPLATES}samples/", template_samples, name="template_samples"),
    path(f"{CHANNEL_TEMPLATES}<uuid:template_id>/", template_edit, name="template_edit"),
    path(
        f"{CHANNEL_TEMPLATES}<uuid:template_id>/removal/", template_removal, name="template_removal"
    ),
    path(f"{CHANNEL_TEMPLATES}<uuid:template_id>/seen/", template_seen, name="template_seen"),
]
