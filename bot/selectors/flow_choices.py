"""What can be chosen in the form of a step: rows of the organization."""

from accounts.models import CustomerAttribute
from accounts.people_enums import AttributeType
from bot.enums import TemplateStatus
from bot.gateways.media import SENDABLE
from bot.models import FlowDefinition, MessageTemplate
from bot.selectors.flow_files import flow_files
from bot.selectors.flow_people import people_to_call
from bot.selectors.flows import flows_listed
from catalog.models import Service

Choices = dict[str, list[tuple[str, str]]]
MOST = 200
HEADERS = ("image", "video", "document")  # what the header of a template may be


def step_choices(kind: str, flow: FlowDefinition) -> Choices:
    """By the name of the field, (value, words); asks only for what this kind of step needs."""
    if kind == "go_to":
        return {"flow": [(one.slug, one.name) for one in flows_listed().exclude(pk=flow.pk)]}
    if kind == "template":
        return {"template": approved_names(), "header_file": _files(HEADERS)}
    if kind == "hand_over":
        return {"to": people_to_call()}
    if kind == "file":
        return {"file": _files()}
    return {}


def _files(kinds: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Of these kinds, or all."""
    rows = flow_files().values_list("pk", "name", "mime_type")
    if kinds:
        rows = rows.filter(mime_type__in=[one for one in SENDABLE if SENDABLE[one] in kinds])
    return [(str(key), name) for key, name, _type in rows[:MOST]]


def begin_choices() -> Choices:
    """For the triggers of a flow: templates, services, and fields that hold a date."""
    services = Service.objects.filter(is_active=True).order_by("name")[:MOST]
    dates = CustomerAttribute.objects.filter(type=AttributeType.DATE, is_active=True)
    return {
        "template": approved_names(),
        "service": [(str(one.pk), one.name) for one in services],
        "attribute": [(one.key, one.label) for one in dates.order_by("position", "label")],
    }


def approved_names() -> list[tuple[str, str]]:
    """Names of templates that may be sent, each once."""
    rows = MessageTemplate.objects.filter(status=TemplateStatus.APPROVED)
    names = rows.order_by("name").values_list("name", flat=True).distinct()[:MOST]
    return [(name, name.replace("_", " ")) for name in names]
