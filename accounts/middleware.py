"""The language of the pages, and when somebody was last seen."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.models import User

LANGUAGE_COOKIE = "language"


class UserLocaleMiddleware:
    """Speaks the language that was chosen here (cookie), else that of whoever is logged in, else
    the browser's, else pt-BR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(LANGUAGE_COOKIE, "").lower()
        if language not in dict(settings.LANGUAGES):
            language = _own(request) or translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _own(request: HttpRequest) -> str:
    """Of the person whose session it is; "" when there is none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = get_user(request)
    return user.locale.lower() if isinstance(user, User) else ""


SEEN = "seen_at"
SEEN_EVERY = 600  # seconds


class SessionActivityMiddleware:
    """Notes address and time of a session's use, every ten minutes and not at each page.

    Only for sessions opened by a log-in (`accounts.receivers.note_session`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN)
        now = int(time.time())
        if seen is not None and now - seen >= SEEN_EVERY and request.user.is_authenticated:
            UserSession.objects.create_from_request(request)
            request.session[SEEN] = now
        return self.get_response(request)
