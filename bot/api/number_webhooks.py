"""Webhooks at a number's own address that carry JSON and a secret: Gupshup and Evolution."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from bot.services.evolution_webhooks import accept_evolution_webhook
from bot.services.gupshup_webhooks import accept_gupshup_webhook
from bot.services.webhooks import NewReceipt, WebhookRefused, record_receipts
from config.lib.logging import get_logger

log = get_logger(__name__)

BEARER = "Bearer "


class GupshupWebhookView(APIView):
    """200 and nothing else once the receipt is on disk: Gupshup asks for an empty answer."""

    parser_classes = ()
    permission_classes = (AllowAny,)  # the POST proves itself

    def post(self, request: Request, channel_id: UUID, secret: str) -> HttpResponse:
        body = request._request.body
        return answered(
            lambda: accept_gupshup_webhook(channel_id=channel_id, secret=secret, body=body)
        )


class EvolutionWebhookView(APIView):
    """The key stands in a header that we have asked the server to send."""

    parser_classes = ()
    permission_classes = (AllowAny,)  # the POST proves itself

    def post(self, request: Request, channel_id: UUID) -> HttpResponse:
        asked = request._request
        bearer = asked.headers.get("Authorization", "").removeprefix(BEARER)
        keys = [asked.headers.get("apikey", ""), bearer]
        return answered(
            lambda: accept_evolution_webhook(channel_id=channel_id, keys=keys, body=asked.body)
        )


def answered(accept: Callable[[], NewReceipt], *, status: int = 200) -> HttpResponse:
    """Keep what `accept` lets in, or answer why not."""
    try:
        receipt = accept()
    except WebhookRefused as refusal:
        log.warning("webhook_refused", reason=type(refusal).__name__)
        response = HttpResponse(status=refusal.status)
        # Django would log the address, and a secret may stand in it.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
    record_receipts([receipt])
    return HttpResponse(status=status)


gupshup_webhook = csrf_exempt(GupshupWebhookView.as_view())
evolution_webhook = csrf_exempt(EvolutionWebhookView.as_view())
