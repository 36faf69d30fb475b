"""Addresses of this app."""

from django.contrib.auth import views as auth
from django.urls import include, path

from accounts.import_urls import import_urls
from accounts.location_urls import location_urls
from accounts.onboarding_urls import onboarding_urls
from accounts.views.languages import set_language
from accounts.views.organizations import home, organization_list
from accounts.views.palette import palette, palette_recent
from accounts.views.pictures import picture, picture_small

urlpatterns = [
    *import_urls,
    *location_urls,
    *onboarding_urls,
    path("", home, name="home"),
    path("", include("accounts.urls_access")),
    path("", include("accounts.urls_settings")),
    path("", include("accounts.urls_people")),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", set_language, name="set_language"),
    path("organizations/", organization_list, name="organization_list"),
    path("o/<slug:slug>/palette/", palette, name="palette"),
    path("o/<slug:slug>/palette/recent/", palette_recent, name="palette_recent"),
    path("o/<slug:slug>/pictures/<uuid:picture_id>/", picture, name="picture"),
    path("o/<slug:slug>/pictures/<uuid:picture_id>/small/", picture_small, name="picture_small"),
]
