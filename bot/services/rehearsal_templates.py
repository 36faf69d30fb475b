"""Approved templates in a rehearsal: refused for the reasons for which they would not be sent."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.models import Organization
from bot.enums import SlotMeaning, TemplateCategory, TemplateStatus
from bot.flows.engine import EffectDone, EffectFailed, SendTemplate
from bot.gateways import ContentInvalid, Template
from bot.gateways.media import SENDABLE
from bot.models import Conversation, MessageTemplate
from bot.reminder_templates import TEMPLATE_LANGUAGE
from bot.selectors.flow_files import flow_file_named
from bot.selectors.templates import TemplateOffer, known_values, offer_of
from bot.services.rehearsal_shows import send
from bot.services.rehearsal_stage import Stage, desk_of, somebody
from bot.services.words import words_for
from bot.template_filling import faults_of, filled
from bot.template_guess import meaning_of
from config.lib.formatting import to_zone


def rehearse_template(stage: Stage, effect: SendTemplate) -> EffectDone | EffectFailed | None:
    """None: the owner says whether this customer takes promotions. Whom it would be sent to
    has no number yet, so any number's template of this name will do."""
    template = _template(effect.name, stage.locale)
    if template is None:
        return _refused(stage, effect, _("Não há modelo aprovado com este nome."))
    offer = offer_of(template, somebody(stage), has_agreed=True)
    if offer.refusal is not None:
        return _refused(stage, effect, str(offer.refusal.label))
    values = _values(stage, effect, offer)
    if faults_of(offer.shape, values):
        return _refused(stage, effect, _("Falta o valor de um campo do modelo, ou ele não serve."))
    content = _tapped(offer, effect, values)
    try:
        content.check()
    except ContentInvalid:
        return _refused(stage, effect, _("O WhatsApp não aceita o modelo assim."))
    if offer.shape.media:
        file = flow_file_named(effect.file_id)
        if file is None or SENDABLE[file.mime_type] != offer.shape.media:
            return _refused(stage, effect, _("Falta o arquivo do topo, ou ele é de outro tipo."))
        stage.say("note", _("No topo do modelo vai o arquivo “%(name)s”.") % {"name": file.name})
    if template.category == TemplateCategory.MARKETING:
        stage.rehearsal.unsent = content.to_dict()
        stage.say("note", _("É uma promoção: só recebe quem aceitou. Este cliente aceitou?"))
        return None
    send(stage, content)
    return EffectDone(effect.id)


def send_what_was_asked(stage: Stage) -> None:
    """The promotion of which the owner says that it arrives."""
    if stage.rehearsal.unsent:
        send(stage, Template.from_dict(stage.rehearsal.unsent))
    stage.rehearsal.unsent = {}


def _template(name: str, locale: str) -> MessageTemplate | None:
    """In the customer's language, its base language, or any."""
    rows = MessageTemplate.objects.filter(name=name, status=TemplateStatus.APPROVED)
    found = list(rows.select_related("channel").order_by("language", "pk")[:50])
    language = TEMPLATE_LANGUAGE[locale]
    found.sort(key=lambda one: (one.language != language, one.language[:2] != language[:2]))
    return found[0] if found else None


def _values(stage: Stage, effect: SendTemplate, offer: TemplateOffer) -> dict[str, str]:
    """By slot key: what the flow gives, else what we would know of the customer."""
    organization: Organization = stage.organization
    nobody = Conversation(organization=organization, customer=somebody(stage))
    values = known_values(nobody, offer, stage.clock) | _of_the_visit(stage, offer)
    given = {name: " ".join(value.split()) for name, value in effect.values}
    for slot in offer.shape.slots:
        if value := given.get(slot.key) or given.get(slot.name):
            values[slot.key] = value
    return values


def _of_the_visit(stage: Stage, offer: TemplateOffer) -> dict[str, str]:
    """What the visit that was booked in the rehearsal tells."""
    visits = desk_of(stage).my_appointments()
    if not visits:
        return {}
    visit, t = visits[0], words_for(stage.organization, somebody(stage))
    known = {
        SlotMeaning.DAY: t.day(to_zone(visit.starts_at, t.zone).date()),
        SlotMeaning.TIME: t.time(visit.starts_at),
        SlotMeaning.SERVICE: visit.service_name,
        SlotMeaning.STAFF: visit.staff_name,
    }
    named = [(slot.key, meaning_of(offer.template.name, slot)) for slot in offer.shape.slots]
    return {key: known[meaning] for key, meaning in named if meaning in known}


def _tapped(offer: TemplateOffer, effect: SendTemplate, values: dict[str, str]) -> Template:
    """Its buttons come back with the ids that the flow waits for; others with their title, as
    WhatsApp sends them."""
    template = offer.template
    content = filled(offer.shape, name=template.name, language=template.language, values=values)
    taps = {title.strip().casefold(): tap for title, tap in effect.taps}
    known = tuple(
        (index, "quick_reply", taps.get(button.title.strip().casefold(), button.title))
        for index, button in enumerate(offer.shape.buttons)
        if button.kind == "QUICK_REPLY"
    )
    return replace(content, buttons=tuple(sorted((*content.buttons, *known))))


def _refused(stage: Stage, effect: SendTemplate, reason: str) -> EffectFailed:
    values = {"name": effect.name, "reason": reason}
    stage.say("wrong", _("O modelo “%(name)s” não é enviado. %(reason)s") % values)
    return EffectFailed(effect.id, "refused")
