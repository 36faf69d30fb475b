"""Tags and filters of every template (a builtin: no `{% load %}`). See docs/frontend.md.

Dates, times and money are shown in the organization's zone and currency, in the words of
the language of the page.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.utils import flatatt
from django.template import Context
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from config.lib import formatting
from config.lib.formatting import DateStyle
from config.lib.page_locale import page_locale

register = template.Library()


# --- Pictures -----------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=1024)
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon of the sprite (config.icons); say the meaning in text beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("build/icons.svg"),
        name,
    )


@register.filter
def initials(name: object) -> str:
    """ "Marina Costa" as MC, for an avatar."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Look(NamedTuple):
    """Colour and icon of a state: the text beside them says the same."""

    colour: str
    icon: str


LOOKS = {
    "HELD": Look("secondary", icon="hourglass"),
    "REQUESTED": Look("yellow", icon="clock"),
    "CONFIRMED": Look("green", icon="check"),
    "ARRIVED": Look("azure", icon="door-enter"),
    "IN_SERVICE": Look("purple", icon="player-play"),
    "COMPLETED": Look("blue", icon="circle-check"),
    "CANCELLED": Look("secondary", icon="x"),
    "NO_SHOW": Look("red", icon="user-x"),
    "ACTIVE": Look("green", icon="check"),
    "INACTIVE": Look("secondary", icon="eye-off"),
    "GRANTED": Look("green", icon="check"),
    "REVOKED": Look("red", icon="x"),
    "PAUSED": Look("yellow", icon="player-pause"),
    "BOT": Look("teal", icon="robot"),
    "HUMAN": Look("yellow", icon="user"),
    "NOBODY": Look("secondary", icon="circle-dashed"),
    "PENDING": Look("yellow", icon="clock"),
    "QUEUED": Look("secondary", icon="clock"),
    "SENDING": Look("secondary", icon="clock"),
    "UNKNOWN": Look("yellow", icon="question-mark"),
    "SENT": Look("secondary", icon="check"),
    "DELIVERED": Look("secondary", icon="checks"),
    "READ": Look("azure", icon="checks"),
    "FAILED": Look("red", icon="alert-triangle"),
    "EXPIRED": Look("red", icon="clock-x"),
    "LATE": Look("red", icon="clock-x"),
    "SUPERSEDED": Look("secondary", icon="replace"),
    "WAITING": Look("yellow", icon="hourglass"),
    "OFFERED": Look("azure", icon="send"),
    "BOOKED": Look("green", icon="calendar"),
    "CLOSED": Look("secondary", icon="x"),
    "VALID": Look("green", icon="check"),
    "ENDING": Look("yellow", icon="clock"),
    "ONCE": Look("secondary", icon="circle-check"),
    "APPROVED": Look("green", icon="check"),
    "REJECTED": Look("red", icon="x"),
    "DISABLED": Look("red", icon="x"),
    "DRAFT": Look("secondary", icon="edit"),
}


@register.simple_tag
def status_badge(value: str, label: str) -> SafeString:
    """The badge of a state: `{% status_badge visit.status visit.get_status_display %}`."""
    look = LOOKS.get(str(value), Look("secondary", icon="circle-dashed"))
    return format_html(
        '<span class="status status-{}">{}{}</span>', look.colour, icon(look.icon), label
    )


# --- Structure ----------------------------------------------------------------------------


@register.simple_tag
def dom_id(thing: Model, part: str = "") -> str:
    """The stable id of a thing on a page: appointment-0190..., with `-part` behind it."""
    own = f"{thing._meta.model_name}-{thing.pk}"
    return f"{own}-{part}" if part else own


@register.simple_tag(takes_context=True)
def active(context: Context, url: str, *, exact: bool = False) -> SafeString:
    """`aria-current="page"` when the page is `url` or, unless `exact`, lies below it."""
    request = context.get("request")
    path = request.path if request else ""
    here = path == url or (not exact and path.startswith(url))
    return mark_safe('aria-current="page"' if here else "")  # noqa: S308 - a constant


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; nothing when there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context.get("request")}


