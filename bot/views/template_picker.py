"""After 24 hours: choosing an approved template, filling it in, sending it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.inbox import InboxFilter, ThreadCursor
from bot.forms.templates import TemplateFilter, TemplateForm
from bot.models import Conversation
from bot.selectors.inbox import get_conversation
from bot.selectors.templates import (
    TemplateOffer,
    known_values,
    template_of_conversation,
    template_offer,
)
from bot.selectors.thread import thread_page, thread_since
from bot.services.replies import AnsweredMeanwhile, ReplyForeign
from bot.services.template_messages import (
    FileUnfit,
    TemplateRefused,
    ValuesInvalid,
    send_template,
)
from bot.template_shape import shape_of
from bot.views.bubbles import bubbles_of
from bot.views.inbox import CONVERSATION, conversation_url
from bot.views.inbox_context import conversation_context, list_context, page_of
from bot.views.template_context import (
    category_words,
    preview_context,
    template_picker,
    template_title,
    unavailable_words,
)
from config.lib.ids import new_id
from config.lib.screens import is_partial, render_screen

PICKER, FORM = "bot/_template_picker.html", "bot/_template_form.html"


@require_GET
@in_organization(ANSWER_INBOX)
def conversation_templates(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """The templates that its number may send (`q`)."""
    conversation = get_conversation(conversation_id)
    if not is_partial(request) and conversation.is_window_open(timezone.now()):
        return redirect(conversation_url(request, conversation_id))
    picker = template_picker(conversation, TemplateFilter(request.GET).search)
    return _composer(request, conversation, PICKER, {"template_picker": picker})


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def conversation_template(
    request: TenantRequest, conversation_id: UUID, template_id: UUID
) -> HttpResponse:
    """GET: a template with what we know filled in. POST: send it."""
    conversation = get_conversation(conversation_id)
    template = template_of_conversation(conversation, template_id)
    offer, now = template_offer(conversation, template), timezone.now()
    if request.method == "POST":
        return _send(request, conversation, offer)
    if offer.refusal is not None:
        return _refused(request, conversation, offer, str(offer.refusal.label))
    if not is_partial(request) and conversation.is_window_open(now):
        return redirect(conversation_url(request, conversation_id))
    initial = {"token": new_id()} | known_values(conversation, offer, now)
    form = TemplateForm(initial=initial, template=template, shape=offer.shape)
    return _composer(request, conversation, FORM, _form_context(offer, form))


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_template_preview(
    request: TenantRequest, conversation_id: UUID, template_id: UUID
) -> HttpResponse:
    """The bubble with what is typed so far."""
    conversation = get_conversation(conversation_id)
    template = template_of_conversation(conversation, template_id)
    form = TemplateForm(request.POST, template=template, shape=shape_of(template.components))
    page = "bot/_template_preview.html"
    return render_screen(request, page, page, preview_context(form))


def _send(request: TenantRequest, conversation: Conversation, offer: TemplateOffer) -> HttpResponse:
    form = TemplateForm(request.POST, request.FILES, template=offer.template, shape=offer.shape)
    if not form.is_valid():
        return _composer(request, conversation, FORM, _form_context(offer, form), status=422)
    try:
        send_template(
            conversation=conversation,
            template_id=offer.template.pk,
            values=form.values,
            user=request.user,
            now=timezone.now(),
            message_id=form.cleaned_data["token"],
            seen_id=form.cleaned_data["anyway"] or form.cleaned_data["seen"],
            file=form.file,
        )
    except TemplateRefused as refused:
        return _refused(request, conversation, offer, str(refused.reason.label))
    except AnsweredMeanwhile as news:
        said = {"said": bubbles_of([news.message])[0]}
        context = _form_context(offer, form) | said
        return _composer(request, conversation, FORM, context, status=409)
    except ValuesInvalid as invalid:
        form.add_faults(invalid.faults)
    except FileUnfit:  # Meta has changed the template meanwhile
        return _refused(request, conversation, offer, _("O modelo mudou. Escolha de novo."))
    except ReplyForeign:
        form.add_error("token", _("Recarregue a página e tente de novo."))
    else:
        return _sent(request, conversation)
    return _composer(request, conversation, FORM, _form_context(offer, form), status=422)


def _sent(request: TenantRequest, conversation: Conversation) -> HttpResponse:
    """The latest messages, and the picker again."""
    if not is_partial(request):
        return redirect(conversation_url(request, conversation.pk))
    conversation = get_conversation(conversation.pk)
    since = ThreadCursor(request.POST).value("since")
    page = thread_since(conversation, since) if since else thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    context["renews_composer"] = True
    return render_screen(request, CONVERSATION, "bot/_thread_news.html", context)


def _refused(
    request: TenantRequest, conversation: Conversation, offer: TemplateOffer, reason: str
) -> HttpResponse:
    """The list again, with why this one can't be sent."""
    offer.template.refresh_from_db(fields=["status"])
    problem = unavailable_words(offer.template, reason)
    picker = template_picker(conversation, problem=problem)
    return _composer(request, conversation, PICKER, {"template_picker": picker}, status=409)


def _form_context(offer: TemplateOffer, form: TemplateForm) -> dict[str, Any]:
    template = offer.template
    return {
        "template": template,
        "template_title": template_title(template),
        "template_category": category_words(template.category),
        "template_form": form,
    } | preview_context(form)


def _composer(
    request: TenantRequest,
    conversation: Conversation,
    fragment: str,
    extra: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """In the composer's place for htmx, else in the whole page."""
    context: dict[str, Any] = {"conversation": conversation}
    if not is_partial(request):
        chosen, page = InboxFilter(request.GET), thread_page(conversation)
        context = conversation_context(request, conversation, page, timezone.now())
        context |= list_context(request, chosen, page_of(request, chosen))
    response = render_screen(request, CONVERSATION, fragment, context | extra, status=status)
    if status != 200:  # the form aims at the thread
        # Morphed, a form keeps the file that was chosen.
        swap = "outerMorph" if fragment == FORM else "outerHTML"
        response["HX-Retarget"], response["HX-Reswap"] = "#composer", swap
    return response
