"""Files, places and cards that flows send."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.tests.factories import make_member, make_organization
from bot.enums import DeliveryStatus, TransferStatus
from bot.gateways import ContentInvalid, MediaFile
from bot.models import Attachment, Delivery, FlowFile, Message
from bot.selectors.attachments import part_of, whole_of
from bot.services.attachments import transfer_due
from bot.services.flow_files import add_flow_file, remove_flow_file
from bot.services.flows import problems_of
from bot.services.outbox import send_due
from bot.services.turns import run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.flows.graph.graphs import flow, node
from bot.tests.services.conftest import MARINA, after, stamp
from bot.tests.services.flow_chats import END, PERSON, keyword, publish
from tests.phones import Phones

pytestmark = pytest.mark.django_db

PICTURE = MediaFile("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "mapa.png")
SOUND = MediaFile("audio/ogg", b"OggS" + bytes(50), "oi.ogg")


@pytest.fixture
def owner(organization) -> User:
    return make_member(organization, Role.OWNER).user


def sending(**data: Any) -> dict[str, Any]:
    return flow(
        node("a", "file", data, done="e"), PERSON, END, triggers=keyword("mapa"), locale="pt-BR"
    )


def add(organization: Any, owner: User, file: MediaFile = PICTURE) -> FlowFile:
    return add_flow_file(organization=organization, file=file, actor=owner)


def test_a_file_is_uploaded_and_sent_with_its_words(
    organization, line, graph: Phones, receive, owner
) -> None:
    stored = add(organization, owner)
    publish(organization, sending(file=str(stored.pk), text="Estamos aqui"))
    shared: dict[str, Any] = {"sender": MARINA, "timestamp": stamp(timezone.now())}
    receive(webhook_body(line, text_message("mapa", wamid=wamid(), **shared)))
    run_due_turns(now=after(5))
    assert send_due(now=after(6)) == 0, "nothing leaves before its file is there"
    assert transfer_due(now=after(6))
    file = Attachment.objects.get()
    assert (file.status, file.body, file.stored_id) == (TransferStatus.READY, None, stored.pk)
    while send_due(now=after(10)):
        pass
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.SENT}
    told = [(m.kind, m.text) for m in Message.objects.filter(direction="OUT").order_by("id")]
    assert told == [("IMAGE", "Estamos aqui"), ("TEXT", "Até logo!")]


def test_the_bytes_are_kept_once_and_read_in_parts(organization, says, owner) -> None:
    stored = add(organization, owner)
    publish(organization, sending(file=str(stored.pk)))
    says("mapa")
    says("mapa")
    files = list(Attachment.objects.all())
    assert len(files) == 2
    assert all(file.body is None for file in files)
    assert whole_of(files[0]) == PICTURE.body
    assert part_of(files[1], 1, 3) == b"PNG"


def test_a_sound_has_its_words_behind_it(organization, says, owner) -> None:
    publish(organization, sending(file=str(add(organization, owner, SOUND).pk), text="Ouça"))
    says("mapa")
    kinds = Message.objects.filter(direction="OUT").order_by("id").values_list("kind", "text")
    assert list(kinds) == [("AUDIO", ""), ("TEXT", "Ouça"), ("TEXT", "Até logo!")]


def test_a_file_that_was_removed_leaves_its_words(organization, says, owner) -> None:
    stored = add(organization, owner)
    publish(organization, sending(file=str(stored.pk), text="Estamos aqui"))
    remove_flow_file(file=stored, actor=owner, now=timezone.now())
    remove_flow_file(file=stored, actor=owner, now=timezone.now())
    assert not FlowFile.objects.exists()
    assert says("mapa") == ["Estamos aqui", "Até logo!"]
    assert "unknown_file" in [one.code for one in problems_of(sending(file=str(stored.pk)))]


def test_what_was_sent_keeps_its_bytes(organization, says, owner) -> None:
    stored = add(organization, owner)
    publish(organization, sending(file=str(stored.pk)))
    says("mapa")
    remove_flow_file(file=stored, actor=owner, now=timezone.now())
    assert whole_of(Attachment.objects.get()) == PICTURE.body
    assert FlowFile.objects.get().removed_at is not None


def test_another_house_s_file_is_never_sent(organization, says) -> None:
    other = FlowFile.objects.create(
        organization=make_organization(name="Outra"),
        name="mapa.png",
        mime_type="image/png",
        size=1,
        body=b"x",
    )
    assert "unknown_file" in [one.code for one in problems_of(sending(file=str(other.pk)))]


def test_a_file_that_whatsapp_refuses_is_not_kept(organization, owner) -> None:
    with pytest.raises(ContentInvalid):
        add(organization, owner, MediaFile("image/png", b"no picture", "a.png"))
    assert not FlowFile.objects.exists()


def test_places_and_cards(organization, says) -> None:
    place = {"name": "Studio", "latitude": "-23,5", "longitude": "-46.6", "address": "Rua A, 1"}
    card = {"name": "Recepção", "phone": "+55 11 3333-4444"}
    publish(
        organization,
        flow(
            node("a", "location", place, done="b"),
            node("b", "contact", card, done="e"),
            PERSON,
            END,
            triggers=keyword("onde"),
        ),
    )
    says("onde")
    sent = Message.objects.filter(direction="OUT").order_by("id")
    assert [message.kind for message in sent] == ["LOCATION", "CONTACTS", "TEXT"]
    assert sent[0].content["location"]["latitude"] == -23.5
    assert sent[1].content["contacts"][0]["phones"][0]["wa_id"] == "551133334444"


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("location", {"name": "x", "latitude": "91", "longitude": "0"}, "bad_degrees"),
        ("location", {"name": "x", "latitude": "0", "longitude": "aqui"}, "bad_degrees"),
        ("contact", {"name": "x", "phone": "abc"}, "bad_phone"),
    ],
)
def test_what_nobody_could_send_is_not_published(kind, data, code, organization) -> None:
    made = flow(node("a", kind, data, done="e"), END)
    assert code in [one.code for one in problems_of(made)]
