"""How somebody comes in: e-mail, second step, passkeys, and where they are logged in now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.devices import device_name, is_handheld
from accounts.models import User

SHOWN_SESSIONS = 50


@dataclass(frozen=True)
class OpenSession:
    """One browser in which the person is logged in."""

    id: int
    name: str
    handheld: bool
    ip: str
    since: datetime
    seen: datetime
    is_current: bool


def open_sessions(user: User, current_key: str | None) -> list[OpenSession]:
    """This browser first, then by when they were last seen; at most `SHOWN_SESSIONS`."""
    kept = UserSession.objects.filter(user=user).order_by("-last_seen_at")
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = kept.filter(session_key__in=alive)[:SHOWN_SESSIONS]
    shown = [_session(row, current_key) for row in rows]
    return sorted(shown, key=lambda session: not session.is_current)


def _session(row: Any, current_key: str | None) -> OpenSession:
    return OpenSession(
        id=row.pk,
        name=device_name(row.user_agent),
        handheld=is_handheld(row.user_agent),
        ip=row.ip,
        since=row.created_at,
        seen=row.last_seen_at,
        is_current=row.session_key == current_key,
    )


@dataclass(frozen=True)
class SecondStep:
    """What a person has besides the password."""

    totp: Any | None
    codes_left: int | None
    passkeys: list[Any]


def second_step(user: User) -> SecondStep:
    """`codes_left` is None without recovery codes."""
    kinds = Authenticator.Type
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    codes = next((row for row in found if row.type == kinds.RECOVERY_CODES), None)
    return SecondStep(
        totp=next((row for row in found if row.type == kinds.TOTP), None),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        passkeys=[row for row in found if row.type == kinds.WEBAUTHN],
    )


def email_to_confirm(user: User) -> Any | None:
    """The `EmailAddress` that still waits for its link to be opened."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).first()
