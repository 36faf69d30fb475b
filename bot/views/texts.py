"""The bot's texts in the settings, language by language."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.enums import LocaleChoice
from accounts.permissions import CHANGE_SETTINGS
from accounts.views.settings_form import edit_section
from bot.forms.texts import TextsForm
from bot.services.texts import set_texts


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def settings_texts(request: TenantRequest) -> HttpResponse:
    """Each text with what the customer reads; `reset` names one that goes back to the usual."""
    organization = request.organization
    asked = request.GET.get("locale", "")
    locale = asked if asked in LocaleChoice.values else organization.locale
    posted: Any = None
    if request.method == "POST":
        posted = request.POST.copy()
        if reset := posted.get("reset"):
            posted[reset] = ""
    form = TextsForm(posted, organization=organization, locale=locale)
    return edit_section(
        request,
        form=form,
        heading=_("Mensagens"),
        body="settings/_texts.html",
        save=lambda: set_texts(
            organization=organization, locale=locale, texts=form.cleaned_data, actor=request.user
        ),
        again=lambda: TextsForm(organization=organization, locale=locale),
        context={"locale": locale, "locales": LocaleChoice.values},
    )
