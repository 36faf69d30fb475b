"""The big organization, small."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Customer, CustomerIdentity, Organization
from accounts.tests.factories import make_organization
from bot.models import Conversation, Delivery, Message
from bot.selectors.backlog import queue_heads
from scheduling.models import Appointment

pytestmark = pytest.mark.django_db
SIZES = ("--customers=30", "--appointments=400", "--conversations=20", "--messages=101")


def seed(*arguments: str) -> str:
    out, err = StringIO(), StringIO()
    call_command("seed_scale", *SIZES, *arguments, stdout=out, stderr=err)
    assert "101/101" in err.getvalue()
    return out.getvalue()


def test_seeds_what_was_asked_for_and_leaves_nothing_to_do() -> None:
    assert "password: " in seed()
    with scope(organization=Organization.objects.get(slug="scale")):
        made = [m.objects.count() for m in (Customer, CustomerIdentity, Appointment)]
        talked = [m.objects.count() for m in (Conversation, Message)]
        assert (made, talked) == ([30, 30, 400], [20, 101])
        out = Message.objects.filter(direction="OUT").count()
        assert Delivery.objects.filter(status="READ").count() == out > 40
        assert Appointment.objects.filter(starts_at__gt=timezone.now()).exists()
    with scopes_disabled():
        assert list(queue_heads(timezone.now())) == []


def test_second_time_it_refuses_unless_told_again() -> None:
    seed()
    with pytest.raises(CommandError, match="--again"):
        call_command("seed_scale", *SIZES)
    seed("--again")
    with scope(organization=Organization.objects.get(slug="scale")):
        assert Message.objects.count() == 101


def test_again_spares_organizations_that_it_did_not_make() -> None:
    make_organization(slug="studio-real")
    with pytest.raises(CommandError, match="not made by"):
        call_command("seed_scale", *SIZES, "--again", "--organization=studio-real")
    assert Organization.objects.filter(slug="studio-real").exists()
