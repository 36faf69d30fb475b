"""Fields that the agenda's forms share."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_MINUTES = 24 * 60
YEARS = range(1971, 2200)  # others are slips of the hand, and beyond what time zones can tell


class DayField(forms.DateField):
    """A calendar day of the organization, as a native date picker sends it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Data"))
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("error_messages", {"required": _("Escolha a data.")})
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class ClockField(forms.TimeField):
    """A wall-clock time, as a native time input sends it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Hora"))
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        kwargs.setdefault("error_messages", {"required": _("Escolha a hora.")})
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], **kwargs)


class MinutesField(forms.IntegerField):
    """How long a visit lasts."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Duração (min)"))
        widget = forms.NumberInput(attrs={"step": "5", "inputmode": "numeric"})
        super().__init__(min_value=5, max_value=LONGEST_MINUTES, widget=widget, **kwargs)


def moment_of(day: date, wall: time) -> datetime:
    """A wall-clock time of the active time zone, in UTC; one that the clocks skip becomes
    the moment after the gap."""
    zone = timezone.get_current_timezone()
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
