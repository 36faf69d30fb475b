"""The door of one Twilio number: who may knock, and where it leads."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.gateways.twilio import sign
from bot.models import Channel, Message, QuarantinedUpdate, WebhookReceipt
from bot.services.replay import replay_quarantined
from bot.services.twilio_channels import create_twilio_channel
from bot.services.webhooks import MAX_BODY_BYTES
from bot.tests.factories import make_channel
from bot.tests.gateways.contract.server import Answer, provider_server
from bot.tests.gateways.contract.stage import PUBLIC_URL
from bot.tests.gateways.contract.twilio import SENDER, TOKEN, TwilioStage


@pytest.fixture
def stage(organization: Organization, settings: Any) -> Iterator[TwilioStage]:
    settings.PUBLIC_URL = PUBLIC_URL
    with provider_server(lambda _asked: Answer(status=503)) as server:
        yield TwilioStage.connect(organization, server)


def post_to(path: str, form: dict[str, str], token: str = TOKEN) -> int:
    header = sign(PUBLIC_URL + path, list(form.items()), token)
    return (
        Client()
        .post(
            path,
            data=urlencode(form),
            content_type="application/x-www-form-urlencoded",
            headers={"X-Twilio-Signature": header},
        )
        .status_code
    )


def test_the_answer_has_no_words_for_the_customer(stage: TwilioStage) -> None:
    post = stage.message("text", "SM1", text="oi")
    answer = Client().post(
        post.path, data=post.body, content_type=post.content_type, headers=post.headers
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert bytes(WebhookReceipt.objects.get().body) == post.body


def test_the_address_as_it_arrived_counts_too(stage: TwilioStage) -> None:
    """Without a proxy Twilio calls us by the very address that we see."""
    path = f"/webhooks/twilio/{stage.channel.pk}/"
    form = {"MessageSid": "SM1", "From": "whatsapp:+5511987654321", "To": SENDER, "Body": "oi"}
    header = sign(f"http://testserver{path}", list(form.items()), TOKEN)
    answer = Client().post(
        path,
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": header},
    )
    assert answer.status_code == 204


def test_unknown_numbers_and_those_of_meta_have_no_door(
    stage: TwilioStage, organization: Organization
) -> None:
    form = {"MessageSid": "SM1", "From": "whatsapp:+5511987654321", "To": SENDER}
    meta = make_channel(organization, app_secret=TOKEN)
    for id_ in (uuid4(), meta.pk):
        assert post_to(f"/webhooks/twilio/{id_}/", form) == 404
    assert not WebhookReceipt.objects.exists()


def test_reading_is_refused(stage: TwilioStage) -> None:
    assert Client().get(f"/webhooks/twilio/{stage.channel.pk}/").status_code == 405


def test_the_token_of_another_house_opens_nothing(stage: TwilioStage) -> None:
    theirs = create_twilio_channel(
        organization=make_organization(),
        phone="+5511900000000",
        account_sid="AC" + "b" * 32,
        auth_token="theirs",
    )
    form = {"MessageSid": "SM1", "From": "whatsapp:+5511987654321", "To": SENDER, "Body": "oi"}
    assert post_to(f"/webhooks/twilio/{stage.channel.pk}/", form, "theirs") == 403
    # Through their own door they reach themselves alone, whatever number the form names.
    assert post_to(f"/webhooks/twilio/{theirs.pk}/", form, "theirs") == 204
    stage.post()
    assert not Message.objects.filter(channel=stage.channel).exists()
    assert QuarantinedUpdate.objects.get().detail == "for another number"


def test_the_old_token_is_good_during_a_rotation(stage: TwilioStage) -> None:
    Channel.objects.update(app_secret="new", previous_app_secret=TOKEN)
    assert stage.post(stage.message("text", "SM1", text="oi")) == [204]
    assert Message.objects.get().text == "oi"


def test_a_body_that_is_too_large_or_no_form_is_refused(stage: TwilioStage) -> None:
    post = stage.message("text", "SM1", text="oi")
    assert stage.post(replace(post, body=b"a=" + b"b" * MAX_BODY_BYTES)) == [413]
    assert stage.post(replace(post, body=b"\xff\xfe=1")) == [400]
    assert stage.post(replace(post, body=b"&".join([b"a=1"] * 1100))) == [400]
    assert not WebhookReceipt.objects.exists()


def test_quarantined_forms_are_read_again(stage: TwilioStage) -> None:
    post = stage.message("text", "SM1", text="oi")
    Channel.objects.update(number_id="whatsapp:+1999999999")
    stage.post(post)
    assert not Message.objects.exists()
    Channel.objects.update(number_id=SENDER)
    quarantined = QuarantinedUpdate.objects.values_list("pk", flat=True)
    assert replay_quarantined(ids=list(quarantined)) == 1
    stage.post()
    assert Message.objects.get().text == "oi"
    assert not QuarantinedUpdate.objects.exists()
