"""A person sends a template; consent and state are looked at when it leaves, too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_member, make_user, make_whatsapp_customer
from bot.enums import DeliveryStatus, Owner, TemplateRefusal
from bot.models import Channel, Conversation, Delivery, Message, MessageTemplate
from bot.services.conversation_start import (
    CustomerUnreachable,
    NoChannel,
    start_conversation,
)
from bot.services.outbox import send_due
from bot.services.replies import AnsweredMeanwhile
from bot.services.retries import retry_message
from bot.services.template_messages import TemplateRefused, ValuesInvalid, send_template
from bot.services.templates import prepare_templates, sync_templates
from bot.tests.factories import envelope, make_channel, make_conversation
from bot.tests.services.conftest import Receive
from bot.tests.templates import agree, make_template
from config.lib.ids import new_id
from tests.phones import Phones, eventually

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(line: Channel) -> Conversation:
    """Marina wrote two days ago."""
    customer = make_whatsapp_customer(line.organization, profile_name="Marina Costa")
    wrote = timezone.now() - timedelta(hours=48)
    return make_conversation(line, customer, last_customer_message_at=wrote, unread_count=1)


@pytest.fixture
def user(talk: Conversation) -> User:
    return make_member(talk.organization, Role.AGENT, name="Ana Souza").user


def send(talk: Conversation, template: MessageTemplate, user: User, **fields: Any) -> Message:
    fields = {
        "values": {"body-1": "Marina"},
        "message_id": new_id(),
        "seen_id": None,
        "now": timezone.now(),
    } | fields
    return send_template(conversation=talk, template_id=template.pk, user=user, **fields)


def delivery(message: Message) -> Delivery:
    return Delivery.objects.get(message=message)


def at_provider(graph: Phones, line: Channel, name: str, category: str, text: str) -> None:
    """A template of the account that Meta has approved, and our copy of it."""
    graph.switch(template_review_delay=0.0)
    graph._client.post(
        f"/v24.0/{line.account_id}/message_templates",
        headers={"Authorization": f"Bearer {line.access_token}"},
        json={
            "name": name,
            "language": "pt_BR",
            "category": category,
            "components": [{"type": "BODY", "text": text}],
        },
    ).raise_for_status()
    approved = MessageTemplate.objects.filter(name=name, status="APPROVED")
    eventually(lambda: sync_templates(channel=line, now=timezone.now()) and approved.exists())


def test_template_leaves_with_its_values_after_the_window(
    talk: Conversation, user: User, line: Channel, graph: Phones
) -> None:
    at_provider(graph, line, "volte_logo", "UTILITY", "Oi, {{1}}! Sentimos sua falta. Até já")
    message = send(talk, MessageTemplate.objects.get(name="volte_logo"), user)
    send_due(now=timezone.now())

    (sent,) = graph.sent()
    assert sent["content"]["rendered"]["text"] == "Oi, Marina! Sentimos sua falta. Até já"
    assert delivery(message).status == DeliveryStatus.SENT
    talk.refresh_from_db()
    assert (talk.owner, talk.assigned_to_id, talk.unread_count) == (Owner.HUMAN, user.pk, 0)
    assert message.text == "Oi, Marina! Sentimos sua falta. Até já"


def test_same_form_twice_is_one_message(talk: Conversation, user: User, line: Channel) -> None:
    template, token = make_template(line), new_id()
    first = send(talk, template, user, message_id=token)
    assert send(talk, template, user, message_id=token, values={}) == first
    assert Delivery.objects.count() == 1


def test_values_that_meta_would_refuse_write_nothing(
    talk: Conversation, user: User, line: Channel
) -> None:
    for values in ({}, {"body-1": " "}, {"body-1": "a\nb"}, {"body-1": "x" * 1024}):
        with pytest.raises(ValuesInvalid):
            send(talk, make_template(line, f"t{new_id().hex}"), user, values=values)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "PAUSED"}, TemplateRefusal.NOT_APPROVED),
        ({"status": "REJECTED"}, TemplateRefusal.NOT_APPROVED),
        ({"status": "DELETED"}, TemplateRefusal.NOT_APPROVED),
        ({"category": "MARKETING"}, TemplateRefusal.NO_CONSENT),
        ({"category": "AUTHENTICATION"}, TemplateRefusal.NOT_FROM_HERE),
        ({"language": "pt-odd"}, TemplateRefusal.NOT_FROM_HERE),
    ],
)
def test_template_that_may_not_be_sent_is_refused_at_the_click(
    talk: Conversation, user: User, line: Channel, fields: dict[str, str], reason: TemplateRefusal
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        send(talk, make_template(line, **fields), user)
    assert refused.value.reason == reason
    assert not Delivery.objects.exists()


def test_blocked_customer_gets_nothing(
    talk: Conversation, user: User, line: Channel, graph: Phones
) -> None:
    template = make_template(line)
    message = send(talk, template, user)
    talk.customer.is_blocked = True
    talk.customer.save()
    send_due(now=timezone.now())
    assert delivery(message).error_code == TemplateRefusal.BLOCKED
    assert graph.sent() == []
    with pytest.raises(TemplateRefused):
        send(talk, template, user)
    with pytest.raises(CustomerUnreachable):
        start_conversation(customer=talk.customer)


def test_promotion_needs_consent_at_the_click_and_when_it_leaves(
    talk: Conversation, user: User, line: Channel, graph: Phones
) -> None:
    at_provider(graph, line, "promo", "MARKETING", "Oi, {{1}}! Promoção de corte hoje")
    template = MessageTemplate.objects.get(name="promo")
    agree(talk.customer)
    kept = send(talk, template, user)
    send_due(now=timezone.now())
    assert delivery(kept).status == DeliveryStatus.SENT

    lost = send(talk, template, user, seen_id=kept.pk)
    agree(talk.customer, agrees=False)
    send_due(now=timezone.now())
    failed = delivery(lost)
    assert (failed.status, failed.error_code) == ("FAILED", TemplateRefusal.NO_CONSENT)
    assert failed.error_detail == "O cliente não autorizou receber promoções."
    assert len(graph.sent()) == 1
    with pytest.raises(TemplateRefused):
        retry_message(conversation=talk, message_id=lost.pk, user=user, now=timezone.now())


def test_notice_that_meta_made_a_promotion_follows_its_new_category(
    talk: Conversation, user: User, line: Channel, graph: Phones, receive: Receive
) -> None:
    at_provider(graph, line, "aviso", "UTILITY", "Oi, {{1}}! Temos novidades para você")
    message = send(talk, MessageTemplate.objects.get(name="aviso"), user)
    value = {
        "message_template_name": "aviso",
        "message_template_language": "pt-BR",
        "previous_category": "UTILITY",
        "new_category": "MARKETING",
    }
    receive(envelope(line, {"field": "template_category_update", "value": value}))
    send_due(now=timezone.now())
    assert delivery(message).error_code == TemplateRefusal.NO_CONSENT
    assert graph.sent() == []


def test_template_paused_since_the_click_is_not_posted(
    talk: Conversation, user: User, line: Channel, graph: Phones, receive: Receive
) -> None:
    template = make_template(line)
    message = send(talk, template, user)
    value = {
        "event": "PAUSED",
        "message_template_name": template.name,
        "message_template_language": "pt_BR",
    }
    receive(envelope(line, {"field": "message_template_status_update", "value": value}))
    send_due(now=timezone.now())
    assert delivery(message).error_code == TemplateRefusal.NOT_APPROVED
    assert graph.sent() == []


def test_template_that_the_provider_lost_is_marked_and_ours_submitted_again(
    line: Channel, graph: Phones
) -> None:
    gone = make_template(line, "antigo", synced_at=timezone.now() - timedelta(hours=1))
    prepare_templates(channel=line, now=timezone.now())
    gone.refresh_from_db()
    assert gone.status == "DELETED"
    assert MessageTemplate.objects.exclude(status="DELETED").count() == 3
    MessageTemplate.objects.filter(name="appointment_reminder").update(status="DELETED")
    assert prepare_templates(channel=line, now=timezone.now()) == 0  # the provider has them


def test_gate_costs_the_same_for_one_and_many(
    line: Channel, user: User, django_assert_max_num_queries: Any
) -> None:
    from bot.services.template_gate import template_refusals  # noqa: PLC0415

    template = make_template(line, category="MARKETING")
    for _ in range(12):
        customer = make_whatsapp_customer(line.organization)
        agree(customer)
        send(make_conversation(line, customer), template, user)
    waiting = list(Delivery.objects.select_related("message", "conversation__customer"))
    with django_assert_max_num_queries(2):
        assert template_refusals(waiting) == {}


def test_conversation_begins_on_the_oldest_active_number(line: Channel) -> None:
    customer = make_whatsapp_customer(line.organization)
    other = make_channel(line.organization)
    begun = start_conversation(customer=customer)
    assert begun.channel == line
    assert start_conversation(customer=customer, channel=other).channel == other
    Channel.objects.update(status="PAUSED")
    with pytest.raises(NoChannel):
        start_conversation(customer=customer)


def test_conversation_goes_on_where_it_was(line: Channel, talk: Conversation) -> None:
    Conversation.objects.filter(pk=talk.pk).update(last_message_at=timezone.now())
    empty = make_conversation(make_channel(line.organization), talk.customer)
    assert start_conversation(customer=talk.customer) == talk
    assert start_conversation(customer=talk.customer, channel=empty.channel) == empty
    talk.customer.identities.all().delete()
    with pytest.raises(CustomerUnreachable):
        start_conversation(customer=talk.customer)


def at_once(organization: Any, works: list[Any]) -> list[Any]:
    """Each in a thread and a connection of its own, all let go at the same moment."""
    gate = Barrier(len(works))

    def run(work: Any) -> Any:
        try:
            with scope(organization=organization):
                gate.wait()
                return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_two_agents_begin_one_conversation_and_one_template_leaves(line: Channel) -> None:
    house = line.organization
    agents = [make_member(house, Role.AGENT).user for _ in range(4)]
    customer, template = make_whatsapp_customer(house), make_template(line)
    begun = at_once(house, [lambda: start_conversation(customer=customer)] * 4)
    assert len({talk.pk for talk in begun}) == 1

    works = [lambda agent=agent: send(begun[0], template, agent) for agent in agents]
    answers = at_once(house, works)
    assert sum(isinstance(answer, Message) for answer in answers) == 1
    assert sum(isinstance(answer, AnsweredMeanwhile) for answer in answers) == 3
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_form_from_many_threads_is_one_message(line: Channel) -> None:
    house, user, token = line.organization, make_user(), new_id()
    talk = make_conversation(line, make_whatsapp_customer(house))
    template = make_template(line)
    answers = at_once(house, [lambda: send(talk, template, user, message_id=token)] * 6)
    assert {answer.pk for answer in answers} == {token}
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_promotion_leaves_once_consent_is_withdrawn(line: Channel, graph: Phones) -> None:
    house, user = line.organization, make_user()
    at_provider(graph, line, "promo", "MARKETING", "Oi, {{1}}! Promoção de corte hoje")
    template = MessageTemplate.objects.get(name="promo")
    talks = [make_conversation(line, make_whatsapp_customer(house)) for _ in range(8)]
    for talk in talks:
        agree(talk.customer)
    clicks = [lambda talk=talk: send(talk, template, user) for talk in talks]
    withdrawals = [lambda talk=talk: agree(talk.customer, agrees=False) for talk in talks]
    answers = at_once(house, clicks + withdrawals)

    assert not [a for a in answers if isinstance(a, Exception) and not _refused(a)]
    while send_due(now=timezone.now()):
        pass
    assert graph.sent() == []
    assert set(Delivery.objects.values_list("error_code", flat=True)) <= {-2}


def _refused(answer: Exception) -> bool:
    return isinstance(answer, TemplateRefused) and answer.reason == TemplateRefusal.NO_CONSENT
