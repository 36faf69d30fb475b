"""Addresses of the settings that belong to this app."""

from django.urls import path

from accounts.views.samples import (
    settings_samples,
    settings_samples_filling,
    settings_samples_removal,
)
from accounts.views.settings import settings_home, settings_organization, settings_profile

S = "o/<slug:slug>/settings/"

urlpatterns = [
    path(S, settings_home, name="settings_home"),
    path(f"{S}profile/", settings_profile, name="settings_profile"),
    path(f"{S}samples/", settings_samples, name="settings_samples"),
    path(f"{S}samples/filling/", settings_samples_filling, name="settings_samples_filling"),
    path(f"{S}samples/removal/", settings_samples_removal, name="settings_samples_removal"),
    path(f"{S}organization/", settings_organization, name="settings_organization"),
]
