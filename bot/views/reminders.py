"""Reminders in the settings: when they go out, and what the customer reads."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from accounts.views.settings_form import edit_section
from bot.services.reminder_preview import reminder_previews
from scheduling.forms.rules import RemindersForm
from scheduling.selectors.reminders import active_reminders
from scheduling.services.rules import set_reminders


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_reminders(request: TenantRequest) -> HttpResponse:
    organization = request.organization
    posted = request.POST if request.method == "POST" else None
    form = RemindersForm(posted, active=active_reminders())
    return edit_section(
        request,
        form=form,
        heading=_("Lembretes"),
        body="settings/_reminders.html",
        save=lambda: set_reminders(
            organization=organization,
            minutes=form.cleaned_data["minutes"],
            actor=request.user,
            now=timezone.now(),
        ),
        again=lambda: RemindersForm(active=active_reminders()),
        context={"previews": reminder_previews(organization, timezone.now())},
    )
