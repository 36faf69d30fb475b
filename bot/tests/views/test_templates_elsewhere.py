"""What a number's provider can't do with templates is said, not offered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_member, make_whatsapp_customer
from bot.models import Channel
from bot.services.evolution_channels import create_evolution_channel
from bot.services.gupshup_channels import create_gupshup_channel
from bot.services.twilio_channels import create_twilio_channel
from bot.tests.factories import make_conversation
from bot.tests.templates import make_template

BODY = {"type": "BODY", "text": "Oi {{1}}"}
Maker = Callable[[Organization], Channel]


def twilio(organization: Organization) -> Channel:
    return create_twilio_channel(
        organization=organization,
        phone="+5511 3333-0000",
        account_sid="AC" + "0f" * 16,
        auth_token="t",
    )


def gupshup(organization: Organization) -> Channel:
    return create_gupshup_channel(
        organization=organization, phone="+5511 3333-0000", app_name="Studio", api_key="k"
    )


def evolution(organization: Organization) -> Channel:
    return create_evolution_channel(
        organization=organization, server="https://evo.example", instance="studio", api_key="k"
    )


@pytest.fixture
def owner(organization: Organization) -> Client:
    client = Client()
    client.force_login(make_member(organization, Role.OWNER).user)
    return client


def url(channel: Channel, rest: str = "") -> str:
    return f"/o/{channel.organization.slug}/settings/templates/{channel.pk}/{rest}"


@pytest.mark.parametrize(("make", "name"), [(twilio, "Twilio"), (gupshup, "Gupshup")])
def test_templates_are_listed_and_written_over_there(
    organization: Organization, owner: Client, make: Maker, name: str
) -> None:
    channel = make(organization)
    template = make_template(channel, "ola", BODY)
    page = owner.get(url(channel)).content.decode()
    assert "Ola" in page
    assert f"escritos no painel da {name}" in page
    assert "Novo modelo" not in page
    assert f"{template.pk}/removal/" not in page
    shown = owner.get(url(channel, f"{template.pk}/")).content.decode()
    assert "não pode ser mudado daqui" in shown
    for answer in (
        owner.get(url(channel, "new/")),
        owner.post(url(channel, "new/"), {"name": "x"}),
        owner.post(url(channel, f"{template.pk}/"), {}),
        owner.post(url(channel, f"{template.pk}/removal/")),
    ):
        assert answer.status_code == 302
        assert answer["Location"] == url(channel)
    template.refresh_from_db()
    assert template.status == "APPROVED"


def test_a_paired_number_has_none(organization: Organization, owner: Client) -> None:
    channel = evolution(organization)
    page = owner.get(url(channel)).content.decode()
    assert "Este número não usa modelos" in page
    assert "Atualizar modelos" not in page
    assert "Novo modelo" not in page
    settings = owner.get(f"/o/{organization.slug}/settings/templates/").content.decode()
    assert "Nenhum número ligado" in settings


def test_a_paired_number_may_write_at_any_time(organization: Organization, owner: Client) -> None:
    customer = make_whatsapp_customer(organization, "5511987654321")
    old = timezone.now() - timedelta(days=9)
    talk = make_conversation(
        evolution(organization), customer, last_message_at=old, last_customer_message_at=old
    )
    page = owner.get(f"/o/{organization.slug}/conversations/{talk.pk}/").content.decode()
    assert "não tem a janela de 24 horas" in page
    assert "data-window-left" not in page
    assert 'id="reply_text"' in page


def test_the_picker_says_where_templates_come_from(
    organization: Organization, owner: Client
) -> None:
    customer = make_whatsapp_customer(organization, "5511987654321")
    old = timezone.now() - timedelta(days=9)
    talk = make_conversation(
        gupshup(organization), customer, last_message_at=old, last_customer_message_at=old
    )
    page = owner.get(f"/o/{organization.slug}/conversations/{talk.pk}/").content.decode()
    assert "criados no painel da Gupshup" in page
