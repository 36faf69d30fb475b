"""The doctor finds what is wrong, says what to do, and survives what is down."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.tests.factories import make_whatsapp_customer
from bot.models import (
    Delivery,
    DeliveryUpdate,
    Message,
    MessageTemplate,
    QuarantinedUpdate,
    WebhookReceipt,
)
from bot.selectors.doctor import examine, worst
from bot.selectors.doctor_ground import Check
from bot.selectors.doctor_queries import overlap_count
from bot.tests.factories import make_conversation
from catalog.tests.factories import make_service
from config.lib.pulse import beat, seconds_since_beat
from config.lib.redis import redis_client
from scheduling.models import Appointment, Reminder
from scheduling.tests.factories import make_staff


def found(prefix: str) -> Check:
    return next(check for check in examine(timezone.now()) if check.name.startswith(prefix))


def run_doctor(**environment: str) -> tuple[int, dict[str, Any], str]:
    """The command in a process of its own; exit code, its JSON, what went to stderr."""
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


def make_receipt(**fields: Any) -> WebhookReceipt:
    now = timezone.now()
    fields = {"body": b"{}", "digest": os.urandom(32), "received_at": now, "due_at": now} | fields
    return WebhookReceipt.objects.create(**fields)


def make_message(channel: Any, **fields: Any) -> Message:
    conversation = make_conversation(channel, make_whatsapp_customer(channel.organization))
    own = {"organization": channel.organization, "channel": channel, "conversation": conversation}
    return Message.objects.create(**own, kind="TEXT", occurred_at=timezone.now(), **fields)


def make_visit(channel: Any) -> Appointment:
    organization, now = channel.organization, timezone.now()
    service = make_service(organization)
    return Appointment.objects.create(
        organization=organization,
        customer=make_whatsapp_customer(organization),
        staff=make_staff(organization, [service]),
        service=service,
        status="CONFIRMED",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        busy=(now, now + timedelta(hours=1)),
        source="BOT",
    )


def test_a_healthy_house(channel):
    beat()
    make_message(channel, direction="IN", author="CUSTOMER", external_id="wamid.1")
    for language in ("pt_BR", "en", "es"):
        MessageTemplate.objects.create(
            organization=channel.organization,
            channel=channel,
            name="appointment_reminder",
            language=language,
            category="UTILITY",
            status="APPROVED",
            synced_at=timezone.now(),
        )
    out = StringIO()

    call_command("doctor", "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert told["status"] == "ok", [c for c in told["checks"] if c["status"] != "ok"]
    assert all(set(check) == {"name", "status", "detail", "fix"} for check in told["checks"])
    version = str(connection.pg_version // 10_000)
    assert f"PostgreSQL {version}" in told["checks"][0]["detail"]
    names = {check["name"].split(":")[0] for check in told["checks"]}
    assert names >= {"database", "cache", "worker", "queue", "channel", "template", "webhooks"}
    assert names >= {"receipts_failed", "quarantine", "deliveries_failed", "reminders", "overlaps"}


def test_without_a_worker_it_fails_with_exit_code_1(channel):
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=out, no_color=True)
    assert ended.value.code == 1
    assert "fail  worker: Nenhum sinal na última hora." in out.getvalue()
    assert "→ Inicie: manage.py worker" in out.getvalue()


def test_an_old_beat_is_a_dead_worker(db):
    beat()
    assert seconds_since_beat() < 5
    assert found("worker").status == "ok"
    redis_client().set("zapenda:pulse", timezone.now().timestamp() - 30)
    assert found("worker").status == "fail"


@pytest.mark.parametrize(("seconds", "status"), [(2, "ok"), (30, "warn"), (90, "fail")])
def test_a_waiting_queue(db, seconds, status):
    since = timezone.now() - timedelta(seconds=seconds)
    make_receipt(received_at=since, due_at=since)
    assert found("queue:inbox").status == status
    assert found("webhooks").status == status
    assert found("queue:outbox").status == "ok"


def test_channels(channel):
    assert found("channel:").status == "warn"  # no webhook ever
    channel.quiet_until = timezone.now() + timedelta(minutes=5)
    channel.save()
    assert "silêncio" in found("channel:").detail
    channel.status, channel.pause_reason = "PAUSED", "token expirado"
    channel.save()
    check = found("channel:")
    assert (check.status, check.detail) == ("fail", "Pausado: token expirado")


def test_no_channel_at_all(db):
    assert found("channels").status == "warn"


def test_a_template_that_is_not_approved(channel):
    assert found("template:").detail == "Não existe."
    assert "create_channel" in found("template:").fix
    MessageTemplate.objects.create(
        organization=channel.organization,
        channel=channel,
        name="appointment_reminder",
        language="pt_BR",
        category="UTILITY",
        status="REJECTED",
        synced_at=timezone.now(),
    )
    check = found("template:")
    assert (check.status, check.detail) == ("warn", "Recusado")
    assert "painel da Meta" in check.fix


def test_leftovers(db):
    receipt = make_receipt(status="FAILED")
    QuarantinedUpdate.objects.create(
        receipt=receipt, position=0, reason="UNKNOWN_NUMBER", payload={}
    )
    assert found("receipts_failed").detail == "1 webhooks falharam."
    assert found("quarantine").status == "warn"


def test_failed_deliveries_of_a_day(channel):
    message, now = make_message(channel, direction="OUT", author="BOT"), timezone.now()
    own = {"organization": channel.organization, "channel": channel}
    delivery = Delivery.objects.create(
        **own, conversation=message.conversation, message=message, due_at=now, status="FAILED"
    )
    assert found("deliveries_failed").detail == "1 de 1 envios falharam em 24 h."
    Delivery.objects.filter(pk=delivery.pk).update(created_at=now - timedelta(hours=25))
    assert found("deliveries_failed").status == "ok"


def test_a_channel_is_heard_by_messages_and_statuses(channel):
    make_message(channel, direction="OUT", author="BOT", external_id="wamid.out")
    assert "Ainda não chegou" in found("channel:").detail
    DeliveryUpdate.objects.create(
        organization=channel.organization,
        channel=channel,
        external_id="wamid.out",
        status="sent",
        occurred_at=timezone.now(),
    )
    assert found("channel:").status == "ok"


def test_late_reminders(channel):
    Reminder.objects.create(
        organization=channel.organization,
        appointment=make_visit(channel),
        minutes_before=60,
        starts_at=timezone.now(),
        due_at=timezone.now() - timedelta(hours=1),
        status="LATE",
    )
    check = found("reminders")
    assert check.status == "warn"
    assert "1 atrasados" in check.detail


def test_the_audit_sees_an_overlap_that_the_constraint_would_refuse(channel):
    visit = make_visit(channel)
    assert overlap_count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE scheduling_appointment DROP CONSTRAINT appointment_no_overlap")
    visit.pk = None
    visit._state.adding = True
    visit.id = Appointment._meta.pk.get_default()
    visit.save()
    assert overlap_count() == 1
    assert found("overlaps").status == "fail"
    Appointment.objects.filter(pk=visit.pk).update(status="NO_SHOW")
    assert overlap_count() == 0


def test_both_servers_down_is_told_and_no_crash(tmp_path):
    code, told, _errors = run_doctor(
        DATABASE_URL=f"postgresql://nobody@{str(tmp_path).replace('/', '%2F')}/nothing",
        REDIS_URL=f"unix://{tmp_path}/none.sock",
    )
    assert (code, told["status"]) == (1, "fail")
    by_name = {check["name"]: check for check in told["checks"]}
    assert by_name["database"]["detail"].startswith("O banco de dados não responde")
    assert by_name["cache"]["detail"].startswith("O Redis não responde")
    assert "REDIS_URL" in by_name["worker"]["fix"]
    assert by_name["overlaps"]["status"] == "fail"


def test_a_database_without_tables_asks_for_migrations(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        connection.ensure_connection()
        cursor.execute("DROP DATABASE IF EXISTS doctor_empty")
        cursor.execute("CREATE DATABASE doctor_empty")
    try:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/doctor_empty").geturl()
        _code, told, _errors = run_doctor(DATABASE_URL=url)
    finally:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP DATABASE doctor_empty WITH (FORCE)")
    assert "migrações não foram aplicadas" in told["checks"][0]["detail"]


def test_worst_of_nothing_is_ok():
    assert worst([]) == "ok"
