"""Is a number of Gupshup well connected? Each finding says what is, and what to do about it.

Asks Gupshup over the network: call it outside a transaction.
"""

from django.utils.translation import gettext as _

from bot.gateways import GatewayError
from bot.models import Channel
from bot.selectors.doctor_ground import Check, Status
from bot.selectors.practice import has_heard
from bot.services.gateways import gateway_of


def check_gupshup(channel: Channel) -> list[Check]:
    """The findings in the order in which to mend them. Never raises GatewayError."""
    return [_app(channel), _webhook(channel)]


def _app(channel: Channel) -> Check:
    if not channel.account_id:
        detail = _("Sem o App ID não buscamos os modelos nem enviamos os de lembrete.")
        fix = _("Copie o App ID nas configurações do app, no painel da Gupshup.")
        return Check("account", Status.WARN, detail, fix)
    try:
        gateway_of(channel).list_templates()
    except GatewayError as error:
        return _refused(error)
    shown = {"name": channel.remote_name, "number": channel.display_phone_number}
    return Check("account", Status.OK, _("O app %(name)s responde por %(number)s.") % shown)


def _webhook(channel: Channel) -> Check:
    if has_heard(channel):
        return Check("webhook", Status.OK, _("As mensagens dos clientes chegam até aqui."))
    detail = _("Ainda não chegou nenhuma mensagem por este número.")
    fix = _(
        "No painel da Gupshup, abra o app, cole o endereço mostrado aqui em “Callback URL” e "
        "mande um “Oi” do seu celular."
    )
    return Check("webhook", Status.WARN, detail, fix)


def _refused(error: GatewayError) -> Check:
    detail = f"{_('A Gupshup não deixou entrar')}: {error.detail}"[:300]
    if error.http_status in (401, 403):
        fix = _("Confira a API key: copie de novo do painel da Gupshup.")
    elif error.permanent:
        fix = _("Confira o App ID e o nome do app: a Gupshup não conhece esse app.")
    else:
        fix = _("A Gupshup não respondeu agora: espere um minuto e verifique de novo.")
    return Check("account", Status.FAIL, detail, fix)
