"""Horários da casa: special dates, holidays, closing days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scheduling.forms.fields import DayField
from scheduling.forms.week import ExceptionForm

YEARS_AHEAD = 2


class HouseDateForm(ExceptionForm):
    """One date with other hours for everybody; without hours the house is closed."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.auto_id = "house_date_%s"


class ClosingForm(forms.Form):
    """A closing day of the house, or several in a row."""

    first = DayField(label=_("De"))
    last = DayField(label=_("Até"), required=False)
    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        error_messages={"required": _("Diga por que a casa fecha.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": _("Recesso, reforma, evento…")}
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="closing_%s")

    @property
    def span(self) -> tuple[date, date]:
        """Only after a successful validation."""
        first: date = self.cleaned_data["first"]
        return first, self.cleaned_data["last"] or first


class HolidayForm(forms.Form):
    """The switch of one holiday."""

    on = DayField()
    is_open = forms.BooleanField(required=False)


class HolidayRulesForm(forms.Form):
    """Whether public holidays close the house, and of which region."""

    closes = forms.BooleanField(label=_("Fecha nos feriados"), required=False)
    region = forms.ChoiceField(label=_("Estado"), required=False)

    def __init__(self, data: Any = None, *, regions: dict[str, str], initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="rules_%s")
        choices = [("", _("Só feriados nacionais")), *regions.items()]
        self.fields["region"].choices = choices  # type: ignore[attr-defined]


def year_of(asked: str, today: date) -> int:
    """The year in the query string; this one where it can't be read or lies too far away."""
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    return next((year for year in years if str(year) == asked), today.year)
