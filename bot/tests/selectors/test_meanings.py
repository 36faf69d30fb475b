"""The nearest texts are the same with pgvector and without."""

import random
from collections.abc import Iterator
from importlib import import_module
from uuid import UUID

import pytest
from django.db import connection
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import KnowledgeEntry, KnowledgePassage
from bot.selectors.meanings import (
    CONSIDERED,
    FOUND_AT_ONCE,
    Meaning,
    fused,
    has_vectors,
    nearest_entries,
    texts_like,
    vectors_version,
)

pytestmark = pytest.mark.django_db

SIZE = 48


def unit(chance: random.Random) -> tuple[float, ...]:
    vector = [chance.gauss(0, 1) + 0.4 for _ in range(SIZE)]
    length = sum(number * number for number in vector) ** 0.5
    return tuple(number / length for number in vector)


def switch(way: str) -> None:
    """A real server with the extension, or one without: decided as a process would."""
    with connection.cursor() as cursor:
        if way == "arrays":
            cursor.execute("DROP EXTENSION IF EXISTS vector")
        else:
            cursor.execute("SELECT FROM pg_available_extensions WHERE name = 'vector'")
            if cursor.fetchone() is None:
                pytest.skip("this PostgreSQL does not bring the extension vector")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    has_vectors.cache_clear()


@pytest.fixture(autouse=True)
def _looked_up_anew() -> Iterator[None]:
    yield
    has_vectors.cache_clear()


@pytest.fixture(params=["arrays", "vectors"])
def way(request: pytest.FixtureRequest) -> str:
    switch(request.param)
    return str(request.param)


def make(
    organization: Organization, title: str, *vectors: tuple[float, ...], **fields: object
) -> KnowledgeEntry:
    entry = KnowledgeEntry.objects.create(
        organization=organization, title=title, text="Sim.", **{"embedded_with": "m"} | fields
    )
    for number, vector in enumerate(vectors):
        KnowledgePassage.objects.create(
            organization=organization,
            entry=entry,
            number=number,
            text="Sim.",
            made_with=entry.embedded_with,
            embedding=list(vector),
        )
    return entry


def test_way_is_what_the_server_has(way: str) -> None:
    assert has_vectors() is (way == "vectors")
    assert bool(vectors_version()) is (way == "vectors")


def test_both_ways_find_the_same(organization: Organization) -> None:
    chance = random.Random(7)
    for number in range(60):
        make(organization, f"Texto {number}", *(unit(chance) for _ in range(3)))
    questions = [Meaning(unit(chance), "m") for _ in range(10)]
    answers = {}
    for way in ("arrays", "vectors"):
        switch(way)
        answers[way] = [nearest_entries(question) for question in questions]
    assert answers["arrays"] == answers["vectors"]
    assert all(4 < len(found) <= CONSIDERED for found in answers["arrays"])


def test_nearest_is_first_and_what_has_nothing_to_do_with_it_is_left_out(
    way: str, organization: Organization
) -> None:
    near = make(organization, "Perto", (0.0, 1.0), (0.8, 0.6))
    far = make(organization, "Longe", (0.4, 0.9165151))
    make(organization, "Alheio", (0.1, 0.9949874))
    assert nearest_entries(Meaning((1.0, 0.0), "m")) == [near.pk, far.pk]


def test_only_active_texts_of_this_house_and_this_model(
    way: str, organization: Organization
) -> None:
    vector = (1.0, 0.0)
    make(organization, "Arquivado", vector, is_active=False)
    make(organization, "De outro modelo", vector, embedded_with="n")
    make(organization, "De outro tamanho", (1.0,))
    stale = make(organization, "Mudado", vector)
    KnowledgeEntry.objects.filter(pk=stale.pk).update(embedded_with="")
    with scope(organization=(other := make_organization())):
        theirs = make(other, "De outra casa", vector)
        assert nearest_entries(Meaning(vector, "m")) == [theirs.pk]
    assert nearest_entries(Meaning(vector, "m")) == []


def test_what_fits_by_words_and_meaning_comes_first(way: str, organization: Organization) -> None:
    make(organization, "Só sentido", (1.0, 0.0))
    make(organization, "Estacionamento coberto", (0.9, 0.4358899))
    make(organization, "Estacionamento na rua")
    question = "tem estacionamento?"
    titles = [entry.title for entry in texts_like(question, Meaning((1.0, 0.0), "m"))]
    assert titles[0] == "Estacionamento coberto"
    assert set(titles[1:]) == {"Só sentido", "Estacionamento na rua"}


def test_no_more_than_a_model_can_use_and_as_many_queries_for_more(
    way: str, organization: Organization, django_assert_num_queries: object
) -> None:
    meaning = Meaning((1.0, 0.0), "m")
    make(organization, "Texto", (1.0, 0.0))
    has_vectors()
    with django_assert_num_queries(4):  # type: ignore[operator]
        texts_like("tem estacionamento?", meaning)
    for number in range(29):
        make(organization, f"Texto {number}", (1.0, 0.0), (0.9, 0.4358899))
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(texts_like("tem estacionamento?", meaning)) == FOUND_AT_ONCE


def test_fusion_prefers_what_stands_in_both() -> None:
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    assert fused([one, two], [three, two]) == [two, one, three]
    assert fused([], [one]) == [one]


def test_the_migration_goes_on_where_the_extension_may_not_be_added() -> None:
    migration = import_module("bot.migrations.0022_vectors6_passages")
    switch("arrays")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE nobody_special NOSUPERUSER")
        cursor.execute("SET LOCAL ROLE nobody_special")
        cursor.execute(migration.ADD_VECTORS)
        cursor.execute("RESET ROLE")
    assert vectors_version() == ""
