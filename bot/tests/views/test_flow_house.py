"""The built-in conversation among the flows: seen, copied, replaced, and back again."""

import json
import re
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_user
from bot.editable_texts import BY_KEY
from bot.enums import FlowStatus
from bot.models import BotText, FlowDefinition
from bot.services.flow_care import change_flow_status
from bot.services.flows import publish_flow
from bot.tests.views.test_flow_rehearsal import trial
from bot.tests.views.test_flows import page
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

__all__ = ["inbox"]


def editor_of(html: str) -> Any:
    found = re.search(r'<script id="flow-data" type="application/json">(.*?)</script>', html, re.S)
    assert found is not None
    return json.loads(found[1])


def test_it_stands_first_and_is_seen_in_the_house_s_own_texts(inbox: Inbox) -> None:
    BotText.objects.create(
        organization=inbox.organization, locale="pt-BR", key="menu", text="Diga lá, sem pressa."
    )
    client = inbox.client()
    listed = client.get(page(inbox)).content.decode()
    assert "Conversa da casa" in listed
    assert page(inbox, "house/") in listed
    shown = editor_of(client.get(page(inbox, "house/")).content.decode())
    assert shown["editable"] is False
    assert "Diga lá, sem pressa." in json.dumps(shown["graph"], ensure_ascii=False)
    english = editor_of(client.get(page(inbox, "house/?locale=en")).content.decode())
    assert BY_KEY["menu"].message not in json.dumps(english["graph"], ensure_ascii=False)
    assert english["graph"]["locale"] == "en"


def test_its_steps_open_and_can_t_be_changed(inbox: Inbox) -> None:
    client = inbox.client()
    graph = editor_of(client.get(page(inbox, "house/")).content.decode())["graph"]
    for node in graph["nodes"]:
        answer = client.post(page(inbox, "house/step/"), {"node": json.dumps(node)})
        assert "<fieldset disabled" in answer.content.decode(), node["id"]
    begins = {"kind": "begin", "was": json.dumps(graph["triggers"]), "open": "1"}
    begun = client.post(page(inbox, "house/step/"), begins).content.decode()
    assert "Tudo o que nenhum outro fluxo responde" in begun
    assert client.post(page(inbox, "house/step/")).status_code == 400


def test_a_copy_takes_its_place_until_it_is_paused(inbox: Inbox) -> None:
    client = inbox.client()
    answer = client.post(page(inbox, "house/copy/"), {"locale": "pt-BR"})
    flow = FlowDefinition.objects.get()
    assert answer["Location"] == page(inbox, f"{flow.pk}/")
    assert (flow.name, flow.published) == ("Minha conversa", None)
    assert "No lugar dela" not in client.get(page(inbox), headers=PARTIAL).content.decode()
    publish_flow(flow=flow, now=timezone.now(), actor=None)
    replaced = client.get(page(inbox), headers=PARTIAL).content.decode()
    assert "Responde “Minha conversa”" in replaced
    change_flow_status(flow=flow, status=FlowStatus.PAUSED, actor=make_user())
    assert "No lugar dela" not in client.get(page(inbox), headers=PARTIAL).content.decode()


def test_every_copy_has_a_name_of_its_own(inbox: Inbox) -> None:
    client = inbox.client()
    for _again in range(3):
        client.post(page(inbox, "house/copy/"))
    names = FlowDefinition.objects.order_by("position").values_list("name", flat=True)
    assert list(names) == ["Minha conversa", "Minha conversa 2", "Minha conversa 3"]


def test_who_may_not_change_flows_only_looks(inbox: Inbox) -> None:
    client = inbox.client(Role.VIEWER)
    shown = client.get(page(inbox, "house/")).content.decode()
    assert "Copiar e mudar" not in shown
    assert client.post(page(inbox, "house/copy/")).status_code == 403
    assert not FlowDefinition.objects.exists()


def test_a_copy_is_tried_in_the_chat_beside_it(inbox: Inbox) -> None:
    make_staff(inbox.organization, [make_service(inbox.organization, name="Corte feminino")])
    inbox.client().post(page(inbox, "house/copy/"))
    tried = trial(inbox, FlowDefinition.objects.get())
    assert "Como posso ajudar?" in tried.act("begin")
    assert tried.told["here"] == "menu"
    day = tried.act("say", said="corte feminino segunda que vem às 10h")
    assert "Qual é o seu nome?" in day
    assert "Posso marcar?" in tried.act("say", said="Marina Costa")
    assert tried.told["here"] == "confirm"
    assert "Está marcado" in tried.tap("Confirmar")
    assert "Como posso ajudar?" in tried.act("say", said="oi")  # the next words begin it again
    assert not Appointment.objects.exists()
    again = trial(inbox, FlowDefinition.objects.get())
    again.act("begin")
    assert "A equipe é chamada" in again.act("say", said="atendente")
