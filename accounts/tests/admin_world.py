"""One row of every model that the back office lists, per organization."""

import hashlib
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django_scopes import scope

from accounts.models import (
    AuditEntry,
    Consent,
    Customer,
    CustomerAttribute,
    CustomerImport,
    CustomerMerge,
    CustomerNote,
    CustomerTag,
    Dependant,
    EventReceipt,
    EventRecord,
    ImportRow,
    Invitation,
    LiveChange,
    Location,
    OnboardingStep,
    Organization,
    OutgoingMail,
    Picture,
    SampleData,
    SampleRow,
    Tag,
    Vaccination,
)
from accounts.permissions import grant
from accounts.tests.factories import make_organization, make_user, make_whatsapp_customer
from bot.models import (
    AssistantMonth,
    AssistantSettings,
    AssistantTurn,
    Attachment,
    BotText,
    CannedReply,
    Channel,
    ChannelEvent,
    Conversation,
    CustomerFact,
    Delivery,
    DeliveryUpdate,
    EmbeddingSettings,
    FlowCall,
    FlowDefinition,
    FlowFile,
    FlowMoment,
    FlowRun,
    FlowSecret,
    FlowSending,
    FlowStep,
    FlowVersion,
    KnowledgeEntry,
    KnowledgePassage,
    LeftoverFile,
    Mention,
    Message,
    MessageTemplate,
    Pairing,
    PhoneBookEntry,
    QuarantinedUpdate,
    RetentionPolicy,
    ScheduledMessage,
    WebhookReceipt,
)
from bot.tests.factories import make_channel, make_conversation
from catalog.models import OfferedAddOn, Service, ServiceAddOn, ServiceCategory, ServiceSize
from config.lib.ids import new_id
from scheduling.models import (
    Appointment,
    AppointmentAddOn,
    AppointmentSeries,
    BookingPolicy,
    Conflict,
    ConflictSet,
    Holiday,
    Reminder,
    ReminderRule,
    Resource,
    ResourceType,
    ResourceUse,
    ServiceResource,
    Shift,
    ShiftBreak,
    ShiftException,
    Staff,
    TimeOff,
    Vacancy,
    Visit,
    VisitSeries,
    WaitlistEntry,
)
from scheduling.tests.factories import make_staff

_numbers = count(1)


def make_world() -> Organization:
    number = next(_numbers)
    organization = make_organization(name=f"Casa {number:03d}", slug=f"casa-{number:03d}")
    with scope(organization=organization):
        customer = make_whatsapp_customer(organization, profile_name=f"Marina {number}")
        staff, service = _team(organization, number)
        channel = make_channel(organization, name=f"Canal {number}", access_token="s3cret-token")
        _record(organization, customer)
        _know(organization, customer)
        _agenda(organization, customer, staff, service)
        _plans(organization, customer, staff, service)
        _share(organization, staff, channel)
        _talk(channel, customer)
    _raw(number)
    return organization


def _record(organization: Organization, customer: Customer) -> None:
    now = timezone.now()
    own: dict[str, Any] = {"organization": organization}
    Consent.objects.create(
        **own,
        customer=customer,
        purpose="MARKETING",
        status="GRANTED",
        source="chat",
        occurred_at=now,
    )
    OnboardingStep.objects.create(**own, part="WHOLE", state="OPEN")
    samples = SampleData.objects.create(**own, state="REMOVED")
    SampleRow.objects.create(
        **own, batch=samples, model="accounts.customer", object_id=customer.pk, digest="d"
    )
    Invitation.objects.create(
        **own, label="Bia", role="AGENT", secret_hash=f"{organization.pk}", expires_at=now
    )
    OutgoingMail.objects.create(to="bia@example.test", subject="Convite", body="x", due_at=now)
    batch = CustomerImport.objects.create(**own, file_name="clientes.csv", status="DONE")
    ImportRow.objects.create(**own, batch=batch, number=2, outcome="NEW", customer=customer)
    AuditEntry.objects.create(**own, actor_label="Ana", action="book", target_type="appointment")
    LiveChange.objects.create(**own, xid=1, kind="agenda", subject_id=organization.pk, at=now)
    AuditEntry.objects.create(
        **own, actor_label="Ana", action="appointment.booked", target_type="appointment"
    )
    event = EventRecord.objects.create(**own, name="booked", payload={}, occurred_at=now)
    EventReceipt.objects.create(
        **own, event=event, subscriber="app.listener", due_at=now, status="FAILED", attempts=8
    )


