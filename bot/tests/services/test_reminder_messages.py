"""A due reminder becomes buttons, a template, or a visible refusal."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Organization
from accounts.services.events import deliver_events
from accounts.tests.factories import make_customer, make_whatsapp_customer
from analytics.selectors.failures import failures
from bot.enums import CALLED_OFF, ChannelStatus, TemplateStatus
from bot.flows import ids
from bot.models import Channel, Conversation, Delivery, MessageTemplate
from bot.reminder_templates import REMINDER
from bot.services.outbox import send_due
from bot.services.reminders import send_reminder
from bot.services.templates import prepare_templates
from bot.tests.factories import make_conversation
from bot.views.bubbles import bubbles_of
from catalog.tests.factories import make_service
from scheduling.enums import CancelledBy, Source
from scheduling.models import Appointment, Reminder
from scheduling.services.changes import cancel_appointment, reschedule_appointment
from scheduling.services.reminders import release_due_reminders
from scheduling.tests.factories import make_appointment, make_staff
from tests.phones import Phones, eventually

pytestmark = pytest.mark.django_db
Remind = Callable[[], Reminder]


@pytest.fixture
def visit(line: Channel, organization: Organization) -> Appointment:
    service = make_service(organization, name="Corte feminino")
    return make_appointment(
        organization,
        customer=make_whatsapp_customer(organization, profile_name="Marina"),
        service=service,
        staff=make_staff(organization, [service], name="Ana"),
        starts_at=(timezone.now() + timedelta(days=3)).replace(microsecond=0),
        now=timezone.now(),
        source=Source.BOT,  # the team's own bookings are announced as well
    )


@pytest.fixture
def conversation(line: Channel, visit: Appointment) -> Conversation:
    return make_conversation(line, visit.customer, last_customer_message_at=timezone.now())


@pytest.fixture
def remind(visit: Appointment) -> Remind:
    """The reminder of the day before falls due and is released."""

    def release() -> Reminder:
        reminder = Reminder.objects.get(appointment=visit, minutes_before=24 * 60)
        Reminder.objects.filter(pk=reminder.pk).update(due_at=timezone.now())
        release_due_reminders(now=timezone.now())
        deliver_events(now=timezone.now())
        reminder.refresh_from_db()
        return reminder

    return release


def approve(line: Channel, language: str = "pt_BR") -> None:
    MessageTemplate.objects.create(
        organization_id=line.organization_id,
        channel=line,
        name=REMINDER,
        language=language,
        category="UTILITY",
        status=TemplateStatus.APPROVED,
        synced_at=timezone.now(),
    )


def silent_for(conversation: Conversation, hours: float) -> None:
    then = timezone.now() - timedelta(hours=hours)
    Conversation.objects.filter(pk=conversation.pk).update(last_customer_message_at=then)


def test_inside_the_window_it_has_buttons(
    visit: Appointment, conversation: Conversation, remind: Remind, graph: Phones
) -> None:
    reminder = remind()
    send_due(now=timezone.now())

    (sent,) = graph.sent()
    buttons = sent["body"]["interactive"]["action"]["buttons"]
    taps = [ids.parse(button["reply"]["id"]) for button in buttons]
    assert [tap.verb for tap in taps] == [ids.CONFIRM, ids.RESCHEDULE, ids.CANCEL]
    assert {tap.arguments for tap in taps} == {(str(visit.pk),)}
    reminder.refresh_from_db()
    assert reminder.status == "SENT"
    conversation.refresh_from_db()
    assert conversation.flow_state["awaiting_confirmation"] == str(visit.pk)


def test_outside_the_window_it_is_the_approved_template(
    line: Channel, conversation: Conversation, remind: Remind
) -> None:
    approve(line)
    silent_for(conversation, 25)
    remind()
    content = Delivery.objects.get().message.content
    assert (content["type"], content["name"], content["language"]) == (
        "template",
        REMINDER,
        "pt_BR",
    )


def test_template_leaves_for_the_provider_with_its_values(
    line: Channel, conversation: Conversation, remind: Remind, graph: Phones
) -> None:
    graph.switch(template_review_delay=0.0)
    prepare_templates(channel=line, now=timezone.now())
    eventually(
        lambda: (
            prepare_templates(channel=line, now=timezone.now()) == 0
            and MessageTemplate.objects.filter(status=TemplateStatus.APPROVED).count() == 3
        )
    )
    silent_for(conversation, 25)
    reminder = remind()
    send_due(now=timezone.now())

    (sent,) = graph.sent()
    rendered = sent["content"]["rendered"]["text"]
    assert "Marina" in rendered
    assert "Corte feminino" in rendered
    message = Delivery.objects.get().message
    assert message.text == rendered, "the team reads what the customer reads"
    assert message.content["titles"] == ["Confirmar", "Remarcar", "Cancelar"]
    reminder.refresh_from_db()
    assert reminder.status == "SENT"


def test_outside_the_window_without_a_template_it_says_why_not(
    conversation: Conversation, remind: Remind
) -> None:
    silent_for(conversation, 25)
    reminder = remind()
    assert (reminder.status, Delivery.objects.count()) == ("FAILED", 0)
    assert "modelo" in reminder.detail


def test_customer_who_never_wrote_gets_the_template(
    line: Channel, visit: Appointment, remind: Remind
) -> None:
    approve(line)
    remind()
    assert Delivery.objects.get().message.content["type"] == "template"


def test_customer_without_whatsapp_is_refused_with_the_reason(
    line: Channel, visit: Appointment, remind: Remind
) -> None:
    visit.customer = make_customer(visit.organization, phone=None)
    visit.save()
    reminder = remind()
    assert (reminder.status, Delivery.objects.count()) == ("FAILED", 0)
    assert "WhatsApp" in reminder.detail


def test_paused_channel_is_refused_with_the_reason(
    line: Channel, conversation: Conversation, remind: Remind
) -> None:
    line.status = ChannelStatus.PAUSED
    line.save()
    reminder = remind()
    assert (reminder.status, Delivery.objects.count()) == ("FAILED", 0)


def test_same_reminder_twice_is_sent_once(
    visit: Appointment, conversation: Conversation, remind: Remind
) -> None:
    reminder = remind()
    send_reminder(reminder_id=reminder.pk, appointment=visit, now=timezone.now())
    assert Delivery.objects.count() == 1


def test_window_that_closes_before_the_post_is_told(
    conversation: Conversation, remind: Remind, graph: Phones
) -> None:
    reminder = remind()
    silent_for(conversation, 25)
    send_due(now=timezone.now())
    reminder.refresh_from_db()
    assert (reminder.status, graph.sent()) == ("FAILED", [])
    assert reminder.detail


def cancel(visit: Appointment) -> None:
    cancel_appointment(appointment=visit, by=CancelledBy.CUSTOMER, actor=None, now=timezone.now())


def move(visit: Appointment) -> None:
    reschedule_appointment(
        appointment=visit,
        staff=visit.staff,
        starts_at=visit.starts_at + timedelta(hours=1),
        by=CancelledBy.CUSTOMER,
        actor=None,
        now=timezone.now(),
    )


@pytest.mark.parametrize("change", [cancel, move])
def test_visit_changed_while_its_reminder_waits_is_not_reminded_of(
    visit: Appointment,
    conversation: Conversation,
    remind: Remind,
    graph: Phones,
    change: Callable[[Appointment], None],
) -> None:
    """The number rested, and the customer did not."""
    reminder = remind()
    change(visit)
    send_due(now=timezone.now())
    reminder.refresh_from_db()
    delivery = Delivery.objects.get()
    assert (graph.sent(), reminder.status) == ([], "SUPERSEDED")
    assert (delivery.status, delivery.error_code) == ("EXPIRED", CALLED_OFF)
    (bubble,) = bubbles_of([delivery.message])
    assert "cancelado" in bubble.reason
    assert not bubble.can_retry
    assert not failures(timezone.now()).exists()


def test_visit_that_has_begun_is_not_reminded_of(
    visit: Appointment, conversation: Conversation, remind: Remind, graph: Phones
) -> None:
    reminder = remind()
    Conversation.objects.update(last_customer_message_at=visit.starts_at)
    send_due(now=visit.starts_at)
    reminder.refresh_from_db()
    assert (graph.sent(), reminder.status) == ([], "LATE")


def test_visit_cancelled_before_its_reminder_is_written_leaves_no_message(
    visit: Appointment, conversation: Conversation
) -> None:
    reminder = Reminder.objects.get(appointment=visit, minutes_before=24 * 60)
    Reminder.objects.filter(pk=reminder.pk).update(due_at=timezone.now())
    release_due_reminders(now=timezone.now())
    cancel(visit)
    deliver_events(now=timezone.now())
    reminder.refresh_from_db()
    assert (reminder.status, Delivery.objects.count()) == ("SUPERSEDED", 0)
