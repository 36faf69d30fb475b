"""An owner fills a new organization with examples, looks around and takes them out again."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Customer, SampleData
from accounts.sample_enums import SampleState
from accounts.tests.factories import make_organization, make_user
from config.run.testing.browser import PHONE
from config.run.testing.stack import StartStack
from scheduling.models import Appointment
from tests.axe import serious
from tests.door import log_in

DESK = {"width": 1440, "height": 900}
BANNER = "Você está vendo dados de exemplo."
WORK_MS = 60_000

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desktop", "phone"])
def test_from_an_empty_house_to_a_full_one_and_back(
    live_stack: StartStack, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    cache.clear()
    stack = live_stack("web", "worker")
    house = make_organization(owner=make_user(email="ana@studio.test"), name="Studio Bela")
    page = new_page(base_url=stack.web_url, viewport=viewport, reduced_motion="reduce")
    log_in(page, f"/o/{house.slug}/customers/")

    assert serious(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Preencher com dados de exemplo").click()
    expect(page.get_by_role("heading", name="Dados de exemplo")).to_be_visible()
    expect(page.locator("#samples dl")).to_contain_text("40", timeout=WORK_MS)
    assert serious(page) == []

    page.goto(f"/o/{house.slug}/agenda/?view=list")
    banner = page.locator(".samples-banner")
    expect(banner).to_contain_text(BANNER)
    assert serious(page) == []
    page.goto(f"/o/{house.slug}/customers/")
    expect(page.locator(".list-count")).to_have_text("40 clientes")
    page.goto(f"/o/{house.slug}/conversations/")
    expect(page.locator("a.talk")).to_have_count(10)
    page.locator("a.talk").first.click()
    expect(page.locator("#composer")).to_contain_text("nada é enviado")
    assert serious(page) == []
    name = page.locator("a.talk .talk-name").first.inner_text()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-recent [role=option]")).to_have_text([re.compile(name)])
    expect(page.locator("#palette-list [aria-selected=true]")).to_contain_text(name)
    assert serious(page) == []
    page.locator("#palette-input").fill("agen")
    expect(page.locator("#palette-recent")).to_be_hidden()
    page.keyboard.press("Escape")
    with scope(organization=house):
        mine = Customer.objects.order_by("pk").last()
    page.goto(f"/o/{house.slug}/customers/{mine.pk}/edit/")
    page.get_by_label("Nome", exact=True).fill("Dona Rita")
    page.get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("heading", name="Dona Rita")).to_be_visible()
    page.goto(f"/o/{house.slug}/")
    expect(banner).to_contain_text(BANNER)
    assert serious(page) == []

    banner.get_by_role("button", name="Remover").click()
    page.locator("#confirm-act").click()
    expect(page.locator("#samples")).to_contain_text("foram removidos", timeout=WORK_MS)
    expect(page.locator(".samples-kept")).to_contain_text("porque você mudou: clientes (1)")
    expect(banner).to_have_count(0)
    assert serious(page) == []
    with scope(organization=house):
        assert SampleData.objects.get().state == SampleState.REMOVED
        assert Customer.objects.get().name == "Dona Rita"
        assert not Appointment.objects.exists()
