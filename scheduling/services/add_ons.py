"""Add-ons of an appointment, kept with it."""

from collections.abc import Sequence

from catalog.models import Service, ServiceAddOn
from catalog.selectors.add_ons import offered_add_ons
from scheduling.models import Appointment, AppointmentAddOn


class AddOnUnfit(Exception):
    """This add-on isn't offered with this service, or no longer."""

    def __init__(self, add_on: ServiceAddOn) -> None:
        super().__init__(add_on.name)
        self.add_on = add_on


def check_add_ons(service: Service, add_ons: Sequence[ServiceAddOn]) -> None:
    """Raises AddOnUnfit unless the service offers all of them."""
    if not add_ons:
        return
    offered = {one.pk for one in offered_add_ons([service.pk])[service.pk]}
    for one in add_ons:
        if one.pk not in offered:
            raise AddOnUnfit(one)


def keep_add_ons(appointment: Appointment, add_ons: Sequence[ServiceAddOn]) -> None:
    """Write them down with the prices and minutes of now, in the caller's transaction."""
    AppointmentAddOn.objects.bulk_create(
        AppointmentAddOn(
            organization_id=appointment.organization_id,
            appointment=appointment,
            add_on=one,
            minutes=one.extra_minutes,
            price=one.extra_price,
        )
        for one in add_ons
    )