# --- Forms --------------------------------------------------------------------------------


@register.inclusion_tag("components/_field.html")
def field(bound: BoundField, *, css: str = "mb-3") -> dict[str, Any]:
    """One form field with label, help, message and the aria attributes between them."""
    widget = bound.field.widget
    is_check = isinstance(widget, CheckboxInput)
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = [
        f"{bound.auto_id}_{part}"
        for part, present in (("helptext", bound.help_text), ("error", bound.errors))
        if present
    ]
    attrs: dict[str, str | bool] = {
        "class": f"{widget.attrs.get('class', '')} {_control_class(widget)}".strip()
    }
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "css": css,
        "is_check": is_check,
        "is_group": is_group,
        "is_hidden": bound.is_hidden,
        # One option of a select is always taken: there is nothing to leave out.
        "is_optional": not bound.field.required and not isinstance(widget, Select),
        "described": " ".join(described),
    }


# A language as those call it who speak it.
_OWN_NAMES = {"pt-br": "Português", "en": "English", "es": "Español"}


@register.filter
def own_language_name(code: str) -> str:
    """Of one of our languages, in any spelling of its code: "pt-BR" is "Português"."""
    return _OWN_NAMES[code.lower()]


@register.filter
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a select, from the `optgroups` of its widget."""
    html = []
    for name, choices, _index in groups:
        rows = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((str(one["value"]), flatatt(one["attrs"]), localize(one["label"])) for one in choices),
        )
        html.append(format_html('<optgroup label="{}">{}</optgroup>', name, rows) if name else rows)
    return SafeString("\n".join(html))


def _control_class(widget: Any) -> str:
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return ""  # Django would put the class on the group as well
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


# --- Time and money -----------------------------------------------------------------------


@register.filter(name="local_time")
def time_text(moment: datetime | None, organization: Any) -> str:
    """`{{ starts_at|local_time:organization }}`: 15:00."""
    if moment is None:
        return ""
    return formatting.format_time(moment, organization.time_zone, page_locale())


@register.filter(name="local_date")
def date_text(moment: datetime | date | None, organization: Any) -> str:
    """`{{ starts_at|local_date:organization }}`: 23 de nov. de 2026."""
    if moment is None:
        return ""
    return formatting.format_date(moment, organization.time_zone, page_locale())


@register.filter(name="money")
def money_text(amount: Decimal | None, organization: Any) -> str:
    """`{{ service.price|money:organization }}`: R$ 80,00."""
    if amount is None:
        return ""
    return formatting.format_money(amount, organization.currency, page_locale())


@register.filter
def epoch(moment: datetime) -> str:
    """Seconds since 1970, to the microsecond, for scripts that put things in order."""
    return f"{moment.timestamp():.6f}"


@register.filter
def duration(minutes: int) -> str:
    """1 h 30."""
    return formatting.format_duration(minutes)


@register.simple_tag(takes_context=True)
def local_time(context: Context, moment: datetime) -> SafeString:
    """`{% local_time starts_at %}`: the hour in a `<time>` element."""
    text = time_text(moment, context["organization"])
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


@register.simple_tag(takes_context=True)
def local_date(
    context: Context, moment: datetime | date, style: DateStyle = "medium"
) -> SafeString:
    """`{% local_date starts_at "long" %}`: the day in a `<time>` element."""
    organization = context["organization"]
    text = formatting.format_date(moment, organization.time_zone, page_locale(), style)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


@register.simple_tag(takes_context=True)
def local_moment(context: Context, moment: datetime, today: date) -> SafeString:
    """`{% local_moment talk.last_message_at today %}`: the hour of what was today, else the day."""
    on = formatting.to_zone(moment, context["organization"].time_zone).date()
    return local_time(context, moment) if on == today else local_date(context, moment, "short")
