"""Addresses of the settings that belong to this app."""

from django.urls import path

from bot.views.channels import (
    channel_check,
    channel_connection,
    channel_disconnection,
    channel_list,
    channel_resumption,
    channel_update,
)
from bot.views.reminders import settings_reminders
from bot.views.retention import settings_retention
from bot.views.texts import settings_texts
from bot.views.twilio import channel_twilio

S = "o/<slug:slug>/settings/"
CHANNEL = f"{S}channels/<uuid:channel_id>/"

urlpatterns = [
    path(f"{S}reminders/", settings_reminders, name="settings_reminders"),
    path(f"{S}messages/", settings_texts, name="settings_texts"),
    path(f"{S}retention/", settings_retention, name="settings_retention"),
    path(f"{S}channels/", channel_list, name="channel_list"),
    path(f"{S}channels/new/", channel_connection, name="channel_connection"),
    path(f"{S}channels/new/twilio/", channel_twilio, name="channel_twilio"),
    path(CHANNEL, channel_update, name="channel_update"),
    path(f"{CHANNEL}check/", channel_check, name="channel_check"),
    path(f"{CHANNEL}disconnection/", channel_disconnection, name="channel_disconnection"),
    path(f"{CHANNEL}resumption/", channel_resumption, name="channel_resumption"),
]
