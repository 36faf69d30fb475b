"""The agenda as the calendar on the page reads it (JSON).

Times are wall-clock strings of the organization's zone, without an offset: the calendar
knows no IANA zones and shows what it is given.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from scheduling.enums import MOVABLE, AppointmentStatus
from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.agenda import Agenda
from scheduling.serializers.closures import closure_words

Event = dict[str, Any]
_NOBODY = "00000000-0000-0000-0000-000000000000"


def agenda_events(agenda: Agenda, *, slug: str, changeable: Collection[UUID]) -> list[Event]:
    """Visits, their buffers, blocked time, the hours outside the shifts and unusual days."""
    said = {value: str(label) for value, label in AppointmentStatus.choices}
    return [
        *_closed(agenda),
        *_closures(agenda),
        *(event for visit in agenda.visits for event in _buffers(agenda, visit)),
        *(_blocked(agenda, block, slug, changeable) for block in agenda.time_off),
        *(_visit(agenda, visit, slug, changeable, said[visit.status]) for visit in agenda.visits),
    ]


def agenda_resources(
    agenda: Agenda, *, slug: str, user_id: UUID, changeable: Collection[UUID]
) -> list[dict[str, Any]]:
    """A column per person."""
    return [
        {
            "id": str(person.pk),
            "title": person.name,
            "extendedProps": {
                "color": person.color,
                "place": person.location.name if person.location and agenda.places else "",
                "photo": reverse("picture_small", args=[slug, person.photo_id])
                if person.photo_id
                else "",
                "isMine": person.user_id == user_id,
                "canChange": person.pk in changeable,
                "works": bool(agenda.working.get(person.pk)),
            },
        }
        for person in agenda.staff
    ]


def _visit(
    agenda: Agenda, visit: Appointment, slug: str, changeable: Collection[UUID], status_text: str
) -> Event:
    is_whole = agenda.start <= visit.starts_at and visit.ends_at <= agenda.end
    can_move = is_whole and visit.staff_id in changeable and visit.status in MOVABLE
    return _event(agenda, visit.starts_at, visit.ends_at, visit.staff) | {
        "id": str(visit.pk),
        "title": visit.customer.display_name,
        "editable": can_move,
        "classNames": [
            "visit",
            f"visit-{visit.status.lower().replace('_', '-')}",
            f"hue-{visit.staff.color}",
            *([f"joined-{visit.visit_id}"] if visit.visit_id else []),
        ],
        "extendedProps": {
            "kind": "visit",
            "joined": str(visit.visit_id or ""),
            "repeats": visit.repeats,
            "isMovedAlone": visit.is_moved_alone,
            "service": visit.what,
            "staff": visit.staff.name,
            "status": visit.status,
            "statusText": status_text,
            "isConfirmed": visit.customer_confirmed_at is not None,
            "hasNotes": bool(visit.notes),
            "url": _url("appointment_detail", slug, visit.pk),
            "timeUrl": _url("appointment_time", slug, visit.pk),
            "wholeUrl": _url("visit_time", slug, visit.visit_id) if visit.visit_id else "",
        },
    }


def _blocked(agenda: Agenda, block: TimeOff, slug: str, changeable: Collection[UUID]) -> Event:
    is_whole = agenda.start <= block.starts_at and block.ends_at <= agenda.end
    return _event(agenda, block.starts_at, block.ends_at, block.staff) | {
        "id": str(block.pk),
        "title": block.reason or _("Bloqueado"),
        "editable": is_whole and block.staff_id in changeable,
        "classNames": ["blocked"],
        "extendedProps": {
            "kind": "blocked",
            "url": _url("time_off_detail", slug, block.pk),
            "timeUrl": _url("time_off_time", slug, block.pk),
        },
    }


def _buffers(agenda: Agenda, visit: Appointment) -> Iterator[Event]:
    """The professional's time around a visit, which the customer doesn't see."""
    for name, start, end in (
        ("before", visit.busy.lower, visit.starts_at),
        ("after", visit.ends_at, visit.busy.upper),
    ):
        if end > start:
            yield _event(agenda, start, end, visit.staff) | {
                "id": f"{visit.pk}-{name}",
                "display": "background",
                "classNames": ["buffer", f"hue-{visit.staff.color}"],
            }


def _closed(agenda: Agenda) -> Iterator[Event]:
    for person in agenda.staff:
        for number, (start, end) in enumerate(agenda.closed_spans(person)):
            yield _event(agenda, start, end, person) | {
                "id": f"closed-{person.pk}-{number}",
                "display": "background",
                "classNames": ["closed"],
            }


def _closures(agenda: Agenda) -> Iterator[Event]:
    """The name of a holiday or of other hours, at the top of everybody's day."""
    for closure in agenda.closures:
        start = datetime.combine(closure.on, time.min, tzinfo=agenda.start.tzinfo)
        end = start + timedelta(days=1)  # on the wall clock, whatever the day's real length
        for person in agenda.staff:
            yield _event(agenda, start, end, person) | {
                "id": f"closure-{person.pk}-{closure.on}",
                "display": "background",
                "title": closure_words(closure),
                "classNames": ["closure"],
                "extendedProps": {"kind": "closure"},
            }


def _url(name: str, slug: str, key: UUID) -> str:
    """The address of a thing; resolved once per kind, for a week has hundreds of things."""
    return _pattern(name, slug).replace(_NOBODY, str(key))


@lru_cache(maxsize=1024)
def _pattern(name: str, slug: str) -> str:
    return reverse(name, args=[slug, _NOBODY])


def _event(agenda: Agenda, start: datetime, end: datetime, staff: Staff) -> Event:
    return {
        "resourceId": str(staff.pk),
        "start": _wall(agenda, max(start, agenda.start)),
        "end": _wall(agenda, min(end, agenda.end)),
    }


def _wall(agenda: Agenda, moment: datetime) -> str:
    return moment.astimezone(agenda.start.tzinfo).isoformat(timespec="seconds")[:19]
