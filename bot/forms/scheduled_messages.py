"""Writing a message for later."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bot.forms.inbox import too_long_words
from bot.gateways.content import TEXT_LIMIT
from bot.later_times import CHOSEN, HOUR, instant_of, offered_times
from bot.models import ScheduledMessage
from bot.placeholders import PLACEHOLDERS, unknown_placeholders
from bot.services.scheduled_messages import LONGEST_WAIT, Later
from config.lib.formatting import to_zone
from config.lib.ids import new_id

AT_FORMAT = "%Y-%m-%dT%H:%M"
NAMES = {
    "hour": _("Daqui a 1 hora"),
    "afternoon": _("Hoje à tarde"),
    "tomorrow": _("Amanhã de manhã"),
    "monday": _("Segunda-feira de manhã"),
    "chosen": _("Outro dia e hora"),
}


class LaterForm(forms.Form):
    """What to say, and when. `when` is one of the times offered, or "chosen" with `at` on
    the organization's clock; `token` is the id that a new one will have."""

    text = forms.CharField(
        label=_("Mensagem"),
        max_length=TEXT_LIMIT,
        error_messages={
            "required": _("Escreva a mensagem."),
            "max_length": _("A mensagem passa de 4.096 letras. Divida em duas."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    when = forms.CharField(max_length=20)
    at = forms.CharField(label=_("Dia e hora"), max_length=30, required=False)
    cancel_on_reply = forms.BooleanField(
        label=_("Cancelar se o cliente escrever antes"), required=False, initial=True
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        now: datetime,
        zone: str,
        scheduled: ScheduledMessage | None,
        longest: int = TEXT_LIMIT,
    ) -> None:
        """`longest`: what the number's provider takes in one message."""
        initial: dict[str, Any] = {"when": HOUR, "token": new_id()}
        if scheduled is not None:
            shown = to_zone(scheduled.due_at, zone).strftime(AT_FORMAT)
            initial = {"when": CHOSEN, "at": shown, "text": scheduled.text}
            initial["cancel_on_reply"] = scheduled.cancel_on_reply
        super().__init__(data, initial=initial, auto_id="later_%s")
        self.now, self.zone, self.longest = now, zone, longest
        self.offered = offered_times(now, zone)
        self.placeholders = [
            ("{{" + name + "}}", str(label)) for name, label in PLACEHOLDERS.items()
        ]

    @property
    def choices(self) -> list[tuple[str, Any, datetime | None]]:
        """Each time offered: its key, name and moment; last the one that is chosen freely."""
        offered = [(key, NAMES[key], at) for key, at in self.offered.items()]
        return [*offered, (CHOSEN, NAMES[CHOSEN], None)]

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last moment that the field for a free choice offers."""
        first = to_zone(self.now + timedelta(minutes=1), self.zone)
        last = to_zone(self.now + LONGEST_WAIT, self.zone)
        return first.strftime(AT_FORMAT), last.strftime(AT_FORMAT)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > self.longest:
            raise forms.ValidationError(too_long_words(self.longest))
        if unknown := unknown_placeholders(text):
            raise forms.ValidationError(
                _("Não conhecemos: %(names)s. Use os campos da lista abaixo.")
                % {"names": ", ".join(unknown)}
            )
        return text

    def clean_token(self) -> UUID | None:
        token: UUID | None = self.cleaned_data["token"]
        if token is not None and token.version != 7:
            self.add_error(None, _("Recarregue a página e tente de novo."))  # no field is seen
        return token

    def clean(self) -> dict[str, Any]:
        """`due_at` from whichever way the time was given."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("when") == CHOSEN:
            given["due_at"] = self._chosen(given.get("at", ""))
        else:
            given["due_at"] = self.offered.get(given.get("when", ""))
            if given["due_at"] is None:
                self.add_error("at", _("Esse horário já passou. Escolha outro."))
        return given

    def _chosen(self, text: str) -> datetime | None:
        try:
            wall = datetime.fromisoformat(text).replace(second=0, microsecond=0)
            if wall.tzinfo is not None:
                raise ValueError(text)
            moment = instant_of(wall, self.zone)
        except (ValueError, OverflowError):
            self.add_error("at", _("Escolha dia e hora."))
            return None
        if moment is None:
            self.add_error("at", _("Nesse dia o relógio pula esse horário. Escolha outro."))
        return moment

    @property
    def later(self) -> Later:
        """Only after a successful validation."""
        given = self.cleaned_data
        return Later(given["text"], given["due_at"], given["cancel_on_reply"])
