"""The first page: today, what needs somebody, the figures and what they count."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_customer
from bot.enums import NO_ANSWER, Author, DeliveryStatus
from bot.gateways import Text
from bot.models import Delivery, ScheduledMessage
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from scheduling.enums import AppointmentStatus as S
from scheduling.enums import Source
from scheduling.models import Appointment, Shift, TimeOff
from scheduling.services.booking import busy_range
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import SAO_PAULO
from scheduling.tests.views.conftest import Salon

Login = Callable[..., Client]


def clock(days: int, hour: int) -> datetime:
    """That hour of the day `days` from today, in São Paulo."""
    today = timezone.now().astimezone(SAO_PAULO)
    return today.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def visit(salon: Salon, days: int, hour: int, status: str = S.COMPLETED, **fields) -> Appointment:
    """A row as it would have become; booking in the past is refused by the service."""
    starts_at = clock(days, hour)
    ends_at = starts_at + timedelta(hours=1)
    cancelled_at = starts_at if status == S.CANCELLED else None
    return Appointment.objects.create(
        **{
            "organization": salon.organization,
            "customer": salon.customer,
            "staff": salon.ana,
            "service": salon.service,
            "status": status,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "busy": busy_range(salon.service, starts_at, ends_at),
            "price": Decimal(80),
            "source": Source.STAFF,
            "cancelled_at": cancelled_at,
        }
        | fields
    )


@pytest.fixture(autouse=True)
def plain_calendar(salon: Salon) -> None:
    Appointment.objects.all().delete()
    policy = ensure_policy(organization=salon.organization)
    policy.closes_on_holidays = False  # whatever day it is
    policy.save()


def figures(page: str) -> dict[str, str]:
    """Label and value of every card."""
    found = re.findall(
        r'class="figure-value"[^>]*>([^<]*)<span class="visually-hidden"> ([^<]*)', page
    )
    return {unescape(label): value for value, label in found}


def links(page: str) -> dict[str, str]:
    found = re.findall(
        r'class="figure-value" href="([^"]+)"[^>]*>[^<]*<span class="visually-hidden"> ([^<]*)',
        page,
    )
    return {unescape(label): unescape(url) for url, label in found}


def seed(salon: Salon) -> None:
    visit(salon, -1, 10, S.COMPLETED, source=Source.BOT)
    visit(salon, -1, 11, S.COMPLETED, price=Decimal("20.50"))
    visit(salon, -2, 10, S.NO_SHOW)
    visit(salon, -2, 12, S.CANCELLED)
    visit(salon, -3, 12, S.CONFIRMED, source=Source.BOT, staff=salon.bruno)
    visit(salon, -9, 10, S.COMPLETED)  # of the seven days before
    visit(salon, 1, 10, S.CONFIRMED)  # not of the period: still ahead


def test_figures_count_the_period_and_compare_with_the_one_before(
    salon: Salon, login: Login
) -> None:
    seed(salon)
    page = login(Role.OWNER).get(salon.url("?span=7")).content.decode()
    assert figures(page) == {
        "Faturamento": "R$ 100,50",
        "Horários marcados": "4",
        "Ocupação": "2%",  # 3 of 126 hours
        "Marcados pelo robô": "2",
        "Marcados pela equipe": "2",
        "Faltas": "1",
    }
    assert "Antes: R$ 80,00" in page
    assert "3 h de 126 h" in page
    assert "33% de quem era esperado" in page


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("Faturamento", 2),
        ("Horários marcados", 4),
        ("Ocupação", 3),
        ("Marcados pelo robô", 2),
        ("Marcados pela equipe", 2),
        ("Faltas", 1),
    ],
)
def test_figure_leads_to_exactly_its_rows(
    salon: Salon, login: Login, label: str, count: int
) -> None:
    seed(salon)
    owner = login(Role.OWNER)
    url = links(owner.get(salon.url("?span=7")).content.decode())[label]
    assert owner.get(url).content.decode().count("<tr id=") == count


def test_occupancy_offers_less_while_somebody_is_away(salon: Salon, login: Login) -> None:
    TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.bruno,
        starts_at=clock(0, 0),
        ends_at=clock(1, 0),
    )
    visit(salon, 0, 10)
    page = login(Role.VIEWER).get(salon.url("?span=1")).content.decode()
    assert "1 h de 9 h" in page
    assert figures(page)["Ocupação"] == "11%"


def test_days_are_those_of_the_organization(salon: Salon, login: Login) -> None:
    late = visit(salon, -1, 23)  # already today in UTC
    owner = login(Role.OWNER)
    assert figures(owner.get(salon.url("?span=1")).content.decode())["Horários marcados"] == "0"
    page = owner.get(salon.url("figures/visits/?show=booked&span=7")).content.decode()
    assert f"appointment-{late.pk}-row" in page


def test_bars_have_a_table_with_the_same_days(salon: Salon, login: Login) -> None:
    seed(salon)
    page = login(Role.OWNER).get(salon.url("?span=7")).content.decode()
    table = page[page.index("bars-table") :]
    assert table.count('<td class="num">') == 7 * 3
    assert page.count('<rect class="bar-') == 7 * 2


def test_no_bars_where_nothing_was_booked(salon: Salon, login: Login) -> None:
    Appointment.objects.all().delete()
    assert "bars-card" not in login(Role.OWNER).get(salon.url("?span=7")).content.decode()


@pytest.mark.parametrize(("role", "offered"), [(Role.OWNER, True), (Role.AGENT, False)])
def test_guide_is_offered_to_whoever_may_set_up(
    salon: Salon, login: Login, role: Role, offered: bool
) -> None:
    page = login(role).get(salon.url("")).content.decode()
    assert (f'hx-get="{salon.url("start/card/")}"' in page) is offered


def test_staff_see_their_own_figures_alone(salon: Salon, login: Login) -> None:
    seed(salon)
    bruno = login(Role.STAFF, staff=salon.bruno)
    page = bruno.get(salon.url("?span=7")).content.decode()
    assert figures(page)["Horários marcados"] == "1"
    assert figures(page)["Faturamento"] == "R$ 0,00"
    listed = bruno.get(links(page)["Horários marcados"]).content.decode()
    assert listed.count("<tr id=") == 1
    assert "Conversa" not in page.split("<main")[1]


def test_professional_without_a_place_in_the_team_is_told(salon: Salon, login: Login) -> None:
    page = login(Role.STAFF).get(salon.url("")).content.decode()
    assert "ainda não está ligado a um profissional" in page
    assert figures(page) == {}


def test_agent_sees_what_waits_and_no_money(salon: Salon, login: Login) -> None:
    seed(salon)
    talk = make_conversation(
        make_channel(salon.organization), salon.customer, waits_for_person=True
    )
    message = queue_message(
        conversation=talk, content=Text("Oi"), author=Author.BOT, now=timezone.now()
    )
    Delivery.objects.filter(message=message).update(
        status=DeliveryStatus.FAILED, error_detail="Sem WhatsApp"
    )
    ScheduledMessage.objects.create(
        organization=salon.organization,
        conversation=talk,
        text="Até amanhã!",
        due_at=timezone.now(),
        status="FAILED",
        hindrance="WINDOW",
    )
    agent = login(Role.AGENT)
    page = agent.get(salon.url("")).content.decode()
    for words in (
        "Conversa esperando uma pessoa",
        "Mensagem que não chegou",
        "Mensagem agendada que não saiu",
    ):
        assert words in page
    assert "Cliente de amanhã sem confirmar" in page
    assert figures(page) == {}
    listed = agent.get(salon.url("figures/failures/")).content.decode()
    assert "Sem WhatsApp" in listed
    assert str(talk.pk) in listed
    Delivery.objects.filter(message=message).update(error_code=NO_ANSWER)
    listed = agent.get(salon.url("figures/failures/")).content.decode()
    assert "Talvez tenha chegado" in listed
    assert "Sem WhatsApp" not in listed


def test_nothing_waits_is_said(salon: Salon, login: Login) -> None:
    page = login(Role.OWNER).get(salon.url("")).content.decode()
    assert "Nada espera por você" in page
    assert "Nada mais marcado para hoje" in page


def test_visits_outside_of_working_time_are_found(salon: Salon, login: Login) -> None:
    inside = visit(salon, 2, 10, S.CONFIRMED)
    away = visit(salon, 3, 10, S.CONFIRMED, staff=salon.bruno)
    TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.bruno,
        starts_at=clock(3, 9),
        ends_at=clock(3, 12),
    )
    early = visit(salon, 2, 7, S.CONFIRMED)
    owner = login(Role.OWNER)
    page = owner.get(salon.url("")).content.decode()
    assert re.search(r'Horários fora do expediente</span><span class="count">2<', page)
    listed = owner.get(salon.url("figures/visits/?show=misplaced&span=week-ahead")).content.decode()
    assert str(away.pk) in listed
    assert str(early.pk) in listed
    assert str(inside.pk) not in listed


def test_next_visits_begin_with_the_one_under_way(salon: Salon, login: Login) -> None:
    now = timezone.now()
    start = now - timedelta(minutes=1)
    end = now + timedelta(minutes=1)
    other = make_customer(salon.organization, name="Lia Prado")
    visit(
        salon,
        0,
        0,
        S.CONFIRMED,
        customer=other,
        starts_at=start,
        ends_at=end,
        busy=busy_range(salon.service, start, end),
    )
    today = login(Role.OWNER).get(salon.url("")).content.decode()
    assert "Lia Prado" in today
    assert "Agora" in today


def test_nothing_of_another_house(salon: Salon, other_salon, login: Login) -> None:
    page = login(Role.OWNER).get(other_salon.url(""))
    assert page.status_code == 404
    foreign = login(Role.OWNER).get(salon.url(f"figures/visits/?staff={other_salon.ana.pk}"))
    assert foreign.status_code == 200
    assert "Marina" not in foreign.content.decode().split("<main")[1]


def test_unknown_filters_count_as_none(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    for query in (
        "?span=x",
        "figures/visits/?show=x&span=y&staff=z&after=1_2",
        "figures/failures/?before=x",
    ):
        assert owner.get(salon.url(query)).status_code == 200


def test_pages_follow_each_other_without_loss(salon: Salon, login: Login) -> None:
    for index in range(60):
        visit(salon, -index // 9 - 1, 9 + index % 9, staff=salon.ana)
    owner = login(Role.OWNER)
    seen: list[str] = []
    url = "figures/visits/?show=booked&span=30"
    while url:
        page = owner.get(salon.url(url)).content.decode()
        seen += re.findall(r'<tr id="appointment-([0-9a-f-]+)-row"', page)
        more = re.search(r'<a class="btn" href="(\?[^"]*after=[^"]*)"', page)
        url = f"figures/visits/{unescape(more[1])}" if more else ""
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 22), ("figures/visits/?show=booked&span=7", 28), ("figures/failures/", 28)],
)
def test_queries_do_not_grow(salon: Salon, login: Login, path: str, most: int) -> None:
    owner = login(Role.OWNER)
    counts = []
    for rows in (1, 29):
        for _row in range(rows):
            count = Appointment.objects.count()
            visit(salon, -(count % 6), 1 + count // 6, S.COMPLETED)
            visit(salon, 1 + count % 5, 1 + count // 6, S.CONFIRMED, staff=salon.bruno)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert owner.get(salon.url(path)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most
    assert Shift.objects.exists()
