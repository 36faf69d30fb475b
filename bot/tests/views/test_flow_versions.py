"""Publishing, versions and going back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_organization
from bot.flow_starters import starter_graph
from bot.models import FlowDefinition, FlowVersion
from bot.services.flows import publish_flow, roll_back_flow, save_draft
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


def change(flow: FlowDefinition, text: str) -> None:
    """Another farewell in the draft."""
    fresh = FlowDefinition.objects.get(pk=flow.pk)
    graph = starter_graph("survey", "pt-BR")
    graph["nodes"][3]["data"]["text"] = text
    save_draft(flow=fresh, graph=graph, number=fresh.draft_number, actor=None)


def test_publishing_says_what_is_wrong_and_publishes_nothing(inbox: Inbox) -> None:
    flow = make(inbox)
    graph = starter_graph("survey", "pt-BR")
    del graph["nodes"][0]["next"]["idle"]
    save_draft(flow=flow, graph=graph, number=1, actor=None)
    url, client = page(inbox, f"{flow.pk}/publication/"), inbox.client()
    shown = client.get(url, headers=PARTIAL).content.decode()
    assert "Falta dizer o que fazer quando o cliente não responde." in shown
    assert 'data-flow-goto="nota"' in shown
    assert "Publicar agora" not in shown
    assert client.post(url, headers=PARTIAL).status_code == 422
    assert not FlowVersion.objects.exists()


def test_publish_change_publish_and_go_back(inbox: Inbox) -> None:
    flow, client = make(inbox), inbox.client()
    url = page(inbox, f"{flow.pk}/publication/")
    assert client.post(url, {"note": "a primeira"}, headers=PARTIAL).status_code == 204
    assert client.post(url, headers=PARTIAL).status_code == 204
    assert FlowVersion.objects.get().note == "a primeira"
    change(flow, "Valeu!")
    shown = client.get(url, headers=PARTIAL).content.decode()
    assert "Mudou: Fim" in shown
    assert "virou “Valeu!”" in shown
    client.post(url, headers=PARTIAL)
    first = FlowVersion.objects.get(number=1)
    versions = client.get(page(inbox, f"{flow.pk}/versions/"), headers=PARTIAL).content.decode()
    assert "a primeira" in versions
    assert "Mudou: Fim" in versions
    back = page(inbox, f"{flow.pk}/versions/{first.pk}/rollback/")
    assert client.post(back, headers=PARTIAL).status_code == 204
    now = FlowDefinition.objects.get()
    assert now.published_id == first.pk
    assert now.draft["nodes"][3]["data"]["text"] == "Valeu!"


def test_draft_that_somebody_changed_meanwhile_is_shown_before_it_is_published(
    inbox: Inbox,
) -> None:
    flow, client = make(inbox), inbox.client()
    url = page(inbox, f"{flow.pk}/publication/")
    seen = client.get(url, headers=PARTIAL).context["flow"].draft_number
    change(flow, "Valeu!")
    answer = client.post(url, {"number": seen}, headers=PARTIAL)
    assert (answer.status_code, FlowVersion.objects.count()) == (409, 0)
    assert "Alguém mudou este fluxo" in answer.content.decode()
    seen = answer.context["flow"].draft_number
    assert client.post(url, {"number": seen}, headers=PARTIAL).status_code == 204
    assert FlowVersion.objects.get().graph["nodes"][3]["data"]["text"] == "Valeu!"


def test_another_flows_version_is_404(inbox: Inbox) -> None:
    flow, other = make(inbox), make(inbox, "Outro")
    version = publish_flow(flow=other, now=timezone.now(), actor=None)
    url = page(inbox, f"{flow.pk}/versions/{version.pk}/rollback/")
    assert inbox.client().post(url).status_code == 404
    assert inbox.client(Role.VIEWER).post(url).status_code == 403


def test_another_tenants_flow_is_404(inbox: Inbox) -> None:
    flow = make(inbox)
    stranger = Inbox(make_organization(), inbox.channel, inbox.talk)
    for rest in ("", "versions/", "numbers/", "funnel/", "publication/"):
        url = f"/o/{stranger.organization.slug}/flows/{flow.pk}/{rest}"
        assert stranger.client().get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 15])
def test_versions_take_the_same_queries(inbox: Inbox, count: int) -> None:
    flow = make(inbox)
    for number in range(count):
        change(flow, f"Tchau {number}")
        publish_flow(flow=flow, now=timezone.now(), actor=None)
    client, url = inbox.client(), page(inbox, f"{flow.pk}/versions/")
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).content.decode().count("flow-version") == count
    assert len(asked) == 7


def test_the_editor_tells_whether_customers_meet_the_draft(inbox: Inbox) -> None:
    flow, client = make(inbox), inbox.client()

    def standing() -> str:
        shown = client.get(page(inbox, f"{flow.pk}/")).content.decode()
        found = re.search(r'id="flow-status"[^>]*>([^<]*)<', shown)
        assert found is not None
        return found[1]

    def keep(graph: object) -> str:
        number = FlowDefinition.objects.get(pk=flow.pk).draft_number
        body, url = {"graph": graph, "number": number}, page(inbox, f"{flow.pk}/draft/")
        return str(client.post(url, body, content_type="application/json").json()["standing"])

    assert standing() == "Salvo. Falta publicar."
    first = publish_flow(flow=flow, now=timezone.now(), actor=None)
    assert standing() == "No ar: versão 1"
    graph = starter_graph("survey", "pt-BR")
    graph["nodes"][3]["at"] = [900, 900]
    assert keep(graph) == "No ar: versão 1"
    graph["nodes"][3]["data"]["text"] = "Valeu!"
    assert keep(graph) == standing() == "Salvo. Falta publicar. No ar: versão 1"
    publish_flow(flow=flow, now=timezone.now(), actor=None)
    assert standing() == "No ar: versão 2"
    roll_back_flow(flow=flow, version=first, actor=None)
    assert standing() == "Salvo. Falta publicar. No ar: versão 1"
    FlowDefinition.objects.update(status="PAUSED")
    assert standing() == "Salvo. Falta publicar."
    assert keep(starter_graph("survey", "pt-BR")) == "Fora do ar: versão 1"
