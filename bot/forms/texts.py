"""The bot's texts of one language."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization
from bot.editable_texts import BY_KEY, LONGEST, TextInvalid
from bot.services.texts import preview_of, texts_in, usual_text

# What stands in a text where a placeholder was.
MEANINGS = {
    "business": gettext_lazy("nome da empresa"),
    "name": gettext_lazy("primeiro nome do cliente"),
    "greeting": gettext_lazy("saudação"),
    "service": gettext_lazy("serviço"),
    "staff": gettext_lazy("profissional"),
    "day": gettext_lazy("dia"),
    "time": gettext_lazy("hora"),
}


class TextsForm(forms.Form):
    """One field per text; an empty one means the usual words."""

    def __init__(self, data: Any = None, *, organization: Organization, locale: str) -> None:
        super().__init__(data)
        self._said, self._locale = texts_in(organization, locale), locale
        self._business, texts = organization.name, self._said
        for key, text in BY_KEY.items():
            names = ", ".join(f"{{{one}}} ({MEANINGS[one]})" for one in text.placeholders)
            self.fields[key] = forms.CharField(
                label=str(text.label),
                max_length=LONGEST,
                required=False,
                initial=texts[key],
                help_text=_("Pode usar: %(names)s") % {"names": names} if names else "",
                widget=forms.Textarea(attrs={"rows": 2 + texts[key].count("\n")}),
                error_messages={"max_length": gettext_lazy("Use no máximo 600 caracteres.")},
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each field with what the customer reads now, and whether the house wrote it."""
        return [
            {
                "field": self[key],
                "preview": preview_of(text, self._business),
                "is_own": text != usual_text(key, self._locale),
            }
            for key, text in self._said.items()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key, text in BY_KEY.items():
            try:
                if given.get(key, "").strip():
                    text.check(given[key])
            except TextInvalid as error:
                self.add_error(key, _reason(error))
        return given


def _reason(error: TextInvalid) -> str:
    name = f"{{{error.placeholder}}}"
    if error.is_missing:
        return _("Deixe %(name)s no texto: o cliente precisa saber.") % {"name": name}
    if error.placeholder:
        return _("%(name)s não existe neste texto.") % {"name": name}
    return _("Há uma chave aberta ou fechada sem par.")
