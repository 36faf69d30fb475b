"""Where a day has no room: the next one that has."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.access import TenantRequest
from scheduling.forms.extra_services import extra_numbers
from scheduling.models import Staff
from scheduling.selectors.chains import WantedService, chain_days

SEARCHED_DAYS = 21


def next_day_with_room(
    request: TenantRequest,
    wanted: Sequence[WantedService],
    people: Sequence[Staff],
    *,
    after: date,
    carried: dict[str, str],
) -> dict[str, Any] | None:
    """The first day after `after` at which all of it fits (`day`, and the `url` of its
    options; `carried` goes with it); None within three weeks."""
    now = timezone.now()
    first = max(after, timezone.localdate(now)) + timedelta(days=1)
    last = first + timedelta(days=SEARCHED_DAYS - 1)
    found = chain_days(
        organization=request.organization,
        wanted=wanted,
        people=people,
        first=first,
        last=last,
        now=now,
    )
    days = (first + timedelta(days=count) for count in range(SEARCHED_DAYS))
    day = next((one for one in days if found.times(one)), None)
    if day is None:
        return None
    return {"day": day, "url": _options_url(request, wanted, day, carried)}


def _options_url(
    request: TenantRequest, wanted: Sequence[WantedService], day: date, carried: dict[str, str]
) -> str:
    data = request.POST if request.method == "POST" else request.GET
    prefixes = ["", *(f"p{number}-" for number in extra_numbers(data))]
    query: dict[str, Any] = {"day": day.isoformat()} | carried
    for prefix, one in zip(prefixes, wanted, strict=True):
        query |= {
            f"{prefix}service": one.service.pk,
            f"{prefix}staff": one.staff.pk if one.staff else "",
            f"{prefix}duration": one.minutes or "",
            f"{prefix}add_ons": [add_on.pk for add_on in one.add_ons],
        }
    url = reverse("appointment_options", args=[request.organization.slug])
    return f"{url}?{urlencode(query, doseq=True)}"
