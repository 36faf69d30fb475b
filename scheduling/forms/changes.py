"""Changing a visit that is booked."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling.forms.fields import ClockField, DayField, MinutesField, moment_of
from scheduling.models import Staff


class MoveForm(forms.Form):
    """The keyboard's twin of dragging: another time, person or length."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, empty_label=None
    )
    day = DayField()
    time = ClockField()
    duration = MinutesField()

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "move_%s")
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])


class CancellationForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=200,
        required=False,
        help_text=_("Só a equipe vê o motivo."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("Observações"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
