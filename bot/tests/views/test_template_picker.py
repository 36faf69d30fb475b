"""The composer after 24 hours: choosing, filling in and sending a template."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from bot.models import Conversation, Delivery, Message, MessageTemplate
from bot.services.outbox import send_due
from bot.tests.factories import make_channel
from bot.tests.templates import GREETING, agree, body, make_template
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.tests.factories import make_appointment, make_staff

__all__ = ["inbox"]


@pytest.fixture(autouse=True)
def closed(inbox: Inbox) -> None:
    """Marina wrote last two days ago."""
    close(inbox)


def close(inbox: Inbox, hours: float = 48) -> None:
    wrote = timezone.now() - timedelta(hours=hours)
    Conversation.objects.filter(pk=inbox.talk.pk).update(last_customer_message_at=wrote)


def at(inbox: Inbox, template: MessageTemplate | None = None, rest: str = "") -> str:
    return inbox.talk_url(f"templates/{f'{template.pk}/' if template else ''}{rest}")


def post(inbox: Inbox, template: MessageTemplate, client: Client, **values: Any) -> Any:
    given = {"token": str(new_id()), "body-1": "Marina"} | values
    return client.post(at(inbox, template), given, headers=PARTIAL)


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_closed_conversation_shows_the_picker_and_an_open_one_does_not(inbox: Inbox) -> None:
    make_template(inbox.channel)
    client = inbox.client()
    page = words(client.get(inbox.talk_url()))
    assert "Passaram mais de 24 horas" in page
    assert "Volte logo" in page
    assert "Oi, [Nome do cliente]! Sentimos sua falta" in page
    close(inbox, hours=1)
    page = words(client.get(inbox.talk_url()))
    assert "Volte logo" not in page
    assert "data-composer" in page


def test_poll_at_zero_brings_the_picker(inbox: Inbox) -> None:
    make_template(inbox.channel)
    client = inbox.client()
    asked = {"since": "", "after": "abc-open"}
    news = words(client.get(inbox.talk_url("messages/"), asked, headers=PARTIAL))
    assert 'hx-target="#composer"' in news
    assert "template-picker" in news


def test_readers_see_no_templates(inbox: Inbox) -> None:
    template = make_template(inbox.channel)
    client = inbox.client(Role.VIEWER)
    assert "Volte logo" not in words(client.get(inbox.talk_url()))
    for method in (client.get, client.post):
        assert method(at(inbox, template), headers=PARTIAL).status_code == 403
    assert client.post(at(inbox, template, "preview/"), headers=PARTIAL).status_code == 403
    assert inbox.client(Role.STAFF).get(at(inbox), headers=PARTIAL).status_code == 403


def test_only_approved_ones_of_the_number_in_the_customers_language_first(inbox: Inbox) -> None:
    for name, fields in {
        "a_english": {"language": "en"},
        "b_brasil": {"language": "pt_BR"},
        "c_portugal": {"language": "pt_PT"},
        "d_paused": {"status": "PAUSED"},
        "e_gone": {"status": "DELETED"},
    }.items():
        make_template(inbox.channel, name, **fields)
    make_template(make_channel(inbox.organization), "f_other_number")
    page = words(inbox.client().get(at(inbox), headers=PARTIAL))
    names = ["B brasil", "C portugal", "A english"]
    assert [page.find(name) >= 0 for name in names] == [True] * 3
    assert sorted(names, key=page.find) == names
    assert "português (Brasil)" in page
    for hidden in ("D paused", "E gone", "F other number"):
        assert hidden not in page


@pytest.mark.parametrize("typed", ["aniversario", "VOLTE logo", "volte_logo", "falta sentimos"])
def test_search_reads_names_and_texts_without_accents(inbox: Inbox, typed: str) -> None:
    make_template(
        inbox.channel, "volte_logo", body("Feliz aniversário, {{1}}! Sentimos sua falta. Vem")
    )
    make_template(inbox.channel, "outro", body("Outra coisa: {{1}} por aqui"))
    page = words(inbox.client().get(at(inbox), {"q": typed}, headers=PARTIAL))
    assert "Volte logo" in page
    assert "Outra coisa" not in page


def test_search_does_not_read_the_providers_words(inbox: Inbox) -> None:
    make_template(inbox.channel)
    page = words(inbox.client().get(at(inbox), {"q": "body_text"}, headers=PARTIAL))
    assert "Nenhum modelo com essas palavras" in page


def test_form_comes_filled_with_the_next_visit(inbox: Inbox) -> None:
    service = make_service(inbox.organization, name="Corte")
    visit = make_appointment(
        inbox.organization,
        customer=inbox.talk.customer,
        service=service,
        staff=make_staff(inbox.organization, [service], name="Bia"),
        starts_at=(timezone.now() + timedelta(days=2)).replace(
            hour=18, minute=30, second=0, microsecond=0
        ),
        now=timezone.now(),
    )
    template = make_template(
        inbox.channel, "horario", body(GREETING, "Marina", "sáb, 28/11", "15:00")
    )
    page = words(inbox.client().get(at(inbox, template), headers=PARTIAL))
    assert 'value="Marina"' in page
    assert 'value="15:30"' in page  # São Paulo
    assert f"{visit.starts_at:%d/%m}" in page
    assert "Oi, Marina! Seu horário é" in page


def test_preview_shows_what_is_typed_and_marks_what_is_missing(inbox: Inbox) -> None:
    template = make_template(inbox.channel, "horario", body(GREETING))
    given = {"body-1": "<b>Ana</b>", "body-2": "", "body-3": "15h"}
    answer = inbox.client().post(at(inbox, template, "preview/"), given, headers=PARTIAL)
    assert "Oi, &lt;b&gt;Ana&lt;/b&gt;! Seu horário é [Campo 2] às 15h" in words(answer)
    assert not Message.objects.filter(direction="OUT").exists()


def test_send_answers_with_the_thread_and_a_fresh_picker(inbox: Inbox) -> None:
    template, client = make_template(inbox.channel), inbox.client()
    token = str(new_id())
    first = post(inbox, template, client, token=token)
    second = post(inbox, template, client, token=token)
    for answer in (first, second):
        assert answer.status_code == 200
        assert "Oi, Marina! Sentimos sua falta" in words(answer)
        assert "template-picker" in words(answer)
    assert (Delivery.objects.count(), inbox.fresh().unread_count) == (1, 0)


def test_plain_form_works_without_script(inbox: Inbox) -> None:
    template, client = make_template(inbox.channel), inbox.client()
    page = client.get(at(inbox, template))
    assert "<html" in words(page)
    assert "data-template-form" in words(page)
    given = {"token": str(new_id()), "body-1": "Marina"}
    assert client.post(at(inbox, template), given).status_code == 302
    assert Delivery.objects.count() == 1
    close(inbox, hours=1)
    assert client.get(at(inbox, template)).status_code == 302
    assert client.get(at(inbox)).status_code == 302


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "Preencha este campo."),
        ("  ", "Preencha este campo."),
        ("uma\nduas", "Escreva em uma linha só"),
        ("um     dois", "Escreva em uma linha só"),
        ("x" * 1020, "aceita até 1024 letras"),
        ("x" * 2001, "aceita até 2000 letras"),
    ],
)
def test_value_that_whatsapp_refuses_is_said_in_place(inbox: Inbox, value: str, said: str) -> None:
    answer = post(inbox, make_template(inbox.channel), inbox.client(), **{"body-1": value})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#composer")
    assert said in words(answer)
    assert words(answer).count("field-error") == 1
    assert not Delivery.objects.exists()


def test_token_of_another_conversation_or_no_uuid7_is_refused(inbox: Inbox) -> None:
    template, client = make_template(inbox.channel), inbox.client()
    bad = "7e1ee1c6-4a2a-4f0e-9d0c-0123456789ab"
    assert post(inbox, template, client, token=bad).status_code == 422
    assert post(inbox, template, client, token="").status_code == 422


def test_promotion_without_consent_is_listed_with_the_reason(inbox: Inbox) -> None:
    template = make_template(inbox.channel, "promo", category="MARKETING")
    client = inbox.client()
    page = words(client.get(at(inbox), headers=PARTIAL))
    assert "O cliente não autorizou receber promoções." in page
    assert at(inbox, template) not in page
    for answer in (client.get(at(inbox, template), headers=PARTIAL), post(inbox, template, client)):
        assert answer.status_code == 409
        assert "O cliente não autorizou receber promoções." in words(answer)
    agree(inbox.talk.customer)
    assert at(inbox, template) in words(client.get(at(inbox), headers=PARTIAL))
    assert post(inbox, template, client).status_code == 200
    agree(inbox.talk.customer, agrees=False)
    assert post(inbox, template, client).status_code == 409
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "said"), [("PAUSED", "Pausado"), ("REJECTED", "Recusado"), ("DELETED", "Excluído")]
)
def test_template_lost_meanwhile_is_said_above_the_list(
    inbox: Inbox, status: str, said: str
) -> None:
    template, client = make_template(inbox.channel), inbox.client()
    make_template(inbox.channel, "outro")
    MessageTemplate.objects.filter(pk=template.pk).update(status=status)
    for answer in (client.get(at(inbox, template), headers=PARTIAL), post(inbox, template, client)):
        assert (answer.status_code, answer["HX-Retarget"]) == (409, "#composer")
        assert f"“Volte logo” não pode mais ser enviado. Estado no WhatsApp: {said}." in words(
            answer
        )
        assert "Outro" in words(answer)
    assert not Delivery.objects.exists()


def test_colleague_who_was_faster_is_shown_and_can_be_overruled(inbox: Inbox) -> None:
    template = make_template(inbox.channel)
    seen = inbox.hear("Oi", at=timezone.now() - timedelta(hours=48))
    assert post(inbox, template, inbox.client(Role.AGENT), seen=seen.pk).status_code == 200
    client = inbox.client(Role.AGENT)
    late = post(inbox, template, client, seen=seen.pk, **{"body-1": "Dona Marina"})
    assert late.status_code == 409
    assert "Enviar assim mesmo" in words(late)
    assert 'value="Dona Marina"' in words(late)
    theirs = Message.objects.get(direction="OUT")
    assert post(inbox, template, client, seen=seen.pk, anyway=theirs.pk).status_code == 200
    assert Delivery.objects.count() == 2


def test_failed_promotion_says_why_and_its_retry_is_refused(inbox: Inbox) -> None:
    template, client = make_template(inbox.channel, category="MARKETING"), inbox.client()
    agree(inbox.talk.customer)
    post(inbox, template, client)
    agree(inbox.talk.customer, agrees=False)
    send_due(now=timezone.now())
    page = words(client.get(inbox.talk_url()))
    assert "O cliente não autorizou receber promoções." in page
    failed = Delivery.objects.get()
    answer = client.post(
        inbox.talk_url("retry/"), {"message": str(failed.message_id)}, headers=PARTIAL
    )
    assert answer.status_code == 409
    assert Delivery.objects.count() == 1


def test_template_of_another_number_is_not_found(inbox: Inbox) -> None:
    other = make_template(make_channel(inbox.organization))
    client = inbox.client()
    assert client.get(at(inbox, other), headers=PARTIAL).status_code == 404
    assert post(inbox, other, client).status_code == 404


def queries(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


def test_picker_costs_the_same_for_one_and_thirty(inbox: Inbox) -> None:
    client = inbox.client()
    make_template(inbox.channel, category="MARKETING")
    client.get(at(inbox), headers=PARTIAL)
    one = queries(lambda: client.get(at(inbox), headers=PARTIAL))
    for number in range(29):
        make_template(inbox.channel, f"modelo_{number}", category="MARKETING")
    assert queries(lambda: client.get(at(inbox), headers=PARTIAL)) == one == 6


def test_long_list_asks_for_a_search(inbox: Inbox) -> None:
    for number in range(51):
        make_template(inbox.channel, f"modelo_{number:02}")
    page = words(inbox.client().get(at(inbox), headers=PARTIAL))
    assert page.count('class="template-offer"') == 50
    assert "Há mais modelos" in page
