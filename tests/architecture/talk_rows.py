"""One more row for each list about conversations, flows and the assistant; see list_rows."""

from datetime import timedelta

from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_member, make_user
from bot.enums import Author, DeliveryStatus, Direction
from bot.flow_starters import starter_graph
from bot.gateways import Text
from bot.models import (
    Attachment,
    CannedReply,
    Channel,
    Conversation,
    CustomerFact,
    Delivery,
    FlowDefinition,
    FlowFile,
    FlowSecret,
    FlowVersion,
    KnowledgeEntry,
    Mention,
    Message,
    MessageTemplate,
)
from bot.services.flows import create_flow, publish_flow
from bot.services.notes import add_note
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation, wamid
from tests.architecture.houses import House
from tests.architecture.list_rows import one_of


def talk(house: House, number: int) -> Conversation:
    now = timezone.now() - timedelta(minutes=number)
    who = make_customer(house.organization, name=f"Fala {number}")
    return make_conversation(
        make_channel(house.organization),
        who,
        last_message_at=now,
        last_customer_message_at=now,
        last_message_text="Oi",
        assigned_to=make_member(house.organization, Role.AGENT).user,
    )


def said(house: House, number: int) -> Message:
    """In, with a file; then ours by some colleague; then a note that names another one."""
    one = one_of(house, Conversation, "conversation_id")
    now = timezone.now() + timedelta(seconds=number)
    colleague = make_member(house.organization, Role.AGENT, name=f"Bia {number}").user
    heard = Message.objects.create(
        organization=house.organization,
        channel_id=one.channel_id,
        conversation=one,
        direction=Direction.IN,
        author=Author.CUSTOMER,
        kind="IMAGE",
        content={"type": "image", "image": {"id": f"{number}"}},
        external_id=wamid(),
        occurred_at=now,
        handled_at=now,
    )
    Attachment.objects.create(
        organization=house.organization,
        message=heard,
        mime_type="image/png",
        size=4,
        body=b"\x89PNG",
        status="READY",
        due_at=now,
    )
    queue_message(conversation=one, content=Text("Oi!"), author=Author.STAFF, now=now)
    note = add_note(conversation=one, text=f"Veja @Bia {number}", user=colleague, now=now)
    Mention.objects.get_or_create(
        organization=house.organization, message=note, conversation=one, user=make_user()
    )
    return heard


def failure(house: House, number: int) -> Delivery:
    """Of a conversation of its own."""
    sent = queue_message(
        conversation=talk(house, number),
        content=Text("Oi!"),
        author=Author.STAFF,
        now=timezone.now(),
    )
    Delivery.objects.filter(message=sent).update(status=DeliveryStatus.FAILED)
    return Delivery.objects.get(message=sent)


def channel(house: House, number: int) -> None:
    make_channel(house.organization)


def template(house: House, number: int) -> None:
    """On the number of the house."""
    MessageTemplate.objects.create(
        organization=house.organization,
        channel=one_of(house, Channel, "channel_id"),
        name=f"modelo_{number}",
        language="pt_BR",
        category="UTILITY",
        status="APPROVED",
        components=[{"type": "BODY", "text": "Olá, {{1}}!"}],
        synced_at=timezone.now(),
    )


def canned(house: House, number: int) -> None:
    CannedReply.objects.create(
        organization=house.organization, shortcut=f"r{number}", title="Preço", text="Oi"
    )


def flow(house: House, number: int) -> FlowDefinition:
    """Published, so that the row tells of its version."""
    made = create_flow(
        organization=house.organization,
        name=f"Fluxo {number}",
        graph=starter_graph("survey", "pt-BR"),
        actor=None,
    )
    publish_flow(flow=made, now=timezone.now(), actor=None)
    return made


def flow_version(house: House, number: int) -> FlowVersion:
    """One more of the flow that the house has."""
    version: FlowVersion = FlowVersion.objects.create(
        organization=house.organization,
        definition_id=house.ids["flow_id"],
        number=number + 2,
        graph=starter_graph("welcome" if number % 2 else "survey", "pt-BR"),
        published_at=timezone.now(),
        published_by=make_user(),
    )
    return version


def flow_file(house: House, number: int) -> None:
    FlowFile.objects.create(
        organization=house.organization,
        name=f"Tabela {number}.pdf",
        mime_type="application/pdf",
        size=4,
        body=b"%PDF",
    )


def flow_secret(house: House, number: int) -> None:
    FlowSecret.objects.create(
        organization=house.organization, name=f"chave_{number}", value="segredo"
    )


def knowledge(house: House, number: int) -> None:
    KnowledgeEntry.objects.create(
        organization=house.organization, title=f"Pergunta {number}", text="Sim."
    )


def fact(house: House, number: int) -> None:
    CustomerFact.objects.create(
        organization=house.organization,
        customer_id=house.ids["customer_id"],
        text=f"Lembrança {number}",
    )
