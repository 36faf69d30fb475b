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
    NUMBER_INVALID = "NUMBER_INVALID", _("Não parece um número.")
    NUMBER_UNCLEAR = "NUMBER_UNCLEAR", _("Escreva o número sem ponto de milhar.")
    DATE_INVALID = "DATE_INVALID", _("Não parece uma data. Escreva como 31/12/2026.")
    YES_NO_INVALID = "YES_NO_INVALID", _("Escreva sim ou não.")
    CHOICE_UNKNOWN = "CHOICE_UNKNOWN", _("Esta opção não está na lista do campo.")
    TEXT_TOO_LONG = "TEXT_TOO_LONG", _("O texto passa de 500 letras.")
    TAG_TOO_LONG = "TAG_TOO_LONG", _("Uma etiqueta passa de 40 letras.")
    TOO_MANY_TAGS = "TOO_MANY_TAGS", _("São etiquetas demais. É mesmo esta a coluna?")
    PET_TOO_LONG = "PET_TOO_LONG", _("Um nome de animal é longo demais.")
    CONSENT_UNKNOWN = "CONSENT_UNKNOWN", _("Em promoções, escreva sim ou não.")
