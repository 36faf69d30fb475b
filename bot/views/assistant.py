"""The assistant in the settings: its model, its budget, and trying it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.assistant import AssistantForm
from bot.gateways.language_model import ModelFailed
from bot.models import AssistantSettings
from bot.selectors.assistant import assistant_settings, usage_of
from bot.selectors.embedding import embedding_progress, embedding_settings
from bot.selectors.knowledge import knowledge_entries
from bot.services.assistant_settings import (
    KeyMissing,
    check_assistant,
    check_embedding,
    save_assistant,
)
from bot.services.embedding import embedding_in_use
from bot.views.assistant_words import reason_words
from config.lib.screens import add_changed, add_toast, is_partial, refused, render_screen, saved

PAGE, SECTION = "settings/assistant.html", "settings/_section.html"


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_assistant(request: TenantRequest) -> HttpResponse:
    kept = assistant_settings()
    data = request.POST if request.method == "POST" else None
    form = AssistantForm(data, kept=kept, embedding=embedding_settings())
    if request.method != "POST" or not form.is_valid():
        context = _context(request, form, kept)
        return render_screen(request, PAGE, SECTION, context, status=422 if form.errors else 200)
    kept = save_assistant(
        organization=request.organization,
        details=form.details,
        embedding=form.embedding_details,
        actor=request.user,
        now=timezone.now(),
    )
    text = _("Salvo: %(section)s.") % {"section": _("Assistente")}
    if not is_partial(request):
        messages.success(request, text)
        return redirect(request.get_full_path())
    form = AssistantForm(kept=kept, embedding=embedding_settings())
    context = _context(request, form, kept)
    answer = add_toast(render_screen(request, PAGE, SECTION, context), text)
    return add_changed(answer, "assistant")


@require_POST
@in_organization(CHANGE_SETTINGS)
def assistant_check(request: TenantRequest) -> HttpResponse:
    """Ask the model that is set for one word."""
    url = reverse("settings_assistant", args=[request.organization.slug])
    kept = assistant_settings()
    try:
        if kept is None:
            raise KeyMissing
        reply = check_assistant(settings=kept)
    except KeyMissing:
        return refused(request, _("Salve o endereço, o modelo e a chave antes de testar."), url=url)
    except ModelFailed as error:
        return refused(request, reason_words(error.reason), url=url)
    text = _("O modelo respondeu: %(text)s") % {"text": reply.text[:80] or "—"}
    try:
        finds = check_embedding()
    except ModelFailed as error:
        reason = reason_words(error.reason)
        text = _("O assistente responde, mas a busca por sentido não: %(reason)s")
        return refused(request, text % {"reason": reason}, url=url)
    if finds:
        text = f"{text} {_('A busca por sentido também.')}"
    return saved(request, text, url=url, changed="assistant")


def _context(
    request: TenantRequest, form: AssistantForm, kept: AssistantSettings | None
) -> dict[str, Any]:
    now = timezone.now()
    rests = kept is not None and kept.quiet_until is not None and kept.quiet_until > now
    usage = usage_of(request.organization, now)
    return {
        "heading": _("Assistente"),
        "body": "settings/_assistant_fields.html",
        "form": form,
        "kept": kept,
        "usage": usage,
        "tokens": number_format(usage.tokens, force_grouping=True),
        "most_tokens": number_format(kept.month_tokens, force_grouping=True) if kept else "",
        "rests": rests,
        "last_error": reason_words(kept.last_error) if kept else "",
        "texts": knowledge_entries().count(),
        **_search_context(),
    }


def _search_context() -> dict[str, Any]:
    """How far the texts can be found by meaning; nothing where no model is set to."""
    embedding = embedding_in_use()
    if embedding is None:
        return {"progress": None}
    progress = embedding_progress(embedding.made_with)
    return {
        "progress": progress,
        "is_reading": progress.ready < progress.total,
        "search_error": reason_words(embedding.settings.last_error),
    }
