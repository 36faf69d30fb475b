"""Dependants, labels, notes, own fields: written once, signed, and by the right people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Customer, CustomerNote, CustomerTag, Dependant, Tag
from accounts.people_enums import AttributeType, DependantKind, VaccineState
from accounts.selectors.customer_attributes import all_attributes, with_attributes
from accounts.selectors.customers import customer_page, matching_customers
from accounts.selectors.duplicates import duplicate_pairs, likely_doubles
from accounts.selectors.people import dependants_of
from accounts.services.customer_attributes import (
    AttributeNameTaken,
    define_attribute,
    move_attribute_up,
)
from accounts.services.customer_notes import NotYourNote, add_note, delete_note, edit_note
from accounts.services.customers import (
    archive_customer,
    create_customer,
    restore_customer,
    update_customer,
)
from accounts.services.dependants import DependantDetails, add_dependant, record_vaccination
from accounts.services.tags import TagGone, TagNameTaken, change_tag, merge_tags, tag_customers
from accounts.tests.factories import make_customer, make_member, make_organization, make_user


@pytest.fixture
def shop(db: None) -> Any:
    organization = make_organization()
    with scope(organization=organization):
        yield organization


def test_a_second_send_makes_no_second_dependant(shop: Any) -> None:
    customer, actor = make_customer(shop), make_user()
    details = DependantDetails(name="Thor", kind=DependantKind.PET)
    first = add_dependant(customer=customer, details=details, actor=actor)
    assert add_dependant(customer=customer, details=details, actor=actor) == first
    assert AuditEntry.objects.filter(action="dependant.added").count() == 1


def test_the_newest_dose_of_a_vaccine_counts(shop: Any) -> None:
    customer, actor, today = make_customer(shop), make_user(), date(2026, 6, 1)
    details = DependantDetails(name="Thor", kind=DependantKind.PET)
    pet = add_dependant(customer=customer, details=details, actor=actor)

    def dose(name: str, given_on: date, valid_until: date | None) -> None:
        record_vaccination(
            dependant=pet, name=name, given_on=given_on, valid_until=valid_until, actor=actor
        )

    dose("V10", date(2024, 1, 1), date(2025, 1, 1))
    dose("v10", date(2026, 1, 1), date(2027, 1, 1))
    dose("Raiva", date(2025, 1, 1), date(2026, 5, 31))
    dose("Gripe", date(2025, 6, 10), date(2026, 6, 10))
    dose("Giárdia", date(2025, 6, 10), None)
    (line,) = dependants_of(customer, today)
    states = {vaccine.dose.name.lower(): vaccine.state for vaccine in line.vaccines}
    assert states == {
        "v10": VaccineState.VALID,
        "raiva": VaccineState.EXPIRED,
        "gripe": VaccineState.ENDING,
        "giárdia": VaccineState.ONCE,
    }


def test_a_dose_cannot_end_before_it_was_given(shop: Any) -> None:
    pet = Dependant.objects.create(
        organization=shop, customer=make_customer(shop), name="Thor", kind="PET"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        record_vaccination(
            dependant=pet,
            name="V10",
            given_on=date(2026, 1, 2),
            valid_until=date(2026, 1, 1),
            actor=make_user(),
        )


def test_one_label_for_all_spellings(shop: Any) -> None:
    first, second, actor = make_customer(shop), make_customer(shop), make_user()
    put = {"organization": shop, "actor": actor}
    assert tag_customers(customer_ids=[first.pk], name=" vip ", **put)[1] == 1
    tag, count = tag_customers(customer_ids=[first.pk, second.pk], name="VIP", **put)
    assert (tag.name, count, Tag.objects.count()) == ("vip", 1, 1)
    assert CustomerTag.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_label_made_by_four_at_once_is_one() -> None:
    shop, actor = make_organization(), make_user()
    with scope(organization=shop):
        ids = [make_customer(shop).pk for _number in range(4)]

    def put(pk: Any) -> None:
        with scope(organization=shop):
            tag_customers(organization=shop, customer_ids=[pk], name="VIP", actor=actor)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(put, ids))
    with scope(organization=shop):
        assert Tag.objects.count() == 1
        assert CustomerTag.objects.count() == 4


def test_labels_are_joined_and_names_stay_apart(shop: Any) -> None:
    first, second, actor = make_customer(shop), make_customer(shop), make_user()
    put = {"organization": shop, "actor": actor}
    vip, _n = tag_customers(customer_ids=[first.pk, second.pk], name="VIP", **put)
    good, _n = tag_customers(customer_ids=[first.pk], name="Bom", **put)
    with pytest.raises(TagNameTaken):
        change_tag(tag=good, name="vip", colour=1, actor=actor)
    good.refresh_from_db()
    merge_tags(tag=vip, into=good, actor=actor)
    assert list(Tag.objects.all()) == [good]
    assert CustomerTag.objects.filter(tag=good).count() == 2


def test_labels_joined_into_each_other_leave_one(shop: Any) -> None:
    actor, customer = make_user(), make_customer(shop)
    made = {
        name: tag_customers(organization=shop, customer_ids=[customer.pk], name=name, actor=actor)[
            0
        ]
        for name in ("VIP", "Bom")
    }
    vip, good = (Tag.objects.get(pk=made[name].pk) for name in ("VIP", "Bom"))  # another page's
    merge_tags(tag=made["VIP"], into=made["Bom"], actor=actor)
    with pytest.raises(TagGone):
        merge_tags(tag=good, into=vip, actor=actor)
    assert list(Tag.objects.all()) == [good]
    assert CustomerTag.objects.get().tag == good


def test_notes_belong_to_their_author_and_to_owners(shop: Any) -> None:
    customer = make_customer(shop)
    agent, other, owner = (make_member(shop, role) for role in (Role.AGENT, Role.AGENT, Role.OWNER))
    key = uuid4()
    note = add_note(customer=customer, text=" Vem de carro ", author=agent.user, key=key)
    assert add_note(customer=customer, text="Vem de carro", author=agent.user, key=key) == note
    with pytest.raises(NotYourNote):
        edit_note(note=note, text="Vem a pé", membership=other, now=timezone.now())
    edit_note(note=note, text="Vem de carro", membership=agent, now=timezone.now())
    assert note.edited_at is None
    edit_note(note=note, text="Vem a pé", membership=owner, now=timezone.now())
    assert note.edited_at is not None
    with pytest.raises(NotYourNote):
        delete_note(note=note, membership=other)
    delete_note(note=note, membership=owner)
    assert not CustomerNote.objects.exists()


def define(shop: Any, label: str, kind: AttributeType, choices: Any = ()) -> Any:
    return define_attribute(
        organization=shop, label=label, type=kind, choices=choices, actor=make_user()
    )


def test_own_fields_narrow_the_list_by_their_type(shop: Any) -> None:
    define(shop, "Convênio", AttributeType.CHOICE, ["Uni", "Bra"])
    define(shop, "Filhos", AttributeType.NUMBER)
    define(shop, "Aniversário", AttributeType.DATE)
    define(shop, "Fumante", AttributeType.BOOLEAN)
    define(shop, "Cabelo", AttributeType.TEXT)
    values = {
        "convenio": "Uni",
        "filhos": 10,
        "aniversario": "1990-05-20",
        "fumante": False,
        "cabelo": "Cacheado longo",
    }
    rich = make_customer(shop, attributes=values)
    make_customer(shop, attributes={"convenio": "Bra", "filhos": 9, "fumante": True})
    make_customer(shop)

    def found(**wanted: Any) -> list[Any]:
        return list(with_attributes(Customer.objects.all(), all_attributes(), wanted))

    assert found(convenio="Uni") == [rich]
    assert found(fumante=False) == [rich]
    assert found(cabelo="cacheado") == [rich]
    assert found(filhos_from=9.5) == [rich]
    assert found(filhos_from=9, filhos_to=10, convenio="Uni") == [rich]
    assert found(aniversario_from=date(1990, 5, 20), aniversario_to=date(1990, 5, 20)) == [rich]
    assert found(aniversario_to=date(1990, 5, 19)) == []
    assert len(found()) == 3


def test_own_fields_have_one_name_and_an_order(shop: Any) -> None:
    first = define(shop, "Convênio", AttributeType.TEXT)
    second = define(shop, "Cabelo", AttributeType.TEXT)
    with pytest.raises(AttributeNameTaken):
        define(shop, "convenio", AttributeType.TEXT)
    move_attribute_up(attribute=second)
    assert list(all_attributes()) == [second, first]


def test_a_change_keeps_values_that_the_form_does_not_show(shop: Any) -> None:
    customer = make_customer(shop, attributes={"antigo": "x", "cor": "azul"})
    update_customer(
        customer=customer, actor=make_user(), name="Marina", attributes={"cor": None, "n": 1}
    )
    customer.refresh_from_db()
    assert customer.attributes == {"antigo": "x", "n": 1}


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_four_times_at_once_makes_one_customer() -> None:
    shop, key = make_organization(), uuid4()

    def create(_number: int) -> Any:
        with scope(organization=shop):
            made = create_customer(organization=shop, name="Joana", key=key, actor=None)
        connection.close()
        return made.pk

    with ThreadPoolExecutor(4) as threads:
        made = set(threads.map(create, range(4)))
    assert len(made) == 1
    with scope(organization=shop):
        assert Customer.objects.count() == 1
        assert AuditEntry.objects.filter(action="customer.created").count() == 1


def test_archive_and_restore_are_written_down_once(shop: Any) -> None:
    customer, actor = make_customer(shop), make_user()
    for _time in range(2):
        archive_customer(customer=customer, actor=actor, now=timezone.now())
    for _time in range(2):
        restore_customer(customer=customer, actor=actor)
    said = AuditEntry.objects.filter(action__startswith="customer.").exclude(
        action="customer.created"
    )
    actions = said.values_list("action")
    assert sorted(actions) == [("customer.archived",), ("customer.restored",)]


def test_pages_lead_forth_and_back(shop: Any) -> None:
    names = [f"Cliente {number:02}" for number in range(7)]
    for name in names:
        make_customer(shop, name=name)

    def read(**marks: Any) -> Any:
        return customer_page(Customer.objects.all(), size=3, **marks)

    first = read()
    second = read(after=first.after)
    third = read(after=second.after)
    assert [c.name for page in (first, second, third) for c in page.customers] == names
    assert (first.before, third.after, first.total) == (None, None, 7)
    assert read(before=third.before).customers == second.customers
    back = read(before=second.before)
    assert (back.customers, back.before) == (first.customers, None)
    assert read(after=uuid4()).customers == first.customers


def test_name_search_uses_its_index(shop: Any) -> None:
    make_customer(shop, name="Zélia Aragão")
    found = matching_customers(Customer.objects.all(), "aragao")
    assert [one.name for one in found] == ["Zélia Aragão"]
    assert not matching_customers(Customer.objects.all(), "a%o")
    assert list(matching_customers(Customer.objects.all(), "ara\x00gao")) == list(found)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    everywhere = matching_customers(Customer._base_manager.all(), "aragao")
    assert "customer_by_name_part" in everywhere.explain()


def test_likely_doubles_are_alike_in_name_or_number(shop: Any) -> None:
    marina = make_customer(shop, name="Márina Costa", phone="+5511981230137")
    same = make_customer(shop, name="marina costa", phone="")
    near = make_customer(shop, name="Loja", phone="+5521981230137")
    make_customer(shop, name="Otávio Reis")
    assert set(likely_doubles(marina)) == {same, near}
    pairs = {(frozenset((p.first, p.second)), p.by_phone) for p in duplicate_pairs()}
    assert pairs == {(frozenset((marina, same)), False), (frozenset((marina, near)), True)}
