"""Templates with a photo, a video or a document at their top, sent by flows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_member, make_organization
from bot.enums import DeliveryStatus
from bot.flows.graph import Severity
from bot.gateways import MediaFile
from bot.models import Attachment, Channel, Delivery, FlowDefinition, Message, MessageTemplate
from bot.selectors.flow_choices import step_choices
from bot.services.attachments import transfer_due
from bot.services.flow_files import add_flow_file, remove_flow_file
from bot.services.flows import problems_of
from bot.services.outbox import send_due
from bot.services.turns import run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.flows.graph.graphs import flow, node
from bot.tests.services.conftest import MARINA, after, stamp
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from bot.tests.services.test_template_files import (
    FILES,
    LEAFLET,
    PHOTO,
    TEXT,
    approve,
    header,
    with_file,
)
from bot.tests.templates import body, make_template
from tests.phones import Phones

__all__ = ["approve"]

pytestmark = pytest.mark.django_db
Approve = Callable[[str], MessageTemplate]


@pytest.fixture
def owner(organization) -> User:
    return make_member(organization, Role.OWNER).user


def sending(name: str, file_id: object = "") -> dict[str, Any]:
    data = {
        "template": name,
        "header_file": str(file_id),
        "values": [{"slot": "1", "value": "Bia"}],
    }
    return flow(
        node("a", "template", data, done="e", error="h"), PERSON, END, triggers=keyword("foto")
    )


def problems(graph: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in problems_of(graph) if one.severity == Severity.ERROR]


@pytest.mark.parametrize("kind", ["IMAGE", "VIDEO", "DOCUMENT"])
def test_it_leaves_with_its_file(
    organization, line, graph: Phones, receive, owner, approve: Approve, kind: str
) -> None:
    template, file = approve(kind), FILES[kind]
    stored = add_flow_file(organization=organization, file=file, actor=owner)
    made = sending(template.name, stored.pk)
    assert problems(made) == []
    publish(organization, made)
    shared: dict[str, Any] = {"sender": MARINA, "timestamp": stamp(timezone.now())}
    receive(webhook_body(line, text_message("foto", wamid=wamid(), **shared)))
    run_due_turns(now=after(5))
    assert send_due(now=after(6)) == 0, "nothing leaves before its file is there"
    assert transfer_due(now=after(6))
    while send_due(now=after(10)):
        pass
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}
    sent = Message.objects.get(kind="TEMPLATE")
    assert sent.text == "Oi, Bia! Sentimos sua falta. Até já"
    kept = Attachment.objects.get(message=sent)
    assert (kept.stored_id, kept.body) == (stored.pk, None)
    (top, _body) = graph.sent()[0]["content"]["components"]
    assert top["parameters"][0][kind.lower()]["id"] == kept.remote_id


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ("", "needs_file"),
        ("leaflet", "other_file"),
        ("theirs", "unknown_file"),
        ("?", "unknown_file"),
    ],
)
def test_a_file_that_does_not_fit_is_told_before_publishing(
    organization, channel: Channel, owner, chosen: str, code: str
) -> None:
    with_file(channel)
    file_id: object = chosen
    if chosen == "leaflet":
        file_id = add_flow_file(organization=organization, file=LEAFLET, actor=owner).pk
    elif chosen == "theirs":
        other = make_organization(slug="outra")
        with scope(organization=other):
            file_id = add_flow_file(organization=other, file=PHOTO, actor=owner).pk
    assert problems(sending("foto_image", file_id)) == [(code, "header_file")]


@pytest.mark.parametrize("file", [None, LEAFLET, PHOTO])
def test_without_its_file_it_takes_the_branch_for_errors(
    organization, channel: Channel, owner, says, file: MediaFile | None
) -> None:
    """Meta let another version of the template through, or the file was removed."""
    make_template(channel, "foto_image", body(TEXT, "Marina"))
    stored = add_flow_file(organization=organization, file=file, actor=owner) if file else None
    publish(organization, sending("foto_image", stored.pk if stored else ""))
    MessageTemplate.objects.update(components=[header("IMAGE"), body(TEXT, "Marina")])
    if file is PHOTO:
        remove_flow_file(file=stored, actor=owner, now=timezone.now())
    assert says("foto") == ["Já chamo alguém."]
    assert not Message.objects.filter(kind="TEMPLATE").exists()


def test_a_file_for_a_template_without_one_is_left_out(
    organization, channel: Channel, owner, says
) -> None:
    make_template(channel, "volte_logo", body(TEXT, "Marina"))
    stored = add_flow_file(organization=organization, file=PHOTO, actor=owner)
    publish(organization, sending("volte_logo", stored.pk))
    assert says("foto")[0] == "Oi, Bia! Sentimos sua falta. Até já"
    assert not Attachment.objects.exists()


def test_only_what_a_header_takes_is_offered(organization, owner) -> None:
    photo = add_flow_file(organization=organization, file=PHOTO, actor=owner)
    sound = MediaFile("audio/ogg", b"OggS" + bytes(50), "oi.ogg")
    add_flow_file(organization=organization, file=sound, actor=owner)
    offered = step_choices("template", FlowDefinition(organization=organization))
    assert offered["header_file"] == [(str(photo.pk), "tabela.png")]
