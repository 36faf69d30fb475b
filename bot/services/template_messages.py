"""A person sends an approved template: the only thing that may be said after 24 hours."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from bot.enums import Author, TemplateRefusal
from bot.gateways import ContentInvalid, MediaFile, Template
from bot.gateways.media import check_file
from bot.models import Conversation, Message, MessageTemplate
from bot.selectors.templates import TemplateOffer, template_offer
from bot.services.attachments import LONGEST_UPLOAD, keep_outgoing
from bot.services.outbox import queue_message
from bot.services.ownership import locked, take_over
from bot.services.replies import already_sent, refuse_second_answer
from bot.template_filling import ValueFault, faults_of, filled


class TemplateRefused(Exception):
    """The template may not be sent to this customer now; `reason` says why."""

    def __init__(self, reason: TemplateRefusal) -> None:
        super().__init__(reason.name)
        self.reason = reason


class ValuesInvalid(Exception):
    """WhatsApp would refuse these values; `faults` names each."""

    def __init__(self, faults: list[ValueFault]) -> None:
        super().__init__(", ".join(f"{fault.key} {fault.fault}" for fault in faults))
        self.faults = faults


class FileUnfit(Exception):
    """The template takes a file of another kind: of `media`, or none ("")."""

    def __init__(self, media: str) -> None:
        super().__init__(media)
        self.media = media


@transaction.atomic
def send_template(
    *,
    conversation: Conversation,
    template_id: UUID,
    values: Mapping[str, str],
    user: User,
    now: datetime,
    message_id: UUID,
    seen_id: UUID | None,
    file: MediaFile | None = None,
) -> Message:
    """Queue a template with its values (by slot key) and the file of its header; the bot falls
    silent. It leaves once its file is uploaded.

    `message_id` and `seen_id` as in `send_reply`, but without a `seen_id` the person has seen
    an empty conversation: any colleague's message came meanwhile. The outbox looks at consent
    and state again before the post. Raises TemplateRefused, ValuesInvalid, FileUnfit,
    ContentInvalid (a file that WhatsApp does not take), AnsweredMeanwhile, ReplyForeign.
    """
    talk = locked(conversation)
    sent = already_sent(message_id, talk)
    if sent is not None:
        return sent
    offer = _offer(talk, template_id)
    faults = faults_of(offer.shape, values)
    if faults:
        raise ValuesInvalid(faults)
    if (check_file(file) if file else "") != offer.shape.media:
        raise FileUnfit(offer.shape.media)
    refuse_second_answer(talk, user, seen_id, saw_nothing=seen_id is None)
    take_over(conversation=talk, user=user, now=now)
    message = queue_message(
        conversation=talk,
        content=_content(offer, values),
        author=Author.STAFF,
        now=now,
        user=user,
        message_id=message_id,
        due_at=now + LONGEST_UPLOAD if file else None,
    )
    if file is not None:
        keep_outgoing(message=message, file=file, now=now)
    talk.unread_count = 0
    talk.save()
    return message


def _content(offer: TemplateOffer, values: Mapping[str, str]) -> Template:
    """Raises TemplateRefused for a template that we can't put into a message."""
    template = offer.template
    content = filled(offer.shape, name=template.name, language=template.language, values=values)
    try:
        content.check()
    except ContentInvalid as error:
        raise TemplateRefused(TemplateRefusal.NOT_FROM_HERE) from error
    return content


def _offer(talk: Conversation, template_id: UUID) -> TemplateOffer:
    """Read again under the conversation's lock. Raises TemplateRefused."""
    template = MessageTemplate.objects.filter(pk=template_id, channel_id=talk.channel_id).first()
    if template is None:
        raise TemplateRefused(TemplateRefusal.NOT_APPROVED)
    offer = template_offer(talk, template)
    if offer.refusal is not None:
        raise TemplateRefused(offer.refusal)
    return offer
