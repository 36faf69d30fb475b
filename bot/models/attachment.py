"""The file of a message: a picture, a voice note, a document."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TenantModel
from bot.enums import TransferStatus
from bot.models.flow_file import FlowFile
from bot.models.message import Message


class Attachment(TenantModel):
    """The one file of one message, and how far its way from or to the provider is.

    WAITING rows are worked on when `due_at` has come: what came in is fetched by its
    `remote_id`, what goes out is uploaded and gets its `remote_id`. A claim pushes `due_at`
    to the end of its lease, so the work of a worker that died is done again, into this row.
    `body` is stored uncompressed, so that a part of it is read without the rest; a file that
    flows send has its bytes in `stored`. Where there is a store beside the database, bytes wait
    in `body` until they have moved there (`move_at`), under the name `store_name`; `body` is
    None then. The name is written before the bytes go: what is there has a row that says so.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="attachment")
    is_ours = models.BooleanField(_("enviado por nós"), default=False)
    remote_id = models.CharField(max_length=200, blank=True)
    mime_type = models.CharField(_("tipo"), max_length=120, blank=True)
    file_name = models.CharField(_("nome"), max_length=240, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    body = models.BinaryField(null=True, editable=False)
    stored = models.ForeignKey(
        FlowFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    store_name = models.CharField(max_length=80, blank=True, editable=False)
    move_at = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.CharField(max_length=10, choices=TransferStatus, default=TransferStatus.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("arquivo de mensagem")
        verbose_name_plural = _("arquivos de mensagens")
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="attachment_to_do",
                condition=Q(status=TransferStatus.WAITING),
            ),
            models.Index(
                fields=["move_at", "id"],
                name="attachment_to_move",
                condition=Q(move_at__isnull=False),
            ),
            models.Index(fields=["id"], name="attachment_in_store", condition=~Q(store_name="")),
        ]

    def __str__(self) -> str:
        return self.file_name or self.mime_type or str(self.pk)
