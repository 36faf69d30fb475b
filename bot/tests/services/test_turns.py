"""When the bot answers, when it waits, and when it leaves the word to a person."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from accounts.models import Customer, Organization
from accounts.tests.factories import make_user
from bot.enums import Author, Direction, Owner
from bot.flows import ids
from bot.models import Channel, Conversation, Message
from bot.services.replies import send_reply
from bot.services.turns import MAX_ATTEMPTS, run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, stamp, tap_message
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_appointment, make_staff

pytestmark = pytest.mark.django_db
MARINA = "5511981230137"
_seconds = count()


def text(words: str) -> dict[str, object]:
    moment = stamp(timezone.now()) - 600 + next(_seconds)
    return text_message(words, sender=MARINA, timestamp=moment, wamid=wamid())


def tap(id_: str, title: str = "toque", **options: str) -> dict[str, object]:
    moment = stamp(timezone.now()) - 600 + next(_seconds)
    return tap_message(id_, title, sender=MARINA, timestamp=moment, wamid=wamid(), **options)


def after(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def said() -> list[str]:
    answers = Message.objects.filter(author=Author.BOT).order_by("id")
    return list(answers.values_list("text", flat=True))


def unhandled() -> int:
    return Message.objects.filter(direction=Direction.IN, handled_at__isnull=True).count()


@pytest.fixture
def conversation(channel: Channel, receive: Receive) -> Conversation:
    """Marina has been greeted."""
    receive(webhook_body(channel, text("oi")))
    run_due_turns(now=after(5))
    assert len(said()) == 1
    return Conversation.objects.get()


def test_two_quick_texts_are_one_thought(
    organization: Organization, channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    cut = make_service(organization, name="Corte feminino")
    make_staff(organization, [cut])
    make_staff(organization, [make_service(organization, name="Barba")])

    receive(webhook_body(channel, text("quero agendar")))
    receive(webhook_body(channel, text("corte feminino")))
    assert run_due_turns(now=timezone.now() - timedelta(seconds=1)) == 0
    assert run_due_turns(now=after(1)) == 1

    assert len(said()) == 2
    assert unhandled() == 0
    conversation.refresh_from_db()
    assert conversation.flow_state["service_id"] == str(cut.pk)


def test_each_text_puts_the_answer_off_but_not_for_ever(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    for n in range(12):
        receive(webhook_body(channel, text(f"e {n}")), now=after(n * 0.25))
    conversation.refresh_from_db()
    first = Message.objects.filter(text="e 0").get()
    assert conversation.turn_due_at is not None
    waits = conversation.turn_due_at - first.created_at
    assert timedelta(seconds=1.9) < waits <= timedelta(seconds=2)


def test_tap_is_answered_at_once(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    receive(webhook_body(channel, tap(ids.PRICES)))
    assert run_due_turns(now=timezone.now()) == 1
    assert len(said()) == 2


def test_text_that_is_not_understood_waits_for_the_rest(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    receive(webhook_body(channel, text("hm sabe")))
    assert run_due_turns(now=after(0.5)) == 1
    assert len(said()) == 1
    receive(webhook_body(channel, text("quais os preços?")))
    run_due_turns(now=after(3))
    assert len(said()) == 2
    assert unhandled() == 0


def test_text_that_is_never_understood_is_answered_in_the_end(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    receive(webhook_body(channel, text("hm sabe")))
    run_due_turns(now=after(0.5))
    conversation.refresh_from_db()
    assert conversation.turn_due_at is not None
    run_due_turns(now=conversation.turn_due_at)
    assert len(said()) == 2
    assert unhandled() == 0


def test_failing_turn_is_tried_again_and_then_a_person_is_called(
    organization: Organization, channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    Organization.objects.filter(pk=organization.pk).update(time_zone="Marte/Base")
    receive(webhook_body(channel, text("quais os preços?")))
    for attempt in range(1, MAX_ATTEMPTS):
        assert run_due_turns(now=after(attempt * 60)) == 1
        conversation.refresh_from_db()
        assert (conversation.turn_attempts, conversation.owner) == (attempt, Owner.BOT)
        assert len(said()) == 1
    run_due_turns(now=after(600))

    conversation.refresh_from_db()
    assert (conversation.owner, conversation.waits_for_person) == (Owner.HUMAN, True)
    assert conversation.turn_due_at is None
    assert len(said()) == 2
    assert unhandled() == 0


def test_failing_turn_that_recovers_answers_once(
    organization: Organization, channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    Organization.objects.filter(pk=organization.pk).update(time_zone="Marte/Base")
    receive(webhook_body(channel, text("quais os preços?")))
    run_due_turns(now=after(1))
    Organization.objects.filter(pk=organization.pk).update(time_zone="America/Sao_Paulo")
    run_due_turns(now=after(60))
    run_due_turns(now=after(120))

    conversation.refresh_from_db()
    assert (conversation.turn_attempts, len(said())) == (0, 2)


def test_bot_is_silent_while_a_person_answers(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    send_reply(
        conversation=conversation, text="Oi, aqui é a Ana", user=make_user(), now=timezone.now()
    )
    receive(webhook_body(channel, text("quais os preços?")))
    run_due_turns(now=after(60))

    conversation.refresh_from_db()
    assert (conversation.owner, conversation.unread_count) == (Owner.HUMAN, 1)
    assert len(said()) == 1
    assert unhandled() == 0


def test_person_who_answers_first_silences_a_waiting_turn(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    receive(webhook_body(channel, text("quais os preços?")))
    send_reply(conversation=conversation, text="Já te digo", user=make_user(), now=timezone.now())
    run_due_turns(now=after(60))
    assert len(said()) == 1


def test_bot_comes_back_after_the_set_time(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    long_ago = timezone.now() - timedelta(minutes=channel.human_minutes + 1)
    send_reply(conversation=conversation, text="Até logo", user=make_user(), now=long_ago)
    receive(webhook_body(channel, text("quais os preços?")))
    run_due_turns(now=after(60))

    conversation.refresh_from_db()
    assert conversation.owner == Owner.BOT
    assert len(said()) == 2


def test_confirm_button_of_a_reminder_counts_while_a_person_answers(
    organization: Organization, channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    service = make_service(organization)
    visit = make_appointment(
        organization,
        customer=conversation.customer,
        service=service,
        staff=make_staff(organization, [service]),
        starts_at=after(86_400).replace(microsecond=0),
        now=timezone.now(),
    )
    send_reply(conversation=conversation, text="Oi", user=make_user(), now=timezone.now())
    button = tap(ids.make(ids.CONFIRM, str(visit.pk)), "Confirmar", kind="button")
    receive(webhook_body(channel, button))
    run_due_turns(now=after(1))

    visit.refresh_from_db()
    conversation.refresh_from_db()
    assert visit.customer_confirmed_at is not None
    assert conversation.owner == Owner.HUMAN


def test_bot_switched_off_leaves_everything_to_people(
    channel: Channel, conversation: Conversation, receive: Receive
) -> None:
    channel.is_bot_enabled = False
    channel.save()
    receive(webhook_body(channel, text("quais os preços?")))
    run_due_turns(now=after(60))
    assert len(said()) == 1
    assert unhandled() == 0


@pytest.mark.parametrize("quiet", ["customer", "channel"])
def test_who_is_blocked_or_switched_off_before_the_answer_gets_none(
    channel: Channel, conversation: Conversation, receive: Receive, quiet: str
) -> None:
    receive(webhook_body(channel, text("quais os preços?")))
    if quiet == "customer":
        Customer.objects.update(is_blocked=True)
    else:
        Channel.objects.update(is_bot_enabled=False)
    run_due_turns(now=after(5))
    assert len(said()) == 1
    assert unhandled() == 0
