"""A person writes a template: as a draft, to the provider, changed, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from accounts.models import User
from accounts.services.audit import record_audit
from bot.enums import TemplateStatus
from bot.gateways import GatewayError, RemoteTemplate
from bot.gateways.media import MediaFile
from bot.gateways.meta.templates import EXISTS
from bot.models import Channel, MessageTemplate
from bot.services.gateways import gateway_of, template_desk_of
from bot.services.template_news import keep_template, template_status
from bot.template_draft import TemplateDraft, components_of, draft_of
from bot.template_rules import Problem, problems_of

CLAIM = timedelta(minutes=2)  # longer than a call may take
CHANGEABLE = (TemplateStatus.APPROVED, TemplateStatus.REJECTED, TemplateStatus.PAUSED)
DELETABLE = (TemplateStatus.DRAFT, TemplateStatus.PENDING, *CHANGEABLE)


class TemplateTaken(Exception):
    """The number has this name in this language already."""


class TemplateFaulty(Exception):
    """Meta would refuse it; `problems` names each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{one.field} {one.rule}" for one in problems))
        self.problems = problems


class TemplateBusy(Exception):
    """It is on its way to the provider, or in a state that allows no change."""


def save_draft(
    *,
    channel: Channel,
    draft: TemplateDraft,
    now: datetime,
    actor: User,
    template: MessageTemplate | None = None,
) -> MessageTemplate:
    """Keep what is written so far; the same again is the same row. Rules of the texts are
    looked at when it is submitted. Raises TemplateTaken, TemplateBusy."""
    try:
        with transaction.atomic():
            return _save_draft(channel, draft, now, actor, template)
    except IntegrityError as error:
        raise TemplateTaken from error


def submit_template(*, template: MessageTemplate, now: datetime, actor: User) -> MessageTemplate:
    """Send a draft to the provider's review, once, however often it is asked for: as it stands
    once it is claimed, when nobody can write to it any more.

    Talks to the provider, so never inside a transaction. Raises TemplateFaulty, TemplateBusy,
    TemplateTaken, NotConnected, GatewayError.
    """
    channel = template.channel
    desk = template_desk_of(channel)
    if not _claim(template, (TemplateStatus.DRAFT,), now):
        template.refresh_from_db()
        if template.status == TemplateStatus.DRAFT:
            raise TemplateBusy
        return template
    with _released(template):
        template.refresh_from_db()
        draft = draft_of_template(template)
        check_draft(draft)
        try:
            remote = desk.create(
                name=draft.name,
                language=draft.language,
                category=draft.category,
                components=components_of(draft),
                is_named=draft.is_named,
            )
        except GatewayError as error:
            if error.subcode != EXISTS:
                raise
            remote = _written_before(channel, draft)
        with transaction.atomic():
            kept = keep_template(channel=channel, template=remote, now=now)
            _note(kept, actor, "template.submitted")
    return kept


def change_template(
    *, template: MessageTemplate, draft: TemplateDraft, now: datetime, actor: User
) -> MessageTemplate:
    """Replace the texts of one that the provider has, which sends it to review again.

    Name and language stay; an approved one keeps its category. Talks to the provider, so never
    inside a transaction. Raises TemplateFaulty, TemplateBusy, NotConnected, GatewayError.
    """
    is_approved = template.status == TemplateStatus.APPROVED
    draft = replace(
        draft,
        name=template.name,
        language=template.language,
        category=template.category if is_approved else draft.category,
    )
    check_draft(draft)
    components, desk = components_of(draft), template_desk_of(template.channel)
    if not _claim(template, CHANGEABLE, now):
        raise TemplateBusy
    with _released(template):
        category = "" if is_approved else draft.category
        desk.change(template.external_id, category=category, components=components)
        with transaction.atomic():
            # What the review said meanwhile, over a webhook, is newer than our PENDING.
            MessageTemplate.objects.filter(
                pk=template.pk, status__in=CHANGEABLE, synced_at=template.synced_at
            ).update(reason="", **template_status("PENDING"))
            MessageTemplate.objects.filter(pk=template.pk).update(
                components=components,
                category=draft.category,
                asked_category=draft.category,
                header_handle=draft.header_handle,
                synced_at=Greatest("synced_at", Value(now)),
            )
            _note(template, actor, "template.changed")
    template.refresh_from_db()
    return template


