"""The file of a message: shown, played, saved, and fetched once more."""

import re
from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX, VIEW_INBOX
from bot.models import Attachment
from bot.selectors.attachments import file_of, part_of
from bot.selectors.inbox import get_conversation
from bot.services.attachments import NotFailed, fetch_again
from bot.views.file_looks import is_inline
from bot.views.inbox import conversation_url, render_conversation
from config.lib.csp import HEADER
from config.lib.file_store import StoreUnavailable
from config.lib.screens import is_partial

# Opened on its own, a file may do nothing: no script, no form, no page of ours around it.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'; media-src 'self'; img-src 'self'"
_RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,12})-(\d{0,12})")


@require_safe
@in_organization(VIEW_INBOX)
def attachment_file(
    request: TenantRequest, conversation_id: UUID, message_id: UUID
) -> HttpResponse:
    """The bytes, or the part that `Range` names (206; 416 where there is no such part)."""
    file = _file(conversation_id, message_id)
    if not file.size:
        raise Http404
    first, last = 0, file.size - 1
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked:
        start, end = asked.groups()
        first = int(start) if start else max(0, file.size - int(end))
        last = min(int(end), last) if start and end else last
        if first > last or (not start and int(end) == 0):
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    try:
        body = part_of(file, first, last - first + 1)
        beginning = part_of(file, 0, 16) if first else body[:16]
    except StoreUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    if not body:
        raise Http404
    headers = _headers(file, beginning)
    response = HttpResponse(body, status=206 if asked else 200, headers=headers)
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return response


@require_POST
@in_organization(ANSWER_INBOX)
def attachment_fetch(
    request: TenantRequest, conversation_id: UUID, message_id: UUID
) -> HttpResponse:
    """Try a failed download once more; a second click finds it on its way."""
    file = _file(conversation_id, message_id)
    with suppress(NotFailed):  # it is there, or on its way: the page shows which
        fetch_again(file=file, now=timezone.now())
    conversation = get_conversation(conversation_id)
    if not is_partial(request):
        return redirect(conversation_url(request, conversation_id))
    return render_conversation(request, conversation)


def _file(conversation_id: UUID, message_id: UUID) -> Attachment:
    file = file_of(get_conversation(conversation_id), message_id)
    if file is None:
        raise Http404
    return file


def _headers(file: Attachment, beginning: bytes) -> dict[str, str]:
    opens = is_inline(file.mime_type, beginning)
    disposition = content_disposition_header(not opens, file.file_name or f"{file.pk}"[:8])
    return {
        "Content-Type": file.mime_type if opens else "application/octet-stream",
        "Content-Disposition": disposition or ("inline" if opens else "attachment"),
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=86400",
        HEADER: SANDBOX,
    }
