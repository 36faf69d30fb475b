"""The bot's texts: written anew per language, checked, and back to the usual."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_customer, make_member, make_organization
from bot.editable_texts import TEXTS, TextInvalid, placeholders_in
from bot.forms.texts import MEANINGS
from bot.models import BotText
from bot.services.texts import usual_text
from bot.services.words import words_for

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
Login = Callable[..., Client]


@pytest.fixture
def login(organization: Organization) -> Login:
    def make(role: Role = Role.OWNER) -> Client:
        client = Client()
        client.force_login(make_member(organization, role).user)
        return client

    return make


def url(organization: Organization, locale: str = "pt-BR") -> str:
    return f"/o/{organization.slug}/settings/messages/?locale={locale}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_editable_text_is_one_that_the_bot_says(text) -> None:
    assert usual_text(text.key, "pt-BR") == text.message
    for locale in ("en", "es"):
        there = usual_text(text.key, locale)
        assert there != text.message, "not a msgid of the conversation"
        assert set(placeholders_in(there)) == set(text.placeholders)


def test_every_placeholder_says_what_comes_there(organization, login: Login) -> None:
    assert set(MEANINGS) == {name for text in TEXTS for name in text.placeholders}
    page = login().get(url(organization)).content.decode()
    assert "{name} (primeiro nome do cliente), {business} (nome da empresa)" in page


def test_own_words_are_said_in_their_language_alone(organization, login: Login) -> None:
    owner = login()
    answer = owner.post(url(organization), {"menu": "E aí, bora marcar?"}, headers=PARTIAL)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("bora marcar") == 2  # the field, and what the customer reads
    assert page.count("Voltar ao padrão") == 1
    customer = make_customer(organization)
    words = words_for(organization, customer)
    menu = "Como posso ajudar? Toque no menu ou escreva do seu jeito."
    assert words(menu) == "E aí, bora marcar?"
    assert "help" in words.speaking("en")(menu)
    assert words("Oi! Aqui é {business}.", business="Studio") == "Oi! Aqui é Studio."


def test_placeholders_are_filled_in_own_words(organization, login: Login) -> None:
    login().post(url(organization), {"greeting": "Fala! {business} na área."})
    words = words_for(organization, make_customer(organization))
    assert words("Oi! Aqui é {business}.", business="Studio") == "Fala! Studio na área."


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("greeting", "Oi {nome}", "{nome} não existe neste texto"),
        ("greeting", "Oi {business", "sem par"),
        ("greeting", "Oi {business.name.__class__}", "não existe neste texto"),
        ("greeting", "Oi {business!r}", "não existe neste texto"),
        ("reminder", "Não esqueça do dia {day}", "Deixe {time} no texto"),
        ("menu", "x" * 601, "no máximo 600"),
    ],
)
def test_bad_text_is_said_in_place(organization, login, key: str, text: str, reason: str) -> None:
    answer = login().post(url(organization), {key: text}, headers=PARTIAL)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not BotText.objects.exists()


def test_odd_braces_are_refused() -> None:
    for text in ("{", "}", "{}", "{0}", "{a[0]}", "{a:>10}"):
        with pytest.raises(TextInvalid):
            placeholders_in(text)
    assert placeholders_in("{{a}} {b}") == ["b"]


def test_back_to_the_usual_keeps_the_others(organization, login: Login) -> None:
    owner = login()
    own = {"menu": "Bora?", "thanks": "Tamo junto!"}
    owner.post(url(organization), own)
    assert BotText.objects.count() == 2
    owner.post(url(organization), own | {"reset": "menu"}, headers=PARTIAL)
    assert [row.key for row in BotText.objects.all()] == ["thanks"]
    owner.post(url(organization), {"thanks": usual_text("thanks", "pt-BR")})
    assert not BotText.objects.exists()
    assert AuditEntry.objects.filter(action="texts.updated").count() == 3


def test_same_again_leaves_no_entry(organization, login: Login) -> None:
    owner = login()
    for _twice in range(2):
        owner.post(url(organization, "en"), {"menu": "Hi there!"})
    assert BotText.objects.get().locale == "en"
    assert AuditEntry.objects.filter(action="texts.updated").count() == 1


def test_own_reminder_shows_in_its_preview(organization, login: Login) -> None:
    owner = login()
    owner.post(url(organization), {"reminder": "Ei! {day}, {time}: {service}."})
    page = owner.get(f"/o/{organization.slug}/settings/reminders/").content.decode()
    assert "Ei! " in page


def test_other_house_says_its_own(organization, login: Login) -> None:
    login().post(url(organization), {"menu": "Bora?"})
    other = make_organization()
    with scope(organization=other):
        words = words_for(other, make_customer(other))
    assert "Bora" not in words("Como posso ajudar? Toque no menu ou escreva do seu jeito.")


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_other_roles_write_nothing(organization, login: Login, role: Role) -> None:
    assert login(role).post(url(organization), {"menu": "Bora?"}).status_code == 403