def remove_template(*, template: MessageTemplate, now: datetime, actor: User) -> None:
    """Delete this language of it, at the provider too; twice is the same as once.

    Talks to the provider, so never inside a transaction. Raises TemplateBusy, NotConnected,
    GatewayError.
    """
    if template.status == TemplateStatus.DELETED:
        return
    if not _claim(template, DELETABLE, now):
        raise TemplateBusy
    template.refresh_from_db()
    with _released(template):
        if template.status != TemplateStatus.DRAFT:
            desk = template_desk_of(template.channel)
            desk.delete(template.external_id, name=template.name)
        with transaction.atomic():
            MessageTemplate.objects.filter(pk=template.pk).update(
                recategorised_at=None, synced_at=now, **template_status("DELETED")
            )
            _note(template, actor, "template.deleted")


@transaction.atomic
def note_seen(*, template: MessageTemplate, actor: User) -> None:
    """A person has seen that it is a promotion now; twice is the same as once."""
    told = MessageTemplate.objects.filter(pk=template.pk, recategorised_at__isnull=False)
    if told.update(recategorised_at=None):
        _note(template, actor, "template.category_seen")


def upload_sample(*, channel: Channel, file: MediaFile) -> str:
    """The handle of a header's sample file. Talks to the provider, so never inside a
    transaction. Raises NotConnected, GatewayError."""
    return template_desk_of(channel).upload_sample(file)


def check_draft(draft: TemplateDraft) -> None:
    """Raises TemplateFaulty; advice alone passes."""
    problems = [one for one in problems_of(draft) if not one.is_advice]
    if problems:
        raise TemplateFaulty(problems)


def draft_of_template(template: MessageTemplate) -> TemplateDraft:
    """What is written in it now."""
    return draft_of(
        name=template.name,
        language=template.language,
        category=template.category,
        components=template.components,
        header_handle=template.header_handle,
    )


def _save_draft(
    channel: Channel,
    draft: TemplateDraft,
    now: datetime,
    actor: User,
    template: MessageTemplate | None,
) -> MessageTemplate:
    rows = MessageTemplate.objects.select_for_update().filter(channel=channel)
    components = components_of(draft)
    known = rows.filter(name=draft.name, language=draft.language).first()
    row = rows.get(pk=template.pk) if template else known
    if row is not None and row.status not in (TemplateStatus.DRAFT, TemplateStatus.DELETED):
        if template is None and row.components != components:
            raise TemplateTaken
        if template is not None:
            raise TemplateBusy
        return row
    if template is None and row is not None and row.status == TemplateStatus.DRAFT:
        if row.components != components:
            raise TemplateTaken
        return row
    if row is not None and row.submitting_until is not None and row.submitting_until > now:
        raise TemplateBusy
    if template is not None and known is not None and known.pk != template.pk:
        raise TemplateTaken
    row = row or MessageTemplate(organization_id=channel.organization_id, channel=channel)
    row.name, row.language, row.components = draft.name, draft.language, components
    row.category = row.asked_category = draft.category
    row.status, row.provider_status, row.external_id = TemplateStatus.DRAFT, "", ""
    row.header_handle, row.quality, row.reason, row.synced_at = draft.header_handle, "", "", now
    row.recategorised_at = None
    row.save()
    _note(row, actor, "template.written")
    return row


def _written_before(channel: Channel, draft: TemplateDraft) -> RemoteTemplate:
    """The provider's, where an earlier answer to the same draft was lost. Raises TemplateTaken."""
    for one in gateway_of(channel).list_templates():
        if (one.name, one.language) == (draft.name, draft.language):
            theirs = draft_of(
                name=one.name,
                language=one.language,
                category=one.category,
                components=list(one.components),
            )
            if theirs.body == draft.body:
                return one
    raise TemplateTaken


def _claim(template: MessageTemplate, states: tuple[str, ...], now: datetime) -> bool:
    free = Q(submitting_until__isnull=True) | Q(submitting_until__lte=now)
    rows = MessageTemplate.objects.filter(free, pk=template.pk, status__in=states)
    return int(rows.update(submitting_until=now + CLAIM)) == 1


@contextmanager
def _released(template: MessageTemplate) -> Iterator[None]:
    try:
        yield
    finally:
        MessageTemplate.objects.filter(pk=template.pk).update(submitting_until=None)


def _note(template: MessageTemplate, actor: User, action: str) -> None:
    record_audit(
        organization=template.organization,
        actor=actor,
        action=action,
        target=template,
        details={"label": f"{template.name} ({template.language})"},
    )
