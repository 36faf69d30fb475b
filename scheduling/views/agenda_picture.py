"""What the page of the agenda needs to draw its first picture without asking again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.access import TenantRequest
from scheduling.forms.agenda import PHONE_DAYS, WEEK, WEEK_DAYS, AgendaFilter, day_span, monday_of
from scheduling.models import Staff
from scheduling.selectors.agenda import Agenda, shown_hours
from scheduling.serializers.agenda_feed import agenda_events, agenda_resources


@dataclass(frozen=True, slots=True)
class Picture:
    """Whose time from when to when. `people` empty means everybody, `person` the only one."""

    start: datetime
    end: datetime
    people: list[Staff]
    person: Staff | None


def picture_of(chosen: AgendaFilter, *, user_id: UUID) -> Picture:
    """A day of many, or the week of one: the chosen person, else this user, else the first.

    A phone shows three days from the chosen one: the span of a week reaches that far.
    """
    if chosen.layout != WEEK:
        return Picture(*day_span(chosen.on), chosen.chosen, chosen.person)
    candidates = chosen.chosen or chosen.everybody
    mine = [person for person in candidates if person.user_id == user_id]
    people = (mine or candidates)[:1]
    monday = monday_of(chosen.on)
    days = max(WEEK_DAYS, chosen.on.weekday() + PHONE_DAYS)
    return Picture(*day_span(monday, days), people, people[0] if people else None)


def calendar_of(
    request: TenantRequest,
    chosen: AgendaFilter,
    picture: Picture,
    shown: Agenda,
    mine: Collection[UUID],
) -> dict[str, Any]:
    """The data of static/app/agenda.js."""
    slug = request.organization.slug
    opens, closes = shown_hours(shown)
    is_week = chosen.layout == WEEK
    return {
        "layout": chosen.layout,
        "day": chosen.on.isoformat(),
        "firstDay": (monday_of(chosen.on) if is_week else chosen.on).isoformat(),
        "days": WEEK_DAYS if is_week else 1,
        "phoneDays": PHONE_DAYS if is_week else 1,
        "offset": _offset(),
        "opens": opens,
        "closes": closes,
        "resources": agenda_resources(shown, slug=slug, user_id=request.user.pk, changeable=mine),
        "events": agenda_events(shown, slug=slug, changeable=mine),
        "eventsUrl": f"{reverse('agenda_events', args=[slug])}?{_feed_query(chosen, picture)}",
        "bookUrl": reverse("appointment_new", args=[slug]) if mine else "",
        "blockUrl": reverse("time_off_new", args=[slug]) if mine else "",
        "hasOne": chosen.person is not None,
    }


def steps_of(chosen: AgendaFilter) -> dict[str, Any]:
    """The days to go to from here; a phone steps over the days that it shows."""
    today = timezone.localdate()
    is_week = chosen.layout == WEEK
    step = timedelta(days=WEEK_DAYS if is_week else 1)
    phone_step = timedelta(days=PHONE_DAYS if is_week else 1)
    return {
        "today": today,
        "is_today": _is_in_sight(chosen, today),
        "previous_day": chosen.on - step,
        "next_day": chosen.on + step,
        "previous_on_phone": chosen.on - phone_step,
        "next_on_phone": chosen.on + phone_step,
        "first_day": monday_of(chosen.on),
        "last_on_phone": chosen.on + timedelta(days=PHONE_DAYS - 1),
        "last_day": monday_of(chosen.on) + timedelta(days=WEEK_DAYS - 1),
    }


def _is_in_sight(chosen: AgendaFilter, today: date) -> bool:
    if chosen.layout == WEEK:
        return monday_of(chosen.on) == monday_of(today)
    return chosen.on == today


def _feed_query(chosen: AgendaFilter, picture: Picture) -> str:
    """The whole query of the feed: the same span, people and states as on the page."""
    query: dict[str, Any] = {
        "start": f"{picture.start:%Y-%m-%dT%H:%M:%S}",
        "end": f"{picture.end:%Y-%m-%dT%H:%M:%S}",
        "staff": [person.pk for person in picture.people],
        "status": chosen.statuses,
    }
    if chosen.location_id:
        query["place"] = chosen.location_id
    if chosen.shows_cancelled:
        query["cancelled"] = "1"
    return urlencode(query, doseq=True)


def _offset() -> str:
    """The zone's present offset, for the line of the present moment: -03:00."""
    text = f"{timezone.localtime():%z}"
    return f"{text[:3]}:{text[3:5]}"
