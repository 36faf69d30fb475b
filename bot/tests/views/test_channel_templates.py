"""The templates of a number in the settings, and bringing them up to date."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Organization
from bot.models import Channel, MessageTemplate
from bot.tests.services.conftest import graph, line
from bot.tests.templates import body, make_template
from bot.tests.views.test_channels import PARTIAL, Login, login
from tests.phones import Phones

__all__ = ["graph", "line", "login"]


def at(channel: Channel, rest: str = "") -> str:
    slug = channel.organization.slug
    return f"/o/{slug}/settings/templates/{channel.pk}/{rest}"


def page(client: Client, channel: Channel, **query: str) -> str:
    return str(client.get(at(channel), query, headers=PARTIAL).content.decode())


def test_each_says_state_category_quality_and_reason(channel: Channel, login: Login) -> None:
    make_template(channel, "promo", category="MARKETING", quality="RED", status="PAUSED")
    make_template(channel, "torto", status="REJECTED", reason="PROMOTIONAL")
    make_template(channel, "antigo", status="DELETED")
    words = page(login(), channel)
    for word in ("Promo", "Promoção", "Baixa", "Pausado", "Recusado", "O texto é de promoção."):
        assert word in words
    assert "Antigo" not in words


def test_search_and_the_empty_states(channel: Channel, login: Login) -> None:
    owner = login()
    assert "Nenhum modelo ainda" in page(owner, channel)
    make_template(channel, "retorno", body("Já está na hora, {{1}}, de voltar"))
    assert "Retorno" in page(owner, channel, q="na hora")
    assert "Nada com esses filtros" in page(owner, channel, q="zzz")


def test_refresh_fetches_marks_and_submits(line: Channel, graph: Phones, login: Login) -> None:
    gone = make_template(line, "antigo", synced_at="2026-01-01T00:00Z")
    owner = login()
    answer = owner.post(at(line, "refresh/"), headers=PARTIAL)
    assert answer.status_code == 204
    assert "templates:changed" in answer["HX-Trigger"]
    gone.refresh_from_db()
    assert gone.status == "DELETED"
    assert MessageTemplate.objects.exclude(status="DELETED").count() == 3
    assert owner.post(at(line, "refresh/")).status_code == 302
    assert MessageTemplate.objects.count() == 4


def test_refresh_says_what_is_missing_or_refused(
    line: Channel, graph: Phones, login: Login
) -> None:
    owner = login()
    graph.switch(token_expired=True)
    refused = owner.post(at(line, "refresh/"), headers=PARTIAL)
    assert refused.status_code == 409
    assert "A Meta recusou" in refused.content.decode()
    line.account_id = ""
    line.save()
    missing = owner.post(at(line, "refresh/"), headers=PARTIAL)
    assert missing.status_code == 409
    assert "WABA" in missing.content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_only_owners_come_in(channel: Channel, login: Login, role: Role) -> None:
    client = login(role)
    assert client.get(at(channel)).status_code == 403
    assert client.post(at(channel, "refresh/")).status_code == 403


def test_list_costs_the_same_for_one_and_thirty(
    organization: Organization, channel: Channel, login: Login
) -> None:
    owner = login()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            answer: Any = owner.get(at(channel), headers=PARTIAL)
        assert answer.status_code == 200
        return len(seen)

    make_template(channel)
    queries()
    one = queries()
    for number in range(29):
        make_template(channel, f"modelo_{number}")
    assert queries() == one == 8
