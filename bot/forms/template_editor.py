"""Writing a template: its texts, its buttons, and an example for each variable."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bot.enums import TemplateCategory
from bot.gateways.limits import ContentInvalid
from bot.gateways.media import KINDS_LIMITS, MediaFile, check_file
from bot.template_draft import MEDIA_HEADERS, DraftButton, TemplateDraft
from bot.template_rules import BUTTONS_LIMIT, Problem, Rule, problems_of
from bot.template_shape import Part, Slot, TemplateShape

LONGEST = 4000  # what a field takes at all; the rules say what is too long
IDENTITY = ("name", "language", "category")
HEADERS = (
    ("", _("Sem título")),
    ("TEXT", _("Texto")),
    ("IMAGE", _("Foto")),
    ("VIDEO", _("Vídeo")),
    ("DOCUMENT", _("Arquivo")),
)
BUTTONS = (
    ("", _("Sem botão")),
    ("QUICK_REPLY", _("Resposta rápida")),
    ("URL", _("Abrir um link")),
    ("PHONE_NUMBER", _("Ligar")),
    ("COPY_CODE", _("Copiar código")),
)
CATEGORIES = (
    ("UTILITY", TemplateCategory.UTILITY.label),
    ("MARKETING", TemplateCategory.MARKETING.label),
)
RULES: dict[Rule, str | Promise] = {
    Rule.EMPTY: _("Escreva o texto."),
    Rule.TOO_LONG: _("Ficou longo demais: são no máximo %(limit)s letras."),
    Rule.NAME_LETTERS: _("Use só letras minúsculas sem acento, números e _."),
    Rule.CHOICE: _("Escolha uma das opções."),
    Rule.ONE_VARIABLE: _("O título aceita só um campo."),
    Rule.NO_VARIABLE: _("Aqui não cabem campos nem chaves."),
    Rule.PLAIN: _("Escreva em uma linha só, sem emoji e sem * _ ~ `."),
    Rule.SAMPLE_FILE: _("Escolha um arquivo de exemplo para a Meta analisar."),
    Rule.AT_START: _("A mensagem não pode começar com um campo. Comece com uma palavra."),
    Rule.AT_END: _("A mensagem não pode terminar com um campo. Escreva algo depois dele."),
    Rule.ADJACENT: _("Há dois campos colados. Escreva uma palavra entre eles."),
    Rule.GAP: _("Numere os campos em sequência: {{1}}, {{2}}, {{3}}."),
    Rule.MIXED: _("Use campos com número ou com nome, não os dois."),
    Rule.VARIABLE_NAME: _("O nome de um campo tem só letras minúsculas, números e _."),
    Rule.BRACES: _("Há uma chave sobrando. Escreva um campo assim: {{1}}."),
    Rule.FEW_WORDS: _("A Meta costuma recusar: escreva pelo menos %(limit)s palavras."),
    Rule.BLANK_LINES: _("Deixe no máximo uma linha em branco entre os parágrafos."),
    Rule.SPACES: _("Há espaços demais seguidos."),
    Rule.EXAMPLE: _("Dê um exemplo, em uma linha só."),
    Rule.TOO_MANY: _("São no máximo %(limit)s deste tipo."),
    Rule.GROUPED: _("Deixe as respostas rápidas juntas, antes ou depois dos outros botões."),
    Rule.SAME_TITLE: _("Já existe um botão com este texto."),
    Rule.URL: _("Escreva o link inteiro, começando com https://."),
    Rule.URL_VARIABLE: _("No link cabe um campo só, {{1}}, e bem no final."),
    Rule.PHONE: _("Escreva o telefone com o código do país, como +55 11 98123-0137."),
}


class TemplateEditorForm(forms.Form):
    """A draft needs a name, a language and a text; `problems` holds all of Meta's rules.

    `slots` of the texts as they stand now each have a field "sample-<key>".
    """

    name = forms.CharField(
        label=_("Nome"),
        max_length=512,
        error_messages={"required": _("Use só letras minúsculas sem acento, números e _.")},
        help_text=_("Só para você e a Meta. Como volte_sempre ou aviso_de_atraso."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Idioma"), error_messages={"required": _("Escolha uma das opções.")}
    )
    category = forms.ChoiceField(
        label=_("Categoria"),
        choices=CATEGORIES,
        help_text=_("Promoção só vai para quem autorizou. A Meta confere e pode mudar."),
    )
    header_kind = forms.ChoiceField(label=_("Título"), required=False, choices=HEADERS)
    header_text = forms.CharField(
        label=_("Texto do título"), required=False, max_length=LONGEST, strip=False
    )
    header_file = forms.FileField(label=_("Arquivo de exemplo"), required=False)
    body = forms.CharField(
        label=_("Mensagem"),
        max_length=LONGEST,
        error_messages={"required": _("Escreva o texto.")},
        help_text=_("O que muda de cliente para cliente é um campo, como {{1}}."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    footer = forms.CharField(label=_("Rodapé"), required=False, max_length=LONGEST)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        languages: Iterable[tuple[str, str]],
        draft: TemplateDraft | None = None,
        fixed: tuple[str, ...] = (),
    ) -> None:
        choices = list(languages)
        super().__init__(data, files, auto_id="editor_%s", initial=_initial(draft))
        self.header_handle = draft.header_handle if draft else ""
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        if draft is None:  # the organization's own comes first, after the blank
            self.initial["language"] = next((code for code, _name in choices if code), "")
        for name in fixed:
            self.fields[name].disabled = True
        for row in range(BUTTONS_LIMIT):
            for field in _button_fields(row):
                self.fields[field[0]] = field[1]
        for slot in self.shape.slots:
            if not self._is_code(slot):
                self.fields[f"sample-{slot.key}"] = _sample_field(self.shape, slot)

    @cached_property
    def shape(self) -> TemplateShape:
        return self.draft.shape

    @property
    def draft(self) -> TemplateDraft:
        """What stands in the fields now, valid or not."""
        kind, prefix = self._now("header_kind"), "sample-"
        kind = kind if kind in dict(HEADERS) else ""
        return TemplateDraft(
            name=self._now("name"),
            language=self._now("language"),
            category=self._now("category"),
            header_kind=kind,
            header_text=self._now("header_text") if kind == "TEXT" else "",
            header_handle=self.header_handle if kind in MEDIA_HEADERS else "",
            body=self._now("body").replace("\r\n", "\n"),
            footer=self._now("footer"),
            buttons=tuple(button for _row, button in self._rows()),
            examples={
                name.removeprefix(prefix): str(value).strip()
                for name, value in (self.data if self.is_bound else self.initial).items()
                if name.startswith(prefix)
            },
        )

    @property
    def button_rows(self) -> list[dict[str, forms.BoundField]]:
        names = ("kind", "title", "value")
        return [{name: self[f"{name}-{row}"] for name in names} for row in range(BUTTONS_LIMIT)]

    @property
    def sample_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("sample-")]

    @property
    def file(self) -> MediaFile | None:
        """The sample of the header that was chosen now, once valid."""
        chosen = self.cleaned_data.get("header_file")
        if not chosen or self._now("header_kind") not in MEDIA_HEADERS:
            return None
        return MediaFile(chosen.content_type or "", chosen.read(), chosen.name or "")

    def clean_header_file(self) -> Any:
        chosen, kind = self.cleaned_data.get("header_file"), self._now("header_kind")
        if not chosen or kind not in MEDIA_HEADERS:
            return None
        try:
            found = check_file(MediaFile(chosen.content_type or "", chosen.read(), ""))
        except ContentInvalid as error:
            limit = KINDS_LIMITS[kind.lower()] // (1024 * 1024)
            text = _("Arquivo grande demais: são no máximo %(limit)s MB.")
            if error.field != "size":
                text = _("O WhatsApp não aceita este tipo de arquivo.")
            raise forms.ValidationError(text, params={"limit": limit}) from error
        finally:
            chosen.seek(0)
        if found != kind.lower():
            raise forms.ValidationError(_("O WhatsApp não aceita este tipo de arquivo."))
        return chosen

    def add_problems(self, problems: Iterable[Problem], *, only: tuple[str, ...] = ()) -> None:
        """As errors of their fields; of `only` these where given. A file that was just chosen
        is the sample that is asked for."""
        for one in problems:
            has_file = one.rule == Rule.SAMPLE_FILE and self.files.get("header_file")
            if one.is_advice or has_file or (only and one.field not in only):
                continue
            field = self._field_of(one)
            if field is None or field not in self.errors:
                self.add_error(field, problem_words(one))

    def problems(self) -> list[Problem]:
        return problems_of(self.draft)

    def _field_of(self, problem: Problem) -> str | None:
        if problem.field.startswith("button-"):
            row = list(self._rows())[int(problem.field.removeprefix("button-"))][0]
            is_value = problem.rule in (Rule.URL, Rule.URL_VARIABLE, Rule.PHONE, Rule.EXAMPLE)
            return f"{'value' if is_value else 'title'}-{row}"
        if problem.field == "header":
            kind = self._now("header_kind")
            return "header_file" if kind in MEDIA_HEADERS else "header_text"
        return problem.field if problem.field in self.fields else None

    def _rows(self) -> Iterable[tuple[int, DraftButton]]:
        for row in range(BUTTONS_LIMIT):
            kind = self._now(f"kind-{row}")
            if kind in dict(BUTTONS) and kind:
                value = "" if kind == "QUICK_REPLY" else self._now(f"value-{row}")
                title = "" if kind == "COPY_CODE" else self._now(f"title-{row}")
                yield row, DraftButton(kind, title, value)

    def _now(self, name: str) -> str:
        is_fixed = name in self.fields and self.fields[name].disabled
        source = self.data if self.is_bound and not is_fixed else self.initial
        return str(source.get(name) or "").strip()

    def _is_code(self, slot: Slot) -> bool:
        return slot.part == Part.BUTTON and self.shape.buttons[int(slot.name)].kind == "COPY_CODE"


def problem_words(problem: Problem) -> str:
    return str(RULES[problem.rule]) % {"limit": problem.limit}


def _initial(draft: TemplateDraft | None) -> dict[str, str]:
    if draft is None:
        return {"category": "UTILITY"}
    names = ("name", "language", "category", "header_kind", "header_text", "body", "footer")
    values = {name: str(getattr(draft, name)) for name in names}
    for row, button in enumerate(draft.buttons):
        values |= {
            f"kind-{row}": button.kind,
            f"title-{row}": button.text,
            f"value-{row}": button.value,
        }
    return values | {f"sample-{key}": value for key, value in draft.examples.items()}


def _button_fields(row: int) -> list[tuple[str, forms.Field]]:
    title = forms.CharField(label=_("Texto do botão"), required=False, max_length=LONGEST)
    value = forms.CharField(label=_("Link, telefone ou código"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        label=_("Botão %(number)s") % {"number": row + 1}, required=False, choices=BUTTONS
    )
    return [(f"kind-{row}", kind), (f"title-{row}", title), (f"value-{row}", value)]


def _sample_field(shape: TemplateShape, slot: Slot) -> forms.CharField:
    mark = f"{{{{{slot.name}}}}}"
    label = _("Exemplo de %(mark)s") % {"mark": mark}
    if slot.part == Part.HEADER:
        label = _("Exemplo de %(mark)s no título") % {"mark": mark}
    if slot.part == Part.BUTTON:
        label = _("Exemplo do final do link de “%(title)s”") % {
            "title": shape.buttons[int(slot.name)].title
        }
    return forms.CharField(label=label, required=False, max_length=LONGEST)
