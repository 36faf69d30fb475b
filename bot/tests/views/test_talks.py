"""From a customer to the conversation, with a ready text that nobody has sent yet."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Customer
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import Message
from bot.tests.factories import make_channel, make_conversation
from config.lib.ids import new_id

WORDS = "Olá! Vagou um horário: 10:00. Quer?"


@pytest.fixture
def shop(db: None) -> Any:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


@pytest.fixture
def customer(shop: Any) -> Customer:
    return make_customer(shop, name="Zélia Prado", phone="+5511981230137")


def ask(shop: Any, key: Any, role: Role = Role.AGENT) -> Any:
    client = Client()
    client.force_login(make_member(shop, role).user)
    return client.get(f"/o/{shop.slug}/customers/{key}/talk/", {"text": WORDS}, follow=True)


def test_ready_text_waits_in_the_composer(shop: Any, customer: Customer) -> None:
    now = timezone.now()
    talk = make_conversation(
        make_channel(shop), customer, last_message_at=now, last_customer_message_at=now
    )
    page = ask(shop, customer.pk)
    assert page.redirect_chain[-1][0].startswith(f"/o/{shop.slug}/conversations/{talk.pk}/")
    assert f">{WORDS}</textarea>" in page.content.decode()
    assert not Message.objects.exists()


def test_without_a_conversation_the_search_says_so(shop: Any, customer: Customer) -> None:
    page = ask(shop, customer.pk)
    assert page.redirect_chain == [(f"/o/{shop.slug}/conversations/?q=%2B5511981230137", 302)]


def test_only_for_who_reads_the_inbox_and_the_house(shop: Any, customer: Customer) -> None:
    assert ask(shop, customer.pk, Role.STAFF).status_code == 403
    assert ask(shop, new_id()).status_code == 404
