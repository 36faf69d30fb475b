"""The templates of a number: what may be sent to whom, and what it is filled with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Replace
from django.http import Http404

from accounts.enums import ConsentPurpose
from accounts.models import Customer
from accounts.models.folding import Folded, folded_text
from accounts.selectors.consents import customers_who_agreed
from bot.enums import Provider, SlotMeaning, TemplateCategory, TemplateRefusal, TemplateStatus
from bot.models import Channel, Conversation, MessageTemplate
from bot.reminder_templates import TEMPLATE_LANGUAGE
from bot.template_guess import meaning_of
from bot.template_shape import Obstacle, TemplateShape, shape_of
from config.lib.formatting import format_date, format_time
from scheduling.selectors.customer_visits import visits_of_customer

MOST_OFFERED = 50
# Of the others we don't know how a template is sent with its file.
TAKES_HEADER_FILES = (Provider.META,)


class _Words(Func):
    """All texts of a template's components."""

    template = "jsonb_path_query_array(%(expressions)s, '$[*].text')::text"
    output_field: Any = TextField()


@dataclass(frozen=True, slots=True)
class TemplateOffer:
    """A template as one customer may get it: `refusal` is why not, None when they may."""

    template: MessageTemplate
    shape: TemplateShape
    refusal: TemplateRefusal | None


@dataclass(frozen=True, slots=True)
class TemplateOffers:
    """`has_more`: further ones match; narrowing the search shows them."""

    offers: list[TemplateOffer]
    has_more: bool


def template_offers(conversation: Conversation, *, search: str = "") -> TemplateOffers:
    """The approved templates of its number, the customer's language first. At most two queries."""
    rows = MessageTemplate.objects.filter(
        channel_id=conversation.channel_id, status=TemplateStatus.APPROVED
    ).select_related("channel")
    listed = list(_in_order(_matching(rows, search), _locale(conversation))[: MOST_OFFERED + 1])
    shown = listed[:MOST_OFFERED]
    agreed = _has_agreed(conversation.customer, shown)
    offers = [offer_of(row, conversation.customer, has_agreed=agreed) for row in shown]
    return TemplateOffers(offers, has_more=len(listed) > MOST_OFFERED)


def template_offer(conversation: Conversation, template: MessageTemplate) -> TemplateOffer:
    """This one, with why it can't be sent now. A query for a promotion."""
    agreed = _has_agreed(conversation.customer, [template])
    return offer_of(template, conversation.customer, has_agreed=agreed)


def offer_of(template: MessageTemplate, customer: Customer, *, has_agreed: bool) -> TemplateOffer:
    shape = shape_of(template.components)
    refusal = refusal_of(template, customer, has_agreed=has_agreed) or _unfit(template, shape)
    return TemplateOffer(template, shape, refusal)


def refusal_of(
    template: MessageTemplate, customer: Customer, *, has_agreed: bool
) -> TemplateRefusal | None:
    """Why this customer may not be sent this template, whatever it is filled with.

    The category is the one that Meta gives it now. `has_agreed`: the customer's newest word
    allows promotions.
    """
    if customer.is_blocked:
        return TemplateRefusal.BLOCKED
    if template.status != TemplateStatus.APPROVED:
        return TemplateRefusal.NOT_APPROVED
    if template.category == TemplateCategory.MARKETING and not has_agreed:
        return TemplateRefusal.NO_CONSENT
    return None


def template_of_conversation(conversation: Conversation, template_id: UUID) -> MessageTemplate:
    """The template of the conversation's number, whatever its state; 404 for any other id."""
    rows = MessageTemplate.objects.select_related("channel")
    found: MessageTemplate | None = rows.filter(
        pk=template_id, channel_id=conversation.channel_id
    ).first()
    if found is None:
        raise Http404
    return found


def templates_of_channel(
    channel: Channel, *, search: str = "", chosen: Mapping[str, str] | None = None
) -> QuerySet[MessageTemplate]:
    """Our drafts and all that the provider still has, by name; `chosen` by column."""
    rows = MessageTemplate.objects.filter(channel=channel, **(chosen or {}))
    rows = rows.exclude(status=TemplateStatus.DELETED)
    return _matching(rows, search).order_by("name", "language", "pk")


