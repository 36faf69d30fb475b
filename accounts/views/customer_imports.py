"""Importing customers from a file: upload, columns, dry run, result, undo."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.customer_imports import MappingForm, UploadForm
from accounts.import_enums import ImportStatus
from accounts.models import CustomerImport, ImportRow
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.customer_imports import (
    get_import,
    outcome_counts,
    recent_imports,
    rows_with_errors,
)
from accounts.services.customer_imports import (
    ColumnsMissing,
    FileEmpty,
    ImportNotThere,
    choose_columns,
    discard_import,
    run_import,
    undo_import,
    upload_import,
)
from accounts.spreadsheets import FileTooBig, FileUnreadable, write_row
from config.lib.screens import is_partial, refuse, render_screen


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_import(request: TenantRequest) -> HttpResponse:
    """Upload a file; below it, the imports of before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        made = _upload(request, form) if form.is_valid() else None
        if made is not None:
            return redirect(_url(request, made))
    context = {"form": form, "imports": recent_imports()}
    page, fragment = "accounts/customer_import_list.html", "accounts/_customer_import_list.html"
    status = 422 if form.errors else 200
    return render_screen(request, page, fragment, context, status=status)


@require_GET
@in_organization(CHANGE_CUSTOMERS)
def customer_import_detail(request: TenantRequest, import_id: UUID) -> HttpResponse:
    """Wherever the import stands; asks again by itself while the workers are at it."""
    return _show(request, get_import(import_id))


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_import_columns(request: TenantRequest, import_id: UUID) -> HttpResponse:
    """Which column is which; the answer starts the dry run."""
    batch = get_import(import_id)
    if request.method == "GET":
        return _show_columns(request, batch, MappingForm(batch=batch))
    form = MappingForm(request.POST, batch=batch)
    if form.is_valid():
        try:
            choose_columns(
                batch=batch,
                mapping=form.mapping,
                updates_existing=form.cleaned_data["updates_existing"],
            )
            return redirect(_url(request, batch))
        except ColumnsMissing:
            words = _("Escolha ao menos o nome ou o telefone, cada coluna uma só vez.")
            form.add_error(None, words)
        except ImportNotThere:
            return _moved_on(request, batch)
    return _show_columns(request, batch, form, status=422)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_import_run(request: TenantRequest, import_id: UUID) -> HttpResponse:
    return _act(request, import_id, lambda batch: run_import(batch=batch, actor=request.user))


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_import_undo(request: TenantRequest, import_id: UUID) -> HttpResponse:
    return _act(request, import_id, lambda batch: undo_import(batch=batch, actor=request.user))


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_import_removal(request: TenantRequest, import_id: UUID) -> HttpResponse:
    """Throw the file away before it is imported."""
    batch = get_import(import_id)
    try:
        discard_import(batch=batch)
    except ImportNotThere:
        return _moved_on(request, batch)
    return redirect("customer_import", request.organization.slug)


@require_GET
@in_organization(CHANGE_CUSTOMERS)
def customer_import_errors(request: TenantRequest, import_id: UUID) -> HttpResponse:
    """The rows with errors as they stood in the file, with the reason, to mend and send again."""
    batch = get_import(import_id)
    lines = [write_row([_("Linha"), _("O que corrigir"), *batch.headings])]
    lines += [
        write_row([str(row.number), _reason(row), *row.cells]) for row in rows_with_errors(batch)
    ]
    answer = HttpResponse("\ufeff" + "".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("linhas-com-erro")}.csv"'
    return answer


def _reason(row: ImportRow) -> str:
    reason = str(row.get_error_display())
    return f"{row.error_column}: {reason}" if row.error_column else reason


def _upload(request: TenantRequest, form: UploadForm) -> CustomerImport | None:
    file = form.cleaned_data["file"]
    try:
        return upload_import(
            organization=request.organization,
            actor=request.user,
            file_name=file.name,
            content=file.read(),
        )
    except FileUnreadable:
        words = _(
            "Não consegui ler esse arquivo. Salve a planilha como CSV ou XLSX e tente de novo."
        )
        form.add_error("file", words)
    except FileTooBig:
        form.add_error("file", _("O arquivo é grande demais. Divida a lista em partes."))
    except FileEmpty:
        form.add_error("file", _("Faltam a linha de títulos e ao menos um cliente."))
    return None


def _show(request: TenantRequest, batch: CustomerImport) -> HttpResponse:
    if batch.status == ImportStatus.MAPPING:
        return _show_columns(request, batch, MappingForm(batch=batch))
    counts = outcome_counts(batch)
    importable = counts["NEW"] + counts["UPDATED"]
    context = {"batch": batch, "counts": counts, "importable": importable}
    page, fragment = "accounts/customer_import_detail.html", "accounts/_customer_import_detail.html"
    return render_screen(request, page, fragment, context)


def _show_columns(
    request: TenantRequest, batch: CustomerImport, form: MappingForm, *, status: int = 200
) -> HttpResponse:
    context = {"batch": batch, "form": form}
    page = "accounts/customer_import_columns.html"
    fragment = "accounts/_customer_import_columns.html"
    return render_screen(request, page, fragment, context, status=status)


def _act(
    request: TenantRequest, import_id: UUID, act: Callable[[CustomerImport], None]
) -> HttpResponse:
    batch = get_import(import_id)
    try:
        act(batch)
    except ImportNotThere:
        return _moved_on(request, batch)
    return redirect(_url(request, batch))


def _moved_on(request: TenantRequest, batch: CustomerImport) -> HttpResponse:
    words = _("Essa importação já está em outra etapa.")
    if is_partial(request):
        return refuse(words)
    messages.error(request, words)
    return redirect(_url(request, batch))


def _url(request: TenantRequest, batch: CustomerImport) -> str:
    return reverse("customer_import_detail", args=[request.organization.slug, batch.pk])
