"""Texts are found wherever they stand, and a half translation does not pass."""

import textwrap
from gettext import GNUTranslations, NullTranslations

import pytest
from babel.messages.catalog import Catalog

from config.run.message_sources import collect
from config.run.translations import (
    LANGUAGES,
    SOURCE,
    catalogue_path,
    compile_all,
    load,
    placeholders,
    problems_of,
)


@pytest.fixture
def project(tmp_path):
    files = {
        "bot/flows/menu.py": """
            def hello(talk, name):
                words = talk.n("{n} vaga", "{n} vagas", 2)
                return talk.t("Oi, {name}!", name=talk.t("visita"), words=words)
        """,
        "accounts/forms.py": """
            label = _("Nome"
                      " completo")
            other = pgettext("mês", "Março")
            t("isto não é texto")
            gettext(variable)
        """,
        "accounts/tests/test_x.py": '_("só no teste")',
        "templates/a.html": """
            {% load i18n %}<h1>{% translate "Agenda" %}</h1>
              {% blocktranslate count n=n trimmed %}
                  {{ n }} cliente
                {% plural %}
              {{ n }} clientes
              {% endblocktranslate %}
            {% translate "Hoje" context "botão" %}
        """,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    return tmp_path


def test_texts_are_found_in_code_and_templates(project):
    found = {(message.context, message.id) for message in collect(project) if message.id}
    assert found == {
        (None, "Oi, {name}!"),
        (None, "visita"),
        (None, ("{n} vaga", "{n} vagas")),
        (None, "Nome completo"),
        ("mês", "Março"),
        (None, "Agenda"),
        (None, ("%(n)s cliente", "%(n)s clientes")),
        ("botão", "Hoje"),
    }


@pytest.mark.parametrize(
    ("translated", "flags", "problem"),
    [
        ("Hi, {name}!", (), None),
        ("", (), "missing"),
        ("Hi, {name}!", ("fuzzy",), "fuzzy"),
        ("Hi, {nome}!", (), "other placeholders"),
        ("Hi!", (), "other placeholders"),
    ],
)
def test_translation_is_held_to_its_source(translated, flags, problem):
    template, catalog = Catalog(), Catalog(locale="en")
    template.add("Oi, {name}!")
    catalog.add("Oi, {name}!", translated, flags=flags)
    found = list(problems_of(template, catalog))
    assert found == ([] if problem is None else [f"{problem}: 'Oi, {{name}}!'"])


def test_each_plural_form_is_held_to_its_source():
    template, catalog = Catalog(), Catalog(locale="es")
    template.add(("{n} vaga", "{n} vagas"))
    catalog.add(("{n} vaga", "{n} vagas"), ("un lugar", "{n} lugares"))
    assert list(problems_of(template, catalog)) == []

    catalog = Catalog(locale="es")
    catalog.add(("{n} vaga", "{n} vagas"), ("{n} lugar", "lugares"))
    assert list(problems_of(template, catalog)) == ["other placeholders: '{n} vaga'"]


def test_placeholders_of_both_styles():
    assert placeholders("{a} %(b)s 100% {c:>5}") == {"a", "b", "c"}
    assert placeholders("uma chave { só") == frozenset()


def test_the_language_of_the_sources_says_each_text_as_it_is() -> None:
    assert compile_all() == 0
    with catalogue_path(SOURCE).with_suffix(".mo").open("rb") as file:
        catalog = GNUTranslations(file)
    catalog.add_fallback(Silent())
    written = [message for message in load(LANGUAGES[0]) if message.id]
    assert len(written) > 3_000
    for message in written:
        if isinstance(message.id, tuple):
            assert [catalog.ngettext(*message.id, n) for n in (1, 0, 2)] == [
                message.id[0],
                message.id[1],
                message.id[1],
            ]
        elif message.context:
            assert catalog.pgettext(message.context, message.id) == message.id
        else:
            assert catalog.gettext(message.id) == message.id


class Silent(NullTranslations):
    """Says nothing: what the catalogue lacks is seen."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""
