"""E-mails on their way out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.mail_enums import SETTLED, UNDER_WAY, MailStatus
from accounts.models.invitation import Invitation
from config.lib.fields import EncryptedTextField
from config.lib.ids import new_id


class OutgoingMail(models.Model):
    """One e-mail for one act of one person; the workers send it (accounts.services.mails).

    It belongs to no organization: who forgot a password may be of several, or of none.
    `body` lies encrypted and goes with the end of the sending, well or not: it holds links
    that open accounts. `problem` is the kind of the last failure, never its text.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField(_("para"))
    subject = models.CharField(_("assunto"), max_length=200)
    body = EncryptedTextField()
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    status = models.CharField(
        _("estado"), max_length=10, choices=MailStatus, default=MailStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=MailStatus.values), name="mail_status"),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(status__in=[status.value for status in UNDER_WAY]),
                name="one_mail_under_way_per_invitation",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(status__in=[status.value for status in UNDER_WAY]),
                name="mail_to_do",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(status__in=[status.value for status in SETTLED]),
                name="mail_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_retried(self) -> bool:
        """Whether it failed and will be tried again."""
        return self.status == MailStatus.QUEUED and self.attempts > 0
