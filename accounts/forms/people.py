"""What the team writes on a customer's card."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentStatus, Vertical
from accounts.models import Dependant, Tag
from accounts.models.tag import COLOURS
from accounts.people_enums import ConsentChannel, DependantKind, DependantSize
from accounts.services.dependants import DependantDetails

_DATE = {"type": "date"}
_PET_FIRST = ("name", "kind", "species", "breed", "size", "born_on", "notes")
_PERSON_FIRST = ("name", "kind", "born_on", "notes", "species", "breed", "size")


def _date(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class DependantForm(forms.Form):
    """A pet, a child or another person. The line of business decides what comes first."""

    name = forms.CharField(label=_("Nome"), max_length=80)
    kind = forms.ChoiceField(label=_("Tipo"), choices=DependantKind.choices)
    species = forms.CharField(
        label=_("Espécie"), max_length=40, required=False, help_text=_("Cachorro, gato…")
    )
    breed = forms.CharField(label=_("Raça"), max_length=60, required=False)
    size = forms.ChoiceField(
        label=_("Porte"), required=False, choices=[("", _("Não informado")), *DependantSize.choices]
    )
    born_on = _date(_("Nascimento"), required=False)
    notes = forms.CharField(
        label=_("Anotações"),
        max_length=2000,
        required=False,
        help_text=_("Alergias, medos, cuidados."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, dependant: Dependant | None, vertical: str) -> None:
        is_pet_shop = vertical == Vertical.PETSHOP
        first = DependantKind.PET if is_pet_shop else DependantKind.CHILD
        initial: dict[str, Any] = {"kind": first}
        if dependant is not None:
            initial = {name: getattr(dependant, name) for name in _PET_FIRST}
        super().__init__(data, initial=initial, auto_id="dependant_%s")
        self.order_fields(_PET_FIRST if is_pet_shop else _PERSON_FIRST)

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            raise forms.ValidationError(_("Esta data ainda não chegou."))
        return born_on

    @property
    def details(self) -> DependantDetails:
        return DependantDetails(**self.cleaned_data)


class VaccinationForm(forms.Form):
    """One dose of a vaccine."""

    name = forms.CharField(label=_("Vacina"), max_length=80)
    given_on = _date(_("Aplicada em"))
    valid_until = _date(_("Vale até"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="vaccine_%s", initial={"given_on": timezone.localdate()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given_on, valid_until = cleaned.get("given_on"), cleaned.get("valid_until")
        if given_on and given_on > timezone.localdate():
            self.add_error("given_on", _("Esta data ainda não chegou."))
        if given_on and valid_until and valid_until < given_on:
            self.add_error("valid_until", _("A validade vem depois da aplicação."))
        return cleaned


class TagNameForm(forms.Form):
    """A label to put on; one that exists or a new one."""

    name = forms.CharField(
        max_length=40, error_messages={"required": _("Escreva o nome da etiqueta.")}
    )


class TagForm(forms.Form):
    """A label as its page changes it: `into` names the one that takes its place."""

    name = forms.CharField(label=_("Nome"), max_length=40)
    colour = forms.TypedChoiceField(
        label=_("Cor"), choices=[(n, str(n)) for n in range(COLOURS)], coerce=int
    )
    into: Any = forms.ModelChoiceField(
        label=_("Juntar com"),
        queryset=None,
        required=False,
        empty_label=_("Nenhuma: só mudar esta"),
        help_text=_("Quem tem esta etiqueta passa a ter a outra, e esta deixa de existir."),
    )

    def __init__(self, data: Any = None, *, tag: Tag) -> None:
        initial = {"name": tag.name, "colour": tag.colour}
        super().__init__(data, initial=initial, auto_id="tag_%s")
        into: Any = self.fields["into"]
        into.queryset = Tag.objects.exclude(pk=tag.pk).order_by("name")

    @property
    def picked_colour(self) -> str:
        return str(self["colour"].value())


class NoteForm(forms.Form):
    """A signed note. `key` makes a double send one note."""

    text = forms.CharField(
        label=_("Anotação"),
        max_length=4000,
        error_messages={"required": _("Escreva a anotação.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    """A customer's yes or no as somebody of the team heard it."""

    status = forms.ChoiceField(
        label=_("O cliente"),
        choices=[
            (ConsentStatus.GRANTED, _("Autoriza receber promoções")),
            (ConsentStatus.REVOKED, _("Não quer mais receber promoções")),
        ],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label=_("Como disse"), choices=ConsentChannel.choices)
    evidence = forms.CharField(
        label=_("O que disse"),
        max_length=500,
        help_text=_("As palavras do cliente, ou onde está guardada a ficha. Vale como prova."),
        error_messages={"required": _("Escreva o que o cliente disse.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
