"""Choosing a template, and filling it in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bot.forms.files import read_file
from bot.gateways.media import SENDABLE, MediaFile
from bot.models import MessageTemplate
from bot.template_filling import Fault, ValueFault, faults_of
from bot.template_guess import meaning_of
from bot.template_shape import Part, ShapeButton, Slot, TemplateShape

LONGEST_VALUE = 2000
FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: _("Preencha este campo."),
    Fault.BROKEN: _("Escreva em uma linha só, sem muitos espaços seguidos."),
    Fault.SPACED: _("Escreva sem espaços."),
    Fault.TOO_LONG: _("Ficou longo demais: o WhatsApp aceita até %(limit)s letras nesta parte."),
}


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """What a header takes: what it is called, what a person may choose, and the browser's list."""

    label: str | Promise
    hint: str | Promise
    accept: str


HEADER_FILES: dict[str, HeaderFile] = {
    "image": HeaderFile(
        _("Foto do topo"), _("Escolha uma foto JPEG ou PNG de até 5 MB."), "image/jpeg,image/png"
    ),
    "video": HeaderFile(
        _("Vídeo do topo"),
        _("Escolha um vídeo MP4 ou 3GP de até 16 MB."),
        "video/mp4,video/3gpp",
    ),
    "document": HeaderFile(
        _("Arquivo do topo"),
        _("Escolha um PDF ou documento de até 16 MB. O cliente vê o nome do arquivo."),
        "application/pdf,text/plain,.doc,.docx,.xls,.xlsx,.ppt,.pptx",
    ),
}


class TemplateFilter(forms.Form):
    """The query string of a list of templates. What can't be read counts as not given."""

    q = forms.CharField(max_length=80, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", ""))


class TemplateListFilter(TemplateFilter):
    """`status`, `category`, `quality` and `language` narrow the list of the settings."""

    status = forms.CharField(max_length=12, required=False)
    category = forms.CharField(max_length=20, required=False)
    quality = forms.CharField(max_length=20, required=False)
    language = forms.CharField(max_length=10, required=False)

    @property
    def chosen(self) -> dict[str, str]:
        """What to narrow to, by column."""
        names = ("status", "category", "quality", "language")
        return {name: value for name in names if (value := self.cleaned_data.get(name, ""))}

    @property
    def is_narrow(self) -> bool:
        return bool(self.search or self.chosen)


class TemplateForm(forms.Form):
    """One field for each variable, by the slot's key, and one for the file of the header where
    there is one; `token`, `seen` and `anyway` as in ReplyForm."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(required=False)
    anyway = forms.UUIDField(required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        template: MessageTemplate,
        shape: TemplateShape,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id="template_%s", initial=initial)
        self.shape = shape
        if shape.media:
            self.fields["file"] = _file_field(HEADER_FILES[shape.media])
        for slot in shape.slots:
            self.fields[slot.key] = _field(template, shape, slot)

    @property
    def value_fields(self) -> list[forms.BoundField]:
        file = [self["file"]] if self.shape.media else []
        return file + [self[slot.key] for slot in self.shape.slots]

    @property
    def file(self) -> MediaFile | None:
        """For the header, once valid."""
        return self.cleaned_data.get("file")

    @property
    def values(self) -> dict[str, str]:
        """By slot key, once valid."""
        return {slot.key: self.cleaned_data[slot.key] for slot in self.shape.slots}

    @property
    def typed(self) -> dict[str, str]:
        """By slot key, whatever stands in the fields now; blank ones are left out."""
        typed = {slot.key: str(self[slot.key].value() or "").strip() for slot in self.shape.slots}
        return {key: value for key, value in typed.items() if value}

    @property
    def labels(self) -> dict[str, str]:
        return {slot.key: str(self.fields[slot.key].label) for slot in self.shape.slots}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self.add_faults(faults_of(self.shape, self.values))
        return given

    def add_faults(self, faults: list[ValueFault]) -> None:
        for fault in faults:
            self.add_error(fault.key, str(FAULTS[fault.fault]) % {"limit": fault.limit})

    def clean_file(self) -> MediaFile:
        file = read_file(self.cleaned_data["file"])
        if SENDABLE[file.mime_type] != self.shape.media:
            raise forms.ValidationError(_("Este modelo leva outro tipo de arquivo."))
        return file

    def clean_token(self) -> UUID:
        token: UUID = self.cleaned_data["token"]
        if token.version != 7:
            raise forms.ValidationError(_("Recarregue a página e tente de novo."))
        return token


def slot_label(template: MessageTemplate, shape: TemplateShape, slot: Slot) -> str:
    """What to call a variable: what it stands for, its own name, or its number."""
    if slot.part == Part.BUTTON:
        return _button_label(shape.buttons[int(slot.name)])
    meaning = meaning_of(template.name, slot)
    label = str(meaning.label) if meaning else _own_label(slot)
    if slot.part != Part.HEADER:
        return label
    if meaning is None and slot.name.isdigit():
        return str(_("Título"))
    return str(_("Título: %(label)s")) % {"label": label}


def _own_label(slot: Slot) -> str:
    if slot.name.isdigit():
        return str(_("Campo %(number)s")) % {"number": slot.name}
    return slot.name.replace("_", " ").capitalize()


def _button_label(button: ShapeButton) -> str:
    text = _("Final do link do botão “%(title)s”")
    if button.kind == "COPY_CODE":
        text = _("Código do botão “%(title)s”")
    return str(text) % {"title": button.title}


def _file_field(kind: HeaderFile) -> forms.FileField:
    return forms.FileField(
        label=str(kind.label),
        help_text=str(kind.hint),
        allow_empty_file=True,
        error_messages={"required": _("Escolha um arquivo.")},
        widget=forms.FileInput(attrs={"accept": kind.accept}),
    )


def _field(template: MessageTemplate, shape: TemplateShape, slot: Slot) -> forms.CharField:
    example = str(_("Por exemplo: %(example)s")) % {"example": slot.example} if slot.example else ""
    return forms.CharField(
        label=slot_label(template, shape, slot),
        max_length=LONGEST_VALUE,
        help_text=slot.before if slot.part == Part.BUTTON else "",
        error_messages={
            "required": str(FAULTS[Fault.EMPTY]),
            "max_length": str(FAULTS[Fault.TOO_LONG]) % {"limit": LONGEST_VALUE},
        },
        widget=forms.TextInput(attrs={"placeholder": example, "autocomplete": "off"}),
    )
