"""Flows send approved templates: what may be said to who has not written for a day."""

from dataclasses import replace
from datetime import datetime

from bot.enums import Author, TemplateStatus
from bot.flows.engine import EffectDone, EffectFailed, SendTemplate
from bot.gateways import ContentInvalid, Template
from bot.gateways.media import SENDABLE
from bot.models import Conversation, MessageTemplate
from bot.reminder_templates import TEMPLATE_LANGUAGE
from bot.selectors.flow_files import flow_file_named
from bot.selectors.templates import TemplateOffer, known_values, template_offer
from bot.services.attachments import LONGEST_UPLOAD, keep_stored
from bot.services.outbox import queue_message
from bot.services.templates import approved_template
from bot.template_filling import faults_of, filled
from config.lib.logging import get_logger

log = get_logger(__name__)


def send_flow_template(
    conversation: Conversation, effect: SendTemplate, now: datetime
) -> EffectDone | EffectFailed:
    """Queue it in the customer's language, or in the one that there is; refused where the
    customer may not get it (blocked, no consent to promotions), where it is not approved any
    more, or where a value or the file of its header is missing. What the flow gives no value
    for is filled in where we know it; a file that no header takes is left out. With a file it
    leaves once that is uploaded, as when a person sends it. The result is {"message": its id}."""
    template = _template(conversation, effect.name)
    if template is None:
        return _refused(effect, "not_approved")
    offer = template_offer(conversation, template)
    if offer.refusal is not None:
        return _refused(effect, offer.refusal.name.lower())
    given = {name: " ".join(value.split()) for name, value in effect.values}
    values = known_values(conversation, offer, now)
    for slot in offer.shape.slots:
        if value := given.get(slot.key) or given.get(slot.name):
            values[slot.key] = value
    if faults_of(offer.shape, values):
        return _refused(effect, "values")
    media = offer.shape.media
    stored = flow_file_named(effect.file_id) if media else None
    if media and (stored is None or SENDABLE[stored.mime_type] != media):
        return _refused(effect, "file")
    content = filled(offer.shape, name=template.name, language=template.language, values=values)
    try:
        message = queue_message(
            conversation=conversation,
            content=_tapped(content, offer, effect),
            author=Author.BOT,
            now=now,
            due_at=now + LONGEST_UPLOAD if stored else None,
        )
    except ContentInvalid:
        return _refused(effect, "content")
    if stored is not None:
        keep_stored(message=message, stored=stored, now=now)
    return EffectDone(effect.id, {"message": str(message.pk)})


def _template(conversation: Conversation, name: str) -> MessageTemplate | None:
    locale = conversation.customer.locale or conversation.organization.locale
    found = approved_template(conversation.channel, name, TEMPLATE_LANGUAGE[locale])
    if found is not None:
        return found
    rows = MessageTemplate.objects.filter(
        channel_id=conversation.channel_id, name=name, status=TemplateStatus.APPROVED
    )
    first: MessageTemplate | None = rows.order_by("language", "pk").first()
    return first


def _tapped(content: Template, offer: TemplateOffer, effect: SendTemplate) -> Template:
    """Its buttons come back with the ids that the flow waits for."""
    taps = {title.strip().casefold(): tap for title, tap in effect.taps}
    known = tuple(
        (index, "quick_reply", taps[button.title.strip().casefold()])
        for index, button in enumerate(offer.shape.buttons)
        if button.kind == "QUICK_REPLY" and button.title.strip().casefold() in taps
    )
    return replace(content, buttons=tuple(sorted((*content.buttons, *known))))


def _refused(effect: SendTemplate, reason: str) -> EffectFailed:
    log.warning("flow_template_refused", template=effect.name, reason=reason)
    return EffectFailed(effect.id, reason)
