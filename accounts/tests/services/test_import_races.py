"""Two files at once, a file that is forgotten while it begins, and a worker that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.import_enums import ImportStatus
from accounts.models import Customer, CustomerImport, ImportRow, Organization
from accounts.selectors.consents import customers_who_agreed
from accounts.services.consents import record_consent
from accounts.services.customer_imports import (
    ImportNotThere,
    choose_columns,
    discard_import,
    forget_old_files,
    run_import,
    undo_import,
    upload_import,
)
from accounts.services.import_work import work_on_import
from accounts.tests.factories import make_customer, make_organization, make_user
from config.run.embedded import postgres_database
from tests.locks import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
WORK = (
    "import django; django.setup();"
    "from django.utils import timezone;"
    "from accounts.services.import_work import work_on_import;"
    "work_on_import(now=timezone.now())"
)
LINES = "nome,telefone\nAna,\nBia,11981230138\nCaio,\n"


@pytest.fixture
def house() -> Organization:
    return make_organization()


def work() -> None:
    while work_on_import(now=timezone.now()):
        pass


def checked(house: Organization, text: str = LINES) -> CustomerImport:
    with scope(organization=house):
        batch = upload_import(
            organization=house, actor=make_user(), file_name="lista.csv", content=text.encode()
        )
        choose_columns(batch=batch, mapping=batch.mapping, updates_existing=True)
        work()
        batch.refresh_from_db()
    return batch


def elsewhere(house: Organization, act: Callable[[], object]) -> str:
    """On a connection of its own; the name of what it raised."""
    try:
        with scope(organization=house):
            act()
    except ImportNotThere as refused:
        return type(refused).__name__
    finally:
        connection.close()
    return ""


def say_no(customer: Customer, *, at: datetime) -> None:
    record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=ConsentStatus.REVOKED,
        source="whatsapp",
        evidence="SAIR",
        occurred_at=at,
    )


def test_same_names_in_two_files_at_once_are_the_same_people(house: Organization) -> None:
    batches = [checked(house), checked(house)]
    with scope(organization=house), ThreadPoolExecutor(1) as worker:
        for batch in batches:
            run_import(batch=batch, actor=make_user())
        with transaction.atomic():
            assert work_on_import(now=timezone.now())
            other = worker.submit(elsewhere, house, work)
            wait_for_a_lock()
        assert other.result(20) == ""
        work()
        assert sorted(Customer.objects.values_list("name", flat=True)) == ["Ana", "Bia", "Caio"]


def test_no_of_the_moment_when_a_list_says_yes_stays_a_no(house: Organization) -> None:
    """Whichever is written first: the list's word is older than the customer's own."""
    with scope(organization=house):
        ana = make_customer(house, name="Ana", phone="+5511981230137")
        bia = make_customer(house, name="Bia", phone="+5511981230138")
    says = "nome,telefone,promoções\nAna,11981230137,sim\nBia,11981230138,sim\n"
    batch = checked(house, says)
    with scope(organization=house), ThreadPoolExecutor(2) as others:
        run_import(batch=batch, actor=make_user())
        early = timezone.now()
        with transaction.atomic():
            say_no(ana, at=early)
            importing = others.submit(elsewhere, house, work)
            wait_for_a_lock()
        assert importing.result(20) == ""
        say_no(bia, at=early)
        assert not customers_who_agreed([ana.pk, bia.pk], ConsentPurpose.MARKETING)


@pytest.mark.parametrize("throws_away", ["person", "sweep"])
def test_file_that_begins_is_not_thrown_away(house: Organization, throws_away: str) -> None:
    batch = checked(house)
    with scope(organization=house), ThreadPoolExecutor(1) as other:
        far = timezone.now().replace(year=timezone.now().year + 1, day=1)
        act = partial(discard_import, batch=batch)
        if throws_away == "sweep":
            act = partial(forget_old_files, now=far)
        with transaction.atomic():
            run_import(batch=batch, actor=make_user())
            going = other.submit(elsewhere, house, act)
            wait_for_a_lock()
        assert going.result(20) == ("ImportNotThere" if throws_away == "person" else "")
        work()
        assert CustomerImport.objects.get().status == ImportStatus.DONE
        assert Customer.objects.count() == 3


@pytest.mark.parametrize("step", ["import", "undo"])
def test_killed_in_the_middle_of_a_batch_it_is_done_once(house: Organization, step: str) -> None:
    batch = checked(house)
    url = postgres_database(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    with scope(organization=house):
        run_import(batch=batch, actor=make_user())
        if step == "undo":
            work()
            undo_import(batch=batch, actor=make_user())
        before = Customer.objects.count()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_customeridentity IN SHARE MODE")
            worker = subprocess.Popen(
                [sys.executable, "-c", WORK], cwd=settings.BASE_DIR, env=os.environ | own
            )
            try:
                wait_for_a_lock()
            finally:
                worker.send_signal(signal.SIGKILL)
            assert worker.wait(timeout=10) == -signal.SIGKILL
        assert Customer.objects.count() == before
        deadline = time.monotonic() + 20
        while not work_on_import(now=timezone.now()):  # its connection may take a moment to die
            assert time.monotonic() < deadline
            time.sleep(0.1)
        work()
        assert Customer.objects.count() == (0 if step == "undo" else 3)
        done = ImportStatus.UNDONE if step == "undo" else ImportStatus.DONE
        assert CustomerImport.objects.get().status == done
        assert ImportRow.objects.count() == 3
