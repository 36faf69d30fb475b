"""What the team writes down about a visit."""

from django.db import transaction

from accounts.models import User
from accounts.services.audit import record_audit
from config.lib.rows import lock_row
from scheduling.models import Appointment


@transaction.atomic
def change_notes(*, appointment: Appointment, notes: str, actor: User | None) -> Appointment:
    """Replace the visit's notes. The audit entry says that, not what they say.

    Raises RowGone.
    """
    lock_row(appointment)
    appointment.notes = notes.strip()
    appointment.save(update_fields=["notes", "updated_at"])
    record_audit(
        organization=appointment.organization,
        actor=actor,
        action="appointment.notes_changed",
        target=appointment,
    )
    return appointment
