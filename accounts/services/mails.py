"""Sending e-mails: written with their cause, sent by a worker after the commit.

A mail is claimed, sent outside any transaction, and recorded. What certainly did not leave
is tried again with growing pauses; what may have left is not, so that nobody gets one twice.
"""

from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from accounts.mail_enums import SETTLED, MailStatus
from accounts.models import Invitation, OutgoingMail
from config.lib.logging import get_logger
from config.lib.nudges import nudge_on_commit

log = get_logger(__name__)

SEND_MAILS = "accounts.tasks.send_mails"
PAUSES = tuple(timedelta(seconds=s) for s in (10, 60, 300, 1_800, 7_200))
LEASE = timedelta(minutes=2)  # longer than any sending can last (EMAIL_TIMEOUT)
KEPT = timedelta(days=30)
_ONE_AT_A_TIME = 7_310_482  # the key of the advisory lock under which mails are claimed


class _NotSent(Exception):
    """It did not leave: `is_final` means that trying again is of no use."""

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.is_final = problem[:60], is_final


def queue_mail(
    *, to: str, subject: str, body: str, now: datetime, invitation: Invitation | None = None
) -> OutgoingMail:
    """Write the mail with its cause; a worker is woken at commit."""
    mail = OutgoingMail.objects.create(
        to=to, subject=subject[:200], body=body, invitation=invitation, due_at=now
    )
    nudge_on_commit(SEND_MAILS)
    return mail


def send_next_mail(*, now: datetime) -> bool:
    """Send the mail that is due longest; whether another may follow at once.

    Only one is on its way at any time. False also when the mail server is away: then the
    others wait with this one.
    """
    mail = _claim(now)
    if mail is None:
        return False
    try:
        _post(mail)
    except _NotSent as error:
        _put_off(mail, error, now)
        return error.is_final
    _settle(mail, MailStatus.SENT)
    return True


def settle_lost_mails(*, now: datetime) -> None:
    """A worker died while sending: the mail may have left, so it is not sent again."""
    OutgoingMail.objects.filter(status=MailStatus.SENDING, claimed_at__lt=now - LEASE).update(
        status=MailStatus.FAILED, problem="LOST", body=""
    )


def forget_old_mails(*, now: datetime) -> int:
    """Delete what was settled KEPT ago; returns how many."""
    old = OutgoingMail.objects.filter(status__in=SETTLED, created_at__lt=now - KEPT)
    return int(old.delete()[0])


@transaction.atomic
def _claim(now: datetime) -> OutgoingMail | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return None
    if OutgoingMail.objects.filter(status=MailStatus.SENDING).exists():
        return None
    rows = OutgoingMail.objects.select_for_update(skip_locked=True)
    mail = rows.filter(status=MailStatus.QUEUED, due_at__lte=now).order_by("due_at", "id").first()
    if mail is not None:
        mail.status, mail.claimed_at = MailStatus.SENDING, now
        mail.attempts += 1
        mail.save(update_fields=["status", "claimed_at", "attempts"])
    return mail


def _post(mail: OutgoingMail) -> None:
    """Raises _NotSent."""
    if not mail.body:  # the key that opened it is lost
        raise _NotSent("UNREADABLE", is_final=True)
    message = EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers={"Message-ID": f"<{mail.pk}@zapenda>"},
    )
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as error:
        raise _NotSent(type(error).__name__) from error
    try:
        _hand_over(server, message)
    finally:
        server.close()


def _hand_over(server: BaseEmailBackend, message: EmailMessage) -> None:
    """A refusal is certain; a silence may hide a mail that left."""
    try:
        server.send_messages([message])
    except SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise _NotSent("REFUSED", is_final=min(codes, default=500) >= 500) from error
    except SMTPResponseException as error:
        raise _NotSent(f"SMTP {error.smtp_code}", is_final=error.smtp_code >= 500) from error
    except (OSError, SMTPException) as error:
        raise _NotSent(type(error).__name__, is_final=True) from error


def _put_off(mail: OutgoingMail, error: _NotSent, now: datetime) -> None:
    log.warning("mail_not_sent", mail=str(mail.pk), attempt=mail.attempts, problem=error.problem)
    if error.is_final or mail.attempts > len(PAUSES):
        _settle(mail, MailStatus.FAILED, problem=error.problem)
        return
    due_at = now + PAUSES[mail.attempts - 1]
    waiting = OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.SENDING)
    waiting.update(status=MailStatus.QUEUED, problem=error.problem, due_at=due_at)
    others = OutgoingMail.objects.filter(status=MailStatus.QUEUED, due_at__lt=now + PAUSES[0])
    others.update(due_at=now + PAUSES[0])


def _settle(mail: OutgoingMail, status: MailStatus, *, problem: str = "") -> None:
    """The words go with it."""
    sending = OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.SENDING)
    sending.update(status=status, problem=problem, body="")
