"""Addresses of what flows use and do not hold."""

from django.urls import path

from bot.views.flow_files import flow_file_create, flow_file_list, flow_file_removal
from bot.views.flow_secrets import (
    flow_secret_create,
    flow_secret_list,
    flow_secret_removal,
    flow_secret_update,
    flow_signing,
)

S = "o/<slug:slug>/settings/flow-secrets/"
ONE = f"{S}<uuid:secret_id>/"
FILES = "o/<slug:slug>/settings/flow-files/"

urlpatterns = [
    path(FILES, flow_file_list, name="flow_files"),
    path(f"{FILES}new/", flow_file_create, name="flow_file_create"),
    path(f"{FILES}<uuid:file_id>/removal/", flow_file_removal, name="flow_file_removal"),
    path(S, flow_secret_list, name="flow_secrets"),
    path(f"{S}new/", flow_secret_create, name="flow_secret_create"),
    path(f"{S}signing/", flow_signing, name="flow_signing"),
    path(ONE, flow_secret_update, name="flow_secret_update"),
    path(f"{ONE}removal/", flow_secret_removal, name="flow_secret_removal"),
]
