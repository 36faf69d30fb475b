"""What a phone that shares its number with us has brought over, as the number's page says it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bot.models import Channel

DECLINED = 2593109
STANDSTILL = timedelta(days=1)
COMPLETE = 100


@dataclass(frozen=True, slots=True)
class Brought:
    """One finding; `fix` is "" when all is well."""

    label: str
    detail: str
    fix: str = ""


def brought_by_phone(channel: Channel, now: datetime) -> list[Brought]:
    """Nothing for a number without a phone beside it. No query."""
    history, contacts = channel.news.get("history"), channel.news.get("contacts")
    found = [_history(history, now)] if history else []
    return [*found, _contacts(contacts["names"])] if contacts else found


def _history(kept: dict[str, Any], now: datetime) -> Brought:
    label = _("Conversas do celular")
    if kept["error"]:
        return _refused(label, kept["error"])
    progress = {"progress": kept["progress"]}
    if kept["progress"] >= COMPLETE:
        return Brought(label, _("Todas vieram: até seis meses de conversas."))
    if now - datetime.fromisoformat(kept["at"]) > STANDSTILL:
        fix = _("Deixe o celular ligado, com internet e com o WhatsApp Business aberto.")
        return Brought(label, _("Pararam em %(progress)d%%.") % progress, fix)
    phases = {  # Meta's: a day, three months, six months
        0: _("Chegando: %(progress)d%%, as de hoje e ontem."),
        1: _("Chegando: %(progress)d%%, as dos últimos três meses."),
    }
    older = _("Chegando: %(progress)d%%, as de até seis meses atrás.")
    return Brought(label, phases.get(kept["phase"], older) % progress)


def _refused(label: str, code: int) -> Brought:
    if code == DECLINED:
        return Brought(
            label,
            _("Não vieram: no celular, você escolheu não compartilhar as conversas."),
            _("Para trazer, desligue o número no celular, ligue de novo e aceite compartilhar."),
        )
    return Brought(
        label,
        _("Não vieram: a Meta recusou (código %(code)d).") % {"code": code},
        _("Para trazer, desligue o número no celular e ligue de novo."),
    )


def _contacts(names: int) -> Brought:
    text = ngettext(
        "%(count)d nome veio da agenda do celular.",
        "%(count)d nomes vieram da agenda do celular.",
        names,
    )
    return Brought(_("Contatos do celular"), text % {"count": names})
