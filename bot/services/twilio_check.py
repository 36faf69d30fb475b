"""Is a number of Twilio well connected? Each finding says what is, and what to do about it.

Asks Twilio over the network: call it outside a transaction.
"""

from django.utils.translation import gettext as _

from bot.gateways import GatewayError
from bot.models import Channel
from bot.selectors.doctor_ground import Check, Status
from bot.selectors.practice import has_heard
from bot.services.gateways import gateway_of

LOGIN_CODES = frozenset({20003, 20005, 63001})
ONLINE = "ONLINE"


def check_twilio(channel: Channel) -> list[Check]:
    """The findings in the order in which to mend them. Never raises GatewayError."""
    checks = [_number(channel)]
    if checks[0].status != Status.FAIL:
        checks.append(_templates(channel))
    return [*checks, _webhook(channel)]


def _number(channel: Channel) -> Check:
    try:
        health = gateway_of(channel).channel_health()
    except GatewayError as error:
        return _refused("number", _("A Twilio não deixou entrar"), error)
    if health.can_send == "BLOCKED":
        fix = _("Entre no painel da Twilio: a conta está suspensa ou encerrada.")
        return Check("number", Status.FAIL, _("A conta da Twilio não pode enviar."), fix)
    number = health.display_phone_number
    if not health.status:
        detail = _("A conta responde, mas %(number)s não está entre os números dela.")
        fix = _("Confira em Messaging, Senders, WhatsApp senders. No sandbox isto é normal.")
        return Check("number", Status.WARN, detail % {"number": number}, fix)
    if health.status.partition(":")[0] != ONLINE:
        detail = _("%(number)s ainda não está no ar na Twilio (%(state)s).")
        fix = _("Espere a Twilio terminar de ligar o número e verifique de novo.")
        shown = {"number": number, "state": health.status}
        return Check("number", Status.WARN, detail % shown, fix)
    shown = {"name": health.verified_name or number, "number": number}
    return Check("number", Status.OK, _("Número encontrado: %(name)s, %(number)s.") % shown)


def _templates(channel: Channel) -> Check:
    try:
        gateway_of(channel).list_templates()
    except GatewayError as error:
        return _refused("account", _("A conta não mostrou os modelos"), error)
    return Check("account", Status.OK, _("A conta responde e aceita modelos de mensagem."))


def _webhook(channel: Channel) -> Check:
    if has_heard(channel):
        return Check("webhook", Status.OK, _("As mensagens dos clientes chegam até aqui."))
    detail = _("Ainda não chegou nenhuma mensagem por este número.")
    fix = _(
        "No painel da Twilio, abra o número em WhatsApp senders, cole o endereço mostrado aqui "
        "em “Webhook URL for incoming messages” e mande um “Oi” do seu celular."
    )
    return Check("webhook", Status.WARN, detail, fix)


def _refused(name: str, what: str, error: GatewayError) -> Check:
    detail = f"{what}: {error.detail}"[:300]
    if error.code in LOGIN_CODES or error.http_status == 401:
        fix = _("Confira o Account SID e o Auth Token: copie os dois de novo do painel.")
    elif error.http_status == 404:
        fix = _("Confira o Account SID: a Twilio não conhece essa conta.")
    elif error.permanent:
        fix = _("Veja este erro no painel da Twilio, corrija e verifique de novo.")
    else:
        fix = _("A Twilio não respondeu agora: espere um minuto e verifique de novo.")
    return Check(name, Status.FAIL, detail, fix)
