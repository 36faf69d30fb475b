"""The assistant of an organization: how it is set, what it costs, each of its turns."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import AssistantOutcome, ModelKind
from bot.models.conversation import Conversation
from bot.models.flow import FlowRun
from bot.models.message import Message
from config.lib.fields import EncryptedTextField

LEAST_SECONDS, MOST_SECONDS = 5, 60
PER_MILLION = Decimal(1_000_000)


class AssistantSettings(TenantModel):
    """One row per organization; without one, or with `is_on` false, there is no assistant.

    Prices are US dollars per million tokens, as providers list them; both zero: the month is
    limited by tokens alone. After failures in a row nobody is asked until `quiet_until`.
    """

    is_on = models.BooleanField(_("assistente ligado"), default=False)
    kind = models.CharField(_("tipo"), max_length=10, choices=ModelKind, default=ModelKind.OPENAI)
    base_url = models.CharField(_("endereço"), max_length=200)
    model_name = models.CharField(_("modelo"), max_length=100)
    api_key = EncryptedTextField()
    timeout_s = models.PositiveSmallIntegerField(
        _("tempo máximo (s)"),
        default=20,
        validators=[MinValueValidator(LEAST_SECONDS), MaxValueValidator(MOST_SECONDS)],
    )
    month_tokens = models.PositiveBigIntegerField(_("tokens por mês"), default=1_000_000)
    month_usd = models.DecimalField(
        _("dólares por mês"), max_digits=10, decimal_places=2, default=Decimal(10)
    )
    input_usd = models.DecimalField(max_digits=10, decimal_places=4, default=Decimal(0))
    output_usd = models.DecimalField(max_digits=10, decimal_places=4, default=Decimal(0))
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    quiet_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("assistente")
        verbose_name_plural = _("assistentes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="one_assistant_settings"),
            models.CheckConstraint(
                condition=Q(timeout_s__gte=LEAST_SECONDS, timeout_s__lte=MOST_SECONDS),
                name="assistant_waits_reasonably",
            ),
        ]

    def __str__(self) -> str:
        return self.model_name

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """US dollars, to a millionth."""
        price = input_tokens * self.input_usd + output_tokens * self.output_usd
        return (price / PER_MILLION).quantize(Decimal("0.000001"))


class AssistantMonth(TenantModel):
    """What one month has cost and what is set aside for questions under way.

    A question is asked only after its dearest outcome was set aside within the limits, so
    that `used` plus `held` never passes them however many workers ask at once.
    """

    month = models.DateField(_("mês"))
    used_tokens = models.PositiveBigIntegerField(default=0)
    held_tokens = models.PositiveBigIntegerField(default=0)
    used_usd = models.DecimalField(max_digits=14, decimal_places=6, default=Decimal(0))
    held_usd = models.DecimalField(max_digits=14, decimal_places=6, default=Decimal(0))

    class Meta:
        verbose_name = _("mês do assistente")
        verbose_name_plural = _("meses do assistente")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "month"], name="one_assistant_month"),
            models.CheckConstraint(
                condition=Q(used_usd__gte=0, held_usd__gte=0), name="assistant_month_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class AssistantTurn(TenantModel):
    """One thing a customer said that the assistant is to answer: to do while NEW.

    `said` is what the built-in conversation did not understand, as it came ({"texts", "kind"});
    if the assistant has nothing usable, the built-in answer to it is given. `last_message` is
    the newest message it answers: after a newer one it keeps quiet. `held_*` is what is set
    aside in `month` for the question under way. `trace` are the steps in order, for staff;
    `answer` is the message that came of it. With a `run` it is that flow which waits for the
    effect `effect_id` and goes on with what comes of it; `instruction` is its step's.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="assistant_turns"
    )
    last_message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.OneToOneField(
        Message, null=True, on_delete=models.SET_NULL, related_name="assistant_turn"
    )
    said = models.JSONField(default=dict)
    run = models.ForeignKey(FlowRun, null=True, on_delete=models.SET_NULL, related_name="+")
    effect_id = models.CharField(max_length=20, blank=True)
    instruction = models.TextField(blank=True)
    outcome = models.CharField(
        _("resultado"), max_length=12, choices=AssistantOutcome, default=AssistantOutcome.NEW
    )
    reason = models.CharField(_("motivo"), max_length=40, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    model_name = models.CharField(_("modelo"), max_length=100, blank=True)
    trace = models.JSONField(default=list)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    usd = models.DecimalField(max_digits=12, decimal_places=6, default=Decimal(0))
    month = models.ForeignKey(
        AssistantMonth, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_tokens = models.PositiveBigIntegerField(default=0)
    held_usd = models.DecimalField(max_digits=14, decimal_places=6, default=Decimal(0))
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vez do assistente")
        verbose_name_plural = _("vezes do assistente")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"],
                name="one_assistant_turn_at_once",
                condition=Q(outcome="NEW"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="assistant_turn_due", condition=Q(outcome="NEW")),
            models.Index(fields=["conversation", "-created_at"], name="assistant_turn_latest"),
            models.Index(fields=["organization", "id"], name="assistant_turn_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.reason}".strip()
