"""Wake-up calls of this app."""

import time

from django.utils import timezone

from accounts.services import events
from accounts.services.customer_imports import WORK_IMPORTS
from accounts.services.import_work import work_on_import
from accounts.services.mails import SEND_MAILS, forget_old_mails, send_next_mail
from config.lib.nudges import answered, keep_awake, nudge

SLICE_S = 3.0  # an import works this long at a time, then queues behind other work
MAILS_S = 30.0  # with one more time-out still far below what a task may last


def deliver_events() -> None:
    """Hand out what has been published; calls itself again while there is more."""
    answered(events.DELIVER)
    if events.deliver_events(now=timezone.now(), limit=200) >= 200:
        nudge(events.DELIVER)


def send_mails() -> None:
    """Send what is due, one mail after the other, for as long as the server takes them."""
    answered(SEND_MAILS)
    forget_old_mails(now=timezone.now())
    ends = time.monotonic() + MAILS_S
    while send_next_mail(now=timezone.now()):
        if time.monotonic() > ends:
            nudge(SEND_MAILS)
            return


def work_imports() -> None:
    """Check, run or undo imports of customers; calls itself again while there is more."""
    answered(WORK_IMPORTS)
    ends = time.monotonic() + SLICE_S
    while work_on_import(now=timezone.now()):
        keep_awake(WORK_IMPORTS)
        if time.monotonic() > ends:
            answered(WORK_IMPORTS)
            nudge(WORK_IMPORTS)
            return
