"""Closed lists of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vertical(models.TextChoices):
    SALON = "SALON", _("Salão de beleza")
    BARBER = "BARBER", _("Barbearia")
    CLINIC = "CLINIC", _("Clínica")
    PETSHOP = "PETSHOP", _("Pet shop")
    GENERIC = "GENERIC", _("Outro")


class Role(models.TextChoices):
    OWNER = "OWNER", _("Dono")
    STAFF = "STAFF", _("Profissional")
    AGENT = "AGENT", _("Atendente")
    VIEWER = "VIEWER", _("Leitor")


class LocaleChoice(models.TextChoices):
    PT_BR = "pt-BR", _("Português")
    EN = "en", _("Inglês")
    ES = "es", _("Espanhol")


class IdentityKind(models.TextChoices):
    PHONE = "PHONE", _("Telefone")
    BSUID = "BSUID", _("Identificador do WhatsApp")


class ConsentPurpose(models.TextChoices):
    MARKETING = "MARKETING", _("Promoções")


class ConsentStatus(models.TextChoices):
    GRANTED = "GRANTED", _("Autorizou")
    REVOKED = "REVOKED", _("Retirou")


class ReceiptStatus(models.TextChoices):
    PENDING = "PENDING", _("Na fila")
    DONE = "DONE", _("Entregue")
    FAILED = "FAILED", _("Falhou")


class OnboardingPart(models.TextChoices):
    """The steps of the first set-up, in their order, and the set-up as a whole."""

    BUSINESS = "BUSINESS", _("Empresa")
    TEAM = "TEAM", _("Equipe")
    WHATSAPP = "WHATSAPP", _("WhatsApp")
    CHAT = "CHAT", _("Teste")
    WHOLE = "WHOLE", _("Tudo")


class OnboardingState(models.TextChoices):
    OPEN = "OPEN", _("Em aberto")
    DONE = "DONE", _("Feito")
    SKIPPED = "SKIPPED", _("Pulado")
