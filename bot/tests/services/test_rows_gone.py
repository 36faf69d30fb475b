"""What was deleted is not written to, and does not come back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from accounts.models import AuditEntry, User
from accounts.tests.factories import make_customer, make_user, make_whatsapp_customer
from bot.models import Channel, CustomerFact, FlowSecret
from bot.services.care import resolve_conversation
from bot.services.customer_facts import edit_fact
from bot.services.flow_secrets import replace_secret
from bot.services.notes import add_note
from bot.tests.factories import make_conversation
from config.lib.rows import RowGone

pytestmark = pytest.mark.django_db


def secret(channel: Channel) -> FlowSecret:
    made: FlowSecret = FlowSecret.objects.create(
        organization=channel.organization, name="estoque", value="k-1"
    )
    return made


def fact(channel: Channel) -> CustomerFact:
    customer = make_customer(channel.organization)
    made: CustomerFact = CustomerFact.objects.create(
        organization=channel.organization, customer=customer, text="Gosta de azul"
    )
    return made


def talk(channel: Channel) -> Any:
    return make_conversation(channel, make_whatsapp_customer(channel.organization))


def edit(row: Any, user: User) -> None:
    edit_fact(fact=row, text="Gosta de verde", actor=user)


def replace(row: Any, user: User) -> None:
    replace_secret(secret=row, value="k-2", actor=user)


def note(row: Any, user: User) -> None:
    add_note(conversation=row, text="Ligou", user=user, now=timezone.now())


def resolve(row: Any, user: User) -> None:
    resolve_conversation(conversation=row, user=user, now=timezone.now())


@pytest.mark.parametrize(
    ("make", "write"), [(fact, edit), (secret, replace), (talk, note), (talk, resolve)]
)
def test_a_deleted_row_is_gone_for_who_still_has_it_on_the_screen(
    channel: Channel, make: Callable[[Channel], Model], write: Callable[[Any, User], None]
) -> None:
    row, user = make(channel), make_user()
    rows = type(row)._default_manager.filter(pk=row.pk)  # type: ignore[attr-defined]
    rows.delete()
    written = AuditEntry.objects.count()
    with pytest.raises(RowGone):
        write(row, user)
    assert not rows.exists()
    assert AuditEntry.objects.count() == written
