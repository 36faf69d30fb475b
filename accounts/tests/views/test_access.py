"""Coming in: log in, forget, change, and the limits on guessing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tasks import send_mails
from accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
FRESH = "girassol-lua-8812"


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ana() -> User:
    return make_user(email="ana@studio.test", name="Ana")


def enter(client: Client, email: str, password: str, **options: Any) -> Any:
    next_url = options.pop("next_url", "")
    given = {"username": email, "password": password, "next": next_url}
    return client.post(reverse("login"), given, **options)


def test_login_takes_e_mail_in_any_case_and_goes_on(ana: User) -> None:
    client = Client()
    answer = enter(client, "ANA@studio.test", PASSWORD, next_url="/organizations/")
    assert answer["Location"] == "/organizations/"
    assert client.session["_auth_user_id"] == str(ana.pk)
    assert client.get(reverse("login"))["Location"] == "/"


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_login_leads_to_no_foreign_address(ana: User, target: str) -> None:
    assert enter(Client(), ana.email, PASSWORD, next_url=target)["Location"] == "/"


def test_unknown_e_mail_wrong_password_and_inactive_read_the_same(ana: User) -> None:
    make_user(email="fora@studio.test", is_active=False)
    pages = [
        list(enter(Client(), email, password).context["form"].non_field_errors())
        for email, password in (
            (ana.email, "errada-0000"),
            ("nobody@studio.test", PASSWORD),
            ("fora@studio.test", PASSWORD),
        )
    ]
    assert pages[0] == pages[1] == pages[2] != []


def test_guessing_is_slowed_down_for_the_guesser_alone(ana: User) -> None:
    for _attempt in range(5):
        enter(Client(), ana.email, "errada-0000", REMOTE_ADDR="192.0.2.1")
    refused = enter(Client(), ana.email, PASSWORD, REMOTE_ADDR="192.0.2.1")
    assert refused.status_code == 200
    assert "Muitas tentativas" in refused.content.decode()
    assert enter(Client(), ana.email, PASSWORD, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_too_many_logins_from_one_address_are_told_so(ana: User) -> None:
    statuses = [
        enter(Client(), f"p{number}@studio.test", "x", REMOTE_ADDR="192.0.2.3").status_code
        for number in range(61)
    ]
    assert statuses[-1] == 429
    assert enter(Client(), ana.email, PASSWORD, REMOTE_ADDR="192.0.2.4").status_code == 302


def test_forgotten_password_is_replaced_once_by_the_link(ana: User, mailoutbox: list[Any]) -> None:
    client = Client()
    answer = client.post(reverse("account_reset_password"), {"email": ana.email})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert mailoutbox == []
    send_mails()
    link = re.search(r"https?://testserver(/\S+)", mailoutbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    given = {"password1": FRESH, "password2": FRESH}
    client.post(form.redirect_chain[-1][0], given)
    assert enter(Client(), ana.email, FRESH).status_code == 302
    assert Client().get(link[1]).context["token_fail"]


def test_forgotten_answers_the_same_to_an_unknown_e_mail(ana: User, mailoutbox: list[Any]) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (ana.email, "nobody@studio.test")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert answers[0].status_code == answers[1].status_code == 200
    send_mails()
    assert "testserver/password" not in mailoutbox[1].body


def test_password_change_wants_the_old_one_and_ends_other_sessions(ana: User) -> None:
    here, there = Client(), Client()
    here.force_login(ana)
    there.force_login(ana)
    url = reverse("account_change_password")
    wrong = {"oldpassword": "errada", "password1": FRESH, "password2": FRESH}
    assert here.post(url, wrong).context["form"].errors.keys() == {"oldpassword"}
    here.post(url, wrong | {"oldpassword": PASSWORD})
    assert here.get(reverse("organization_list")).status_code == 200
    assert there.get(reverse("organization_list"))["Location"].startswith("/login/")


@pytest.mark.parametrize("path", ["/signup/", "/email/", "/password/set/", "/accounts/login/"])
def test_what_is_not_ours_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404
