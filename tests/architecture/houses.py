"""A house with one thing of each kind that an address can name, and everybody at its doors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import (
    CustomerAttribute,
    CustomerNote,
    Dependant,
    Location,
    Membership,
    Organization,
    Picture,
    Tag,
    Vaccination,
)
from accounts.services.customer_imports import upload_import
from accounts.services.invitations import invite
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from bot.flow_starters import starter_graph
from bot.gateways import Text
from bot.models import (
    AssistantTurn,
    Attachment,
    CannedReply,
    CustomerFact,
    FlowFile,
    KnowledgeEntry,
    ScheduledMessage,
)
from bot.services.evolution_channels import create_evolution_channel
from bot.services.flow_secrets import add_secret
from bot.services.flows import create_flow, publish_flow
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from bot.tests.templates import make_template
from catalog.models import ServiceAddOn, ServiceCategory
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.enums import ConflictKind
from scheduling.models import ResourceType, ShiftException, TimeOff, Vacancy
from scheduling.selectors.chains import WantedService
from scheduling.services.conflicts import open_conflicts
from scheduling.services.visits import book_visit
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist
from scheduling.tests.factories import NOW, make_appointment, make_staff

TENANT = "o/<slug:slug>/"
SECRET = "Segredo Alheio"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
METHODS = ("get", "post")
REFUSED = {403, 405}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses with their whole route."""
    for part in resolver.url_patterns:
        route = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from patterns(part, route)
        else:
            yield route, part


ADDRESSES = {route: part for route, part in patterns(get_resolver()) if route.startswith(TENANT)}


KNOCKS = [(route, method) for route in ADDRESSES for method in METHODS]


def ids_in(route: str) -> list[str]:
    return [name for name in re.findall(r"<\w+:(\w+)>", route) if name != "slug"]


@dataclass
class House:
    """A tenant with one thing of each kind, every one named `SECRET`."""

    organization: Organization
    ids: dict[str, UUID]

    def url(self, route: str, ids: dict[str, UUID] | None = None) -> str:
        filled = route.replace("<slug:slug>", self.organization.slug)
        for name in ids_in(route):
            filled = re.sub(rf"<\w+:{name}>", str((ids or self.ids)[name]), filled)
        return f"/{filled}"


