"""What every page of the app needs for its shell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.navigation import navigation
from accounts.selectors.organizations import memberships_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """`organization`, `membership`, `nav` and `organizations` on pages of /o/<slug>/."""
    organization = getattr(request, "organization", None)
    theme = request.COOKIES.get("theme", "")
    if organization is None:
        return {"theme": theme}
    membership = request.membership  # type: ignore[attr-defined]
    return {
        "theme": theme,
        "organization": organization,
        "membership": membership,
        "nav": navigation(request, organization.slug, membership.role),
        "organizations": SimpleLazyObject(lambda: memberships_of(membership.user)),
        "can": membership.actions(),
    }
