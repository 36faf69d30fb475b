"""Our message templates: which ones we need, and keeping our copy true."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_scopes import scope, scopes_disabled

from bot.enums import ChannelStatus, TemplateStatus
from bot.gateways import GatewayError
from bot.models import Channel, MessageTemplate
from bot.reminder_templates import REMINDER_TEMPLATES
from bot.services.channel_settings import NotConnected
from bot.services.gateways import gateway_of
from bot.services.template_news import keep_template, template_status
from config.lib.logging import get_logger

log = get_logger(__name__)

KEEP_TEMPLATES = "bot.tasks.keep_templates"
LOOK_EVERY = timedelta(hours=6)  # webhooks tell of changes; this finds what they missed
TRY_AGAIN = timedelta(minutes=2)


def keep_templates_due(*, now: datetime) -> int:
    """Bring the templates of due channels up to date; returns how many were looked at.

    A channel is claimed by moving its moment on, so that two workers never submit the same
    template; a provider that does not answer is asked again after TRY_AGAIN.
    """
    looked_at = 0
    with scopes_disabled():
        due = list(
            Channel.objects.select_related("organization").filter(
                status=ChannelStatus.ACTIVE, templates_due_at__lte=now
            )
        )
    for channel in due:
        if not _claim(channel, now):
            continue
        looked_at += 1
        try:
            prepare_templates(channel=channel, now=now)
        except GatewayError as error:
            log.warning("templates_not_kept", channel_id=str(channel.pk), code=error.code)
    return looked_at


def _claim(channel: Channel, now: datetime) -> bool:
    with scope(organization=channel.organization):
        mine = Channel.objects.filter(pk=channel.pk, templates_due_at=channel.templates_due_at)
        return mine.update(templates_due_at=now + TRY_AGAIN) == 1


def prepare_templates(*, channel: Channel, now: datetime) -> int:
    """Fetch the account's templates and submit ours that are missing; returns how many.

    Talks to the provider, so never inside a transaction. Raises GatewayError.
    """
    sync_templates(channel=channel, now=now)
    submitted = submit_missing_templates(channel=channel, now=now)
    with scope(organization=channel.organization):
        Channel.objects.filter(pk=channel.pk).update(templates_due_at=now + LOOK_EVERY)
    return submitted


def refresh_templates(*, channel: Channel, now: datetime) -> int:
    """Do now what is done every LOOK_EVERY; returns how many templates the provider has.

    Talks to the provider, so never inside a transaction. Raises GatewayError, NotConnected.
    """
    if not (channel.access_token and channel.account_id):
        raise NotConnected
    _claim(channel, now)
    prepare_templates(channel=channel, now=now)
    with scope(organization=channel.organization):
        there = MessageTemplate.objects.filter(channel=channel)
        ours_alone = (TemplateStatus.DELETED, TemplateStatus.DRAFT)
        return int(there.exclude(status__in=ours_alone).count())


def sync_templates(*, channel: Channel, now: datetime) -> int:
    """Make our copy equal to the provider's list; returns how many it has.

    What the provider has no more is marked as deleted, for those who have it on the screen.
    What people submit, change or delete while the list is on its way stays as they left it:
    the list may be older.
    """
    with scope(organization=channel.organization):
        ours = list(
            MessageTemplate.objects.filter(channel=channel)
            .exclude(status=TemplateStatus.DRAFT)
            .values_list("pk", flat=True)
        )
        busy = _in_hands(channel, now)
    remote = gateway_of(channel).list_templates()
    with scope(organization=channel.organization):
        busy |= _in_hands(channel, now)
        for template in remote:
            if (template.name, template.language) not in busy:
                keep_template(channel=channel, template=template, now=now)
        gone = MessageTemplate.objects.filter(pk__in=ours, synced_at__lt=now).exclude(
            status=TemplateStatus.DRAFT
        )
        lost = [
            pk for pk, *key in gone.values_list("pk", "name", "language") if tuple(key) not in busy
        ]
        gone.filter(pk__in=lost).update(**template_status(TemplateStatus.DELETED))
    return len(remote)


def _in_hands(channel: Channel, now: datetime) -> set[tuple[str, str]]:
    """What a person sends at this moment, or has sent since `now`, as (name, language)."""
    rows = MessageTemplate.objects.filter(channel=channel).filter(
        Q(submitting_until__gt=now) | Q(synced_at__gt=now)
    )
    return set(rows.values_list("name", "language"))


def submit_missing_templates(*, channel: Channel, now: datetime) -> int:
    """Submit those of REMINDER_TEMPLATES that the account lacks; returns how many."""
    with scope(organization=channel.organization):
        there = MessageTemplate.objects.filter(channel=channel).exclude(
            status=TemplateStatus.DELETED
        )
        known = set(there.values_list("name", "language"))
    gateway, submitted = gateway_of(channel), 0
    for draft in REMINDER_TEMPLATES:
        if (draft["name"], draft["language"]) in known:
            continue
        created = gateway.create_template(**draft)
        with scope(organization=channel.organization):
            keep_template(channel=channel, template=created, now=now)
        submitted += 1
    return submitted


def approved_template(channel: Channel, name: str, language: str) -> MessageTemplate | None:
    """An approved template of this name, in this language (or its base language)."""
    templates = MessageTemplate.objects.filter(
        channel=channel, name=name, status=TemplateStatus.APPROVED
    )
    found: MessageTemplate | None = templates.filter(language=language).first()
    return found or templates.filter(language__startswith=language[:2]).first()
