"""What part of the agenda is looked at."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scheduling.forms.fields import DayField, moment_of
from scheduling.models import Staff
from scheduling.selectors.staff import active_staff

DAY, LIST = "day", "list"
MOST_DAYS = 8


class AgendaFilter(forms.Form):
    """The query string of the agenda. What can't be read counts as not given."""

    day = DayField(required=False)
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, required=False, empty_label=_("Toda a equipe")
    )
    place = forms.UUIDField(required=False)
    cancelled = forms.BooleanField(label=_("Mostrar cancelados"), required=False)
    view = forms.ChoiceField(
        choices=((DAY, DAY), (LIST, LIST)), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["staff"].queryset = active_staff()  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def on(self) -> date:
        day: date | None = self.cleaned_data.get("day")
        return day or timezone.localdate()

    @property
    def person(self) -> Staff | None:
        found: Staff | None = self.cleaned_data.get("staff")
        return found

    @property
    def location_id(self) -> UUID | None:
        found: UUID | None = self.cleaned_data.get("place")
        return found

    @property
    def shows_cancelled(self) -> bool:
        return bool(self.cleaned_data.get("cancelled"))

    @property
    def layout(self) -> str:
        return self.cleaned_data.get("view") or DAY


class SpanForm(forms.Form):
    """The stretch of time that the calendar asks for, on the organization's wall clock."""

    start = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S"])
    end = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S"])
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(queryset=None, required=False)
    cancelled = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["staff"].queryset = active_staff()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and not timedelta(0) < end - start <= timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Peça de 1 a 8 dias por vez."))
        return cleaned


def day_span(day: date) -> tuple[datetime, datetime]:
    """From a midnight to the next, on the active zone's wall clock."""
    zone = timezone.get_current_timezone()
    midnight = datetime.min.time()
    start, end = (moment_of(d, midnight) for d in (day, day + timedelta(days=1)))
    return start.astimezone(zone), end.astimezone(zone)
