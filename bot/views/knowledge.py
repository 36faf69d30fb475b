"""The texts that the assistant may use."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.views.panel_forms import PanelForm, show_form
from bot.forms.assistant import KnowledgeFilter, KnowledgeForm
from bot.models import KnowledgeEntry
from bot.selectors.knowledge import get_knowledge_entry, knowledge_entries
from bot.services.knowledge import (
    TitleTaken,
    archive_knowledge,
    restore_knowledge,
    save_knowledge,
)
from config.lib.screens import refused, render_screen, saved

PAGE_SIZE = 50


@require_GET
@in_organization(CHANGE_SETTINGS)
def knowledge_list(request: TenantRequest) -> HttpResponse:
    chosen = KnowledgeFilter(request.GET)
    rows = knowledge_entries(search=chosen.search, show_archived=chosen.shows_archived)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page_obj": page}
    return render_screen(
        request, "settings/knowledge_list.html", "settings/_knowledge_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def knowledge_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def knowledge_update(request: TenantRequest, knowledge_id: UUID) -> HttpResponse:
    return _edit(request, get_knowledge_entry(knowledge_id))


@require_POST
@in_organization(CHANGE_SETTINGS)
def knowledge_archive(request: TenantRequest, knowledge_id: UUID) -> HttpResponse:
    entry = get_knowledge_entry(knowledge_id)
    archive_knowledge(entry=entry, actor=request.user)
    undo_url = reverse("knowledge_restore", args=[request.organization.slug, entry.pk])
    return _saved(request, _("Texto arquivado."), undo_url=undo_url)


@require_POST
@in_organization(CHANGE_SETTINGS)
def knowledge_restore(request: TenantRequest, knowledge_id: UUID) -> HttpResponse:
    entry = get_knowledge_entry(knowledge_id)
    try:
        restore_knowledge(entry=entry, actor=request.user, now=timezone.now())
    except TitleTaken:
        return refused(request, _taken(), url=_list_url(request))
    return _saved(request, _("Texto de volta à lista."))


def _edit(request: TenantRequest, entry: KnowledgeEntry | None) -> HttpResponse:
    form = KnowledgeForm(request.POST if request.method == "POST" else None, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            save_knowledge(
                organization=request.organization,
                entry=entry,
                actor=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except TitleTaken:
            form.add_error("title", _taken())
        else:
            return _saved(request, _("Texto salvo."))
    slug = request.organization.slug
    create = reverse("knowledge_create", args=[slug])
    panel = PanelForm(
        heading=entry.title if entry else _("Novo texto"),
        action=reverse("knowledge_update", args=[slug, entry.pk]) if entry else create,
        submit=_("Salvar texto"),
        back_url=_list_url(request),
        back_label=_("Textos do assistente"),
    )
    return show_form(request, form, panel)


def _saved(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="knowledge", undo_url=undo_url)


def _taken() -> str:
    return _("Já existe um texto ativo com este título.")


def _list_url(request: TenantRequest) -> str:
    return reverse("knowledge_list", args=[request.organization.slug])
