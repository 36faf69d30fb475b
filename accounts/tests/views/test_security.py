"""One's own account: the second step, recovery codes, passkeys, sessions."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.middleware import SEEN
from accounts.models import User
from accounts.tasks import send_mails
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Edg/142.0"


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ana() -> User:
    return make_user(email="ana@studio.test", name="Ana")


def come_in(user: User, **options: Any) -> Client:
    client = Client()
    client.post(reverse("login"), {"username": user.email, "password": PASSWORD}, **options)
    return client


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def switch_on(client: Client) -> tuple[str, list[str]]:
    """The secret and the recovery codes after setting up an app."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    return secret, answer.context["unused_codes"]


def test_with_an_app_the_password_alone_opens_nothing(ana: User) -> None:
    secret, _codes = switch_on(come_in(ana))
    client = Client()
    answer = client.post(reverse("login"), {"username": ana.email, "password": PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("organization_list")).status_code == 302
    assert "mfa_webauthn_authenticate" not in client.get(answer["Location"]).content.decode()
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.context["form"].errors
    cache.clear()
    client.post(
        reverse("mfa_authenticate"), {"code": f"{code_of(secret)[:3]} {code_of(secret)[3:]}"}
    )
    assert client.get(reverse("organization_list")).status_code == 200


def test_a_recovery_code_opens_once(ana: User) -> None:
    _secret, codes = switch_on(come_in(ana))
    first, second = Client(), Client()
    for client, opens in ((first, True), (second, False)):
        client.post(reverse("login"), {"username": ana.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert (client.get(reverse("organization_list")).status_code == 200) is opens


def test_codes_are_tried_five_times_and_no_more(ana: User) -> None:
    secret, _codes = switch_on(come_in(ana))
    client = Client()
    client.post(reverse("login"), {"username": ana.email, "password": PASSWORD})
    for _attempt in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    refused = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "Muitas tentativas" in refused.content.decode()
    assert client.get(reverse("organization_list")).status_code == 302


def test_secrets_do_not_lie_open_in_the_database(ana: User) -> None:
    secret, _codes = switch_on(come_in(ana))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert Authenticator.objects.count() == 2


def test_switching_off_asks_again_who_it_is(ana: User) -> None:
    client = come_in(ana)
    switch_on(client)
    session = client.session
    for method in session["account_authentication_methods"]:
        method["at"] = 1.0
    session.save()
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.count() == 2
    done = client.post(answer["Location"], {"password": PASSWORD}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("security")
    assert Authenticator.objects.count() == 0


def test_an_unconfirmed_e_mail_gets_no_second_step_where_mail_goes_out(
    ana: User, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.SENDS_EMAIL, settings.MFA_ALLOW_UNVERIFIED_EMAIL = True, False
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True)
    client = come_in(ana)
    answer = client.get(reverse("mfa_activate_totp"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("security")
    assert "Confirme o seu e-mail" in answer.content.decode()
    send_mails()
    mailoutbox.clear()
    assert "foi enviado" in client.post(reverse("confirmation_mail"), follow=True).content.decode()
    again = client.post(reverse("confirmation_mail"), follow=True)
    assert "Espere três minutos" in again.content.decode()
    send_mails()
    link = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body)
    assert link
    assert len(mailoutbox) == 1
    client.post(link[1])
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_sessions_are_listed_and_ended_one_by_one(ana: User) -> None:
    desk = come_in(ana, HTTP_USER_AGENT=DESK, REMOTE_ADDR="192.0.2.7")
    phone = come_in(ana, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="192.0.2.8")
    page = desk.get(reverse("security"))
    assert [(row.name, row.ip, row.is_current) for row in page.context["sessions"]] == [
        ("Edge em Windows", "192.0.2.7", True),
        ("Chrome em Android", "192.0.2.8", False),
    ]
    other = page.context["sessions"][1]
    desk.post(reverse("session_end", args=[other.id]))
    assert phone.get(reverse("security")).status_code == 302
    assert len(desk.get(reverse("security")).context["sessions"]) == 1


def test_all_other_sessions_end_at_once(ana: User) -> None:
    here, *others = [come_in(ana) for _number in range(3)]
    here.post(reverse("sessions_end"))
    assert here.get(reverse("security")).status_code == 200
    assert {client.get(reverse("security")).status_code for client in others} == {302}


def test_nobody_ends_the_session_of_somebody_else(ana: User) -> None:
    come_in(ana)
    session = UserSession.objects.get()
    bia = come_in(make_user(email="bia@studio.test"))
    assert bia.post(reverse("session_end", args=[session.pk])).status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_a_session_is_noted_every_ten_minutes_only(
    ana: User, django_assert_num_queries: Any
) -> None:
    client = come_in(ana, REMOTE_ADDR="192.0.2.7")
    before = UserSession.objects.get().last_seen_at
    client.get(reverse("organization_list"), REMOTE_ADDR="192.0.2.9")
    assert UserSession.objects.get().last_seen_at == before
    session = client.session
    session[SEEN] -= 601
    session.save()
    client.get(reverse("organization_list"), REMOTE_ADDR="192.0.2.9")
    seen = UserSession.objects.get()
    assert (seen.last_seen_at > before, seen.ip) == (True, "192.0.2.9")


def test_the_admin_has_no_door_of_its_own(ana: User) -> None:
    client = Client()
    assert client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0] == (
        f"{reverse('login')}?next={reverse('admin:index')}"
    )
    root = make_user(email="root@studio.test", is_superuser=True)
    switch_on(come_in(root))
    answer = client.post(
        reverse("admin:login"), {"username": root.email, "password": PASSWORD}, follow=True
    )
    assert client.get(reverse("admin:index")).status_code == 302
    assert answer.wsgi_request.user.is_anonymous
    assert come_in(ana).get(reverse("admin:login")).status_code == 403


FORGED = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "userHandle": "AAAA",
    },
}


@pytest.mark.parametrize(
    "body",
    ["{}", '{"id": 7}', "[]", "null", '{"response": {}}', "x", '"AAAA"', json.dumps(FORGED)]
    + [json.dumps(FORGED | {key: 7}) for key in FORGED]
    + [
        json.dumps(FORGED | {"response": FORGED["response"] | {key: None}})
        for key in FORGED["response"]
    ],
)
def test_a_forged_passkey_opens_nothing(ana: User, body: str) -> None:
    client = Client()
    client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": body})
    assert answer["Location"] == reverse("login")
    assert client.get(reverse("organization_list")).status_code == 302
