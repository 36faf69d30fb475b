import pytest

from bot.gateways import Contact, MessageKind, Unreadable
from bot.gateways.meta import parse
from bot.tests.gateways.bodies import BSUID, SENDER, body, message, person, value

OTHER = "5521912345678"


def senders(messages, contacts):
    updates = parse(body("messages", value(contacts=contacts, messages=messages)))
    return [update.contact for update in updates]


def from_id(user_id, **parts):
    said = message(from_user_id=user_id, **parts)
    del said["from"]
    return said


def test_names_are_paired_by_id_and_not_by_position():
    contacts = [person(OTHER, "Rui"), person(SENDER, "Marina")]
    first, second = senders([message(), message(**{"from": OTHER})], contacts)
    assert (first.name, second.name) == ("Marina", "Rui")


def test_number_and_user_id_come_together_from_either_side():
    entry = person(user_id=BSUID, parent_user_id="BR.ENT.77", name=" Marina ")
    entry["profile"]["username"] = "@marina"
    expected = Contact(SENDER, BSUID, "BR.ENT.77", "Marina", "marina")
    assert senders([message()], [entry]) == [expected]
    assert senders([from_id(BSUID)], [entry]) == [expected]


def test_a_hidden_number_leaves_the_user_id_alone():
    entry = person(None, user_id=BSUID)
    (who,) = senders([from_id(BSUID, from_parent_user_id="BR.ENT.77")], [entry])
    assert who == Contact(None, BSUID, "BR.ENT.77", "Marina")


def test_a_user_id_in_the_number_s_place_is_no_number():
    (who,) = senders([message(**{"from": "US.1234"})], [person("US.1234")])
    assert who == Contact(None, "US.1234", None, "Marina")


@pytest.mark.parametrize(
    "bad", ["foo_bar", "us.1", "US.", "US.a b", "US.1\n", "US." + "1" * 129, 7]
)
def test_an_invalid_user_id_is_dropped_and_the_number_stays(bad):
    (who,) = senders([message(from_user_id=bad)], [person(user_id=bad)])
    assert who == Contact(SENDER, name="Marina")


@pytest.mark.parametrize("bad", ["bla", "", "12a", "١٢٣٤٥٦٧٨٩", "5511987654321\n", "1" * 21, {}])
def test_a_sender_that_is_nobody_is_unreadable(bad):
    others = [person(OTHER), person("5521999999999")]
    (update,) = parse(body("messages", value(contacts=others, messages=[message(**{"from": bad})])))
    assert isinstance(update, Unreadable)


def test_the_ninth_digit_of_brazil_does_not_hide_the_name():
    contacts = [person("551187654321", "Marina"), person(OTHER, "Rui")]
    (who,) = senders([message()], contacts)
    assert who == Contact(SENDER, name="Marina")


def test_two_numbers_that_look_alike_are_not_guessed_between():
    contacts = [person("551187654321", "Ana"), person("552187654321", "Rui")]
    (who,) = senders([message(**{"from": "55" + "31987654321"})], contacts)
    assert who == Contact("5531987654321")


def test_a_stranger_s_entry_is_not_taken_for_the_sender_s():
    assert senders([message()], [person(OTHER, "Rui")]) == [Contact(SENDER)]
    assert senders([from_id(BSUID)], [person(OTHER, "Rui")]) == [Contact(None, BSUID)]


def test_a_message_without_a_sender_is_from_the_only_contact():
    said = message()
    del said["from"]
    assert senders([said], [person()]) == [Contact(SENDER, name="Marina")]


def read_system(system, **parts):
    (update,) = parse(
        body("messages", value(messages=[message(type="system", system=system, **parts)]))
    )
    return update


def test_a_changed_number_tells_the_old_and_the_new_one():
    words = f"User Marina changed from {SENDER} to {OTHER}"
    update = read_system({"body": words, "wa_id": OTHER, "type": "user_changed_number"})
    assert update.kind == MessageKind.SYSTEM
    assert update.text == words
    assert update.contact == Contact(SENDER)
    assert update.new_contact == Contact(OTHER)


def test_a_changed_user_id_is_told_under_the_old_one():
    system = {
        "type": "user_changed_user_id",
        "user_id": "BR.NEW",
        "parent_user_id": "BR.ENT.NEW",
        "previous_user_id": "BR.OLD",
        "previous_parent_user_id": "BR.ENT.OLD",
    }
    update = read_system(system, **{"from": None})
    assert update.contact == Contact(None, "BR.OLD", "BR.ENT.OLD")
    assert update.new_contact == Contact(None, "BR.NEW", "BR.ENT.NEW")


@pytest.mark.parametrize("name", ["Marina", "DR.Silva"])
def test_the_old_user_id_may_stand_in_the_words_alone(name):
    system = {
        "type": "user_changed_user_id",
        "user_id": "BR.NEW",
        "body": f"User {name} changed from BR.OLD to BR.NEW.",
    }
    assert read_system(system, **{"from": None}).contact == Contact(None, "BR.OLD")


def test_an_identity_change_without_new_ids_names_none():
    assert read_system({"type": "customer_identity_changed", "body": "x"}).new_contact is None


def test_many_people_in_one_value_stay_quick_and_right():
    numbers = [f"5511{n:09d}" for n in range(1000)]
    contacts = [person(number, f"N{number}") for number in reversed(numbers)]
    messages = [message(id=f"wamid.{number}", **{"from": number}) for number in numbers]
    assert [who.name for who in senders(messages, contacts)] == [f"N{number}" for number in numbers]
