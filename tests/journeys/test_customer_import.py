"""The owner brings a list of customers and takes it back, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Customer, Organization
from accounts.services.import_work import work_on_import
from accounts.tests.factories import make_organization, make_user
from tests.axe import serious
from tests.door import log_in

LIST = "Nome;Celular;Aceita promoções\nAna Lima;(11) 98123-0137;sim\nErro;12;\n"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> Iterator[Organization]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    with scope(organization=organization):
        yield organization


def work() -> None:
    while work_on_import(now=timezone.now()):
        pass


def test_list_is_brought_and_taken_back(
    house: Organization, live_server: Any, page: Page, page_errors: list[str]
) -> None:
    log_in(page, f"{live_server.url}/o/{house.slug}/customers/import/")
    page.get_by_label("Arquivo").set_input_files(
        files=[{"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST.encode("latin-1")}]
    )
    assert serious(page) == []
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("Telefone")).to_have_value("1")
    assert serious(page) == []
    page.get_by_role("button", name="Conferir o arquivo").click()
    page.get_by_text("Conferindo").first.wait_for()
    assert serious(page) == []
    work()
    page.get_by_role("button", name="Importar 1 cliente").wait_for()  # by itself
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Baixar as linhas com erro").click()
    assert "3;O telefone não parece" in Path(download.value.path()).read_text()
    page.get_by_role("button", name="Importar 1 cliente").click()
    page.get_by_text("Importando").first.wait_for()
    work()
    page.get_by_role("button", name="Desfazer importação").wait_for()
    assert Customer.objects.get().name == "Ana Lima"
    page.get_by_role("button", name="Desfazer importação").click()
    page.locator("dialog[open]").get_by_role("button", name="Desfazer importação").click()
    page.get_by_text("Desfazendo").first.wait_for()
    work()
    page.get_by_text("Desfeita").first.wait_for()
    assert not Customer.objects.exists()
    assert page_errors == []
