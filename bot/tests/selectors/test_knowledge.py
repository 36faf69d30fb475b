"""Finding the text of the house that fits a question, in the customer's language."""

import pytest
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.models import KnowledgeEntry
from bot.selectors.knowledge import texts_about

pytestmark = pytest.mark.django_db

TEXTS = {
    "Tem estacionamento?": "Na rua ao lado, gratuito para clientes.",
    "Formas de pagamento": "Aceitamos pix, cartões de crédito e dinheiro.",
    "Crianças": "Crianças são bem-vindas, com um adulto.",
    "¿Atienden mascotas?": "Sí, atendemos perros y gatos vacunados.",
    "Parking for bikes": "There are racks for bicycles at the entrance.",
}


@pytest.fixture
def texts(organization: Organization) -> Organization:
    for title, text in TEXTS.items():
        KnowledgeEntry.objects.create(organization=organization, title=title, text=text)
    return organization


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("vocês têm estacionamentos aí perto?", "Tem estacionamento?"),
        ("posso pagar no cartao?", "Formas de pagamento"),
        ("da pra levar minha criança junto", "Crianças"),
        ("¿puedo llevar a mi perro?", "¿Atienden mascotas?"),
        ("can I leave my bicycle somewhere?", "Parking for bikes"),
    ],
)
def test_found_with_endings_and_without_accents(
    texts: Organization, question: str, title: str
) -> None:
    found = texts_about(question)
    assert [entry.title for entry in found] == [title]


@pytest.mark.parametrize("question", ["", "???", "oi, você tem?", "'; DROP TABLE x; -- & | !"])
def test_nothing_to_look_for_finds_nothing(texts: Organization, question: str) -> None:
    assert texts_about(question) == []


def test_archived_and_other_houses_texts_are_not_found(texts: Organization) -> None:
    KnowledgeEntry.objects.filter(title="Crianças").update(is_active=False)
    assert texts_about("crianças") == []
    with scope(organization=make_organization()):
        assert texts_about("estacionamento") == []
