"""Blocking time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling.forms.fields import ClockField, DayField, moment_of
from scheduling.models import Staff


class TimeOffForm(forms.Form):
    """A block from one wall-clock moment to another, of the same day or a later one."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, empty_label=None
    )
    day = DayField(label=_("De"))
    time = ClockField(label=_("Hora de início"))
    until_day = DayField(label=_("Até"))
    until_time = ClockField(label=_("Hora do fim"))
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=120,
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": _("Almoço, consulta, férias…"), "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "block_%s")
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])

    @property
    def ends_at(self) -> datetime:
        return moment_of(self.cleaned_data["until_day"], self.cleaned_data["until_time"])
