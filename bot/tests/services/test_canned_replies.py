"""Ready answers: shortcuts are unique, placeholders are known, gaps are named."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Organization, User
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.models import CannedReply, Channel
from bot.placeholders import PLACEHOLDERS, fill_placeholders, unknown_placeholders
from bot.selectors.canned_replies import canned_replies_for, placeholder_values
from bot.services.canned_replies import (
    CannedDetails,
    PlaceholderUnknown,
    ShortcutTaken,
    archive_canned_reply,
    restore_canned_reply,
    save_canned_reply,
)
from bot.tests.factories import make_conversation
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_appointment, make_staff

pytestmark = pytest.mark.django_db


def save(
    organization: Organization, actor: User, shortcut: str = "ola", *, shared: bool = True
) -> CannedReply:
    details = CannedDetails(shortcut, "Olá", "Olá, {{customer.first_name}}!", is_shared=shared)
    return save_canned_reply(organization=organization, reply=None, details=details, actor=actor)


def ana_of(organization: Organization, name: str = "Ana Souza") -> User:
    return make_member(organization, Role.AGENT, name=name).user


def test_shortcut_is_once_for_all_and_once_for_each(organization: Organization) -> None:
    ana, bia = ana_of(organization), ana_of(organization, "Bia")
    save(organization, ana)
    with pytest.raises(ShortcutTaken):
        save(organization, bia)
    save(organization, ana, shared=False)
    save(organization, bia, shared=False)
    with pytest.raises(ShortcutTaken):
        save(organization, bia, shared=False)
    assert canned_replies_for(ana).count() == canned_replies_for(bia).count() == 2


def test_archived_frees_its_shortcut_and_cannot_come_back_to_a_taken_one(
    organization: Organization,
) -> None:
    ana = ana_of(organization)
    old = save(organization, ana)
    archive_canned_reply(reply=old, actor=ana)
    archive_canned_reply(reply=old, actor=ana)
    save(organization, ana)
    old.refresh_from_db()
    with pytest.raises(ShortcutTaken):
        restore_canned_reply(reply=old, actor=ana)
    assert [row.pk for row in canned_replies_for(ana, show_archived=True)].count(old.pk) == 1
    assert old.pk not in {row.pk for row in canned_replies_for(ana)}


def test_unknown_placeholder_is_refused(organization: Organization) -> None:
    details = CannedDetails("x", "X", "{{customer.cpf}} {{ organization.name }}", is_shared=True)
    with pytest.raises(PlaceholderUnknown) as refused:
        save_canned_reply(
            organization=organization, reply=None, details=details, actor=ana_of(organization)
        )
    assert refused.value.names == ["customer.cpf"]
    assert not CannedReply.objects.exists()


@pytest.mark.parametrize("text", ["{{customer.first_name", "oi }}", "{{}}", "{{{agent.x}}}"])
def test_broken_braces_are_unknown(text: str) -> None:
    assert unknown_placeholders(text)


def test_values_of_a_customer_with_and_without_a_visit(channel: Channel) -> None:
    organization = channel.organization
    user = ana_of(organization)
    customer = make_customer(organization, name="Marina Costa")
    talk = make_conversation(channel, customer)
    now = timezone.now()
    text = "{{customer.first_name}}, sou {{ agent.first_name }}: {{next_visit.service}}"
    filled = fill_placeholders(text, placeholder_values(talk, user, now))
    gap = "serviço do próximo horário"
    assert filled == (f"Marina, sou Ana: [{gap}]", [gap])

    service = make_service(organization, name="Corte")
    make_appointment(
        organization,
        customer=customer,
        staff=make_staff(organization, [service]),
        service=service,
        starts_at=now + timedelta(days=2),
    )
    values = placeholder_values(talk, user, now)
    assert fill_placeholders(text, values) == ("Marina, sou Ana: Corte", [])
    assert set(values) == set(PLACEHOLDERS)


@pytest.mark.django_db(transaction=True)
def test_same_shortcut_at_once_is_one() -> None:
    organization = make_organization()
    ana = ana_of(organization)

    def write(_turn: int) -> bool:
        try:
            with scope(organization=organization):
                save(organization, ana)
        except ShortcutTaken:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(write, range(4))) == [False, False, False, True]
    with scope(organization=organization):
        assert CannedReply.objects.count() == 1


def test_braces_that_never_close_are_read_in_no_time() -> None:
    text = "{{" + " " * 5_000
    begins = time.monotonic()
    assert fill_placeholders(text, {}) == (text, [])
    assert unknown_placeholders(text) == ["{{"]
    assert time.monotonic() - begins < 1
