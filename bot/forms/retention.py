"""How long things are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = (
    ("", _("Para sempre")),
    (90, _("3 meses")),
    (180, _("6 meses")),
    (365, _("1 ano")),
    (730, _("2 anos")),
    (1825, _("5 anos")),
)


class RetentionForm(forms.Form):
    message_days = forms.TypedChoiceField(
        label=_("Guardar mensagens por"),
        choices=DAYS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Com 1 ano, o que foi dito há mais de um ano é apagado de vez, todo dia."),
    )
    log_days = forms.TypedChoiceField(
        label=_("Guardar registros por"),
        choices=DAYS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Atividades da equipe e avisos de entrega da Meta."),
    )

    def __init__(self, data: Any = None, *, kept: dict[str, int | None]) -> None:
        super().__init__(data, initial=kept)
        for name, days in kept.items():
            field: Any = self.fields[name]
            if days is not None and days not in dict(DAYS):
                field.choices = [*DAYS, (days, _("%(days)d dias") % {"days": days})]
