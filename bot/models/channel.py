"""A business number on a provider."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from accounts.permissions import RowPermission
from bot.enums import ChannelStatus, Provider
from bot.providers import FACTS, ProviderFacts
from config.lib.fields import EncryptedTextField


class Channel(TenantModel):
    """One WhatsApp number of one organization.

    `number_id` is Meta's phone_number_id, the key by which webhooks are routed (the display
    number is text for people). Tokens and secrets lie encrypted. PAUSED means that nothing
    is sent until a person has mended what `pause_reason` says; `quiet_until` is a shorter
    silence that the provider asked for. `remote_name` is what the provider calls the app or
    the instance that the number is reached by, where it has one. `templates_due_at`: when to
    look at the account's templates again; None for a number without an account. `news` is the
    latest that the provider told, by topic (bot.services.number_news), `alerts` how much of it
    is bad and unseen, `messaging_limit` how many people may be written to first in a day, in
    its words.
    """

    provider = models.CharField(max_length=10, choices=Provider, default=Provider.META)
    name = models.CharField(_("nome"), max_length=80)
    number_id = models.CharField(_("phone number ID"), max_length=40)
    remote_name = models.CharField(_("nome no provedor"), max_length=100, blank=True)
    account_id = models.CharField(_("conta do WhatsApp (WABA)"), max_length=40, blank=True)
    display_phone_number = models.CharField(_("número"), max_length=30, blank=True)
    graph_url = models.CharField(_("endereço da API"), max_length=200, blank=True)
    access_token = EncryptedTextField()
    app_secret = EncryptedTextField()
    previous_app_secret = EncryptedTextField()
    verify_token = EncryptedTextField()
    status = models.CharField(
        _("estado"), max_length=10, choices=ChannelStatus, default=ChannelStatus.ACTIVE
    )
    pause_reason = models.CharField(_("motivo da pausa"), max_length=200, blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    is_bot_enabled = models.BooleanField(_("robô ligado"), default=True)
    human_minutes = models.PositiveSmallIntegerField(_("o robô volta depois de (min)"), default=120)
    quality = models.CharField(_("qualidade"), max_length=20, blank=True, editable=False)
    templates_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    messaging_limit = models.CharField(max_length=30, blank=True, editable=False)
    news = models.JSONField(default=dict, blank=True, editable=False)
    alerts = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("canal")
        verbose_name_plural = _("canais")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "number_id"], name="one_channel_per_number"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account_id"], name="channel_by_account")]

    def __str__(self) -> str:
        return f"{self.name} {self.display_phone_number}".strip()

    @property
    def facts(self) -> ProviderFacts:
        """What we know of its provider."""
        return FACTS[self.provider]


class ChannelPermission(RowPermission):
    """What one person may do with one channel, beyond their role."""

    content_object = models.ForeignKey(Channel, on_delete=models.CASCADE)


class ChannelEvent(TenantModel):
    """News of the provider about a number, an account or a template, kept as it came.

    Such news has no id of its own: the digest of (account, field, time, value) stands in.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="events")
    field = models.CharField(max_length=60)
    value = models.JSONField()
    digest = models.BinaryField(max_length=32)
    occurred_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("aviso do provedor")
        verbose_name_plural = _("avisos do provedor")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "digest"], name="channel_event_once"),
        ]

    def __str__(self) -> str:
        return self.field
