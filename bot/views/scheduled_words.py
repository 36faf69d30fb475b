"""What is said about messages for later."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Organization
from bot.enums import ScheduledStatus
from bot.models import ScheduledMessage
from bot.services.scheduled_messages import NeverSent
from config.lib.formatting import format_datetime


def due_words(organization: Organization, moment: datetime) -> str:
    """ "seg, 23/11 09:00", on the organization's clock."""
    return format_datetime(moment, organization.time_zone, organization.locale)


def settled_words(organization: Organization, scheduled: ScheduledMessage) -> str:
    """Why nothing can be done with it any more."""
    if scheduled.status != ScheduledStatus.SENT or scheduled.settled_at is None:
        return _("Esta mensagem já foi cancelada.")
    at = due_words(organization, scheduled.settled_at)
    return _("Esta mensagem já saiu: %(at)s.") % {"at": at}


def never_words(organization: Organization, never: NeverSent) -> str:
    """Why it could never leave, and what to do about it."""
    if never.closes_at is None:
        return _(
            "Passaram 24 horas desde a última mensagem do cliente: a mensagem só sai se ele "
            "escrever antes. Desmarque “Cancelar se o cliente escrever antes”."
        )
    at = due_words(organization, never.closes_at)
    return _(
        "O WhatsApp só deixa responder até %(at)s, se o cliente não escrever. Escolha antes "
        "disso ou desmarque “Cancelar se o cliente escrever antes”."
    ) % {"at": at}
