"""Addresses of the settings that belong to this app."""

from django.urls import path

from accounts.views.settings import settings_home, settings_organization, settings_profile

S = "o/<slug:slug>/settings/"

urlpatterns = [
    path(S, settings_home, name="settings_home"),
    path(f"{S}profile/", settings_profile, name="settings_profile"),
    path(f"{S}organization/", settings_organization, name="settings_organization"),
]
