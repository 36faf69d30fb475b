"""Addresses of the guide's steps about the business and its team."""

from django.urls import path

from scheduling.views.onboarding import onboarding_business, onboarding_team

O = "o/<slug:slug>/start/"  # noqa: E741 - every address of the guide begins so

onboarding_urls = [
    path(f"{O}business/", onboarding_business, name="onboarding_business"),
    path(f"{O}team/", onboarding_team, name="onboarding_team"),
]
