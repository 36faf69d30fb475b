"""What the tests of every provider's pages begin with."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Organization

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
Login = Callable[..., Client]  # by a role, the owner's without one


def url(organization: Organization, rest: str = "") -> str:
    return f"/o/{organization.slug}/settings/channels/{rest}"
