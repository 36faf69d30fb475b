"""The language of the pages, and when somebody was last seen."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE_COOKIE = "language"


class UserLocaleMiddleware:
    """Speaks the language that was chosen (cookie), else the browser's, else pt-BR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(LANGUAGE_COOKIE, "").lower()
        if language not in dict(settings.LANGUAGES):
            language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


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
