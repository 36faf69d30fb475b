"""Writes that the exclusion constraint decides."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg import errors

from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.models.appointment import NO_OVERLAP
from scheduling.models.resource import NO_SHARING


class SlotTaken(Exception):
    """Somebody else has this person's time."""


def insert_if_free(appointment: Appointment, *, now: datetime) -> bool:
    """Insert the row unless its time is taken; True when it is in.

    ON CONFLICT DO NOTHING, because a plain insert against an exclusion constraint
    deadlocks under contention. Expired holds in the way are deleted first.
    """
    clear_expired_holds(appointment, now=now)
    Appointment.objects.bulk_create([appointment], ignore_conflicts=True)
    return bool(Appointment.objects.filter(pk=appointment.pk).exists())


def clear_expired_holds(appointment: Appointment, *, now: datetime) -> None:
    in_the_way = Appointment.objects.filter(
        staff_id=appointment.staff_id, busy__overlap=appointment.busy, held_until__lt=now
    )
    delete_holds(in_the_way.exclude(pk=appointment.pk))


def delete_holds(rows: QuerySet[Appointment]) -> None:
    """Delete those of `rows` that are holds. One whose customer says yes at this moment is
    waited for, and stays: Django reads the ids and deletes by them, so they are locked first.
    """
    with transaction.atomic(savepoint=False):
        held = rows.filter(status=AppointmentStatus.HELD).order_by("pk").select_for_update()
        Appointment.objects.filter(pk__in=list(held.values_list("pk", flat=True))).delete()


def lock_agendas(*staff_ids: object) -> None:
    """Let moves that touch these agendas pass one after the other, until commit.

    Two moves that swap places would otherwise wait for each other.
    """
    with connection.cursor() as cursor:
        for staff_id in sorted({str(staff_id) for staff_id in staff_ids}):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [staff_id])


def lock_booking(staff_id: object) -> None:
    """Until commit nobody changes when, or whether, this person works (`lock_agendas`): the
    change has been and is seen, or comes after and sees what is booked. Bookings don't wait
    for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [str(staff_id)]
        )


def lock_key(organization_id: object, key: object) -> None:
    """Let askings with the same key pass one after the other, until commit."""
    lock_keys(organization_id, [key])


def lock_keys(organization_id: object, keys: Iterable[object]) -> None:
    """The same for several keys, always taken in one order."""
    lock_agendas(*(f"{organization_id}/{key}" for key in keys))


def update_if_free(change: Callable[[], None]) -> None:
    """Run `change` (a write of one appointment); raises SlotTaken on an overlap."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError as error:
        if NO_OVERLAP not in str(error) and NO_SHARING not in str(error):
            raise
        raise SlotTaken from error
    except OperationalError as error:
        if not isinstance(error.__cause__, errors.DeadlockDetected):
            raise
        raise SlotTaken from error
