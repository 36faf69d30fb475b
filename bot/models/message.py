"""Messages, both ways."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import Author, Direction
from bot.models.channel import Channel
from bot.models.conversation import Conversation

# Words without accents and without a language's endings: customers write in several.
WORDS_CONFIG = "inbox_words"
# What is said of another message (`context_id`), not said itself.
MARKS = ("REACTION", "EDIT", "REVOKE")


class Message(TenantModel):
    """One message. `content` is the provider's object (in) or our Content (out).

    INTERNAL ones are notes and what people did with the conversation; they have no delivery
    and are never sent.

    `occurred_at` orders a conversation: the provider's timestamp of what came in, our clock
    for what goes out. `handled_at` is when the bot or a person's ownership took care of an
    incoming message; until then it is to do.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction)
    author = models.CharField(max_length=10, choices=Author)
    author_user = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    external_id = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001
    reply_id = models.CharField(max_length=256, blank=True)
    context_id = models.CharField(max_length=300, blank=True)
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mensagem")
        verbose_name_plural = _("mensagens")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "external_id"], name="one_message_per_provider_id"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(SearchVector("text", config=WORDS_CONFIG), name="message_words"),
            models.Index(fields=["organization", "id"], name="message_by_age"),
            models.Index(fields=["conversation", "occurred_at", "id"], name="message_in_order"),
            models.Index(
                fields=["conversation", "context_id"],
                name="message_marks",
                condition=models.Q(kind__in=MARKS),
            ),
            models.Index(
                fields=["conversation", "occurred_at"],
                name="message_to_handle",
                condition=models.Q(handled_at__isnull=True, direction=Direction.IN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.kind}"
