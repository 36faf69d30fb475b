"""What a person says of a file to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.import_columns import MORE_COLUMNS
from accounts.models import CustomerImport
from accounts.selectors.import_targets import import_targets, own_columns
from accounts.spreadsheets import MAX_BYTES


class UploadForm(forms.Form):
    """A CSV or XLSX file."""

    file = forms.FileField(
        label=_("Arquivo"),
        max_length=200,
        help_text=_("CSV ou Excel (.xlsx), até 10 MB e 100 mil linhas."),
        error_messages={
            "required": _("Escolha um arquivo."),
            "empty": _("O arquivo está vazio."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx", "class": "form-control"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("O arquivo passa de 10 MB. Divida a lista em partes."))
        return file


class MappingForm(forms.Form):
    """For each of our columns, which one of the file it is."""

    updates_existing = forms.BooleanField(
        label=_("Atualizar quem já é cliente com o que está no arquivo"), required=False
    )

    def __init__(self, *args: Any, batch: CustomerImport, **kwargs: Any) -> None:
        initial: dict[str, Any] = {name: str(index) for name, index in batch.mapping.items()}
        initial["updates_existing"] = batch.updates_existing
        super().__init__(*args, **{"initial": initial, **kwargs})
        choices: list[tuple[str, Any]] = [("", _("Não importar"))]
        for index, heading in enumerate(batch.headings):
            sample = next((row[index] for row in batch.samples if index < len(row)), "")
            name = heading or f"{index + 1}"
            choices.append((str(index), f"{name} ({sample[:30]})" if sample else name))
        self._own = own_columns()
        self._targets = import_targets(self._own)
        for name, label in self._targets.items():
            self.fields[name] = forms.ChoiceField(label=str(label), choices=choices, required=False)
        self.order_fields([*self._targets, "updates_existing"])

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Labels and pets."""
        return [self[name] for name in MORE_COLUMNS]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The organization's own fields."""
        return [self[one.name] for one in self._own]

    @property
    def mapping(self) -> dict[str, int]:
        """From our columns to the file's, from 0."""
        given = self.cleaned_data
        return {name: int(given[name]) for name in self._targets if given[name]}