def languages_of_channel(channel: Channel) -> list[str]:
    """The codes that its templates have."""
    rows = MessageTemplate.objects.filter(channel=channel).exclude(status=TemplateStatus.DELETED)
    return list(rows.order_by("language").values_list("language", flat=True).distinct())


def template_of_channel(channel: Channel, template_id: UUID) -> MessageTemplate:
    """One of this number's; 404 for any other id and for what is deleted."""
    rows = MessageTemplate.objects.select_related("channel", "organization")
    rows = rows.exclude(status=TemplateStatus.DELETED)
    found: MessageTemplate | None = rows.filter(pk=template_id, channel=channel).first()
    if found is None:
        raise Http404
    return found


def recategorised_templates() -> QuerySet[MessageTemplate]:
    """Those that became promotions and that nobody has looked at since."""
    found: QuerySet[MessageTemplate] = MessageTemplate.objects.filter(
        recategorised_at__isnull=False
    )
    return found


def known_values(conversation: Conversation, offer: TemplateOffer, now: datetime) -> dict[str, str]:
    """By slot key, what we know: the name, and the next visit in the template's language."""
    slots = [(slot.key, meaning_of(offer.template.name, slot)) for slot in offer.shape.slots]
    if not any(meaning for _key, meaning in slots):
        return {}
    values = _meanings(conversation, offer.template.language, now)
    return {key: values[meaning] for key, meaning in slots if meaning and values.get(meaning)}


def _meanings(conversation: Conversation, language: str, now: datetime) -> dict[str, str]:
    organization, customer = conversation.organization, conversation.customer
    known = (customer.name or customer.profile_name).split()
    values: dict[str, str] = {
        SlotMeaning.NAME: known[0] if known else "",
        SlotMeaning.BUSINESS: organization.name,
    }
    ahead = visits_of_customer(customer, now).ahead
    if not ahead:
        return values
    visit, zone = ahead[0], organization.time_zone
    locale = next(
        (tag for tag, code in TEMPLATE_LANGUAGE.items() if code[:2] == language[:2]),
        organization.locale,
    )
    return values | {
        SlotMeaning.DAY: format_date(visit.starts_at, zone, locale, "weekday"),
        SlotMeaning.TIME: format_time(visit.starts_at, zone, locale),
        SlotMeaning.SERVICE: visit.service.name,
        SlotMeaning.STAFF: visit.staff.name,
    }


def _matching(rows: QuerySet[MessageTemplate], search: str) -> QuerySet[MessageTemplate]:
    """Each word stands somewhere in the name or the texts; accents don't matter."""
    rows = rows.alias(
        words=Folded(Replace(F("name"), Value("_"), Value(" ")), F("name"), _Words("components"))
    )
    for word in search.split()[:8]:
        rows = rows.filter(words__contains=folded_text(word))
    return rows


def _in_order(rows: QuerySet[MessageTemplate], locale: str) -> QuerySet[MessageTemplate]:
    language = TEMPLATE_LANGUAGE[locale]
    rank = Case(
        When(language=language, then=Value(0)),
        When(Q(language__startswith=language[:2]), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, "name", "language", "pk")


def _locale(conversation: Conversation) -> str:
    return str(conversation.customer.locale or conversation.organization.locale)


def _has_agreed(customer: Customer, templates: Iterable[MessageTemplate]) -> bool:
    if not any(row.category == TemplateCategory.MARKETING for row in templates):
        return False
    return customer.pk in customers_who_agreed([customer.pk], ConsentPurpose.MARKETING)


def _unfit(template: MessageTemplate, shape: TemplateShape) -> TemplateRefusal | None:
    if shape.obstacle == Obstacle.MEDIA:
        takes_file = shape.media and template.channel.provider in TAKES_HEADER_FILES
        return None if takes_file else TemplateRefusal.HAS_MEDIA
    if shape.obstacle or template.category == TemplateCategory.AUTHENTICATION:
        return TemplateRefusal.NOT_FROM_HERE
    return None
