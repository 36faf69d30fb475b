"""Reading tenants on behalf of a person."""

from django.db.models import QuerySet
from django.http import Http404
from django_scopes import scopes_disabled

from accounts.models import Membership, Organization, User


def memberships_of(user: User) -> list[Membership]:
    """The person's memberships with their organizations, by name."""
    with scopes_disabled():
        return list(
            Membership.objects.filter(user=user)
            .select_related("organization")
            .order_by("organization__name")
        )


def get_membership_for(user: User, slug: str) -> Membership:
    """The person's membership in the organization of this slug; 404 for anyone else."""
    with scopes_disabled():
        membership = (
            Membership.objects.filter(user=user, organization__slug=slug)
            .select_related("organization")
            .first()
        )
    if membership is None:
        raise Http404
    membership.user = user
    return membership


def organizations_with_slug(slug: str) -> QuerySet[Organization]:
    return Organization.objects.filter(slug=slug)
