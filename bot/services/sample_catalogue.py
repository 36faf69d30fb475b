"""Sample data: what is sold and who serves, where the owner has not said it yet."""

from datetime import datetime, time

from accounts.models import Organization, SampleData
from accounts.services.sample_rows import keep_rows
from bot.selectors.sample_texts import sample_texts
from catalog.models import Service, ServiceCategory
from scheduling.models import Shift, ShiftBreak, Staff, StaffService
from scheduling.selectors.presets import OpeningHours, preset_of

LUNCH = (time(12), time(13))


def make_catalogue(batch: SampleData, now: datetime) -> None:
    """Services where there are none; people with hours where nobody who works does any."""
    services = list(Service.objects.filter(is_active=True)) or _services(batch)
    is_served = StaffService.objects.filter(
        staff__is_active=True, staff__shifts__isnull=False, service__is_active=True
    ).exists()
    if not is_served:
        _team(batch, services)


def _services(batch: SampleData) -> list[Service]:
    house = batch.organization
    preset = preset_of(house.vertical, house.locale)
    known = {one.name.casefold(): one for one in ServiceCategory.objects.all()}
    names = dict.fromkeys(wanted.category for wanted in preset.services)
    fresh = [
        ServiceCategory(organization=house, name=name, position=len(known) + place)
        for place, name in enumerate(names)
        if name.casefold() not in known
    ]
    ServiceCategory.objects.bulk_create(fresh)
    known |= {one.name.casefold(): one for one in fresh}
    services = [
        Service(
            organization=house,
            category=known[wanted.category.casefold()],
            name=wanted.name,
            duration_minutes=wanted.minutes,
            price=wanted.price,
            position=place,
        )
        for place, wanted in enumerate(preset.services)
    ]
    Service.objects.bulk_create(services)
    keep_rows(batch=batch, model=ServiceCategory, ids=[one.pk for one in fresh])
    keep_rows(batch=batch, model=Service, ids=[one.pk for one in services])
    return services


def _team(batch: SampleData, services: list[Service]) -> None:
    house = batch.organization
    hours = preset_of(house.vertical, house.locale).hours
    names, first = sample_texts(house.locale)["team"], Staff.objects.count()
    team = [
        Staff(organization=house, name=name, color=(first + place) % 8, position=first + place)
        for place, name in enumerate(names)
    ]
    Staff.objects.bulk_create(team)
    does = [
        StaffService(organization=house, staff=person, service=service)
        for person in team
        for service in services
    ]
    StaffService.objects.bulk_create(does)
    keep_rows(batch=batch, model=Staff, ids=[one.pk for one in team])
    keep_rows(batch=batch, model=StaffService, ids=[one.pk for one in does])
    _week(batch, house, team, hours)


def _week(batch: SampleData, house: Organization, team: list[Staff], hours: OpeningHours) -> None:
    shifts = [
        Shift(
            organization=house,
            staff=person,
            weekday=day,
            starts_at=hours.opens,
            ends_at=hours.closes,
        )
        for person in team
        for day in hours.weekdays
    ]
    Shift.objects.bulk_create(shifts)
    keep_rows(batch=batch, model=Shift, ids=[one.pk for one in shifts])
    starts_at, ends_at = LUNCH
    if not hours.opens < starts_at < ends_at < hours.closes:
        return
    breaks = [
        ShiftBreak(organization=house, shift=shift, starts_at=starts_at, ends_at=ends_at)
        for shift in shifts
    ]
    ShiftBreak.objects.bulk_create(breaks)
    keep_rows(batch=batch, model=ShiftBreak, ids=[one.pk for one in breaks])
