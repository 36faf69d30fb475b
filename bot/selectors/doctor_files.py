"""The doctor's check of the files of messages."""

from datetime import datetime

from django.utils.translation import gettext as _

from bot.selectors.doctor_ground import Check, Status
from bot.selectors.file_moves import failing_leftovers, stored_files, waiting_moves
from config.lib.file_store import StoreUnavailable, check_store, has_store

NAME = "files"


def check_files(now: datetime) -> list[Check]:
    """The store answers, takes in what waits, and is there at all where files lie in it."""
    if not has_store():
        return [_without_store()]
    try:
        check_store()
    except StoreUnavailable as error:
        detail = _("O armazenamento de arquivos não responde: %(error)s") % {"error": error}
        return [Check(NAME, Status.FAIL, detail, _("Confira ATTACHMENTS_URL e o servidor."))]
    waiting, failing = waiting_moves(), failing_leftovers()
    detail = _("O armazenamento responde. À espera da vez: %(count)d.") % {"count": waiting}
    if failing:
        detail = _("Arquivos que não puderam ser apagados: %(count)d.") % {"count": failing}
        return [Check(NAME, Status.WARN, detail, _("Confira se a chave pode apagar."))]
    return [Check(NAME, Status.OK, detail)]


def _without_store() -> Check:
    lost = stored_files()
    if not lost:
        return Check(NAME, Status.OK, _("Os arquivos ficam no banco de dados."))
    detail = _("Arquivos fora do banco, não se sabe onde: %(count)d.") % {"count": lost}
    return Check(NAME, Status.FAIL, detail, _("Defina ATTACHMENTS_URL de novo."))
