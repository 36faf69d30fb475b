"""Addresses of the guide's steps about the team."""

from django.urls import path

from scheduling.views.onboarding import onboarding_skills, onboarding_team

O = "o/<slug:slug>/start/"  # noqa: E741 - every address of the guide begins so

onboarding_urls = [
    path(f"{O}team/", onboarding_team, name="onboarding_team"),
    path(f"{O}team/skills/", onboarding_skills, name="onboarding_skills"),
]
