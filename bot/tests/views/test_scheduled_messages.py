"""Messages for later on the screen."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.enums import Provider
from bot.models import Channel, Delivery, Mention, Message, ScheduledMessage
from bot.services.scheduled_sending import send_scheduled_due
from bot.tests.factories import make_channel, make_conversation
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from config.lib.ids import new_id

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db


def later(inbox: Inbox, **fields: Any) -> ScheduledMessage:
    """One that waits, written by a colleague."""
    fields = {"text": "Até amanhã!", "due_at": timezone.now() + timedelta(hours=2)} | fields
    if "author" not in fields:
        fields["author"] = make_member(inbox.organization, Role.AGENT, name="Bia Lima").user
    return ScheduledMessage.objects.create(
        organization=inbox.organization, conversation=inbox.talk, **fields
    )


def plan(inbox: Inbox, client: Client, rest: str = "new/", **fields: Any) -> Any:
    given = {
        "text": "Até amanhã!",
        "when": "hour",
        "cancel_on_reply": "on",
        "token": str(new_id()),
    } | fields
    return client.post(inbox.talk_url(f"scheduled/{rest}"), given, headers=PARTIAL)


def page_of(inbox: Inbox, client: Client) -> str:
    return client.get(inbox.talk_url()).content.decode()


def test_written_with_the_form_and_listed_above_the_composer(inbox: Inbox) -> None:
    client = inbox.client(Role.AGENT)
    form = client.get(inbox.talk_url("scheduled/new/"), headers=PARTIAL).content.decode()
    assert "Daqui a 1 hora" in form
    answer = plan(inbox, client)
    assert answer.status_code == 204
    assert "scheduled:changed" in answer["HX-Trigger"]
    row = ScheduledMessage.objects.get()
    assert timedelta(minutes=59) < row.due_at - timezone.now() <= timedelta(hours=1)
    page = page_of(inbox, client)
    assert "Até amanhã!" in page
    assert 'aria-label="Cancelar o envio"' in page
    listed = client.get(inbox.talk_url("scheduled/"), headers=PARTIAL).content.decode()
    assert "Até amanhã!" in listed
    assert "<html" not in listed


def test_time_is_of_the_organizations_clock(inbox: Inbox) -> None:
    zone = ZoneInfo(inbox.organization.time_zone)
    wall = (timezone.now() + timedelta(hours=3)).astimezone(zone).replace(second=0, microsecond=0)
    plan(inbox, inbox.client(), when="chosen", at=f"{wall:%Y-%m-%dT%H:%M}")
    assert ScheduledMessage.objects.get().due_at == wall


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Escreva a mensagem."),
        ({"text": "x" * 4097}, "passa de 4.096 letras"),
        ({"text": "Oi {{nome}}"}, "Não conhecemos: nome"),
        ({"when": "chosen", "at": ""}, "Escolha dia e hora."),
        ({"when": "chosen", "at": "amanhã"}, "Escolha dia e hora."),
        ({"when": "chosen", "at": "0001-01-01T00:00"}, "Escolha"),
        ({"when": "chosen", "at": "9999-12-31T23:59"}, "Escolha dia e hora."),
        ({"when": "chosen", "at": "2020-01-01T09:00"}, "entre agora e 90 dias"),
        (
            {"when": "chosen", "at": "2099-01-01T09:00", "cancel_on_reply": ""},
            "entre agora e 90 dias",
        ),
        ({"when": "yesterday"}, "Esse horário já passou"),
        ({"token": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}, "Recarregue a página"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(
    inbox: Inbox, fields: dict[str, str], words: str
) -> None:
    answer = plan(inbox, inbox.client(), **fields)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not ScheduledMessage.objects.exists()


def test_a_text_too_long_for_the_number_s_provider_is_said_in_the_form(inbox: Inbox) -> None:
    Channel.objects.update(provider=Provider.TWILIO)
    answer = plan(inbox, inbox.client(), text="x" * 1601)
    assert answer.status_code == 422
    assert "aceita até 1600 letras" in answer.content.decode()
    assert not ScheduledMessage.objects.exists()


def test_what_could_never_leave_is_explained(inbox: Inbox) -> None:
    at = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = plan(inbox, inbox.client(), when="chosen", at=at)
    assert answer.status_code == 422
    assert "O WhatsApp só deixa responder até" in answer.content.decode()
    assert plan(inbox, inbox.client(), when="chosen", at=at, cancel_on_reply="").status_code == 204
    assert "Só sai se o cliente escrever antes" in page_of(inbox, inbox.client())


def test_hour_that_the_clocks_skip_is_refused(inbox: Inbox) -> None:
    inbox.organization.time_zone = "Europe/Lisbon"
    inbox.organization.save()
    answer = plan(inbox, inbox.client(), when="chosen", at="2027-03-28T01:30", cancel_on_reply="")
    assert answer.status_code == 422
    assert "o relógio pula esse horário" in answer.content.decode()


def test_preview_fills_in_and_names_what_lacks(inbox: Inbox) -> None:
    url, client = inbox.talk_url("scheduled/preview/"), inbox.client()
    text = "{{customer.first_name}}, até {{next_visit.date}}"
    shown = client.post(url, {"text": text}, headers=PARTIAL).content.decode()
    assert "Marina, até [dia do próximo horário]" in shown
    assert "a mensagem não sai" in shown
    assert "sairia" not in client.post(url, {"text": "Oi"}, headers=PARTIAL).content.decode()


def test_changed_cancelled_undone_and_sent_by_hand(inbox: Inbox) -> None:
    row, client = later(inbox), inbox.client(Role.AGENT)
    one = f"{row.pk}/"
    form = client.get(inbox.talk_url(f"scheduled/{one}"), headers=PARTIAL).content.decode()
    assert 'id="later_when_chosen" value="chosen" checked' in form
    assert plan(inbox, client, one, text="Outro texto").status_code == 204
    gone = plan(inbox, client, f"{one}cancellation/")
    assert gone.status_code == 204
    assert f"{one}restoration/" in gone["HX-Trigger"]
    assert "Outro texto" not in page_of(inbox, client)
    assert plan(inbox, client, f"{one}restoration/").status_code == 204
    assert plan(inbox, client, f"{one}sending/").status_code == 204
    assert Message.objects.get().text == "Outro texto"
    assert Delivery.objects.count() == 1
    assert plan(inbox, client, f"{one}sending/").status_code == 204
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("act", ["", "cancellation/", "restoration/"])
def test_what_has_left_is_409_with_the_reason(inbox: Inbox, act: str) -> None:
    row = later(inbox)
    send_scheduled_due(now=row.due_at)
    answer = plan(inbox, inbox.client(), f"{row.pk}/{act}", text="Tarde demais")
    assert answer.status_code == 409
    assert "Esta mensagem já saiu" in answer.content.decode()
    assert Message.objects.get().text == "Até amanhã!"
    plain = inbox.client().post(inbox.talk_url(f"scheduled/{row.pk}/{act}"), {"text": "x"})
    assert (plain.status_code, plain["Location"]) == (302, inbox.talk_url())


def test_sending_by_hand_says_what_is_in_the_way(inbox: Inbox) -> None:
    row = later(inbox)
    inbox.talk.customer.is_blocked = True
    inbox.talk.customer.save()
    answer = plan(inbox, inbox.client(), f"{row.pk}/sending/")
    assert (answer.status_code, answer.content.decode()) == (409, "O cliente está bloqueado.")


def test_one_that_failed_is_kept_and_calls_its_author(inbox: Inbox) -> None:
    bia = make_member(inbox.organization, Role.AGENT, name="Bia Lima").user
    row = later(inbox, author=bia)
    inbox.talk.last_customer_message_at = timezone.now() - timedelta(days=3)
    inbox.talk.save()
    send_scheduled_due(now=row.due_at)

    client = Client()
    client.force_login(bia)
    assert "Chamaram você" in client.get(inbox.url("?show=mentioned")).content.decode()
    page = page_of(inbox, client)
    assert "Não saiu. Passaram 24 horas" in page
    assert "Até amanhã!" in page
    assert "A mensagem agendada por Bia não saiu." in page
    assert 'aria-label="Enviar agora"' not in page
    assert Mention.objects.get().seen_at is not None
    plan(inbox, client, f"{row.pk}/cancellation/")
    assert 'aria-label="Tirar da lista"' not in page_of(inbox, client)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_not_answer_may_not_schedule(inbox: Inbox, role: Role) -> None:
    row, client = later(inbox), inbox.client(role)
    for rest in ("new/", "preview/", f"{row.pk}/", *(f"{row.pk}/{act}/" for act in ACTS)):
        assert plan(inbox, client, rest).status_code == 403
    assert ScheduledMessage.objects.get().status == "PENDING"
    seen = client.get(inbox.talk_url("scheduled/"), headers=PARTIAL)
    assert seen.status_code == (200 if role == Role.VIEWER else 403)
    if role == Role.VIEWER:
        assert "Até amanhã!" in seen.content.decode()
        assert "<form" not in seen.content.decode()


ACTS = ("cancellation", "restoration", "sending")


def test_ids_of_others_are_404(inbox: Inbox) -> None:
    row = later(inbox)
    other = make_conversation(inbox.channel, make_customer(inbox.organization))
    for act in ("", *(f"{act}/" for act in ACTS)):
        wrong = inbox.url(f"{other.pk}/scheduled/{row.pk}/{act}")
        assert inbox.client().post(wrong, {}, headers=PARTIAL).status_code == 404
    stranger, house = Client(), make_organization()
    stranger.force_login(make_member(house, Role.OWNER).user)
    url = f"/o/{house.slug}/conversations/{inbox.talk.pk}/scheduled/"
    assert stranger.get(url, headers=PARTIAL).status_code == 404
    assert stranger.post(f"{url}new/", {}, headers=PARTIAL).status_code == 404


def test_inbox_lists_and_counts_what_waits(inbox: Inbox) -> None:
    client = inbox.client()
    assert "Marina Costa" not in client.get(inbox.url("?show=scheduled")).content.decode()
    row = later(inbox)
    page = client.get(inbox.url("?show=scheduled")).content.decode()
    assert "Marina Costa" in page
    assert 'Agendadas <span class="chip-count">1</span>' in page
    plan(inbox, client, f"{row.pk}/cancellation/")
    assert "Marina Costa" not in client.get(inbox.url("?show=scheduled")).content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url, headers=PARTIAL).status_code == 200
    return len(found)


def test_query_counts_do_not_grow(inbox: Inbox) -> None:
    client, strip = inbox.client(), inbox.talk_url("scheduled/")
    listed = inbox.url("?show=scheduled")
    later(inbox, text="Oi {{customer.first_name}}, {{agent.first_name}}")
    client.get(inbox.url())
    one, one_listed = queries(client, strip), queries(client, listed)
    author, channel = (
        make_member(inbox.organization, Role.AGENT).user,
        make_channel(inbox.organization),
    )
    for number in range(29):
        later(inbox, text=f"{number} {{{{agent.first_name}}}}", author=author)
        talk = make_conversation(
            channel, make_customer(inbox.organization), last_message_at=timezone.now()
        )
        later(Inbox(inbox.organization, channel, talk), author=author)
    assert client.get(listed).content.decode().count("data-talk=") == 30
    assert client.get(strip, headers=PARTIAL).content.decode().count("scheduled-line") >= 30
    assert queries(client, strip) == one
    assert queries(client, listed) == one_listed
