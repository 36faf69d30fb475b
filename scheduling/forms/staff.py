"""The team: looking, and writing a professional."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Location
from catalog.models import Service
from scheduling.models import Staff
from scheduling.selectors.team import linkable_users
from scheduling.services.team import StaffDetails

COLOR_NAMES = (
    _("Verde-água"),
    _("Roxo"),
    _("Rosa"),
    _("Laranja"),
    _("Azul"),
    _("Verde"),
    _("Azul-claro"),
    _("Amarelo"),
)


class StaffFilter(forms.Form):
    """The query string of the list. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)
    archived = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def shows_archived(self) -> bool:
        return bool(self.cleaned_data.get("archived"))


class StaffForm(forms.Form):
    """A professional and what they do."""

    name = forms.CharField(
        label=_("Nome"),
        max_length=80,
        error_messages={"required": _("Escreva o nome.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    color = forms.TypedChoiceField(
        label=_("Cor na agenda"),
        choices=list(enumerate(COLOR_NAMES)),
        coerce=int,
        initial=0,
        widget=forms.RadioSelect(attrs={"class": "swatch-input"}),
    )
    is_bookable_online = forms.BooleanField(
        label=_("Aparece no WhatsApp"), required=False, initial=True
    )
    user: Any = forms.ModelChoiceField(
        label=_("Acesso"),
        queryset=None,
        required=False,
        empty_label=_("Sem acesso ao sistema"),
        help_text=_("Quem entra com este acesso cuida da própria agenda."),
    )
    location: Any = forms.ModelChoiceField(
        label=_("Unidade"), queryset=None, required=False, empty_label=_("Sem unidade")
    )
    services: Any = forms.ModelMultipleChoiceField(
        label=_("Serviços que faz"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, staff: Staff | None) -> None:
        initial = _initial(staff) if staff else {}
        super().__init__(data, initial=initial, auto_id="staff_%s")
        self.fields["user"].queryset = linkable_users(staff)  # type: ignore[attr-defined]
        places = Location.objects.filter(
            Q(is_active=True) | Q(pk=staff.location_id if staff else None)
        )
        self.fields["location"].queryset = places  # type: ignore[attr-defined]
        self.has_locations = places.exists()
        self.fields["services"].queryset = Service.objects.filter(  # type: ignore[attr-defined]
            is_active=True
        ).order_by("category__position", "category__name", "position", "name")

    @property
    def details(self) -> StaffDetails:
        """Only after a successful validation."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "services"}
        return StaffDetails(**given)


def _initial(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "color": staff.color,
        "is_bookable_online": staff.is_bookable_online,
        "user": staff.user_id,
        "location": staff.location_id,
        "services": list(staff.services.values_list("pk", flat=True)),
    }
