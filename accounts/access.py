"""The way into an organization's pages: /o/<slug>/..."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails
from django_scopes import scope

from accounts.models import Membership, Organization, User
from accounts.permissions import role_allows
from accounts.selectors.organizations import get_membership_for
from accounts.unasked import ask_first, is_unasked
from config.lib.bell import ring
from config.lib.rows import RowGone

P = ParamSpec("P")


class TenantRequest(HttpRequest):
    """A request of a member of an organization. What `in_organization` hands to a view."""

    user: User
    htmx: HtmxDetails
    organization: Organization
    membership: Membership

    def can(self, action: str) -> bool:
        """Whether the person's role carries `action`."""
        return role_allows(self.membership.role, action)


TenantView = Callable[Concatenate[TenantRequest, P], HttpResponse]
SluggedView = Callable[..., HttpResponse]


def in_organization(action: str) -> Callable[[TenantView[P]], SluggedView]:
    """Let members in whose role carries `action`; 404 for strangers, 403 for other roles.

    Inside, the organization's scope is open and its time zone is active; the view gets the
    request with `organization`, `membership` and `can`, and no slug. What was deleted, or a
    customer who was joined with another, while the view wrote is as if never there: 404. A
    dangerous form from a page without its script is asked about first (accounts.unasked).
    """

    def decorate(view: TenantView[P]) -> SluggedView:
        @wraps(view)
        @login_required
        def wrapped(request: Any, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            membership = get_membership_for(request.user, slug)
            request.organization = membership.organization
            request.membership = membership
            request.can = lambda wanted: role_allows(membership.role, wanted)
            if not role_allows(membership.role, action):
                raise PermissionDenied
            with (
                scope(organization=membership.organization),
                timezone.override(membership.organization.time_zone),
            ):
                try:
                    if is_unasked(request):
                        return ask_first(request, slug)
                    response = view(request, *args, **kwargs)
                except RowGone as gone:
                    raise Http404 from gone
            if request.method == "POST":
                ring()  # what it wrote is committed: open pages look now and not in a second
            return response

        wrapped.action = action  # type: ignore[attr-defined]  # read by tests/architecture
        return wrapped

    return decorate
