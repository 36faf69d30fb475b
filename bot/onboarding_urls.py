"""Addresses of the guide's steps about the business and WhatsApp."""

from django.urls import path

from bot.views.onboarding import (
    onboarding_chat,
    onboarding_chat_messages,
    onboarding_simulator,
    onboarding_whatsapp,
)
from bot.views.onboarding_business import onboarding_business
from bot.views.practice_removal import practice_removal

O = "o/<slug:slug>/start/"  # noqa: E741 - every address of the guide begins so

onboarding_urls = [
    path(f"{O}business/", onboarding_business, name="onboarding_business"),
    path(f"{O}whatsapp/", onboarding_whatsapp, name="onboarding_whatsapp"),
    path(f"{O}simulator/", onboarding_simulator, name="onboarding_simulator"),
    path(f"{O}chat/", onboarding_chat, name="onboarding_chat"),
    path(f"{O}chat/messages/", onboarding_chat_messages, name="onboarding_chat_messages"),
    path(f"{O}chat/removal/", practice_removal, name="practice_removal"),
]
