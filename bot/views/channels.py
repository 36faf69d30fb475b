"""Numbers in the settings: how they are, connecting, switching off."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.channels import ChannelForm, ConnectForm
from bot.gateways import GatewayError
from bot.providers import OTHERS
from bot.selectors.channel_health import channel_states, get_channel
from bot.services.channel_settings import (
    NotConnected,
    NumberTaken,
    check_channel,
    connect_number,
    disconnect_channel,
    resume_channel,
    update_channel,
)
from bot.services.number_news import see_news
from config.lib.screens import is_partial, refused, render_screen, saved


@require_GET
@in_organization(CHANGE_SETTINGS)
def channel_list(request: TenantRequest) -> HttpResponse:
    """Each number with its checks: what is well, what is not and what to do."""
    context = {
        "states": channel_states(timezone.now()),
        "webhook_url": request.build_absolute_uri(reverse("meta_webhook")),
        "others": OTHERS,
    }
    return render_screen(
        request, "settings/channel_list.html", "settings/_channel_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def channel_connection(request: TenantRequest) -> HttpResponse:
    """Connect a number, or give a connected one new credentials."""
    form = ConnectForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        form.initial = {"number_id": request.GET.get("number", "")[:40]}
    elif form.is_valid():
        try:
            connect_number(
                organization=request.organization, details=form.cleaned_data, actor=request.user
            )
        except NumberTaken:
            form.add_error("number_id", _("Este número já está ligado a outra empresa."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return channel_saved(
                request, _("Número ligado. Toque em “Testar” para falar com a Meta.")
            )
    return channel_form(request, form, _("Ligar um número"), "channel_connection")


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def channel_update(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    channel = get_channel(channel_id)
    initial = {name: getattr(channel, name) for name in ChannelForm.base_fields}
    form = ChannelForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        update_channel(channel=channel, actor=request.user, **form.cleaned_data)
        return channel_saved(request, _("Salvo: %(section)s.") % {"section": channel.name})
    return channel_form(request, form, str(channel), "channel_update", channel_id)


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_disconnection(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    channel = get_channel(channel_id)
    reason = _("Desligado por %(name)s") % {"name": request.user.name}
    disconnect_channel(channel=channel, reason=reason, actor=request.user)
    return channel_saved(request, _("Número desligado. As conversas continuam aqui."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_resumption(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    channel = get_channel(channel_id)
    try:
        resume_channel(channel=channel, actor=request.user)
    except NotConnected:
        return _refused(request, _("Cole as credenciais de novo para religar este número."))
    return channel_saved(request, _("Número religado."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_news(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """The bad news of the provider has been read; what still stands stays on the page."""
    see_news(channel=get_channel(channel_id), actor=request.user)
    return channel_saved(request, _("Certo. Os avisos saem do Início."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_check(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """Ask the provider how the number is, now."""
    channel = get_channel(channel_id)
    provider = {"provider": channel.facts.name}
    try:
        health = check_channel(channel=channel)
    except NotConnected:
        return _refused(request, _("Cole as credenciais de novo para testar este número."))
    except GatewayError as error:
        text = _("A %(provider)s recusou: %(reason)s (código %(code)s).")
        said = provider | {"reason": error.detail, "code": str(error.code or "?")}
        return _refused(request, text % said)
    text = _("A %(provider)s respondeu: %(name)s, qualidade %(quality)s, limite %(limit)s.") % {
        **provider,
        "name": health.verified_name or channel.name,
        "quality": health.quality_rating or "?",
        "limit": health.messaging_limit or "?",
    }
    return channel_saved(request, text)


def channel_form(
    request: TenantRequest, form: object, heading: str, url_name: str, *ids: UUID
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "action": reverse(url_name, args=[request.organization.slug, *ids]),
        "list_url": _list_url(request),
        "in_panel": is_partial(request),
    }
    status = 422 if getattr(form, "errors", None) else 200
    return render_screen(
        request,
        "settings/channel_form.html",
        "settings/_channel_form.html",
        context,
        status=status,
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("channel_list", args=[request.organization.slug])


def channel_saved(request: TenantRequest, text: str) -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="channel")


def _refused(request: TenantRequest, reason: str) -> HttpResponse:
    return refused(request, reason, url=_list_url(request))
