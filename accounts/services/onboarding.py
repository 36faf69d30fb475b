"""Keeping how far the first set-up has come."""

from typing import Any

from django.db import transaction
from django_scopes import scope

from accounts.enums import OnboardingPart, OnboardingState
from accounts.events import GuidePutAway
from accounts.models import OnboardingStep, Organization
from accounts.services.events import publish


def start_onboarding(*, organization: Organization) -> None:
    """The guide shows itself from now on; one that was put away stays away."""
    with scope(organization=organization):
        OnboardingStep.objects.get_or_create(
            organization=organization,
            part=OnboardingPart.WHOLE,
            defaults={"state": OnboardingState.OPEN},
        )


@transaction.atomic
def finish_part(
    *, organization: Organization, part: OnboardingPart, details: dict[str, Any] | None = None
) -> OnboardingStep:
    """The part is done; `details`, when given, replace what was kept. Twice is like once."""
    changes: dict[str, Any] = {"state": OnboardingState.DONE}
    if details is not None:
        changes["details"] = details
    step, _created = OnboardingStep.objects.update_or_create(
        organization=organization, part=part, defaults=changes
    )
    return step


@transaction.atomic
def skip_part(*, organization: Organization, part: OnboardingPart) -> None:
    """Not now. What is done stays done."""
    step, created = OnboardingStep.objects.select_for_update().get_or_create(
        organization=organization, part=part, defaults={"state": OnboardingState.SKIPPED}
    )
    if not created and step.state == OnboardingState.OPEN:
        step.state = OnboardingState.SKIPPED
        step.save(update_fields=["state", "updated_at"])


def keep_details(
    *, organization: Organization, part: OnboardingPart, details: dict[str, Any]
) -> None:
    """Remember something of a part without calling it done."""
    OnboardingStep.objects.update_or_create(
        organization=organization,
        part=part,
        defaults={"details": details},
        create_defaults={"details": details, "state": OnboardingState.OPEN},
    )


@transaction.atomic
def put_away(*, organization: Organization) -> None:
    """The guide no longer offers itself; its address still works. Twice is like once."""
    whole = OnboardingStep.objects.select_for_update().filter(part=OnboardingPart.WHOLE)
    if whole.filter(state=OnboardingState.DONE).exists():
        return
    finish_part(organization=organization, part=OnboardingPart.WHOLE)
    publish(GuidePutAway(organization_id=organization.pk))
