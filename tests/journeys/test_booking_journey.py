"""A customer books over WhatsApp, is reminded, confirms, cancels: all processes, one browser."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Customer
from bot.enums import TemplateStatus
from bot.flows import ids
from bot.models import Conversation, Delivery, MessageTemplate
from bot.services.templates import prepare_templates
from config.run.testing.stack import LiveStack, StartStack
from scheduling.models import Appointment, Reminder
from tests.door import log_in
from tests.phones import Phone, Phones, eventually
from tests.shop import OWNER, Shop, in_days, open_shop


@pytest.fixture
def stack(live_stack: StartStack) -> LiveStack:
    return live_stack("simulator", "web", "worker")


@pytest.fixture
def shop(stack: LiveStack) -> Shop:
    made = open_shop(stack)
    prepare_templates(channel=made.channel, now=timezone.now())
    return made


def book_by_taps_and_words(phone: Phone, at: datetime) -> None:
    assert "Studio Bela" in phone.write("oi")
    phone.tap("Agendar")
    phone.tap("Corte feminino")
    phone.write(f"{at:%d/%m}")
    summary = phone.write("15h")
    if not phone.options():
        summary = phone.write("Marina Costa")
    assert "Corte feminino" in summary
    assert "15:00" in summary
    assert "marcado" in phone.tap("Confirmar")


def make_due(shop: Shop, minutes_before: int) -> Reminder:
    with shop.open():
        reminder = Reminder.objects.get(minutes_before=minutes_before, status="PENDING")
        Reminder.objects.filter(pk=reminder.pk).update(due_at=timezone.now())
    return reminder


def settled(shop: Shop, reminder: Reminder) -> str:
    with shop.open():
        eventually(lambda: Reminder.objects.get(pk=reminder.pk).status in ("SENT", "FAILED"))
        return str(Reminder.objects.get(pk=reminder.pk).status)


def be_silent_for(shop: Shop, phone: Phone, hours: int) -> None:
    with shop.open():
        then = timezone.now() - timedelta(hours=hours)
        Conversation.objects.update(last_customer_message_at=then)
    phone.age(hours)


def enter(page: Page, stack: LiveStack, day: datetime) -> None:
    log_in(page, f"{stack.web_url}/o/studio-bela/agenda/?day={day:%Y-%m-%d}", OWNER)


def test_customer_books_is_reminded_confirms_and_cancels(
    stack: LiveStack, shop: Shop, page: Page
) -> None:
    phones, at = Phones(stack.simulator_url), in_days(3, 15)
    phone = phones.add("Marina Costa", phone="5511981230999")

    book_by_taps_and_words(phone, at)

    with shop.open():
        visit = Appointment.objects.get()
        assert (visit.status, visit.starts_at, visit.staff) == ("CONFIRMED", at, shop.staff)
        deliveries = {str(delivery.pk) for delivery in Delivery.objects.all()}
    assert {message["opaque"] for message in phones.sent()} == deliveries
    enter(page, stack, at)
    seen = page.locator(".ec-event", has_text="Marina Costa")
    expect(seen).to_contain_text("15:00")

    first = make_due(shop, 24 * 60)
    phone.read()
    verbs = [ids.parse(id_).verb for _, id_, _ in phone.options()]
    assert verbs == [ids.CONFIRM, ids.RESCHEDULE, ids.CANCEL]
    assert phone.screen["type"] == "interactive"
    assert settled(shop, first) == "SENT"

    with shop.open():
        approved = MessageTemplate.objects.filter(status=TemplateStatus.APPROVED)
        eventually(lambda: approved.count() == 3, what="templates approved by webhook")
    be_silent_for(shop, phone, 25)
    second = make_due(shop, 120)
    phone.read()
    assert phone.screen["type"] == "template"
    assert "15:00" in phone.screen["content"]["rendered"]["text"]
    assert settled(shop, second) == "SENT"

    assert "confirmada" in phone.write("confirmo")
    visit.refresh_from_db()
    assert visit.customer_confirmed_at is not None

    assert "15:00" in phone.write("cancelar")
    assert "cancelei" in phone.write("sim")
    visit.refresh_from_db()
    assert (visit.status, visit.cancelled_by) == ("CANCELLED", "CUSTOMER")
    page.reload()
    expect(page.locator(".ec-event", has_text="15:00")).to_have_count(0)

    book_by_taps_and_words(phones.add("Rita Alves", phone="5511981230888"), at)
    with shop.open():
        again = Appointment.objects.get(status="CONFIRMED")
    assert again.starts_at == at
    assert again.customer_id != visit.customer_id


@pytest.mark.parametrize(
    ("locale", "asked", "words", "name"),
    [
        ("en", "English", "I would like to book an appointment", "Mary Jones"),
        ("es", "Español", "Quiero reservar una cita", "María López"),
    ],
)
def test_customer_who_asks_for_another_language_books_in_it(
    stack: LiveStack, shop: Shop, locale: str, asked: str, words: str, name: str
) -> None:
    phone = Phones(stack.simulator_url).add(name, phone="5511981230777")

    phone.write("oi")
    phone.write(asked)
    phone.write(words)
    for verb in (ids.BOOK, ids.SERVICE, ids.DAY, ids.SLOT):
        if any(ids.parse(id_).verb == verb for _, id_, _ in phone.options()):
            phone.tap_verb(verb)
    if not phone.options():
        phone.write(name)
    phone.tap_verb(ids.YES)

    with shop.open():
        customer = Customer.objects.get()
        visit = Appointment.objects.get(customer=customer)
        assert (customer.locale, visit.status) == (locale, "CONFIRMED")