def make_house() -> House:
    organization = make_organization(name=SECRET)
    with scope(organization=organization):
        service = make_service(organization, name=SECRET, description=SECRET)
        location = Location.objects.create(organization=organization, name=SECRET)
        picture = Picture.objects.create(organization=organization, small=b"s", large=b"l")
        staff = make_staff(organization, [service], name=SECRET, location=location)
        customer = make_customer(organization, name=SECRET)
        visit = make_appointment(organization, customer=customer, staff=staff, service=service)
        joined = book_visit(
            organization=organization,
            key=new_id(),
            customer=customer,
            wanted=[WantedService(service, staff), WantedService(service, staff)],
            people=[staff],
            starts_at=NOW + timedelta(days=3),
            actor=None,
            now=NOW,
            notes=SECRET,
        )
        entry = add_to_waitlist(
            organization=organization,
            customer=customer,
            details=WaitlistDetails(
                service=service, staff=staff, first_on=NOW.date(), last_on=NOW.date(), notes=SECRET
            ),
            actor=None,
        )
        block = TimeOff.objects.create(
            organization=organization,
            staff=staff,
            starts_at=NOW + timedelta(days=9),
            ends_at=NOW + timedelta(days=10),
            reason=SECRET,
        )
        vacancy = Vacancy.objects.create(
            organization=organization,
            staff=staff,
            starts_at=NOW + timedelta(days=9),
            ends_at=NOW + timedelta(days=10),
        )
        to_move = open_conflicts(
            organization=organization,
            kind=ConflictKind.TIME_OFF,
            visits=[visit],
            staff=staff,
            reason=SECRET,
        )
        assert to_move is not None
        conflict = to_move.conflicts.get()
        exception = ShiftException.objects.create(
            organization=organization, staff=staff, on=NOW.date(), reason=SECRET
        )
        house_date = ShiftException.objects.create(
            organization=organization, on=NOW.date() + timedelta(days=3), reason=SECRET
        )
        talk = make_conversation(
            make_channel(organization),
            customer,
            last_message_at=timezone.now(),
            last_customer_message_at=timezone.now(),  # the provider's window stands open
            last_message_text=SECRET,
        )
        # A server that nobody reaches: its page says so.
        paired = create_evolution_channel(
            organization=organization,
            server="https://127.0.0.1:9",
            instance=organization.slug,
            api_key="k",
            name=SECRET,
        )
        member = make_member(organization, Role.VIEWER, name=SECRET)
        category = ServiceCategory.objects.create(organization=organization, name=SECRET)
        add_on = ServiceAddOn.objects.create(organization=organization, name=SECRET)
        kind = ResourceType.objects.create(organization=organization, name=SECRET)
        owner = Membership.objects.get(role=Role.OWNER).user
        invitation, _secret = invite(
            organization=organization, label=SECRET, role=Role.STAFF, actor=owner, now=NOW
        )
        said = queue_message(conversation=talk, content=Text(SECRET), author="BOT", now=NOW)
        Attachment.objects.create(
            organization=organization,
            message=said,
            mime_type="text/plain",
            file_name=SECRET,
            size=len(SECRET),
            body=SECRET.encode(),
            status="FAILED",
            due_at=NOW,
        )
        template = make_template(
            talk.channel, "segredo", {"type": "BODY", "text": f"{SECRET} {{{{1}}}}"}
        )
        canned = CannedReply.objects.create(
            organization=organization, shortcut="segredo", title=SECRET, text=SECRET
        )
        flow = create_flow(
            organization=organization,
            name=SECRET,
            graph=starter_graph("survey", "pt-BR"),
            actor=owner,
        )
        secret = add_secret(organization=organization, name="segredo", value="secret", actor=owner)
        pdf = FlowFile.objects.create(
            organization=organization,
            name=f"{SECRET}.pdf",
            mime_type="application/pdf",
            size=1,
            body=b"x",
        )
        version = publish_flow(flow=flow, now=NOW, actor=owner)
        known = KnowledgeEntry.objects.create(organization=organization, title=SECRET, text=SECRET)
        fact = CustomerFact.objects.create(
            organization=organization, customer=customer, text=SECRET
        )
        asked = AssistantTurn.objects.create(
            organization=organization,
            conversation=talk,
            said={"texts": [SECRET]},
            outcome="ANSWERED",
            due_at=NOW,
        )
        later = ScheduledMessage.objects.create(
            organization=organization, conversation=talk, author=owner, text=SECRET, due_at=NOW
        )
        queue_message(conversation=talk, content=Text(SECRET), author="BOT", now=NOW)
    batch = upload_import(
        organization=organization,
        actor=make_user(),
        file_name=f"{SECRET}.csv",
        content=f"Nome\n{SECRET}\n".encode(),
    )
    ids = {
        **known_of(organization, customer.pk),
        "add_on_id": add_on.pk,
        "appointment_id": visit.pk,
        "assistant_turn_id": asked.pk,
        "conflict_id": conflict.pk,
        "conflict_set_id": to_move.pk,
        "category_id": category.pk,
        "channel_id": talk.channel_id,
        "paired_id": paired.pk,
        "canned_id": canned.pk,
        "conversation_id": talk.pk,
        "customer_id": customer.pk,
        "entry_id": entry.pk,
        "vacancy_id": vacancy.pk,
        "exception_id": exception.pk,
        "fact_id": fact.pk,
        "flow_id": flow.pk,
        "file_id": pdf.pk,
        "secret_id": secret.pk,
        "version_id": version.pk,
        "house_date_id": house_date.pk,
        "import_id": batch.pk,
        "invitation_id": invitation.pk,
        "knowledge_id": known.pk,
        "location_id": location.pk,
        "member_id": member.pk,
        "message_id": said.pk,
        "picture_id": picture.pk,
        "scheduled_id": later.pk,
        "service_id": service.pk,
        "staff_id": staff.pk,
        "template_id": template.pk,
        "time_off_id": block.pk,
        "visit_id": joined.pk,
        "resource_type_id": kind.pk,
    }
    return House(organization, ids)


def known_of(organization: Organization, customer_id: UUID) -> dict[str, UUID]:
    """One of each thing that stands on a customer's card."""
    own: dict[str, Any] = {"organization": organization}
    with scope(organization=organization):
        other = make_customer(organization, name=SECRET)
        pet = Dependant.objects.create(**own, customer=other, name=SECRET, kind="PET")
        dose = Vaccination.objects.create(**own, dependant=pet, name=SECRET, given_on=NOW.date())
        tag = Tag.objects.create(**own, name=SECRET)
        field = CustomerAttribute.objects.create(**own, key="k", label=SECRET, type="TEXT")
        note = CustomerNote.objects.create(**own, customer_id=customer_id, text=SECRET)
    return {
        "attribute_id": field.pk,
        "dependant_id": pet.pk,
        "note_id": note.pk,
        "other_id": other.pk,
        "tag_id": tag.pk,
        "vaccination_id": dose.pk,
    }


OBJECTS = {
    "attribute_id",
    "dependant_id",
    "note_id",
    "other_id",
    "tag_id",
    "vaccination_id",
    "add_on_id",
    "appointment_id",
    "assistant_turn_id",
    "conflict_id",
    "conflict_set_id",
    "category_id",
    "channel_id",
    "paired_id",
    "canned_id",
    "conversation_id",
    "customer_id",
    "entry_id",
    "exception_id",
    "fact_id",
    "flow_id",
    "file_id",
    "secret_id",
    "version_id",
    "house_date_id",
    "import_id",
    "invitation_id",
    "knowledge_id",
    "location_id",
    "member_id",
    "message_id",
    "picture_id",
    "scheduled_id",
    "service_id",
    "staff_id",
    "template_id",
    "time_off_id",
    "vacancy_id",
    "visit_id",
    "resource_type_id",
}


def client_of(house: House, role: Role) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_member(house.organization, role).user)
    return client


def knock(client: Client, url: str, method: str, **options: Any) -> HttpResponse:
    """One request, undone afterwards."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(url, **options)
        transaction.set_rollback(True)
    return answer
