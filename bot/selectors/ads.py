"""The ad that brought a customer, as the provider tells it with the first message."""

from typing import Any

from bot.flows.talk import UNKNOWN_AD
from bot.models import Message


def ad_of(message: Message) -> str:
    """The ad's id, UNKNOWN_AD where it is not told; empty where no ad brought the message.

    Meta has an object "referral" with a "source_id", Twilio a field "ReferralSourceId".
    """
    content: Any = message.content
    if not isinstance(content, dict):
        return ""
    referral = content.get("referral")
    if isinstance(referral, dict) and referral:
        return str(referral.get("source_id") or UNKNOWN_AD)
    return str(content.get("ReferralSourceId") or "")
