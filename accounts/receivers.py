"""What happens when somebody logs in."""

import time
from typing import Any

from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.middleware import SEEN


@receiver(user_logged_in)
def note_session(request: HttpRequest, **kwargs: Any) -> None:
    """From here on the session's use is noted (accounts.middleware)."""
    request.session[SEEN] = int(time.time())
