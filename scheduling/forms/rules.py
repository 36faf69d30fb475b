"""The booking rules in plain words."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from scheduling.models import BookingPolicy
from scheduling.selectors.house import regions_of
from scheduling.services.rules import POLICY_FIELDS

REMINDER_CHOICES = (
    (30, _("30 minutos antes")),
    (60, _("1 hora antes")),
    (120, _("2 horas antes")),
    (180, _("3 horas antes")),
    (360, _("6 horas antes")),
    (720, _("12 horas antes")),
    (1440, _("1 dia antes")),
    (2880, _("2 dias antes")),
    (4320, _("3 dias antes")),
    (10080, _("1 semana antes")),
)
WHOLE = _("Escreva um número inteiro.")


def number(label: Any, low: int, high: int, help_text: Any) -> forms.IntegerField:
    """A whole number from `low` to `high`, with an example beneath."""
    limits = format_lazy(_("De {low} a {high}."), low=low, high=high)
    messages: dict[str, Any] = {
        "min_value": limits,
        "max_value": limits,
        "invalid": WHOLE,
        "required": WHOLE,
    }
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, help_text=help_text, error_messages=messages
    )


class RulesForm(forms.Form):
    lead_minutes = number(
        _("Antecedência mínima (minutos)"),
        0,
        43_200,
        _("Com 60, quem escreve às 14:00 só consegue horários a partir das 15:00."),
    )
    horizon_days = number(
        _("Agenda aberta por (dias)"),
        1,
        366,
        _("Com 60, o robô oferece horários dos próximos dois meses."),
    )
    slot_step_minutes = number(
        _("Horários a cada (minutos)"), 5, 240, _("Com 30, o robô oferece 9:00, 9:30, 10:00…")
    )
    cancel_cutoff_minutes = number(
        _("Cliente pode cancelar até (minutos antes)"),
        0,
        43_200,
        _("Com 120, um horário das 15:00 pode ser cancelado pelo WhatsApp até as 13:00."),
    )
    hold_minutes = number(
        _("Reserva enquanto o cliente decide (minutos)"),
        1,
        120,
        _("Com 10, o horário escolhido fica guardado por 10 minutos até o cliente confirmar."),
    )
    needs_approval = forms.BooleanField(
        label=_("A equipe confirma cada pedido"),
        required=False,
        help_text=_("O horário pedido no WhatsApp fica guardado e espera alguém aceitar."),
    )
    fills_gaps = forms.BooleanField(
        label=_("Oferecer primeiro horários sem buracos"),
        required=False,
        help_text=_("Entre 10:00 e 11:30 livres, o robô prefere o que encosta em outro horário."),
    )
    closes_on_holidays = forms.BooleanField(
        label=_("Fechar nos feriados"),
        required=False,
        help_text=_("No dia 25 de dezembro o robô não oferece nada."),
    )
    holiday_region = forms.ChoiceField(
        label=_("Feriados do estado"),
        required=False,
        help_text=_("Com SP, 9 de julho também conta como feriado."),
    )
    reminder_grace_minutes = number(
        _("Lembrete atrasado ainda vale por (minutos)"),
        0,
        1_440,
        _("Com 60, um lembrete das 9:00 que não pôde sair ainda é enviado até as 10:00."),
    )

    def __init__(self, data: Any = None, *, policy: BookingPolicy) -> None:
        super().__init__(data, initial={name: getattr(policy, name) for name in POLICY_FIELDS})
        kept, regions = policy.holiday_region, regions_of(policy.organization.country)
        if kept and kept not in regions:
            regions = {kept: kept, **regions}
        field: Any = self.fields["holiday_region"]
        field.choices = [("", _("Só os nacionais")), *regions.items()]
        if not regions:
            field.widget = forms.HiddenInput()


class RemindersForm(forms.Form):
    minutes = forms.TypedMultipleChoiceField(
        label=_("Lembrar o cliente"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Vale também para os horários já marcados. Sem nada marcado, ninguém é lembrado."
        ),
    )

    def __init__(self, data: Any = None, *, active: list[int]) -> None:
        super().__init__(data, initial={"minutes": active})
        known = dict(REMINDER_CHOICES)
        extra = [(one, _("%(minutes)d minutos antes") % {"minutes": one}) for one in active]
        choices = [*REMINDER_CHOICES, *((one, text) for one, text in extra if one not in known)]
        field: Any = self.fields["minutes"]
        field.choices = sorted(choices, key=lambda choice: choice[0])
