"""Addresses of answering one message, and of what is sent besides words and files."""

from django.urls import path

from bot.views.extras import conversation_extras
from bot.views.quotes import conversation_quote, conversation_reactions

CONVERSATION = "o/<slug:slug>/conversations/<uuid:conversation_id>/"

urlpatterns = [
    path(f"{CONVERSATION}quote/<uuid:message_id>/", conversation_quote, name="conversation_quote"),
    path(f"{CONVERSATION}reactions/", conversation_reactions, name="conversation_reactions"),
    path(f"{CONVERSATION}extras/", conversation_extras, name="conversation_extras"),
]
