"""What a kind of business brings to say: brought once, never over the owner's own words."""

from collections.abc import Iterator
from datetime import time

import pytest
from django_scopes import scope

from accounts.enums import LocaleChoice, Vertical
from accounts.models import AuditEntry, OnboardingStep, Organization, User
from accounts.tests.factories import make_organization, make_user
from bot.editable_texts import BY_KEY, LONGEST
from bot.models import BotText
from bot.services.preset_texts import set_up_house, texts_brought
from bot.services.texts import preview_of, set_texts, texts_in, usual_text
from scheduling.selectors.presets import OpeningHours, preset_of
from scheduling.services.onboarding import BusinessDetails, BusinessSetUp


@pytest.fixture
def actor(db: None) -> User:
    return make_user(name="Ana")


@pytest.fixture
def house(actor: User) -> Iterator[Organization]:
    organization = make_organization(name="Navalha", vertical="BARBER", owner=actor)
    with scope(organization=organization):
        yield organization


def send(house: Organization, actor: User, vertical: str) -> None:
    details = BusinessDetails("Navalha", vertical, "America/Sao_Paulo", "")
    wanted = BusinessSetUp(details, OpeningHours((0,), time(9), time(18)), [])
    set_up_house(organization=house, wanted=wanted, actor=actor)


def rows() -> dict[tuple[str, str], str]:
    return {
        (locale, key): text
        for locale, key, text in BotText.objects.values_list("locale", "key", "text")
    }


@pytest.mark.parametrize("vertical", Vertical.values)
def test_every_brought_text_may_be_said(vertical: str) -> None:
    keys = set()
    for locale in LocaleChoice.values:
        texts = preset_of(vertical, locale).texts
        keys.add(frozenset(texts))
        for key, text in texts.items():
            BY_KEY[key].check(text)
            assert len(text) <= LONGEST
            assert text != usual_text(key, locale)
            assert "{" not in preview_of(text, "Navalha")
    assert len(keys) == 1  # the same ones in every language
    assert bool(keys.pop()) == (vertical != Vertical.GENERIC)


def test_texts_come_in_every_language(house: Organization, actor: User) -> None:
    send(house, actor, "PETSHOP")
    for locale in LocaleChoice.values:
        brought = preset_of("PETSHOP", locale).texts
        assert {key: rows()[locale, key] for key in brought} == brought
        assert texts_in(house, locale)["lost"] == usual_text("lost", locale)


def test_step_sent_twice_changes_nothing_more(house: Organization, actor: User) -> None:
    send(house, actor, "SALON")
    kept, entries = rows(), AuditEntry.objects.count()
    ids = set(BotText.objects.values_list("pk", flat=True))
    send(house, actor, "SALON")
    assert rows() == kept
    assert AuditEntry.objects.count() == entries
    assert set(BotText.objects.values_list("pk", flat=True)) == ids


def test_own_words_stay_and_another_kind_replaces_only_what_the_guide_brought(
    house: Organization, actor: User
) -> None:
    own = {"greeting": "Fala! Aqui é {business}.", "thanks": ""}
    set_texts(organization=house, locale="pt-BR", texts=own, actor=actor)
    send(house, actor, "BARBER")
    # Set back to the usual words by the owner: that is a choice too.
    set_texts(organization=house, locale="pt-BR", texts={"menu": ""}, actor=actor)
    send(house, actor, "PETSHOP")
    said, pets = texts_in(house, "pt-BR"), preset_of("PETSHOP", "pt-BR").texts
    assert said["greeting"] == "Fala! Aqui é {business}."
    assert said["menu"] == usual_text("menu", "pt-BR")
    assert said["thanks"] == pets["thanks"]
    assert said["booked"] == pets["booked"]
    assert texts_in(house, "es")["menu"] == preset_of("PETSHOP", "es").texts["menu"]
    send(house, actor, "GENERIC")
    assert set(rows()) == {("pt-BR", "greeting")}


def test_guide_shows_what_will_be_said(house: Organization, actor: User) -> None:
    shown = texts_brought(house, "pt-BR", "BARBER")
    send(house, actor, "BARBER")
    assert texts_in(house, "pt-BR") == shown


def test_hours_and_kind_are_remembered_together(house: Organization, actor: User) -> None:
    send(house, actor, "CLINIC")
    kept = OnboardingStep.objects.get(part="BUSINESS").details
    assert kept == {"weekdays": [0], "opens": "09:00", "closes": "18:00", "texts_of": "CLINIC"}
