"""Two customers become one: nothing is left behind, and it happens once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.models import (
    AuditEntry,
    Consent,
    Customer,
    CustomerIdentity,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Dependant,
)
from accounts.services.consents import record_consent
from accounts.services.customer_notes import add_note
from accounts.services.customers import CustomerGone
from accounts.services.merging import SameCustomer, merge_customers
from accounts.services.row_moves import is_settled, may_collide, references_to
from accounts.services.tags import tag_customers
from accounts.tests.factories import make_customer, make_organization, make_user
from bot.gateways import Text
from bot.models import Conversation, Message
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import NOW, make_appointment, make_staff


@pytest.fixture
def shop(db: None) -> Any:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def pair(shop: Any) -> tuple[Customer, Customer]:
    first = make_customer(shop, name="Marina Costa", notes="Alergia a amônia")
    return first, make_customer(shop, name="Marina C.", notes="Gosta de café")


def merge(survivor: Customer, absorbed: Customer, **chosen: Any) -> Customer:
    return merge_customers(
        survivor_id=survivor.pk, absorbed_id=absorbed.pk, chosen=chosen, actor=make_user()
    )


def test_every_reference_that_may_collide_is_settled_by_its_app() -> None:
    colliding = [field for field in references_to(Customer) if may_collide(field)]
    assert "conversation" in {field.model._meta.model_name for field in colliding}
    assert [str(field) for field in colliding if not is_settled(field)] == []
    below = [field for field in references_to(Conversation) if may_collide(field)]
    assert [str(field) for field in below if not is_settled(field)] == []


def test_references_are_found_in_every_app() -> None:
    labels = {field.model._meta.label for field in references_to(Customer)}
    assert {
        "accounts.CustomerIdentity",
        "accounts.Consent",
        "accounts.ImportRow",
        "accounts.CustomerMerge",
        "scheduling.Appointment",
        "bot.Conversation",
    } <= labels


def test_everything_moves_and_the_other_is_gone(shop: Any) -> None:
    survivor, absorbed = pair(shop)
    service = make_service(shop)
    staff = make_staff(shop, [service])
    visit = make_appointment(shop, customer=absorbed, staff=staff, service=service)
    pet = Dependant.objects.create(organization=shop, customer=absorbed, name="Thor", kind="PET")
    note = add_note(customer=absorbed, text="Vem de carro", author=make_user())
    record_consent(
        customer=absorbed,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.GRANTED,
        source="phone",
        evidence="pode mandar",
        occurred_at=timezone.now(),
    )

    merge(survivor, absorbed, name="Marina Costa")

    assert not Customer.objects.filter(pk=absorbed.pk).exists()
    for row in (visit, pet, note):
        row.refresh_from_db()
        assert row.customer_id == survivor.pk
    assert Consent.objects.get().customer_id == survivor.pk
    assert CustomerIdentity.objects.filter(customer=survivor).count() == 2
    assert CustomerMerge.objects.get().absorbed_id == absorbed.pk
    assert AuditEntry.objects.filter(action="customer.merged").count() == 1


def test_both_have_one_label_and_keep_it_once(shop: Any) -> None:
    survivor, absorbed = pair(shop)
    actor = make_user()
    for ids, name in (([survivor.pk, absorbed.pk], "VIP"), ([absorbed.pk], "Nova")):
        tag_customers(organization=shop, customer_ids=ids, name=name, actor=actor)
    merge(survivor, absorbed)
    names = CustomerTag.objects.filter(customer=survivor).values_list("tag__name", flat=True)
    assert sorted(names) == ["Nova", "VIP"]


def test_two_conversations_on_one_channel_become_one(shop: Any) -> None:
    survivor, absorbed = pair(shop)
    channel, elsewhere = make_channel(shop), make_channel(shop)
    later = NOW + timedelta(hours=1)
    kept = make_conversation(channel, survivor, last_message_at=NOW)
    other = make_conversation(channel, absorbed, last_message_at=later, unread_count=2)
    apart = make_conversation(elsewhere, absorbed)
    for talk in (kept, other):
        queue_message(conversation=talk, content=Text("Olá"), author="BOT", now=NOW)

    merge(survivor, absorbed)

    assert {one.pk for one in Conversation.objects.all()} == {kept.pk, apart.pk}
    assert Message.objects.filter(conversation=kept).count() == 2
    kept.refresh_from_db()
    assert (kept.unread_count, kept.last_message_at) == (2, later)


def test_chosen_values_stay(shop: Any) -> None:
    survivor, absorbed = pair(shop)
    Customer.objects.filter(pk=absorbed.pk).update(attributes={"b": 2, "c": 3}, is_blocked=True)
    Customer.objects.filter(pk=survivor.pk).update(attributes={"a": 1, "b": 1})
    kept = merge(survivor, absorbed, name="Marina C.", notes="", attributes={"b": 2})
    kept.refresh_from_db()
    assert (kept.name, kept.notes, kept.is_blocked) == ("Marina C.", "", True)
    assert kept.attributes == {"a": 1, "b": 2, "c": 3}


def test_an_end_leads_to_the_last_survivor(shop: Any) -> None:
    first, second = pair(shop)
    third = make_customer(shop)
    merge(second, first)
    merge(third, second)
    assert set(CustomerMerge.objects.values_list("survivor_id", flat=True)) == {third.pk}
    assert CustomerMerge.objects.count() == 2


def test_oneself_and_the_gone_are_refused(shop: Any) -> None:
    survivor, absorbed = pair(shop)
    with pytest.raises(SameCustomer):
        merge(survivor, survivor)
    merge(survivor, absorbed)
    with pytest.raises(CustomerGone):
        merge(survivor, absorbed)


def test_another_house_s_customer_is_not_there(shop: Any) -> None:
    survivor, _absorbed = pair(shop)
    other = make_organization()
    with scope(organization=other):
        foreign = make_customer(other)
    with pytest.raises(CustomerGone):
        merge(survivor, foreign)


@pytest.mark.django_db(transaction=True)
def test_each_into_the_other_at_once_leaves_one() -> None:
    shop = make_organization()
    with scope(organization=shop):
        first, second = pair(shop)
        add_note(customer=first, text="um", author=make_user())
        add_note(customer=second, text="dois", author=make_user())
    actor = make_user()

    def run(ids: tuple[Any, Any]) -> str:
        try:
            with scope(organization=shop):
                merge_customers(survivor_id=ids[0], absorbed_id=ids[1], chosen={}, actor=actor)
        except CustomerGone:
            return "gone"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(run, [(first.pk, second.pk), (second.pk, first.pk)]))

    assert sorted(results) == ["gone", "merged"]
    with scope(organization=shop):
        left = Customer.objects.get()
        assert CustomerNote.objects.filter(customer=left).count() == 2


@pytest.mark.django_db(transaction=True)
def test_turn_that_books_meanwhile_is_waited_for() -> None:
    """It holds the conversation and then needs the customer, the merge the other way round."""
    shop = make_organization()
    with scope(organization=shop):
        survivor, absorbed = pair(shop)
        service = make_service(shop)
        staff = make_staff(shop, [service])
        talk = make_conversation(make_channel(shop), absorbed)
        make_conversation(talk.channel, survivor)
    holds, merges = Event(), Event()

    def turn() -> None:
        with scope(organization=shop), transaction.atomic():
            Conversation.objects.select_for_update().get(pk=talk.pk)
            holds.set()
            assert merges.wait(10)
            time.sleep(0.3)
            make_appointment(shop, customer=absorbed, staff=staff, service=service)
        connection.close()

    def join() -> None:
        assert holds.wait(10)
        merges.set()
        with scope(organization=shop):
            merge(survivor, absorbed)
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        for task in [threads.submit(turn), threads.submit(join)]:
            task.result(30)
    with scope(organization=shop):
        assert Appointment.objects.get().customer_id == survivor.pk
        assert Conversation.objects.get().customer_id == survivor.pk
