"""The templates of a number in the settings: their states, and asking Meta for them now."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.templates import TemplateFilter
from bot.gateways import GatewayError
from bot.selectors.channel_health import get_channel
from bot.selectors.templates import templates_of_channel
from bot.services.channel_settings import NotConnected
from bot.services.templates import refresh_templates
from bot.template_shape import shape_of
from bot.views.template_context import quality_words, reason_words, template_line
from config.lib.screens import done, is_partial, refuse, render_screen

PAGE_SIZE = 50


@require_GET
@in_organization(CHANGE_SETTINGS)
def channel_templates(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """Each template with what Meta says of it (`q`)."""
    channel, chosen = get_channel(channel_id), TemplateFilter(request.GET)
    rows = templates_of_channel(channel, search=chosen.search)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [
        {
            "line": template_line(row, shape_of(row.components)),
            "quality": quality_words(row.quality),
            "reason": reason_words(row.reason),
        }
        for row in page.object_list
    ]
    context = {"channel": channel, "filter": chosen, "page_obj": page, "lines": lines}
    return render_screen(
        request, "settings/channel_templates.html", "settings/_channel_templates.html", context
    )


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_templates_refresh(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """Ask Meta for the number's templates, now."""
    channel = get_channel(channel_id)
    try:
        count = refresh_templates(channel=channel, now=timezone.now())
    except NotConnected:
        return _refused(
            request,
            channel_id,
            _("Falta o ID da conta (WABA) ou o token. Informe os dois em “Trocar credenciais”."),
        )
    except GatewayError as error:
        text = _("A Meta recusou: %(reason)s (código %(code)s).")
        words = text % {"reason": error.detail, "code": error.code or "?"}
        return _refused(request, channel_id, words)
    text = ngettext(
        "Pronto: %(count)d modelo no WhatsApp.", "Pronto: %(count)d modelos no WhatsApp.", count
    ) % {"count": count}
    if not is_partial(request):
        messages.success(request, text)
    return done(request, url=_url(request, channel_id), toast=text, changed=("templates",))


def _refused(request: TenantRequest, channel_id: UUID, reason: str) -> HttpResponse:
    if is_partial(request):
        return refuse(reason)
    messages.error(request, reason)
    return redirect(_url(request, channel_id))


def _url(request: TenantRequest, channel_id: UUID) -> str:
    return reverse("channel_templates", args=[request.organization.slug, channel_id])
