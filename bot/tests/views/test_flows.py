"""The list of flows, their names and states."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import AuditEntry
from bot.flow_starters import STARTERS, starter_graph
from bot.flows.graph import Severity
from bot.models import FlowDefinition
from bot.selectors.flows import flows_listed
from bot.services.flows import create_flow, problems_of
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox"]


def page(inbox: Inbox, rest: str = "") -> str:
    return f"/o/{inbox.organization.slug}/flows/{rest}"


def make(inbox: Inbox, name: str = "Pesquisa", starter: str = "survey") -> FlowDefinition:
    graph = starter_graph(starter, "pt-BR")
    return create_flow(organization=inbox.organization, name=name, graph=graph, actor=None)


@pytest.mark.parametrize("starter", [key for key, _label, _hint in STARTERS if key != "empty"])
def test_every_starter_can_be_published_as_it_is(inbox: Inbox, starter: str) -> None:
    found = problems_of(starter_graph(starter, "pt-BR"))
    assert [one for one in found if one.severity == Severity.ERROR] == []


def test_create_leads_to_the_editor_and_a_double_name_is_refused(inbox: Inbox) -> None:
    client = inbox.client()
    given = {"name": "Pesquisa", "starter": "survey"}
    answer = client.post(page(inbox, "new/"), given)
    flow = FlowDefinition.objects.get()
    assert answer["Location"] == page(inbox, f"{flow.pk}/")
    assert "De 0 a 10" in client.get(answer["Location"]).content.decode()
    again = client.post(page(inbox, "new/"), given)
    assert again.status_code == 422
    assert "Já existe um fluxo com este nome." in again.content.decode()
    assert client.post(page(inbox, "new/"), {"starter": "survey"}).status_code == 422
    assert FlowDefinition.objects.count() == 1


def test_rename_pause_archive_and_back(inbox: Inbox) -> None:
    client, flow = inbox.client(), make(inbox)
    client.post(page(inbox, f"{flow.pk}/name/"), {"name": "Nota"}, headers=PARTIAL)
    client.post(page(inbox, f"{flow.pk}/pause/"), headers=PARTIAL)
    client.post(page(inbox, f"{flow.pk}/pause/"), headers=PARTIAL)
    shown = client.get(page(inbox), headers=PARTIAL).content.decode()
    assert "Nota" in shown
    assert "Pausado" in shown
    answer = client.post(page(inbox, f"{flow.pk}/archive/"), headers=PARTIAL)
    assert "resumption" in answer["HX-Trigger"]
    assert "Nota" not in client.get(page(inbox), headers=PARTIAL).content.decode()
    assert "Nota" in client.get(page(inbox, "?archived=1"), headers=PARTIAL).content.decode()
    client.post(page(inbox, f"{flow.pk}/resumption/"), headers=PARTIAL)
    assert FlowDefinition.objects.get().status == "ACTIVE"
    actions = AuditEntry.objects.filter(action__startswith="flow.").values_list("action", flat=True)
    assert sorted(actions) == sorted(
        ["flow.created", "flow.renamed", "flow.paused", "flow.archived", "flow.resumed"]
    )


def test_the_order_is_changed_by_dragging_and_by_one_place(inbox: Inbox) -> None:
    client = inbox.client()
    one, two, three = (make(inbox, name) for name in ("Um", "Dois", "Três"))
    client.post(page(inbox, "order/"), {"id": [three.pk, one.pk, two.pk]}, headers=PARTIAL)
    assert names() == ["Três", "Um", "Dois"]
    client.post(page(inbox, f"{two.pk}/place/"), {"up": "1"}, headers=PARTIAL)
    assert names() == ["Três", "Dois", "Um"]
    client.post(page(inbox, f"{three.pk}/place/"), {"down": "1"}, headers=PARTIAL)
    assert names() == ["Dois", "Três", "Um"]


def names() -> list[str]:
    return [flow.name for flow in flows_listed()]


def test_the_file_is_what_the_import_takes(inbox: Inbox, tmp_path: Path) -> None:
    flow = make(inbox)
    answer = inbox.client().get(page(inbox, f"{flow.pk}/file/"))
    assert 'filename="pesquisa.json"' in answer["Content-Disposition"]
    file = tmp_path / "flow.json"
    file.write_bytes(answer.content)
    FlowDefinition.objects.all().delete()
    call_command("import_flow", str(file), organization=inbox.organization.slug)
    made = FlowDefinition.objects.get()
    assert (made.name, made.slug, made.draft) == (flow.name, flow.slug, flow.draft)


@pytest.mark.parametrize("role", [Role.AGENT, Role.VIEWER])
def test_others_look_and_change_nothing(inbox: Inbox, role: Role) -> None:
    client, flow = inbox.client(role), make(inbox)
    assert "Pesquisa" in client.get(page(inbox)).content.decode()
    assert "Novo fluxo" not in client.get(page(inbox)).content.decode()
    assert '"editable": false' in client.get(page(inbox, f"{flow.pk}/")).content.decode()
    for rest in ("pause/", "archive/", "name/", "draft/", "publication/", "copy/"):
        assert client.post(page(inbox, f"{flow.pk}/{rest}")).status_code == 403
    assert FlowDefinition.objects.get().status == "ACTIVE"


def test_staff_has_no_flows(inbox: Inbox) -> None:
    assert inbox.client(Role.STAFF).get(page(inbox)).status_code == 403


def test_search_and_query_count_at_1_and_30(inbox: Inbox) -> None:
    client = inbox.client()
    make(inbox, "Pesquisa")
    client.get(page(inbox))
    with CaptureQueriesContext(connection) as one:
        client.get(page(inbox))
    for number in range(29):
        make(inbox, f"Outro {number}")
    with CaptureQueriesContext(connection) as thirty:
        assert client.get(page(inbox)).content.decode().count("data-list-item") == 30
    assert len(thirty) == len(one)
    found = client.get(page(inbox, "?q=pesq"), headers=PARTIAL).content.decode()
    assert found.count("data-list-item") == 1
