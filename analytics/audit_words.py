"""What each action of the audit log is called, as a sentence that people read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.enums import Role
from scheduling.enums import AppointmentStatus

ACTIONS: dict[str, Promise] = {
    "appointment.booked": lazy("Marcou um horário"),
    "appointment.rescheduled": lazy("Remarcou um horário"),
    "appointment.cancelled": lazy("Cancelou um horário"),
    "appointment.status_changed": lazy("Mudou o estado de um horário"),
    "appointment.attendance_confirmed": lazy("Confirmou a presença"),
    "appointment.notes_changed": lazy("Mudou as observações de um horário"),
    "audit.exported": lazy("Baixou o registro de atividades"),
    "channel.connected": lazy("Ligou um número do WhatsApp"),
    "channel.disconnected": lazy("Desligou um número do WhatsApp"),
    "channel.renewed": lazy("Trocou as credenciais de um número"),
    "channel.resumed": lazy("Religou um número do WhatsApp"),
    "channel.updated": lazy("Mudou um número do WhatsApp"),
    "customer.blocked": lazy("Bloqueou um cliente"),
    "customer.unblocked": lazy("Desbloqueou um cliente"),
    "customer.updated": lazy("Mudou os dados de um cliente"),
    "customer_import.started": lazy("Importou clientes"),
    "customer_import.undone": lazy("Desfez uma importação de clientes"),
    "customers.exported": lazy("Baixou a lista de clientes"),
    "invitation.accepted": lazy("Aceitou um convite"),
    "invitation.created": lazy("Convidou uma pessoa"),
    "invitation.revoked": lazy("Retirou um convite"),
    "member.removed": lazy("Tirou o acesso de uma pessoa"),
    "member.role_changed": lazy("Mudou o papel de uma pessoa"),
    "organization.updated": lazy("Mudou os dados da empresa"),
    "policy.updated": lazy("Mudou as regras de agendamento"),
    "profile.updated": lazy("Mudou o próprio perfil"),
    "reminders.updated": lazy("Mudou os lembretes"),
    "retention.updated": lazy("Mudou por quanto tempo os dados ficam"),
    "service.archived": lazy("Arquivou um serviço"),
    "service.created": lazy("Criou um serviço"),
    "service.restored": lazy("Trouxe um serviço de volta"),
    "service.updated": lazy("Mudou um serviço"),
    "staff.archived": lazy("Arquivou um profissional"),
    "staff.created": lazy("Criou um profissional"),
    "staff.exception_added": lazy("Anotou um dia com outro horário"),
    "staff.exception_removed": lazy("Tirou um dia com outro horário"),
    "staff.restored": lazy("Trouxe um profissional de volta"),
    "staff.updated": lazy("Mudou um profissional"),
    "staff.week_changed": lazy("Mudou os turnos de um profissional"),
    "texts.updated": lazy("Mudou as mensagens do robô"),
    "time_off.created": lazy("Bloqueou um período da agenda"),
    "time_off.removed": lazy("Liberou um período da agenda"),
}


def sentence_of(action: str) -> str:
    """The words of an action; one that no code writes any more is shown by its name."""
    return str(ACTIONS.get(action) or action.replace(".", ": ").replace("_", " "))


def details_of(action: str, details: dict[str, Any]) -> str:
    """What is worth reading of the details: from what to what, who, why."""
    parts = [
        str(details[key]) for key in ("email", "label", "number", "reason") if details.get(key)
    ]
    changed = details.get("changed")
    if isinstance(changed, dict):
        parts += [f"{name}: {_pair(*values)}" for name, values in changed.items()]
    elif "from" in details and "to" in details and action != "time_off.created":
        parts.append(_pair(_said(details["from"]), _said(details["to"])))
    return " · ".join(parts)


def _pair(before: Any, after: Any) -> str:
    return _("de %(before)s para %(after)s") % {"before": _said(before), "after": _said(after)}


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "-"
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    labels = dict(Role.choices) | dict(AppointmentStatus.choices)
    return str(labels.get(value, value)) if value not in ("", None) else "-"
