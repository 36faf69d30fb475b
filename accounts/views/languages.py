"""Choosing the language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.enums import LocaleChoice
from accounts.middleware import LANGUAGE_COOKIE
from accounts.services.users import set_user_locale

A_YEAR = 365 * 24 * 3600
# Django writes language codes in lower case; people and messages have BCP 47 tags.
LOCALES = {locale.lower(): locale for locale in LocaleChoice.values}


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the posted `language`, on the person too, and go back to `next`."""
    wanted = request.POST.get("language", "").lower()
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(target if is_ours and target.startswith("/") else "/")
    if wanted in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            set_user_locale(user=request.user, locale=LOCALES[wanted])
        response.set_cookie(
            LANGUAGE_COOKIE, wanted, max_age=A_YEAR, samesite="Lax", secure=settings.USE_HTTPS
        )
    return response
