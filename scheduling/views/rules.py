"""The booking rules in the settings."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.views.settings_form import edit_section
from scheduling.forms.rules import RulesForm
from scheduling.selectors.policy import policy_of
from scheduling.services.rules import update_policy


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_rules(request: TenantRequest) -> HttpResponse:
    """When and how customers may book."""
    posted = request.POST if request.method == "POST" else None
    form = RulesForm(posted, policy=policy_of(request.organization))
    return edit_section(
        request,
        form=form,
        heading=_("Regras de agendamento"),
        save=lambda: update_policy(
            organization=request.organization, values=form.cleaned_data, actor=request.user
        ),
        again=lambda: RulesForm(policy=policy_of(request.organization)),
    )
