"""Sample data: made once, whole, for nobody to be written to, and removed exactly."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import (
    AuditEntry,
    Customer,
    CustomerIdentity,
    CustomerNote,
    Dependant,
    EventRecord,
    Membership,
    Organization,
    SampleData,
    SampleRow,
    User,
    Vaccination,
)
from accounts.sample_enums import SampleState, SampleStep
from accounts.services.samples import (
    DataIsReal,
    SamplesNotThere,
    start_filling,
    start_removal,
)
from accounts.tests.factories import make_customer, make_organization
from bot.enums import DeliveryStatus, Provider
from bot.models import Channel, Conversation, Delivery, Message
from bot.selectors.channel_health import channel_states
from bot.selectors.doctor import check_channels
from bot.selectors.practice import real_channel
from bot.services import sample_work
from bot.services.outbox import send_due
from bot.services.replies import TalkIsSample, send_reply
from bot.services.sample_work import work_on_samples
from bot.tests.factories import make_channel
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment, Reminder, Staff, WaitlistEntry
from scheduling.services.booking import book_appointment
from scheduling.services.reminders import plan_reminders
from scheduling.services.rules import set_reminders
from scheduling.tests.factories import NOW, make_staff

pytestmark = pytest.mark.django_db
MACHINES = {"accounts.auditentry", "accounts.sampledata", "accounts.livechange"}


@pytest.fixture
def house() -> Iterator[Organization]:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def owner_of(house: Organization) -> User:
    return Membership.objects.filter(organization=house).order_by("id").first().user


def work() -> None:
    while work_on_samples(now=NOW):
        pass


def fill(house: Organization) -> SampleData:
    batch = start_filling(organization=house, actor=owner_of(house))
    work()
    batch.refresh_from_db()
    return batch


def remove(house: Organization) -> SampleData:
    batch = start_removal(organization=house, actor=owner_of(house))
    work()
    batch.refresh_from_db()
    return batch


def row_counts() -> dict[str, int]:
    """Of every table, but those that tell what happened."""
    with scopes_disabled():
        return {
            model._meta.label_lower: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.label_lower not in MACHINES
        }


def test_filling_makes_a_business_to_look_at(house):
    batch = fill(house)
    house.refresh_from_db()
    assert (batch.state, house.has_samples) == (SampleState.FULL, True)
    assert Service.objects.count() == 6
    assert Staff.objects.count() == 3
    assert Customer.objects.count() == 40
    assert Dependant.objects.count() == 3
    assert Appointment.objects.filter(starts_at__lt=NOW).count() > 100
    assert Appointment.objects.filter(starts_at__gt=NOW).count() > 40
    assert set(Appointment.objects.values_list("status", flat=True)) >= {
        "COMPLETED",
        "CANCELLED",
        "CONFIRMED",
        "NO_SHOW",
    }
    assert Conversation.objects.filter(waits_for_person=True, unread_count=1).count() == 2
    assert WaitlistEntry.objects.count() == 2
    assert batch.made["scheduling.appointment"] == Appointment.objects.count()
    assert AuditEntry.objects.get(action="samples.filled").actor == owner_of(house)


@pytest.mark.parametrize("locale", ["pt-BR", "en", "es"])
def test_pet_shop_has_pets_in_every_language(locale):
    house = make_organization(vertical="PETSHOP", locale=locale)
    with scope(organization=house):
        assert fill(house).state == SampleState.FULL
        assert Dependant.objects.filter(kind="PET").count() == 20
        assert Vaccination.objects.count() == 20


def test_nobody_is_written_to(house):
    fill(house)
    set_reminders(organization=house, minutes=[30, 90], actor=owner_of(house), now=NOW)
    visit = Appointment.objects.filter(starts_at__gt=NOW + timedelta(days=2)).first()
    plan_reminders(appointment=visit, now=NOW)
    assert not CustomerIdentity.objects.exists()
    assert not Customer.objects.filter(phone__isnull=False).exists()
    assert not Reminder.objects.exists()
    assert not EventRecord.objects.exists()
    assert set(Delivery.objects.values_list("status", flat=True)) == {DeliveryStatus.READ}
    assert send_due(now=NOW + timedelta(days=30)) == 0
    talk = Conversation.objects.filter(waits_for_person=True).first()
    with pytest.raises(TalkIsSample):
        send_reply(conversation=talk, text="Oi!", user=owner_of(house), now=NOW)


def test_filling_works_with_what_the_owner_has(house):
    service = make_service(house, name="Corte")
    staff = make_staff(house, [service], name="Rita")
    fill(house)
    assert list(Service.objects.all()) == [service]
    assert list(Staff.objects.all()) == [staff]
    assert Appointment.objects.filter(staff=staff, service=service).count() > 50


def test_filled_twice_is_filled_once(house):
    first = fill(house)
    counts = row_counts()
    assert start_filling(organization=house, actor=owner_of(house)) == first
    work()
    assert row_counts() == counts


def test_working_business_is_not_filled(house):
    for _number in range(10):
        make_customer(house)
    with pytest.raises(DataIsReal):
        start_filling(organization=house, actor=owner_of(house))
    assert not SampleData.objects.exists()


def test_removal_leaves_what_was_there_before(house):
    service = make_service(house, name="Corte")
    staff = make_staff(house, [service])
    mine = make_customer(house)
    book_appointment(
        organization=house,
        customer=mine,
        service=service,
        staff=staff,
        starts_at=NOW + timedelta(hours=3),
        actor=None,
        now=NOW,
    )
    make_channel(house)
    with scope(organization=(neighbour := make_organization())):
        fill(neighbour)
    before = row_counts()
    fill(house)
    assert row_counts() != before
    batch = remove(house)
    house.refresh_from_db()
    assert row_counts() == before
    assert (batch.state, batch.kept) == (SampleState.REMOVED, {"changed": {}, "used": {}})
    assert not house.has_samples
    assert AuditEntry.objects.filter(action="samples.removed").count() == 1
    with pytest.raises(SamplesNotThere):
        start_removal(organization=house, actor=owner_of(house))


def test_looking_and_sorting_change_nothing(house):
    before = row_counts()
    fill(house)
    Conversation.objects.update(unread_count=0)
    Staff.objects.update(position=7)
    Appointment.objects.update(updated_at=timezone.now())
    remove(house)
    assert row_counts() == before


def test_what_the_owner_changed_or_uses_stays(house):
    fill(house)
    edited, noted, moved, *_rest = Customer.objects.filter(
        conversations__isnull=True, waitlist__isnull=True, team_notes__isnull=True
    ).order_by("id")
    Customer.objects.filter(pk=edited.pk).update(name="Dona Rita", phone="+5511987654321")
    CustomerNote.objects.create(organization=house, customer=noted, text="Minha nota")
    visit = Appointment.objects.filter(customer=moved, starts_at__gt=NOW).first()
    visit = visit or Appointment.objects.filter(starts_at__gt=NOW, status="CONFIRMED").first()
    Appointment.objects.filter(pk=visit.pk).update(notes="Trazer exame")
    batch = remove(house)
    assert set(Customer.objects.all()) == {edited, noted, visit.customer}
    assert list(Appointment.objects.all()) == [visit]
    assert list(Staff.objects.all()) == [visit.staff]
    assert list(Service.objects.all()) == [visit.service]
    assert batch.kept["changed"] == {"accounts.customer": 1, "scheduling.appointment": 1}
    assert batch.kept["used"]["accounts.customer"] == 2
    assert not Message.objects.exists()
    assert not SampleRow.objects.exists()


def test_removed_while_filling_leaves_nothing(house):
    before = row_counts()
    start_filling(organization=house, actor=owner_of(house))
    for _step in (SampleStep.CATALOGUE, SampleStep.CUSTOMERS, SampleStep.PAST):
        work_on_samples(now=NOW)
    remove(house)
    assert row_counts() == before


def test_filled_again_after_the_removal(house):
    fill(house)
    remove(house)
    assert fill(house).state == SampleState.FULL
    assert SampleData.objects.count() == 2


def test_step_that_fails_is_tried_again_then_given_up(house, monkeypatch):
    def breaks(batch, now):
        Customer.objects.create(organization=house, name="Meio feito")
        raise RuntimeError

    monkeypatch.setitem(sample_work.STEPS, SampleStep.CUSTOMERS, breaks)
    batch = fill(house)
    assert (batch.state, batch.step, batch.failures) == (SampleState.FULL, 1, 3)
    assert not Customer.objects.exists()
    assert remove(house).state == SampleState.REMOVED


def test_sample_number_is_no_number(house):
    fill(house)
    assert Channel.objects.get().provider == Provider.SAMPLE
    assert channel_states(NOW) == []
    assert real_channel() is None
    assert [check.name for check in check_channels(NOW)] == ["channels"]
