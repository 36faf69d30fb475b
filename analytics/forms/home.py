"""What the home page and the lists behind its figures look at."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.periods import DEFAULT, PERIODS, SPANS
from analytics.selectors.failures import FailureCursor
from analytics.selectors.visits import VisitCursor, VisitShow
from scheduling.models import Staff
from scheduling.selectors.staff import active_staff

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class PeriodForm(forms.Form):
    """The query string of the home page. What can't be read counts as not given."""

    span = forms.ChoiceField(choices=list(PERIODS.items()), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def key(self) -> str:
        return self.cleaned_data.get("span") or DEFAULT


class VisitFilter(forms.Form):
    """The query string of the list of visits. What can't be read counts as not given."""

    show = forms.ChoiceField(label=_("Quais"), choices=VisitShow.choices, required=False)
    span = forms.ChoiceField(label=_("Quando"), choices=list(SPANS.items()), required=False)
    staff: "forms.ModelChoiceField[Staff]" = forms.ModelChoiceField(
        label=_("Pessoa"), queryset=None, required=False, empty_label=_("Toda a equipe")
    )
    after = forms.CharField(max_length=60, required=False)

    def __init__(self, data: Any) -> None:
        filled = {"show": VisitShow.BOOKED, "span": DEFAULT} | data.dict()
        super().__init__(filled)
        self.fields["staff"].queryset = active_staff()  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def shown(self) -> str:
        return self.cleaned_data.get("show") or VisitShow.BOOKED

    @property
    def span_key(self) -> str:
        return self.cleaned_data.get("span") or DEFAULT

    @property
    def person(self) -> Staff | None:
        found: Staff | None = self.cleaned_data.get("staff")
        return found

    @property
    def cursor(self) -> VisitCursor | None:
        place = read_place(self.cleaned_data.get("after", ""))
        return VisitCursor(*place) if place else None


def failure_cursor(text: str) -> FailureCursor | None:
    place = read_place(text)
    return FailureCursor(*place) if place else None


def read_place(text: str) -> tuple[datetime, UUID] | None:
    """The moment (microseconds since the epoch) and the id of "<moment>_<id>"."""
    micros, _sign, key = text.partition("_")
    try:
        return _EPOCH + timedelta(microseconds=int(micros)), UUID(key)
    except (ValueError, OverflowError):
        return None
