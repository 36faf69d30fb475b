"""Which of the bot's texts an owner may write anew, and what may stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

LONGEST = 600  # characters; a body with buttons takes 1024, placeholders filled in


class TextInvalid(Exception):
    """Braces that don't match, a placeholder nobody knows, or a needed one left out."""

    def __init__(self, placeholder: str = "", *, is_missing: bool = False) -> None:
        super().__init__(placeholder)
        self.placeholder, self.is_missing = placeholder, is_missing


@dataclass(frozen=True, slots=True)
class EditableText:
    """One text: `message` is the msgid that the conversation asks for."""

    key: str
    label: Promise
    message: str
    needed: tuple[str, ...] = ()

    @property
    def placeholders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(placeholders_in(self.message)))

    def check(self, text: str) -> None:
        """Raises TextInvalid."""
        found = placeholders_in(text)
        for name in found:
            if name not in self.placeholders:
                raise TextInvalid(name)
        for name in self.needed:
            if name not in found:
                raise TextInvalid(name, is_missing=True)


def placeholders_in(text: str) -> list[str]:
    """The names in braces; raises TextInvalid for anything that is no plain name."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise TextInvalid from error
    for _literal, name, spec, conversion in parts:
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise TextInvalid(name)
    return [name for _literal, name, _spec, _conversion in parts if name is not None]


TEXTS = (
    EditableText("greeting", _("Saudação"), "Oi! Aqui é {business}."),
    EditableText(
        "greeting_name", _("Saudação a quem conhecemos"), "Oi, {name}! Aqui é {business}."
    ),
    EditableText("menu", _("Menu"), "Como posso ajudar? Toque no menu ou escreva do seu jeito."),
    EditableText("booked", _("Horário marcado"), "Prontinho! Está marcado:"),
    EditableText(
        "booked_name", _("Horário marcado, com o nome"), "Prontinho, {name}! Está marcado:"
    ),
    EditableText(
        "requested", _("Pedido que a equipe confirma"), "Pedido enviado! A equipe vai confirmar:"
    ),
    EditableText(
        "after_booking", _("Depois de marcar"), "Para remarcar ou cancelar, é só me escrever."
    ),
    EditableText(
        "dropped",
        _("Quando o cliente desiste"),
        "Tudo bem, não marquei nada. Quando quiser, é só chamar.",
    ),
    EditableText(
        "handover",
        _("Ao chamar uma pessoa"),
        gettext_noop("Certo! Já chamei a equipe. Uma pessoa responde por aqui assim que puder."),
    ),
    EditableText(
        "lost",
        _("Quando o robô não entende"),
        "Desculpe, não estou conseguindo entender. Prefere falar com uma pessoa?",
    ),
    EditableText("thanks", _("Resposta a um obrigado"), "Por nada! Qualquer coisa, é só chamar."),
    EditableText(
        "reminder",
        _("Lembrete"),
        "{greeting} Passando para lembrar do seu horário:\n\n"
        "{service} com {staff}\n{day} às {time}\n\nVocê vem?",
        needed=("day", "time"),
    ),
)
BY_KEY: Mapping[str, EditableText] = MappingProxyType({text.key: text for text in TEXTS})
