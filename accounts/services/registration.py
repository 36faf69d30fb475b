"""Opening an account: a person, their organization, or both at once."""

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from accounts.models import Organization, User
from accounts.services.onboarding import start_onboarding
from accounts.services.organizations import SlugTaken, create_organization

SLUG_LENGTH = 50
TRIES = 5
# Country and currency of a business, by the zone it is registered in; elsewhere Brazil's.
HOMES = {
    "America/Argentina/Buenos_Aires": ("AR", "ARS"),
    "America/Bogota": ("CO", "COP"),
    "America/Lima": ("PE", "PEN"),
    "America/Los_Angeles": ("US", "USD"),
    "America/Mexico_City": ("MX", "MXN"),
    "America/Montevideo": ("UY", "UYU"),
    "America/New_York": ("US", "USD"),
    "America/Santiago": ("CL", "CLP"),
    "Europe/Dublin": ("IE", "EUR"),
    "Europe/Lisbon": ("PT", "EUR"),
    "Europe/London": ("GB", "GBP"),
    "Europe/Madrid": ("ES", "EUR"),
}


class EmailTaken(Exception):
    """Somebody has an account with this e-mail, in whatever case."""


@transaction.atomic
def register_person(*, name: str, email: str, password: str, locale: str) -> User:
    """A person who can log in. Raises EmailTaken, or ValidationError for a weak password."""
    validate_password(password, User(name=name, email=email))
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name, locale=locale)
    except IntegrityError as error:
        raise EmailTaken(email) from error


@transaction.atomic
def register_organization(
    *,
    name: str,
    email: str,
    password: str,
    business: str,
    vertical: str,
    time_zone: str,
    locale: str,
) -> Organization:
    """A person and the organization they own, or neither. Raises as `register_person` does.

    The address comes from the name; one that is taken gets a random ending. Country and
    currency are those of the zone, and can be changed in the settings.
    """
    country, currency = HOMES.get(time_zone, ("BR", "BRL"))
    owner = register_person(name=name, email=email, password=password, locale=locale)
    slug = slugify(business)[:SLUG_LENGTH].strip("-") or get_random_string(6).lower()
    wanted = slug
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                organization = create_organization(
                    name=business,
                    slug=wanted,
                    owner=owner,
                    vertical=vertical,
                    time_zone=time_zone,
                    locale=locale,
                    country=country,
                    currency=currency,
                )
                start_onboarding(organization=organization)
                return organization
        except (SlugTaken, IntegrityError):
            wanted = f"{slug}-{get_random_string(5, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    raise SlugTaken(slug)
