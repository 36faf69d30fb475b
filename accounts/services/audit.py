"""Writing down who did what."""

from typing import Any

from django.db.models import Model

from accounts.models import AuditEntry, Organization, User


def record_audit(
    *,
    organization: Organization,
    actor: User | None,
    action: str,
    target: Model,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note that `actor` (None: the system or a customer) did `action` to `target`.

    Runs in the caller's transaction: an act and its entry are committed together.
    """
    return AuditEntry.objects.create(
        organization=organization,
        actor=actor,
        actor_label=actor.email if actor else "",
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        details=details or {},
    )
