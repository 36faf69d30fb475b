"""Contacts of the owner's phone, and how far its conversations have come over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from accounts.models import Consent, Customer
from accounts.services.identities import identify_customer
from accounts.tests.factories import make_organization
from bot.models import Channel, ChannelEvent, PhoneBookEntry
from bot.selectors.phone_sync import brought_by_phone
from bot.services.phone_book import read_contacts
from bot.tests.factories import make_channel, text_message, wamid, webhook_body
from bot.tests.services.conftest import Receive, receive, stamp
from bot.tests.services.test_number_news import AT, told

__all__ = ["receive"]

pytestmark = pytest.mark.django_db
LIA = "5511987654321"
WITHOUT_NINTH = "+55 11 8765-4321"


def contact(
    name: str = "Lia da Nina", number: str = LIA, action: str = "add", at: int = AT
) -> dict[str, Any]:
    return {
        "type": "contact",
        "contact": {"full_name": name, "first_name": "Lia", "phone_number": number},
        "action": action,
        "metadata": {"timestamp": str(at)},
    }


def synced(channel: Channel, *contacts: Any) -> bytes:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": channel.number_id}
    return told(channel, "smb_app_state_sync", metadata=metadata, state_sync=list(contacts))


def known(channel: Channel, profile_name: str = "") -> Customer:
    return identify_customer(
        organization=channel.organization, wa_id=LIA, user_id=None, profile_name=profile_name
    )


def name_of(customer: Customer) -> str:
    customer.refresh_from_db()
    return customer.name


def test_a_contact_names_the_customer_and_gives_no_consent(
    channel: Channel, receive: Receive
) -> None:
    lia = known(channel, "liazinha")
    receive(synced(channel, contact(number=WITHOUT_NINTH)))
    assert name_of(lia) == "Lia da Nina"
    assert not Consent.objects.exists()
    assert Customer.objects.count() == 1


def test_nobody_becomes_a_customer_by_being_in_a_phone(channel: Channel, receive: Receive) -> None:
    receive(synced(channel, contact(), contact("Mãe", "5511911112222")))
    assert not Customer.objects.exists()
    said = text_message("Oi", sender=LIA, timestamp=stamp(timezone.now()), wamid=wamid())
    receive(webhook_body(channel, said))
    assert Customer.objects.get().name == "Lia da Nina"


def test_a_name_that_the_team_wrote_stays(channel: Channel, receive: Receive) -> None:
    lia = known(channel)
    Customer.objects.filter(pk=lia.pk).update(name="Lia Souza")
    receive(synced(channel, contact()), synced(channel, contact("Lia N.", at=AT + 5)))
    receive(synced(channel, contact(action="remove", at=AT + 9)))
    assert name_of(lia) == "Lia Souza"


def test_a_change_on_the_phone_follows_and_a_removal_takes_the_name_along(
    channel: Channel, receive: Receive
) -> None:
    lia = known(channel, "liazinha")
    receive(synced(channel, contact()))
    receive(synced(channel, contact("Lia e Nina", at=AT + 5)))
    assert name_of(lia) == "Lia e Nina"
    receive(synced(channel, contact("Lia da Nina", at=AT + 1)))  # a chunk that comes late
    assert name_of(lia) == "Lia e Nina"
    receive(synced(channel, contact(action="remove", at=AT + 9)))
    assert (name_of(lia), lia.display_name) == ("", "liazinha")
    assert PhoneBookEntry.objects.get().name == ""


def test_a_removal_leaves_nobody_nameless(channel: Channel, receive: Receive) -> None:
    lia = known(channel)
    receive(synced(channel, contact()))
    receive(synced(channel, contact(action="remove", at=AT + 9)))
    assert name_of(lia) == "Lia da Nina"


def test_a_later_correction_by_the_team_ends_it(channel: Channel, receive: Receive) -> None:
    lia = known(channel)
    receive(synced(channel, contact()))
    Customer.objects.filter(pk=lia.pk).update(name="Lia Prado")
    receive(synced(channel, contact("Lia e Nina", at=AT + 5)))
    assert name_of(lia) == "Lia Prado"


def test_another_house_hears_nothing(channel: Channel, receive: Receive) -> None:
    other = make_channel(make_organization(), number_id="100000000000777")
    with scope(organization=other.organization):
        stranger = identify_customer(organization=other.organization, wa_id=LIA, user_id=None)
    receive(synced(channel, contact()))
    assert Customer._base_manager.get(pk=stranger.pk).name == ""


def test_twice_is_once_and_the_log_keeps_no_address_book(
    channel: Channel, receive: Receive
) -> None:
    body = synced(channel, contact(), contact("Mãe", "5511911112222"))
    receive(body, body)
    receive(body)
    assert PhoneBookEntry.objects.count() == 2
    assert "state_sync" not in ChannelEvent.objects.get().value
    channel.refresh_from_db()
    (found,) = brought_by_phone(channel, timezone.now())
    assert (found.detail, found.fix) == ("2 nomes vieram da agenda do celular.", "")


@pytest.mark.parametrize(
    "element",
    [
        None,
        "x",
        {},
        {"type": "contact", "contact": "x", "action": "add"},
        {"type": "contact", "contact": {"phone_number": LIA}, "action": "add"},
        {"type": "contact", "contact": {"full_name": "Lia", "phone_number": "12"}},
        {"type": "label", "contact": {"full_name": "Lia", "phone_number": LIA}},
    ],
)
def test_what_has_not_the_documented_form_is_left_out(element: Any) -> None:
    assert read_contacts({"state_sync": [element, contact("Bia")]}, timezone.now()).keys() == {
        "551187654321"
    }
    assert read_contacts({"state_sync": element}, timezone.now()) == {}


def test_the_latest_word_of_one_body_counts_and_no_clock_runs_ahead() -> None:
    now = timezone.now()
    ahead = int((now + timedelta(days=9)).timestamp())
    listed = [contact("B", at=AT + 2), contact("A", at=AT + 1), contact("C", "5511911112222")]
    found = read_contacts({"state_sync": [*listed, contact("D", "551133334444", at=ahead)]}, now)
    assert [one.name for one in found.values()] == ["B", "C", "D"]
    assert found["551133334444"].at == now
    stamped = contact("B", at=AT * 1000)
    (one,) = read_contacts({"state_sync": [stamped]}, now).values()
    assert int(one.at.timestamp()) == AT


def progress(channel: Channel, at: int, *chunks: dict[str, Any]) -> bytes:
    metadata = {"display_phone_number": "1555", "phone_number_id": channel.number_id}
    return told(channel, "history", at, metadata=metadata, history=list(chunks))


def chunk(phase: int, percent: int) -> dict[str, Any]:
    return {"metadata": {"phase": phase, "chunk_order": 1, "progress": percent}, "threads": []}


def said(channel: Channel) -> tuple[str, bool]:
    channel.refresh_from_db()
    (found,) = brought_by_phone(channel, timezone.now())
    return found.detail, bool(found.fix)


def test_history_is_as_far_as_the_farthest_chunk(channel: Channel, receive: Receive) -> None:
    now = int(timezone.now().timestamp())
    receive(progress(channel, now - 9, chunk(1, 55)))
    receive(progress(channel, now - 5, chunk(0, 20)))
    assert said(channel) == ("Chegando: 55%, as dos últimos três meses.", False)
    receive(progress(channel, now, chunk(2, 100)))
    assert said(channel) == ("Todas vieram: até seis meses de conversas.", False)


def test_history_that_stands_still_is_said(channel: Channel, receive: Receive) -> None:
    yesterday = int((timezone.now() - timedelta(hours=30)).timestamp())
    receive(progress(channel, yesterday, chunk(1, 55)))
    assert said(channel) == ("Pararam em 55%.", True)


@pytest.mark.parametrize(("code", "words"), [(2593109, "você escolheu não"), (2593107, "2593107")])
def test_history_that_is_refused_says_why_until_it_comes(
    channel: Channel, receive: Receive, code: int, words: str
) -> None:
    now = int(timezone.now().timestamp())
    receive(progress(channel, now - 60, {"errors": [{"code": code, "title": "declined"}]}))
    detail, has_fix = said(channel)
    assert words in detail
    assert has_fix
    receive(progress(channel, now, chunk(0, 10)))
    assert said(channel) == ("Chegando: 10%, as de hoje e ontem.", False)


def test_a_number_connected_anew_begins_anew(channel: Channel, receive: Receive) -> None:
    now = int(timezone.now().timestamp())
    receive(progress(channel, now - 5 * 86_400, chunk(2, 100)))
    receive(progress(channel, now, chunk(0, 5)))
    receive(progress(channel, now - 5 * 86_400 + 1, chunk(2, 99)))
    assert said(channel) == ("Chegando: 5%, as de hoje e ontem.", False)
