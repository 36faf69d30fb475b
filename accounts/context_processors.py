"""What every page of the app needs for its shell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.navigation import navigation, new_items
from accounts.selectors.organizations import memberships_of
from accounts.settings_sections import settings_sections


def shell(request: HttpRequest) -> dict[str, Any]:
    """`organization`, `membership`, `nav`, `new_items`, `organizations` on /o/<slug>/ pages."""
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
        "new_items": new_items(organization.slug, membership.role),
        "settings_sections": SimpleLazyObject(
            lambda: settings_sections(request, organization.slug, membership.role)
        ),
        "organizations": SimpleLazyObject(lambda: memberships_of(membership.user)),
        "can": membership.actions(),
    }
