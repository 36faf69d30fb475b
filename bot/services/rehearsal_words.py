"""What is said beside the chat of a rehearsal, in the language of who tries the draft."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from bot.flows.engine import Status
from bot.services.flow_doing import REASONS
from config.lib.formatting import format_datetime

A_WHILE = 180  # minutes; what is longer is told as a moment


def cannot_be_walked() -> str:
    return _("A conversa não consegue seguir: falta preencher algo nos passos daqui.")


def step_is_gone() -> str:
    return _("O passo em que a conversa estava saiu do fluxo. Recomece.")


def no_such_flow(slug: str) -> str:
    if not slug:
        return _("Falta escolher para qual fluxo a conversa vai.")
    return _("O fluxo “%(name)s” não existe mais.") % {"name": slug}


def is_not_live(name: str) -> str:
    text = _("“%(name)s” ainda não está no ar: só no teste a conversa entra nele.")
    return text % {"name": name}


def too_deep() -> str:
    return _("São fluxos demais um dentro do outro: a conversa segue pela saída de erro.")


def goes_round() -> str:
    return REASONS["loop"]


def enters(name: str) -> str:
    return _("Entra no fluxo “%(name)s” e depois volta.") % {"name": name}


def goes_on_in(name: str) -> str:
    return _("A conversa continua no fluxo “%(name)s”.") % {"name": name}


def comes_back(name: str) -> str:
    if name:
        return _("Volta ao fluxo “%(name)s”.") % {"name": name}
    return _("Volta a este fluxo.")


def waits_until(organization: Organization, at: datetime) -> str:
    return _("O robô espera até %(moment)s.") % {"moment": _moment(organization, at)}


def time_passed(organization: Organization, minutes: int, now: datetime) -> str:
    if minutes <= A_WHILE:
        text = ngettext("Passou %(count)s minuto.", "Passaram %(count)s minutos.", minutes)
        return text % {"count": minutes}
    return _("Agora é %(moment)s.") % {"moment": _moment(organization, now)}


def not_answered(status: Status) -> str:
    """Why what the customer says changes nothing now."""
    if status == Status.WAITING_EFFECT:
        return _("O robô ainda espera: diga primeiro como foi.")
    return _("Enquanto espera, o robô não responde.")


def too_late_to_write() -> str:
    return _(
        "Esta mensagem não chega: o cliente não escreve há mais de 24 horas. "
        "Use um modelo aprovado aqui."
    )


def _moment(organization: Organization, at: datetime) -> str:
    return format_datetime(at, organization.time_zone, organization.locale)
