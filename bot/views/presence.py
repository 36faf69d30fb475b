"""Who else is in a conversation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_INBOX
from bot.forms.presence import PresenceForm
from bot.selectors.inbox import get_conversation
from bot.selectors.presence import others_present
from bot.services.presence import end_presence, note_presence


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_INBOX)
def conversation_presence(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """The colleagues here; POST first says that one is here (`writing`), or was (`leave`)."""
    conversation, now = get_conversation(conversation_id), timezone.now()
    if request.method == "POST":
        said = PresenceForm(request.POST)
        said.is_valid()
        if said.cleaned_data["leave"]:
            end_presence(conversation=conversation, user=request.user)
            return HttpResponse(status=204)
        note_presence(
            conversation=conversation,
            user=request.user,
            is_writing=said.cleaned_data["writing"],
            now=now,
        )
    present = others_present(conversation, user=request.user, now=now)
    context = {"conversation": conversation, "present": present}
    return render(request, "bot/_presence.html", context)
