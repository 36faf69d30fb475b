"""Makers of rows for tests: sensible by default, anything can be overridden."""

from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.enums import Role
from accounts.models import Customer, Membership, Organization, User
from accounts.services.customers import create_customer
from accounts.services.identities import identify_customer
from accounts.services.organizations import add_member, create_organization

PASSWORD = "correct-horse-7"
_numbers = count(1)


def make_user(**fields: Any) -> User:
    number = next(_numbers)
    fields = {"email": f"person{number}@example.test", "name": f"Person {number}"} | fields
    user: User = User.objects.create_user(**fields)
    User.objects.filter(pk=user.pk).update(password=_hashed())
    user.password = _hashed()
    return user


@cache
def _hashed() -> str:
    """Once for all: what makes guessing slow makes tests slow."""
    return make_password(PASSWORD)


def make_organization(**fields: Any) -> Organization:
    number = next(_numbers)
    fields = {
        "name": f"Studio {number}",
        "slug": f"studio-{number}",
        "vertical": "SALON",
        "owner": fields.pop("owner", None) or make_user(),
    } | fields
    return create_organization(**fields)


def make_member(organization: Organization, role: Role, **fields: Any) -> Membership:
    return add_member(organization=organization, user=make_user(**fields), role=role)


def make_customer(organization: Organization, **fields: Any) -> Customer:
    """Needs the organization's open scope."""
    number = next(_numbers)
    fields = {"name": f"Cliente {number}", "phone": f"+55119812{number:05d}"} | fields
    return create_customer(organization=organization, **fields)


def make_whatsapp_customer(organization: Organization, wa_id: str = "", **fields: Any) -> Customer:
    """As a webhook creates one; needs the organization's open scope."""
    wa_id = wa_id or f"55119812{next(_numbers):05d}"
    return identify_customer(
        organization=organization, wa_id=wa_id, user_id=fields.pop("user_id", None), **fields
    )
