"""How the assistant came to its answer, for the team."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_INBOX
from bot.selectors.assistant import get_assistant_turn
from bot.views.assistant_words import reason_words, tool_words
from config.lib.screens import render_screen


@require_GET
@in_organization(VIEW_INBOX)
def assistant_turn(
    request: TenantRequest, conversation_id: UUID, assistant_turn_id: UUID
) -> HttpResponse:
    """Step by step: what it was asked, looked at and said, and what that cost."""
    turn = get_assistant_turn(conversation_id, assistant_turn_id)
    slug = request.organization.slug
    steps = [
        step | ({"words": tool_words(step["name"])} if step["kind"] == "tool" else {})
        for step in turn.trace
    ]
    context = {
        "turn": turn,
        "steps": steps,
        "reason": reason_words(turn.reason),
        "said": " ".join(turn.said.get("texts", ())),
        "talk_url": reverse("conversation_detail", args=[slug, conversation_id]),
    }
    return render_screen(request, "bot/assistant_turn.html", "bot/_assistant_turn.html", context)
