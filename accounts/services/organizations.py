"""Creating tenants and their members."""

from django.db import transaction
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Membership, Organization, User


class SlugTaken(Exception):
    """Another organization has this address."""


@transaction.atomic
def create_organization(
    *,
    name: str,
    slug: str,
    owner: User,
    vertical: str,
    time_zone: str = "America/Sao_Paulo",
    locale: str = "pt-BR",
    currency: str = "BRL",
    country: str = "BR",
    phone: str = "",
    address: str = "",
) -> Organization:
    """A new tenant with its first OWNER. Raises SlugTaken."""
    if Organization.objects.filter(slug=slug).exists():
        raise SlugTaken(slug)
    organization = Organization(
        name=name,
        slug=slug,
        vertical=vertical,
        time_zone=time_zone,
        locale=locale,
        currency=currency,
        country=country,
        phone=phone,
        address=address,
    )
    organization.full_clean()
    organization.save()
    add_member(organization=organization, user=owner, role=Role.OWNER)
    return organization


def add_member(*, organization: Organization, user: User, role: Role) -> Membership:
    """Make `user` a member; a member already there gets the new role."""
    with scope(organization=organization):
        membership, _created = Membership.objects.update_or_create(
            organization=organization, user=user, defaults={"role": role}
        )
    return membership
