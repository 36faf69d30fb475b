"""The files that flows send: keeping one, taking it away."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.flow_files import FlowFileForm
from bot.selectors.flow_files import flow_files, get_flow_file
from bot.services.flow_files import MOST_FILES, TooManyFiles, add_flow_file, remove_flow_file
from config.lib.screens import is_partial, render_screen, saved


@require_GET
@in_organization(CHANGE_SETTINGS)
def flow_file_list(request: TenantRequest) -> HttpResponse:
    context = {"files": flow_files()}
    return render_screen(request, "bot/flow_files.html", "bot/_flow_files.html", context)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_file_create(request: TenantRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = FlowFileForm(request.POST, request.FILES) if posted else FlowFileForm()
    if not posted or not form.is_valid():
        return _form(request, form, status=422 if posted else 200)
    file = form.cleaned_data["file"]
    try:
        add_flow_file(organization=request.organization, file=file, actor=request.user)
    except TooManyFiles:
        form.add_error(None, _("Já são %(count)s arquivos, o máximo.") % {"count": MOST_FILES})
        return _form(request, form, status=422)
    return _saved(request, _("Arquivo guardado: %(name)s.") % {"name": file.name})


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_file_removal(request: TenantRequest, file_id: UUID) -> HttpResponse:
    file = get_flow_file(file_id)
    remove_flow_file(file=file, actor=request.user, now=timezone.now())
    return _saved(request, _("Arquivo excluído: %(name)s.") % {"name": file.name})


def _form(request: TenantRequest, form: FlowFileForm, *, status: int) -> HttpResponse:
    context = {"form": form, "in_panel": is_partial(request), "list_url": _list_url(request)}
    page, fragment = "bot/flow_file_form.html", "bot/_flow_file_form.html"
    return render_screen(request, page, fragment, context, status=status)


def _saved(request: TenantRequest, text: str) -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="file")


def _list_url(request: TenantRequest) -> str:
    return reverse("flow_files", args=[request.organization.slug])
