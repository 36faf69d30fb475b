"""What the home page and the lists behind its figures look at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.cursors import TimeCursor
from analytics.periods import DEFAULT, PERIODS, SPANS
from analytics.selectors.visits import VisitShow
from scheduling.models import Staff
from scheduling.selectors.staff import active_staff


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
    def cursor(self) -> TimeCursor | None:
        return TimeCursor.read(self.cleaned_data.get("after", ""))
