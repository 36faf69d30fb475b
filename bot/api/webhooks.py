"""The webhook of Meta's Cloud API: one DRF view, whichever server stands around it."""

import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django_scopes import scopes_disabled
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from bot.models import Channel
from bot.selectors.secrets import refresh_secrets, secrets_age
from bot.services.webhooks import (
    NewReceipt,
    WebhookRefused,
    accept_meta_webhook,
    record_receipts,
)
from config.lib.logging import get_logger

log = get_logger(__name__)

FRESH_S = 5.0
RETRY_S = 0.5
View = Callable[..., HttpResponse]


class ReceiptAccepted(HttpResponse):
    """200 for a receipt that must be on disk before the answer leaves."""

    def __init__(self, receipt: NewReceipt) -> None:
        super().__init__(b"", content_type="text/plain", status=200)
        self.receipt = receipt


class MetaWebhookView(APIView):
    """GET answers the verification handshake, POST takes events (whatsapp-cloud-api).

    POST touches no database, so that it can run inside an event loop: it answers
    ReceiptAccepted and whoever serves it writes the receipt (`storing_receipts` under
    Django, bot.api.lean in the ASGI server) before the answer is sent.
    """

    parser_classes = ()
    permission_classes = (AllowAny,)  # the POST proves itself
    _negotiated = (JSONRenderer(), JSONRenderer.media_type)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return self._negotiated

    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        token = query.get("hub.verify_token", "")
        if query.get("hub.mode") != "subscribe" or not _is_verify_token(token):
            return HttpResponse(status=403)
        return HttpResponse(query.get("hub.challenge", ""), content_type="text/plain")

    def post(self, request: Request) -> HttpResponse:
        try:
            receipt = accept_meta_webhook(
                body=request._request.body,
                signature=request._request.headers.get("X-Hub-Signature-256", ""),
            )
        except WebhookRefused as refusal:
            log.warning("webhook_refused", reason=type(refusal).__name__)
            return HttpResponse(status=refusal.status)
        return ReceiptAccepted(receipt)


def storing_receipts(view: View) -> View:
    """Keep `app secrets` fresh before the view, and write its receipt after it."""

    @csrf_exempt
    def wrapped(request: HttpRequest) -> HttpResponse:
        if secrets_age() > FRESH_S:
            refresh_secrets()
        response = view(request)
        if response.status_code == 403 and request.method == "POST" and secrets_age() > RETRY_S:
            refresh_secrets()
            response = view(request)
        if isinstance(response, ReceiptAccepted):
            record_receipts([response.receipt])
        return response

    return wrapped


def _is_verify_token(token: str) -> bool:
    if not token:
        return False
    with scopes_disabled():
        known = [channel.verify_token for channel in Channel.objects.only("verify_token")]
    known.append(settings.META_VERIFY_TOKEN)
    return any(hmac.compare_digest(token.encode(), k.encode()) for k in known if k)


meta_webhook = storing_receipts(MetaWebhookView.as_view())
