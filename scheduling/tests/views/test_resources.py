"""Rooms and equipment on the screen."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.tests.factories import make_customer, make_user
from scheduling.models import Appointment, Resource, ResourceType, ServiceResource
from scheduling.services.resources import save_resource_type, set_needs
from scheduling.tests.factories import make_staff
from scheduling.tests.views.conftest import PARTIAL, Salon


def make_type(salon: Salon, name: str = "Sala", *rooms: str) -> ResourceType:
    return save_resource_type(
        organization=salon.organization,
        resource_type=None,
        name=name,
        resources=rooms or ("Sala 1",),
        actor=make_user(),
    )


def test_list_says_what_there_is_and_who_needs_it(
    salon: Salon, login: Callable[..., Client]
) -> None:
    owner = login(Role.OWNER)
    empty = owner.get(salon.url("resources/")).content.decode()
    assert "Nenhuma sala ou equipamento" in empty
    kind = make_type(salon, "Maca", "Maca azul", "Maca verde")
    set_needs(service=salon.service, types=[kind])
    page = owner.get(salon.url("resources/")).content.decode()
    assert "Maca azul, Maca verde" in page
    assert "1 serviço" in page


def test_names_are_lines_each_once(salon: Salon, login: Callable[..., Client]) -> None:
    given = {"name": "Sala", "resources": " Sala 1 \r\n\r\nsala 2\nSALA 1\n"}
    answer = login(Role.OWNER).post(salon.url("resources/new/"), given, headers=PARTIAL)
    assert answer.status_code == 204
    assert list(Resource.objects.values_list("name", flat=True)) == ["SALA 1", "sala 2"]


def test_bad_input_is_said_in_place(salon: Salon, login: Callable[..., Client]) -> None:
    owner = login(Role.OWNER)
    make_type(salon)
    for given, words in (
        ({"name": "", "resources": "x"}, "Escreva o que é."),
        ({"name": "Maca", "resources": " \n "}, "Escreva pelo menos um nome."),
        ({"name": "Maca", "resources": "x" * 61}, "no máximo 60 letras"),
        ({"name": "Maca", "resources": "\n".join(map(str, range(51)))}, "no máximo 50 nomes"),
        ({"name": "SALA", "resources": "x"}, "Já existe SALA na lista."),
        ({"name": "Sala\0", "resources": "x"}, "nulo"),
    ):
        answer = owner.post(salon.url("resources/new/"), given, headers=PARTIAL)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert ResourceType.objects.count() == 1


def test_service_says_what_it_needs(salon: Salon, login: Callable[..., Client]) -> None:
    owner = login(Role.OWNER)
    kind = make_type(salon)
    url = salon.url(f"services/{salon.service.pk}/")
    given = {
        "name": salon.service.name,
        "duration_minutes": "60",
        "performers": [str(salon.ana.pk)],
        "needs": [str(kind.pk)],
    }
    assert owner.post(url, given).status_code == 302
    assert list(salon.service.resource_types.all()) == [kind]
    assert owner.get(url).context["form"]["needs"].value() == [kind.pk]
    owner.post(url, given | {"needs": []})
    assert not ServiceResource.objects.exists()


def test_desk_hears_which_room_is_missing(salon: Salon, login: Callable[..., Client]) -> None:
    owner = login(Role.OWNER)
    set_needs(service=salon.service, types=[make_type(salon, "Sala")])
    customer = make_customer(salon.organization)
    given = {
        "service": str(salon.service.pk),
        "day": "2026-11-24",
        "time": "16:00",
        "duration": "60",
        "customer": str(customer.pk),
    }
    answers = [
        owner.post(
            salon.url("appointments/new/"), given | {"staff": str(person.pk)}, headers=PARTIAL
        )
        for person in (salon.ana, salon.bruno)
    ]
    assert [answer.status_code for answer in answers] == [204, 409]
    assert "Não há Sala livre" in answers[1].content.decode()
    visit = Appointment.objects.get(customer=customer)
    assert "Sala 1" in owner.get(salon.url(f"appointments/{visit.pk}/")).content.decode()


def test_archive_has_an_undo(salon: Salon, login: Callable[..., Client]) -> None:
    owner = login(Role.OWNER)
    kind = make_type(salon)
    gone = owner.post(salon.url(f"resources/{kind.pk}/archive/"), headers=PARTIAL)
    assert f"resources/{kind.pk}/restore/" in gone["HX-Trigger"]
    assert not ResourceType.objects.get().is_active
    owner.post(salon.url(f"resources/{kind.pk}/restore/"), headers=PARTIAL)
    assert ResourceType.objects.get().is_active


def test_list_costs_the_same_with_one_and_with_thirty(
    salon: Salon, login: Callable[..., Client]
) -> None:
    owner, counts = login(Role.OWNER), []
    for number in range(30):
        kind = make_type(salon, f"Sala {number}")
        set_needs(service=salon.service, types=[kind])
        make_staff(salon.organization)
        if number in (0, 29):
            with CaptureQueriesContext(connection) as queries:
                owner.get(salon.url("resources/"))
            counts.append(len(queries))
    assert counts[0] == counts[1]
