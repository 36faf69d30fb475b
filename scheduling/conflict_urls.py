"""Addresses of the visits that are to be moved."""

from django.urls import URLPattern, path

from scheduling.views.conflicts import (
    conflict_keeping,
    conflict_move,
    conflict_set,
    conflict_set_closing,
    conflict_set_list,
)

CONFLICTS = "o/<slug:slug>/conflicts/"
SET = f"{CONFLICTS}<uuid:conflict_set_id>/"
VISIT = f"{SET}visits/<uuid:conflict_id>/"

conflict_urls: list[URLPattern] = [
    path(CONFLICTS, conflict_set_list, name="conflict_set_list"),
    path(SET, conflict_set, name="conflict_set"),
    path(f"{SET}closing/", conflict_set_closing, name="conflict_set_closing"),
    path(f"{VISIT}move/", conflict_move, name="conflict_move"),
    path(f"{VISIT}keeping/", conflict_keeping, name="conflict_keeping"),
]
