"""Beginning a conversation from the card and from the inbox."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Customer
from accounts.tests.factories import make_customer, make_organization
from bot.models import Channel, Conversation
from bot.tests.factories import make_channel
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


@pytest.fixture
def helena(inbox: Inbox) -> Customer:
    """Has a number and never wrote."""
    return make_customer(inbox.organization, name="Helena Vaz")


def at(inbox: Inbox, customer: Customer) -> str:
    return f"/o/{inbox.organization.slug}/customers/{customer.pk}/conversation/"


def begin(inbox: Inbox, customer: Customer, role: Role = Role.AGENT, **given: Any) -> Any:
    return inbox.client(role).post(at(inbox, customer), given)


def said(inbox: Inbox, client: Any, answer: Any) -> str:
    return str(client.get(answer["Location"]).content.decode())


def test_begins_once_and_opens_with_the_picker(inbox: Inbox, helena: Customer) -> None:
    first, second = begin(inbox, helena), begin(inbox, helena)
    talk = Conversation.objects.get(customer=helena)
    assert first["Location"] == second["Location"] == inbox.url(f"{talk.pk}/")
    page = inbox.client().get(first["Location"]).content.decode()
    assert "Este cliente ainda não escreveu." in page
    listed = inbox.client().get(inbox.url()).content.decode()
    assert "Helena Vaz" not in listed  # nothing has been said yet


def test_goes_on_where_there_is_a_conversation(inbox: Inbox) -> None:
    make_channel(inbox.organization)
    assert begin(inbox, inbox.talk.customer)["Location"] == inbox.talk_url()
    assert Conversation.objects.count() == 1


def test_several_numbers_are_a_choice(inbox: Inbox, helena: Customer) -> None:
    other = make_channel(inbox.organization, name="Filial")
    asked = begin(inbox, helena)
    assert asked.status_code == 200
    assert "De qual número" in asked.content.decode()
    assert "Filial" in asked.content.decode()
    assert not Conversation.objects.filter(customer=helena).exists()
    begin(inbox, helena, channel=str(other.pk))
    assert Conversation.objects.get(customer=helena).channel == other


def test_number_of_another_house_is_no_choice(inbox: Inbox, helena: Customer) -> None:
    stranger = make_organization()
    with scope(organization=stranger):
        foreign = make_channel(stranger)
    assert begin(inbox, helena, channel=str(foreign.pk)).status_code == 200
    assert not Conversation.objects.filter(customer=helena).exists()


def test_who_cant_be_reached_is_said_on_the_card(inbox: Inbox, helena: Customer) -> None:
    helena.is_blocked = True
    helena.save()
    client = inbox.client()
    answer = client.post(at(inbox, helena))
    assert "está bloqueado" in said(inbox, client, answer)
    helena.is_blocked = False
    helena.save()
    helena.identities.all().delete()
    assert "Falta o telefone" in said(inbox, client, client.post(at(inbox, helena)))
    assert not Conversation.objects.filter(customer=helena).exists()


def test_without_an_active_number_it_is_said(inbox: Inbox, helena: Customer) -> None:
    Channel.objects.update(status="PAUSED")
    client = inbox.client()
    answer = client.post(at(inbox, helena))
    assert "Nenhum número do WhatsApp está ligado." in said(inbox, client, answer)
    page = client.get(at(inbox, helena)).content.decode()
    assert "Nenhum número do WhatsApp está ligado." in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_only_who_answers_may_begin(inbox: Inbox, helena: Customer, role: Role) -> None:
    assert begin(inbox, helena, role).status_code == 403
    assert inbox.client(role).get(inbox.url("new/")).status_code == 403
    card = f"/o/{inbox.organization.slug}/customers/{helena.pk}/"
    if role == Role.VIEWER:
        assert "Conversar" not in inbox.client(role).get(card).content.decode()


def test_search_offers_whom_to_write_to(inbox: Inbox, helena: Customer) -> None:
    make_customer(inbox.organization, name="Helena Prado", phone=None)
    make_customer(inbox.organization, name="Outra Pessoa")
    page = inbox.client().get(inbox.url("new/"), {"q": "helena"}, headers=PARTIAL)
    words = page.content.decode()
    assert at(inbox, helena) in words
    assert "Sem WhatsApp" in words
    assert "Outra Pessoa" not in words
    assert words.count("Conversar com") == 1
    nobody = inbox.client().get(inbox.url("new/"), {"q": "zzz"}, headers=PARTIAL)
    assert "Ninguém com esse nome ou número." in nobody.content.decode()
    assert "Para quem você quer escrever?" in inbox.client().get(inbox.url("new/")).content.decode()


def test_search_costs_the_same_for_one_and_twenty(inbox: Inbox, helena: Customer) -> None:
    client = inbox.client()

    def queries(ask: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            ask()
        return len(seen)

    def ask() -> Any:
        return client.get(inbox.url("new/"), {"q": "helena"}, headers=PARTIAL)

    ask()
    one = queries(ask)
    for number in range(25):
        make_customer(inbox.organization, name=f"Helena {number}")
    assert queries(ask) == one == 5
    assert ask().content.decode().count("Conversar com") == 20
