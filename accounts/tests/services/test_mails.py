"""Mails leave by a worker: once, again after what certainly failed, and without a trace."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Task

from accounts.mail_enums import MailStatus
from accounts.models import OutgoingMail
from accounts.selectors.mails import has_due_mails
from accounts.services import mails
from accounts.services.mails import (
    forget_old_mails,
    queue_mail,
    send_next_mail,
    settle_lost_mails,
)
from accounts.tests.factories import make_user
from accounts.tests.services.smtp_server import SmtpServer, smtp_server

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = "https://zapenda.test/abrir/segredo-8812/"
pytestmark = pytest.mark.django_db


@contextmanager
def sent_over(settings: Any, *answers: str) -> Iterator[SmtpServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 1
    with smtp_server(*answers) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def queued(to: str = "bia@example.test") -> OutgoingMail:
    return queue_mail(to=to, subject="Convite", body=f"Abra: {SECRET}", now=NOW)


def fresh(one: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=one.pk)


def raw_body(one: OutgoingMail) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM accounts_outgoingmail WHERE id = %s", [one.pk])
        return bytes(cursor.fetchone()[0])


def test_mail_leaves_once_and_its_words_go(settings: Any) -> None:
    with sent_over(settings) as server:
        one = queued()
        assert SECRET.encode() not in raw_body(one)
        assert send_next_mail(now=NOW)
        assert not send_next_mail(now=NOW)
    assert (fresh(one).status, fresh(one).body) == (MailStatus.SENT, "")
    assert len(server.letters) == 1
    assert SECRET in server.letters[0]
    assert f"<{one.pk}@zapenda>" in server.letters[0]


def test_refusal_for_now_is_tried_again_with_growing_pauses(settings: Any) -> None:
    one, now = queued(), NOW
    with sent_over(settings, "451 later", "451 later", "250 ok") as server:
        for pause in mails.PAUSES[:2]:
            send_next_mail(now=now)
            assert fresh(one).status == MailStatus.QUEUED
            assert fresh(one).is_retried
            assert fresh(one).due_at == now + pause
            assert not send_next_mail(now=now + pause - timedelta(seconds=1))
            now += pause
        send_next_mail(now=now)
    assert fresh(one).status == MailStatus.SENT
    assert len(server.letters) == 1


def test_refusal_for_good_is_not_tried_again(settings: Any) -> None:
    one, other = queued("nobody@example.test"), queued("bia@example.test")
    with sent_over(settings, "550 no such user", "250 ok") as server:
        assert send_next_mail(now=NOW)
        assert send_next_mail(now=NOW)
    assert (fresh(one).status, fresh(one).problem) == (MailStatus.FAILED, "REFUSED")
    assert fresh(one).body == ""
    assert fresh(other).status == MailStatus.SENT
    assert len(server.letters) == 1


def test_silence_after_the_words_is_no_reason_to_send_twice(settings: Any) -> None:
    one = queued()
    with sent_over(settings) as server:
        server.hangs_up_after_data = True
        send_next_mail(now=NOW)
        send_next_mail(now=NOW + timedelta(days=1))
    assert fresh(one).status == MailStatus.FAILED
    assert len(server.letters) == 1


def test_dead_server_holds_up_neither_page_nor_the_other_mails(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as silent:  # takes connections and never says a word
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.5
        person = make_user(email="ana@studio.test")
        answer = Client().post(reverse("account_reset_password"), {"email": person.email})
        assert answer.status_code == 302
        silent.settimeout(0.1)
        with pytest.raises(TimeoutError):  # the page has not even knocked there
            silent.accept()
        other = queued()
        now = timezone.now()
        assert not send_next_mail(now=now)
    assert not has_due_mails(now)
    assert fresh(other).due_at >= now + mails.PAUSES[0]
    assert not OutgoingMail.objects.exclude(status=MailStatus.QUEUED).exists()


def test_it_gives_up_in_the_end(settings: Any) -> None:
    one, now = queued(), NOW
    with sent_over(settings, *["451 later"] * 9):
        for _try in range(9):
            send_next_mail(now=now)
            now += timedelta(hours=3)
    assert fresh(one).status == MailStatus.FAILED
    assert fresh(one).attempts == len(mails.PAUSES) + 1
    assert fresh(one).body == ""


def test_worker_that_died_while_sending_sends_nothing_twice() -> None:
    one = queued()
    OutgoingMail.objects.filter(pk=one.pk).update(status=MailStatus.SENDING, claimed_at=NOW)
    queued()
    assert not has_due_mails(NOW)
    settle_lost_mails(now=NOW + mails.LEASE)
    assert fresh(one).status == MailStatus.SENDING
    settle_lost_mails(now=NOW + mails.LEASE + timedelta(seconds=1))
    assert (fresh(one).status, fresh(one).body) == (MailStatus.FAILED, "")
    assert has_due_mails(NOW)


def test_nothing_is_kept_of_a_secret(caplog: Any, settings: Any) -> None:
    with sent_over(settings, "550 no such user"):
        one = queued()
        send_next_mail(now=NOW)
    assert raw_body(one) == b""
    assert "segredo" not in caplog.text
    assert "example.test" not in caplog.text
    assert not Task.objects.exists()
    assert not OrmQ.objects.exists()


def test_what_was_never_committed_is_never_sent() -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not send_next_mail(now=NOW)
    assert django_mail.outbox == []


def test_settled_mails_are_forgotten_after_a_month() -> None:
    one, other = queued(), queued()
    OutgoingMail.objects.filter(pk=one.pk).update(status=MailStatus.SENT)
    assert forget_old_mails(now=timezone.now() + timedelta(days=29)) == 0
    assert forget_old_mails(now=timezone.now() + timedelta(days=31)) == 1
    assert list(OutgoingMail.objects.all()) == [other]


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_one_mail_once(settings: Any) -> None:
    with sent_over(settings) as server:
        queued()

        def send(_number: int) -> None:
            try:
                send_next_mail(now=NOW)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(send, range(8)))
    assert len(server.letters) == 1
