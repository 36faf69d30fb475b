"""The templates of a number in the settings: their states, and asking for them now."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.templates import TemplateListFilter
from bot.gateways import GatewayError
from bot.models import MessageTemplate
from bot.selectors.channel_health import get_channel
from bot.selectors.channels import numbers_with_templates
from bot.selectors.templates import languages_of_channel, templates_of_channel
from bot.services.gateways import NotConnected
from bot.services.templates import refresh_templates
from bot.template_shape import shape_of
from bot.views.template_context import quality_words, reason_words, template_line
from bot.views.template_words import (
    NOT_CONNECTED,
    elsewhere_words,
    filter_choices,
    fix_words,
    is_deletable,
)
from config.lib.screens import refused, render_screen, saved

PAGE_SIZE = 50


@require_GET
@in_organization(CHANGE_SETTINGS)
def channel_templates(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """Each template with what the provider says of it (`q`, `status`, `category`, `quality`,
    `language`)."""
    channel, chosen = get_channel(channel_id), TemplateListFilter(request.GET)
    rows = templates_of_channel(channel, search=chosen.search, chosen=chosen.chosen)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "channel": channel,
        "channels": numbers_with_templates(),
        "templates_elsewhere": elsewhere_words(channel),
        "filter": chosen,
        "choices": filter_choices(languages_of_channel(channel)),
        "page_obj": page,
        "lines": [_line(row) for row in page.object_list],
    }
    return render_screen(
        request, "settings/channel_templates.html", "settings/_channel_templates.html", context
    )


def _line(row: MessageTemplate) -> dict[str, Any]:
    return {
        "line": template_line(row, shape_of(row.components)),
        "quality": quality_words(row.quality),
        "reason": reason_words(row.reason),
        "fix": fix_words(row),
        "can_delete": is_deletable(row),
    }


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_templates_refresh(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """Ask the provider for the number's templates, now."""
    channel = get_channel(channel_id)
    try:
        count = refresh_templates(channel=channel, now=timezone.now())
    except NotConnected:
        return _refused(
            request,
            channel_id,
            str(NOT_CONNECTED),
        )
    except GatewayError as error:
        text = _("A %(provider)s recusou: %(reason)s (código %(code)s).")
        told = {"reason": error.detail, "code": error.code or "?"}
        words = text % (told | {"provider": channel.facts.name})
        return _refused(request, channel_id, words)
    text = ngettext(
        "Pronto: %(count)d modelo no WhatsApp.", "Pronto: %(count)d modelos no WhatsApp.", count
    ) % {"count": count}
    return saved(request, text, url=_url(request, channel_id), changed="templates")


def _refused(request: TenantRequest, channel_id: UUID, reason: str) -> HttpResponse:
    return refused(request, reason, url=_url(request, channel_id))


def _url(request: TenantRequest, channel_id: UUID) -> str:
    return reverse("channel_templates", args=[request.organization.slug, channel_id])
