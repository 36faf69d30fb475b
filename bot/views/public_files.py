"""Files that a provider fetches from us to send them on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from bot.gateways.media import SENDABLE, begins_as
from bot.models import Attachment
from bot.selectors.attachments import whole_of
from bot.selectors.public_files import public_file_of
from bot.views.attachments import SANDBOX
from config.lib.csp import HEADER
from config.lib.file_store import StoreUnavailable


@require_safe
def public_file(request: HttpRequest, token: str) -> HttpResponse:
    """No login: the signed address, good for a day, is the right to read it."""
    file = public_file_of(token)
    if file is None:
        raise Http404
    try:
        body = whole_of(file)
    except StoreUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    if not body:
        raise Http404
    name = content_disposition_header(as_attachment=False, filename=file.file_name or "file")
    headers = {
        "Content-Disposition": name or "",
        "Cache-Control": "private",
        "X-Content-Type-Options": "nosniff",
        HEADER: SANDBOX,
    }
    return HttpResponse(body, content_type=_type_of(file, body), headers=headers)


def _type_of(file: Attachment, body: bytes) -> str:
    """By the bytes: one that is not what it says is a heap of bytes."""
    is_so = file.mime_type in SENDABLE and begins_as(file.mime_type, body)
    return file.mime_type if is_so else "application/octet-stream"
