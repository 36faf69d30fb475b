"""The agenda as the calendar on the page reads it (JSON).

Times are wall-clock strings of the organization's zone, without an offset: the calendar
knows no IANA zones and shows what it is given.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from scheduling.enums import MOVABLE
from scheduling.models import Appointment, Staff, TimeOff
from scheduling.selectors.agenda import Agenda

Event = dict[str, Any]


def agenda_events(agenda: Agenda, *, slug: str, changeable: Collection[UUID]) -> list[Event]:
    """Visits, their buffers, blocked time and the hours outside the shifts."""
    return [
        *_closed(agenda),
        *(event for visit in agenda.visits for event in _buffers(agenda, visit)),
        *(_blocked(agenda, block, slug) for block in agenda.time_off),
        *(_visit(agenda, visit, slug, changeable) for visit in agenda.visits),
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


def _visit(agenda: Agenda, visit: Appointment, slug: str, changeable: Collection[UUID]) -> Event:
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
            "repeats": visit.series_id is not None,
            "isMovedAlone": visit.is_moved_alone,
            "service": visit.service.name,
            "staff": visit.staff.name,
            "status": visit.status,
            "statusText": visit.get_status_display(),
            "isConfirmed": visit.customer_confirmed_at is not None,
            "hasNotes": bool(visit.notes),
            "url": reverse("appointment_detail", args=[slug, visit.pk]),
            "timeUrl": reverse("appointment_time", args=[slug, visit.pk]),
        },
    }


def _blocked(agenda: Agenda, block: TimeOff, slug: str) -> Event:
    return _event(agenda, block.starts_at, block.ends_at, block.staff) | {
        "id": str(block.pk),
        "title": block.reason or _("Bloqueado"),
        "editable": False,
        "classNames": ["blocked"],
        "extendedProps": {
            "kind": "blocked",
            "url": reverse("time_off_detail", args=[slug, block.pk]),
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


def _event(agenda: Agenda, start: datetime, end: datetime, staff: Staff) -> Event:
    return {
        "resourceId": str(staff.pk),
        "start": _wall(agenda, max(start, agenda.start)),
        "end": _wall(agenda, min(end, agenda.end)),
    }


def _wall(agenda: Agenda, moment: datetime) -> str:
    return moment.astimezone(agenda.start.tzinfo).strftime("%Y-%m-%dT%H:%M:%S")
