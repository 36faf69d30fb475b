import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways import (
    Button,
    Buttons,
    ContentInvalid,
    ListMenu,
    Row,
    Section,
    Template,
    TemplateParameter,
    Text,
    content_from_dict,
    fit,
)
from bot.gateways.template import HeaderMedia

P = TemplateParameter


def buttons(*titles, body="oi", **parts):
    made = tuple(Button(f"id-{n}", title) for n, title in enumerate(titles or ("Sim",)))
    return Buttons(body, made, **parts)


def rows(count, start=0, title="Corte"):
    return tuple(Row(f"id-{n}", title) for n in range(start, start + count))


def menu(*sections, body="oi", button="Ver", **parts):
    return ListMenu(body, button, sections or (Section("", rows(1)),), **parts)


def template(*values, **parts):
    return Template(**{"name": "lembrete", "language": "pt_BR", "body": values} | parts)


# At the limit and one over it: (name of the part, limit, maker of a content of that size).
SIZES = [
    ("body", 4096, lambda n: Text("x" * n)),
    ("body", 1024, lambda n: buttons(body="x" * n)),
    ("body", 4096, lambda n: menu(body="x" * n)),
    ("header", 60, lambda n: buttons(header="x" * n)),
    ("footer", 60, lambda n: buttons(footer="x" * n)),
    ("header", 60, lambda n: menu(header="x" * n)),
    ("footer", 60, lambda n: menu(footer="x" * n)),
    ("buttons", 3, lambda n: buttons(*[str(i) for i in range(n)])),
    ("button title", 20, lambda n: buttons("é" * n)),
    ("button id", 256, lambda n: Buttons("oi", (Button("i" * n, "Sim"),))),
    ("list button", 20, lambda n: menu(button="x" * n)),
    ("rows", 10, lambda n: menu(Section("A", rows(4)), Section("B", rows(n - 4, 4)))),
    ("row title", 24, lambda n: menu(Section("", rows(1, title="😀" * n)))),
    ("row description", 72, lambda n: menu(Section("", (Row("i", "t", "x" * n),)))),
    ("row id", 200, lambda n: menu(Section("", (Row("i" * n, "t"),)))),
    ("section title", 24, lambda n: menu(Section("x" * n, rows(1)))),
    ("body parameter", 1024, lambda n: template(P("x" * n))),
    ("button value", 256, lambda n: template(buttons=((0, "quick_reply", "x" * n),))),
    ("button value", 20, lambda n: template(buttons=((0, "copy_code", "x" * n),))),
]


@pytest.mark.parametrize(("field", "limit", "make"), SIZES)
def test_sizes_are_allowed_up_to_the_limit_and_no_further(field, limit, make):
    make(limit).check()
    with pytest.raises(ContentInvalid) as caught:
        make(limit + 1).check()
    assert (caught.value.field, caught.value.limit) == (field, limit)
    assert caught.value.actual == limit + 1


REFUSED = {
    "empty text": Text(""),
    "blank text": Text(" \n"),
    "NUL": Text("a\x00"),
    "half of a character": Text("a\ud83d"),
    "no button": Buttons("oi", ()),
    "empty button title": buttons(""),
    "two lines on a button": buttons("Sim\nNão"),
    "same titles": buttons("Sim", "Sim"),
    "same button ids": Buttons("oi", (Button("1", "a"), Button("1", "b"))),
    "empty button id": Buttons("oi", (Button("", "a"),)),
    "blank header": buttons(header="  "),
    "no row": menu(Section("A", ())),
    "one empty section": menu(Section("A", rows(1)), Section("B", ())),
    "no title on one of two sections": menu(Section("A", rows(1)), Section("", rows(1, 1))),
    "same row ids": menu(Section("A", rows(1)), Section("B", rows(1))),
    "empty row title": menu(Section("", rows(1, title=""))),
    "empty list button": menu(button=""),
    "empty parameter": template(P("")),
    "line break in a parameter": template(P("a\nb")),
    "tab in a parameter": template(P("a\tb")),
    "five spaces in a parameter": template(P("a     b")),
    "line break in a header parameter": template(header=(P("a\nb"),)),
    "one by name and one by position": template(P("a", "name"), P("b")),
    "one name twice": template(P("a", "name"), P("b", "name")),
    "name in capitals": template(name="Lembrete"),
    "language with a dash": template(language="pt-BR"),
    "unknown sort of button": template(buttons=((0, "phone", "1"),)),
    "two buttons in one place": template(buttons=((0, "url", "a"), (0, "url", "b"))),
    "sound as a header": template(header_media=HeaderMedia("audio", "77")),
    "file and text as a header": template(
        header=(P("Hoje"),), header_media=HeaderMedia("image", "77")
    ),
    "header without its file": template(header_media=HeaderMedia("image", "")),
    "name of a photo": template(header_media=HeaderMedia("image", "77", "a.png")),
    "eleventh button": template(buttons=((10, "url", "a"),)),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_whatsapp_refuses_is_refused_before(content):
    with pytest.raises(ContentInvalid):
        content.check()


ALLOWED = [
    Text("oi", preview_url=True),
    buttons("Sim", "Não", "Talvez", header="Confirma?", footer="Studio"),
    menu(Section("A", (Row("1", "Corte", "R$ 80"),)), Section("B", rows(9, 2)), header="H"),
    template(P("a    b"), buttons=((0, "quick_reply", "x"), (1, "url", "y")), preview="Oi"),
    template(P("Ana", "first_name"), P("15h", "time"), header=(P("Hoje"),), language="en"),
    template(P("Ana"), header_media=HeaderMedia("image", "77")),
]


@pytest.mark.parametrize("content", ALLOWED)
def test_content_survives_being_stored(content):
    content.check()
    assert content_from_dict(json.loads(json.dumps(content.to_dict()))) == content
    assert content.text()


@pytest.mark.parametrize(
    "data", [{}, {"type": "?"}, {"type": "text"}, {"type": "list", "sections": 1}, {"type": []}]
)
def test_anything_else_in_store_is_refused(data):
    with pytest.raises(ContentInvalid):
        content_from_dict(data)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Corte", 5, "Corte"),
        ("Corte feminino", 10, "Corte…"),
        ("Corte, lavagem", 7, "Corte…"),
        ("Corte  e\nbarba", 20, "Corte e barba"),
        ("Otorrinolaringologia", 10, "Otorrinol…"),
        ("Sim senhor", 4, "Sim…"),
        ("A Otorrinolaringologia", 10, "A Otorrin…"),
        ("ok 👍🏽👍🏽", 5, "ok…"),
        ("mae\u0301e", 4, "ma…"),
        ("👩‍👩‍👧 família", 4, "…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_fit_shortens_at_a_word_and_never_within_a_character(text, limit, expected):
    assert fit(text, limit) == expected


@given(st.text(), st.integers(0, 80))
def test_fit_never_exceeds_and_keeps_what_fits(text, limit):
    fitted = fit(text, limit)
    assert len(fitted) <= limit
    if len(" ".join(text.split())) <= limit:
        assert fitted == " ".join(text.split())