def _know(organization: Organization, customer: Customer) -> None:
    own: dict[str, Any] = {"organization": organization}
    pet = Dependant.objects.create(**own, customer=customer, name="Thor", kind="PET")
    Vaccination.objects.create(**own, dependant=pet, name="V10", given_on=date(2026, 1, 5))
    tag = Tag.objects.create(**own, name="VIP")
    CustomerTag.objects.create(**own, customer=customer, tag=tag)
    CustomerAttribute.objects.create(**own, key="convenio", label="Convênio", type="TEXT")
    CustomerNote.objects.create(**own, customer=customer, text="Prefere a Ana")
    CustomerMerge.objects.create(**own, survivor=customer, absorbed_id=new_id())


def _team(organization: Organization, number: int) -> tuple[Staff, Service]:
    Picture.objects.create(organization=organization, small=b"s", large=b"l")
    Location.objects.create(organization=organization, name=f"Unidade {number}")
    category = ServiceCategory.objects.create(organization=organization, name=f"Cabelo {number}")
    service = Service.objects.create(
        organization=organization, category=category, name=f"Corte {number}", duration_minutes=60
    )
    staff = make_staff(organization, [service], hours=None, user=make_user())
    return staff, service


def _agenda(organization: Organization, customer: Customer, staff: Staff, service: Service) -> None:
    now, own = timezone.now(), {"organization": organization}
    BookingPolicy.objects.create(**own)
    ReminderRule.objects.create(**own, minutes_before=120)
    Holiday.objects.create(**own, on=date(2026, 12, 25), name="Natal")
    shift = Shift.objects.create(**own, staff=staff, weekday=0, starts_at="09:00", ends_at="18:00")
    ShiftBreak.objects.create(**own, shift=shift, starts_at="12:00", ends_at="13:00")
    ShiftException.objects.create(**own, staff=staff, on=date(2026, 12, 24))
    ends_at = now + timedelta(hours=1)
    TimeOff.objects.create(**own, staff=staff, starts_at=now, ends_at=ends_at)
    Vacancy.objects.create(**own, staff=staff, starts_at=now, ends_at=ends_at)
    appointment = Appointment.objects.create(
        **own,
        customer=customer,
        staff=staff,
        service=service,
        status="CONFIRMED",
        starts_at=now,
        ends_at=ends_at,
        busy=(now, ends_at),
        source="BOT",
    )
    to_move = ConflictSet.objects.create(**own, kind="TIME_OFF", staff=staff)
    Conflict.objects.create(
        **own, conflict_set=to_move, appointment=appointment, staff=staff, starts_at=now
    )
    kind = ResourceType.objects.create(**own, name="Sala")
    room = Resource.objects.create(**own, resource_type=kind, name="Sala 1")
    ServiceResource.objects.create(**own, service=service, resource_type=kind)
    busy = (now, ends_at)
    ResourceUse.objects.create(**own, appointment=appointment, resource=room, busy=busy)
    added = ServiceAddOn.objects.create(**own, name="Hidratação", extra_minutes=15, extra_price=30)
    OfferedAddOn.objects.create(**own, add_on=added, service=service)
    ServiceSize.objects.create(**own, service=service, size="L", minutes=90)
    AppointmentAddOn.objects.create(
        **own, appointment=appointment, add_on=added, minutes=15, price=30
    )
    Reminder.objects.create(
        **own, appointment=appointment, minutes_before=120, starts_at=now, due_at=now
    )


def _plans(organization: Organization, customer: Customer, staff: Staff, service: Service) -> None:
    now = timezone.now()
    own = {"organization": organization, "customer": customer}
    Visit.objects.create(**own)
    VisitSeries.objects.create(**own, starts_at=now, every_weeks=2, times=3)
    wanted = own | {"service": service}
    AppointmentSeries.objects.create(**wanted, staff=staff, starts_at=now, every_weeks=2, times=3)
    WaitlistEntry.objects.create(**wanted, first_on=now.date(), last_on=now.date())


def _share(organization: Organization, staff: Staff, channel: Channel) -> None:
    person = make_user()
    grant(person, "accounts.change_organization", organization)
    grant(person, "scheduling.share_agenda", staff)
    grant(person, "bot.change_channel", channel)


