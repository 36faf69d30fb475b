"""What cannot be taken back asks first, also where the page's other scripts are late."""

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, Route, expect

from accounts.models import Tag
from accounts.services.tags import get_or_make_tag
from accounts.tests.factories import make_organization, make_user
from tests.axe import serious
from tests.door import log_in

FIRST_SCRIPTS = ("theme.js", "confirm.js")

pytestmark = pytest.mark.django_db(transaction=True)


def hold_back(route: Route) -> None:
    """Only what stands undeferred in the head does something."""
    if route.request.url.endswith(FIRST_SCRIPTS):
        route.continue_()
    else:
        route.fulfill(body="", content_type="text/javascript")


def test_a_click_before_the_scripts_are_there_asks(
    live_server: Any, new_page: Callable[..., Page]
) -> None:
    house = make_organization(owner=make_user(email="ana@petshop.test"), name="Pet Feliz")
    with scope(organization=house):
        get_or_make_tag(organization=house, name="VIP")
    page = new_page(reduced_motion="reduce")
    log_in(page, f"{live_server.url}/o/{house.slug}/customers/", "ana@petshop.test")
    page.route("**/*.js", hold_back)
    page.goto(f"{live_server.url}/o/{house.slug}/customers/tags/")
    question = page.get_by_role("alertdialog")
    danger = page.locator("[data-confirm]")

    danger.click()
    expect(question).to_contain_text("VIP")
    assert serious(page) == []
    question.get_by_role("button", name="Voltar").click()
    expect(question).to_be_hidden()
    with scope(organization=house):
        assert Tag.objects.exists()

    danger.click()
    with page.expect_navigation():
        page.locator("#confirm-act").click()
    with scope(organization=house):
        assert not Tag.objects.exists()


def test_without_any_script_the_server_asks(
    live_server: Any, new_page: Callable[..., Page]
) -> None:
    house = make_organization(owner=make_user(email="ana@petshop.test"), name="Pet Feliz")
    with scope(organization=house):
        get_or_make_tag(organization=house, name="VIP")
    tags = f"{live_server.url}/o/{house.slug}/customers/tags/"
    page = new_page(java_script_enabled=False)
    log_in(page, tags, "ana@petshop.test")

    page.locator("[data-confirm]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("VIP")
    page.get_by_role("link", name="Voltar").click()
    expect(page).to_have_url(tags)
    with scope(organization=house):
        assert Tag.objects.exists()

    page.locator("[data-confirm]").click()
    page.get_by_role("button", name="Confirmar").click()
    expect(page).to_have_url(tags)
    with scope(organization=house):
        assert not Tag.objects.exists()
