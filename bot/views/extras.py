"""Sending a place, a card, a question where the customer is, or a link."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.extras import (
    AskingForm,
    CardForm,
    ExtraForm,
    LinkForm,
    PlaceForm,
    PointForm,
    asking_words,
    written_words,
)
from bot.gateways import ContentInvalid
from bot.models import Conversation
from bot.selectors.inbox import get_conversation
from bot.selectors.places_to_send import places_to_send
from bot.services.gateways import capabilities_of
from bot.services.replies import ReplyForeign, TalkIsSample, WindowClosed, send_content
from bot.views.inbox import conversation_url
from config.lib.ids import new_id
from config.lib.screens import done, is_partial, refused, render_screen

PAGE, FRAGMENT = "bot/extras.html", "bot/_extras.html"
KINDS: dict[str, type[ExtraForm]] = {
    "place": PlaceForm,
    "point": PointForm,
    "card": CardForm,
    "asking": AskingForm,
    "link": LinkForm,
}


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def conversation_extras(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """GET: what can be sent besides words and files. POST: send one (`kind`)."""
    conversation = get_conversation(conversation_id)
    chosen = request.POST.get("kind", "") if request.method == "POST" else ""
    forms = _forms(request, conversation, chosen)
    form = next((one for one in forms.values() if one.is_bound), None)
    if form is None or not form.is_valid():
        return _page(request, conversation, forms, status=422 if form else 200)
    try:
        send_content(
            conversation=conversation,
            content=form.content(),
            user=request.user,
            now=timezone.now(),
            message_id=form.cleaned_data["token"],
        )
    except (ContentInvalid, ReplyForeign):
        form.add_error(None, _("O WhatsApp não aceita isto assim. Confira e tente de novo."))
        return _page(request, conversation, forms, status=422)
    except WindowClosed:
        words = _("As 24 horas passaram. Envie um modelo ou espere o cliente escrever.")
        return _refused(request, conversation, words)
    except TalkIsSample:
        return _refused(request, conversation, _("Esta conversa é um exemplo: nada é enviado."))
    url = conversation_url(request, conversation.pk)
    return done(request, url=url, toast=_("Enviado."), changed=("message",))


def _forms(request: TenantRequest, conversation: Conversation, chosen: str) -> dict[str, ExtraForm]:
    """All of them; the one that was sent holds what was typed."""
    made: dict[str, ExtraForm] = {}
    told = capabilities_of(conversation.channel)
    for kind, form in KINDS.items():
        options: dict[str, Any] = {"auto_id": f"{kind}_%s", "initial": {"token": new_id()}}
        if form is PlaceForm:
            options["places"] = places_to_send(request.organization)
        if form is AskingForm:
            options["initial"]["text"] = asking_words(has_button=told.has_location_requests)
        made[kind] = form(request.POST if kind == chosen else None, **options)
        made[kind].hint = written_words(kind, told)
    return made


def _page(
    request: TenantRequest,
    conversation: Conversation,
    forms: dict[str, ExtraForm],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "conversation": conversation,
        "forms": forms,
        "opened": next((kind for kind, form in forms.items() if form.is_bound), "place"),
        "in_panel": is_partial(request),
        "thread_url": conversation_url(request, conversation.pk),
        "heading": _("Enviar outra coisa"),
    }
    return render_screen(request, PAGE, FRAGMENT, context, status=status)


def _refused(request: TenantRequest, conversation: Conversation, words: str) -> HttpResponse:
    return refused(request, words, url=conversation_url(request, conversation.pk))
