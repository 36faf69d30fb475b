"""What the pages of templates say: refusals in plain words, what to do, and the editor."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bot.enums import TemplateCategory, TemplateStatus
from bot.forms.template_editor import TemplateEditorForm, problem_words
from bot.forms.templates import slot_label
from bot.gateways import GatewayError
from bot.models import Channel, MessageTemplate
from bot.services.template_writing import CHANGEABLE, DELETABLE, draft_of_template
from bot.template_draft import COPY_CODE_TITLE, MEDIA_HEADERS
from bot.template_filling import part_text
from bot.template_rules import CATEGORIES
from bot.template_shape import Obstacle, Part, shape_of
from bot.views.template_context import QUALITIES, blanks, language_words

LANGUAGES = (
    "pt_BR",
    "es",
    "en",
    "es_AR",
    "es_MX",
    "es_ES",
    "en_US",
    "en_GB",
    "pt_PT",
    "fr",
    "it",
    "de",
)
NOT_CONNECTED = gettext_lazy(
    "Falta o ID da conta (na Meta, WABA) ou a credencial. Informe em “Trocar credenciais”."
)
FIXES: dict[str, Promise] = {
    "ABUSIVE_CONTENT": gettext_lazy("Escreva de outro jeito e envie de novo."),
    "INCORRECT_CATEGORY": gettext_lazy(
        "Troque a categoria para Promoção, ou tire ofertas do texto."
    ),
    "INVALID_FORMAT": gettext_lazy("Corrija e envie de novo."),
    "PROMOTIONAL": gettext_lazy("Tire ofertas e convites do texto, ou envie como Promoção."),
    "SCAM": gettext_lazy("Tire pedidos de dados e links encurtados e envie de novo."),
    "TAG_CONTENT_MISMATCH": gettext_lazy("Confira o idioma e a categoria e envie de novo."),
}
STATES: dict[str, Promise] = {
    TemplateStatus.REJECTED: gettext_lazy("Mude o texto e envie de novo."),
    TemplateStatus.PAUSED: gettext_lazy(
        "Clientes reclamaram ou bloquearam. A Meta pausa por algumas horas; melhore o texto."
    ),
    TemplateStatus.DISABLED: gettext_lazy("A Meta desativou de vez. Crie um modelo novo."),
}
# error_subcode of the template edges -> what to do
REFUSALS: dict[int, Promise] = {
    2388019: gettext_lazy("A conta chegou ao limite de modelos. Exclua os que não usa."),
    2388023: gettext_lazy(
        "A Meta ainda está excluindo um modelo com este nome. Espere 30 dias ou use outro nome."
    ),
    2388024: gettext_lazy("A Meta já tem um modelo com este nome neste idioma."),
    2388040: gettext_lazy("A Meta diz que uma parte ficou longa demais."),
    2388047: gettext_lazy("A Meta não aceita este título."),
    2388060: gettext_lazy("A Meta não aceita estes botões."),
    2388072: gettext_lazy("A Meta não aceita a mensagem."),
    2388073: gettext_lazy("A Meta não aceita o rodapé."),
    2388293: gettext_lazy("Há campos demais para tão poucas palavras. Escreva mais texto."),
    2388299: gettext_lazy("A mensagem não pode começar nem terminar com um campo."),
}


def elsewhere_words(channel: Channel) -> str:
    """Where the templates of this number are written; "" when it is here."""
    facts = channel.facts
    if facts.writes_templates or not facts.capabilities.has_templates:
        return ""
    text = _("Os deste número são escritos no painel da %(provider)s e aparecem aqui.")
    return text % {"provider": facts.name}


def gateway_words(error: GatewayError) -> str:
    """What to do about a refusal of the provider, and its own words."""
    known = REFUSALS.get(error.subcode or 0)
    if known is not None:
        return f"{known} ({error.subcode})"
    if not error.permanent:
        return _("A Meta não respondeu agora. O que você escreveu está guardado: tente de novo.")
    text = _("A Meta recusou: %(reason)s (código %(code)s).")
    return text % {"reason": error.detail, "code": error.code or "?"}


def fix_words(template: MessageTemplate) -> str:
    """What to do about a template that can't be sent; "" where nothing is to be done."""
    if template.status not in STATES:
        return ""
    return str(FIXES.get(template.reason) or STATES[template.status])


def is_changeable(template: MessageTemplate) -> bool:
    """Whether its texts may be written anew, here and now."""
    if template.status == TemplateStatus.DRAFT:
        return True
    header = draft_of_template(template).header_kind
    is_ours = (
        header in ("", "TEXT", *MEDIA_HEADERS)
        and shape_of(template.components).obstacle != Obstacle.SPECIAL
        and template.category in CATEGORIES
    )
    return template.status in CHANGEABLE and is_ours


def is_deletable(template: MessageTemplate) -> bool:
    return template.status in DELETABLE


def language_choices(channel: Channel, own: str) -> list[tuple[str, str]]:
    """The organization's own language first; `own` is there whatever it is."""
    first = channel.organization.locale.replace("-", "_")
    codes = dict.fromkeys([first, *([own] if own else []), *LANGUAGES])
    return [("", "---------"), *((code, language_words(code)) for code in codes)]


def editor_context(form: TemplateEditorForm, *, shows_problems: bool) -> dict[str, Any]:
    """The form, the bubble with the examples, and (`shows_problems`) what is to be mended."""
    draft, shape = form.draft, form.shape
    named = MessageTemplate(name=draft.name)
    values = blanks({slot.key: slot_label(named, shape, slot) for slot in shape.slots}) | {
        key: value for key, value in draft.examples.items() if value
    }
    problems = [one for one in form.problems() if shows_problems and not _is_chosen(form, one.rule)]
    return {
        "form": form,
        "preview": {
            "header": part_text(shape, Part.HEADER, values),
            "media": draft.header_kind if draft.header_kind not in ("", "TEXT") else "",
            "body": part_text(shape, Part.BODY, values),
            "footer": shape.footer,
            "buttons": [one.title or _(COPY_CODE_TITLE) for one in shape.buttons],
        },
        "problems": list(dict.fromkeys(problem_words(one) for one in problems)),
    }


def _is_chosen(form: TemplateEditorForm, rule: str) -> bool:
    """A file that is chosen on the page is not sent with what is typed."""
    return rule == "SAMPLE_FILE" and bool(form.data.get("has_file"))


def filter_choices(languages: list[str]) -> list[dict[str, Any]]:
    """The narrowings of a list: `name, label, options` of (value, words)."""
    states = [one for one in TemplateStatus if one != TemplateStatus.DELETED]
    return [
        {"name": "status", "label": _("Todos os estados"), "options": _pairs(states)},
        {
            "name": "category",
            "label": _("Todas as categorias"),
            "options": _pairs(TemplateCategory),
        },
        {
            "name": "quality",
            "label": _("Toda qualidade"),
            "options": [(key, str(words)) for key, words in QUALITIES.items()],
        },
        {
            "name": "language",
            "label": _("Todos os idiomas"),
            "options": [(code, language_words(code)) for code in languages],
        },
    ]


def _pairs(members: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in members]
