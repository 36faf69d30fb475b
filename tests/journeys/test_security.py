"""Somebody guards the account: app, recovery codes, a passkey, and logs the others out."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.tests.factories import PASSWORD, make_organization, make_user
from config.run.testing.browser import PHONE
from tests.journeys.test_access import DESK, check

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def log_in(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Senha", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_second_step_passkey_and_sessions(
    size: dict[str, int], live_server: Any, new_page: Callable[..., Page]
) -> None:
    cache.clear()
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    make_organization(slug="studio", owner=owner)
    base = live_server.url.replace("127.0.0.1", "localhost")  # a passkey needs a name
    page = new_page(viewport=size, reduced_motion="reduce")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    log_in(page, base, owner.email)
    expect(page).to_have_url(f"{base}/o/studio/")
    page.goto(f"{base}/security/")
    check(page, "security-empty")
    page.get_by_role("link", name="Ligar").click()
    page.get_by_label("Senha").fill(PASSWORD)
    check(page, "confirm")
    page.get_by_role("button", name="Confirmar").click()
    page.get_by_text("Não dá para usar a câmera?").click()
    secret = page.locator(".totp-secret").inner_text()
    check(page, "totp")
    page.get_by_label("Código que o aplicativo mostra").fill("000000")
    page.get_by_role("button", name="Ligar").click()
    expect(page.get_by_text("Este código não confere.")).to_be_visible()
    secret = page.locator(".totp-secret").text_content() or secret
    page.get_by_label("Código que o aplicativo mostra").fill(code_of(secret))
    page.get_by_role("button", name="Ligar").click()
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    recovery = page.locator(".recovery-codes code").first.inner_text()
    check(page, "codes")
    page.get_by_role("link", name="Pronto").click()

    page.get_by_role("link", name="Nova chave de acesso").click()
    page.get_by_label("Nome da chave").fill("Notebook da recepção")
    check(page, "passkey")
    page.get_by_role("button", name="Criar a chave").click()
    expect(page.get_by_role("link", name="Remover Notebook da recepção")).to_be_visible()
    check(page, "security")

    other = new_page(viewport=size, reduced_motion="reduce")
    log_in(other, base, owner.email)
    expect(other.get_by_role("heading", name="Segunda etapa")).to_be_visible()
    check(other, "second-step")
    expect(other.get_by_role("button", name="Usar a chave de acesso")).to_be_enabled()
    other.get_by_label("Código").fill(recovery)
    other.get_by_role("button", name="Entrar", exact=True).click()
    expect(other).to_have_url(f"{base}/o/studio/")

    page.reload()
    page.get_by_role("button", name="Sair de todos os outros").click()
    expect(page.get_by_text("Todos os outros aparelhos saíram")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Que bom ver você")).to_be_visible()

    page.goto(f"{base}/o/studio/agenda/")
    page.get_by_role("button", name="Sua conta, Ana Souza").click()
    page.get_by_role("button", name="Sair").click()
    page.get_by_role("button", name="Entrar com chave de acesso").click()
    expect(page).to_have_url(f"{base}/o/studio/")
