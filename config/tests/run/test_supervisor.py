"""The supervisor restarts what dies, later and later, and keeps secrets private."""

import signal
import sys

import pytest

from config.run.children import Children, Program
from config.run.environment import addresses_from, load_secrets, local_environment
from config.run.logs import Tail, worth_showing
from config.run.supervisor import Kept, Supervisor


def test_delay_doubles_to_half_a_minute_and_starts_over_after_a_steady_run():
    kept = Kept(program=None, child=None, started=0.0)
    assert [kept.note_end(1.0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert kept.note_end(100.0) == 1


def test_dead_child_is_said_and_started_again(tmp_path):
    said = []
    children = Children()
    supervisor = Supervisor(children, Tail(), said.append)
    runs = tmp_path / "runs"
    script = f"open({str(runs)!r}, 'a').write('x'); import time; time.sleep(300)"
    supervisor.keep(Program(name="web", args=(sys.executable, "-c", script)))
    kept = supervisor._kept[0]
    kept.child.process.send_signal(signal.SIGKILL)
    kept.child.process.wait()

    first = kept.child.pid
    while kept.child.pid == first:
        supervisor.pause()

    assert said == ["web ended (signal 9); again in 1 s."]
    assert kept.child.is_running()
    children.stop_all()


def test_secrets_are_made_once_and_only_we_may_read_them(tmp_path):
    path = tmp_path / "run.env"
    first = load_secrets(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_secrets(path) == first
    assert first["SIMULATOR_PHONE_NUMBER_ID"].isdigit()
    assert len(first["SIMULATOR_PHONE_NUMBER_ID"]) == 15


def test_what_the_caller_sets_wins():
    given = {"SECRET_KEY": "mine", "DATABASE_URL": "postgres://db/x", "PORT": "9000"}
    env = local_environment(given, {"SECRET_KEY": "made"}, addresses_from(given))
    assert (env["SECRET_KEY"], env["DATABASE_URL"]) == ("mine", "postgres://db/x")
    assert (env["DEBUG"], env["USE_HTTPS"]) == ("false", "false")
    assert env["SIMULATOR_URL"] == "http://127.0.0.1:9001"


@pytest.mark.parametrize("port", ["0", "65535", "http", "-1"])
def test_unusable_port_is_refused_by_name(port):
    with pytest.raises(ValueError, match=f"PORT={port}"):
        addresses_from({"PORT": port})


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{"level": "info", "event": "sent"}', ""),
        (
            '{"level": "error", "event": "send_failed", "code": 131026, "timestamp": "x"}',
            "error: send_failed code=131026",
        ),
        ("Traceback (most recent call last):", ""),
        ("django.db.utils.OperationalError: gone", "django.db.utils.OperationalError: gone"),
    ],
)
def test_terminal_shows_what_deserves_a_look(line, shown):
    assert worth_showing("web", line) == shown
