"""What fits to the choices made so far: people, services, free times and who would do it."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import TenantRequest
from catalog.models import Service
from catalog.selectors.add_ons import price_with
from catalog.selectors.services import in_list_order
from config.lib.formatting import format_duration
from scheduling.forms.add_ons import AddOnChoices
from scheduling.forms.booking import BookingChoices, BookingForm
from scheduling.forms.dependant_pick import DependantChoices, dependant_choices
from scheduling.forms.extra_services import (
    ExtraServiceForm,
    bound_extras,
    extra_numbers,
    shown_extras,
)
from scheduling.permissions import changeable_agendas
from scheduling.selectors.chains import (
    ChainTime,
    ChosenService,
    WantedService,
    chain_times,
    fitted_to,
)
from scheduling.selectors.staff import active_staff
from scheduling.services.visits import MOST_PARTS
from scheduling.slots.fairness import Why
from scheduling.views.booking_next_day import next_day_with_room

WHY = {
    Why.ONLY_ONE: gettext_lazy("%(name)s: só esta pessoa está livre nesse horário."),
    Why.LEAST_TAKEN: gettext_lazy("%(name)s: menos horas ocupadas no dia (%(taken)s)."),
    Why.TEAM_ORDER: gettext_lazy(
        "%(name)s: há empate nas horas do dia (%(taken)s), vale a ordem da equipe."
    ),
}


def bookable_people(request: TenantRequest) -> Any:
    """Those whose agenda this person may change; 403 when there is nobody."""
    mine = changeable_agendas(request.membership, active_staff())
    if not mine:
        raise PermissionDenied
    return active_staff().filter(pk__in=mine)


def services_of(people: Any) -> Any:
    return in_list_order(Service.objects.filter(is_active=True, staff__in=people)).distinct()


def initial_of(choices: BookingChoices) -> dict[str, Any]:
    given = {name: value for name, value in choices.cleaned_data.items() if value is not None}
    return {"day": timezone.localdate(), **given}


def options_context(
    request: TenantRequest,
    form: BookingForm,
    choices: BookingChoices,
    extras: list[ExtraServiceForm] | None = None,
) -> dict[str, Any]:
    """Narrow people by the service and services by the person; find the day's free times.

    `extras` are the bound rows of a form that comes back; else they are drawn from the
    request without complaints.
    """
    people = form.fields["staff"].queryset  # type: ignore[attr-defined]
    offered = {"services": form.fields["service"].queryset, "staff": people}  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else request.GET
    bound = bound_extras(data, **offered)
    prefixes = ["", *(f"{one.prefix}-" for one in bound)]
    wanted = [choices.first, *(one.wanted for one in bound)]
    added = AddOnChoices(
        data, {at: one.service if one else None for at, one in zip(prefixes, wanted, strict=True)}
    )
    wanted = [one and added.added_to(at, one) for at, one in zip(prefixes, wanted, strict=True)]
    along = dependant_choices(data, wanted)
    wanted = fitted_to(wanted, along.brought.as_told if along.brought else None)
    if form.is_bound:
        along.is_fit()
    shown = list(shown_extras(data, **offered)) if extras is None else extras
    free = _free(request, choices, wanted, list(people), along)
    _narrow(form, choices, wanted[0])
    for row, at, one in zip(shown, prefixes[1:], wanted[1:], strict=True):
        row.narrow(one)
        row.add_on_rows = added.rows(at)
    return {
        "form": form,
        "chosen": wanted[0].service if wanted[0] else None,
        "along": along,
        "add_on_rows": added.rows(""),
        "extras": shown,
        "can_add": len(extra_numbers(data)) < MOST_PARTS - 1,
        "total": _total(wanted),
        **free,
    }


def _narrow(form: BookingForm, choices: BookingChoices, first: WantedService | None) -> None:
    services, staff = form.fields["service"], form.fields["staff"]
    if (first and first.staff) or (not first and choices.person):
        services.queryset = services.queryset.filter(staff_services__staff=choices.person)  # type: ignore[attr-defined]
    if first is not None:
        staff.queryset = staff.queryset.filter(staff_services__service=first.service)  # type: ignore[attr-defined]
        form.fields["duration"].widget.attrs["placeholder"] = first.own_minutes


def _free(
    request: TenantRequest,
    choices: BookingChoices,
    wanted: list[WantedService | None],
    people: list[Any],
    along: DependantChoices,
) -> dict[str, Any]:
    """`chips`: a button for each start at which everything fits (None while a service is
    missing); `whys` of the chosen one; `next_day` where the day has no room."""
    asked = [one for one in wanted if one is not None]
    if len(asked) < len(wanted):
        return {"chips": None}
    on = choices.cleaned_data.get("day") or timezone.localdate()
    found = chain_times(
        organization=request.organization,
        wanted=asked,
        people=people,
        on=on,
        now=timezone.now(),
    )
    if not found:
        day = next_day_with_room(request, asked, people, after=on, carried=along.query)
        return {"chips": [], "next_day": day}
    chips = [_chip(request, choices, chain, asked, along.query) for chain in found]
    return {"chips": chips, "whys": next((c["whys"] for c in chips if c["is_chosen"]), [])}


def _chip(
    request: TenantRequest,
    choices: BookingChoices,
    chain: ChainTime,
    asked: list[WantedService],
    carried: dict[str, str],
) -> dict[str, Any]:
    """A free time as a button that fills the form in; `carried` goes with it."""
    starts_at = timezone.localtime(chain.starts_at)
    wall = starts_at.time().replace(second=0)
    data = request.POST if request.method == "POST" else request.GET
    prefixes = ["", *(f"p{number}-" for number in extra_numbers(data))]
    query: dict[str, Any] = {"day": starts_at.date().isoformat(), "time": f"{wall:%H:%M}"}
    query |= carried
    people = []
    for prefix, part, one in zip(prefixes, chain.parts, asked, strict=True):
        query |= _part_query(prefix, part, one)
        people.append(data.get(f"{prefix}staff") == str(part.staff.pk))
    url = reverse("appointment_options", args=[request.organization.slug])
    names = dict.fromkeys(part.staff.name.split()[0] for part in chain.parts)
    return {
        "starts_at": chain.starts_at,
        "name": " + ".join(names) if any(part.why for part in chain.parts) else "",
        "is_chosen": wall == choices.cleaned_data.get("time") and all(people),
        "whys": list(dict.fromkeys(_why(part) for part in chain.parts if part.why)),
        "url": f"{url}?{urlencode(query, doseq=True)}",
    }


def _part_query(prefix: str, part: ChosenService, one: WantedService) -> dict[str, Any]:
    return {
        f"{prefix}service": part.service.pk,
        f"{prefix}staff": part.staff.pk,
        f"{prefix}duration": one.minutes or "",
        f"{prefix}fair": part.staff.pk if part.why else "",
        f"{prefix}add_ons": [add_on.pk for add_on in one.add_ons],
    }


def _why(part: ChosenService) -> str:
    minutes = int(part.taken.total_seconds() // 60)
    words = {"name": part.staff.name, "taken": format_duration(minutes)}
    return str(WHY[part.why or Why.ONLY_ONE]) % words


def _total(wanted: list[WantedService | None]) -> dict[str, Any] | None:
    """Length in minutes and price of a visit of several services, or with add-ons; None for
    a single service as it is."""
    chosen = [one for one in wanted if one is not None]
    if len(chosen) < 2 and not any(one.add_ons for one in chosen):
        return None
    prices = [price_with(one.service, one.add_ons) for one in chosen]
    several = _("%(count)d serviços") % {"count": len(chosen)}
    return {
        "count": several if len(chosen) > 1 else _("Total"),
        "minutes": int(sum(one.length.total_seconds() for one in chosen) // 60),
        "price": None if None in prices else sum(price for price in prices if price is not None),
    }
