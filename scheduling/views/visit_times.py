"""The free times of a visit that is being moved, in words and buttons, and why it can't be."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from scheduling.forms.changes import Scope
from scheduling.forms.visit_moves import (
    ANYBODY,
    PartDropForm,
    VisitMoveForm,
    fields_of,
    name_of,
    place_of,
)
from scheduling.models import Appointment, Staff, StaffService
from scheduling.selectors.free_times import FreeTime
from scheduling.selectors.visit_places import (
    Asked,
    VisitTime,
    WantedMove,
    nearest_visit_times,
    visit_times,
)
from scheduling.services.booking import SlotTaken
from scheduling.services.changes import TransitionRefused
from scheduling.services.visit_moves import NobodyFree, PlaceTaken, VisitChanged
from scheduling.views.answers import Refusal, reason_of, refused_json, words_of


def performers_of(
    parts: Sequence[Appointment], people: Sequence[Staff]
) -> Mapping[UUID, list[Staff]]:
    """Those of `people` who may do each part, by service id. One query."""
    pairs = set(
        StaffService.objects.filter(
            service__in=[part.service_id for part in parts], staff__in=people
        ).values_list("service_id", "staff_id")
    )
    services = {part.service_id for part in parts}
    return {one: [person for person in people if (one, person.pk) in pairs] for one in services}


def people_now(
    parts: Sequence[Appointment], performers: Mapping[UUID, Sequence[Staff]]
) -> dict[str, str]:
    """Who does each part now, as the fields of the form; anybody for a part whose person is
    no longer there to be chosen."""
    return {
        name_of(part): str(part.staff_id) if part.staff in performers[part.service_id] else ANYBODY
        for part in parts
    }


def choices_of(
    data: QueryDict, parts: Sequence[Appointment], performers: Mapping[UUID, Sequence[Staff]]
) -> dict[str, str]:
    """What is chosen so far; the visit's own place where nothing is."""
    given = {name: str(value) for name, value in data.items() if value}
    least = {"scope": Scope.VISIT.value}
    return least | place_of(parts) | people_now(parts, performers) | given


def times_context(
    request: TenantRequest, form: VisitMoveForm, people: Sequence[Staff]
) -> dict[str, Any]:
    """`form` with each part's hour, `times` with these people; where they have none, with
    anybody (`with_others`)."""
    is_whole = form.is_valid()
    _say_hours(form)
    if not form.cleaned_data.get("day"):
        return {"form": form, "times": [], "with_others": False}
    times = _times(request, form, form.asked, people)
    with_others = not times
    if with_others:
        times = _times(request, form, {part.pk: None for part in form.parts}, people)
    chosen = form.starts_at if is_whole else None
    chips = [_chip(request, form, one, chosen, with_others) for one in times]
    return {"form": form, "times": chips, "with_others": with_others and bool(chips)}


def _times(
    request: TenantRequest, form: VisitMoveForm, asked: Asked, people: Sequence[Staff]
) -> list[VisitTime]:
    return visit_times(
        organization=request.organization,
        wanted=WantedMove(form.parts, asked, people),
        on=form.cleaned_data["day"],
        now=timezone.now(),
    )


def _chip(
    request: TenantRequest,
    form: VisitMoveForm,
    found: VisitTime,
    chosen: datetime | None,
    with_others: bool,
) -> dict[str, Any]:
    """A free time as a button that fills the form in."""
    visit_id = form.parts[0].visit_id
    url = reverse("visit_time_options", args=[request.organization.slug, visit_id])
    fields = fields_of(found)
    if not with_others:  # who was left open stays open
        fields |= {name_of(part): form[name_of(part)].value() or "" for part in form.parts}
    names = dict.fromkeys(place.staff.name.split()[0] for place in found.places)
    return {
        "starts_at": found.starts_at,
        "name": " + ".join(names) if with_others else "",
        "is_chosen": not with_others and found.starts_at == chosen,
        "url": f"{url}?{urlencode(fields)}",
    }


def _say_hours(form: VisitMoveForm) -> None:
    """Under each part, from when to when it would be."""
    if not form.cleaned_data.get("day") or not form.cleaned_data.get("time"):
        return
    by = form.starts_at - form.parts[0].starts_at
    for part in form.parts:
        start, end = (timezone.localtime(at + by) for at in (part.starts_at, part.ends_at))
        form[name_of(part)].help_text = f"{start:%H:%M}–{end:%H:%M}"


def refusal_of(
    request: TenantRequest,
    error: Refusal | VisitChanged,
    form: VisitMoveForm | PartDropForm,
) -> str:
    """Why the visit can't go there, for the person at the desk."""
    if isinstance(error, NobodyFree):
        return _("Não há quem faça todos os serviços em %(day)s às %(time)s.") % words_of(
            request, form.starts_at
        )
    if isinstance(error, (VisitChanged, TransitionRefused)):
        return _("Esta visita já mudou de situação. Veja como ela está agora.")
    part = form.part if isinstance(form, PartDropForm) else form.parts[0]
    staff, wanted = form.asked.get(part.pk) or part.staff, form.starts_at
    if isinstance(error, PlaceTaken):
        part, staff, wanted = error.place.part, error.place.staff, error.place.starts_at
    return reason_of(request, error, staff=staff, service=part.service.name, wanted=wanted)


def drop_refused(
    request: TenantRequest,
    error: Refusal | VisitChanged,
    form: PartDropForm,
    people: Sequence[Staff],
) -> HttpResponse:
    """The part must go back; the hours named instead are those of the part that was dragged."""
    reason = refusal_of(request, error, form)
    if not isinstance(error, SlotTaken):
        return refused_json(request, reason)
    found = nearest_visit_times(
        organization=request.organization,
        wanted=WantedMove(form.parts, form.asked, people),
        at=form.starts_at,
        now=timezone.now(),
    )
    places = [place for one in found for place in one.places if place.part.pk == form.part.pk]
    return refused_json(request, reason, [FreeTime(p.starts_at, p.staff) for p in places])
