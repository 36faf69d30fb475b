"""How far the first set-up has come."""

from dataclasses import dataclass
from typing import Any

from accounts.enums import OnboardingPart, OnboardingState
from accounts.models import OnboardingStep

PARTS = (
    OnboardingPart.BUSINESS,
    OnboardingPart.TEAM,
    OnboardingPart.WHATSAPP,
    OnboardingPart.CHAT,
)


@dataclass(frozen=True, slots=True)
class OnboardingProgress:
    """The states by part ("" for an untouched one), and what each part remembers."""

    states: dict[str, str]
    details: dict[str, dict[str, Any]]

    @property
    def is_offered(self) -> bool:
        """Whether the guide shows itself: begun at the registration and not put away."""
        return self.states.get(OnboardingPart.WHOLE) == OnboardingState.OPEN

    @property
    def has_test(self) -> bool:
        """Whether the bot was tried out on a phone whose customer has not been erased."""
        return bool((self.details.get(OnboardingPart.CHAT) or {}).get("phone_id"))

    @property
    def done_count(self) -> int:
        return sum(self.states.get(part) == OnboardingState.DONE for part in PARTS)

    @property
    def total(self) -> int:
        return len(PARTS)

    @property
    def next_part(self) -> OnboardingPart | None:
        """The first part that is neither done nor skipped; None at the end."""
        settled = {OnboardingState.DONE, OnboardingState.SKIPPED}
        return next((part for part in PARTS if self.states.get(part) not in settled), None)


def onboarding_progress() -> OnboardingProgress:
    """Of the organization whose scope is open. One query."""
    rows = list(OnboardingStep.objects.values_list("part", "state", "details"))
    return OnboardingProgress(
        states={part: state for part, state, _details in rows},
        details={part: details for part, _state, details in rows},
    )
