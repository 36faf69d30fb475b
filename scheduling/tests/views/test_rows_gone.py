"""Somebody deletes a thing while another person writes to it: the other hears that it is gone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from accounts.enums import Role
from accounts.models import AuditEntry, CustomerNote, Dependant, Tag, Vaccination
from accounts.services.tags import tag_customers
from catalog.models import ServiceCategory
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_customers import wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(login: Callable[..., Client]) -> Client:
    return login(Role.OWNER)


@pytest.fixture
def things(salon: Salon) -> dict[str, Model]:
    """One of each that a person can delete, by the path of its page."""
    house = {"organization": salon.organization}
    pet = Dependant.objects.create(**house, customer=salon.customer, name="Thor", kind="PET")
    return {
        "customers/notes": CustomerNote.objects.create(**house, customer=salon.customer, text="A"),
        "customers/tags": Tag.objects.create(**house, name="VIP"),
        "customers/dependants": pet,
        "customers/vaccinations": Vaccination.objects.create(
            **house, dependant=pet, name="Raiva", given_on=date(2026, 6, 1)
        ),
        "categories": ServiceCategory.objects.create(**house, name="Cabelo", position=0),
        "appointments": salon.visit,
    }


def answer_while_it_goes(thing: Model, write: Callable[[], int]) -> int:
    """What `write` answers, begun while `thing` is being deleted by somebody else."""

    def in_time() -> int:
        try:
            return write()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as desk:
        with transaction.atomic():
            type(thing)._default_manager.filter(pk=thing.pk).delete()  # type: ignore[attr-defined]
            answer = desk.submit(in_time)
            wait_for_a_lock()
        return answer.result(20)


@pytest.mark.parametrize(
    ("kind", "rest", "fields"),
    [
        ("customers/notes", "", {"text": "Prefere a manhã"}),
        ("customers/notes", "pin/", {"pinned": "1"}),
        ("customers/notes", "removal/", {}),
        ("customers/tags", "", {"name": "Fiel", "colour": "1"}),
        ("customers/tags", "removal/", {}),
        ("customers/dependants", "", {"name": "Rex", "kind": "PET"}),
        ("customers/vaccinations", "removal/", {}),
        ("categories", "", {"name": "Unhas"}),
        ("categories", "removal/", {}),
        ("appointments", "notes/", {"notes": "Alergia"}),
        ("appointments", "cancellation/", {}),
    ],
)
def test_what_is_deleted_meanwhile_is_not_found_and_stays_gone(
    salon: Salon,
    owner: Client,
    things: dict[str, Model],
    kind: str,
    rest: str,
    fields: dict[str, str],
) -> None:
    thing, url = things[kind], salon.url(f"{kind}/{things[kind].pk}/{rest}")
    written = AuditEntry.objects.count()

    def write() -> int:
        return owner.post(url, fields, headers=PARTIAL).status_code

    assert answer_while_it_goes(thing, write) == 404
    assert not type(thing)._default_manager.filter(pk=thing.pk).exists()  # type: ignore[attr-defined]
    assert AuditEntry.objects.count() == written


def test_a_label_deleted_while_it_is_put_on_is_made_anew(salon: Salon, owner: Client) -> None:
    tag, _count = tag_customers(
        organization=salon.organization, customer_ids=[], name="VIP", actor=None
    )

    def put() -> int:
        url = salon.url(f"customers/{salon.customer.pk}/tags/")
        return owner.post(url, {"name": "VIP"}, headers=PARTIAL).status_code

    assert answer_while_it_goes(tag, put) == 204
    assert [link.tag.name for link in salon.customer.tag_links.select_related("tag")] == ["VIP"]
