"""Is a number of the Evolution API well connected? Each finding says what to do about it.

Asks the owner's server over the network: call it outside a transaction.
"""

from django.utils.translation import gettext as _

from bot.gateways import GatewayError
from bot.models import Channel
from bot.selectors.doctor_ground import Check, Status
from bot.selectors.practice import has_heard
from bot.services.gateways import gateway_of


def check_evolution(channel: Channel) -> list[Check]:
    """The findings in the order in which to mend them. Never raises GatewayError."""
    return [_phone(channel), _webhook(channel)]


def _phone(channel: Channel) -> Check:
    try:
        health = gateway_of(channel).channel_health()
    except GatewayError as error:
        return _refused(error)
    if health.can_send == "BLOCKED":
        fix = _("Abra “Parear celular” nos canais e leia o QR code com o WhatsApp do celular.")
        return Check("number", Status.FAIL, _("Nenhum celular está pareado."), fix)
    number = health.display_phone_number or channel.display_phone_number
    return Check("number", Status.OK, _("Celular pareado: %(number)s.") % {"number": number})


def _webhook(channel: Channel) -> Check:
    if has_heard(channel):
        return Check("webhook", Status.OK, _("As mensagens dos clientes chegam até aqui."))
    detail = _("Ainda não chegou nenhuma mensagem por este número.")
    fix = _("Mande um “Oi” de outro celular. O seu servidor precisa alcançar este endereço.")
    return Check("webhook", Status.WARN, detail, fix)


def _refused(error: GatewayError) -> Check:
    detail = f"{_('O servidor não deixou entrar')}: {error.detail}"[:300]
    if error.http_status in (401, 403):
        fix = _("Confira a chave da API: copie de novo do seu servidor.")
    elif error.http_status == 404:
        fix = _("Abra “Parear celular”: a instância ainda não existe no servidor.")
    elif error.permanent:
        fix = _("Confira o endereço: precisa ser https e estar na internet.")
    else:
        fix = _("O servidor não respondeu agora: espere um minuto e verifique de novo.")
    return Check("number", Status.FAIL, detail, fix)
