"""Changing a visit that is booked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from scheduling.forms.fields import ClockField, DayField, MinutesField, moment_of
from scheduling.models import Appointment, Staff


class MoveForm(forms.Form):
    """The keyboard's twin of dragging: another time, person or length."""

    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, empty_label=None
    )
    day = DayField()
    time = ClockField()
    duration = MinutesField()

    def __init__(self, *args: Any, staff: Any, visit: Appointment, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "move_%s")
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        is_alone = visit.visit_id is not None  # a visit moves by its own form
        self.fields["scope"] = ScopeField([Scope.ONE] if is_alone else scopes_of(visit))

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])


class Scope(models.TextChoices):
    """How much of a visit or a series a change is about."""

    ONE = "ONE", _("Só este horário")
    FOLLOWING = "FOLLOWING", _("Este e os seguintes")
    ALL = "ALL", _("Todos os que ainda vêm")
    VISIT = "VISIT", _("A visita inteira")


# What the same choices are called where whole visits repeat.
OF_VISITS = {
    Scope.VISIT: _("Só esta visita"),
    Scope.FOLLOWING: _("Esta visita e as seguintes"),
    Scope.ALL: _("Todas as visitas que ainda vêm"),
}
MORE = (Scope.FOLLOWING, Scope.ALL)


def scopes_of(visit: Appointment) -> Sequence[Scope]:
    """What may be chosen for this appointment; a single choice for one that stands alone."""
    if visit.visit is None:
        return [Scope.ONE, *(MORE if visit.series_id is not None else ())]
    return [Scope.ONE, Scope.VISIT, *(MORE if visit.visit.series_id is not None else ())]


class ScopeField(forms.ChoiceField):
    """Missing counts as the first, the smallest; hidden where there is nothing to choose."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        is_open = len(scopes) > 1
        words = OF_VISITS if {Scope.VISIT, Scope.ALL} <= {*scopes} else {}
        super().__init__(
            label=_("O que muda"),
            choices=[(scope.value, words.get(scope, scope.label)) for scope in scopes],
            initial=scopes[0],
            required=False,
            widget=forms.RadioSelect if is_open else forms.HiddenInput,
        )
        self.least = scopes[0]

    def clean(self, value: Any) -> Scope:
        return Scope(super().clean(value) or self.least)


class CancellationForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=200,
        required=False,
        help_text=_("Só a equipe vê o motivo."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, visit: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = ScopeField(scopes_of(visit))


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("Observações"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
