"""Changing one appointment, its whole visit, or the series it belongs to."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import TenantRequest
from scheduling.enums import CancelledBy
from scheduling.forms.changes import Scope
from scheduling.models import Appointment
from scheduling.permissions import may_change_agenda
from scheduling.selectors.visits import get_visit, whole_visit
from scheduling.services.changes import cancel_appointment
from scheduling.services.visits import cancel_visit


def cancel_scope(
    request: TenantRequest, visit: Appointment, *, scope: Scope, reason: str
) -> list[Appointment]:
    """What is cancelled now. Raises TransitionRefused; 403 where a part of it isn't this
    person's to change."""
    act = {"by": CancelledBy.STAFF, "actor": request.user, "now": timezone.now(), "reason": reason}
    if scope == Scope.VISIT and visit.visit_id is not None:
        parts = whole_visit(visit.visit_id).parts
        if not may_change_agenda(request.membership, *(part.staff for part in parts)):
            raise PermissionDenied
        return cancel_visit(visit=get_visit(visit.visit_id), **act)
    return [cancel_appointment(appointment=visit, **act)]


def cancelled_text(visit: Appointment, cancelled: list[Appointment]) -> str:
    """What the toast says."""
    words = {"customer": visit.customer.display_name, "total": len(cancelled)}
    if len(cancelled) < 2:
        return _("Horário de %(customer)s cancelado.") % words
    return (
        ngettext(
            "%(total)d horário de %(customer)s cancelado.",
            "%(total)d horários de %(customer)s cancelados.",
            len(cancelled),
        )
        % words
    )
