"""How long things are kept, in the settings."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.views.settings_form import edit_section
from bot.forms.retention import RetentionForm
from bot.selectors.retention import retention_of_open_scope
from bot.services.retention import set_retention


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_retention(request: TenantRequest) -> HttpResponse:
    form = RetentionForm(request.POST if request.method == "POST" else None, kept=_kept())
    return edit_section(
        request,
        form=form,
        heading=_("Guarda de dados"),
        save=lambda: set_retention(
            organization=request.organization,
            actor=request.user,
            now=timezone.now(),
            **form.cleaned_data,
        ),
        again=lambda: RetentionForm(kept=_kept()),
        context={
            "confirm": _("Mudar por quanto tempo os dados ficam?"),
            "confirm_text": _("O que for mais antigo é apagado de vez e não volta."),
        },
    )


def _kept() -> dict[str, int | None]:
    policy = retention_of_open_scope()
    return {
        "message_days": policy.message_days if policy else None,
        "log_days": policy.log_days if policy else None,
    }
