"""Addresses of the guide through the first set-up."""

from django.urls import path

from accounts.views.onboarding import (
    onboarding,
    onboarding_card,
    onboarding_dismissal,
    onboarding_ready,
    onboarding_skip,
)

O = "o/<slug:slug>/start/"  # noqa: E741 - every address of the guide begins so

onboarding_urls = [
    path(O, onboarding, name="onboarding"),
    path(f"{O}ready/", onboarding_ready, name="onboarding_ready"),
    path(f"{O}card/", onboarding_card, name="onboarding_card"),
    path(f"{O}skip/", onboarding_skip, name="onboarding_skip"),
    path(f"{O}dismissal/", onboarding_dismissal, name="onboarding_dismissal"),
]
