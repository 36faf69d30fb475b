"""Choosing a place for a visit that lost its own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms

from scheduling.models import Staff


class ConflictMoveForm(forms.Form):
    """`to` is "<staff id> <epoch seconds>", as the buttons of the page send it."""

    to = forms.CharField(max_length=80)

    def __init__(self, data: Any, *, staff: Sequence[Staff]) -> None:
        super().__init__(data)
        self._staff = {str(person.pk): person for person in staff}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        staff_id, _space, seconds = str(cleaned.get("to", "")).partition(" ")
        try:
            return {
                "staff": self._staff[staff_id],
                "starts_at": datetime.fromtimestamp(int(seconds), UTC),
            }
        except (KeyError, ValueError, OverflowError, OSError) as error:
            raise forms.ValidationError("to") from error
