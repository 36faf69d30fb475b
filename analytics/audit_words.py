"""What each action of the audit log is called, as a sentence that people read."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from scheduling.enums import AppointmentStatus

ACTIONS: dict[str, Promise] = {
    "add_on.archived": gettext_lazy("Arquivou um adicional"),
    "add_on.restored": gettext_lazy("Trouxe um adicional de volta"),
    "add_on.saved": gettext_lazy("Salvou um adicional"),
    "add_ons.reordered": gettext_lazy("Mudou a ordem dos adicionais"),
    "agenda.shared": gettext_lazy("Compartilhou uma agenda"),
    "appointment.attendance_confirmed": gettext_lazy("Confirmou a presença"),
    "appointment.booked": gettext_lazy("Marcou um horário"),
    "appointment.cancelled": gettext_lazy("Cancelou um horário"),
    "appointment.notes_changed": gettext_lazy("Mudou as observações de um horário"),
    "appointment.rescheduled": gettext_lazy("Remarcou um horário"),
    "appointment.status_changed": gettext_lazy("Mudou o estado de um horário"),
    "attribute.archived": gettext_lazy("Arquivou um campo próprio"),
    "attribute.changed": gettext_lazy("Mudou um campo próprio"),
    "attribute.defined": gettext_lazy("Criou um campo próprio"),
    "attribute.restored": gettext_lazy("Trouxe um campo próprio de volta"),
    "assistant.updated": gettext_lazy("Mudou o assistente"),
    "audit.exported": gettext_lazy("Baixou o registro de atividades"),
    "categories.reordered": gettext_lazy("Mudou a ordem das categorias"),
    "category.removed": gettext_lazy("Excluiu uma categoria"),
    "category.restored": gettext_lazy("Trouxe uma categoria de volta"),
    "category.saved": gettext_lazy("Salvou uma categoria"),
    "canned_reply.archived": gettext_lazy("Arquivou uma resposta pronta"),
    "canned_reply.created": gettext_lazy("Criou uma resposta pronta"),
    "canned_reply.restored": gettext_lazy("Trouxe de volta uma resposta pronta"),
    "canned_reply.updated": gettext_lazy("Mudou uma resposta pronta"),
    "channel.connected": gettext_lazy("Ligou um número do WhatsApp"),
    "channel.news_seen": gettext_lazy("Leu os avisos da Meta sobre um número"),
    "channel.disconnected": gettext_lazy("Desligou um número do WhatsApp"),
    "channel.pairing_begun": gettext_lazy("Pediu o QR code de um número"),
    "channel.renewed": gettext_lazy("Trocou as credenciais de um número"),
    "channel.resumed": gettext_lazy("Religou um número do WhatsApp"),
    "flow.archived": gettext_lazy("Arquivou um fluxo do robô"),
    "flow.created": gettext_lazy("Criou um fluxo do robô"),
    "flow.paused": gettext_lazy("Pausou um fluxo do robô"),
    "flow.published": gettext_lazy("Publicou um fluxo do robô"),
    "flow.renamed": gettext_lazy("Mudou o nome de um fluxo do robô"),
    "flow.resumed": gettext_lazy("Ativou um fluxo do robô"),
    "flow_file.added": gettext_lazy("Guardou um arquivo para os fluxos"),
    "flow_file.removed": gettext_lazy("Excluiu um arquivo dos fluxos"),
    "flow_secret.added": gettext_lazy("Guardou uma senha para os fluxos"),
    "flow_secret.removed": gettext_lazy("Excluiu uma senha dos fluxos"),
    "flow_secret.replaced": gettext_lazy("Trocou uma senha dos fluxos"),
    "flow_secret.signing_renewed": gettext_lazy("Trocou a chave de assinatura dos fluxos"),
    "flows.reordered": gettext_lazy("Mudou a ordem dos fluxos do robô"),
    "flow.rolled_back": gettext_lazy("Voltou um fluxo do robô a outra versão"),
    "channel.unpaired": gettext_lazy("Desligou o celular de um número"),
    "channel.updated": gettext_lazy("Mudou um número do WhatsApp"),
    "conflict.kept": gettext_lazy("Manteve um horário fora do expediente"),
    "conflict.reopened": gettext_lazy("Reabriu um horário para mover"),
    "conflict_set.closed": gettext_lazy("Fechou uma lista de horários para mover"),
    "consent.recorded": gettext_lazy("Anotou um consentimento"),
    "customer.archived": gettext_lazy("Arquivou um cliente"),
    "customer.blocked": gettext_lazy("Bloqueou um cliente"),
    "customer.created": gettext_lazy("Cadastrou um cliente"),
    "customer.rekeyed": gettext_lazy("Mudou de número no WhatsApp"),
    "customer.merged": gettext_lazy("Juntou dois clientes"),
    "customer.restored": gettext_lazy("Trouxe um cliente de volta"),
    "customer.unblocked": gettext_lazy("Desbloqueou um cliente"),
    "customer.updated": gettext_lazy("Mudou os dados de um cliente"),
    "customer_fact.added": gettext_lazy("Anotou uma lembrança de um cliente"),
    "customer_fact.changed": gettext_lazy("Mudou uma lembrança de um cliente"),
    "customer_fact.forgotten": gettext_lazy("Apagou uma lembrança de um cliente"),
    "customer_import.started": gettext_lazy("Importou clientes"),
    "customer_import.undone": gettext_lazy("Desfez uma importação de clientes"),
    "customers.exported": gettext_lazy("Baixou a lista de clientes"),
    "dependant.added": gettext_lazy("Anotou um dependente"),
    "dependant.archived": gettext_lazy("Arquivou um dependente"),
    "dependant.changed": gettext_lazy("Mudou um dependente"),
    "dependant.restored": gettext_lazy("Trouxe um dependente de volta"),
    "holiday.closed": gettext_lazy("Fechou a casa em um dia"),
    "holiday.dropped": gettext_lazy("Tirou um dia de fechamento"),
    "holiday.opened": gettext_lazy("Abriu a casa em um feriado"),
    "holiday_rules.changed": gettext_lazy("Mudou as regras de feriados"),
    "house_date.added": gettext_lazy("Anotou um horário especial da casa"),
    "house_date.removed": gettext_lazy("Tirou um horário especial da casa"),
    "invitation.accepted": gettext_lazy("Aceitou um convite"),
    "invitation.created": gettext_lazy("Convidou uma pessoa"),
    "invitation.renewed": gettext_lazy("Renovou o link de um convite"),
    "invitation.revoked": gettext_lazy("Retirou um convite"),
    "knowledge.archived": gettext_lazy("Arquivou um texto do assistente"),
    "knowledge.created": gettext_lazy("Escreveu um texto do assistente"),
    "knowledge.restored": gettext_lazy("Trouxe de volta um texto do assistente"),
    "knowledge.updated": gettext_lazy("Mudou um texto do assistente"),
    "location.archived": gettext_lazy("Arquivou uma unidade"),
    "location.created": gettext_lazy("Criou uma unidade"),
    "location.reordered": gettext_lazy("Mudou a ordem das unidades"),
    "location.restored": gettext_lazy("Trouxe uma unidade de volta"),
    "location.updated": gettext_lazy("Mudou uma unidade"),
    "member.removed": gettext_lazy("Tirou o acesso de uma pessoa"),
    "member.role_changed": gettext_lazy("Mudou o papel de uma pessoa"),
    "note.deleted": gettext_lazy("Apagou uma anotação"),
    "organization.updated": gettext_lazy("Mudou os dados da empresa"),
    "policy.updated": gettext_lazy("Mudou as regras de agendamento"),
    "practice.erased": gettext_lazy("Apagou o teste do robô"),
    "profile.updated": gettext_lazy("Mudou o próprio perfil"),
    "reminders.updated": gettext_lazy("Mudou os lembretes"),
    "resource_type.archived": gettext_lazy("Arquivou um tipo de sala ou equipamento"),
    "resource_type.restored": gettext_lazy("Trouxe um tipo de sala ou equipamento de volta"),
    "resource_type.saved": gettext_lazy("Salvou salas ou equipamentos"),
    "retention.updated": gettext_lazy("Mudou por quanto tempo os dados ficam"),
    "samples.filled": gettext_lazy("Preencheu com dados de exemplo"),
    "samples.removed": gettext_lazy("Removeu os dados de exemplo"),
    "service.archived": gettext_lazy("Arquivou um serviço"),
    "service.created": gettext_lazy("Criou um serviço"),
    "service.photo_removed": gettext_lazy("Tirou a foto de um serviço"),
    "service.photo_set": gettext_lazy("Pôs a foto de um serviço"),
    "service.restored": gettext_lazy("Trouxe um serviço de volta"),
    "service.updated": gettext_lazy("Mudou um serviço"),
    "services.reordered": gettext_lazy("Mudou a ordem dos serviços"),
    "staff.archived": gettext_lazy("Arquivou um profissional"),
    "staff.created": gettext_lazy("Criou um profissional"),
    "staff.exception_added": gettext_lazy("Anotou um dia com outro horário"),
    "staff.exception_removed": gettext_lazy("Tirou um dia com outro horário"),
    "staff.photo_removed": gettext_lazy("Tirou a foto de um profissional"),
    "staff.photo_set": gettext_lazy("Trocou a foto de um profissional"),
    "staff.restored": gettext_lazy("Trouxe um profissional de volta"),
    "staff.updated": gettext_lazy("Mudou um profissional"),
    "staff.week_changed": gettext_lazy("Mudou os turnos de um profissional"),
    "tag.changed": gettext_lazy("Mudou uma etiqueta"),
    "tag.deleted": gettext_lazy("Apagou uma etiqueta"),
    "tag.merged": gettext_lazy("Juntou duas etiquetas"),
    "tag.put": gettext_lazy("Pôs uma etiqueta em clientes"),
    "tag.taken_off": gettext_lazy("Tirou uma etiqueta de um cliente"),
    "team.reordered": gettext_lazy("Mudou a ordem da equipe"),
    "team.skills_changed": gettext_lazy("Mudou quem faz o quê"),
    "template.category_seen": gettext_lazy("Viu que um modelo virou promoção"),
    "template.changed": gettext_lazy("Mudou um modelo de mensagem"),
    "template.deleted": gettext_lazy("Excluiu um modelo de mensagem"),
    "template.recategorised": gettext_lazy("A Meta mudou a categoria de um modelo"),
    "template.submitted": gettext_lazy("Enviou um modelo para a Meta"),
    "template.written": gettext_lazy("Escreveu um modelo de mensagem"),
    "texts.updated": gettext_lazy("Mudou as mensagens do robô"),
    "time_off.created": gettext_lazy("Bloqueou um período da agenda"),
    "time_off.moved": gettext_lazy("Mudou um período bloqueado"),
    "time_off.removed": gettext_lazy("Liberou um período da agenda"),
    "vaccination.added": gettext_lazy("Anotou uma vacina"),
    "vaccination.removed": gettext_lazy("Apagou uma vacina"),
    "vacancy.reopened": gettext_lazy("Voltou a mostrar um horário que vagou"),
    "vacancy.settled": gettext_lazy("Dispensou um horário que vagou"),
    "waitlist.added": gettext_lazy("Pôs um cliente na lista de espera"),
    "waitlist.booked": gettext_lazy("Agendou alguém da lista de espera"),
    "waitlist.changed": gettext_lazy("Mudou um pedido da lista de espera"),
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
