"""What comes with imported customers: own fields, labels, pets; and how it goes again."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.import_enums import ImportStatus
from accounts.models import (
    Customer,
    CustomerImport,
    CustomerTag,
    Dependant,
    ImportRow,
    Organization,
    Tag,
)
from accounts.selectors.customer_export import customers_as_csv
from accounts.services.customer_attributes import define_attribute
from accounts.services.customer_imports import ColumnsMissing, choose_columns, run_import
from accounts.services.tags import tag_customers
from accounts.tests.factories import make_customer, make_organization, make_user
from accounts.tests.services.test_customer_imports import checked, counts, imported, undone, work

FIELDS = (
    ("Nascimento", "DATE", ()),
    ("Peso", "NUMBER", ()),
    ("Fuma", "BOOLEAN", ()),
    ("Cabelo", "CHOICE", ("Liso", "Crespo")),
    ("Indicação", "TEXT", ()),
)
HEAD = "nome;telefone;nascimento;peso;fuma;cabelo;indicação;etiquetas;pet;espécie\n"
ANA = "Ana;11981230137;31/12/1990;61,5;não;liso;Bia;VIP, Noiva;Rex (gato), Mia;cachorro\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        for label, kind, choices in FIELDS:
            define_attribute(
                organization=organization,
                label=label,
                type=kind,
                choices=choices,
                actor=make_user(),
            )
        yield organization


def pets() -> set[tuple[str, str, str]]:
    return set(Dependant.objects.values_list("customer__name", "name", "species"))


def tags(customer: Customer) -> set[str]:
    links = CustomerTag.objects.filter(customer=customer)
    return set(links.values_list("tag__name", flat=True))


def test_own_fields_labels_and_pets_come_along(house: Organization) -> None:
    batch = imported(house, HEAD + ANA + "Bia;11981230138;;;;;;;;\n")
    assert counts(batch) == {"NEW": 2}
    ana, bia = Customer.objects.order_by("name")
    assert ana.attributes == {
        "nascimento": "1990-12-31",
        "peso": 61.5,
        "fuma": False,
        "cabelo": "Liso",
        "indicacao": "Bia",
    }
    assert tags(ana) == {"VIP", "Noiva"}
    assert pets() == {("Ana", "Rex", "gato"), ("Ana", "Mia", "cachorro")}
    assert (bia.attributes, tags(bia)) == ({}, set())


def test_what_cannot_be_read_says_in_which_column(house: Organization) -> None:
    batch = checked(
        house,
        "nome;peso;cabelo;etiquetas\nAna;muito;;\nBia;;Ruivo;\nCaio;;;" + "x" * 41 + "\nDora;1;;\n",
    )
    assert counts(batch) == {"ERROR": 3, "NEW": 1}
    errors = ImportRow.objects.filter(outcome="ERROR").order_by("number")
    assert list(errors.values_list("error", "error_column")) == [
        ("NUMBER_INVALID", "Peso"),
        ("CHOICE_UNKNOWN", "Cabelo"),
        ("TAG_TOO_LONG", "Etiquetas"),
    ]


def test_second_run_adds_nothing(house: Organization) -> None:
    imported(house, HEAD + ANA)
    again = imported(house, HEAD + ANA)
    assert counts(again) == {"KNOWN": 1}
    assert (CustomerTag.objects.count(), Dependant.objects.count()) == (2, 2)


def test_known_customer_gets_what_is_missing_and_loses_it_again(house: Organization) -> None:
    ana = make_customer(
        house, name="Ana", phone="+5511981230137", attributes={"peso": 50.0, "indicacao": "Eva"}
    )
    tag_customers(organization=house, customer_ids=[ana.pk], name="vip", actor=make_user())
    batch = checked(house, HEAD + ANA)
    assert counts(batch) == {"UPDATED": 1}
    run_import(batch=batch, actor=make_user())
    work()
    ana.refresh_from_db()
    assert ana.attributes["peso"] == 61.5
    assert tags(ana) == {"vip", "Noiva"}
    assert len(pets()) == 2
    undone(batch)
    ana.refresh_from_db()
    assert ana.attributes == {"peso": 50.0, "indicacao": "Eva"}
    assert tags(ana) == {"vip"}
    assert pets() == set()
    assert set(Tag.objects.values_list("name", flat=True)) == {"vip"}


def test_known_customer_is_left_alone_when_asked(house: Organization) -> None:
    ana = make_customer(house, name="Ana", phone="+5511981230137")
    batch = imported(house, HEAD + ANA, updates=False)
    ana.refresh_from_db()
    assert counts(batch) == {"KNOWN": 1}
    assert (ana.attributes, tags(ana), pets()) == ({}, set(), set())


def test_undo_takes_new_customers_with_their_labels_and_pets(house: Organization) -> None:
    batch = imported(house, HEAD + ANA)
    assert undone(batch).status == ImportStatus.UNDONE
    assert not Customer.objects.exists()
    assert not Tag.objects.exists()
    assert not Dependant.objects.exists()


def test_undo_leaves_what_a_person_has_changed_since(house: Organization) -> None:
    batch = imported(
        house,
        HEAD
        + ANA
        + "Bia;11981230138;;10;;;;;Bob;\nCaio;11981230139;;10;;;;;;\nDora;11981230140;;1;;;;;;\n",
    )
    Dependant.objects.filter(name="Bob").update(breed="vira-lata")
    Customer.objects.filter(name="Caio").update(attributes={"peso": 11.0})
    dora = Customer.objects.get(name="Dora")
    tag_customers(organization=house, customer_ids=[dora.pk], name="VIP", actor=make_user())
    undone(batch)
    assert set(Customer.objects.values_list("name", flat=True)) == {"Bia", "Caio", "Dora"}
    assert pets() == {("Bia", "Bob", "")}
    assert set(Tag.objects.values_list("name", flat=True)) == {"VIP"}


def test_export_maps_itself_and_changes_nothing(house: Organization) -> None:
    imported(house, HEAD + ANA + "Bia;;;1234567,25;;;;;;\nCaio;;;1234;;;;;;\n")
    lines = "".join(customers_as_csv(house))
    again = imported(house, lines)
    assert {"tags", "pets", "own_nascimento", "own_peso", "own_cabelo"} <= set(again.mapping)
    assert counts(again) == {"KNOWN": 3}
    Customer.objects.filter(name="Ana").update(attributes={})
    CustomerTag.objects.all().delete()
    Dependant.objects.all().delete()
    imported(house, lines)
    assert "".join(customers_as_csv(house)) == lines


def test_column_with_a_label_for_every_row_is_refused(house: Organization) -> None:
    rows = "".join(f"C{number};rua {number}\n" for number in range(210))
    batch = checked(house, "nome;etiquetas\n" + rows)
    assert counts(batch) == {"NEW": 200, "ERROR": 10}
    assert ImportRow.objects.filter(error="TOO_MANY_TAGS").count() == 10


def test_archived_and_foreign_fields_are_no_columns(house: Organization) -> None:
    other = make_organization()
    with scope(organization=other):
        define_attribute(organization=other, label="Alheio", type="TEXT", actor=make_user())
    batch = checked(house, "nome;alheio\nAna;x\n")
    assert batch.mapping == {"name": 0}
    with pytest.raises(ColumnsMissing):
        choose_columns(batch=batch, mapping={"name": 0, "own_alheio": 1}, updates_existing=True)


def test_queries_do_not_grow_with_rows(house: Organization) -> None:
    def cost(first: int, rows: int) -> tuple[int, int]:
        lines = "".join(
            f"C{n};11981{n:06d};01/01/1990;1;;;;VIP;Rex;gato\n" for n in range(first, first + rows)
        )
        batch = checked(house, HEAD + lines)
        with CaptureQueriesContext(connection) as queries:
            run_import(batch=batch, actor=batch.created_by)
            work()
        with CaptureQueriesContext(connection) as back:
            undone(CustomerImport.objects.get(pk=batch.pk))
        return len(queries), len(back)

    tag_customers(
        organization=house,
        customer_ids=[make_customer(house).pk],
        name="VIP",
        actor=make_user(),
    )
    assert cost(230000, 1) == cost(240000, 30)
