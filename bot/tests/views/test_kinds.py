"""What messages carry besides words, and what they have to do with each other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organization
from accounts.tests.factories import make_customer
from bot.enums import Author
from bot.gateways import ContactCard, Contacts, LinkButton, Location, Reaction, Text
from bot.models import Channel, Conversation, Delivery, Message
from bot.services.customer_merging import join_conversations
from bot.services.outbox import queue_message
from bot.tests.factories import make_conversation, text_message, wamid, webhook_body
from bot.tests.services.conftest import receive, stamp
from bot.tests.views.test_inbox import PARTIAL, Inbox, inbox

__all__ = ["inbox", "receive"]

pytestmark = pytest.mark.django_db
MARINA = "5511981230137"


def page(inbox: Inbox, role: Role = Role.OWNER, rest: str = "") -> str:
    return str(inbox.client(role).get(inbox.talk_url(rest)).content.decode())


def mark(inbox: Inbox, kind: str, target: Message, text: str = "", **fields: Any) -> Message:
    return inbox.hear(text, kind=kind, context_id=target.external_id, **fields)


def ours(inbox: Inbox, content: Any, **fields: Any) -> Message:
    message = queue_message(
        conversation=inbox.talk, content=content, author=Author.STAFF, now=timezone.now()
    )
    Message.objects.filter(pk=message.pk).update(external_id=wamid(), **fields)
    return Message.objects.get(pk=message.pk)


def test_place_leads_to_a_map(inbox: Inbox) -> None:
    point = {"latitude": -23.5613, "longitude": "-46.6565", "name": "Casa", "address": "Rua A, 1"}
    inbox.hear("Casa Rua A, 1", kind="LOCATION", content={"location": point})
    shown = page(inbox)
    assert "https://www.google.com/maps/search/?api=1&amp;query=-23.5613%2C-46.6565" in shown
    assert shown.count("Rua A, 1") == 1


@pytest.mark.parametrize(
    "point", [{}, {"latitude": "x", "longitude": 1}, {"latitude": 1e9, "longitude": 0}, "nowhere"]
)
def test_place_that_is_none_is_no_link(inbox: Inbox, point: Any) -> None:
    inbox.hear("", kind="LOCATION", content={"location": point})
    shown = page(inbox)
    assert "Localização" in shown
    assert "maps/search" not in shown


CARDS = {
    "contacts": [
        {
            "name": {"formatted_name": "Ana & Bia"},
            "org": {"company": "Petz"},
            "phones": [{"phone": "11 98123-0137", "wa_id": "5511981230137"}, {"phone": "190"}],
            "emails": [{"email": "ana@example.com"}],
        }
    ]
}


def test_card_can_be_copied_and_saved(inbox: Inbox) -> None:
    inbox.hear("Ana & Bia", kind="CONTACTS", content=CARDS)
    shown = page(inbox)
    assert 'data-copy-text="+55 11 98123-0137"' in shown
    assert "mailto:ana@example.com" in shown
    address = f"/o/{inbox.organization.slug}/customers/new/?name=Ana+%26+Bia"
    assert address in shown
    query = "?name=Ana+%26+Bia&phone=%2B55+11+98123-0137"
    form = inbox.client().get(f"/o/{inbox.organization.slug}/customers/new/{query}")
    assert 'value="Ana &amp; Bia"' in form.content.decode()
    assert 'value="+55 11 98123-0137"' in form.content.decode()
    assert "customers/new" not in page(inbox, Role.VIEWER).split('id="thread"')[1]


def test_order_is_a_table_with_its_sum(inbox: Inbox) -> None:
    items = [
        {"product_retailer_id": "BANHO", "quantity": 2, "item_price": "7.99", "currency": "BRL"},
        {"product_retailer_id": "TOSA", "quantity": 1, "item_price": "50", "currency": "BRL"},
    ]
    inbox.hear("", kind="ORDER", content={"order": {"product_items": items}})
    shown = page(inbox)
    for words in ("BANHO", "R$ 15,98", "TOSA", "R$ 65,98"):
        assert words in shown


def test_order_with_nonsense_is_shown_without_prices(inbox: Inbox) -> None:
    items = [{"product_retailer_id": "A", "quantity": "NaN", "item_price": None}, "x"]
    inbox.hear("", kind="ORDER", content={"order": {"product_items": items}})
    assert "Total" not in page(inbox).split("bubble-order")[1].split("</table>")[0]


def test_form_answers_are_questions_and_answers(inbox: Inbox) -> None:
    json = '{"flow_token": "SECRET", "screen_0_Seu_nome_1": "Ana", "dias": ["seg", "ter"]}'
    reply = {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": json}}
    inbox.hear("Sent", kind="FLOW_REPLY", content={"interactive": reply})
    shown = page(inbox)
    for words in ("Seu nome", "Ana", "Dias", "seg, ter"):
        assert words in shown
    assert "SECRET" not in shown


@pytest.mark.parametrize("json", ["", "[", '"Ana"', "[1, 2]", '{"a": {"b": {"c": {"d": {}}}}}'])
def test_form_answers_of_any_form_break_nothing(inbox: Inbox, json: str) -> None:
    reply = {"type": "nfm_reply", "nfm_reply": {"response_json": json}}
    inbox.hear("", kind="FLOW_REPLY", content={"interactive": reply})
    assert "Formulário respondido" in page(inbox)


def test_ad_is_shown_and_only_opens_pages(inbox: Inbox) -> None:
    for url in ("https://fb.me/abc", "javascript:alert(1)"):
        referral = {"headline": "Banho 50%", "source_url": url}
        inbox.hear("Oi", content={"referral": referral})
    shown = page(inbox)
    assert 'href="https://fb.me/abc"' in shown
    assert "javascript:" not in shown
    assert shown.count("Banho 50%") == 2


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("CALL", {"event": "connect"}, "O cliente ligou pelo WhatsApp"),
        ("CALL", {"event": "terminate", "status": "FAILED"}, "A ligação não foi atendida"),
        ("CALL", {"event": "terminate", "duration": 125}, "terminou depois de 2 min"),
        (
            "SYSTEM",
            {"system": {"type": "user_changed_number", "wa_id": "5511981230137"}},
            "agora é +55 11 98123-0137",
        ),
        ("SYSTEM", {"system": {"type": "customer_identity_changed"}}, "trocou de aparelho"),
        (
            "CALL_PERMISSION",
            {"interactive": {"call_permission_reply": {"response": "reject"}}},
            "não quer receber ligações",
        ),
        ("UNSUPPORTED", {"unsupported": {"type": "poll_creation"}}, "Enquete"),
        ("UNSUPPORTED", {"errors": [{"code": 131052}]}, "grande demais para chegar aqui"),
        ("VIDEO", {"errors": [{"code": 131052}]}, "grande demais para chegar aqui"),
        ("UNSUPPORTED", {"errors": 7, "unsupported": "x"}, "só mostra isto no celular"),
        ("REQUEST_WELCOME", {}, "O cliente abriu a conversa"),
        ("TEXT", {"context": {"frequently_forwarded": True}}, "Encaminhada"),
    ],
)
def test_what_happened_is_said(inbox: Inbox, kind: str, content: Any, words: str) -> None:
    inbox.hear("", kind=kind, content=content)
    assert words in page(inbox)


def test_answer_shows_what_it_answers(inbox: Inbox) -> None:
    first = ours(inbox, Text("Sábado às 10h?"))
    answer = inbox.hear("Pode ser", context_id=first.external_id)
    shown = page(inbox)
    assert f'href="#message-{first.pk}"' in shown.split(f'id="message-{answer.pk}"')[1]
    assert "“Sábado às 10h?”" in shown


def test_quote_of_what_we_never_had_is_left_out(inbox: Inbox) -> None:
    inbox.hear("Pode ser", context_id=wamid())
    assert "data-jump" not in page(inbox)


def test_quote_of_another_conversation_is_left_out(inbox: Inbox) -> None:
    other = make_conversation(inbox.channel, make_customer(inbox.organization, name="Bia"))
    said = inbox.hear("segredo da Bia")
    Message.objects.filter(pk=said.pk).update(conversation=other)
    inbox.hear("Pode ser", context_id=said.external_id)
    assert "segredo da Bia" not in page(inbox)


def test_reactions_stand_on_their_message(inbox: Inbox) -> None:
    said = ours(inbox, Text("Até amanhã"))
    now = timezone.now()
    mark(inbox, "REACTION", said, "👍", at=now + timedelta(seconds=1))
    mark(inbox, "REACTION", said, "❤️", at=now + timedelta(seconds=2))
    shown = page(inbox)
    assert "<span>❤️</span>" in shown
    assert "👍" not in shown
    mark(inbox, "REACTION", said, "", at=now + timedelta(seconds=3))
    assert "bubble-reactions" not in page(inbox)


def test_reaction_that_comes_before_its_message_finds_it(inbox: Inbox) -> None:
    now = timezone.now()
    name = wamid()
    inbox.hear("👍", kind="REACTION", context_id=name, at=now + timedelta(seconds=5))
    assert "O cliente reagiu com 👍" in page(inbox)
    inbox.hear("Oi", external_id=name, at=now)
    shown = page(inbox)
    assert "<span>👍</span>" in shown
    assert "reagiu" not in shown


def test_reaction_that_failed_is_not_shown_as_given(inbox: Inbox) -> None:
    said = inbox.hear("Oi")
    reaction = queue_message(
        conversation=inbox.talk,
        content=Reaction(str(said.external_id), "👍"),
        author=Author.STAFF,
        now=timezone.now(),
        reply_to=str(said.external_id),
    )
    assert "<span>👍</span>" in page(inbox)
    Delivery.objects.filter(message=reaction).update(status="FAILED", error_code=131026)
    shown = page(inbox)
    assert "<span>👍</span>" not in shown
    assert "Você reagiu com 👍" in shown
    assert "não recebe mensagens" in shown


def test_edit_shows_the_new_words_and_the_old(inbox: Inbox) -> None:
    said = inbox.hear("Sábado")
    now = timezone.now()
    mark(inbox, "EDIT", said, "Domingo", at=now + timedelta(seconds=2))
    mark(inbox, "EDIT", said, "Segunda", at=now + timedelta(seconds=1))
    shown = page(inbox)
    assert '<p class="bubble-text">Domingo</p>' in shown
    assert "Editada" in shown
    assert '<p class="bubble-text">Sábado</p>' in shown.split("<details")[1]
    assert "Segunda<" not in shown


def test_deleted_message_is_no_longer_shown(inbox: Inbox) -> None:
    said = inbox.hear("Meu segredo")
    mark(inbox, "REVOKE", said)
    inbox.hear("Esqueça", context_id=said.external_id)
    shown = page(inbox).split('id="thread"')[1].split("composer-modes")[0]
    assert "Mensagem apagada" in shown
    assert "Meu segredo" not in shown


@pytest.mark.parametrize("kind", ["EDIT", "REVOKE"])
def test_nobody_changes_what_the_other_side_wrote(inbox: Inbox, kind: str) -> None:
    said = ours(inbox, Text("Custa R$ 80"))
    mark(inbox, kind, said, "Custa R$ 8")
    shown = page(inbox)
    assert '<p class="bubble-text">Custa R$ 80</p>' in shown
    assert "bubble-gone" not in shown


def test_what_we_send_is_shown_for_what_it_is(inbox: Inbox) -> None:
    ours(inbox, Location(-23.5613, -46.6565, "Studio Bela", "Rua Augusta, 100"))
    ours(inbox, Contacts((ContactCard("Ana Lima", ("+5511981230137",)),)))
    ours(inbox, LinkButton("Veja a tabela", "Abrir", "https://studio.example/p"))
    shown = page(inbox)
    for words in ("Rua Augusta, 100", "Ana Lima", "Veja a tabela", "https://studio.example/p"):
        assert words in shown


def test_query_count_does_not_grow_with_quotes_and_reactions(inbox: Inbox) -> None:
    client = inbox.client()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(inbox.talk_url(), headers=PARTIAL).status_code == 200
        return len(queries)

    def talk() -> None:
        said = ours(inbox, Text("Oi"))
        inbox.hear("Sim", context_id=said.external_id)
        mark(inbox, "REACTION", said, "👍")
        mark(inbox, "EDIT", inbox.hear("a"), "b")

    talk()
    count()
    one = count()
    for _number in range(9):
        talk()
    assert count() == one


def test_older_page_and_news_show_them_too(inbox: Inbox) -> None:
    said = inbox.hear("Sábado")
    mark(inbox, "REACTION", said, "👍")
    first = inbox.hear("depois", at=timezone.now() + timedelta(seconds=9))
    client = inbox.client()
    older = client.get(inbox.talk_url(f"messages/?before={first.pk}"), headers=PARTIAL)
    news = client.get(inbox.talk_url(f"messages/?since={said.pk}"), headers=PARTIAL)
    assert "<span>👍</span>" in older.content.decode()
    assert "<span>👍</span>" in news.content.decode()


def test_ad_is_remembered_by_the_conversation(channel: Channel, receive: Any) -> None:
    now = timezone.now()
    for hours, headline in ((2, "Antes"), (1, "Depois"), (3, "Bem antes")):
        moment = stamp(now - timedelta(hours=hours))
        said = text_message("oi", sender=MARINA, timestamp=moment, wamid=wamid())
        referral = {"headline": headline, "source_url": "https://fb.me/a", "source_type": "ad"}
        receive(webhook_body(channel, said | {"referral": referral}))
    conversation = Conversation.objects.get()
    assert conversation.referral["headline"] == "Depois"
    assert conversation.referred_at == datetime.fromtimestamp(
        stamp(now - timedelta(hours=1)), tz=UTC
    )


def test_ad_stands_beside_the_conversation(inbox: Inbox) -> None:
    Conversation.objects.update(
        referral={"headline": "Banho 50%", "at": "2026-03-01T12:00:00+00:00"}
    )
    aside = page(inbox).split('class="customer"')[1]
    assert "Banho 50%" in aside
    assert "2026-03-01" in aside


def test_joined_conversations_keep_the_later_ad(channel: Channel) -> None:
    organization: Organization = channel.organization
    old, new = make_customer(organization, name="A"), make_customer(organization, name="B")
    make_conversation(channel, old, referral={"at": "2026-02-01", "headline": "Nova"})
    kept = make_conversation(channel, new, referral={"at": "2026-01-01", "headline": "Velha"})
    join_conversations(old, new)
    kept.refresh_from_db()
    assert kept.referral["headline"] == "Nova"
