"""How a set of visits to move is called, and leading to it after a save."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import TenantRequest
from config.lib.screens import is_partial
from scheduling.enums import ConflictKind
from scheduling.models import ConflictSet

TITLES = {
    ConflictKind.TIME_OFF: gettext_lazy("Ausência de %(name)s"),
    ConflictKind.DATE: gettext_lazy("Data diferente de %(name)s"),
    ConflictKind.WEEK: gettext_lazy("Nova semana de %(name)s"),
    ConflictKind.ARCHIVE: gettext_lazy("Saída de %(name)s"),
    ConflictKind.HOUSE: gettext_lazy("Horário especial da casa"),
    ConflictKind.CLOSED: gettext_lazy("Casa fechada"),
}


def title_of(conflict_set: ConflictSet) -> str:
    """What happened: "Ausência de Ana: Férias"."""
    name = conflict_set.staff.name if conflict_set.staff else ""
    title = str(TITLES[ConflictKind(conflict_set.kind)])
    if conflict_set.staff:
        title = title % {"name": name}
    if not conflict_set.reason:
        return title
    return _("%(title)s: %(reason)s") % {"title": title, "reason": conflict_set.reason}


def lead_to_conflicts(request: TenantRequest, conflict_set: ConflictSet) -> HttpResponse:
    """Saved: now on to the visits that are to be moved."""
    total = conflict_set.conflicts.count()
    text = ngettext(
        "Salvo. Falta mover %(count)s agendamento.",
        "Salvo. Falta mover %(count)s agendamentos.",
        total,
    ) % {"count": total}
    messages.success(request, text)
    url = reverse("conflict_set", args=[request.organization.slug, conflict_set.pk])
    if not is_partial(request):
        return HttpResponseRedirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
