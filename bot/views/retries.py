"""Sending a failed message anew."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.selectors.inbox import get_conversation
from bot.services.replies import WindowClosed
from bot.services.retries import NotFailed, retry_message
from bot.services.template_messages import TemplateRefused
from bot.views.inbox import conversation_url, render_conversation
from config.lib.file_store import StoreUnavailable
from config.lib.screens import is_partial, refuse


class RetryForm(forms.Form):
    """Which message."""

    message = forms.UUIDField()


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_retry(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Send a failed message (`message`) once more; a second click does nothing."""
    conversation, form = get_conversation(conversation_id), RetryForm(request.POST)
    if not form.is_valid():
        return refuse(_("Escolha a mensagem a enviar de novo."))
    try:
        retry_message(
            conversation=conversation,
            message_id=form.cleaned_data["message"],
            user=request.user,
            now=timezone.now(),
        )
    except NotFailed:
        raise Http404 from None
    except TemplateRefused as refused:
        return refuse(str(refused.reason.label))
    except WindowClosed:
        return refuse(_("As 24 horas passaram. Envie um modelo ou espere o cliente escrever."))
    except StoreUnavailable:
        return refuse(_("Não consegui abrir o arquivo desta mensagem agora. Tente daqui a pouco."))
    if not is_partial(request):
        return redirect(conversation_url(request, conversation_id))
    return render_conversation(request, get_conversation(conversation_id))
