"""What part of the agenda is looked at."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scheduling.enums import AppointmentStatus
from scheduling.forms.fields import DayField, moment_of
from scheduling.models import Staff
from scheduling.selectors.staff import active_staff

DAY, WEEK, LIST = "day", "week", "list"
LAYOUTS = (DAY, WEEK, LIST)
WEEK_DAYS, PHONE_DAYS = 7, 3
MOST_DAYS = WEEK_DAYS - 1 + PHONE_DAYS
# A hold is no visit yet, and what is cancelled has a switch of its own.
STATUSES = [
    choice
    for choice in AppointmentStatus.choices
    if choice[0] not in {AppointmentStatus.HELD, AppointmentStatus.CANCELLED}
]


class PeopleField(forms.Field):
    """Ids, repeated or joined by commas. What is no id counts as not given."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        parts = [part for given in value or [] for part in str(given).split(",")]
        return [found for part in parts if (found := _id_of(part)) is not None]


class StatusField(forms.Field):
    """States of a visit. One that does not exist counts as not given."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [status for status, _label in STATUSES if status in (value or [])]


class AgendaFilter(forms.Form):
    """The query string of the agenda. What can't be read counts as not given.

    `remembered` is the layout that the person chose last; one in the query string wins.
    """

    day = DayField(required=False)
    staff = PeopleField(required=False)
    place = forms.UUIDField(required=False)
    status = StatusField(required=False)
    cancelled = forms.BooleanField(required=False)
    view = forms.ChoiceField(choices=[(layout, layout) for layout in LAYOUTS], required=False)

    def __init__(self, data: Any, *, remembered: str = "") -> None:
        super().__init__(data)
        self._remembered = remembered if remembered in LAYOUTS else DAY
        self.is_valid()

    @property
    def on(self) -> date:
        day: date | None = self.cleaned_data.get("day")
        return day or timezone.localdate()

    @cached_property
    def everybody(self) -> list[Staff]:
        """Who may be chosen."""
        return list(active_staff())

    @cached_property
    def chosen(self) -> list[Staff]:
        """Who was chosen, in the team's order; nobody means the whole team."""
        wanted = set(self.cleaned_data.get("staff") or [])
        return [person for person in self.everybody if person.pk in wanted]

    @property
    def person(self) -> Staff | None:
        """The only one who was chosen."""
        return self.chosen[0] if len(self.chosen) == 1 else None

    @property
    def statuses(self) -> list[str]:
        """The states that were chosen; none means all but cancelled."""
        return list(self.cleaned_data.get("status") or [])

    @property
    def location_id(self) -> UUID | None:
        found: UUID | None = self.cleaned_data.get("place")
        return found

    @property
    def shows_cancelled(self) -> bool:
        return bool(self.cleaned_data.get("cancelled"))

    @property
    def is_narrowed(self) -> bool:
        """Whether more is left out than one look at the toolbar tells."""
        return bool(self.statuses) or len(self.chosen) > 1

    @property
    def shown_statuses(self) -> list[str]:
        """The states to show, `cancelled` included where it is asked for."""
        chosen = self.statuses or [status for status, _label in STATUSES]
        return [*chosen, AppointmentStatus.CANCELLED] if self.shows_cancelled else chosen

    @property
    def asked_layout(self) -> str:
        """The layout in the query string; "" where there is none."""
        return self.cleaned_data.get("view") or ""

    @property
    def layout(self) -> str:
        return self.asked_layout or self._remembered


class SpanForm(AgendaFilter):
    """The stretch of time that the calendar asks for, on the organization's wall clock."""

    start = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S"])
    end = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and not timedelta(0) < end - start <= timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Peça de 1 a 9 dias por vez."))
        return cleaned


def day_span(day: date, days: int = 1) -> tuple[datetime, datetime]:
    """From a midnight to another, `days` later, on the active zone's wall clock."""
    zone = timezone.get_current_timezone()
    midnight = datetime.min.time()
    start, end = (moment_of(d, midnight) for d in (day, day + timedelta(days=days)))
    return start.astimezone(zone), end.astimezone(zone)


def monday_of(day: date) -> date:
    """The Monday of that week."""
    return day - timedelta(days=day.weekday())


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
