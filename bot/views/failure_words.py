"""Why a message did not arrive, as people read it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bot.enums import CALLED_OFF, NO_ANSWER, TemplateRefusal
from bot.views.placeholders import Words

# Meta's error codes that a person can do something about.
REASONS: dict[int, Words] = {
    131026: gettext_lazy("Este número não recebe mensagens do WhatsApp."),
    131047: gettext_lazy("Passaram 24 horas desde a última mensagem do cliente."),
    # Twilio's words for the same, and what only Twilio says.
    63024: gettext_lazy("Este número não recebe mensagens do WhatsApp."),
    63016: gettext_lazy("Passaram 24 horas desde a última mensagem do cliente."),
    21617: gettext_lazy("O texto passa de 1.600 letras: divida em duas mensagens."),
    21610: gettext_lazy("O cliente pediu para não receber mensagens deste número."),
    # Gupshup's.
    1002: gettext_lazy("Este número não recebe mensagens do WhatsApp."),
    1003: gettext_lazy("O saldo da Gupshup acabou: recarregue no painel dela."),
    1012: gettext_lazy("O cliente pediu para não receber mensagens deste número."),
    **dict.fromkeys(
        (470, 1005, 1007),
        gettext_lazy("Passaram 24 horas desde a última mensagem do cliente."),
    ),
    131050: gettext_lazy("O cliente não quer receber este tipo de mensagem."),
    130472: gettext_lazy("O WhatsApp não entregou por um teste que faz com usuários."),
    131049: gettext_lazy("O WhatsApp segurou a mensagem para não incomodar o cliente."),
    132015: gettext_lazy("O WhatsApp pausou este modelo."),
    132016: gettext_lazy("O WhatsApp desativou este modelo."),
    **{reason.value: reason.label for reason in TemplateRefusal},
    NO_ANSWER: gettext_lazy(
        "Talvez tenha chegado: não veio resposta do WhatsApp. Pergunte ao cliente antes de "
        "tentar de novo."
    ),
    CALLED_OFF: gettext_lazy("O horário mudou, foi cancelado ou já tinha começado: não enviamos."),
}


def failure_words(code: int | None, detail: str = "") -> str:
    """In the reader's language; for a code that nobody can do anything about the provider's own
    words (`detail`), where they are wanted."""
    if code in REASONS:
        return str(REASONS[code])
    if detail:
        return f"{detail} ({code})" if code else detail
    if code:
        return _("O WhatsApp recusou (código %(code)s).") % {"code": code}
    return _("Não foi possível enviar.")
