"""Is a number well connected? Each finding says what is, and what to do about it.

Asks the provider over the network: call it outside a transaction.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from bot.enums import ChannelStatus, Provider
from bot.gateways import GatewayError
from bot.models import Channel
from bot.selectors.doctor_ground import Check, Status
from bot.selectors.practice import has_heard
from bot.services.evolution_check import check_evolution
from bot.services.gateways import gateway_of
from bot.services.gupshup_check import check_gupshup
from bot.services.twilio_check import check_twilio

TOKEN_CODES = frozenset({0, 190, 401})
RIGHTS_CODES = frozenset({3, 10, 200, 299})
OBJECT_CODES = frozenset({33, 100})


def check_connection(channel: Channel) -> list[Check]:
    """The findings in the order in which to mend them. Never raises GatewayError."""
    checks = _CHECKS.get(channel.provider, _meta)(channel)
    if channel.status == ChannelStatus.PAUSED:
        detail = _("O envio está pausado: %(reason)s") % {"reason": channel.pause_reason or "?"}
        fix = _("Corrija a causa e salve os dados de novo: o envio volta.")
        checks.append(Check("sending", Status.FAIL, detail, fix))
    return checks


def _meta(channel: Channel) -> list[Check]:
    checks = [_number(channel)]
    if checks[0].status == Status.OK:
        checks.append(_account(channel))
    return [*checks, _webhook(channel)]


def is_usable(checks: list[Check]) -> bool:
    """Nothing stops messages from going out."""
    return all(check.status != Status.FAIL for check in checks)


def _number(channel: Channel) -> Check:
    try:
        health = gateway_of(channel).channel_health()
    except GatewayError as error:
        return _refused("number", _("O número não respondeu"), error, _("phone number ID"))
    if health.can_send == "BLOCKED":
        fix = _("Veja o motivo no Gerenciador do WhatsApp da Meta.")
        return Check("number", Status.FAIL, _("A Meta bloqueou o envio deste número."), fix)
    name = health.verified_name or channel.number_id
    shown = {"name": name, "number": health.display_phone_number or channel.number_id}
    return Check("number", Status.OK, _("Número encontrado: %(name)s, %(number)s.") % shown)


def _account(channel: Channel) -> Check:
    if not channel.account_id:
        detail = _("Sem o ID da conta (WABA) não enviamos os modelos de lembrete.")
        fix = _("Copie o ID da conta do WhatsApp Business no painel da Meta.")
        return Check("account", Status.WARN, detail, fix)
    try:
        gateway_of(channel).list_templates()
    except GatewayError as error:
        return _refused("account", _("A conta não respondeu"), error, _("ID da conta (WABA)"))
    return Check("account", Status.OK, _("A conta responde e aceita modelos de mensagem."))


def _webhook(channel: Channel) -> Check:
    if has_heard(channel):
        return Check("webhook", Status.OK, _("As mensagens dos clientes chegam até aqui."))
    detail = _("Ainda não chegou nenhuma mensagem por este número.")
    fix = _(
        "No painel da Meta, em Webhooks, ponha o endereço e o código mostrados aqui, assine "
        "“messages” e mande um “Oi” do seu celular."
    )
    return Check("webhook", Status.WARN, detail, fix)


def _refused(name: str, what: str, error: GatewayError, field: str) -> Check:
    detail = f"{what}: {error.detail}"[:300]
    if error.code in TOKEN_CODES:
        fix = _("O token não vale mais ou está incompleto: gere um novo token permanente.")
    elif error.code in OBJECT_CODES:
        fix = _("Confira o %(field)s: o token não enxerga nada com esse número.")
    elif error.code in RIGHTS_CODES:
        fix = _("Dê ao token as permissões whatsapp_business_messaging e _management.")
    elif error.code is None:
        fix = _("A Meta não respondeu agora: espere um minuto e verifique de novo.")
    else:
        fix = _("Veja este erro no painel da Meta, corrija e verifique de novo.")
    return Check(name, Status.FAIL, detail, fix % {"field": field} if "%" in fix else fix)


_CHECKS: Mapping[str, Callable[[Channel], list[Check]]] = {
    Provider.META: _meta,
    Provider.TWILIO: check_twilio,
    Provider.GUPSHUP: check_gupshup,
    Provider.EVOLUTION: check_evolution,
}
