"""Who is called by a line of a thread."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.models.conversation import Conversation
from bot.models.message import Message


class Mention(TenantModel):
    """One person called by one line: a note that names them, or the news that a conversation is
    theirs now. `seen_at` is when they opened the conversation after it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(_("vista em"), null=True, blank=True)

    class Meta:
        verbose_name = _("menção")
        verbose_name_plural = _("menções")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "user"], name="one_mention_per_note"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "conversation"], name="mention_of_person"),
            models.Index(
                fields=["user", "conversation"],
                name="mention_unseen",
                condition=models.Q(seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
