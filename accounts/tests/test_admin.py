"""The back office opens for superusers, for every model, at a constant number of queries."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scopes_disabled

from accounts.models import Customer, EventReceipt, Membership, User
from accounts.tests.admin_world import make_world
from accounts.tests.factories import PASSWORD, make_organization, make_user
from bot.models import Channel, QuarantinedUpdate, WebhookReceipt
from scheduling.models import Appointment

OURS = ("accounts", "catalog", "scheduling", "bot")
MODELS = [
    model
    for app in OURS
    for model in apps.get_app_config(app).get_models()
    if not model._meta.auto_created
]


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    """Worlds have many people; how well their passwords are hashed is not the subject."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def superuser(db: Any, client: Any) -> User:
    user = User.objects.create_superuser("root@example.test", PASSWORD, name="Raiz")
    client.force_login(user)
    return user


def address(model: Any, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def count_queries(client: Any, url: str) -> tuple[int, int]:
    """How many queries the page took, and how many rows it shows."""
    with CaptureQueriesContext(
        connection,
    ) as taken:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len(taken), len(answer.context["cl"].result_list)


def test_every_model_is_registered():
    assert [m for m in MODELS if not admin.site.is_registered(m)] == []


def test_lists_take_the_same_queries_for_one_row_and_for_thirty(superuser, client):
    make_world()
    client.get(address(User))
    few = {model: count_queries(client, address(model)) for model in MODELS}
    assert [m for m, (_queries, rows) in few.items() if rows == 0] == []
    for _ in range(29):
        make_world()

    many = {model: count_queries(client, address(model)) for model in MODELS}

    assert [m for m, (_queries, rows) in many.items() if rows < 30] == []
    grown = {m: (few[m][0], many[m][0]) for m in MODELS if many[m][0] > few[m][0]}
    assert grown == {}


def test_change_pages_open(superuser, client):
    make_world()
    with scopes_disabled():
        for model in MODELS:
            page = client.get(address(model, "change", model._base_manager.first().pk))
            assert page.status_code == 200, model


def test_a_change_page_can_be_saved_without_a_scope(superuser, client):
    make_world()
    with scopes_disabled():
        customer = Customer.objects.get()
    page = address(Customer, "change", customer.pk)
    prefix = {"identities-TOTAL_FORMS": "0", "identities-INITIAL_FORMS": "0"}

    answer = client.post(page, {"name": "Outra Marina", "locale": "en"} | prefix)

    assert answer.status_code == 302
    with scopes_disabled():
        assert Customer.objects.get().name == "Outra Marina"


def test_a_reference_offers_rows_of_its_own_organization_only(superuser, client):
    make_world(), make_world()
    service_model = apps.get_model("catalog", "Service")
    row = service_model._base_manager.select_related("category").first()

    page = client.get(address(service_model, "change", row.pk))

    choices = page.context["adminform"].form.fields["category"].queryset
    assert list(choices) == [row.category]


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_nobody_else_gets_in(db, client, fields):
    make_world()
    client.force_login(make_user(**fields))
    for model in MODELS:
        answer = client.get(address(model))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("admin:login"))


def test_search_finds_by_the_fields_of_each_list(superuser, client):
    make_world()
    for model in MODELS:
        assert admin.site._registry[model].search_fields, model
        page = client.get(address(model), {"q": "no such thing"})
        assert page.status_code == 200
        assert page.context["cl"].result_count == 0, model
    found = client.get(address(Appointment), {"q": "Corte"})
    assert found.context["cl"].result_count == 1


def test_secrets_of_a_channel_are_never_shown(superuser, client):
    make_world()
    channel = Channel._base_manager.get()

    page = client.get(address(Channel, "change", channel.pk)).content.decode()

    assert channel.number_id in page
    assert channel.access_token not in page
    assert channel.app_secret not in page
    assert not re.search(r'name="(access_token|app_secret|verify_token)', page)


def test_record_rows_cannot_be_changed(superuser, client):
    make_world()
    row = WebhookReceipt.objects.get()
    assert (
        client.post(address(WebhookReceipt, "change", row.pk), {"status": "DONE"}).status_code
        == 403
    )
    assert (
        client.post(address(WebhookReceipt, "delete", row.pk), {"post": "yes"}).status_code == 403
    )
    row.refresh_from_db()
    assert row.status == "FAILED"


@pytest.mark.parametrize("model", [WebhookReceipt, QuarantinedUpdate])
def test_webhooks_are_put_back_in_line(superuser, client, model):
    make_world()
    row = model.objects.get()

    answer = client.post(address(model), {"action": "replay", "_selected_action": [row.pk]})

    assert answer.status_code == 302
    receipt = WebhookReceipt.objects.get()
    assert (receipt.status, receipt.attempts) == ("NEW", 0)
    if model is QuarantinedUpdate:
        assert not QuarantinedUpdate.objects.exists()


def test_failed_news_is_put_back_in_line(superuser, client):
    make_world()
    row = EventReceipt._base_manager.get(status="FAILED")

    client.post(address(EventReceipt), {"action": "replay", "_selected_action": [row.pk]})

    assert EventReceipt._base_manager.get(pk=row.pk).status == "PENDING"


def test_a_person_is_added_with_a_password_that_works(superuser, client):
    client.post(
        address(User, "add"),
        {
            "email": "Nova@Example.test",
            "name": "Nova",
            "locale": "pt-BR",
            "password1": "lua-cheia-42x",
            "password2": "lua-cheia-42x",
        },
    )

    person = User.objects.get(email="nova@example.test")
    assert person.check_password("lua-cheia-42x")
    twice = client.post(
        address(User, "add"),
        {
            "email": "NOVA@example.test",
            "name": "Outra",
            "locale": "pt-BR",
            "password1": "lua-cheia-42x",
            "password2": "lua-cheia-42x",
        },
    )
    assert "email" in twice.context["adminform"].form.errors


def test_a_member_is_added_once(superuser, client):
    organization, person = make_organization(), make_user()
    fields = {"organization": organization.pk, "user": person.pk, "role": "AGENT"}

    first = client.post(address(Membership, "add"), fields)
    second = client.post(address(Membership, "add"), fields)

    assert (first.status_code, second.status_code) == (302, 200)
    kept = Membership._base_manager.get(user=person)
    assert (kept.organization_id, kept.role) == (organization.pk, "AGENT")
