"""Where the house is, as the conversation hears it."""

import pytest
from django_scopes import scope

from accounts.models import Location
from accounts.tests.factories import make_organization, make_whatsapp_customer
from bot.services.front_desk import DatabaseFrontDesk
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from scheduling.tests.factories import NOW, make_appointment, make_staff


@pytest.mark.parametrize(("is_active", "expected"), [(True, ["Centro: Rua A, 1"]), (False, [""])])
@pytest.mark.django_db
def test_address_and_visits_name_the_place(is_active: bool, expected: list[str]) -> None:
    organization = make_organization(address="Rua Velha, 9")
    with scope(organization=organization):
        centre = Location.objects.create(
            organization=organization, name="Centro", address="Rua A, 1", is_active=is_active
        )
        Location.objects.create(
            organization=organization, name="Sul", address="Rua B, 2", position=1
        )
        customer = make_whatsapp_customer(organization)
        service = make_service(organization)
        staff = make_staff(organization, [service], location=centre)
        make_appointment(organization, customer=customer, staff=staff, service=service)
        talk = make_conversation(make_channel(organization), customer)
        desk = DatabaseFrontDesk(organization, customer, talk, NOW)
        address = desk.profile().address
        assert address == ("Centro: Rua A, 1\nSul: Rua B, 2" if is_active else "Rua B, 2")
        assert [visit.place for visit in desk.my_appointments()] == expected
