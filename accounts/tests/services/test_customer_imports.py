"""Customers from a file: dry run, import, restart, undo."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django_scopes import scope
from openpyxl import Workbook

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.import_enums import ImportStatus, RowOutcome
from accounts.models import Consent, Customer, CustomerImport, Organization
from accounts.selectors.customer_export import customers_as_csv
from accounts.selectors.customer_imports import outcome_counts
from accounts.services import import_run
from accounts.services.consents import record_consent
from accounts.services.customer_imports import (
    ColumnsMissing,
    FileEmpty,
    ImportNotThere,
    choose_columns,
    forget_old_files,
    run_import,
    undo_import,
    upload_import,
)
from accounts.services.customers import update_customer
from accounts.services.identities import identify_customer
from accounts.services.import_work import work_on_import
from accounts.spreadsheets import FileUnreadable
from accounts.tests.factories import make_customer, make_organization, make_user
from tests.locks import wait_for_a_lock

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def checked(house: Organization, text: str | bytes, *, updates: bool = True) -> CustomerImport:
    content = text.encode() if isinstance(text, str) else text
    batch = upload_import(
        organization=house, actor=make_user(), file_name="lista.csv", content=content
    )
    choose_columns(batch=batch, mapping=batch.mapping, updates_existing=updates)
    work()
    return fresh(batch)


def imported(house: Organization, text: str | bytes, *, updates: bool = True) -> CustomerImport:
    batch = checked(house, text, updates=updates)
    run_import(batch=batch, actor=make_user())
    work()
    return fresh(batch)


def undone(batch: CustomerImport) -> CustomerImport:
    undo_import(batch=batch, actor=make_user())
    work()
    return fresh(batch)


def work() -> None:
    while work_on_import(now=NOW):
        pass


def fresh(batch: CustomerImport) -> CustomerImport:
    found: CustomerImport = CustomerImport.objects.get(pk=batch.pk)
    return found


def counts(batch: CustomerImport) -> dict[str, int]:
    return {name: count for name, count in outcome_counts(batch).items() if count}


def test_dry_run_counts_and_writes_nothing(house: Organization) -> None:
    make_customer(house, name="Velha Conhecida", phone="+5511981230137")
    make_customer(house, name="Igual", phone="+5511981230138")
    batch = checked(
        house,
        "Nome;Celular\nMarina;(11) 8123-0137\nIgual;11 98123-0138\nNova;11 98123-0139\n"
        "De novo;+55 11 8123-0139\nErro;12\n;\nSem fone;\n",
    )
    assert batch.status == ImportStatus.READY
    assert counts(batch) == {"UPDATED": 1, "KNOWN": 1, "NEW": 2, "REPEATED": 1, "ERROR": 1}
    assert Customer.objects.count() == 2


def test_ninth_digit_matches_both_ways_and_the_phone_stays(house: Organization) -> None:
    with_ninth = make_customer(house, name="A", phone="+5511981230137")
    without = identify_customer(organization=house, wa_id="551181230138", user_id=None)
    imported(house, "nome,telefone\nAna,11 8123-0137\nBia,11 98123-0138\n")
    assert Customer.objects.count() == 2
    with_ninth.refresh_from_db()
    without.refresh_from_db()
    assert (with_ninth.name, with_ninth.phone) == ("Ana", "+5511981230137")
    assert (without.name, without.phone) == ("Bia", "+551181230138")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(house: Organization, encoding: str, separator: str) -> None:
    text = f"Nombre{separator}Teléfono\nJosé Antônio{separator}11981230137\n"
    imported(house, text.encode(encoding))
    made = Customer.objects.get()
    assert (made.name, made.phone) == ("José Antônio", "+5511981230137")


def test_xlsx_with_numbers_as_phones(house: Organization) -> None:
    book = Workbook()
    book.active.append(["Name", "Phone", "Notes"])
    book.active.append(["Ana", 11981230137.0, "gosta de café"])
    file = io.BytesIO()
    book.save(file)
    imported(house, file.getvalue())
    made = Customer.objects.get()
    assert (made.phone, made.notes) == ("+5511981230137", "gosta de café")


def test_file_that_is_no_table_is_refused(house: Organization) -> None:
    for content, refusal in (
        (b"PK\x03\x04 no archive", FileUnreadable),
        (b"a\x00b", FileUnreadable),
        (b"Nome\n", FileEmpty),
    ):
        with pytest.raises(refusal):
            upload_import(organization=house, actor=make_user(), file_name="x", content=content)
    assert not CustomerImport.objects.exists()


def test_columns_need_somebody_and_no_doubles(house: Organization) -> None:
    batch = upload_import(
        organization=house, actor=make_user(), file_name="x", content=b"a,b\n1,2\n"
    )
    for mapping in ({}, {"notes": 0}, {"name": 0, "phone": 0}, {"name": 2}, {"spam": 0, "name": 1}):
        with pytest.raises(ColumnsMissing):
            choose_columns(batch=batch, mapping=mapping, updates_existing=True)


def test_known_customers_are_left_alone_when_asked(house: Organization) -> None:
    customer = make_customer(house, name="Antes", phone="+5511981230137")
    batch = imported(house, "nome,telefone\nDepois,11981230137\n", updates=False)
    customer.refresh_from_db()
    assert customer.name == "Antes"
    assert counts(batch) == {"KNOWN": 1}


def test_second_run_of_one_file_creates_nobody(house: Organization) -> None:
    text = "nome,telefone\nAna,11981230137\nSem Fone,\n"
    imported(house, text)
    again = imported(house, text)
    assert counts(again) == {"KNOWN": 2}
    assert Customer.objects.count() == 2


def test_consent_comes_along_and_never_turns_a_no_into_a_yes(house: Organization) -> None:
    customer = make_customer(house, name="Ana", phone="+5511981230137")
    record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.REVOKED,
        source="whatsapp",
        evidence="SAIR",
        occurred_at=NOW,
    )
    imported(house, "nome,telefone,promoções\nAna,11981230137,sim\nBia,11981230138,sim\n")
    assert list(Consent.objects.filter(customer=customer).values_list("status", flat=True)) == [
        "REVOKED"
    ]
    given = Consent.objects.get(customer__name="Bia")
    assert (given.status, given.evidence) == ("GRANTED", "lista.csv:3")


def test_batch_that_dies_is_done_again_without_doubles(house: Organization, monkeypatch) -> None:
    monkeypatch.setattr(import_run, "BATCH", 3)
    lines = "".join(f"Cliente {n},1198123{n:04d}\n" for n in range(10))
    batch = checked(house, "nome,telefone\n" + lines)
    run_import(batch=batch, actor=make_user())
    work_on_import(now=NOW)
    assert Customer.objects.count() == 3

    before = transaction.savepoint()
    work_on_import(now=NOW)
    assert Customer.objects.count() == 6
    transaction.savepoint_rollback(before)  # as the database does when the worker is killed
    assert (Customer.objects.count(), fresh(batch).cursor) == (3, 4)
    work()
    assert Customer.objects.count() == 10
    assert (fresh(batch).status, fresh(batch).content) == (ImportStatus.DONE, None)


def test_message_that_brings_the_customer_meanwhile_wins(house: Organization) -> None:
    batch = checked(house, "nome,telefone\nAna,11981230137\n")
    identify_customer(organization=house, wa_id="551181230137", user_id=None)
    run_import(batch=batch, actor=make_user())
    work()
    assert Customer.objects.get().name == "Ana"
    assert counts(batch) == {"UPDATED": 1}


@pytest.mark.django_db(transaction=True)
def test_what_the_team_writes_meanwhile_is_kept(house: Organization) -> None:
    ana = make_customer(house, name="Ana", phone="+5511981230137")
    batch = checked(house, "nome,telefone\nAna Souza,11981230137\n")
    run_import(batch=batch, actor=make_user())

    def import_it() -> None:
        try:
            with scope(organization=house):
                work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        with transaction.atomic():
            update_customer(
                customer=ana, actor=make_user(), name="Ana", phone="11981230137", notes="Alergia"
            )
            importing = worker.submit(import_it)
            wait_for_a_lock()
        importing.result(20)
    ana.refresh_from_db()
    assert (ana.name, ana.notes) == ("Ana Souza", "Alergia")


def test_undo_removes_the_unused_and_restores_the_changed(house: Organization) -> None:
    known = make_customer(house, name="Antes", phone="+5511981230137")
    batch = imported(
        house,
        "nome,telefone,promoções\nDepois,11981230137,sim\nSai,11981230138,\nMudou,11981230139,\n"
        "Falou,11981230140,\n",
    )
    Customer.objects.filter(name="Mudou").update(notes="veio hoje")
    record_consent(
        customer=Customer.objects.get(name="Falou"),
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.GRANTED,
        source="whatsapp",
        evidence="quero",
        occurred_at=NOW,
    )
    assert undone(batch).status == ImportStatus.UNDONE
    known.refresh_from_db()
    assert known.name == "Antes"
    assert set(Customer.objects.values_list("name", flat=True)) == {"Antes", "Mudou", "Falou"}
    assert not Consent.objects.filter(customer=known).exists()


def test_step_is_taken_once(house: Organization) -> None:
    batch = checked(house, "nome\nAna\n")
    run_import(batch=batch, actor=make_user())
    with pytest.raises(ImportNotThere):
        run_import(batch=batch, actor=make_user())


def test_other_tenant_has_its_own_customers(house: Organization) -> None:
    other = make_organization()
    with scope(organization=other):
        make_customer(other, name="Alheia", phone="+5511981230137")
    imported(house, "nome,telefone\nNossa,11981230137\n")
    assert Customer.objects.get().name == "Nossa"
    with scope(organization=other):
        assert Customer.objects.get().name == "Alheia"


def test_file_nobody_finished_goes_after_a_day(house: Organization) -> None:
    batch = checked(house, "nome\nAna\n")
    created_at = fresh(batch).created_at
    day, second = timedelta(days=1), timedelta(seconds=1)
    assert forget_old_files(now=created_at + day - second) == 0
    assert forget_old_files(now=created_at + day + second) == 1
    assert not CustomerImport.objects.exists()


def test_queries_do_not_grow_with_rows(house: Organization) -> None:
    def cost(first: int, rows: int) -> int:
        lines = "".join(f"C{n},11981{n:06d}\n" for n in range(first, first + rows))
        batch = checked(house, "nome,telefone\n" + lines)
        run_import(batch=batch, actor=make_user())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            work()
        return len(queries)

    assert cost(230000, 1) == cost(240000, 30)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("es", "\ufeffNombre;Teléfono;Idioma;Notas;Acepta promociones"),
        ("en", "\ufeffName;Phone;Language;Notes;Accepts promotions"),
    ],
)
def test_export_speaks_the_language_in_which_it_was_asked_for(
    house: Organization, language: str, expected: str
) -> None:
    imported(house, "nome,telefone,aceita promoções\nAna,11981230137,sim\nBia,11981230138,não\n")
    with override(language):
        lines = customers_as_csv(house)  # read below, as the server does: without a language
    text = "".join(lines)
    assert text.splitlines()[0] == expected
    again = imported(house, text)
    assert set(again.mapping) == {"name", "phone", "locale", "notes", "consent"}
    assert counts(again) == {RowOutcome.KNOWN: 2}


def test_export_reads_back_the_same_and_runs_no_formula(house: Organization) -> None:
    text = "nome,telefone,idioma,anotações,aceita promoções\n"
    imported(house, text + '"=1+1",11981230137,en,"a;b",sim\nBia,,,,\n')
    lines = "".join(customers_as_csv(house))
    assert "\n'=1+1;'+5511981230137;en;" in lines.replace("\r", "")
    again = imported(house, lines)
    assert counts(again) == {RowOutcome.KNOWN: 2}
