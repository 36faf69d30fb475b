"""Add-ons: the list, and what they do to a booking."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from accounts.enums import Role
from catalog.models import OfferedAddOn, Service, ServiceAddOn
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.models import Appointment, AppointmentAddOn, StaffService
from scheduling.services.add_ons import AddOnUnfit
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_booking import NEW, booking

OPTIONS = "appointments/options/"


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


def make_add_on(salon: Salon, *services: Service, **fields: Any) -> ServiceAddOn:
    given = {"name": "Hidratação", "extra_minutes": 30, "extra_price": Decimal(45)} | fields
    made: ServiceAddOn = ServiceAddOn.objects.create(organization=salon.organization, **given)
    OfferedAddOn.objects.bulk_create(
        OfferedAddOn(organization=salon.organization, add_on=made, service=service)
        for service in services
    )
    return made


@pytest.fixture
def mask(salon: Salon) -> ServiceAddOn:
    return make_add_on(salon, salon.service)


def at(hour: int) -> Appointment:
    return Appointment.objects.get(starts_at=local(2026, 11, 24, hour))


def test_add_on_is_written_and_shown_with_its_services(salon: Salon, owner: Client) -> None:
    sent = {
        "name": "Hidratação",
        "extra_minutes": "15",
        "extra_price": "30,50",
        "services": [str(salon.service.pk)],
    }
    assert owner.post(salon.url("add-ons/new/"), sent, headers=PARTIAL).status_code == 204
    made = ServiceAddOn.objects.get()
    assert (made.extra_minutes, made.extra_price) == (15, Decimal("30.50"))
    page = owner.get(salon.url("add-ons/")).content.decode()
    for words in ("Hidratação", "Corte", "+15 min", "R$ 30,50"):
        assert words in page
    url = salon.url(f"add-ons/{made.pk}/")
    assert owner.post(url, {"name": "Máscara"}, headers=PARTIAL).status_code == 204
    made.refresh_from_db()
    assert (made.name, made.extra_minutes, made.extra_price) == ("Máscara", 0, 0)
    assert not made.services.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Escreva o nome"),
        ("name", "hidratação", "Já existe um adicional ativo chamado"),
        ("extra_minutes", "241", "0 a 240 minutos"),
        ("extra_price", "-1", "não pode ser negativo"),
    ],
)
def test_bad_field_says_why(
    salon: Salon, owner: Client, mask: ServiceAddOn, field: str, value: str, words: str
) -> None:
    sent = {"name": "Escova", "extra_minutes": "0", "extra_price": ""} | {field: value}
    answer = owner.post(salon.url("add-ons/new/"), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ServiceAddOn.objects.count() == 1


def test_archive_takes_it_off_the_booking_and_comes_back(
    salon: Salon, owner: Client, mask: ServiceAddOn
) -> None:
    chosen = salon.url(f"{OPTIONS}?service={salon.service.pk}")
    assert "Hidratação" in owner.get(chosen).content.decode()
    url = salon.url(f"add-ons/{mask.pk}/")
    answer = owner.post(f"{url}archive/", headers=PARTIAL)
    assert f"{url}restore/" in answer["HX-Trigger"]
    assert "Hidratação" not in owner.get(chosen).content.decode()
    assert "Hidratação" in owner.get(salon.url("add-ons/?archived=1")).content.decode()
    twin = make_add_on(salon, name="HIDRATAÇÃO")
    assert owner.post(f"{url}restore/", headers=PARTIAL).status_code == 409
    twin.delete()
    assert owner.post(f"{url}restore/", headers=PARTIAL).status_code == 204
    assert "Hidratação" in owner.get(chosen).content.decode()


def test_add_ons_are_put_in_order(salon: Salon, owner: Client, mask: ServiceAddOn) -> None:
    second = make_add_on(salon, name="Escova", position=1)
    names = ServiceAddOn.objects.order_by("position").values_list("name", flat=True)
    owner.post(salon.url("add-ons/order/"), {"id": [str(second.pk), str(mask.pk)]})
    assert list(names.all()) == ["Escova", "Hidratação"]
    owner.post(salon.url(f"add-ons/{second.pk}/step/"), {"down": "1"})
    assert list(names.all()) == ["Hidratação", "Escova"]


def test_options_offer_what_the_service_has_and_count_it(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    make_add_on(salon, name="Alheio")
    query = {"service": salon.service.pk, "staff": salon.ana.pk, "day": "2026-11-24"}
    plain = desk.get(salon.url(OPTIONS), query).content.decode()
    assert "Hidratação" in plain
    assert "Alheio" not in plain
    assert ">09:00<" in plain
    added = desk.get(salon.url(OPTIONS), query | {"add_ons": mask.pk}).content.decode()
    assert ">09:00<" not in added  # 90 minutes don't fit before the visit at 10
    assert "1 h 30" in added
    assert "R$ 125,00" in added
    assert f"add_ons={mask.pk}" in added  # a free time keeps what is chosen


def test_booking_is_longer_and_dearer_and_keeps_the_price_of_now(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    sent = booking(salon, add_ons=[mask.pk])
    for _ in range(2):
        assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    visit = at(14)
    assert (visit.length, visit.price) == (timedelta(minutes=90), Decimal(125))
    kept = AppointmentAddOn.objects.get()
    assert (kept.appointment, kept.minutes, kept.price) == (visit, 30, Decimal(45))
    ServiceAddOn.objects.update(extra_price=99)
    detail = desk.get(salon.url(f"appointments/{visit.pk}/")).content.decode()
    assert "+ Hidratação · 30 min · R$ 45,00" in detail
    rows = desk.get(salon.url("agenda/?day=2026-11-24&view=list")).content.decode()
    assert "Corte + Hidratação" in rows
    sheet = desk.get(salon.url("agenda/print/?day=2026-11-24")).content.decode()
    assert "Corte + Hidratação" in sheet


def test_same_booking_with_another_add_on_is_not_taken_for_the_first(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    assert desk.post(salon.url(NEW), booking(salon), headers=PARTIAL).status_code == 204
    sent = booking(salon, add_ons=[mask.pk])
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 409
    assert not AppointmentAddOn.objects.exists()


def test_typed_duration_is_the_whole(salon: Salon, desk: Client, mask: ServiceAddOn) -> None:
    sent = booking(salon, add_ons=[mask.pk], duration="70")
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    assert (at(14).length, at(14).price) == (timedelta(minutes=70), Decimal(125))


def test_longer_visit_is_refused_where_only_the_service_fits(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    sent = booking(salon, time="09:00", add_ons=[mask.pk])
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 409
    assert desk.post(salon.url(NEW), booking(salon, time="09:00")).status_code == 302


def test_add_on_that_is_not_offered_is_refused(
    salon: Salon, other_salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    unoffered = make_add_on(salon, name="Alheio")
    archived = make_add_on(salon, salon.service, name="Velho", is_active=False)
    with scope(organization=other_salon.organization):
        foreign = make_add_on(other_salon, other_salon.service)
    for one in (unoffered, archived, foreign):
        answer = desk.post(salon.url(NEW), booking(salon, add_ons=[one.pk]), headers=PARTIAL)
        assert answer.status_code == 422
        assert "não é mais oferecido" in answer.content.decode()
        with pytest.raises(AddOnUnfit):
            salon.book(14, add_ons=[one])
    assert Appointment.objects.count() == 1


def test_each_service_of_a_visit_has_its_own(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    nails = make_service(salon.organization, name="Unhas", duration_minutes=30, price=40)
    StaffService.objects.create(organization=salon.organization, staff=salon.ana, service=nails)
    polish = make_add_on(salon, nails, name="Esmalte", extra_minutes=10, extra_price=5)
    sent = booking(salon, add_ons=[mask.pk]) | {
        "p2-service": nails.pk,
        "p2-staff": salon.ana.pk,
        "p2-add_ons": [polish.pk],
    }
    shown = desk.get(salon.url(OPTIONS), sent).content.decode()
    assert "2 h 10" in shown
    assert "R$ 170,00" in shown
    assert desk.post(salon.url(NEW), sent, headers=PARTIAL).status_code == 204
    first, second = Appointment.objects.filter(visit__isnull=False).order_by("starts_at")
    assert (first.length, second.starts_at) == (timedelta(minutes=90), first.ends_at)
    assert (second.length, second.price) == (timedelta(minutes=40), Decimal(45))
    added = AppointmentAddOn.objects.values_list("appointment", "add_on")
    assert set(added) == {(first.pk, mask.pk), (second.pk, polish.pk)}


def test_every_date_of_a_repetition_has_them(
    salon: Salon, desk: Client, mask: ServiceAddOn
) -> None:
    sent = booking(salon, add_ons=[mask.pk], repeat="1", times="3", key=new_id())
    preview = desk.post(salon.url(NEW), sent, headers=PARTIAL).content.decode()
    assert f'name="add_ons" value="{mask.pk}"' in preview
    for _ in range(2):
        assert (
            desk.post(salon.url("appointments/series/"), sent, headers=PARTIAL).status_code == 204
        )
    dates = Appointment.objects.filter(series__isnull=False)
    assert {(one.length, one.price) for one in dates} == {(timedelta(minutes=90), Decimal(125))}
    assert AppointmentAddOn.objects.count() == dates.count() == 3


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF, Role.VIEWER])
def test_other_roles_change_nothing(
    salon: Salon, login: Callable[..., Client], mask: ServiceAddOn, role: Role
) -> None:
    client = login(role)
    one = f"add-ons/{mask.pk}/"
    for rest in ("add-ons/new/", "add-ons/order/", one, f"{one}step/", f"{one}archive/"):
        assert client.post(salon.url(rest), {"name": "X"}).status_code == 403
    page = client.get(salon.url("add-ons/")).content.decode()
    assert "Hidratação" in page
    assert "data-grip" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_ask_the_same_number_of_questions(
    salon: Salon, owner: Client, mask: ServiceAddOn, rows: int
) -> None:
    for number in range(rows - 1):
        make_add_on(salon, salon.service, name=f"Adicional {number}")
    salon.book(14, add_ons=list(ServiceAddOn.objects.all()), duration_minutes=60)
    with CaptureQueriesContext(connection) as queries:
        page = owner.get(salon.url("add-ons/")).content.decode()
    assert page.count("data-list-item") == rows
    assert len(queries) == 7
