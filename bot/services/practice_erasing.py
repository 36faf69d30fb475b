"""Taking back what practising with the bot has left: the test customer and its visits."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.enums import IdentityKind, OnboardingPart
from accounts.models import Customer, CustomerIdentity, OnboardingStep, Organization, User
from accounts.phone_numbers import phone_match_key
from accounts.services.audit import record_audit
from accounts.services.erasing import erase_customers
from bot.models import Conversation
from bot.selectors.practice import practice_phones, simulator_graph_url

# Who was known before writing on the practice phone is a real customer with that number.
MADE_TOGETHER = timedelta(minutes=1)


@transaction.atomic
def erase_practice(*, organization: Organization, actor: User | None) -> int:
    """Delete the customers of the guide's practice phones; how many there were.

    With them go their visits and conversations, so that no list, figure or search for
    duplicates knows of them. The chat starts anew, on a new phone. Twice is like once.
    """
    steps = OnboardingStep.objects.select_for_update().filter(part=OnboardingPart.CHAT)
    step = steps.first()
    phones = practice_phones(step.details if step else {})
    if step is None or not phones:
        return 0
    keys = [phone_match_key(f"+{phone}") for phone in phones]
    identities = CustomerIdentity.objects.filter(kind=IdentityKind.PHONE, match_key__in=keys)
    ids = set(identities.values_list("customer_id", flat=True))
    # First the conversations, as the bot's turn does: who is at it finishes before.
    talks = list(
        Conversation.objects.select_for_update(of=("self",))
        .select_related("channel", "customer")
        .filter(customer__in=ids)
        .order_by("pk")
    )
    gone = erase_customers({talk.customer_id for talk in talks if _is_practice(talk, talks)})
    step.details = {"earlier": phones}
    step.save(update_fields=["details", "updated_at"])
    if gone:
        record_audit(
            organization=organization,
            actor=actor,
            action="practice.erased",
            target=organization,
            details={"number": gone},
        )
    return gone


def _is_practice(talk: Conversation, talks: list[Conversation]) -> bool:
    """Whether this customer came by the practice chat, and has spoken nowhere else."""
    customer: Customer = talk.customer
    own: list[Any] = [one for one in talks if one.customer_id == customer.pk]
    simulator = simulator_graph_url()
    if not simulator or any(one.channel.graph_url != simulator for one in own):
        return False
    return min(one.created_at for one in own) - customer.created_at < MADE_TOGETHER
