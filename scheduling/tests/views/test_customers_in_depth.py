"""The card and the list in depth: labels, own fields, notes, consent, archive, doubles."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Consent, Customer, CustomerNote, CustomerTag, Dependant, Tag
from accounts.people_enums import AttributeType
from accounts.services.customer_attributes import define_attribute
from accounts.tests.factories import make_customer, make_user
from scheduling.models import Appointment
from scheduling.tests.views.conftest import PARTIAL, Salon


@pytest.fixture
def owner(login) -> Client:
    return login(Role.OWNER)


def card(salon: Salon, rest: str = "") -> str:
    return salon.url(f"customers/{salon.customer.pk}/{rest}")


def listed(client: Client, salon: Salon, query: str) -> list[str]:
    page = client.get(salon.url(f"customers/?{query}"), headers=PARTIAL)
    return [line["line"].customer.name for line in page.context["lines"]]


def test_labels_go_on_in_bulk_and_narrow_the_list(salon: Salon, owner: Client, other_salon) -> None:
    zelia = make_customer(salon.organization, name="Zélia")
    ids = [str(salon.customer.pk), str(zelia.pk), str(other_salon.customer.pk), "x"]
    answer = owner.post(salon.url("customers/tagged/"), {"customer": ids, "name": "VIP"})
    assert answer.status_code == 302
    owner.post(card(salon, "tags/"), {"name": "Nova"}, headers=PARTIAL)
    vip, new = Tag.objects.get(name="VIP").pk, Tag.objects.get(name="Nova").pk
    assert CustomerTag.objects.count() == 3
    assert listed(owner, salon, f"tag={vip}") == ["Marina Costa", "Zélia"]
    assert listed(owner, salon, f"tag={vip}&tag={new}") == ["Marina Costa"]
    assert listed(owner, salon, f"tag={vip}&tag=nonsense") == ["Marina Costa", "Zélia"]


@pytest.mark.parametrize("fields", [{"name": "VIP"}, {"customer": "x", "name": "VIP"}, {}])
def test_bulk_without_rows_or_name_is_refused(salon: Salon, owner: Client, fields) -> None:
    answer = owner.post(salon.url("customers/tagged/"), fields, headers=PARTIAL)
    assert answer.status_code == 409
    assert not Tag.objects.exists()


def test_own_fields_are_written_shown_and_filtered(salon: Salon, owner: Client) -> None:
    owner.post(
        salon.url("customers/fields/new/"),
        {"label": "Convênio", "type": "CHOICE", "choices": "Uni\nBra"},
    )
    define_attribute(
        organization=salon.organization,
        label="Filhos",
        type=AttributeType.NUMBER,
        actor=make_user(),
    )
    bad = owner.post(
        card(salon, "edit/"), {"name": "Marina Costa", "attribute_filhos": "x"}, headers=PARTIAL
    )
    assert bad.status_code == 422
    owner.post(
        card(salon, "edit/"),
        {"name": "Marina Costa", "attribute_convenio": "Uni", "attribute_filhos": "2"},
    )
    salon.customer.refresh_from_db()
    assert salon.customer.attributes == {"convenio": "Uni", "filhos": 2}
    assert "<dt>Convênio</dt><dd>Uni</dd>" in owner.get(card(salon)).content.decode()
    assert listed(owner, salon, "attribute_convenio=Uni") == ["Marina Costa"]
    assert listed(owner, salon, "attribute_filhos_from=3") == []
    assert listed(owner, salon, "attribute_convenio=Outro") == ["Marina Costa"]


def test_last_visit_narrows_the_list(salon: Salon, owner: Client) -> None:
    start = timezone.now() - timedelta(days=40)
    salon.book(10, starts_at=start)
    Appointment.objects.filter(starts_at=start).update(status="COMPLETED")
    make_customer(salon.organization, name="Zélia")
    assert listed(owner, salon, "since=came-90") == ["Marina Costa"]
    assert listed(owner, salon, "since=came-30") == []
    assert listed(owner, salon, "since=absent-30") == ["Marina Costa"]
    assert listed(owner, salon, "since=absent-60") == []
    assert len(listed(owner, salon, "since=nonsense")) == 2


def test_archived_customers_leave_the_list_and_come_back(salon: Salon, owner: Client) -> None:
    answer = owner.post(card(salon, "archive/"), headers=PARTIAL)
    assert "restore" in answer["HX-Trigger"]
    assert listed(owner, salon, "") == []
    assert listed(owner, salon, "archived=1") == ["Marina Costa"]
    owner.post(card(salon, "restore/"), headers=PARTIAL)
    assert listed(owner, salon, "") == ["Marina Costa"]


def test_one_form_sent_twice_makes_one_customer(salon: Salon, owner: Client) -> None:
    fields = {"name": "Joana", "key": str(uuid4())}
    for _time in range(2):
        assert owner.post(salon.url("customers/new/"), fields, headers=PARTIAL).status_code == 204
    assert Customer.objects.filter(name="Joana").count() == 1


def test_consent_is_kept_with_its_evidence(salon: Salon, owner: Client) -> None:
    fields = {"status": "GRANTED", "channel": "phone", "evidence": "pode mandar"}
    missing = owner.post(card(salon, "consent/"), fields | {"evidence": ""}, headers=PARTIAL)
    assert missing.status_code == 422
    for _time in range(2):
        owner.post(card(salon, "consent/"), fields, headers=PARTIAL)
    kept = Consent.objects.get()
    assert (kept.source, kept.evidence) == ("phone", "pode mandar")
    assert kept.recorded_by == owner.member.user
    owner.post(card(salon, "consent/"), fields | {"status": "REVOKED"}, headers=PARTIAL)
    assert Consent.objects.count() == 2


def test_an_agent_changes_own_notes_only(salon: Salon, login, owner: Client) -> None:
    owner.post(card(salon, "notes/"), {"text": "Da dona"}, headers=PARTIAL)
    note = CustomerNote.objects.get()
    agent = login(Role.AGENT)
    page = agent.get(card(salon)).content.decode()
    assert "Da dona" in page
    assert f"notes/{note.pk}/removal/" not in page
    for rest in ("", "removal/"):
        url = salon.url(f"customers/notes/{note.pk}/{rest}")
        assert agent.post(url, {"text": "Outra"}, headers=PARTIAL).status_code == 403
    note.refresh_from_db()
    assert note.text == "Da dona"


def test_a_dependant_is_written_and_shown(salon: Salon, owner: Client) -> None:
    fields = {"name": "Thor", "kind": "PET", "species": "Cachorro", "size": "M"}
    owner.post(card(salon, "dependants/new/"), fields, headers=PARTIAL)
    pet = Dependant.objects.get()
    url = salon.url(f"customers/dependants/{pet.pk}/vaccinations/")
    dose = {"name": "Raiva", "given_on": "2024-01-10", "valid_until": "2025-01-10"}
    assert "Vencida" in owner.post(url, dose, headers=PARTIAL).content.decode()
    late = owner.post(url, dose | {"valid_until": "2023-01-10"}, headers=PARTIAL)
    assert late.status_code == 422
    page = owner.get(card(salon)).content.decode()
    assert "Cachorro" in page
    assert "Vencida" in page


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_who_only_reads_adds_nothing(salon: Salon, login, role: Role) -> None:
    client = login(role, salon.ana)
    for rest in ("tags/", "notes/", "consent/", "archive/", "dependants/new/"):
        assert client.post(card(salon, rest), {"name": "x", "text": "x"}).status_code == 403
    for rest in ("tags/", "duplicates/", "fields/"):
        assert client.get(salon.url(f"customers/{rest}")).status_code == 403


def test_a_called_off_visit_shows_nobody_the_customer(salon: Salon, login) -> None:
    ana = login(Role.STAFF, salon.ana)
    assert ana.get(card(salon)).status_code == 200
    Appointment.objects.update(status="CANCELLED", cancelled_at=timezone.now())
    assert ana.get(card(salon)).status_code == 404
    assert listed(ana, salon, "") == []


def test_the_old_address_leads_to_the_survivor(salon: Salon, owner: Client) -> None:
    twin = make_customer(salon.organization, name="Marina C.", notes="Café")
    url = card(salon, f"merge/{twin.pk}/")
    assert "Marina C." in owner.get(url).content.decode()
    owner.post(url, {"name": "other"})
    salon.customer.refresh_from_db()
    assert (salon.customer.name, salon.customer.notes) == ("Marina C.", "Café")
    answer = owner.get(salon.url(f"customers/{twin.pk}/"))
    assert (answer.status_code, answer["Location"]) == (302, card(salon))


def test_doubles_are_offered(salon: Salon, owner: Client) -> None:
    make_customer(salon.organization, name="marina costa", phone="")
    assert "Comparar" in owner.get(salon.url("customers/duplicates/")).content.decode()
    assert "marina costa" in owner.get(card(salon, "merge/")).content.decode()


def test_export_carries_labels_and_own_fields(salon: Salon, owner: Client) -> None:
    define_attribute(
        organization=salon.organization,
        label="Fumante",
        type=AttributeType.BOOLEAN,
        actor=make_user(),
    )
    owner.post(card(salon, "tags/"), {"name": "VIP"})
    Customer.objects.update(attributes={"fumante": False})
    answer = owner.get(salon.url("customers/export/"))
    text = b"".join(answer.streaming_content).decode()
    first, second = text.strip().splitlines()
    assert first.endswith("Etiquetas;Fumante")
    assert second.endswith("VIP;não")
