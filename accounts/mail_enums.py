"""Closed lists of the mails that we send."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    QUEUED = "QUEUED", _("E-mail a caminho")
    SENDING = "SENDING", _("E-mail saindo")
    SENT = "SENT", _("E-mail enviado")
    FAILED = "FAILED", _("E-mail não saiu")


UNDER_WAY = (MailStatus.QUEUED, MailStatus.SENDING)
SETTLED = (MailStatus.SENT, MailStatus.FAILED)
