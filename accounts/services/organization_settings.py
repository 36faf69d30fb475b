"""What a person and an owner change in the settings."""

from typing import Any

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit

ORGANIZATION_FIELDS = (
    "name",
    "vertical",
    "phone",
    "address",
    "map_url",
    "locale",
    "time_zone",
    "currency",
    "country",
)


@transaction.atomic
def update_organization(
    *, organization: Organization, values: dict[str, Any], actor: User
) -> Organization:
    """Set those of ORGANIZATION_FIELDS that `values` has; nothing new leaves no entry.

    Raises ValidationError for what the model refuses.
    """
    stored = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    changed = {}
    for name in ORGANIZATION_FIELDS:
        before = getattr(stored, name)
        if name in values and values[name] != before:
            changed[name] = [before, values[name]]
            setattr(stored, name, values[name])
            setattr(organization, name, values[name])
    if changed:
        stored.full_clean()
        stored.save(update_fields=list(changed))
        record_audit(
            organization=stored,
            actor=actor,
            action="organization.updated",
            target=stored,
            details={"changed": changed},
        )
    return stored


@transaction.atomic
def update_profile(*, organization: Organization, user: User, name: str, locale: str) -> None:
    """The person's name and language; noted in the organization where it was done."""
    if (user.name, user.locale) == (name, locale):
        return
    user.name, user.locale = name, locale
    user.save(update_fields=["name", "locale"])
    record_audit(organization=organization, actor=user, action="profile.updated", target=user)
