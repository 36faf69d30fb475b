"""The webhook of Twilio: messages and statuses of one number, form-encoded and signed."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from bot.api.number_webhooks import answered
from bot.gateways.twilio import OPAQUE_FIELD
from bot.services.twilio_webhooks import accept_twilio_webhook


class TwilioWebhookView(APIView):
    """204 once the receipt is on disk: a body would be sent to the customer as an answer."""

    parser_classes = ()
    permission_classes = (AllowAny,)  # the POST proves itself

    def post(self, request: Request, channel_id: UUID) -> HttpResponse:
        asked = request._request
        return answered(
            lambda: accept_twilio_webhook(
                channel_id=channel_id,
                url=asked.build_absolute_uri(),
                path=asked.get_full_path(),
                opaque=asked.GET.get(OPAQUE_FIELD, ""),
                body=asked.body,
                signature=asked.headers.get("X-Twilio-Signature", ""),
            ),
            status=204,
        )


twilio_webhook = csrf_exempt(TwilioWebhookView.as_view())
