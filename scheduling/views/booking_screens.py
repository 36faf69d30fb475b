"""What the desk sees while booking: the form, and the dates of a repetition."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import TenantRequest
from accounts.models import Customer
from accounts.phone_numbers import PhoneNumberInvalid
from accounts.services.customers import CustomerExists
from catalog.models import Service
from scheduling.forms.add_ons import FIELD as ADD_ONS
from scheduling.forms.add_ons import UNFIT
from scheduling.forms.booking import BookingChoices, BookingForm
from scheduling.forms.dependant_pick import FIELDS as DEPENDANT
from scheduling.forms.dependant_pick import UNFIT as DEPENDANT_UNFIT
from scheduling.forms.extra_services import FIELDS as EXTRA
from scheduling.forms.extra_services import ExtraServiceForm, extra_numbers
from scheduling.models import Staff
from scheduling.selectors.chains import ChainTime, WantedService
from scheduling.selectors.free_times import FreeTime
from scheduling.selectors.series import Problem, SeriesDate, series_dates
from scheduling.selectors.visit_series import visit_dates
from scheduling.services.booking import AddOnUnfit, DependantUnfit, StaffCannot
from scheduling.views.answers import render_panel
from scheduling.views.booking_options import bookable_people, options_context
from scheduling.views.customers_lookup import customer_choices

CARRIED = (
    *("key", "service", "staff", "day", "time", "duration"),
    *("customer", "customer_name", "customer_phone", "repeat", "times", "until", "notes"),
    *DEPENDANT,
)
PROBLEMS = {
    Problem.TAKEN: gettext_lazy("ocupado"),
    Problem.CLOSED: gettext_lazy("fora do expediente"),
    Problem.NOBODY: gettext_lazy("sem quem faça todos os serviços"),
}


def booking_screen(
    request: TenantRequest,
    form: BookingForm,
    choices: BookingChoices,
    *,
    extras: list[ExtraServiceForm] | None = None,
    reason: str = "",
    alternatives: list[FreeTime] | list[ChainTime] | None = None,
    found: list[Customer] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with what it was refused for and what is free instead."""
    context = {
        **options_context(request, form, choices, extras),
        "reason": reason,
        "alternatives": alternatives or [],
        "found": customer_choices(form.known_customers if found is None else found),
        "picked": str(form["customer"].value() or ""),
    }
    day = choices.cleaned_data.get("day")
    return render_panel(
        request, "scheduling/_booking_form.html", _("Agendar"), context, day=day, status=status
    )


def blame(form: BookingForm, extras: list[ExtraServiceForm], error: Exception) -> None:
    """Put the reason of a refusal at the field that it is about."""
    if isinstance(error, CustomerExists):
        text = _("Esse telefone já é de %(name)s: escolha acima ou corrija.")
        form.add_error("customer_phone", text % {"name": error.customer.display_name})
    elif isinstance(error, PhoneNumberInvalid):
        form.add_error("customer_phone", _("Confira o telefone: DDD e número."))
    elif isinstance(error, StaffCannot):
        _blame_person(form, extras)
    elif isinstance(error, AddOnUnfit):
        form.add_error(None, UNFIT)
    elif isinstance(error, DependantUnfit):
        form.add_error(None, DEPENDANT_UNFIT)
    else:
        form.add_error("duration", _("A duração vai de 5 minutos a 24 horas."))


def _blame_person(form: BookingForm, extras: list[ExtraServiceForm]) -> None:
    """At the row whose person doesn't perform the service."""
    for row in (form, *extras):
        staff: Staff | None = row.cleaned_data["staff"]
        service: Service = row.cleaned_data["service"]
        if staff and not staff.staff_services.filter(service=service).exists():
            text = _("%(staff)s não faz %(service)s.")
            row.add_error("staff", text % {"staff": staff.name, "service": service.name})


def series_preview(
    request: TenantRequest,
    form: BookingForm,
    wanted: Sequence[WantedService],
    *,
    choices: Mapping[int, str] | None = None,
    lost: list[datetime] | None = None,
    status: int = 200,
) -> HttpResponse:
    """All dates before anything is saved; those that don't fit are skipped or changed.

    `choices` are the answers given so far, `lost` the dates that somebody took meanwhile.
    """
    dates = dates_of(request, form, wanted)
    problems = [one for one in dates if one.problem]
    context = {
        "form": form,
        "carried": _carried(request.POST),
        "wanted": wanted,
        "who": form.who,
        "dates": [_line(one, (choices or {}).get(one.ordinal, "skip")) for one in dates],
        "fitting": len(dates) - len(problems),
        "lost": lost or [],
        "is_empty": status == 422,
    }
    return render_panel(
        request,
        "scheduling/_series_preview.html",
        _("Confira as datas"),
        context,
        day=form.cleaned_data["day"],
        status=409 if lost else status,
    )


def dates_of(
    request: TenantRequest, form: BookingForm, wanted: Sequence[WantedService]
) -> list[SeriesDate]:
    """Every date of the repetition, of one service or of a whole visit."""
    given = form.cleaned_data
    if len(wanted) > 1:
        return visit_dates(
            organization=request.organization,
            wanted=wanted,
            people=list(bookable_people(request)),
            moments=form.pattern,
            now=timezone.now(),
        )
    return series_dates(
        organization=request.organization,
        service=given["service"],
        staff=given["staff"],
        moments=form.pattern,
        now=timezone.now(),
        minutes=wanted[0].minutes or wanted[0].own_minutes,
    )


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    """All that was filled in, as hidden fields: names and values."""
    prefixes = [f"p{number}-" for number in extra_numbers(data)]
    names = [*CARRIED, *(f"{prefix}{name}" for prefix in prefixes for name in EXTRA)]
    boxes = [f"{prefix}{ADD_ONS}" for prefix in ("", *prefixes)]
    single = [(name, str(data.get(name, ""))) for name in names]
    return single + [(name, str(value)) for name in boxes for value in data.getlist(name)]


def _line(one: SeriesDate, choice: str) -> dict[str, Any]:
    """A date with what may be done about it: skip it, another hour, or (closed) all the same."""
    options: list[dict[str, Any]] = [{"value": "skip", "label": _("Pular esta data"), "at": None}]
    if one.problem == Problem.CLOSED:
        options.append({"value": "keep", "label": _("Marcar mesmo assim"), "at": None})
    options += [
        {"value": f"{timezone.localtime(at):%H:%M}", "label": "", "at": at}
        for at in one.alternatives
    ]
    return {
        "date": one,
        "problem": PROBLEMS[one.problem] if one.problem else "",
        "options": options if one.problem else [],
        "choice": choice,
    }
