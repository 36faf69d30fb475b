"""A house with a flow that time begins."""

from datetime import datetime
from typing import Any

from accounts.models import Customer, Organization
from accounts.tests.factories import make_whatsapp_customer
from bot.models import Channel, Conversation, FlowDefinition, Message
from bot.services.flow_moments import begin_due_flow, look_for_moments
from bot.services.flows import create_flow, publish_flow
from bot.tests.factories import make_conversation
from bot.tests.flows.graph.graphs import flow, node
from bot.tests.services.flow_chats import PERSON
from bot.tests.templates import make_template
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import local, make_appointment, make_staff

PUBLISHED = local(2026, 11, 20, 9)
START = local(2026, 11, 24, 15)  # a Tuesday
BEFORE = {"id": "t", "kind": "appointment", "amount": 1, "unit": "days", "when": "before"}


class House:
    """A shop with a flow that time begins, and Marina's visit on Tuesday at three."""

    def __init__(self, organization: Organization, channel: Channel) -> None:
        self.organization, self.channel = organization, channel
        self.service: Service = make_service(organization, name="Corte")
        self.staff = make_staff(organization, [self.service], name="Ana")
        self.marina: Customer = make_whatsapp_customer(organization, profile_name="Marina Costa")
        self.talk: Conversation = make_conversation(channel, self.marina)
        make_template(channel)
        body = {"type": "BODY", "text": "Aviso, {{1}}: até já"}
        make_template(channel, "promo", body, category="MARKETING")

    def visit(self, starts_at: datetime = START, **fields: Any) -> Appointment:
        fields = {"customer": self.marina, "staff": self.staff, "service": self.service} | fields
        made = make_appointment(self.organization, starts_at=starts_at, **fields)
        Appointment.objects.filter(pk=made.pk).update(created_at=PUBLISHED)
        return made

    def publish(self, trigger: dict[str, Any], **graph: Any) -> FlowDefinition:
        made = create_flow(
            organization=self.organization,
            name=f"Hora {FlowDefinition.objects.count()}",
            graph=reminding(trigger) | graph,
            actor=None,
        )
        publish_flow(flow=made, now=PUBLISHED, actor=None)
        return made

    def work(self, now: datetime) -> list[str]:
        """Everything that is to do at this moment; what was said."""
        FlowDefinition.objects.filter(moments_due_at__isnull=False).update(moments_due_at=now)
        known = set(Message.objects.values_list("pk", flat=True))
        while look_for_moments(now=now) or begin_due_flow(now=now):
            pass
        said = Message.objects.exclude(pk__in=known).order_by("id")
        return list(said.values_list("text", flat=True))


def reminding(trigger: dict[str, Any], template: str = "volte_logo") -> dict[str, Any]:
    name = "{{visit_service}}" if trigger["kind"] == "appointment" else "querida"
    data = {"template": template, "values": [{"slot": "1", "value": name}]}
    sends = node("a", "template", data, done="e", error="x")
    return flow(sends, PERSON, node("e", "end"), node("x", "end"), triggers=[trigger])


SAID = ["Oi, Corte! Sentimos sua falta. Até já"]
