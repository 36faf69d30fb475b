"""Booking by hand."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from scheduling.forms.customer_pick import CustomerPick
from scheduling.forms.fields import ClockField, DayField, MinutesField, moment_of
from scheduling.models import Staff
from scheduling.models.series import MOST_DAYS, MOST_TIMES
from scheduling.selectors.chains import WantedService
from scheduling.slots.recurrence import repeated, times_until

REPEATS = (
    ("", _("Não repete")),
    (1, _("Toda semana")),
    (2, _("A cada 2 semanas")),
    (3, _("A cada 3 semanas")),
    (4, _("A cada 4 semanas")),
    (6, _("A cada 6 semanas")),
    (8, _("A cada 8 semanas")),
    (12, _("A cada 12 semanas")),
)


class BookingForm(CustomerPick):
    """`staff` and `services` are what may be chosen; with `is_visit` more services follow,
    and none needs a person. Rules are the services' business."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("Serviço"),
        queryset=None,
        empty_label=_("Escolha o serviço"),
        error_messages={"required": _("Escolha o serviço.")},
    )
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"),
        queryset=None,
        empty_label=_("Qualquer pessoa"),
        error_messages={"required": _("Escolha a pessoa, ou um dos horários livres.")},
    )
    day = DayField()
    time = ClockField()
    duration = MinutesField(required=False)
    fair = forms.UUIDField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    entry = forms.UUIDField(required=False, widget=forms.HiddenInput)
    repeat = forms.TypedChoiceField(
        label=_("Repetir"),
        choices=REPEATS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    times = forms.IntegerField(
        label=_("Quantas vezes"),
        min_value=2,
        max_value=MOST_TIMES,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    until = DayField(label=_("Ou até o dia"), required=False)
    notes = forms.CharField(
        label=_("Observações"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, services: Any, staff: Any, is_visit: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["staff"].required = not is_visit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("repeat"):
            self._check_repetition(cleaned)
        return cleaned

    def _check_repetition(self, cleaned: dict[str, Any]) -> None:
        if self.errors.keys() & {"times", "until", "day", "time"}:
            return
        if bool(cleaned.get("times")) == bool(cleaned.get("until")):
            self.add_error("times", _("Diga quantas vezes, ou até que dia: só um dos dois."))
        elif not 2 <= self.total_times <= MOST_TIMES:
            text = _("Até esse dia são %(count)d datas: vale de 2 a 52.")
            self.add_error("until", text % {"count": self.total_times})
        elif self.pattern[-1] - self.pattern[0] > timedelta(days=MOST_DAYS):
            self.add_error("times", _("Uma série vai até dois anos à frente."))

    @property
    def total_times(self) -> int:
        """How many dates the repetition has."""
        given = self.cleaned_data
        if given["times"]:
            return int(given["times"])
        return times_until(given["day"], given["until"], every_weeks=given["repeat"])

    @property
    def pattern(self) -> list[datetime]:
        """All dates of the repetition, at the same hour on the wall."""
        given = self.cleaned_data
        zone = timezone.get_current_timezone_name()
        return repeated(
            given["day"],
            given["time"],
            zone,
            every_weeks=given["repeat"],
            times=self.total_times,
        )

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["time"])


class BookingChoices(forms.Form):
    """What is chosen so far, from a query string or an unfinished form."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        queryset=None, required=False
    )
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(queryset=None, required=False)
    day = DayField(required=False)
    time = ClockField(required=False)
    duration = MinutesField(required=False)
    fair = forms.UUIDField(required=False)

    def __init__(self, data: Any, *, staff: Any) -> None:
        super().__init__(data)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["service"].queryset = Service.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def person(self) -> Staff | None:
        found: Staff | None = self.cleaned_data.get("staff")
        return found

    @property
    def wanted(self) -> Service | None:
        found: Service | None = self.cleaned_data.get("service")
        return found

    @property
    def first(self) -> WantedService | None:
        """The first service as it is wanted so far; a person whom the rule has filled in is
        still anybody."""
        if self.wanted is None:
            return None
        is_fair = self.person is not None and self.person.pk == self.cleaned_data.get("fair")
        minutes = self.cleaned_data.get("duration")
        return WantedService(self.wanted, None if is_fair else self.person, minutes)
