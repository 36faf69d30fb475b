"""What this app adds to the command palette: conversations that the person has looked at."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from accounts.palette import PaletteItem
from accounts.permissions import VIEW_INBOX
from accounts.recent import recent_finder
from bot.models import Conversation

KIND = "conversation"


@recent_finder(KIND)
def recent_conversations(request: TenantRequest, ids: Sequence[UUID]) -> dict[UUID, PaletteItem]:
    if not request.can(VIEW_INBOX):
        return {}
    found = Conversation.objects.filter(pk__in=ids).select_related("customer")
    return {
        talk.pk: PaletteItem(
            label=talk.customer.display_name,
            url=reverse("conversation_detail", args=[request.organization.slug, talk.pk]),
            icon="message-circle",
            detail=_("Conversa"),
        )
        for talk in found
    }
