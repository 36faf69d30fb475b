"""Pages leave compressed; a list of a hundred rows is a tenth of its size then.

Static files are compressed before they are served (WhiteNoise), live news have a server of their
own, and files of messages are sent as they are: a part of a compressed file is no part of it.
Secrets beside what a visitor typed stay secret: the token of forms is masked anew each time, and
Django adds a random length to what it compresses (BREACH).
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "application/json")


class PageCompressionMiddleware(GZipMiddleware):
    """gzip for whole pages, fragments and JSON, where the browser takes it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(TEXT)
        if response.streaming or response.status_code != 200 or not is_text:
            return response
        return super().process_response(request, response)
