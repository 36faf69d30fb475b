"""Moving a whole visit: by its form, and by dropping one of its parts somewhere."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scheduling.enums import AppointmentStatus
from scheduling.forms.agenda import PeopleField
from scheduling.forms.changes import MORE, Scope, ScopeField
from scheduling.forms.fields import ClockField, DayField, moment_of
from scheduling.models import Appointment, Staff
from scheduling.selectors.visit_places import Asked, VisitTime

ANYBODY = "any"


def name_of(part: Appointment) -> str:
    """The form field that says who does a part."""
    return f"staff-{part.pk}"


class VisitMoveForm(forms.Form):
    """A new start, and a person for each part.

    `performers` are those who may be chosen, by service id.
    """

    day = DayField()
    time = ClockField(label=_("Começo da visita"))

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Appointment],
        performers: Mapping[UUID, Collection[Staff]],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", "visit_%s")
        super().__init__(*args, **kwargs)
        self.parts, self.performers = parts, performers
        repeats = bool(parts and parts[0].repeats)
        self.fields["scope"] = ScopeField([Scope.VISIT, *(MORE if repeats else ())])
        for number, part in enumerate(parts, start=1):
            people = performers.get(part.service_id, ())
            self.fields[name_of(part)] = forms.ChoiceField(
                label=f"{number}. {part.service.name}",
                choices=[
                    *((str(person.pk), person.name) for person in people),
                    (ANYBODY, _("Qualquer pessoa")),
                ],
            )

    @property
    def people_fields(self) -> list[forms.BoundField]:
        return [self[name_of(part)] for part in self.parts]

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])

    @property
    def asked(self) -> Asked:
        """Who was chosen; what can't be read counts as not given."""
        given = {part: self.cleaned_data.get(name_of(part)) or "" for part in self.parts}
        return {
            part.pk: None if value == ANYBODY else self._person(part, value)
            for part, value in given.items()
            if value
        }

    def _person(self, part: Appointment, value: str) -> Staff:
        return next(p for p in self.performers[part.service_id] if str(p.pk) == value)


class PartDropForm(forms.Form):
    """One part was dropped at another time, perhaps at another person: the rest follows."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(queryset=None)
    day = DayField()
    time = ClockField()

    def __init__(self, data: Any, *, parts: Sequence[Appointment], staff: Any) -> None:
        super().__init__(data)
        self.parts = parts
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["part"] = forms.ChoiceField(choices=[(str(p.pk), "") for p in parts])

    @property
    def part(self) -> Appointment:
        return next(p for p in self.parts if str(p.pk) == self.cleaned_data["part"])

    @property
    def starts_at(self) -> datetime:
        """Where the first part begins then."""
        dropped_at = moment_of(self.cleaned_data["day"], self.cleaned_data["time"])
        return dropped_at - (self.part.starts_at - self.parts[0].starts_at)

    @property
    def asked(self) -> Asked:
        return {self.part.pk: self.cleaned_data["staff"]}


class BackForm(forms.Form):
    """The query string of an undo: which parts, from which state, back to which."""

    to = forms.ChoiceField(choices=AppointmentStatus.choices)
    back = forms.ChoiceField(choices=AppointmentStatus.choices)
    part = PeopleField()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        return {
            "since": AppointmentStatus(given["to"]),
            "to": AppointmentStatus(given["back"]),
            "part_ids": given["part"],
        }


def place_of(parts: Sequence[Appointment]) -> dict[str, str]:
    """Where the visit is now, as the fields of the form."""
    return _fields(parts[0].starts_at, {part: part.staff for part in parts})


def fields_of(found: VisitTime) -> dict[str, str]:
    """A free place, as the fields of the form."""
    return _fields(found.starts_at, {place.part: place.staff for place in found.places})


def _fields(starts_at: datetime, people: Mapping[Appointment, Staff]) -> dict[str, str]:
    wall = timezone.localtime(starts_at)
    who = {name_of(part): str(staff.pk) for part, staff in people.items()}
    return {"day": wall.date().isoformat(), "time": f"{wall:%H:%M}", **who}
