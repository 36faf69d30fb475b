"""Closed lists about customers: whom they bring, what is noted of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DependantKind(models.TextChoices):
    PET = "PET", _("Animal")
    CHILD = "CHILD", _("Criança")
    OTHER = "OTHER", _("Outra pessoa")


class DependantSize(models.TextChoices):
    S = "S", _("Pequeno")
    M = "M", _("Médio")
    L = "L", _("Grande")
    XL = "XL", _("Gigante")


class VaccineState(models.TextChoices):
    VALID = "VALID", _("Em dia")
    ENDING = "ENDING", _("Vence logo")
    EXPIRED = "EXPIRED", _("Vencida")
    ONCE = "ONCE", _("Sem reforço")


class AttributeType(models.TextChoices):
    TEXT = "TEXT", _("Texto")
    NUMBER = "NUMBER", _("Número")
    DATE = "DATE", _("Data")
    BOOLEAN = "BOOLEAN", _("Sim ou não")
    CHOICE = "CHOICE", _("Escolha de uma lista")


class ConsentChannel(models.TextChoices):
    """How a statement of will reached the team; kept as the consent's `source`."""

    IN_PERSON = "in_person", _("Pessoalmente")
    PHONE = "phone", _("Por telefone")
    PAPER = "paper", _("Ficha assinada")
    MESSAGE = "message", _("Por mensagem")
    EMAIL = "email", _("Por e-mail")
