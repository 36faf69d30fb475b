"""Sample data on the screen: who may, what is offered where, and what every page says."""

from collections.abc import Iterator

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Customer, Organization, SampleData
from accounts.tests.factories import make_customer, make_member, make_organization
from analytics.audit_words import sentence_of
from bot.services.sample_work import work_on_samples
from scheduling.tests.factories import NOW

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
BANNER = "Você está vendo dados de exemplo."
OFFER = "Preencher com dados de exemplo"


@pytest.fixture
def house() -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def enter(house: Organization, role: Role = Role.OWNER) -> Client:
    client = Client()
    client.force_login(make_member(house, role).user)
    return client


def url(house: Organization, rest: str = "") -> str:
    return f"/o/{house.slug}/settings/samples/{rest}"


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def work() -> None:
    while work_on_samples(now=NOW):
        pass


def test_from_filling_to_removal(house: Organization) -> None:
    owner = enter(house)
    assert OFFER in page(owner, url(house))
    assert owner.post(url(house, "filling/"))["Location"] == url(house)
    shown = page(owner, url(house))
    assert "Preparando os exemplos" in shown
    assert 'hx-trigger="load delay:1s"' in shown
    poll = owner.get(url(house), headers=PARTIAL)
    assert "HX-Refresh" not in poll
    work()
    assert owner.get(url(house), headers=PARTIAL)["HX-Refresh"] == "true"
    shown = page(owner, url(house))
    assert "<dt>Clientes</dt><dd>40</dd>" in shown
    Customer.objects.filter(pk=Customer.objects.first().pk).update(name="Dona Rita")
    owner.post(url(house, "removal/"))
    assert "Removendo os dados de exemplo" in page(owner, url(house))
    work()
    shown = page(owner, url(house))
    assert "Os dados de exemplo foram removidos." in shown
    assert "porque você mudou: clientes (1)" in shown
    assert OFFER in shown


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_only_owners_fill_and_remove(house: Organization, role: Role) -> None:
    client = enter(house, role)
    assert client.get(url(house)).status_code == 403
    assert client.post(url(house, "filling/")).status_code == 403
    assert client.post(url(house, "removal/")).status_code == 403
    assert OFFER not in page(client, f"/o/{house.slug}/customers/")
    assert not SampleData.objects.exists()


def test_strangers_find_nothing(house: Organization) -> None:
    stranger = enter(make_organization())
    assert stranger.post(url(house, "filling/")).status_code == 404
    assert not SampleData.objects.exists()


def test_every_page_says_so_while_there_are_samples(house: Organization) -> None:
    owner, agent = enter(house), enter(house, Role.AGENT)
    agenda = f"/o/{house.slug}/agenda/"
    assert BANNER not in page(owner, agenda)
    owner.post(url(house, "filling/"))
    for place in ("agenda/", "customers/", "conversations/", "services/", "staff/", ""):
        assert BANNER in page(owner, f"/o/{house.slug}/{place}"), place
    assert url(house, "removal/") in page(owner, agenda)
    assert BANNER in page(agent, agenda)
    assert url(house, "removal/") not in page(agent, agenda)
    assert BANNER not in page(enter(other := make_organization()), f"/o/{other.slug}/agenda/")


def test_saying_so_costs_no_query(house: Organization) -> None:
    owner = enter(house)
    counts = []
    for has_samples in (False, True):
        Organization.objects.filter(pk=house.pk).update(has_samples=has_samples)
        with CaptureQueriesContext(connection) as taken:
            owner.get(f"/o/{house.slug}/services/")
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_empty_screens_offer_samples(house: Organization) -> None:
    owner = enter(house)
    for place in ("customers/", "agenda/", "start/ready/"):
        assert OFFER in page(owner, f"/o/{house.slug}/{place}"), place


def test_working_business_is_told_why_not(house: Organization) -> None:
    for _number in range(10):
        make_customer(house)
    owner = enter(house)
    assert OFFER not in page(owner, url(house))
    answer = owner.post(url(house, "filling/"))
    assert "clientes de verdade" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not SampleData.objects.exists()


def test_nothing_to_remove_is_said(house: Organization) -> None:
    answer = enter(house).post(url(house, "removal/"))
    assert "Não há dados de exemplo" in str(next(iter(get_messages(answer.wsgi_request))))


def test_removing_twice_removes_once(house: Organization) -> None:
    owner = enter(house)
    owner.post(url(house, "filling/"))
    owner.post(url(house, "removal/"))
    assert owner.post(url(house, "removal/"))["Location"] == url(house)
    work()
    assert not Customer.objects.exists()


def test_what_happened_reads_as_a_sentence() -> None:
    assert sentence_of("samples.filled") == "Preencheu com dados de exemplo"
    assert sentence_of("samples.removed") == "Removeu os dados de exemplo"
