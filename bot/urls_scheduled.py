"""Addresses of messages for later."""

from django.urls import path

from bot.views.scheduled_messages import (
    scheduled_cancel,
    scheduled_list,
    scheduled_restore,
    scheduled_send,
)
from bot.views.scheduled_writing import scheduled_create, scheduled_preview, scheduled_update

SCHEDULED = "o/<slug:slug>/conversations/<uuid:conversation_id>/scheduled/"
ONE = f"{SCHEDULED}<uuid:scheduled_id>/"

urlpatterns = [
    path(SCHEDULED, scheduled_list, name="scheduled_list"),
    path(f"{SCHEDULED}new/", scheduled_create, name="scheduled_create"),
    path(f"{SCHEDULED}preview/", scheduled_preview, name="scheduled_preview"),
    path(ONE, scheduled_update, name="scheduled_update"),
    path(f"{ONE}cancellation/", scheduled_cancel, name="scheduled_cancel"),
    path(f"{ONE}restoration/", scheduled_restore, name="scheduled_restore"),
    path(f"{ONE}sending/", scheduled_send, name="scheduled_send"),
]
