"""Is the product well? Each check is a plain function; none of them raises.

A check that asks something which does not answer (the database, Redis) fails with a
sentence of its own: whoever calls the doctor is in trouble already.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from bot.enums import ChannelStatus, Provider, TemplateStatus
from bot.models import Channel
from bot.reminder_templates import REMINDER, TEMPLATE_LANGUAGE
from bot.selectors import doctor_queries as queries
from bot.selectors.doctor_files import check_files
from bot.selectors.doctor_ground import (
    STUCK_S,
    WAITING_S,
    Check,
    Status,
    check_cache,
    check_database,
    check_queues,
    check_vectors,
    check_worker,
)

SECRETS = ("access_token", "app_secret", "previous_app_secret", "verify_token")


def examine(now: datetime) -> list[Check]:
    """Every check. Never raises for a server that is away, and waits for it only once."""
    checks: list[Check] = []
    away: dict[str, Check] = {}
    for name, check, ground in CHECKS:
        if ground in away:
            checks.append(replace(away[ground], name=name))
            continue
        try:
            checks += check(now)
        except (DatabaseError, InterfaceError) as error:
            checks.append(_silent(name, _("O banco de dados não responde"), error, "DATABASE_URL"))
        except RedisError as error:
            checks.append(_silent(name, _("O Redis não responde"), error, "REDIS_URL"))
        else:
            continue
        if name == ground:
            away[ground] = checks[-1]
    return checks


def worst(checks: Sequence[Check]) -> Status:
    """The status of the whole."""
    found = {check.status for check in checks}
    return next((status for status in (Status.FAIL, Status.WARN) if status in found), Status.OK)


def check_channels(now: datetime) -> list[Check]:
    """Each channel: paused, told to be quiet, and when Meta last wrote."""
    channels = _channels()
    heard = queries.last_webhooks()
    found = [_channel(c, heard.get(c.pk), now) for c in channels.order_by("created_at")]
    if found:
        return found
    return [
        Check(
            "channels",
            Status.WARN,
            _("Nenhum número do WhatsApp está ligado."),
            _("Ligue um: manage.py create_channel"),
        )
    ]


def _channels() -> "QuerySet[Channel]":
    """Of all organizations; what sample data brings leads nowhere and has no health."""
    rows = Channel._base_manager.exclude(provider=Provider.SAMPLE)
    return rows.select_related("organization").defer(*SECRETS)


def _channel(channel: Channel, heard_at: datetime | None, now: datetime) -> Check:
    name = f"channel:{channel.organization.slug}:{channel.number_id}"
    if channel.status == ChannelStatus.PAUSED:
        detail = _("Pausado: %(reason)s") % {"reason": channel.pause_reason or "?"}
        fix = _("Corrija a causa e reative o canal na administração.")
        return Check(name, Status.FAIL, detail, fix)
    if channel.quiet_until and channel.quiet_until > now:
        detail = _("Em silêncio até %(until)s.") % {"until": _moment(channel.quiet_until)}
        return Check(name, Status.WARN, detail, _("O provedor pediu uma pausa; volta sozinho."))
    if heard_at is None:
        fix = _("Confira o webhook no painel do provedor e mande uma mensagem ao número.")
        return Check(name, Status.WARN, _("Ainda não chegou nenhum webhook."), fix)
    detail = _("Ativo; último webhook em %(at)s.") % {"at": _moment(heard_at)}
    return Check(name, Status.OK, detail)


def check_templates(now: datetime) -> list[Check]:
    """The reminder is approved in every language of ours, on every channel."""
    statuses = queries.template_statuses(REMINDER)
    channels = _channels()
    return [
        _template(channel, language, statuses.get((channel.pk, language)))
        for channel in channels.order_by("created_at")
        if channel.facts.capabilities.has_templates
        for language in TEMPLATE_LANGUAGE.values()
    ]


def _template(channel: Channel, language: str, status: str | None) -> Check:
    name = f"template:{channel.organization.slug}:{channel.number_id}:{language}"
    if status == TemplateStatus.APPROVED:
        return Check(name, Status.OK, _("Aprovado."))
    detail = TemplateStatus(status).label if status else _("Não existe.")
    return Check(name, Status.WARN, str(detail), _template_fix(status))


def _template_fix(status: str | None) -> str:
    if status is None:
        fix = _("Rode create_channel de novo, com --account-id, para enviar %(name)s à Meta.")
    elif status == TemplateStatus.PENDING:
        fix = _("Espere a Meta aprovar %(name)s; até lá o lembrete só sai na janela de 24 h.")
    else:
        fix = _("Veja %(name)s no painel da Meta; até lá o lembrete só sai na janela de 24 h.")
    return fix % {"name": REMINDER}


def check_webhooks(now: datetime) -> list[Check]:
    """When the last webhook came, and how far behind its reading is."""
    times = queries.receipt_times()
    newest, waiting = times["newest"], times["waiting"]
    if newest is None:
        return [Check("webhooks", Status.OK, _("Nenhum webhook recebido ainda."))]
    lag = (now - waiting).total_seconds() if waiting else 0.0
    detail = _("O mais novo chegou em %(at)s; leitura atrasada em %(lag).0f s.")
    detail %= {"at": _moment(newest), "lag": lag}
    if lag <= WAITING_S:
        return [Check("webhooks", Status.OK, detail)]
    status = Status.FAIL if lag > STUCK_S else Status.WARN
    return [Check("webhooks", status, detail, _("Veja se o worker roda."))]


def check_leftovers(now: datetime) -> list[Check]:
    """Webhooks that could not be read, and parts that belong to nobody."""
    failed, quarantined = queries.leftover_counts()
    fix = _("Abra a lista na administração, corrija a causa e escolha “Processar de novo”.")
    return [
        _counted("receipts_failed", failed, _("%(count)d webhooks falharam."), fix),
        _counted("quarantine", quarantined, _("%(count)d partes em quarentena."), fix),
    ]


def check_deliveries(now: datetime) -> list[Check]:
    counts = queries.delivery_counts(now)
    text = _("%(count)d de %(all)d envios falharam em 24 h.")
    fix = _("Veja o código do erro na lista de envios da administração.")
    return [_counted("deliveries_failed", counts["failed"], text, fix, all=counts["all"])]


def check_reminders(now: datetime) -> list[Check]:
    counts = queries.reminder_counts(now)
    detail = _("%(due)d a enviar agora; em 24 h: %(late)d atrasados, %(failed)d não enviados.")
    if not counts["late"] and not counts["failed"]:
        return [Check("reminders", Status.OK, detail % counts)]
    fix = _("Veja o motivo na lista de lembretes da administração.")
    return [Check("reminders", Status.WARN, detail % counts, fix)]


def check_overlaps(now: datetime) -> list[Check]:
    """The exclusion constraint holds: nobody is booked twice at a time."""
    count = queries.overlap_count()
    if not count:
        return [Check("overlaps", Status.OK, _("Nenhum horário duplicado."))]
    detail = _("%(count)d pares de horários se sobrepõem.") % {"count": count}
    fix = _("A restrição appointment_no_overlap falta no banco: restaure-a e remarque um de cada.")
    return [Check("overlaps", Status.FAIL, detail, fix)]


# In the order in which to mend things: name, check, and the check of the server it asks.
CHECKS: tuple[tuple[str, Callable[[datetime], list[Check]], str], ...] = (
    ("database", check_database, "database"),
    ("cache", check_cache, "cache"),
    ("worker", check_worker, "cache"),
    ("queues", check_queues, "database"),
    ("channels", check_channels, "database"),
    ("templates", check_templates, "database"),
    ("webhooks", check_webhooks, "database"),
    ("leftovers", check_leftovers, "database"),
    ("files", check_files, "database"),
    ("deliveries", check_deliveries, "database"),
    ("reminders", check_reminders, "database"),
    ("overlaps", check_overlaps, "database"),
    ("vectors", check_vectors, "database"),
)


def _counted(name: str, count: int, text: str, fix: str, **more: int) -> Check:
    detail = text % {"count": count, **more}
    return Check(name, Status.WARN, detail, fix) if count else Check(name, Status.OK, detail)


def _silent(name: str, what: str, error: Exception, variable: str) -> Check:
    lines = str(error).strip().splitlines()
    detail = f"{what}: {lines[0] if lines else type(error).__name__}"[:300]
    fix = _("Veja se o servidor roda e se %(variable)s está certa.") % {"variable": variable}
    return Check(name, Status.FAIL, detail, fix)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
