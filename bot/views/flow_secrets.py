"""Keys of other systems: giving one, replacing it, taking it away. None is ever shown."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.forms.flow_secrets import FlowSecretForm
from bot.models import FlowSecret
from bot.selectors.flow_secrets import flow_secrets, get_flow_secret
from bot.services.flow_notices import SIGNATURE
from bot.services.flow_secrets import (
    MOST_SECRETS,
    SecretInvalid,
    SecretNameTaken,
    TooManySecrets,
    add_secret,
    remove_secret,
    renew_signing_secret,
    replace_secret,
)
from config.lib.screens import is_partial, render_screen, saved


@require_GET
@in_organization(CHANGE_SETTINGS)
def flow_secret_list(request: TenantRequest) -> HttpResponse:
    return _listed(request)


@require_POST
@never_cache
@in_organization(CHANGE_SETTINGS)
def flow_signing(request: TenantRequest) -> HttpResponse:
    """A new key for the signatures, on the page this once."""
    key = renew_signing_secret(organization=request.organization, actor=request.user)
    return _listed(request, fresh_key=key)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_secret_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_secret_update(request: TenantRequest, secret_id: UUID) -> HttpResponse:
    return _edit(request, get_flow_secret(secret_id))


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_secret_removal(request: TenantRequest, secret_id: UUID) -> HttpResponse:
    secret = get_flow_secret(secret_id)
    remove_secret(secret=secret, actor=request.user)
    return _saved(request, _("Senha excluída: %(name)s.") % {"name": secret.name})


def _edit(request: TenantRequest, secret: FlowSecret | None) -> HttpResponse:
    form = FlowSecretForm(request.POST if request.method == "POST" else None, is_new=secret is None)
    if not form.is_bound or not form.is_valid():
        return _form(request, secret, form, status=422 if form.is_bound else 200)
    try:
        name = _write(request, secret, form)
    except SecretInvalid as error:
        form.add_error(error.field, _("Esta senha ou este nome não pode ser usado."))
    except SecretNameTaken:
        form.add_error("name", _("Já existe uma senha com este nome."))
    except TooManySecrets:
        form.add_error(None, _("Já são %(count)s senhas, o máximo.") % {"count": MOST_SECRETS})
    else:
        return _saved(request, _("Senha guardada: %(name)s.") % {"name": name})
    return _form(request, secret, form, status=422)


def _write(request: TenantRequest, secret: FlowSecret | None, form: FlowSecretForm) -> str:
    given = form.cleaned_data
    if secret is not None:
        replace_secret(secret=secret, value=given["value"], actor=request.user)
        return str(secret.name)
    made = add_secret(
        organization=request.organization,
        name=given["name"],
        value=given["value"],
        actor=request.user,
    )
    return str(made.name)


def _listed(request: TenantRequest, *, fresh_key: str = "") -> HttpResponse:
    context = {"secrets": flow_secrets(), "fresh_key": fresh_key, "signature": SIGNATURE}
    return render_screen(request, "bot/flow_secrets.html", "bot/_flow_secrets.html", context)


def _form(
    request: TenantRequest, secret: FlowSecret | None, form: FlowSecretForm, *, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "heading": _("Trocar a senha %(name)s") % {"name": secret.name}
        if secret
        else _("Nova senha"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    page, fragment = "bot/flow_secret_form.html", "bot/_flow_secret_form.html"
    return render_screen(request, page, fragment, context, status=status)


def _saved(request: TenantRequest, text: str) -> HttpResponse:
    return saved(request, text, url=_list_url(request), changed="secret")


def _list_url(request: TenantRequest) -> str:
    return reverse("flow_secrets", args=[request.organization.slug])
