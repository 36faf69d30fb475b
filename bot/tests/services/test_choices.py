"""Numbers and places that customers answer with become the taps they stand for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organization
from bot.enums import Author, DeliveryStatus
from bot.gateways import Button, Buttons, Template, TemplateParameter, Text
from bot.gateways.twilio import contents
from bot.models import Conversation, Delivery, Message
from bot.services.outbox import queue_message, send_due
from bot.services.templates import sync_templates
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL
from bot.tests.gateways.contract.twilio import TwilioStage

YES_NO = Buttons("Confirma?", (Button("y:1", "Sim"), Button("n:1", "Não")))


@pytest.fixture
def stage(organization: Organization, settings: Any) -> Iterator[TwilioStage]:
    settings.PUBLIC_URL = PUBLIC_URL
    contents.forget_layouts()
    with provider_server(lambda _asked: Answer(status=503)) as server:
        made = TwilioStage.connect(organization, server)
        server.play = made.play
        yield made


@pytest.fixture
def talk(stage: TwilioStage) -> Conversation:
    stage.post(stage.message("text", "SM0", text="oi"))
    return Conversation.objects.get()


def send(talk: Conversation, content: Any) -> Delivery:
    message = queue_message(
        conversation=talk, content=content, author=Author.BOT, now=timezone.now()
    )
    send_due(now=timezone.now())
    delivery = Delivery.objects.select_related("message").get(message=message)
    assert delivery.status == DeliveryStatus.SENT, delivery.error_detail
    return delivery


def refuse_contents(stage: TwilioStage) -> None:
    """The Content API takes nothing more from this account."""
    play = stage.play
    stage.server.play = lambda asked: (
        Answer({"code": 20422, "message": "no"}, 400)
        if asked.path == "/v1/Content"
        else play(asked)
    )


def test_refused_buttons_go_out_as_numbers_and_a_number_is_a_tap(
    stage: TwilioStage, talk: Conversation
) -> None:
    refuse_contents(stage)
    send(talk, YES_NO)
    assert stage.heard[-1].text == "Confirma?\n\n*1.* Sim\n*2.* Não\n\n↩ 1–2"
    stage.post(stage.message("text", "SM1", text="2"))
    answer = Message.objects.get(external_id="SM1")
    assert (answer.kind, answer.reply_id, answer.text) == ("BUTTON_REPLY", "n:1", "Não")


def test_a_number_answers_only_what_was_said_last(stage: TwilioStage, talk: Conversation) -> None:
    refuse_contents(stage)
    send(talk, YES_NO)
    send(talk, Text("Para quantas pessoas?"))
    stage.post(stage.message("text", "SM1", text="2"))
    assert Message.objects.get(external_id="SM1").kind == "TEXT"


def test_a_number_after_real_buttons_stays_a_number(stage: TwilioStage, talk: Conversation) -> None:
    send(talk, YES_NO)
    assert [title for _id, title in stage.heard[-1].choices] == ["Sim", "Não"]
    stage.post(stage.message("text", "SM1", text="2"))
    assert Message.objects.get(external_id="SM1").kind == "TEXT"


def test_one_layout_serves_every_message_of_its_shape(
    stage: TwilioStage, talk: Conversation
) -> None:
    before = len(stage.contents)
    for body in ("Confirma?", "Vamos?", "Às 15h?"):
        send(talk, Buttons(body, YES_NO.buttons))
    assert len(stage.contents) == before + 1
    contents.forget_layouts()  # another process looks it up and makes no second one
    send(talk, Buttons("De novo?", YES_NO.buttons))
    assert len(stage.contents) == before + 1


def test_a_layout_that_was_deleted_over_there_is_made_anew(
    stage: TwilioStage, talk: Conversation
) -> None:
    send(talk, YES_NO)
    stage.server.failures.append(Answer({"code": 21655, "message": "gone"}, 400))
    send(talk, YES_NO)
    assert stage.heard[-1].text.endswith("↩ 1–2")
    stage.contents = {sid: one for sid, one in stage.contents.items() if "approval_requests" in one}
    send(talk, YES_NO)
    assert stage.heard[-1].choices == (("y:1", "Sim"), ("n:1", "Não"))


@pytest.mark.parametrize("is_named", [True, False])
def test_a_button_of_a_template_means_what_the_message_gave_it(
    stage: TwilioStage, talk: Conversation, is_named: bool
) -> None:
    sync_templates(channel=stage.channel, now=timezone.now())
    sent = send(
        talk,
        Template(
            "hello",
            "pt_BR",
            body=(TemplateParameter("Ana"),),
            buttons=((0, "quick_reply", "c:77"), (1, "quick_reply", "r:77")),
        ),
    )
    form = {"MessageType": "button", "OriginalRepliedMessageSid": ""}
    if is_named:
        form["OriginalRepliedMessageSid"] = sent.message.external_id or ""
    stage.post(stage.message("button", "SM1", id="button_1", title="Remarcar", form=form))
    answer = Message.objects.get(external_id="SM1")
    assert (answer.kind, answer.reply_id, answer.text) == ("TEMPLATE_REPLY", "r:77", "Remarcar")
