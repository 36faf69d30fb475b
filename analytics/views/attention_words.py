"""What needs somebody, in words, with where each leads."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from analytics.periods import AHEAD, TOMORROW, WEEK_AHEAD
from analytics.selectors.attention import MOST_COUNTED, Attention
from analytics.selectors.visits import VisitShow
from analytics.views.links import visits_url


def attention_lines(found: Attention, slug: str, staff_id: UUID | None) -> list[dict[str, Any]]:
    """What is not zero, most urgent first: `icon, text, count, url`."""
    lines = [
        {
            "icon": "alert-circle",
            "number": found.channels,
            "text": ngettext(
                "Número do WhatsApp com problema",
                "Números do WhatsApp com problema",
                found.channels,
            ),
            "url": reverse("channel_list", args=[slug]),
        },
        {
            "icon": "message-circle",
            "number": found.waiting,
            "text": ngettext(
                "Conversa esperando uma pessoa", "Conversas esperando uma pessoa", found.waiting
            ),
            "url": f"{reverse('conversation_list', args=[slug])}?show=waiting",
        },
        {
            "icon": "clock",
            "number": found.requested,
            "text": ngettext("Pedido para aceitar", "Pedidos para aceitar", found.requested),
            "url": visits_url(slug, VisitShow.REQUESTED, AHEAD, staff_id),
        },
        {
            "icon": "hourglass",
            "number": found.vacancies,
            "text": ngettext(
                "Horário que vagou e tem quem espere",
                "Horários que vagaram e têm quem espere",
                found.vacancies,
            ),
            "url": reverse("vacancy_list", args=[slug]),
        },
        {
            "icon": "calendar-x",
            "number": found.misplaced,
            "text": ngettext(
                "Horário fora do expediente", "Horários fora do expediente", found.misplaced
            ),
            "url": visits_url(slug, VisitShow.MISPLACED, WEEK_AHEAD, staff_id),
        },
        {
            "icon": "alert-triangle",
            "number": found.failed,
            "text": ngettext("Mensagem que não chegou", "Mensagens que não chegaram", found.failed),
            "url": reverse("failure_list", args=[slug]),
        },
        {
            "icon": "clock-x",
            "number": found.unsent,
            "text": ngettext(
                "Mensagem agendada que não saiu", "Mensagens agendadas que não saíram", found.unsent
            ),
            "url": f"{reverse('conversation_list', args=[slug])}?show=scheduled",
        },
        {
            "icon": "file-text",
            "number": found.templates,
            "text": ngettext(
                "Modelo que a Meta transformou em promoção",
                "Modelos que a Meta transformou em promoção",
                found.templates,
            ),
            "url": reverse("settings_templates", args=[slug]),
        },
        {
            "icon": "calendar-time",
            "number": found.unconfirmed,
            "text": ngettext(
                "Cliente de amanhã sem confirmar",
                "Clientes de amanhã sem confirmar",
                found.unconfirmed,
            ),
            "url": visits_url(slug, VisitShow.UNCONFIRMED, TOMORROW, staff_id),
        },
    ]
    return [line | {"count": _shown(line["number"])} for line in lines if line["number"]]


def _shown(count: Any) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
