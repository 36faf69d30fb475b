"""Meta's rules of templates, one by one, and that a draft survives its components."""

from dataclasses import replace
from typing import Any

import pytest

from bot.reminder_templates import REMINDER_TEMPLATES
from bot.template_draft import DraftButton, TemplateDraft, components_of, draft_of
from bot.template_rules import Rule, problems_of

GOOD = TemplateDraft(
    name="volte_logo",
    language="pt_BR",
    category="UTILITY",
    header_kind="TEXT",
    header_text="Sentimos falta, {{1}}",
    body="Oi, {{1}}! Seu horário com a gente é {{2}} e estamos esperando você aqui",
    footer="Studio Bela",
    buttons=(
        DraftButton("QUICK_REPLY", "Quero marcar"),
        DraftButton("URL", "Abrir", "https://studiobela.test/m/{{1}}"),
        DraftButton("PHONE_NUMBER", "Ligar", "+5511981230137"),
        DraftButton("COPY_CODE", "", "BELA10"),
    ),
    examples={
        "header-1": "Marina",
        "body-1": "Marina",
        "body-2": "sábado",
        "button-1": "abc",
    },
)


def faults(**changes: object) -> set[tuple[str, Rule]]:
    draft = replace(GOOD, **changes)  # type: ignore[arg-type]
    return {(one.field, one.rule) for one in problems_of(draft)}


def buttons(*kinds: str) -> tuple[DraftButton, ...]:
    values = {"URL": "https://a.test", "PHONE_NUMBER": "+5511981230137", "COPY_CODE": "X1"}
    return tuple(
        DraftButton(kind, f"Botão {at}", values.get(kind, "")) for at, kind in enumerate(kinds)
    )


def test_good_one_has_no_problem() -> None:
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"name": "Volte Logo"}, "name", Rule.NAME_LETTERS),
        ({"name": ""}, "name", Rule.NAME_LETTERS),
        ({"name": "a" * 513}, "name", Rule.TOO_LONG),
        ({"language": ""}, "language", Rule.CHOICE),
        ({"category": "AUTHENTICATION"}, "category", Rule.CHOICE),
        ({"header_text": " "}, "header", Rule.EMPTY),
        ({"header_text": "a" * 61}, "header", Rule.TOO_LONG),
        ({"header_text": "{{1}} e {{2}}"}, "header", Rule.ONE_VARIABLE),
        ({"header_text": "Oi *você*"}, "header", Rule.PLAIN),
        ({"header_text": "Oi 🎉"}, "header", Rule.PLAIN),
        ({"header_kind": "IMAGE"}, "header", Rule.SAMPLE_FILE),
        ({"body": ""}, "body", Rule.EMPTY),
        ({"body": "Oi " + "a" * 1022}, "body", Rule.TOO_LONG),
        ({"body": "{{1}}, oi, {{2}} é o seu horário aqui com a gente"}, "body", Rule.AT_START),
        ({"body": "Oi, {{1}}! O seu horário aqui com a gente é {{2}}."}, "body", Rule.AT_END),
        ({"body": "Oi, {{1}} {{2}}, estamos esperando por você hoje"}, "body", Rule.ADJACENT),
        ({"body": "Oi, {{1}}! Seu horário com a gente é {{3}} aqui mesmo"}, "body", Rule.GAP),
        ({"body": "Oi, {{1}}! Seu horário com a gente é {{dia}} aqui"}, "body", Rule.MIXED),
        ({"body": "Oi, {{nome}}! Estamos esperando você aqui"}, "body", Rule.MIXED),
        ({"body": "Oi, {{Nome}}! Esperamos você"}, "body", Rule.VARIABLE_NAME),
        ({"body": "Oi, {{1}! Seu horário é {{2}} aqui"}, "body", Rule.BRACES),
        ({"body": "Oi, {{1}}, às {{2}}, aqui"}, "body", Rule.FEW_WORDS),
        ({"body": "Oi\n\n\nvocê"}, "body", Rule.BLANK_LINES),
        ({"body": "Oi      você"}, "body", Rule.SPACES),
        ({"footer": "a" * 61}, "footer", Rule.TOO_LONG),
        ({"footer": "Oi {{1}}"}, "footer", Rule.NO_VARIABLE),
        ({"examples": {}}, "sample-body-2", Rule.EXAMPLE),
        ({"examples": {}}, "sample-header-1", Rule.EXAMPLE),
        ({"examples": {}}, "sample-button-1", Rule.EXAMPLE),
        ({"buttons": buttons(*["QUICK_REPLY"] * 11)}, "buttons", Rule.TOO_MANY),
        ({"buttons": buttons("URL", "URL", "URL")}, "button-2", Rule.TOO_MANY),
        ({"buttons": buttons("PHONE_NUMBER", "PHONE_NUMBER")}, "button-1", Rule.TOO_MANY),
        ({"buttons": buttons("COPY_CODE", "COPY_CODE")}, "button-1", Rule.TOO_MANY),
        ({"buttons": buttons("QUICK_REPLY", "URL", "QUICK_REPLY")}, "buttons", Rule.GROUPED),
        ({"buttons": (DraftButton("QUICK_REPLY", ""),)}, "button-0", Rule.EMPTY),
        ({"buttons": (DraftButton("QUICK_REPLY", "a" * 26),)}, "button-0", Rule.TOO_LONG),
        ({"buttons": (DraftButton("QUICK_REPLY", "Sim"),) * 2}, "button-1", Rule.SAME_TITLE),
        ({"buttons": (DraftButton("QUICK_REPLY", "Oi {{1}}"),)}, "button-0", Rule.NO_VARIABLE),
        ({"buttons": (DraftButton("URL", "Ver", "bela.test"),)}, "button-0", Rule.URL),
        (
            {"buttons": (DraftButton("URL", "Ver", "https://b.test/{{1}}/x"),)},
            "button-0",
            Rule.URL_VARIABLE,
        ),
        ({"buttons": (DraftButton("PHONE_NUMBER", "Ligar", "123"),)}, "button-0", Rule.PHONE),
        ({"buttons": (DraftButton("COPY_CODE", "", ""),)}, "button-0", Rule.EXAMPLE),
        ({"buttons": (DraftButton("COPY_CODE", "", "X" * 21),)}, "button-0", Rule.TOO_LONG),
    ],
)
def test_each_rule_is_found(changes: dict[str, object], field: str, rule: Rule) -> None:
    assert (field, rule) in faults(**changes)


