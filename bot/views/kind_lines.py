"""What happened, as a line of the thread: calls, changes of number, what can't be shown."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.phone_numbers import show_phone_number
from bot.enums import Direction
from bot.models import Message
from config.lib.formatting import format_duration

# What the provider can't hand over (`unsupported.type`), in words.
UNSUPPORTED: dict[str, str | Promise] = {
    "edit": gettext_lazy("O cliente editou uma mensagem"),
    "gif": gettext_lazy("GIF"),
    "group_invite": gettext_lazy("Convite para um grupo"),
    "image": gettext_lazy("Foto de visualização única"),
    "video": gettext_lazy("Vídeo de visualização única"),
    "audio": gettext_lazy("Áudio de visualização única"),
    "keep_in_chat": gettext_lazy("O cliente guardou uma mensagem"),
    "link_preview": gettext_lazy("Link com prévia"),
    "list": gettext_lazy("Lista"),
    "interactive": gettext_lazy("Mensagem com botões"),
    "hsm": gettext_lazy("Modelo de mensagem"),
    "button": gettext_lazy("Toque em um botão"),
    "location": gettext_lazy("Localização em tempo real"),
    "media_placeholder": gettext_lazy("Arquivo"),
    "order": gettext_lazy("Pedido do catálogo"),
    "pin": gettext_lazy("O cliente fixou uma mensagem"),
    "poll": gettext_lazy("Enquete"),
    "poll_creation": gettext_lazy("Enquete"),
    "poll_update": gettext_lazy("Voto em uma enquete"),
    "product": gettext_lazy("Produto do catálogo"),
    "reaction": gettext_lazy("Reação"),
}
# The provider's errors on a message that came without its content.
UNAVAILABLE: dict[int, str | Promise] = {
    131052: gettext_lazy("O arquivo é grande demais para chegar aqui."),
    131060: gettext_lazy("O WhatsApp não conseguiu entregar o conteúdo."),
}


def line_of(message: Message) -> str:
    """The whole line; "" for what is a bubble."""
    content = message.content if isinstance(message.content, dict) else {}
    if message.kind == "CALL":
        return _call(content, is_ours=message.direction == Direction.OUT)
    if message.kind == "SYSTEM":
        return _change(content, message.text)
    if message.kind == "CALL_PERMISSION":
        return _permission(content)
    if message.kind == "REQUEST_WELCOME":
        return _("O cliente abriu a conversa")
    return ""


def unsupported_words(content: Any) -> tuple[str, str]:
    """What it was, "" where we are not told, and why it is not here."""
    data = content if isinstance(content, dict) else {}
    told = data.get("unsupported")
    name = told.get("type") if isinstance(told, dict) else ""
    what = str(UNSUPPORTED.get(str(name), ""))
    errors = data.get("errors")
    told_errors = errors if isinstance(errors, list) else []
    codes = [one.get("code") for one in told_errors if isinstance(one, dict)]
    why = next((UNAVAILABLE[code] for code in codes if code in UNAVAILABLE), "")
    return what, str(why) or _("O WhatsApp só mostra isto no celular.")


def _call(content: dict[str, Any], *, is_ours: bool) -> str:
    if content.get("event") != "terminate":
        return _("Ligação para o cliente") if is_ours else _("O cliente ligou pelo WhatsApp")
    if content.get("status") == "FAILED":
        return _("A ligação não foi atendida")
    seconds = content.get("duration")
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds >= 60:
        length = format_duration(seconds // 60)
        return _("A ligação terminou depois de %(length)s") % {"length": length}
    return _("A ligação terminou")


def _change(content: dict[str, Any], text: str) -> str:
    told = content.get("system")
    system = told if isinstance(told, dict) else {}
    kind, number = system.get("type"), str(system.get("wa_id") or "")
    if kind == "user_changed_number" and number.isdigit():
        return _("O cliente mudou de número: agora é %(number)s") % {
            "number": show_phone_number(f"+{number}")
        }
    if kind in ("customer_identity_changed", "user_identity_changed"):
        return _("O cliente trocou de aparelho ou instalou o WhatsApp de novo")
    if kind == "user_changed_user_id":
        return _("O WhatsApp deu um código novo a este cliente")
    return _("Aviso do WhatsApp: %(text)s") % {"text": text} if text else _("Aviso do WhatsApp")


def _permission(content: dict[str, Any]) -> str:
    interactive = content.get("interactive")
    inner = interactive.get("call_permission_reply") if isinstance(interactive, dict) else None
    reply = inner if isinstance(inner, dict) else {}
    if reply.get("response") == "accept":
        return _("O cliente aceitou receber ligações")
    if reply.get("response") == "reject":
        return _("O cliente não quer receber ligações")
    return _("O cliente respondeu sobre ligações")
