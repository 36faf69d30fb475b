"""Addresses of the settings that belong to this app."""

from django.urls import path

from bot.views.channels import (
    channel_check,
    channel_connection,
    channel_disconnection,
    channel_list,
    channel_news,
    channel_resumption,
    channel_update,
)
from bot.views.evolution import channel_evolution
from bot.views.gupshup import channel_gupshup
from bot.views.pairing import (
    channel_pairing,
    channel_pairing_code,
    channel_pairing_end,
    channel_pairing_image,
)
from bot.views.reminders import settings_reminders
from bot.views.retention import settings_retention
from bot.views.texts import settings_texts
from bot.views.twilio import channel_twilio

S = "o/<slug:slug>/settings/"
CHANNEL = f"{S}channels/<uuid:channel_id>/"
PAIRING = f"{S}channels/<uuid:paired_id>/pairing/"

urlpatterns = [
    path(f"{S}reminders/", settings_reminders, name="settings_reminders"),
    path(f"{S}messages/", settings_texts, name="settings_texts"),
    path(f"{S}retention/", settings_retention, name="settings_retention"),
    path(f"{S}channels/", channel_list, name="channel_list"),
    path(f"{S}channels/new/", channel_connection, name="channel_connection"),
    path(f"{S}channels/new/twilio/", channel_twilio, name="channel_twilio"),
    path(f"{S}channels/new/gupshup/", channel_gupshup, name="channel_gupshup"),
    path(f"{S}channels/new/evolution/", channel_evolution, name="channel_evolution"),
    path(PAIRING, channel_pairing, name="channel_pairing"),
    path(f"{PAIRING}code/", channel_pairing_code, name="channel_pairing_code"),
    path(f"{PAIRING}code.svg", channel_pairing_image, name="channel_pairing_image"),
    path(f"{PAIRING}end/", channel_pairing_end, name="channel_pairing_end"),
    path(CHANNEL, channel_update, name="channel_update"),
    path(f"{CHANNEL}check/", channel_check, name="channel_check"),
    path(f"{CHANNEL}news/", channel_news, name="channel_news"),
    path(f"{CHANNEL}disconnection/", channel_disconnection, name="channel_disconnection"),
    path(f"{CHANNEL}resumption/", channel_resumption, name="channel_resumption"),
]
