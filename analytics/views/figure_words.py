"""The figures in words: what each is called, what it means, where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Organization
from analytics.periods import Span
from analytics.selectors.figures import Figures
from analytics.selectors.visits import VisitShow
from analytics.views.links import visits_url
from config.lib.formatting import format_duration, format_money
from config.lib.page_locale import page_locale


@dataclass(frozen=True, slots=True)
class Measured:
    """The sums of a span, and the minutes in which the team could be booked."""

    sums: Figures
    offered: int


@dataclass(frozen=True, slots=True)
class Card:
    """One figure: `meaning` is its definition, `trend` is 1, 0 or -1 against `before`."""

    label: str
    value: str
    note: str
    before: str
    trend: int
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a figure is read off, said and judged."""

    label: Promise
    show: str
    read: Callable[[Measured], Any]
    say: Callable[[Any, Organization], str]
    note: Callable[[Measured], str]
    meaning: Promise
    rising_is: int = 1


def figure_cards(
    *,
    organization: Organization,
    now: Measured,
    before: Measured,
    span: Span,
    staff_id: UUID | None,
) -> list[Card]:
    """The cards of the home page, in their order."""
    return [
        Card(
            label=str(kind.label),
            value=kind.say(kind.read(now), organization),
            note=kind.note(now),
            before=kind.say(kind.read(before), organization),
            trend=_trend(kind.read(now), kind.read(before)) * kind.rising_is,
            meaning=str(kind.meaning),
            url=visits_url(organization.slug, kind.show, span.key, staff_id),
        )
        for kind in KINDS
    ]


def _trend(ours: Any, theirs: Any) -> int:
    return int(ours > theirs) - int(ours < theirs)


def _percent(part: int, whole: int) -> int:
    return round(part * 100 / whole) if whole else 0


def _money(amount: Any, organization: Organization) -> str:
    return format_money(amount, organization.currency, page_locale())


def _number(value: Any, _organization: Organization) -> str:
    return str(value)


def _percentage(value: Any, _organization: Organization) -> str:
    return f"{value}%"


def _done(one: Measured) -> str:
    text = ngettext("%(count)d concluído", "%(count)d concluídos", one.sums.completed)
    return text % {"count": one.sums.completed}


def _cancelled(one: Measured) -> str:
    text = ngettext("%(count)d cancelado", "%(count)d cancelados", one.sums.cancelled)
    return text % {"count": one.sums.cancelled}


def _hours(one: Measured) -> str:
    booked, offered = format_duration(one.sums.minutes), format_duration(one.offered)
    return _("%(booked)s de %(offered)s") % {"booked": booked, "offered": offered}


def _share(part: int, whole: int) -> str:
    return _("%(percent)d%% dos marcados") % {"percent": _percent(part, whole)}


def _missed(one: Measured) -> str:
    expected = one.sums.no_shows + one.sums.completed
    return _("%(percent)d%% de quem era esperado") % {
        "percent": _percent(one.sums.no_shows, expected)
    }


KINDS = (
    Kind(
        gettext_lazy("Faturamento"),
        show=VisitShow.COMPLETED,
        read=lambda one: one.sums.revenue,
        say=_money,
        note=_done,
        meaning=gettext_lazy("Soma dos preços dos horários concluídos que começaram no período."),
    ),
    Kind(
        gettext_lazy("Horários marcados"),
        show=VisitShow.BOOKED,
        read=lambda one: one.sums.booked,
        say=_number,
        note=_cancelled,
        meaning=gettext_lazy("Horários que começam no período, menos os cancelados."),
    ),
    Kind(
        gettext_lazy("Ocupação"),
        show=VisitShow.TIME,
        read=lambda one: _percent(one.sums.minutes, one.offered),
        say=_percentage,
        note=_hours,
        meaning=gettext_lazy(
            "Tempo marcado dividido pelo tempo de trabalho da equipe: turnos menos feriados e "
            "ausências. Faltas e cancelados não contam."
        ),
    ),
    Kind(
        gettext_lazy("Marcados pelo robô"),
        show=VisitShow.BOT,
        read=lambda one: one.sums.by_bot,
        say=_number,
        note=lambda one: _share(one.sums.by_bot, one.sums.booked),
        meaning=gettext_lazy(
            "Horários do período que o cliente marcou no WhatsApp, menos os cancelados."
        ),
    ),
    Kind(
        gettext_lazy("Marcados pela equipe"),
        show=VisitShow.DESK,
        read=lambda one: one.sums.by_desk,
        say=_number,
        note=lambda one: _share(one.sums.by_desk, one.sums.booked),
        meaning=gettext_lazy(
            "Horários do período que alguém da equipe marcou, menos os cancelados."
        ),
        rising_is=0,  # neither good nor bad
    ),
    Kind(
        gettext_lazy("Faltas"),
        show=VisitShow.NO_SHOW,
        read=lambda one: one.sums.no_shows,
        say=_number,
        note=_missed,
        meaning=gettext_lazy(
            "Horários do período em que o cliente não veio. A porcentagem é sobre faltas e "
            "concluídos."
        ),
        rising_is=-1,
    ),
)
