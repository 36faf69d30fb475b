"""Closed lists of the import of customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportStatus(models.TextChoices):
    MAPPING = "MAPPING", _("Escolhendo as colunas")
    CHECKING = "CHECKING", _("Conferindo")
    READY = "READY", _("Pronta para importar")
    RUNNING = "RUNNING", _("Importando")
    DONE = "DONE", _("Importada")
    UNDOING = "UNDOING", _("Desfazendo")
    UNDONE = "UNDONE", _("Desfeita")
    FAILED = "FAILED", _("Não deu certo")


WORKING = (ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING)


class RowOutcome(models.TextChoices):
    NEW = "NEW", _("Novo")
    UPDATED = "UPDATED", _("Atualizado")
    KNOWN = "KNOWN", _("Já cadastrado, nada a mudar")
    REPEATED = "REPEATED", _("Repetido no arquivo")
    ERROR = "ERROR", _("Com erro")


class RowError(models.TextChoices):
    PHONE_INVALID = "PHONE_INVALID", _("O telefone não parece um número válido.")
    NOBODY = "NOBODY", _("Falta o nome ou o telefone.")
    NAME_TOO_LONG = "NAME_TOO_LONG", _("O nome passa de 120 letras.")
    LOCALE_UNKNOWN = "LOCALE_UNKNOWN", _("O idioma deve ser português, inglês ou espanhol.")
    CONSENT_UNKNOWN = "CONSENT_UNKNOWN", _("Em promoções, escreva sim ou não.")
