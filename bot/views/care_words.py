"""What people did with a conversation, as a line of its thread."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bot.enums import CareEvent, Hindrance
from bot.models import Message


def event_words(message: Message) -> str:
    """In the reader's language; the time is the active zone's."""
    who = message.author_user.get_short_name() if message.author_user else ""
    told = {"who": who, "to": message.content.get("to", "")}
    match message.content.get("event"):
        case CareEvent.TAKEN:
            return _("%(who)s assumiu a conversa") % told
        case CareEvent.ASSIGNED if not who:
            return _("O robô passou a conversa para %(to)s") % told
        case CareEvent.ASSIGNED:
            return _("%(who)s passou a conversa para %(to)s") % told
        case CareEvent.TO_BOT:
            return _("%(who)s devolveu a conversa ao robô") % told
        case CareEvent.RESOLVED:
            return _("%(who)s resolveu a conversa") % told
        case CareEvent.REOPENED if who:
            return _("%(who)s reabriu a conversa") % told
        case CareEvent.REOPENED:
            return _("O cliente escreveu e reabriu a conversa")
        case CareEvent.NOT_SENT:
            told["why"] = str(Hindrance(message.content["hindrance"]).label)
            if not who:
                return _("Uma mensagem agendada não saiu. %(why)s") % told
            return _("A mensagem agendada por %(who)s não saiu. %(why)s") % told
        case CareEvent.CALLED_OFF:
            return _("O cliente escreveu antes: a mensagem agendada não vai sair")
        case _snoozed:
            until = timezone.localtime(datetime.fromisoformat(message.content["until"]))
            shown = date_format(until, "SHORT_DATETIME_FORMAT")
            return _("%(who)s adiou a conversa até %(until)s") % {"who": who, "until": shown}