def _talk(channel: Channel, customer: Customer) -> None:
    now: Any = timezone.now()
    own: dict[str, Any] = {"organization_id": channel.organization_id, "channel": channel}
    conversation = make_conversation(channel, customer, last_message_at=now)
    message = Message.objects.create(
        **own,
        conversation=conversation,
        direction="OUT",
        author="BOT",
        kind="TEXT",
        text="Olá, Marina",
        occurred_at=now,
    )
    CannedReply.objects.create(
        organization_id=channel.organization_id, shortcut="ola", title="Olá", text="Olá!"
    )
    _flow(conversation)
    _assist(conversation)
    Mention.objects.create(
        organization_id=channel.organization_id,
        message=message,
        conversation=conversation,
        user=make_user(),
    )
    ScheduledMessage.objects.create(
        organization_id=channel.organization_id,
        conversation=conversation,
        author=make_user(),
        text="Até amanhã!",
        due_at=now,
    )
    Delivery.objects.create(**own, conversation=conversation, message=message, due_at=now)
    Attachment.objects.create(
        organization_id=channel.organization_id, message=message, file_name="foto.png", due_at=now
    )
    LeftoverFile.objects.create(store_name="house/file", due_at=now)
    DeliveryUpdate.objects.create(**own, external_id="wamid.X", status="sent", occurred_at=now)
    Pairing.objects.create(**own, state="open")
    PhoneBookEntry.objects.create(**own, match_key="551188887777", name="Bia", changed_at=now)
    ChannelEvent.objects.create(**own, field="account_update", value={}, digest=b"1" * 32)
    BotText.objects.create(
        organization_id=channel.organization_id, locale="en", key="menu", text="Hi"
    )
    RetentionPolicy.objects.create(
        organization_id=channel.organization_id, message_days=365, due_at=now
    )
    MessageTemplate.objects.create(
        **own,
        name="appointment_reminder",
        language="pt_BR",
        category="UTILITY",
        status="APPROVED",
        synced_at=now,
    )


def _raw(number: int) -> None:
    now, body = timezone.now(), f'{{"number": {number}}}'.encode()
    receipt = WebhookReceipt.objects.create(
        body=body,
        digest=hashlib.sha256(body).digest(),
        received_at=now,
        due_at=now,
        status="FAILED",
        attempts=5,
    )
    QuarantinedUpdate.objects.create(
        receipt=receipt, position=0, reason="UNKNOWN_NUMBER", number_id=f"99{number}", payload={}
    )


def _flow(conversation: Conversation) -> None:
    now = timezone.now()
    own: dict[str, Any] = {"organization_id": conversation.organization_id}
    flow = FlowDefinition.objects.create(**own, name="Pesquisa", slug="pesquisa", locale="pt-BR")
    version = FlowVersion.objects.create(
        **own, definition=flow, number=1, graph={}, published_at=now
    )
    run = FlowRun.objects.create(
        **own, conversation=conversation, version=version, status="ENDED", started_at=now
    )
    FlowCall.objects.create(**own, run=run, effect_id="1", due_at=now)
    FlowFile.objects.create(**own, name="mapa.pdf", mime_type="application/pdf", size=1, body=b"x")
    FlowMoment.objects.create(
        **own,
        flow=flow,
        trigger_id="t",
        customer=conversation.customer,
        moment_at=now,
        due_at=now,
        status="BEGUN",
    )
    FlowSecret.objects.create(**own, name="estoque", value="secret")
    message = conversation.messages.first()
    FlowSending.objects.create(**own, run=run, message=message, node_id="a", heard=1)
    FlowStep.objects.create(**own, run=run, version=version, node_id="a", entered_at=now)


def _assist(conversation: Conversation) -> None:
    now = timezone.now()
    own: dict[str, Any] = {"organization_id": conversation.organization_id}
    AssistantSettings.objects.create(
        **own, base_url="https://models.example.test/v1", model_name="small", api_key="s3cret-key"
    )
    AssistantMonth.objects.create(**own, month=now.date().replace(day=1))
    AssistantTurn.objects.create(
        **own, conversation=conversation, outcome="FELL_BACK", reason="timeout", due_at=now
    )
    entry = KnowledgeEntry.objects.create(**own, title="Estacionamento", text="Na porta.")
    KnowledgePassage.objects.create(
        **own, entry=entry, number=0, text="Na porta.", made_with="small", embedding=[1.0, 0.0]
    )
    EmbeddingSettings.objects.create(**own, model_name="small", api_key="s3cret-key")
    CustomerFact.objects.create(**own, customer=conversation.customer, text="Prefere a Ana")
