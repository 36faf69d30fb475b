"""What somebody who waited for a row finds: the row as it is now, joined rows too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from bot.flow_starters import starter_graph
from bot.models import Channel, Conversation, FlowVersion
from bot.services.channels import NumberTaken, create_channel
from bot.services.flows import create_flow, publish_flow
from bot.services.ownership import locked
from bot.tests.factories import make_channel, make_conversation
from tests.locks import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


def while_held(shop: Organization, first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """`first` in a transaction that commits once `second` waits for it; what `second` gives."""
    held = Event()

    def hold() -> None:
        with scope(organization=shop), transaction.atomic():
            first()
            held.set()
            wait_for_a_lock()
        connection.close()

    def wait() -> Any:
        assert held.wait(10)
        try:
            with scope(organization=shop), transaction.atomic():
                return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        holder, waiter = threads.submit(hold), threads.submit(wait)
        holder.result()
        return waiter.result(30)


def test_conversation_that_changed_hands_meanwhile() -> None:
    shop = make_organization()
    bia = make_member(shop, Role.AGENT).user
    with scope(organization=shop):
        talk = make_conversation(make_channel(shop), make_customer(shop))
        other = make_customer(shop)

    def change() -> None:
        Conversation.objects.filter(pk=talk.pk).update(customer=other, assigned_to=bia)

    found = while_held(shop, change, lambda: locked(talk))
    assert (found.customer, found.assigned_to) == (other, bia)


def test_publishing_twice_at_once_is_one_version() -> None:
    shop, owner, now = make_organization(), make_user(), timezone.now()
    with scope(organization=shop):
        graph = starter_graph("survey", "pt-BR")
        flow = create_flow(organization=shop, name="Nota", graph=graph, actor=owner)

    def publish() -> FlowVersion:
        return publish_flow(flow=flow, now=now, actor=owner)

    assert while_held(shop, publish, publish).number == 1
    with scope(organization=shop):
        assert FlowVersion.objects.count() == 1


def test_number_that_is_connected_twice_at_once_is_one() -> None:
    shop = make_organization()
    details = {"number_id": "106500000077777", "app_secret": "s", "verify_token": "v"}

    def connect() -> Any:
        return create_channel(organization=shop, access_token="t", **details).pk

    assert while_held(shop, connect, connect)
    with scope(organization=shop):
        assert Channel.objects.count() == 1


def test_number_that_two_houses_connect_at_once_is_the_first_one_s() -> None:
    shop, other = make_organization(), make_organization()
    details = {"number_id": "106500000077778", "app_secret": "s", "verify_token": "v"}

    def connect(house: Organization) -> Any:
        return create_channel(organization=house, access_token="t", **details)

    def connect_too() -> str:
        with pytest.raises(NumberTaken):
            connect(other)
        return "taken"

    assert while_held(shop, lambda: connect(shop), connect_too) == "taken"
