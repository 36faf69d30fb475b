import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from config.templatetags import ui

ORGANIZATION = SimpleNamespace(time_zone="America/Sao_Paulo", locale="pt-BR", currency="BRL")


class Sample(forms.Form):
    name = forms.CharField(label="Nome", help_text="Como aparece.")
    who = forms.MultipleChoiceField(
        label="Quem", choices=[("1", "Ana")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(required=False)
    repeat = forms.ChoiceField(choices=[("", "Não repete"), ("w", "Toda semana")], required=False)


def render(source: str, **context: object) -> str:
    return (
        engines["django"].from_string(source).render(context, RequestFactory().get("/o/a/b/?q=x"))
    )


@pytest.fixture(autouse=True)
def _no_shell(settings) -> Iterator[None]:
    """Tags need no database: leave the shell's context processor out."""
    templates = [dict(settings.TEMPLATES[0])]
    options = dict(templates[0]["OPTIONS"])
    options["context_processors"] = ["django.template.context_processors.request"]
    templates[0]["OPTIONS"] = options
    settings.TEMPLATES = templates
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    ui.icon.cache_clear()
    yield
    ui.icon.cache_clear()


def test_field_without_fault_points_at_its_help() -> None:
    html = render("{% field form.name %}", form=Sample())
    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert "aria-invalid" not in html


def test_field_with_fault_points_at_its_message() -> None:
    html = render("{% field form.name %}", form=Sample({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_what_may_stay_empty_says_so_but_no_select_does() -> None:
    assert "opcional" in render("{% field form.note %}", form=Sample())
    assert "opcional" not in render("{% field form.repeat %}", form=Sample())


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_a_name_of_its_own(code: str) -> None:
    assert render("{{ code|own_language_name }}", code=code)


def test_portuguese_is_called_as_everywhere_else() -> None:
    assert render("{{ 'pt-BR'|own_language_name }}") == "Português"


def test_group_is_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.who %}", form=Sample())
    assert html.count("<fieldset") == html.count("</fieldset>") == 1
    assert "<legend" in html


@pytest.mark.parametrize(
    ("language", "time", "money"),
    [("pt-br", "21:30", "R$ 80,00"), ("en", "9:30", "R$80.00"), ("es", "21:30", "BRL")],
)
def test_time_and_money_follow_zone_and_language(language: str, time: str, money: str) -> None:
    at = dt.datetime(2026, 11, 24, 0, 30, tzinfo=dt.UTC)
    with translation.override(language):
        html = render(
            "{% local_time at %} {{ price|money:organization }} {{ at|local_date:organization }}",
            at=at,
            price=Decimal("80"),
            organization=ORGANIZATION,
        )
    assert '<time datetime="2026-11-24T00:30:00+00:00">' in html
    assert time in html
    assert money in html
    assert "23" in html  # still the day before in São Paulo


def test_active_marks_the_section() -> None:
    assert render("{% active '/o/a/' %}") == 'aria-current="page"'
    assert render("{% active '/o/a/' exact=True %}") == ""
    assert render("{% active '/o/z/' %}") == ""


def test_pagination_keeps_the_query() -> None:
    page = Paginator(range(30), 10).page(2)
    html = render("{% pagination page %}", page=page)
    assert 'href="?q=x&amp;page=3"' in html
    assert "<nav" not in render("{% pagination page %}", page=Paginator(range(3), 10).page(1))


def test_status_badge_says_the_state_in_words() -> None:
    html = render("{% status_badge state label %}", state="NO_SHOW", label="<Faltou>")
    assert "status-red" in html
    assert "&lt;Faltou&gt;" in html


def test_server_error_page_needs_no_request() -> None:
    assert "<main" in get_template("500.html").render()


class Choices(forms.Form):
    hour = forms.ChoiceField(
        label="Hora", choices=[("", "—"), ("Manhã", [("9", "9 <h>"), ("10", "10 h")]), (12, "12 h")]
    )


def test_select_writes_groups_values_and_what_is_chosen() -> None:
    html = str(Choices(initial={"hour": "10"})["hour"])
    assert '<option value="">—</option>' in html
    assert '<optgroup label="Manhã"><option value="9">9 &lt;h&gt;</option>' in html
    assert '<option value="10" selected>10 h</option></optgroup>' in html
    assert '<option value="12">12 h</option>' in html
    assert html.startswith('<select name="hour" required id="id_hour">')


def test_select_escapes_what_stands_in_attributes() -> None:
    field = forms.ChoiceField(choices=[('"><script>', "x")])
    assert "<script>" not in field.widget.render("a", None)


def test_a_moment_of_today_is_an_hour_and_any_other_a_day() -> None:
    late = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)  # still the 21st in São Paulo
    words = "{% local_moment late today %}"
    hour = render(words, organization=ORGANIZATION, late=late, today=dt.date(2026, 11, 21))
    day = render(words, organization=ORGANIZATION, late=late, today=dt.date(2026, 11, 22))
    assert "22:30" in hour
    assert "21/11" in day


def test_epoch_keeps_the_microsecond() -> None:
    assert (
        render("{{ at|epoch }}", at=dt.datetime(1970, 1, 2, 0, 0, 0, 5, dt.UTC)) == "86400.000005"
    )
