"""Which e-mails wait for the workers."""

from datetime import datetime

from accounts.mail_enums import MailStatus
from accounts.models import OutgoingMail


def has_due_mails(now: datetime) -> bool:
    """Whether one may leave now. One leaves at a time, so that a mail server that is away
    holds up one worker and no more."""
    rows = OutgoingMail.objects
    return (
        rows.filter(status=MailStatus.QUEUED, due_at__lte=now).exists()
        and not rows.filter(status=MailStatus.SENDING).exists()
    )
