"""Closed lists about sample data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SampleState(models.TextChoices):
    FILLING = "FILLING", _("Preenchendo")
    FULL = "FULL", _("Pronto")
    REMOVING = "REMOVING", _("Removendo")
    REMOVED = "REMOVED", _("Removido")


# States in which the workers have something to do.
WORKING = (SampleState.FILLING, SampleState.REMOVING)


class SampleStep(models.IntegerChoices):
    """What is made, in this order; each is one transaction."""

    CATALOGUE = 0, _("Serviços e equipe")
    CUSTOMERS = 1, _("Clientes")
    PAST = 2, _("Horários que já passaram")
    COMING = 3, _("Horários que vêm")
    TALKS = 4, _("Conversas")
    WAITLIST = 5, _("Lista de espera")
