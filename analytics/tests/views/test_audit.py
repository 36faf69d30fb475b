"""The audit log: sentences, filters, pages, the file."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import AuditEntry, User
from accounts.services.audit import record_audit
from accounts.tests.factories import make_customer
from analytics.audit_words import ACTIONS
from scheduling.tests.factories import today
from scheduling.tests.views.conftest import Salon

Login = Callable[..., Client]
ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "catalog", "scheduling", "bot", "campaigns", "analytics")
WRITERS = {"record_audit", "_note", "_audit"}


def written_actions() -> Iterator[str]:
    """Every literal that the code hands to the audit log."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "tests" not in path.parts and "record_audit" in path.read_text():
                yield from actions_in(path.read_text())


def actions_in(source: str) -> Iterator[str]:
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in WRITERS:
            named = [word.value for word in call.keywords if word.arg == "action"]
            for given in named or call.args[1:]:
                if isinstance(given, ast.Dict | ast.Subscript | ast.Call):
                    continue
                yield from (
                    part.value
                    for part in ast.walk(given)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


def test_actions_are_found_in_any_shape() -> None:
    source = 'record_audit(action="a.b_c")\n_note(x, y, "d.e" if z else "f.g", {"to": "no"})'
    assert sorted(actions_in(source)) == ["a.b_c", "d.e", "f.g"]


def test_every_action_of_the_code_has_words_and_one_style() -> None:
    written = set(written_actions())
    assert len(written) > 30
    assert {action for action in written if not re.fullmatch(r"[a-z_]+\.[a-z_]+", action)} == set()
    assert written - set(ACTIONS) == set(), "give them words in analytics/audit_words.py"
    assert set(ACTIONS) - written == set(), "nothing writes them any more"


@pytest.fixture(autouse=True)
def clean(salon: Salon) -> None:
    AuditEntry.objects.all().delete()


def note(salon: Salon, action: str, *, actor: User | None = None, target=None, **details):
    return record_audit(
        organization=salon.organization,
        actor=actor,
        action=action,
        target=target or salon.customer,
        details=details,
    )


def rows(page: str) -> list[str]:
    found = re.findall(r'<tr id="auditentry-.*?</tr>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_entry_is_a_sentence_with_who_and_what(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    user = owner.member.user
    note(salon, "customer.blocked", actor=user)
    change = {"from": "STAFF", "to": "OWNER", "email": "bia@x.test"}
    note(salon, "member.role_changed", actor=user, target=owner.member, **change)
    note(salon, "appointment.cancelled", target=salon.visit, by="CUSTOMER", reason="Viajou")
    said = rows(owner.get(salon.url("settings/audit/")).content.decode())
    assert "Cliente ou sistema Cancelou um horário: Marina Costa Viajou" in said[0]
    assert "bia@x.test · de Profissional para Dono" in said[1]
    assert f"{user.name} Bloqueou um cliente: Marina Costa" in said[2]


def test_filters_narrow_by_who_what_when_and_thing(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    other = make_customer(salon.organization, name="Lia Prado")
    AuditEntry.objects.all().delete()
    note(salon, "customer.blocked", actor=owner.member.user)
    note(salon, "customer.updated", target=other)
    day = today()

    def found(query: str) -> list[str]:
        return rows(owner.get(salon.url(f"settings/audit/?{query}")).content.decode())

    assert len(found("")) == 2
    assert "Bloqueou" in found(f"actor={owner.member.user.pk}")[0]
    assert [("Lia Prado" in row) for row in found("actor=system")] == [True]
    assert [("Lia Prado" in row) for row in found("action=customer.updated")] == [True]
    assert [("Lia Prado" in row) for row in found(f"target={other.pk}")] == [True]
    assert len(found(f"since={day}&until={day}")) == 2
    assert found(f"until={day - timedelta(days=2)}") == []
    assert found(f"since={day + timedelta(days=2)}") == []
    for day in ("0001-01-01", "1970-01-01", "9999-12-31"):
        assert len(found(f"since={day}&until={day}")) == 2  # no day of ours: not given
    assert len(found("actor=x&action=y&since=z&target=w&before=v")) == 2


def test_pages_follow_each_other_without_loss(salon: Salon, login: Login) -> None:
    for _index in range(120):
        note(salon, "customer.updated")
    owner, seen, query = login(Role.OWNER), [], ""
    while True:
        page = owner.get(salon.url(f"settings/audit/{query}")).content.decode()
        seen += re.findall(r'<tr id="auditentry-([0-9a-f-]+)"', page)
        more = re.search(r'href="(\?[^"]*before=[^"]*)"', page)
        if not more:
            break
        query = more[1]
    assert len(seen) == len(set(seen)) == 120
    assert seen == sorted(seen, reverse=True)


def test_file_has_what_the_filter_shows_and_is_written_down(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    note(salon, "customer.blocked", actor=owner.member.user)
    note(salon, "customer.updated", actor=owner.member.user)
    answer = owner.get(salon.url("settings/audit/export/?action=customer.blocked"))
    lines = b"".join(answer.streaming_content).decode().strip().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert "Bloqueou um cliente" in lines[1]
    assert AuditEntry.objects.filter(action="audit.exported").count() == 1


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_do_not_read_it(salon: Salon, login: Login, role: Role) -> None:
    other = login(role)
    assert other.get(salon.url("settings/audit/")).status_code == 403
    assert other.get(salon.url("settings/audit/export/")).status_code == 403


def test_nothing_of_another_house(salon: Salon, other_salon, login: Login) -> None:
    owner = login(Role.OWNER)
    assert owner.get(other_salon.url("settings/audit/")).status_code == 404
    page = owner.get(salon.url(f"settings/audit/?target={other_salon.customer.pk}"))
    assert rows(page.content.decode()) == []
    assert 'data-state="no-match"' in page.content.decode()


def test_queries_do_not_grow(salon: Salon, login: Login) -> None:
    owner, counts = login(Role.OWNER), []
    for count in (1, 29):
        for _row in range(count):
            note(salon, "customer.updated", actor=owner.member.user)
            note(salon, "appointment.booked", target=salon.visit)
        with CaptureQueriesContext(connection) as queries:
            assert owner.get(salon.url("settings/audit/")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
