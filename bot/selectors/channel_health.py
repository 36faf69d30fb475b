"""How the numbers of the open organization are, check by check."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.phone_numbers import show_phone_number
from bot.enums import ChannelStatus, DeliveryStatus, Direction, TemplateStatus
from bot.models import Channel, Delivery, DeliveryUpdate, Message, MessageTemplate
from bot.reminder_templates import REMINDER, TEMPLATE_LANGUAGE
from bot.selectors.channels import connected_channels, webhook_url_of
from bot.selectors.doctor_ground import Status
from bot.selectors.number_news import bad_news, limit_words
from bot.selectors.phone_sync import brought_by_phone
from config.lib.ids import first_id_of

DAY = timedelta(hours=24)
BAD_QUALITY = ("RED", "LOW")


@dataclass(frozen=True, slots=True)
class ChannelCheck:
    """One finding: what was looked at, what was found, and what to do ("" when well)."""

    label: str
    status: Status
    detail: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class ChannelState:
    """A number with its findings; counts are those of the last 24 hours.

    `limit` is how many people may be written to first in a day, "" while nobody has said.
    `webhook_url` is the number's own address, "" where one address serves all (Meta).
    """

    channel: Channel
    heard_at: datetime | None
    sent_at: datetime | None
    sent: int
    failed: int
    checks: list[ChannelCheck]
    webhook_url: str
    limit: str

    @property
    def number(self) -> str:
        """The number as people know it; before that is known, what the provider calls it."""
        channel = self.channel
        if channel.display_phone_number:
            return show_phone_number(channel.display_phone_number)
        return channel.remote_name or channel.number_id


def get_channel(channel_id: UUID) -> Channel:
    """The number of the open scope; 404 for any other id."""
    found: Channel | None = connected_channels().filter(pk=channel_id).first()
    if found is None:
        raise Http404
    return found


def get_paired_channel(channel_id: UUID) -> Channel:
    """A number of the open scope that is paired with a phone; 404 for any other id."""
    channel = get_channel(channel_id)
    if not channel.facts.pairs:
        raise Http404
    return channel


def channel_states(now: datetime) -> list[ChannelState]:
    """Every number, oldest first. Three queries, whatever the number of numbers."""
    channels = list(
        _with_last_webhook(
            connected_channels().select_related("organization", "pairing").order_by("created_at")
        )
    )
    traffic = _traffic(now)
    templates: dict[UUID, dict[str, str]] = {}
    for row in MessageTemplate.objects.filter(name=REMINDER):
        templates.setdefault(row.channel_id, {})[row.language] = row.status
    return [
        _state(channel, traffic.get(channel.pk, {}), templates.get(channel.pk, {}), now)
        for channel in channels
    ]


def _with_last_webhook(channels: QuerySet[Channel]) -> "QuerySet[Channel]":
    messages = Message.objects.filter(
        channel=OuterRef("pk"), direction=Direction.IN, external_id__isnull=False
    )
    statuses = DeliveryUpdate.objects.filter(channel=OuterRef("pk"))
    return channels.annotate(
        wrote_at=Subquery(messages.order_by("-id").values("created_at")[:1]),
        reported_at=Subquery(statuses.order_by("-id").values("created_at")[:1]),
    )


def _traffic(now: datetime) -> "dict[UUID, dict[str, object]]":
    """Sent, failed and the last sending of the last 24 hours, by a range of the key."""
    recent = Delivery.objects.filter(pk__gte=first_id_of(now - DAY))
    rows = (
        recent.order_by()
        .values("channel_id")
        .annotate(
            sent=Count("id", filter=Q(sent_at__isnull=False)),
            failed=Count("id", filter=Q(status=DeliveryStatus.FAILED)),
            last=Max("sent_at"),
        )
    )
    return {row["channel_id"]: row for row in rows}


def _state(
    channel: Channel, traffic: dict[str, object], templates: dict[str, str], now: datetime
) -> ChannelState:
    known: object = channel
    times = [getattr(known, name) for name in ("wrote_at", "reported_at")]
    heard_at = max((time for time in times if time), default=None)
    sent, failed = int(str(traffic.get("sent", 0))), int(str(traffic.get("failed", 0)))
    last = traffic.get("last")
    return ChannelState(
        channel=channel,
        heard_at=heard_at,
        sent_at=last if isinstance(last, datetime) else None,
        sent=sent,
        failed=failed,
        webhook_url=webhook_url_of(channel) if channel.facts.has_own_door else "",
        limit=limit_words(channel.messaging_limit),
        checks=[
            _sending(channel, now),
            *([_phone(channel)] if channel.facts.pairs else []),
            _credentials(channel),
            _webhook(channel, heard_at),
            _deliveries(sent, failed),
            *([] if channel.facts.pairs else [_quality(channel)]),
            *_told(channel, now),
            *_brought(channel, now),
            _templates(channel, templates),
        ],
    )


def _sending(channel: Channel, now: datetime) -> ChannelCheck:
    label = _("Envio")
    if channel.status == ChannelStatus.PAUSED:
        return ChannelCheck(
            label,
            Status.FAIL,
            _("Parado: %(reason)s") % {"reason": channel.pause_reason or _("sem motivo anotado")},
            _("Corrija a causa e toque em “Religar”. As mensagens da fila saem em seguida."),
        )
    if channel.quiet_until and channel.quiet_until > now:
        return ChannelCheck(
            label,
            Status.WARN,
            _("A %(provider)s pediu uma pausa curta.") % {"provider": channel.facts.name},
            _("Volta sozinho em alguns minutos."),
        )
    return ChannelCheck(label, Status.OK, _("Ligado."))


def _phone(channel: Channel) -> ChannelCheck:
    """Of a number that is paired with a phone."""
    label = _("Celular")
    if getattr(getattr(channel, "pairing", None), "state", "") == "open":
        return ChannelCheck(label, Status.OK, _("Pareado."))
    fix = _("Abra “Parear celular” e leia o QR code com o WhatsApp do celular.")
    detail = _("Nenhum celular pareado: nada chega e nada sai.")
    return ChannelCheck(label, Status.FAIL, detail, fix)


def _credentials(channel: Channel) -> ChannelCheck:
    label = _("Credenciais")
    facts = channel.facts
    if all(getattr(channel, name) for name in facts.secrets):
        return ChannelCheck(label, Status.OK, _("Guardadas com criptografia."))
    return ChannelCheck(label, Status.FAIL, str(facts.missing), str(facts.missing_fix))


def _webhook(channel: Channel, heard_at: datetime | None) -> ChannelCheck:
    label, who = _("Recebimento"), {"provider": channel.facts.name}
    if heard_at is not None:
        return ChannelCheck(label, Status.OK, _("A %(provider)s consegue nos avisar.") % who)
    detail = _("Ainda não chegou nenhum aviso da %(provider)s.") % who
    return ChannelCheck(label, Status.WARN, detail, str(channel.facts.unheard_fix))


def _deliveries(sent: int, failed: int) -> ChannelCheck:
    label = _("Entregas")
    if not failed:
        return ChannelCheck(label, Status.OK, _("Nenhuma falha nas últimas 24 horas."))
    detail = _("%(failed)d falharam e %(sent)d saíram nas últimas 24 horas.")
    return ChannelCheck(
        label,
        Status.WARN,
        detail % {"failed": failed, "sent": sent},
        _("Veja o motivo de cada uma em Início, “Mensagens que não chegaram”."),
    )


def _quality(channel: Channel) -> ChannelCheck:
    label = _("Qualidade")
    if channel.quality in BAD_QUALITY:
        return ChannelCheck(
            label,
            Status.WARN,
            _("Baixa: clientes bloquearam ou denunciaram mensagens."),
            _("Mande menos promoções e só a quem autorizou, ou a Meta reduz seu limite."),
        )
    return ChannelCheck(label, Status.OK, channel.quality or _("Sem nota da Meta ainda."))


def _told(channel: Channel, now: datetime) -> list[ChannelCheck]:
    """What the provider has told on its own."""
    news = bad_news(channel, now)
    return [ChannelCheck(one.label, Status.WARN, one.text, one.fix) for one in news]


def _brought(channel: Channel, now: datetime) -> list[ChannelCheck]:
    """By a phone that shares the number."""
    return [
        ChannelCheck(one.label, Status.WARN if one.fix else Status.OK, one.detail, one.fix)
        for one in brought_by_phone(channel, now)
    ]


def _templates(channel: Channel, statuses: dict[str, str]) -> ChannelCheck:
    label = _("Modelo de lembrete")
    if not channel.facts.capabilities.has_templates:
        return ChannelCheck(label, Status.OK, _("Não precisa: aqui o lembrete sai sem modelo."))
    language = TEMPLATE_LANGUAGE[channel.organization.locale]
    status = statuses.get(language)
    if status == TemplateStatus.APPROVED:
        return ChannelCheck(label, Status.OK, _("Aprovado pela Meta."))
    if status is None:
        return ChannelCheck(
            label,
            Status.WARN,
            _("Ainda não foi enviado para aprovação."),
            _("O envio é automático e leva alguns minutos.")
            if channel.account_id
            else _("Informe o ID da conta em “Trocar credenciais”; o envio é automático."),
        )
    return ChannelCheck(
        label,
        Status.WARN,
        str(TemplateStatus(status).label),
        _("Até a Meta aprovar, o lembrete só sai a quem escreveu nas últimas 24 horas."),
    )
