"""Files that a provider fetches from us to send them on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from bot.selectors.attachments import whole_of
from bot.selectors.public_files import public_file_of
from bot.views.attachments import SANDBOX
from config.lib.csp import HEADER


@require_safe
def public_file(request: HttpRequest, token: str) -> HttpResponse:
    """No login: the signed address, good for a day, is the right to read it."""
    file = public_file_of(token)
    if file is None:
        raise Http404
    name = content_disposition_header(as_attachment=False, filename=file.file_name or "file")
    headers = {HEADER: SANDBOX, "Content-Disposition": name or "", "Cache-Control": "private"}
    return HttpResponse(whole_of(file), content_type=file.mime_type, headers=headers)
