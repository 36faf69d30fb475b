"""The order of the team, and who performs what."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django_scopes import scope

from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_organization
from catalog.tests.factories import make_service
from scheduling.models import Staff, StaffService
from scheduling.selectors.staff import active_staff
from scheduling.services.skills import change_skills
from scheduling.services.team_order import order_staff, step_staff
from scheduling.tests.factories import make_staff


@pytest.fixture
def organization(db: None) -> Iterator[Organization]:
    made = make_organization()
    with scope(organization=made):
        yield made


@pytest.fixture
def team(organization: Organization) -> dict[str, Staff]:
    return {name: make_staff(organization, name=name, hours=None) for name in "ABCDE"}


def names() -> str:
    return "".join(active_staff().values_list("name", flat=True))


def test_part_of_the_team_is_ordered_within_its_places(
    organization: Organization, team: dict[str, Staff]
) -> None:
    ids = [team[name].pk for name in "DB"]
    for _ in range(2):
        order_staff(organization=organization, staff_ids=[*ids, ids[0], uuid4()], actor=None)
    assert names() == "ADCBE"
    assert AuditEntry.objects.filter(action="team.reordered").count() == 1


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [("C", -1, "ACBDE"), ("C", 1, "ABDCE"), ("A", -1, "ABCDE"), ("E", 1, "ABCDE")],
)
def test_one_step_passes_one_person(
    team: dict[str, Staff], name: str, by: int, expected: str
) -> None:
    step_staff(staff=team[name], by=by, actor=None)
    assert names() == expected


def test_step_passes_over_who_has_left(team: dict[str, Staff]) -> None:
    Staff.objects.filter(pk=team["B"].pk).update(is_active=False)
    step_staff(staff=team["C"], by=-1, actor=None)
    assert names() == "CADE"


def test_skills_change_only_what_is_said(
    organization: Organization, team: dict[str, Staff]
) -> None:
    cut, dye = (make_service(organization, name=name) for name in ("Corte", "Cor"))
    gone = make_service(organization, name="Antigo", is_active=False)
    stranger = make_organization()
    with scope(organization=stranger):
        foreign = make_service(stranger, name="Alheio")

    def pair(name: str, service: object) -> tuple[UUID, UUID]:
        return team[name].pk, service.pk  # type: ignore[attr-defined]

    given = {
        "add": [pair("A", cut), pair("B", dye), pair("A", gone), pair("A", foreign)],
        "remove": [],
        "organization": organization,
        "actor": None,
    }
    assert change_skills(**given) == 2
    assert change_skills(**given) == 0
    later = given | {"add": [pair("A", dye)], "remove": [pair("A", cut), pair("C", cut)]}
    assert change_skills(**later) == 2
    rows = set(StaffService.objects.values_list("staff__name", "service__name"))
    assert rows == {("B", "Cor"), ("A", "Cor")}
