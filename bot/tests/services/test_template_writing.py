"""A template from the first draft to the provider and back, over real HTTP."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import httpx
import pytest
from django.db import connections
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, User
from accounts.tests.factories import make_member, make_whatsapp_customer
from bot.enums import TemplateRefusal
from bot.gateways import GatewayError
from bot.gateways.media import MediaFile
from bot.models import Channel, MessageTemplate
from bot.selectors.templates import recategorised_templates, template_offer
from bot.services.gateways import NotConnected
from bot.services.template_writing import (
    CLAIM,
    TemplateBusy,
    TemplateFaulty,
    TemplateTaken,
    change_template,
    draft_of_template,
    note_seen,
    remove_template,
    save_draft,
    submit_template,
    upload_sample,
)
from bot.services.templates import sync_templates
from bot.simulator.graph_media import sample_photo
from bot.template_draft import DraftButton, TemplateDraft
from bot.tests.factories import envelope, make_channel, make_conversation
from bot.tests.services.conftest import Receive
from bot.tests.templates import agree, make_template
from tests.phones import Phones, eventually

pytestmark = pytest.mark.django_db

DRAFT = TemplateDraft(
    name="volte_logo",
    language="pt_BR",
    category="UTILITY",
    body="Oi, {{1}}! Sentimos sua falta. Até já",
    footer="Studio Bela",
    buttons=(DraftButton("URL", "Marcar", "https://bela.test/{{1}}"),),
    examples={"body-1": "Marina", "button-0": "agenda"},
)


@pytest.fixture
def user(line: Channel) -> User:
    return make_member(line.organization, Role.OWNER, name="Ana Souza").user


@pytest.fixture
def slow(graph: Phones) -> None:
    graph.switch(template_review_delay=60.0)


def written(line: Channel, user: User, draft: TemplateDraft = DRAFT) -> MessageTemplate:
    return save_draft(channel=line, draft=draft, now=timezone.now(), actor=user)


def submitted(line: Channel, user: User, draft: TemplateDraft = DRAFT) -> MessageTemplate:
    return submit_template(template=written(line, user, draft), now=timezone.now(), actor=user)


def remote(graph: Phones) -> list[dict[str, Any]]:
    return list(graph._get("/control/templates")["templates"])


def approved(line: Channel, template: MessageTemplate) -> MessageTemplate:
    def look() -> bool:
        sync_templates(channel=line, now=timezone.now())
        template.refresh_from_db()
        return bool(template.status == "APPROVED")

    eventually(look)
    return template


@pytest.mark.usefixtures("slow")
def test_draft_is_kept_submitted_once_and_comes_back(
    line: Channel, user: User, graph: Phones
) -> None:
    draft = written(line, user)
    assert written(line, user).pk == draft.pk
    assert sync_templates(channel=line, now=timezone.now()) == 0
    draft.refresh_from_db()
    assert (draft.status, draft_of_template(draft)) == ("DRAFT", DRAFT)

    sent = submit_template(template=draft, now=timezone.now(), actor=user)
    assert (sent.pk, sent.status, sent.category) == (draft.pk, "PENDING", "UTILITY")
    assert submit_template(template=sent, now=timezone.now(), actor=user) == sent
    (theirs,) = remote(graph)
    assert (theirs["id"], theirs["components"]) == (sent.external_id, sent.components)
    assert theirs["parameter_format"] == "POSITIONAL"
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["template.written", "template.submitted"]


@pytest.mark.usefixtures("slow")
def test_one_name_has_several_languages(line: Channel, user: User, graph: Phones) -> None:
    submitted(line, user)
    english = replace(DRAFT, language="en", body="Hi, {{1}}! We miss you. See you soon")
    assert submitted(line, user, english).status == "PENDING"
    assert {one["language"] for one in remote(graph)} == {"pt_BR", "en"}
    with pytest.raises(TemplateTaken):
        written(line, user, replace(DRAFT, body="Outra"))


def test_faulty_draft_does_not_leave(line: Channel, user: User, graph: Phones) -> None:
    draft = written(line, user, replace(DRAFT, body="Oi, {{1}}", examples={}))
    with pytest.raises(TemplateFaulty) as faulty:
        submit_template(template=draft, now=timezone.now(), actor=user)
    assert {one.field for one in faulty.value.problems} >= {"body", "sample-body-1"}
    assert remote(graph) == []


def test_refusal_leaves_the_draft_to_be_mended(line: Channel, user: User, graph: Phones) -> None:
    graph.switch(token_expired=True)
    draft = written(line, user)
    with pytest.raises(GatewayError):
        submit_template(template=draft, now=timezone.now(), actor=user)
    draft.refresh_from_db()
    assert (draft.status, draft.submitting_until) == ("DRAFT", None)
    graph.switch(token_expired=False)
    submit_template(template=draft, now=timezone.now(), actor=user)
    assert len(remote(graph)) == 1


@pytest.mark.usefixtures("slow")
def test_lost_answer_is_found_again_and_another_text_is_not_taken_over(
    line: Channel, user: User, graph: Phones
) -> None:
    first = submitted(line, user)
    MessageTemplate.objects.filter(pk=first.pk).update(status="DRAFT", external_id="")
    first.refresh_from_db()
    again = submit_template(template=first, now=timezone.now(), actor=user)
    assert (again.status, again.external_id) == ("PENDING", remote(graph)[0]["id"])
    MessageTemplate.objects.filter(pk=first.pk).delete()
    other = written(line, user, replace(DRAFT, body="Olá, {{1}}! Este é outro texto nosso"))
    with pytest.raises(TemplateTaken):
        submit_template(template=other, now=timezone.now(), actor=user)
    other.refresh_from_db()
    assert other.status == "DRAFT"


def test_claimed_draft_waits(line: Channel, user: User) -> None:
    draft, now = written(line, user), timezone.now()
    MessageTemplate.objects.update(submitting_until=now + CLAIM)
    with pytest.raises(TemplateBusy):
        submit_template(template=draft, now=now, actor=user)
    with pytest.raises(TemplateBusy):
        save_draft(channel=line, draft=DRAFT, template=draft, now=now, actor=user)
    later = now + CLAIM  # whoever claimed it has crashed
    assert submit_template(template=draft, now=later, actor=user).external_id


@pytest.mark.usefixtures("slow")
def test_what_was_saved_last_is_submitted(line: Channel, user: User, graph: Phones) -> None:
    seen = written(line, user)
    anew = replace(DRAFT, body="Oi, {{1}}! Volte logo aqui")
    mine = MessageTemplate.objects.get(pk=seen.pk)
    save_draft(channel=line, draft=anew, template=mine, now=timezone.now(), actor=user)

    sent = submit_template(template=seen, now=timezone.now(), actor=user)
    (theirs,) = remote(graph)
    assert theirs["components"][0]["text"] == anew.body
    assert draft_of_template(sent).body == anew.body


@pytest.mark.usefixtures("slow")
def test_a_draft_spoilt_meanwhile_does_not_leave(line: Channel, user: User, graph: Phones) -> None:
    seen = written(line, user)
    mine, faulty = MessageTemplate.objects.get(pk=seen.pk), replace(DRAFT, examples={})
    save_draft(channel=line, draft=faulty, template=mine, now=timezone.now(), actor=user)
    with pytest.raises(TemplateFaulty):
        submit_template(template=seen, now=timezone.now(), actor=user)
    mine.refresh_from_db()
    assert (mine.status, mine.submitting_until, remote(graph)) == ("DRAFT", None, [])


def while_listed(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have `act` happen after the provider has made its list and before we have it."""
    acts = [act]

    def arrived(answer: httpx.Response) -> None:
        request = answer.request
        if request.method == "GET" and request.url.path.endswith("/message_templates") and acts:
            acts.pop()()

    client = httpx.Client(event_hooks={"response": [arrived]}, trust_env=False)
    monkeypatch.setattr("bot.services.gateways._client", lambda: client)


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("seconds", [0, -3], ids=["later", "begun_before"])
def test_look_leaves_what_is_submitted_meanwhile(
    line: Channel, user: User, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    draft = written(line, user)
    look_at = timezone.now()
    sent_at = look_at + timedelta(seconds=seconds)
    while_listed(monkeypatch, lambda: submit_template(template=draft, now=sent_at, actor=user))
    sync_templates(channel=line, now=look_at)
    draft.refresh_from_db()
    assert draft.status == "PENDING"


def test_look_leaves_what_is_changed_or_deleted_meanwhile(
    line: Channel, user: User, graph: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.switch(template_review_delay=0.0)
    template = approved(line, submitted(line, user))
    graph.switch(template_review_delay=60.0)
    anew = replace(DRAFT, body="Oi, {{1}}! Volte logo aqui")

    def change() -> None:
        change_template(template=template, draft=anew, now=timezone.now(), actor=user)

    while_listed(monkeypatch, change)
    sync_templates(channel=line, now=timezone.now())
    template.refresh_from_db()
    assert (template.status, draft_of_template(template).body) == ("PENDING", anew.body)

    def remove() -> None:
        remove_template(template=template, now=timezone.now(), actor=user)

    while_listed(monkeypatch, remove)
    sync_templates(channel=line, now=timezone.now())
    template.refresh_from_db()
    assert template.status == "DELETED"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("slow")
def test_many_at_once_submit_one(line: Channel, user: User, graph: Phones) -> None:
    draft, start = written(line, user), Barrier(4)

    def submit(_number: int) -> str:
        try:
            with scope(organization=line.organization):
                mine = MessageTemplate.objects.get(pk=draft.pk)
                start.wait()
                submit_template(template=mine, now=timezone.now(), actor=user)
            return "sent"
        except TemplateBusy:
            return "busy"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(submit, range(4)))
    assert "sent" in outcomes
    assert len(remote(graph)) == 1
    assert AuditEntry.objects.filter(action="template.submitted").count() == 1


def test_approved_one_is_changed_and_reviewed_again(
    line: Channel, user: User, graph: Phones
) -> None:
    graph.switch(template_review_delay=0.0)
    template = approved(line, submitted(line, user))
    graph.switch(template_review_delay=60.0)
    anew = replace(DRAFT, name="outro", category="MARKETING", body="Oi, {{1}}! Volte logo aqui")
    change_template(template=template, draft=anew, now=timezone.now(), actor=user)
    (theirs,) = remote(graph)
    assert (theirs["status"], theirs["name"], theirs["category"]) == (
        "PENDING",
        "volte_logo",
        "UTILITY",
    )
    assert theirs["components"][0]["text"] == "Oi, {{1}}! Volte logo aqui"
    template.refresh_from_db()
    assert (template.status, template.components) == ("PENDING", theirs["components"])
    with pytest.raises(TemplateBusy):
        change_template(template=template, draft=anew, now=timezone.now(), actor=user)


@pytest.mark.usefixtures("slow")
def test_deleted_here_is_deleted_there_and_the_name_is_free(
    line: Channel, user: User, graph: Phones
) -> None:
    template = submitted(line, user)
    submitted(line, user, replace(DRAFT, language="en"))
    remove_template(template=template, now=timezone.now(), actor=user)
    template.refresh_from_db()
    assert template.status == "DELETED"
    assert [one["language"] for one in remote(graph)] == ["en"]
    remove_template(template=template, now=timezone.now(), actor=user)
    assert AuditEntry.objects.filter(action="template.deleted").count() == 1
    assert written(line, user).pk == template.pk
    disabled = make_template(line, "parado", status="DISABLED")
    with pytest.raises(TemplateBusy):
        remove_template(template=disabled, now=timezone.now(), actor=user)


@pytest.mark.usefixtures("slow")
def test_header_of_a_photo_and_named_variables_reach_the_provider(
    line: Channel, user: User, graph: Phones
) -> None:
    photo = MediaFile("image/png", sample_photo(), "foto.png")
    draft = replace(
        DRAFT,
        header_kind="IMAGE",
        header_handle=upload_sample(channel=line, file=photo),
        body="Oi, {{nome}}! Sentimos sua falta. Até já",
        examples={"body-nome": "Marina", "button-0": "agenda"},
    )
    kept = submitted(line, user, draft)
    (theirs,) = remote(graph)
    assert theirs["components"][0]["example"]["header_handle"] == [draft.header_handle]
    assert theirs["parameter_format"] == "NAMED"
    assert draft_of_template(kept) == draft


def test_number_without_account_submits_nothing(line: Channel, user: User) -> None:
    bare = make_channel(line.organization, account_id="")
    with pytest.raises(NotConnected):
        submit_template(template=written(bare, user), now=timezone.now(), actor=user)


def told_category(line: Channel, receive: Receive, before: str, after: str) -> None:
    value = {
        "message_template_id": 1,
        "message_template_name": "volte_logo",
        "message_template_language": "pt_BR",
        "previous_category": before,
        "new_category": after,
    }
    receive(envelope(line, {"field": "template_category_update", "value": value}))


def test_notice_that_became_a_promotion_is_blocked_and_the_owner_told(
    line: Channel, user: User, receive: Receive
) -> None:
    template = make_template(line)
    marina = make_whatsapp_customer(line.organization, profile_name="Marina")
    talk = make_conversation(line, marina)
    assert template_offer(talk, template).refusal is None

    told_category(line, receive, "UTILITY", "MARKETING")
    template.refresh_from_db()
    assert template_offer(talk, template).refusal == TemplateRefusal.NO_CONSENT
    assert list(recategorised_templates()) == [template]
    entry = AuditEntry.objects.get(action="template.recategorised")
    assert (entry.details["from"], entry.details["to"]) == ("UTILITY", "MARKETING")
    agree(marina)
    assert template_offer(talk, template).refusal is None

    note_seen(template=template, actor=user)
    note_seen(template=template, actor=user)
    assert not recategorised_templates().exists()
    assert AuditEntry.objects.filter(action="template.category_seen").count() == 1
    told_category(line, receive, "MARKETING", "UTILITY")
    assert not recategorised_templates().exists()


def test_category_that_the_look_finds_changed_is_told_too(
    line: Channel, user: User, graph: Phones
) -> None:
    graph.switch(template_review_delay=0.0)
    template = approved(line, submitted(line, user))
    assert not recategorised_templates().exists()
    graph._client.patch(
        f"/control/templates/{template.external_id}", json={"category": "MARKETING"}
    ).raise_for_status()
    sync_templates(channel=line, now=timezone.now())
    sync_templates(channel=line, now=timezone.now())
    assert list(recategorised_templates()) == [template]
    assert AuditEntry.objects.filter(action="template.recategorised").count() == 1
