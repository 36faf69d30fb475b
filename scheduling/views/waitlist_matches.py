"""Who waits for a time that has just become free, and booking them with one click."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_AGENDA
from config.lib.screens import add_changed, add_toast, is_partial, refuse
from scheduling.forms.dependant_pick import UNFIT
from scheduling.forms.waitlist import FreedForm
from scheduling.selectors.waitlist import FreedTime, Match, waiting_for
from scheduling.services.booking import DependantUnfit, SlotTaken, StaffCannot
from scheduling.services.waitlist import EntrySettled, book_from_waitlist
from scheduling.views.answers import local_day, reason_of, render_panel, settled, words_of
from scheduling.views.booking_options import bookable_people
from scheduling.views.waitlist import entry_to_change

MOST_FREED = 5


@require_GET
@in_organization(VIEW_AGENDA)
def waitlist_matches(request: TenantRequest) -> HttpResponse:
    """Who could come at a free time given by staff, day, time and duration."""
    form = FreedForm(request.GET, staff=bookable_people(request))
    if not form.is_valid():
        return HttpResponseRedirect(reverse("waitlist", args=[request.organization.slug]))
    minutes = form.cleaned_data["duration"] or 60
    ends_at = form.starts_at + timedelta(minutes=minutes)
    freed = FreedTime(form.cleaned_data["staff"], form.starts_at, ends_at)
    return _panel(request, _matches(request, [freed]), local_day(freed.starts_at))


@require_POST
@in_organization(VIEW_AGENDA)
def waitlist_appointment(request: TenantRequest, entry_id: UUID) -> HttpResponse:
    """Book this entry with staff, day and time; 409 when somebody was faster."""
    entry = entry_to_change(request, entry_id)
    form = FreedForm(request.POST, staff=bookable_people(request))
    if not form.is_valid():
        return refuse(_("Esse horário não existe."), status=422)
    staff = form.cleaned_data["staff"]
    try:
        visit = book_from_waitlist(
            entry=entry,
            staff=staff,
            starts_at=form.starts_at,
            actor=request.user,
            now=timezone.now(),
        )
    except EntrySettled:
        return refuse(_("Este pedido já foi encerrado."))
    except DependantUnfit:
        return refuse(str(UNFIT))
    except (SlotTaken, StaffCannot) as error:
        service = entry.service.name
        return refuse(
            reason_of(request, error, staff=staff, service=service, wanted=form.starts_at)
        )
    text = _("%(customer)s: %(day)s às %(time)s com %(staff)s.") % {
        "customer": visit.customer.display_name,
        "staff": visit.staff.name,
        **words_of(request, visit.starts_at),
    }
    response = settled(request, text, day=local_day(visit.starts_at))
    return add_changed(response, "waitlist")


def settled_with_waiting(
    request: TenantRequest, text: str, freed: list[FreedTime], *, day: date, undo_url: str = ""
) -> HttpResponse:
    """The change went well. Whoever waits for the freed time is shown at once."""
    matches = _matches(request, freed)
    if not matches:
        return settled(request, text, day=day, undo_url=undo_url)
    if not is_partial(request):
        settled(request, text, day=day)
        return HttpResponseRedirect(waiting_of(request, freed)["url"])
    response = add_toast(_panel(request, matches, day), text, undo_url=undo_url)
    return add_changed(response, "agenda")


def waiting_of(request: TenantRequest, freed: list[FreedTime]) -> dict[str, str]:
    """`text`, `url`, `title` for who waits, or nothing: what a drag's answer carries."""
    for one in freed:
        total = len(_matches(request, [one]))
        if total:
            return {"text": _waiting_text(total), "url": freed_url(request, one), "title": _("Ver")}
    return {}


def _matches(request: TenantRequest, freed: list[FreedTime]) -> list[Match]:
    """Each entry once, at the first time that suits it."""
    found: dict[UUID, Match] = {}
    for one in freed[:MOST_FREED]:
        for match in waiting_for(organization=request.organization, freed=one, now=timezone.now()):
            found.setdefault(match.entry.pk, match)
    return list(found.values())


def _waiting_text(total: int) -> str:
    return ngettext(
        "%(total)d pessoa espera por este horário.",
        "%(total)d pessoas esperam por este horário.",
        total,
    ) % {"total": total}


def _ready_words(request: TenantRequest, match: Match) -> str:
    """What may be written to them; whoever sends it reads it first."""
    return _("Olá! Vagou um horário para %(service)s com %(staff)s: %(day)s às %(time)s. Quer?") % {
        "service": match.entry.what,
        "staff": match.staff.name,
        **words_of(request, match.starts_at),
    }


def freed_url(request: TenantRequest, freed: FreedTime) -> str:
    starts_at = timezone.localtime(freed.starts_at)
    minutes = int((freed.ends_at - freed.starts_at).total_seconds() // 60)
    query = {
        "staff": freed.staff.pk,
        "day": starts_at.date().isoformat(),
        "time": f"{starts_at:%H:%M}",
        "duration": minutes,
    }
    url = reverse("waitlist_matches", args=[request.organization.slug])
    return f"{url}?{urlencode(query)}"


def _panel(request: TenantRequest, matches: list[Match], day: date) -> HttpResponse:
    lines = [{"match": match, "words": _ready_words(request, match)} for match in matches]
    context: dict[str, Any] = {"lines": lines, "summary": _waiting_text(len(matches))}
    return render_panel(
        request, "scheduling/_waitlist_matches.html", _("Lista de espera"), context, day=day
    )