def test_replies_may_stand_before_or_behind_the_others() -> None:
    for kinds in (("QUICK_REPLY", "QUICK_REPLY", "URL"), ("URL", "COPY_CODE", "QUICK_REPLY")):
        assert ("buttons", Rule.GROUPED) not in faults(buttons=buttons(*kinds))


def test_few_words_are_advice_alone() -> None:
    (found,) = problems_of(replace(GOOD, body="Oi, {{1}}, às {{2}}, aqui"))
    assert (found.is_advice, found.limit) == (True, 5)


def test_components_hold_examples_as_meta_wants_them() -> None:
    header, body, footer, group = components_of(GOOD)
    assert header["example"] == {"header_text": ["Marina"]}
    assert body["example"] == {"body_text": [["Marina", "sábado"]]}
    assert footer == {"type": "FOOTER", "text": "Studio Bela"}
    assert group["buttons"] == [
        {"type": "QUICK_REPLY", "text": "Quero marcar"},
        {
            "type": "URL",
            "text": "Abrir",
            "url": "https://studiobela.test/m/{{1}}",
            "example": ["https://studiobela.test/m/abc"],
        },
        {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+5511981230137"},
        {"type": "COPY_CODE", "example": "BELA10"},
    ]


def test_named_variables_and_a_sample_file() -> None:
    draft = replace(
        GOOD,
        header_kind="IMAGE",
        header_text="",
        header_handle="4::aW",
        body="Oi, {{nome}}! Esperamos você aqui",
        buttons=(),
        examples={"body-nome": "Marina"},
    )
    assert (draft.is_named, problems_of(draft)) == (True, [])
    header, body, _footer = components_of(draft)
    assert header == {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": ["4::aW"]},
    }
    named = [{"param_name": "nome", "example": "Marina"}]
    assert body["example"] == {"body_text_named_params": named}


def test_draft_comes_back_from_its_components() -> None:
    half = replace(GOOD, examples={"body-2": "sábado"}, buttons=GOOD.buttons[:1])
    for draft in (GOOD, half):
        parts = components_of(draft)
        back = draft_of(
            name=draft.name, language=draft.language, category=draft.category, components=parts
        )
        assert components_of(back) == parts
        assert back.examples.items() >= draft.examples.items()
        assert (back.body, back.buttons) == (draft.body, draft.buttons)


@pytest.mark.parametrize("ours", REMINDER_TEMPLATES, ids=lambda ours: ours["language"])
def test_our_own_reminder_is_above_reproach(ours: dict[str, Any]) -> None:
    assert problems_of(draft_of(**ours)) == []
