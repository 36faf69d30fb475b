"""Templates as people read them: the picker of a conversation, and the bubble before it is sent."""

from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bot.enums import TemplateCategory
from bot.forms.templates import TemplateForm, slot_label
from bot.models import Conversation, MessageTemplate
from bot.selectors.templates import TemplateOffer, template_offers
from bot.template_filling import part_text, rendered
from bot.template_shape import Part, TemplateShape

QUALITIES = {
    "GREEN": gettext_lazy("Boa"),
    "YELLOW": gettext_lazy("Média"),
    "RED": gettext_lazy("Baixa"),
}
REASONS = {
    "ABUSIVE_CONTENT": gettext_lazy("A Meta viu conteúdo ofensivo."),
    "INCORRECT_CATEGORY": gettext_lazy("A categoria não combina com o texto."),
    "INVALID_FORMAT": gettext_lazy("O formato não é aceito: confira os campos e os exemplos."),
    "PROMOTIONAL": gettext_lazy("O texto é de promoção."),
    "SCAM": gettext_lazy("A Meta desconfiou de golpe."),
    "TAG_CONTENT_MISMATCH": gettext_lazy("O idioma ou a categoria não combina com o texto."),
}


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template of a list. `refusal` says why it can't be sent, "" when it can;
    `needs_consent`: the customer's word would change that."""

    template: MessageTemplate
    title: str
    excerpt: str
    category: str
    language: str
    refusal: str = ""
    needs_consent: bool = False


def template_picker(
    conversation: Conversation, search: str = "", problem: str = ""
) -> dict[str, Any]:
    """What takes the composer's place after 24 hours; `problem` is said above the list."""
    found = template_offers(conversation, search=search)
    return {
        "lines": [offer_line(offer) for offer in found.offers],
        "has_more": found.has_more,
        "search": search,
        "problem": problem,
        "never_wrote": conversation.last_customer_message_at is None,
    }


def offer_line(offer: TemplateOffer) -> TemplateLine:
    reason = offer.refusal
    return template_line(
        offer.template,
        offer.shape,
        refusal=str(reason.label) if reason else "",
        needs_consent=reason is not None and reason.name == "NO_CONSENT",
    )


def template_line(
    template: MessageTemplate,
    shape: TemplateShape,
    *,
    refusal: str = "",
    needs_consent: bool = False,
) -> TemplateLine:
    marks = blanks({slot.key: slot_label(template, shape, slot) for slot in shape.slots})
    return TemplateLine(
        template=template,
        title=template_title(template),
        excerpt=" ".join(rendered(shape, marks).split()),
        category=category_words(template.category),
        language=language_words(template.language),
        refusal=refusal,
        needs_consent=needs_consent,
    )


def preview_context(form: TemplateForm) -> dict[str, Any]:
    """The bubble as the customer will see it, with what is typed so far."""
    shape, values = form.shape, blanks(form.labels) | form.typed
    return {
        "preview": {
            "media": shape.media,
            "header": part_text(shape, Part.HEADER, values),
            "body": part_text(shape, Part.BODY, values),
            "footer": shape.footer,
            "buttons": [button.title for button in shape.buttons],
        }
    }


def blanks(labels: dict[str, str]) -> dict[str, str]:
    """What stands for a variable that has no value yet."""
    return {key: f"[{label}]" for key, label in labels.items()}


def template_title(template: MessageTemplate) -> str:
    """The provider's technical name as words."""
    return template.name.replace("_", " ").strip().capitalize() or template.name


def category_words(category: str) -> str:
    if category in TemplateCategory.values:
        return str(TemplateCategory(category).label)
    return category.replace("_", " ").capitalize()


def language_words(code: str) -> str:
    """ "pt_BR" as "português (Brasil)", in the reader's language."""
    try:
        reader = Locale.parse(get_language() or "pt-BR", sep="-")
        return str(Locale.parse(code).get_display_name(reader) or code)
    except (UnknownLocaleError, ValueError):
        return code


def unavailable_words(template: MessageTemplate, refusal: str) -> str:
    """Why a template that was just on the screen can't be sent."""
    if template.status == "APPROVED":
        return refusal
    return _("“%(title)s” não pode mais ser enviado. Estado no WhatsApp: %(status)s.") % {
        "title": template_title(template),
        "status": template.get_status_display(),
    }


def quality_words(score: str) -> str:
    """ "" while there is no score."""
    return str(QUALITIES.get(score, ""))


def reason_words(reason: str) -> str:
    """Why Meta refused or stopped it; "" when it gives no reason."""
    if reason in ("", "NONE"):
        return ""
    return str(REASONS.get(reason, "")) or reason.replace("_", " ").capitalize()
