"""Somebody opens an account, invites a colleague, and the colleague comes in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from config.run.testing.browser import PHONE
from tests.axe import serious, too_wide

DESK = {"width": 1440, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


def check(page: Page, name: str) -> None:
    """No serious offence against accessibility, in both themes, and nothing sideways."""
    assert (name, serious(page)) == (name, [])
    assert (name, too_wide(page)) == (name, [])


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_account_invitation_and_colleague(
    size: dict[str, int], live_server: Any, new_page: Callable[..., Page]
) -> None:
    cache.clear()
    owner = new_page(viewport=size, reduced_motion="reduce")
    owner.goto(f"{live_server.url}/login/")
    check(owner, "login")
    owner.get_by_role("link", name="Abrir uma conta").click()
    for label, text in (
        ("Seu nome", "Ana Souza"),
        ("E-mail", "ana@studio.test"),
        ("Senha", "girassol-lua-8812"),
        ("Nome da empresa", "Salão da Ana"),
    ):
        owner.get_by_label(label, exact=True).fill(text)
    check(owner, "register")
    owner.get_by_role("button", name="Abrir a conta").click()
    expect(owner).to_have_url(f"{live_server.url}/o/salao-da-ana/start/business/")

    owner.goto(f"{live_server.url}/o/salao-da-ana/members/")
    owner.get_by_role("link", name="Convidar").click()
    owner.get_by_label("Para quem é").fill("Bia")
    owner.get_by_role("button", name="Criar o link").click()
    link = owner.get_by_label("Link do convite").input_value()
    check(owner, "invitation")
    owner.get_by_role("button", name="Copiar").click()
    expect(owner.get_by_text("Link copiado.")).to_be_visible()
    expect(owner.get_by_role("row", name="Bia")).to_be_attached()

    owner.goto(f"{live_server.url}/o/salao-da-ana/members/")
    check(owner, "members")
    owner.get_by_role("link", name="Novo link").click()
    owner.get_by_role("button", name="Criar o link").click()
    expect(owner.get_by_label("Link do convite")).not_to_have_value(link)
    link = owner.get_by_label("Link do convite").input_value()

    guest = new_page(viewport=size, reduced_motion="reduce")
    guest.goto(link)
    check(guest, "join")
    guest.get_by_label("Seu nome").fill("Bia Reis")
    guest.get_by_label("E-mail").fill("bia@studio.test")
    guest.get_by_label("Senha", exact=True).fill("girassol-lua-8812")
    guest.get_by_role("button", name="Criar conta e entrar").click()
    expect(guest).to_have_url(f"{live_server.url}/o/salao-da-ana/")
    guest.close()  # its page would ask for news once more after the access is gone

    owner.get_by_role("link", name="Pronto").click()
    row = owner.get_by_role("row", name="Bia Reis")
    role = row.locator(".cell-end")
    expect(role).to_have_text("Profissional")
    check(owner, "members")
    row.get_by_role("button").first.click()
    row.get_by_role("button", name="Mudar para Atendente").click()
    expect(role).to_have_text("Atendente")
    row.get_by_role("button", name="Mais ações de Bia Reis").click()
    row.get_by_role("button", name="Tirar o acesso").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Tirar o acesso").click()
    expect(row).to_have_count(0)
    owner.goto(f"{live_server.url}/password/change/")
    check(owner, "password")
