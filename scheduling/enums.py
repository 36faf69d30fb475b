"""Closed lists of this app, and which appointment states follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppointmentStatus(models.TextChoices):
    HELD = "HELD", _("Reservado")
    REQUESTED = "REQUESTED", _("Solicitado")
    CONFIRMED = "CONFIRMED", _("Confirmado")
    ARRIVED = "ARRIVED", _("Chegou")
    IN_SERVICE = "IN_SERVICE", _("Em atendimento")
    COMPLETED = "COMPLETED", _("Concluído")
    CANCELLED = "CANCELLED", _("Cancelado")
    NO_SHOW = "NO_SHOW", _("Faltou")


S = AppointmentStatus

# States that keep the professional's time. HELD is a live hold: it expires by being deleted.
OCCUPYING = (S.HELD, S.REQUESTED, S.CONFIRMED, S.ARRIVED, S.IN_SERVICE, S.COMPLETED)
# States that a customer still has ahead.
UPCOMING = (S.REQUESTED, S.CONFIRMED)
# States in which the visit may still move to another time.
MOVABLE = (S.REQUESTED, S.CONFIRMED, S.ARRIVED)

TRANSITIONS: dict[str, frozenset[str]] = {
    S.HELD: frozenset({S.REQUESTED, S.CONFIRMED}),
    S.REQUESTED: frozenset({S.CONFIRMED, S.CANCELLED}),
    S.CONFIRMED: frozenset({S.ARRIVED, S.IN_SERVICE, S.COMPLETED, S.CANCELLED, S.NO_SHOW}),
    S.ARRIVED: frozenset({S.CONFIRMED, S.IN_SERVICE, S.COMPLETED, S.CANCELLED, S.NO_SHOW}),
    S.IN_SERVICE: frozenset({S.ARRIVED, S.COMPLETED}),
    S.COMPLETED: frozenset({S.IN_SERVICE}),
    S.NO_SHOW: frozenset({S.ARRIVED}),
    S.CANCELLED: frozenset(),
}


# Allowed, but taking something back: never done to several appointments at once.
STEPS_BACK = frozenset(
    {(S.ARRIVED, S.CONFIRMED), (S.IN_SERVICE, S.ARRIVED), (S.NO_SHOW, S.ARRIVED)}
)


class Source(models.TextChoices):
    BOT = "BOT", _("WhatsApp")
    STAFF = "STAFF", _("Equipe")


class CancelledBy(models.TextChoices):
    CUSTOMER = "CUSTOMER", _("Cliente")
    STAFF = "STAFF", _("Equipe")


class ReminderStatus(models.TextChoices):
    PENDING = "PENDING", _("Agendado")
    REQUESTED = "REQUESTED", _("Na fila de envio")
    SENT = "SENT", _("Enviado")
    FAILED = "FAILED", _("Não enviado")
    LATE = "LATE", _("Atrasado, não enviado")
    SUPERSEDED = "SUPERSEDED", _("Substituído")


class ConflictKind(models.TextChoices):
    """What took the visits' place away."""

    TIME_OFF = "TIME_OFF", _("Ausência")
    DATE = "DATE", _("Data diferente")
    WEEK = "WEEK", _("Semana nova")
    ARCHIVE = "ARCHIVE", _("Saída da equipe")
    HOUSE = "HOUSE", _("Horário especial da casa")
    CLOSED = "CLOSED", _("Casa fechada")


class SeriesScope(models.TextChoices):
    """How much of a series a change is about."""

    FOLLOWING = "FOLLOWING", _("Este e os seguintes")
    ALL = "ALL", _("Todos os que ainda vêm")


class WaitlistStatus(models.TextChoices):
    WAITING = "WAITING", _("Esperando")
    OFFERED = "OFFERED", _("Oferecido")
    BOOKED = "BOOKED", _("Agendado")
    CLOSED = "CLOSED", _("Encerrado")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Segunda-feira")
    TUESDAY = 1, _("Terça-feira")
    WEDNESDAY = 2, _("Quarta-feira")
    THURSDAY = 3, _("Quinta-feira")
    FRIDAY = 4, _("Sexta-feira")
    SATURDAY = 5, _("Sábado")
    SUNDAY = 6, _("Domingo")
