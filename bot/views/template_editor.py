"""Writing templates in the settings: new, changed, previewed, submitted, deleted."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.template_editor import IDENTITY, TemplateEditorForm
from bot.gateways import GatewayError
from bot.models import Channel, MessageTemplate
from bot.selectors.channel_health import get_channel
from bot.selectors.channels import numbers_with_templates
from bot.selectors.templates import recategorised_templates, template_of_channel
from bot.services.gateways import NotConnected
from bot.services.template_writing import (
    TemplateBusy,
    TemplateFaulty,
    TemplateTaken,
    change_template,
    draft_of_template,
    note_seen,
    remove_template,
    save_draft,
    submit_template,
    upload_sample,
)
from bot.template_draft import TemplateDraft
from bot.views.template_words import (
    NOT_CONNECTED,
    editor_context,
    elsewhere_words,
    gateway_words,
    is_changeable,
    language_choices,
)
from config.lib.screens import refused, render_screen, saved

PAGE, PREVIEW = "settings/template_form.html", "settings/_template_preview.html"
SAMPLES = "settings/_template_samples.html"
NO_NUMBER, NO_NUMBER_PART = "settings/templates_none.html", "settings/_templates_none.html"


@require_GET
@in_organization(CHANGE_SETTINGS)
def settings_templates(request: TenantRequest) -> HttpResponse:
    """To the templates of a number: where something changed, else of the first one."""
    changed = recategorised_templates().order_by("recategorised_at").first()
    channel = changed.channel if changed else next(iter(numbers_with_templates()), None)
    if channel is None:
        return render_screen(request, NO_NUMBER, NO_NUMBER_PART)
    return redirect(_list_url(request, channel))


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def template_new(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """A new one, or (`from`) one more language of another."""
    channel = get_channel(channel_id)
    if not channel.facts.writes_templates:
        return _refused(request, channel, _words_elsewhere(channel))
    draft = _copied(request, channel) if request.method == "GET" else None
    if request.method == "GET":
        return _page(request, channel, None, _form(request, channel, draft))
    return _write(request, channel, None, _form(request, channel, None))


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def template_edit(request: TenantRequest, channel_id: UUID, template_id: UUID) -> HttpResponse:
    """What it says; to be changed where Meta allows it."""
    channel = get_channel(channel_id)
    template = template_of_channel(channel, template_id)
    form = _form(request, channel, draft_of_template(template), template)
    if request.method == "GET":
        return _page(request, channel, template, form)
    if not channel.facts.writes_templates:
        return _refused(request, channel, _words_elsewhere(channel))
    if not is_changeable(template):
        return _refused(request, channel, _("Este modelo não pode ser mudado agora."))
    return _write(request, channel, template, form)


@require_POST
@in_organization(CHANGE_SETTINGS)
def template_preview(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """The bubble with what is typed so far, and what Meta would refuse of it."""
    form = _form(request, get_channel(channel_id), None)
    return render_screen(request, PREVIEW, PREVIEW, editor_context(form, shows_problems=True))


@require_POST
@in_organization(CHANGE_SETTINGS)
def template_samples(request: TenantRequest, channel_id: UUID) -> HttpResponse:
    """One field for each variable of the texts that are typed so far."""
    context = {"form": _form(request, get_channel(channel_id), None)}
    return render_screen(request, SAMPLES, SAMPLES, context)


@require_POST
@in_organization(CHANGE_SETTINGS)
def template_removal(request: TenantRequest, channel_id: UUID, template_id: UUID) -> HttpResponse:
    channel = get_channel(channel_id)
    template = template_of_channel(channel, template_id)
    if not channel.facts.writes_templates:
        return _refused(request, channel, _words_elsewhere(channel))
    try:
        remove_template(template=template, now=timezone.now(), actor=request.user)
    except TemplateBusy:
        return _refused(request, channel, _("Este modelo não pode ser excluído agora."))
    except NotConnected:
        return _refused(request, channel, str(NOT_CONNECTED))
    except GatewayError as error:
        return _refused(request, channel, gateway_words(error))
    return _saved(request, channel, _("Excluído: %(name)s.") % {"name": template.name})


@require_POST
@in_organization(CHANGE_SETTINGS)
def template_seen(request: TenantRequest, channel_id: UUID, template_id: UUID) -> HttpResponse:
    """The owner knows that it is a promotion now."""
    channel = get_channel(channel_id)
    note_seen(template=template_of_channel(channel, template_id), actor=request.user)
    return _saved(request, channel, _("Certo. Ele só vai para quem autorizou promoções."))


def _write(
    request: TenantRequest,
    channel: Channel,
    template: MessageTemplate | None,
    form: TemplateEditorForm,
) -> HttpResponse:
    """Keep it, and submit it where that was asked for."""
    submits = request.POST.get("act") == "submit"
    if form.is_valid():
        form.add_problems(form.problems(), only=() if submits else IDENTITY)
    if form.errors:
        return _page(request, channel, template, form, status=422)
    try:
        draft = _with_sample(channel, form)
        if template is not None and template.status != "DRAFT":
            change_template(template=template, draft=draft, now=timezone.now(), actor=request.user)
        else:
            template = save_draft(
                channel=channel,
                draft=draft,
                template=template,
                now=timezone.now(),
                actor=request.user,
            )
            if not submits:
                return _saved(request, channel, _("Rascunho guardado: %(name)s.") % _name(template))
            submit_template(template=template, now=timezone.now(), actor=request.user)
    except TemplateTaken:
        form.add_error("name", _("Este número já tem um modelo com este nome neste idioma."))
    except TemplateFaulty as faulty:
        form.add_problems(faulty.problems)
    except TemplateBusy:
        form.add_error(None, _("Este modelo já está sendo enviado. Espere um pouco e recarregue."))
    except NotConnected:
        form.add_error(None, str(NOT_CONNECTED))
    except GatewayError as error:
        form.add_error(None, gateway_words(error))
    else:
        return _saved(
            request, channel, _("Enviado para a Meta analisar: %(name)s.") % _name(template)
        )
    return _page(request, channel, template, form, status=422)


def _with_sample(channel: Channel, form: TemplateEditorForm) -> TemplateDraft:
    """The draft, once the sample file of its header lies with the provider."""
    file = form.file
    if file is not None:
        form.header_handle = upload_sample(channel=channel, file=file)
    return form.draft


def _words_elsewhere(channel: Channel) -> str:
    return elsewhere_words(channel) or _("Este número não usa modelos.")


def _copied(request: TenantRequest, channel: Channel) -> TemplateDraft | None:
    try:
        source = UUID(request.GET.get("from", ""))
    except ValueError:
        return None
    return replace(draft_of_template(template_of_channel(channel, source)), language="")


def _form(
    request: TenantRequest,
    channel: Channel,
    draft: TemplateDraft | None,
    template: MessageTemplate | None = None,
) -> TemplateEditorForm:
    is_post = request.method == "POST"
    fixed: tuple[str, ...] = ()
    if template is not None and template.status != "DRAFT":
        fixed = IDENTITY if template.status == "APPROVED" else ("name", "language")
    return TemplateEditorForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        languages=language_choices(channel, draft.language if draft else ""),
        draft=draft,
        fixed=fixed,
    )


def _page(
    request: TenantRequest,
    channel: Channel,
    template: MessageTemplate | None,
    form: TemplateEditorForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "channel": channel,
        "template": template,
        "list_url": _list_url(request, channel),
        "can_change": template is None
        or (is_changeable(template) and channel.facts.writes_templates),
    }
    context |= editor_context(form, shows_problems=template is not None or status == 422)
    return render_screen(request, PAGE, PAGE, context, status=status)


def _saved(request: TenantRequest, channel: Channel, text: str) -> HttpResponse:
    return saved(request, text, url=_list_url(request, channel), changed="templates")


def _refused(request: TenantRequest, channel: Channel, reason: str) -> HttpResponse:
    return refused(request, reason, url=_list_url(request, channel))


def _list_url(request: TenantRequest, channel: Channel) -> str:
    return reverse("channel_templates", args=[request.organization.slug, channel.pk])


def _name(template: MessageTemplate) -> dict[str, str]:
    return {"name": template.name}
