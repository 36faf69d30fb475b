"""A flow from a file: the report first, then a draft; the command does the same."""

import json
import re
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.utils import timezone

from accounts.enums import Role
from bot.models import FlowDefinition
from bot.services.flow_imports import LARGEST_FILE
from bot.services.flows import publish_flow
from bot.tests.typebot.exports import pizzeria
from bot.tests.views.test_flows import make, page
from bot.tests.views.test_inbox import Inbox, inbox

__all__ = ["inbox"]


def upload(
    inbox: Inbox, content: bytes, name: str = "fluxo.json", role: Role = Role.OWNER
) -> HttpResponse:
    given = {"file": SimpleUploadedFile(name, content)} if content else {}
    answer: HttpResponse = inbox.client(role).post(page(inbox, "import/"), given)
    return answer


def carried(answer: HttpResponse) -> str:
    """The graph that the report carries to the next step."""
    found = re.search(r'name="graph" value="([^"]*)"', answer.content.decode())
    assert found is not None
    return unescape(found[1])


def test_a_typebot_is_reported_and_then_kept_as_a_draft(inbox: Inbox) -> None:
    answer = upload(inbox, json.dumps(pizzeria()).encode())
    shown = unescape(answer.content.decode())
    assert "Entendemos 10 de 11 partes do arquivo." in shown
    assert "O que ficou de fora" in shown
    assert "O teste “nome_do_cliente: Ends with” não existe aqui." in shown
    assert "A chamada a outro servidor precisa ser conferida" in shown
    assert not FlowDefinition.objects.exists()
    client, url = inbox.client(), page(inbox, "import/draft/")
    given = {"name": "Pizza", "graph": carried(answer)}
    kept = client.post(url, given)
    flow = FlowDefinition.objects.get()
    assert kept["Location"] == page(inbox, f"{flow.pk}/")
    assert (flow.name, flow.published_id, len(flow.draft["nodes"])) == ("Pizza", None, 9)
    assert client.get(kept["Location"]).status_code == 200
    again = client.post(url, given)
    assert again.status_code == 422
    assert "Já existe um fluxo com este nome." in again.content.decode()
    assert carried(again) == given["graph"]
    assert publish_flow(flow=flow, now=timezone.now(), actor=None).number == 1


def test_our_own_file_comes_back_as_it_was(inbox: Inbox) -> None:
    flow = make(inbox)
    file = inbox.client().get(page(inbox, f"{flow.pk}/file/")).content
    answer = upload(inbox, file)
    assert "Entendemos 5 de 5 partes do arquivo." in answer.content.decode()
    inbox.client().post(page(inbox, "import/draft/"), {"name": "Dois", "graph": carried(answer)})
    assert FlowDefinition.objects.get(name="Dois").draft == flow.draft


def test_what_is_not_understood_of_our_own_file_is_said(inbox: Inbox) -> None:
    data = {
        "format": "zapenda-flow",
        "version": 1,
        "start": "a",
        "nodes": [{"id": "a", "kind": "x"}],
    }
    shown = upload(inbox, json.dumps(data).encode()).content.decode()
    assert "Não conheço este tipo de passo: x." in shown
    assert "Entendemos 0 de 1 partes do arquivo." in shown


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Escolha o arquivo."),
        (b"\xff\xfe", "Este arquivo não é JSON"),
        (b"[" * 100_000, "Este arquivo não é JSON"),
        (b"[1]", "não é um fluxo do Zapenda nem do Typebot"),
        (b'{"format": "other"}', "não é um fluxo do Zapenda nem do Typebot"),
        (b'{"format": "zapenda-flow", "x": NaN}', "não dá para guardar"),
        (b'{"format": "zapenda-flow", "x": "\\u0000"}', "não dá para guardar"),
        (b'{"format": "zapenda-flow", "x": "\\ud800"}', "não dá para guardar"),
        (b" " * (LARGEST_FILE + 1), "Este arquivo passa de 2 MB."),
    ],
)
def test_a_file_that_is_no_flow_is_refused_kindly(
    inbox: Inbox, content: bytes, reason: str
) -> None:
    answer = upload(inbox, content)
    assert answer.status_code == 422
    assert reason in answer.content.decode()


@pytest.mark.parametrize(
    "graph",
    [
        *("", "x", "[]", '{"a": NaN}', '{"a": "' + "x" * 600_000 + '"}'),
        *('{"a":' * 20_000, '{"a": ' + "9" * 5000 + "}"),
    ],
)
def test_what_comes_back_changed_is_not_kept(inbox: Inbox, graph: str) -> None:
    given = {"name": "Teste", "graph": graph}
    assert inbox.client().post(page(inbox, "import/draft/"), given).status_code == 422
    assert not FlowDefinition.objects.exists()


def test_only_who_may_change_settings_imports(inbox: Inbox) -> None:
    assert upload(inbox, b"{}", role=Role.VIEWER).status_code == 403
    assert inbox.client(Role.VIEWER).post(page(inbox, "import/draft/")).status_code == 403


def test_the_command_reads_a_typebot_too(inbox: Inbox, tmp_path: Path) -> None:
    file = tmp_path / "pizza.json"
    file.write_text(json.dumps(pizzeria()))
    slug, out = inbox.organization.slug, StringIO()
    own: dict[str, Any] = {"organization": slug, "stdout": out}
    call_command("import_flow", str(file), format="typebot", publish=True, **own)
    told = out.getvalue()
    assert "10 of 11 blocks were understood." in told
    assert "LOST: bye: Code: Este tipo de bloco não existe aqui." in told
    assert "TURNED: order: Webhook:" in told
    assert "pizzaria: version 1 is published." in told
    with pytest.raises(CommandError, match="not a flow of this format"):
        call_command("import_flow", str(file), format="zapenda", **own)
