"""Importing and exporting customers on the screen."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from accounts.import_enums import ImportStatus
from accounts.models import AuditEntry, Customer, CustomerImport, Organization
from accounts.people_enums import AttributeType
from accounts.services.customer_attributes import define_attribute
from accounts.services.import_work import work_on_import
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from accounts.tests.services.test_customer_imports import NOW, checked

pytestmark = pytest.mark.django_db


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
    return f"/o/{house.slug}/customers/import/{rest}"


def send(client: Client, house: Organization, content: bytes, name: str = "lista.csv"):
    return client.post(url(house), {"file": SimpleUploadedFile(name, content)})


def test_from_upload_to_undo(house: Organization) -> None:
    owner = enter(house)
    answer = send(owner, house, b"nome;telefone\nAna;11981230137\nErro;1\n")
    batch = CustomerImport.objects.get()
    here = answer["Location"]
    assert here == url(house, f"{batch.pk}/")
    assert "Ana" in owner.get(here).content.decode()
    owner.post(f"{here}columns/", {"name": "0", "phone": "1", "updates_existing": "on"})
    assert 'hx-trigger="load delay:1s"' in owner.get(here).content.decode()
    work_on_import(now=NOW)
    page = owner.get(here).content.decode()
    assert "Importar 1 cliente" in page
    errors = owner.get(f"{here}errors/").content.decode("utf-8-sig").splitlines()
    assert errors[1] == "3;O telefone não parece um número válido.;Erro;1"
    owner.post(f"{here}run/")
    while work_on_import(now=NOW):
        pass
    assert Customer.objects.get().name == "Ana"
    assert "Desfazer importação" in owner.get(here).content.decode()
    owner.post(f"{here}undo/")
    while work_on_import(now=NOW):
        pass
    assert not Customer.objects.exists()
    assert CustomerImport.objects.get().status == ImportStatus.UNDONE


def test_own_fields_labels_and_pets_stand_in_the_mapping(house: Organization) -> None:
    define_attribute(organization=house, label="Peso", type=AttributeType.NUMBER, actor=make_user())
    owner = enter(house)
    content = b"nome;pet;peso;etiquetas\nAna;Rex;muito;VIP\n"
    here = send(owner, house, content)["Location"]
    form = owner.get(here).context["form"]
    assert [field.value() for field in form.own_fields] == ["2"]
    assert [field.value() for field in form.more_fields] == ["3", "1", None]
    given = {"name": "0", "own_peso": "2", "tags": "3", "pets": "1"}
    owner.post(f"{here}columns/", given)
    work_on_import(now=NOW)
    errors = owner.get(f"{here}errors/").content.decode("utf-8-sig").splitlines()
    assert errors[1] == "2;Peso: Não parece um número.;Ana;Rex;muito;VIP"
    foreign = owner.post(f"{here}columns/", {"name": "0", "own_alheio": "1"})
    assert foreign.status_code == 302  # what is no column of ours is not read


def test_unreadable_file_says_so_in_place(house: Organization) -> None:
    for content in (b"PK\x03\x04x", b"Nome\n", b""):
        answer = send(enter(house), house, content)
        assert answer.status_code == 422
        assert "is-invalid" in answer.content.decode()
    assert not CustomerImport.objects.exists()


def test_columns_without_a_person_are_refused_in_place(house: Organization) -> None:
    owner = enter(house)
    here = send(owner, house, b"a;b\n1;2\n")["Location"]
    answer = owner.post(f"{here}columns/", {"notes": "0"})
    assert answer.status_code == 422
    assert "ao menos o nome ou o telefone" in answer.content.decode()


def test_file_can_be_thrown_away_before_but_not_after(house: Organization) -> None:
    owner = enter(house)
    batch = checked(house, "nome\nAna\n")
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert owner.post(url(house, f"{batch.pk}/undo/"), headers=partial).status_code == 409
    owner.post(url(house, f"{batch.pk}/run/"))
    assert owner.post(url(house, f"{batch.pk}/removal/"), headers=partial).status_code == 409
    other = checked(house, "nome\nBia\n")
    owner.post(url(house, f"{other.pk}/removal/"))
    assert not CustomerImport.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_other_roles_neither_import_nor_export(house: Organization, role: Role) -> None:
    client = enter(house, role)
    assert client.get(url(house)).status_code == 403
    assert client.get(f"/o/{house.slug}/customers/export/").status_code == 403


def test_list_costs_the_same_at_1_and_20(house: Organization) -> None:
    owner = enter(house)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get(url(house))
        return len(queries)

    checked(house, "nome\nAna\n")
    owner.get(url(house))
    one = cost()
    for number in range(19):
        checked(house, f"nome\nAna {number}\n")
    assert cost() == one


def test_export_streams_this_tenants_customers_and_is_written_down(house: Organization) -> None:
    make_customer(house, name="Ana")
    other = make_organization()
    with scope(organization=other):
        make_customer(other, name="Alheia")
    answer = enter(house).get(f"/o/{house.slug}/customers/export/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Ana;'+55" in text
    assert "Alheia" not in text
    assert AuditEntry.objects.filter(action="customers.exported").count() == 1
