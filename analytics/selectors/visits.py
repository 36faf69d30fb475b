"""Which visits a figure counts, and the list of exactly those.

Each kind is one condition, used by the figure and by the list that it leads to.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from analytics.cursors import TimeCursor
from analytics.periods import Span
from scheduling.enums import OCCUPYING, UPCOMING, AppointmentStatus, Source
from scheduling.models import Appointment

PAGE_SIZE = 50
S = AppointmentStatus


class VisitShow(models.TextChoices):
    """Which visits; the value is that of the query string."""

    BOOKED = "booked", _("Marcados")
    BOT = "bot", _("Marcados pelo robô")
    DESK = "desk", _("Marcados pela equipe")
    TIME = "time", _("Que ocupam a agenda")
    COMPLETED = "completed", _("Concluídos")
    NO_SHOW = "no-show", _("Faltas")
    CANCELLED = "cancelled", _("Cancelados")
    UNCONFIRMED = "unconfirmed", _("Sem confirmação do cliente")
    REQUESTED = "requested", _("Aguardando a equipe aceitar")
    MISPLACED = "misplaced", _("Fora do expediente")


_BOOKED = ~Q(status__in=(S.HELD, S.CANCELLED))
CONDITIONS: dict[str, Q] = {
    VisitShow.BOOKED: _BOOKED,
    VisitShow.BOT: _BOOKED & Q(source=Source.BOT),
    VisitShow.DESK: _BOOKED & Q(source=Source.STAFF),
    VisitShow.TIME: Q(status__in=[status for status in OCCUPYING if status != S.HELD]),
    VisitShow.COMPLETED: Q(status=S.COMPLETED),
    VisitShow.NO_SHOW: Q(status=S.NO_SHOW),
    VisitShow.CANCELLED: Q(status=S.CANCELLED),
    VisitShow.UNCONFIRMED: Q(status__in=UPCOMING, customer_confirmed_at__isnull=True),
    VisitShow.REQUESTED: Q(status=S.REQUESTED),
}


@dataclass(frozen=True, slots=True)
class VisitPage:
    """Some visits; `next` is where the later ones begin, None at the end."""

    rows: list[Appointment]
    next: TimeCursor | None


def visits_of(show: str, span: Span, staff_id: UUID | None = None) -> QuerySet[Appointment]:
    """The visits of a kind (not MISPLACED) that begin in the span, of one person or of all."""
    found: QuerySet[Appointment] = Appointment.objects.filter(
        CONDITIONS[show], starts_at__gte=span.start, starts_at__lt=span.end
    )
    return found.filter(staff_id=staff_id) if staff_id else found


def visit_page(rows: QuerySet[Appointment], after: TimeCursor | None = None) -> VisitPage:
    """One page of `rows`, soonest first, with their people. One query."""
    if after is not None:
        # The first condition is what the index is entered by.
        rows = rows.filter(starts_at__gte=after.at).filter(
            Q(starts_at__gt=after.at) | Q(pk__gt=after.pk)
        )
    ordered = rows.select_related("customer", "dependant", "staff", "service").order_by(
        "starts_at", "pk"
    )
    listed = list(ordered[: PAGE_SIZE + 1])
    if len(listed) <= PAGE_SIZE:
        return VisitPage(listed, None)
    last = listed[PAGE_SIZE - 1]
    return VisitPage(listed[:PAGE_SIZE], TimeCursor(last.starts_at, last.pk))
